"""Statements on the shared table in the two dialects, and connections that run them (decision 0017, R45).

PostgreSQL is spoken to asynchronously; MariaDB's driver blocks and has a thread of its own for each connection. Both
run every statement by itself: transactions are begun and ended by the statements below.
"""

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
import pymysql
from psycopg import conninfo

from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown
from twinline.exchange.transports import BadTransport

TABLE = "exchange_parcel"
DDL = Path(__file__).with_name("ddl")
STATEMENT_WAITS = 2
"""A statement may take so many times as long as connecting may."""

T = TypeVar("T")
Row = Sequence[Any]

BEGIN_SQL, END_SQL, UNDO_SQL = "BEGIN", "COMMIT", "ROLLBACK"
WAITING_SQL = """
    SELECT id, {size} FROM {table}{index}
     WHERE receiver = %s AND sender = %s AND push_state = %s AND urgent = %s
     ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
FETCHED_SQL = "UPDATE {table} SET push_state = 1, push_time = coalesce(push_time, {now}) WHERE id IN ({ids})"
TOKENS_SQL = "SELECT {token} FROM {table} WHERE id IN ({ids}) ORDER BY urgent DESC, id"
ACKNOWLEDGED_SQL = "UPDATE {table} SET push_state = 2, ack_time = {now} WHERE id IN ({ids})"
INSERT_SQL = "INSERT INTO {table} (sender, receiver, name, urgent, token) VALUES (%s, %s, %s, %s, %s) {again}"

# A name that is sent again does nothing while it waits. Once it was acknowledged, or when its token is another, the
# sender has reason to send it (the peer lost it, or the sender counts anew): then it waits once more.
AGAIN_POSTGRESQL_SQL = """
    ON CONFLICT (sender, receiver, name) DO UPDATE
       SET urgent = excluded.urgent, token = excluded.token, push_state = 0, push_time = NULL, ack_time = NULL
     WHERE {table}.push_state = 2 OR {table}.token <> excluded.token
"""
# MariaDB assigns from left to right and reads what it has assigned: what is asked for comes before it is changed.
AGAIN_MARIADB_SQL = """
    ON DUPLICATE KEY UPDATE
       push_time = IF(push_state = 2 OR token <> VALUE(token), NULL, push_time),
       ack_time = IF(push_state = 2 OR token <> VALUE(token), NULL, ack_time),
       push_state = IF(push_state = 2 OR token <> VALUE(token), 0, push_state),
       urgent = VALUE(urgent), token = VALUE(token)
"""
PURGE_POSTGRESQL_SQL = """
    DELETE FROM {table} WHERE id IN (
        SELECT id FROM {table} WHERE receiver = %s AND sender = %s AND push_state = 2
           AND ack_time < clock_timestamp() - make_interval(days => %s) ORDER BY ack_time LIMIT %s
           FOR UPDATE SKIP LOCKED)
"""
PURGE_MARIADB_SQL = """
    DELETE FROM {table} WHERE receiver = %s AND sender = %s AND push_state = 2
       AND ack_time < UTC_TIMESTAMP(3) - INTERVAL %s DAY ORDER BY ack_time LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the two databases say differently. ``retried``: states of failures that are gone when one tries again."""

    name: str
    now: str
    size: str
    token: str
    index: str
    again: str
    purge: str
    session: tuple[str, ...]
    retried: frozenset[str]

    def sql(self, statement: str, table: str, *, ids: int = 0) -> str:
        """A statement of this module for a table, with places for so many ids."""
        marks = ", ".join(["%s"] * ids)
        again = self.again.format(table=table)
        return statement.format(
            table=table, ids=marks, again=again, now=self.now, size=self.size, token=self.token, index=self.index
        )

    def ddl(self, table: str) -> list[str]:
        """What makes the table, statement by statement."""
        text = (DDL / f"{self.name}.sql").read_text("utf-8").replace(TABLE, table)
        return [one for one in text.split(";\n") if one.strip()]


POSTGRESQL = Dialect(
    name="postgresql",
    now="clock_timestamp()",
    size="octet_length(token)",
    token=f"left(token, {TOKEN_CHARS_MAX + 1})",
    index="",
    again=AGAIN_POSTGRESQL_SQL,
    purge=PURGE_POSTGRESQL_SQL,
    session=("SET lock_timeout = '{wait_ms}ms'", "SET idle_in_transaction_session_timeout = '{hold_ms}ms'"),
    retried=frozenset(("40001", "40P01")),
)
MARIADB = Dialect(
    name="mariadb",
    now="UTC_TIMESTAMP(3)",
    size="LENGTH(token)",
    token=f"CAST(LEFT(token, {TOKEN_CHARS_MAX + 1}) AS BINARY)",
    index=" FORCE INDEX (waiting)",
    again=AGAIN_MARIADB_SQL,
    purge=PURGE_MARIADB_SQL,
    session=(
        # Other levels lock the space between rows, and readers would wait for writers. Strict: nothing is cut unseen.
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
        "SET innodb_lock_wait_timeout = {wait_s}",
        "SET idle_transaction_timeout = {hold_s}",
    ),
    retried=frozenset(("1213", "1020")),
)
SAID = {
    "no such table": ("42P01", "1146"),
    "no such database": ("3D000", "1049", "does not exist"),
    "not let in": ("28P01", "28000", "1045", "authentication failed", "no password supplied", "no pg_hba.conf entry"),
    "not allowed": ("42501", "1142", "1143", "1044"),
    "another reader or writer holds the rows": ("55P03", "1205"),
    "disk full": ("53100", "1021", "1114"),
    "token longer than the server takes": ("1153",),
    "MariaDB older than 10.6": ("1064",),
    "certificate": ("certificate", "SSL", "2026"),
    "no connection": ("refused", "timeout", "closed the connection", "translate host name", "2003", "2006", "2013"),
}
"""What people are told: never the driver's own words, which may hold parts of the address."""


