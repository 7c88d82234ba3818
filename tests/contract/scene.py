"""A small city in which every route has something to be called on, and what its calls look like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from support.city import CIVIL, NOISE, POLICE, offer, order_of, register, settle, step, unit_id
from support.database import TABLES_SQL
from support.people import People, Person
from twinline.kernel.db import Database

NOWHERE = UUID("01900000-0000-7000-8000-000000000000")
# A request may renew these without changing anything that it is about.
RESTLESS = frozenset(("session", "outbox_cursor", "number_seq"))


@dataclass(slots=True)
class Scene:
    """What the routes are called on: one matter of each kind, with the steps that lead to it taken."""

    appeal: dict[str, Any]
    case: dict[str, Any]
    incident: dict[str, Any]
    handover: dict[str, Any]
    joint: dict[str, Any]
    ids: dict[str, str] = field(default_factory=dict)

    def path(self, template: str) -> str:
        """The address with its places filled in; an order's kind follows from the address."""
        ids = dict(self.ids)
        ids["order_id"] = self.incident["id"] if "police-orders" in template else self.case["id"]
        for name, value in ids.items():
            template = template.replace(f"{{{name}}}", value)
        return template


async def build(people: People, db: Database) -> Scene:
    """Register, offer and ask, so that there is an order on each side, a handover and a joint action in flight."""
    plain = await register(people.agent, CIVIL)
    theft = await register(people.agent, POLICE)
    crime = await register(people.call_taker, POLICE)
    offered = await offer(people.agent, await order_of(people.agent, theft["id"], "12345"))
    case = await order_of(people.agent, plain["id"], "12345")
    asked = await people.agent.api.post(
        "/api/v1/joint-actions",
        json={"order_kind": "case", "order_id": case["id"], "version": case["version"], "request": "请到场维持秩序"},
    )
    assert asked.status_code == 201, asked.text
    incident = await order_of(people.call_taker, crime["id"], "110")
    units = [unit_id(people, "440106-public_security")]
    incident = await step(people.police_dispatcher, incident, "dispatch", units=units)
    await settle(people, db)
    case = await order_of(people.agent, plain["id"], "12345")
    case = await step(people.dispatcher, case, "dispatch", lead=unit_id(people, "440106-urban_management"))
    tried = await people.steward.api.post("/api/v1/rules/editions/0/replays", json={"days": 1})
    assert tried.status_code == 201, tried.text
    scene = Scene(plain, case, incident, offered, asked.json())
    scene.ids = {
        "appeal_id": plain["id"],
        "handover_id": offered["id"],
        "joint_id": scene.joint["id"],
        "unit_id": unit_id(people, "440106-urban_management"),
        "account_id": str(NOWHERE),
        "draft": str(NOWHERE),
        "key_id": str(NOWHERE),
        "view_id": str(NOWHERE),
        "export_id": str(NOWHERE),
        "call_id": str(NOWHERE),
        "objection_id": str(NOWHERE),
        "publication_id": str(NOWHERE),
        "crosswalk_id": str(NOWHERE),
        "code": "work",
        "edition": "0",
        "model_id": str(NOWHERE),
        "replay_id": tried.json()["id"],
        "n": "1",
        "table": "cues",
        "ordinal": "1",
        "peer": "nobody",
        "direction": "out",
        "seq": "1",
        "region": "440100",
        "kind": "order",
        "year": "2026",
    }
    return scene


async def second_case(people: People) -> dict[str, Any]:
    return await order_of(people.agent, (await register(people.agent, NOISE))["id"], "12345")


def fingerprint(db: Database) -> dict[str, str]:
    """Rows and content of every table: equal before and after means that nothing at all was written."""
    with psycopg.connect(db.url, autocommit=True) as connection:
        names = [row[0] for row in connection.execute(TABLES_SQL).fetchall()]
        return {name: _content(connection, name) for name in sorted(set(names) - RESTLESS)}


def _content(connection: psycopg.Connection, name: str) -> str:
    query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name))
    rows = sorted(row[0] for row in connection.execute(query).fetchall())
    content = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return f"{len(rows)} rows {content[:16]}"


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, address and description of every operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def body_schema(document: Mapping[str, Any], operation: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema of the JSON body, its name resolved; None for an operation without one."""
    if "requestBody" not in operation:
        return None
    content = operation["requestBody"]["content"]
    if "application/json" not in content:
        return None  # a file as it is; what may be wrong inside one is its module's to test
    return resolved(document, content["application/json"]["schema"])


def resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return dict(schema)


def somebody_with(people: People, permission: str | None) -> Person:
    """The first of the cast who holds the permission; anybody when none is needed."""
    for attribute in ("agent", "dispatcher", "clerk", "supervisor", "call_taker", "police_dispatcher", "officer"):
        person: Person = getattr(people, attribute)
        if permission is None or person.actor.can(permission):
            return person
    rest: list[Person] = [
        people.leader_12345,
        people.leader_110,
        people.inspector,
        people.steward,
        people.admin,
        people.display,
    ]
    return next(person for person in rest if person.actor.can(permission))


def problem_document(reply: Any, *, lang: str = "zh") -> dict[str, Any]:
    """The problem of a refusal, checked for its form and, unless English was asked for, for its language."""
    assert reply.headers["content-type"] == "application/problem+json", reply.text[:300]
    shown = reply.json()
    assert shown["status"] == reply.status_code
    assert "." in shown["code"]
    assert lang == "en" or any("\u4e00" <= c <= "\u9fff" for c in shown["detail"]), shown
    assert shown["request_id"] == reply.headers["x-request-id"]
    return shown
