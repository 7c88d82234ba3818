"""A hub passes on what it cannot open, urgent first, and loses nothing when it is cut (R3, R14, R45, decision 0017)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exchange.two import Pair, Side, pair
from support import database
from support.city import DANGER, POLICE, appeal, handle, handover, offer, order_of, register
from twinline.clocks import load_city
from twinline.exchange import hub_store, store
from twinline.exchange.gateway import Line, Way
from twinline.exchange.hub import PATIENCE_S, Hub, kept
from twinline.exchange.keys import load_ring
from twinline.exchange.outgoing import Instance
from twinline.exchange.ports import LinkDown, Parcel
from twinline.kernel.db import Database, fetch_dicts


@dataclass
class Door:
    """A way from the hub to one side. ``cut``: nobody is there; ``lost``: it was taken, and the hub never heard so."""

    side: Side
    name: str = "door"
    cut: bool = False
    lost: bool = False
    carried: list[str] = field(default_factory=list)

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        if self.cut:
            raise LinkDown(why="cut")
        self.carried.extend(parcel.token for parcel in parcels)
        answers = await self.side.take([parcel.token for parcel in parcels])
        if self.lost:
            raise LinkDown(why="lost on the way back")
        return answers

    async def receive(self, take: Any) -> int:
        return 0

    async def close(self) -> None:
        pass


@dataclass
class Province:
    """The hub between both sides of a pair."""

    two: Pair
    db: Database
    clock: database.ShiftClock
    hub: Hub
    doors: dict[str, Door]
    lines: dict[str, Line]

    def reborn(self) -> None:
        """The hub's process died and a new one took over: what is in the database is all it knows."""
        self.hub = made(self.db, self.hub._me, self.hub._city)
        self.rest()

    def rest(self) -> None:
        for line in self.lines.values():
            line.ways = [Way(self.doors[line.peer.name])]  # type: ignore[arg-type]

    async def settle(self, chaos: random.Random | None = None, rounds: int = 200) -> None:
        for _ in range(rounds):
            if not await self.round(chaos) and not await self.two._again():
                return
        raise AssertionError("messages do not come to rest")

    async def round(self, chaos: random.Random | None = None) -> int:
        moved = await self.two.a.work() + await self.two.b.work()
        for side in (self.two.a, self.two.b):
            tokens, side.out.waiting = side.out.waiting, []
            if tokens and not (chaos and chaos.random() < 0.3):
                assert await self.hub.take("door", tokens) == ()
                moved += len(tokens)
        for name, line in self.lines.items():
            door = self.doors[name]
            door.cut, door.lost = (chaos.random() < 0.3, chaos.random() < 0.2) if chaos else (False, False)
            moved += await self.hub.pass_on(line)
            door.cut = door.lost = False
        if chaos and chaos.random() < 0.3:
            self.reborn()
        self.rest()
        return moved

    async def waiting(self) -> dict[str, int]:
        async with self.db.transaction() as tx:
            return await hub_store.waiting(tx.conn)


def made(db: Database, me: Instance, city: Any) -> Hub:
    return Hub(db, me, city, open_way=lambda peer, options: None, again_s=15)  # type: ignore[arg-type,return-value]


@pytest.fixture(scope="module")
async def province(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Province]:
    folder = tmp_path_factory.mktemp("hub")
    async with AsyncExitStack() as stack:
        two = await stack.enter_async_context(pair(server_url, template, folder))
        url = stack.enter_context(database.copy_of(server_url, template, "hub"))
        clock = database.ShiftClock()
        db = Database(url, size_max=4, clock=clock)
        await db.open()
        stack.push_async_callback(db.close)
        me = Instance("hub", ("12345", "110"), load_ring(Path(folder) / "exchange-hub"), database.CIPHER)
        sides = {side.me.name: side for side in (two.a, two.b)}
        for name, side in sides.items():
            row = {"name": name, "title": name, "hosts": list(side.me.hosts), "divisions": ["4401"], "transports": [],
                   "keys": side.me.ring.public(), "schema_version": 1}  # fmt: skip
            async with db.transaction() as tx:
                assert await store.add_peer(tx.conn, row | {"added_at": tx.now})
        async with db.transaction() as tx:
            peers = await store.peers(tx.conn)
        doors = {name: Door(side) for name, side in sides.items()}
        lines = {peer.name: Line(peer, []) for peer in peers}
        found = Province(two, db, clock, made(db, me, await load_city(db)), doors, lines)
        found.rest()
        yield found


