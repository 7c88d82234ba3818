"""CAP 1.2 (ITU-T X.1303): warnings in, as hints for those on duty, and out for an incident (docs/reference/cap.md)."""
