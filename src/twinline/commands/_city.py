"""The rules and models by which the installation judges now, for commands."""

import asyncio

from twinline.kernel.db import Database
from twinline.kernel.migrate import check_revision
from twinline.models import Shelf
from twinline.rules import Library, heard, load_rule_keys
from twinline.settings import database_url, settings
from twinline.triage import Rulebook


def city_rulebook() -> Rulebook:
    """The edition in force, and the active model unless models are off, as ``serve`` has them; nothing is written.

    Raises Unavailable, kernel.migrate.SchemaOutdated.
    """
    return asyncio.run(_read())


async def _read() -> Rulebook:
    chosen = settings()
    db = Database(database_url(chosen), size_max=2)
    await db.open(wait_s=10)
    try:
        async with db.transaction() as tx:
            await check_revision(tx.conn)
        library = Library(db, load_rule_keys(chosen.rules_key_path))
        await library.refresh(starting=True)
        return heard(library.book, await Shelf(db, on=chosen.triage_models == "on").refresh())
    finally:
        await db.close()
