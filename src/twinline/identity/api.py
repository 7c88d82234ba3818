"""Sign-in, accounts and keys over HTTP, and the dependencies every other route uses: ``Db`` and ``Caller``.

The composition root sets ``app.state.db``, ``authenticator``, ``units``, ``rates``, ``login_rates`` and ``cookie``.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from twinline.identity import actions, queries, shapes
from twinline.identity.authenticate import Authenticator
from twinline.identity.errors import GuardMissing
from twinline.identity.model import Actor
from twinline.identity.passwords import digest
from twinline.identity.units import Units
from twinline.kernel.db import Database
from twinline.kernel.errors import Unauthenticated
from twinline.kernel.limits import Line, Moment, Name, not_blank, refuse_control
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import CALLER_ID, language, ok

COOKIE = "twinline_session"
GUARD_HEADER = "x-twinline"
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
CookieMode = Literal["auto", "always", "never"]

router = APIRouter(prefix="/api/v1")


async def database(request: Request) -> Database:
    """The process's database."""
    return request.app.state.db


async def caller(request: Request) -> Actor:
    """Who is asking: by ``Authorization: Bearer`` key, or by the session cookie.

    Raises Unauthenticated, GuardMissing for a change by cookie without ``X-Twinline: 1``, TooMany.
    """
    actor = await _authenticated(request, request.app.state.authenticator)
    request.app.state.rates.take(actor.account_id)
    request.scope[CALLER_ID] = actor.account_id
    return actor


async def _authenticated(request: Request, authenticator: Authenticator) -> Actor:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await authenticator.by_key(key.strip())
    token = request.cookies.get(COOKIE)
    if not token:
        raise Unauthenticated
    if request.method not in SAFE_METHODS and request.headers.get(GUARD_HEADER) != "1":
        raise GuardMissing
    return await authenticator.by_session(token)


@dataclass(frozen=True, slots=True)
class Holder:
    """The dependency on a caller who holds a permission. It is asked before the body is looked at, and the permission
    matrix (docs/reference/permissions.md) is read from it: a route says here, and only here, what it needs."""

    permission: str

    async def __call__(self, request: Request) -> Actor:
        """Raises NotPermitted, and what ``caller`` raises."""
        actor = await caller(request)
        actor.require(self.permission)
        return actor


def holding(permission: str) -> Any:
    """For a route's signature: ``actor: Annotated[Actor, holding("case.read")]``."""
    return Depends(Holder(permission))


Db = Annotated[Database, Depends(database)]
Caller = Annotated[Actor, Depends(caller)]
Cursor = Annotated[str | None, Query(max_length=64)]
Limit = Annotated[int | None, Query(ge=1, le=200)]
Login = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$")]
Password = Annotated[
    str,
    StringConstraints(min_length=1, max_length=256),
    Field(json_schema_extra={"format": "password"}),
    AfterValidator(refuse_control),
]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LoginBody(Body):
    """Sign-in by login and password."""

    login: Annotated[str, StringConstraints(max_length=64), AfterValidator(refuse_control), AfterValidator(not_blank)]
    password: Password


class AccountBody(Body):
    """A new account. Without a password it can only use API keys."""

    login: Login
    name: Name
    password: Password | None = None
    platform: Literal["12345", "110"]
    unit_id: UUID
    roles: Annotated[list[Line], Field(min_length=1, max_length=20)]
    division: Annotated[str, StringConstraints(pattern=r"^(\d{2,12})?$")] = ""


class PasswordBody(Body):
    login: Login
    password: Password


class OwnPasswordBody(Body):
    """One's own password: the present one, and the one that takes its place."""

    present: Password
    fresh: Password


class KeyBody(Body):
    """A new API key for an account."""

    login: Login
    name: Name
    expires_at: Moment | None = None


def _cookie(request: Request, response: Response, token: str, *, max_age: int) -> Response:
    mode: CookieMode = request.app.state.cookie
    secure = mode == "always" or (mode == "auto" and request.url.scheme == "https")
    response.set_cookie(COOKIE, token, max_age=max_age, httponly=True, samesite="strict", secure=secure, path="/")
    return response


@router.post(
    "/session",
    tags=["session"],
    summary="登录 Sign in",
    responses=answers(shapes.Session),
)
async def sign_in(request: Request, db: Db, body: LoginBody) -> Response:
    request.app.state.login_rates.take(request.client.host if request.client else "")
    rules = request.app.state.authenticator.rules
    entry = await actions.log_in(db, login=body.login, password=body.password, rules=rules)
    shown = await _session(request, db, entry.actor, entry.token)
    return _cookie(request, ok(shown), entry.token, max_age=int(rules.absolute.total_seconds()))


