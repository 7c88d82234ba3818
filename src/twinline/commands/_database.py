"""One transaction on the installation's database, for commands."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from twinline.kernel.db import Database, Tx
from twinline.kernel.migrate import check_revision
from twinline.settings import database_url, settings

T = TypeVar("T")


def in_transaction(run: Callable[[Tx], Awaitable[T]]) -> T:
    """What ``run`` gives, committed. Raises Unavailable, kernel.migrate.SchemaOutdated, and what ``run`` raises."""

    async def opened() -> T:
        db = Database(database_url(settings()), size_max=2)
        await db.open(wait_s=10)
        try:
            async with db.transaction() as tx:
                await check_revision(tx.conn)
                return await run(tx)
        finally:
            await db.close()

    return asyncio.run(opened())
