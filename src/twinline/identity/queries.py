"""What is shown of accounts, keys and the own session."""

from typing import Any

from twinline.identity.errors import SessionEnded
from twinline.identity.model import Actor
from twinline.identity.permissions import ROLES, describe
from twinline.identity.units import Units
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut

ACCOUNTS_SQL = """
    SELECT id, login, name, platform, unit_id, roles, division, created_at, disabled_at, last_login_at,
           coalesce(locked_until > now(), false) AS locked
      FROM account WHERE id < %(before)s ORDER BY id DESC LIMIT %(limit)s
"""
KEYS_SQL = """
    SELECT k.id, k.account_id, a.login, k.name, k.created_at, k.expires_at, k.revoked_at
      FROM api_key k JOIN account a ON a.id = k.account_id
     WHERE k.id < %(before)s ORDER BY k.id DESC LIMIT %(limit)s
"""
SESSION_SQL = """
    SELECT a.login, s.created_at, s.expires_at, s.previous_login_at
      FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = %(token_hash)s
"""
EVERY_ACCOUNT_SQL = """
    SELECT id, login, name, platform, roles, division, disabled_at, last_login_at FROM account ORDER BY login
"""


async def list_accounts(conn: Conn, actor: Actor, page: Page) -> dict[str, Any]:
    """All accounts, newest first. Raises NotPermitted."""
    actor.require("account.admin")
    return cut(await fetch_dicts(conn, ACCOUNTS_SQL, page.bounds), page)


async def list_keys(conn: Conn, actor: Actor, page: Page) -> dict[str, Any]:
    """All API keys without their secrets, newest first. Raises NotPermitted."""
    actor.require("account.admin")
    return cut(await fetch_dicts(conn, KEYS_SQL, page.bounds), page)


async def session_row(conn: Conn, token_hash: bytes) -> dict[str, Any]:
    """Times of a session. Raises SessionEnded."""
    rows = await fetch_dicts(conn, SESSION_SQL, {"token_hash": token_hash})
    if not rows:
        raise SessionEnded
    return rows[0]


async def every_account(conn: Conn) -> list[dict[str, Any]]:
    """All accounts, for the command line: whoever may run it may read the database."""
    return await fetch_dicts(conn, EVERY_ACCOUNT_SQL, {})


def describe_actor(actor: Actor, *, units: Units, lang: str) -> dict[str, Any]:
    """Who the caller is and what it may do, for the page and for integrators."""
    return {
        "account_id": actor.account_id,
        "name": actor.name,
        "platform": {"code": actor.platform, "name": text(f"platform.{actor.platform}", lang=lang)},
        "unit": {"id": actor.unit_id, "name": units.unit_name(actor.unit_id)},
        "roles": [{"code": c, "name": ROLES[c].zh if lang == "zh" else ROLES[c].en} for c in actor.roles if c in ROLES],
        "permissions": sorted(actor.permissions),
        "scope": actor.scope,
        "division": actor.division,
    }


def list_roles(lang: str) -> list[dict[str, Any]]:
    """Every role with its permissions described."""
    return [
        {
            "code": role.code,
            "name": role.zh if lang == "zh" else role.en,
            "platform": role.platform,
            "scope": role.scope,
            "permissions": [{"code": p, "name": describe(p, lang=lang)} for p in sorted(role.permissions)],
        }
        for role in ROLES.values()
    ]
