"""The portal's routes: asking, filing, following, adding, rating, objecting, publishing (R2, R40, R53, R54, R85)."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from contract.scene import NOWHERE, fingerprint
from support.city import CIVIL, DANGER, POLICE, problem, settle, step, unit_id, written
from support.database import ShiftClock
from support.people import People
from twinline.kernel.db import Database
from twinline.kernel.ledger_check import verify_all
from twinline.portal import Limits, forget
from twinline.portal.guide import guide
from twinline.triage import judge, load_rulebook

PHONE, NAME, STREET = "199-0000-7310", "竺无名", "石牌东路七号"
BODY = {"words": CIVIL, "phone": PHONE, "name": NAME, "address": STREET}
Web = httpx.AsyncClient


async def post(web: Web, path: str, body: dict[str, Any], status: int = 200, key: str | None = None) -> dict[str, Any]:
    reply = await web.post(f"/api/v1/portal/{path}", json=body, headers={"Idempotency-Key": key} if key else {})
    assert reply.status_code == status, f"{path}: {reply.status_code} {reply.text}"
    return reply.json() if reply.content else {}


async def file(web: Web, **more: Any) -> dict[str, Any]:
    made = await post(web, "appeals", BODY | more, 201)
    return {"code": made["code"], "phone_end": PHONE[-4:]} | {"number": made["number"]}


def opens(made: dict[str, Any]) -> dict[str, Any]:
    return {name: made[name] for name in ("code", "phone_end")}


async def order_of(people: People, number: str) -> dict[str, Any]:
    (row,) = (await people.leader_12345.api.get("/api/v1/appeals", params={"q": number})).json()["items"]
    whole = (await people.leader_12345.api.get(f"/api/v1/appeals/{row['id']}")).json()
    order = max((o for o in whole["orders"] if o["platform"] == "12345"), key=lambda o: o["id"])
    return (await people.leader_12345.api.get(f"/api/v1/work-orders/{order['id']}")).json()


async def handled(people: People, number: str, reply: str = "路灯已修复") -> dict[str, Any]:
    """12345 dispatches, the unit handles and replies, and the reply is approved."""
    order = await order_of(people, number)
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    for event, body in (("sign", {}), ("begin", {"note": "内部备注：此人常投诉"}), ("reply", {"reply": reply})):
        order = await step(people.clerk, order, event, **body)
    return await step(people.supervisor, order, "approve", note="内部审核意见")


@pytest.mark.parametrize(
    ("words", "owner", "calls", "danger", "may_file"),
    [
        (DANGER, "110", "110", True, True),
        (POLICE, "110", "110", False, True),
        (CIVIL, "12345", "12345", False, True),
        ("楼里着火了，好多烟，有人困在里面", "119", "119", True, True),
        ("我要打官司，怎么去法院起诉离婚", "none", None, False, False),
        ("嗯", "none", None, False, False),
    ],
)
async def test_which_number_and_why(
    nobody: Web, words: str, owner: str, calls: str | None, danger: bool, may_file: bool
) -> None:
    told = await post(nobody, "ask", {"words": words})
    assert (told["owner"], told["danger"], told["may_file"]) == (owner, danger, may_file)
    assert told["calls"][:1] == ([calls] if calls else [])
    assert told["why"]
    assert told["unclear"] == (words == "嗯")
    reply = await nobody.post("/api/v1/portal/ask", json={"words": words}, headers={"Accept-Language": "en"})
    assert reply.json()["title"].isascii() or "—" in reply.json()["title"]


@pytest.mark.parametrize("asked", ["{}", "我要反映{}的问题", "{}找谁", "{}打什么电话"])
def test_the_guide_is_right_on_what_the_list_names(asked: str) -> None:
    """R85: at least 95 % of the cases that the responsibility list itself names."""
    book = load_rulebook(as_of=date(2026, 11, 23))
    wrong: list[str] = []
    for matter in book.matters.values():
        words = asked.format(matter.name)
        told = guide(judge(words, rulebook=book), rulebook=book, words=words, lang="zh")
        if told["owner"] != matter.owner:
            wrong.append(words)
    assert len(book.matters) > 200
    assert len(wrong) <= 0.05 * len(book.matters), wrong


async def test_what_is_not_chinese_is_not_guessed_at(nobody: Web) -> None:
    for words in ("Broken street lamp", "🚒🚒", "110", "1" * 2_000):
        told = await post(nobody, "ask", {"words": words})
        assert (told["unclear"], told["calls"]) == (True, ["110", "12345"])


async def test_who_reads_english_is_asked_in_english(nobody: Web) -> None:
    """The question that would decide, and its answers, follow Accept-Language."""
    asked: dict[str, dict[str, Any]] = {}
    for lang in ("zh", "en"):
        reply = await nobody.post(
            "/api/v1/portal/ask", json={"words": "家里有异味"}, headers={"Accept-Language": f"{lang},*;q=0.1"}
        )
        asked[lang] = reply.json()["ask"]
    said = [asked["en"]["text"], *(one["text"] for one in asked["en"]["answers"])]
    assert all(words.isascii() for words in said), said
    assert not any(one["text"].isascii() for one in asked["zh"]["answers"])


async def test_a_double_press_files_once_and_gives_one_receipt(people: People, db: Database, nobody: Web) -> None:
    url, headers = "/api/v1/portal/appeals", {"Idempotency-Key": "k-1"}
    replies = await asyncio.gather(*(nobody.post(url, json=BODY, headers=headers) for _ in range(8)))
    assert sorted(r.status_code for r in replies) == [200] * 7 + [201]
    assert len({(r.json()["number"], r.json()["code"]) for r in replies}) == 1
    counts = await written(db)
    assert (counts["appeal"], counts["work_order"]) == (1, 1)
    before = fingerprint(db)
    problem(await nobody.post(url, json=BODY | {"words": "别的事"}, headers=headers), "intake.key_reused", 409)
    assert fingerprint(db) == before
    async with db.transaction() as tx:
        kept = str(await (await tx.conn.execute("SELECT proof FROM portal_filing")).fetchall())
    assert replies[0].json()["code"] not in kept


async def test_danger_is_stopped_and_then_taken_with_110_told(people: People, db: Database, nobody: Web) -> None:
    before = fingerprint(db)
    url = "/api/v1/portal/appeals"
    problem(await nobody.post(url, json=BODY | {"words": DANGER}), "portal.call_first", 409)
    assert fingerprint(db) == before
    made = await file(nobody, words=DANGER, not_urgent=True)
    await settle(people, db)
    order = await order_of(people, made["number"])
    assert order["danger"]
    assert (await written(db))["police_order"] == 1
    timeline = (await people.agent.api.get(f"/api/v1/appeals/{order['appeal_id']}/timeline")).json()["items"]
    assert [row["event"] for row in timeline].count("told_to_call") == 1
    calm = await file(nobody)
    body = opens(calm) | {"words": DANGER}
    problem(await nobody.post("/api/v1/portal/additions", json=body), "portal.call_first", 409)
    shown = await post(nobody, "additions", body | {"not_urgent": True})
    assert shown["danger"]


async def test_wrong_code_and_wrong_digits_are_one_answer_and_few(
    people: People, db: Database, nobody: Web, clock: ShiftClock
) -> None:
    made = await file(nobody)
    url = "/api/v1/portal/follow"
    spaced = f" {made['code'][:4]}-{made['code'][4:8]} {made['code'][8:]}"
    for right in (opens(made), {"code": spaced, "phone_end": PHONE}):
        assert (await post(nobody, "follow", right))["number"] == made["number"]
    wrong_code = await nobody.post(url, json={"code": "000000000000", "phone_end": made["phone_end"]})
    tries = await asyncio.gather(
        *(nobody.post(url, json={"code": made["code"], "phone_end": f"{n:04d}"}) for n in range(12))
    )
    assert sorted(r.status_code for r in tries) == [404] * 10 + [429] * 2
    same = {(r.status_code, r.json()["code"], r.json()["detail"]) for r in (*tries, wrong_code) if r.status_code == 404}
    assert len(same) == 1
    barred = await nobody.post(url, json=opens(made))
    problem(barred, "kernel.too_many", 429)
    assert 0 < int(barred.headers["retry-after"]) <= 3600
    clock.advance(timedelta(hours=1, seconds=1))
    await post(nobody, "follow", opens(made))
    await forget(db)
    async with db.transaction() as tx:
        assert await (await tx.conn.execute("SELECT * FROM portal_try")).fetchall() == []


async def test_an_address_may_ask_and_file_so_often(people: People, nobody: Web) -> None:
    kept = people.app.state.portal
    try:
        people.app.state.portal = Limits.of(per_minute=6, filings_per_hour=2, tries_per_code=0)
        for _ in range(2):
            await file(nobody)
        refused = await nobody.post("/api/v1/portal/appeals", json=BODY)
        problem(refused, "kernel.too_many", 429)
        assert int(refused.headers["retry-after"]) > 600
        codes = [(await nobody.get("/api/v1/portal/results")).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
    finally:
        people.app.state.portal = kept


async def test_a_citizens_way_to_the_end(people: People, db: Database, nobody: Web) -> None:
    made = await file(nobody, words=f"{CIVIL}𠮷🚒")
    me = opens(made)
    shown = await post(nobody, "follow", me)
    assert (shown["state"], shown["reply"], shown["may_add"], shown["may_rate"]) == ("registered", None, True, False)
    assert shown["due_at"]
    assert shown["words"].endswith("𠮷🚒")
    for path, body in (
        ("ratings", {"contacted": True, "solved": True, "satisfied": 5}),
        ("objections", {"reason": "不认可"}),
    ):
        problem(await nobody.post(f"/api/v1/portal/{path}", json=me | body), "portal.no_result_yet", 409)
    more = me | {"words": "第三盏在公交站旁"}
    await asyncio.gather(*(post(nobody, "additions", more, key="a-1") for _ in range(5)))
    order = await handled(people, made["number"])
    shown = await post(nobody, "follow", me)
    assert [a["words"] for a in shown["additions"]] == ["第三盏在公交站旁"]
    assert [s["step"] for s in shown["steps"]] == ["received", "assigned", "begun", "result"]
    assert (shown["reply"], shown["may_rate"]) == ("路灯已修复", True)
    said = str(shown)
    for hidden in ("内部", "承办员", "督办员", order["id"], order["number"], order["appeal_id"], PHONE[:8]):
        assert hidden not in said
    rating = me | {"contacted": True, "solved": False, "satisfied": 2, "note": "仍有一盏不亮"}
    await asyncio.gather(*(post(nobody, "ratings", rating) for _ in range(4)))
    problem(await nobody.post("/api/v1/portal/ratings", json=rating | {"satisfied": 5}), "portal.already_rated", 409)
    order = await order_of(people, made["number"])
    assert (order["state"], order["solved"], order["satisfied"]) == ("revisited", False, 2)
    objection = me | {"reason": "仍有一盏不亮"}
    await asyncio.gather(*(post(nobody, "objections", objection) for _ in range(4)))
    problem(
        await nobody.post("/api/v1/portal/objections", json=objection | {"reason": "又"}),
        "portal.already_objected",
        409,
    )
    (waiting,) = (await people.supervisor.api.get("/api/v1/portal/objections")).json()["items"]
    assert (waiting["reason"], waiting["solved"]) == ("仍有一盏不亮", False)
    url = f"/api/v1/portal/objections/{waiting['id']}/decide"
    ruling = {"upheld": True, "answer": "情况属实，已要求重新办理"}
    replies = await asyncio.gather(*(people.supervisor.api.post(url, json=ruling) for _ in range(3)))
    assert sorted(r.status_code for r in replies) == [204, 409, 409]
    shown = await post(nobody, "follow", me)
    assert (shown["state"], shown["reply"], shown["objections"][0]["upheld"]) == ("handling", None, True)
    order = await order_of(people, made["number"])
    order = await step(people.clerk, order, "reply", reply="全部亮灯")
    order = await step(people.supervisor, order, "approve")
    shown = await post(nobody, "ratings", me | {"contacted": True, "solved": True, "satisfied": 5})
    assert shown["rating"]["satisfied"] == 5
    order = await step(people.supervisor, await order_of(people, made["number"]), "close")
    problem(await nobody.post("/api/v1/portal/additions", json=more), "portal.ended", 409)
    await danger_after_the_end(people, db, nobody, me, order["appeal_id"])
    async with db.transaction() as tx:
        assert not (await verify_all(tx.conn)).breaks


async def danger_after_the_end(people: People, db: Database, nobody: Web, me: dict[str, Any], appeal_id: str) -> None:
    """Danger is judged before the end is: the words are kept, once, and 110 has an order that its people see."""
    body = me | {"words": DANGER}
    problem(await nobody.post("/api/v1/portal/additions", json=body), "portal.call_first", 409)
    assert not (await post(nobody, "follow", me))["danger"]
    replies = await asyncio.gather(
        *(post(nobody, "additions", body | {"not_urgent": True}, key="d-1") for _ in range(3))
    )
    assert all(r["danger"] for r in replies)
    assert [a["words"] for a in (await post(nobody, "follow", me))["additions"]].count(DANGER) == 1
    await settle(people, db)
    (seen,) = (await people.police_dispatcher.api.get("/api/v1/police-orders")).json()["items"]
    assert (seen["danger"], seen["state"]) == (True, "dispatched")
    events = (await people.call_taker.api.get(f"/api/v1/appeals/{appeal_id}/timeline")).json()["items"]
    assert any(e["event"] == "supplement" and e["data"]["words"] == DANGER for e in events)


async def test_an_objection_to_what_has_ended_begins_it_anew(people: People, db: Database, nobody: Web) -> None:
    ends = []
    for number, event in (((await file(nobody)), "answer"), ((await file(nobody)), "close")):
        if event == "answer":
            await step(people.agent, await order_of(people, number["number"]), "answer", reply="请到窗口办理")
        else:
            order = await handled(people, number["number"])
            await step(people.supervisor, order, "close_unvisited", reason="要求不联系", told_by="sms")
        await post(nobody, "objections", opens(number) | {"reason": "没有解决"})
        ends.append(number)
    items = (await people.supervisor.api.get("/api/v1/portal/objections")).json()["items"]
    ended = await order_of(people, ends[1]["number"])
    again = await people.agent.api.post(f"/api/v1/work-orders/{ended['id']}/reopen", json={"reason": "来电"})
    assert again.status_code == 201, again.text
    for waiting in items:
        url = f"/api/v1/portal/objections/{waiting['id']}/decide"
        reply = await people.supervisor.api.post(url, json={"upheld": True, "answer": "重新办理"})
        assert reply.status_code == 204, reply.text
    for number in ends:
        assert (await post(nobody, "follow", opens(number)))["state"] == "registered"
    await settle(people, db)


async def publishable(people: People, db: Database, nobody: Web, **more: Any) -> str:
    """A closed appeal, for help whatever its words are judged to be."""
    made = await file(nobody, **more)
    order = await handled(people, made["number"], f"已联系{NAME}（{PHONE}），路灯已修复，经办人何小满")
    await step(people.supervisor, order, "close_unvisited", reason="要求不联系", told_by="sms")
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE appeal SET type = '求助' WHERE id = %s", [order["appeal_id"]])
    return order["appeal_id"]


async def test_publishing_takes_out_who_it_was(people: People, db: Database, nobody: Web) -> None:
    words = f"我是{NAME}，电话{PHONE}，住3栋2单元501室，{CIVIL}"
    appeal_id = await publishable(people, db, nobody, words=words)
    staff, url = people.supervisor.api, "/api/v1/portal/publications"
    (row,) = (await staff.get(url)).json()["items"]
    assert (row["id"], row["publication_id"]) == (appeal_id, None)
    body = {"appeal_id": appeal_id, "names": ["何小满"]}
    shown = (await staff.post(f"{url}/preview", json=body)).json()
    assert {m["kind"] for m in shown["masked"]} >= {"name", "phone", "door"}
    replies = await asyncio.gather(*(staff.post(url, json=body | {"title": f"{NAME}反映路灯"}) for _ in range(3)))
    assert sorted(r.status_code for r in replies) == [201, 409, 409]
    public = (await nobody.get("/api/v1/portal/results")).json()["items"]
    said = str(public)
    assert "路灯已修复" in said
    for hidden in (NAME, PHONE, "7310", "何小满", "501", appeal_id, row["number"]):
        assert hidden not in said
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE appeal SET restricted = true")
    assert (await nobody.get("/api/v1/portal/results")).json()["items"] == []
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE appeal SET restricted = false")
    made = next(r.json()["id"] for r in replies if r.status_code == 201)
    assert [(await staff.delete(f"{url}/{made}")).status_code for _ in range(2)] == [204, 404]
    assert (await nobody.get("/api/v1/portal/results")).json() == {"items": [], "next": None}
    assert (await staff.post(url, json=body)).status_code == 201


async def test_the_preview_is_no_way_to_guess_who_called(people: People, db: Database, nobody: Web) -> None:
    """Names typed into the wording are not held against the caller's unless the appeal tells it; looks are audited."""
    order = await handled(people, (await file(nobody))["number"])
    await step(people.supervisor, order, "close_unvisited", reason="要求不联系", told_by="sms")
    appeal_id = order["appeal_id"]
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE appeal SET type = '求助' WHERE id = %s", [appeal_id])
    staff, url = people.supervisor.api, "/api/v1/portal/publications"
    guess = {"appeal_id": appeal_id, "title": f"{NAME}、何小满、董无名"}
    shown = (await staff.post(f"{url}/preview", json=guess)).json()
    assert (shown["title"], shown["masked"]) == (guess["title"], [])
    async with db.transaction() as tx:
        sql = "SELECT account_id, data FROM audit WHERE action = 'portal.previewed' AND subject_id = %s"
        trail = await (await tx.conn.execute(sql, [appeal_id])).fetchall()
    assert trail == [(people.supervisor.actor.account_id, {"own_wording": True})]
    assert (await staff.post(url, json=guess)).status_code == 201
    assert NAME not in (await nobody.get("/api/v1/portal/results")).text


async def test_what_is_nobodys_business_is_not_published(people: People, db: Database, nobody: Web) -> None:
    open_one = await order_of(people, (await file(nobody))["number"])
    secret = await publishable(people, db, nobody, confidential=True)
    dangerous = await publishable(people, db, nobody)
    async with db.transaction() as tx:
        await tx.conn.execute("UPDATE appeal SET danger = true WHERE id = %s", [dangerous])
    staff, url = people.supervisor.api, "/api/v1/portal/publications"
    assert (await staff.get(url)).json()["items"] == []
    for appeal_id in (open_one["appeal_id"], secret, dangerous, str(NOWHERE)):
        problem(await staff.post(url, json={"appeal_id": appeal_id}), "portal.not_publishable", 409)


async def test_a_city_without_12345_has_no_portal(people: People, nobody: Web) -> None:
    kept = people.app.state.settings
    try:
        for change in ({"portal": "off"}, {"hosts": "110"}):
            people.app.state.settings = kept.model_copy(update=change)
            problem(await nobody.post("/api/v1/portal/ask", json={"words": CIVIL}), "kernel.no_route", 404)
    finally:
        people.app.state.settings = kept
