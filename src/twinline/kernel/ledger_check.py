"""Proof that the ledger is as it was written: chains recomputed from rows, and a root over each day (R46).

A day's root covers the hashes of all its events in the order of subject and number, and the root of the day before;
whoever keeps one root outside the database can show any later change of anything before it. A day is one of China.
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash
from psycopg.rows import dict_row

from twinline.kernel.clock import CHINA
from twinline.kernel.db import Conn, Database, Tx, execute, fetch_dicts, fetch_value
from twinline.kernel.ledger import event_hash

FETCH_ROWS = 2_000
# A transaction may still be writing events stamped before midnight; statement time-outs bound how long.
SETTLE = timedelta(minutes=5)

EVENTS_SQL = """
    SELECT subject_id, seq, subject_kind, event, from_state, to_state, at, platform, actor_id, unit_id,
           data::text AS data, prev, hash
      FROM order_event WHERE %(subject_id)s::uuid IS NULL OR subject_id = %(subject_id)s
     ORDER BY subject_id, seq
"""
HASHES_SQL = """
    SELECT hash FROM order_event WHERE at >= %(since)s AND at < %(until)s ORDER BY subject_id, seq
"""
ROOTS_SQL = "SELECT day, events, root, prev FROM day_root ORDER BY day"
LAST_ROOT_SQL = "SELECT day, root FROM day_root ORDER BY day DESC LIMIT 1"
FIRST_DAY_SQL = "SELECT (min(at) AT TIME ZONE 'Asia/Shanghai')::date FROM order_event"
INSERT_ROOT_SQL = """
    INSERT INTO day_root (day, events, root, prev, anchored_at)
    VALUES (%(day)s, %(events)s, %(root)s, %(prev)s, %(now)s) ON CONFLICT (day) DO NOTHING
"""
ANCHOR_LOCK_SQL = "SELECT pg_advisory_xact_lock(%(key)s)"
ANCHOR_LOCK_KEY = 0x726F6F74


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain or a day does not verify: the first wrong event of the subject, or the day."""

    subject: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check over the whole ledger."""

    events: int
    subjects: int
    days: int
    breaks: tuple[Break, ...]


def recompute(row: Mapping[str, Any]) -> bytes:
    """The hash that the row's content should have."""
    fields = {
        "k": row["subject_kind"],
        "s": str(row["subject_id"]),
        "n": row["seq"],
        "e": row["event"],
        "f": row["from_state"],
        "t": row["to_state"],
        "at": row["at"].astimezone(UTC),
        "p": row["platform"],
        "a": str(row["actor_id"]) if row["actor_id"] else None,
        "u": str(row["unit_id"]) if row["unit_id"] else None,
    }
    return event_hash(fields, row["data"].encode(), row["prev"])


async def verify_chain(conn: Conn, subject_id: UUID) -> Break | None:
    """The first break of one subject's chain, None when it verifies."""
    async with aclosing(_checked(conn, subject_id)) as checked:
        async for _, broken in checked:
            if broken:
                return broken
    return None


async def verify_all(conn: Conn, *, breaks_max: int = 100) -> Verdict:
    """Recompute every chain and every day root, streaming; the first ``breaks_max`` breaks."""
    events = subjects = 0
    breaks: list[Break] = []
    async for first, broken in _checked(conn, None):
        events, subjects = events + 1, subjects + first
        if broken and len(breaks) < breaks_max:
            breaks.append(broken)
    days, wrong_days = await verify_days(conn)
    return Verdict(events, subjects, days, (*breaks, *wrong_days))


async def _checked(conn: Conn, subject_id: UUID | None) -> AsyncGenerator[tuple[bool, Break | None]]:
    """For every event: whether it is its subject's first row, and what is wrong with it."""
    before: Mapping[str, Any] | None = None
    async with conn.cursor(name="ledger_check", row_factory=dict_row) as cursor:
        cursor.itersize = FETCH_ROWS
        await cursor.execute(EVENTS_SQL, {"subject_id": subject_id})
        async for row in cursor:
            same = before is not None and before["subject_id"] == row["subject_id"]
            what = _fault(row, before if same else None)
            yield not same, Break(str(row["subject_id"]), row["seq"], what) if what else None
            before = row


def _fault(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    if row["seq"] != (before["seq"] + 1 if before else 1):
        return "missing"
    if row["prev"] != (before["hash"] if before else None):
        return "unlinked"
    return "" if recompute(row) == row["hash"] else "changed"


async def day_root(conn: Conn, day: date, prev: bytes | None) -> tuple[int, bytes]:
    """How many events the day has, and its root: SM3 over the root before and the day's hashes in order."""
    digest, events = Hash(SM3()), 0
    digest.update(prev or b"")
    digest.update(day.isoformat().encode())
    since = datetime.combine(day, time(), CHINA)
    async with conn.cursor(name="day_root") as cursor:
        cursor.itersize = FETCH_ROWS
        await cursor.execute(HASHES_SQL, {"since": since, "until": since + timedelta(days=1)})
        async for (found,) in cursor:
            digest.update(found)
            events += 1
    return events, digest.finalize()


async def verify_days(conn: Conn) -> tuple[int, list[Break]]:
    """How many days are anchored, and those whose root does not come out again."""
    roots = await fetch_dicts(conn, ROOTS_SQL, {})
    breaks: list[Break] = []
    before: Mapping[str, Any] | None = None
    for row in roots:
        events, root = await day_root(conn, row["day"], row["prev"])
        linked = row["prev"] == (before["root"] if before else None)
        if not linked or (events, root) != (row["events"], row["root"]):
            breaks.append(Break(row["day"].isoformat(), row["events"], "day"))
        before = row
    return len(roots), breaks


async def anchor_days(db: Database) -> list[date]:
    """Anchor every day of China that is over and settled, the oldest first; the days that were anchored now."""
    anchored: list[date] = []
    while True:
        async with db.transaction() as tx:
            day = await _anchor_next(tx)
        if day is None:
            return anchored
        anchored.append(day)


async def _anchor_next(tx: Tx) -> date | None:
    await execute(tx.conn, ANCHOR_LOCK_SQL, {"key": ANCHOR_LOCK_KEY})
    last = await fetch_dicts(tx.conn, LAST_ROOT_SQL, {})
    first = await fetch_value(tx.conn, FIRST_DAY_SQL, {}) if not last else None
    day = last[0]["day"] + timedelta(days=1) if last else first
    if day is None or day >= (tx.now - SETTLE).astimezone(CHINA).date():
        return None
    prev = last[0]["root"] if last else None
    events, root = await day_root(tx.conn, day, prev)
    row = {"day": day, "events": events, "root": root, "prev": prev, "now": tx.now}
    await execute(tx.conn, INSERT_ROOT_SQL, row)
    return day
