"""All SQL of drafts and presence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_one, fetch_value
from twinline.seats.model import Draft

COLUMNS = "id, version, sealed, made_at, saved_at"
LIST_SQL = "SELECT " + COLUMNS + " FROM draft WHERE account_id = %(account_id)s ORDER BY made_at, id"
GET_SQL = "SELECT " + COLUMNS + " FROM draft WHERE account_id = %(account_id)s AND id = %(id)s"
COUNT_SQL = "SELECT count(*) FROM draft WHERE account_id = %(account_id)s"
INSERT_SQL = """
    INSERT INTO draft (account_id, id, version, sealed, made_at, saved_at)
    VALUES (%(account_id)s, %(id)s, 1, %(sealed)s, %(now)s, %(now)s) ON CONFLICT DO NOTHING
"""
UPDATE_SQL = """
    UPDATE draft SET version = version + 1, sealed = %(sealed)s, saved_at = %(now)s
     WHERE account_id = %(account_id)s AND id = %(id)s AND version = %(seen)s
"""
DELETE_SQL = "DELETE FROM draft WHERE account_id = %(account_id)s AND id = %(id)s"
FORGET_DRAFTS_SQL = "DELETE FROM draft WHERE saved_at < %(before)s"

BEAT_SQL = (
    """
    INSERT INTO presence (appeal_id, account_id, writing, since, seen_at)
    SELECT a.id, %(account_id)s, %(writing)s, %(now)s, %(now)s FROM appeal a
     WHERE a.id = %(appeal_id)s AND """
    + VISIBLE
    + """
    ON CONFLICT (appeal_id, account_id) DO UPDATE
       SET writing = EXCLUDED.writing, seen_at = EXCLUDED.seen_at,
           since = CASE WHEN presence.seen_at > %(after)s THEN presence.since ELSE EXCLUDED.since END
"""
)
OTHERS_SQL = """
    SELECT p.name, p.platform, u.name AS unit, x.writing, x.since
      FROM presence x JOIN account p ON p.id = x.account_id LEFT JOIN unit u ON u.id = p.unit_id
     WHERE x.appeal_id = %(appeal_id)s AND x.account_id <> %(account_id)s AND x.seen_at > %(after)s
     ORDER BY x.writing DESC, x.since, p.name
"""
LEAVE_SQL = "DELETE FROM presence WHERE appeal_id = %(appeal_id)s AND account_id = %(account_id)s"
FORGET_PRESENCE_SQL = "DELETE FROM presence WHERE seen_at < %(before)s"


async def list_drafts(conn: Conn, account_id: UUID | None) -> list[Draft]:
    """The account's drafts, in the order in which they were begun."""
    return await fetch(conn, Draft, LIST_SQL, {"account_id": account_id})


async def get_draft(conn: Conn, account_id: UUID | None, draft_id: UUID) -> Draft | None:
    return await fetch_one(conn, Draft, GET_SQL, {"account_id": account_id, "id": draft_id})


async def count_drafts(conn: Conn, account_id: UUID | None) -> int:
    return await fetch_value(conn, COUNT_SQL, {"account_id": account_id})


async def insert_draft(conn: Conn, row: Mapping[str, Any]) -> bool:
    """Whether it was new."""
    return await execute(conn, INSERT_SQL, row) == 1


async def update_draft(conn: Conn, row: Mapping[str, Any], *, seen: int) -> bool:
    """Whether it was still as it was seen."""
    return await execute(conn, UPDATE_SQL, {**row, "seen": seen}) == 1


async def beat(conn: Conn, row: Mapping[str, Any], sight: Mapping[str, Any]) -> bool:
    """Note that somebody has the appeal open; False when they may not see it."""
    return await execute(conn, BEAT_SQL, {**row, **sight}) == 1


async def others(conn: Conn, *, appeal_id: UUID, account_id: UUID | None, after: datetime) -> list[dict[str, Any]]:
    """Who else has it open, whoever writes first."""
    return await fetch_dicts(conn, OTHERS_SQL, {"appeal_id": appeal_id, "account_id": account_id, "after": after})
