"""What 110 does with police orders (R2, R5, R13, R16, R17, R72). One function, one use case, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals import actions as appeals
from twinline.cases import Change
from twinline.clocks import City, Timed, apply, stop_all
from twinline.identity import Actor
from twinline.incidents import store
from twinline.incidents.model import (
    AlreadySent,
    DangerStands,
    IncidentAcceptFirst,
    IncidentLoopOpen,
    PoliceOrder,
    PoliceOrderNotFound,
    Sent,
    UnitNotSent,
    UnknownClass,
    UnknownPoliceUnit,
)
from twinline.incidents.states import INCIDENT, UNIT
from twinline.kernel.db import Tx, execute, fetch_value
from twinline.kernel.errors import StaleVersion
from twinline.kernel.ledger import Event, first_event, next_event, record

STAMP_OF = {"sign": "signed_at", "set_out": "set_out_at", "arrive": "arrived_at", "feed_back": "fed_back_at"}


@dataclass(frozen=True, slots=True)
class Feedback:
    """A unit's feedback (反馈单): result, class as found on the scene, and the form's further fields."""

    result_code: str
    result: str
    class_code: str
    form: Mapping[str, Any]


def timed(order: PoliceOrder) -> Timed:
    """What the deadline rules ask of a police order."""
    unit = order.units[0] if order.units else None
    return Timed(order.id, order.appeal_id, order.platform, unit, "报警", "police", order.danger, order.urgent)


def opening(order: PoliceOrder, actor: Actor, data: Mapping[str, Any]) -> tuple[PoliceOrder, Event]:
    """The first event of an order and the order with it written in. Pure."""
    event = first_event("incident", order, at=order.opened_at, by=actor.by, data=data)
    return replace(order, version=event.seq, head=event.hash), event


async def lock(tx: Tx, actor: Actor, change: Change) -> PoliceOrder:
    """The order, locked. Raises PoliceOrderNotFound (also when it may not be seen) and StaleVersion."""
    order = await store.lock(tx.conn, change.order_id, actor.sight)
    if order is None:
        raise PoliceOrderNotFound
    if change.seen is not None and change.seen != order.version:
        raise StaleVersion
    return order


async def seen(tx: Tx, actor: Actor, order_id: UUID) -> PoliceOrder:
    """The order as it is. Raises PoliceOrderNotFound."""
    order = await store.get(tx.conn, order_id, actor.sight)
    if order is None:
        raise PoliceOrderNotFound
    return order


async def advance(
    tx: Tx, city: City, actor: Actor, order: PoliceOrder, event: str, data: Mapping[str, Any], **changes: Any
) -> PoliceOrder:
    """Take one row of the table: state, event, outbox and clocks together. Raises IllegalTransition."""
    transition = INCIDENT.find(order.state, event)
    target = transition.target or order.state
    entry = next_event("incident", order, event, to_state=target, at=tx.now, by=actor.by, data=data)
    ended = target in INCIDENT.final
    new = replace(
        order, state=target, version=entry.seq, head=entry.hash, closed_at=tx.now if ended else None, **changes
    )
    await store.save(tx.conn, new, seen=order.version)
    await record(tx, [(entry, new.audience)])
    await apply(tx, city, timed(new), transition.clocks)
    if ended:
        await stop_all(tx, city, order_id=order.id)
        await appeals.settle(tx, actor, appeal_id=order.appeal_id)
    return new


async def dispatch(
    tx: Tx,
    city: City,
    actor: Actor,
    change: Change,
    *,
    units: Sequence[UUID],
    note: str = "",
    form: Mapping[str, Any] | None = None,
) -> PoliceOrder:
    """Send one or several units. Nothing but a wrong unit can refuse it: no dispute, no queue, no missing
    field (R2, R13). An offered order without danger is accepted first, so that two sides never both act."""
    order = await lock(tx, actor, change)
    if order.mirror and not order.loop_open and not order.danger:
        raise IncidentAcceptFirst
    return await send(tx, city, actor, order, units=units, note=note, form=form or {})


async def send(
    tx: Tx, city: City, actor: Actor, order: PoliceOrder, *, units: Sequence[UUID], note: str, form: Mapping[str, Any]
) -> PoliceOrder:
    """Dispatch a locked order."""
    for unit_id in units:
        unit = city.directory.find(unit_id)
        if unit is None or unit.platform != "110":
            raise UnknownPoliceUnit(unit=str(unit_id))
    event = "dispatch" if INCIDENT.allows(order.state, "dispatch") else "dispatch_more"
    data = {"units": [str(u) for u in units], "note": note}
    new = await advance(
        tx,
        city,
        actor,
        order,
        event,
        data,
        dispatched_at=order.dispatched_at or tx.now,
        units=tuple(dict.fromkeys([*order.units, *units])),
    )
    for unit_id in units:
        number = await tx.number("incident", order.division)
        if not await store.send(tx.conn, order_id=order.id, unit_id=unit_id, number=number, at=tx.now, form=form):
            raise AlreadySent
    await appeals.grant_access(tx, appeal_id=order.appeal_id, units=units)
    return new


def _own_part(actor: Actor, parts: Sequence[Sent], unit_id: UUID | None) -> Sent:
    """The part of the named unit; a unit's own people act for their own unit only."""
    wanted = actor.unit_id if actor.scope == "unit" else (unit_id or actor.unit_id)
    for part in parts:
        if part.unit_id == wanted and part.released_at is None:
            return part
    raise UnitNotSent


