"""An appeal ends with the last of its orders, and begins again with a new one."""

from __future__ import annotations

import asyncio

from support.city import CIVIL, appeal, order_of, register, settle, step
from support.people import People
from twinline.appeals import actions as appeals
from twinline.kernel.db import Database
from twinline.kernel.ledger_check import verify_chain


async def test_two_orders_that_end_at_once_end_the_appeal(people: People, db: Database) -> None:
    """Neither transaction may take the other's order for open: the row is locked before the question is asked."""
    made = await register(people.agent, CIVIL)
    order = await order_of(people.agent, made["id"], "12345")
    asked = {"order_kind": "case", "order_id": order["id"], "version": order["version"], "request": "请协助维持秩序"}
    assert (await people.agent.api.post("/api/v1/joint-actions", json=asked)).status_code == 201
    await settle(people, db)
    actor = people.agent.actor
    ready = asyncio.Barrier(2)

    async def end(table: str, platform: str) -> None:
        async with db.transaction() as tx:
            await tx.conn.execute(
                f"UPDATE {table} SET closed_at = now() WHERE appeal_id = %s AND platform = %s",  # type: ignore[arg-type]
                [made["id"], platform],
            )
            await ready.wait()
            await appeals.settle(tx, actor, appeal_id=made["id"])  # type: ignore[arg-type]

    await asyncio.gather(end("work_order", "12345"), end("police_order", "110"))
    seen = await appeal(people.agent, made["id"])
    assert seen["state"] == "closed"


async def test_closing_and_reopening_are_events_of_the_chain(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    order = await step(people.agent, await order_of(people.agent, made["id"], "12345"), "answer", reply="已告知")
    await step(people.agent, order, "close")
    await people.agent.api.post(f"/api/v1/appeals/{made['id']}/danger", json={"reason": "来电人称再次被威胁"})
    await settle(people, db)
    async with db.transaction() as tx:
        rows = await tx.conn.execute(
            "SELECT event, from_state, to_state FROM order_event WHERE subject_id = %s ORDER BY seq", [made["id"]]
        )
        events = await rows.fetchall()
        assert await verify_chain(tx.conn, made["id"]) is None  # type: ignore[arg-type]
    assert ("close", "open", "closed") in events
    assert ("reopen", "closed", "open") in events
