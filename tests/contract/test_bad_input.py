"""Whatever is wrong with a body, the answer is a problem document in Chinese with a code, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from contract.badness import bad_bodies, sample
from contract.scene import body_schema, build, fingerprint, operations, problem_document, somebody_with
from support.people import People
from twinline.kernel.db import Database

JSON = {"Content-Type": "application/json"}
TAGS = ("appeals", "work-orders", "police-orders", "linkage", "triage", "session", "accounts", "registry")
WRONG_TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml")
# Bodies in which one thing is wrong; fewer would mean that the generator went blind.
LEAST = {
    "appeals": 2000,
    "work-orders": 1350,
    "police-orders": 1050,
    "linkage": 750,
    "triage": 160,
    "session": 60,
    "accounts": 320,
    "registry": 900,
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