async def _stamp(tx: Tx, actor: Actor, order: PoliceOrder, event: str, unit_id: UUID | None) -> Sent:
    part = _own_part(actor, await store.sent(tx.conn, order.id), unit_id)
    state = UNIT.target(part.state, event)
    stamps: dict[str, datetime] = {STAMP_OF[event]: tx.now} if event in STAMP_OF else {"released_at": tx.now}
    stamped = replace(part, state=state, **stamps)
    await store.stamp(tx.conn, stamped)
    return stamped


async def progress(
    tx: Tx, city: City, actor: Actor, change: Change, *, event: str, unit_id: UUID | None = None
) -> PoliceOrder:
    """A unit signs, sets out or arrives: its own stamp, and the order's state by the first unit (R72)."""
    order = await lock(tx, actor, change)
    part = await _stamp(tx, actor, order, event, unit_id)
    row = event if INCIDENT.allows(order.state, event) else f"{event}_more"
    return await advance(tx, city, actor, order, row, {"unit": str(part.unit_id)} | change.by_device(tx.now))


async def feed_back(
    tx: Tx, city: City, actor: Actor, change: Change, *, feedback: Feedback, unit_id: UUID | None = None
) -> PoliceOrder:
    """A unit's feedback; when it is the last one out, the order is fed back (R17, R72)."""
    order = await lock(tx, actor, change)
    await check_class(tx, feedback.class_code)
    part = await _stamp(tx, actor, order, "feed_back", unit_id)
    await execute(
        tx.conn,
        store.FEEDBACK_SQL,
        {
            "id": tx.new_id(),
            "order_id": order.id,
            "unit_id": part.unit_id,
            "at": tx.now,
            "class_code": feedback.class_code,
            "result_code": feedback.result_code,
            "result": feedback.result,
            "form": orjson.dumps(feedback.form).decode(),
        },
    )
    data = {"unit": str(part.unit_id), "result_code": feedback.result_code, "result": feedback.result}
    data |= change.by_device(tx.now)
    order = await advance(
        tx,
        city,
        actor,
        order,
        "feed_back",
        data,
        result=feedback.result,
        result_code=feedback.result_code,
        class_current=feedback.class_code,
    )
    return await _complete(tx, city, actor, order)


async def _complete(tx: Tx, city: City, actor: Actor, order: PoliceOrder) -> PoliceOrder:
    parts = [p for p in await store.sent(tx.conn, order.id) if p.released_at is None]
    if parts and all(p.state == "fed_back" for p in parts):
        return await advance(tx, city, actor, order, "complete", {})
    return order


async def unit_return(
    tx: Tx, city: City, actor: Actor, change: Change, *, reason: str, unit_id: UUID | None = None
) -> PoliceOrder:
    """A unit cannot go (退单). When no unit is left, the order waits for dispatch again."""
    order = await lock(tx, actor, change)
    part = await _stamp(tx, actor, order, "unit_return", unit_id)
    left = tuple(u for u in order.units if u != part.unit_id)
    data = {"unit": str(part.unit_id), "reason": reason} | change.by_device(tx.now)
    order = await advance(tx, city, actor, order, "unit_return", data, units=left)
    if not left:
        return await advance(tx, city, actor, order, "reopen", {"reason": reason})
    return await _complete(tx, city, actor, order)


