"""What people do with handovers. The present owner alone gives ownership away, so there is always exactly one
owner, on one machine as across two (R9, R11–R14, R17, R20, R39, R40)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from twinline.appeals import Appeal, other
from twinline.appeals import actions as appeals
from twinline.cases import WorkOrder
from twinline.clocks import City, Timed, start_row
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.kernel.db import Tx
from twinline.linkage import orders, store
from twinline.linkage.copies import advance, lock_handover, open_handover, sides, tell
from twinline.linkage.model import (
    AlreadyOffered,
    Handover,
    Message,
    NotOwner,
    Recovering,
    RulingNeeded,
    UnknownOwner,
    WrongSide,
)
from twinline.linkage.orders import Opening, Order
from twinline.linkage.states import OFFERED


async def offer(
    tx: Tx,
    city: City,
    actor: Actor,
    *,
    order_kind: str,
    order_id: UUID,
    seen: int | None,
    reason_code: str,
    reason: str,
    matter: str = "",
    ruling: str | None = None,
) -> Handover:
    """Offer ownership of an order's appeal to the other platform. Raises NotOwner, AlreadyOffered, RulingNeeded,
    Recovering."""
    order = await orders.lock(tx, actor, order_kind, order_id, seen)
    appeal = await appeals.share(tx, actor, appeal_id=order.appeal_id)
    destination = other(actor.platform)
    await _may_offer(tx, actor, appeal, destination, ruling)
    opening = opening_of(appeal, order, reason, await store.judged_class(tx.conn, appeal.id))
    data = {"to": destination, "reason": reason}
    order = await orders.step(tx, city, actor, order, "hand_over", data, loop_open=True)
    due = deadline(city, tx, "handover_accept", danger=order.danger)
    handover = Handover(
        id=tx.new_id(),
        platform=actor.platform,
        side="origin",
        peer=destination,
        number=await tx.number("handover", order.division),
        appeal_id=appeal.id,
        order_kind=order_kind,
        order_id=order.id,
        state=OFFERED,
        reason_code=reason_code,
        reason=reason,
        matter=matter or opening.matter,
        danger=order.danger,
        restricted=order.restricted,
        division=order.division,
        first_receiver=appeal.first_receiver,
        ruling=ruling,
        offered_at=tx.now,
        due_at=due,
        own_position=destination,
        own_reason=reason,
        open=True,
    )
    handover = await open_handover(tx, city, actor, handover, {"to": destination, "reason": reason})
    await tell(tx, handover, "offer", offer_body(handover, order, opening))
    return handover


def offered(message: Message, opening: Opening, order: Order, *, side: str, **more: Any) -> Handover:
    """A side's copy of the offer that a message tells of."""
    body, ours, theirs = message.body, *sides(message, side)
    return Handover(
        id=message.subject_id,
        platform=ours,
        side=side,
        peer=theirs,
        number=body["number"],
        appeal_id=opening.appeal_id,
        order_kind=orders.kind_of(order),
        order_id=order.id,
        reason_code=body["reason_code"],
        reason=body["reason"],
        matter=body["matter"],
        danger=opening.danger,
        restricted=opening.restricted,
        division=opening.division,
        first_receiver=body["first_receiver"],
        ruling=body["ruling"],
        offered_at=datetime.fromisoformat(body["offered_at"]),
        due_at=datetime.fromisoformat(body["due_at"]),
        **more,
    )


async def _may_offer(tx: Tx, actor: Actor, appeal: Appeal, destination: str, ruling: str | None) -> None:
    if appeal.owner_platform != actor.platform:
        raise NotOwner
    if await store.paused_for(tx.conn, appeal.id):
        raise Recovering
    if await store.open_handover_of(tx.conn, appeal.id, actor.platform):
        raise AlreadyOffered
    if await store.has_been_at(tx.conn, appeal.id, destination) and not (ruling and actor.can("handover.rule")):
        raise RulingNeeded


