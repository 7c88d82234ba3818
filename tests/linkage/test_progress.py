"""While one side works the other hears of it: steps, words, extensions, supervision, revisits (R37, R40, R54)."""

from __future__ import annotations

from typing import Any

from support.city import CIVIL, POLICE, handle, handover, offer, order_of, register, settle, step, unit_id
from support.people import People, Person
from twinline.exchange import forms
from twinline.kernel.db import Database, fetch_dicts
from twinline.linkage.progress import EXTENSION_STEPS, STEPS

STATION, OFFICE = "440106-public_security", "440106-urban_management"


async def timeline(person: Person, appeal_id: str) -> list[dict[str, Any]]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}/timeline")
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def told(db: Database, handover_id: str, kind: str) -> list[dict[str, Any]]:
    sql = "SELECT body FROM link_message WHERE subject_id = %(id)s AND kind = %(kind)s ORDER BY pos"
    async with db.transaction() as tx:
        return [row["body"] for row in await fetch_dicts(tx.conn, sql, {"id": handover_id, "kind": kind})]


async def taken(people: People, db: Database, *, by: Person, to: Person, words: str, side: str) -> tuple[str, str]:
    """A matter that the other side has accepted: the appeal, the handover."""
    made = await register(by, words)
    one = await offer(by, await order_of(by, made["id"], side))
    await settle(people, db)
    await handle(to, one, "accept")
    await settle(people, db)
    return made["id"], one["id"]


def test_steps_are_those_of_the_schema() -> None:
    stamp, extension = (
        form.model_json_schema()["properties"]["step"]["enum"] for form in (forms.StampBody, forms.ExtensionBody)
    )
    assert set(stamp) == {one for steps in STEPS.values() for one in steps}
    assert tuple(extension) == EXTENSION_STEPS


async def test_each_step_is_told_once_and_shown_once(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.agent, to=people.call_taker, words=POLICE, side="12345"
    )  # fmt: skip
    order = await order_of(people.police_dispatcher, appeal_id, "110")
    order = await step(people.police_dispatcher, order, "dispatch", units=[unit_id(people, STATION)])
    for event in ("sign", "set_out", "arrive"):
        order = await step(people.officer, order, event)
    await settle(people, db)
    stamps = await told(db, handover_id, "stamp")
    assert [one["step"] for one in stamps] == ["dispatch", "sign", "set_out", "arrive"]
    assert {one["unit"] for one in stamps} == {people.app.state.city.directory.by_code(STATION).name}
    rows = [row["event"] for row in await timeline(people.agent, appeal_id)]
    assert (rows.count("arrive"), rows.count("stamp")) == (1, 0), "the police order is here itself"


async def test_supervision_is_answered_in_words(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.agent, to=people.call_taker, words=POLICE, side="12345"
    )  # fmt: skip
    for person in (people.leader_110, people.agent):
        refused = await person.api.post(f"/api/v1/handovers/{handover_id}/supervise", json={"reason": "催"})
        assert refused.status_code in (403, 409), refused.text
    await handle(people.supervisor, {"id": handover_id}, "supervise", reason="来电人两次催问", hours=2)
    await settle(people, db)
    theirs = await handover(people.call_taker, handover_id)
    assert theirs["supervision_due_at"]
    assert "progress" in [one["event"] for one in theirs["actions"]]
    assert (await handover(people.supervisor, handover_id))["supervision_due_at"] == theirs["supervision_due_at"]
    rows = await timeline(people.call_taker, appeal_id)
    assert [row["platform"] for row in rows if row["event"] == "supervise"] == ["12345"]
    assert [row["data"]["reason"] for row in rows if row["event"] == "supervised"] == ["来电人两次催问"]
    await handle(people.call_taker, theirs, "progress", note="已调取监控")
    await settle(people, db)
    ours = await handover(people.supervisor, handover_id)
    assert ours["supervision_due_at"] is None
    said = [row for row in await timeline(people.agent, appeal_id) if row["event"] == "progress"]
    assert [(row["platform"], row["data"]["note"]) for row in said] == [("110", "已调取监控")]


async def test_a_result_answers_a_supervision(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.call_taker, to=people.agent, words=CIVIL, side="110"
    )  # fmt: skip
    await handle(people.leader_110, {"id": handover_id}, "supervise", reason="请尽快")
    await settle(people, db)
    order = await order_of(people.agent, appeal_id, "12345")
    await step(people.agent, order, "answer", reply="路灯已修复", told_by="phone")
    await settle(people, db)
    for person in (people.agent, people.leader_110):
        seen = await handover(person, handover_id)
        assert (seen["state"], seen["supervision_due_at"]) == ("result_reported", None)


async def test_an_extension_moves_the_date_that_the_other_side_sees(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.call_taker, to=people.agent, words=CIVIL, side="110"
    )  # fmt: skip
    order = await order_of(people.dispatcher, appeal_id, "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, OFFICE))
    for event in ("sign", "begin"):
        order = await step(people.clerk, order, event)
    await settle(people, db)
    before = (await handover(people.leader_110, handover_id))["result_due_at"]
    order = await step(people.clerk, order, "ask_extension", days=5, reason="需现场鉴定")
    await settle(people, db)
    await step(people.supervisor, order, "grant_extension")
    await settle(people, db)
    asked, granted = await told(db, handover_id, "extension")
    assert (asked["step"], asked["days"], asked["reason"]) == ("ask_extension", 5, "需现场鉴定")
    assert granted["due_at"] > asked["due_at"]
    after = (await handover(people.leader_110, handover_id))["result_due_at"]
    assert before < after


async def test_what_the_person_says_of_the_result_comes_to_both(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.agent, to=people.call_taker, words=POLICE, side="12345"
    )  # fmt: skip
    order = await order_of(people.police_dispatcher, appeal_id, "110")
    order = await step(people.police_dispatcher, order, "dispatch", units=[unit_id(people, STATION)])
    for event in ("sign", "set_out", "arrive"):
        order = await step(people.officer, order, event)
    await step(people.officer, order, "feed_back", result_code="01", result="车已追回", class_code="200000")
    await settle(people, db)
    case = await order_of(people.supervisor, appeal_id, "12345")
    case = await step(people.supervisor, case, "approve")
    await step(people.agent, case, "revisit", contacted=True, solved=True, satisfied=4)
    await settle(people, db)
    (body,) = await told(db, handover_id, "revisit")
    assert (body["contacted"], body["solved"], body["satisfied"]) == (True, True, "4")
    heard = [row for row in await timeline(people.call_taker, appeal_id) if row["event"] == "revisit"]
    assert {(row["subject_kind"], row["platform"], row["data"]["satisfied"]) for row in heard} == {
        ("case", "12345", 4),
        ("handover", "12345", 4),
    }


async def test_110_revisits_what_12345_did_for_it(people: People, db: Database) -> None:
    appeal_id, handover_id = await taken(
        people, db, by=people.call_taker, to=people.agent, words=CIVIL, side="110"
    )  # fmt: skip
    early = {"contacted": True, "solved": False, "satisfied": 2}
    await handle(people.leader_110, {"id": handover_id}, "revisit", expect=409, **early)
    order = await order_of(people.agent, appeal_id, "12345")
    await step(people.agent, order, "answer", reply="路灯已修复", told_by="phone")
    await settle(people, db)
    await handle(people.leader_110, {"id": handover_id}, "revisit", **early)
    await settle(people, db)
    (heard,) = [row for row in await timeline(people.agent, appeal_id) if row["event"] == "revisit"]
    assert (heard["platform"], heard["data"]["solved"], heard["data"]["satisfied"]) == ("110", False, 2)
