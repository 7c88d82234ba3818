"""A matter that goes there and back again: results flow to whoever waits for them (R12, R37, R40)."""

from __future__ import annotations

from typing import Any

from support.city import POLICE, appeal, handle, handover, offer, order_of, register, settle, step, unit_id
from support.people import People
from twinline.kernel.db import Database


async def there_and_back(people: People, db: Database) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """12345 → 110 → 12345, both accepted: the appeal, the first handover, the second."""
    made = await register(people.agent, POLICE)
    out = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, out, "accept")
    await settle(people, db)
    police = await order_of(people.leader_110, made["id"], "110")
    assert (await offer(people.call_taker, police, expect=409))["code"] == "linkage.ruling_needed"
    back = await offer(people.leader_110, police, ruling="值班长裁定：属经济纠纷")
    await settle(people, db)
    await handle(people.agent, back, "accept")
    await settle(people, db)
    return made, out, back


async def handled(people: People, db: Database, appeal_id: str, reply: str) -> None:
    """The unit at 12345 does it."""
    order = await order_of(people.dispatcher, appeal_id, "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin")
    order = await step(people.clerk, order, "reply", reply=reply)
    await step(people.supervisor, order, "approve")
    await settle(people, db)


async def orders(people: People, appeal_id: str) -> list[tuple[str, str]]:
    return [(o["platform"], o["state"]) for o in (await appeal(people.supervisor, appeal_id))["orders"]]


async def first_order(people: People, appeal_id: str) -> dict[str, Any]:
    first = (await appeal(people.agent, appeal_id))["orders"][0]
    reply = await people.agent.api.get(f"/api/v1/work-orders/{first['id']}")
    return reply.json()


async def test_the_result_flows_back_to_the_first_side_and_all_ends(people: People, db: Database) -> None:
    made, out, back = await there_and_back(people, db)
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "12345"
    await handled(people, db, made["id"], "双方已和解")
    assert await orders(people, made["id"]) == [("12345", "replied"), ("110", "fed_back"), ("12345", "reviewed")]
    first = await first_order(people, made["id"])
    assert first["reply"] == "双方已和解"
    first = await step(people.supervisor, first, "approve")
    first = await step(people.agent, first, "revisit", contacted=True, solved=True, satisfied=5)
    await step(people.agent, first, "close")
    await settle(people, db)
    assert {state for _, state in await orders(people, made["id"])} == {"closed"}
    for handed in (out, back):
        assert (await handover(people.leader_12345, handed["id"]))["state"] == "confirmed"
        assert (await handover(people.leader_110, handed["id"]))["state"] == "confirmed"
    assert (await appeal(people.agent, made["id"]))["state"] == "closed"


async def test_a_redo_goes_on_to_the_side_that_did_it(people: People, db: Database) -> None:
    made, out, back = await there_and_back(people, db)
    await handled(people, db, made["id"], "双方已和解")
    await handle(people.supervisor, out, "redo", reason="来电人称未和解")
    await settle(people, db)
    assert await orders(people, made["id"]) == [
        ("12345", "transferred"),
        ("110", "transferred"),
        ("12345", "registered"),
    ]
    assert (await handover(people.leader_110, back["id"]))["state"] == "accepted"
    await handled(people, db, made["id"], "已再次调解并签字")
    assert (await first_order(people, made["id"]))["reply"] == "已再次调解并签字"


async def test_a_redo_finds_an_order_that_is_being_handled_again_already(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE)
    out = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, out, "accept")
    await settle(people, db)
    await attended(people, made["id"], "已受案调查")
    await settle(people, db)
    police = await order_of(people.police_dispatcher, made["id"], "110")
    await step(people.police_dispatcher, police, "redo", reason="补充调查")
    await handle(people.supervisor, out, "redo", reason="结果不清楚")
    await settle(people, db)
    assert await orders(people, made["id"]) == [("12345", "transferred"), ("110", "received")]
    await attended(people, made["id"], "已追回")
    await settle(people, db)
    assert (await first_order(people, made["id"]))["reply"] == "已追回"


async def attended(people: People, appeal_id: str, result: str) -> None:
    police = await order_of(people.police_dispatcher, appeal_id, "110")
    if police["state"] == "received":
        units = [unit_id(people, "440106-public_security")]
        police = await step(people.police_dispatcher, police, "dispatch", units=units)
    for event in ("sign", "set_out", "arrive"):
        police = await step(people.officer, police, event)
    await step(people.officer, police, "feed_back", result_code="01", result=result, class_code="200000")