def opening_of(appeal: Appeal, order: Order | None, note: str, police_class: str = "") -> Opening:
    """Everything already said, for another order of the appeal."""
    classed = order.class_current if isinstance(order, PoliceOrder) else police_class
    return Opening(
        appeal_id=appeal.id,
        title=appeal.title,
        type=appeal.type,
        domain=appeal.domain,
        matter=appeal.matter,
        department=appeal.department,
        deadline_class=order.deadline_class if isinstance(order, WorkOrder) else "help",
        police_class=classed,
        urgent=appeal.urgent,
        danger=appeal.danger or (order is not None and order.danger),
        restricted=appeal.restricted,
        division=appeal.division,
        note=note,
    )


def offer_body(handover: Handover, order: Order, opening: Opening) -> dict[str, Any]:
    return {
        "opening": opening.to_body(),
        "number": handover.number,
        "order_kind": handover.order_kind,
        "order_id": str(order.id),
        "order_number": order.number,
        "reason_code": handover.reason_code,
        "reason": handover.reason,
        "matter": handover.matter,
        "first_receiver": handover.first_receiver,
        "ruling": handover.ruling,
        "offered_at": handover.offered_at,
        "due_at": handover.due_at,
    }


def deadline(city: City, tx: Tx, kind: str, *, danger: bool) -> Any:
    """When a clock of ``kind`` that starts now is due."""
    nobody = UUID(int=0)
    timed = Timed(nobody, nobody, "", None, "", "", danger, danger)
    return start_row(city, timed, kind, n=1, now=tx.now).due_at or tx.now + timedelta(minutes=30)


async def accept(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, note: str = "") -> Handover:
    """The destination takes it. Ownership passes when the origin, which still owns, has heard it."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "destination":
        raise WrongSide
    handover = await advance(
        tx, city, actor, handover, "accept", {"note": note}, accepted_at=tx.now, own_position=actor.platform, open=True
    )
    await owe_result(tx, actor, handover)
    await tell(tx, handover, "accept", {"at": tx.now, "note": note})
    return handover


async def owe_result(tx: Tx, actor: Actor, handover: Handover) -> None:
    """From acceptance on, the mirror order cannot end before the origin has its result (R40). One that has ended
    already (danger was dealt with before the paperwork) has its result to report."""
    order = await orders.lock(tx, actor, handover.order_kind, handover.order_id)
    if order.closed_at is None:
        await orders.recount(tx, actor, order, "handover_taken", {"number": handover.number})


async def return_(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, reason: str, basis: str) -> Handover:
    """Not ours, with the reason and the list item: opens the negotiation at once, on both sides (R11)."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "destination":
        raise WrongSide
    due = deadline(city, tx, "negotiation", danger=handover.danger)
    handover = await advance(
        tx,
        city,
        actor,
        handover,
        "return",
        {"reason": reason, "basis": basis},
        returned_at=tx.now,
        return_reason=reason,
        due_at=due,
        own_position=handover.peer,
        own_reason=reason,
        peer_position=actor.platform,
    )
    await tell(tx, handover, "return", {"reason": reason, "basis": basis, "at": tx.now, "due_at": due})
    return handover


async def propose(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, owner: str, reason: str) -> Handover:
    """Say who should own it. When both sides name the same owner it is decided, by the origin."""
    handover = await lock_handover(tx, actor, handover_id)
    if owner not in (handover.origin, handover.destination):
        raise UnknownOwner(value=owner)
    handover = await advance(
        tx, city, actor, handover, "propose", {"owner": owner, "reason": reason}, own_position=owner, own_reason=reason
    )
    await tell(tx, handover, "negotiate", {"owner": owner, "reason": reason})
    return await settle_if_agreed(tx, city, actor, handover)


async def settle_if_agreed(tx: Tx, city: City, actor: Actor, handover: Handover) -> Handover:
    """The origin decides when positions meet: one side only may decide, so that there is one decision."""
    agreed = handover.own_position == handover.peer_position
    if handover.side == "origin" and handover.state == "negotiating" and agreed and handover.own_position:
        return await decide(tx, city, actor, handover, owner=handover.own_position, by="agreement")
    return handover


