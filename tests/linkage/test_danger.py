"""The danger button stands before everything, whoever presses it, whatever the order's state is (R2, R13, R22)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from linkage.carrying import carry
from linkage.test_handback import attended
from support.city import (
    CIVIL,
    DANGER,
    POLICE,
    appeal,
    handle,
    handover,
    offer,
    order_of,
    register,
    run_out,
    settle,
    step,
    unit_id,
)
from support.database import ShiftClock
from support.people import People, Person
from twinline.kernel.db import Database


async def press(person: Person, appeal_id: str) -> None:
    reply = await person.api.post(f"/api/v1/appeals/{appeal_id}/danger", json={"reason": "有人持刀"})
    assert reply.status_code == 200, reply.text


async def police_sent(people: People, appeal_id: str) -> bool:
    seen = await appeal(people.leader_12345, appeal_id)
    assert seen["danger"] is True
    police = await order_of(people.leader_110, appeal_id, "110")
    return bool(police["danger"] and police["units"])


@pytest.mark.parametrize("how", ["accepted", "returned", "recalled", "delivered"])
async def test_danger_reaches_110_in_every_state_of_a_handover(people: People, db: Database, how: str) -> None:
    made = await register(people.agent, CIVIL)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    if how == "accepted":
        await handle(people.call_taker, handed, "accept")
    elif how == "returned":
        await handle(people.call_taker, handed, "return", reason="属民生事项")
    elif how == "recalled":
        await handle(people.agent, handed, "recall", reason="改派")
    await press(people.agent, made["id"])
    await settle(people, db)
    assert await police_sent(people, made["id"])


async def test_danger_hurries_an_offer_that_is_under_way(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    before = await handover(people.agent, handed["id"])
    await press(people.agent, made["id"])
    after = await handover(people.agent, handed["id"])
    assert after["danger"] is True
    assert after["due_at"] < before["due_at"]


async def test_danger_on_a_merged_order_makes_it_stand_alone_again(people: People, db: Database) -> None:
    parent = await register(people.agent, CIVIL)
    child = await register(people.agent, CIVIL)
    order = await order_of(people.agent, child["id"], "12345")
    into = (await order_of(people.agent, parent["id"], "12345"))["id"]
    assert (await step(people.agent, order, "merge", into=into))["state"] == "merged"
    await press(people.agent, child["id"])
    await settle(people, db)
    assert (await order_of(people.agent, child["id"], "12345"))["state"] == "registered"
    assert await police_sent(people, child["id"])


async def test_danger_on_a_closed_order_still_sends_110(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    order = await step(people.agent, await order_of(people.agent, made["id"], "12345"), "answer", reply="已告知")
    await step(people.agent, order, "close")
    assert (await appeal(people.agent, made["id"]))["state"] == "closed"
    await press(people.agent, made["id"])
    await settle(people, db)
    assert await police_sent(people, made["id"])
    assert (await appeal(people.agent, made["id"]))["state"] == "open"


async def test_110_itself_raises_danger_on_a_matter_that_it_has_no_order_of(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.agent, handed, "recall", reason="改派")
    await settle(people, db)
    assert (await order_of(people.leader_110, made["id"], "110"))["state"] == "cancelled"
    await press(people.call_taker, made["id"])
    assert await police_sent(people, made["id"])


async def test_danger_on_110s_own_closed_matter_is_told_to_nobody_else(people: People, db: Database) -> None:
    """Promise 6: the new order is announced to those who may see the appeal, and 12345 may not."""
    made = await register(people.call_taker, POLICE)
    await attended(people, made["id"], "已处理")
    await step(people.leader_110, await order_of(people.leader_110, made["id"], "110"), "close")
    await press(people.call_taker, made["id"])
    police = await order_of(people.leader_110, made["id"], "110")
    assert (police["state"], police["danger"]) == ("dispatched", True)
    async with db.transaction() as tx:
        told = await tx.conn.execute("SELECT DISTINCT platforms FROM outbox WHERE appeal_id = %s", [made["id"]])
        assert await told.fetchall() == [(["110"],)]
    assert (await people.agent.api.get(f"/api/v1/appeals/{made['id']}")).status_code == 404


async def test_danger_again_after_110_is_done_sends_it_again(people: People, db: Database) -> None:
    made = await register(people.agent, DANGER)
    await settle(people, db)
    police = await order_of(people.leader_110, made["id"], "110")
    assert police["state"] == "dispatched"
    await attended(people, made["id"], "现场已平息")
    await settle(people, db)
    await press(people.agent, made["id"])
    await settle(people, db)
    assert (await order_of(people.leader_110, made["id"], "110"))["state"] == "dispatched"


async def test_danger_that_110_did_not_take_waits_for_its_word(people: People, db: Database, clock: ShiftClock) -> None:
    """Offered, dispatched, never accepted: 12345 keeps it, and cannot end it before 110 acknowledges (R22)."""
    made = await register(people.agent, DANGER)
    await settle(people, db)
    clock.advance(timedelta(minutes=2))
    assert await run_out(people, db) == 1
    order = await order_of(people.agent, made["id"], "12345")
    assert (order["state"], order["ack_pending"]) == ("registered", True)
    refused = await step(people.agent, order, "answer", reply="已告知", expect=409)
    assert refused["code"] == "cases.not_acknowledged"
    (joint,) = (await appeal(people.call_taker, made["id"]))["joint_actions"]
    acked = await people.call_taker.api.post(f"/api/v1/joint-actions/{joint['id']}/acknowledge", json={})
    assert acked.status_code == 200
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    assert (await step(people.agent, order, "answer", reply="已告知"))["state"] == "answered"


async def test_what_110_did_before_it_accepted_is_its_result(people: People, db: Database) -> None:
    made = await register(people.agent, DANGER)
    await settle(people, db)
    await attended(people, made["id"], "现场已控制")
    await settle(people, db)
    handed = (await appeal(people.call_taker, made["id"]))["handovers"][0]
    await handle(people.call_taker, handed, "accept")
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    assert (order["state"], order["reply"]) == ("replied", "现场已控制")


async def test_a_matter_offered_and_asked_for_at_once_has_one_police_order(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE)
    await press(people.agent, made["id"])
    order = await order_of(people.agent, made["id"], "12345")
    handed = await offer(people.agent, order)
    await settle(people, db)
    police = [o for o in (await appeal(people.leader_110, made["id"]))["orders"] if o["platform"] == "110"]
    assert len(police) == 1
    await handle(people.call_taker, handed, "accept")
    await settle(people, db)
    await attended(people, made["id"], "已抓获")
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    assert (order["state"], order["reply"], order["ack_pending"]) == ("replied", "已抓获", False)


async def test_danger_and_an_offer_at_once_neither_fail_nor_wait_for_each_other(people: People, db: Database) -> None:
    """Both lock order and appeal; locked in opposite orders they would now and then kill each other."""
    for _ in range(15):
        made = await register(people.agent, CIVIL)
        order = await order_of(people.agent, made["id"], "12345")
        body = {"order_kind": "case", "order_id": order["id"], "version": order["version"], "reason_code": "duty"}
        replies = await asyncio.gather(
            people.agent.api.post(f"/api/v1/appeals/{made['id']}/danger", json={"reason": "有人持刀"}),
            people.dispatcher.api.post("/api/v1/handovers", json=body | {"reason": "属警方职责"}),
            people.leader_12345.api.post(f"/api/v1/appeals/{made['id']}/danger", json={"reason": "有人持刀"}),
        )
        assert [r.status_code for r in (replies[0], replies[2])] == [200, 200], [r.text for r in replies]
        assert replies[1].status_code in (201, 409), replies[1].text
    await settle(people, db)


async def test_side_by_side_an_offer_and_a_request_share_one_order(people: People, db: Database) -> None:
    from support.city import settle as carry_all  # the worker carries messages of different subjects at once

    for _ in range(5):
        made = await register(people.agent, POLICE)
        await press(people.agent, made["id"])
        await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
        await carry_all(people, db)
        police = [o for o in (await appeal(people.leader_110, made["id"]))["orders"] if o["platform"] == "110"]
        assert len(police) == 1


async def test_a_unit_calls_110_also_while_its_return_is_reviewed(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    order = await step(people.clerk, order, "return", reason="不属本单位", basis="清单第3项")
    path = f"/api/v1/work-orders/{order['id']}/escalate"
    body = {"version": order["version"], "reason": "现场有人持械", "danger": True}
    reply = await people.clerk.api.post(path, json=body)
    assert reply.status_code == 201, reply.text
    await carry(people, db, "joint_request")
    assert await police_sent(people, made["id"])
    assert (await order_of(people.agent, made["id"], "12345"))["danger"] is True
