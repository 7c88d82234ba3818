"""Clocks against a minute-by-minute simulation, by hand, and through every illegal sequence."""

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from twinline.agencies.calendar import WorkCalendar
from twinline.agencies.holidays import seed_rows
from twinline.clocks.model import (
    ALERTS,
    ClockEvent,
    ClockState,
    EventKind,
    IllegalClockSequence,
    Status,
    Target,
    Unit,
    UnknownCalendar,
    UnorderedEvents,
    derive,
    next_status,
)

CHINA = ZoneInfo("Asia/Shanghai")
WEEK = {day: [["09:00", "12:00"], ["14:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
ROWS = seed_rows([2024, 2025, 2026])
CALENDARS = {
    "work": WorkCalendar.from_rows(code="work", name="", always=False, intervals=WEEK, days=ROWS),
    "always": WorkCalendar("always", "", always=True),
}
EPOCH = datetime(2024, 1, 1, tzinfo=CHINA)
MINUTES = (datetime(2027, 1, 1, tzinfo=CHINA) - EPOCH) // timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def minute(index: int) -> datetime:
    return (EPOCH + timedelta(minutes=index)).astimezone(UTC)


def start(text: str, target: Target) -> ClockEvent:
    return ClockEvent("start", at(text), target)


def days(n: int) -> Target:
    return Target(n, "working_days", "work")


# The simulation: for each minute of three years whether the office works, decided minute by minute.
def _worked_minutes() -> bytes:
    off = {row.day for row in ROWS if row.kind == "holiday"}
    extra = {row.day for row in ROWS if row.kind == "workday"}
    ordinary = bytes(int(540 <= m < 720 or 840 <= m < 1050) for m in range(1440))
    out = bytearray()
    day = date(2024, 1, 1)
    while day < date(2027, 1, 1):
        worked = day in extra or (day.weekday() < 5 and day not in off)
        out += ordinary if worked else bytes(1440)
        day += timedelta(days=1)
    return bytes(out)


WORKED = {"work": _worked_minutes(), "always": bytes([1]) * MINUTES}


def simulate(history: Sequence[tuple[EventKind, int]], target: Target) -> int | None:
    """The minute by whose beginning the time is used up, counting on beyond the last event; None when that is never.
    ``history`` are the events by minute, the first being the start."""
    mask = WORKED[target.calendar]
    left = target.amount // 60 if target.unit == "seconds" else _minutes_of_days(history[0][1], target.amount)
    edges = [(kind, index) for kind, index in history if kind is not EventKind.RETARGET]
    for (kind, begin), end in zip(edges, [*(index for _, index in edges[1:]), MINUTES], strict=True):
        if kind in (EventKind.START, EventKind.RESUME):
            for index in range(begin, end):
                left -= mask[index]
                if left == 0:
                    return index + 1
    return None


def _minutes_of_days(begin: int, n: int) -> int:
    """Working minutes from a start to the end of the n-th working day after its day."""
    mask, counted, index = WORKED["work"], 0, begin // 1440 * 1440 + 1440
    while True:
        counted += any(mask[index : index + 1440])
        index += 1440
        if counted == n:
            return sum(mask[begin:index])


def used_minutes(kinds: Sequence[tuple[EventKind, int]], calendar: str) -> int:
    """Working minutes that the clock ran until its last event."""
    total, since = 0, None
    for kind, index in kinds:
        if kind in (EventKind.START, EventKind.RESUME):
            since = index
        elif kind in (EventKind.PAUSE, EventKind.STOP) and since is not None:
            total += sum(WORKED[calendar][since:index])
            since = None
    return total + (sum(WORKED[calendar][since : kinds[-1][1]]) if since is not None else 0)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[EventKind, int]]:
    """A legal sequence over two years, pauses of minutes up to sixty days, with or without an end."""
    index = draw(st.integers(0, MINUTES - 560 * 1440))
    history = [(EventKind.START, index)]
    status = Status.RUNNING
    steps = st.one_of(st.integers(0, 300), st.integers(0, 3 * 1440), st.integers(0, 60 * 1440))
    for _ in range(draw(st.integers(0, 6))):
        kinds = {
            Status.RUNNING: [EventKind.PAUSE, EventKind.PAUSE, EventKind.RETARGET, EventKind.STOP],
            Status.PAUSED: [EventKind.RESUME, EventKind.RESUME, EventKind.RETARGET, EventKind.STOP],
        }[status]
        kind = draw(st.sampled_from(kinds))
        index += draw(steps)
        history.append((kind, index))
        status = next_status(status, kind)
        if status is Status.STOPPED:
            break
    return history


targets = st.one_of(
    st.builds(Target, st.integers(1, 15), st.just("working_days"), st.just("work")),
    st.builds(
        Target, st.integers(1, 20_000).map(lambda m: m * 60), st.just("seconds"), st.sampled_from(sorted(WORKED))
    ),
)


def events_of(history: Sequence[tuple[EventKind, int]], first: Target, last: Target) -> list[ClockEvent]:
    """The events; every retarget but the final one restores the first target."""
    retargets = [i for i, (kind, _) in enumerate(history) if kind is EventKind.RETARGET]
    return [
        ClockEvent(kind, minute(index), last if i in retargets[-1:] else first if i == 0 or i in retargets else None)
        for i, (kind, index) in enumerate(history)
    ]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), targets, targets)
