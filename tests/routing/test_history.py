"""History beside an appeal: repeat callers and places, duplicates, the risk of disputes, and who is sent at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.city import appeal, order_of, problem, register, settle
from support.outbox import drain
from support.people import People, Person
from twinline.intake import history
from twinline.kernel.db import Database, fetch_value
from twinline.kernel.outbox import Subscription
from twinline.triage import load_rulebook, risk

LAMP = "石牌东路28号门口的路灯坏了三盏，晚上看不清路，请尽快安排维修"
QUARREL = "天河区阳光花园3栋501房，隔壁两家因为漏水吵起来了"
FIGHT = "天河区阳光花园3栋501房，我老公喝醉了又动手打我，还说要拿菜刀，孩子在哭"
HOME_FIGHT = "天河区阳光花园3栋501房，老公打人，家暴"
DAY = date(2026, 11, 22)


async def told(people: People, db: Database) -> None:
    """Let the worker's subscriber count."""

    async def handler(tx: Any, facts: Any) -> None:
        await history.remember(tx, people.app.state.city, people.app.state.library.book, facts)

    await drain(db, Subscription("history", history.HISTORY_TOPICS, handler))


async def seen(person: Person, appeal_id: str) -> dict[str, Any]:
    return (await appeal(person, appeal_id))["history"]


def codes(found: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in found["reasons"]}


@pytest.mark.parametrize(
    ("text", "level", "wanted"),
    [
        (FIGHT, "high", {"R-WEAPON", "R-VIOLENCE", "R-MINOR", "R-DRINK", "R-FAMILY"}),
        ("邻居扬言要跟我同归于尽，手里有汽油", "high", {"R-EXTREME", "R-WEAPON", "R-THREAT"}),
        ("两个人在路边推搡，打起来了", "low", {"R-VIOLENCE"}),
        ("孩子上学怎么报名", "none", {"R-MINOR"}),
        ("两家吵架，没有动手，就是声音大", "none", set()),
        ("路灯坏了", "none", set()),
    ],
)
def test_words_add_up(text: str, level: str, wanted: set[str]) -> None:
    found = risk.risk_of(load_rulebook(as_of=DAY).risks, text=text, counts=risk.Counts({}))
    assert (found.level, {r.code for r in found.reasons}) == (level, wanted)
    assert all(reason.text for reason in found.reasons)


def test_history_raises_the_score_and_alone_makes_none() -> None:
    book = load_rulebook(as_of=DAY).risks
    before = risk.Counts({"R-CALLER-30": 5, "R-PLACE-90": 3, "R-PLACE-DV-90": 2})
    quiet = risk.risk_of(book, text="路灯坏了", counts=before)
    assert (quiet.score, quiet.level) == (0, "none")
    assert "该来电人30天内第5次来电" in [r.text for r in quiet.reasons]
    fight = "两个人在门口推搡，打起来了"
    alone, again = (risk.risk_of(book, text=fight, counts=c) for c in (risk.Counts({}), before))
    assert alone.score < again.score
    assert again.level == "high"
    assert risk.risk_of(book, text=fight, counts=before) == again


def test_the_key_of_a_place() -> None:
    key = history.place_key("", FIGHT, "440106")
    assert key == history.place_key("天河区阳光花园3栋501房", "别的话", "440106006")
    assert key != history.place_key("", FIGHT, "440104")
    assert history.place_key("石牌东路", "路灯坏了", "440106") == ""


async def test_a_repeat_caller_is_told_to_the_desk(people: People, db: Database) -> None:
    for _ in range(4):
        made = await register(people.agent, LAMP, phone="19900001234")
    assert await seen(people.agent, made["id"]) is None
    await told(people, db)
    found = await seen(people.agent, made["id"])
    assert "该来电人30天内第4次来电" in [r["text"] for r in found["reasons"]]
    assert found["level"] == "none"
    assert len(found["duplicates"]) == 3
    assert found["duplicates"][0]["similarity"] == 1.0
    other = await register(people.agent, "请问公积金怎么提取", phone="19900009999")
    await told(people, db)
    assert (await seen(people.agent, other["id"]))["reasons"] == []


