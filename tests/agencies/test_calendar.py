"""Working time: hand-counted cases of 2025 to 2027 and the laws that hold for all of them."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.steps import steps
from twinline.agencies.calendar import (
    BadCalendar,
    CalendarDay,
    CalendarYearMissing,
    DayKind,
    WorkCalendar,
    parse_week,
)
from twinline.agencies.holidays import (
    CalendarYearUnknown,
    known_years,
    provisional_rows,
    seed_calendars,
    seed_rows,
)

CHINA = ZoneInfo("Asia/Shanghai")
DAY_S = int(7.5 * 3600 - 1 * 3600)  # 9-12 and 14-17:30: six and a half hours
WEEK = {day: [["09:00", "12:00"], ["14:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def calendar_of(*years: int) -> WorkCalendar:
    return WorkCalendar.from_rows(code="work", name="", always=False, intervals=WEEK, days=seed_rows(years))


WORK = calendar_of(2024, 2025, 2026)
ALWAYS = WorkCalendar("always", "", always=True)
CALENDARS = st.sampled_from([WORK, ALWAYS])


def at(text: str) -> datetime:
    """A moment on Shanghai's wall clock, e.g. "2026-02-13 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 31)).map(lambda d: d.replace(tzinfo=CHINA))  # noqa: DTZ001
spans = st.integers(0, 100 * DAY_S * 1_000_000).map(lambda us: us / 1_000_000)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        # An ordinary week: the day of the start does not count.
        ("2026-03-02 09:30", 2, "2026-03-04 17:30"),
        ("2026-03-02 23:59", 2, "2026-03-04 17:30"),
        ("2026-03-02 00:00", 2, "2026-03-04 17:30"),
        ("2026-03-06 10:00", 1, "2026-03-09 17:30"),
        ("2026-03-07 10:00", 1, "2026-03-09 17:30"),
        # New Year 2026: 1 to 3 January off, Sunday 4 January is worked.
        ("2025-12-31 10:00", 1, "2026-01-04 17:30"),
        ("2025-12-31 10:00", 2, "2026-01-05 17:30"),
        # Spring Festival 2026: Saturday 14 February worked, 15 to 23 off, Saturday 28 worked.
        ("2026-02-13 16:00", 1, "2026-02-14 17:30"),
        ("2026-02-13 16:00", 2, "2026-02-24 17:30"),
        ("2026-02-20 12:00", 1, "2026-02-24 17:30"),
        ("2026-02-13 16:00", 7, "2026-03-02 17:30"),
        # Labour Day 2026: 1 to 5 May off, Saturday 9 May worked.
        ("2026-04-30 15:00", 5, "2026-05-11 17:30"),
        # National Day 2026: Sunday 20 September worked, 25 to 27 off, 1 to 7 October off, Saturday 10 October worked.
        ("2026-09-18 17:30", 1, "2026-09-20 17:30"),
        ("2026-09-24 08:00", 10, "2026-10-15 17:30"),
        # Fifteen working days over the turn of the year 2024/2025 (1 January off; 26 January worked; 28 January to
        # 4 February off; 8 February worked).
        ("2024-12-25 11:00", 5, "2025-01-02 17:30"),
        ("2025-01-20 11:00", 8, "2025-02-06 17:30"),
        ("2025-01-20 11:00", 10, "2025-02-08 17:30"),
    ],
)
def test_working_days_by_hand(start: str, n: int, due: str) -> None:
    assert WORK.add_working_days(at(start), n) == at(due)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-02 09:00", 3, "2026-03-02 12:00"),
        ("2026-03-02 09:00", 3.5, "2026-03-02 14:30"),
        ("2026-03-02 12:30", 1, "2026-03-02 15:00"),
        ("2026-03-02 17:00", 1, "2026-03-03 09:30"),
        ("2026-03-06 17:30", 1, "2026-03-09 10:00"),
        ("2026-02-14 17:00", 1, "2026-02-24 09:30"),
        ("2025-12-31 17:29", 6.5 + 1 / 60, "2026-01-04 17:30"),
        ("2026-03-07 03:00", 0, "2026-03-07 03:00"),
    ],
)
def test_working_hours_by_hand(start: str, hours: float, due: str) -> None:
    assert WORK.add_working_seconds(at(start), hours * 3600) == at(due)
    assert WORK.working_seconds_between(at(start), at(due)) == hours * 3600


def test_a_whole_year_counts_right() -> None:
    """2026 has 261 weekdays less 19 that are off plus 6 weekend days worked: 248 working days."""
    assert WORK.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248
    assert WORK.working_seconds_between(at("2026-01-01"), at("2026-12-31 23:59")) == 248 * DAY_S
    assert not WORK.is_working_day(date(2026, 10, 5))
    assert WORK.is_working_day(date(2026, 10, 10))


