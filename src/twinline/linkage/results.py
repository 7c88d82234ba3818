"""Telling the origin what came of it: the one place where results leave the side that worked (R40)."""

from uuid import UUID

from twinline.cases import CASE, WorkOrder
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import INCIDENT
from twinline.kernel.db import Tx
from twinline.kernel.messages import text as words
from twinline.linkage import joints, orders, store
from twinline.linkage.copies import advance, tell
from twinline.linkage.model import Handover
from twinline.linkage.orders import Order

DONE = frozenset(("answered", "reviewed", "revisited", "fed_back"))


async def report(tx: Tx, city: City, actor: Actor, appeal_id: UUID, kind: str, order_id: UUID) -> None:
    """When the order's work is done: joint actions that wait for it are answered, the origin of an accepted handover
    gets the result, and a mirror that owes nothing ends. Does nothing before. It may be asked at any time, because
    work can end before the handover is accepted (danger first) or after."""
    waiting = await store.joints_of_order(tx.conn, order_id, actor.sight)
    held = await store.of_order(tx.conn, appeal_id, order_id, actor.sight, side="destination", state="accepted")
    order = await orders.lock(tx, actor, kind, order_id)
    answer = outcome(order)
    if not answer:
        return
    for joint in waiting:
        if joint.state == "delivered":
            await joints.acknowledge(tx, actor, joint_id=joint.id)
        await joints.finish(tx, city, actor, joint_id=joint.id, answer=answer)
    for handover in held:
        if not handover.open:
            await _result(tx, city, actor, handover, answer)
    if order.mirror:
        order = await orders.lock(tx, actor, kind, order_id)
        await orders.release(tx, city, actor, order, "loop_ended", {})


def outcome(order: Order) -> str:
    """What came of the order: its result, how it ended when it has none, nothing while it goes on."""
    text = (order.reply if isinstance(order, WorkOrder) else order.result) or ""
    if order.closed_at:
        machine = CASE if isinstance(order, WorkOrder) else INCIDENT
        return text or words(f"state.{machine.name}.{order.state}")
    return text if order.state in DONE else ""


async def _result(tx: Tx, city: City, actor: Actor, handover: Handover, text: str) -> None:
    await advance(
        tx,
        city,
        actor,
        handover,
        "report_result",
        {"result": text},
        result=text,
        result_at=tx.now,
        supervision_due_at=None,
    )
    await tell(tx, handover, "result", {"result": text, "at": tx.now})
