"""An appeal ends with the last of its orders, and begins again with a new one."""

from __future__ import annotations

import asyncio
from typing import Any

from support.city import CIVIL, appeal, order_of, problem, register, settle, step
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


async def test_who_comes_back_twice_at_once_is_opened_once(people: People, db: Database) -> None:
    """One order for two presses; with a key the second press is answered with the first one's order."""
    made = await register(people.agent, CIVIL)
    ends: list[dict[str, Any]] = []
    for _ in range(2):
        order = await order_of(people.agent, made["id"], "12345")
        order = await step(people.agent, order, "answer", reply="已告知")
        ends.append(await step(people.agent, order, "close", told_by="phone"))
        path = f"/api/v1/work-orders/{order['id']}/reopen"
        replies = await asyncio.gather(*(people.agent.api.post(path, json={"reason": "又坏了"}) for _ in range(4)))
        assert sorted(r.status_code for r in replies) == [201, 409, 409, 409]
    older = f"/api/v1/work-orders/{ends[0]['id']}/reopen"
    problem(await people.agent.api.post(older, json={"reason": "又坏了"}), "cases.still_open", 409)
    order = await step(people.agent, await order_of(people.agent, made["id"], "12345"), "answer", reply="已告知")
    await step(people.agent, order, "close", told_by="phone")
    both = [f"/api/v1/work-orders/{one['id']}/reopen" for one in ends]
    replies = await asyncio.gather(*(people.agent.api.post(one, json={"reason": "又坏了"}) for one in both))
    assert sorted(r.status_code for r in replies) == [201, 409]
    order = await step(people.agent, await order_of(people.agent, made["id"], "12345"), "answer", reply="已告知")
    await step(people.agent, order, "close", told_by="phone")
    path, headers = f"/api/v1/work-orders/{order['id']}/reopen", {"Idempotency-Key": "again-1"}
    sent = [people.agent.api.post(path, json={"reason": "又坏了"}, headers=headers) for _ in range(4)]
    replies = await asyncio.gather(*sent)
    assert [r.status_code for r in replies] == [201] * 4
    assert len({r.json()["id"] for r in replies}) == 1
    other = await people.agent.api.post(older, json={"reason": "又坏了"}, headers=headers)
    problem(other, "cases.key_reused", 409)
