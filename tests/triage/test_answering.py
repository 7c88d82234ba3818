"""What a person affirms raises danger and urgency and never lowers them (R1, R2, promise 2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.people import People
from twinline.triage import Decision, Owner, Rulebook, answering, judge
from twinline.triage.asking import questions
from twinline.triage.learn import read_written
from twinline.triage.model import DeadlineClass

ROOT = Path(__file__).parents[2]
URGENT = {DeadlineClass.URGENT, DeadlineClass.POLICE}
WRITTEN = [row.text for row in read_written(ROOT / "training/messages")][::7]
CODES = {
    says: sorted(a.code for a in answering.answers().values() if a.says is says) for says in answering.Says
}  # fmt: skip
PAGE = json.loads((ROOT / "web/src/rules/answers.json").read_text("utf-8"))

texts = st.one_of(
    st.sampled_from(WRITTEN), st.text(max_size=60), st.text(alphabet="没有人受伤着火了救命昨天，。？", max_size=30)
)


def urgent(decision: Decision) -> bool:
    return decision.danger or decision.deadline_class in URGENT


def behind(text: str, codes: list[str]) -> str:
    """As the page puts it: each a sentence of its own."""
    return answering.joined(text, answering.by_codes(codes))


@settings(max_examples=150, deadline=None)
@given(text=texts, codes=st.lists(st.sampled_from(CODES[answering.Says.DANGER]), min_size=1, max_size=4, unique=True))
def test_affirmed_danger_is_danger_with_a_reason(rulebook: Rulebook, text: str, codes: list[str]) -> None:
    for decision in (
        judge(text, rulebook=rulebook, answers=codes),
        judge(behind(text, codes), rulebook=rulebook),
    ):
        assert decision.danger
        assert decision.deadline_class in URGENT
        assert decision.owner is not Owner.NOBODY
        assert decision.joint or decision.owner in {"110", "119", "120", "122"}
        assert decision.reasons[0].kind == "answered"
        assert decision.ask is None or decision.ask.code != "Q-DANGER"


@settings(max_examples=150, deadline=None)
@given(
    text=texts,
    codes=st.lists(st.sampled_from(CODES[answering.Says.DANGER] + CODES[answering.Says.YES]), max_size=4, unique=True),
)
def test_nothing_affirmed_lowers_danger_or_urgency(rulebook: Rulebook, text: str, codes: list[str]) -> None:
    alone = judge(answering.apart(text)[0], rulebook=rulebook)
    told = judge(text, rulebook=rulebook, answers=codes)
    assert told.danger >= alone.danger
    assert urgent(told) >= urgent(alone)


@settings(max_examples=100, deadline=None)
@given(
    text=texts,
    some=st.lists(st.sampled_from(sorted(answering.answers())), max_size=4, unique=True),
    danger=st.sampled_from(CODES[answering.Says.DANGER]),
)
def test_a_denial_beside_an_affirmed_danger_lowers_nothing(
    rulebook: Rulebook, text: str, some: list[str], danger: str
) -> None:
    assert judge(text, rulebook=rulebook, answers=[*some, danger]).danger


def test_a_denial_may_settle_a_doubt(rulebook: Rulebook) -> None:
    text = "楼上好像有人在喊，听着不太对"
    assert not judge(text, rulebook=rulebook, answers=["A-SAFE"]).danger


def test_an_answer_is_a_sentence_of_its_own(rulebook: Rulebook) -> None:
    assert answering.apart("我爸三年前也是这样，人昏迷了。") == ("我爸三年前也是这样，人昏迷了。", [])
    said, given_ = answering.apart("他躺在地上。人昏迷了。")
    assert (said, [one.answer.code for one in given_]) == ("他躺在地上。", ["A-OUTCOLD"])
    assert given_[0].place == (6, 11)
    both = answering.apart("喂。现在有人被困。现在有明火，冒浓烟。 ")
    assert (both[0], {one.answer.code for one in both[1]}) == ("喂。", {"A-TRAPPED", "A-FLAMES"})


def test_where_it_stands_in_the_text_is_shown(rulebook: Rulebook) -> None:
    text = "他躺在地上。人昏迷了。"
    evidence = judge(text, rulebook=rulebook).reasons[0].evidence
    assert evidence
    assert text[evidence.start : evidence.end] == evidence.words == "人昏迷了。"


def test_answers_belong_to_questions_and_every_danger_names_who_acts() -> None:
    for answer in answering.answers().values():
        assert answer.question in questions()
        assert (answer.owner is not None) == (answer.says is answering.Says.DANGER)


def test_the_page_gives_the_same_answers() -> None:
    shown = {code: [(one["add"], one["en"], one.get("danger", False)) for one in group] for code, group in PAGE.items()}
    known = {
        code: [(a.zh, a.en, a.says is answering.Says.DANGER) for a in answering.answers_to(code)] for code in shown
    }
    assert shown == known


def test_unknown_answers_are_refused(rulebook: Rulebook) -> None:
    with pytest.raises(answering.UnknownAnswer):
        judge("路灯坏了", rulebook=rulebook, answers=["A-NOSUCH"])


async def test_over_http(people: People) -> None:
    async def ask(**body: object) -> tuple[int, dict[str, object]]:
        reply = await people.agent.api.post("/api/v1/triage", json=body)
        return reply.status_code, reply.json()

    lamp = "小区门口的路灯坏了半个月没人修，请尽快处理"
    status, calm = await ask(text=lamp)
    assert (status, calm["danger"]) == (200, False)
    status, told = await ask(text=lamp, answers=["A-LIVE"])
    assert (status, told["danger"], told["deadline_class"]) == (200, True, "urgent")
    assert told["reasons"][0]["kind"] == "answered"  # type: ignore[index]
    assert (await ask(text=lamp, answers=["A-NOSUCH"]))[1]["code"] == "triage.unknown_answer"
    status, unsure = await ask(text="他们又来了，在门口站着")
    assert status == 200
    if unsure["ask"]:
        assert all(one["code"] in answering.answers() for one in unsure["ask"]["answers"])  # type: ignore[index]
