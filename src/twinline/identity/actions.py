"""Accounts, keys and sessions: one function is one use case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from twinline.identity import queries, store
from twinline.identity.errors import (
    BadLogin,
    LoginTaken,
    NoPassword,
    NoRole,
    UnitOfOtherPlatform,
    UnknownAccount,
    UnknownKey,
    WrongPassword,
)
from twinline.identity.model import Actor
from twinline.identity.passwords import (
    KEY_PREFIX,
    check_password_strength,
    digest,
    hash_password,
    new_secret,
    verify_password,
)
from twinline.identity.permissions import actor_of, check_roles
from twinline.identity.units import Units
from twinline.kernel.audit import audit
from twinline.kernel.db import Database, Tx
from twinline.kernel.hashing import sm3

TRIES_MAX = 5
LOCK_TIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How long a session lives: unused, and at all."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fresh session: the token goes into the cookie and is stored nowhere."""

    token: str
    actor: Actor
    expires_at: datetime


async def log_in(db: Database, *, login: str, password: str, rules: SessionRules) -> Entry:
    """Open a session. Raises BadLogin for unknown, wrong, locked and disabled alike, after the same work.

    After TRIES_MAX wrong passwords in a row the account is locked for LOCK_TIME. Both outcomes are on the audit trail.
    """
    async with db.transaction() as tx:
        account = await store.find_account(tx.conn, login)
    right = await verify_password(account.password_hash if account else None, password)
    async with db.transaction() as tx:
        if account and right and await store.enter(tx.conn, account.id, tx.now):
            return await _open_session(tx, account, rules)
        await _note_failure(tx, login)
    raise BadLogin


async def _open_session(tx: Tx, account: store.Account, rules: SessionRules) -> Entry:
    token, expires_at = new_secret(), tx.now + rules.absolute
    row = {"token_hash": digest(token), "account_id": account.id, "now": tx.now, "expires_at": expires_at}
    await store.insert_session(tx.conn, {**row, "previous_login_at": account.last_login_at})
    await audit(tx, "session.opened", account_id=account.id, subject_id=account.id)
    actor = actor_of(
        account_id=account.id,
        name=account.name,
        platform=account.platform,
        unit_id=account.unit_id,
        roles=account.roles,
        division=account.division,
    )
    return Entry(token, actor, expires_at)


async def _note_failure(tx: Tx, login: str) -> None:
    account_id = await store.fail(tx.conn, login, now=tx.now, tries=TRIES_MAX, until=tx.now + LOCK_TIME)
    # A digest: people type their password into the wrong field.
    await audit(tx, "session.refused", account_id=account_id, data={"login_sm3": sm3(login.encode()).hex()})


async def log_out(tx: Tx, *, token: str) -> None:
    """End the session; ending one that is over is no error."""
    account_id = await store.delete_session(tx.conn, digest(token))
    if account_id:
        await audit(tx, "session.closed", account_id=account_id, subject_id=account_id)


async def create_account(
    tx: Tx,
    *,
    login: str,
    name: str,
    password: str | None,
    platform: str,
    unit_id: UUID,
    roles: Iterable[str],
    units: Units,
    division: str = "",
    seed: bool = False,
    by: Actor | None = None,
) -> UUID:
    """Make an account; without a password it can only use API keys. ``by`` is None on the command line.

    Raises NotPermitted, UnknownRole, RoleOfOtherPlatform, NoRole, UnitOfOtherPlatform, WeakPassword, LoginTaken.
    """
    if by:
        by.require("account.admin")
    codes = check_roles(roles, platform=platform)
    if not codes:
        raise NoRole
    if units.unit_platform(unit_id) != platform:
        raise UnitOfOtherPlatform(platform=platform)
    account_id = tx.new_id()
    row: dict[str, Any] = {"id": account_id, "login": login, "name": name, "platform": platform, "unit_id": unit_id}
    row |= {"roles": list(codes), "division": division, "created_at": tx.now, "seed": seed}
    row["password_hash"] = await _checked_hash(login, password)
    if not await store.insert_account(tx.conn, row):
        raise LoginTaken(login=login)
    data = {"login": login, "roles": codes}
    await audit(tx, "account.created", account_id=by.account_id if by else None, subject_id=account_id, data=data)
    return account_id


