"""Messages that cross, overtake or come twice: both sides end with the same word, and one owner (R12, R14, R45)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linkage.carrying import carry, repeat, under_way
from support.city import (
    CIVIL,
    POLICE,
    appeal,
    handle,
    handover,
    offer,
    order_of,
    order_path,
    register,
    run_out,
    settle,
    step,
    unit_id,
    written,
)
from support.database import ShiftClock
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.linkage import expire


async def offered(people: People, db: Database) -> tuple[dict[str, Any], dict[str, Any]]:
    """A theft at 12345, offered to 110 and delivered there: the appeal, and the handover."""
    made = await register(people.agent, POLICE)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    return made, handed


async def both(people: People, handed: dict[str, Any]) -> tuple[str, str]:
    mine = await handover(people.leader_12345, handed["id"])
    theirs = await handover(people.leader_110, handed["id"])
    assert (mine["open"], theirs["open"]) == (False, False)
    return mine["state"], theirs["state"]


async def states(person: Person, appeal_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for order in (await appeal(person, appeal_id))["orders"]:
        found.setdefault(order["platform"], []).append(order["state"])
    return found


async def test_an_acceptance_that_crosses_the_recall_gives_nothing_away(people: People, db: Database) -> None:
    made, handed = await offered(people, db)
    await handle(people.call_taker, handed, "accept")
    await handle(people.agent, handed, "recall", reason="来电人已撤回")
    await settle(people, db)
    assert await both(people, handed) == ("recalled", "expired")
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "12345"
    assert await states(people.agent, made["id"]) == {"12345": ["registered"], "110": ["cancelled"]}


async def test_an_acceptance_that_crosses_the_time_out_gives_nothing_away(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made, handed = await offered(people, db)
    await handle(people.call_taker, handed, "accept")
    clock.advance(timedelta(minutes=31))
    assert await expire(db, people.app.state.city) == 1
    await settle(people, db)
    assert await both(people, handed) == ("expired", "expired")
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "12345"


async def test_a_return_that_crosses_the_recall_leaves_no_negotiation(people: People, db: Database) -> None:
    made, handed = await offered(people, db)
    await handle(people.call_taker, handed, "return", reason="属经济纠纷")
    await handle(people.agent, handed, "recall", reason="来电人已撤回")
    await settle(people, db)
    assert await both(people, handed) == ("recalled", "recalled")
    assert await states(people.agent, made["id"]) == {"12345": ["registered"], "110": ["cancelled"]}


async def test_proposals_that_cross_decide_nothing_and_time_out_to_the_first_receiver(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made, handed = await offered(people, db)
    await handle(people.call_taker, handed, "return", reason="属经济纠纷")
    await settle(people, db)
    await handle(people.leader_12345, handed, "propose", owner="12345", reason="可先受理")
    await handle(people.leader_110, handed, "propose", owner="110", reason="可先受理")
    await settle(people, db)
    mine = await handover(people.leader_12345, handed["id"])
    if mine["state"] == "negotiating":
        clock.advance(timedelta(minutes=4))
        await run_out(people, db)
    assert len(set(await both(people, handed))) == 1
    seen = await appeal(people.agent, made["id"])
    assert seen["owner_platform"] in ("12345", "110")
    holder = await states(people.agent, made["id"])
    assert holder["12345" if seen["owner_platform"] == "12345" else "110"] in (["registered"], ["received"])


async def test_an_acceptance_that_crosses_the_decision_for_the_destination_is_one_acceptance(
    people: People, db: Database, clock: ShiftClock
) -> None:
    """110 hands a matter back to the first receiver; the time-out and the acceptance both say 12345."""
    made, handed = await offered(people, db)
    await handle(people.call_taker, handed, "accept")
    await settle(people, db)
    police = await order_of(people.leader_110, made["id"], "110")
    back = await offer(people.leader_110, police, ruling="值班长裁定：属经济纠纷")
    await settle(people, db)
    clock.advance(timedelta(minutes=31))
    assert await expire(db, people.app.state.city) == 1
    await handle(people.agent, back, "accept")
    await settle(people, db)
    assert await both(people, back) == ("accepted", "accepted")
    assert (await appeal(people.agent, made["id"]))["owner_platform"] == "12345"


async def test_an_urgent_offer_that_overtakes_the_end_of_the_one_before_is_taken(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made, first = await offered(people, db)
    clock.advance(timedelta(minutes=31))
    await expire(db, people.app.state.city)
    order = await order_of(people.leader_12345, made["id"], "12345")
    second = await offer(people.leader_12345, order, ruling="值班长裁定：再次转办")
    await carry(people, db, "offer")
    assert [m["kind"] for m in await under_way(db)] == ["decide", "receipt"]
    await settle(people, db)
    assert await both(people, first) == ("expired", "expired")
    assert (await handover(people.leader_110, second["id"]))["state"] == "delivered"
    assert await states(people.agent, made["id"]) == {"12345": ["handing_over"], "110": ["cancelled", "received"]}


async def test_an_offer_that_a_later_one_has_overtaken_arrives_as_ended(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made = await register(people.agent, POLICE)
    first = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    clock.advance(timedelta(minutes=31))
    await expire(db, people.app.state.city)
    order = await order_of(people.leader_12345, made["id"], "12345")
    second = await offer(people.leader_12345, order, ruling="值班长裁定：再次转办")
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE link_message SET pos = DEFAULT WHERE subject_id = %s", [first["id"]])
    await carry(people, db, "offer")
    await settle(people, db)
    assert (await handover(people.leader_110, first["id"]))["state"] == "expired"
    assert (await handover(people.leader_110, second["id"]))["state"] == "delivered"
    assert await states(people.agent, made["id"]) == {"12345": ["handing_over"], "110": ["received"]}


async def test_every_message_has_no_effect_the_second_time(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    carried = await carry(people, db, "offer")
    carried += await carry(people, db, "receipt")
    await handle(people.call_taker, handed, "accept")
    carried += await carry(people, db, "accept")
    carried += await carry(people, db, "transfer")
    assert [m.kind for m in carried] == ["offer", "receipt", "accept", "transfer"]
    before = await written(db)
    for message in reversed(carried):
        await repeat(people, db, message)
    assert await written(db) == before


async def test_one_message_that_fails_keeps_no_other_back(people: People, db: Database) -> None:
    _, bad = await offered(people, db)
    _, good = await offered(people, db)
    for handed in (bad, good):
        await handle(people.call_taker, handed, "accept")
    async with db.transaction() as tx:
        await tx.conn.execute(
            "UPDATE link_message SET body = '{}' WHERE kind = 'accept' AND subject_id = %s", [bad["id"]]
        )
    await settle(people, db)
    assert (await handover(people.agent, good["id"]))["state"] == "accepted"
    assert (await handover(people.agent, bad["id"]))["state"] == "delivered"
    (waiting,) = await under_way(db)
    assert waiting["kind"] == "accept"
    assert waiting["failures"] > 0
    assert "KeyError" in waiting["last_error"]


async def test_one_offer_that_cannot_end_keeps_no_other_from_it(
    people: People, db: Database, clock: ShiftClock
) -> None:
    made, bad = await offered(people, db)
    _, good = await offered(people, db)
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE work_order SET state = 'nowhere' WHERE appeal_id = %s", [made["id"]])
        await tx.conn.execute("UPDATE handover SET due_at = due_at - interval '1 minute' WHERE id = %s", [bad["id"]])
    clock.advance(timedelta(minutes=31))
    await run_out(people, db)
    assert (await handover(people.agent, good["id"]))["state"] == "expired"
    assert (await handover(people.agent, bad["id"]))["state"] == "delivered"


async def test_an_order_with_an_offer_under_way_cannot_end(people: People, db: Database) -> None:
    """The civil part is offered after dispatch; the police part may not be cancelled or closed over it (R17, R40)."""
    made = await register(people.call_taker, CIVIL)
    police = await order_of(people.call_taker, made["id"], "110")
    police = await step(people.police_dispatcher, police, "dispatch", units=[unit_id(people, "440106-public_security")])
    handed = await offer(people.call_taker, police, reason_code="civil_part")
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    refused = await step(people.call_taker, police, "cancel", reason="不再需要", expect=409)
    assert refused["code"] == "incidents.loop_open"
    await handle(people.call_taker, handed, "recall", reason="改由警方处置")
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert (await step(people.call_taker, police, "cancel", reason="不再需要"))["state"] == "cancelled"


async def test_the_civil_part_comes_back_to_an_order_whose_units_have_returned(people: People, db: Database) -> None:
    made = await register(people.call_taker, CIVIL)
    police = await order_of(people.call_taker, made["id"], "110")
    police = await step(people.police_dispatcher, police, "dispatch", units=[unit_id(people, "440106-public_security")])
    handed = await offer(people.call_taker, police, reason_code="civil_part")
    await settle(people, db)
    police = await order_of(people.officer, made["id"], "110")
    police = await step(people.officer, police, "unit_return", reason="无警力")
    assert police["state"] == "received"
    await handle(people.agent, handed, "accept")
    await settle(people, db)
    order = await order_of(people.agent, made["id"], "12345")
    await step(people.agent, order, "answer", reply="已联系物业处理")
    await settle(people, db)
    reply = await people.call_taker.api.get(order_path(police))
    assert (reply.json()["state"], reply.json()["result"]) == ("received", "已联系物业处理")
    assert reply.json()["loop_open"] is False
