"""Wall-board, supervisor's board, inbox, saved views and exports: right, and right for whoever asks (promise 6)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from openpyxl import load_workbook

from support.city import CIVIL, DANGER, NOISE, POLICE, handle, offer, order_of, problem, register, settle, step, unit_id
from support.database import ShiftClock
from support.outbox import drain
from support.people import People, Person, client
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database
from twinline.kernel.outbox import EVERY_TOPIC, Subscription
from twinline.oversight import board, exports, remind, supervision_queries, wall

LEAD = "440106-urban_management"
COUNTER = Subscription(board.SUBSCRIBER, EVERY_TOPIC, board.count)


@pytest.fixture(autouse=True)
def morning(clock: ShiftClock) -> None:
    """Figures are of the calendar day, so the tests' day begins in the morning."""
    now = clock.now().astimezone(CHINA)
    clock.advance(now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1) - now)


async def read(person: Person, path: str, **query: Any) -> dict[str, Any]:
    reply = await person.api.get(f"/api/v1/{path}", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def dispatched(people: People, words: str = CIVIL, **fields: Any) -> dict[str, Any]:
    made = await register(people.agent, words, **fields)
    order = await order_of(people.dispatcher, made["id"], "12345")
    return await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))


async def test_the_wall_counts_today_and_nothing_restricted(people: People, db: Database, clock: ShiftClock) -> None:
    """R71: sums by hour, channel and owner; handovers both ways with their times; never a restricted matter."""
    for _ in range(3):
        await register(people.agent, CIVIL, division="440106012", channel="web")
    await register(people.agent, NOISE, division="440104")
    await register(people.leader_12345, POLICE, restricted=True)
    clock.advance(timedelta(hours=1))
    danger = await register(people.agent, DANGER, auto_handover=False)
    away = await register(people.agent, POLICE, auto_handover=False)
    offered = await offer(people.agent, await order_of(people.agent, away["id"], "12345"))
    await settle(people, db)
    clock.advance(timedelta(seconds=20))
    await handle(people.call_taker, offered, "accept")
    done = await order_of(people.agent, (await register(people.agent, CIVIL))["id"], "12345")
    await step(people.agent, done, "answer", reply="已电话答复")
    await settle(people, db)
    await drain(db, COUNTER)

    shown = await read(people.display, "wall")
    assert {(r["hour"], r["channel"], r["owner"]): r["count"] for r in shown["arrived"]} == {
        (9, "web", "12345"): 3,
        (9, "voice", "12345"): 1,
        (10, "voice", "110"): 1 + (danger["owner"] == "110"),
        (10, "voice", "12345"): 1 + (danger["owner"] == "12345"),
    }
    out, back = shown["handovers"]
    assert (out["way"], out["offered"], out["accepted"], out["returned"]) == ("out", 2, 1, 0)
    assert 20 <= out["median_s"] <= out["p90_s"] < 30
    assert (back["way"], back["offered"], back["median_s"]) == ("in", 0, None)
    assert shown["answered"] == {"good": 1, "total": 7}
    assert shown["on_time"]["good"] == shown["on_time"]["total"] > 0
    assert [(p["division"], p["count"], p["usual"]) for p in shown["places"]] == [
        ("440106", 3, None),
        ("440106012", 3, None),
    ]
    assert shown["places"][0]["name"].startswith("天河区")
    assert sum(shown["open"]["danger"].values()) == 1
    assert shown["open_as_of"]


async def test_what_is_usual_is_counted_up_to_the_hour(people: People, db: Database, clock: ShiftClock) -> None:
    for _ in range(2):
        await register(people.agent, CIVIL, division="440106012")
    clock.advance(timedelta(hours=10))
    await register(people.agent, CIVIL, division="440106012")
    clock.advance(timedelta(hours=14))
    await wall.refresh_usual(db)
    await wall.refresh_usual(db)
    for _ in range(3):
        await register(people.agent, CIVIL, division="440106012")
    early = (await read(people.display, "wall"))["places"]
    clock.advance(timedelta(hours=3))
    later = (await read(people.display, "wall"))["places"]
    assert 0 <= early[0]["usual"] < 2
    assert later[0]["usual"] == 2


async def test_a_link_shows_the_wall_and_nothing_else_until_it_is_ended(people: People, db: Database) -> None:
    refused = await people.supervisor.api.post("/api/v1/wall/links", json={"name": "大厅", "platform": "12345"})
    problem(refused, "identity.not_permitted", 403)
    reply = await people.admin.api.post("/api/v1/wall/links", json={"name": "指挥大厅", "platform": "110"})
    assert reply.status_code == 201, reply.text
    made = reply.json()
    assert made["path"] == f"/wall#{made['key']}"
    async with client(people.app, key=made["key"]) as display:
        assert (await display.get("/api/v1/wall")).json()["platform"] == "110"
        for path in ("appeals", "work-orders", "board", "events", "supervision", "api-keys"):
            problem(await display.get(f"/api/v1/{path}"), "identity.not_permitted", 403)
        assert (await people.admin.api.delete(f"/api/v1/accounts/{made['account_id']}")).status_code == 204
        problem(await display.get("/api/v1/wall"), "identity.bad_key", 401)


