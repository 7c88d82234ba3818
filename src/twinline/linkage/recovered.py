"""What this side said before its database was put back, done again here (decision 0020, R14, R45).

The other side gives our own messages back in the order in which it saw them. Each is done as a person's word would be,
through the same tables, and noted as recovered; one that the tables do not allow any more had no effect there either,
and has none here.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import actions as appeals
from twinline.cases import Change, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import INCIDENT, PoliceOrder
from twinline.incidents import actions as incidents
from twinline.kernel.db import Tx
from twinline.kernel.errors import NotFound
from twinline.linkage import handovers, joints, orders, progress, store
from twinline.linkage.copies import advance, desk, lock_handover, note, open_handover, open_joint, tell
from twinline.linkage.delivery import receive as receive
from twinline.linkage.model import Handover, Joint, Message
from twinline.linkage.orders import Opening, Order
from twinline.linkage.states import OFFERED

ENDINGS = frozenset(("recall", "decide"))
"""What the side that gives a matter away ends its offer with."""
ANSWERS = frozenset(("accept", "negotiate"))
"""What the other side may say to an offer that has ended, not knowing it."""
NEW_MIRROR = frozenset(("receipt", "joint_receipt"))
"""Said again when a message is received again: it names the order that it opens now."""

FOLLOWS = frozenset(("transfer", "revoke"))
"""Said in answer to a message that is received again: with that it has been said."""

Again = Callable[[Tx, City, Actor, Message], Awaitable[None]]


async def again(tx: Tx, city: City, message: Message) -> None:
    """Do what we said once more. Raises what it would raise for a person. A kind without a row here was said in answer
    to a message, or told a fact: receiving that message, or the fact itself, is all there is of it."""
    act = AGAIN.get(message.kind)
    if act:
        await act(tx, city, desk(city, message.sender), message)


async def open_offer(tx: Tx, city: City, message: Message) -> Handover | None:
    """Our other offer of the same appeal that is under way here: it had ended when we made this one."""
    me = desk(city, message.sender)
    found = await store.open_copy(tx.conn, UUID(message.body["opening"]["appeal_id"]), me.sight)
    return found if found and found.side == "origin" and found.id != message.subject_id else None


async def _offered(tx: Tx, city: City, me: Actor, message: Message) -> None:
    body, opening = message.body, Opening.from_body(message.body["opening"])
    before = await open_offer(tx, city, message)
    if before:
        await handovers.recall(tx, city, me, handover_id=before.id, reason=body["reason"])
    await appeals.share(tx, me, appeal_id=opening.appeal_id)
    order = await _order(tx, city, me, message, opening)
    order = await _offerable(tx, city, me, order)
    data = {"to": message.receiver, "reason": body["reason"], "recovered": True}
    order = await orders.step(tx, city, me, order, "hand_over", data, loop_open=True)
    handover = handovers.offered(
        message,
        opening,
        order,
        side="origin",
        state=OFFERED,
        own_position=message.receiver,
        own_reason=body["reason"],
    )
    handover = await open_handover(tx, city, me, handover, data)
    if str(order.id) != body["order_id"]:
        await tell(tx, handover, "receipt", _named(order) | {"at": tx.now})
    await _send_in_danger(tx, city, me, order, opening)


async def _requested(tx: Tx, city: City, me: Actor, message: Message) -> None:
    body, opening = message.body, Opening.from_body(message.body["opening"])
    await appeals.share(tx, me, appeal_id=opening.appeal_id)
    order = await _order(tx, city, me, message, opening)
    joint = joints.requested(message, opening, order, side="origin", state="requested")
    joint = await open_joint(tx, me, joint, {"kind": joint.kind, "request": joint.request, "recovered": True})
    if str(order.id) != body["order_id"]:
        await tell(tx, joint, "joint_receipt", _named(order))
    waits = {"ack_pending": True} if joint.danger and isinstance(order, WorkOrder) and not order.closed_at else {}
    noted = {"number": joint.number, "kind": joint.kind, "recovered": True}
    order = await orders.note(tx, me, order, "joint_requested", noted, **waits)
    await _send_in_danger(tx, city, me, order, opening)


async def _order(tx: Tx, city: City, me: Actor, message: Message, opening: Opening) -> Order:
    """The order that it was said of. When that was lost, another one of the appeal stands for it, or it is opened again
    under its number; one that has ended here since is followed by a new one."""
    body = message.body
    known = UUID(body["order_id"]), body["order_number"]
    try:
        order = await orders.lock(tx, me, body["order_kind"], known[0])
    except NotFound:
        other = await store.order_of(tx.conn, opening.appeal_id, me.platform)
        if other and other[2]:
            order = await orders.lock(tx, me, *other[:2])
        else:
            if await store.number_taken(tx.conn, known[1]):
                known = known[0], await tx.number(body["order_kind"], opening.division)
            order = await orders.open_mirror(tx, city, me, opening, loop_open=False, known=known)
    if order.closed_at and message.kind == "offer":
        order = await orders.open_mirror(tx, city, me, opening, loop_open=False)
    if opening.danger and not order.danger:
        order = await orders.note(tx, me, order, "danger_raised", {"reason": opening.note}, danger=True, urgent=True)
    return order


async def _offerable(tx: Tx, city: City, me: Actor, order: Order) -> Order:
    """An order that had come back to where it could be offered, there again."""
    if isinstance(order, PoliceOrder):
        if INCIDENT.allows(order.state, "put_back"):
            return await incidents.advance(tx, city, me, order, "put_back", {})
        return order
    if order.state == "merged":
        return await cases.unmerge(tx, city, me, Change(order.id), reason=order.title)
    return order if order.state == "registered" else await cases.advance(tx, city, me, order, "put_back", {})


def _named(order: Order) -> dict[str, Any]:
    """For the other side, of an order that stands for the one that it was told of."""
    return {"order_id": str(order.id), "order_number": order.number}


async def _send_in_danger(tx: Tx, city: City, me: Actor, order: Order, opening: Opening) -> None:
    """Danger whose unit is not known here any more: one is sent (R2, R13)."""
    if opening.danger and isinstance(order, PoliceOrder) and order.dispatched_at is None:
        await orders.send_police(tx, city, me, order, opening.note)


async def _accepted(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await handovers.accept(
        tx, city, me, handover_id=message.subject_id, note=message.body["note"]
    )  # fmt: skip
    await _noted(tx, me, handover, message)


async def _returned(tx: Tx, city: City, me: Actor, message: Message) -> None:
    body = message.body
    handover = await handovers.return_(
        tx, city, me, handover_id=message.subject_id, reason=body["reason"], basis=body["basis"]
    )  # fmt: skip
    await _noted(tx, me, handover, message)


async def _proposed(tx: Tx, city: City, me: Actor, message: Message) -> None:
    body = message.body
    handover = await handovers.propose(
        tx, city, me, handover_id=message.subject_id, owner=body["owner"], reason=body["reason"]
    )  # fmt: skip
    await _noted(tx, me, handover, message)


async def _decided(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await lock_handover(tx, me, message.subject_id)
    owner, by = message.body["owner"], message.body["by"]
    await _noted(tx, me, await handovers.decide(tx, city, me, handover, owner=owner, by=by), message)


async def _recalled(tx: Tx, city: City, me: Actor, message: Message) -> None:
    reason = message.body["reason"]
    handover = await handovers.recall(tx, city, me, handover_id=message.subject_id, reason=reason)
    await _noted(tx, me, handover, message)


async def _confirmed(tx: Tx, city: City, me: Actor, message: Message) -> None:
    note_text = message.body["note"]
    handover = await handovers.confirm(tx, city, me, handover_id=message.subject_id, note=note_text)
    await _noted(tx, me, handover, message)


async def _redone(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await handovers.redo(
        tx, city, me, handover_id=message.subject_id, reason=message.body["reason"]
    )  # fmt: skip
    await _noted(tx, me, handover, message)


async def _progressed(tx: Tx, city: City, me: Actor, message: Message) -> None:
    handover = await progress.report(tx, city, me, handover_id=message.subject_id, text=message.body["note"])
    await _noted(tx, me, handover, message)


async def _supervised(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """It counts from when it was first said."""
    body = message.body
    handover = await lock_handover(tx, me, message.subject_id)
    due_at = datetime.fromisoformat(body["due_at"])
    said = {"reason": body["reason"], "due_at": due_at}
    handover = await advance(tx, city, me, handover, "supervise", said, supervision_due_at=due_at)
    await _noted(tx, me, handover, message)


async def _resulted(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """The result stands as it was told. The order's own steps to it are lost, and its people see what was said."""
    text = message.body["result"]
    handover = await lock_handover(tx, me, message.subject_id)
    handover = await advance(
        tx,
        city,
        me,
        handover,
        "report_result",
        {"result": text},
        result=text,
        result_at=datetime.fromisoformat(message.body["at"]),
    )
    await _noted(tx, me, handover, message)
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    await orders.note(tx, me, order, "recovered", {"number": handover.number, "result": text})


