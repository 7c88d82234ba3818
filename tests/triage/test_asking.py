"""When confidence is low one question is asked, and two matters are told apart."""

from dataclasses import replace

import pytest

from twinline.triage import Owner, Rulebook, judge
from twinline.triage.asking import question_for, questions
from twinline.triage.learned import Opinion
from twinline.triage.reading import read
from twinline.triage.verdict import verdict_of
from twinline.triage.weigh import Outcome, by_rules


def outcome(rulebook: Rulebook, text: str, owners: dict[str, float], danger: float) -> Outcome:
    reading = read(text=text, rulebook=rulebook)
    plain = by_rules(reading, verdict_of(reading=reading, rulebook=rulebook, channel="web"))
    shares = {"owner": owners, "danger": {"no": 1 - danger, "yes": danger}}
    return replace(plain, opinion=Opinion(shares, False))


@pytest.mark.parametrize(
    ("owners", "danger", "code"),
    [
        ({"12345": 0.5, "110": 0.45, "119": 0.05}, 0.01, "Q-PRESENCE"),
        ({"119": 0.5, "120": 0.45, "110": 0.05}, 0.01, "Q-BREATH"),
        ({"122": 0.5, "utility": 0.45, "110": 0.05}, 0.01, "Q-OTHER"),
        ({"12345": 0.9, "110": 0.1}, 0.3, "Q-DANGER"),
        ({"12345": 0.9, "110": 0.1}, 0.01, None),
    ],
)
def test_the_question_that_would_decide(
    rulebook: Rulebook, owners: dict[str, float], danger: float, code: str | None
) -> None:
    text = "他们又来了"
    assert rulebook.learned.models
    ask = question_for(
        read(text=text, rulebook=rulebook), outcome(rulebook, text, owners, danger), rulebook.learned.models
    )
    assert (ask.code if ask else None) == code


def test_questions_name_owners_and_have_both_languages() -> None:
    for question in questions().values():
        assert question.pair <= {owner.value for owner in Owner}
        assert question.zh
        assert question.en


def test_two_matters_are_proposed_as_two_orders(rulebook: Rulebook) -> None:
    text = "我们小区门口的路灯坏了半个月没人修。另外我们公司拖欠工资三个月了，想投诉老板。"
    split = judge(text, rulebook=rulebook).split
    assert len(split) == 2
    assert "路灯" in text[split[0].start : split[0].end]
    assert "工资" in text[split[1].start : split[1].end]


def test_one_matter_is_not_split(rulebook: Rulebook) -> None:
    assert judge("我们小区门口的路灯坏了半个月没人修", rulebook=rulebook).split == ()
