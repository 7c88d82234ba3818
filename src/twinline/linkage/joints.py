"""Joint action: another service acts too, ownership unchanged (R7, R20–R22), and the danger button."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import Appeal, AppealNotFound, other
from twinline.appeals import actions as appeals
from twinline.appeals import store as appeals_store
from twinline.cases import Change, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.kernel.db import Tx
from twinline.linkage import orders, store
from twinline.linkage.copies import advance_joint, desk, lock_joint, note, open_joint, sides, tell
from twinline.linkage.handovers import deadline, opening_of
from twinline.linkage.model import DangerIsTaken, Joint, Message, Recovering, WrongSide
from twinline.linkage.orders import Opening, Order


async def request(
    tx: Tx,
    city: City,
    actor: Actor,
    *,
    order_kind: str,
    order_id: UUID,
    seen: int | None = None,
    text: str,
    kind: str = "joint",
    danger: bool = False,
) -> Joint:
    """Ask the other platform to act too. With danger, the order cannot end before 110 has acknowledged (R22).
    Raises Recovering, but never with danger."""
    order = await orders.lock(tx, actor, order_kind, order_id, seen)
    if not danger and await store.paused_for(tx.conn, order.appeal_id):
        raise Recovering
    appeal = await appeals.share(tx, actor, appeal_id=order.appeal_id)
    joint = Joint(
        id=tx.new_id(),
        platform=actor.platform,
        side="origin",
        peer=other(actor.platform),
        number=await tx.number("joint", order.division),
        kind=kind,
        appeal_id=appeal.id,
        order_kind=order_kind,
        order_id=order.id,
        state="requested",
        request=text,
        danger=danger,
        restricted=order.restricted,
        division=order.division,
        requested_at=tx.now,
        finished_at=None,
    )
    joint = await open_joint(tx, actor, joint, {"kind": kind, "request": text})
    opening = opening_of(appeal, order, text, await store.judged_class(tx.conn, appeal.id))
    await tell(tx, joint, "joint_request", request_body(joint, order, opening.to_body()))
    waits: Mapping[str, Any] = {}
    if danger and isinstance(order, WorkOrder) and order.closed_at is None:
        waits = {"ack_pending": True}
    await orders.note(tx, actor, order, "joint_requested", {"number": joint.number, "kind": kind}, **waits)
    return joint


def requested(message: Message, opening: Opening, order: Order, *, side: str, **more: Any) -> Joint:
    """A side's copy of the joint action that a message asks for."""
    body, ours, theirs = message.body, *sides(message, side)
    return Joint(
        id=message.subject_id,
        platform=ours,
        side=side,
        peer=theirs,
        number=body["number"],
        kind=body["kind"],
        appeal_id=opening.appeal_id,
        order_kind=orders.kind_of(order),
        order_id=order.id,
        request=body["request"],
        danger=body["danger"],
        restricted=opening.restricted,
        division=opening.division,
        requested_at=datetime.fromisoformat(body["requested_at"]),
        **more,
    )


def request_body(joint: Joint, order: Order, opening: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "opening": dict(opening) | {"danger": joint.danger or order.danger},
        "number": joint.number,
        "kind": joint.kind,
        "order_kind": joint.order_kind,
        "order_id": str(order.id),
        "order_number": order.number,
        "request": joint.request,
        "danger": joint.danger,
        "requested_at": joint.requested_at,
    }


async def acknowledge(tx: Tx, actor: Actor, *, joint_id: UUID, note: str = "") -> Joint:
    """The receiving desk has seen it and acts."""
    joint = await lock_joint(tx, actor, joint_id)
    if joint.side != "destination":
        raise WrongSide
    joint = await advance_joint(tx, actor, joint, "acknowledge", {"note": note}, acknowledged_at=tx.now)
    await tell(tx, joint, "joint_ack", {"at": tx.now, "note": note})
    return joint


async def decline(tx: Tx, city: City, actor: Actor, *, joint_id: UUID, reason: str) -> Joint:
    """Not possible or not needed, with the reason. Danger is never declined."""
    joint = await lock_joint(tx, actor, joint_id)
    if joint.side != "destination":
        raise WrongSide
    if joint.danger:
        raise DangerIsTaken
    joint = await advance_joint(tx, actor, joint, "decline", {"reason": reason}, answer=reason, finished_at=tx.now)
    await end_mirror(tx, city, joint, reason)
    await tell(tx, joint, "joint_decline", {"reason": reason})
    return joint


async def finish(tx: Tx, city: City, actor: Actor, *, joint_id: UUID, answer: str) -> Joint:
    """The receiving side is done: its answer goes back, its own order may end."""
    joint = await lock_joint(tx, actor, joint_id)
    if joint.side != "destination":
        raise WrongSide
    joint = await advance_joint(tx, actor, joint, "finish", {"answer": answer}, answer=answer, finished_at=tx.now)
    await tell(tx, joint, "joint_finish", {"answer": answer})
    await end_mirror(tx, city, joint, answer)
    return joint


async def end_mirror(tx: Tx, city: City, joint: Joint, reason: str) -> None:
    """Release the order that the request opened — unless a handover of the appeal holds it."""
    actor = desk(city, joint.platform)
    order = await orders.lock(tx, actor, joint.order_kind, joint.order_id)
    await orders.release(tx, city, actor, order, "joint_finished", {"number": joint.number, "reason": reason})


