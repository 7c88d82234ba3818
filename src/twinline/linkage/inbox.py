"""What a platform does with messages from the other one. Each kind has one handler; a repeat has no effect."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import actions as appeals
from twinline.cases import Change, WorkOrder
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.incidents import actions as incidents
from twinline.kernel.db import Tx, fetch_value
from twinline.linkage import amended, handovers, joints, orders, progress, results, store
from twinline.linkage.copies import (
    advance,
    advance_all,
    advance_joint,
    lock_handover,
    lock_joint,
    note,
    open_handover,
    open_handovers,
    open_joint,
    tell,
    tell_all,
)
from twinline.linkage.model import Handover, HandoverNotFound, Message
from twinline.linkage.orders import Opening
from twinline.linkage.states import HANDOVER, UNDECIDED

One = Callable[[Tx, City, Actor, Message], Awaitable[None]]
Receiver = Callable[[Tx, City, Actor, Sequence[Message]], Awaitable[None]]


def _when(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def _offers(tx: Tx, city: City, me: Actor, messages: Sequence[Message]) -> None:
    """Offers of appeals that are new here go in together, statement by statement; the others each by itself."""
    told = [(message, Opening.from_body(message.body["opening"])) for message in messages]
    concerned = {opening.appeal_id for _, opening in told}
    await store.alone(tx.conn, concerned, me.platform)
    unknown = concerned - await store.known_here(tx.conn, concerned, me.platform)
    fresh, rest = list[tuple[Message, Opening]](), list[tuple[Message, Opening]]()
    for message, opening in told:
        (fresh if opening.appeal_id in unknown else rest).append((message, opening))
        unknown.discard(opening.appeal_id)
    if fresh:
        await _first_offers(tx, city, me, fresh)
    for message, opening in rest:
        await _offer(tx, city, me, message, opening)


async def _first_offers(tx: Tx, city: City, me: Actor, told: Sequence[tuple[Message, Opening]]) -> None:
    """What `_offer` does when there is nothing to supersede or to join: nothing but the offer holds its order."""
    opened = await orders.open_mirrors(tx, city, me, [opening for _, opening in told])
    copies: list[tuple[Handover, dict[str, Any]]] = []
    for (message, opening), order in zip(told, opened, strict=True):
        if isinstance(order, PoliceOrder) and opening.danger:
            await orders.send_police(tx, city, me, order, message.body["reason"])
        copies.append((_copy(tx, message, opening, order), {"from": message.sender, "order": order.number}))
    written = await open_handovers(tx, city, me, copies)
    receipts = [_receipt_of(tx, order) for order in opened]
    await tell_all(tx, "receipt", zip(written, receipts, strict=True))


def _copy(tx: Tx, message: Message, opening: Opening, order: orders.Order, *, newer: bool = False) -> Handover:
    body = message.body
    return handovers.offered(
        message,
        opening,
        order,
        side="destination",
        state="expired" if newer else "delivered",
        peer_order_id=UUID(body["order_id"]),
        peer_number=body["order_number"],
        delivered_at=tx.now,
        peer_position=message.receiver,
        peer_reason=body["reason"],
        open=not newer,
    )


def _receipt_of(tx: Tx, order: orders.Order) -> dict[str, Any]:
    return {"order_id": str(order.id), "order_number": order.number, "at": tx.now}


async def _offer(tx: Tx, city: City, me: Actor, message: Message, opening: Opening) -> None:
    body = message.body
    newer = await _supersede(tx, city, me, opening.appeal_id, offered_at=_when(body["offered_at"]))
    if newer:
        order = await orders.lock(tx, me, newer.order_kind, newer.order_id)
    else:
        order = await _order_for_offer(tx, city, me, opening)
    if isinstance(order, PoliceOrder) and opening.danger and order.state == "received":
        order = await orders.send_police(tx, city, me, order, body["reason"])
    copy = _copy(tx, message, opening, order, newer=newer is not None)
    copy = await open_handover(tx, city, me, copy, {"from": message.sender, "order": order.number})
    if copy.open and order.closed_at is None:
        await orders.recount(tx, me, order, "handover_arrived", {"number": copy.number})
    await tell(tx, copy, "receipt", _receipt_of(tx, order))


async def _supersede(tx: Tx, city: City, me: Actor, appeal_id: UUID, *, offered_at: datetime) -> Handover | None:
    """A new offer says that the one before has ended at its origin, whose word of that is still on its way: an urgent
    message may overtake it. Returns the newer one when it is this offer that was overtaken and has ended."""
    old = await store.open_copy(tx.conn, appeal_id, me.sight)
    if old is None or old.side == "origin":
        return None
    if old.offered_at > offered_at:
        return old
    event = "revoke" if old.state == "accepted" else "expire"
    await advance(tx, city, me, old, event, {"by": "another offer"}, open=False)
    await _give_up(tx, city, me, old, "another offer")
    return None


async def _order_for_offer(tx: Tx, city: City, me: Actor, opening: Opening) -> orders.Order:
    """The mirror: one that a joint action of the same appeal opened before, else a new one."""
    spare = await store.spare_mirror(tx.conn, opening.appeal_id, me.platform)
    if spare is None:
        return await orders.open_mirror(tx, city, me, opening, loop_open=False)
    order = await orders.lock(tx, me, *spare)
    if opening.danger and not order.danger:
        order = await orders.note(tx, me, order, "danger_raised", {"reason": opening.note}, danger=True, urgent=True)
    return order


async def _receipts(tx: Tx, city: City, me: Actor, messages: Sequence[Message]) -> None:
    copies = await store.lock_handovers(tx.conn, [message.subject_id for message in messages], me.sight)
    delivered, late = list[tuple[Handover, dict[str, Any], dict[str, Any]]](), list[tuple[Handover, int]]()
    for message in messages:
        handover, body = copies.get(message.subject_id), message.body
        if handover is None:
            raise HandoverNotFound
        known = replace(handover, peer_order_id=UUID(body["order_id"]), peer_number=body["order_number"])
        if HANDOVER.allows(handover.state, "deliver"):
            delivered.append((known, {"order": known.peer_number}, {"delivered_at": _when(body["at"])}))
        else:
            late.append((known, handover.version))
    if delivered:
        await advance_all(tx, city, me, "deliver", delivered)
    if late:
        await store.save_handovers(tx.conn, late)


async def _accept(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    if handover.state not in UNDECIDED.split():
        if handover.state not in ("accepted", "result_reported", "confirmed"):
            await tell(tx, handover, "revoke", {"state": handover.state})
        return
    handover = await advance(tx, city, me, handover, "accept", {}, accepted_at=_when(message.body["at"]))
    await handovers.give_away(tx, city, me, handover, reason="accepted")
    await tell(tx, handover, "transfer", {"at": tx.now})


async def _transfer(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    await advance(tx, city, me, handover, "transfer", {}, open=False)
    await _own(tx, city, me, handover, "accepted")
    await results.report(tx, city, me, handover.appeal_id, handover.order_kind, handover.order_id)


async def _own(tx: Tx, city: City, me: Actor, handover: Handover, reason: str) -> None:
    """This side's copy of the appeal has its owner too (the same row when both sides live together)."""
    await appeals.set_owner(
        tx,
        me,
        appeal_id=handover.appeal_id,
        platform=me.platform,
        unit_id=city.directory.desk(me.platform).id,
        handover_id=handover.id,
        reason=reason,
    )


