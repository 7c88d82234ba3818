"""The board says what plain counting says, to everybody only of what they may see (promise 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from support.city import CIVIL, DANGER, NOISE, POLICE, handle, offer, order_of, register, settle, step, unit_id
from support.database import ShiftClock
from support.outbox import drain
from support.people import People, Person
from twinline.appeals import VISIBLE
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database
from twinline.kernel.outbox import EVERY_TOPIC, Subscription
from twinline.oversight import board, remind

SUBSCRIPTION = Subscription(board.SUBSCRIBER, EVERY_TOPIC, board.count)
PLAIN = {
    "arrived": """
        SELECT a.first_receiver, c.channel, a.owner_platform, count(*)
          FROM appeal a JOIN contact c ON c.id = a.contact_id
         WHERE (c.recorded_at AT TIME ZONE 'Asia/Shanghai')::date = (%(now)s AT TIME ZONE 'Asia/Shanghai')::date
           AND {visible} GROUP BY 1, 2, 3""",
    "open": """
        SELECT o.kind, o.platform, o.state, count(*)
          FROM (SELECT 'case' AS kind, platform, state, appeal_id FROM work_order WHERE closed_at IS NULL
                UNION ALL
                SELECT 'incident', platform, state, appeal_id FROM police_order WHERE closed_at IS NULL) o
          JOIN appeal a ON a.id = o.appeal_id WHERE {visible} GROUP BY 1, 2, 3""",
    "late": """
        SELECT c.platform, c.kind, count(*) FROM clock c JOIN appeal a ON a.id = c.appeal_id
         WHERE c.state = 'running' AND c.due_at <= %(now)s AND {visible} GROUP BY 1, 2""",
    "near": """
        SELECT c.platform, c.kind, count(*) FROM clock c JOIN appeal a ON a.id = c.appeal_id
         WHERE c.state = 'running' AND c.due_at > %(now)s AND c.alerts = 1 AND {visible} GROUP BY 1, 2""",
    "handover": """
        SELECT h.platform, h.peer, h.state, count(*) FROM handover h JOIN appeal a ON a.id = h.appeal_id
         WHERE h.side = 'origin' AND h.open AND {visible} GROUP BY 1, 2, 3""",
    "joint": """
        SELECT j.kind, j.platform, j.peer, count(*) FROM joint_action j JOIN appeal a ON a.id = j.appeal_id
         WHERE j.side = 'origin' AND j.acknowledged_at IS NULL AND j.finished_at IS NULL AND {visible}
         GROUP BY 1, 2, 3""",
    "danger": """
        SELECT a.owner_platform, count(*) FROM appeal a WHERE a.danger AND a.closed_at IS NULL AND {visible}
         GROUP BY 1""",
}


@pytest.fixture(autouse=True)
def morning(clock: ShiftClock) -> None:
    """What arrived today is counted by the calendar day, so the tests' day begins in the morning."""
    now = clock.now().astimezone(CHINA)
    clock.advance(now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1) - now)


async def counted(db: Database) -> None:
    await drain(db, SUBSCRIPTION)


async def shown(person: Person) -> dict[str, Any]:
    reply = await person.api.get("/api/v1/board")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def agrees(db: Database, person: Person) -> int:
    """Compare every figure with plain counting; returns the sum of all of them."""
    figures = (await shown(person))["figures"]
    total = 0
    async with db.transaction() as tx:
        for name, sql in PLAIN.items():
            params = {**person.actor.sight, "now": tx.now}
            rows = await (await tx.conn.execute(sql.format(visible=VISIBLE), params)).fetchall()  # type: ignore[arg-type]
            plain = {tuple(map(str, row[:-1])): row[-1] for row in rows}
            told = figures[name]["rows"]
            split = {tuple(str(v) for k, v in r.items() if k not in ("count", "day")): r["count"] for r in told}
            assert split == plain, (name, person.login)
            assert figures[name]["total"] == sum(plain.values())
            assert figures[name]["as_of"]
            total += figures[name]["total"]
    return total


