"""Facts reach every subscriber in order, at least once, whatever is killed or fails in between (decision 0004)."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from support.outbox import waiting
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, fetch_value
from twinline.kernel.errors import Unavailable
from twinline.kernel.ids import uuid7
from twinline.kernel.ledger import Audience, By, link, record
from twinline.kernel.outbox import FAILURES_MAX, Fact, Subscription, pump, subscribe, trim

WRITERS, PUMPERS, SUBJECTS, EVENTS = 8, 3, 6, 40
NOBODY = Audience((), (), None, False)
ME = By("12345", None, None)
TOPIC = "case.step"
SEEN_SQL = "CREATE TABLE IF NOT EXISTS seen (n bigserial, subscriber text, subject_id uuid, seq int)"
SEE_SQL = "INSERT INTO seen (subscriber, subject_id, seq) VALUES (%(name)s, %(subject_id)s, %(seq)s)"
NEWEST_SQL = "SELECT pg_snapshot_xmax(pg_current_snapshot())"
CUT_SQL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%INTO seen%' LIMIT 1
"""
HEADS_SQL = "CREATE TABLE IF NOT EXISTS heads (id uuid PRIMARY KEY, version int NOT NULL, head bytea)"


@pytest.fixture
async def outbox(own_db: Database) -> Database:
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        connection.execute(SEEN_SQL)
        connection.execute(HEADS_SQL)
    return own_db


async def advance(tx: Tx, subject: UUID) -> None:
    """The next event of a subject, made as actions make it: the row locked, then event and fact written."""
    (row,) = await fetch_dicts(tx.conn, "SELECT * FROM heads WHERE id = %(id)s FOR UPDATE", {"id": subject})
    event = link(
        kind="case",
        subject_id=subject,
        appeal_id=subject,
        version=row["version"],
        head=row["head"],
        event="step",
        from_state="a",
        to_state="a",
        at=tx.now,
        by=ME,
        data={},
    )
    await record(tx, [(event, NOBODY)])
    changed = {"id": subject, "version": event.seq, "head": event.hash}
    await execute(tx.conn, "UPDATE heads SET version = %(version)s, head = %(head)s WHERE id = %(id)s", changed)


async def subjects(db: Database, count: int) -> list[UUID]:
    made = [uuid7(db.clock.now()) for _ in range(count)]
    async with db.transaction() as tx:
        for subject in made:
            await execute(tx.conn, "INSERT INTO heads (id, version) VALUES (%(id)s, 0)", {"id": subject})
    return made


def reader(name: str, *topics: str) -> Subscription:
    async def see(tx: Tx, facts: list[Fact]) -> None:
        for fact in facts:
            await execute(tx.conn, SEE_SQL, {"name": name, "subject_id": fact.subject_id, "seq": fact.seq})

    return Subscription(name, topics or (TOPIC,), see)


async def seen_by(db: Database, name: str) -> dict[UUID, list[int]]:
    async with db.transaction() as tx:
        rows = await fetch_dicts(
            tx.conn, "SELECT subject_id, seq FROM seen WHERE subscriber = %(name)s ORDER BY n", {"name": name}
        )
    found: dict[UUID, list[int]] = {}
    for row in rows:
        found.setdefault(row["subject_id"], []).append(row["seq"])
    return found


async def readable(db: Database, *, from_xid: str | None = None) -> None:
    """Wait until nothing on the whole server (other tests run beside this one) hides what was written here."""
    async with db.transaction() as tx:
        params = {"from_xid": from_xid or str(await fetch_value(tx.conn, NEWEST_SQL, {}))}
    statement = "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %(from_xid)s::text::xid8"
    async with asyncio.timeout(60):
        while True:
            async with db.transaction() as tx:
                if await fetch_value(tx.conn, statement, params):
                    return
            await asyncio.sleep(0.02)


async def drain(db: Database, *subscriptions: Subscription) -> None:
    await readable(db)
    for subscription in subscriptions:
        while await pump(db, subscription, limit=7) or await waiting(db, subscription):
            pass


