"""Trials: what a change of rules or a model would do, seen before it does (README.md)."""

from twinline.trials import drift, replay, shadow
from twinline.trials import evidence_queries as evidence
from twinline.trials.drifting import Limits

__all__ = ["Limits", "drift", "evidence", "replay", "shadow"]