async def test_a_handover_crosses_the_hub_and_is_answered_for(province: Province) -> None:
    agent, taker = province.two.a.people.agent, province.two.b.people.call_taker
    given = await register(agent, POLICE)
    handed = await offer(agent, await order_of(agent, given["id"], "12345"))
    await province.settle()
    await handle(taker, await handover(taker, handed["id"]), "accept")
    await province.settle()
    owners = {(await appeal(person, given["id"]))["owner_platform"] for person in (agent, taker)}
    assert owners == {"110"}
    for side in (province.two.a, province.two.b):
        async with side.db.transaction() as tx:
            (row,) = await fetch_dicts(tx.conn, store.QUEUES_SQL, {})
        assert (row["to_push"], row["unanswered"], row["refused"], row["held"]) == (0, 0, 0, 0)
    assert await province.waiting() == {}
    async with province.db.transaction() as tx:
        left = await fetch_dicts(tx.conn, "SELECT token, passed_at, transport FROM hub_token", {})
    assert left
    assert all(row["token"] is None and row["passed_at"] and row["transport"] == "door" for row in left)


@pytest.mark.parametrize("seed", range(3))
async def test_a_hub_that_is_cut_and_dies_loses_nothing(province: Province, seed: int) -> None:
    agent, taker = province.two.a.people.agent, province.two.b.people.call_taker
    chaos = random.Random(seed)
    given = [await register(agent, POLICE) for _ in range(4)]
    handed = [await offer(agent, await order_of(agent, one["id"], "12345")) for one in given]
    for _ in range(12):
        await province.round(chaos)
        await province.two._again()
    await province.settle()
    for one in handed:
        await handle(taker, await handover(taker, one["id"]), "accept")
    for _ in range(12):
        await province.round(chaos)
        await province.two._again()
    await province.settle()
    for one in given:
        owners = {(await appeal(person, one["id"]))["owner_platform"] for person in (agent, taker)}
        assert owners == {"110"}
    assert await province.waiting() == {}


async def test_danger_overtakes_what_waits_at_the_hub(province: Province) -> None:
    agent, door = province.two.a.people.agent, province.doors["police"]
    for _ in range(3):
        await offer(agent, await order_of(agent, (await register(agent, POLICE))["id"], "12345"))
    await province.two.a.work()
    await register(agent, DANGER)
    while await province.two.a.work():
        pass
    tokens, province.two.a.out.waiting = province.two.a.out.waiting, []
    rows = [row for token in tokens if (row := await the_row(province, token))]
    assert not rows[0]["urgent"]
    assert any(row["urgent"] for row in rows)
    await province.hub.take("door", tokens)
    before = len(door.carried)
    await province.hub.pass_on(province.lines["police"])
    order = [(await the_row(province, token))["urgent"] for token in door.carried[before:]]  # type: ignore[index]
    assert order == sorted(order, reverse=True)
    assert len(order) == len(tokens)
    await province.settle()


async def the_row(province: Province, token: str) -> dict[str, Any] | None:
    peers = {line.peer.name: line.peer for line in province.lines.values()}
    return kept(token, peers, me="hub", now=province.clock.now())


async def test_what_a_dead_process_was_passing_on_is_taken_up_again(province: Province) -> None:
    agent = province.two.a.people.agent
    await offer(agent, await order_of(agent, (await register(agent, POLICE))["id"], "12345"))
    while await province.two.a.work():
        pass
    tokens, province.two.a.out.waiting = province.two.a.out.waiting, []
    await province.hub.take("door", tokens)
    async with province.db.transaction() as tx:
        marked = await hub_store.to_pass(tx.conn, "police", tx.now, limit=9, patience_s=PATIENCE_S)
    assert [row["token"] for row in marked] == tokens
    assert await province.hub.pass_on(province.lines["police"]) == 0
    province.clock.advance(timedelta(seconds=PATIENCE_S + 1))
    assert await province.hub.pass_on(province.lines["police"]) == len(tokens)
    await province.settle()


async def test_a_hub_keeps_nothing_that_its_peers_did_not_write(province: Province) -> None:
    agent = province.two.a.people.agent
    await offer(agent, await order_of(agent, (await register(agent, POLICE))["id"], "12345"))
    while await province.two.a.work():
        pass
    (token, *_), province.two.a.out.waiting = list(province.two.a.out.waiting), []
    head, body, signature = token.split(".")
    bad = [f"{head}.{body}x.{signature}", f"{head}.{body}", "noise", f"{head}.{body}.{'A' * len(signature)}", "." * 9]
    assert [await the_row(province, one) for one in bad] == [None] * len(bad)
    async with province.db.transaction() as tx:
        (before,) = await fetch_dicts(tx.conn, "SELECT count(*) AS n FROM exchange_refusal", {})
    assert list(await province.hub.take("door", bad)) == []
    async with province.db.transaction() as tx:
        (after,) = await fetch_dicts(tx.conn, "SELECT count(*) AS n FROM exchange_refusal", {})
    assert after["n"] - before["n"] == len(bad)
    assert await province.waiting() == {}
    await province.settle()
