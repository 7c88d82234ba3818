"""Bring a database to the program's schema: forward only, under a lock, and refusing what cannot work.

Large tables of events are partitioned by month over their UUIDv7 key. The months ahead are made here and by a periodic
job; a row for which no month exists falls into the default partition, so nothing is ever refused.
"""

import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any, ClassVar, LiteralString, cast
from uuid import UUID

import psycopg
from psycopg import sql

from twinline.kernel.db import Conn, fetch_value
from twinline.kernel.errors import Conflict
from twinline.kernel.ids import uuid7

VERSION_MIN = 15
MONTHS_AHEAD = 3
LOCK_KEY = 0x7477696E
PARTITIONED = ("order_event",)
C_LOCALES = frozenset(("C", "POSIX"))

TRY_LOCK_SQL = "SELECT pg_try_advisory_lock(%s)"
LOCK_RETRY_S = 0.2
UNLOCK_SQL = "SELECT pg_advisory_unlock(%s)"
LOCALE_SQL = """
    SELECT pg_encoding_to_char(encoding), datctype, current_setting('server_version_num')::int / 10000
      FROM pg_database WHERE datname = current_database()
"""
PARTITION_EXISTS_SQL = "SELECT to_regclass(%s) IS NOT NULL"
DEFAULT_HOLDS_SQL: LiteralString = "SELECT EXISTS (SELECT FROM {} WHERE {} >= {} AND {} < {})"
REVISION_SQL = "SELECT version_num FROM alembic_version"
HAS_REVISION_SQL = "SELECT to_regclass('alembic_version') IS NOT NULL"


class DatabaseLocale(Conflict):
    """The database is not UTF-8 through and through; Chinese search would silently find nothing."""

    code: ClassVar[str] = "kernel.database_locale"


class DatabaseVersion(Conflict):
    """The server is older than what is tested."""

    code: ClassVar[str] = "kernel.database_version"


class SchemaOutdated(Conflict):
    """The database is not at the program's schema revision."""

    code: ClassVar[str] = "kernel.schema_outdated"


@dataclass(frozen=True, slots=True)
class Month:
    """One month of China's calendar is near enough to one of UTC; partitions use UTC."""

    year: int
    month: int

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def first_key(self) -> UUID:
        """The smallest UUIDv7 of the month."""
        start = datetime(self.year, self.month, 1, tzinfo=UTC)
        return UUID(int=uuid7(start, lambda count: bytes(count)).int & ~((1 << 80) - 1))

    @property
    def suffix(self) -> str:
        return f"{self.year:04d}{self.month:02d}"


def months_from(today: date, *, ahead: int = MONTHS_AHEAD) -> list[Month]:
    """The month of ``today`` and the ``ahead`` next ones."""
    months = [Month(today.year, today.month)]
    while len(months) <= ahead:
        months.append(months[-1].next)
    return months


def head_revision() -> str:
    """The revision that the program needs: the last step's number, which its file name begins with."""
    steps = files("twinline.migrations.versions").iterdir()
    return max(step.name for step in steps if step.name[:4].isdigit() and step.name.endswith(".py"))[:4]


def migrate(url: str, *, today: date) -> str:
    """Apply what is missing and make the partitions from ``today`` on; the revision the database is at then.

    Raises DatabaseLocale, DatabaseVersion. Two processes at once take turns.
    """
    with psycopg.connect(url, autocommit=True) as guard:
        check_server(guard)
        with _locked(guard):
            _upgrade(url)
            make_partitions(guard, months_from(today))
    return head_revision()


@contextmanager
def _locked(guard: psycopg.Connection[Any]) -> Generator[None]:
    # Asked again and again instead of waiting inside a statement: an index built CONCURRENTLY by the one who migrates
    # waits for every statement that is running, and this one would be waiting for the migration.
    while (got := guard.execute(TRY_LOCK_SQL, [LOCK_KEY]).fetchone()) is None or not got[0]:
        time.sleep(LOCK_RETRY_S)
    try:
        yield
    finally:
        guard.execute(UNLOCK_SQL, [LOCK_KEY])


def check_server(connection: psycopg.Connection[Any]) -> None:
    """Raises DatabaseLocale or DatabaseVersion for a database that cannot carry the product."""
    found = connection.execute(LOCALE_SQL).fetchone()
    encoding, ctype, version = found or ("?", "?", 0)
    if encoding != "UTF8" or ctype in C_LOCALES:
        raise DatabaseLocale(encoding=encoding, ctype=ctype)
    if version < VERSION_MIN:
        raise DatabaseVersion(found=version, needed=VERSION_MIN)


def _upgrade(url: str) -> None:
    # Half a second to import, which a server that has nothing to migrate does not need.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=NullPool)
    config = Config()
    config.set_main_option("script_location", "twinline:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    engine.dispose()


def make_partitions(connection: psycopg.Connection[Any], months: Iterable[Month]) -> list[str]:
    """Make the missing month partitions; their names. A month that the default partition has rows of stays there."""
    made: list[str] = []
    for table, month in ((table, month) for table in PARTITIONED for month in months):
        name = f"{table}_{month.suffix}"
        if not _exists(connection, name) and not _default_holds(connection, table, month):
            connection.execute(_create(table, name, month))
            made.append(name)
    return made


def _exists(connection: psycopg.Connection[Any], name: str) -> bool:
    found = connection.execute(PARTITION_EXISTS_SQL, [name]).fetchone()
    return bool(found and found[0])


def _default_holds(connection: psycopg.Connection[Any], table: str, month: Month) -> bool:
    key = sql.Identifier("subject_id")
    statement = sql.SQL(DEFAULT_HOLDS_SQL).format(
        sql.Identifier(f"{table}_default"), key, sql.Literal(month.first_key), key, sql.Literal(month.next.first_key)
    )
    found = connection.execute(statement).fetchone()
    return bool(found and found[0])


def _create(table: str, name: str, month: Month) -> sql.Composed:
    return sql.SQL("CREATE TABLE {} PARTITION OF {} FOR VALUES FROM ({}) TO ({})").format(
        sql.Identifier(name),
        sql.Identifier(table),
        sql.Literal(month.first_key),
        sql.Literal(month.next.first_key),
    )


def require_revision(connection: psycopg.Connection[Any]) -> None:
    """Raises SchemaOutdated unless the database is at the program's revision."""
    known = connection.execute(HAS_REVISION_SQL).fetchone()
    found = connection.execute(REVISION_SQL).fetchone() if known and known[0] else None
    _compare(str(found[0]) if found else None)


def _compare(found: str | None) -> None:
    if found != head_revision():
        raise SchemaOutdated(found=found or "-", needed=head_revision())


async def check_revision(conn: Conn) -> None:
    """Raises SchemaOutdated unless the database is at the program's revision."""
    found: str | None = None
    if await fetch_value(conn, HAS_REVISION_SQL, {}):
        found = cast("str | None", await fetch_value(conn, REVISION_SQL, {}))
    _compare(found)
