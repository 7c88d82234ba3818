"""Attachments between two instances: by reference and digest, in chunks, over a wire that loses (R35, R45)."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import orjson
import pytest

from exchange.two import Pair, Side, pair
from support.attachments import JPEG, add, listed
from support.city import order_of, register
from twinline.attachments import CHUNK_BYTES
from twinline.exchange import attached, links
from twinline.exchange.envelope import write_notice
from twinline.exchange.keys import seal
from twinline.exchange.model import Notice
from twinline.exchange.ports import TOKEN_CHARS_MAX
from twinline.kernel.db import execute, fetch_value

WORDS = "楼下商铺夜间扰民，多次劝阻无效，请处理"


@pytest.fixture
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("attached")) as made:
        yield made


async def appeal_of_both(two: Pair, **more: Any) -> str:
    made = await register(two.a.people.agent, WORDS, **more)
    await joined(two, made["id"])
    return made["id"]


async def joined(two: Pair, appeal_id: str) -> None:
    order = await order_of(two.a.people.agent, appeal_id, "12345")
    asked = {"order_kind": "case", "order_id": order["id"], "version": order["version"], "request": "请协助"}
    assert (await two.a.people.agent.api.post("/api/v1/joint-actions", json=asked)).status_code == 201
    await two.settle()


async def carry(two: Pair, chaos: random.Random | None = None) -> int:
    """One round of both gateways; every token may be lost, doubled, or come later than others."""
    tokens: dict[str, list[str]] = {"a": [], "b": []}
    for source, target in (("a", "b"), ("b", "a")):
        side: Side = getattr(two, source)
        parcels = await links.fetches(side.db, side.me, await side.peer())
        tokens[target] += [parcel.token for parcel in parcels]
    moved = 0
    while any(tokens.values()):
        for to, back in (("a", "b"), ("b", "a")):
            going, tokens[to] = tokens[to], []
            assert all(len(token) < TOKEN_CHARS_MAX for token in going)
            if chaos:
                going = [token for token in going for _ in range(chaos.choice((0, 1, 1, 1, 2)))]
                chaos.shuffle(going)
            for token in going:
                moved += 1
                tokens[back] += await getattr(two, to).take([token])
    return moved


async def arrive(two: Pair, appeal_id: str, *, chaos: random.Random | None = None, rounds: int = 300) -> dict[str, Any]:
    for _ in range(rounds):
        moved = await carry(two, chaos)
        (seen,) = await listed(two.b.people.call_taker, appeal_id) or [{"whole": False}]
        if seen["whole"]:
            return seen
        if not moved:
            for side in (two.a, two.b):
                side.clock.advance(timedelta(minutes=2))
    raise AssertionError(seen)


async def ask(side: Side, statement: str, **params: Any) -> Any:
    async with side.db.transaction() as tx:
        return await fetch_value(tx.conn, statement, params)


async def change(side: Side, statement: str, **params: Any) -> None:
    async with side.db.transaction() as tx:
        await execute(tx.conn, statement, params)


async def test_twenty_megabytes_cross_though_half_is_lost_doubled_and_cut_in_the_middle(two: Pair) -> None:
    appeal_id = await appeal_of_both(two)
    data = JPEG + random.Random(7).randbytes(20_000_000 - len(JPEG))
    made = await add(two.a.people.agent, appeal_id, data, name="现场𠮷🚒.jpg")
    chaos = random.Random(11)
    while await ask(two.b, "SELECT coalesce(max(held), 0) FROM attachment") < 20:
        if not await carry(two, chaos):
            two.a.clock.advance(timedelta(minutes=2))
            two.b.clock.advance(timedelta(minutes=2))
    (way,) = await listed(two.b.people.call_taker, appeal_id)
    assert (way["whole"], way["chunks"]) == (False, 77)
    assert 20 <= way["held"] < 77
    unread = await two.b.people.call_taker.api.get(f"/api/v1/attachments/{made['id']}")
    assert unread.status_code == 404
    two.b.clock.advance(timedelta(hours=2))
    for parcel in await links.fetches(two.b.db, two.b.me, await two.b.peer()):
        for token in await two.a.take([parcel.token]):
            taking = asyncio.create_task(two.b.take([token]))
            await asyncio.sleep(0.003)
            taking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await taking
    seen = await arrive(two, appeal_id, chaos=chaos)
    assert (seen["name"], seen["media_type"], seen["bytes"]) == ("现场𠮷🚒.jpg", "image/jpeg", len(data))
    got = await two.b.people.call_taker.api.get(f"/api/v1/attachments/{made['id']}")
    assert got.content == data
    await carry(two)
    two.a.clock.advance(timedelta(hours=2))
    await carry(two)
    (ours,) = await listed(two.a.people.agent, appeal_id)
    assert ours["offers"] == [{"peer": "police", "held": 77, "whole": True, "refused": None}]
    assert await carry(two) == 0


async def test_few_chunks_are_on_their_way_at_one_time(two: Pair) -> None:
    appeal_id = await appeal_of_both(two)
    for name in ("甲.jpg", "乙.jpg"):
        await add(two.a.people.agent, appeal_id, JPEG + bytes(5 * CHUNK_BYTES), name=name)
    await carry(two)
    asked = 0
    for _ in range(5):
        async with two.b.db.transaction() as tx:
            said = await attached.asks(tx, await two.b.peer())
        asked += sum(len(data["ns"]) for kind, data in said if kind == "chunks")
    assert 0 < asked <= attached.IN_FLIGHT


async def test_contents_that_do_not_fit_are_asked_for_again_and_told_after_three_times(two: Pair) -> None:
    appeal_id = await appeal_of_both(two)
    made = await add(two.a.people.agent, appeal_id, JPEG + bytes(300_000))
    spoil = "UPDATE attachment_chunk SET data = set_byte(data, 99, 255 - get_byte(data, 99)) WHERE n = 0"
    await change(two.a, spoil)
    for _ in range(60):
        await carry(two)
        two.b.clock.advance(timedelta(minutes=10))
        two.a.clock.advance(timedelta(minutes=10))
        if await ask(two.b, "SELECT max(failures) FROM attachment") == attached.ALARM_AT:
            break
    (way,) = await listed(two.b.people.call_taker, appeal_id)
    assert (way["whole"], way["held"], way["failing"]) == (False, 0, True)
    reminded = "SELECT count(*) FROM reminder WHERE subject = %(subject)s"
    assert await ask(two.b, reminded, subject=f"attachment:{made['id']}") == 1
    await change(two.a, spoil)
    two.b.clock.advance(timedelta(days=1))
    assert (await arrive(two, appeal_id))["whole"]


async def test_one_that_is_not_taken_is_told_and_keeps_no_other_back(two: Pair) -> None:
    appeal_id = await appeal_of_both(two)
    strange, large, good = [await add(two.a.people.agent, appeal_id, JPEG + bytes(n)) for n in range(3)]
    await change(two.a, "UPDATE attachment SET media_type = 'model/step' WHERE id = %(id)s", id=strange["id"])
    await change(two.a, "UPDATE attachment SET bytes = 100000001 WHERE id = %(id)s", id=large["id"])
    for _ in range(3):
        while await carry(two):
            pass
        for side in (two.a, two.b):
            side.clock.advance(timedelta(hours=2))
    assert await refusals(two.b) == 0
    there = {one["id"]: (one["refused"], one["whole"]) for one in await listed(two.b.people.call_taker, appeal_id)}
    assert there == {strange["id"]: ("type", False), large["id"]: ("size", False), good["id"]: (None, True)}
    here = await listed(two.a.people.agent, appeal_id)
    told = {one["id"]: (one["offers"][0]["refused"], one["offers"][0]["whole"]) for one in here}
    assert told == there
    assert await ask(two.a, "SELECT max(tries) FROM attachment_offer") == 1


async def test_who_may_not_see_it_there_may_not_see_it_here(two: Pair) -> None:
    appeal_id = await appeal_of_both(two, confidential=True)
    made = await add(two.a.people.agent, appeal_id, JPEG, personal=True)
    await arrive(two, appeal_id)
    assert (await two.b.people.call_taker.api.get(f"/api/v1/attachments/{made['id']}")).status_code == 200
    grant = "INSERT INTO appeal_access SELECT unit_id, %(appeal)s FROM account WHERE id = %(id)s ON CONFLICT DO NOTHING"
    officer = two.b.people.officer
    await change(two.b, grant, appeal=appeal_id, id=officer.actor.account_id)
    assert await listed(officer, appeal_id) == []
    assert (await officer.api.get(f"/api/v1/attachments/{made['id']}")).status_code == 404
    await change(two.b, "UPDATE attachment SET personal = false")
    assert len(await listed(officer, appeal_id)) == 1
    await change(two.b, "UPDATE appeal SET restricted = true")
    assert (await officer.api.get(f"/api/v1/attachments/{made['id']}")).status_code == 404


async def refusals(side: Side) -> int:
    return await ask(side, "SELECT coalesce(sum(times), 0) FROM exchange_refusal WHERE code = 'exchange.bad_body'")


async def said_by_a(two: Pair, kind: str, data: dict[str, Any]) -> None:
    async with two.b.db.transaction() as tx:
        said = Notice(tx.new_id(), two.a.me.name, two.b.me.name, kind, tx.now, data)
    await two.b.take([write_notice(two.a.me.ring, said)])


async def test_what_is_not_shared_is_neither_told_nor_taken_nor_given(two: Pair) -> None:
    alone = await register(two.a.people.agent, "公园路灯不亮")
    kept = await add(two.a.people.agent, alone["id"], JPEG)
    assert await carry(two) == 0
    async with two.a.db.transaction() as tx:
        wanted = Notice(tx.new_id(), "police", "gov", "chunks", tx.now, {"id": kept["id"], "ns": [0]})
    assert await two.a.take([write_notice(two.b.me.ring, wanted)]) == []
    assert await refusals(two.a) == 1

    appeal_id = await appeal_of_both(two)
    own = await add(two.b.people.call_taker, appeal_id, JPEG)
    sealed = seal(two.b.me.ring.public(), JPEG)
    await said_by_a(two, "chunk", {"id": own["id"], "n": 0, "sealed": sealed})
    await said_by_a(two, "chunk", {"id": kept["id"], "n": 0, "sealed": sealed})
    row = {"id": kept["id"], "appeal_id": alone["id"], "name": "甲", "media_type": "image/jpeg", "bytes": 9}
    row |= {"sm3": "00" * 32, "personal": False, "platform": "12345", "at": two.a.clock.now().isoformat()}
    bad = (
        {"bytes": 0},
        {"bytes": 10**19},
        {"sm3": "00"},
        {"media_type": "text html"},
        {"platform": "110"},
        {"name": 5},
    )
    for wrong in ({}, *bad):
        named = orjson.dumps([row | {"appeal_id": appeal_id if wrong else alone["id"]} | wrong])
        await said_by_a(two, "attachments", {"sealed": seal(two.b.me.ring.public(), named)})
    assert await refusals(two.b) == 2 + len(bad)
    assert await ask(two.b, "SELECT count(*) FROM attachment") == 1


async def test_what_an_appeal_had_before_it_was_shared_follows_it(two: Pair) -> None:
    made = await register(two.a.people.agent, WORDS)
    before = await add(two.a.people.agent, made["id"], JPEG, name="先.jpg")
    assert await carry(two) == 0
    await joined(two, made["id"])
    after = await add(two.a.people.agent, made["id"], JPEG + bytes(9), name="后.jpg")
    back = await add(two.b.people.call_taker, made["id"], JPEG + bytes(8), name="回.jpg")
    for _ in range(3):
        await carry(two)
    there = {row["id"]: row["whole"] for row in await listed(two.b.people.call_taker, made["id"])}
    assert there == {before["id"]: True, after["id"]: True, back["id"]: True}
    assert {row["id"] for row in await listed(two.a.people.agent, made["id"])} == set(there)


async def test_a_peer_may_not_send_chunks_of_another_size_or_number(two: Pair) -> None:
    appeal_id = await appeal_of_both(two)
    made = await add(two.a.people.agent, appeal_id, JPEG + bytes(300_000))
    async with two.a.db.transaction() as tx:
        named = await attached.asks(tx, await two.a.peer())
    await said_by_a(two, *named[0])
    public = two.b.me.ring.public()
    for n, data in ((0, JPEG), (2, JPEG), (-1, JPEG), (10**15, JPEG)):
        await said_by_a(two, "chunk", {"id": made["id"], "n": n, "sealed": seal(public, data)})
    assert await refusals(two.b) == 4
    assert (await arrive(two, appeal_id))["whole"]
