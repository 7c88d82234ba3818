"""Where calendar rows come from: the State Council's yearly notice, as kept by the chinesecalendar library.

A notice comes in the November before its year. Until a release carries it, ``provisional_rows`` gives what the law
alone says (全国年节及纪念日放假办法, 2024 revision): the statutory days, and a working day off for each that falls on a
weekend. The days that the notice then shifts are not in it, so a loaded provisional year is to be replaced, and the
clocks, which are derived, follow.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import ClassVar

from chinese_calendar.constants import Holiday, holidays, workdays

from twinline.agencies.calendar import SATURDAY, CalendarDay, DayKind
from twinline.kernel.errors import Conflict

PROVISIONAL_MARK = "（暂定）"


class CalendarYearUnknown(Conflict):
    """No notice for the year is in this release, or no festival dates for a provisional one."""

    code: ClassVar[str] = "agencies.calendar_year_unknown"


@dataclass(frozen=True, slots=True)
class CalendarSeed:
    """A calendar that every installation starts with; ``intervals`` as ``WorkCalendar.from_rows`` takes them."""

    code: str
    name: str
    always: bool
    intervals: dict[str, list[list[str]]]


def seed_calendars() -> tuple[CalendarSeed, ...]:
    """``work`` (Monday to Friday, two periods) and ``always``. The hours are a default that a city replaces."""
    rows = json.loads((files("twinline.agencies") / "data" / "calendars.json").read_text("utf-8"))
    return tuple(CalendarSeed(**row) for row in rows)


def known_years() -> frozenset[int]:
    """The years whose notice this release carries."""
    return frozenset(day.year for day, name in holidays.items() if name == Holiday.national_day.value)


def seed_rows(years: Iterable[int]) -> list[CalendarDay]:
    """The holidays and make-up working days of the years, by date. Raises CalendarYearUnknown."""
    wanted = set(years)
    for year in sorted(wanted - known_years()):
        raise CalendarYearUnknown(year=year)
    rows = [CalendarDay(day, DayKind.HOLIDAY, _chinese(name)) for day, name in holidays.items() if day.year in wanted]
    rows += [CalendarDay(day, DayKind.WORKDAY, _chinese(name)) for day, name in workdays.items() if day.year in wanted]
    return sorted(rows, key=lambda row: row.day)


def provisional_rows(years: Iterable[int]) -> list[CalendarDay]:
    """What the law alone makes of the years, by date; names end in ``PROVISIONAL_MARK``. Raises CalendarYearUnknown."""
    with (files("twinline.agencies") / "data" / "festivals.csv").open(encoding="utf-8") as file:
        festivals = list(csv.DictReader(file))
    return [row for year in sorted(set(years)) for row in _by_law(year, festivals)]


def _by_law(year: int, festivals: Sequence[dict[str, str]]) -> list[CalendarDay]:
    off: dict[date, str] = {}
    owed: list[tuple[date, str]] = []
    for festival in festivals:
        if str(year) not in festival:
            raise CalendarYearUnknown(year=year)
        first = date.fromisoformat(festival[str(year)])
        for day in (first + timedelta(days=i) for i in range(int(festival["days"]))):
            if day in off or day.weekday() >= SATURDAY:
                owed.append((day, festival["name"]))
            off.setdefault(day, festival["name"])
    for day, name in owed:
        while day in off or day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        off[day] = name
    return [CalendarDay(day, DayKind.HOLIDAY, off[day] + PROVISIONAL_MARK) for day in sorted(off)]


def _chinese(name: str) -> str:
    names: dict[str, str] = {str(h.value): str(vars(h)["chinese"]) for h in Holiday}
    return names.get(name, name)
