"""All SQL of attachments and their chunks."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from twinline.attachments.model import Attachment
from twinline.kernel.db import Conn, execute, fetch_dicts, fetch_one, fetch_value

COLUMNS = """
    t.id, t.appeal_id, t.name, t.media_type, t.bytes AS size, t.sm3, t.personal, t.platform, t.added_by, t.at, t.peer,
    t.held, t.whole_at, t.failures, t.asked
"""
GET_SQL = "SELECT " + COLUMNS + " FROM attachment t WHERE t.id = %(id)s"
LOCK_SQL = GET_SQL + " FOR UPDATE"
INSERT_SQL = """
    INSERT INTO attachment (id, appeal_id, name, media_type, bytes, sm3, personal, platform, added_by, at, peer,
                            next_at, refused)
    VALUES (%(id)s, %(appeal_id)s, %(name)s, %(media_type)s, %(bytes)s, %(sm3)s, %(personal)s, %(platform)s,
            %(added_by)s, %(at)s, %(peer)s, %(next_at)s, %(refused)s)
    ON CONFLICT (id) DO NOTHING
"""
COUNT_SQL = "SELECT count(*) FROM attachment WHERE appeal_id = %(appeal_id)s"
# What somebody began to send more than a day ago and did not finish.
FORGET_SQL = "DELETE FROM attachment WHERE peer IS NULL AND whole_at IS NULL AND at < %(now)s - interval '1 day'"
PUT_SQL = """
    INSERT INTO attachment_chunk (attachment_id, n, data) VALUES (%(id)s, %(n)s, %(data)s)
    ON CONFLICT (attachment_id, n) DO NOTHING
"""
HELD_SQL = "UPDATE attachment SET held = held + 1 WHERE id = %(id)s"
CHUNK_SQL = "SELECT data FROM attachment_chunk WHERE attachment_id = %(id)s AND n = %(n)s"
WHOLE_SQL = """
    UPDATE attachment SET whole_at = %(now)s, sm3 = %(sm3)s, media_type = %(media_type)s, asked = '{}', next_at = NULL,
           untold = peer IS NULL
     WHERE id = %(id)s
"""
LIST_SQL = """
    SELECT t.id, t.name, t.media_type, t.bytes, encode(t.sm3, 'hex') AS sm3, t.personal, t.platform, c.name AS added_by,
           t.at, t.peer, t.held, t.whole_at IS NOT NULL AS whole, t.failures >= %(failures_max)s AS failing,
           t.refused
      FROM attachment t LEFT JOIN account c ON c.id = t.added_by
     WHERE t.appeal_id = %(appeal_id)s AND (t.whole_at IS NOT NULL OR t.peer IS NOT NULL)
       AND (%(see_personal)s OR NOT t.personal)
     ORDER BY t.at, t.id
"""
OFFERS_SQL = """
    SELECT o.attachment_id, p.title AS peer, o.held, o.whole_at IS NOT NULL AS whole, o.refused
      FROM attachment_offer o JOIN peer p ON p.name = o.peer
     WHERE o.attachment_id = ANY(%(ids)s) ORDER BY o.peer
"""


async def get(conn: Conn, attachment_id: UUID) -> Attachment | None:
    return await fetch_one(conn, Attachment, GET_SQL, {"id": attachment_id})


async def lock(conn: Conn, attachment_id: UUID) -> Attachment | None:
    return await fetch_one(conn, Attachment, LOCK_SQL, {"id": attachment_id})


async def insert(conn: Conn, row: Mapping[str, Any]) -> bool:
    """False when there is one of this id."""
    given = {"media_type": None, "sm3": None, "added_by": None, "peer": None, "next_at": None, "refused": None}
    return await execute(conn, INSERT_SQL, {**given, **row}) == 1


async def count(conn: Conn, appeal_id: UUID) -> int:
    return int(await fetch_value(conn, COUNT_SQL, {"appeal_id": appeal_id}))


async def put(conn: Conn, attachment_id: UUID, n: int, data: bytes) -> int:
    """Keep a chunk; how many are new: 0 when it was here."""
    new = await execute(conn, PUT_SQL, {"id": attachment_id, "n": n, "data": data})
    if new:
        await execute(conn, HELD_SQL, {"id": attachment_id})
    return new


async def chunk(conn: Conn, attachment_id: UUID, n: int) -> bytes | None:
    return await fetch_value(conn, CHUNK_SQL, {"id": attachment_id, "n": n})


async def contents(conn: Conn, found: Attachment) -> AsyncIterator[bytes]:
    for n in range(found.chunks):
        yield await chunk(conn, found.id, n) or b""


async def listed(conn: Conn, appeal_id: UUID, *, see_personal: bool, failures_max: int) -> list[dict[str, Any]]:
    """Attachments of an appeal, each with the peers that were told of it."""
    params = {"appeal_id": appeal_id, "see_personal": see_personal, "failures_max": failures_max}
    rows = await fetch_dicts(conn, LIST_SQL, params)
    offers = await fetch_dicts(conn, OFFERS_SQL, {"ids": [row["id"] for row in rows]}) if rows else []
    for row in rows:
        row["offers"] = [
            {name: offer[name] for name in ("peer", "held", "whole", "refused")}
            for offer in offers
            if offer["attachment_id"] == row["id"]
        ]
    return rows
