"""Any text gives a whole decision, quickly, the same every time, with evidence that stands in the text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinline.triage import Decision, Owner, RequestType, Rulebook, judge, judge_line
from twinline.triage.lines import BadLine, judge_lines
from twinline.triage.normal import MAX_CHARS, normalise

ODD = [
    "",
    " \n\t ",
    "\ud800",
    "着\udfff火了",
    "𠮷野家门口有人打架",
    "🔥🔥🔥着火了🆘",
    "\x00\x01着\u200b火\u200d了\x07",
    "ＡＢＣ１１０",
    "e\u0301" * 50,
    "\u202e反向\u202c",
    "。" * 5000,
    "不" * 4000,
    "着火了" * 3000,
    "<script>alert(1)</script>路灯坏了",
    "'; drop table appeal; --",
]

RULE_WORDS = (
    *("着火了", "没有", "去年", "请问", "被偷", "工资", "噪音", "，", "。", "派出所"),
    *("态度", "快来", "老人", "电梯", "被困", "如果", "谢谢"),
)


def whole(decision: Decision, text: str) -> None:
    assert decision.owner in Owner
    assert decision.type in RequestType
    assert 0.0 <= decision.confidence <= 1.0
    assert decision.reasons
    assert decision.matter
    assert decision.department
    assert decision.joint == bool(decision.joint_with)
    assert bool(decision.police_class) <= (decision.owner in {Owner.POLICE, Owner.TRAFFIC})
    for reason in decision.reasons:
        if reason.evidence:
            start, end = reason.evidence.start, reason.evidence.end
            assert 0 <= start < end <= len(text)
            assert normalise(text[start:end]).text == reason.evidence.words


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text(text: str, rulebook: Rulebook) -> None:
    whole(judge(text, rulebook=rulebook), text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text(text: str) -> None:
    whole(judge(text, rulebook=shipped()), text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "着火了",
                "没有",
                "去年",
                "请问",
                "被偷",
                "工资",
                "噪音",
                "，",
                "。",
                "派出所",
                "态度",
                "快来",
                "老人",
                "电梯",
                "被困",
                "如果",
                "谢谢",
            ]
        ),
        max_size=40,
    )
)
@example(["没有", "没有", "被偷", "被偷", "工资", "着火了", "没有", "没有", "去年", "谢谢", "谢谢"])
def test_any_mixture_of_rule_words(words: list[str]) -> None:
    text = "".join(words)
    decision = judge(text, rulebook=shipped())
    whole(decision, text)
    assert decision == judge(text, rulebook=shipped())


def test_a_megabyte_is_cut(rulebook: Rulebook) -> None:
    text = "楼下烧烤摊噪音扰民" + "很吵，" * 400_000
    decision = judge(text, rulebook=rulebook)
    assert decision.owner == "12345"
    assert "cut" in {reason.kind for reason in decision.reasons}
    assert "cut" not in {reason.kind for reason in judge(text[:MAX_CHARS], rulebook=rulebook).reasons}


def test_nothing_said_is_nobodys(rulebook: Rulebook) -> None:
    decision = judge("", rulebook=rulebook)
    assert (decision.owner, decision.type) == ("none", "其他")
    assert decision.confidence < 0.5


def test_disguised_writing_is_read(rulebook: Rulebook) -> None:
    for text in ("着 火 了 快 来", "着\u200b火\u200b了快来", "著火了，快來人", "着火了快来！！"):
        assert judge(text, rulebook=rulebook).owner == "119", text


def test_one_line_in_one_result_out(rulebook: Rulebook) -> None:
    lines = [{"id": 7, "text": "路灯坏了请维修", "channel": "web"}, {"id": "b", "text": "有人打架", "channel": None}]
    first, second = judge_lines(lines, rulebook=rulebook)
    assert list(first) == ["id", "owner", "joint", "danger", "type", "matter", "department", "confidence", "reasons"]
    assert (first["id"], first["owner"], first["matter"]) == (7, "12345", "路灯")
    assert first["joint"] is False
    assert all(isinstance(reason, str) for reason in first["reasons"])  # type: ignore[union-attr]
    assert (second["id"], second["owner"]) == ("b", "110")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (None, "不是一个对象"),
        ("text", "不是一个对象"),
        ([1], "不是一个对象"),
        ({"text": "路灯坏了"}, "缺少 id"),
        ({"id": 1}, "text"),
        ({"id": 1, "text": None}, "text"),
        ({"id": 1, "text": 5}, "text"),
        ({"id": 1, "text": "路灯坏了", "channel": 110}, "channel"),
    ],
)
def test_a_bad_line_is_refused(line: object, why: str, rulebook: Rulebook) -> None:
    with pytest.raises(BadLine) as refused:
        judge_line(line, rulebook=rulebook)
    assert refused.value.code == "triage.bad_line"
    assert why in refused.value.message()


def shipped() -> Rulebook:
    from datetime import date

    from twinline.triage import load_rulebook

    return load_rulebook(as_of=date(2026, 11, 22))
