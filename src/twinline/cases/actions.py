"""What people and the linkage do with work orders. One function, one use case, one transaction (R18, R38–R40, R59)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import AlreadyMerged
from twinline.appeals import actions as appeals
from twinline.cases import store
from twinline.cases.model import (
    AcceptFirst,
    BarredToTown,
    Change,
    ExtensionOpen,
    LoopOpen,
    NoExtensionAsked,
    NotAcknowledged,
    NotYourUnit,
    RevisitedThere,
    SameUnitTwice,
    StillOpen,
    UnknownUnit,
    WorkOrder,
    WorkOrderNotFound,
)
from twinline.cases.states import CASE
from twinline.clocks import City, Timed, apply, retarget, start_all, stop_all
from twinline.identity import Actor, system
from twinline.kernel.db import Database, Tx, execute, fetch_value
from twinline.kernel.errors import StaleVersion
from twinline.kernel.ledger import Event, first_event, next_event, record
from twinline.triage import Rulebook, advice

KEY_DAYS = 30
ENDING = CASE.final | {"answered", "merged"}
# What an order that begins anew has of its handling: nothing.
UNTOUCHED: Mapping[str, Any] = {
    **dict.fromkeys(("loop_open", "ack_pending", "direct"), False),
    **dict.fromkeys(("return_count", "redo_count"), 0),
    **dict.fromkeys(("lead_unit_id", "reply", "replied_at", "person_replied_at", "contacted", "solved", "satisfied")),
    **dict.fromkeys(("revisit_waived", "extension", "return_reason", "merged_into", "closed_at")),
    "units": (),
}
"""What an order is that nobody has worked on."""


def timed(order: WorkOrder) -> Timed:
    """What the deadline rules ask of a work order."""
    return Timed(
        order.id,
        order.appeal_id,
        order.platform,
        order.lead_unit_id,
        order.type,
        order.deadline_class,
        order.danger,
        order.urgent,
    )


def opening(order: WorkOrder, actor: Actor, data: Mapping[str, Any]) -> tuple[WorkOrder, Event]:
    """The first event of an order and the order with it written in. Pure."""
    event = first_event("case", order, at=order.opened_at, by=actor.by, data=data)
    return replace(order, version=event.seq, head=event.hash), event


async def lock(tx: Tx, actor: Actor, change: Change) -> WorkOrder:
    """The order, locked. Raises WorkOrderNotFound (also when it may not be seen) and StaleVersion."""
    order = await store.lock(tx.conn, change.order_id, actor.sight)
    if order is None:
        raise WorkOrderNotFound
    if change.seen is not None and change.seen != order.version:
        raise StaleVersion
    return order


async def seen(tx: Tx, actor: Actor, order_id: UUID) -> WorkOrder:
    """The order as it is. Raises WorkOrderNotFound."""
    order = await store.get(tx.conn, order_id, actor.sight)
    if order is None:
        raise WorkOrderNotFound
    return order


async def advance(
    tx: Tx, city: City, actor: Actor, order: WorkOrder, event: str, data: Mapping[str, Any], **changes: Any
) -> WorkOrder:
    """Take one row of the table: state, event, outbox and clocks together. Raises IllegalTransition."""
    transition = CASE.find(order.state, event)
    target = transition.target or order.state
    entry = next_event("case", order, event, to_state=target, at=tx.now, by=actor.by, data=data)
    ended = target in CASE.final
    if (ended or target == "merged") and order.ack_pending:
        raise NotAcknowledged
    new = replace(
        order, state=target, version=entry.seq, head=entry.hash, closed_at=tx.now if ended else None, **changes
    )
    await store.save(tx.conn, new, seen=order.version)
    await record(tx, [(entry, new.audience)])
    # Whoever handed the matter over asks the person how it went: no clock runs here for what is done there.
    clocks = [one for one in transition.clocks if not (new.mirror and one == ("start", "revisit"))]
    await apply(tx, city, timed(new), clocks)
    if ended:
        await stop_all(tx, city, order_id=order.id)
        await appeals.settle(tx, actor, appeal_id=order.appeal_id)
    return new


def _refuse_unaccepted(order: WorkOrder) -> None:
    if order.mirror and not order.loop_open and order.state == "registered":
        raise AcceptFirst


async def answer(
    tx: Tx,
    city: City,
    actor: Actor,
    change: Change,
    *,
    rules: Rulebook,
    reply: str,
    told_by: str,
    script: str | None = None,
) -> WorkOrder:
    """Answer on the first contact (即问即答, R58): no unit needed. With a ``script`` the matter is out of scope and the
    person is sent to the channel that handles it (R15). Raises UnknownScript, and ScriptNeeded for a matter that is
    always out of scope."""
    order = await lock(tx, actor, change)
    _refuse_unaccepted(order)
    if order.ack_pending:
        raise NotAcknowledged
    person = tx.now if not order.mirror else None
    data = {"reply": reply, "told_by": told_by} | _guided(rules, order, script)
    new = await advance(
        tx, city, actor, order, "answer", data, direct=True, reply=reply, replied_at=tx.now, person_replied_at=person
    )
    await _answer_children(tx, city, actor, new)
    return new


def _guided(rules: Rulebook, order: WorkOrder, script: str | None) -> dict[str, Any]:
    """What the event keeps of the guidance (R15)."""
    if script is None:
        if advice.scripts_of(rules, order.appeal_matter):
            raise advice.ScriptNeeded(scripts="、".join(s.code for s in advice.scripts_of(rules, order.appeal_matter)))
        return {}
    chosen = advice.script_of(rules, script)
    kept = {"script": chosen.code, "channel": chosen.channel_name, "contact": chosen.channel_contact}
    return kept | {"sms": advice.sms_of(chosen)}


async def dispatch(
    tx: Tx,
    city: City,
    actor: Actor,
    change: Change,
    *,
    rules: Rulebook,
    lead: UUID,
    co: Sequence[UUID] = (),
    note: str = "",
) -> WorkOrder:
    """Send the order to a lead unit and co-handlers (R18). Raises BarredToTown when a department's own duty would go
    to a town (R60), UnknownUnit, SameUnitTwice."""
    order = await lock(tx, actor, change)
    _refuse_unaccepted(order)
    check_units(city, order.platform, [lead, *co])
    refuse_barred(rules, city, order, [lead, *co])
    units = [lead, *co]
    new = await advance(
        tx,
        city,
        actor,
        order,
        "dispatch",
        {"lead": str(lead), "co": [str(u) for u in co], "note": note},
        lead_unit_id=lead,
        units=tuple(units),
    )
    await execute(tx.conn, store.RELEASE_SQL, {"order_id": order.id, "at": tx.now})
    roles = ["lead"] + ["co"] * len(co)
    await store.assign(tx.conn, {"order_id": order.id, "units": units, "roles": roles, "at": tx.now})
    await appeals.grant_access(tx, appeal_id=order.appeal_id, units=units)
    return new


def check_units(city: City, platform: str, units: Sequence[UUID]) -> None:
    """Raises UnknownUnit for a unit that is not of this platform, SameUnitTwice for a repeated one."""
    if len(set(units)) != len(units):
        raise SameUnitTwice
    for unit_id in units:
        unit = city.directory.find(unit_id)
        if unit is None or unit.platform != platform:
            raise UnknownUnit(unit=str(unit_id))


def refuse_barred(rules: Rulebook, city: City, order: WorkOrder, units: Sequence[UUID]) -> None:
    """Raises BarredToTown when one of the units is a town's and the matter is a department's own duty (R60)."""
    for unit_id in units:
        unit = city.directory.get(unit_id)
        if advice.is_barred(
            rules, matter=order.appeal_matter, division=order.division, unit=unit, directory=city.directory
        ):
            matter = rules.matters.get(order.appeal_matter)
            raise BarredToTown(unit=unit.name, matter=matter.name if matter else order.appeal_matter)


def _require_lead(actor: Actor, order: WorkOrder) -> None:
    """A unit's own people act for that unit only; the platform's desk may act for it (by phone)."""
    if actor.scope == "unit" and actor.unit_id != order.lead_unit_id:
        raise NotYourUnit


async def sign(tx: Tx, city: City, actor: Actor, change: Change) -> WorkOrder:
    order = await lock(tx, actor, change)
    _require_lead(actor, order)
    new = await advance(tx, city, actor, order, "sign", change.by_device(tx.now))
    await execute(tx.conn, store.SIGN_SQL, {"order_id": order.id, "unit_id": order.lead_unit_id, "at": tx.now})
    return new


async def begin(tx: Tx, city: City, actor: Actor, change: Change, *, note: str = "") -> WorkOrder:
    """First contact with the person made, handling begins (R59, R95)."""
    order = await lock(tx, actor, change)
    _require_lead(actor, order)
    return await advance(tx, city, actor, order, "begin", {"note": note} | change.by_device(tx.now))


async def return_order(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str, basis: str) -> WorkOrder:
    """The unit says that the matter is not its own; the objection is reviewed (国办函〔2025〕66号)."""
    order = await lock(tx, actor, change)
    _require_lead(actor, order)
    data = {"reason": reason, "basis": basis}
    return await advance(
        tx, city, actor, order, "return", data, return_reason=reason, return_count=order.return_count + 1
    )


async def uphold_return(tx: Tx, city: City, actor: Actor, change: Change, *, note: str = "") -> WorkOrder:
    order = await lock(tx, actor, change)
    new = await advance(tx, city, actor, order, "uphold_return", {"note": note}, lead_unit_id=None, units=())
    await execute(tx.conn, store.RELEASE_SQL, {"order_id": order.id, "at": tx.now})
    return new


async def reject_return(tx: Tx, city: City, actor: Actor, change: Change, *, rules: Rulebook, note: str) -> WorkOrder:
    """The order stays with its unit — unless it may not be a town's by now (R60)."""
    order = await lock(tx, actor, change)
    refuse_barred(rules, city, order, [order.lead_unit_id] if order.lead_unit_id else [])
    return await advance(tx, city, actor, order, "reject_return", {"note": note})


