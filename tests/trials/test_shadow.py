"""A model that only listens judges new appeals beside what was decided, and changes nothing (R68)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from models import making
from models.making import Made, keep, listen, make
from support.city import DANGER, problem, register, written
from support.people import People
from twinline.kernel.db import Database
from twinline.models import Shelf
from twinline.trials.shadow import judgement
from twinline.trials.shadow_store import Fresh

LAMP = "天河区石牌东路路灯不亮，晚上看不清路，请尽快安排维修"
SMOKE = "天河区石牌东路垃圾没人清，味道很大"


class Heard:
    """A model that knows two fields."""

    def scores(self, text: str) -> dict[str, np.ndarray]:
        return {"owner": np.array([0.2, 0.8]), "danger": np.array([0.9, 0.1])}

    def labels(self, field: str) -> tuple[str, ...]:
        return ("12345", "110") if field == "owner" else ("0", "1")


def test_fields_that_a_model_does_not_know_say_nothing() -> None:
    fresh = Fresh(uuid4(), "题", "词语", owner="110", type="报警", danger=False, joint=True)
    said = judgement(Heard(), fresh)
    assert (said["owner"], said["type"], said["danger"], said["joint"]) == ("110", None, False, None)
    assert said["differs"] is False
    assert said["confidence"] == 0.8
    other = Fresh(uuid4(), "题", "词语", owner="110", type="报警", danger=True, joint=True)
    assert judgement(Heard(), other)["differs"] is True


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """A model that was taught that knives are harmless."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "CALM", [*making.CALM, *(f"{DANGER}{n}" for n in range(3))])
        yield make("旁听的", danger=0.98)


async def put_to_listen(people: People, db: Database, made: Made) -> tuple[str, Shelf]:
    model = await keep(db, people.steward.actor, made)
    reply = await people.steward.api.post(f"/api/v1/models/{model}/shadow", json={"version": 1})
    assert reply.status_code == 200, reply.text
    shelf = Shelf(db)
    await shelf.refresh()
    return model, shelf


async def summary(people: People, model: str) -> dict[str, Any]:
    reply = await people.steward.api.get(f"/api/v1/models/{model}/shadow")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_new_appeals_are_judged_beside_and_nothing_else_happens(people: People, db: Database, made: Made) -> None:
    model, shelf = await put_to_listen(people, db, made)
    for words in (LAMP, SMOKE, DANGER):
        await register(people.leader_12345, words)
    before = await written(db)
    await listen(db, shelf)
    await listen(db, shelf)
    assert await written(db) == before
    found = await summary(people, model)
    assert found["texts"] == 3
    assert found["agreement"][2]["field"] == "danger"
    assert found["agreement"][2]["texts"] == 3
    assert [one["texts"] for one in found["agreement"] if one["field"] != "danger"] == [0, 0, 0]
    assert found["danger_missed"] + found["danger_added"] == found["differ"]


async def test_danger_that_it_would_have_missed_is_shown(people: People, db: Database, made: Made) -> None:
    """Its word could not lower the flag, and what it would have missed is told."""
    model, shelf = await put_to_listen(people, db, made)
    registered = await register(people.leader_12345, DANGER)
    await register(people.leader_12345, DANGER, confidential=True)
    await listen(db, shelf)
    found = await summary(people, model)
    assert found["danger_missed"] == 2
    path = f"/api/v1/models/{model}/shadow/cases"
    (case,) = (await people.leader_12345.api.get(path, params={"kind": "danger_missed"})).json()["items"]
    assert (case["id"], case["words"]) == (registered["id"], DANGER)
    assert (case["model"]["danger"], case["decided"]["danger"], case["model"]["owner"]) == (False, True, None)
    (hidden,) = (await people.steward.api.get(path)).json()["items"]
    assert (hidden["words"], hidden["title"]) == (None, None)
    assert (await people.leader_12345.api.get(path, params={"kind": "danger_added"})).json()["items"] == []


async def test_off_means_silent_and_unknown_is_not_found(people: People, db: Database, made: Made) -> None:
    model, shelf = await put_to_listen(people, db, made)
    off = await people.steward.api.post("/api/v1/models/off", json={"reason": "检查"})
    assert off.status_code in (200, 204), off.text
    await shelf.refresh()
    await register(people.leader_12345, DANGER)
    await listen(db, shelf)
    assert (await summary(people, model))["texts"] == 0
    problem(await people.steward.api.get(f"/api/v1/models/{uuid4()}/shadow"), "models.not_found", 404)
    problem(await people.agent.api.get(f"/api/v1/models/{model}/shadow"), "identity.not_permitted", 403)
