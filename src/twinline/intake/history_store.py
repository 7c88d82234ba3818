"""All SQL of the history beside an appeal: what the caller and the place had before, and open duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

from twinline.kernel.db import Conn, fetch, fetch_dicts, insert_json

SUBJECTS_SQL = """
    SELECT a.id, a.first_receiver AS platform, a.title, a.words, a.address, a.division, a.matter, a.restricted,
           a.danger AND EXISTS (SELECT FROM triage_decision d
                                 WHERE d.appeal_id = a.id AND d.n = 1 AND d.owner = '110') AS danger,
           a.received_at AS at, c.phone_idx
      FROM appeal a JOIN contact c ON c.id = a.contact_id
     WHERE a.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM appeal_history h WHERE h.appeal_id = a.id)
     ORDER BY a.id
"""
INSERT_SQL = """
    INSERT INTO appeal_history (appeal_id, at, platform, place, division, matter, violent, restricted, risk, level,
                                reasons, duplicates)
    SELECT appeal_id, at, platform, place, division, matter, violent, restricted, 0, 'none', '[]', '[]'
      FROM json_to_recordset(%(rows)s::json) AS r(appeal_id uuid, at timestamptz, platform text, place text,
           division text, matter text, violent boolean, restricted boolean)
    ON CONFLICT DO NOTHING
"""
CALLER_SQL = """
    SELECT a.id, (SELECT count(*) FROM contact o
                   WHERE o.phone_idx = c.phone_idx AND o.platform = a.first_receiver
                     AND o.received_at > a.received_at - %(within)s AND o.received_at <= a.received_at) AS n
      FROM appeal a JOIN contact c ON c.id = a.contact_id
     WHERE a.id = ANY(%(ids)s) AND c.phone_idx IS NOT NULL
"""
# Restricted records are known to few; counting them would tell others that they are there (promise 6).
PLACE_SQL = """
    SELECT h.appeal_id AS id, (SELECT count(*) FROM appeal_history o
                                WHERE o.place = h.place AND o.place <> '' AND o.platform = h.platform
                                  AND NOT o.restricted
                                  AND o.at > h.at - %(within)s AND o.at <= h.at) AS n
      FROM appeal_history h WHERE h.appeal_id = ANY(%(ids)s) AND h.place <> ''
"""
PLACE_VIOLENCE_SQL = """
    SELECT h.appeal_id AS id, (SELECT count(*) FROM appeal_history o
                                WHERE o.place = h.place AND o.place <> '' AND o.platform = h.platform
                                  AND NOT o.restricted AND o.violent
                                  AND o.appeal_id <> h.appeal_id AND o.at > h.at - %(within)s AND o.at <= h.at) AS n
      FROM appeal_history h WHERE h.appeal_id = ANY(%(ids)s) AND h.place <> ''
"""
# What may be the same: the place's, the caller's, and the newest of the same matter in the district, all still open.
# OFFSET 0 and MATERIALIZED keep the order of steps whatever the statistics say: on a young database there are none.
CANDIDATES_SQL = """
    WITH near AS MATERIALIZED (
        SELECT s.appeal_id AS id, s.platform, n.appeal_id AS other
          FROM (SELECT h.appeal_id, h.platform, h.place, h.matter, h.division, h.at, c.phone_idx
                  FROM appeal_history h JOIN appeal a ON a.id = h.appeal_id JOIN contact c ON c.id = a.contact_id
                 WHERE h.appeal_id = ANY(%(ids)s) OFFSET 0) s
         CROSS JOIN LATERAL (
                (SELECT o.appeal_id FROM appeal_history o
                  WHERE o.place = s.place AND o.place <> '' AND o.at > s.at - %(within)s AND o.at <= s.at
                  ORDER BY o.at DESC LIMIT %(few)s)
                UNION
                (SELECT o.appeal_id FROM appeal_history o
                  WHERE s.matter <> '' AND o.platform = s.platform AND o.matter = s.matter
                    AND o.division = s.division AND o.at > s.at - %(within)s AND o.at <= s.at
                  ORDER BY o.at DESC LIMIT %(few)s)
                UNION
                (SELECT oa.id FROM contact oc JOIN appeal oa ON oa.contact_id = oc.id
                  WHERE oc.phone_idx = s.phone_idx AND oc.received_at > s.at - %(within)s AND oc.received_at <= s.at
                  LIMIT %(few)s)) n
         WHERE n.appeal_id <> s.appeal_id)
    SELECT near.id, a.id AS other, a.title, a.words
      FROM near JOIN appeal a ON a.id = near.other
     WHERE a.first_receiver = near.platform AND a.closed_at IS NULL AND a.merged_into IS NULL AND NOT a.restricted
"""
UPDATE_SQL = """
    UPDATE appeal_history h SET risk = r.risk, level = r.level, reasons = r.reasons, duplicates = r.duplicates,
           versions = r.versions
      FROM json_to_recordset(%(rows)s::json) AS r(appeal_id uuid, risk smallint, level text, reasons json,
           duplicates json, versions json)
     WHERE h.appeal_id = r.appeal_id
"""
WAITING_SQL = """
    SELECT id FROM police_order WHERE appeal_id = %(appeal_id)s AND platform = '110' AND NOT mirror
       AND state = 'received' ORDER BY id LIMIT 1
"""
GET_SQL = """
    SELECT risk, level, reasons, duplicates, versions FROM appeal_history WHERE appeal_id = %(appeal_id)s
"""
COUNTS: dict[str, LiteralString] = {
    "caller": CALLER_SQL,
    "place": PLACE_SQL,
    "place_violence": PLACE_VIOLENCE_SQL,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """An appeal whose history is to be counted."""

    id: UUID
    platform: str
    title: str
    words: str
    address: str
    division: str | None
    matter: str
    restricted: bool
    danger: bool
    at: datetime
    phone_idx: bytes | None


async def subjects(conn: Conn, ids: Sequence[UUID]) -> list[Subject]:
    """Those of the appeals that have no history yet, the oldest first."""
    return await fetch(conn, Subject, SUBJECTS_SQL, {"ids": list(ids)})


async def insert(conn: Conn, rows: list[dict[str, Any]]) -> None:
    await insert_json(conn, INSERT_SQL, rows)


async def counts(conn: Conn, kind: str, ids: Sequence[UUID], days: int) -> dict[UUID, int]:
    """How many, for a kind of COUNTS, up to the appeal itself within so many days."""
    params = {"ids": list(ids), "within": timedelta(days=days)}
    return {row["id"]: row["n"] for row in await fetch_dicts(conn, COUNTS[kind], params)}


async def candidates(conn: Conn, ids: Sequence[UUID], days: int, few: int) -> list[dict[str, Any]]:
    """Open appeals that may be about the same, with their texts."""
    return await fetch_dicts(conn, CANDIDATES_SQL, {"ids": list(ids), "within": timedelta(days=days), "few": few})


async def update(conn: Conn, rows: list[dict[str, Any]]) -> None:
    await insert_json(conn, UPDATE_SQL, rows)


async def waiting(conn: Conn, appeal_id: UUID) -> UUID | None:
    """110's order that nobody was sent to yet."""
    rows = await fetch_dicts(conn, WAITING_SQL, {"appeal_id": appeal_id})
    return rows[0]["id"] if rows else None
