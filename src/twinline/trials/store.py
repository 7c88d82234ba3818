"""SQL of trials: replays with their matrices and examples, and the texts that they read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from twinline.kernel.db import Conn, Tx, execute, fetch_dicts, fetch_one, fetch_value, insert_json
from twinline.trials.compare import Cell, Heard, Judged, flag
from twinline.trials.model import Replay

REPLAY = """
    SELECT id, edition, base, draft_digest, base_digest, days, first_key, last_key, as_of, state, total,
           texts, judged, moved, position, spent_s, created_at, started_at, finished_at
      FROM replay WHERE id = %(id)s
"""
REPLAY_SQL = REPLAY
LOCK_REPLAY_SQL = REPLAY + " FOR UPDATE"
INSERT_REPLAY_SQL = """
    INSERT INTO replay (id, edition, base, draft_digest, base_digest, days, first_key, last_key, as_of,
                        state, position, created_at, created_by)
    VALUES (%(id)s, %(edition)s, %(base)s, %(draft_digest)s, %(base_digest)s, %(days)s,
            %(first_key)s, %(last_key)s, %(as_of)s, 'queued', %(first_key)s, %(created_at)s, %(created_by)s)
    ON CONFLICT DO NOTHING
"""
# Whoever has the lease runs it; a runner that dies loses it after a while.
CLAIM_SQL = """
    UPDATE replay SET state = CASE state WHEN 'queued' THEN 'running' ELSE state END,
                      started_at = coalesce(started_at, %(now)s), lease_until = %(until)s
     WHERE id = %(id)s AND state IN ('queued', 'running', 'cancelling')
       AND (lease_until IS NULL OR lease_until < %(now)s)
    RETURNING id
"""
WAITING_SQL = """
    SELECT id FROM replay WHERE state IN ('queued', 'running', 'cancelling')
       AND (lease_until < %(now)s OR (lease_until IS NULL AND created_at < %(before)s))
"""
RELEASE_SQL = "UPDATE replay SET lease_until = NULL WHERE id = %(id)s"
PROGRESS_SQL = """
    UPDATE replay SET texts = texts + %(texts)s, judged = judged + %(judged)s, moved = moved + %(moved)s,
                      position = %(position)s, spent_s = spent_s + %(seconds)s, lease_until = %(until)s
     WHERE id = %(id)s
"""
TOTAL_SQL = """
    UPDATE replay SET total = (SELECT count(*) FROM appeal WHERE id > %(first)s AND id <= %(last)s) WHERE id = %(id)s
"""
STATE_SQL = """
    UPDATE replay SET state = %(state)s, error = coalesce(%(error)s, error),
                      lease_until = CASE WHEN %(state)s = 'cancelling' THEN lease_until END,
                      finished_at = CASE WHEN %(state)s <> 'cancelling' THEN %(now)s::timestamptz END
     WHERE id = %(id)s
"""
NEXT_KEY_SQL = """
    SELECT id FROM appeal WHERE id > %(after)s AND id <= %(last)s ORDER BY id OFFSET %(skip)s LIMIT 1
"""
ADD_CELLS_SQL = """
    INSERT INTO replay_cell (replay_id, field, from_value, to_value, texts)
    SELECT replay_id, field, from_value, to_value, texts
      FROM json_to_recordset(%(rows)s::json) AS r(
           replay_id uuid, field text, from_value text, to_value text, texts bigint)
    ON CONFLICT (replay_id, field, from_value, to_value) DO UPDATE SET texts = replay_cell.texts + EXCLUDED.texts
"""
ADD_CASES_SQL = """
    INSERT INTO replay_case (replay_id, field, from_value, to_value, appeal_id, was, would)
    SELECT replay_id, field, from_value, to_value, appeal_id, was, would
      FROM json_to_recordset(%(rows)s::json) AS r(
           replay_id uuid, field text, from_value text, to_value text, appeal_id uuid, was json, would json)
    ON CONFLICT DO NOTHING
"""
KEPT_SQL = """
    SELECT field, from_value, to_value, count(*) AS n FROM replay_case WHERE replay_id = %(id)s GROUP BY 1, 2, 3
"""
# The last dispute of each appeal that has come to an end, and who owned the appeal then.
DISPUTES_SQL = """
    SELECT DISTINCT ON (h.appeal_id) h.appeal_id, coalesce(h.decided_owner, a.owner_platform) AS owner
      FROM handover h JOIN appeal a ON a.id = h.appeal_id
     WHERE h.appeal_id = ANY(%(appeals)s) AND h.side = 'origin' AND (NOT h.open OR h.decided_owner IS NOT NULL)
       AND (h.returned_at IS NOT NULL OR h.own_position IS NOT NULL OR h.decided_by IS NOT NULL)
     ORDER BY h.appeal_id, h.offered_at DESC
