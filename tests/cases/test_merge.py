"""Repeats are handled once, and every person keeps the right to a reply (R40)."""

from __future__ import annotations

from typing import Any

from linkage.test_handback import attended
from support.city import CIVIL, POLICE, appeal, handle, offer, order_of, register, settle, step, unit_id
from support.people import People
from twinline.kernel.db import Database


async def pair(people: People, words: str, **child: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A parent and a child merged into it: the two appeals."""
    parent = await register(people.agent, words)
    repeat = await register(people.leader_12345, words, **child)
    order = await order_of(people.leader_12345, repeat["id"], "12345")
    into = (await order_of(people.agent, parent["id"], "12345"))["id"]
    assert (await step(people.leader_12345, order, "merge", into=into))["state"] == "merged"
    return parent, repeat


async def test_the_child_of_a_handed_over_parent_gets_the_result(people: People, db: Database) -> None:
    parent, child = await pair(people, POLICE)
    handed = await offer(people.agent, await order_of(people.agent, parent["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, handed, "accept")
    await settle(people, db)
    await attended(people, parent["id"], "已受案调查")
    await settle(people, db)
    await step(people.supervisor, await order_of(people.supervisor, parent["id"], "12345"), "approve")
    order = await order_of(people.agent, child["id"], "12345")
    assert (order["state"], order["reply"]) == ("reviewed", "已受案调查")
    order = await step(people.agent, order, "revisit", contacted=True, solved=True, satisfied=5)
    assert (await step(people.agent, order, "close"))["state"] == "closed"
    assert (await appeal(people.agent, child["id"]))["merged_into"] == parent["id"]


async def test_who_answers_the_parent_need_not_see_the_child(people: People, db: Database) -> None:
    parent, child = await pair(people, CIVIL, restricted=True)
    reply = await people.agent.api.get(f"/api/v1/appeals/{child['id']}")
    assert reply.status_code == 404
    order = await order_of(people.agent, parent["id"], "12345")
    assert (await step(people.agent, order, "answer", reply="已告知"))["state"] == "answered"
    hidden = await order_of(people.leader_12345, child["id"], "12345")
    assert (hidden["state"], hidden["reply"]) == ("reviewed", "已告知")


async def test_withdrawing_the_parent_sets_the_child_free(people: People, db: Database) -> None:
    parent, child = await pair(people, CIVIL)
    order = await order_of(people.agent, parent["id"], "12345")
    await step(people.agent, order, "withdraw", reason="来电人撤回")
    order = await order_of(people.dispatcher, child["id"], "12345")
    assert order["state"] == "registered"
    await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))


async def test_a_merge_waits_for_the_acknowledgement_of_danger(people: People, db: Database) -> None:
    parent = await register(people.agent, CIVIL)
    child = await register(people.agent, CIVIL)
    await people.agent.api.post(f"/api/v1/appeals/{child['id']}/danger", json={"reason": "有人持刀"})
    order = await order_of(people.agent, child["id"], "12345")
    into = (await order_of(people.agent, parent["id"], "12345"))["id"]
    refused = await step(people.agent, order, "merge", into=into, expect=409)
    assert refused["code"] == "cases.not_acknowledged"


def offered(subject: dict[str, Any]) -> set[str]:
    return {button["event"] for button in subject["actions"]}


async def test_the_page_offers_to_merge_to_split_and_to_reopen(people: People) -> None:
    """Steps with routes of their own are among the buttons, for whom they are open."""
    made = await register(people.agent, CIVIL)
    order = await order_of(people.agent, made["id"], "12345")
    assert {"merge", "answer"} <= offered(order)
    assert "reopen" not in offered(order)
    assert "merge" not in offered(await order_of(people.supervisor, made["id"], "12345"))
    assert "split" in offered(await appeal(people.dispatcher, made["id"]))
    assert "split" not in offered(await appeal(people.supervisor, made["id"]))
    order = await step(people.agent, order, "answer", reply="已电话解释")
    await step(people.agent, order, "close", told_by="phone")
    ended = await order_of(people.agent, made["id"], "12345")
    assert (offered(ended) & {"merge", "reopen"}) == {"reopen"}
    assert "split" not in offered(await appeal(people.agent, made["id"]))


async def test_a_list_of_appeals_tells_where_the_order_is_and_when_it_is_due(people: People) -> None:
    made = await register(people.agent, CIVIL)

    async def row(person: Any) -> dict[str, Any]:
        found = (await person.api.get("/api/v1/appeals", params={"limit": 200})).json()["items"]
        return next(one for one in found if one["id"] == made["id"])

    clocks = (await appeal(people.agent, made["id"]))["clocks"]
    first = await row(people.agent)
    assert first["order_state"] == "registered"
    assert first["due_at"] == min(c["due_at"] for c in clocks if c["state"] == "running")
    order = await step(people.agent, await order_of(people.agent, made["id"], "12345"), "answer", reply="已解释")
    await step(people.agent, order, "close", told_by="phone")
    last = await row(people.agent)
    assert (last["order_state"], last["due_at"]) == ("closed", None)
