"""Shared intermediate database: one table that both platforms write to and read from, the form that real links between
12345 and 110 take (decision 0017, R45). docs/reference/exchange/intermediate-database.md has the table.

A row goes from 0 (written) over 1 (fetched by a receiver) to 2 (acknowledged), with the time of each step by the
database's own clock. A reader holds its rows by a lock until they are taken, and then acknowledges them and writes the
answers in one transaction. Others pass over locked rows, so several gateways may read; a reader that dies lets go.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from twinline.exchange.ports import LinkDown, Parcel, Take
from twinline.exchange.transports import BadTransport, as_token, read
from twinline.exchange.transports import tables_store as store
from twinline.exchange.transports.tables_store import Address, Failed, Link, connect
from twinline.kernel.hashing import sm3

NAME = "tables"
BATCHES_MAX = 100
"""One call reads no more than so many batches, so that its caller gets a turn."""
TRIES = 3
PURGE_EVERY_S, PURGE_ROWS = 60.0, 5_000
TABLE_NAME = re.compile(r"[a-z_][a-z0-9_]{0,40}(\.[a-z_][a-z0-9_]{0,40})?")


Wrap = Callable[[Link], Link]


@dataclass(frozen=True, slots=True)
class Options:
    """What an administrator sets. ``wait_s``: for a connection or a lock; ``hold_s``: the server takes rows away from a
    reader that has been silent for so long; ``keep_days``: how long acknowledged rows to this instance stay.
    """

    url: str
    password_file: str = ""
    table: str = store.TABLE
    batch: int = 200
    batch_bytes: int = 8 * 2**20
    wait_s: float = 5.0
    hold_s: float = 120.0
    keep_days: int = 30


@dataclass(slots=True)
class Lane:
    """One connection, used by one at a time: sending goes on while a reader holds rows."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    link: Link | None = None


