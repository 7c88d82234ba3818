"""The database edge: one pool, one transaction per use case, SQL by hand.

Actions receive a :class:`Tx` and never commit; whoever opened the transaction does (decision 0002).
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import orjson
import psycopg
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, class_row, dict_row
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from twinline.kernel.clock import Clock, SystemClock
from twinline.kernel.errors import Unavailable
from twinline.kernel.ids import RandomBytes, order_number, uuid7

STATEMENT_TIMEOUT_MS = 15_000
LOCK_TIMEOUT_MS = 5_000
IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000
POOL_WAIT_S = 5.0
NUMBER_BLOCK = 64
SERIES_SIZE = 1_000_000

Conn = AsyncConnection[TupleRow]
Params = Mapping[str, Any]
Sql = LiteralString
T = TypeVar("T")

set_json_dumps(orjson.dumps)
set_json_loads(orjson.loads)


@dataclass(slots=True)
class Numbers:
    """Hands out sequence values from blocks of 64, so that a number costs no round trip.

    ``series``: the first of the seven digits, so that instances that exchange orders never make the same number.
    """

    series: int | None = None
    _next: int = 0
    _last: int = -1
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, conn: Conn, count: int = 1) -> list[int]:
        """``count`` fresh sequence values. A block that a crash loses leaves a gap, never a duplicate."""
        async with self._lock:
            taken: list[int] = []
            while len(taken) < count:
                if self._next > self._last:
                    await self._refill(conn, count - len(taken), taken)
                    continue
                step = min(count - len(taken), self._last - self._next + 1)
                taken.extend(range(self._next, self._next + step))
                self._next += step
            if self.series is None:
                return taken
            return [self.series * SERIES_SIZE + value % SERIES_SIZE for value in taken]

    async def _refill(self, conn: Conn, wanted: int, taken: list[int]) -> None:
        blocks = max(1, wanted // NUMBER_BLOCK)
        cursor = await conn.execute(
            "SELECT nextval('number_seq') FROM generate_series(1, %(blocks)s)", {"blocks": blocks}
        )
        ends = [int(r[0]) for r in await cursor.fetchall()]
        for end in ends[:-1]:
            taken.extend(range(end - NUMBER_BLOCK + 1, end + 1))
        self._next, self._last = ends[-1] - NUMBER_BLOCK + 1, ends[-1]


@dataclass(slots=True)
class Tx:
    """One open transaction with the time it happens at and the identifiers it may make."""

    conn: Conn
    now: datetime
    numbers: Numbers
    random: RandomBytes = os.urandom

    def new_id(self) -> UUID:
        return uuid7(self.now, self.random)

    async def number(self, kind: str, division: str | None) -> str:
        (sequence,) = await self.numbers.take(self.conn)
        return order_number(kind=kind, division=division, at=self.now, sequence=sequence)


class Database:
    """The pool of one process. ``transaction()`` commits on success and rolls back on any exception.

    ``clock`` and ``random``: what its transactions tell the time and make identifiers by; a simulation gives its own.
    """

    def __init__(
        self,
        url: str,
        *,
        size_min: int = 1,
        size_max: int = 10,
        clock: Clock | None = None,
        series: int | None = None,
        random: RandomBytes = os.urandom,
    ) -> None:
        self.url = url
        self.clock: Clock = clock or SystemClock()
        self.random = random
        self.numbers = Numbers(series)
        self.pool: AsyncConnectionPool[Conn] = AsyncConnectionPool(
            url,
            min_size=size_min,
            max_size=size_max,
            open=False,
            timeout=POOL_WAIT_S,
            kwargs={"options": session_options(), "prepare_threshold": 1},
        )

    async def open(self, *, wait_s: float = 30.0) -> None:
        await self.pool.open(wait=True, timeout=wait_s)

    async def close(self) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Tx]:
        """One transaction. Raises Unavailable when the database does not answer (nothing was written,
        except that a connection lost during COMMIT leaves the outcome to the idempotency key)."""
        try:
            async with self.pool.connection() as conn:
                yield Tx(conn, self.clock.now(), self.numbers, self.random)
                if conn.closed:  # psycopg leaves a closed connection without a word, and without a commit
                    raise Unavailable(reason="closed")
        except (PoolTimeout, psycopg.OperationalError) as error:
            raise Unavailable(reason=type(error).__name__) from error


def session_options() -> str:
    """Server-side limits of every connection, as a libpq ``options`` string."""
    limits = {
        "statement_timeout": STATEMENT_TIMEOUT_MS,
        "lock_timeout": LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT_MS,
        "timezone": "UTC",
    }
    return " ".join(f"-c {name}={value}" for name, value in limits.items())


async def execute(conn: Conn, sql: Sql, params: Params) -> int:
    """Run a statement; the number of rows it touched."""
    return (await conn.execute(sql, params)).rowcount


async def fetch(conn: Conn, kind: type[T], sql: Sql, params: Params) -> list[T]:
    """All rows as frozen ``kind`` instances; column names are field names."""
    async with conn.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(sql, params)
        return await cursor.fetchall()


async def fetch_one(conn: Conn, kind: type[T], sql: Sql, params: Params) -> T | None:
    """The first row as a ``kind`` instance, or None."""
    async with conn.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(sql, params)
        return await cursor.fetchone()


async def fetch_dicts(conn: Conn, sql: Sql, params: Params) -> list[dict[str, Any]]:
    """All rows as dictionaries: for reads that go out as JSON as they are."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(sql, params)
        return await cursor.fetchall()


async def fetch_value(conn: Conn, sql: Sql, params: Params) -> Any:
    """The first column of the first row, or None."""
    cursor = await conn.execute(sql, params)
    found = await cursor.fetchone()
    return found[0] if found else None


async def insert_json(conn: Conn, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a set-based INSERT whose rows come as one JSON array parameter ``rows``."""
    return await execute(conn, sql, {"rows": orjson.dumps(rows).decode()})
