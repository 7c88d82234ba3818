"""Labelled cases: plain ones are right, danger is never missed, traps are mostly seen through."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from twinline.triage import Decision, Rulebook, judge
from twinline.triage.learned import NOTHING

HERE = Path(__file__).parent
FIELDS = ("owner", "joint", "danger", "type")


def cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def decide(case: dict[str, object], rulebook: Rulebook) -> Decision:
    return judge(str(case["text"]), rulebook=rulebook, channel=str(case["channel"]))


@pytest.fixture(params=["models", "rules"])
def book(request: pytest.FixtureRequest, rulebook: Rulebook) -> Rulebook:
    """With the shipped models, and with models switched off (R68)."""
    return rulebook if request.param == "models" else replace(rulebook, learned=NOTHING)


@pytest.mark.parametrize("case", cases("cases.jsonl"), ids=lambda case: case["id"])
def test_danger_of_every_case_is_seen(case: dict[str, object], book: Rulebook) -> None:
    decision = decide(case, book)
    assert decision.danger or not case["danger"], decision.reasons


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("cases.jsonl", {"owner": 0.97, "danger": 0.95, "joint": 0.9, "type": 0.88}),
        ("cases_heldout.jsonl", {"owner": 0.93, "danger": 0.93, "joint": 0.88, "type": 0.75}),
    ],
)
def test_shares_of_right_answers(name: str, least: dict[str, float], book: Rulebook) -> None:
    """These texts were tuned on: the figures that count stand in the model card and in the report on blind cases."""
    right: Counter[str] = Counter()
    labelled = cases(name)
    for case in labelled:
        decision = decide(case, book)
        right.update(field for field in FIELDS if getattr(decision, field) == case[field])
    shares = {field: right[field] / len(labelled) for field in FIELDS}
    assert all(shares[field] >= least[field] for field in FIELDS), shares


def test_there_are_enough_cases() -> None:
    assert len(cases("cases.jsonl")) >= 150
    assert len(cases("cases_heldout.jsonl")) >= 40