async def test_counting_twice_changes_nothing(people: People, db: Database) -> None:
    made = await register(people.agent, LAMP, phone="19900001234")
    await told(people, db)
    first = await seen(people.agent, made["id"])
    async with db.transaction() as tx:
        found = await history.store.subjects(tx.conn, [first and made["id"]])
    assert found == []


async def test_violence_at_the_place_makes_a_quarrel_grave_and_police_are_sent(people: People, db: Database) -> None:
    """R16: within seconds, by the system, with the reasons in the order's history."""
    for _ in range(2):
        await register(people.call_taker, HOME_FIGHT)
    await told(people, db)
    made = await register(people.call_taker, "天河区阳光花园3栋501房，夫妻吵架，老公推搡妻子，孩子在旁边")
    before = await order_of(people.police_dispatcher, made["id"], "110")
    await told(people, db)
    found = await seen(people.call_taker, made["id"])
    assert {"R-PLACE-90", "R-PLACE-DV-90", "R-VIOLENCE"} <= codes(found)
    assert found["level"] == "high"
    after = await order_of(people.police_dispatcher, made["id"], "110")
    assert (before["state"], after["state"]) in {("received", "dispatched"), ("dispatched", "dispatched")}
    timeline = (await people.call_taker.api.get(f"/api/v1/appeals/{made['id']}/timeline")).json()["items"]
    assert before["state"] == "dispatched" or any("纠纷风险" in str(item["data"]) for item in timeline)
    await settle(people, db)


async def test_the_other_side_and_units_are_not_told(people: People, db: Database) -> None:
    """Need to know: counts and duplicates are the called desk's."""
    made = await register(people.agent, FIGHT, phone="19900001234")
    await told(people, db)
    assert (await seen(people.agent, made["id"]))["risk"] >= risk.HIGH
    reply = await people.call_taker.api.get(f"/api/v1/appeals/{made['id']}")
    if reply.status_code == 200:
        assert reply.json()["history"] is None
    else:
        problem(reply, "appeals.not_found", 404)


async def test_restricted_records_are_not_counted_for_others(people: People, db: Database) -> None:
    await register(people.call_taker, HOME_FIGHT, restricted=True)
    await register(people.call_taker, HOME_FIGHT, restricted=True)
    made = await register(people.call_taker, HOME_FIGHT)
    await told(people, db)
    found = await seen(people.call_taker, made["id"])
    assert not {"R-PLACE-90", "R-PLACE-DV-90"} & codes(found)
    assert found["duplicates"] == []


async def test_a_suggested_place_is_marked(people: People, db: Database) -> None:
    made = await register(people.agent, "天河区石牌街道垃圾没人收", division=None)
    found = await appeal(people.agent, made["id"])
    assert (found["division"], found["division_from"]) == ("440106006", "text")
    routing = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}/routing")).json()
    assert (routing["place"]["division"], routing["place"]["entered"]) == ("440106006", False)
    entered = await appeal(people.agent, (await register(people.agent, "越秀区垃圾没人收"))["id"])
    assert (entered["division"], entered["division_from"]) == ("440106", "form")


async def test_many_at_once_are_counted_in_one_go(people: People, db: Database) -> None:
    rows = [{"words": f"{QUARREL}，第{n}次反映", "phone": "19900005678"} for n in range(200)]
    reply = await people.machine_12345.api.post("/api/v1/appeals/batch", json={"appeals": rows})
    assert reply.status_code == 200
    await told(people, db)
    async with db.transaction() as tx:
        counted = await fetch_value(tx.conn, "SELECT count(*) FROM appeal_history", {})
        most = await fetch_value(tx.conn, "SELECT max(json_array_length(duplicates)) FROM appeal_history", {})
    assert counted == 200
    assert most <= history.DUPLICATES_MAX
