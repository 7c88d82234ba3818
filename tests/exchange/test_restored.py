"""An instance that was put back to an older state is told by its peer what it lost (decision 0020, R14, R45)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg import conninfo, sql

from exchange.test_attached import arrive
from exchange.two import Pair, Side, pair
from support.attachments import JPEG, add
from support.city import CIVIL, DANGER, POLICE, appeal, handle, handover, offer, order_of, register
from twinline.exchange import incoming, links, peering, restored
from twinline.kernel.db import Database, fetch_dicts
from twinline.simulate import promises
from twinline.simulate.databases import OneConnection

ROUNDS = 60


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("two")) as made:
        yield made


class Backup:
    """A copy of one side's database, and putting it back."""

    def __init__(self, server_url: str, side: Side) -> None:
        self._server, self._side = server_url, side
        self._name = str(conninfo.conninfo_to_dict(side.db.url)["dbname"])
        self._kept = f"{self._name}_kept"

    async def make(self) -> None:
        await self._copy(self._name, self._kept)

    async def put_back(self) -> None:
        await self._copy(self._kept, self._name)

    async def _copy(self, source: str, target: str) -> None:
        """With nobody connected; the side's connections and block of numbers are new ones then."""
        db = self._side.db
        await db.pool.close()
        with psycopg.connect(self._server, autocommit=True) as server:
            for name in (source, target):
                server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            ends = sql.Identifier(target), sql.Identifier(source)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(ends[0]))
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*ends))
        fresh = Database(db.url, size_max=6, clock=db.clock, series=db.numbers.series)
        await fresh.open()
        db.pool, db.numbers = fresh.pool, fresh.numbers

    def forget(self) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self._kept)))


@asynccontextmanager
async def kept(server_url: str, side: Side) -> AsyncIterator[Backup]:
    """A backup of now."""
    backup = Backup(server_url, side)
    await backup.make()
    try:
        yield backup
    finally:
        backup.forget()


async def standing(side: Side) -> str:
    return (await side.peer()).standing


async def declare(side: Side) -> None:
    async with side.db.transaction() as tx:
        assert await peering.put_back(tx)


async def recover(two: Pair, *, chaos: random.Random | None = None) -> None:
    """Gateways on until both lines are open, then everything to its rest."""
    for _ in range(ROUNDS):
        for side, other in ((two.a, two.b), (two.b, two.a)):
            side.clock.advance(restored.ASK_AGAIN)
            asked = await links.asks(side.db, side.me, await side.peer())
            side.out.waiting += [parcel.token for parcel in asked]
            await two.carry(side, other, chaos)
            await incoming.admit(side.db, side.me, side.people.app.state.city, await side.peer())
        if [await standing(two.a), await standing(two.b)] == ["open", "open"]:
            return await two.settle()
    raise AssertionError("not recovered")


async def hold(two: Pair) -> None:
    """The simulation's promises on both sides and between them."""
    nodes: list[Any] = []
    for side in (two.a, two.b):
        db = OneConnection(side.db.url, clock=side.clock, series=None, random=random.randbytes)
        city = side.people.app.state.city
        nodes.append(SimpleNamespace(name=side.me.name, me=side.me, db=db, city=city))
    try:
        await promises.at_rest(nodes)
    finally:
        for node in nodes:
            await node.db.close()


async def ask(side: Side, statement: str) -> list[dict[str, Any]]:
    async with side.db.transaction() as tx:
        return await fetch_dicts(tx.conn, statement, {})  # type: ignore[arg-type]


async def offered(two: Pair, side: Side, words: str) -> tuple[str, str]:
    """An appeal of one side and its offer to the other."""
    agent, platform = (two.a.people.agent, "12345") if side is two.a else (two.b.people.call_taker, "110")
    made = await register(agent, words)
    return made["id"], (await offer(agent, await order_of(agent, made["id"], platform)))["id"]


async def owners(two: Pair, appeal_id: str) -> set[str]:
    people = (two.a.people.agent, two.b.people.call_taker)
    return {(await appeal(person, appeal_id))["owner_platform"] for person in people}


