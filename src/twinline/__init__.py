"""Twinline: the linkage platform between a city's 12345 government hotline and its 110 police calls."""

__version__ = "0.1.0"
