"""Both sides agree on every day, differences are found to the number and mended, and what cannot be is told (R45)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from exchange.two import Pair, Side, pair
from support.city import POLICE, offer, order_of, register
from twinline.exchange import digest, links
from twinline.kernel.clock import CHINA
from twinline.kernel.db import execute, fetch_dicts, fetch_value


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("digest")) as made:
        agent = made.a.people.agent
        for _ in range(6):
            one = await register(agent, POLICE)
            await offer(agent, await order_of(agent, one["id"], "12345"))
        await made.settle()
        yield made


async def converse(one: Side, other: Side) -> int:
    """One round of questions with all that follows from the answers."""
    tokens = [parcel.token for parcel in await links.asks(one.db, one.me, await one.peer())]
    asked, sides = len(tokens), (other, one)
    for n in range(20):
        if not tokens:
            return asked
        tokens = await sides[n % 2].take(tokens)
    raise AssertionError("notices do not come to rest")


async def compared(two: Pair, one: Side, other: Side, direction: Any) -> dict[str, Any]:
    async with one.db.transaction() as tx:
        # Settling moves the clocks on, past midnight too: the day is the one on which the messages were sent.
        first = await fetch_value(tx.conn, "SELECT min(at) FROM exchange_out", {})
        run = await digest.begin(tx, peer=other.me.name, day=first.astimezone(CHINA).date(), direction=direction)
    for _ in range(60):
        await converse(one, other)
        for side in (one, other):
            side.clock.advance(timedelta(seconds=5))
        await two.settle()
        async with one.db.transaction() as tx:
            (row,) = await fetch_dicts(tx.conn, "SELECT * FROM exchange_digest WHERE id = %(id)s", {"id": run})
        if row["ended_at"]:
            return row
    raise AssertionError(f"the comparison does not end: {row}")


async def numbers(side: Side, table: str) -> list[int]:
    async with side.db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, f"SELECT seq FROM {table} ORDER BY seq", {})  # type: ignore[arg-type]
    return [row["seq"] for row in rows]


async def change(side: Side, sql: Any, **params: Any) -> None:
    async with side.db.transaction() as tx:
        assert await execute(tx.conn, sql, params)


async def alarms(side: Side) -> int:
    async with side.db.transaction() as tx:
        return await fetch_value(tx.conn, "SELECT count(*) FROM reminder WHERE subject LIKE 'digest:%%'", {})


@pytest.mark.parametrize("direction", ["out", "in"])
async def test_what_was_sent_is_what_was_taken(two: Pair, direction: str) -> None:
    for one, other in ((two.a, two.b), (two.b, two.a)):
        row = await compared(two, one, other, direction)
        assert (row["state"], row["difference"], row["tries"]) == ("agreed", 0, 1)
        assert row["sent"] == row["taken"] == row["admitted"] > 0
        assert row["sent_sm3"] == row["taken_sm3"]


@pytest.mark.parametrize(("asker", "direction"), [("a", "out"), ("b", "in")])
async def test_what_is_lost_is_found_and_sent_again(two: Pair, asker: str, direction: str) -> None:
    one, other = (two.a, two.b) if asker == "a" else (two.b, two.a)
    lost = (await numbers(two.b, "exchange_in"))[1:3]
    await change(
        two.b,
        "WITH i AS (DELETE FROM exchange_in WHERE seq = ANY(%(seqs)s) RETURNING *)"
        " UPDATE exchange_subject s SET in_n = i.subject_n - 1 FROM i WHERE s.subject_id = i.subject_id",
        seqs=lost,
    )
    row = await compared(two, one, other, direction)
    assert (row["state"], row["difference"], row["repaired"]) == ("agreed", 0, 2)
    assert set(lost) <= set(await numbers(two.b, "exchange_in"))


@pytest.mark.parametrize(("asker", "direction"), [("a", "out"), ("b", "in")])
async def test_what_is_held_is_admitted_again(two: Pair, asker: str, direction: str) -> None:
    one, other = (two.a, two.b) if asker == "a" else (two.b, two.a)
    seq = (await numbers(two.b, "exchange_in"))[-1]
    await change(
        two.b,
        "WITH i AS (UPDATE exchange_in SET admitted_at = NULL, failures = 8 WHERE seq = %(seq)s RETURNING *)"
        " UPDATE exchange_subject s SET in_n = i.subject_n - 1 FROM i WHERE s.subject_id = i.subject_id",
        seq=seq,
    )
    row = await compared(two, one, other, direction)
    assert (row["state"], row["difference"], row["repaired"]) == ("agreed", 0, 1)


async def test_what_cannot_be_mended_is_told_once(two: Pair) -> None:
    seq = (await numbers(two.b, "exchange_in"))[0]
    kept = "SELECT digest FROM exchange_in WHERE seq = %(seq)s"
    async with two.b.db.transaction() as tx:
        before = await fetch_value(tx.conn, kept, {"seq": seq})
    await change(two.b, "UPDATE exchange_in SET digest = '\\x00' WHERE seq = %(seq)s", seq=seq)
    row = await compared(two, two.a, two.b, "out")
    assert (row["state"], row["difference"], row["found"]) == ("differs", 1, [{"seq": seq, "what": "changed"}])
    assert await alarms(two.a) == 1
    await change(two.b, "UPDATE exchange_in SET digest = %(d)s WHERE seq = %(seq)s", seq=seq, d=before)
    assert (await compared(two, two.a, two.b, "out"))["state"] == "agreed"


async def test_a_peer_sees_figures_and_numbers_only_of_its_own(two: Pair) -> None:
    async with two.b.db.transaction() as tx:
        asked = {"run": str(tx.new_id()), "step": 0, "rows": False, "spans": [[1, 2**62]], "side": "sent"}
        between = {"since": "2000-01-01T00:00:00+00:00", "until": "2100-01-01T00:00:00+00:00"}
        told = await digest.answer(tx, "nobody", asked | between)
    assert [one["n"] for one in told["told"]] == [0]


@pytest.mark.parametrize(
    "wrong",
    [{"spans": []}, {"spans": [[1, 2]] * 33}, {"spans": [[1, 10_000]], "rows": True}, {"since": "x"}, {"side": "all"}],
)
async def test_wrong_questions_are_refused_and_ask_for_nothing(two: Pair, wrong: dict[str, Any]) -> None:
    asked = {"run": "0" * 32, "step": 0, "rows": False, "spans": [[1, 9]], "side": "sent"}
    between = {"since": "2000-01-01T00:00:00+00:00", "until": "2100-01-01T00:00:00+00:00"}
    async with two.a.db.transaction() as tx:
        token = links.notice(tx, two.a.me, "police", "digest", asked | between | wrong).token
    assert await two.b.take([token]) == []
    async with two.b.db.transaction() as tx:
        last = await fetch_value(tx.conn, "SELECT code FROM exchange_refusal ORDER BY id DESC LIMIT 1", {})
    assert last == "exchange.bad_body"
