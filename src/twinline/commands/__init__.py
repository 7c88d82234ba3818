"""Commands of their own: one file each, found by its name; `command` is what it offers."""
