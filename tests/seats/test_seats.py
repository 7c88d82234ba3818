"""Drafts that outlive their page, two windows on one draft, and who has an appeal open (R34)."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from support.city import CIVIL, POLICE, problem, register
from support.database import ShiftClock
from support.outbox import drain
from support.people import People, Person
from twinline.intake import history
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.seats import forget

WORDS = "𠮷野家门前积水🚒，何先生的电话是 199-0000-7310"


async def put(person: Person, draft_id: str, version: int, words: str = WORDS, status: int = 200) -> dict[str, Any]:
    body = {"version": version, "content": json.dumps({"words": words})}
    reply = await person.api.put(f"/api/v1/drafts/{draft_id}", json=body)
    assert reply.status_code == status, reply.text
    return reply.json()


async def drafts(person: Person) -> list[dict[str, Any]]:
    return (await person.api.get("/api/v1/drafts")).json()["items"]


async def test_a_draft_comes_back_and_is_told_to_nobody_else(people: People, db: Database) -> None:
    first, second = str(uuid4()), str(uuid4())
    assert (await put(people.agent, first, 0))["version"] == 1
    await put(people.agent, second, 0, "第二件")
    assert (await put(people.agent, first, 1, WORDS + "。"))["version"] == 2
    found = await drafts(people.agent)
    assert [(d["id"], d["version"]) for d in found] == [(first, 2), (second, 1)]
    assert json.loads(found[0]["content"])["words"] == WORDS + "。"
    # Another account may have a draft of the same id, and knows nothing of this one.
    assert await drafts(people.leader_12345) == []
    problem(await people.leader_12345.api.get(f"/api/v1/drafts/{first}"), "seats.draft_not_found", 404)
    assert (await people.leader_12345.api.delete(f"/api/v1/drafts/{first}")).status_code == 204
    await put(people.leader_12345, first, 0, "班长的")
    assert len(await drafts(people.agent)) == 2
    # What people said does not lie open in the database.
    with psycopg.connect(db.url) as connection:
        for (sealed,) in connection.execute("SELECT sealed FROM draft").fetchall():
            assert "积水".encode() not in sealed
            assert b"7310" not in sealed
    assert (await people.agent.api.delete(f"/api/v1/drafts/{first}")).status_code == 204
    assert [d["id"] for d in await drafts(people.agent)] == [second]


async def test_the_second_window_is_asked_and_a_lost_answer_is_no_conflict(people: People, db: Database) -> None:
    one = str(uuid4())
    await put(people.agent, one, 0, "甲")
    assert (await put(people.agent, one, 0, "甲"))["version"] == 1
    await put(people.agent, one, 1, "甲乙")
    assert (await put(people.agent, one, 1, "甲丙", 409))["code"] == "seats.draft_changed"
    assert json.loads((await drafts(people.agent))[0]["content"])["words"] == "甲乙"
    # One that was registered elsewhere does not come to life again.
    await people.agent.api.delete(f"/api/v1/drafts/{one}")
    assert (await put(people.agent, one, 2, "甲乙丙", 409))["code"] == "seats.draft_changed"
    both = await asyncio.gather(*(_raw(people.agent, one, 0, words) for words in ("左", "右")))
    assert sorted(reply.status_code for reply in both) == [200, 409]


async def _raw(person: Person, draft_id: str, version: int, words: str) -> Any:
    return await person.api.put(f"/api/v1/drafts/{draft_id}", json={"version": version, "content": words})


async def test_drafts_have_limits_and_are_forgotten(people: People, db: Database, clock: ShiftClock) -> None:
    for n in range(20):
        await put(people.agent, str(uuid4()), 0, f"第{n}件")
    assert (await put(people.agent, str(uuid4()), 0, "太多", 409))["code"] == "seats.too_many_drafts"
    one = (await drafts(people.agent))[0]["id"]
    reply = await _raw(people.agent, one, 1, "长" * 50_001)
    problem(reply, "kernel.invalid_fields", 422)
    clock.advance(timedelta(days=6, hours=23))
    await put(people.agent, one, 1, "还在写")
    clock.advance(timedelta(hours=2))
    await forget(db, kept=timedelta(days=7))
    assert [d["id"] for d in await drafts(people.agent)] == [one]


async def present(person: Person, appeal_id: str, *, writing: bool = False) -> list[dict[str, Any]]:
    reply = await person.api.put(f"/api/v1/appeals/{appeal_id}/presence", json={"writing": writing})
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def test_who_else_has_it_open(people: People, db: Database, clock: ShiftClock) -> None:
    made = await register(people.agent, CIVIL)
    assert await present(people.agent, made["id"]) == []
    (seen,) = await present(people.dispatcher, made["id"], writing=True)
    assert (seen["name"], seen["writing"], seen["platform"]) == (people.agent.actor.name, False, "12345")
    clock.advance(timedelta(seconds=20))
    (seen,) = await present(people.agent, made["id"])
    assert (seen["name"], seen["writing"]) == (people.dispatcher.actor.name, True)
    clock.advance(timedelta(seconds=20))
    assert await present(people.agent, made["id"]) == []
    await present(people.dispatcher, made["id"])
    await people.dispatcher.api.delete(f"/api/v1/appeals/{made['id']}/presence")
    assert await present(people.agent, made["id"]) == []


async def test_presence_is_told_only_to_readers_of_the_appeal(people: People, db: Database) -> None:
    made = await register(people.call_taker, POLICE)
    secret = await register(people.leader_12345, CIVIL, restricted=True)
    await present(people.leader_12345, secret["id"])
    for person, appeal_id in ((people.agent, made["id"]), (people.outsider, made["id"]), (people.agent, secret["id"])):
        reply = await person.api.put(f"/api/v1/appeals/{appeal_id}/presence", json={"writing": True})
        problem(reply, "appeals.not_found", 404)
    assert await present(people.call_taker, made["id"]) == []
    assert await present(people.leader_12345, secret["id"]) == []


async def remember(people: People, db: Database) -> None:
    """Count histories, as the worker does."""
    state = people.app.state

    async def handler(tx: Any, facts: Any) -> None:
        await history.remember(tx, state.city, state.library.book, facts)

    await drain(db, Subscription("history", history.HISTORY_TOPICS, handler))


@pytest.mark.parametrize("form", ["199-0000-7310", "+86 199 0000 7310"])
async def test_what_is_known_while_somebody_types(people: People, db: Database, form: str) -> None:
    place = {"address": "天河区棠德南路18号", "division": "440106"}
    said = "天河区棠德南路18号门前路灯坏了三盏，晚上看不清路"
    made = await register(people.agent, said, phone="19900007310", caller="何小满", **place)
    await register(people.leader_12345, "秘密的另一件", phone="19900007310", restricted=True, caller="何不知")
    await remember(people, db)
    body = {"words": said.replace("三盏", "四盏"), "phone": form, **place}
    found = (await people.agent.api.post("/api/v1/appeals/beside", json=body)).json()
    assert found["person"]["caller"] == "何**"
    assert found["person"]["appeals"] == 1
    assert [row["id"] for row in found["caller"]] == [made["id"]]
    assert [row["id"] for row in found["place"]] == [made["id"]]
    assert [row["id"] for row in found["same"]] == [made["id"]]
    assert found["same"][0]["similarity"] > 0.8
    # 110 was told nothing of it.
    told = (await people.call_taker.api.post("/api/v1/appeals/beside", json=body)).json()
    assert told == {"person": None, "caller": [], "place": [], "same": []}
    nothing = (await people.agent.api.post("/api/v1/appeals/beside", json={})).json()
    assert nothing == {"person": None, "caller": [], "place": [], "same": []}


async def test_classes_are_found_by_the_letters_that_people_type(people: People, db: Database) -> None:
    items = (await people.call_taker.api.get("/api/v1/registry/police-classes")).json()["items"]
    assert {row["name"]: row["initials"] for row in items}["入室盗窃"] == "rsdq"
