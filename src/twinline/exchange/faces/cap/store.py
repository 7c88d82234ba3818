"""All SQL of hints, and what an alert for an incident needs of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, Params, execute, fetch_dicts

INSERT_SQL = """
    INSERT INTO hint (id, sender, identifier, kind, event, severity, urgency, certainty, headline, description,
                      instruction, divisions, sent_at, starts_at, ends_at, taken_at, account_id)
    VALUES (%(id)s, %(sender)s, %(identifier)s, %(kind)s, %(event)s, %(severity)s, %(urgency)s, %(certainty)s,
            %(headline)s, %(description)s, %(instruction)s, %(divisions)s, %(sent_at)s, %(starts_at)s, %(ends_at)s,
            %(taken_at)s, %(account_id)s)
    ON CONFLICT (sender, identifier) DO NOTHING
"""
END_SQL = """
    UPDATE hint SET ended_at = %(at)s, ended_by = %(by)s
     WHERE ended_at IS NULL AND (sender, identifier) IN (
           SELECT * FROM unnest(%(senders)s::text[], %(identifiers)s::text[]))
"""
KNOWN_SQL = """
    SELECT id, ended_at FROM hint WHERE (sender, identifier) IN (
           SELECT * FROM unnest(%(senders)s::text[], %(identifiers)s::text[]))
"""
NOW_SQL = """
    SELECT id, sender, identifier, kind, event, severity, urgency, certainty, headline, description, instruction,
           divisions, sent_at, starts_at, ends_at
      FROM hint WHERE ended_at IS NULL AND ends_at > %(now)s
     ORDER BY kind, starts_at, id LIMIT %(limit)s
"""


async def insert(conn: Conn, row: Params) -> bool:
    """False when the message is stored already."""
    return await execute(conn, INSERT_SQL, row) == 1


async def end(conn: Conn, ended: Sequence[tuple[str, str]], *, at: datetime, by: str) -> int:
    """End hints that still hold; how many."""
    return await execute(conn, END_SQL, _names(ended) | {"at": at, "by": by})


async def known(conn: Conn, names: Sequence[tuple[str, str]]) -> list[UUID]:
    return [row["id"] for row in await fetch_dicts(conn, KNOWN_SQL, _names(names))]


async def now(conn: Conn, *, at: datetime, limit: int) -> list[dict[str, Any]]:
    """Hints that hold, grave ones first."""
    return await fetch_dicts(conn, NOW_SQL, {"now": at, "limit": limit})


def _names(names: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"senders": [n[0] for n in names], "identifiers": [n[1] for n in names]}