@example(
    [(EventKind.START, 366 * 1440 - 60), (EventKind.PAUSE, 366 * 1440 - 30), (EventKind.RESUME, 366 * 1440 + 4000)],
    Target(2, "working_days", "work"),
    Target(2, "working_days", "work"),
)
def test_a_clock_is_what_counting_minutes_gives(
    history: list[tuple[EventKind, int]], first: Target, last: Target
) -> None:
    events = events_of(history, first, last)
    state = derive(events, CALENDARS)
    target = last if any(kind is EventKind.RETARGET for kind, _ in history) else first
    assert state.target == target
    due = simulate(history, target)
    assert (state.due_at is None) == (due is None)
    if due is not None and state.due_at is not None:
        assert abs(state.due_at - minute(due)) <= timedelta(minutes=1)
    assert state.consumed_s == used_minutes(history, target.calendar) * 60
    assert state.remaining_s == max(0.0, state.total_s - state.consumed_s)


@settings(max_examples=200, deadline=None)
@given(histories(), targets)
def test_alerts_come_in_order_and_none_after_the_end(history: list[tuple[EventKind, int]], target: Target) -> None:
    state = derive(events_of(history, target, target), CALENDARS)
    assert list(state.alerts) == sorted(state.alerts)
    if state.status is Status.RUNNING:
        assert len(state.alerts) == len(ALERTS)
        assert state.alerts[1] == state.due_at
    else:
        assert all(alert <= minute(history[-1][1]) for alert in state.alerts)
    assert (state.breached_at is not None) <= (state.ever_breached_at is not None)


@settings(max_examples=200, deadline=None)
@given(histories(), targets)
def test_deriving_twice_or_later_changes_nothing_that_was(history: list[tuple[EventKind, int]], target: Target) -> None:
    events = events_of(history, target, target)
    state = derive(events, CALENDARS)
    assert derive(list(events), CALENDARS) == state
    later = derive(events, CALENDARS, now=minute(history[-1][1] + 1440))
    assert later.due_at == state.due_at
    assert later.alerts == state.alerts
    assert later.consumed_s >= state.consumed_s
    if state.status is not Status.RUNNING:
        assert later == state


def test_ten_working_days_over_the_spring_festival() -> None:
    state = derive([start("2026-02-13 16:00", days(10))], CALENDARS)
    # 14, 24, 25, 26, 27, 28 February, 2, 3, 4, 5 March.
    assert state.due_at == at("2026-03-05 17:30")
    assert (state.status, state.remaining_s, state.consumed_s) == (Status.RUNNING, state.total_s, 0)


