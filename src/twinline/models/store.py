"""Tables ``model`` and ``model_switch``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, Tx, execute, fetch, fetch_dicts, fetch_one, fetch_value
from twinline.models.model import Kept, Switch

LOCK_KEY = 0x6D6F64656C
TURN_SQL = "SELECT pg_advisory_xact_lock(%(key)s)"
KEPT = """
    SELECT id, name, kind, state, version, digest, card, created_at, created_by, activated_at, activated_by FROM model
"""
BY_ID_SQL = KEPT + " WHERE id = %(id)s"
BY_NAME_SQL = KEPT + " WHERE name = %(name)s"
SPEAKING_SQL = KEPT + " WHERE state IN ('active', 'shadow')"
BY_DIGEST_SQL = "SELECT name, file FROM model WHERE encode(digest, 'hex') LIKE %(version)s || '%%'"
FILE_SQL = "SELECT file FROM model WHERE id = %(id)s"
INSERT_SQL = """
    INSERT INTO model (id, name, kind, state, version, digest, file, card, created_at, created_by)
    VALUES (%(id)s, %(name)s, %(kind)s, 'candidate', 1, %(digest)s, %(file)s, %(card)s::json, %(now)s, %(by)s)
    ON CONFLICT (name) DO NOTHING RETURNING id
"""
# Whoever had the place leaves it first, so that there is never more than one.
STEP_DOWN_SQL = """
    UPDATE model SET state = %(to)s, version = version + 1 WHERE state = %(state)s AND id <> %(id)s
"""
STATE_SQL = """
    UPDATE model SET state = %(state)s, version = version + 1,
           activated_at = CASE WHEN %(state)s = 'active' THEN %(now)s ELSE activated_at END,
           activated_by = CASE WHEN %(state)s = 'active' THEN %(by)s ELSE activated_by END
     WHERE id = %(id)s
"""
SWITCH_SQL = 'SELECT is_on AS "on", at, by_id, reason FROM model_switch ORDER BY seq DESC LIMIT 1'
INSERT_SWITCH_SQL = """
    INSERT INTO model_switch (is_on, at, by_id, reason) VALUES (%(on)s, %(now)s, %(by)s, %(reason)s)
"""


async def take_turn(conn: Conn) -> None:
    """Wait until nobody else changes which model speaks."""
    await execute(conn, TURN_SQL, {"key": LOCK_KEY})


async def by_id(conn: Conn, model_id: UUID) -> Kept | None:
    return await fetch_one(conn, Kept, BY_ID_SQL, {"id": model_id})


async def by_name(conn: Conn, name: str) -> Kept | None:
    return await fetch_one(conn, Kept, BY_NAME_SQL, {"name": name})


async def speaking(conn: Conn) -> list[Kept]:
    """The active model and the shadow, those that there are."""
    return await fetch(conn, Kept, SPEAKING_SQL, {})


async def file(conn: Conn, model_id: UUID) -> bytes:
    return bytes(await fetch_value(conn, FILE_SQL, {"id": model_id}))


async def by_version(conn: Conn, version: str) -> tuple[str, bytes] | None:
    """The name and file of the model with a version, which is how the digest of its file begins."""
    rows = await fetch_dicts(conn, BY_DIGEST_SQL, {"version": version})
    return (rows[0]["name"], bytes(rows[0]["file"])) if len(rows) == 1 else None


async def insert(tx: Tx, row: Mapping[str, Any]) -> bool:
    """``row``: id, name, kind, digest, file, card (JSON text), by. False when the name is taken."""
    return await fetch_value(tx.conn, INSERT_SQL, {**row, "now": tx.now}) is not None


async def set_state(tx: Tx, model_id: UUID, state: str, by: UUID | None) -> None:
    """Give a model a state; the one that was active or shadow becomes a candidate again."""
    if state in ("active", "shadow"):
        await execute(tx.conn, STEP_DOWN_SQL, {"state": state, "to": "candidate", "id": model_id})
    await execute(tx.conn, STATE_SQL, {"id": model_id, "state": state, "now": tx.now, "by": by})


async def switch(conn: Conn) -> Switch | None:
    return await fetch_one(conn, Switch, SWITCH_SQL, {})


async def insert_switch(tx: Tx, *, on: bool, by: UUID | None, reason: str) -> None:
    await execute(tx.conn, INSERT_SWITCH_SQL, {"on": on, "by": by, "reason": reason, "now": tx.now})
