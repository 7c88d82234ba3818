"""Intake: register, judge, open the order, start the clocks, in one transaction."""

from twinline.intake import files, history, overrides, search
from twinline.intake.actions import register
from twinline.intake.compose import Composed, Desk, judged
from twinline.intake.gate import Gate
from twinline.intake.model import Outcome, Registered, Said

__all__ = [
    "Composed",
    "Desk",
    "Gate",
    "Outcome",
    "Registered",
    "Said",
    "files",
    "history",
    "judged",
    "overrides",
    "register",
    "search",
]