def test_a_pause_moves_the_deadline_by_the_working_time_paused() -> None:
    events = [
        start("2026-03-02 10:00", days(2)),
        ClockEvent("pause", at("2026-03-03 09:00")),
        ClockEvent("resume", at("2026-03-03 11:00")),
    ]
    state = derive(events, CALENDARS)
    assert state.due_at == at("2026-03-05 11:00")  # 4 March 17:30 and two working hours
    paused = derive(events[:2], CALENDARS, now=at("2026-03-20 12:00"))
    assert (paused.status, paused.due_at, paused.consumed_s) == (Status.PAUSED, None, 5.5 * 3600)
    assert paused.alerts == ()


def test_a_pause_over_a_night_moves_nothing() -> None:
    events = [
        start("2026-03-02 10:00", days(2)),
        ClockEvent("pause", at("2026-03-02 17:30")),
        ClockEvent("resume", at("2026-03-03 09:00")),
    ]
    assert derive(events, CALENDARS).due_at == at("2026-03-04 17:30")


def test_seconds_round_the_clock() -> None:
    target = Target(60, "seconds", "always")
    begun = start("2026-02-15 23:59:30", target)
    state = derive([begun, ClockEvent("stop", at("2026-02-16 00:00:30"))], CALENDARS)
    assert (state.due_at, state.breached_at, state.consumed_s) == (at("2026-02-16 00:00:30"), None, 60)
    late = derive([begun, ClockEvent("stop", at("2026-02-16 00:00:31"))], CALENDARS)
    assert late.breached_at == at("2026-02-16 00:00:30")
    assert late.stopped_at == at("2026-02-16 00:00:31")
    assert late.alerts == (at("2026-02-16 00:00:18"), at("2026-02-16 00:00:30"))


def test_the_ladder_of_alerts() -> None:
    state = derive([start("2026-03-02 09:00", Target(10 * 3600, "seconds", "work"))], CALENDARS)
    assert dict(zip(ALERTS, state.alerts, strict=True)) == {
        "near": at("2026-03-03 10:30"),
        "due": at("2026-03-03 14:30"),
        "day_over": at("2026-03-04 17:30"),
    }


def test_late_after_hours_is_late() -> None:
    """No working time passes after 17:30, and yet a stop at 20:00 is after the deadline."""
    events = [start("2026-03-02 09:00", days(1)), ClockEvent("stop", at("2026-03-03 20:00"))]
    assert derive(events, CALENDARS).breached_at == at("2026-03-03 17:30")
    events[1] = ClockEvent("stop", at("2026-03-03 17:30"))
    assert derive(events, CALENDARS).breached_at is None


def test_now_decides_whether_a_running_clock_is_late() -> None:
    events = [start("2026-03-02 09:00", days(1))]
    assert derive(events, CALENDARS, now=at("2026-03-03 17:30")).breached_at is None
    assert derive(events, CALENDARS, now=at("2026-03-03 17:31")).breached_at == at("2026-03-03 17:30")


def test_a_new_target_keeps_what_was_used_and_paused() -> None:
    events = [
        start("2026-03-02 09:00", days(2)),
        ClockEvent("pause", at("2026-03-03 09:00")),
        ClockEvent("resume", at("2026-03-04 09:00")),
        ClockEvent("retarget", at("2026-03-04 10:00"), days(5)),
    ]
    state = derive(events, CALENDARS)
    assert state.due_at == at("2026-03-10 17:30")  # 9 March is the fifth day; one day was paused
    assert state.consumed_s == 7.5 * 3600


