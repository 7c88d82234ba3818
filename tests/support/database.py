"""Databases for tests: a server for each worker, one template per state of the sources, one copy per process.

Workers share no server, because what the outbox may read ends at the oldest transaction of the whole server: another
worker's long test would hold up the readers of this one. ``TWINLINE_TEST_DATABASE_URL`` names a server to use instead
(a superuser's address); by default private ones under ``var/test`` are started, each shared by the processes of the
same worker number in this checkout, and stopped by the last one. ``TWINLINE_TEST_POSTGRES`` names a folder with another
PostgreSQL's programs to start instead of the embedded ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from twinline.installation import migrate_database, seed_database
from twinline.kernel.clock import SystemClock
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database

ROOT = Path(__file__).resolve().parents[2]
TEST_DIR = ROOT / "var" / "test"
SOURCES = ("kernel", "identity", "places", "agencies", "clocks", "migrations")
TEMPLATES_MAX = 4
CLEANED_AGAIN = 5
COPIES = count()
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "300"}
CIPHER = FieldCipher(bytes(range(16)), bytes(range(32)))

# Rows of these outlive a test: what every city has, and the people of the tests.
KEPT = frozenset(
    (
        "alembic_version",
        "unit",
        "duty_contact",
        "police_class",
        "crosswalk",
        "calendar",
        "calendar_day",
        "deadline_rule",
        "account",
        "api_key",
        "outbox_cursor",
    )
)
TABLES_SQL = """
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""


class ShiftClock:
    """The machine's clock, moved by hand: a test says how much later it is."""

    def __init__(self) -> None:
        self._shift = timedelta()
        self._system = SystemClock()

    def now(self) -> datetime:
        return (self._system.now() + self._shift).astimezone(UTC)

    def advance(self, step: timedelta) -> datetime:
        self._shift += step
        return self.now()

    def reset(self) -> None:
        self._shift = timedelta()


@contextlib.contextmanager
def locked(name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Hold a lock file among test processes; yields False when it is taken and we may not wait."""
    TEST_DIR.mkdir(parents=True, exist_ok=True)
    with (TEST_DIR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of the server's maintenance database."""
    given = os.environ.get("TWINLINE_TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = os.environ.get("TWINLINE_TEST_POSTGRES")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"postgres-other-{worker}" if programs else f"postgres-{worker}"
    cluster = EmbeddedCluster(TEST_DIR / name, bin_dir=Path(programs) if programs else None, settings=FAST)
    with locked(f"{name}-users", shared=True):
        with locked(f"{name}-start"):
            cluster.start()
        yield cluster.url()
    with locked(f"{name}-start"), locked(f"{name}-users", wait=False) as last:
        if last:
            cluster.stop("immediate")


def on(server_url: str, name: str) -> str:
    """The address of another database on the server."""
    return conninfo.make_conninfo(server_url, dbname=name)


def run(server_url: str, statement: str, *names: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def mark_of(server_url: str) -> str:
    """What tells servers apart, short enough for the name of a lock."""
    return hashlib.sha256(server_url.encode()).hexdigest()[:12]


def fingerprint() -> str:
    """Of all sources that the template's content depends on."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / "src" / "twinline" / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.name.encode() + path.read_bytes())
    digest.update((ROOT / "src" / "twinline" / "installation.py").read_bytes())
    return digest.hexdigest()[:12]


def template(server_url: str) -> str:
    """The name of a migrated and seeded database; made once per state of the sources."""
    name = f"tl_template_{fingerprint()}"
    with locked(f"template-{mark_of(server_url)}"):
        found = databases(server_url, "tl_template_%")
        if name not in found:
            for old in found[:-TEMPLATES_MAX]:
                drop(server_url, old)
            draft = f"{name}_draft"
            drop(server_url, draft)
            create(server_url, draft, "template0")
            migrate_database(on(server_url, draft))
            asyncio.run(_seed(on(server_url, draft)))
            run(server_url, "ALTER DATABASE {} RENAME TO {}", draft, name)
    return name


async def _seed(url: str) -> None:
    db = Database(url)
    await db.open()
    try:
        await seed_database(db, cipher=CIPHER)
    finally:
        await db.close()


def databases(server_url: str, like: str) -> list[str]:
    with psycopg.connect(server_url, autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [like])
        return [row[0] for row in found.fetchall()]


def create(server_url: str, name: str, source: str) -> None:
    utf8 = " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'" if source == "template0" else ""
    run(server_url, f"CREATE DATABASE {{}} TEMPLATE {{}}{utf8}", name, source)


def drop(server_url: str, name: str) -> None:
    run(server_url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextlib.contextmanager
def copy_of(server_url: str, source: str, label: str) -> Iterator[str]:
    """A database of its own, copied from the template; its address. It is dropped at the end."""
    forget_dead(server_url)
    name = f"tl_test_{os.getpid()}_{label}_{next(COPIES)}"
    drop(server_url, name)
    with locked(f"copy-{mark_of(server_url)}"):
        create(server_url, name, source)
    try:
        yield on(server_url, name)
    finally:
        drop(server_url, name)


def forget_dead(server_url: str) -> None:
    """Drop databases of test processes that were killed."""
    for name in databases(server_url, r"tl\_test\_%"):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            drop(server_url, name)


def clean(url: str) -> None:
    """Empty every table that a test may have written to. What still ends beside it may lock tables in another order."""
    for _ in range(CLEANED_AGAIN):
        with contextlib.suppress(psycopg.errors.DeadlockDetected):
            return _clean(url)
    return _clean(url)


def _clean(url: str) -> None:
    with psycopg.connect(url) as connection:
        tables = [row[0] for row in connection.execute(TABLES_SQL).fetchall() if row[0] not in KEPT]
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
