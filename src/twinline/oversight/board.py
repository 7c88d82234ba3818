"""The board's figures, kept by the outbox subscriber ``board``: when an appeal moves, its share is counted anew.

The share follows from the appeal's rows as they are, not from the fact, so a repeated or late fact does no harm.
"""

from uuid import UUID

from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx
from twinline.kernel.outbox import Fact
from twinline.oversight import store

SUBSCRIBER = "board"
REBUILD_ROWS = 500


async def count(tx: Tx, facts: list[Fact]) -> None:
    """Bring the figures in line with the appeals of these facts."""
    await _count(tx, sorted({fact.appeal_id for fact in facts}))


async def rebuild(db: Database) -> int:
    """Count everything anew, for a database that was filled without a worker. Returns how many appeals there are."""
    async with db.transaction() as tx:
        await store.lock_counts(tx.conn)
        await store.forget(tx.conn)
    done, after = 0, UUID(int=0)
    while True:
        async with db.transaction() as tx:
            found = await store.next_appeals(tx.conn, after=after, limit=REBUILD_ROWS)
            await _count(tx, found)
        done += len(found)
        if len(found) < REBUILD_ROWS:
            return done
        after = found[-1]


async def tidy(db: Database) -> None:
    """Drop what past days have left behind."""
    async with db.transaction() as tx:
        await store.lock_counts(tx.conn)
        await store.drop_past(tx.conn, today=tx.now.astimezone(CHINA).date())


async def _count(tx: Tx, appeals: list[UUID]) -> None:
    await store.lock_counts(tx.conn)
    await store.count(tx.conn, appeals, today=tx.now.astimezone(CHINA).date())