async def test_what_has_to_be_pressed(people: People, db: Database, clock: ShiftClock) -> None:
    """R41, R93: late, nearly late, returned twice, silent, urgent without an answer; and reminding of it."""
    city = people.app.state.city
    late = await dispatched(people)
    twice = await dispatched(people, NOISE, auto_handover=False)
    for _ in range(2):
        twice = await step(people.clerk, twice, "return", reason="不属本单位职责")
        twice = await step(people.dispatcher, twice, "reject_return", reason="清单明确")
    asked = await register(people.agent, DANGER)
    await settle(people, db)
    secret = await register(people.leader_12345, CIVIL, restricted=True)
    clock.advance(timedelta(days=4))
    await remind(db, city)
    shown = await read(people.supervisor, "supervision", silent_hours=48)
    rows = {row["id"]: row for row in shown["rows"]}
    assert {"late", "silent"} <= set(rows[late["id"]]["reasons"])
    assert rows[late["id"]]["unit"] == city.directory.by_code(LEAD).name
    assert "returned" in rows[twice["id"]]["reasons"]
    assert rows[twice["id"]]["return_count"] == 2
    joints = [r for r in shown["rows"] if r["kind"] == "joint" and r["appeal_id"] == asked["id"]]
    handed = [r for r in shown["rows"] if r["appeal_id"] == asked["id"] and "urgent" in r["reasons"]]
    assert joints or handed
    assert {r["appeal_id"] for r in shown["rows"]} >= {secret["id"]}
    wide = await read(people.police_dispatcher, "supervision")
    assert secret["id"] not in {r["appeal_id"] for r in wide["rows"]}
    problem(await people.clerk.api.get("/api/v1/supervision"), "identity.not_permitted", 403)

    row = rows[late["id"]]
    assert row["step"] == "urge"
    urged = await step(people.supervisor, late, "urge", reason="群众已等四日，请今日办结")
    assert (urged["state"], urged["version"]) == (late["state"], late["version"] + 1)
    await step(people.supervisor, late, "urge", expect=409, reason="重复提醒")
    again = {r["id"]: r for r in (await read(people.supervisor, "supervision", silent_hours=48))["rows"]}
    assert again[late["id"]]["urges"] == 1
    assert "silent" in again[late["id"]]["reasons"], "a reminder is no step of the unit's"
    inbox = await people.clerk.api.get("/api/v1/work-orders", params={"mine": True, "state": "dispatched"})
    assert {r["id"]: r["urged_at"] is not None for r in inbox.json()["items"]} == {late["id"]: True, twice["id"]: False}


