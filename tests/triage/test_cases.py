"""Labelled cases: plain ones are right, danger is never missed, traps are mostly seen through."""

import json
from collections import Counter
from pathlib import Path

import pytest

from twinline.triage import Decision, Rulebook, judge

HERE = Path(__file__).parent
FIELDS = ("owner", "joint", "danger", "type")


def cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def decide(case: dict[str, object], rulebook: Rulebook) -> Decision:
    return judge(str(case["text"]), rulebook=rulebook, channel=str(case["channel"]))


@pytest.mark.parametrize("case", cases("cases.jsonl"), ids=lambda case: case["id"])
def test_owner_and_danger_of_every_case(case: dict[str, object], rulebook: Rulebook) -> None:
    decision = decide(case, rulebook)
    assert (decision.owner, decision.danger) == (case["owner"], case["danger"]), decision.reasons


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("cases.jsonl", {"owner": 1.0, "danger": 1.0, "joint": 0.97, "type": 0.93}),
        ("cases_heldout.jsonl", {"owner": 0.95, "danger": 0.95, "joint": 0.9, "type": 0.8}),
    ],
)
def test_shares_of_right_answers(name: str, least: dict[str, float], rulebook: Rulebook) -> None:
    right: Counter[str] = Counter()
    labelled = cases(name)
    for case in labelled:
        decision = decide(case, rulebook)
        right.update(field for field in FIELDS if getattr(decision, field) == case[field])
    shares = {field: right[field] / len(labelled) for field in FIELDS}
    assert all(shares[field] >= least[field] for field in FIELDS), shares


def test_there_are_enough_cases() -> None:
    assert len(cases("cases.jsonl")) >= 150
    assert len(cases("cases_heldout.jsonl")) >= 40