@dataclass
class Storm:
    """Writers that touch some subjects per transaction and roll some back; pumpers that are cancelled and cut off, on
    connections of their own, so that no writer is cut off in their place."""

    db: Database
    pumps: Database
    known: list[UUID]
    readers: tuple[Subscription, ...]
    written: Counter[UUID] = field(default_factory=Counter)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self, salt: int, *, per: int) -> None:
        dice = random.Random(salt)
        for _ in range(EVENTS):
            with contextlib.suppress(ZeroDivisionError):
                touched = await self._transaction(dice, per)
                self.written.update(touched)

    async def _transaction(self, dice: random.Random, per: int) -> list[UUID]:
        touched = sorted(dice.sample(self.known, per))
        async with self.db.transaction() as tx:
            for subject in touched:
                await advance(tx, subject)
                await asyncio.sleep(dice.random() * 0.002)
            if dice.random() < 0.1:
                raise ZeroDivisionError
        return touched

    async def carry(self, salt: int) -> None:
        dice = random.Random(100 + salt)
        while not self.done.is_set():
            task = asyncio.create_task(pump(self.pumps, dice.choice(self.readers), limit=5))
            if dice.random() < 0.3:
                await asyncio.sleep(dice.random() * 0.005)
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError, psycopg.Error, Unavailable):
                await task

    async def cut_off(self) -> None:
        """End the connections of pumpers from the server's side, as a crash would."""
        with psycopg.connect(self.db.url, autocommit=True) as connection:
            while not self.done.is_set():
                await asyncio.sleep(0.1)
                connection.execute(CUT_SQL)

    async def rage(self, *, per: int) -> None:
        around = [asyncio.create_task(self.carry(n)) for n in range(PUMPERS)] + [asyncio.create_task(self.cut_off())]
        results = await asyncio.gather(*(self.write(n, per=per) for n in range(WRITERS)), return_exceptions=True)
        self.done.set()
        await asyncio.gather(*around, return_exceptions=True)
        await self.pumps.close()
        assert [r for r in results if r] == []
        await drain(self.db, *self.readers)


async def storm(db: Database) -> Storm:
    readers = (reader("first"), reader("second"))
    await subscribe(db, list(readers))
    pumps = Database(db.url, size_max=10)
    await pumps.open()
    return Storm(db, pumps, await subjects(db, SUBJECTS), readers)


async def test_killed_pumpers_and_eight_writers_lose_and_disorder_nothing(outbox: Database) -> None:
    raging = await storm(outbox)
    await raging.rage(per=1)
    for name in ("first", "second"):
        assert await seen_by(outbox, name) == {s: list(range(1, n + 1)) for s, n in raging.written.items()}


async def test_transactions_over_several_subjects_lose_and_double_nothing(outbox: Database) -> None:
    raging = await storm(outbox)
    await raging.rage(per=2)
    for name in ("first", "second"):
        assert await seen_by(outbox, name) == {s: list(range(1, n + 1)) for s, n in raging.written.items()}


async def test_an_old_transaction_that_waited_for_a_young_one_comes_after_it(outbox: Database) -> None:
    """The old one has its number from its first subject; a third, still open, makes the pass end between the two."""
    mine, shared = await subjects(outbox, 2)
    subscription = reader("strict")
    await subscribe(outbox, [subscription])
    async with outbox.transaction() as third:
        async with outbox.transaction() as old:
            await advance(old, mine)
            number = str(await fetch_value(third.conn, "SELECT pg_current_xact_id()", {}))
            async with outbox.transaction() as young:
                await advance(young, shared)
            await advance(old, shared)
        await readable(outbox, from_xid=number)
        await pump(outbox, subscription)
    await drain(outbox, subscription)
    assert (await seen_by(outbox, "strict"))[shared] == [1, 2]


