"""Tables ``account``, ``api_key`` and ``session``: all SQL that writes them or reads them for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, execute, fetch, fetch_one, fetch_value


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody, or some machine, that may act."""

    id: UUID
    login: str
    name: str
    password_hash: str | None
    platform: str
    unit_id: UUID
    roles: list[str]
    division: str
    disabled_at: datetime | None
    locked_until: datetime | None
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class Holder:
    """The account behind a key or a session, as far as acting needs it."""

    id: UUID
    name: str
    platform: str
    unit_id: UUID
    roles: list[str]
    division: str


@dataclass(frozen=True, slots=True)
class Key:
    """An API key without its secret."""

    id: UUID
    account_id: UUID
    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


FIND_ACCOUNT_SQL = """
    SELECT id, login, name, password_hash, platform, unit_id, roles, division, disabled_at, locked_until,
           last_login_at
      FROM account WHERE login = %(login)s
"""
INSERT_ACCOUNT_SQL = """
    INSERT INTO account (id, login, name, password_hash, platform, unit_id, roles, division, created_at, seed)
    VALUES (%(id)s, %(login)s, %(name)s, %(password_hash)s, %(platform)s, %(unit_id)s, %(roles)s, %(division)s,
            %(created_at)s, %(seed)s)
    ON CONFLICT (login) DO NOTHING
"""
SET_PASSWORD_SQL = """
    UPDATE account SET password_hash = %(password_hash)s, failed_count = 0, locked_until = NULL WHERE id = %(id)s
"""
DISABLE_SQL = """
    UPDATE account SET disabled_at = %(now)s WHERE id = %(id)s AND disabled_at IS NULL RETURNING id
"""
# The same conditions as in the check before: between the two, somebody else may have used up the tries.
ENTER_SQL = """
    UPDATE account SET failed_count = 0, locked_until = NULL, last_login_at = %(now)s
     WHERE id = %(id)s AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= %(now)s)
    RETURNING id
"""
FAIL_SQL = """
    UPDATE account
       SET failed_count = CASE WHEN locked_until <= %(now)s THEN 1 ELSE failed_count + 1 END,
           locked_until = CASE WHEN locked_until > %(now)s THEN locked_until
                               WHEN locked_until IS NULL AND failed_count + 1 >= %(tries)s THEN %(until)s
                          END
     WHERE login = %(login)s
    RETURNING id
"""
INSERT_SESSION_SQL = """
    INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at, previous_login_at)
    VALUES (%(token_hash)s, %(account_id)s, %(now)s, %(now)s, %(expires_at)s, %(previous_login_at)s)
"""
# ``seen_at`` is written at most once a minute: idle time need not be known more exactly.
SESSION_HOLDER_SQL = """
    WITH live AS (
        SELECT token_hash, account_id FROM session
         WHERE token_hash = %(token_hash)s AND expires_at > %(now)s AND seen_at > %(idle_since)s
    ), seen AS (
        UPDATE session s SET seen_at = %(now)s FROM live
         WHERE s.token_hash = live.token_hash AND s.seen_at < %(now)s - interval '1 minute'
    )
    SELECT a.id, a.name, a.platform, a.unit_id, a.roles, a.division
      FROM live JOIN account a ON a.id = live.account_id WHERE a.disabled_at IS NULL
"""
# Whether a session lives, without counting as use of it: a page that only listens does not keep its session open.
SESSION_PEEK_SQL = """
    SELECT a.id, a.name, a.platform, a.unit_id, a.roles, a.division
      FROM session s JOIN account a ON a.id = s.account_id
     WHERE s.token_hash = %(token_hash)s AND s.expires_at > %(now)s AND s.seen_at > %(idle_since)s
       AND a.disabled_at IS NULL
"""
KEY_HOLDER_SQL = """
    SELECT a.id, a.name, a.platform, a.unit_id, a.roles, a.division
      FROM api_key k JOIN account a ON a.id = k.account_id
     WHERE k.key_hash = %(key_hash)s AND k.revoked_at IS NULL AND a.disabled_at IS NULL
       AND (k.expires_at IS NULL OR k.expires_at > %(now)s)
"""
ENABLED_SQL = """
    SELECT id, name, platform, unit_id, roles, division FROM account WHERE id = ANY(%(ids)s) AND disabled_at IS NULL
"""
DELETE_SESSION_SQL = "DELETE FROM session WHERE token_hash = %(token_hash)s RETURNING account_id"
END_SESSIONS_SQL = "DELETE FROM session WHERE account_id = %(id)s AND token_hash IS DISTINCT FROM %(but)s"
DELETE_EXPIRED_SQL = "DELETE FROM session WHERE expires_at <= %(now)s"
INSERT_KEY_SQL = """
    INSERT INTO api_key (id, account_id, name, key_hash, created_at, expires_at)
    VALUES (%(id)s, %(account_id)s, %(name)s, %(key_hash)s, %(created_at)s, %(expires_at)s)
"""
REVOKE_KEY_SQL = """
    UPDATE api_key SET revoked_at = %(now)s WHERE id = %(id)s AND revoked_at IS NULL RETURNING account_id
"""