async def decide(tx: Tx, city: City, actor: Actor, handover: Handover, *, owner: str, by: str) -> Handover:
    """Carry out a decision at the origin (R11, R12): by agreement, or by time-out for the first receiver."""
    to_destination = owner == handover.destination
    event = _decision_row(to_destination, by)
    data: Mapping[str, Any] = {"owner": owner, "by": by}
    handover = await advance(
        tx,
        city,
        actor,
        handover,
        event,
        data,
        decided_owner=owner,
        decided_by=by,
        accepted_at=tx.now if to_destination else None,
    )
    await tell(tx, handover, "decide", data)
    if to_destination:
        await give_away(tx, city, actor, handover, reason=by)
    else:
        await keep(tx, city, actor, handover)
    return handover


def _decision_row(to_destination: bool, by: str) -> str:
    if by == "timeout":
        return "expire_to_destination" if to_destination else "expire"
    return "decide_destination" if to_destination else "decide_origin"


async def give_away(tx: Tx, city: City, actor: Actor, handover: Handover, *, reason: str) -> None:
    """The owner passes ownership: order, appeal and their events in one transaction."""
    order = await orders.lock(tx, actor, handover.order_kind, handover.order_id)
    data = {"number": handover.number, "to": handover.destination}
    await orders.step(tx, city, actor, order, "handover_accepted", data, loop_open=True)
    unit = city.directory.desk(handover.destination)
    await appeals.set_owner(
        tx,
        actor,
        appeal_id=handover.appeal_id,
        platform=handover.destination,
        unit_id=unit.id,
        handover_id=handover.id,
        reason=reason,
    )


async def keep(tx: Tx, city: City, actor: Actor, handover: Handover) -> None:
    """The handover ended without a transfer: the origin's order goes on where it was. With danger it cannot be
    ended before 110 acknowledges (R22): nobody there has said yes, so linkage asks for it next."""
    order = await orders.lock(tx, actor, handover.order_kind, handover.order_id)
    changes: dict[str, Any] = {"loop_open": await orders.owes(tx, order)}
    if isinstance(order, WorkOrder) and order.danger:
        changes["ack_pending"] = True
    data = {"number": handover.number}
    order = await orders.step(tx, city, actor, order, "handover_kept", data, **changes)
    await orders.release(tx, city, actor, order, "loop_ended", data)


async def recall(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, reason: str) -> Handover:
    """Take an offer back before it is accepted."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "origin":
        raise WrongSide
    handover = await advance(tx, city, actor, handover, "recall", {"reason": reason})
    await keep(tx, city, actor, handover)
    await tell(tx, handover, "recall", {"reason": reason})
    return handover


async def confirm(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, note: str = "") -> Handover:
    """The origin is content with the result: the other side's order may end (R40)."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "origin":
        raise WrongSide
    handover = await advance(tx, city, actor, handover, "confirm", {"note": note}, confirmed_at=tx.now)
    await tell(tx, handover, "confirm", {"note": note})
    return handover


async def redo(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, reason: str) -> Handover:
    """The result does not answer the person: the other side handles it again (重办, R37)."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "origin":
        raise WrongSide
    handover = await advance(tx, city, actor, handover, "redo", {"reason": reason}, result=None, result_at=None)
    order = await orders.lock(tx, actor, handover.order_kind, handover.order_id)
    await orders.step(tx, city, actor, order, "redo_transferred", {"reason": reason}, loop_open=True)
    await tell(tx, handover, "redo", {"reason": reason})
    return handover


async def expire_due(tx: Tx, city: City, actor: Actor, *, handover_id: UUID) -> Handover:
    """The clock of an offer or a negotiation ran out: the first receiver handles it (R12)."""
    handover = await lock_handover(tx, actor, handover_id)
    if not handover.open or handover.due_at is None or handover.due_at > tx.now:
        return handover
    return await decide(tx, city, actor, handover, owner=handover.first_receiver, by="timeout")
