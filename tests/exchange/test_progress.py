"""Steps, words, extensions, supervision and revisits across two instances (R37, R40, R45, R54)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator

import pytest

from exchange.two import Pair, pair
from support.city import CIVIL, POLICE, handle, handover, offer, order_of, register, step, timeline, unit_id
from twinline.exchange import mapping
from twinline.kernel.db import execute, fetch_dicts
from twinline.kernel.messages import text

STATION, OFFICE = "440106-public_security", "440106-urban_management"


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("two")) as made:
        yield made


async def accepted(two: Pair) -> tuple[str, str]:
    agent = two.a.people.agent
    made = await register(agent, POLICE)
    one = await offer(agent, await order_of(agent, made["id"], "12345"))
    await two.settle()
    await handle(two.b.people.call_taker, one, "accept")
    await two.settle()
    return made["id"], one["id"]


async def fed_back(two: Pair, appeal_id: str) -> None:
    police = two.b.people
    order = await order_of(police.police_dispatcher, appeal_id, "110")
    order = await step(police.police_dispatcher, order, "dispatch", units=[unit_id(police, STATION)])
    for event in ("sign", "set_out", "arrive"):
        order = await step(police.officer, order, event)
    await step(police.officer, order, "feed_back", result_code="01", result="车已追回", class_code="200000")


@pytest.mark.parametrize("seed", range(2))
async def test_stamps_stream_back_in_order_whatever_the_wire_does(two: Pair, seed: int) -> None:
    appeal_id, handover_id = await accepted(two)
    await handle(two.a.people.supervisor, {"id": handover_id}, "supervise", reason="来电人催问", hours=2)
    await fed_back(two, appeal_id)
    await two.settle(chaos=random.Random(seed))
    rows = [row for row in await timeline(two.a.people.agent, appeal_id) if row["event"] == "stamp"]
    steps = ["dispatch", "sign", "set_out", "arrive", "feed_back", "complete"]
    assert [row["data"]["step"] for row in rows] == steps
    assert {row["platform"] for row in rows} == {"110"}
    assert rows[3]["label"] == {lang: text("event.incident.arrive", lang=lang) for lang in ("zh", "en")}
    assert rows[3]["unit"] == two.b.people.app.state.city.directory.by_code(STATION).name
    ours, theirs = [await handover(p, handover_id) for p in (two.a.people.agent, two.b.people.call_taker)]
    assert (ours["state"], theirs["state"]) == ("result_reported", "result_reported")
    assert "supervise" in [row["event"] for row in await timeline(two.b.people.call_taker, appeal_id)]


async def test_an_extension_and_a_word_come_to_the_side_that_waits(two: Pair) -> None:
    city, taker = two.a.people, two.b.people.call_taker
    made = await register(taker, CIVIL)
    one = await offer(taker, await order_of(taker, made["id"], "110"))
    await two.settle()
    await handle(city.agent, one, "accept")
    await two.settle()
    order = await order_of(city.dispatcher, made["id"], "12345")
    order = await step(city.dispatcher, order, "dispatch", lead=unit_id(city, OFFICE))
    for event in ("sign", "begin"):
        order = await step(city.clerk, order, event)
    await two.settle()
    before = (await handover(taker, one["id"]))["result_due_at"]
    order = await step(city.clerk, order, "ask_extension", days=5, reason="需现场鉴定")
    await step(city.supervisor, order, "grant_extension")
    await two.settle(chaos=random.Random(4))
    await handle(city.agent, one, "progress", note="配件已到")
    await two.settle(chaos=random.Random(5))
    assert before < (await handover(taker, one["id"]))["result_due_at"]
    rows = [row for row in await timeline(taker, made["id"]) if row["platform"] == "12345"]
    heard = [row["data"].get("step", row["event"]) for row in rows if row["event"] in ("extension", "progress")]
    assert heard == ["ask_extension", "grant_extension", "progress"]


async def revisited(two: Pair, satisfied: int) -> str:
    """The appeal, with what the person says of 110's result on its way to 110."""
    appeal_id, _ = await accepted(two)
    await fed_back(two, appeal_id)
    await two.settle()
    case = await order_of(two.a.people.supervisor, appeal_id, "12345")
    case = await step(two.a.people.supervisor, case, "approve")
    await step(two.a.people.agent, case, "revisit", contacted=True, solved=True, satisfied=satisfied)
    await two.settle()
    return appeal_id


async def heard_by_110(two: Pair, appeal_id: str) -> list[tuple[str, int]]:
    rows = [row for row in await timeline(two.b.people.call_taker, appeal_id) if row["event"] == "revisit"]
    return [(row["platform"], row["data"]["satisfied"]) for row in rows]


async def test_satisfaction_of_five_levels(two: Pair) -> None:
    assert await heard_by_110(two, await revisited(two, 5)) == [("12345", 5)]


async def test_satisfaction_of_three_levels_and_one_that_a_steward_maps(two: Pair) -> None:
    """110's platform has three levels, in codes of its own; 12345 has five."""
    async with two.a.db.transaction() as tx:
        await mapping.speak(tx, two.b.me.name, ["satisfaction"])
    for level, comes in ((5, 4), (3, 3), (1, 2)):
        assert await heard_by_110(two, await revisited(two, level)) == [("12345", comes)]
    async with two.a.db.transaction() as tx:
        row = {"id": tx.new_id(), "peer": two.b.me.name, "now": tx.now}
        await execute(tx.conn, OWN_CODE_SQL, row)
    appeal_id = await revisited(two, 5)
    assert await heard_by_110(two, appeal_id) == []
    assert await held(two) == [("satisfaction", "A+")]
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, MAP_SQL, {})
    await two.settle()
    assert await heard_by_110(two, appeal_id) == [("12345", 5)]
    assert await held(two) == []


OWN_CODE_SQL = """
    INSERT INTO crosswalk (id, scheme, peer, their_code, our_code, status, valid_from)
    VALUES (%(id)s, 'satisfaction', %(peer)s, 'A+', '5', 'mapped', '2020-01-01')
"""
MAP_SQL = "UPDATE crosswalk SET our_code = '5', status = 'mapped' WHERE their_code = 'A+'"


async def held(two: Pair) -> list[tuple[str, str]]:
    async with two.b.db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, "SELECT scheme, code FROM exchange_held WHERE way = 'in' AND waits", {})
    return [(row["scheme"], row["code"]) for row in rows]
