"""A model that only listens: it judges every new appeal beside what was decided, and acts on nothing (R68)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

import structlog

from twinline.identity import Actor
from twinline.intake import search
from twinline.kernel.db import Tx
from twinline.kernel.outbox import Fact
from twinline.kernel.paging import Page, cut
from twinline.models import ModelNotFound, Models
from twinline.models import store as models
from twinline.nlp import plain
from twinline.trials import shadow_store
from twinline.trials.model import floor_key
from twinline.trials.shadow_store import Fresh

READ = "model.read"
TOPICS = search.SEARCH_TOPICS
FIELDS = ("owner", "type", "danger", "joint")
YES = "1"
log = structlog.get_logger(__name__)


class Speaker(Protocol):
    """The part of a text model that is used."""

    def scores(self, text: str, /) -> Mapping[str, Any]: ...

    def labels(self, field: str, /) -> Sequence[str]: ...


async def hear(tx: Tx, now: Models, facts: Sequence[Fact]) -> int:
    """Judge the appeals that facts speak of with the shadow model, once each; how many. Nothing without one, or with
    models switched off."""
    if now.shadow is None or not now.on:
        return 0
    found = await shadow_store.fresh(tx.conn, now.shadow.id, [fact.appeal_id for fact in facts])
    said = await asyncio.to_thread(_judge_all, now.shadow.model, found)
    rows = [{"model_id": now.shadow.id, "at": tx.now} | one for one in said]
    if rows:
        await shadow_store.insert(tx.conn, rows)
    return len(rows)


def _judge_all(model: Speaker, appeals: Sequence[Fresh]) -> list[dict[str, Any]]:
    """A text that the model cannot bear is left out: a model on trial must not hold up anything."""
    said: list[dict[str, Any]] = []
    for appeal in appeals:
        try:
            said.append(judgement(model, appeal))
        except Exception as error:
            log.warning("shadow.failed", appeal=str(appeal.id), error=repr(error))
    return said


def judgement(model: Speaker, appeal: Fresh) -> dict[str, Any]:
    """What the model says in each field that it knows, and whether that differs from what was decided."""
    title = "" if appeal.words.lstrip().startswith(appeal.title) else appeal.title
    scores = model.scores(plain(appeal.words, title=title))
    said: dict[str, Any] = dict.fromkeys(FIELDS)
    sure: list[float] = []
    for field in FIELDS:
        if field in scores:
            place = int(scores[field].argmax())
            label = model.labels(field)[place]
            said[field] = label == YES if field in ("danger", "joint") else label
            sure.append(float(scores[field][place]))
    was = {f"was_{field}": getattr(appeal, field) for field in FIELDS}
    differs = any(said[field] is not None and said[field] != was[f"was_{field}"] for field in FIELDS)
    return {"appeal_id": appeal.id, **said, **was, "differs": differs, "confidence": min(sure, default=0.0)}


async def summary(tx: Tx, actor: Actor, *, model_id: UUID, days: int) -> dict[str, Any]:
    """How far the model agrees with what was decided, what it would have changed, what danger it would have missed.

    Raises ModelNotFound.
    """
    actor.require(READ)
    await _known(tx, model_id)
    counts, changes = await shadow_store.summary(tx.conn, model_id, first=floor_key(tx.now - timedelta(days=days)))
    agreement = [
        {"field": name, "texts": known, "share": round(counts[f"{name}_agree"] / known, 4) if known else None}
        for name in FIELDS
        for known in [counts[f"{name}_known"]]
    ]
    plainly = ("texts", "differ", "danger_missed", "danger_added")
    corrected = ("corrected", "corrected_as_model", "corrected_as_decided")
    return {**{n: counts[n] for n in (*plainly, *corrected)}, "agreement": agreement, "owners": changes}


async def list_cases(tx: Tx, actor: Actor, page: Page, *, model_id: UUID, kind: str) -> dict[str, Any]:
    """Appeals on which the model differs and that the caller may see; words only for who may read appeals.

    Raises ModelNotFound.
    """
    actor.require(READ)
    await _known(tx, model_id)
    rows = await shadow_store.cases(tx.conn, {**actor.sight, **page.bounds, "model_id": model_id, "kind": kind})
    shown = cut(rows, page)
    if not actor.can("appeal.read"):
        shown["items"] = [{**row, "title": None, "words": None} for row in shown["items"]]
    return shown


async def _known(tx: Tx, model_id: UUID) -> None:
    if await models.by_id(tx.conn, model_id) is None:
        raise ModelNotFound