def test_round_the_clock() -> None:
    start = at("2026-02-15 23:30")
    assert ALWAYS.add_working_seconds(start, 3600) == at("2026-02-16 00:30")
    assert ALWAYS.add_working_days(start, 2) == at("2026-02-18 00:00")
    assert ALWAYS.one_day_after(start) == at("2026-02-16 23:30")
    assert ALWAYS.add_working_seconds(at("2035-01-01"), 1) == at("2035-01-01 00:00:01")


def test_one_day_after_a_due_moment() -> None:
    assert WORK.one_day_after(at("2026-02-14 17:30")) == at("2026-02-24 17:30")


@pytest.mark.parametrize(
    ("call", "year"),
    [
        (lambda: WORK.add_working_days(at("2026-12-31 10:00"), 1), 2027),
        (lambda: WORK.add_working_days(at("2026-12-20 10:00"), 15), 2027),
        (lambda: WORK.add_working_seconds(at("2026-12-31 17:00"), 1801), 2027),
        (lambda: WORK.add_working_days(at("2023-12-31 10:00"), 1), 2023),
        (lambda: WORK.working_seconds_between(at("2026-12-31"), at("2027-01-02")), 2027),
        (lambda: WORK.is_working_day(date(2030, 1, 1)), 2030),
        (lambda: calendar_of(2024, 2026).working_seconds_between(at("2024-05-01"), at("2026-05-01")), 2025),
        (lambda: calendar_of(2024, 2026).add_working_days(at("2024-12-31"), 1), 2025),
        (lambda: calendar_of(2024, 2026).working_days_between(date(2024, 5, 1), date(2026, 5, 1)), 2025),
    ],
)
def test_a_year_that_is_not_loaded_is_never_guessed(call, year: int) -> None:
    with pytest.raises(CalendarYearMissing) as refusal:
        call()
    assert refusal.value.year == year
    assert f"twinline calendar load {year}" in refusal.value.message("zh")
    assert f"{year}年" in refusal.value.message("zh")


def test_the_last_moments_of_the_last_year_can_still_be_counted() -> None:
    assert WORK.add_working_seconds(at("2026-12-31 17:00"), 1800) == at("2026-12-31 17:30")
    assert WORK.add_working_days(at("2026-12-30 10:00"), 1) == at("2026-12-31 17:30")


@given(CALENDARS, moments, spans)
def test_adding_and_measuring_are_inverse(calendar: WorkCalendar, start: datetime, seconds: float) -> None:
    due = calendar.add_working_seconds(start, seconds)
    assert calendar.working_seconds_between(start, due) == pytest.approx(seconds, abs=1e-6)
    if seconds > 0:  # and it is the earliest such moment
        earlier = calendar.working_seconds_between(start, due - timedelta(microseconds=1))
        assert earlier < calendar.working_seconds_between(start, due)


@given(CALENDARS, moments, spans, spans)
def test_more_time_is_never_due_earlier(calendar: WorkCalendar, start: datetime, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert calendar.add_working_seconds(start, less) <= calendar.add_working_seconds(start, more)


@given(CALENDARS, moments, moments, spans)
def test_a_later_start_is_never_due_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, seconds: float
) -> None:
    first, second = sorted((one, other))
    assert calendar.add_working_seconds(first, seconds) <= calendar.add_working_seconds(second, seconds)
    assert calendar.add_working_days(first, 10) <= calendar.add_working_days(second, 10)


@given(CALENDARS, moments, moments, moments)
def test_measured_time_adds_up(calendar: WorkCalendar, one: datetime, two: datetime, three: datetime) -> None:
    whole = calendar.working_seconds_between(one, three)
    parts = calendar.working_seconds_between(one, two) + calendar.working_seconds_between(two, three)
    assert whole == pytest.approx(parts, abs=1e-6)


@given(CALENDARS, moments, st.integers(1, 60), st.integers(1, 60))
def test_days_add_up_and_are_days(calendar: WorkCalendar, start: datetime, n: int, more: int) -> None:
    due = calendar.add_working_days(start, n)
    assert calendar.add_working_days(due, more) == calendar.add_working_days(start, n + more) or calendar.always
    last = (due - timedelta(microseconds=1)).astimezone(CHINA).date()
    assert calendar.working_days_between(start.astimezone(CHINA).date(), last) == n
    assert calendar.is_working_day(last)
    assert due.tzinfo is UTC


def test_a_saturday_with_own_hours_and_a_night_to_midnight() -> None:
    intervals = {**WEEK, "sat": [["09:00", "12:00"]], "sun": [["20:00", "24:00"]]}
    hall = WorkCalendar.from_rows(code="hall", name="", always=False, intervals=intervals, days=seed_rows([2026]))
    assert hall.add_working_days(at("2026-03-06 10:00"), 1) == at("2026-03-07 12:00")
    assert hall.add_working_days(at("2026-03-07 10:00"), 1) == at("2026-03-09 00:00")
    assert hall.add_working_days(at("2026-02-13 10:00"), 1) == at("2026-02-14 17:30")  # a make-up day is a whole day
    assert not hall.is_working_day(date(2026, 2, 21))


