"""One matter from contact to closed order, both ways across the line (R9, R12, R17, R39, R40)."""

from __future__ import annotations

from datetime import timedelta

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


async def test_a_plain_matter_is_dispatched_answered_revisited_and_closed(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL, phone="199-0000-1001", caller="何小满")
    assert (made["owner"], made["order"]["kind"], made["order"]["state"]) == ("12345", "case", "registered")
    order = await order_of(people.dispatcher, made["id"], "12345")
    lead = unit_id(people, "440106-urban_management")
    order = await step(people.dispatcher, order, "dispatch", lead=lead)
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin")
    order = await step(people.clerk, order, "reply", reply="已更换三盏路灯，现场亮灯")
    order = await step(people.supervisor, order, "approve")
    order = await step(people.agent, order, "revisit", contacted=True, solved=True, satisfied=5)
    order = await step(people.agent, order, "close")
    assert order["state"] == "closed"
    seen = await appeal(people.agent, made["id"])
    assert seen["state"] == "closed"
    assert seen["contact"]["phone"] == "199****1001"
    assert all(c["state"] == "stopped" for c in seen["clocks"])


async def test_12345_hands_a_theft_over_and_gets_the_result_back(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE)
    order = await order_of(people.agent, made["id"], "12345")
    offered = await offer(people.agent, order)
    assert offered["state"] == "offered"
    await settle(people, db)
    arrived = await handover(people.call_taker, offered["id"])
    assert arrived["state"] == "delivered"
    await handle(people.call_taker, arrived, "accept")
    await settle(people, db)
    seen = await appeal(people.call_taker, made["id"])
    assert seen["owner_platform"] == "110"
    police = await order_of(people.call_taker, made["id"], "110")
    police = await step(people.police_dispatcher, police, "dispatch", units=[unit_id(people, "440106-public_security")])
    police = await step(people.officer, police, "sign")
    police = await step(people.officer, police, "set_out")
    police = await step(people.officer, police, "arrive")
    police = await step(people.officer, police, "feed_back", result_code="01", result="已受案调查", class_code="200000")
    assert police["state"] == "fed_back"
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    assert (order["state"], order["reply"]) == ("replied", "已受案调查")
    problem_step = await step(people.police_dispatcher, police, "close", expect=409)
    assert problem_step["code"] == "incidents.loop_open"
    order = await step(people.supervisor, order, "approve")
    order = await step(people.agent, order, "revisit", contacted=True, solved=True, satisfied=4)
    await step(people.agent, order, "close")
    await settle(people, db)
    assert (await order_of(people.call_taker, made["id"], "110"))["state"] == "closed"
    assert (await handover(people.agent, offered["id"]))["state"] == "confirmed"
    assert (await appeal(people.agent, made["id"]))["state"] == "closed"


async def test_a_handover_is_offered_only_where_the_server_would_take_it(people: People, db: Database) -> None:
    async def buttons(who: Person, matter: str) -> set[str]:
        return {one["event"] for one in (await appeal(who, matter))["actions"]}

    made, other = await register(people.agent, POLICE), await register(people.agent, CIVIL)
    order, plain = [await order_of(people.agent, one["id"], "12345") for one in (made, other)]
    assert "hand_over" in await buttons(people.agent, made["id"])
    one = await offer(people.agent, order)
    assert "hand_over" not in await buttons(people.agent, made["id"]), "it waits for an answer"
    await settle(people, db)
    await handle(people.call_taker, one, "return", reason="属物业纠纷", basis="")
    await settle(people, db)
    assert "hand_over" not in await buttons(people.agent, made["id"]), "it is negotiated"
    await step(people.dispatcher, plain, "dispatch", lead=unit_id(people, "440106-urban_management"))
    assert "hand_over" not in await buttons(people.agent, other["id"]), "it is with a unit"


async def test_110_hands_a_civil_matter_over_and_gets_the_result_back(people: People, db: Database) -> None:
    made = await register(people.call_taker, CIVIL)
    police = await order_of(people.call_taker, made["id"], "110")
    offered = await offer(people.call_taker, police)
    await settle(people, db)
    await handle(people.agent, offered, "accept")
    await settle(people, db)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin")
    order = await step(people.clerk, order, "reply", reply="已修复")
    order = await step(people.supervisor, order, "approve")
    refused = await step(people.agent, order, "revisit", contacted=True, solved=True, satisfied=4, expect=409)
    assert refused["code"] == "cases.revisited_there"
    clocks = (await appeal(people.agent, made["id"]))["clocks"]
    assert "revisit" not in {clock["kind"] for clock in clocks}, "110 asks the person, and 12345 is not late with it"
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert (police["state"], police["result"]) == ("fed_back", "已修复")
    await step(people.police_dispatcher, police, "close")
    await settle(people, db)
    assert (await order_of(people.dispatcher, made["id"], "12345"))["state"] == "closed"
    assert (await appeal(people.agent, made["id"]))["state"] == "closed"