class Failed(Exception):
    """The database did not do it; ``state`` is its code, ``why`` is for people."""

    def __init__(self, dialect: str, state: str, words: str = "") -> None:
        super().__init__(dialect, state)
        found = (
            text for text, signs in SAID.items() if state in signs or (not state and any(s in words for s in signs))
        )
        said = next(found, "failed")
        self.state, self.why = state, f"{dialect}: {said}" + (f" ({state})" if state else "")


class Link(Protocol):
    """One connection. What fails raises Failed; the connection is of no use then, unless the state is retried."""

    dialect: Dialect

    async def run(self, statement: str, given: Row = ()) -> list[Row]:
        """Rows of one statement; none for one that gives none."""
        ...

    async def run_many(self, statement: str, rows: Sequence[Row]) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Address:
    """A database to connect to. ``wait_s``: for connecting and for locks; ``hold_s``: after so long the server ends the
    transaction of a reader that says nothing more, and its rows are there for others.
    """

    url: str
    password_file: str
    wait_s: float
    hold_s: float

    @property
    def dialect(self) -> Dialect:
        """Raises BadTransport."""
        known = {"postgresql": POSTGRESQL, "postgres": POSTGRESQL, "mariadb": MARIADB, "mysql": MARIADB}
        scheme = self.url.partition("://")[0]
        if scheme not in known:
            raise BadTransport(option="url", why="not postgresql:// or mariadb://")
        return known[scheme]

    def password(self) -> dict[str, str]:
        """Read when connecting, so that a changed one is taken. Raises LinkDown."""
        if not self.password_file:
            return {}
        try:
            return {"password": Path(self.password_file).read_text("utf-8").strip()}
        except (OSError, ValueError) as error:
            raise LinkDown(why=f"password_file cannot be read: {type(error).__name__}") from error

    def check(self) -> None:
        """Raises BadTransport when the address cannot be meant; never repeats it."""
        try:
            _postgresql_parts(self) if self.dialect is POSTGRESQL else _mariadb_parts(self)
        except (ValueError, psycopg.Error):
            raise BadTransport(option="url", why="not an address") from None


async def connect(address: Address) -> Link:
    """Raises LinkDown."""
    opening = PostgresLink.open if address.dialect is POSTGRESQL else MariaLink.open
    try:
        link = await opening(address)
    except Failed as failed:
        raise LinkDown(why=failed.why) from None
    times = {"wait_s": max(1, round(address.wait_s)), "hold_s": max(1, round(address.hold_s))}
    times |= {"wait_ms": round(address.wait_s * 1000), "hold_ms": round(address.hold_s * 1000)}
    try:
        for statement in link.dialect.session:
            await link.run(statement.format(**times))
    except Failed as failed:
        await link.close()
        raise LinkDown(why=failed.why) from None
    return link


def _postgresql_parts(address: Address) -> dict[str, Any]:
    seconds = max(2, round(address.wait_s))
    defaults = {"tcp_user_timeout": seconds * 2000, "keepalives_idle": 30, "application_name": "twinline exchange"}
    # Bytes as they are: what somebody else wrote in another encoding must not stop those that read.
    fixed = {"connect_timeout": seconds, "client_encoding": "sql_ascii"}
    return {**defaults, **conninfo.conninfo_to_dict(address.url), **fixed}


