"""What is sent twice, at once, too late or about what no longer stands (R14, R34, R35, R41)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from contract.scene import build, fingerprint, problem_document
from support.city import (
    CIVIL,
    NOISE,
    POLICE,
    appeal,
    handover,
    offer,
    order_of,
    order_path,
    problem,
    register,
    settle,
    step,
    unit_id,
    uuid,
    written,
)
from support.database import ShiftClock
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.kernel.ledger_check import verify_all, verify_chain

BODY = {"words": CIVIL, "channel": "app", "division": "440106", "phone": "199-0000-2001", "auto_handover": False}


async def post(person: Person, key: str | None, body: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return await person.api.post("/api/v1/appeals", json=body, headers=headers)


def answered(reply: Any) -> dict[str, Any]:
    """The answer without the mark that says whether it is the first or a repeat."""
    return {name: value for name, value in reply.json().items() if name != "replayed"}


async def test_a_repeated_request_has_one_effect_and_one_answer(people: People, db: Database) -> None:
    first = await post(people.agent, "key-1", BODY)
    before = fingerprint(db)
    again = await post(people.agent, "key-1", BODY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["replayed"], again.json()["replayed"]) == (False, True)
    assert answered(first) == answered(again)
    assert fingerprint(db) == before


async def test_twenty_at_once_make_one_appeal(people: People, db: Database) -> None:
    replies = await asyncio.gather(*(post(people.agent, "key-1", BODY) for _ in range(20)))
    assert sorted(r.status_code for r in replies) == [200] * 19 + [201]
    assert len({str(answered(r)) for r in replies}) == 1
    counts = await written(db)
    assert (counts["appeal"], counts["contact"], counts["work_order"], counts["order_event"]) == (1, 1, 1, 1)


async def test_a_key_with_another_body_is_refused(people: People, db: Database) -> None:
    await post(people.agent, "key-1", BODY)
    before = fingerprint(db)
    for other in (
        {"words": NOISE},
        {"danger": True},
        {"phone": None},
        {"form": {"dead": "无"}},
        {"division": "440104"},
    ):
        refused = await post(people.agent, "key-1", BODY | other)
        problem(refused, "intake.key_reused", 409)
        problem_document(refused)
    assert fingerprint(db) == before


async def test_two_bodies_under_one_key_at_once(people: People, db: Database) -> None:
    bodies = [BODY | {"words": f"{CIVIL}{n}"} for n in range(10)]
    replies = await asyncio.gather(*(post(people.agent, "key-1", body) for body in bodies))
    assert sorted(r.status_code for r in replies) == [201] + [409] * 9
    assert (await written(db))["appeal"] == 1


async def test_a_key_belongs_to_the_one_who_sent_it(people: People, db: Database) -> None:
    mine = await post(people.agent, "key-1", BODY)
    theirs = await post(people.leader_12345, "key-1", BODY)
    police = await post(people.call_taker, "key-1", BODY | {"words": POLICE})
    assert [r.status_code for r in (mine, theirs, police)] == [201, 201, 201]
    assert len({r.json()["id"] for r in (mine, theirs, police)}) == 3


async def test_a_refused_request_does_not_use_its_key_up(people: People, db: Database) -> None:
    problem(await post(people.agent, "key-1", BODY | {"division": "999999"}), "places.unknown_division", 422)
    assert (await post(people.agent, "key-1", BODY)).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "钥匙", "k" * 129, "a\u007f"])
async def test_a_key_that_is_none_is_refused(people: People, db: Database, key: str) -> None:
    before = fingerprint(db)
    headers = {"Idempotency-Key": key.encode()}
    problem_document(await people.agent.api.post("/api/v1/appeals", json=BODY, headers=headers))
    assert fingerprint(db) == before


async def test_a_batch_answers_each_line(people: People, db: Database) -> None:
    lines = [BODY | {"key": "a"}, BODY | {"key": "a"}, BODY | {"key": "a", "words": NOISE}]
    lines += [BODY | {"key": "b", "division": "999999"}, BODY, BODY]
    reply = await people.agent.api.post("/api/v1/appeals/batch", json={"appeals": lines})
    results = reply.json()["results"]
    assert [r.get("replayed", r.get("problem", {}).get("code")) for r in results] == [
        False,
        True,
        "intake.key_reused",
        "places.unknown_division",
        False,
        False,
    ]
    assert results[0]["id"] == results[1]["id"]
    assert (await written(db))["appeal"] == 3
    again = await people.agent.api.post("/api/v1/appeals/batch", json={"appeals": lines[:1]})
    assert again.json()["results"][0]["replayed"] is True


async def test_an_unknown_division_is_refused(people: People, db: Database) -> None:
    before = fingerprint(db)
    for code in ("999999", "440199", "000000", "440106999"):
        refused = await post(people.agent, None, BODY | {"division": code})
        assert code in problem(refused, "places.unknown_division", 422)["detail"]
        problem_document(refused)
    assert fingerprint(db) == before


async def test_a_retired_division_is_followed_to_its_successor(people: People, db: Database) -> None:
    """R35: 广州东山区 went to 越秀区 in 2005."""
    made = await register(people.agent, CIVIL, division="440102")
    assert (await appeal(people.agent, made["id"]))["division"] == "440104"


async def test_a_divided_division_names_its_successors(people: People, db: Database, divided: str) -> None:
    before = fingerprint(db)
    refused = problem(await post(people.agent, None, BODY | {"division": divided}), "places.retired_division", 422)
    successors = people.app.state.desk.divisions.resolve(divided, on=people.app.state.city.on).at_date
    assert len(successors) > 1
    assert all(code in refused["detail"] for code in successors)
    assert fingerprint(db) == before


@pytest.fixture
def divided(people: People) -> str:
    """A code whose area several codes share today."""
    divisions, on = people.app.state.desk.divisions, people.app.state.city.on
    codes = (code for code in ("330103", "330104", "120225", "341401", "130182") if len(code) == 6)
    return next(code for code in codes if len(divisions.resolve(code, on=on).at_date) > 1)


async def test_a_step_from_a_stale_page_changes_nothing(people: People, db: Database) -> None:
    scene = await build(people, db)
    before = fingerprint(db)
    stale = {**scene.case, "version": scene.case["version"] - 1}
    ahead = {**scene.case, "version": scene.case["version"] + 1}
    for order in (stale, ahead):
        assert (await step(people.clerk, order, "sign", expect=409))["code"] == "kernel.stale_version"
    assert (await step(people.officer, {**scene.incident, "version": 1}, "sign", expect=409))["code"] == (
        "kernel.stale_version"
    )
    old = {**await order_of(people.agent, scene.appeal["id"], "12345"), "version": 1}
    assert (await offer(people.agent, old, expect=409))["code"] == "kernel.stale_version"
    assert fingerprint(db) == before


async def test_two_accepts_at_once_have_one_winner(people: People, db: Database) -> None:
    scene = await build(people, db)
    path = f"/api/v1/handovers/{scene.handover['id']}/accept"
    takers = [people.call_taker, people.police_dispatcher, people.leader_110, people.call_taker]
    replies = await asyncio.gather(*(p.api.post(path, json={"note": p.login}) for p in takers))
    assert sorted(r.status_code for r in replies) == [200, 409, 409, 409]
    await settle(people, db)
    seen = await appeal(people.agent, scene.handover["appeal_id"])
    assert (seen["owner_platform"], len(seen["owners"])) == ("110", 1)
    assert [o["version"] for o in seen["orders"] if o["platform"] == "12345"] == [3]
    await chains_hold(db)


async def test_accept_and_recall_at_once_agree_in_the_end(people: People, db: Database) -> None:
    """The two sides act on their own copies; whoever of them comes too late is told, and one owner is left."""
    scene = await build(people, db)
    path = f"/api/v1/handovers/{scene.handover['id']}"
    await asyncio.gather(
        people.call_taker.api.post(f"{path}/accept", json={}),
        people.agent.api.post(f"{path}/recall", json={"reason": "登记有误"}),
    )
    await settle(people, db)
    states = {(await handover(p, scene.handover["id"]))["state"] for p in (people.agent, people.call_taker)}
    owner = (await appeal(people.agent, scene.handover["appeal_id"]))["owner_platform"]
    assert (states, owner) in [({"accepted"}, "110"), ({"recalled"}, "12345"), ({"recalled", "expired"}, "12345")]
    await chains_hold(db)


async def test_two_different_steps_at_once_have_one_winner(people: People, db: Database) -> None:
    for _ in range(5):
        made = await register(people.agent, NOISE)
        order = await order_of(people.agent, made["id"], "12345")
        lead = unit_id(people, "440106-urban_management")
        version = {"version": order["version"]}
        wanted = [
            (people.agent, "answer", {"reply": "已答复"}),
            (people.dispatcher, "dispatch", {"lead": lead}),
            (people.leader_12345, "withdraw", {"reason": "来电人撤回"}),
        ]
        path = order_path(order)
        replies = await asyncio.gather(*(p.api.post(f"{path}/{e}", json=version | b) for p, e, b in wanted))
        assert sorted(r.status_code for r in replies) == [200, 409, 409]
        for refused in (r for r in replies if r.status_code == 409):
            problem_document(refused)
        after = await order_of(people.agent, made["id"], "12345")
        won = next(r.json() for r in replies if r.status_code == 200)
        assert (after["state"], after["version"]) == (won["state"], order["version"] + 1)
        async with db.transaction() as tx:
            assert await verify_chain(tx.conn, uuid(order["id"])) is None


async def test_many_people_on_one_police_order_lose_nothing(people: People, db: Database) -> None:
    """Everybody who is told to reload and tries again gets through, and every step is in the chain once."""
    made = await register(people.call_taker, POLICE)
    police = await order_of(people.call_taker, made["id"], "110")
    codes = ["440106-public_security", "440104-public_security", "440105-public_security"]
    units = [unit_id(people, code) for code in codes]
    police = await step(people.police_dispatcher, police, "dispatch", units=units)
    officers = [await people.of("police_unit", code) for code in codes]

    async def insist(officer: Person, event: str) -> int:
        for tries in range(20):
            seen = await order_of(officer, made["id"], "110")
            reply = await officer.api.post(f"{order_path(seen)}/{event}", json={"version": seen["version"]})
            if reply.status_code == 200:
                return tries
            assert problem_document(reply)["code"] == "kernel.stale_version"
        raise AssertionError("never got through")

    for event in ("sign", "set_out", "arrive"):
        await asyncio.gather(*(insist(officer, event) for officer in officers))
    seen = await order_of(people.call_taker, made["id"], "110")
    assert [d["state"] for d in seen["dispatches"]] == ["on_scene"] * 3
    assert seen["version"] == police["version"] + 9
    await chains_hold(db)


async def chains_hold(db: Database) -> None:
    async with db.transaction() as tx:
        verdict = await verify_all(tx.conn)
    assert verdict.events > 0
    assert not verdict.breaks


async def test_a_clock_into_a_year_without_holidays_says_what_to_load(
    people: People, db: Database, clock: ShiftClock
) -> None:
    reply = await people.steward.api.get("/api/v1/registry/calendars")
    last = max(year for c in reply.json()["items"] if not c["always"] for year in c["years"])
    clock.advance(datetime(last, 12, 30, 2, tzinfo=UTC) - clock.now())
    before = fingerprint(db)
    refused = await post(people.agent, "key-1", BODY)
    assert f"twinline calendar load {last + 1}" in problem(refused, "agencies.calendar_year_missing", 409)["detail"]
    batch = await people.agent.api.post("/api/v1/appeals/batch", json={"appeals": [BODY, BODY | {"key": "k"}]})
    assert [r["problem"]["code"] for r in batch.json()["results"]] == ["agencies.calendar_year_missing"] * 2
    assert fingerprint(db) == before


async def test_danger_is_taken_in_whatever_is_not_loaded(people: People, db: Database, clock: ShiftClock) -> None:
    """Promise 2: a missing calendar holds no emergency up, on either number."""
    reply = await people.steward.api.get("/api/v1/registry/calendars")
    last = max(year for c in reply.json()["items"] if not c["always"] for year in c["years"])
    clock.advance(datetime(last, 12, 30, 2, tzinfo=UTC) - clock.now())
    for person in (people.agent, people.call_taker):
        made = await register(person, "天河区棠下有人拿着刀在追人，快来救命")
        assert made["danger"]