async def _revoke(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    if HANDOVER.allows(handover.state, "revoke") and handover.open:
        await advance(tx, city, me, handover, "revoke", {"state": message.body["state"]}, open=False)
        await _give_up(tx, city, me, handover, "revoke")


async def _return(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    if not HANDOVER.allows(handover.state, "return"):
        return
    body = message.body
    handover = await advance(
        tx,
        city,
        me,
        handover,
        "return",
        {"reason": body["reason"], "basis": body["basis"]},
        returned_at=_when(body["at"]),
        return_reason=body["reason"],
        due_at=_when(body["due_at"]),
        peer_position=handover.platform,
        peer_reason=body["reason"],
    )
    await handovers.settle_if_agreed(tx, city, me, handover)


async def _negotiate(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    if handover.state != "negotiating":
        return
    body = message.body
    heard = replace(handover, peer_position=body["owner"], peer_reason=body["reason"])
    await store.save_handovers(tx.conn, [(heard, handover.version)])
    await handovers.settle_if_agreed(tx, city, me, heard)


async def _decide(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    owner, by = message.body["owner"], message.body["by"]
    decided: dict[str, Any] = {"decided_owner": owner, "decided_by": by, "open": False}
    if owner == me.platform:
        await _take(tx, city, me, handover, decided, message.body)
        return
    event = "revoke" if handover.state == "accepted" else ("decide_origin" if by == "agreement" else "expire")
    if HANDOVER.allows(handover.state, event):
        handover = await advance(tx, city, me, handover, event, message.body, **decided)
        await _give_up(tx, city, me, handover, by)


async def _take(tx: Tx, city: City, me: Actor, handover: Handover, decided: Any, body: Any) -> None:
    """The origin gave it to us: by decision, or while our own acceptance was on its way to it."""
    if handover.state in UNDECIDED.split():
        event = "decide_destination" if handover.state == "negotiating" else "accept"
        handover = await advance(tx, city, me, handover, event, body, **decided, accepted_at=tx.now)
        await handovers.owe_result(tx, me, handover)
    elif handover.state == "accepted" and handover.open:
        handover = await advance(tx, city, me, handover, "transfer", body, **decided)
    await _own(tx, city, me, handover, body["by"])
    await results.report(tx, city, me, handover.appeal_id, handover.order_kind, handover.order_id)


async def _recall(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    event = "revoke" if handover.state == "accepted" else "recall"
    if HANDOVER.allows(handover.state, event) and handover.open:
        await advance(tx, city, me, handover, event, message.body, open=False)
        await _give_up(tx, city, me, handover, message.body["reason"])


async def _give_up(tx: Tx, city: City, me: Actor, handover: Handover, reason: str) -> None:
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    await orders.release(tx, city, me, order, "loop_ended", {"reason": reason})


async def _result(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    body = message.body
    handover = await advance(
        tx,
        city,
        me,
        handover,
        "report_result",
        {"result": body["result"]},
        result=body["result"],
        result_at=_when(body["at"]),
        supervision_due_at=None,
    )
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    changes: dict[str, Any] = {"loop_open": await orders.owes(tx, order)}
    changes |= (
        {"result": body["result"]}
        if isinstance(order, PoliceOrder)
        else {
            "reply": body["result"],
            "replied_at": tx.now,
        }
    )
    await orders.step(tx, city, me, order, "handover_result", {"result": body["result"]}, **changes)


async def _confirm(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    await advance(tx, city, me, handover, "confirm", {}, confirmed_at=tx.now)
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    await orders.release(tx, city, me, order, "result_confirmed", {"number": handover.number})


async def _redo(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """Whoever did it does it again: the side that it was handed on to, or our own units. An order that is being
    handled again already only takes note; one that has ended is followed by a new one."""
    handover = await lock_handover(tx, me, message.subject_id)
    handover = await advance(tx, city, me, handover, "redo", message.body, result=None, result_at=None)
    further = await store.of_order(
        tx.conn, handover.appeal_id, handover.order_id, me.sight, side="origin", state="result_reported"
    )
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    if order.closed_at:
        await _reopen_mirror(tx, city, me, handover, order, message.body["reason"])
    elif further and order.state in ("fed_back", "replied", "reviewed", "answered"):
        await handovers.redo(tx, city, me, handover_id=further[0].id, reason=message.body["reason"])
    elif isinstance(order, PoliceOrder) and order.state == "fed_back":
        await incidents.redo(tx, city, me, Change(order.id), reason=message.body["reason"])
    elif isinstance(order, WorkOrder) and order.state in ("answered", "reviewed"):
        await orders.step(tx, city, me, order, "redo_mirror", message.body)
    else:
        await orders.note(tx, me, order, "redo_asked", message.body)


async def _reopen_mirror(tx: Tx, city: City, me: Actor, handover: Handover, old: orders.Order, reason: str) -> None:
    appeal = await appeals.lock(tx, me, handover.appeal_id)
    order = await orders.open_mirror(tx, city, me, handovers.opening_of(appeal, old, reason), loop_open=True)
    handover = await note(tx, me, handover, "mirror_followed", {"order": order.number}, order_id=order.id)
    await tell(tx, handover, "receipt", _receipt_of(tx, order))


async def _joint_request(tx: Tx, city: City, me: Actor, message: Message) -> None:
    body = message.body
    opening = Opening.from_body(body["opening"])
    await store.alone(tx.conn, [opening.appeal_id], me.platform)
    under_way = await store.open_copy(tx.conn, opening.appeal_id, me.sight)
    if under_way and opening.danger and not under_way.danger:
        await note(tx, me, under_way, "danger_raised", {"reason": body["request"]}, danger=True)
    order = await _order_for_joint(tx, city, me, opening)
    copy = joints.requested(
        message,
        opening,
        order,
        side="destination",
        state="delivered",
        peer_order_id=UUID(body["order_id"]),
        peer_number=body["order_number"],
    )
    copy = await open_joint(tx, me, copy, {"from": message.sender, "order": order.number})
    await tell(tx, copy, "joint_receipt", {"order_id": str(order.id), "order_number": order.number})
    if opening.danger and not order.danger:
        order = await orders.note(tx, me, order, "danger_raised", {"reason": body["request"]}, danger=True, urgent=True)
    order = await orders.recount(tx, me, order, "joint_received", {"number": copy.number})
    urgent = body["danger"] or body["kind"] == "escalation" or (opening.danger and order.state != "fed_back")
    if isinstance(order, PoliceOrder) and urgent:
        await orders.send_police(tx, city, me, order, body["request"])


async def _order_for_joint(tx: Tx, city: City, me: Actor, opening: Opening) -> orders.Order:
    """The order of this side that the request joins: one that is open for the appeal, else a new one."""
    found = await store.order_of(tx.conn, opening.appeal_id, me.platform)
    if found and found[2]:
        return await orders.lock(tx, me, *found[:2])
    return await orders.open_mirror(tx, city, me, opening, loop_open=True)


async def _joint_receipt(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await lock_joint(tx, me, message.subject_id)
    known = replace(joint, peer_order_id=UUID(message.body["order_id"]), peer_number=message.body["order_number"])
    if joint.state == "requested":
        await advance_joint(tx, me, known, "deliver", {"order": known.peer_number})
    else:
        await store.save_joint(tx.conn, known, seen=joint.version)


async def _joint_ack(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await lock_joint(tx, me, message.subject_id)
    at = _when(message.body["at"])
    await advance_joint(tx, me, joint, "acknowledge", {"note": message.body["note"]}, acknowledged_at=at)
    order = await orders.lock(tx, me, joint.order_kind, joint.order_id)
    waiting = await fetch_value(tx.conn, store.WAITING_ACKS_SQL, {"order_id": joint.order_id})
    changes = {} if isinstance(order, PoliceOrder) or waiting else {"ack_pending": False}
    order = await orders.note(tx, me, order, "joint_acknowledged", {"number": joint.number}, **changes)
    await orders.release(tx, city, me, order, "loop_ended", {"number": joint.number})


async def _joint_finish(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await lock_joint(tx, me, message.subject_id)
    answer = message.body["answer"]
    await advance_joint(tx, me, joint, "finish", {"answer": answer}, answer=answer, finished_at=tx.now)
    order = await orders.lock(tx, me, joint.order_kind, joint.order_id)
    await orders.note(tx, me, order, "joint_answered", {"number": joint.number, "answer": answer})


async def _joint_decline(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await lock_joint(tx, me, message.subject_id)
    reason = message.body["reason"]
    await advance_joint(tx, me, joint, "decline", {"reason": reason}, answer=reason, finished_at=tx.now)
    order = await orders.lock(tx, me, joint.order_kind, joint.order_id)
    await orders.note(tx, me, order, "joint_declined", {"number": joint.number, "reason": reason})


def _each(one: One) -> Receiver:
    async def receiver(tx: Tx, city: City, me: Actor, messages: Sequence[Message]) -> None:
        for message in messages:
            await one(tx, city, me, message)

    return receiver


AT_ONCE: dict[str, Receiver] = {"offer": _offers, "receipt": _receipts}
"""Kinds that come in crowds, after an outage or when a storm fills both desks."""
RECEIVERS: dict[str, Receiver] = AT_ONCE | {
    kind: _each(one)
    for kind, one in {
        "accept": _accept,
        "transfer": _transfer,
        "revoke": _revoke,
        "return": _return,
        "negotiate": _negotiate,
        "decide": _decide,
        "recall": _recall,
        "result": _result,
        "confirm": _confirm,
        "redo": _redo,
        "stamp": progress.heard,
        "progress": progress.heard,
        "extension": progress.heard,
        "supervise": progress.supervised,
        "revisit": progress.revisited,
        "amend": amended.heard,
        "joint_request": _joint_request,
        "joint_receipt": _joint_receipt,
        "joint_ack": _joint_ack,
        "joint_finish": _joint_finish,
        "joint_decline": _joint_decline,
    }.items()
}
"""Every kind of message with its handler; the architecture test compares it with what is told."""
