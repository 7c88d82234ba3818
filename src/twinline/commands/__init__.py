"""Commands of their own: one file each, found by its name; `command` is what it offers. It only says what can be asked:
what does the work lies in a file with an underscore and is imported when it is called, so that help costs nothing."""
