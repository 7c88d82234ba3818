"""Triage: who acts first on what a person said, with reasons (README.md)."""

from twinline.triage.judge import judge
from twinline.triage.lines import BadLine, judge_line, judge_lines
from twinline.triage.model import DeadlineClass, Decision, Matter, Owner, Reason, RequestType
from twinline.triage.rulebook import Rulebook, load_rulebook

__all__ = [
    "BadLine",
    "DeadlineClass",
    "Decision",
    "Matter",
    "Owner",
    "Reason",
    "RequestType",
    "Rulebook",
    "judge",
    "judge_line",
    "judge_lines",
    "load_rulebook",
]
