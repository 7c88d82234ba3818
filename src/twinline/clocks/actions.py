"""Starting, pausing and stopping the clocks of orders, driven by the effects in the transition tables (R41)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.clocks import store
from twinline.clocks.city import City
from twinline.clocks.model import ClockEvent, ClockState, EventKind, Status, Target, Unit, derive
from twinline.clocks.store import ClockRow
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx
from twinline.kernel.machine import ClockEffect


@dataclass(frozen=True, slots=True)
class Timed:
    """What the deadline rules ask of a subject, and where its clocks are kept."""

    order_id: UUID
    appeal_id: UUID
    platform: str
    unit_id: UUID | None
    type: str
    deadline_class: str
    danger: bool
    urgent: bool


def start_row(city: City, timed: Timed, kind: str, *, n: int, now: datetime) -> ClockRow:
    """A running clock of ``kind`` from ``now`` by the rule in force today. Pure."""
    rule = city.rule(
        kind,
        request_type=timed.type,
        deadline_class=timed.deadline_class,
        danger=timed.danger,
        urgent=timed.urgent,
        on=now.astimezone(CHINA).date(),
    )
    state = city.start(rule, now)
    return ClockRow(
        order_id=timed.order_id,
        kind=kind,
        n=n,
        appeal_id=timed.appeal_id,
        platform=timed.platform,
        unit_id=timed.unit_id,
        rule=rule.code,
        amount=rule.amount,
        unit=rule.unit,
        calendar=rule.calendar,
        started_at=now,
        state="running",
        due_at=state.due_at,
        next_alert_at=_next_alert(state, 0),
        alerts=0,
        stopped_at=None,
        breached_at=None,
        events=1,
    )


def _next_alert(state: ClockState, sent: int) -> datetime | None:
    """When the next reminder is due (80 %, 100 %, +1 day); None after the last or while not running."""
    return state.alerts[sent] if state.status is Status.RUNNING and sent < len(state.alerts) else None


async def start_all(tx: Tx, city: City, wanted: Iterable[tuple[Timed, str]]) -> None:
    """Start the first clocks of new subjects, all in one statement."""
    rows = [start_row(city, timed, kind, n=1, now=tx.now) for timed, kind in wanted]
    if rows:
        await store.insert(tx.conn, rows)


async def apply(tx: Tx, city: City, timed: Timed, effects: Iterable[ClockEffect]) -> None:
    """Carry out a transition's clock effects. Stopping or pausing a clock that does not run is no error:
    a row of the table names every clock that may be running."""
    wanted = list(effects)
    if not wanted:
        return
    live = {row.kind: row for row in await store.live(tx.conn, timed.order_id)}
    for verb, kind in wanted:
        if verb == "start":
            if kind in live:
                await _append(tx, city, live.pop(kind), "stop")
            n = await store.next_n(tx.conn, timed.order_id, kind)
            await store.insert(tx.conn, [start_row(city, timed, kind, n=n, now=tx.now)])
        elif kind in live:
            await _append(tx, city, live[kind], verb)


async def retarget(tx: Tx, city: City, *, order_id: UUID, kind: str, more: int, unit: str) -> None:
    """Give a live clock ``more`` time; what was consumed and paused is kept (extension, R41)."""
    for row in await store.live(tx.conn, order_id):
        if row.kind == kind and row.unit == unit:
            targets = [e.target for e in await history_of(tx, row) if e.target]
            longer = Target(targets[-1].amount + more, targets[-1].unit, row.calendar)
            await _append(tx, city, row, "retarget", longer)


async def stop_all(tx: Tx, city: City, *, order_id: UUID) -> None:
    """Stop whatever still runs for an order that has ended."""
    for row in await store.live(tx.conn, order_id):
        await _append(tx, city, row, "stop")


async def _append(tx: Tx, city: City, row: ClockRow, event: str, target: Target | None = None) -> None:
    history = [*await history_of(tx, row), ClockEvent(EventKind(event), tx.now, target)]
    state = derive(history, city.calendars)
    # A new target has a ladder of its own: only the steps that it has reached by now count as told.
    alerts = sum(at <= tx.now for at in state.alerts) if event == "retarget" else row.alerts
    data: dict[str, Any] = {} if target is None else {"amount": target.amount, "unit": target.unit}
    params = {
        "order_id": row.order_id,
        "kind": row.kind,
        "n": row.n,
        "seq": row.events,
        "event": event,
        "at": tx.now,
        "data": orjson.dumps(data).decode(),
        "state": state.status,
        "due_at": state.due_at,
        "next_alert_at": _next_alert(state, alerts),
        "alerts": alerts,
        "stopped_at": tx.now if event == "stop" else None,
        "breached_at": state.ever_breached_at,
        "events": row.events + 1,
    }
    await store.append(tx.conn, params)


async def history_of(tx: Tx, row: ClockRow) -> Sequence[ClockEvent]:
    """All events of a clock: its start (the row itself) and what followed."""
    start = ClockEvent(EventKind.START, row.started_at, Target(row.amount, Unit(row.unit), row.calendar))
    if row.events == 1:
        return [start]
    later = [
        ClockEvent(EventKind(e.event), e.at, _target(e.data, row.calendar)) for e in await store.events(tx.conn, row)
    ]
    return [start, *later]


def _target(data: dict[str, Any], calendar: str) -> Target | None:
    return Target(data["amount"], Unit(data["unit"]), calendar) if data else None