async def ask_help(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> PoliceOrder:
    """The officer on the way or on the scene asks the command desk for support: danger from now on (R2, R13)."""
    order = await lock(tx, actor, change)
    part = _own_part(actor, await store.sent(tx.conn, order.id), None)
    await appeals.raise_danger(tx, actor, appeal_id=order.appeal_id, reason=reason)
    data = {"unit": str(part.unit_id), "reason": reason} | change.by_device(tx.now)
    return await advance(tx, city, actor, order, "ask_help", data, danger=True, urgent=True)


async def take_help(tx: Tx, actor: Actor, order_id: UUID) -> PoliceOrder:
    """Somebody of the command desk answers for the call for support from now on: it is shown to the others no more.
    Where nobody calls, or another has taken it, nothing is written."""
    order = await lock(tx, actor, Change(order_id))
    if not await fetch_value(tx.conn, store.CALLS_FOR_HELP_SQL, {"order_id": order.id}):
        return order
    return await note(tx, actor, order, "take_help", {})


async def check_class(tx: Tx, code: str) -> None:
    """Raises UnknownClass unless ``code`` is in the class tree today (R5)."""
    params = {"code": code, "on": tx.now.date()}
    if not await fetch_value(tx.conn, store.CLASS_SQL, params):
        raise UnknownClass(value=code)


async def classify(
    tx: Tx, city: City, actor: Actor, change: Change, *, class_code: str, reason: str, grade: int | None = None
) -> PoliceOrder:
    """Correct the class; the initial one is kept (R5)."""
    order = await lock(tx, actor, change)
    await check_class(tx, class_code)
    data = {"class": class_code, "was": order.class_current, "reason": reason}
    return await advance(tx, city, actor, order, "classify", data, class_current=class_code, grade=grade or order.grade)


async def invalidate(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> PoliceOrder:
    """Declare a call invalid (misdial, test). Never one with the danger flag or one that the other side sent."""
    order = await lock(tx, actor, change)
    _refuse_ending(order)
    return await advance(tx, city, actor, order, "invalidate", {"reason": reason})


async def cancel(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> PoliceOrder:
    order = await lock(tx, actor, change)
    _refuse_ending(order)
    new = await advance(tx, city, actor, order, "cancel", {"reason": reason})
    for part in await store.sent(tx.conn, order.id):
        if UNIT.allows(part.state, "release"):
            await store.stamp(tx.conn, replace(part, state="released", released_at=tx.now))
    return new


def _refuse_ending(order: PoliceOrder) -> None:
    if order.danger:
        raise DangerStands
    if order.mirror or order.loop_open:
        raise IncidentLoopOpen


async def redo(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> PoliceOrder:
    """The result is not good enough: the order waits for dispatch again, and the units of before are released."""
    order = await lock(tx, actor, change)
    new = await advance(tx, city, actor, order, "redo", {"reason": reason}, units=())
    for part in await store.sent(tx.conn, order.id):
        if part.released_at is None:
            await store.stamp(tx.conn, replace(part, released_at=tx.now))
    return new


async def urge(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> PoliceOrder:
    """Remind whoever has the order that it waits (催办, R41); nothing else of it changes."""
    return await advance(tx, city, actor, await lock(tx, actor, change), "urge", {"reason": reason})


async def close(tx: Tx, city: City, actor: Actor, change: Change, *, note: str = "") -> PoliceOrder:
    """End the order. One that came from the other side ends when that side confirms the result (R40)."""
    order = await lock(tx, actor, change)
    if order.loop_open or order.result is None:
        raise IncidentLoopOpen
    return await advance(tx, city, actor, order, "close", {"note": note})


async def by_linkage(
    tx: Tx, city: City, actor: Actor, order_id: UUID, event: str, data: Mapping[str, Any], **changes: Any
) -> PoliceOrder:
    """A row that only handovers take. The closed loop's columns are changed here and nowhere else."""
    order = await lock(tx, actor, Change(order_id))
    return await advance(tx, city, actor, order, event, data, **changes)


async def note(
    tx: Tx, actor: Actor, order: PoliceOrder, event: str, data: Mapping[str, Any], **changes: Any
) -> PoliceOrder:
    """An event outside the table that leaves the state alone, such as danger raised."""
    entry = next_event("incident", order, event, to_state=order.state, at=tx.now, by=actor.by, data=data)
    new = replace(order, version=entry.seq, head=entry.hash, **changes)
    await store.save(tx.conn, new, seen=order.version)
    await record(tx, [(entry, new.audience)])
    return new


async def insert(tx: Tx, orders: Sequence[PoliceOrder]) -> None:
    """Write new orders, set-based."""
    if orders:
        await store.insert(tx.conn, list(orders))
