"""Working calendars: when an office works, counted exactly (R41: holidays and make-up days are correct).

Two conventions, both from the Civil Code (2021), articles 200 to 203:

* N working days are counted from the working day after the one on which they start, and end with the last working
  period of the N-th day, however late or early on its day the start was.
* Seconds are counted from the moment itself, and only while the office works.

Days are those of Asia/Shanghai. Moments come and go as aware datetimes (any zone in, UTC out).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from twinline.kernel.errors import Conflict, Invalid
from twinline.kernel.messages import text

# Midnight in Shanghai. Its clocks have stood at UTC+8 without a change since 1991, before any year that has rows, so
# that plain subtraction gives the wall clock; a test compares it with the time zone database.
ORIGIN, ORIGIN_ORDINAL = datetime(1999, 12, 31, 16, tzinfo=UTC), date(2000, 1, 1).toordinal()
MICRO = 1_000_000
DAY_S = 86_400
SATURDAY = 5
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Interval = tuple[int, int]
"""Seconds from midnight, half-open."""
Week = tuple[tuple[Interval, ...], ...]
"""The periods of Monday to Sunday."""


class DayKind(StrEnum):
    """What a calendar row makes of its day. ``plain`` is as its weekday is, and shows that the year is loaded."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One row: a day that differs from its weekday, or ``plain``."""

    day: date
    kind: DayKind
    name: str = ""


class CalendarYearMissing(Conflict):
    """Working time of a year was asked for whose holidays are not loaded; counting on would be a guess."""

    code: ClassVar[str] = "agencies.calendar_year_missing"

    def __init__(self, *, year: int) -> None:
        super().__init__(year=year)
        self.year = year


class BadCalendar(Invalid):
    """Working hours that cannot be read or that leave no working time."""

    code: ClassVar[str] = "agencies.bad_calendar"

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = f"agencies.why.{why}"

    def message(self, lang: str = "zh") -> str:
        return text(f"error.{self.code}", lang=lang, why=text(self.why, lang=lang))


@dataclass(frozen=True, slots=True)
class _Run:
    """Years without a gap, day by day: ``cumulated[i]`` is the working time in µs before the i-th day."""

    first: int
    periods: tuple[tuple[Interval, ...], ...]
    cumulated: tuple[int, ...]
    working: tuple[int, ...]

    @property
    def next_year(self) -> int:
        return date.fromordinal(self.first + len(self.periods)).year


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When one kind of office works.

    ``week`` holds the periods of Monday to Sunday, ``days`` the days that differ. A make-up working day at a weekend
    has the periods of the first weekday that has any. A calendar that is ``always`` on needs neither.
    Every method raises CalendarYearMissing when it would have to look into a year without rows.
    """

    code: str
    name: str
    always: bool
    week: Week = ((),) * 7
    days: Mapping[date, CalendarDay] = field(default_factory=dict[date, CalendarDay])
    _runs: tuple[_Run, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        if not self.always:
            if not any(self.week):
                raise BadCalendar("no_hours")
            object.__setattr__(self, "_runs", tuple(_runs(self.week, self.days)))

    @classmethod
    def from_rows(
        cls,
        *,
        code: str,
        name: str,
        always: bool,
        intervals: Mapping[str, Sequence[Sequence[str]]],
        days: Iterable[CalendarDay],
    ) -> Self:
        """A calendar from its stored rows. Raises BadCalendar."""
        return cls(code, name, always, parse_week(intervals), {row.day: row for row in days})

    @property
    def years(self) -> frozenset[int]:
        """The years that can be counted in; empty for an ``always`` calendar, which knows them all."""
        return frozenset(row.year for row in self.days)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works at all on the day."""
        if self.always:
            return True
        run = self._run(day.toordinal())
        return bool(run.periods[day.toordinal() - run.first])

    def add_working_days(self, start: datetime, n: int) -> datetime:
        """The end of the last period of the n-th working day after the day of ``start`` (n ≥ 1)."""
        if n < 1:
            raise ValueError("working days are counted from 1")
        ordinal = _local(start) // (DAY_S * MICRO)
        if self.always:
            return _moment((ordinal + n + 1) * DAY_S * MICRO)
        run = self._run(ordinal)
        index = bisect_right(run.working, ordinal) + n - 1
        if index >= len(run.working):
            raise CalendarYearMissing(year=run.next_year)
        due = run.working[index]
        return _moment((due * DAY_S + run.periods[due - run.first][-1][1]) * MICRO)

    def add_working_seconds(self, start: datetime, seconds: float) -> datetime:
        """The earliest moment at which ``seconds`` (≥ 0) of working time have passed since ``start``."""
        if seconds < 0:
            raise ValueError("working time does not run backwards")
        amount = round(seconds * MICRO)
        local = _local(start)
        if self.always or amount == 0:
            return start.astimezone(UTC) + timedelta(microseconds=amount)
        run, passed = self._position(local)
        target = passed + amount
        if target > run.cumulated[-1]:
            raise CalendarYearMissing(year=run.next_year)
        index = bisect_left(run.cumulated, target) - 1
        left = target - run.cumulated[index]
        for begin, end in run.periods[index]:
            if left <= (end - begin) * MICRO:
                return _moment(((run.first + index) * DAY_S + begin) * MICRO + left)
            left -= (end - begin) * MICRO
        raise AssertionError("the day holds the time that its sum says")  # pragma: no cover

    def working_seconds_between(self, start: datetime, end: datetime) -> float:
        """Working time in seconds, exact to the microsecond; negative when ``end`` is the earlier one."""
        if self.always:
            return (end - start) / timedelta(seconds=1)
        if end < start:
            return -self.working_seconds_between(end, start)
        first, before = self._position(_local(start))
        last, after = self._position(_local(end))
        if first is not last:
            raise CalendarYearMissing(year=first.next_year)
        return (after - before) / MICRO

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        if self.always:
            return (end - start).days
        first, last = self._run(start.toordinal()), self._run(end.toordinal())
        if first is not last:
            raise CalendarYearMissing(year=first.next_year)
        return bisect_right(first.working, end.toordinal()) - bisect_right(first.working, start.toordinal())

    def one_day_after(self, moment: datetime) -> datetime:
        """The "+1 day" of the alert ladder (R41): 24 hours on, or the end of the next working day."""
        return self.add_working_seconds(moment, DAY_S) if self.always else self.add_working_days(moment, 1)

    def _run(self, ordinal: int) -> _Run:
        for run in self._runs:
            if run.first <= ordinal < run.first + len(run.periods):
                return run
        raise CalendarYearMissing(year=date.fromordinal(ordinal).year)

    def _position(self, local: int) -> tuple[_Run, int]:
        """The run of a moment and the working time in it before the moment, in µs."""
        ordinal, within = divmod(local, DAY_S * MICRO)
        run = self._run(ordinal)
        index = ordinal - run.first
        today = sum(max(0, min(within, end * MICRO) - begin * MICRO) for begin, end in run.periods[index])
        return run, run.cumulated[index] + today


