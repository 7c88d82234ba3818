"""Out of scope: the words to say, the right channel, and the way back in (R15)."""

from __future__ import annotations

from datetime import date

import pytest

from support.city import appeal, order_of, problem, register, step, unit_id, written
from support.people import People
from twinline.kernel.db import Database, fetch_dicts
from twinline.triage import Rulebook, advice, judge, load_rulebook

DEBT = "我朋友借了我五万块钱，写了借条，现在一直不还，你们帮我要回来"
EVENTS_SQL = "SELECT event, data FROM order_event WHERE subject_id = %(id)s ORDER BY seq"


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_rulebook(as_of=date(2026, 11, 22))


def test_every_kind_has_scripts_with_channel_and_contact(rules: Rulebook) -> None:
    scripts = list(rules.scripts.values())
    assert len(scripts) >= 12
    assert {"litigation", "arbitration", "reconsideration", "petition", "commercial", "other"} == {
        s.kind for s in scripts
    }
    for script in scripts:
        assert script.words
        assert script.channel_name in advice.sms_of(script)
        assert script.channel_contact in advice.sms_of(script)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DEBT, "S-DEBT-01"),
        ("法院判决生效半年了，对方一直不给钱，申请强制执行也没有动静", "S-EXEC-01"),
        ("我不服交警队的处罚，想申请行政复议，应该去哪里", "S-RECON-01"),
        ("公司辞退我，劳动仲裁裁决下来了公司不认", "S-ARB-01"),
        ("想问下办遗嘱公证要带什么材料去公证处", "S-NOT-01"),
        ("举报我们局长受贿，收了老板的钱", "S-DISC-01"),
        ("合同里约定仲裁，商事仲裁要找谁", "S-ARB-02"),
    ],
)
def test_the_words_find_their_script(rules: Rulebook, text: str, code: str) -> None:
    judged = judge(text, rulebook=rules)
    found = advice.guidance_for(rules, text=text, matter=judged.matter_code, owner=judged.owner)
    assert found is not None
    assert found.script.code == code
    assert found.evidence is None or text[found.evidence.start : found.evidence.end] == found.evidence.words


@pytest.mark.parametrize("text", ["路灯坏了三盏，晚上很黑", "小区电梯老是坏", "公交车几点末班"])
def test_ordinary_matters_have_none(rules: Rulebook, text: str) -> None:
    judged = judge(text, rulebook=rules)
    assert advice.guidance_for(rules, text=text, matter=judged.matter_code, owner=judged.owner) is None


def test_danger_is_never_answered_with_a_script(rules: Rulebook) -> None:
    assert advice.guidance_for(rules, text=DEBT, matter="N-PRIV-01", owner="none", danger=True) is None


def test_another_citys_matter_has_its_own(rules: Rulebook) -> None:
    found = advice.guidance_for(rules, text="路灯坏了", matter="M-CITY-07", owner="12345", elsewhere=True)
    assert found is not None
    assert (found.script.code, found.certain) == ("S-AREA-01", True)


async def test_the_list_is_served(people: People, db: Database) -> None:
    reply = await people.agent.api.get("/api/v1/scripts")
    assert reply.status_code == 200, reply.text
    assert all(script["sms"] and script["words"] for script in reply.json()["items"])


async def test_an_out_of_scope_order_ends_with_script_and_channel_only(people: People, db: Database) -> None:
    """R15: without a script refused, nothing written; with it the event keeps script, channel and message."""
    made = await register(people.agent, DEBT)
    order = await order_of(people.agent, made["id"], "12345")
    assert order["matter"] == "N-PRIV-01"
    before = await written(db)
    body = {"version": order["version"], "reply": "这个我们管不了"}
    reply = await people.agent.api.post(f"/api/v1/work-orders/{order['id']}/answer", json=body)
    assert "S-DEBT-01" in problem(reply, "triage.script_needed", 409)["detail"]
    assert await written(db) == before
    unknown = await people.agent.api.post(
        f"/api/v1/work-orders/{order['id']}/answer", json=body | {"script": "S-NONE-99"}
    )
    problem(unknown, "triage.unknown_script", 422)
    suggested = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}/routing")).json()["script"]
    assert (suggested["script"]["code"], suggested["certain"]) == ("S-DEBT-01", True)
    words = suggested["script"]["words"]
    order = await step(people.agent, order, "answer", reply=words, script="S-DEBT-01")
    order = await step(people.agent, order, "close", told_by="phone")
    assert order["state"] == "closed"
    async with db.transaction() as tx:
        events = await fetch_dicts(tx.conn, EVENTS_SQL, {"id": order["id"]})
    kept = next(e["data"] for e in events if e["event"] == "answer")
    assert kept["script"] == "S-DEBT-01"
    assert "12348" in kept["contact"]
    assert "12348" in kept["sms"]


async def test_no_out_of_scope_matter_is_answered_without(people: People, db: Database, rules: Rulebook) -> None:
    """100 %: every matter that a script names, judged by a person, wants a script."""
    for matter in sorted({m for script in rules.scripts.values() for m in script.matters}):
        made = await register(people.agent, "我想反映一个情况")
        body = {"owner": "none", "matter": matter, "reason_code": "wrong_owner", "reason": "不属热线受理"}
        assert (await people.agent.api.post(f"/api/v1/appeals/{made['id']}/override", json=body)).status_code == 200
        order = await order_of(people.agent, made["id"], "12345")
        refused = await step(people.agent, order, "answer", reply="不受理", expect=409)
        assert refused["code"] == "triage.script_needed", matter


async def test_the_caller_can_come_back(people: People, db: Database) -> None:
    """R15: after the end a new order on the same appeal, with its clocks; what was said stays where it is."""
    made = await register(people.agent, DEBT)
    order = await order_of(people.agent, made["id"], "12345")
    path = f"/api/v1/work-orders/{order['id']}/reopen"
    problem(await people.agent.api.post(path, json={"reason": "来电人不认可"}), "cases.still_open", 409)
    order = await step(people.agent, order, "answer", reply="请走诉讼或调解", script="S-DEBT-01")
    await step(people.agent, order, "close", told_by="phone")
    assert (await appeal(people.agent, made["id"]))["closed_at"] is not None
    reply = await people.agent.api.post(path, json={"reason": "来电人说对方上门威胁，不只是借款"})
    assert reply.status_code == 201, reply.text
    again = reply.json()
    assert (again["state"], again["reply"], again["mirror"]) == ("registered", None, False)
    seen = await appeal(people.agent, made["id"])
    assert seen["closed_at"] is None
    assert len(seen["orders"]) == 2
    assert {c["kind"] for c in seen["clocks"] if c["order_id"] == again["id"]} == {"case_dispatch", "case_result"}
    lead = unit_id(people, "440106-urban_management")
    assert (await step(people.dispatcher, again, "dispatch", lead=lead))["state"] == "dispatched"