async def _checked_hash(login: str, password: str | None) -> str | None:
    if password is None:
        return None
    check_password_strength(password, login=login)
    return await hash_password(password)


async def set_password(tx: Tx, *, login: str, password: str, by: Actor | None = None) -> None:
    """Set another's password, unlock the account and end its sessions. Raises UnknownAccount, WeakPassword."""
    if by:
        by.require("account.admin")
    account = await _account(tx, login)
    await store.set_password_hash(tx.conn, account.id, await _checked_hash(login, password) or "")
    await store.end_sessions(tx.conn, account.id)
    await audit(tx, "account.password_set", account_id=by.account_id if by else None, subject_id=account.id)


async def change_password(db: Database, actor: Actor, *, token: str, present: str, fresh: str) -> None:
    """Set one's own password and end one's other sessions. Wrong tries count as at sign-in.

    Raises NoPassword, WrongPassword, WeakPassword.
    """
    async with db.transaction() as tx:
        row = await queries.session_row(tx.conn, digest(token)) if token else None
        account = await store.find_account(tx.conn, row["login"]) if row else None
    if account is None or account.id != actor.account_id or account.password_hash is None:
        raise NoPassword
    right = await verify_password(account.password_hash, present)
    wanted = await _checked_hash(account.login, fresh) if right else None
    async with db.transaction() as tx:
        open_to_enter = account.locked_until is None or account.locked_until <= tx.now
        if wanted and open_to_enter:
            await store.set_password_hash(tx.conn, account.id, wanted)
            await store.end_sessions(tx.conn, account.id, but=digest(token))
            await audit(tx, "account.password_changed", account_id=account.id, subject_id=account.id)
            return
        await _note_failure(tx, account.login)
    raise WrongPassword


async def _account(tx: Tx, login: str) -> store.Account:
    account = await store.find_account(tx.conn, login)
    if account is None:
        raise UnknownAccount(login=login)
    return account


async def disable_account(tx: Tx, *, account_id: UUID, by: Actor | None = None) -> None:
    """Take an account out of use; its sessions end and its keys stop working. Raises UnknownAccount."""
    if by:
        by.require("account.admin")
    if not await store.disable(tx.conn, account_id, tx.now):
        raise UnknownAccount(login=account_id)
    await store.end_sessions(tx.conn, account_id)
    await audit(tx, "account.disabled", account_id=by.account_id if by else None, subject_id=account_id)


async def create_key(
    tx: Tx, *, login: str, name: str, expires_at: datetime | None = None, by: Actor | None = None
) -> tuple[UUID, str]:
    """Make an API key for an account: its id, and the secret, which is shown only now. Raises UnknownAccount."""
    if by:
        by.require("account.admin")
    account = await _account(tx, login)
    key_id, secret = tx.new_id(), new_secret(KEY_PREFIX)
    row = {"id": key_id, "account_id": account.id, "name": name, "key_hash": digest(secret)}
    await store.insert_key(tx.conn, {**row, "created_at": tx.now, "expires_at": expires_at})
    data = {"login": login, "name": name}
    await audit(tx, "key.created", account_id=by.account_id if by else None, subject_id=key_id, data=data)
    return key_id, secret


async def revoke_key(tx: Tx, *, key_id: UUID, by: Actor | None = None) -> None:
    """Take a key out of use; processes that remember it forget it within their cache time. Raises UnknownKey."""
    if by:
        by.require("account.admin")
    if await store.revoke(tx.conn, key_id, tx.now) is None:
        raise UnknownKey
    await audit(tx, "key.revoked", account_id=by.account_id if by else None, subject_id=key_id)


async def drop_ended_sessions(db: Database) -> int:
    """Delete sessions that are over; how many. Runs every hour."""
    async with db.transaction() as tx:
        return await store.delete_expired_sessions(tx.conn, now=tx.now)
