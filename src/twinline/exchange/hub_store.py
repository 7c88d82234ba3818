"""All SQL of a hub: tokens of others that it keeps until they are passed on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from twinline.kernel.db import Conn, execute, fetch_dicts, insert_json

# The sender repeats a token that nobody answered: if it had been passed on, it is passed on once more.
KEEP_SQL = """
    INSERT INTO hub_token (digest, source, target, urgent, token, chars, kept_at)
    SELECT digest, source, target, urgent, token, chars, kept_at
      FROM json_to_recordset(%(rows)s::json) AS r(
        digest bytea, source text, target text, urgent boolean, token text, chars integer, kept_at timestamptz)
    ON CONFLICT (digest) DO UPDATE SET token = excluded.token, kept_at = excluded.kept_at, passed_at = NULL
     WHERE hub_token.passed_at IS NOT NULL
"""
# A gateway that died while it passed tokens on leaves them marked; after a while another one takes them up.
TO_PASS_SQL = """
    WITH next AS (
        SELECT pos FROM hub_token
         WHERE target = %(target)s AND passed_at IS NULL
           AND (passing_at IS NULL OR passing_at < %(now)s - %(patience_s)s * interval '1 second')
         ORDER BY urgent DESC, pos LIMIT %(limit)s
           FOR UPDATE SKIP LOCKED)
    UPDATE hub_token h SET passing_at = %(now)s, passes = h.passes + 1 FROM next WHERE h.pos = next.pos
    RETURNING h.pos, h.source, h.urgent, h.token, encode(h.digest, 'hex') AS digest, h.passes
"""
# What is passed on is no longer the hub's to hold; that it passed, and when, stays for a while.
PASSED_SQL = """
    UPDATE hub_token SET passed_at = %(now)s, passing_at = NULL, transport = %(transport)s, token = NULL
     WHERE pos = ANY(%(places)s) AND passing_at = %(marked)s
"""
UNMARK_SQL = """
    UPDATE hub_token SET passing_at = NULL WHERE pos = ANY(%(places)s) AND passing_at = %(marked)s
"""
TIDY_SQL = "DELETE FROM hub_token WHERE passed_at < %(now)s - %(days)s * interval '1 day'"
WAITING_SQL = """
    SELECT target, count(*) AS to_pass FROM hub_token WHERE passed_at IS NULL GROUP BY target
"""


async def keep(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, KEEP_SQL, rows)


async def to_pass(conn: Conn, target: str, now: datetime, *, limit: int, patience_s: float) -> list[dict[str, Any]]:
    """The next tokens for a peer, urgent ones first, marked as being passed on since ``now``."""
    params = {"target": target, "now": now, "limit": limit, "patience_s": patience_s}
    rows = await fetch_dicts(conn, TO_PASS_SQL, params)
    return sorted(rows, key=lambda row: (not row["urgent"], row["pos"]))


async def passed(conn: Conn, rows: Sequence[Mapping[str, Any]], *, marked: datetime, now: datetime, by: str) -> None:
    places = [row["pos"] for row in rows]
    await execute(conn, PASSED_SQL, {"places": places, "marked": marked, "now": now, "transport": by})


async def unmark(conn: Conn, rows: Sequence[Mapping[str, Any]], *, marked: datetime) -> None:
    await execute(conn, UNMARK_SQL, {"places": [row["pos"] for row in rows], "marked": marked})


async def tidy(conn: Conn, now: datetime, *, days: int) -> int:
    return await execute(conn, TIDY_SQL, {"now": now, "days": days})


async def waiting(conn: Conn) -> dict[str, int]:
    """How many tokens wait to be passed on, by the peer that they are for."""
    return {row["target"]: row["to_pass"] for row in await fetch_dicts(conn, WAITING_SQL, {})}
