"""Performance figures: one file each, every figure beside a floor measured in the same run (DESIGN section 9)."""
