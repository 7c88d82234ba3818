"""Which row of the responsibility list a text is about: rules and what was learned of matters, together (R18, R80)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from twinline.nlp import BadModel
from twinline.triage import Rulebook, advice, judge, matters, matters_learn
from twinline.triage.learn import read_written
from twinline.triage.learned import NOTHING, load_learned
from twinline.triage.make import DATA, MATTERS_CARD, WRITTEN
from twinline.triage.matching import likely
from twinline.triage.model import Owner
from twinline.triage.reading import read
from twinline.triage.rulebook import PACKAGED, read_tables, rulebook_of, without_models

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
FLOODED = "下雨天我们巷子水没过脚脖子，鞋都趟湿了"
"""No phrase of the list stands in it."""
EACH = 40


def book(change: Callable[[dict[str, str]], object], *, drop: str = "", add: dict[str, str] | None = None) -> Rulebook:
    tables = {name: [dict(row) for row in rows] for name, rows in read_tables().items()}
    rows = tables["responsibility_list"]
    for row in rows:
        change(row)
    if add:
        rows.append({**rows[0], **add})
    if drop:
        tables["responsibility_list"] = [row for row in rows if row["code"] != drop]
        tables["dispatch_catalogue"] = [row for row in tables["dispatch_catalogue"] if row["matter"] != drop]
        tables["danger_rules"] = [row for row in tables["danger_rules"] if row["matter"] != drop]
    return rulebook_of(tables, as_of=DAY, edition=PACKAGED)


def same(row: dict[str, str]) -> None:
    """Change nothing."""


def worded(code: str, words: str) -> Callable[[dict[str, str]], object]:
    return lambda row: row.update(phrases=f"{row['phrases']}|{words}") if row["code"] == code else None


def blind() -> list[list[str]]:
    files = sorted((ROOT / "tests/triage/blind").glob("*.tsv"))
    return [line.split("\t") for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def test_the_shipped_model_stands_beside_the_shipped_judgement(rulebook: Rulebook) -> None:
    """Make it again with ``python -m twinline.triage.make matters`` when the judgement was made again."""
    model = load_learned().matters
    assert model is not None
    assert f"`{model.version}`" in (ROOT / MATTERS_CARD).read_text("utf-8")
    assert judge(FLOODED, rulebook=rulebook).versions.matters == model.version
    known = {code for places in model.places.values() for code in places}
    assert known == set(rulebook.matters)


def test_a_matter_is_found_without_a_word_of_the_list(rulebook: Rulebook) -> None:
    decision = judge(FLOODED, rulebook=rulebook)
    assert read(text=FLOODED, rulebook=rulebook).scores == {}
    assert (decision.matter_code, decision.department_code) == ("M-CITY-09", rulebook.matters["M-CITY-09"].department)
    reason = next(one for one in decision.reasons if one.kind == "matter_learned")
    taught = rulebook.learned.matters.taught["M-CITY-09"]  # type: ignore[union-attr]
    assert f"像{taught}条标注为“{decision.matter}”的留言" in reason.text
    assert 0 < decision.confidences["matter"] <= decision.confidence
    assert judge(FLOODED, rulebook=without_models(rulebook)).matter_code == ""


def test_on_messages_of_hands_that_taught_nothing(rulebook: Rulebook) -> None:
    """Blind messages, owner and all: 0.72 of the rows and 0.78 of the lead departments; rules alone had 0.23, 0.61."""
    rows = [row for row in blind() if row[4] in rulebook.matters]
    assert len(rows) >= 500
    right = first = three = 0
    for *_, matter, text in rows:
        decision = judge(text, rulebook=rulebook)
        asked = {"division": None, "department": decision.department_code}
        rivals = advice.rivals_of(rulebook, text=text, matter=decision.matter_code)
        kinds = advice.kinds_of(rulebook, matter=decision.matter_code, rivals=rivals, **asked)
        lead = advice.kinds_of(rulebook, matter=matter, division=None, department="", rivals=())[0]
        right, first, three = (
            right + (decision.matter_code == matter),
            first + (kinds[0] == lead),
            three + (lead in kinds),
        )
    assert right / len(rows) >= 0.68
    assert first / len(rows) >= 0.75
    assert three / len(rows) >= 0.82


def test_shares_of_an_owners_rows_are_probabilities(rulebook: Rulebook) -> None:
    for *_, text in blind()[:60]:
        found = likely(read(text=text, rulebook=rulebook), Owner.GOVERNMENT, rulebook, most=1000)
        assert {one.matter.owner for one in found} == {Owner.GOVERNMENT}
        assert sum(one.share for one in found) == pytest.approx(1.0, abs=0.02)
        assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)


def test_a_row_that_the_city_added_is_found_by_its_words() -> None:
    own = book(same, add={"code": "M-OWN-01", "matter": "江滨自动步道", "phrases": "江滨自动步道", "owner": "12345"})
    decision = judge("江滨自动步道停了好几天，什么时候能重新开放", rulebook=own)
    assert (decision.owner, decision.matter_code) == ("12345", "M-OWN-01")


def test_words_that_the_city_added_hold() -> None:
    text = f"{FLOODED}，像丁字坝一样"
    assert judge(text, rulebook=book(same)).matter_code != "M-ROAD-02"
    assert judge(text, rulebook=book(worded("M-ROAD-02", "像丁字坝一样"))).matter_code == "M-ROAD-02"


def test_a_row_that_the_city_does_not_have_is_never_named() -> None:
    without = book(same, drop="M-CITY-09")
    decision = judge(FLOODED, rulebook=without)
    assert decision.matter_code != "M-CITY-09"
    found = likely(read(text=FLOODED, rulebook=without), Owner.GOVERNMENT, without, most=1000)
    assert "M-CITY-09" not in {one.matter.code for one in found}


def test_a_restricted_matter_stays_restricted(rulebook: Rulebook) -> None:
    silent = replace(rulebook, learned=replace(rulebook.learned, matters=None))
    rows = {row["code"]: row["phrases"].split("|") for row in read_tables()["responsibility_list"]}
    held = 0
    for code in (one.code for one in rulebook.matters.values() if one.restricted):
        for words in rows[code]:
            text = f"{words.replace('+', '').replace('&', '')}，{FLOODED}"
            if judge(text, rulebook=silent).restricted:
                held += 1
                assert judge(text, rulebook=rulebook).restricted, text
    assert held >= 5


def test_another_judgement_or_other_bytes_are_refused() -> None:
    data = (ROOT / DATA / matters.FILE).read_bytes()
    shipped = load_learned().models
    assert shipped is not None
    assert matters.unpacked(data, beside=shipped.linear) is not None
    assert matters.unpacked(data, beside=replace(shipped.linear, version="another")) is None
    with pytest.raises(BadModel):
        matters.unpacked(b"nothing", beside=shipped.linear)


@pytest.mark.slow
def test_the_same_messages_give_the_same_model() -> None:
    tables, shipped = read_tables(), load_learned().models
    assert shipped is not None
    rules = rulebook_of(tables, as_of=DAY, edition=PACKAGED, learned=NOTHING)
    rows = read_written(ROOT / WRITTEN)
    few = [
        row for name in sorted({row.source for row in rows})[:3] for row in [r for r in rows if r.source == name][:EACH]
    ]
    listed = tables["responsibility_list"]
    lessons = matters_learn.lessons_of(few, rulebook=rules, rows=listed, pieces=shipped.linear)
    first, second = matters_learn.teach(lessons), matters_learn.teach(lessons)
    assert first.data == second.data
    assert matters.unpacked(first.data, beside=shipped.linear) is not None
    assert "| all | 120 |" in matters_learn.card(lessons, first, digest="")