async def busy_city(people: People, db: Database, clock: ShiftClock) -> None:
    """A bit of everything: both numbers, all kinds of links, late ones, closed ones, secret ones."""
    agent, taker = people.agent, people.call_taker
    lead = unit_id(people, "440106-urban_management")
    for division in ("440106", "440104", "440106012"):
        await register(agent, CIVIL, division=division)
    old = await register(agent, NOISE, channel="web", auto_handover=False)
    order = await order_of(people.dispatcher, old["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=lead)
    clock.advance(timedelta(hours=20))
    await remind(db, people.app.state.city)
    for text in (DANGER, POLICE):
        await register(taker, text)
        await register(agent, text)
    await register(people.leader_12345, POLICE, restricted=True)
    await register(agent, CIVIL, complained_unit_id=str(agent.actor.unit_id))
    asked = await order_of(agent, (await register(agent, NOISE))["id"], "12345")
    body = {"order_kind": "case", "order_id": asked["id"], "version": asked["version"], "request": "请派员维持秩序"}
    assert (await agent.api.post("/api/v1/joint-actions", json=body)).status_code == 201
    kept = await register(agent, POLICE)
    await offer(agent, await order_of(agent, kept["id"], "12345"))
    away = await register(agent, POLICE)
    offered = await offer(agent, await order_of(agent, away["id"], "12345"))
    await settle(people, db)
    await handle(taker, offered, "accept")
    await settle(people, db)
    done = await register(agent, CIVIL)
    order = await order_of(agent, done["id"], "12345")
    order = await step(agent, order, "answer", reply="已电话答复")
    await step(agent, order, "close")
    clock.advance(timedelta(hours=3, minutes=50))
    await remind(db, people.app.state.city)


async def test_figures_are_what_plain_counting_says(people: People, db: Database, clock: ShiftClock) -> None:
    await busy_city(people, db, clock)
    await counted(db)
    everyone = (people.agent, people.leader_12345, people.call_taker, people.leader_110, people.area_agent)
    totals = [await agrees(db, person) for person in everyone]
    assert min(totals) > 0
    assert totals[1] > totals[0]
    figures = (await shown(people.leader_12345))["figures"]
    assert [name for name in PLAIN if not figures[name]["total"]] == []
    clock.advance(timedelta(days=2))
    await remind(db, people.app.state.city)
    await counted(db)
    await board.tidy(db)
    for person in everyone:
        await agrees(db, person)
    assert (await shown(people.agent))["figures"]["arrived"]["total"] == 0


async def test_counting_again_changes_nothing(people: People, db: Database, clock: ShiftClock) -> None:
    await busy_city(people, db, clock)
    await counted(db)
    before = await shown(people.leader_12345)
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE outbox_cursor SET from_xid = '0' WHERE subscriber = %s", [board.SUBSCRIBER])
    await counted(db)
    assert (await shown(people.leader_12345))["figures"]["open"]["rows"] == before["figures"]["open"]["rows"]
    await agrees(db, people.leader_12345)
    assert await board.rebuild(db) == await board.rebuild(db) > 10
    await agrees(db, people.leader_12345)
    async with db.transaction() as tx:
        row = await (await tx.conn.execute("SELECT min(n) FROM board_count")).fetchone()
    assert row is not None
    assert row[0] >= 0


async def test_it_says_up_to_when_it_has_counted(people: People, db: Database, clock: ShiftClock) -> None:
    await counted(db)
    await register(people.agent, CIVIL)
    since = clock.now()
    clock.advance(timedelta(minutes=5))
    waiting = await shown(people.agent)
    assert waiting["as_of"] < since.isoformat()
    assert waiting["figures"]["arrived"]["total"] == 0
    await counted(db)
    assert (await shown(people.agent))["as_of"] > since.isoformat()
    assert (await shown(people.agent))["figures"]["arrived"]["total"] == 1


async def test_handling_units_have_no_board(people: People) -> None:
    for person in (people.clerk, people.officer, people.steward):
        reply = await person.api.get("/api/v1/board")
        assert reply.status_code == 403