async def find_account(conn: Conn, login: str) -> Account | None:
    return await fetch_one(conn, Account, FIND_ACCOUNT_SQL, {"login": login})


async def insert_account(conn: Conn, row: dict[str, Any]) -> bool:
    """False when the login is taken."""
    return await execute(conn, INSERT_ACCOUNT_SQL, row) == 1


async def set_password_hash(conn: Conn, account_id: UUID, password_hash: str) -> None:
    await execute(conn, SET_PASSWORD_SQL, {"id": account_id, "password_hash": password_hash})


async def disable(conn: Conn, account_id: UUID, now: datetime) -> bool:
    return await fetch_value(conn, DISABLE_SQL, {"id": account_id, "now": now}) is not None


async def enter(conn: Conn, account_id: UUID, now: datetime) -> bool:
    """Note a right password; False when the account was locked or disabled meanwhile."""
    return await fetch_value(conn, ENTER_SQL, {"id": account_id, "now": now}) is not None


async def fail(conn: Conn, login: str, *, now: datetime, tries: int, until: datetime) -> UUID | None:
    """Count a wrong password; at ``tries`` the account is locked ``until`` then. None for an unknown login."""
    return await fetch_value(conn, FAIL_SQL, {"login": login, "now": now, "tries": tries, "until": until})


async def insert_session(conn: Conn, row: dict[str, Any]) -> None:
    await execute(conn, INSERT_SESSION_SQL, row)


async def session_holder(conn: Conn, token_hash: bytes, *, now: datetime, idle_since: datetime) -> Holder | None:
    """Who the session belongs to, noting that it was used; None when it is over."""
    params = {"token_hash": token_hash, "now": now, "idle_since": idle_since}
    return await fetch_one(conn, Holder, SESSION_HOLDER_SQL, params)


async def session_peek(conn: Conn, token_hash: bytes, *, now: datetime, idle_since: datetime) -> Holder | None:
    """Who the session belongs to, without noting that it was used; None when it is over."""
    params = {"token_hash": token_hash, "now": now, "idle_since": idle_since}
    return await fetch_one(conn, Holder, SESSION_PEEK_SQL, params)


async def key_holder(conn: Conn, key_hash: bytes, *, now: datetime) -> Holder | None:
    return await fetch_one(conn, Holder, KEY_HOLDER_SQL, {"key_hash": key_hash, "now": now})


async def enabled(conn: Conn, ids: Sequence[UUID]) -> list[Holder]:
    return await fetch(conn, Holder, ENABLED_SQL, {"ids": list(ids)})


async def delete_session(conn: Conn, token_hash: bytes) -> UUID | None:
    return await fetch_value(conn, DELETE_SESSION_SQL, {"token_hash": token_hash})


async def end_sessions(conn: Conn, account_id: UUID, *, but: bytes | None = None) -> int:
    """End the account's sessions, except that of one token."""
    return await execute(conn, END_SESSIONS_SQL, {"id": account_id, "but": but})


async def delete_expired_sessions(conn: Conn, *, now: datetime) -> int:
    return await execute(conn, DELETE_EXPIRED_SQL, {"now": now})


async def insert_key(conn: Conn, row: dict[str, Any]) -> None:
    await execute(conn, INSERT_KEY_SQL, row)


async def revoke(conn: Conn, key_id: UUID, now: datetime) -> UUID | None:
    """The account of the key; None when there is no such key in force."""
    return await fetch_value(conn, REVOKE_KEY_SQL, {"id": key_id, "now": now})