def parse_week(intervals: Mapping[str, Sequence[Sequence[str]]]) -> Week:
    """The periods of a week from ``{"mon": [["09:00", "12:00"], …], …}``; "24:00" may end a day. Raises BadCalendar."""
    if set(intervals) - set(WEEKDAYS):
        raise BadCalendar("interval")
    return tuple(_parse_day(intervals.get(day, ())) for day in WEEKDAYS)


def _parse_day(periods: Sequence[Sequence[str]]) -> tuple[Interval, ...]:
    parsed = tuple(_parse_period(period) for period in periods)
    edges = [edge for period in parsed for edge in period]
    if edges != sorted(set(edges)):
        raise BadCalendar("interval")
    return parsed


def _parse_period(period: Sequence[str]) -> Interval:
    try:
        begin, end = (_parse_clock(edge) for edge in period)
    except ValueError:
        raise BadCalendar("interval") from None
    return begin, end


def _parse_clock(clock: str) -> int:
    hours, minutes = (int(part) for part in clock.split(":"))
    seconds = hours * 3600 + minutes * 60
    if not (0 <= minutes <= 59 and 0 <= seconds <= DAY_S):
        raise ValueError(clock)
    return seconds


def _local(moment: datetime) -> int:
    """Microseconds of Shanghai's wall clock since the day with ordinal 0."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    passed = moment - ORIGIN
    return ((passed.days + ORIGIN_ORDINAL) * DAY_S + passed.seconds) * MICRO + passed.microseconds


def _moment(local: int) -> datetime:
    return ORIGIN + timedelta(microseconds=local - ORIGIN_ORDINAL * DAY_S * MICRO)


def _runs(week: Week, days: Mapping[date, CalendarDay]) -> Iterable[_Run]:
    years = sorted({day.year for day in days})
    start = 0
    for index, year in enumerate(years):
        if index + 1 == len(years) or years[index + 1] != year + 1:
            yield _run_of(week, days, date(years[start], 1, 1).toordinal(), date(year, 12, 31).toordinal())
            start = index + 1


def _run_of(week: Week, days: Mapping[date, CalendarDay], first: int, last: int) -> _Run:
    makeup = next(periods for periods in week if periods)
    periods = tuple(_periods(week, makeup, date.fromordinal(o), days) for o in range(first, last + 1))
    cumulated = [0]
    for day in periods:
        cumulated.append(cumulated[-1] + sum(end - begin for begin, end in day) * MICRO)
    working = tuple(first + i for i, day in enumerate(periods) if day)
    return _Run(first, periods, tuple(cumulated), working)


def _periods(
    week: Week, makeup: tuple[Interval, ...], day: date, days: Mapping[date, CalendarDay]
) -> tuple[Interval, ...]:
    row, usual = days.get(day), week[day.weekday()]
    if row is None or row.kind is DayKind.PLAIN:
        return usual
    if row.kind is DayKind.HOLIDAY:
        return ()
    return makeup if day.weekday() >= SATURDAY or not usual else usual
