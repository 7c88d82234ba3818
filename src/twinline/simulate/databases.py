"""A database that one process uses over one connection, which can be killed or cut before any statement."""

import asyncio
from collections.abc import AsyncGenerator, Sequence, Set
from contextlib import asynccontextmanager
from typing import Any, Self

import psycopg
from psycopg import AsyncConnection, AsyncCursor, waiting
from psycopg.rows import TupleRow, dict_row

from twinline.kernel.clock import Clock
from twinline.kernel.db import Database, Numbers, Tx, session_options
from twinline.kernel.errors import Unavailable
from twinline.kernel.ids import RandomBytes
from twinline.simulate.fuse import Fuse
from twinline.simulate.model import Killed, Row

PREPARED_MAX = 1_000


class Cursor(AsyncCursor[Any]):
    """A cursor whose statements burn the fuse of its connection."""

    async def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        await burn(self.connection)  # type: ignore[arg-type]
        return await super().execute(query, params, **options)


class Connection(AsyncConnection[TupleRow]):
    """A connection with a fuse. Nothing else goes on meanwhile, so it waits for its server without the loop."""

    fuse: Fuse

    async def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ASYNC109 - psycopg's
        del timeout
        return waiting.wait(gen, self.pgconn.socket, interval=interval)


async def burn(conn: Connection, *, commit: bool = False) -> None:
    """Raises Killed, or OperationalError when the connection is cut. What it had begun ends before it does: else what
    the next one sees would be a matter of time."""
    if conn.fuse.burn(commit=commit):
        conn.pgconn.exec_(b"ROLLBACK")
        await conn.close()
        # Said here: psycopg leaves a transaction on a closed connection as if it had been committed.
        raise psycopg.OperationalError("cut")


class OneConnection(Database):
    """Transactions one after another over one connection, so that everything happens in one order."""

    def __init__(self, url: str, *, clock: Clock, series: int | None, random: RandomBytes) -> None:
        super().__init__(url, clock=clock, series=series, random=random)
        self.fuse = Fuse()
        self._conn: Connection | None = None
        self._lock = asyncio.Lock()

    async def open(self, *, wait_s: float = 30.0) -> None:
        del wait_s
        await self._connected()

    async def close(self) -> None:
        if self._conn:
            await self._conn.close()
        self._conn = None

    async def revive(self, *, strangers: Set[asyncio.Task[Any]]) -> None:
        """A new process: what the dead one had in mind is gone. What it began to do side by side ends first;
        ``strangers`` were there before it, are not its own, and may never end."""
        left = asyncio.all_tasks() - strangers
        await asyncio.gather(*left, return_exceptions=True)
        self.fuse.out()
        self.fuse.dead = False
        self.numbers = Numbers(self.numbers.series)
        await self.close()

    async def _connected(self) -> Connection:
        conn = self._conn
        if conn is None or conn.closed:
            made: Any = await Connection.connect(
                self.url,
                options=session_options(),
                prepare_threshold=1,
                cursor_factory=Cursor,  # type: ignore[arg-type]
            )
            made.fuse = self.fuse
            made.prepared_max = PREPARED_MAX
            self._conn = conn = made
        return conn

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Tx]:
        async with self._lock:
            if self.fuse.dead:
                raise Killed
            try:
                conn = await self._connected()
                async with conn.transaction():
                    yield Tx(conn, self.clock.now(), self.numbers, self.random)
                    await burn(conn, commit=True)
                await burn(conn, commit=True)
            except psycopg.OperationalError as error:
                raise Unavailable(reason=type(error).__name__) from error

    async def ask(self, statements: Sequence[tuple[str, str]], params: Row) -> dict[str, list[Row]]:
        """All rows of several statements, asked at once and without burning anything."""
        async with self._lock:
            conn = await self._connected()
            found: dict[str, list[Row]] = {}
            async with conn.pipeline(), conn.transaction():
                cursors = {name: AsyncCursor(conn, row_factory=dict_row) for name, _ in statements}
                for name, sql in statements:
                    await cursors[name].execute(sql, params)  # type: ignore[arg-type]
            for name, cursor in cursors.items():
                found[name] = await cursor.fetchall()
            return found
