"""Offers and receipts that come in crowds go in together, and none keeps another back (R14, R45)."""

from __future__ import annotations

from typing import Any

from support.city import POLICE, appeal, handover, offer, order_of, register, settle
from support.people import People
from twinline.kernel.db import Database, execute, fetch_dicts
from twinline.linkage import deliver
from twinline.linkage import store as links

CROWD = 5
KINDS_SQL = "SELECT kind, subject_id, failures, delivered_at IS NULL AS waits FROM link_message ORDER BY pos"
SPOIL_SQL = "UPDATE link_message SET body = (body::jsonb - 'number')::json WHERE subject_id = %(id)s"
DANGER_SQL = """
    UPDATE link_message SET urgent = true, body = jsonb_set(body::jsonb, '{opening,danger}', 'true')::json
     WHERE subject_id = %(id)s
"""


async def crowd(people: People) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Appeals that 12345 offers to 110, each with its handover; nothing is delivered yet."""
    made = [await register(people.agent, POLICE) for _ in range(CROWD)]
    return [(one, await offer(people.agent, await order_of(people.agent, one["id"], "12345"))) for one in made]


async def messages(db: Database) -> list[dict[str, Any]]:
    async with db.transaction() as tx:
        return await fetch_dicts(tx.conn, KINDS_SQL, {})


async def change(db: Database, sql: Any, handed: dict[str, Any]) -> None:
    async with db.transaction() as tx:
        assert await execute(tx.conn, sql, {"id": handed["id"]}) == 1


async def once(people: People, db: Database) -> int:
    return await deliver(db, people.app.state.city)


async def test_a_crowd_of_offers_gets_its_orders_and_receipts_at_once(people: People, db: Database) -> None:
    offers = await crowd(people)
    assert await once(people, db) == CROWD
    assert sorted(one["kind"] for one in await messages(db) if one["waits"]) == ["receipt"] * CROWD
    assert await once(people, db) == CROWD
    numbers = set[str]()
    for made, handed in offers:
        mine = await handover(people.leader_12345, handed["id"])
        theirs = await handover(people.leader_110, handed["id"])
        order = await order_of(people.leader_110, made["id"], "110")
        assert (mine["state"], theirs["state"]) == ("delivered", "delivered")
        assert (mine["peer_number"], order["state"]) == (order["number"], "received")
        numbers.add(order["number"])
    assert len(numbers) == CROWD


async def test_an_offer_that_cannot_be_taken_keeps_no_other_of_its_crowd_back(people: People, db: Database) -> None:
    offers = await crowd(people)
    bad = offers[2][1]
    await change(db, SPOIL_SQL, bad)
    assert await once(people, db) == CROWD - 1
    left = [one for one in await messages(db) if one["kind"] == "offer" and one["waits"]]
    assert [(str(one["subject_id"]), one["failures"]) for one in left] == [(bad["id"], 1)]
    assert len((await appeal(people.agent, offers[2][0]["id"]))["orders"]) == 1


async def test_danger_in_a_crowd_is_sent_out_at_once(people: People, db: Database) -> None:
    offers = await crowd(people)
    made, handed = offers[-1]
    await change(db, DANGER_SQL, handed)
    await once(people, db)
    order = await order_of(people.leader_110, made["id"], "110")
    assert (order["state"], order["danger"]) == ("dispatched", True)
    await settle(people, db)
    assert (await handover(people.leader_12345, handed["id"]))["state"] == "delivered"


async def test_what_another_process_carries_is_left_to_it(people: People, db: Database) -> None:
    offers = await crowd(people)
    async with db.transaction() as other:
        (first, *_) = await links.waiting(other.conn, hosts=["110"], failures_max=8)
        assert await links.claim(other.conn, [first.id], other.now) == {first.id}
        assert await once(people, db) == CROWD - 1
    assert {str(one["subject_id"]) for one in await messages(db) if one["kind"] == "receipt"} == {
        handed["id"] for _, handed in offers if handed["id"] != str(first.subject_id)
    }
