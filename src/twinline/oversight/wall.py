"""Wall-boards: links that show sums and open nothing else, and what is usual at a place."""

from typing import Any
from uuid import UUID

from twinline.identity import Actor, create_account, create_key
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx
from twinline.oversight import wall_queries

ROLE = "wall_display"


async def make_link(
    tx: Tx, actor: Actor, *, name: str, platform: str, unit_id: UUID, division: str, units: Any
) -> tuple[UUID, str]:
    """An account that may do nothing but show the wall-board: its id, and its key, which is shown only now. Disabling
    the account ends the link. Raises NotPermitted."""
    login = f"wall-{tx.new_id().hex[-12:]}"
    account_id = await create_account(
        tx,
        login=login,
        name=name,
        password=None,
        platform=platform,
        unit_id=unit_id,
        roles=[ROLE],
        units=units,
        division=division,
        by=actor,
    )
    _, key = await create_key(tx, login=login, name=name, by=actor)
    return account_id, key


async def refresh_usual(db: Database) -> None:
    """Once a day: count what is usual at each place. Counting takes long and writes nothing; keeping it is short."""
    async with db.transaction() as tx:
        if await wall_queries.usual_is_of(tx.conn) == tx.now.astimezone(CHINA).date():
            return
        rows = await wall_queries.count_usual(tx)
    async with db.transaction() as tx:
        await wall_queries.keep_usual(tx.conn, rows)