class Tables:
    """The transport. See `Transport`."""

    def __init__(
        self,
        options: Options,
        address: Address,
        *,
        me: str,
        peer: str,
        name: str,
        wrap: Wrap | None,
        ticks: Callable[[], float],
    ) -> None:
        self.name = name
        self._wrap, self._ticks = wrap, ticks
        self._options, self._address = options, address
        self._me, self._peer = me, peer
        self._out, self._in = Lane(), Lane()
        self._purge_at = 0.0

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        for portion in self._portions(sorted(parcels, key=lambda one: not one.urgent)):
            for tries_left in reversed(range(TRIES)):
                if await self._written(portion, last=not tries_left):
                    break
        return ()

    async def _written(self, portion: Sequence[Parcel], *, last: bool) -> bool:
        async with self._using(self._out) as link:
            try:
                await self._insert(link, portion)
            except Failed as failed:
                if last or failed.state not in link.dialect.retried:
                    raise
                await link.run(store.UNDO_SQL)
                return False
        return True

    def _portions(self, parcels: Sequence[Parcel]) -> list[list[Parcel]]:
        portions: list[list[Parcel]] = []
        room = 0
        for parcel in parcels:
            if not portions or len(portions[-1]) == self._options.batch or len(parcel.token) > room:
                portions.append([])
                room = self._options.batch_bytes
            portions[-1].append(parcel)
            room -= len(parcel.token)
        return portions

    async def _insert(self, link: Link, parcels: Sequence[Parcel]) -> None:
        rows = [(self._me, self._peer, one.name, one.urgent, one.token) for one in parcels]
        await link.run(store.BEGIN_SQL)
        await link.run_many(link.dialect.sql(store.INSERT_SQL, self._options.table), rows)
        await link.run(store.END_SQL)

    async def receive(self, take: Take) -> int:
        came = 0
        async with self._using(self._in) as link:
            for _ in range(BATCHES_MAX):
                fetched = await self._fetch(link)
                taken = await self._take(link, take)
                came += taken
                if not fetched and not taken:
                    break
            await self._purge(link)
        return came

    async def _fetch(self, link: Link) -> int:
        """Mark the next rows as fetched. That is committed by itself: the sender sees it while they are being taken,
        and another reader may be the one that takes them.
        """
        await link.run(store.BEGIN_SQL)
        ids = [row[0] for row in await self._locked(link, state=0)]
        if ids:
            await link.run(link.dialect.sql(store.FETCHED_SQL, self._options.table, ids=len(ids)), ids)
        await link.run(store.END_SQL)
        return len(ids)

    async def _take(self, link: Link, take: Take) -> int:
        await link.run(store.BEGIN_SQL)
        ids = self._fitting(await self._locked(link, state=1))
        if ids:
            table, sql = self._options.table, link.dialect.sql
            rows = await link.run(sql(store.TOKENS_SQL, table, ids=len(ids)), ids)
            answers = await take(self.name, [_token(row[0]) for row in rows])
            await link.run(sql(store.ACKNOWLEDGED_SQL, table, ids=len(ids)), ids)
            if answers:
                await link.run_many(sql(store.INSERT_SQL, table), [self._answer(one) for one in answers])
        await link.run(store.END_SQL)
        return len(ids)

    async def _locked(self, link: Link, *, state: int) -> list[Sequence[Any]]:
        """Ids and sizes of rows in a state that nobody else holds, urgent ones first; held until the transaction ends.

        Each question is answered in the order of the index, so that only its own rows are locked. The urgent ones are
        asked for last: what a sender commits between the two questions is then never taken without its urgent part.
        """
        statement, batch = link.dialect.sql(store.WAITING_SQL, self._options.table), self._options.batch
        ordinary = await link.run(statement, (self._me, self._peer, state, False, batch))
        urgent = await link.run(statement, (self._me, self._peer, state, True, batch))
        return [*urgent, *ordinary][:batch]

    def _fitting(self, rows: Sequence[Sequence[Any]]) -> list[int]:
        """The first ids whose tokens fit into a batch together; the first always, as it is cut when it is too long."""
        ids: list[int] = []
        room = self._options.batch_bytes
        for number, size in rows:
            if ids and size > room:
                break
            ids.append(number)
            room -= size
        return ids

    def _answer(self, token: str) -> tuple[str, str, str, bool, str]:
        """Answers are few and small, and the sender repeats what is not answered: they go with what is urgent."""
        return self._me, self._peer, f"answer-{sm3(token.encode()).hex()[:32]}", True, token

    async def _purge(self, link: Link) -> None:
        if self._ticks() < self._purge_at:
            return
        given = (self._me, self._peer, self._options.keep_days, PURGE_ROWS)
        await link.run(link.dialect.purge.format(table=self._options.table), given)
        self._purge_at = self._ticks() + PURGE_EVERY_S

    @asynccontextmanager
    async def _using(self, lane: Lane) -> AsyncGenerator[Link]:
        """The lane's connection, opened when there is none. After a failure nothing stays locked: what had begun is
        undone, and if that fails too, or the database itself had failed, the connection is dropped. Raises LinkDown.
        """
        async with lane.lock:
            link = lane.link = lane.link or await self._connected()
            try:
                yield link
            except Failed as failed:
                await self._drop(lane)
                raise LinkDown(why=failed.why) from None
            except BaseException:
                await self._undo(lane, link)
                raise

    async def _connected(self) -> Link:
        link = await connect(self._address)
        return self._wrap(link) if self._wrap else link

    async def _undo(self, lane: Lane, link: Link) -> None:
        try:
            await link.run(store.UNDO_SQL)
        except Failed:
            await self._drop(lane)

    async def _drop(self, lane: Lane) -> None:
        link, lane.link = lane.link, None
        if link:
            await link.close()

    async def close(self) -> None:
        for lane in (self._out, self._in):
            await self._drop(lane)


def _token(value: Any) -> str:
    return as_token(value if isinstance(value, bytes) else str(value).encode("utf-8", "replace"))


def open_(
    options: Mapping[str, Any],
    *,
    me: str,
    peer: str,
    wrap: Wrap | None = None,
    ticks: Callable[[], float] = monotonic,
) -> Tables:
    """The shared table by an administrator's options; nothing is connected yet. ``wrap`` gets each connection that is
    opened; ``ticks``: seconds that pass. Raises BadTransport.
    """
    chosen = read(Options, options)
    return Tables(
        chosen, _address(chosen), me=me, peer=peer, name=str(options.get("name", NAME)), wrap=wrap, ticks=ticks
    )


async def create_tables(options: Mapping[str, Any]) -> None:
    """Make the table by the published statements, if it is not there. Raises BadTransport, LinkDown."""
    chosen = read(Options, options)
    link = await connect(_address(chosen))
    try:
        for statement in link.dialect.ddl(chosen.table):
            await link.run(statement)
    except Failed as failed:
        raise LinkDown(why=failed.why) from None
    finally:
        await link.close()


def _address(options: Options) -> Address:
    if not TABLE_NAME.fullmatch(options.table):
        raise BadTransport(option="table", why="not a plain name in small letters")
    address = Address(options.url, options.password_file, options.wait_s, options.hold_s)
    address.check()
    return address
