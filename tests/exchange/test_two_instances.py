"""Handover across two instances with every rule of one (R9, R11, R12, R14, R39, R40, R45)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator

import pytest

from exchange.two import Pair, pair
from support.city import POLICE, appeal, handle, handover, offer, order_of, register
from twinline.exchange import store
from twinline.exchange.model import FAILURES_MAX
from twinline.kernel.db import execute, fetch_dicts

SECRET = "19900001234"


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("two")) as made:
        yield made


async def test_a_handover_crosses_and_is_owned_once(two: Pair) -> None:
    agent, taker = two.a.people.agent, two.b.people.call_taker
    made = await register(agent, POLICE, caller="张先生", phone=SECRET)
    handed = await offer(agent, await order_of(agent, made["id"], "12345"))
    await two.settle()
    there = await appeal(taker, made["id"])
    assert (there["words"], there["owner_platform"]) == (POLICE, "12345")
    await handle(taker, await handover(taker, handed["id"]), "accept")
    await two.settle()
    assert (await appeal(taker, made["id"]))["owner_platform"] == "110"
    assert (await appeal(agent, made["id"]))["owner_platform"] == "110"
    mirror = await order_of(taker, made["id"], "110")
    assert mirror["number"] == (await handover(two.a.people.leader_12345, handed["id"]))["peer_number"]


async def test_nothing_readable_crosses_the_wire(two: Pair) -> None:
    agent = two.a.people.agent
    made = await register(agent, POLICE, caller="李女士", phone=SECRET)
    await offer(agent, await order_of(agent, made["id"], "12345"))
    while not two.a.out.waiting:
        await two.a.work()
    from base64 import urlsafe_b64decode

    for token in two.a.out.waiting:
        opened = b"".join(urlsafe_b64decode(part + "===") for part in token.split(".")[:2])
        for word in (SECRET, "李女士", POLICE[:6]):
            assert word.encode() not in opened
    await two.settle()


@pytest.mark.parametrize("seed", range(3))
async def test_lost_doubled_and_shuffled_tokens_change_nothing(two: Pair, seed: int) -> None:
    agent, taker = two.a.people.agent, two.b.people.call_taker
    chaos = random.Random(seed)
    made = [await register(agent, POLICE) for _ in range(4)]
    handed = [await offer(agent, await order_of(agent, one["id"], "12345")) for one in made]
    await two.settle(chaos=chaos)
    for one in handed:
        await handle(taker, await handover(taker, one["id"]), "accept")
    await two.settle(chaos=chaos)
    for one in made:
        owners = {(await appeal(person, one["id"]))["owner_platform"] for person in (agent, taker)}
        assert owners == {"110"}


CROWD_SQL = """
    INSERT INTO exchange_in (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token, transport,
                             taken_at)
    SELECT %(peer)s, 1000000 + n, gen_random_uuid(), 'stamp', md5(n::text)::uuid, 2, false, now(), '', '', 'x', now()
      FROM generate_series(1, 5000) AS n
"""
SUBJECTS_SQL = """
    INSERT INTO exchange_subject (peer, subject_id, in_n)
    SELECT %(peer)s, md5(n::text)::uuid, 1 FROM generate_series(1, 20000) AS n
"""


async def test_a_crowd_is_admitted_in_the_order_of_its_index(two: Pair) -> None:
    peer = {"peer": (await two.b.peer()).name}
    async with two.b.db.transaction() as tx, tx.conn.transaction(force_rollback=True):
        await execute(tx.conn, CROWD_SQL, peer)
        await execute(tx.conn, SUBJECTS_SQL, peer)
        await execute(tx.conn, "ANALYZE exchange_in, exchange_subject", {})
        asked = peer | {"failures_max": FAILURES_MAX}
        plan = await fetch_dicts(tx.conn, "EXPLAIN " + store.ADMISSIBLE_SQL, asked)
    steps = "\n".join(row["QUERY PLAN"] for row in plan)
    assert "exchange_in_waiting" in steps
    assert "Sort" not in steps
    assert "Seq Scan on exchange_subject" not in steps