async def ask_extension(tx: Tx, city: City, actor: Actor, change: Change, *, days: int, reason: str) -> WorkOrder:
    """Ask for ``days`` more working days. One request at a time."""
    order = await lock(tx, actor, change)
    _require_lead(actor, order)
    if order.extension == "asked":
        raise ExtensionOpen
    new = await advance(tx, city, actor, order, "ask_extension", {"days": days, "reason": reason}, extension="asked")
    await execute(
        tx.conn,
        store.ASK_EXTENSION_SQL,
        {"order_id": order.id, "days": days, "reason": reason, "by": actor.account_id, "at": tx.now},
    )
    return new


async def decide_extension(
    tx: Tx, city: City, actor: Actor, change: Change, *, granted: bool, note: str = ""
) -> WorkOrder:
    order = await lock(tx, actor, change)
    if order.extension != "asked":
        raise NoExtensionAsked
    event = "grant_extension" if granted else "refuse_extension"
    verdict = "granted" if granted else "refused"
    new = await advance(tx, city, actor, order, event, {"note": note}, extension=verdict)
    params = {"order_id": order.id, "granted": granted, "by": actor.account_id, "at": tx.now}
    days = await fetch_value(tx.conn, store.DECIDE_EXTENSION_SQL, params)
    if granted:
        await retarget(tx, city, order_id=order.id, kind="case_result", more=int(days), unit="working_days")
    return new


