"""Words that speech recognition wrote with other characters of the same sound are heard (promise 2)."""

from __future__ import annotations

import time
from datetime import date
from importlib.resources import files
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinline.triage import Rulebook, judge, readings, rulebook, sounding
from twinline.triage.learn import read_written
from twinline.triage.make import DAY, WRITTEN
from twinline.triage.rulebook import without_models
from twinline.trials.compare import Heard, Judged, Side, examine
from twinline.trials.touched import touched

TEXTS = [row.text for row in read_written(WRITTEN)]
MISHEARD = {
    "着伙了三单元四楼": "着火了",
    "我们楼停店了一个晚上": "停电了",
    "脚手架踏了压住仨人": "脚手架塌",
    "液氨灌车在冷库门口漏了白雾": "罐车",
    "楼上漏睡漏到我家床上": "楼上漏水",
}


@pytest.fixture(scope="module")
def alone(rulebook: Rulebook) -> Rulebook:
    return without_models(rulebook)


@pytest.mark.parametrize(("text", "word"), MISHEARD.items())
def test_it_says_what_was_probably_said(rulebook: Rulebook, text: str, word: str) -> None:
    told = [one for one in judge(text, rulebook=rulebook, channel="voice").reasons if one.kind == "misheard"]
    assert any(f"“{word}”" in one.text for one in told)
    for one in told:
        assert one.evidence
        assert text[one.evidence.start : one.evidence.end] == one.evidence.words != word


def test_rules_alone_hear_it_too(alone: Rulebook) -> None:
    for text in ("着伙了三单元四楼", "脚手架踏了压住仨人", "楼倒里全是烟我背着我婆下到三楼"):
        assert not judge(text, rulebook=alone, channel="web").danger
        assert judge(text, rulebook=alone, channel="voice").danger
        assert judge(text, rulebook=alone, channel="voice").reasons[0].kind == "misheard"
    assert judge("暖器不热，一宿了", rulebook=alone, channel="voice").owner == "utility"


@pytest.mark.parametrize(
    "text",
    [
        "我在桃浦路口等车",
        "我爸走了，留下一套房",
        "有人敲门说查水表",
        "市一院的住院病历",
        "我们走了四里路",
        "微信群里说的",
    ],
)
def test_words_of_the_language_are_left_as_they_are(rulebook: Rulebook, text: str) -> None:
    told = judge(text, rulebook=rulebook, channel="voice").reasons
    assert "misheard" not in {one.kind for one in told}


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.sampled_from(TEXTS), st.text(max_size=80)))
def test_hearing_never_lowers_danger(rulebook: Rulebook, alone: Rulebook, text: str) -> None:
    """And changes nothing for what was typed."""
    for book in (rulebook, alone):
        spoken, typed = judge(text, rulebook=book, channel="voice"), judge(text, rulebook=book, channel="app")
        assert spoken.danger >= typed.danger
        for reason in spoken.reasons:
            if reason.evidence and reason.kind in ("danger", "misheard"):
                assert reason.evidence.end <= len(text)


def test_it_takes_little_time(rulebook: Rulebook) -> None:
    """On a machine with nothing else to do a few hundredths of a millisecond."""
    ear = rulebook.ear
    ear.ready()
    begin = time.process_time()
    for text in TEXTS[:1000]:
        ear.misheard(text[:500])
    assert (time.process_time() - begin) / 1000 < 0.0003


def test_a_replay_hears_as_the_engine_does() -> None:
    """A new word of the draft moves a text in which it is only misheard."""
    tables = {name: [dict(row) for row in rows] for name, rows in rulebook.read_tables().items()}
    changed = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for row in changed["danger_rules"]:
        if row["id"] == "D-FIRE":
            row["phrases"] += "|粮垛自燃"
    books = [rulebook.rulebook_of(each, as_of=DAY, edition="0") for each in (tables, changed)]
    base, draft = (Side(book, lambda matter, department, division: department) for book in books)
    stored = Judged("12345", "none", "none", "no", "求助", "no", "")
    texts = [
        Heard(UUID(int=n), text, channel, "12345", None, stored, True)
        for n, (text, channel) in enumerate([("粮垛字燃", "voice"), ("粮垛字燃", "web"), ("粮垛自燃", "web")])
    ]
    concerns = touched(tables, changed, as_of=DAY)
    tally = examine(texts, base=base, draft=draft, concerns=concerns)
    assert tally.judged == 2
    assert date.fromisoformat(books[0].versions.day) == DAY


def test_the_table_of_sounds_is_what_the_dictionaries_say() -> None:
    """For the words that it holds: new words of the lists are looked up until the table is made anew."""
    table = readings.table()
    text = (files("twinline.triage") / "data" / readings.FILE).read_text("utf-8")
    assert text.splitlines() == sounding.lines([*table.words, *table.strange])
    assert len(table.words) > 5_000


def test_a_word_that_the_table_does_not_hold_is_looked_up() -> None:
    assert "粮垛自燃" not in readings.table().words
    assert readings.readings("粮垛自燃") == [{"liang"}, {"duo"}, {"zi"}, {"ran"}]
    assert not readings.is_word("垛燃")
    assert readings.is_word("重庆")
    assert readings.readings("重庆站") == [{"zhong", "chong"}, {"qing"}, {"zhan"}]
