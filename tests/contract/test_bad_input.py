"""Whatever is wrong with a body, the answer is a problem document in Chinese with a code, and nothing is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from contract.badness import bad_bodies, sample
from contract.scene import body_schema, build, fingerprint, operations, problem_document, somebody_with
from support.people import People
from twinline.kernel.db import Database

JSON = {"Content-Type": "application/json"}
TAGS = (
    "appeals",
    "work-orders",
    "police-orders",
    "linkage",
    "oversight",
    "triage",
    "session",
    "accounts",
    "registry",
    "rules",
    "models",
    "webhooks",
    "portal",
)
WRONG_TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml")
# Bodies in which one thing is wrong; fewer would mean that the generator went blind.
LEAST = {
    "appeals": 2000,
    "work-orders": 1350,
    "police-orders": 1050,
    "linkage": 750,
    "oversight": 350,
    "triage": 160,
    "session": 60,
    "accounts": 320,
    "registry": 900,
    "rules": 350,
    "models": 120,
    "webhooks": 100,
    "portal": 500,
}


@pytest.mark.parametrize("tag", TAGS)
async def test_a_wrong_body_is_a_problem_and_writes_nothing(people: People, db: Database, tag: str) -> None:
    scene = await build(people, db)
    document = people.app.openapi()
    before = fingerprint(db)
    wrong: list[str] = []
    tried = 0
    for method, path, operation in operations(document):
        schema = body_schema(document, operation)
        if schema is None or tag not in operation["tags"]:
            continue
        person = somebody_with(people, operation.get("x-permission"))
        base = sample(document, schema)
        for broken, body in bad_bodies(document, schema, base):
            tried += 1
            reply = await person.api.request(method, scene.path(path), content=body, headers=JSON)
            if not 400 <= reply.status_code < 500 or reply.status_code in (401, 403, 404, 409):
                wrong.append(f"{method} {path}: {broken} -> {reply.status_code} {reply.text[:120]}")
            else:
                problem_document(reply)
    assert not wrong, f"{len(wrong)} of {tried}:\n" + "\n".join(wrong[:60])
    assert tried >= LEAST[tag], tried
    assert fingerprint(db) == before


async def test_a_body_of_another_type_is_refused(people: People, db: Database) -> None:
    scene = await build(people, db)
    document = people.app.openapi()
    before = fingerprint(db)
    for method, path, operation in operations(document):
        schema = body_schema(document, operation)
        if schema is None:
            continue
        person = somebody_with(people, operation.get("x-permission"))
        for kind in (*WRONG_TYPES, None):
            headers: dict[str, str] = {"Content-Type": kind} if kind else {}
            body: Any = b'{"a": 1}'
            reply = await person.api.request(method, scene.path(path), content=body, headers=headers)
            assert 400 <= reply.status_code < 500, f"{method} {path} as {kind}: {reply.status_code}"
            problem_document(reply)
    assert fingerprint(db) == before


BAD_TEXTS = {
    "uuid": ("x", "🚓", "0", "00000000-0000-0000-0000-00000000000g", "' OR 1=1 --"),
    "date-time": ("x", "86400", "2026-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "2026-03-02T08:00:00", "0000-00-00"),
    "date": ("x", "86400", "2026-02-30", "99999-01-01", "0000-01-01", "一月一日"),
    "integer": ("x", "-1", "0", "1.5", "99999999999999999999", "𠮷", "1e3"),
    "boolean": ("x", "2", "是", ""),
    "enum": ("x", "", "12345 ", "🚓"),
    "pattern": ("", "x y", "🚓", "a\u0000b", "长" * 100),
    "text": ("a\u0000b", "a\u001bb", "长" * 2_000),
}


def kind_of(schema: dict[str, Any]) -> str:
    """What is wrong for a parameter depends on this."""
    real = next((s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"), schema)
    real = real.get("items", real)
    if real.get("format") in BAD_TEXTS:
        return real["format"]
    if real.get("type") in BAD_TEXTS:
        return real["type"]
    free = real.get("pattern", "^[^").startswith("^[^")
    return "enum" if "enum" in real or "const" in real else "text" if free else "pattern"


async def test_a_wrong_address_or_filter_is_a_problem(people: People, db: Database) -> None:
    scene = await build(people, db)
    document = people.app.openapi()
    before = fingerprint(db)
    wrong: list[str] = []
    tried = 0
    for method, path, operation in operations(document):
        person = somebody_with(people, operation.get("x-permission"))
        schema = body_schema(document, operation)
        body = {} if schema is None else {"json": sample(document, schema)}
        for parameter in operation.get("parameters", ()):
            if parameter.get("in") not in ("path", "query"):
                continue
            for bad in BAD_TEXTS[kind_of(parameter["schema"])]:
                tried += 1
                if parameter["in"] == "query":
                    reply = await person.api.request(method, scene.path(path), params={parameter["name"]: bad}, **body)
                else:
                    url = scene.path(path.replace(f"{{{parameter['name']}}}", quote(bad, safe="")))
                    reply = await person.api.request(method, url, **body)
                if reply.status_code not in (404, 405, 422) or (reply.status_code != 422 and bad):
                    wrong.append(f"{method} {path} {parameter['name']}={bad[:40]!r}: {reply.status_code}")
                else:
                    problem_document(reply)
    assert not wrong, f"{len(wrong)} of {tried}:\n" + "\n".join(wrong[:60])
    assert tried > 350, tried
    assert fingerprint(db) == before