async def test_a_fact_waits_for_every_transaction_that_began_before_it(outbox: Database) -> None:
    early, late = await subjects(outbox, 2)
    subscription = reader("patient")
    await subscribe(outbox, [subscription])
    async with outbox.transaction() as slow:
        await advance(slow, early)
        async with outbox.transaction() as quick:
            await advance(quick, late)
        await pump(outbox, subscription)
        assert await seen_by(outbox, "patient") == {}
    await drain(outbox, subscription)
    assert await seen_by(outbox, "patient") == {early: [1], late: [1]}


async def test_only_one_pumper_has_a_subscriber_at_a_time(outbox: Database) -> None:
    (subject,) = await subjects(outbox, 1)
    async with outbox.transaction() as tx:
        await advance(tx, subject)
    entered, leave = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx, facts: list[Fact]) -> None:
        entered.set()
        await leave.wait()

    subscription = Subscription("single", (TOPIC,), slow)
    await subscribe(outbox, [subscription])
    await readable(outbox)
    holder = asyncio.create_task(pump(outbox, subscription))
    await entered.wait()
    assert await pump(outbox, subscription) == 0
    leave.set()
    assert await holder == 1


async def test_a_poisoned_fact_goes_to_the_dead_letters_and_the_rest_goes_on(outbox: Database) -> None:
    good, bad = await subjects(outbox, 2)
    for subject in (good, bad, good):
        async with outbox.transaction() as tx:
            await advance(tx, subject)
    healthy = reader("careful")

    async def handler(tx: Tx, facts: list[Fact]) -> None:
        await healthy.handler(tx, facts)
        if any(f.subject_id == bad for f in facts):
            raise ValueError("cannot read this one")

    subscription = Subscription("careful", (TOPIC,), handler)
    await subscribe(outbox, [subscription])
    await readable(outbox)
    for _ in range(FAILURES_MAX):
        assert await pump(outbox, subscription) == 0
        assert await seen_by(outbox, "careful") == {}
    assert await pump(outbox, subscription) == 3
    assert await seen_by(outbox, "careful") == {good: [1, 2]}
    async with outbox.transaction() as tx:
        dead = await fetch_dicts(tx.conn, "SELECT subscriber, topic, error, data, settled_at FROM dead_letter", {})
        (cursor,) = await fetch_dicts(tx.conn, "SELECT failures FROM outbox_cursor WHERE subscriber = 'careful'", {})
    assert [(d["subscriber"], d["topic"], d["settled_at"]) for d in dead] == [("careful", TOPIC, None)]
    assert "cannot read this one" in dead[0]["error"]
    assert dead[0]["data"]["subject_id"] == str(bad)
    assert cursor["failures"] == 0


async def test_other_topics_are_passed_over(outbox: Database) -> None:
    (subject,) = await subjects(outbox, 1)
    async with outbox.transaction() as tx:
        await advance(tx, subject)
    subscription = reader("elsewhere", "incident.close")
    await subscribe(outbox, [subscription])
    await readable(outbox)
    assert await pump(outbox, subscription) == 0
    assert await seen_by(outbox, "elsewhere") == {}
    async with outbox.transaction() as tx:
        left = "SELECT count(*) FROM outbox o, outbox_cursor c WHERE c.subscriber = 'elsewhere' AND o.xid >= c.from_xid"
        assert await fetch_value(tx.conn, left, {}) == 0


async def test_trimming_keeps_what_somebody_has_not_read_or_what_is_young(outbox: Database) -> None:
    known = await subjects(outbox, 3)
    for subject in known:
        async with outbox.transaction() as tx:
            await advance(tx, subject)
    await readable(outbox)
    fast, slow = reader("fast"), reader("slow")
    await subscribe(outbox, [fast, slow])
    await drain(outbox, fast)
    later = outbox.clock.now() + timedelta(seconds=1)
    assert await trim(outbox, before=later) == 0, "the slow reader has read nothing yet"
    await drain(outbox, slow)
    assert await trim(outbox, before=later - timedelta(hours=1)) == 0, "all are younger than that"
    assert await trim(outbox, before=later, limit=2) == 2
    assert await trim(outbox, before=later) == 1
    assert await seen_by(outbox, "slow") == {subject: [1] for subject in known}
