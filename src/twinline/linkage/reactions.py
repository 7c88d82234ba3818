"""What linkage does when orders move: results to the origin, confirmation when the origin closes, time-outs."""

from uuid import UUID

import structlog

from twinline.cases import WorkOrder
from twinline.clocks import City
from twinline.identity import Actor
from twinline.kernel.db import Database, Tx
from twinline.kernel.machine import IllegalTransition
from twinline.kernel.outbox import Fact
from twinline.linkage import handovers, joints, orders, store
from twinline.linkage.copies import advance, desk, tell

DUE_BATCH = 100
RESULT_TOPICS = (
    "case.approve",
    "case.answer",
    "incident.complete",
    "incident.civil_part_result",
    "incident.handover_result",
)
CLOSING_TOPICS = ("case.close", "case.close_unvisited", "incident.close")
TOPICS = (*RESULT_TOPICS, *CLOSING_TOPICS)

log = structlog.get_logger(__name__)


async def react(tx: Tx, city: City, facts: list[Fact]) -> None:
    """Handle a batch of facts about orders, in their order."""
    for fact in facts:
        actor = desk(city, fact.data["platform"])
        if fact.topic in RESULT_TOPICS:
            await _report(tx, city, actor, fact.subject_kind, fact.subject_id)
        else:
            await _confirm(tx, city, actor, fact.subject_id)


async def _report(tx: Tx, city: City, actor: Actor, kind: str, order_id: UUID) -> None:
    """The mirror's work is done: the origin gets the result (R40), open joint actions are finished."""
    order = await orders.lock(tx, actor, kind, order_id)
    text = (order.reply if isinstance(order, WorkOrder) else order.result) or ""
    done = order.state in ("reviewed", "answered", "fed_back")
    if not done or not text:
        return
    for joint in await store.joints_of_order(tx.conn, order.id, actor.sight):
        if joint.state == "delivered":
            await joints.acknowledge(tx, actor, joint_id=joint.id)
        await joints.finish(tx, city, actor, joint_id=joint.id, answer=text)
    handover = await store.latest_of_order(tx.conn, order.id, actor.sight)
    if handover and handover.side == "destination" and handover.state == "accepted" and not handover.open:
        await advance(tx, city, actor, handover, "report_result", {"result": text}, result=text, result_at=tx.now)
        await tell(tx, handover, "result", {"result": text, "at": tx.now})


async def _confirm(tx: Tx, city: City, actor: Actor, order_id: UUID) -> None:
    """The origin's order has ended with the person answered: the result stands."""
    handover = await store.latest_of_order(tx.conn, order_id, actor.sight)
    if handover and handover.side == "origin" and handover.state == "result_reported":
        await handovers.confirm(tx, city, actor, handover_id=handover.id)


async def expire(db: Database, city: City) -> int:
    """End offers and negotiations whose time ran out, each in its own transaction. Returns how many."""
    async with db.transaction() as tx:
        found = await store.due(tx.conn, tx.now, DUE_BATCH)
    for handover_id, platform in found:
        try:
            async with db.transaction() as tx:
                await handovers.expire_due(tx, city, desk(city, platform), handover_id=handover_id)
        except IllegalTransition:
            log.info("linkage.expire_overtaken", handover=str(handover_id))
    return len(found)
