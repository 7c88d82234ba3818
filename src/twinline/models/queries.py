"""What is shown of models."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.db import Tx, fetch_dicts
from twinline.kernel.paging import FIRST, Page, cut
from twinline.models import store
from twinline.models.actions import READ
from twinline.models.model import ModelNotFound

LIST_SQL = """
    SELECT m.id, m.name, m.kind, m.state, m.version, encode(m.digest, 'hex') AS digest, m.card, m.created_at,
           c.name AS created_by, m.activated_at, a.name AS activated_by, octet_length(m.file) AS bytes
      FROM model m LEFT JOIN account c ON c.id = m.created_by LEFT JOIN account a ON a.id = m.activated_by
     WHERE m.id < %(before)s AND (%(state)s::text IS NULL OR m.state = %(state)s)
       AND (%(id)s::uuid IS NULL OR m.id = %(id)s)
     ORDER BY m.id DESC LIMIT %(limit)s
"""
BRIEF = ("rows", "measured", "danger_recall", "embedding", "data_hash")


async def list_models(tx: Tx, actor: Actor, page: Page, *, state: str | None) -> dict[str, Any]:
    """Models, newest first, with the figures that one compares by."""
    actor.require(READ)
    rows = await fetch_dicts(tx.conn, LIST_SQL, {**page.bounds, "state": state, "id": None})
    shown = cut(rows, page)
    return {**shown, "items": [_brief(row) for row in shown["items"]]}


async def read_model(tx: Tx, actor: Actor, model_id: UUID) -> dict[str, Any]:
    """One model with its whole card. Raises ModelNotFound."""
    actor.require(READ)
    every = {"before": FIRST, "limit": 1, "state": None, "id": model_id}
    rows = await fetch_dicts(tx.conn, LIST_SQL, every)
    if not rows:
        raise ModelNotFound
    return _brief(rows[0]) | {"card": rows[0]["card"]}


async def read_switch(tx: Tx, actor: Actor) -> dict[str, Any]:
    """Whether models may speak, since when and why."""
    actor.require(READ)
    switch = await store.switch(tx.conn)
    return {"on": switch.on if switch else True, "at": switch.at if switch else None,
            "reason": switch.reason if switch else ""}  # fmt: skip


def _brief(row: Mapping[str, Any]) -> dict[str, Any]:
    card = row["card"]
    fields = [
        {"field": name, **{key: figures[key] for key in ("rows", "accuracy", "macro_f1", "calibration_error")}}
        for name, figures in card.get("metrics", {}).items()
    ]
    shown = {name: value for name, value in row.items() if name != "card"}
    return shown | {name: card.get(name) for name in BRIEF} | {"fields": fields}
