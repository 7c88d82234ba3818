"""Trials: what a change of rules or a model would do, seen before it does (README.md)."""

from twinline.trials import replay

__all__ = ["replay"]
