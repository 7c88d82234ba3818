"""Reminders come at 80 %, at 100 % and a day over, each once, whoever runs the alarms (R41)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from support.city import CIVIL, DANGER, appeal, offer, order_of, register, settle, step, unit_id
from support.database import ShiftClock
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.oversight import remind

HOUR = timedelta(hours=1)


async def reminders(person: Person, **params: Any) -> list[dict[str, Any]]:
    reply = await person.api.get("/api/v1/reminders", params={"limit": 200, **params})
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def alarm(people: People, db: Database) -> int:
    return await remind(db, people.app.state.city)


async def clocks(db: Database, kind: str) -> tuple[datetime, datetime]:
    async with db.transaction() as tx:
        cursor = await tx.conn.execute("SELECT started_at, due_at FROM clock WHERE kind = %s", [kind])
        row = await cursor.fetchone()
    assert row is not None
    return row[0], row[1]


async def test_the_ladder_is_told_in_its_moments(people: People, db: Database, clock: ShiftClock) -> None:
    """Dispatch has 24 hours on the clock that never rests: 19 h 12 min, 24 h, 48 h."""
    made = await register(people.agent, CIVIL)
    started, due = await clocks(db, "case_dispatch")
    assert due - started == 24 * HOUR
    told: list[tuple[int, float]] = []
    for minutes in (60, 19 * 60 + 11, 19 * 60 + 13, 23 * 60 + 59, 24 * 60 + 1, 47 * 60 + 59, 48 * 60 + 1, 90 * 60):
        clock.advance(started + timedelta(minutes=minutes) - clock.now())
        await alarm(people, db)
        seen = [r for r in await reminders(people.agent) if r["kind"] == "case_dispatch"]
        told = [(r["level"], minutes) for r in seen if r["level"] not in [t[0] for t in told]] + told
    assert sorted(told) == [(1, 19 * 60 + 13), (2, 24 * 60 + 1), (3, 48 * 60 + 1)]
    shown = (await appeal(people.agent, made["id"]))["clocks"]
    late = next(c for c in shown if c["kind"] == "case_dispatch")
    assert datetime.fromisoformat(late["breached_at"]) == due
    assert (late["alerts"], late["next_alert_at"]) == (3, None)


async def test_two_runners_tell_everything_once(people: People, db: Database, clock: ShiftClock) -> None:
    for _ in range(40):
        await register(people.agent, CIVIL)
    clock.advance(timedelta(days=3))
    city = people.app.state.city
    counts = await asyncio.gather(*(remind(db, city, limit=7) for _ in range(4)))
    assert sum(counts) == sum([await remind(db, city)], sum(counts)) == len(await reminders(people.agent))
    async with db.transaction() as tx:
        facts = await (await tx.conn.execute(
            "SELECT count(*), count(DISTINCT (subject_id, data->>'kind', seq)) FROM outbox WHERE topic = 'clock.alert'"
        )).fetchone()  # fmt: skip
        per_clock = await (await tx.conn.execute(
            "SELECT DISTINCT count(*) FROM reminder WHERE kind = 'case_dispatch' GROUP BY order_id"
        )).fetchall()  # fmt: skip
    assert facts == (sum(counts), sum(counts))
    assert per_clock == [(3,)]


async def test_a_stopped_or_paused_clock_tells_nothing(people: People, db: Database, clock: ShiftClock) -> None:
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    await step(people.clerk, order, "return", reason="不属于本单位职责")
    clock.advance(timedelta(days=60))
    await alarm(people, db)
    assert {r["kind"] for r in await reminders(people.agent)} == {"return_review"}


async def test_the_duty_is_named_with_its_contacts(people: People, db: Database, clock: ShiftClock) -> None:
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    clock.advance(timedelta(days=20))
    await alarm(people, db)
    signing = [r for r in await reminders(people.agent) if r["kind"] == "case_sign"]
    assert [r["level"] for r in signing] == [3, 2, 1]
    assert {r["unit_id"] for r in signing} == {unit_id(people, "440106-urban_management")}
    assert all(r["contacts"]["primary"] and r["contacts"]["deputy"] for r in signing)
    assert signing[0]["label"] == {"zh": "已超期一日", "en": "one day over"}
    assert await reminders(people.clerk)
    assert await reminders(people.outsider) == []
    assert {r["unit_id"] for r in await reminders(people.agent, unit_id=signing[0]["unit_id"])} == {
        signing[0]["unit_id"]
    }
    timeline = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}/timeline")).json()["items"]
    assert {e["event"] for e in timeline if e["subject_kind"] == "clock"} == {"near", "due", "day_over"}


async def test_accepting_is_the_other_desks_duty(people: People, db: Database, clock: ShiftClock) -> None:
    made = await register(people.agent, CIVIL)
    await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    clock.advance(timedelta(minutes=26))
    await alarm(people, db)
    (told,) = [r for r in await reminders(people.agent) if r["kind"] == "handover_accept"]
    assert told["unit_id"] == unit_id(people, "110")
    assert told["id"] in [r["id"] for r in await reminders(people.call_taker)]


async def test_a_longer_deadline_has_a_ladder_of_its_own(people: People, db: Database, clock: ShiftClock) -> None:
    made = await register(people.agent, CIVIL, type="求助")
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin")
    _, due = await clocks(db, "case_result")
    clock.advance(due - timedelta(minutes=5) - clock.now())
    await alarm(people, db)
    order = await step(people.clerk, order, "ask_extension", days=10, reason="需要更换整段线缆")
    await step(people.supervisor, order, "grant_extension")
    _, longer = await clocks(db, "case_result")
    assert longer > due + timedelta(days=9)
    clock.advance(longer + timedelta(minutes=1) - clock.now())
    await alarm(people, db)
    levels = [(r["level"], r["due_at"][:10]) for r in await reminders(people.agent) if r["kind"] == "case_result"]
    assert levels == [(2, f"{longer:%Y-%m-%d}"), (1, f"{longer:%Y-%m-%d}"), (1, f"{due:%Y-%m-%d}")]


async def test_restricted_matters_remind_only_those_who_may_know(
    people: People, db: Database, clock: ShiftClock
) -> None:
    await register(people.leader_12345, DANGER.replace("快来救命", "涉密"), restricted=True)
    clock.advance(timedelta(days=20))
    assert await alarm(people, db) > 3
    assert await reminders(people.leader_12345)
    for person in (people.agent, people.clerk, people.area_agent, people.call_taker):
        assert await reminders(person) == []


async def test_clocks_are_listed_by_urgency(people: People, db: Database, clock: ShiftClock) -> None:
    first = await register(people.agent, CIVIL)
    clock.advance(timedelta(hours=3))
    second = await register(people.agent, CIVIL)
    dispatched = await order_of(people.dispatcher, second["id"], "12345")
    dispatched = await step(people.dispatcher, dispatched, "dispatch", lead=unit_id(people, "440106-urban_management"))
    await step(people.clerk, dispatched, "return", reason="不属于本单位职责")
    clock.advance(timedelta(hours=22))
    api = people.agent.api

    async def pages(**params: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        cursor = None
        while True:
            reply = await api.get(
                "/api/v1/clocks", params={"limit": 1, **params} | ({"cursor": cursor} if cursor else {})
            )
            assert reply.status_code == 200, reply.text
            items += reply.json()["items"]
            cursor = reply.json()["next"]
            if not cursor:
                return items

    everything = await pages()
    assert [c["kind"] for c in everything] == [
        c["kind"] for c in sorted(everything, key=lambda c: c["due_at"] or "9999")
    ]
    dispatch = next(c for c in everything if c["kind"] == "case_dispatch")
    assert dispatch["order_number"] == first["order"]["number"]
    assert everything[-1]["state"] == "paused"
    assert {c["kind"] for c in everything} == {"case_dispatch", "case_result", "return_review"}
    late = await pages(late=True)
    past = [c for c in everything if c["due_at"] and datetime.fromisoformat(c["due_at"]) <= clock.now()]
    assert late == past
    assert dispatch in late
    assert await pages(late=False) == everything[len(past) :]
    assert await pages(due_before=late[0]["due_at"]) == []
    assert [c["state"] for c in await pages(order_id=second["order"]["id"], state="stopped")] == ["stopped"] * 2
    assert {c["state"] for c in await pages(state="paused")} == {"paused"}
    assert (await api.get("/api/v1/clocks", params={"state": "stopped"})).json()["code"] == "oversight.order_needed"
    for bad in ("!", "AAAA", "/////w", "a" * 120):
        reply = await api.get("/api/v1/clocks", params={"cursor": bad})
        assert reply.status_code == 422, bad
    assert (await people.outsider.api.get("/api/v1/clocks")).json()["items"] == []