async def test_an_unanswered_offer_stays_with_the_first_receiver(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made = await register(people.agent, POLICE)
    offered = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    clock.advance(timedelta(minutes=31))
    assert await run_out(people, db) == 1
    assert (await handover(people.agent, offered["id"]))["state"] == "expired"
    assert (await handover(people.call_taker, offered["id"]))["state"] == "expired"
    seen = await appeal(people.agent, made["id"])
    assert seen["owner_platform"] == "12345"
    assert {o["platform"]: o["state"] for o in seen["orders"]} == {"12345": "registered", "110": "cancelled"}


async def test_a_return_opens_a_negotiation_that_both_sides_can_settle(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE)
    offered = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    returned = await handle(people.call_taker, offered, "return", reason="属经济纠纷", basis="清单第3项")
    assert returned["state"] == "negotiating"
    await settle(people, db)
    mine = await handover(people.leader_12345, offered["id"])
    assert (mine["state"], mine["own_position"], mine["peer_position"]) == ("negotiating", "110", "12345")
    await handle(people.leader_110, offered, "propose", owner="110", reason="可先受理")
    await settle(people, db)
    assert (await handover(people.leader_12345, offered["id"]))["decided_by"] == "agreement"
    assert (await handover(people.leader_110, offered["id"]))["state"] == "accepted"
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "110"


async def test_a_negotiation_that_runs_out_leaves_the_first_receiver(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made = await register(people.agent, POLICE)
    offered = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, offered, "return", reason="属经济纠纷")
    await settle(people, db)
    clock.advance(timedelta(minutes=4))
    assert await run_out(people, db) == 1
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "12345"
    again = await offer(people.agent, await order_of(people.agent, made["id"], "12345"), expect=409)
    assert again["code"] == "linkage.ruling_needed"


async def test_danger_at_12345_sends_110_before_anybody_accepts(people: People, db: Database) -> None:
    made = await register(people.agent, DANGER)
    assert made["danger"] is True
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert police["state"] == "dispatched"
    assert police["units"]
    returned = (await appeal(people.call_taker, made["id"]))["handovers"][0]
    await handle(people.call_taker, returned, "return", reason="不清楚")
    await settle(people, db)
    assert (await order_of(people.call_taker, made["id"], "110"))["state"] == "dispatched"


async def test_the_danger_button_blocks_closing_until_110_acknowledges(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    reply = await people.agent.api.post(f"/api/v1/appeals/{made['id']}/danger", json={"reason": "来电人称有人持刀"})
    assert reply.status_code == 200
    order = await order_of(people.agent, made["id"], "12345")
    blocked = await step(people.agent, order, "answer", reply="已答复", expect=409)
    assert blocked["code"] == "cases.not_acknowledged"
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert police["state"] == "dispatched"
    joint = (await appeal(people.call_taker, made["id"]))["joint_actions"][0]
    acked = await people.call_taker.api.post(f"/api/v1/joint-actions/{joint['id']}/acknowledge", json={})
    assert acked.status_code == 200
    declined = await people.call_taker.api.post(f"/api/v1/joint-actions/{joint['id']}/decline", json={"reason": "x"})
    assert declined.status_code == 409
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    assert (await step(people.agent, order, "answer", reply="已答复"))["state"] == "answered"


async def test_a_complaint_about_the_other_desk_is_delivered_and_stops_nothing(people: People, db: Database) -> None:
    """Promise 6 keeps it from that desk's people; its messages are the platform's to take."""
    about = await register(people.call_taker, CIVIL, complained_unit_id=unit_id(people, "12345"))
    offered = await offer(people.call_taker, await order_of(people.call_taker, about["id"], "110"))
    plain = await register(people.call_taker, CIVIL)
    after = await offer(people.call_taker, await order_of(people.call_taker, plain["id"], "110"))
    await settle(people, db)
    assert (await handover(people.call_taker, after["id"]))["state"] == "delivered"
    assert (await handover(people.call_taker, offered["id"]))["state"] == "delivered"
    assert (await people.agent.api.get(f"/api/v1/appeals/{about['id']}")).status_code == 404
    assert (await people.agent.api.get(f"/api/v1/handovers/{offered['id']}")).status_code == 404