"""
TEXTS_SQL = """
    SELECT a.id, a.title, a.words, c.channel, c.platform, a.division, t.owner, t.department, t.danger, t.type, t.joint,
           t.matter, NOT (a.restricted OR a.confidential)
      FROM appeal a
      JOIN contact c ON c.id = a.contact_id
      JOIN triage_decision t ON t.appeal_id = a.id AND t.n = 1
     WHERE a.id > %(after)s AND a.id <= %(upto)s ORDER BY a.id
"""


def texts(connection: psycopg.Connection[Any], *, after: UUID, upto: UUID) -> Iterator[Heard]:
    """The appeals of a stretch of keys as they were judged at intake, in the order of their keys."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(TEXTS_SQL, {"after": after, "upto": upto})
        for row in cursor:
            stored = Judged(row[6], row[7], "", flag(row[8]), row[9], flag(row[10]), row[11])
            yield Heard(row[0], said(row[1], row[2]), row[3], row[4], row[5], stored, row[12])


def said(title: str, words: str) -> str:
    """What intake judged: an appeal without a title of its own bears the beginning of its words as title."""
    return words if words.lstrip().startswith(title) else f"{title}。{words}"


async def insert(tx: Tx, row: Mapping[str, Any]) -> bool:
    """Write a new replay; False when another one is open."""
    return await execute(tx.conn, INSERT_REPLAY_SQL, row) == 1


async def get(conn: Conn, replay_id: UUID) -> Replay | None:
    return await fetch_one(conn, Replay, REPLAY_SQL, {"id": replay_id})


async def lock(conn: Conn, replay_id: UUID) -> Replay | None:
    return await fetch_one(conn, Replay, LOCK_REPLAY_SQL, {"id": replay_id})


async def claim(tx: Tx, replay_id: UUID, *, until: datetime) -> bool:
    """Take an open replay that nobody runs."""
    found = await fetch_value(tx.conn, CLAIM_SQL, {"id": replay_id, "now": tx.now, "until": until})
    return found is not None


async def release(conn: Conn, replay_id: UUID) -> None:
    await execute(conn, RELEASE_SQL, {"id": replay_id})


async def waiting(tx: Tx, *, before: datetime) -> list[UUID]:
    """Open replays whose runner is gone, or that none took up since ``before``."""
    cursor = await tx.conn.execute(WAITING_SQL, {"now": tx.now, "before": before})
    return [row[0] for row in await cursor.fetchall()]


async def count(conn: Conn, replay: Replay) -> None:
    await execute(conn, TOTAL_SQL, {"id": replay.id, "first": replay.first_key, "last": replay.last_key})


async def progress(conn: Conn, row: Mapping[str, Any]) -> None:
    """``row``: id, texts, judged, moved, position, seconds, until."""
    await execute(conn, PROGRESS_SQL, row)


async def set_state(tx: Tx, replay_id: UUID, state: str, *, error: str | None = None) -> None:
    await execute(tx.conn, STATE_SQL, {"id": replay_id, "state": state, "error": error, "now": tx.now})


async def next_key(conn: Conn, *, after: UUID, last: UUID, size: int) -> UUID | None:
    """The key of the appeal that is ``size`` further on; None when there are fewer."""
    return await fetch_value(conn, NEXT_KEY_SQL, {"after": after, "last": last, "skip": size - 1})


async def add_cells(conn: Conn, replay_id: UUID, cells: Mapping[Cell, int]) -> None:
    """Add to the matrices."""
    rows = [
        {"replay_id": replay_id, "field": field, "from_value": old, "to_value": new, "texts": number}
        for (field, old, new), number in sorted(cells.items())
    ]
    if rows:
        await insert_json(conn, ADD_CELLS_SQL, rows)


async def add_cases(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await insert_json(conn, ADD_CASES_SQL, rows)


async def kept(conn: Conn, replay_id: UUID) -> dict[Cell, int]:
    """How many examples each cell has."""
    found = await fetch_dicts(conn, KEPT_SQL, {"id": replay_id})
    return {(row["field"], row["from_value"], row["to_value"]): row["n"] for row in found}


async def disputes(conn: Conn, appeals: Sequence[UUID]) -> dict[UUID, str]:
    """Which of the appeals the two platforms disputed, with the platform that had it in the end."""
    found = await fetch_dicts(conn, DISPUTES_SQL, {"appeals": list(appeals)})
    return {row["appeal_id"]: row["owner"] for row in found}
