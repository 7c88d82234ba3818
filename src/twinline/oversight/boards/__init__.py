"""The HTTP edge of the boards: wall, supervision, inbox, views, exports."""
