"""Any later change of the ledger shows: in its chain, or in the root of its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from twinline.kernel.db import Database
from twinline.kernel.ids import uuid7
from twinline.kernel.ledger import Audience, By, Event, link, record
from twinline.kernel.ledger_check import anchor_days, verify_all, verify_chain

EVENING = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in China
NOBODY = Audience((), (), None, False)


def chain(at: datetime, length: int, *, salt: int = 0) -> list[Event]:
    subject = uuid7(at, lambda count: salt.to_bytes(count, "big"))
    events: list[Event] = []
    for n in range(length):
        before = events[-1] if events else None
        events.append(
            link(
                kind="case",
                subject_id=subject,
                appeal_id=subject,
                version=n,
                head=before.hash if before else None,
                event="note",
                from_state=before.to_state if before else None,
                to_state=f"s{n}",
                at=at + timedelta(seconds=n, microseconds=123_456 * (n % 2)),
                by=By("12345", UUID(int=7), None if n % 2 else UUID(int=9)),
                data={"text": '路灯不亮 𠮷 \\ " <>', "n": n, "when": at, "none": None, "ratio": 0.1 + n},
            )
        )
    return events


async def write(db: Database, *chains: list[Event]) -> None:
    async with db.transaction() as tx:
        await record(tx, [(event, NOBODY) for events in chains for event in events])


def tamper(db: Database, statement: str) -> None:
    """What somebody with full rights could do."""
    with psycopg.connect(db.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE order_event DISABLE TRIGGER USER")
        connection.execute(statement)
        connection.execute("ALTER TABLE order_event ENABLE TRIGGER USER")


async def test_untouched_chains_verify(db: Database) -> None:
    chains = [chain(EVENING, n, salt=n) for n in (1, 2, 5)]
    await write(db, *chains)
    async with db.transaction() as tx:
        verdict = await verify_all(tx.conn)
        assert (verdict.events, verdict.subjects, verdict.breaks) == (8, 3, ())
        assert await verify_chain(tx.conn, chains[2][0].subject_id) is None


@pytest.mark.parametrize(
    ("statement", "seq", "what"),
    [
        ('UPDATE order_event SET data = \'{"text":"x"}\' WHERE seq = 3', 3, "changed"),
        ("UPDATE order_event SET data = (data::text || ' ')::json WHERE seq = 3", 3, "changed"),
        ("UPDATE order_event SET at = at + interval '1 microsecond' WHERE seq = 2", 2, "changed"),
        ("UPDATE order_event SET actor_id = NULL WHERE seq = 1", 1, "changed"),
        ("UPDATE order_event SET to_state = 'closed' WHERE seq = 5", 5, "changed"),
        ("UPDATE order_event SET hash = '\\x00' WHERE seq = 2", 2, "changed"),
        ("UPDATE order_event SET prev = NULL WHERE seq = 4", 4, "unlinked"),
        ("DELETE FROM order_event WHERE seq = 2", 3, "missing"),
        ("DELETE FROM order_event WHERE seq = 1", 2, "missing"),
    ],
)
async def test_any_change_shows_at_its_event(db: Database, statement: str, seq: int, what: str) -> None:
    events = chain(EVENING, 5)
    await write(db, events)
    tamper(db, statement)
    async with db.transaction() as tx:
        broken = await verify_chain(tx.conn, events[0].subject_id)
        verdict = await verify_all(tx.conn)
    assert broken is not None
    assert (broken.seq, broken.what) == (seq, what)
    assert broken in verdict.breaks


async def test_the_ledger_refuses_ordinary_changes(db: Database) -> None:
    await write(db, chain(EVENING, 2))
    for statement in ("UPDATE order_event SET platform = '110'", "DELETE FROM order_event"):
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            async with db.transaction() as tx:
                await tx.conn.execute(statement)


async def test_day_roots_cover_days_of_china_and_catch_what_chains_cannot(db: Database) -> None:
    chains = [chain(EVENING, 3, salt=1), chain(EVENING, 2, salt=2)]
    await write(db, *chains)
    days = await anchor_days(db)
    assert days[:2] == [date(2026, 3, 1), date(2026, 3, 2)]
    assert await anchor_days(db) == []
    async with db.transaction() as tx:
        rows = await tx.conn.execute("SELECT events FROM day_root ORDER BY day LIMIT 3")
        assert [row[0] for row in await rows.fetchall()] == [2, 3, 0]
        assert (await verify_all(tx.conn)).breaks == ()
    # The end of a chain cut off, and a whole subject removed: every chain left still verifies.
    tamper(db, "DELETE FROM order_event WHERE seq = 3")
    async with db.transaction() as tx:
        verdict = await verify_all(tx.conn)
    assert [(b.subject, b.what) for b in verdict.breaks] == [("2026-03-02", "day")]


async def test_a_root_that_was_written_anew_no_longer_fits_the_next(db: Database) -> None:
    await write(db, chain(EVENING, 1))
    await anchor_days(db)
    with psycopg.connect(db.url, autocommit=True) as connection:
        connection.execute("UPDATE day_root SET root = '\\x00' WHERE day = '2026-03-05'")
    async with db.transaction() as tx:
        breaks = (await verify_all(tx.conn)).breaks
    assert [b.subject for b in breaks] == ["2026-03-05", "2026-03-06"]


async def test_today_is_not_anchored(db: Database) -> None:
    await write(db, chain(db.clock.now() - timedelta(seconds=30), 2))
    days = await anchor_days(db)
    assert all(day < db.clock.now().date() + timedelta(days=1) for day in days)
    async with db.transaction() as tx:
        row = await (await tx.conn.execute("SELECT coalesce(sum(events), 0) FROM day_root")).fetchone()
    assert row == (0,)
