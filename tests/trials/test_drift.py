"""The drift watch over stored decisions (R68)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import orjson

from support.city import problem
from support.people import People, Person
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database
from twinline.trials import drift
from twinline.trials.model import floor_key

INSERT = """
    INSERT INTO triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class,
                                 confidence, reasons, versions)
    SELECT appeal_id, n, now(), owner, false, false, '求助', '', '', 'help', 0.8, reasons, '{}'
      FROM json_to_recordset(%(rows)s::json) AS r(appeal_id uuid, n smallint, owner text, reasons json)
"""
SILENT = [{"kind": "no_match", "text": "", "words": None}]


async def decided(db: Database, day: date, *, count: int, police: int, silent: int = 0, overridden: int = 0) -> None:
    """So many decisions of a day, some of them for 110, some without a matter, some overridden."""
    begin = floor_key(datetime.combine(day, time(9), CHINA)).int
    rows = [
        {
            "appeal_id": str(UUID(int=begin + number)),
            "n": n,
            "owner": "110" if number < police else "12345",
            "reasons": SILENT if number < silent else [],
        }
        for number in range(count)
        for n in ((1, 2) if number < overridden else (1,))
    ]
    async with db.transaction() as tx:
        await tx.conn.execute(INSERT, {"rows": orjson.dumps(rows).decode()})


async def history(people: People, db: Database) -> date:
    """Four quiet weeks; the day after them."""
    today = db.clock.now().astimezone(CHINA).date()
    for back in range(1, 29):
        await decided(db, today - timedelta(days=back), count=60, police=6, silent=3, overridden=3)
    return today


async def reading(people: People) -> dict[str, dict[str, object]]:
    (newest, *_) = (await people.steward.api.get("/api/v1/triage/drift")).json()["items"]
    return {"": newest} | {figure["name"]: figure for figure in newest["figures"]}


async def test_a_day_like_the_others_is_no_alarm(people: People, db: Database) -> None:
    today = await history(people, db)
    await decided(db, today, count=400, police=40, silent=20, overridden=20)
    assert await drift.look(db) == {"decisions": "none"}
    found = await reading(people)
    assert (found[""]["day"], found["owner"]["value"]) == (today.isoformat(), 0.0)
    assert (found["override"]["now"], found["override"]["before"]) == (0.05, 0.05)


async def test_a_day_that_goes_to_the_police_raises_the_alarm(people: People, db: Database) -> None:
    today = await history(people, db)
    await decided(db, today, count=400, police=240, silent=20, overridden=40)
    assert await drift.look(db) == {"decisions": "alarm"}
    found = await reading(people)
    assert (found["owner"]["level"], found["type"]["level"]) == ("alarm", "none")
    assert (found["override"]["value"], found["override"]["level"]) == (0.05, "watch")


async def test_what_moved_is_told_once_as_clocks_are(people: People, db: Database) -> None:
    today = db.clock.now().astimezone(CHINA).date()
    for back in range(2, 29):
        await decided(db, today - timedelta(days=back), count=60, police=6)
    await decided(db, today - timedelta(days=1), count=400, police=240)
    await decided(db, today, count=400, police=400)

    async def told(person: Person) -> list[tuple[int, str]]:
        found = (await person.api.get("/api/v1/reminders")).json()["items"]
        assert all(one["subject"] == "decisions" and one["appeal_id"] is None for one in found)
        return sorted((one["level"], one["due_at"][:10]) for one in found if one["kind"] == "drift")

    yesterday = today - timedelta(days=1)
    for _ in range(2):  # looking again tells nothing twice
        assert await drift.look(db, day=yesterday) == {"decisions": "alarm"}
    assert [level for level, _ in await told(people.leader_12345)] == [1, 2]
    assert await drift.look(db) == {"decisions": "alarm"}
    assert [level for level, _ in await told(people.leader_110)] == [1, 1, 2, 2, 3]
    assert await told(people.agent) == []
    first = (await people.leader_12345.api.get("/api/v1/reminders?level=3")).json()["items"][0]
    assert (first["unit"], first["label"]["zh"]) == ("广州12345政务服务便民热线受理中心", "研判分布连续两日明显偏移")
    readings = (await people.steward.api.get("/api/v1/triage/drift")).json()["items"]
    assert all(one["reminded_at"] for one in readings)


async def test_overrides_that_come_later_are_counted_when_looked_again(people: People, db: Database) -> None:
    today = await history(people, db)
    await decided(db, today, count=400, police=40)
    await drift.look(db)
    assert (await reading(people))["override"]["now"] == 0.0
    async with db.transaction() as tx:
        await tx.conn.execute(
            "INSERT INTO triage_decision SELECT appeal_id, 2, at, owner, joint, danger, type, matter, department,"
            " deadline_class, police_class, confidence, reasons, versions, actor_id, reason, 'wrong_owner'"
            " FROM triage_decision WHERE n = 1 AND appeal_id >= %s LIMIT 100",
            [floor_key(datetime.combine(today, time(), CHINA))],
        )
    await drift.look(db)
    assert (await reading(people))["override"]["now"] == 0.25


async def test_few_texts_say_nothing_and_who_may_look(people: People, db: Database) -> None:
    today = await history(people, db)
    await decided(db, today, count=20, police=20)
    assert await drift.look(db) == {"decisions": "few"}
    assert (await people.steward.api.post("/api/v1/triage/drift", json={})).status_code == 204
    problem(await people.leader_110.api.post("/api/v1/triage/drift", json={}), "identity.not_permitted", 403)
    problem(await people.agent.api.get("/api/v1/triage/drift"), "identity.not_permitted", 403)
