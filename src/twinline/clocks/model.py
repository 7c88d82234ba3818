"""Clocks: obligations with a deadline, derived from a short append-only list of stamped events (R41, R72).

Nothing about a clock is stored that cannot be computed again from its events, its target and its calendar. While a
clock is paused no time passes for it; a new target keeps what was used up and what was paused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

from twinline.kernel.errors import Conflict, Invalid
from twinline.kernel.messages import text

NEAR_SHARE = 0.8
ALERTS = ("near", "due", "day_over")
"""The ladder of R41, in order of time: four fifths used up, due, one (working) day over."""


class Calendar(Protocol):
    """What a clock needs of a working calendar; see ``agencies.WorkCalendar`` for the conventions."""

    def add_working_days(self, start: datetime, n: int) -> datetime: ...

    def add_working_seconds(self, start: datetime, seconds: float) -> datetime: ...

    def working_seconds_between(self, start: datetime, end: datetime) -> float: ...

    def one_day_after(self, moment: datetime) -> datetime: ...


class Unit(StrEnum):
    """What a target counts. Seconds are working seconds of the target's calendar."""

    WORKING_DAYS = "working_days"
    SECONDS = "seconds"


class EventKind(StrEnum):
    """What can happen to a clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RETARGET = "retarget"
    STOP = "stop"


class Status(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Target:
    """How much time an obligation has: an amount (≥ 1) of a Unit, on a calendar given by its code."""

    amount: int
    unit: str
    calendar: str

    def __post_init__(self) -> None:
        if self.amount < 1 or Unit(self.unit) != self.unit:
            raise ValueError("a target has at least one day or second")


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One stamped event of an EventKind. ``start`` and ``retarget`` carry the target, the others do not."""

    kind: str
    at: datetime
    target: Target | None = None

    def __post_init__(self) -> None:
        if (self.target is not None) != (EventKind(self.kind) in (EventKind.START, EventKind.RETARGET)):
            raise ValueError(f"{self.kind} with target {self.target}")


@dataclass(frozen=True, slots=True)
class ClockState:
    """What the events say. Times in seconds are working time of the target's calendar.

    ``due_at`` is None while the clock is paused before its time was used up. ``breached_at`` is the moment at which
    the present target ran out with the clock still running; ``ever_breached_at`` the first such moment under any target
    of its day, so that more time granted too late does not hide that it was late. ``alerts`` are the moments of the
    ladder ``ALERTS``, in its order: of a paused or stopped clock those that had come, of a running one also those that
    will come. The last step is missing while the calendar does not reach that far.
    """

    status: Status
    target: Target
    started_at: datetime
    due_at: datetime | None
    total_s: float
    consumed_s: float
    remaining_s: float
    breached_at: datetime | None
    ever_breached_at: datetime | None
    stopped_at: datetime | None
    alerts: tuple[datetime, ...]


class IllegalClockSequence(Conflict):
    """The event cannot follow those before it: start once, pause when running, resume when paused, stop for good."""

    code: ClassVar[str] = "clocks.illegal_sequence"

    def __init__(self, *, status: Status | None, event: str) -> None:
        super().__init__()
        self.found, self.event = status, event

    def message(self, lang: str = "zh") -> str:
        state = text(f"clocks.status.{self.found or 'new'}", lang=lang)
        return text(f"error.{self.code}", lang=lang, state=state, event=text(f"clocks.event.{self.event}", lang=lang))


class UnorderedEvents(Conflict):
    """An event lies before the one that it follows."""

    code: ClassVar[str] = "clocks.unordered_events"


class UnknownCalendar(Invalid):
    """The target names a calendar that is not set up."""

    code: ClassVar[str] = "clocks.unknown_calendar"


Span = tuple[datetime, datetime]
_ALLOWED: Mapping[Status | None, Mapping[str, Status]] = {
    None: {EventKind.START: Status.RUNNING},
    Status.RUNNING: {
        EventKind.PAUSE: Status.PAUSED,
        EventKind.RETARGET: Status.RUNNING,
        EventKind.STOP: Status.STOPPED,
    },
    Status.PAUSED: {
        EventKind.RESUME: Status.RUNNING,
        EventKind.RETARGET: Status.PAUSED,
        EventKind.STOP: Status.STOPPED,
    },
    Status.STOPPED: {},
}


def derive(
    events: Sequence[ClockEvent], calendars: Mapping[str, Calendar], *, now: datetime | None = None
) -> ClockState:
    """The state that follows from the events; ``now`` (default: the last event) ends a running clock's count.

    Time used up is counted on the calendar of the present target, over all times in which the clock ran: the state is
    the one that the clock would have had with this target from its start. A target in working days is turned into the
    working time between the start and the end of its last day, so that a pause of some hours moves the due moment by
    exactly those hours. Raises IllegalClockSequence, UnorderedEvents, UnknownCalendar, and what the calendars raise.
    """
    until = now if now is not None else events[-1].at if events else None
    status, track = None, _Track()
    for event in events:
        status = next_status(status, event.kind)
        if track.last is not None and event.at < track.last:
            raise UnorderedEvents
        track.take(event, calendars)
    if status is None or until is None:
        raise IllegalClockSequence(status=None, event=EventKind.STOP)
    return track.state(status, calendars, until)


