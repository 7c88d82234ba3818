"""What one model says of one text, with the words that spoke."""

from collections import OrderedDict
from typing import Any
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.db import Tx
from twinline.models import store
from twinline.models.actions import READ
from twinline.models.model import ModelNotFound
from twinline.nlp import linear, plain, semantic

LABELS_SHOWN = 5
KEPT = 4

_recent: OrderedDict[bytes, semantic.TextModel] = OrderedDict()


async def loaded(tx: Tx, actor: Actor, model_id: UUID) -> semantic.TextModel:
    """A model of any state; the last few stay in memory. Raises ModelNotFound, nlp.BadModel."""
    actor.require(READ)
    kept = await store.by_id(tx.conn, model_id)
    if kept is None:
        raise ModelNotFound
    if kept.digest not in _recent:
        _recent[kept.digest] = semantic.load_text_model(await store.file(tx.conn, model_id))
    _recent.move_to_end(kept.digest)
    while len(_recent) > KEPT:
        _recent.popitem(last=False)
    return _recent[kept.digest]


def opinion(model: semantic.TextModel, words: str) -> dict[str, Any]:
    """Field by field the most probable labels; places count characters of the text's plain form."""
    text = plain(words)
    return {"items": [_field(model, text, name, scores) for name, scores in model.scores(text).items()], "next": None}


def _field(model: semantic.TextModel, text: str, name: str, scores: linear.Floats) -> dict[str, Any]:
    order: list[int] = (-scores).argsort(kind="stable")[:LABELS_SHOWN].tolist()
    labels = [model.labels(name)[place] for place in order]
    spoke = model.linear.contributions(text, name, labels[0])
    words = [{"words": one.words, "weight": one.weight, "start": one.start} for one in spoke]
    return {
        "field": name, "labels": labels, "probabilities": [round(float(scores[place]), 4) for place in order],
        "words": words,
    }  # fmt: skip
