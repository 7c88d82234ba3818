"""Accounts, roles and keys: who may make them, and what stops when they end."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib.resources import files

import pytest
from fastapi import FastAPI

from support.database import ShiftClock
from support.people import People, client
from twinline.identity import ROLES, Authenticator, create_account, create_key, revoke_key
from twinline.identity.errors import (
    BadKey,
    LoginTaken,
    NoRole,
    RoleOfOtherPlatform,
    UnitOfOtherPlatform,
    UnknownRole,
    WeakPassword,
)
from twinline.identity.permissions import PERMISSIONS, describe, scope_of
from twinline.kernel.db import Database, execute, fetch_value
from twinline.kernel.messages import catalogue


def body(app: FastAPI, **changes: object) -> dict[str, object]:
    desk = app.state.city.directory.desk("12345")
    plain = {"name": "小林", "platform": "12345", "unit_id": str(desk.id), "roles": ["agent"]}
    return {**plain, "login": "newcomer", **changes}


def test_every_permission_is_described_and_no_other() -> None:
    rows = json.loads(files("twinline.identity").joinpath("data/roles.json").read_text("utf-8"))
    assert set(rows) == set(ROLES)
    described = {key.removeprefix("permission.") for key in catalogue() if key.startswith("permission.")}
    assert described == PERMISSIONS
    assert all(describe(name, lang=lang) != f"permission.{name}" for name in PERMISSIONS for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("roles", "division", "scope"),
    [(["agent"], "", "platform"), (["agent"], "440104", "area"), (["unit_clerk"], "", "unit"), (["gone"], "", "unit")],
)
def test_scope_is_the_widest_of_the_roles(roles: list[str], division: str, scope: str) -> None:
    assert scope_of(roles, division) == scope


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"roles": ["chief"]}, UnknownRole),
        ({"roles": ["call_taker"]}, RoleOfOtherPlatform),
        ({"roles": []}, NoRole),
        ({"platform": "110", "roles": ["call_taker"]}, UnitOfOtherPlatform),
        ({"password": "short"}, WeakPassword),
        ({"login": "wanglin", "password": "xx-WangLin-xx"}, WeakPassword),
    ],
)
async def test_what_does_not_fit_is_refused(
    app: FastAPI, db: Database, changes: dict[str, object], problem: type[Exception]
) -> None:
    unit = app.state.city.directory.desk("12345")
    fields = {"login": "refused", "name": "甲", "password": None, "platform": "12345", "roles": ["agent"], **changes}
    with pytest.raises(problem):
        async with db.transaction() as tx:
            await create_account(tx, unit_id=unit.id, units=app.state.units, **fields)
    async with db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM account WHERE login = 'refused'", {}) == 0
        assert await fetch_value(tx.conn, "SELECT count(*) FROM audit", {}) == 0


@pytest.mark.parametrize("role", ["account_admin", "steward", "rule_owner", "auditor"])
async def test_an_instance_of_110_alone_has_its_own_administrators(app: FastAPI, db: Database, role: str) -> None:
    unit = app.state.city.directory.desk("110")
    async with db.transaction() as tx:
        made = await create_account(
            tx, login=f"own-{role}".replace("_", "-"), name="甲", password=None, platform="110", unit_id=unit.id,
            roles=[role], units=app.state.units,
        )  # fmt: skip
        await execute(tx.conn, "DELETE FROM account WHERE id = %(id)s", {"id": made})


async def test_only_account_administrators_make_accounts(people: People, app: FastAPI, db: Database) -> None:
    for person in (people.agent, people.leader_110, people.steward, people.machine_12345):
        reply = await person.api.post("/api/v1/accounts", json=body(app))
        assert (reply.status_code, reply.json()["code"]) == (403, "identity.not_permitted")
        assert (await person.api.get("/api/v1/accounts")).status_code == 403
        assert (await person.api.get("/api/v1/api-keys")).status_code == 403
    async with db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM audit", {}) == 0


async def test_an_administrator_makes_lists_and_ends_an_account(people: People, app: FastAPI) -> None:
    admin = people.admin.api
    made = await admin.post("/api/v1/accounts", json=body(app, login="xiaolin", password="correct horse battery"))
    assert made.status_code == 201
    again = await admin.post("/api/v1/accounts", json=body(app, login="xiaolin"))
    assert (again.status_code, again.json()["code"]) == (409, LoginTaken.code)
    shown = (await admin.get("/api/v1/accounts?limit=1")).json()
    assert shown["items"][0]["login"] == "xiaolin"
    assert "password_hash" not in shown["items"][0]
    assert shown["next"]
    async with client(app) as own:
        login = {"login": "xiaolin", "password": "correct horse battery"}
        assert (await own.post("/api/v1/session", json=login)).status_code == 200
        assert (await admin.delete(f"/api/v1/accounts/{made.json()['id']}")).status_code == 204
        assert (await own.get("/api/v1/session")).status_code == 401
        assert (await own.post("/api/v1/session", json=login)).status_code == 401
    assert (await admin.delete(f"/api/v1/accounts/{made.json()['id']}")).status_code == 404


async def test_a_key_works_until_it_is_revoked(people: People, app: FastAPI, db: Database) -> None:
    admin = people.admin.api
    made = await admin.post("/api/v1/api-keys", json={"login": people.machine_110.login, "name": "接口"})
    key_id, secret = made.json()["id"], made.json()["key"]
    async with client(app, key=secret) as machine:
        assert (await machine.get("/api/v1/session")).json()["platform"]["code"] == "110"
        listed = (await admin.get("/api/v1/api-keys")).text
        assert key_id in listed
        assert secret not in listed
        assert (await admin.delete(f"/api/v1/api-keys/{key_id}")).status_code == 204
        assert (await machine.get("/api/v1/session")).json()["code"] == "identity.bad_key"
    async with db.transaction() as tx:
        actions = await fetch_value(tx.conn, "SELECT array_agg(action ORDER BY at, id) FROM audit", {})
        assert actions == ["key.created", "key.revoked"]


async def test_other_processes_notice_a_revocation_within_their_memory(people: People, db: Database) -> None:
    async with db.transaction() as tx:
        key_id, secret = await create_key(tx, login=people.agent.login, name="x")
    forgetful, other = Authenticator(db, key_memory_s=0), Authenticator(db, key_memory_s=300)
    assert (await forgetful.by_key(secret)) == (await other.by_key(secret)) == people.agent.actor
    async with db.transaction() as tx:
        await revoke_key(tx, key_id=key_id)
    with pytest.raises(BadKey):
        await forgetful.by_key(secret)
    assert await other.by_key(secret)
    assert other._key_memory_s <= 30


async def test_a_key_expires(people: People, db: Database, clock: ShiftClock) -> None:
    async with db.transaction() as tx:
        _, secret = await create_key(tx, login=people.agent.login, name="x", expires_at=tx.now + timedelta(days=1))
    forgetful = Authenticator(db, key_memory_s=0)
    assert await forgetful.by_key(secret)
    clock.advance(timedelta(days=2))
    with pytest.raises(BadKey):
        await forgetful.by_key(secret)


async def test_roles_are_listed_in_both_languages(people: People) -> None:
    roles = (await people.agent.api.get("/api/v1/registry/roles")).json()["items"]
    assert {role["code"]: role["name"] for role in roles}["call_taker"] == "接警员"
    english = await people.agent.api.get("/api/v1/registry/roles", headers={"Accept-Language": "en"})
    assert "110 call-taker" in english.text
