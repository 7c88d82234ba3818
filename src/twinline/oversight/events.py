"""The stream of changes: one reader of the outbox per process, fanned out to everybody who may hear of them.

Facts are read by the outbox's own rule (a pass holds every transaction below the oldest one still running), with the
position in memory, and only while somebody listens. An event's id names the lowest transaction of its pass and its
place in it; a client that comes back with it gets that pass once more and everything after it, so nothing is missed
and little comes twice. What cannot be made up for — facts no longer kept, too many of them, a client too slow — is told
by ``reset``: read the page anew.
"""

import asyncio
import contextlib
import re
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, ClassVar
from uuid import UUID

import orjson
import structlog

from twinline.identity import Actor
from twinline.kernel.db import Database, Tx
from twinline.kernel.errors import Unavailable
from twinline.kernel.outbox import Fact, read
from twinline.oversight import store
from twinline.oversight.store import AppealSight

POLL_S = 0.1
AFTER_ERROR_S = 1.0
BATCH_FACTS = 500
CATCH_UP_FACTS = 2_000
QUEUE_EVENTS = 500
YIELD_EVERY = 50
CLIENTS_MAX = 5_000
ID_FORM = re.compile(r"(\d{1,18})\.(\d{1,18})")
RESET = b"event: reset\ndata: {}\n\n"
READY = b"id: %d.0\nevent: ready\ndata: {}\n\n"

log = structlog.get_logger(__name__)


class StreamsFull(Unavailable):
    """This process serves as many streams as it may."""

    code: ClassVar[str] = "oversight.streams_full"


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides who may hear of a fact; listeners with the same sight are judged once."""

    platform: str
    restricted: bool
    scope: str
    unit_id: UUID
    division: str

    @classmethod
    def of(cls, actor: Actor) -> "Sight":
        restricted = actor.can("restricted.read")
        return cls(actor.platform, restricted, actor.scope, actor.unit_id, actor.division)


def sees(sight: Sight, fact: Fact, appeal: AppealSight | None) -> bool:
    """Whether a fact may be told: what VISIBLE says of its appeal now, and the audience it was written for."""
    if appeal is None or sight.platform not in fact.platforms or appeal.complained_unit_id == sight.unit_id:
        return False
    if (fact.restricted or appeal.restricted) and not sight.restricted:
        return False
    if appeal.first_receiver != sight.platform and not appeal.shared:
        return False
    if sight.scope == "area" and appeal.division is not None and appeal.division.startswith(sight.division):
        return True
    return sight.scope == "platform" or sight.unit_id in appeal.units


@dataclass(slots=True, eq=False)
class Client:
    """One open stream. ``queue`` holds ready-made events; None ends the stream."""

    sight: Sight
    joined_at: int
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(QUEUE_EVENTS))

    def put(self, event: bytes | None) -> None:
        """Hand an event over; a client that is too slow loses what waits and is told to read anew."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(None if event is None else RESET)
        else:
            self.queue.put_nowait(event)


def encode(fact: Fact, lowest: int) -> bytes:
    """The event as it goes out: who wants to know more reads it through the API."""
    data: dict[str, Any] = {
        "topic": fact.topic,
        "subject_kind": fact.subject_kind,
        "subject_id": fact.subject_id,
        "appeal_id": fact.appeal_id,
        "seq": fact.seq,
        "state": fact.data.get("state"),
        "at": fact.at,
    }
    body = orjson.dumps(data, option=orjson.OPT_UTC_Z)
    return b"id: %d.%d\nevent: change\ndata: %b\n\n" % (lowest, fact.pos, body)


