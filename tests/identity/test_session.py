"""Signing in and out, lock-out, time-outs and the guard against other sites."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from support.database import ShiftClock
from support.people import People
from twinline.identity import create_account
from twinline.kernel.db import Database, fetch_dicts, fetch_value

PASSWORD = "correct horse battery"


@pytest.fixture
async def login(app: FastAPI, db: Database) -> str:
    """An account that can sign in."""
    async with db.transaction() as tx:
        name = f"lin{tx.new_id().hex[-8:]}"
        desk = app.state.city.directory.desk("12345")
        await create_account(
            tx,
            login=name,
            name="小林",
            password=PASSWORD,
            platform="12345",
            unit_id=desk.id,
            roles=["agent"],
            units=app.state.units,
        )
    return name


async def sign_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/api/v1/session", json={"login": login, "password": password})


async def test_sign_in_tells_who_you_are_and_sets_a_guarded_cookie(nobody: httpx.AsyncClient, login: str) -> None:
    reply = await sign_in(nobody, login)
    assert reply.status_code == 200
    who = reply.json()
    assert (who["name"], who["login"], who["platform"]["code"]) == ("小林", login, "12345")
    assert who["roles"] == [{"code": "agent", "name": "受理员"}]
    assert who["unit"]["name"] == "广州12345政务服务便民热线受理中心"
    assert who["last_login_at"] is None
    assert "appeal.create" in who["permissions"]
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert (await nobody.get("/api/v1/session")).json()["login"] == login


async def test_second_sign_in_shows_the_first(nobody: httpx.AsyncClient, login: str) -> None:
    await sign_in(nobody, login)
    assert (await sign_in(nobody, login)).json()["last_login_at"] is not None
    assert (await nobody.get("/api/v1/session")).json()["last_login_at"] is not None


async def test_sign_out_ends_the_session(nobody: httpx.AsyncClient, login: str) -> None:
    token = (await sign_in(nobody, login)).cookies["twinline_session"]
    assert (await nobody.delete("/api/v1/session")).status_code == 204
    reply = await nobody.get("/api/v1/session", headers={"Cookie": f"twinline_session={token}"})
    assert (reply.status_code, reply.json()["code"]) == (401, "identity.session_ended")


async def test_change_by_cookie_needs_the_guard(nobody: httpx.AsyncClient, login: str) -> None:
    await sign_in(nobody, login)
    del nobody.headers["X-Twinline"]
    reply = await nobody.delete("/api/v1/session")
    assert (reply.status_code, reply.json()["code"]) == (403, "identity.guard_missing")
    assert (await nobody.get("/api/v1/session")).status_code == 200


@pytest.mark.parametrize("unknown", [True, False])
async def test_wrong_password_and_unknown_login_look_alike(
    nobody: httpx.AsyncClient, login: str, db: Database, *, unknown: bool
) -> None:
    reply = await sign_in(nobody, "nobody-here" if unknown else login, "wrong wrong wrong")
    assert (reply.status_code, reply.json()["code"]) == (401, "identity.bad_login")
    assert "set-cookie" not in reply.headers
    async with db.transaction() as tx:
        rows = await fetch_dicts(
            tx.conn, "SELECT action, data::text AS data FROM audit WHERE action LIKE 'session%%'", {}
        )
    assert [row["action"] for row in rows] == ["session.refused"]
    assert login not in rows[0]["data"]


async def test_five_failures_lock_for_fifteen_minutes(
    nobody: httpx.AsyncClient, login: str, db: Database, clock: ShiftClock
) -> None:
    for _ in range(5):
        assert (await sign_in(nobody, login, "wrong wrong wrong")).status_code == 401
    assert (await sign_in(nobody, login)).status_code == 401
    clock.advance(timedelta(minutes=14))
    assert (await sign_in(nobody, login)).status_code == 401
    clock.advance(timedelta(minutes=2))
    assert (await sign_in(nobody, login, "wrong wrong wrong")).status_code == 401
    assert (await sign_in(nobody, login)).status_code == 200
    async with db.transaction() as tx:
        failures = await fetch_value(tx.conn, "SELECT failed_count FROM account WHERE login = %(l)s", {"l": login})
    assert failures == 0


async def test_sessions_end_idle_and_at_all(
    nobody: httpx.AsyncClient, login: str, app: FastAPI, clock: ShiftClock
) -> None:
    await sign_in(nobody, login)
    for _ in range(3):
        clock.advance(timedelta(minutes=29))
        app.state.authenticator.forget_all()
        assert (await nobody.get("/api/v1/session")).status_code == 200
    clock.advance(timedelta(minutes=31))
    app.state.authenticator.forget_all()
    assert (await nobody.get("/api/v1/session")).json()["code"] == "identity.session_ended"
    await sign_in(nobody, login)
    for _ in range(25):
        clock.advance(timedelta(minutes=29))
        app.state.authenticator.forget_all()
        last = await nobody.get("/api/v1/session")
    assert last.status_code == 401


async def test_nobody_gets_nothing(nobody: httpx.AsyncClient, people: People) -> None:
    reply = await nobody.get("/api/v1/session")
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    reply = await nobody.get("/api/v1/session", headers={"Authorization": "Bearer tl_made-up"})
    assert (reply.status_code, reply.json()["code"]) == (401, "identity.bad_key")
    who = (await people.officer.api.get("/api/v1/session")).json()
    assert (who["scope"], who["platform"]["code"]) == ("unit", "110")


async def change(client: httpx.AsyncClient, present: str, fresh: str) -> httpx.Response:
    return await client.post("/api/v1/session/password", json={"present": present, "fresh": fresh})


async def test_people_change_their_own_password(nobody: httpx.AsyncClient, login: str, db: Database) -> None:
    """The session in which it is done goes on, others end; the old password is of no use any more."""
    other = (await sign_in(nobody, login)).cookies["twinline_session"]
    await sign_in(nobody, login)
    reply = await change(nobody, "wrong wrong wrong", "another long secret 7")
    assert (reply.status_code, reply.json()["code"]) == (403, "identity.wrong_password")
    reply = await change(nobody, PASSWORD, "short")
    assert (reply.status_code, reply.json()["code"]) == (422, "identity.weak_password")
    assert (await change(nobody, PASSWORD, "another long secret 7")).status_code == 204
    assert (await nobody.get("/api/v1/session")).status_code == 200
    gone = await nobody.get("/api/v1/session", headers={"Cookie": f"twinline_session={other}"})
    assert gone.status_code == 401
    assert (await sign_in(nobody, login)).status_code == 401
    assert (await sign_in(nobody, login, "another long secret 7")).status_code == 200
    async with db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, "SELECT action FROM audit WHERE action LIKE 'account.pass%%'", {})
    assert [row["action"] for row in rows] == ["account.password_changed"]


async def test_guessing_the_present_password_locks_as_signing_in_does(nobody: httpx.AsyncClient, login: str) -> None:
    await sign_in(nobody, login)
    for _ in range(5):
        assert (await change(nobody, "wrong wrong wrong", "another long secret 7")).status_code == 403
    assert (await change(nobody, PASSWORD, "another long secret 7")).status_code == 403
    assert (await sign_in(nobody, login)).status_code == 401


async def test_a_key_changes_no_password(people: People) -> None:
    reply = await change(people.agent.api, PASSWORD, "another long secret 7")
    assert (reply.status_code, reply.json()["code"]) == (409, "identity.no_password")