async def test_danger_is_never_what_is_cut(
    people: People, db: Database, clock: ShiftClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every reason dangers are taken first, however many older ones there are; the cut is told, and only then."""
    for _ in range(2):
        await dispatched(people, NOISE, auto_handover=False)
    danger = await dispatched(people)
    await people.agent.api.post(f"/api/v1/appeals/{danger['appeal_id']}/danger", json={"reason": "有人持刀"})
    await settle(people, db)
    clock.advance(timedelta(days=4))
    await remind(db, people.app.state.city)
    whole = await read(people.supervisor, "supervision", silent_hours=48)
    assert {frozenset(row["reasons"]) >= {"late", "silent"} for row in whole["rows"] if row["kind"] == "case"} == {True}
    monkeypatch.setattr(supervision_queries, "EACH_MAX", 1)
    few = await read(people.supervisor, "supervision", silent_hours=48)
    assert [row["appeal_id"] for row in few["rows"]] == [danger["appeal_id"]]
    assert few["cut"]
    assert not whole["cut"]
    monkeypatch.setattr(supervision_queries, "EACH_MAX", len(whole["rows"]))
    assert not (await read(people.supervisor, "supervision", silent_hours=48))["cut"]


async def test_a_unit_sees_how_much_waits(people: People, db: Database, clock: ShiftClock) -> None:
    signed = await step(people.clerk, await dispatched(people), "sign")
    await dispatched(people, NOISE, auto_handover=False)
    clock.advance(timedelta(days=6))
    shown = await read(people.clerk, "inbox")
    assert (shown["to_sign"], shown["in_hand"], shown["redo"]) == (1, 1, 0)
    query = {"mine": True, "open": True, "due_before": shown["tomorrow"], "state": ["dispatched", "signed", "handling"]}
    listed = await read(people.clerk, "work-orders", **query)
    assert len(listed["items"]) == shown["due_today"] > 0
    assert signed["id"] in {row["id"] for row in listed["items"]}
    assert (await read(people.outsider, "inbox"))["to_sign"] == 0


async def test_views_are_kept_for_their_account(people: People, db: Database) -> None:
    view = {"page": "inbox", "name": "本周 𠮷🚓", "filters": "tab=sign&danger=1", "columns": ["number", "title"]}
    first = await people.clerk.api.post("/api/v1/views", json=view)
    again = await people.clerk.api.post("/api/v1/views", json=view | {"columns": ["title"]})
    assert first.json() == again.json()
    (kept,) = (await read(people.clerk, "views", page="inbox"))["items"]
    assert (kept["name"], kept["filters"], kept["columns"]) == (view["name"], view["filters"], ["title"])
    assert (await read(people.outsider, "views", page="inbox"))["items"] == []
    problem(await people.outsider.api.delete(f"/api/v1/views/{kept['id']}"), "oversight.view_not_found", 404)
    for n in range(19):
        await people.clerk.api.post("/api/v1/views", json=view | {"name": f"方案{n}"})
    refused = await people.clerk.api.post("/api/v1/views", json=view | {"name": "再一个"})
    problem(refused, "oversight.too_many_views", 409)
    assert (await people.clerk.api.delete(f"/api/v1/views/{kept['id']}")).status_code == 204


async def test_a_workbook_has_what_its_person_sees(people: People, db: Database, clock: ShiftClock) -> None:
    """R43: made by a job as the person sees the list, on the audit trail with its filter and count."""
    words = "=HYPERLINK(1)天河区石牌东路路灯坏了，请尽快安排维修"
    mine = await dispatched(people, words, phone="199-0000-1234", caller="何小满")
    await register(people.agent, CIVIL)
    body = {"which": "work-orders", "filters": {"mine": True}, "columns": ["number", "title", "what", "state", "unit"]}
    made = (await people.clerk.api.post("/api/v1/exports", json=body)).json()["id"]
    path = f"/api/v1/exports/{made}/sheet"
    problem(await people.clerk.api.get(path), "oversight.export_not_found", 404)
    async with db.transaction() as tx:
        found = await (await tx.conn.execute("SELECT task_name, args FROM procrastinate_jobs")).fetchall()
    assert (exports.TASK, {"export_id": made}) in [(row[0], row[1]) for row in found]
    await exports.run(db, UUID(made))
    problem(await people.outsider.api.get(path), "oversight.export_not_found", 404)
    sheet = load_workbook(io.BytesIO((await people.clerk.api.get(path)).content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["单号", "诉求", "事项或类别", "承办单位", "状态"]
    assert [row[0] for row in rows[1:]] == [mine["number"]]
    assert rows[1][1].startswith("=HYPERLINK")
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    assert "1990000" not in str(rows)
    (listed,) = (await read(people.clerk, "exports"))["items"]
    assert (listed["state"], listed["rows"], listed["whole"]) == ("ready", 1, True)
    async with db.transaction() as tx:
        sql = "SELECT action, data FROM audit WHERE subject_id = %s ORDER BY id"
        trail = await (await tx.conn.execute(sql, [made])).fetchall()
    assert [row[0] for row in trail] == ["export.asked", "export.made", "export.fetched"]
    assert trail[1][1]["rows"] == 1
    assert trail[1][1]["filters"]["mine"] is True
    account = people.clerk.actor.account_id
    for change, refusal in (
        ("division = '4401'", ("oversight.export_outdated", 409)),
        ("roles = '{agent_110}'", ("identity.not_permitted", 403)),
    ):
        await alter(people, db, change, account)
        problem(await people.clerk.api.get(path), *refusal)
    await alter(people, db, "roles = '{unit_clerk}', division = %(division)s", account, people.clerk.actor.division)
    assert (await people.clerk.api.get(path)).status_code == 200
    clock.advance(timedelta(days=2))
    await exports.forget_old(db)
    assert (await read(people.clerk, "exports"))["items"] == []


async def alter(people: People, db: Database, change: str, account: Any, division: str = "") -> None:
    async with db.transaction() as tx:
        sql = f"UPDATE account SET {change} WHERE id = %(id)s"
        await tx.conn.execute(sql, {"id": account, "division": division})  # type: ignore[arg-type]
    people.app.state.authenticator.forget_all()


async def test_making_a_workbook_holds_nothing_and_ends(
    people: People, db: Database, clock: ShiftClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No transaction is open while it is made; whose maker was killed is shown as failed, and stays so."""
    body = {"which": "work-orders", "filters": {}, "columns": []}
    sql = "SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    pack, held = exports._packed, list[Any]()

    def packed(*given: Any) -> bytes:
        with psycopg.connect(db.url) as conn:
            held.append(conn.execute(f"{sql} AND datname = current_database() AND usename = user").fetchone())  # type: ignore[arg-type]
        return pack(*given)

    monkeypatch.setattr(exports, "_packed", packed)
    made = (await people.clerk.api.post("/api/v1/exports", json=body)).json()["id"]
    await exports.run(db, UUID(made))
    assert held == [(0,)]
    lost = (await people.clerk.api.post("/api/v1/exports", json=body)).json()["id"]
    clock.advance(timedelta(minutes=31))
    fresh = (await people.clerk.api.post("/api/v1/exports", json=body)).json()["id"]
    await exports.give_up(db)
    await exports.run(db, UUID(lost))
    states = {row["id"]: row["state"] for row in (await read(people.clerk, "exports"))["items"]}
    assert states == {made: "ready", lost: "failed", fresh: "waiting"}