class PostgresLink:
    """A connection by psycopg."""

    dialect = POSTGRESQL

    def __init__(self, connection: psycopg.AsyncConnection[Any], wait_s: float) -> None:
        self._connection, self._wait_s = connection, wait_s * STATEMENT_WAITS

    @classmethod
    async def open(cls, address: Address) -> "PostgresLink":
        said = conninfo.make_conninfo(**_postgresql_parts(address), **address.password())
        try:
            made = await psycopg.AsyncConnection.connect(said, autocommit=True, prepare_threshold=None)
        except (psycopg.Error, OSError) as error:
            raise _failed_postgresql(error) from None
        return cls(made, address.wait_s)

    async def run(self, statement: str, given: Row = ()) -> list[Row]:
        async def ran() -> list[Row]:
            cursor = await self._connection.execute(statement.encode(), given or None)
            return await cursor.fetchall() if cursor.description else []

        return await self._in_time(ran)

    async def run_many(self, statement: str, rows: Sequence[Row]) -> None:
        async def ran() -> None:
            async with self._connection.cursor() as cursor:
                await cursor.executemany(statement.encode(), rows)

        await self._in_time(ran)

    async def _in_time(self, ran: Callable[[], Any]) -> Any:
        """Hanging up ends a statement at once; cancelling would first ask a server that may stand still."""
        clock = asyncio.get_running_loop().call_later(self._wait_s, self._hang_up)
        try:
            return await ran()
        except (psycopg.Error, OSError) as error:
            raise _failed_postgresql(error) from None
        finally:
            clock.cancel()

    def _hang_up(self) -> None:
        with (
            contextlib.suppress(psycopg.Error, OSError),
            socket.socket(fileno=os.dup(self._connection.fileno())) as one,
        ):
            one.shutdown(socket.SHUT_RDWR)

    async def close(self) -> None:
        with contextlib.suppress(psycopg.Error, OSError):
            await self._connection.close()


def _failed_postgresql(error: Exception) -> Failed:
    state = getattr(error, "sqlstate", None) or ""
    return Failed("PostgreSQL", state, str(error))


def _mariadb_parts(address: Address) -> dict[str, Any]:
    """Raises ValueError."""
    url = urlsplit(address.url)
    asked = {name: values[-1] for name, values in parse_qs(url.query, strict_parsing=bool(url.query)).items()}
    parts: dict[str, Any] = {
        "host": url.hostname or "127.0.0.1",
        "port": url.port or 3306,
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "database": unquote(url.path.lstrip("/")),
    }
    if not parts["user"] or not parts["database"] or asked.keys() - {"unix_socket", "ssl_ca", "ssl_cert", "ssl_key"}:
        raise ValueError
    if "unix_socket" in asked:
        parts["unix_socket"] = asked["unix_socket"]
    return parts | _mariadb_tls(asked)


def _mariadb_tls(asked: dict[str, str]) -> dict[str, Any]:
    """With an authority named the server must show a certificate of it, made out for its name."""
    if "ssl_ca" not in asked:
        return {}
    files = {f"ssl_{name}": asked[f"ssl_{name}"] for name in ("ca", "cert", "key") if f"ssl_{name}" in asked}
    return {**files, "ssl_verify_cert": True, "ssl_verify_identity": True}


class MariaLink:
    """A connection by PyMySQL with the one thread that uses it."""

    dialect = MARIADB

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._connection: pymysql.Connection[Any] | None = None

    @classmethod
    async def open(cls, address: Address) -> "MariaLink":
        link = cls(ThreadPoolExecutor(1, "exchange-tables"))
        try:
            await link._in_thread(lambda: link._connect(address))
        except BaseException:
            await link.close()
            raise
        return link

    def _connect(self, address: Address) -> None:
        parts: dict[str, Any] = {**_mariadb_parts(address), **address.password()}
        wait_s = address.wait_s * STATEMENT_WAITS
        self._connection = pymysql.connect(
            **parts,
            charset="utf8mb4",
            autocommit=True,
            connect_timeout=max(1, round(address.wait_s)),
            read_timeout=wait_s,
            write_timeout=wait_s,
        )

    async def run(self, statement: str, given: Row = ()) -> list[Row]:
        def ran() -> list[Row]:
            assert self._connection  # noqa: S101 - opened before it is handed out
            with self._connection.cursor() as cursor:
                cursor.execute(statement, tuple(given) or None)
                return list(cursor.fetchall())

        return await self._in_thread(ran)

    async def run_many(self, statement: str, rows: Sequence[Row]) -> None:
        def ran() -> None:
            assert self._connection  # noqa: S101 - opened before it is handed out
            with self._connection.cursor() as cursor:
                cursor.executemany(statement, rows)

        await self._in_thread(ran)

    async def _in_thread(self, ran: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, ran)
        except (pymysql.Error, OSError, ssl.SSLError, ValueError, RuntimeError) as error:
            number = error.args[0] if isinstance(error, pymysql.Error) and error.args else ""
            raise Failed("MariaDB", str(number), "timeout" if isinstance(error, TimeoutError) else "") from None

    async def close(self) -> None:
        """At once; a statement that is still under way ends by its time limit, and the thread with it."""

        def closed() -> None:
            if self._connection:
                with contextlib.suppress(pymysql.Error, OSError):
                    self._connection.close()

        with contextlib.suppress(RuntimeError):
            self._thread.submit(closed)
        self._thread.shutdown(wait=False)
