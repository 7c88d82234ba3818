"""All SQL of the portal's tables, and what may be public of an appeal (R53, promise 6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.kernel.db import Conn, execute, fetch_dicts, fetch_one, fetch_value
from twinline.portal.model import Objection

PUBLISHABLE = """
    a.first_receiver = '12345' AND a.owner_platform = '12345' AND a.closed_at IS NOT NULL AND a.merged_into IS NULL
    AND NOT a.restricted AND NOT a.confidential AND NOT a.danger AND a.complained_unit_id IS NULL
    AND a.type <> ALL('{举报,报警}')
"""
FILE_SQL = """
    INSERT INTO portal_filing (appeal_id, proof, at) VALUES (%(appeal_id)s, %(proof)s, %(now)s)
    ON CONFLICT (appeal_id) DO NOTHING
"""
FIND_SQL = "SELECT appeal_id FROM portal_filing WHERE proof = %(proof)s"
# The row is locked until the transaction ends: tries of one code come one after the other.
TRY_SQL = """
    INSERT INTO portal_try AS t (code_idx, since, tries) VALUES (%(code_idx)s, %(now)s, 1)
    ON CONFLICT (code_idx) DO UPDATE
       SET tries = CASE WHEN t.since < %(after)s THEN 1 ELSE t.tries + 1 END,
           since = CASE WHEN t.since < %(after)s THEN %(now)s ELSE t.since END
    RETURNING tries, since
"""
RIGHT_SQL = "DELETE FROM portal_try WHERE code_idx = %(code_idx)s"
FORGET_SQL = "DELETE FROM portal_try WHERE since < %(before)s"
OWN_ORDER_SQL = """
    SELECT id FROM work_order WHERE appeal_id = %(appeal_id)s AND platform = '12345' AND NOT mirror
     ORDER BY id DESC LIMIT 1
"""
ADDITIONS_SQL = "SELECT key, words FROM portal_addition WHERE appeal_id = %(appeal_id)s"
ADD_SQL = """
    INSERT INTO portal_addition (id, appeal_id, key, words, danger, at)
    VALUES (%(id)s, %(appeal_id)s, %(key)s, %(words)s, %(danger)s, %(now)s)
"""
RATING_SQL = """
    SELECT contacted, solved, satisfied, note FROM portal_rating
     WHERE order_id = %(order_id)s AND replied_at = %(replied_at)s
"""
RATE_SQL = """
    INSERT INTO portal_rating (order_id, replied_at, appeal_id, contacted, solved, satisfied, note, at)
    VALUES (%(order_id)s, %(replied_at)s, %(appeal_id)s, %(contacted)s, %(solved)s, %(satisfied)s, %(note)s, %(now)s)
"""
OPEN_OBJECTION_SQL = """
    SELECT reason FROM portal_objection WHERE appeal_id = %(appeal_id)s AND decided_at IS NULL
"""
OBJECT_SQL = """
    INSERT INTO portal_objection (id, appeal_id, order_id, reason, at)
    VALUES (%(id)s, %(appeal_id)s, %(order_id)s, %(reason)s, %(now)s)
"""
LOCK_OBJECTION_SQL = (
    """
    SELECT o.id, o.appeal_id, o.order_id, o.reason, o.at, o.decided_at
      FROM portal_objection o JOIN appeal a ON a.id = o.appeal_id WHERE o.id = %(id)s AND """
    + VISIBLE
    + " FOR UPDATE OF o"
)
DECIDE_SQL = """
    UPDATE portal_objection
       SET decided_at = %(now)s, decided_by = %(by)s, upheld = %(upheld)s, answer = %(answer)s
     WHERE id = %(id)s
"""
SOURCE_SQL = (
    """
    SELECT a.id, a.contact_id, a.title, a.words, """
    + PUBLISHABLE
    + """ AS publishable,
           (SELECT w.reply FROM work_order w WHERE w.appeal_id = a.id AND w.platform = '12345'
             ORDER BY w.id DESC LIMIT 1) AS reply
      FROM appeal a WHERE a.id = %(id)s AND """
    + VISIBLE
)
PUBLISH_SQL = """
    INSERT INTO portal_publication (id, appeal_id, title, words, reply, published_at, published_by)
    VALUES (%(id)s, %(appeal_id)s, %(title)s, %(words)s, %(reply)s, %(now)s, %(by)s)
    ON CONFLICT (appeal_id) WHERE withdrawn_at IS NULL DO NOTHING
"""
WITHDRAW_SQL = """
    UPDATE portal_publication SET withdrawn_at = %(now)s, withdrawn_by = %(by)s
     WHERE id = %(id)s AND withdrawn_at IS NULL
"""


async def find(conn: Conn, proof: bytes) -> UUID | None:
    return await fetch_value(conn, FIND_SQL, {"proof": proof})


async def count_try(conn: Conn, code_idx: bytes, *, now: datetime, after: datetime) -> tuple[int, datetime]:
    """How often the code was tried since when, this try counted."""
    row = (await fetch_dicts(conn, TRY_SQL, {"code_idx": code_idx, "now": now, "after": after}))[0]
    return row["tries"], row["since"]


async def own_order(conn: Conn, appeal_id: UUID) -> UUID | None:
    """12345's own newest order of the appeal."""
    return await fetch_value(conn, OWN_ORDER_SQL, {"appeal_id": appeal_id})


async def additions(conn: Conn, appeal_id: UUID) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, ADDITIONS_SQL, {"appeal_id": appeal_id})


async def rating(conn: Conn, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was said of this result before."""
    found = await fetch_dicts(conn, RATING_SQL, row)
    return found[0] if found else None


async def open_objection(conn: Conn, appeal_id: UUID) -> str | None:
    """The reason of the objection that waits."""
    return await fetch_value(conn, OPEN_OBJECTION_SQL, {"appeal_id": appeal_id})


async def lock_objection(conn: Conn, objection_id: UUID, sight: Mapping[str, Any]) -> Objection | None:
    return await fetch_one(conn, Objection, LOCK_OBJECTION_SQL, {"id": objection_id, **sight})


async def source(conn: Conn, appeal_id: UUID, sight: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a publication is made from."""
    found = await fetch_dicts(conn, SOURCE_SQL, {"id": appeal_id, **sight})
    return found[0] if found else None


async def publish(conn: Conn, row: Mapping[str, Any]) -> bool:
    """False when the appeal's result is public already."""
    return await execute(conn, PUBLISH_SQL, row) == 1
