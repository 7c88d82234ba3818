"""Every answer is as the OpenAPI document describes it: along whole lives of orders, and under random requests."""

from __future__ import annotations

import asyncio
import inspect
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import application
from contract.conform import Conformance
from contract.fuzz import Fuzz
from contract.scene import build
from linkage import test_spine
from support.city import CIVIL, appeal, order_of, register, settle, step, unit_id
from support.database import ShiftClock
from support.people import People, Person, staffed
from support.server import served
from twinline.kernel.db import Database

WALKS = [name for name, _ in inspect.getmembers(test_spine, inspect.iscoroutinefunction) if name.startswith("test_")]
READS = (
    "/api/v1/appeals",
    "/api/v1/appeals?limit=1",
    "/api/v1/work-orders",
    "/api/v1/police-orders",
    "/api/v1/handovers",
    "/api/v1/joint-actions",
    "/api/v1/clocks",
    "/api/v1/reminders",
    "/api/v1/board",
    "/api/v1/supervision",
    "/api/v1/inbox",
    "/api/v1/views?page=inbox",
    "/api/v1/exports",
    "/api/v1/registry/machines",
    "/api/v1/registry/matters",
    "/api/v1/registry/departments",
    "/api/v1/registry/roles",
    "/api/v1/registry/units?limit=200",
    "/api/v1/registry/duty-contacts",
    "/api/v1/registry/duty-contacts/missing",
    "/api/v1/registry/police-classes",
    "/api/v1/registry/divisions",
    "/api/v1/registry/divisions?parent=440100",
    "/api/v1/registry/divisions/440102?on=2004-01-01",
    "/api/v1/registry/crosswalks",
    "/api/v1/registry/calendars",
    "/api/v1/registry/deadline-rules",
    "/api/v1/registry/deadline-rules?on=2026-11-22",
    "/api/v1/rules/tables",
    "/api/v1/rules/editions",
    "/api/v1/rules/editions/0",
    "/api/v1/rules/editions/0/checks",
    "/api/v1/rules/editions/0/changes",
    "/api/v1/rules/editions/0/tables/cues/rows?limit=2",
    "/api/v1/rules/editions/0/sheet",
    "/api/v1/rules/editions/0/verify",
    "/api/v1/rules/history",
    "/api/v1/models",
    "/api/v1/models/switch",
    "/api/v1/accounts",
    "/api/v1/api-keys",
    "/api/v1/session",
    "/healthz",
    "/readyz",
    "/metrics",
)


@pytest.fixture
def watched(people: People) -> Iterator[Conformance]:
    """Every answer that anybody of the cast gets is checked."""
    conformance = Conformance(people.app.openapi())
    everybody = people.everybody()
    for person in everybody:
        person.api.event_hooks = {"response": [conformance.hook]}
    yield conformance
    for person in everybody:
        person.api.event_hooks = {}


@pytest.mark.parametrize("walk", WALKS)
async def test_the_lives_of_orders(
    people: People, db: Database, clock: ShiftClock, watched: Conformance, walk: str
) -> None:
    function = getattr(test_spine, walk)
    given_here: dict[str, Any] = {"people": people, "db": db, "clock": clock}
    await function(**{name: given_here[name] for name in inspect.signature(function).parameters})
    for person in (people.agent, people.clerk, people.supervisor, people.call_taker, people.officer):
        await look_at_all(person)
    assert sum(watched.seen.values()) > 50


async def look_at_all(person: Person) -> None:
    """Read every list, and everything that the lists name."""
    for url in READS:
        await person.api.get(url)
    for item in (await person.api.get("/api/v1/appeals")).json()["items"]:
        whole = (await person.api.get(f"/api/v1/appeals/{item['id']}")).json()
        await person.api.get(f"/api/v1/appeals/{item['id']}/timeline")
        for order in whole["orders"]:
            await person.api.get(f"/api/v1/{'work' if order['kind'] == 'case' else 'police'}-orders/{order['id']}")
        for handover in whole["handovers"]:
            await person.api.get(f"/api/v1/handovers/{handover['id']}")
        for joint in whole["joint_actions"]:
            await person.api.get(f"/api/v1/joint-actions/{joint['id']}")


async def test_the_steps_that_the_lives_do_not_take(people: People, db: Database, watched: Conformance) -> None:
    made = await register(people.agent, CIVIL, phone="199-0000-3001")
    order = await order_of(people.agent, made["id"], "12345")
    lead, co = (unit_id(people, f"44010{n}-urban_management") for n in (6, 4))
    order = await step(people.dispatcher, order, "dispatch", lead=lead, co=[co])
    order = await step(people.clerk, order, "return", reason="不属本单位职责", basis="清单第9项")
    order = await step(people.dispatcher, order, "reject_return", reason="属地管辖")
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin", note="已联系来电人")
    order = await step(people.outsider, order, "co_reply", reply="本辖区部分已完成")
    order = await step(people.clerk, order, "ask_extension", days=5, reason="需采购灯具")
    order = await step(people.supervisor, order, "refuse_extension", reason="库存充足")
    order = await step(people.clerk, order, "ask_extension", days=3, reason="雨天停工")
    order = await step(people.supervisor, order, "grant_extension")
    order = await step(people.clerk, order, "reply", reply="已修复")
    order = await step(people.supervisor, order, "reject_reply", reason="未附照片")
    order = await step(people.clerk, order, "reply", reply="已修复，见照片")
    order = await step(people.supervisor, order, "approve")
    order = await step(people.supervisor, order, "redo", reason="仍有一盏不亮")
    order = await step(people.clerk, order, "reply", reply="全部亮灯")
    order = await step(people.supervisor, order, "approve")
    await step(people.supervisor, order, "close_unvisited", reason="来电人要求不再联系", told_by="sms")
    split = await people.agent.api.post(
        f"/api/v1/appeals/{(await register(people.agent, CIVIL))['id']}/split", json={"parts": ["井盖破损", "树枝断落"]}
    )
    assert split.status_code == 201
    body = {"owner": "12345", "matter": None, "type": "投诉", "reason_code": "wrong_type", "reason": "来电人明确投诉"}
    again = (await register(people.agent, CIVIL))["id"]
    assert (await people.agent.api.post(f"/api/v1/appeals/{again}/override", json=body)).status_code == 200
    await settle(people, db)
    await appeal(people.agent, again)
    await look_at_all(people.agent)
    await look_at_all(people.clerk)
    statuses = Counter(status for _, _, status in watched.seen.elements())
    assert statuses[200] > 60
    assert statuses[201] >= 4


@pytest.fixture
async def own(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    """A whole application and its people for this test alone: random requests may change the registry."""
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        yield cast


async def test_random_requests(own: People, own_db: Database) -> None:
    """Random good and bad requests by people who may and people who may not, about things that are there and things
    that are not: no defect, and every answer as described."""
    scene = await build(own, own_db)
    async with served(own.app) as address:
        fuzz = Fuzz(own, scene, address)
        await asyncio.to_thread(fuzz.run)
    assert sum(fuzz.statuses.values()) > 1000, fuzz.statuses
    assert fuzz.statuses[200] > 80, fuzz.statuses
    assert set(fuzz.statuses) <= {200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422}
