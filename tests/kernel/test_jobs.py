"""Jobs exist exactly when their transaction commits, and the worker does the upkeep."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from support.database import ShiftClock
from twinline.identity import ROLES
from twinline.kernel import jobs
from twinline.kernel.db import Database, execute, fetch_value
from twinline.kernel.upkeep import every_upkeep

COUNT_SQL = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'test.note'"
NOTE_SQL = "INSERT INTO audit (id, at, action, data) VALUES (gen_random_uuid(), now(), 'test.noted', '{}')"


@jobs.jobs.task(name="test.note", pass_context=False)
async def note(word: str) -> None:
    async with jobs.database().transaction() as tx:
        await execute(tx.conn, NOTE_SQL, {})


async def count(db: Database, sql: str = COUNT_SQL) -> int:
    async with db.transaction() as tx:
        return await fetch_value(tx.conn, sql, {})


async def test_a_job_is_there_after_commit_and_gone_after_rollback(db: Database) -> None:
    async with db.transaction() as tx:
        assert await jobs.defer(tx, "test.note", arguments={"word": "路灯"}) > 0
        assert await fetch_value(tx.conn, COUNT_SQL, {}) == 1
        assert await count(db) == 0
    assert await count(db) == 1
    with pytest.raises(ZeroDivisionError):
        await defer_and_fail(db)
    assert await count(db) == 1


async def defer_and_fail(db: Database) -> None:
    async with db.transaction() as tx:
        await jobs.defer(tx, "test.note", arguments={"word": "井盖"})
        assert await fetch_value(tx.conn, COUNT_SQL, {}) == 2
        raise ZeroDivisionError


async def test_the_worker_runs_jobs_that_are_due(db: Database) -> None:
    async with db.transaction() as tx:
        for word in ("路灯", "井盖"):
            await jobs.defer(tx, "test.note", arguments={"word": word})
        later = tx.now + timedelta(days=1)
        await jobs.defer(tx, "test.note", arguments={"word": "later"}, at=later)
    await jobs.run_worker(db, wait=False)
    assert await count(db, "SELECT count(*) FROM audit WHERE action = 'test.noted'") == 2
    assert await count(db) == 1
    with pytest.raises(RuntimeError):
        jobs.database()


async def test_ended_sessions_are_dropped_by_upkeep(db: Database, people: object, clock: ShiftClock) -> None:
    assert ROLES
    insert = """
        INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at)
        SELECT n::text::bytea, (SELECT id FROM account LIMIT 1), now(), now(), now() + n * interval '1 hour'
          FROM generate_series(1, 3) n
    """
    async with db.transaction() as tx:
        await execute(tx.conn, insert, {})
    clock.advance(timedelta(minutes=90))
    assert await every_upkeep()["sessions"](db) == 1
    assert await count(db, "SELECT count(*) FROM session") == 2


async def test_one_failing_upkeep_does_not_stop_the_others(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[datetime] = []

    async def fail(_: Database) -> None:
        raise ZeroDivisionError

    async def work(given: Database) -> None:
        ran.append(given.clock.now())

    monkeypatch.setattr(jobs, "every_upkeep", lambda: {"first": fail, "second": work})
    async with jobs.connected(db):
        await jobs.upkeep(0)
    assert len(ran) == 1


async def test_every_periodic_task_runs_on_a_database(own_db: Database) -> None:
    async with jobs.connected(own_db):
        for task in (jobs.trim_outbox, jobs.anchor, jobs.partition_ahead, jobs.upkeep):
            await task(0)
    # The registry holds what was imported: alone these four, beside other tests the tasks of other modules too.
    names = {periodic.task.name for periodic in jobs.jobs.periodic_registry.periodic_tasks.values()}
    assert {name for name in names if name.startswith("kernel.")} == {
        "kernel.trim_outbox",
        "kernel.anchor_days",
        "kernel.make_partitions",
        "kernel.upkeep",
    }
