"""Ordered, at-least-once delivery of facts to subscribers inside the database.

Rows become deliverable when every transaction at or below theirs has ended, so nothing is passed over. A pass
covers the transaction ids from the cursor up to the oldest one still running, lowered where that would cut a subject
in the wrong order, and is read in ``pos`` order. A transaction that waited for another one's row lock has the later
``pos``, hence the events of one subject always arrive in their order (decision 0004).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog

from twinline.kernel.db import Database, Tx, execute, fetch, fetch_one, fetch_value
from twinline.kernel.errors import Unavailable

BATCH_ROWS = 500
FAILURES_MAX = 5
EVERY_TOPIC = ("*",)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fact:
    """One outbox row: what happened to which subject, and who may hear of it."""

    xid: int
    pos: int
    topic: str
    subject_kind: str
    subject_id: UUID
    appeal_id: UUID
    seq: int
    at: datetime
    platforms: list[str]
    units: list[UUID]
    division: str | None
    restricted: bool
    data: dict[str, Any]


Handler = Callable[[Tx, list[Fact]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A named reader of some topics; its handler runs in the transaction that moves its cursor."""

    name: str
    topics: tuple[str, ...]
    handler: Handler

    @property
    def only(self) -> list[str] | None:
        """The topics it reads; None for all of them."""
        return None if self.topics == EVERY_TOPIC else list(self.topics)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a subscriber stands."""

    from_xid: int
    until_xid: int
    fresh: bool
    last_pos: int
    failures: int


CURSOR_SQL = """
    SELECT from_xid::text::bigint AS from_xid,
           coalesce(until_xid, pg_snapshot_xmin(pg_current_snapshot()))::text::bigint AS until_xid,
           until_xid IS NULL AS fresh, last_pos, failures
      FROM outbox_cursor WHERE subscriber = %(name)s FOR UPDATE SKIP LOCKED
"""
SUBSCRIBE_SQL = """
    INSERT INTO outbox_cursor (subscriber, from_xid)
    SELECT unnest(%(names)s::text[]), '0'::xid8 ON CONFLICT DO NOTHING
"""
# A row below the horizon whose subject has an earlier row at or above it: its transaction waited for a younger one.
# One sorted pass: of a table that grows by the second the planner has no statistics to choose a join by.
INVERTED_SQL = """
    SELECT min(o.xid)::text::bigint
      FROM (SELECT xid, pos, min(pos) FILTER (WHERE xid >= %(until_xid)s::text::xid8) OVER (PARTITION BY subject_id)
                   AS above
              FROM outbox
             WHERE xid >= %(from_xid)s::text::xid8
               AND EXISTS (SELECT 1 FROM outbox a WHERE a.xid >= %(until_xid)s::text::xid8)) o
     WHERE o.xid < %(until_xid)s::text::xid8 AND o.above < o.pos
"""
READ_SQL = """
    SELECT xid::text::bigint AS xid, pos, topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units,
           division, restricted, data
      FROM outbox
     WHERE xid >= %(from_xid)s::text::xid8 AND xid < %(until_xid)s::text::xid8 AND pos > %(last_pos)s
       AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s::text[]))
     ORDER BY pos LIMIT %(limit)s
"""
MOVE_SQL = """
    UPDATE outbox_cursor
       SET from_xid = %(from_xid)s::text::xid8, until_xid = %(until_xid)s::text::xid8, last_pos = %(last_pos)s,
           failures = 0, last_error = NULL
     WHERE subscriber = %(name)s
"""
FAIL_SQL = """
    UPDATE outbox_cursor SET failures = failures + 1, last_error = %(error)s WHERE subscriber = %(name)s
"""
DEAD_SQL = """
    INSERT INTO dead_letter (id, subscriber, pos, topic, data, error, at)
    VALUES (%(id)s, %(name)s, %(pos)s, %(topic)s, %(data)s::json, %(error)s, %(at)s)
"""
TRIM_SQL = """
    DELETE FROM outbox WHERE (xid, pos) IN (
        SELECT xid, pos FROM outbox
         WHERE xid < (SELECT min(from_xid) FROM outbox_cursor) AND at < %(before)s
         ORDER BY xid, pos LIMIT %(limit)s)