async def test_what_police_did_after_its_backup_comes_back(two: Pair, server_url: str) -> None:
    agent, taker = two.a.people.agent, two.b.people.call_taker
    accepted, returned, waiting = [await offered(two, two.a, POLICE) for _ in range(3)]
    mine = await offered(two, two.b, CIVIL)
    await two.settle()
    async with kept(server_url, two.b) as backup:
        await handle(taker, await handover(taker, accepted[1]), "accept")
        await handle(taker, await handover(taker, returned[1]), "return", reason="不属公安职责", basis="3")
        await handle(agent, await handover(agent, mine[1]), "accept")
        lost_and_found = await offered(two, two.b, CIVIL)
        await two.settle()
        await handle(agent, await handover(agent, lost_and_found[1]), "accept")
        later = await offered(two, two.a, POLICE)
        photo = await add(agent, accepted[0], JPEG)
        await arrive(two, accepted[0])
        danger = await register(agent, DANGER)
        await two.settle()
        assert await owners(two, lost_and_found[0]) == {"12345"}
        before = await ask(two.b, "SELECT id, number FROM police_order WHERE NOT mirror ORDER BY id")

        await backup.put_back()
        await declare(two.b)
        await recover(two)
    assert await owners(two, accepted[0]) == {"110"}
    assert await owners(two, returned[0]) == await owners(two, waiting[0]) == await owners(two, later[0]) == {"12345"}
    assert await owners(two, mine[0]) == await owners(two, lost_and_found[0]) == {"12345"}
    assert (await appeal(taker, danger["id"]))["danger"]
    assert (await arrive(two, accepted[0]))["id"] == photo["id"]
    assert (await handover(taker, returned[1]))["state"] == "negotiating"
    assert await ask(two.b, "SELECT id, number FROM police_order WHERE NOT mirror ORDER BY id") == before
    assert (await ask(two.b, "SELECT phase, skipped FROM exchange_recovery")) == [{"phase": "ended", "skipped": 0}]
    await hold(two)
    fresh = [await offered(two, side, words) for side, words in ((two.a, POLICE), (two.b, CIVIL))]
    await two.settle()
    await handle(taker, await handover(taker, fresh[0][1]), "accept")
    await handle(agent, await handover(agent, fresh[1][1]), "accept")
    await two.settle()
    assert [await owners(two, one) for one, _ in fresh] == [{"110"}, {"12345"}]
    await hold(two)


async def test_what_12345_decided_comes_back_over_a_bad_line(two: Pair, server_url: str) -> None:
    """Recall, result, joint action, danger; notices are lost, doubled and late."""
    agent, leader, taker = two.a.people.agent, two.a.people.leader_12345, two.b.people.call_taker
    recalled, done = [await offered(two, two.a, POLICE) for _ in range(2)]
    given = await offered(two, two.b, CIVIL)
    await two.settle()
    async with kept(server_url, two.a) as backup:
        await handle(leader, await handover(leader, recalled[1]), "recall", reason="重复登记")
        await handle(taker, await handover(taker, done[1]), "accept")
        await handle(agent, await handover(agent, given[1]), "accept")
        danger = await register(agent, DANGER)
        await two.settle()
        sent = await ask(two.b, "SELECT id FROM police_order WHERE dispatched_at IS NOT NULL")
        await backup.put_back()
        await declare(two.a)
        await recover(two, chaos=random.Random(7))
    await two.settle()
    assert (await handover(leader, recalled[1]))["state"] == "recalled"
    assert await owners(two, done[0]) == {"110"}
    assert await owners(two, given[0]) == await owners(two, recalled[0]) == {"12345"}
    assert (await appeal(agent, danger["id"]))["danger"]
    assert await ask(two.b, "SELECT id FROM police_order WHERE dispatched_at IS NOT NULL") == sent
    chains = "SELECT count(*) AS n FROM order_event WHERE event = 'recovered' OR data ->> 'recovered' = 'true'"
    assert (await ask(two.a, chains))[0]["n"] >= 4
    await hold(two)