class Hub:
    """The process's one reader and its clients."""

    def __init__(self, db: Database, *, clients_max: int = CLIENTS_MAX) -> None:
        self._db = db
        self._clients_max = clients_max
        self._groups: dict[Sight, set[Client]] = {}
        self._from = 0
        self._passing = asyncio.Lock()
        self._reader: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def clients(self) -> int:
        return sum(map(len, self._groups.values()))

    async def join(self, actor: Actor) -> Client:
        """Listen from now on. Raises StreamsFull, Unavailable."""
        if self._ended or self.clients >= self._clients_max:
            raise StreamsFull(limit=self._clients_max)
        async with self._passing:
            if not self._groups:
                async with self._db.transaction() as tx:
                    self._from = await store.position(tx.conn)
            client = Client(Sight.of(actor), self._from)
            self._groups.setdefault(client.sight, set()).add(client)
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._read())
        return client

    def leave(self, client: Client) -> None:
        """Stop listening; the last one to leave stops the reader."""
        group = self._groups.get(client.sight, set())
        group.discard(client)
        if not group:
            self._groups.pop(client.sight, None)

    def end(self) -> None:
        """End all streams, because the process stops."""
        self._ended = True
        for client in [c for group in self._groups.values() for c in group]:
            client.put(None)

    def end_on_signals(self) -> None:
        """End all streams as soon as the process is told to stop; a server waits for open requests otherwise."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if callable(before):

                def ending(signum: int, frame: FrameType | None, before: Any = before) -> None:
                    with contextlib.suppress(RuntimeError):  # the loop has ended before
                        loop.call_soon_threadsafe(self.end)
                    before(signum, frame)

                signal.signal(number, ending)

    async def backlog(self, client: Client, last_id: str | None) -> list[bytes]:
        """What a client must hear first: events since ``last_id`` up to its joining, or ``reset``; then ``ready``."""
        ready = READY % client.joined_at
        if last_id is None:
            return [ready]
        found = ID_FORM.fullmatch(last_id)
        missed = await self._missed(client, int(found[1]), int(found[2])) if found else None
        return [RESET, ready] if missed is None else [*missed, ready]

    async def _missed(self, client: Client, since: int, seen: int) -> list[bytes] | None:
        """Events from transaction ``since`` on; None when they are not kept, too many, or from another database."""
        if since >= client.joined_at:
            return [] if since == client.joined_at else None
        async with self._db.transaction() as tx:
            oldest = await store.oldest(tx.conn)
            if oldest is None or oldest > since:
                return None
            facts = await read(tx, since, client.joined_at, 0, CATCH_UP_FACTS)
            if len(facts) == CATCH_UP_FACTS:
                return None
            fresh = [f for f in facts if f.xid > since or f.pos > seen]
            sights = await self._sights(tx, fresh, [client.sight])
        lowest = min((f.xid for f in facts), default=since)
        return [encode(f, lowest) for f in fresh if sees(client.sight, f, sights.get(f.appeal_id))]

    async def _read(self) -> None:
        while self._groups:
            try:
                async with self._passing:
                    await self._pass()
            except Exception as error:
                log.warning("events.read_failed", error=repr(error))
                await asyncio.sleep(AFTER_ERROR_S)
            await asyncio.sleep(POLL_S)

    async def _pass(self) -> None:
        """Read and hand out what has become final since the last pass."""
        async with self._db.transaction() as tx:
            until = await store.position(tx.conn)
            if until <= self._from:
                return
            facts = await read(tx, self._from, until, 0, BATCH_FACTS)
            lowest = await store.lowest(tx.conn, self._from, until) if facts else until
            while facts:
                await self._hand_out(tx, facts, lowest)
                more = len(facts) == BATCH_FACTS
                facts = await read(tx, self._from, until, facts[-1].pos, BATCH_FACTS) if more else []
        self._from = until

    async def _hand_out(self, tx: Tx, facts: list[Fact], lowest: int) -> None:
        sights = await self._sights(tx, facts, list(self._groups))
        for index, fact in enumerate(facts):
            appeal, event = sights.get(fact.appeal_id), encode(fact, lowest)
            for sight, group in self._groups.items():
                if sees(sight, fact, appeal):
                    for client in group:
                        client.put(event)
            if index % YIELD_EVERY == YIELD_EVERY - 1:
                await asyncio.sleep(0)

    async def _sights(self, tx: Tx, facts: Sequence[Fact], sights: Sequence[Sight]) -> dict[UUID, AppealSight]:
        units = {sight.unit_id for sight in sights if sight.scope != "platform"}
        appeals = {fact.appeal_id for fact in facts}
        return await store.sights(tx.conn, list(appeals), list(units)) if appeals else {}
