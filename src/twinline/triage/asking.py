"""Abstention: when confidence is low, the one question whose answer would decide (R1)."""

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twinline.triage.learned import Models, Opinion
from twinline.triage.model import Ask
from twinline.triage.reading import Reading
from twinline.triage.weigh import Outcome

_DOUBT_OWNER = 0.6
_LEAST_SECOND = 0.2
_DOUBT_DANGER = 0.15
_SURE_DANGER = 0.6
_GENERAL = "Q-OTHER"
_DANGER = "Q-DANGER"


@dataclass(frozen=True, slots=True)
class Question:
    """A row of data/questions.csv: what to ask when two owners are near one another, or danger is in doubt."""

    code: str
    kind: str
    pair: frozenset[str]
    zh: str
    en: str


@cache
def questions() -> dict[str, Question]:
    """All questions by code."""
    data = (files("twinline.triage") / "data" / "questions.csv").read_text("utf-8")
    return {
        row["code"]: Question(
            row["code"], row["kind"], frozenset(filter(None, (row["first"], row["second"]))), row["zh"], row["en"]
        )
        for row in csv.DictReader(io.StringIO(data))
    }


def question_for(reading: Reading, outcome: Outcome, models: Models) -> Ask | None:
    """What to ask, or None when the outcome is sure enough. A doubt about danger comes first."""
    opinion = outcome.opinion
    if opinion is None:
        return None
    if not outcome.firm and _DOUBT_DANGER <= opinion.shares["danger"]["yes"] <= max(models.danger_from, _SURE_DANGER):
        return _ask(_DANGER)
    return _about_owner(opinion)


def _about_owner(opinion: Opinion) -> Ask | None:
    ranked = sorted(opinion.shares["owner"].items(), key=lambda item: -item[1])
    (first, share), (second, rival) = ranked[:2]
    if share >= _DOUBT_OWNER or rival < _LEAST_SECOND:
        return None
    pair = frozenset((first, second))
    return _ask(next((q.code for q in questions().values() if q.pair == pair), _GENERAL))


def _ask(code: str) -> Ask:
    return Ask(code, questions()[code].zh)
