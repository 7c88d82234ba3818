"""What the workspace says of the other side is what the other side's own people get."""

from __future__ import annotations

from support.city import CIVIL, POLICE, appeal, offer, order_of, register, settle, unit_id
from support.people import People, Person
from twinline.kernel.db import Database

SAME = ("title", "words", "address", "danger", "urgent", "owner_platform", "orders")


async def seen(person: Person, appeal_id: str) -> dict[str, object]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}/linkage")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_the_other_side_sees_what_it_is_said_to_see(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE, lon=113.3305, lat=23.1339, datum="GCJ02", phone="199-0000-2104")
    before = await seen(people.agent, made["id"])
    assert (before["seen_by"], before["appeal"]) == ("nobody", None)
    assert before["place"]["given"] == "GCJ02"
    assert (before["place"]["lon"], before["place"]["lat"]) != (113.3305, 23.1339)
    assert (await people.call_taker.api.get(f"/api/v1/appeals/{made['id']}/linkage")).status_code == 404

    await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    after, theirs = await seen(people.agent, made["id"]), await appeal(people.call_taker, made["id"])
    assert after["seen_by"] == "desk"
    assert {name: after["appeal"][name] for name in SAME} == {name: theirs[name] for name in SAME}
    assert after["appeal"]["phone"] == theirs["contact"]["phone"]


async def test_of_a_restricted_matter_only_leaders_see(people: People, db: Database) -> None:
    made = await register(people.leader_12345, CIVIL, restricted=True)
    await offer(people.leader_12345, await order_of(people.leader_12345, made["id"], "12345"))
    await settle(people, db)
    assert (await seen(people.leader_12345, made["id"]))["seen_by"] == "leaders"
    assert (await people.agent.api.get(f"/api/v1/appeals/{made['id']}/linkage")).status_code == 404


async def test_of_a_complaint_about_the_other_desk_nobody_there_sees(people: People, db: Database) -> None:
    made = await register(people.call_taker, CIVIL, complained_unit_id=unit_id(people, "12345"))
    await offer(people.call_taker, await order_of(people.call_taker, made["id"], "110"))
    await settle(people, db)
    assert (await people.leader_12345.api.get(f"/api/v1/appeals/{made['id']}")).status_code == 404
    after = await seen(people.call_taker, made["id"])
    assert (after["seen_by"], after["appeal"]) == ("nobody", None)