def test_a_plain_row_loads_a_year_and_changes_nothing() -> None:
    days = [CalendarDay(date(2031, 7, 1), DayKind.PLAIN)]
    plain = WorkCalendar.from_rows(code="work", name="", always=False, intervals=WEEK, days=days)
    assert plain.years == {2031}
    assert plain.add_working_days(at("2031-07-01 10:00"), 1) == at("2031-07-02 17:30")


@pytest.mark.parametrize(
    ("intervals", "why"),
    [
        ({}, "no_hours"),
        ({"mon": [["12:00", "09:00"]]}, "interval"),
        ({"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}, "interval"),
        ({"mon": [["09:00", "25:00"]]}, "interval"),
        ({"mon": [["nine", "ten"]]}, "interval"),
        ({"mon": [["09:00"]]}, "interval"),
        ({"monday": [["09:00", "12:00"]]}, "interval"),
    ],
)
def test_hours_that_cannot_be_are_refused(intervals: dict[str, list[list[str]]], why: str) -> None:
    with pytest.raises(BadCalendar) as refusal:
        WorkCalendar.from_rows(code="x", name="", always=False, intervals=intervals, days=[])
    assert refusal.value.why == f"agencies.why.{why}"
    assert "agencies.why" not in refusal.value.message("zh")


def test_what_is_not_a_question_is_a_defect() -> None:
    with pytest.raises(ValueError, match="from 1"):
        WORK.add_working_days(at("2026-03-02"), 0)
    with pytest.raises(ValueError, match="backwards"):
        WORK.add_working_seconds(at("2026-03-02"), -1)
    with pytest.raises(ValueError, match="time zone"):
        ALWAYS.add_working_seconds(datetime(2026, 3, 2), 1)  # noqa: DTZ001


def test_seed_rows_are_those_of_the_notice_of_2026() -> None:
    rows = seed_rows([2026])
    worked = [row.day for row in rows if row.kind is DayKind.WORKDAY]
    assert worked == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    assert len([row for row in rows if row.kind is DayKind.HOLIDAY]) == 33
    assert {row.name for row in rows} == {"元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节"}
    assert [row.day for row in rows] == sorted({row.day for row in rows})
    assert max(known_years()) >= 2026


def test_years_without_a_notice_say_so() -> None:
    unknown = max(known_years()) + 1
    with pytest.raises(CalendarYearUnknown, match=str(unknown)):
        seed_rows([2026, unknown])
    with pytest.raises(CalendarYearUnknown, match="1999"):
        provisional_rows([1999])


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030, 2031])
def test_provisional_years_give_the_thirteen_days_of_the_law(year: int) -> None:
    """Whatever the notice shifts, thirteen weekdays are off in the end."""
    rows = provisional_rows([year])
    assert len([row for row in rows if row.day.weekday() < 5]) == 13
    assert all(row.kind is DayKind.HOLIDAY and row.name.endswith("（暂定）") for row in rows)
    work = WorkCalendar.from_rows(code="work", name="", always=False, intervals=WEEK, days=rows)
    assert not work.is_working_day(date(year, 10, 1))


def test_seed_calendars_can_be_used() -> None:
    calendars = {
        seed.code: WorkCalendar.from_rows(
            code=seed.code, name=seed.name, always=seed.always, intervals=seed.intervals, days=seed_rows([2026])
        )
        for seed in seed_calendars()
    }
    assert calendars["work"].week == parse_week(WEEK)
    assert calendars["always"].always


@pytest.mark.parametrize("year", range(1992, 2051))
def test_days_are_those_of_the_time_zone_database(year: int) -> None:
    rows = [CalendarDay(date(year, 7, 1), DayKind.PLAIN)]
    all_day = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    plain = WorkCalendar.from_rows(code="x", name="", always=False, intervals=all_day, days=rows)
    for month in (1, 4, 7, 9):
        midnight = datetime(year, month, 15, tzinfo=CHINA)
        assert plain.add_working_days(midnight, 1) == midnight + timedelta(days=2)
        assert plain.add_working_days(midnight - timedelta(seconds=1), 1) == midnight + timedelta(days=1)


def test_counting_takes_few_steps_whatever_the_length_of_the_history() -> None:
    """A hundred thousand order clocks are derived in seconds."""
    long, short = calendar_of(*range(2010, 2027)), calendar_of(2025, 2026)
    for calendar in (long, short):
        calendar.add_working_seconds(at("2026-01-05"), 40_000)
    for hour in range(0, 2_000, 13):
        begun = at("2026-01-05") + timedelta(hours=hour)
        taken, least = (steps(partial(c.add_working_seconds, begun, 40_000)) for c in (long, short))
        assert max(taken, least) < 100
