"""What is done with models: each one transaction, each on the audit trail (R68)."""

from typing import Any
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.db import Tx
from twinline.kernel.hashing import canonical_json, sm3
from twinline.models import store
from twinline.models.model import (
    FILE_BYTES_MAX,
    Card,
    FileBroken,
    IsRetired,
    Kept,
    ModelChanged,
    ModelNotFound,
    NameTaken,
    WorseAtDanger,
)
from twinline.nlp import semantic

READ = "model.read"
WRITE = "model.write"


async def register(tx: Tx, actor: Actor, *, name: str, file: bytes, card: Card) -> UUID:
    """Keep a model as a candidate. Raises NameTaken, FileBroken, nlp.BadModel."""
    actor.require(WRITE)
    if len(file) > FILE_BYTES_MAX or semantic.load_text_model(file).version != card.get("version"):
        raise FileBroken(name=name)
    model_id, digest = tx.new_id(), sm3(file)
    row = {"id": model_id, "name": name, "kind": "text", "digest": digest, "file": file}
    if not await store.insert(tx, {**row, "card": canonical_json(card).decode(), "by": actor.account_id}):
        raise NameTaken(name=name)
    await _note(tx, actor, "model.registered", model_id, name=name, digest=digest.hex())
    return model_id


async def activate(tx: Tx, actor: Actor, *, model_id: UUID, version: int, reason: str = "") -> None:
    """Let a model speak instead of the one that does.

    Raises ModelNotFound, ModelChanged, IsRetired, and WorseAtDanger when it finds fewer dangers than the active one
    (or does not say how many) and no ``reason`` is given.
    """
    model = await _turn(tx, actor, model_id, version)
    active = next((one for one in await store.speaking(tx.conn) if one.state == "active"), None)
    if active and active.id != model.id and not reason.strip() and _worse(model, active):
        raise WorseAtDanger(found=_recall(model), now=_recall(active))
    await store.set_state(tx, model_id, "active", actor.account_id)
    before = str(active.id) if active else None
    await _note(tx, actor, "model.activated", model_id, name=model.name, reason=reason, before=before)


async def shadow(tx: Tx, actor: Actor, *, model_id: UUID, version: int) -> None:
    """Let a model judge beside the active one without acting. Raises ModelNotFound, ModelChanged, IsRetired."""
    model = await _turn(tx, actor, model_id, version)
    await store.set_state(tx, model_id, "shadow", actor.account_id)
    await _note(tx, actor, "model.shadowed", model_id, name=model.name)


async def retire(tx: Tx, actor: Actor, *, model_id: UUID, version: int) -> None:
    """Take a model out of use for good. Raises ModelNotFound, ModelChanged, IsRetired."""
    model = await _turn(tx, actor, model_id, version)
    await store.set_state(tx, model_id, "retired", actor.account_id)
    await _note(tx, actor, "model.retired", model_id, name=model.name, was=model.state)


async def turn(tx: Tx, actor: Actor, *, on: bool, reason: str) -> None:
    """Let models speak, or let rules alone decide."""
    actor.require(WRITE)
    await store.take_turn(tx.conn)
    await store.insert_switch(tx, on=on, by=actor.account_id, reason=reason)
    await _note(tx, actor, "model.turned_on" if on else "model.turned_off", None, reason=reason)


async def _turn(tx: Tx, actor: Actor, model_id: UUID, version: int) -> Kept:
    actor.require(WRITE)
    await store.take_turn(tx.conn)
    model = await store.by_id(tx.conn, model_id)
    if model is None:
        raise ModelNotFound
    if model.version != version:
        raise ModelChanged
    if model.state == "retired":
        raise IsRetired
    return model


def _recall(model: Kept) -> float | None:
    found = model.card.get("danger_recall")
    return float(found) if isinstance(found, int | float) else None


def _worse(model: Kept, active: Kept) -> bool:
    """Only a model that judges danger is compared, and then one that does not judge it is worse."""
    now, then = _recall(model), _recall(active)
    return then is not None and (now is None or now < then)


async def _note(tx: Tx, actor: Actor, action: str, model_id: UUID | None, **data: Any) -> None:
    await audit(tx, action, account_id=actor.account_id, subject_id=model_id, data=data)