async def _acknowledged(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await joints.acknowledge(tx, me, joint_id=message.subject_id, note=message.body["note"])
    await _told(tx, me, joint, message)


async def _finished(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await joints.finish(tx, city, me, joint_id=message.subject_id, answer=message.body["answer"])
    await _told(tx, me, joint, message)


async def _declined(tx: Tx, city: City, me: Actor, message: Message) -> None:
    joint = await joints.decline(tx, city, me, joint_id=message.subject_id, reason=message.body["reason"])
    await _told(tx, me, joint, message)


async def _noted(tx: Tx, me: Actor, handover: Handover, message: Message) -> None:
    """What was recovered, and when it had first been said, on the copy's chain."""
    await note(tx, me, handover, "recovered", {"kind": message.kind, "said_at": message.at})


async def _told(tx: Tx, me: Actor, joint: Joint, message: Message) -> None:
    """The same on the order that the joint action is of."""
    order = await orders.lock(tx, me, joint.order_kind, joint.order_id)
    data = {"number": joint.number, "kind": message.kind, "said_at": message.at}
    await orders.note(tx, me, order, "recovered", data)


AGAIN: dict[str, Again] = {
    "offer": _offered,
    "accept": _accepted,
    "return": _returned,
    "negotiate": _proposed,
    "decide": _decided,
    "recall": _recalled,
    "result": _resulted,
    "confirm": _confirmed,
    "redo": _redone,
    "progress": _progressed,
    "supervise": _supervised,
    "joint_request": _requested,
    "joint_ack": _acknowledged,
    "joint_finish": _finished,
    "joint_decline": _declined,
}
"""Every kind of message that somebody, or a clock, decided to send: what its sender did."""
