"""The gateway: packs, pushes, receives and admits for every peer until it is told to stop (decision 0017, R14, R45).

Several gateways may run for one instance: each piece of work is taken under a lock that the others skip.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

import structlog
from prometheus_client import Counter

from twinline.clocks import City, load_city
from twinline.exchange import amending, incoming, links, outgoing, store
from twinline.exchange.model import Peer
from twinline.exchange.outgoing import Instance
from twinline.exchange.ports import LinkDown, Parcel, Transport
from twinline.exchange.transports import TlsFiles
from twinline.kernel.db import Database
from twinline.kernel.errors import Problem
from twinline.kernel.hashing import sm3
from twinline.kernel.stopping import end, together

BUSY_S, IDLE_S = 0.03, 0.1
# So many tokens at once: more wait behind them. Until they are here, what was taken is put in only now and then.
RUSH_TOKENS, RUSH_S = 50, 2.0
LOOK_S = 5.0
ASK_S = 1.0
REST_FIRST_S, REST_MOST_S = 1.0, 60.0

FAILURES = Counter("twinline_exchange_failures", "Rounds of the gateway that failed", ["peer", "what"])
log = structlog.get_logger(__name__)

Open = Callable[[Peer, Mapping[str, Any]], Transport]
Round = Callable[[], Awaitable[int]]


@dataclass(slots=True)
class Way:
    """A transport to a peer and how long it rests after it failed."""

    transport: Transport
    beat_s: float = links.BEAT_S
    beat_at: float = 0.0
    rests_until: float = 0.0
    rest_s: float = REST_FIRST_S

    def failed(self) -> None:
        self.rests_until, self.rest_s = monotonic() + self.rest_s, min(2 * self.rest_s, REST_MOST_S)

    def worked(self) -> None:
        self.rest_s = REST_FIRST_S

    @property
    def rested(self) -> bool:
        return monotonic() >= self.rests_until


@dataclass(slots=True)
class Line:
    """Everything between this instance and one peer. ``wake``: something was taken that can be admitted."""

    peer: Peer
    ways: list[Way]
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    again_at: float = 0.0
    ask_at: float = 0.0
    fetch_at: float = 0.0
    amend_at: float = 0.0
    admit_at: float = 0.0


class Gateway:
    """The loops of one process. ``open_way`` makes the transports that a peer's row names."""

    def __init__(self, db: Database, me: Instance, city: City, *, open_way: Open, again_s: float) -> None:
        self._db, self._me, self._city = db, me, city
        self._open, self._again_s = open_way, again_s
        self._lines: dict[str, Line] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._rush_until = 0.0

    async def take(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        """What transports hand their tokens to."""
        answers = await incoming.take(self._db, self._me, transport, tokens)
        if len(tokens) >= RUSH_TOKENS:
            self._rush_until = monotonic() + RUSH_S
        for line in self._lines.values():
            line.wake.set()
        return answers

    async def run(self) -> None:
        """Run until cancelled; peers that are added, changed or switched off are known within seconds."""
        try:
            while True:
                try:
                    await self._look()
                except Exception as error:
                    log.error("exchange.look_failed", error=repr(error))
                await asyncio.sleep(LOOK_S)
        finally:
            for name in list(self._tasks):
                await self._drop(name)

    async def _look(self) -> None:
        self._city = await load_city(self._db)
        async with self._db.transaction() as tx:
            peers = {peer.name: peer for peer in await store.peers(tx.conn) if peer.active}
        for name in set(self._lines) - set(peers):
            await self._drop(name)
        for name, peer in peers.items():
            line = self._lines.get(name)
            if line is None or (line.peer.transports, line.peer.keys) != (peer.transports, peer.keys):
                await self._drop(name)
                self._lines[name] = Line(peer, list(self._ways(peer)))
                self._tasks[name] = asyncio.create_task(self._serve(self._lines[name]), name=f"peer.{name}")

    def _ways(self, peer: Peer) -> Iterator[Way]:
        """The ways that can be opened: one with bad options must not keep the others, or other peers, from working."""
        for options in peer.transports:
            try:
                beat_s = links.pace(options)
                yield Way(self._open(peer, options), beat_s=beat_s)
            except (Problem, TypeError, ValueError) as error:
                FAILURES.labels(peer.name, "open").inc()
                log.error("exchange.way_unusable", peer=peer.name, kind=options.get("kind"), why=str(error))

    async def _drop(self, name: str) -> None:
        task, line = self._tasks.pop(name, None), self._lines.pop(name, None)
        if task:
            await end(task)
        for way in line.ways if line else ():
            await way.transport.close()

    async def _serve(self, line: Line) -> None:
        rounds: list[tuple[str, Round, asyncio.Event | None]] = [
            ("send", partial(self._send, line), None),
            ("admit", partial(self._admit, line), line.wake),
            ("ask", partial(self._ask, line), None),
            ("fetch", partial(self._fetch, line), None),
            ("amend", partial(self._amend, line), None),
            *((f"beat.{way.transport.name}", partial(self._beat, line, way), None) for way in line.ways if way.beat_s),
            *((f"receive.{way.transport.name}", partial(self._receive, line, way), None) for way in line.ways),
        ]
        await together(*(self._loop(line.peer.name, what, once, wake) for what, once, wake in rounds))

    async def _loop(self, peer: str, what: str, once: Round, wake: asyncio.Event | None) -> None:
        """Rounds for ever: at once again while there is work, else after a pause or when ``wake`` is set."""
        pause = BUSY_S
        while True:
            try:
                done = await once()
            except Exception as error:
                FAILURES.labels(peer, what).inc()
                log.error("exchange.round_failed", peer=peer, what=what, error=repr(error))
                await asyncio.sleep(REST_FIRST_S)
                done = 0
            pause = BUSY_S if done else min(pause * 2, IDLE_S)
            if wake is None:
                await asyncio.sleep(pause)
            elif not done:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), IDLE_S)
                wake.clear()

    async def _send(self, line: Line) -> int:
        """Pack what is new, and push by the first way that is up."""
        async with self._db.transaction() as tx:
            packed = await outgoing.pack(tx, self._me, self._city, line.peer)
            if monotonic() >= line.again_at:
                await outgoing.push_again(tx, line.peer, wait_s=self._again_s)
                line.again_at = monotonic() + min(self._again_s, 1.0)
        return packed + await self._push(line)

    async def _push(self, line: Line) -> int:
        for way in line.ways:
            if not way.rested:
                continue
            try:
                pushed, answers = await outgoing.push(self._db, line.peer, way.transport)
            except LinkDown as down:
                log.warning("exchange.link_down", peer=line.peer.name, transport=way.transport.name, **down.params)
                way.failed()
                continue
            if pushed:
                way.worked()
            if answers:
                await self.take(way.transport.name, answers)
            return pushed
        return 0

    async def _admit(self, line: Line) -> int:
        """Put in what was taken, danger first. After an outage taking goes before: what is still away may be worse."""
        now = monotonic()
        if now < min(self._rush_until, line.admit_at):
            return 0
        line.admit_at = now + RUSH_S
        return await incoming.admit(self._db, self._me, self._city, line.peer)

    async def _receive(self, line: Line, way: Way) -> int:
        if not way.rested:
            return 0
        try:
            came = await way.transport.receive(self.take)
        except LinkDown as down:
            log.warning("exchange.link_down", peer=line.peer.name, transport=way.transport.name, **down.params)
            way.failed()
            return 0
        way.worked()
        return came

    def door(self, *, host: str, port: int, tls: TlsFiles | None) -> AbstractAsyncContextManager[str]:
        """The address where peers push to us while the context lasts; without ``tls`` from this machine only."""
        from twinline.exchange.transports.https import serve_door

        return serve_door(self.take, host=host, port=port, tls=tls, loopback_http=tls is None)

    async def _beat(self, line: Line, way: Way) -> int:
        """A heartbeat by one way when it is time, also by one that rests: it tells when the way is back."""
        if monotonic() >= way.beat_at:
            way.beat_at = monotonic() + way.beat_s
            answers = await links.beat(self._db, self._me, line.peer, way.transport, every_s=way.beat_s)
            if answers is not None:
                way.rests_until = 0.0
                await self._hear(way, answers)
        return 0

    async def _ask(self, line: Line) -> int:
        """Go on with comparing what both sides hold."""
        if monotonic() < line.ask_at:
            return 0
        line.ask_at = monotonic() + ASK_S
        parcels = await links.asks(self._db, self._me, line.peer)
        if await self._said(line, parcels):
            line.ask_at = 0.0
        return len(parcels)

    async def _fetch(self, line: Line) -> int:
        """Go on with attachments, beside everything else."""
        if monotonic() < line.fetch_at:
            return 0
        line.fetch_at = monotonic() + ASK_S
        parcels = await links.fetches(self._db, self._me, line.peer)
        if await self._said(line, parcels):
            line.fetch_at = 0.0
        return len(parcels)

    async def _amend(self, line: Line) -> int:
        """Fill in codes that were mapped after their message had gone without them."""
        if monotonic() < line.amend_at:
            return 0
        line.amend_at = monotonic() + ASK_S
        return await amending.amend(self._db, self._me, self._city, line.peer.name)

    async def _said(self, line: Line, parcels: Sequence[Parcel]) -> bool:
        """Send notices by the first way that is up. Answers that came at once may have made the next question."""
        for way in line.ways if parcels else ():
            try:
                await self._hear(way, await way.transport.send(parcels))
            except LinkDown:
                continue
            return True
        return False

    async def _hear(self, way: Way, answers: Sequence[str]) -> None:
        """Take what came back at once, and send what it asks for the same way."""
        while answers:
            replies = await self.take(way.transport.name, answers)
            parcels = [Parcel(f"n-{sm3(token.encode()).hex()[:32]}", False, token) for token in replies]
            answers = await way.transport.send(parcels) if parcels else ()