async def escalate(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str, danger: bool) -> Joint:
    """A handling unit's button: the conflict grows, the scene is out of hand, or it is crime (R21)."""
    order = await cases.lock(tx, actor, change)
    data = {"reason": reason, "danger": danger} | change.by_device(tx.now)
    await cases.advance(tx, city, actor, order, "escalate", data)
    if danger:
        await appeals.raise_danger(tx, actor, appeal_id=order.appeal_id, reason=reason)
        await _flag(tx, actor, await cases.lock(tx, actor, Change(order.id)), reason)
    return await request(
        tx, city, actor, order_kind="case", order_id=order.id, text=reason, kind="escalation", danger=danger
    )


async def in_danger(tx: Tx, actor: Actor, appeal_id: UUID) -> Appeal:
    """The appeal as it is. Raises AppealNotFound."""
    seen = await appeals_store.get(tx.conn, appeal_id, actor.sight)
    if seen is None:
        raise AppealNotFound
    return seen


async def raise_danger(
    tx: Tx, city: City, actor: Actor, *, appeal_id: UUID, reason: str, occurred_at: datetime | None = None
) -> Appeal:
    """The danger button (R2, R13, R22): the flag goes up for good, 110 is sent in the same second, and nothing —
    no dispute, no missing field, no closed order — stands before it. Pressing it again asks 110 again only when
    nobody is being asked; a unit's call, whose own order has ended or moved on, is always told. Rows are locked in
    the order of every other action: handover, order, appeal."""
    seen = await in_danger(tx, actor, appeal_id)
    await store.alone(tx.conn, [appeal_id], actor.platform)
    await _flag_handover(tx, city, actor, appeal_id, reason)
    order = await _order_in_danger(tx, city, actor, seen, reason)
    appeal = await appeals.raise_danger(tx, actor, appeal_id=appeal_id, reason=reason)
    if isinstance(order, PoliceOrder):
        order = await orders.send_police(tx, city, actor, order, reason)
    if actor.scope == "unit":
        await _call_of_unit(tx, city, actor, order, reason, Change(order.id, occurred_at=occurred_at))
    elif isinstance(order, WorkOrder) and not await store.danger_asked(tx.conn, order.id):
        await request(tx, city, actor, order_kind="case", order_id=order.id, text=reason, kind="danger", danger=True)
    return appeal


async def _call_of_unit(tx: Tx, city: City, actor: Actor, order: Order, reason: str, change: Change) -> None:
    data = {"unit": str(actor.unit_id), "reason": reason} | change.by_device(tx.now)
    if isinstance(order, PoliceOrder):
        await orders.note(tx, actor, order, "ask_help", data)
        return
    await orders.note(tx, actor, order, "escalate", data | {"danger": True})
    await request(tx, city, actor, order_kind="case", order_id=order.id, text=reason, kind="escalation", danger=True)


async def _flag_handover(tx: Tx, city: City, actor: Actor, appeal_id: UUID, reason: str) -> None:
    """A handover that is under way hurries from now on: its messages are urgent, its offer has the short deadline."""
    handover = await store.open_copy(tx.conn, appeal_id, actor.sight)
    if handover is None or handover.danger:
        return
    due = handover.due_at
    if handover.side == "origin" and handover.state in ("offered", "delivered"):
        due = min(filter(None, (due, deadline(city, tx, "handover_accept", danger=True))))
    await note(tx, actor, handover, "danger_raised", {"reason": reason}, danger=True, due_at=due)


async def _order_in_danger(tx: Tx, city: City, actor: Actor, appeal: Appeal, reason: str) -> Order:
    """The platform's order that 110 is sent or asked for: an open one (a merged one stands on its own again); for
    12345 else the one that has ended; else a new one."""
    found = await store.order_of(tx.conn, appeal.id, actor.platform)
    if found is None or (not found[2] and actor.platform == "110"):
        opening = replace(opening_of(appeal, None, reason), danger=True, urgent=True)
        return await orders.open_mirror(tx, city, actor, opening, loop_open=False, shared=appeal.shared)
    order = await orders.lock(tx, actor, *found[:2])
    if isinstance(order, WorkOrder) and order.state == "merged":
        order = await cases.unmerge(tx, city, actor, Change(order.id), reason=reason)
    return await _flag(tx, actor, order, reason)


async def _flag(tx: Tx, actor: Actor, order: Order, reason: str) -> Order:
    if order.danger:
        return order
    return await orders.note(tx, actor, order, "danger_raised", {"reason": reason}, danger=True, urgent=True)


async def send_now(tx: Tx, city: City, actor: Actor, order: PoliceOrder, reason: str) -> PoliceOrder:
    """Send the duty unit for a police order that was opened in this transaction (R2)."""
    locked = await orders.lock(tx, actor, "incident", order.id)
    return await orders.send_police(tx, city, actor, locked, reason) if isinstance(locked, PoliceOrder) else order


async def send_at_risk(tx: Tx, city: City, actor: Actor, *, order_id: UUID, reason: str) -> None:
    """Send the duty unit for a dispute of high risk that nobody was sent to yet (R16)."""
    locked = await orders.lock(tx, actor, "incident", order_id)
    if isinstance(locked, PoliceOrder) and locked.state == "received":
        await orders.send_police(tx, city, actor, locked, reason)