async def co_reply(tx: Tx, city: City, actor: Actor, change: Change, *, reply: str) -> WorkOrder:
    """A co-handling unit reports its part to the lead unit."""
    order = await lock(tx, actor, change)
    params = {"order_id": order.id, "unit_id": actor.unit_id, "role": "co", "reply": reply, "at": tx.now}
    if await execute(tx.conn, store.REPLY_SQL, params) != 1:
        raise NotYourUnit
    return await advance(tx, city, actor, order, "co_reply", {"reply": reply} | change.by_device(tx.now))


async def reply(tx: Tx, city: City, actor: Actor, change: Change, *, reply: str) -> WorkOrder:
    """The lead unit's result, to be reviewed."""
    order = await lock(tx, actor, change)
    _require_lead(actor, order)
    data = {"reply": reply} | change.by_device(tx.now)
    new = await advance(tx, city, actor, order, "reply", data, reply=reply, replied_at=tx.now)
    params = {"order_id": order.id, "unit_id": order.lead_unit_id, "role": "lead", "reply": reply, "at": tx.now}
    await execute(tx.conn, store.REPLY_SQL, params)
    return new


async def approve(tx: Tx, city: City, actor: Actor, change: Change, *, note: str = "") -> WorkOrder:
    """The result is good; children merged into this order get it for their own revisit."""
    order = await lock(tx, actor, change)
    new = await advance(tx, city, actor, order, "approve", {"note": note})
    await _answer_children(tx, city, actor, new)
    return new