async def test_people_wait_but_danger_does_not(two: Pair, server_url: str) -> None:
    taker, before = two.b.people.call_taker, await offered(two, two.a, POLICE)
    await two.settle()
    async with kept(server_url, two.b) as backup:
        await backup.put_back()
        await declare(two.b)
        refused = await handle(taker, await handover(taker, before[1]), "accept", expect=409)
        assert refused["code"] == "linkage.recovering"
        order = await order_of(taker, before[0], "110")
        path = f"/api/v1/appeals/{before[0]}/danger"
        assert (await taker.api.post(path, json={"reason": "持刀"})).status_code == 200
        assert (await order_of(taker, before[0], "110"))["dispatched_at"]
        assert order["dispatched_at"] is None
        new = await offered(two, two.b, CIVIL)
        assert await standing(two.a) == "open"
        await recover(two)
    assert (await handover(two.a.people.agent, new[1]))["state"] == "delivered"
    await handle(taker, await handover(taker, before[1]), "accept")
    await two.settle()
    assert await owners(two, before[0]) == {"110"}
    await hold(two)


async def test_going_back_unsaid_shuts_the_line(two: Pair, server_url: str) -> None:
    """The peer sees it by the heartbeats; what was said meanwhile under old numbers goes out again."""
    await offered(two, two.b, CIVIL)
    await two.settle()
    async with kept(server_url, two.b) as backup:
        await offered(two, two.b, CIVIL)
        await two.settle()
        await beats(two)
        await backup.put_back()
    unsaid = await offered(two, two.b, CIVIL)
    await two.settle()
    for _ in range(2):
        assert await standing(two.a) == "open"
        await beats(two)
    assert await standing(two.a) == "stopped"
    assert await ask(two.a, "SELECT 1 AS one FROM reminder WHERE kind = 'restored'")
    await declare(two.b)
    await recover(two)
    await two.settle()
    assert (await handover(two.a.people.agent, unsaid[1]))["state"] == "delivered"
    await hold(two)


async def beats(two: Pair) -> None:
    """A heartbeat of the second side that is put back or not."""
    two.b.clock.advance(timedelta(seconds=15))
    await links.beat(two.b.db, two.b.me, await two.b.peer(), two.b.out, every_s=15)  # type: ignore[arg-type]
    tokens, two.b.out.waiting = two.b.out.waiting, []
    await two.a.take(tokens)


async def test_a_token_of_the_life_before_is_refused_and_not_answered(two: Pair, server_url: str) -> None:
    await offered(two, two.b, CIVIL)
    await two.settle()
    async with kept(server_url, two.b) as backup:
        await offered(two, two.b, CIVIL)
        await two.b.work()
        late, two.b.out.waiting = two.b.out.waiting, []
        await backup.put_back()
        await declare(two.b)
        await recover(two)
    fresh = await offered(two, two.b, CIVIL)
    await two.settle()
    assert late
    assert await two.a.take(late) == []
    assert await ask(two.a, "SELECT 1 AS one FROM exchange_refusal WHERE code = 'exchange.old_epoch'")
    await two.settle()
    assert (await handover(two.a.people.agent, fresh[1]))["state"] == "delivered"
    await hold(two)


async def test_a_backup_older_than_what_is_kept_is_told(two: Pair, server_url: str) -> None:
    async with kept(server_url, two.b) as backup:
        made = await offered(two, two.b, CIVIL)
        await two.settle()
        two.a.clock.advance(timedelta(days=91))
        await links.forget(two.a.db, kept=timedelta(days=90))
        assert await ask(two.a, "SELECT seq FROM exchange_in") == []
        await backup.put_back()
    await declare(two.b)
    for side in (two.b, two.a):
        side.out.waiting += [parcel.token for parcel in await links.asks(side.db, side.me, await side.peer())]
        await two.settle()
    assert made
    told = await ask(two.b, "SELECT phase, error FROM exchange_recovery ORDER BY began_at")
    assert told[-1:] == [{"phase": "asking", "error": "exchange.backup_too_old"}]
    assert await standing(two.b) == "recovering"
