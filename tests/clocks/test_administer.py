"""A city's steward adds and ends deadline rules over HTTP; what is owed stays what it was (R61)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import application
from support.city import CIVIL, appeal, problem, register
from support.people import People, staffed
from twinline.clocks import load_city
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, fetch_dicts

PATH = "/api/v1/registry/deadline-rules"


@pytest.fixture
async def people(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    """On a database of the test's own: rules outlive a test."""
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        yield cast


@pytest.fixture
def db(own_db: Database) -> Database:
    return own_db


def today(db: Database) -> date:
    return db.clock.now().astimezone(CHINA).date()


def rule(day: date, **more: Any) -> dict[str, Any]:
    plain = {
        "kind": "case_dispatch",
        "applies_to": "type:求助",
        "amount": 1800,
        "unit": "seconds",
        "calendar": "always",
    }
    return {"code": "case-dispatch-help", **plain, "basis": "本市规定", "valid_from": day.isoformat(), **more}


async def listed(people: People, **query: str) -> dict[str, dict[str, Any]]:
    reply = await people.steward.api.get(PATH, params=query)
    assert reply.status_code == 200, reply.text
    return {row["code"]: row for row in reply.json()["items"]}


async def retire(people: People, code: str, day: date) -> httpx.Response:
    body = {"valid_to": day.isoformat(), "reason": "改用新规则"}
    return await people.steward.api.post(f"{PATH}/{code}/retire", json=body)


async def test_a_rule_is_added_used_and_ended(people: People, db: Database) -> None:
    day = today(db)
    before = await register(people.agent, CIVIL)
    kind = (await appeal(people.agent, before["id"]))["type"]
    reply = await people.steward.api.post(PATH, json=rule(day, applies_to=f"type:{kind}"))
    assert (reply.status_code, reply.json()) == (201, {"code": "case-dispatch-help"})
    people.app.state.city = await load_city(db)
    people.app.state.desk = people.app.state.gate.desk = replace(people.app.state.desk, city=people.app.state.city)
    after = await register(people.agent, CIVIL)
    rules = [
        next(c["rule"] for c in (await appeal(people.agent, one["id"]))["clocks"] if c["kind"] == "case_dispatch")
        for one in (before, after)
    ]
    assert rules[0] != rules[1] == "case-dispatch-help"
    assert (await retire(people, "case-dispatch-help", day + timedelta(days=1))).status_code == 204
    assert (await listed(people))["case-dispatch-help"]["valid_to"] == (day + timedelta(days=1)).isoformat()
    assert "case-dispatch-help" not in await listed(people, on=(day + timedelta(days=1)).isoformat())
    problem(await retire(people, "case-dispatch-help", day + timedelta(days=2)), "clocks.rule_over", 409)
    async with db.transaction() as tx:
        trail = await fetch_dicts(tx.conn, "SELECT action FROM audit WHERE action LIKE 'deadline%%' ORDER BY id", {})
    assert [row["action"] for row in trail] == ["deadline_rule.added", "deadline_rule.retired"]


async def test_a_rule_is_replaced_on_a_day_without_a_gap(people: People, db: Database) -> None:
    day = today(db) + timedelta(days=30)
    old = next(r for r in (await listed(people)).values() if r["kind"] == "case_sign" and r["applies_to"] == "*")
    problem(await retire(people, old["code"], day), "clocks.leaves_gap", 409)
    fresh = {name: old[name] for name in ("kind", "applies_to", "unit", "calendar", "basis")}
    fresh |= {"code": "sign-2", "amount": 1, "valid_from": day.isoformat()}
    problem(await people.steward.api.post(PATH, json=fresh), "clocks.ambiguous_rule", 422)
    assert (await people.steward.api.post(PATH, json=fresh | {"replaces": old["code"]})).status_code == 201
    assert (await listed(people))[old["code"]]["valid_to"] == day.isoformat()
    assert {"sign-2", old["code"]} & set(await listed(people, on=day.isoformat())) == {"sign-2"}


async def test_what_cannot_be_a_rule_is_refused_and_nothing_is_written(people: People, db: Database) -> None:
    day, before = today(db), await listed(people)

    async def refused(why: str, status: int, **more: Any) -> None:
        problem(await people.steward.api.post(PATH, json=rule(day, **more)), why, status)

    await refused("clocks.day_past", 409, valid_from=(day - timedelta(days=1)).isoformat())
    await refused("clocks.bad_rule", 422, calendar="nowhere")
    await refused("clocks.bad_rule", 422, valid_to=day.isoformat())
    await refused("clocks.rule_not_found", 404, replaces="no-such-rule")
    await refused("clocks.rule_taken", 409, code=next(iter(before)))
    await refused("kernel.invalid_fields", 422, amount=0)
    await refused("kernel.invalid_fields", 422, applies_to="weather:rain")
    problem(await people.agent.api.post(PATH, json=rule(day)), "identity.not_permitted", 403)
    problem(await retire(people, "no-such-rule", day), "clocks.rule_not_found", 404)
    assert await listed(people) == before
