"""Joint action: another service acts too, ownership unchanged (R7, R20–R22), and the danger button."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.appeals import Appeal, other
from twinline.appeals import actions as appeals
from twinline.cases import CASE, Change, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.kernel.db import Tx, fetch_value
from twinline.linkage import orders, store
from twinline.linkage.copies import advance_joint, desk, lock_joint, open_joint, tell
from twinline.linkage.handovers import opening_of
from twinline.linkage.model import DangerIsTaken, Joint, WrongSide
from twinline.linkage.orders import Order


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
    """Ask the other platform to act too. With danger, the order cannot end before 110 has acknowledged (R22)."""
    order = await orders.lock(tx, actor, order_kind, order_id, seen)
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
        peer_order_id=None,
        peer_number=None,
        state="requested",
        version=0,
        head=b"",
        request=text,
        answer=None,
        danger=danger,
        restricted=order.restricted,
        division=order.division,
        requested_at=tx.now,
        acknowledged_at=None,
        finished_at=None,
    )
    joint = await open_joint(tx, actor, joint, {"kind": kind, "request": text})
    opening = opening_of(appeal, order, text)
    await tell(tx, joint, "joint_request", request_body(joint, order, opening.to_body()))
    waits: Mapping[str, Any] = {"ack_pending": True} if danger and isinstance(order, WorkOrder) else {}
    await orders.note(tx, actor, order, "joint_requested", {"number": joint.number, "kind": kind}, **waits)
    return joint


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
    if await store.holds(tx.conn, order.id):
        return
    if joint.state == "declined":
        await orders.give_up_mirror(tx, city, actor, order, reason)
        return
    if order.loop_open:
        order = await orders.note(tx, actor, order, "joint_finished", {"number": joint.number}, loop_open=False)
    await close_mirror(tx, city, actor, order)


async def close_mirror(tx: Tx, city: City, actor: Actor, order: Order) -> None:
    """End an order that owes nothing any more, when its own work is done."""
    if isinstance(order, PoliceOrder):
        if order.state == "fed_back":
            await orders.step(tx, city, actor, order, "close", {})
    elif order.state in ("reviewed", "answered"):
        event = "close_mirror" if CASE.allows(order.state, "close_mirror") else "close"
        await orders.step(tx, city, actor, order, event, {})


async def escalate(tx: Tx, city: City, actor: Actor, change: Change, *, reason: str, danger: bool) -> Joint:
    """A handling unit's button: the conflict grows, the scene is out of hand, or it is crime (R21)."""
    order = await cases.lock(tx, actor, change)
    await cases.advance(tx, city, actor, order, "escalate", {"reason": reason, "danger": danger})
    if danger:
        await appeals.raise_danger(tx, actor, appeal_id=order.appeal_id, reason=reason)
    return await request(
        tx, city, actor, order_kind="case", order_id=order.id, text=reason, kind="escalation", danger=danger
    )


async def raise_danger(tx: Tx, city: City, actor: Actor, *, appeal_id: UUID, reason: str) -> Appeal:
    """The danger button (R2, R13, R22): the flag goes up for good, 110 is sent in the same second, and nothing —
    no dispute, no missing field — stands before it. Pressing it again asks 110 again only if nobody was asked."""
    appeal = await appeals.raise_danger(tx, actor, appeal_id=appeal_id, reason=reason)
    found = await store.open_order(tx.conn, appeal.id, actor.platform)
    if found is None:
        return appeal
    kind, order_id, _ = found
    order = await orders.lock(tx, actor, kind, order_id)
    if not order.danger:
        order = await orders.note(tx, actor, order, "danger_raised", {"reason": reason}, danger=True, urgent=True)
    if isinstance(order, PoliceOrder):
        await orders.send_police(tx, city, actor, order, reason)
    elif not await fetch_value(tx.conn, store.DANGER_ASKED_SQL, {"order_id": order.id}):
        await request(tx, city, actor, order_kind=kind, order_id=order.id, text=reason, kind="danger", danger=True)
    return appeal


async def send_now(tx: Tx, city: City, actor: Actor, order: PoliceOrder, reason: str) -> PoliceOrder:
    """Send the duty unit for a police order that was opened in this transaction (R2)."""
    locked = await orders.lock(tx, actor, "incident", order.id)
    return await orders.send_police(tx, city, actor, locked, reason) if isinstance(locked, PoliceOrder) else order
