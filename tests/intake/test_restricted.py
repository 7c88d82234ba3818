"""Matters that are restricted by the list stay out of sight of those who may not see them (R8, R20)."""

from __future__ import annotations

from support.city import problem, register
from support.people import People
from twinline.kernel.db import Database

CLUE = "有人在群里号召明天去市政府门口聚集拉横幅，说要组织集体上访"
MISCONDUCT = "我刚被派出所民警打了，他现在还在骂我推我"


async def test_a_stability_clue_is_restricted_by_the_list(people: People, db: Database) -> None:
    made = await register(people.leader_12345, CLUE)
    path = f"/api/v1/appeals/{made['id']}"
    assert (await people.leader_12345.api.get(path)).json()["restricted"] is True
    problem(await people.agent.api.get(path), "appeals.not_found", 404)
    listed = (await people.agent.api.get("/api/v1/appeals")).json()["items"]
    assert made["id"] not in [item["id"] for item in listed]


async def test_the_unit_complained_of_sees_nothing_of_it(people: People, db: Database) -> None:
    unit = people.app.state.city.directory.by_code("440106-public_security")
    made = await register(people.leader_110, MISCONDUCT, complained_unit_id=str(unit.id))
    path = f"/api/v1/appeals/{made['id']}"
    assert (await people.inspector.api.get(path)).status_code == 200
    leader = await people.of("leader_110", "440106-public_security")
    problem(await leader.api.get(path), "appeals.not_found", 404)
    problem(await people.officer.api.get(path), "appeals.not_found", 404)
