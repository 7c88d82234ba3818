"""Short words for what tests do to a city: register, look, let the messages and facts run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx

from support.outbox import drain
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.linkage import TOPICS, deliver, expire, react

CIVIL = "天河区石牌东路路灯坏了三盏，晚上看不清路，请尽快安排维修"
POLICE = "我的电动车昨晚在天河区小区车棚被偷了，要报案"
DANGER = "天河区棠下有人拿着刀在追人，快来救命"
NOISE = "天河区工地每天凌晨两点还在施工打桩，吵得睡不着，请管一管"


async def settle(people: People, db: Database, *, rounds: int = 12) -> None:
    """Carry messages and facts until nothing moves, as the worker does."""

    async def handler(tx: Any, facts: Any) -> None:
        await react(tx, people.app.state.city, facts)

    subscription = Subscription("linkage", TOPICS, handler)
    for _ in range(rounds):
        moved = await deliver(db, people.app.state.city)
        moved += await drain(db, subscription)
        if not moved:
            return
    raise AssertionError("messages do not come to rest")


async def run_out(people: People, db: Database) -> int:
    """End what is overdue, and let it settle."""
    ended = await expire(db, people.app.state.city)
    await settle(people, db)
    return ended


async def register(person: Person, words: str, **fields: Any) -> dict[str, Any]:
    body = {"words": words, "channel": "voice", "division": "440106", **fields}
    reply = await person.api.post("/api/v1/appeals", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def appeal(person: Person, appeal_id: str) -> dict[str, Any]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}")
    assert reply.status_code == 200, reply.text
    return reply.json()


def order_path(order: dict[str, Any]) -> str:
    return f"/api/v1/{'work-orders' if order['kind'] == 'case' else 'police-orders'}/{order['id']}"


async def order_of(person: Person, appeal_id: str, platform: str) -> dict[str, Any]:
    """The newest order of the appeal on a platform, as its own people see it."""
    found = [o for o in (await appeal(person, appeal_id))["orders"] if o["platform"] == platform]
    reply = await person.api.get(order_path(found[-1]))
    assert reply.status_code == 200, reply.text
    return reply.json()


async def step(person: Person, order: dict[str, Any], event: str, *, expect: int = 200, **body: Any) -> dict[str, Any]:
    """Take a step on an order as it was last seen; returns the order afterwards, or the problem."""
    path = f"{order_path(order)}/{event}"
    reply = await person.api.post(path, json={"version": order["version"], **body})
    assert reply.status_code == expect, f"{event}: {reply.status_code} {reply.text}"
    return reply.json()


async def offer(person: Person, order: dict[str, Any], *, expect: int = 201, **body: Any) -> dict[str, Any]:
    made = {
        "order_kind": order["kind"],
        "order_id": order["id"],
        "version": order["version"],
        "reason_code": "duty",
        "reason": "按职责清单属对端受理",
    }
    reply = await person.api.post("/api/v1/handovers", json=made | body)
    assert reply.status_code == expect, reply.text
    return reply.json()


async def handle(person: Person, handover: dict[str, Any], event: str, *, expect: int = 200, **body: Any) -> Any:
    reply = await person.api.post(f"/api/v1/handovers/{handover['id']}/{event}", json=body)
    assert reply.status_code == expect, f"{event}: {reply.status_code} {reply.text}"
    return reply.json()


async def handover(person: Person, handover_id: str) -> dict[str, Any]:
    reply = await person.api.get(f"/api/v1/handovers/{handover_id}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def timeline(person: Person, appeal_id: str) -> list[dict[str, Any]]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}/timeline")
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


def unit_id(people: People, code: str) -> str:
    return str(people.app.state.city.directory.by_code(code).id)


async def written(db: Database) -> dict[str, int]:
    """How many rows every table of orders has: a refusal leaves this as it was."""
    orders = ("appeal", "contact", "work_order", "police_order", "order_event")
    tables = (*orders, "outbox", "clock", "handover", "joint_action", "link_message")
    async with db.transaction() as tx:
        counts: dict[str, int] = {}
        for table in tables:
            row = await (await tx.conn.execute(f"SELECT count(*) FROM {table}")).fetchone()  # type: ignore[arg-type]
            assert row is not None
            counts[table] = row[0]
    return counts


def problem(reply: httpx.Response, code: str, status: int) -> dict[str, Any]:
    """The problem document of a refusal."""
    assert reply.status_code == status, reply.text
    document = reply.json()
    assert document["code"] == code, document
    assert document["detail"]
    return document


def uuid(value: str) -> UUID:
    return UUID(value)
