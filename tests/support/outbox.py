"""Reading the outbox to its end in tests.

The outbox is read below the oldest transaction still running on the whole server, so a test that runs beside others
must wait until theirs have ended; a pass that brings nothing proves nothing.
"""

from __future__ import annotations

import asyncio

from twinline.kernel.db import Database, fetch_value
from twinline.kernel.outbox import Subscription, pump, subscribe

WAITING = """
    SELECT EXISTS (SELECT 1 FROM outbox o JOIN outbox_cursor c ON c.subscriber = %(name)s
                    WHERE o.xid >= c.from_xid AND (c.until_xid IS NULL OR o.pos > c.last_pos))
"""


async def waiting(db: Database, subscription: Subscription) -> bool:
    """Whether facts are written that the subscriber has not read."""
    async with db.transaction() as tx:
        return bool(await fetch_value(tx.conn, WAITING, {"name": subscription.name}))


async def drain(db: Database, subscription: Subscription, *, seconds: float = 20) -> int:
    """Deliver until nothing waits; returns how many facts were read."""
    await subscribe(db, [subscription])
    read = 0
    async with asyncio.timeout(seconds):
        while await waiting(db, subscription):
            read += (got := await pump(db, subscription))
            if not got:
                await asyncio.sleep(0.01)
    return read
