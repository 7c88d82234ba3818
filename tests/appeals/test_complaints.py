"""A unit that is complained of is given no order about it, by people or in danger (promise 6)."""

from __future__ import annotations

import pytest

from support.city import CIVIL, DANGER, POLICE, order_of, problem, register, settle, step, unit_id, written
from support.people import People
from twinline.kernel.db import Database

URBAN = "440106-urban_management"
STATION = "440106-public_security"


@pytest.mark.parametrize("named", ["lead", "co"])
async def test_no_work_order_goes_to_the_unit_complained_of(people: People, db: Database, named: str) -> None:
    complained, other = unit_id(people, URBAN), unit_id(people, "440104-urban_management")
    made = await register(people.agent, CIVIL, complained_unit_id=complained, auto_handover=False)
    order = await order_of(people.dispatcher, made["id"], "12345")
    before = await written(db)
    units = {"lead": complained} if named == "lead" else {"lead": other, "co": [complained]}
    body = {"version": order["version"], **units}
    reply = await people.dispatcher.api.post(f"/api/v1/work-orders/{order['id']}/dispatch", json=body)
    problem(reply, "appeals.complained_of", 409)
    assert await written(db) == before
    assert (await step(people.dispatcher, order, "dispatch", lead=other))["state"] == "dispatched"


async def test_no_police_order_goes_to_the_unit_complained_of(people: People, db: Database) -> None:
    complained, other = unit_id(people, STATION), unit_id(people, "440106-traffic_police")
    made = await register(people.leader_110, POLICE, complained_unit_id=complained, auto_handover=False)
    order = await order_of(people.leader_110, made["id"], "110")
    before = await written(db)
    body = {"version": order["version"], "units": [complained]}
    reply = await people.leader_110.api.post(f"/api/v1/police-orders/{order['id']}/dispatch", json=body)
    problem(reply, "appeals.complained_of", 409)
    assert await written(db) == before
    assert (await step(people.leader_110, order, "dispatch", units=[other]))["state"] == "dispatched"


async def test_danger_passes_the_unit_complained_of_over(people: People, db: Database) -> None:
    complained = unit_id(people, STATION)
    made = await register(people.agent, DANGER, complained_unit_id=complained)
    await settle(people, db)
    police = await order_of(people.inspector, made["id"], "110")
    assert police["state"] == "dispatched"
    assert len(police["units"]) == 1
    assert complained not in police["units"]
