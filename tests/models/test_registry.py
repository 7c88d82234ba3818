"""Which model speaks: one at most, known everywhere within seconds, never worse at danger without a reason (R68)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from models.making import Made, keep, states
from support.people import People, Person
from twinline.kernel.errors import Forbidden, Problem
from twinline.models import Models, actions

BASE = "/api/v1/models"


async def call(person: Person, method: str, path: str = "", *, expect: int = 200, **more: Any) -> Any:
    reply = await person.api.request(method, f"{BASE}{path}", **more)
    assert reply.status_code == expect, f"{method} {path}: {reply.status_code} {reply.text[:300]}"
    return reply.json()


async def step(person: Person, model: str, to: str, *, expect: int = 200, **more: Any) -> Any:
    version = (await call(person, "GET", f"/{model}"))["version"]
    return await call(person, "POST", f"/{model}/{to}", expect=expect, json={"version": version, **more})


async def judged(people: People) -> Any:
    reply = await people.agent.api.post("/api/v1/triage", json={"text": "鹤鸣路的路灯不亮"})
    assert reply.status_code == 200, reply.text
    return reply.json()


async def until(people: People, holds: Callable[[Models], bool], *, within_s: float = 60.0) -> float:
    begin = time.monotonic()
    while not holds(people.app.state.shelf.now):
        assert time.monotonic() - begin < within_s, people.app.state.shelf.now
        await asyncio.sleep(0.05)
    return time.monotonic() - begin


async def test_a_model_from_candidate_to_retired(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    (shown,) = (await call(own.leader_12345, "GET"))["items"]
    assert (shown["state"], shown["danger_recall"], shown["rows"]) == ("candidate", 0.98, 96)
    assert shown["fields"][0]["field"] == "danger"
    await step(own.steward, model, "shadow")
    await until(own, lambda now: now.shadow is not None and now.active is None)
    await step(own.steward, model, "activate")
    await until(own, lambda now: now.active is not None and now.active.name == good.name and now.shadow is None)
    await step(own.steward, model, "retire")
    await until(own, lambda now: now.active is None)
    assert (await step(own.steward, model, "activate", expect=409))["code"] == "models.retired"
    assert (await call(own.auditor, "GET", params={"state": "retired"}))["items"][0]["id"] == model


async def test_it_says_what_it_thinks_and_why(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    said = await call(own.steward, "POST", f"/{model}/try", json={"text": "三楼厨房冒烟了"})
    (danger,) = said["items"]
    assert danger["labels"][0] == "1"
    assert danger["probabilities"][0] > 0.7
    assert any(set(word["words"]) & set("厨房冒烟") for word in danger["words"])


async def test_worse_at_danger_needs_a_reason(own: People, good: Made, poor: Made) -> None:
    one = await keep(own.db, own.steward.actor, good)
    two = await keep(own.db, own.steward.actor, poor)
    silent = await keep(
        own.db, own.steward.actor, replace(good, name="不说的", card=good.card | {"danger_recall": None})
    )
    await step(own.steward, one, "activate")
    for worse in (two, silent):
        refused = await step(own.steward, worse, "activate", expect=409)
        assert refused["code"] == "models.worse_at_danger"
    assert (await step(own.steward, two, "activate", expect=409, reason="  "))["code"] == "models.worse_at_danger"
    assert await states(own.db) == {good.name: "active"}
    await step(own.steward, two, "activate", reason="旧模型停用前的对照")
    assert await states(own.db) == {poor.name: "active"}
    await step(own.steward, one, "activate")
    assert (await call(own.steward, "GET", f"/{two}"))["state"] == "candidate"


async def test_two_at_once_leave_one_active(own: People, good: Made, poor: Made) -> None:
    ids = [
        await keep(own.db, own.steward.actor, replace(made, name=f"{made.name}{n}"))
        for made in (good, poor)
        for n in range(3)
    ]
    async with asyncio.TaskGroup() as group:
        for model in ids:
            group.create_task(step(own.steward, model, "activate", reason="同时启用"))
    found = (await call(own.steward, "GET", params={"state": "active"}))["items"]
    assert len(found) == 1
    assert len(await states(own.db)) == 1


async def test_an_old_page_is_refused(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    await step(own.steward, model, "shadow")
    stale = await call(own.steward, "POST", f"/{model}/activate", expect=409, json={"version": 1})
    assert stale["code"] == "models.changed"
    assert await states(own.db) == {good.name: "shadow"}


async def test_the_off_switch_is_known_to_every_process(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    await step(own.steward, model, "activate")
    await call(own.steward, "POST", "/off", json={"reason": "研判异常，先停"})
    await until(own, lambda now: not now.on)
    assert (await call(own.leader_110, "GET", "/switch"))["on"] is False
    assert (await call(own.leader_110, "GET", "/switch"))["reason"] == "研判异常，先停"
    assert own.app.state.desk.rulebook.learned.models is None
    assert (await judged(own))["versions"]["learned"] == "off"
    await call(own.steward, "POST", "/on", json={"reason": "查明"})
    await until(own, lambda now: now.on and now.active is not None)
    assert (await judged(own))["versions"]["learned"] != "off"


async def test_a_damaged_file_never_speaks(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    damage = "UPDATE model SET file = set_byte(file, 500, (get_byte(file, 500) + 1) %% 256) WHERE id = %s"
    async with own.db.transaction() as tx:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            await tx.conn.execute(damage, [model])
        await tx.conn.rollback()
    async with own.db.transaction() as tx:
        await tx.conn.execute("ALTER TABLE model DISABLE TRIGGER model_frozen")
        await tx.conn.execute(damage, [model])
        await tx.conn.execute("ALTER TABLE model ENABLE TRIGGER model_frozen")
    await step(own.steward, model, "activate")
    await asyncio.sleep(1.5)
    assert own.app.state.shelf.now.active is None


async def test_every_step_is_on_the_audit_trail(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    await step(own.steward, model, "shadow")
    await step(own.steward, model, "activate", reason="试运行合格")
    await step(own.steward, model, "retire")
    await call(own.steward, "POST", "/off", json={"reason": "停"})
    async with own.db.transaction() as tx:
        cursor = await tx.conn.execute("SELECT action FROM audit WHERE action LIKE 'model.%' ORDER BY at, id")
        found = [row[0] for row in await cursor.fetchall()]
    assert found == ["model.registered", "model.shadowed", "model.activated", "model.retired", "model.turned_off"]


async def test_names_and_files_are_checked(own: People, good: Made) -> None:
    await keep(own.db, own.steward.actor, good)
    bad = {
        "models.name_taken": good,
        "models.file_broken": replace(good, name="乙", card={"version": "x"}),
        "nlp.bad_model": replace(good, name="丙", file=b"junk"),
    }
    for code, made in bad.items():
        with pytest.raises(Problem, match=code):
            await keep(own.db, own.steward.actor, made)


async def test_only_the_steward_changes_models(own: People, good: Made) -> None:
    model = await keep(own.db, own.steward.actor, good)
    for person in (own.leader_12345, own.auditor, own.rule_owner):
        await call(person, "POST", f"/{model}/activate", expect=403, json={"version": 1})
        await call(person, "POST", "/off", expect=403, json={"reason": "停"})
    await call(own.agent, "GET", expect=403)
    with pytest.raises(Forbidden):
        await keep(own.db, own.agent.actor, replace(good, name="丁"))
    assert actions.READ in own.auditor.actor.permissions
    assert await states(own.db) == {}
