"""The registry of models from the command line, in the installation's database."""

from uuid import UUID

from twinline.commands._database import in_transaction
from twinline.identity import Actor
from twinline.kernel.db import Tx
from twinline.models import Card, ModelNotFound, actions, store
from twinline.nlp import semantic


def register_model(name: str, model: semantic.TextModel, card: Card) -> UUID:
    """Keep a model as a candidate. Raises NameTaken, FileBroken."""
    file = semantic.dump_text_model(model)
    # Whoever may run this may write the database; the audit trail shows that nobody's account did it.
    actor = Actor(None, "command line", "12345", UUID(int=0), (), frozenset({actions.WRITE}))
    return in_transaction(lambda tx: actions.register(tx, actor, name=name, file=file, card=card))


def fetch_model(name: str) -> semantic.TextModel:
    """The model with a name. Raises ModelNotFound, nlp.BadModel."""

    async def read(tx: Tx) -> bytes:
        kept = await store.by_name(tx.conn, name)
        if kept is None:
            raise ModelNotFound
        return await store.file(tx.conn, kept.id)

    return semantic.load_text_model(in_transaction(read))
