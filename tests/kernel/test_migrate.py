"""Migrations on both supported servers, the months ahead, and databases that are refused."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import conninfo

from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.kernel.ids import uuid7
from twinline.kernel.migrate import (
    DatabaseLocale,
    Month,
    SchemaOutdated,
    check_revision,
    head_revision,
    make_partitions,
    migrate,
    months_from,
    require_revision,
)

DEBIAN_BIN = Path("/usr/lib/postgresql/15/bin")
TODAY = date(2026, 11, 22)


@pytest.fixture(params=["embedded", pytest.param("debian15", marks=pytest.mark.postgres15)])
def maintenance_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The maintenance database of each supported server."""
    if request.param == "embedded":
        yield request.getfixturevalue("server_url")
        return
    if not DEBIAN_BIN.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Debian's PostgreSQL 15 is not installed")
        pytest.skip("apt-get install postgresql-15")
    cluster = EmbeddedCluster(tmp_path / "pg15", bin_dir=DEBIAN_BIN, settings={"fsync": "off"})
    cluster.start()
    try:
        yield cluster.url()
    finally:
        cluster.destroy()


@pytest.fixture
def empty(maintenance_url: str) -> Iterator[str]:
    """An empty database with the right locale."""
    yield from made(maintenance_url, "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")


def made(maintenance_url: str, options: str) -> Iterator[str]:
    name = f"tl_test_{os.getpid()}_empty"
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        yield conninfo.make_conninfo(maintenance_url, dbname=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def tables(url: str) -> list[str]:
    with psycopg.connect(url, client_encoding="utf8") as connection:
        found = connection.execute("SELECT relname::text FROM pg_class WHERE relkind IN ('r','p') ORDER BY relname")
        return [row[0] for row in found if not row[0].startswith(("pg_", "sql_"))]


def test_migrations_apply_and_apply_again(empty: str) -> None:
    assert migrate(empty, today=TODAY) == head_revision()
    first = tables(empty)
    assert {"order_event_202611", "order_event_202702", "procrastinate_jobs", "appeal"} <= set(first)
    assert migrate(empty, today=TODAY) == head_revision()
    assert tables(empty) == first


def test_two_processes_migrate_in_turn(empty: str) -> None:
    failures: list[BaseException] = []

    def run() -> None:
        try:
            migrate(empty, today=TODAY)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_head_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", "twinline:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == head_revision()


@pytest.mark.parametrize(
    "options",
    [
        "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
        "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'POSIX'",
        "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'",
    ],
)
def test_a_database_in_which_chinese_search_would_fail_is_refused(server_url: str, options: str) -> None:
    for url in made(server_url, options):
        with pytest.raises(DatabaseLocale) as refused:
            migrate(url, today=TODAY)
        assert "C.UTF-8" in refused.value.message()
        assert tables(url) == []


async def test_a_server_refuses_an_outdated_schema(own_db: Database) -> None:
    async with own_db.transaction() as tx:
        await check_revision(tx.conn)
        await tx.conn.execute("UPDATE alembic_version SET version_num = '0000'")
        with pytest.raises(SchemaOutdated):
            await check_revision(tx.conn)
        await tx.conn.execute("DROP TABLE alembic_version")
        with pytest.raises(SchemaOutdated):
            await check_revision(tx.conn)
    with psycopg.connect(own_db.url) as connection, pytest.raises(SchemaOutdated):
        require_revision(connection)


def test_months_follow_each_other_over_the_year() -> None:
    months = months_from(date(2026, 11, 30))
    assert [m.suffix for m in months] == ["202611", "202612", "202701", "202702"]
    for month in months:
        start = datetime(month.year, month.month, 1, tzinfo=UTC)
        assert uuid7(start - timedelta(milliseconds=1), lambda n: b"\xff" * n) < month.first_key
        assert month.first_key <= uuid7(start, lambda n: bytes(n))
        assert month.first_key < month.next.first_key


async def test_events_lie_in_the_month_of_their_subject(own_db: Database) -> None:
    at = datetime(2031, 5, 31, 23, 59, 59, 999_000, tzinfo=UTC)
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        insert = (
            "INSERT INTO order_event VALUES (%s, 1, 'case', %s, 'x', NULL, 'y', %s, '110', NULL, NULL, '{}', NULL, '')"
        )
        early = uuid7(at)
        connection.execute(insert, [early, early, at])
        # A month that the default partition has rows of stays there; the next one is made.
        assert make_partitions(connection, [Month(2031, 5), Month(2031, 6)]) == ["order_event_203106"]
        late = uuid7(at + timedelta(milliseconds=1))
        connection.execute(insert, [late, late, at])
        where = dict(connection.execute("SELECT subject_id, tableoid::regclass::text FROM order_event").fetchall())
    assert where == {early: "order_event_default", late: "order_event_203106"}
