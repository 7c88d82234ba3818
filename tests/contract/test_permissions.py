"""Who may call what: every route names a permission, and whoever lacks it is refused before anything is looked at."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract.badness import sample
from contract.scene import NOWHERE, body_schema, build, fingerprint, operations, problem_document
from support.people import CAST, People, Person
from twinline.administration import openapi_document
from twinline.app import ANYBODY, SIGNED_IN, permissions_needed
from twinline.identity import ROLES
from twinline.kernel.db import Database
from twinline.reference import permissions_text

ALLOW = tomllib.loads((Path(__file__).parent / "allow.toml").read_text("utf-8"))
KEPT = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
PERMISSIONS = {name for role in ROLES.values() for name in role.permissions}


def judge(list_name: str, found: set[str]) -> None:
    """Equal to the list: nothing new, and nothing that is right by now."""
    assert sorted(found) == sorted(ALLOW[list_name]), list_name


def test_every_route_needs_a_permission_or_is_on_the_list(people: People) -> None:
    needed = permissions_needed(people.app)
    judge("open_to_anybody", {f"{m} {p}" for (m, p), need in needed.items() if need == ANYBODY})
    judge("open_to_whoever_is_signed_in", {f"{m} {p}" for (m, p), need in needed.items() if need == SIGNED_IN})
    assert len(needed) > 85


def test_routes_and_roles_know_the_same_permissions(people: People) -> None:
    named = set(permissions_needed(people.app).values()) - {ANYBODY, SIGNED_IN}
    assert named <= PERMISSIONS, "nobody could ever call these"
    judge("permissions_without_route", PERMISSIONS - named)


def test_the_kept_matrix_is_current() -> None:
    assert KEPT.read_text("utf-8") == permissions_text(openapi_document()), "run `twinline docs`"


@pytest.mark.parametrize("name", CAST)
async def test_a_person_reaches_what_the_roles_permit_and_nothing_else(people: People, db: Database, name: str) -> None:
    """Without the permission 403, whatever the body; with it anything else: here a body with a field too many."""
    scene = await build(people, db)
    document = people.app.openapi()
    person: Person = getattr(people, name)
    before = fingerprint(db)
    refused = 0
    for method, path, operation in operations(document):
        permission = operation.get("x-permission")
        if permission is None or path == "/api/v1/events":
            continue
        body = _spoilt(document, operation)
        reply = await person.api.request(method, scene.path(path), **body)
        where = f"{name}: {method} {path} needs {permission}: {reply.status_code} {reply.text[:200]}"
        assert (reply.status_code == 403) == (not person.actor.can(permission)), where
        if reply.status_code == 403:
            refused += 1
            assert problem_document(reply)["code"] == "identity.not_permitted", where
        elif reply.status_code >= 400:
            problem_document(reply)
            assert reply.status_code < 500, where
    assert refused
    assert fingerprint(db) == before


def _spoilt(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    schema = body_schema(document, operation)
    return {} if schema is None else {"json": sample(document, schema) | {"colour": "red"}}


@pytest.mark.parametrize("name", CAST)
async def test_what_the_signature_permits_no_action_forbids(people: People, db: Database, name: str) -> None:
    """A use case asks for the same permission as its route: with it, a good body about nothing is 404 or 409."""
    document = people.app.openapi()
    person: Person = getattr(people, name)
    tried = 0
    for method, path, operation in operations(document):
        permission = operation.get("x-permission")
        if permission is None or not person.actor.can(permission) or "_id}" not in path or path == "/api/v1/events":
            continue
        schema = body_schema(document, operation)
        address = path
        for part in (
            "appeal_id",
            "attachment_id",
            "order_id",
            "handover_id",
            "joint_id",
            "unit_id",
            "account_id",
            "key_id",
            "replay_id",
            "model_id",
            "webhook_id",
            "delivery_id",
            "objection_id",
            "publication_id",
            "view_id",
            "export_id",
            "call_id",
        ):
            address = address.replace(f"{{{part}}}", str(NOWHERE))
        address = address.replace("{crosswalk_id}", str(NOWHERE)).replace("{n}", "1")
        body = {} if schema is None else {"json": sample(document, schema)}
        reply = await person.api.request(method, address, **body)
        assert reply.status_code == 404, f"{name}: {method} {path}: {reply.status_code} {reply.text[:200]}"
        problem_document(reply)
        tried += 1
    assert tried or name in ("auditor", "display")


async def test_nobody_in_particular_is_asked_to_sign_in(people: People, nobody: httpx.AsyncClient) -> None:
    document = people.app.openapi()
    for method, path, operation in operations(document):
        if operation.get("security") == []:
            continue
        for headers in ({}, {"Authorization": "Bearer twl_wrong"}, {"Cookie": "twinline_session=wrong"}):
            reply = await nobody.request(method, path, headers=headers, json={})
            assert reply.status_code == 401, f"{method} {path} {headers}: {reply.status_code}"
            problem_document(reply)


async def test_a_change_by_cookie_needs_the_guard_header(people: People) -> None:
    """Another site's page can send the cookie and cannot send the header."""
    cookie = {"Cookie": "twinline_session=anything"}
    for method, path, operation in operations(people.app.openapi()):
        if method == "GET" or operation.get("security") == []:
            continue
        transport = httpx.ASGITransport(people.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as other_site:
            reply = await other_site.request(method, path, headers=cookie, json={})
        assert problem_document(reply)["code"] == "identity.guard_missing", f"{method} {path}"