def test_more_time_granted_too_late_does_not_hide_the_breach() -> None:
    events = [start("2026-03-02 09:00", days(1)), ClockEvent("retarget", at("2026-03-05 10:00"), days(10))]
    state = derive(events, CALENDARS)
    assert (state.breached_at, state.ever_breached_at) == (None, at("2026-03-03 17:30"))
    in_time = [events[0], ClockEvent("retarget", at("2026-03-03 10:00"), days(10))]
    assert derive(in_time, CALENDARS).ever_breached_at is None


def test_paused_at_the_very_end_is_not_late() -> None:
    events = [
        start("2026-03-02 09:00", Target(3600, "seconds", "always")),
        ClockEvent("pause", at("2026-03-02 10:00")),
        ClockEvent("stop", at("2026-03-09 10:00")),
    ]
    state = derive(events, CALENDARS)
    assert (state.due_at, state.breached_at, state.remaining_s) == (at("2026-03-02 10:00"), None, 0)


def test_a_deadline_at_the_end_of_the_last_loaded_year_stands_without_its_plus_one_day() -> None:
    state = derive([start("2026-12-30 09:00", days(1))], CALENDARS)
    assert state.due_at == at("2026-12-31 17:30")
    assert len(state.alerts) == 2


ILLEGAL = [
    "",
    "pause",
    "start start",
    "start resume",
    "start pause pause",
    "start pause resume resume",
    "start stop stop",
    "start stop resume",
    "start stop retarget",
    "start stop pause",
    "retarget",
    "stop",
]


@pytest.mark.parametrize("names", ILLEGAL)
def test_illegal_sequences_are_refused(names: str) -> None:
    kinds = names.split()
    events = [ClockEvent(k, minute(i), days(1) if k in ("start", "retarget") else None) for i, k in enumerate(kinds)]
    with pytest.raises(IllegalClockSequence) as refusal:
        derive(events, CALENDARS)
    assert "clocks." not in refusal.value.message("zh")
    assert "{" not in refusal.value.message("en")


def test_events_out_of_order_and_unknown_calendars_are_refused() -> None:
    with pytest.raises(UnorderedEvents):
        derive([start("2026-03-02 09:00", days(1)), ClockEvent("stop", at("2026-03-02 08:59"))], CALENDARS)
    with pytest.raises(UnorderedEvents):
        derive([start("2026-03-02 09:00", days(1))], CALENDARS, now=at("2026-03-01 00:00"))
    with pytest.raises(UnknownCalendar, match="night"):
        derive([start("2026-03-02 09:00", Target(1, "working_days", "night"))], CALENDARS)


def test_events_and_targets_that_cannot_be() -> None:
    for wrong in (
        lambda: Target(0, "seconds", "always"),
        lambda: Target(1, "weeks", "work"),
        lambda: ClockEvent("start", EPOCH),
        lambda: ClockEvent("pause", EPOCH, days(1)),
        lambda: ClockEvent("hurry", EPOCH),
    ):
        with pytest.raises(ValueError, match=r".+"):
            wrong()
    assert ClockEvent("start", EPOCH, days(1)) == ClockEvent(
        EventKind.START, EPOCH, Target(1, Unit.WORKING_DAYS, "work")
    )


def test_deriving_is_quick() -> None:
    """Several clocks start with every order; together they may cost a small part of a millisecond."""
    begun = [start("2026-03-02 09:00", days(15))]
    best = min(_timed(begun) for _ in range(5))
    assert best < 300e-6


def _timed(events: list[ClockEvent]) -> float:
    state: ClockState | None = None
    begin = time.process_time()
    for _ in range(500):
        state = derive(events, CALENDARS)
    assert state is not None
    return (time.process_time() - begin) / 500


def test_minutes_of_the_simulation_and_the_calendar_are_the_same_years() -> None:
    """The simulation is only a witness if its own table of minutes is right: 2026 has 248 working days."""
    year = slice(2 * 365 * 1440 + 1440, MINUTES)
    assert sum(WORKED["work"][year]) == 248 * 390
    assert max(accumulate(WORKED["always"])) == MINUTES
