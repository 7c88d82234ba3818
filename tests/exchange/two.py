"""Two instances, 12345 in one database and 110 in another, and a wire between them that a test may cut and shake."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from conftest import application
from support import database
from support.outbox import drain
from support.people import People, staffed
from twinline.exchange import amending, incoming, outgoing, store
from twinline.exchange.keys import load_ring
from twinline.exchange.outgoing import Instance
from twinline.exchange.ports import Parcel
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.linkage import TOPICS, deliver, expire, react

AGAIN = timedelta(minutes=20)


@dataclass
class Wire:
    """Carries tokens both ways; ``send`` is what outgoing pushes to. Nothing is lost unless ``lose`` says so."""

    name: str = "wire"
    waiting: list[str] = field(default_factory=list)

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        self.waiting.extend(parcel.token for parcel in parcels)
        return ()


@dataclass
class Side:
    """One instance with its people."""

    me: Instance
    people: People
    db: Database
    clock: database.ShiftClock
    out: Wire = field(default_factory=Wire)

    async def peer(self) -> Any:
        async with self.db.transaction() as tx:
            return (await store.peers(tx.conn))[0]

    async def work(self) -> int:
        """What the worker and the gateway do, without the wire."""
        city = self.people.app.state.city

        async def handler(tx: Any, facts: Any) -> None:
            await react(tx, city, facts)

        moved = await deliver(self.db, city, hosts=self.me.hosts)
        moved += await drain(self.db, Subscription("linkage", TOPICS, handler))
        peer = await self.peer()
        moved += await amending.amend(self.db, self.me, city, peer.name)
        async with self.db.transaction() as tx:
            moved += await outgoing.pack(tx, self.me, city, peer)
        pushed, _ = await outgoing.push(self.db, peer, self.out)  # type: ignore[arg-type]
        return moved + pushed + await incoming.admit(self.db, self.me, city, peer)

    async def take(self, tokens: Sequence[str]) -> list[str]:
        return await incoming.take(self.db, self.me, "wire", tokens)


@dataclass
class Pair:
    """Both sides. ``settle`` runs everything until nothing moves."""

    a: Side
    b: Side

    async def settle(self, *, chaos: random.Random | None = None, rounds: int = 200) -> None:
        for _ in range(rounds):
            moved = await self.a.work() + await self.b.work()
            moved += await self.carry(self.a, self.b, chaos) + await self.carry(self.b, self.a, chaos)
            if not moved and not await self._again():
                return
        raise AssertionError("messages do not come to rest")

    async def carry(self, source: Side, target: Side, chaos: random.Random | None) -> int:
        tokens, source.out.waiting = source.out.waiting, []
        if chaos:
            tokens = [token for token in tokens for _ in range(chaos.choice((0, 1, 1, 1, 2)))]
            chaos.shuffle(tokens)
        answers = await target.take(tokens) if tokens else []
        if not (chaos and chaos.random() < 0.3):
            await source.take(answers)
        return len(tokens)

    async def _again(self) -> int:
        """Wait no longer for answers that were lost."""
        again = 0
        for side in (self.a, self.b):
            side.clock.advance(AGAIN)
            peer = await side.peer()
            async with side.db.transaction() as tx:
                again += await outgoing.push_again(tx, peer, wait_s=15)
        return again

    async def run_out(self) -> None:
        """End what is overdue on both sides."""
        for side in (self.a, self.b):
            await expire(side.db, side.people.app.state.city)
        await self.settle()


@asynccontextmanager
async def pair(server_url: str, template: str, folder: Path) -> AsyncIterator[Pair]:
    """Two fresh instances that know one another."""
    async with AsyncExitStack() as stack:
        sides = [
            await _side(stack, server_url, template, folder, name, host, series)
            for series, (name, host) in enumerate((("gov", "12345"), ("police", "110")), start=1)
        ]
        for mine, other in (sides, sides[::-1]):
            row = {
                "name": other.me.name,
                "title": other.me.name,
                "hosts": list(other.me.hosts),
                "divisions": ["4401"],
                "keys": other.me.ring.public(),
                "transports": [],
                "schema_version": 1,
            }
            async with mine.db.transaction() as tx:
                assert await store.add_peer(tx.conn, row | {"added_at": tx.now})
        yield Pair(*sides)


async def _side(
    stack: AsyncExitStack, server_url: str, template: str, folder: Path, name: str, host: str, series: int
) -> Side:
    url = stack.enter_context(database.copy_of(server_url, template, name))
    clock = database.ShiftClock()
    db = Database(url, size_max=6, clock=clock, series=series)
    await db.open()
    stack.push_async_callback(db.close)
    own = folder / name
    own.mkdir()
    app = await stack.enter_async_context(application(db, own))
    people = await stack.enter_async_context(staffed(app, db))
    ring = load_ring(own / "exchange")
    return Side(Instance(name, (host,), ring, database.CIPHER), people, db, clock)