async def _answer_children(tx: Tx, city: City, actor: Actor, parent: WorkOrder) -> None:
    """As the platform itself: whoever answers the parent need not be allowed to see every child."""
    desk = system(actor.platform, actor.unit_id)
    for child_id in await store.children_of(tx.conn, parent.id):
        child = await lock(tx, desk, Change(child_id))
        data = {"reply": parent.reply or "", "from": parent.number}
        await advance(tx, city, desk, child, "merged_reply", data, reply=parent.reply, replied_at=tx.now)


async def reject_reply(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> WorkOrder:
    """The result is not good enough: back to handling. An order at the other side is asked to redo instead."""
    order = await lock(tx, actor, change)
    if order.lead_unit_id is None:
        raise NotYourUnit
    return await advance(tx, city, actor, order, "reject_reply", {"reason": reason}, redo_count=order.redo_count + 1)


async def revisit(
    tx: Tx,
    city: City,
    actor: Actor,
    change: Change,
    *,
    contacted: bool,
    solved: bool | None,
    satisfied: int | None,
    note: str = "",
    told_by: str = "phone",
) -> WorkOrder:
    """Three separate facts: contacted, solved, satisfied 1–5 (R40, R54). Contact is a reply to the person."""
    order = await lock(tx, actor, change)
    if order.mirror:
        raise RevisitedThere
    data = {"contacted": contacted, "solved": solved, "satisfied": satisfied, "note": note, "told_by": told_by}
    told = tx.now if contacted else order.person_replied_at
    return await advance(
        tx,
        city,
        actor,
        order,
        "revisit",
        data,
        contacted=contacted,
        solved=solved,
        satisfied=satisfied,
        person_replied_at=told,
    )


async def miss_revisit(
    tx: Tx, city: City, actor: Actor, change: Change, *, calls_max: int, next_at: datetime | None, note: str = ""
) -> WorkOrder:
    """Nobody answered the call (R54). The last of ``calls_max`` calls ends the asking: the outcome is "not reached"."""
    order = await lock(tx, actor, change)
    if order.mirror:
        raise RevisitedThere
    calls = await fetch_value(tx.conn, store.MISSED_SQL, {"order_id": order.id}) + 1
    again = next_at if calls < calls_max else None
    data = {"calls": calls, "next_at": again and again.isoformat(), "note": note}
    order = await advance(tx, city, actor, order, "miss_revisit", data)
    if calls < calls_max:
        return order
    return await revisit(tx, city, actor, Change(order.id), contacted=False, solved=None, satisfied=None, note=note)


async def redo(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> WorkOrder:
    """The person is right that it is not done: the unit handles it again."""
    order = await lock(tx, actor, change)
    if order.lead_unit_id is None:
        raise NotYourUnit
    return await advance(tx, city, actor, order, "redo", {"reason": reason}, redo_count=order.redo_count + 1)


async def close(tx: Tx, city: City, actor: Actor, change: Change, *, told_by: str = "", note: str = "") -> WorkOrder:
    """End the order. ``told_by`` records how the person was told when a revisit did not reach them (R40)."""
    order = await lock(tx, actor, change)
    told = order.person_replied_at or (tx.now if told_by else None)
    _require_loop(order, told is not None)
    data = {"told_by": told_by, "note": note}
    return await advance(tx, city, actor, order, "close", data, person_replied_at=told)


async def close_unvisited(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str, told_by: str) -> WorkOrder:
    """End without a revisit (anonymous caller, asked not to be called); the reply is sent another way."""
    order = await lock(tx, actor, change)
    _require_loop(order, replied=True)
    data = {"reason": reason, "told_by": told_by}
    return await advance(
        tx, city, actor, order, "close_unvisited", data, revisit_waived=reason, person_replied_at=tx.now
    )


def _require_loop(order: WorkOrder, replied: bool) -> None:
    if order.ack_pending:
        raise NotAcknowledged
    if order.loop_open or not (replied or order.mirror):
        raise LoopOpen


async def withdraw(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> WorkOrder:
    """The person takes the appeal back. An order of the other side can only be returned to it."""
    order = await lock(tx, actor, change)
    if order.mirror or order.loop_open:
        raise LoopOpen
    desk = system(actor.platform, actor.unit_id)
    for child_id in await store.children_of(tx.conn, order.id):
        await unmerge(tx, city, desk, Change(child_id), reason=reason)
    return await advance(tx, city, actor, order, "withdraw", {"reason": reason})


async def merge(tx: Tx, city: City, actor: Actor, change: Change, *, into: UUID) -> WorkOrder:
    """Merge a repeat into ``into`` (an order): one handling, and the child keeps its reply and revisit (R40)."""
    order = await lock(tx, actor, change)
    parent = await lock(tx, actor, Change(into))
    if parent.id == order.id or parent.state in ENDING or order.mirror or parent.mirror:
        raise AlreadyMerged
    if await store.children_of(tx.conn, order.id):
        raise AlreadyMerged
    new = await advance(tx, city, actor, order, "merge", {"into": parent.number}, merged_into=parent.id)
    await appeals.mark_merged(tx, actor, appeal_id=order.appeal_id, into=parent.appeal_id)
    if parent.state in ("reviewed", "revisited"):
        await _answer_children(tx, city, actor, parent)
    return new


async def unmerge(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> WorkOrder:
    order = await lock(tx, actor, change)
    new = await advance(tx, city, actor, order, "unmerge", {"reason": reason}, merged_into=None)
    await appeals.mark_merged(tx, actor, appeal_id=order.appeal_id, into=None)
    return new


async def urge(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str) -> WorkOrder:
    """Remind whoever has the order that it waits (催办, R41); nothing else of it changes."""
    return await advance(tx, city, actor, await lock(tx, actor, change), "urge", {"reason": reason})


async def reopen(tx: Tx, city: City, actor: Actor, *, order_id: UUID, reason: str) -> WorkOrder:
    """The person comes back after the end (R15, R40): a new order on the same appeal, with the whole history before it.
    Raises StillOpen while the order goes on, or the platform has another one of its own that does."""
    old = await lock(tx, actor, Change(order_id))
    if old.state not in CASE.final:
        raise StillOpen(number=old.number)
    await appeals.reopen(tx, actor, [old.appeal_id])  # locks it, so that of two at once the later is refused
    going_on = await fetch_value(tx.conn, store.GOING_ON_SQL, {"id": old.id})
    if going_on:
        raise StillOpen(number=going_on)
    new = replace(
        old,
        id=tx.new_id(),
        number=await tx.number("case", old.division),
        state=CASE.initial,
        version=0,
        head=b"",
        mirror=False,
        opened_at=tx.now,
        **UNTOUCHED,
    )
    new, event = opening(new, actor, {"reopens": old.number, "reason": reason})
    await insert(tx, [new])
    await record(tx, [(event, new.audience)])
    await start_all(tx, city, [(timed(new), kind) for kind in ("case_dispatch", "case_result")])
    return new


async def reopened(tx: Tx, actor: Actor, order_id: UUID) -> WorkOrder:
    """The order that an ended one was opened anew as."""
    return await seen(tx, actor, await fetch_value(tx.conn, store.REOPENED_SQL, {"id": order_id}))


async def by_linkage(
    tx: Tx, city: City, actor: Actor, order_id: UUID, event: str, data: Mapping[str, Any], **changes: Any
) -> WorkOrder:
    """A row that only handovers take. The closed loop's columns are changed here and nowhere else."""
    order = await lock(tx, actor, Change(order_id))
    return await advance(tx, city, actor, order, event, data, **changes)


async def note(
    tx: Tx, actor: Actor, order: WorkOrder, event: str, data: Mapping[str, Any], **changes: Any
) -> WorkOrder:
    """An event outside the table that leaves the state alone: danger raised, acknowledgement wanted or given."""
    entry = next_event("case", order, event, to_state=order.state, at=tx.now, by=actor.by, data=data)
    new = replace(order, version=entry.seq, head=entry.hash, **changes)
    await store.save(tx.conn, new, seen=order.version)
    await record(tx, [(entry, new.audience)])
    return new


async def insert(tx: Tx, orders: Sequence[WorkOrder]) -> None:
    """Write new orders, set-based."""
    if orders:
        await store.insert(tx.conn, list(orders))


async def forget_keys(db: Database) -> None:
    """Upkeep: drop keys of steps that no device will send again."""
    async with db.transaction() as tx:
        await execute(tx.conn, store.FORGET_KEYS_SQL, {"now": tx.now, "days": KEY_DAYS})
