"""A work order's life beside the plain path: deadlines by type, returns, extensions, co-handlers, escalation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from support.city import CIVIL, appeal, order_of, problem, register, settle, step, unit_id, written
from support.database import ShiftClock
from support.people import People
from twinline.agencies import missing_duty_contacts
from twinline.kernel.db import Database

LEAD = "440106-urban_management"


def clock_of(seen: dict[str, Any], kind: str) -> dict[str, Any]:
    """The newest clock of a kind."""
    return [c for c in seen["clocks"] if c["kind"] == kind][-1]


async def handled(people: People, made: dict[str, Any]) -> dict[str, Any]:
    """Dispatched, signed and begun."""
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    order = await step(people.clerk, order, "sign")
    return await step(people.clerk, order, "begin")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("咨询", "case-result-consult"),
        ("求助", "case-result-help"),
        ("建议", "case-result-help"),
        ("投诉", "case-result-complaint"),
        ("举报", "case-result-complaint"),
    ],
)
async def test_each_request_type_has_its_deadline(people: People, db: Database, kind: str, rule: str) -> None:
    """R4, R61: Guangdong's 2, 10 and 15 working days, by the type that a person sets or the machine judges."""
    made = await register(people.agent, CIVIL, type=kind)
    seen = await appeal(people.agent, made["id"])
    assert (seen["type"], clock_of(seen, "case_result")["rule"]) == (kind, rule)


async def test_dispatch_sign_and_first_contact_have_clocks(people: People, db: Database) -> None:
    """R18, R59, R95: each stage starts the next one's clock and stops its own; first contact is due in 24 hours."""
    made = await register(people.agent, CIVIL)
    assert clock_of(await appeal(people.agent, made["id"]), "case_dispatch")["state"] == "running"
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    seen = await appeal(people.agent, made["id"])
    assert (clock_of(seen, "case_dispatch")["state"], clock_of(seen, "case_sign")["state"]) == ("stopped", "running")
    order = await step(people.clerk, order, "sign")
    contact = clock_of(await appeal(people.agent, made["id"]), "case_first_contact")
    begun = datetime.fromisoformat(contact["started_at"])
    assert datetime.fromisoformat(contact["due_at"]) - begun == timedelta(hours=24)
    await step(people.clerk, order, "begin")
    assert clock_of(await appeal(people.agent, made["id"]), "case_first_contact")["state"] == "stopped"


async def test_a_return_pauses_the_result_and_is_reviewed(people: People, db: Database, clock: ShiftClock) -> None:
    """R18, R41: an upheld return goes back to dispatch with the paused time given back."""
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    before = clock_of(await appeal(people.agent, made["id"]), "case_result")
    order = await step(people.clerk, order, "return", reason="不属本单位职责", basis="清单")
    paused = clock_of(await appeal(people.agent, made["id"]), "case_result")
    assert (paused["state"], paused["due_at"]) == ("paused", None)
    clock.advance(timedelta(days=7))
    order = await step(people.dispatcher, order, "uphold_return")
    assert (order["state"], order["return_count"], order["lead_unit_id"]) == ("registered", 1, None)
    after = clock_of(await appeal(people.agent, made["id"]), "case_result")
    assert after["state"] == "running"
    assert datetime.fromisoformat(after["due_at"]) > datetime.fromisoformat(before["due_at"]) + timedelta(days=4)
    again = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    order = await step(people.clerk, again, "return", reason="仍不属本单位")
    assert (await step(people.dispatcher, order, "reject_return", reason="清单明确"))["state"] == "dispatched"


async def test_an_extension_is_asked_once_granted_and_moves_the_deadline(people: People, db: Database) -> None:
    """R41: more working days are added to the target; what was used up is kept."""
    made = await register(people.agent, CIVIL, type="求助")
    order = await handled(people, made)
    before = clock_of(await appeal(people.agent, made["id"]), "case_result")
    order = await step(people.clerk, order, "ask_extension", days=5, reason="需协调施工")
    problem(
        await people.clerk.api.post(
            f"/api/v1/work-orders/{order['id']}/ask_extension",
            json={"version": order["version"], "days": 5, "reason": "再申请"},
        ),
        "cases.extension_open",
        409,
    )
    order = await step(people.supervisor, order, "grant_extension")
    after = clock_of(await appeal(people.agent, made["id"]), "case_result")
    moved = datetime.fromisoformat(after["due_at"]) - datetime.fromisoformat(before["due_at"])
    assert timedelta(days=5) <= moved <= timedelta(days=16)
    assert order["extension"] == "granted"