@router.get(
    "/session",
    tags=["session"],
    summary="我是谁 Who am I",
    responses=answers(shapes.Session),
)
async def who_am_i(request: Request, db: Db, actor: Caller) -> Response:
    return ok(await _session(request, db, actor, request.cookies.get(COOKIE)))


@router.delete("/session", tags=["session"], summary="退出 Sign out", status_code=204)
async def sign_out(request: Request, db: Db, actor: Caller) -> Response:
    token = request.cookies.get(COOKIE, "")
    async with db.transaction() as tx:
        await actions.log_out(tx, token=token)
    request.app.state.authenticator.forget(token)
    return _cookie(request, ok(), "", max_age=0)


@router.post("/session/password", tags=["session"], summary="修改本人密码 Change one's own password", status_code=204)
async def change_password(request: Request, db: Db, actor: Caller, body: OwnPasswordBody) -> Response:
    """Other sessions of the account end; this one goes on. A key cannot change a password."""
    request.app.state.login_rates.take(request.client.host if request.client else "")
    bearer = request.headers.get("authorization", "")
    token = "" if bearer else request.cookies.get(COOKIE, "")
    await actions.change_password(db, actor, token=token, present=body.present, fresh=body.fresh)
    request.app.state.authenticator.forget_all()
    return ok()


async def _session(request: Request, db: Database, actor: Actor, token: str | None) -> dict[str, object]:
    units: Units = request.app.state.units
    shown = queries.describe_actor(actor, units=units, lang=language(request))
    if token is None:
        return shown
    async with db.transaction() as tx:
        row = await queries.session_row(tx.conn, digest(token))
    return {**shown, "login": row["login"], "last_login_at": row["previous_login_at"], "expires_at": row["expires_at"]}


@router.get(
    "/registry/roles",
    tags=["registry"],
    summary="角色与权限 Roles and permissions",
    responses=answers(shapes.RoleList),
)
async def list_roles(request: Request, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    return ok({"items": queries.list_roles(language(request)), "next": None})


@router.get(
    "/accounts",
    tags=["accounts"],
    summary="账号列表 List accounts",
    responses=answers(shapes.AccountPage),
)
async def list_accounts(
    db: Db, actor: Annotated[Actor, holding("account.admin")], cursor: Cursor = None, limit: Limit = None
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_accounts(tx.conn, actor, page_of(cursor, limit)))


@router.post(
    "/accounts",
    tags=["accounts"],
    summary="新建账号 Create an account",
    status_code=201,
    responses=answers(Created, 201),
)
async def create_account(
    request: Request, db: Db, actor: Annotated[Actor, holding("account.admin")], body: AccountBody
) -> Response:
    async with db.transaction() as tx:
        account_id = await actions.create_account(tx, **dict(body), units=request.app.state.units, by=actor)
    return ok({"id": account_id}, 201)


@router.post("/accounts/password", tags=["accounts"], summary="重置密码 Set a password", status_code=204)
async def set_password(db: Db, actor: Annotated[Actor, holding("account.admin")], body: PasswordBody) -> Response:
    async with db.transaction() as tx:
        await actions.set_password(tx, login=body.login, password=body.password, by=actor)
    return ok()


@router.delete("/accounts/{account_id}", tags=["accounts"], summary="停用账号 Disable an account", status_code=204)
async def disable_account(
    request: Request, db: Db, actor: Annotated[Actor, holding("account.admin")], account_id: UUID
) -> Response:
    async with db.transaction() as tx:
        await actions.disable_account(tx, account_id=account_id, by=actor)
    request.app.state.authenticator.forget_all()
    return ok()


@router.get(
    "/api-keys",
    tags=["accounts"],
    summary="接口密钥列表 List API keys",
    responses=answers(shapes.ApiKeyPage),
)
async def list_keys(
    db: Db, actor: Annotated[Actor, holding("account.admin")], cursor: Cursor = None, limit: Limit = None
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_keys(tx.conn, actor, page_of(cursor, limit)))


@router.post(
    "/api-keys",
    tags=["accounts"],
    summary="新建接口密钥 Create an API key",
    status_code=201,
    responses=answers(shapes.NewKey, 201),
)
async def create_key(db: Db, actor: Annotated[Actor, holding("account.admin")], body: KeyBody) -> Response:
    async with db.transaction() as tx:
        key_id, secret = await actions.create_key(
            tx, login=body.login, name=body.name, expires_at=body.expires_at, by=actor
        )
    return ok({"id": key_id, "key": secret}, 201)


@router.delete("/api-keys/{key_id}", tags=["accounts"], summary="吊销接口密钥 Revoke an API key", status_code=204)
async def revoke_key(
    request: Request, db: Db, actor: Annotated[Actor, holding("account.admin")], key_id: UUID
) -> Response:
    async with db.transaction() as tx:
        await actions.revoke_key(tx, key_id=key_id, by=actor)
    request.app.state.authenticator.forget_all()
    return ok()
