"""What linkage does when orders move: results to the origin, confirmation when the origin closes, time-outs."""

import structlog

from twinline.cases import WorkOrder
from twinline.clocks import City
from twinline.identity import Actor
from twinline.kernel.db import Database, Tx
from twinline.kernel.machine import IllegalTransition
from twinline.kernel.outbox import Fact
from twinline.linkage import handovers, joints, orders, progress, results, store
from twinline.linkage.copies import desk
from twinline.linkage.model import Paused

DUE_BATCH = 100
RESULT_TOPICS = (
    "case.approve",
    "case.answer",
    "incident.complete",
    "incident.civil_part_result",
    "incident.handover_result",
)
CLOSING_TOPICS = ("case.close", "case.close_unvisited", "case.close_mirror", "incident.close")
ENDING_TOPICS = ("case.withdraw", "incident.cancel", "incident.invalidate")
WAITING_TOPICS = ("case.uphold_return", "incident.reopen")
KEPT_TOPICS = ("case.handover_kept",)
REPORTED_TOPICS = (*RESULT_TOPICS, *CLOSING_TOPICS, *ENDING_TOPICS)
TOPICS = tuple(dict.fromkeys((*REPORTED_TOPICS, *WAITING_TOPICS, *KEPT_TOPICS, *progress.TOPICS)))

log = structlog.get_logger(__name__)


async def react(tx: Tx, city: City, facts: list[Fact]) -> None:
    """Handle a batch of facts about orders, in their order. Raises Paused: they come again."""
    if await store.paused(tx.conn):
        raise Paused
    steps = await progress.tell_steps(tx, facts)
    for fact in facts:
        if told := steps.get((fact.subject_id, fact.seq)):
            await store.send(tx.conn, told)
        actor = desk(city, fact.data["platform"])
        if fact.topic in CLOSING_TOPICS:
            await _confirm(tx, city, actor, fact)
        if fact.topic in WAITING_TOPICS:
            await _let_go(tx, city, actor, fact)
        elif fact.topic in KEPT_TOPICS:
            await _ask_police(tx, city, actor, fact)
        elif fact.topic in REPORTED_TOPICS:
            await results.report(tx, city, actor, fact.appeal_id, fact.subject_kind, fact.subject_id)


async def _confirm(tx: Tx, city: City, actor: Actor, fact: Fact) -> None:
    """The origin's order has ended with the person answered: every result it got stands."""
    got = await store.of_order(
        tx.conn, fact.appeal_id, fact.subject_id, actor.sight, side="origin", state="result_reported"
    )
    for handover in got:
        await handovers.confirm(tx, city, actor, handover_id=handover.id)


async def _let_go(tx: Tx, city: City, actor: Actor, fact: Fact) -> None:
    """A unit gave the order back: when nobody holds it any more it is not sent out again."""
    order = await orders.lock(tx, actor, fact.subject_kind, fact.subject_id)
    await orders.release(tx, city, actor, order, "loop_ended", {"reason": fact.topic})


async def _ask_police(tx: Tx, city: City, actor: Actor, fact: Fact) -> None:
    """Danger stayed with 12345: 110 is asked to acknowledge, which the order waits for (R22)."""
    order = await orders.lock(tx, actor, fact.subject_kind, fact.subject_id)
    if not isinstance(order, WorkOrder) or not order.ack_pending or await store.danger_asked(tx.conn, order.id):
        return
    await joints.request(
        tx, city, actor, order_kind="case", order_id=order.id, text=order.title, kind="danger", danger=True
    )


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
        except Exception as error:
            # One that cannot be ended must not keep the others from it.
            log.error("linkage.expire_failed", handover=str(handover_id), error=repr(error))
    return len(found)