async def test_co_handlers_reply_to_the_order_and_only_they(people: People, db: Database) -> None:
    """R18: lead and co-handlers; a unit that is neither sees nothing of it."""
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    co = await people.of("unit_clerk", "440106-transport")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD), co=[str(co.actor.unit_id)])
    order = await step(co, order, "co_reply", reply="已完成道路部分")
    before = await written(db)
    refused = await people.clerk.api.post(
        f"/api/v1/work-orders/{order['id']}/co_reply", json={"version": order["version"], "reply": "x"}
    )
    problem(refused, "cases.not_your_unit", 409)
    outside = await people.outsider.api.get(f"/api/v1/work-orders/{order['id']}")
    problem(outside, "cases.not_found", 404)
    assert await written(db) == before
    seen = (await people.dispatcher.api.get(f"/api/v1/work-orders/{order['id']}")).json()
    assert {h["role"]: h["reply"] for h in seen["handlers"]} == {"lead": None, "co": "已完成道路部分"}


async def test_a_handling_unit_calls_110_to_its_order(people: People, db: Database) -> None:
    """R16, R21: the unit's button opens a linked police order that is dispatched on receipt."""
    made = await register(people.agent, CIVIL)
    order = await handled(people, made)
    reply = await people.clerk.api.post(
        f"/api/v1/work-orders/{order['id']}/escalate",
        json={"version": order["version"], "reason": "双方推搡，情绪激动", "danger": True},
    )
    assert reply.status_code == 201
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert (police["state"], police["danger"]) == ("dispatched", True)
    seen = await appeal(people.agent, made["id"])
    assert (seen["danger"], seen["owner_platform"]) == (True, "12345")


async def test_both_classes_of_a_police_order_are_kept(people: People, db: Database) -> None:
    """R5: the class at intake and the corrected one; an unknown class is refused."""
    made = await register(people.call_taker, "有人在楼下打架", class_code="200000", auto_handover=False)
    order = await order_of(people.call_taker, made["id"], "110")
    order = await step(people.call_taker, order, "classify", class_code="100000", reason="已致伤")
    assert (order["class_initial"], order["class_current"]) == ("200000", "100000")
    await step(people.call_taker, order, "classify", class_code="123456", reason="x", expect=422)


async def test_a_look_at_the_caller_needs_a_reason_and_is_audited(people: People, db: Database) -> None:
    """R43: masked by default, in clear with a reason, and the look is written down."""
    made = await register(people.agent, CIVIL, caller="何小满", phone="199-0000-1234")
    seen = (await appeal(people.agent, made["id"]))["contact"]
    assert (seen["caller"], seen["phone"]) == ("何**", "199****1234")
    path = f"/api/v1/appeals/{made['id']}/reveal"
    problem(await people.agent.api.post(path, json={"reason": " "}), "kernel.invalid_fields", 422)
    clear = (await people.agent.api.post(path, json={"reason": "回拨核实地址"})).json()
    assert (clear["caller"], clear["phone"]) == ("何小满", "199-0000-1234")
    async with db.transaction() as tx:
        found = await tx.conn.execute("SELECT data->>'reason' FROM audit WHERE subject_id = %(id)s", {"id": made["id"]})
        assert await found.fetchall() == [("回拨核实地址",)]


async def test_every_unit_of_the_city_has_a_duty_contact_and_a_deputy(people: People, db: Database) -> None:
    """R93: 100 % of units have both."""
    async with db.transaction() as tx:
        assert await missing_duty_contacts(tx.conn, on=tx.now.date()) == []


async def test_a_negotiation_names_both_positions_with_reasons(people: People, db: Database) -> None:
    """R11: each side's position and reason, and the same clock on both sides."""
    from support.city import POLICE, handle, handover, offer

    made = await register(people.agent, POLICE)
    offered = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, offered, "return", reason="属经济纠纷", basis="清单第3项")
    await settle(people, db)
    ours, theirs = await handover(people.leader_12345, offered["id"]), await handover(people.leader_110, offered["id"])
    assert (ours["peer_reason"], theirs["own_reason"]) == ("属经济纠纷", "属经济纠纷")
    assert ours["due_at"] == theirs["due_at"]


async def test_a_theft_arrives_at_110_with_the_class_that_was_judged(people: People, db: Database) -> None:
    """R5: the mirror starts with the judged class, not with "other"."""
    from support.city import POLICE, offer

    made = await register(people.agent, POLICE)
    judged = (await appeal(people.agent, made["id"]))["decisions"][0]["police_class"]
    await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    police = await order_of(people.call_taker, made["id"], "110")
    assert judged
    assert police["class_initial"] == judged
