"""Old decisions come out the same by the rules that they name, whatever is in force by now (promise 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg

from rules.desk import MATTER, add, change, draft, publish, roll_back, until_edition
from support.city import CIVIL, DANGER, NOISE, POLICE, problem, register
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.rules import packaged
from twinline.rules.model import digest_of
from twinline.triage import judge, rulebook

DAY = date(2026, 11, 22)
OURS = "公园里有人放无人机低空盘旋，无人机嗡嗡响，请管一管"


async def rerun(person: Person, appeal_id: str, n: int = 1) -> dict[str, Any]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}/decisions/{n}/rerun")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_decisions_of_every_edition_come_out_the_same(own: People) -> None:
    made: dict[str, str] = {}
    for words in (CIVIL, POLICE, DANGER, NOISE):
        made[(await register(own.agent, words))["id"]] = "0"
    made[(await register(own.agent, NOISE, title="工地噪声扰民"))["id"]] = "0"
    police = (await register(own.call_taker, POLICE, channel="voice"))["id"]
    made[police] = "0"
    first = await draft(own.rule_owner)
    await add(own.rule_owner, first)
    await publish(own.leader_12345, first)
    await until_edition(own, first)
    made[(await register(own.agent, OURS))["id"]] = str(first)
    second = await draft(own.rule_owner)
    await change(own.rule_owner, second, MATTER, owner="110", police_class="200200", department="public_security")
    await change(own.rule_owner, second, "M-TEST-01", matter="无人机飞行扰民")
    await publish(own.leader_12345, second)
    await until_edition(own, second)
    made[(await register(own.agent, NOISE))["id"]] = str(second)
    await roll_back(own.leader_110, 0)
    await until_edition(own, 0)
    for appeal_id, edition in made.items():
        found = await rerun(own.call_taker if appeal_id == police else own.leader_12345, appeal_id)
        assert (found["equal"], found["differences"], found["versions_missing"]) == (True, [], [])
        assert found["versions"]["edition"] == edition


async def test_a_packaged_edition_of_an_older_program_is_kept(own: People, own_db: Database) -> None:
    """What this program ships is in the archive, so that a later one can judge by it."""
    made = await register(own.agent, CIVIL)
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        (content,) = connection.execute("SELECT content FROM rule_archive").fetchone() or ({},)
        assert digest_of(content) == digest_of(packaged())
        assert (await rerun(own.agent, made["id"]))["equal"]
        connection.execute("DELETE FROM rule_archive")
    own.app.state.library._books.clear()
    reply = await own.agent.api.get(f"/api/v1/appeals/{made['id']}/decisions/1/rerun")
    problem(reply, "rules.versions_gone", 409)


async def test_what_comes_out_differently_is_told(own: People, own_db: Database) -> None:
    made = await register(own.agent, CIVIL)
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        connection.execute("UPDATE triage_decision SET owner = '110'")
    found = await rerun(own.agent, made["id"])
    assert not found["equal"]
    assert found["differences"] == [{"field": "owner", "stored": "110", "again": "12345"}]


async def test_only_machines_decisions_and_only_for_whom_may_see(own: People) -> None:
    made = await register(own.agent, CIVIL)
    problem(
        await own.agent.api.get(f"/api/v1/appeals/{made['id']}/decisions/9/rerun"), "intake.decision_not_found", 404
    )
    secret = await register(own.agent, CIVIL, restricted=True)
    reply = await own.agent.api.get(f"/api/v1/appeals/{secret['id']}/decisions/1/rerun")
    assert reply.status_code == 404
    assert (await rerun(own.leader_12345, secret["id"]))["equal"]


def test_rows_from_the_database_judge_as_those_from_files() -> None:
    """In whatever order JSON gives their columns."""
    turned = {name: [dict(reversed(row.items())) for row in rows] for name, rows in packaged().items()}
    read, shipped = rulebook.rulebook_of(turned, as_of=DAY, edition="0"), rulebook.load_rulebook(as_of=DAY)
    assert read.versions == shipped.versions
    for words in (CIVIL, POLICE, DANGER, NOISE, OURS, "", "谢谢"):
        assert judge(words, rulebook=read) == judge(words, rulebook=shipped)
