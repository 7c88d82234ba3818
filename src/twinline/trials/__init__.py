"""Trials: what a change of rules or a model would do, seen before it does (README.md)."""