"""


async def subscribe(db: Database, subscriptions: list[Subscription]) -> None:
    """Make a cursor for every subscriber that has none; a new one starts at the beginning."""
    async with db.transaction() as tx:
        await execute(tx.conn, SUBSCRIBE_SQL, {"names": [s.name for s in subscriptions]})


async def pump(db: Database, subscription: Subscription, *, limit: int = BATCH_ROWS) -> int:
    """Deliver the next batch. Returns how many facts of its topics there were; 0 when none or another has the cursor.

    A handler that fails is tried again; after FAILURES_MAX tries the batch is given one by one and the fact that
    still fails goes to ``dead_letter`` with an alarm, so that one bad row cannot stop the line.
    """
    try:
        return await _pump_once(db, subscription, limit)
    except Unavailable as error:
        # Nothing is wrong with the facts: a deadlock, a time-out, a restart. They come again.
        log.warning("outbox.waits", subscriber=subscription.name, error=repr(error.__cause__))
        return 0
    except Exception as error:
        log.warning("outbox.handler_failed", subscriber=subscription.name, error=repr(error))
        async with db.transaction() as tx:
            await execute(tx.conn, FAIL_SQL, {"name": subscription.name, "error": repr(error)[:500]})
        return 0


async def _pump_once(db: Database, subscription: Subscription, limit: int) -> int:
    async with db.transaction() as tx:
        cursor = await fetch_one(tx.conn, Cursor, CURSOR_SQL, {"name": subscription.name})
        if cursor is None:
            return 0
        if cursor.fresh:
            cursor = replace(cursor, until_xid=await horizon(tx, cursor.from_xid, cursor.until_xid))
        if cursor.until_xid <= cursor.from_xid:
            return 0
        facts = await read(tx, cursor.from_xid, cursor.until_xid, cursor.last_pos, limit, subscription.only)
        if facts and cursor.failures < FAILURES_MAX:
            await subscription.handler(tx, facts)
        elif facts:
            await _one_by_one(tx, subscription, facts)
        await _move(tx, subscription.name, cursor, facts, limit)
        return len(facts)


async def horizon(tx: Tx, from_xid: int, until_xid: int) -> int:
    """How far a pass may go: below ``until_xid``, and not past a row whose subject has an earlier one beyond the end —
    lowered until no subject is cut in the wrong order."""
    while until_xid > from_xid:
        bounds = {"from_xid": str(from_xid), "until_xid": str(until_xid)}
        inverted = await fetch_value(tx.conn, INVERTED_SQL, bounds)
        if inverted is None:
            return until_xid
        until_xid = int(inverted)
    return until_xid


async def read(
    tx: Tx, from_xid: int, until_xid: int, last_pos: int, limit: int, topics: list[str] | None = None
) -> list[Fact]:
    """Facts of one pass in delivery order; of some ``topics`` only, if they are given."""
    bounds = {"from_xid": str(from_xid), "until_xid": str(until_xid), "last_pos": last_pos, "limit": limit}
    bounds |= {"topics": topics}
    return await fetch(tx.conn, Fact, READ_SQL, bounds)


async def _move(tx: Tx, name: str, cursor: Cursor, facts: list[Fact], limit: int) -> None:
    params: dict[str, Any] = {"name": name}
    if len(facts) < limit:
        params |= {"from_xid": str(cursor.until_xid), "until_xid": None, "last_pos": 0}
    else:
        params |= {
            "from_xid": str(cursor.from_xid),
            "until_xid": str(cursor.until_xid),
            "last_pos": facts[-1].pos,
        }
    await execute(tx.conn, MOVE_SQL, params)


async def _one_by_one(tx: Tx, subscription: Subscription, facts: list[Fact]) -> None:
    for fact in facts:
        try:
            async with tx.conn.transaction():
                await subscription.handler(tx, [fact])
        except Exception as error:
            log.error("outbox.dead_letter", subscriber=subscription.name, topic=fact.topic, error=repr(error))
            await execute(
                tx.conn,
                DEAD_SQL,
                {
                    "id": tx.new_id(),
                    "name": subscription.name,
                    "pos": fact.pos,
                    "topic": fact.topic,
                    "data": orjson.dumps({"subject_id": fact.subject_id, "seq": fact.seq, **fact.data}).decode(),
                    "error": repr(error)[:2000],
                    "at": tx.now,
                },
            )


async def trim(db: Database, *, before: datetime, limit: int = 10_000) -> int:
    """Delete rows that every subscriber has passed and that are older than ``before``."""
    async with db.transaction() as tx:
        return await execute(tx.conn, TRIM_SQL, {"before": before, "limit": limit})
