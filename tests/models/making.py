"""A small model of self-written sentences, with a card that says what a test needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from support.outbox import drain
from twinline.kernel.db import Database, Tx
from twinline.kernel.outbox import Fact, Subscription
from twinline.models import Shelf, actions, store, workshop
from twinline.nlp import semantic
from twinline.trials import shadow

FIRE = ["厨房冒烟了", "着火了快来人", "楼道里全是烟", "电动车烧起来了", "屋里有明火", "灶台起火"]
CALM = ["路灯不亮", "垃圾没人清", "公交绕路了", "想问社保怎么交", "井盖松了", "广场舞太吵"]


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    file: bytes
    card: dict[str, Any]


def sheet() -> workshop.Sheet:
    rows = workshop.Sheet()
    for n in range(8):
        for words in FIRE + CALM:
            rows.add(f"{n}栋{words}", {"danger": "1" if words in FIRE else "0"}, str(len(rows.texts)))
    return rows


def make(name: str, *, danger: float | None) -> Made:
    rows = sheet()
    learned, dropped = workshop.learn_sheet(rows, port=None, told=lambda step, done, total: None)
    assert dropped == []
    figures = workshop.figures_of(learned, rows.labels, rows.ids)
    card = workshop.make_card(
        name=name, created="2026-11-22T04:00:00+00:00", learned=learned, columns={}, rows=len(rows.texts),
        left_out={}, data_hash="00", figures=figures, seconds=1.0,
    )  # fmt: skip
    assert card["danger_recall"] > 0.9
    # Each file is its own: the note makes two models of the same rows differ, as two trainings do.
    return Made(name, semantic.dump_text_model(learned.model), card | {"danger_recall": danger})


async def keep(db: Database, actor: Any, made: Made) -> str:
    async with db.transaction() as tx:
        return str(await actions.register(tx, actor, name=made.name, file=made.file, card=made.card))


async def states(db: Database) -> dict[str, str]:
    async with db.transaction() as tx:
        return {one.name: one.state for one in await store.speaking(tx.conn)}


async def listen(db: Database, shelf: Shelf) -> None:
    """The shadow model judges what the worker has not yet told it of."""

    async def handler(tx: Tx, facts: list[Fact]) -> None:
        await shadow.hear(tx, shelf.now, facts)

    await drain(db, Subscription("shadow", shadow.TOPICS, handler))
