"""Units by place and day, duty without gaps, other systems' codes."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.agencies.model import (
    CrosswalkRow,
    Directory,
    DutyContact,
    DutyRole,
    Unit,
    UnitKind,
    UnknownUnit,
    crossed,
    duty_gaps,
    on_duty,
)

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def unit(n: int, code: str, division: str, department: str = "urban_management", **more: object) -> Unit:
    fields = {"kind": UnitKind.UNIT, "platform": "12345", "parent_id": None, "valid_from": date(2020, 1, 1)} | more
    return Unit(id=UUID(int=n), code=code, name=code, department=department, division=division, **fields)  # type: ignore[arg-type]


CITY = unit(1, "GZ-CG", "440100", kind=UnitKind.ORGANISATION)
TIANHE = unit(2, "TH-CG", "440106", parent_id=CITY.id)
OLD = unit(3, "LG-CG", "440112", parent_id=CITY.id, valid_to=date(2026, 11, 20))
NEW = unit(4, "ZZ-CG", "440112", parent_id=CITY.id, valid_from=date(2026, 11, 20))
POLICE = unit(5, "TH-PS", "440106", "urban_management", platform="110")
DIRECTORY = Directory.of([POLICE, NEW, OLD, TIANHE, CITY])


def find(*areas: str, on: date = TODAY, platform: str = "12345") -> Unit | None:
    return DIRECTORY.find(platform=platform, department="urban_management", areas=areas, on=on)


def test_the_smallest_area_with_a_unit_decides() -> None:
    assert find("440106012", "440106", "440100") == TIANHE
    assert find("440103001", "440103", "440100") == CITY
    assert find("440300") is None
    assert find("440106", platform="110") == POLICE


def test_units_are_found_by_day() -> None:
    assert find("440112", on=TODAY - timedelta(days=1)) == OLD
    assert find("440112", on=TODAY) == NEW
    assert find("440112", on=date(2019, 1, 1)) is None


def test_directory_look_ups() -> None:
    assert DIRECTORY.get(CITY.id) == CITY
    assert DIRECTORY.by_code("TH-CG") == TIANHE
    assert DIRECTORY.children(CITY.id) == (OLD, TIANHE, NEW)
    assert DIRECTORY.chain(TIANHE.id) == (TIANHE, CITY)
    for wrong in (lambda: DIRECTORY.get(UUID(int=9)), lambda: DIRECTORY.by_code("NONE")):
        with pytest.raises(UnknownUnit) as refusal:
            wrong()
        assert "{" not in refusal.value.message("zh")


def test_crosswalk_by_peer_and_day() -> None:
    rows = [
        CrosswalkRow("class", "", "20000", "300000", date(2022, 1, 1)),
        CrosswalkRow("class", "city-b", "20000", "200000", date(2022, 1, 1), date(2026, 1, 1)),
        CrosswalkRow("class", "city-b", "20000", "200100", date(2026, 1, 1)),
        CrosswalkRow("class", "city-b", "70000", None, date(2026, 1, 1)),
    ]

    def ours(peer: str, code: str, on: date = TODAY) -> str | None:
        return crossed(rows, scheme="class", peer=peer, code=code, on=on)

    assert ours("city-a", "20000") == "300000"
    assert ours("city-b", "20000") == "200100"
    assert ours("city-b", "20000", date(2025, 12, 31)) == "200000"
    assert ours("city-b", "70000") is None
    assert ours("city-b", "20000", date(2021, 1, 1)) is None
    assert crossed(rows, scheme="area", peer="city-b", code="20000", on=TODAY) is None


def contact(role: DutyRole, start: int, end: int | None, unit_id: UUID = TIANHE.id) -> DutyContact:
    """A duty from hour ``start`` to hour ``end`` after noon."""
    until = None if end is None else NOON + timedelta(hours=end)
    return DutyContact(unit_id, role, "值班员", NOON + timedelta(hours=start), until)


def test_primary_before_deputy_before_nobody() -> None:
    contacts = [contact(DutyRole.DEPUTY, 0, None), contact(DutyRole.PRIMARY, 2, 4)]
    found = [on_duty(contacts, unit_id=TIANHE.id, at=NOON + timedelta(hours=h)) for h in (-1, 1, 3, 4)]
    assert [c and c.role for c in found] == [None, DutyRole.DEPUTY, DutyRole.PRIMARY, DutyRole.DEPUTY]
    assert on_duty(contacts, unit_id=CITY.id, at=NOON) is None


def test_gaps_by_hand() -> None:
    contacts = [contact(DutyRole.PRIMARY, 2, 4), contact(DutyRole.PRIMARY, 3, 6), contact(DutyRole.DEPUTY, -1, None)]
    gaps = list(duty_gaps(contacts, units=[TIANHE.id], start=NOON, end=NOON + timedelta(hours=8)))
    assert [(g.role, (g.start - NOON).seconds // 3600, (g.end - NOON).seconds // 3600) for g in gaps] == [
        (DutyRole.PRIMARY, 0, 2),
        (DutyRole.PRIMARY, 6, 8),
    ]
    assert len(list(duty_gaps([], units=[TIANHE.id, CITY.id], start=NOON, end=NOON + timedelta(hours=1)))) == 4


@given(st.lists(st.tuples(st.integers(-5, 30), st.none() | st.integers(-5, 30)), max_size=6))
def test_an_hour_is_in_a_gap_when_nobody_covers_it(spans: list[tuple[int, int | None]]) -> None:
    contacts = [contact(DutyRole.PRIMARY, a, b) for a, b in spans if b is None or a < b]
    gaps = [
        gap
        for gap in duty_gaps(contacts, units=[TIANHE.id], start=NOON, end=NOON + timedelta(hours=24))
        if gap.role is DutyRole.PRIMARY
    ]
    for hour in range(24):
        moment = NOON + timedelta(hours=hour, minutes=30)
        covered = any(c.valid_from <= moment and (c.valid_to is None or moment < c.valid_to) for c in contacts)
        assert covered != any(gap.start <= moment < gap.end for gap in gaps)
