"""The registry of models from the command line, in the installation's database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.db import Database, Tx
from twinline.kernel.migrate import check_revision
from twinline.models import Card, ModelNotFound, actions, store
from twinline.nlp import semantic
from twinline.settings import database_url, settings

T = TypeVar("T")


def register_model(name: str, model: semantic.TextModel, card: Card) -> UUID:
    """Keep a model as a candidate. Raises NameTaken, FileBroken."""
    file = semantic.dump_text_model(model)
    # Whoever may run this may write the database; the audit trail shows that nobody's account did it.
    actor = Actor(None, "command line", "12345", UUID(int=0), (), frozenset({actions.WRITE}))
    return _in_transaction(lambda tx: actions.register(tx, actor, name=name, file=file, card=card))


def fetch_model(name: str) -> semantic.TextModel:
    """The model with a name. Raises ModelNotFound, nlp.BadModel."""

    async def read(tx: Tx) -> bytes:
        kept = await store.by_name(tx.conn, name)
        if kept is None:
            raise ModelNotFound
        return await store.file(tx.conn, kept.id)

    return semantic.load_text_model(_in_transaction(read))


def _in_transaction(run: Callable[[Tx], Awaitable[T]]) -> T:
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
