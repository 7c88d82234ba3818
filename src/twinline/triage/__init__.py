"""Triage: who acts first on what a person said, with reasons (README.md)."""

from twinline.triage import advice, lexicon, risk, rulebook
from twinline.triage.judge import judge
from twinline.triage.lines import judge_line, judge_lines
from twinline.triage.model import Decision, Owner, RequestType
from twinline.triage.rulebook import Rulebook, load_rulebook

__all__ = [
    "Decision",
    "Owner",
    "RequestType",
    "Rulebook",
    "advice",
    "judge",
    "judge_line",
    "judge_lines",
    "lexicon",
    "load_rulebook",
    "risk",
    "rulebook",
]
