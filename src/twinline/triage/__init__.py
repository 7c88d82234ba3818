"""Triage: who acts first on what a person said, with reasons (README.md)."""

from twinline.triage import advice, lexicon, risk, rulebook
from twinline.triage.engine import judge
from twinline.triage.judge import Semantic
from twinline.triage.lines import judge_line
from twinline.triage.model import Decision, Owner, RequestType
from twinline.triage.rulebook import Rulebook, load_rulebook

__all__ = [
    "Decision",
    "Owner",
    "RequestType",
    "Rulebook",
    "Semantic",
    "advice",
    "judge",
    "judge_line",
    "lexicon",
    "load_rulebook",
    "risk",
    "rulebook",
]