def next_status(status: Status | None, event: str) -> Status:
    """The status after an event; ``None`` is a clock that has not started. Raises IllegalClockSequence."""
    allowed = _ALLOWED[status]
    if event not in allowed:
        raise IllegalClockSequence(status=status, event=event)
    return allowed[event]


class _Track:
    """The times in which a clock ran, gathered event by event."""

    def __init__(self) -> None:
        self.last: datetime | None = None
        self.started_at: datetime | None = None
        self.target: Target | None = None
        self.closed: list[Span] = []
        self.running_since: datetime | None = None
        self.stopped_at: datetime | None = None
        self.breach: datetime | None = None

    def take(self, event: ClockEvent, calendars: Mapping[str, Calendar]) -> None:
        self.last = event.at
        if event.kind == EventKind.START:
            self.started_at = event.at
        if event.kind == EventKind.RETARGET:
            self._remember_breach(calendars, event.at)
        if event.target is not None:
            self.target = event.target
        if event.kind in (EventKind.START, EventKind.RESUME):
            self.running_since = event.at
        if event.kind in (EventKind.PAUSE, EventKind.STOP) and self.running_since is not None:
            self.closed.append((self.running_since, event.at))
            self.running_since = None
        if event.kind == EventKind.STOP:
            self.stopped_at = event.at

    def state(self, status: Status, calendars: Mapping[str, Calendar], until: datetime) -> ClockState:
        count = self._count(calendars)
        if until < count.last:
            raise UnorderedEvents
        due = count.reached(count.total_s)
        breached = self._late(due, until)
        consumed = sum(count.calendar.working_seconds_between(*span) for span in self._spans(until))
        return ClockState(
            status=status,
            target=count.target,
            started_at=count.started_at,
            due_at=due,
            total_s=count.total_s,
            consumed_s=round(consumed, 6),
            remaining_s=max(0.0, round(count.total_s - consumed, 6)),
            breached_at=breached,
            ever_breached_at=min(filter(None, (self.breach, breached)), default=None),
            stopped_at=self.stopped_at,
            alerts=tuple(_alerts(count, due, None if status is Status.RUNNING else count.last)),
        )

    def _remember_breach(self, calendars: Mapping[str, Calendar], at: datetime) -> None:
        count = self._count(calendars)
        late = self._late(count.reached(count.total_s), at)
        self.breach = min(filter(None, (self.breach, late)), default=None)

    def _late(self, due: datetime | None, until: datetime) -> datetime | None:
        """``due`` when the clock ran on beyond it."""
        if due is None:
            return None
        return due if any(end > due and end > start for start, end in self._spans(until)) else None

    def _spans(self, until: datetime) -> list[Span]:
        if self.running_since is None:
            return self.closed
        return [*self.closed, (self.running_since, until)]

    def _count(self, calendars: Mapping[str, Calendar]) -> "_Count":
        if self.target is None or self.started_at is None or self.last is None:
            raise IllegalClockSequence(status=None, event=EventKind.RETARGET)
        calendar = calendars.get(self.target.calendar)
        if calendar is None:
            raise UnknownCalendar(calendar=self.target.calendar)
        total_s = _total_s(self.target, calendar, self.started_at)
        return _Count(self.target, calendar, self.started_at, self.last, total_s, self.closed, self.running_since)


@dataclass(frozen=True, slots=True)
class _Count:
    """A track measured with one target on one calendar."""

    target: Target
    calendar: Calendar
    started_at: datetime
    last: datetime
    total_s: float
    closed: Sequence[Span]
    running_since: datetime | None

    def reached(self, amount_s: float) -> datetime | None:
        """The moment at which the clock has used up so much, past or to come; None when it is paused before that."""
        left = amount_s
        for start, end in self.closed:
            passed = self.calendar.working_seconds_between(start, end)
            if left <= passed:
                return self.calendar.add_working_seconds(start, left)
            left = round(left - passed, 6)
        if self.running_since is None:
            return None
        return self.calendar.add_working_seconds(self.running_since, left)


def _total_s(target: Target, calendar: Calendar, started_at: datetime) -> float:
    if target.unit == Unit.SECONDS:
        return float(target.amount)
    return calendar.working_seconds_between(started_at, calendar.add_working_days(started_at, target.amount))


def _alerts(count: _Count, due: datetime | None, horizon: datetime | None) -> Iterable[datetime]:
    near = count.reached(count.total_s * NEAR_SHARE)
    day_over = None if due is None else _day_over(count.calendar, due)
    return (at for at in (near, due, day_over) if at is not None and (horizon is None or at <= horizon))


def _day_over(calendar: Calendar, due: datetime) -> datetime | None:
    # A deadline at the end of the last loaded year is still a deadline; only its "+1 day" has to wait for the rows.
    try:
        return calendar.one_day_after(due)
    except Conflict:
        return None
