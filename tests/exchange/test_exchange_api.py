"""Peers and links over HTTP: who sees what, sending again, comparing, the register (R3, R45, promise 6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from exchange.two import Pair, pair
from support.city import POLICE, offer, order_of, problem, register
from support.people import Person
from twinline.exchange import links
from twinline.kernel.db import execute, fetch_value

BASE = "/api/v1/exchange"


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("api")) as made:
        agent = made.a.people.agent
        one = await register(agent, POLICE)
        await offer(agent, await order_of(agent, one["id"], "12345"))
        await made.settle()
        yield made


async def get(person: Person, path: str, **query: Any) -> Any:
    reply = await person.api.get(BASE + path, params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def newest(two: Pair, person: Person, **query: Any) -> Any:
    return (await get(person, "/peers/police/messages", **query))["items"][0]


async def test_the_standing_of_a_peer_is_told(two: Pair) -> None:
    (peer,) = (await get(two.a.people.leader_12345, "/peers"))["items"]
    assert (peer["name"], peer["waiting"], peer["unanswered"], peer["refused"], peer["held"]) == ("police", 0, 0, 0, 0)
    assert peer["out_seq"] > 0
    assert (peer["ways"], peer["carries"]) == ([], None)


async def test_a_message_is_shown_with_its_body_to_who_may_see_the_appeal(two: Pair) -> None:
    leader = two.a.people.leader_12345
    brief = (await get(leader, "/peers/police/messages", kind="offer", state="taken"))["items"][0]
    assert brief["appeal_number"]
    whole = await get(leader, f"/peers/police/messages/out/{brief['seq']}")
    assert whole["body"]
    assert whole["settled_at"]
    arrived = (await get(two.b.people.leader_110, "/peers/gov/messages", direction="in"))["items"]
    assert {row["state"] for row in arrived} == {"admitted"}


async def test_an_administrator_sees_that_there_was_a_message_and_not_what_about(two: Pair) -> None:
    brief = await newest(two, two.a.people.admin, kind="offer")
    whole = await get(two.a.people.admin, f"/peers/police/messages/out/{brief['seq']}")
    assert whole["body"] is None


async def test_a_restricted_appeal_stays_unknown_to_who_may_not_see_it(two: Pair) -> None:
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE appeal SET restricted = true", {})
    try:
        brief = await newest(two, two.a.people.admin, kind="offer")
        assert (brief["appeal_id"], brief["appeal_number"], brief["subject_id"]) == (None, None, None)
        assert (await newest(two, two.a.people.leader_12345, kind="offer"))["appeal_id"]
    finally:
        async with two.a.db.transaction() as tx:
            await execute(tx.conn, "UPDATE appeal SET restricted = false", {})


@pytest.mark.parametrize("who", ["agent", "dispatcher", "clerk", "steward"])
async def test_others_see_nothing(two: Pair, who: str) -> None:
    person: Person = getattr(two.a.people, who)
    for path in ("/peers", "/peers/police/messages", "/refusals", "/links", "/peers/police/digests"):
        assert (await person.api.get(BASE + path)).status_code == 403


async def test_what_is_sent_again_is_taken_once(two: Pair) -> None:
    leader = two.a.people.leader_12345
    brief = await newest(two, leader)
    reply = await leader.api.post(
        f"{BASE}/peers/police/messages/again", json={"direction": "out", "seqs": [brief["seq"], 2**40]}
    )
    assert reply.json() == {"count": 1}
    assert (await newest(two, leader))["state"] == "waiting"
    await two.settle()
    after = await newest(two, leader)
    assert (after["state"], after["attempts"]) == ("taken", brief["attempts"] + 1)


async def test_a_refusal_is_told_in_words(two: Pair) -> None:
    assert await two.a.take(["x" * 50]) == []
    row = (await get(two.a.people.leader_12345, "/refusals"))["items"][0]
    assert (row["code"], row["reason"]["zh"]) == ("exchange.malformed", "不完整或已损坏")


async def test_a_comparison_is_asked_for_and_kept(two: Pair) -> None:
    leader = two.a.people.leader_12345
    reply = await leader.api.post(f"{BASE}/peers/police/digests", json={"day": "2026-01-01"})
    assert reply.status_code == 201
    again = await leader.api.post(f"{BASE}/peers/police/digests", json={"day": "2026-01-01"})
    assert again.json() == reply.json(), "the one that runs is enough"
    rows = (await get(leader, "/peers/police/digests"))["items"]
    assert sorted((row["state"], row["direction"]) for row in rows) == [("asking", "in"), ("asking", "out")]


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2099-01-01", "9999-12-31"])
async def test_a_day_that_no_comparison_can_be_of_is_refused_and_stops_no_other(two: Pair, day: str) -> None:
    leader = two.a.people.leader_12345
    problem(await leader.api.post(f"{BASE}/peers/police/digests", json={"day": day}), "exchange.no_such_day", 422)
    body = {"tested_on": day, "passed": True}
    problem(await leader.api.put(f"{BASE}/links/440100/data", json=body), "exchange.no_such_day", 422)
    await links.asks(two.a.db, two.a.me, await two.a.peer())


async def test_administrators_who_mend_the_same_at_once_mend_it_once(two: Pair) -> None:
    people, seqs = two.a.people, list(range(1, 1001))
    both = (people.leader_12345.api, people.admin.api)
    for direction in ("out", "in"):
        for order in (seqs, seqs[::-1]):
            body = {"direction": direction, "seqs": order}
            again = await asyncio.gather(*(api.post(f"{BASE}/peers/police/messages/again", json=body) for api in both))
            assert [reply.status_code for reply in again] == [200, 200]
    runs = await asyncio.gather(*(api.post(f"{BASE}/peers/police/digests", json={}) for api in both * 3))
    assert len({reply.text for reply in runs}) == 1
    await two.settle()
    (peer,) = (await get(people.leader_12345, "/peers"))["items"]
    assert (peer["waiting"], peer["unanswered"], peer["refused"], peer["held"], peer["gaps"]) == (0, 0, 0, 0, 0)
    async with two.b.db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM handover", {}) == 1


async def test_a_peer_is_switched_off_and_on_with_a_reason(two: Pair) -> None:
    leader = two.a.people.leader_12345
    for active in (False, True):
        reply = await leader.api.post(f"{BASE}/peers/police/switch", json={"active": active, "reason": "演练"})
        assert reply.status_code == 204
        assert (await get(leader, "/peers"))["items"][0]["active"] is active
    async with two.a.db.transaction() as tx:
        told = await fetch_value(tx.conn, "SELECT count(*) FROM audit WHERE action = 'exchange.switch'", {})
    assert told == 2


async def test_the_register_has_the_province_and_its_cities_and_their_milestones(two: Pair) -> None:
    leader = two.a.people.leader_12345
    rows = (await get(leader, "/links"))["items"]
    assert len(rows) == 22
    assert {link["state"] for row in rows for link in row["links"]} == {"none"}
    body = {"peer": "police", "go_live": "2022-11-01", "tested_on": "2022-10-01", "passed": True}
    for kind in ("voice", "order", "data"):
        assert (await leader.api.put(f"{BASE}/links/440100/{kind}", json=body)).status_code == 204
    (row,) = [row for row in (await get(leader, "/links"))["items"] if row["region"] == "440100"]
    assert {link["state"] for link in row["links"]} == {"live"}
    assert [one["met"] for one in row["milestones"]] == [True, True]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("110100/order", {}, "exchange.no_region"),
        ("440100/order", {"peer": "nobody"}, "exchange.unknown_peer"),
        ("440100/order", {"passed": True}, "kernel.invalid_fields"),
    ],
)
async def test_what_cannot_be_registered_is_refused(two: Pair, path: str, body: dict[str, Any], code: str) -> None:
    reply = await two.a.people.leader_12345.api.put(f"{BASE}/links/{path}", json=body)
    assert reply.json()["code"] == code


async def test_peers_and_messages_that_are_not_there(two: Pair) -> None:
    leader = two.a.people.leader_12345
    assert (await leader.api.get(f"{BASE}/peers/nobody/messages")).json()["code"] == "exchange.unknown_peer"
    assert (await leader.api.get(f"{BASE}/peers/police/messages/in/99999")).json()["code"] == "exchange.no_message"
