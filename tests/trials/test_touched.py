"""The filter of a replay passes over no text that the draft judges differently (R23)."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from trials import rows
from twinline.trials.compare import examine, judged
from twinline.trials.touched import touched

# Every example judges all written messages, so a failure is told as found: its seed and its edits say enough.
SLOW = settings(
    max_examples=2,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def moved_by_force(draft: rows.Side) -> dict[int, rows.Judged]:
    """What judging every text twice finds."""
    found = ((one, judged(one, draft)) for one in rows.heard())
    return {one.id.int: new for one, new in found if new != one.stored}


def test_other_words_of_a_danger_rule_concern_all_its_texts() -> None:
    """A rule with other words than the models learned with holds firmly wherever any of its words stands."""
    tables = {name: [dict(row) for row in held] for name, held in rows.packaged().items()}
    firm = [row for row in tables["danger_rules"] if row["strength"] == "hard" and row["kind"] != "mask"]
    for row in firm:
        row["phrases"] += "|无人机坠落伤人"
    concerns = touched(rows.packaged(), tables, as_of=rows.DAY)
    plain = [phrase for row in firm for phrase in row["phrases"].split("|") if phrase.isalpha()]
    assert len(plain) > 100
    assert all(concerns.concerns(phrase) for phrase in plain)


@SLOW
@given(seed=st.integers(0, 2**32), edits=st.integers(1, 6))
def test_no_text_is_passed_over_that_moves(seed: int, edits: int) -> None:
    tables = rows.changed(seed, edits)
    draft = rows.side_of(rows.book_of(tables))
    concerns = touched(rows.packaged(), tables, as_of=rows.DAY)
    tally = examine(rows.heard(), base=rows.base(), draft=draft, concerns=concerns)
    assert {one.id.int: one.draft for one in tally.moved} == moved_by_force(draft)
    assert sum(tally.same.values()) + len(tally.moved) == tally.texts == len(rows.heard())


def one_row(**cells: str) -> rows.Draft:
    tables = {name: [dict(row) for row in held] for name, held in rows.packaged().items()}
    next(row for row in tables["responsibility_list"] if row["code"] == "M-CITY-07").update(cells)
    return tables


def test_a_change_of_one_row_concerns_few_texts() -> None:
    tables = one_row(department="housing")
    concerns = touched(rows.packaged(), tables, as_of=rows.DAY)
    tally = examine(rows.heard(), base=rows.base(), draft=rows.side_of(rows.book_of(tables)), concerns=concerns)
    assert tally.judged < len(rows.heard()) / 50
    assert tally.cells["department", "urban_management", "housing"] >= 3
    assert sum(number for cell, number in tally.cells.items() if cell[0] == "owner") == len(rows.heard())


def test_words_that_only_explain_concern_nothing() -> None:
    concerns = touched(rows.packaged(), one_row(basis="新依据", matter="城市照明"), as_of=rows.DAY)
    assert concerns.nothing
    assert not any(concerns.concerns(one.text, matter=one.stored.matter) for one in rows.heard())


def test_a_row_that_has_ended_by_the_day_is_gone() -> None:
    ended = touched(rows.packaged(), one_row(valid_to="2026-11-19"), as_of=rows.DAY)
    assert ended.concerns("楼下的路灯坏了三盏")
    assert touched(rows.packaged(), one_row(valid_to="2026-11-20"), as_of=rows.DAY).nothing


def test_the_dispatch_catalogue_concerns_its_matters() -> None:
    """A row for one matter its texts, the row for all matters every text."""
    own, every = (
        [{"matter": matter, "division": "*", "lead": "housing", "co_handlers": ""}] for matter in ("M-CITY-07", "*")
    )
    base = {**rows.packaged(), "dispatch_catalogue": []}
    concerns = touched(base, {**base, "dispatch_catalogue": own}, as_of=rows.DAY)
    assert concerns.concerns("请问", matter="M-CITY-07")
    assert concerns.concerns("楼下的路灯坏了三盏", matter="")
    assert not concerns.concerns("请问", matter="M-POL-01")
    assert touched(base, {**base, "dispatch_catalogue": every}, as_of=rows.DAY).everything


def test_a_filter_that_looks_for_too_little_is_found_out() -> None:
    """The property above is worth something only if it can fail."""
    tables = one_row(department="housing")
    blind = touched(rows.packaged(), rows.packaged(), as_of=rows.DAY)
    draft = rows.side_of(rows.book_of(tables))
    tally = examine(rows.heard(), base=rows.base(), draft=draft, concerns=blind)
    assert blind.nothing
    assert not tally.moved
    assert moved_by_force(draft)
