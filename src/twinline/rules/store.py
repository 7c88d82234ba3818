"""Tables ``rule_edition``, ``rule_row``, ``rule_force`` and ``rule_archive``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.kernel.db import Conn, Tx, execute, fetch, fetch_one, fetch_value
from twinline.rules.model import Edition, Force, Place, RuleRow
from twinline.rules.tables import NAMES, Content, tables

LOCK_KEY = 0x72756C65
EDITION = """
    SELECT number, id, state, version, based_on, title, note, created_at, created_by, edited_at, editors, published_at,
           published_by, effective_from, digest, signature, key_id
      FROM rule_edition WHERE number = %(number)s
"""
EDITION_SQL = EDITION
LOCK_EDITION_SQL = EDITION + " FOR UPDATE"
# Publications and rollbacks take turns, so that each sees what the one before put in force.
TURN_SQL = "SELECT pg_advisory_xact_lock(%(key)s)"
ROWS_SQL = """
    SELECT table_name, ordinal, code, data, version FROM rule_row WHERE edition = %(number)s
     ORDER BY table_name, ordinal
"""
LOCK_ROW_SQL = """
    SELECT table_name, ordinal, code, data, version FROM rule_row
     WHERE edition = %(number)s AND table_name = %(table)s AND ordinal = %(ordinal)s FOR UPDATE
"""
INSERT_EDITION_SQL = """
    INSERT INTO rule_edition (id, state, version, based_on, title, note, created_at, created_by)
    VALUES (%(id)s, 'draft', 1, %(based_on)s, %(title)s, %(note)s, %(now)s, %(by)s) RETURNING number
"""
TOUCH_SQL = """
    UPDATE rule_edition
       SET version = version + 1, edited_at = %(now)s,
           title = coalesce(%(title)s, title), note = coalesce(%(note)s, note),
           editors = CASE WHEN %(by)s::uuid IS NULL OR %(by)s = ANY(editors) THEN editors
                          ELSE editors || %(by)s::uuid END
     WHERE number = %(number)s
"""
INSERT_ROWS_SQL = """
    INSERT INTO rule_row (edition, table_name, ordinal, code, data, version, changed_at, changed_by)
    SELECT %(number)s, table_name, ordinal, code, data, 1, %(now)s, %(by)s
      FROM json_to_recordset(%(rows)s::json) AS r(table_name text, ordinal integer, code text, data json)
"""
NEXT_ORDINAL_SQL = """
    SELECT count(*) AS held, coalesce(max(ordinal), 0) + 1 AS next FROM rule_row
     WHERE edition = %(number)s AND table_name = %(table)s
"""
UPDATE_ROW_SQL = """
    UPDATE rule_row SET code = %(code)s, data = %(data)s::json, version = version + 1, changed_at = %(now)s,
                        changed_by = %(by)s
     WHERE edition = %(number)s AND table_name = %(table)s AND ordinal = %(ordinal)s
"""
DELETE_ROW_SQL = """
    DELETE FROM rule_row WHERE edition = %(number)s AND table_name = %(table)s AND ordinal = %(ordinal)s
"""
DELETE_ROWS_SQL = "DELETE FROM rule_row WHERE edition = %(number)s"
PUBLISH_SQL = """
    UPDATE rule_edition
       SET state = 'published', version = version + 1, published_at = %(now)s, published_by = %(by)s,
           effective_from = %(effective_from)s, digest = %(digest)s, signature = %(signature)s, key_id = %(key_id)s
     WHERE number = %(number)s
"""
WITHDRAW_SQL = "UPDATE rule_edition SET state = 'withdrawn', version = version + 1 WHERE number = %(number)s"
INSERT_FORCE_SQL = """
    INSERT INTO rule_force (edition, effective_from, digest, at, by_id, reason, signature, key_id)
    VALUES (%(edition)s, %(effective_from)s, %(digest)s, %(at)s, %(by)s, %(reason)s, %(signature)s, %(key_id)s)
"""
FORCE = """
    SELECT f.seq, f.edition, f.effective_from, f.digest, f.at, f.by_id, f.reason, f.signature, f.key_id
      FROM rule_force f LEFT JOIN rule_edition e ON e.number = f.edition
     WHERE coalesce(e.state, 'published') = 'published'
"""
IN_FORCE_SQL = (
    FORCE + " AND f.effective_from <= %(day)s AND f.seq < %(before)s ORDER BY f.effective_from DESC, f.seq DESC LIMIT 1"
)
CANDIDATES_SQL = FORCE + " AND f.effective_from <= %(day)s ORDER BY f.effective_from DESC, f.seq DESC LIMIT %(limit)s"
FORCES_OF_SQL = FORCE + " AND f.edition = %(number)s ORDER BY f.seq"
INSERT_ARCHIVE_SQL = """
    INSERT INTO rule_archive (key, content, at) VALUES (%(key)s, %(content)s::json, %(now)s) ON CONFLICT DO NOTHING
"""
ARCHIVE_SQL = "SELECT content FROM rule_archive WHERE key = %(key)s"
LAST_SEQ = 2**63 - 1


async def edition(conn: Conn, number: int) -> Edition | None:
    return await fetch_one(conn, Edition, EDITION_SQL, {"number": number})


async def lock_edition(conn: Conn, number: int) -> Edition | None:
    return await fetch_one(conn, Edition, LOCK_EDITION_SQL, {"number": number})


async def take_turn(conn: Conn) -> None:
    """Wait until no other publication or rollback is under way."""
    await execute(conn, TURN_SQL, {"key": LOCK_KEY})


async def rows(conn: Conn, number: int) -> list[RuleRow]:
    """All rows, by table and in order."""
    return await fetch(conn, RuleRow, ROWS_SQL, {"number": number})


async def content(conn: Conn, number: int) -> dict[str, list[dict[str, str]]]:
    """The cells of all rows by table, as they are digested."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in await rows(conn, number):
        found.setdefault(row.table_name, []).append(row.data)
    return found


async def lock_row(conn: Conn, place: Place) -> RuleRow | None:
    return await fetch_one(conn, RuleRow, LOCK_ROW_SQL, asdict(place))


async def insert_edition(tx: Tx, *, based_on: int, title: str, note: str, by: UUID | None) -> tuple[int, UUID]:
    """Number and id of a new draft without rows."""
    edition_id = tx.new_id()
    row = {"id": edition_id, "based_on": based_on, "title": title, "note": note, "now": tx.now, "by": by}
    return int(await fetch_value(tx.conn, INSERT_EDITION_SQL, row)), edition_id


async def touch(tx: Tx, number: int, by: UUID | None, *, title: str | None = None, note: str | None = None) -> None:
    """Note that somebody changed the edition."""
    await execute(tx.conn, TOUCH_SQL, {"number": number, "by": by, "now": tx.now, "title": title, "note": note})


async def insert_content(tx: Tx, number: int, whole: Content, by: UUID | None) -> None:
    """Write all rows of an edition that has none; ordinals are 1, 2, … in each table."""
    made = [
        {"table_name": name, "ordinal": ordinal, "code": tables()[name].code(cells), "data": cells}
        for name in NAMES
        for ordinal, cells in enumerate(whole.get(name, ()), 1)
    ]
    params = {"number": number, "rows": orjson.dumps(made).decode(), "now": tx.now, "by": by}
    await execute(tx.conn, INSERT_ROWS_SQL, params)


async def insert_row(tx: Tx, number: int, table: str, cells: Mapping[str, str], by: UUID | None) -> tuple[int, int]:
    """Add a row at the end; its ordinal, and how many rows the table had."""
    cursor = await tx.conn.execute(NEXT_ORDINAL_SQL, {"number": number, "table": table})
    held, ordinal = await cursor.fetchone() or (0, 1)
    made = {"table_name": table, "ordinal": ordinal, "code": tables()[table].code(cells), "data": dict(cells)}
    params = {"number": number, "rows": orjson.dumps([made]).decode(), "now": tx.now, "by": by}
    await execute(tx.conn, INSERT_ROWS_SQL, params)
    return int(ordinal), int(held)


async def update_row(tx: Tx, place: Place, cells: Mapping[str, str], by: UUID | None) -> None:
    row = {"code": tables()[place.table].code(cells), "data": orjson.dumps(dict(cells)).decode()}
    await execute(tx.conn, UPDATE_ROW_SQL, {**asdict(place), **row, "now": tx.now, "by": by})


async def delete_row(tx: Tx, place: Place) -> None:
    await execute(tx.conn, DELETE_ROW_SQL, asdict(place))


async def delete_rows(tx: Tx, number: int) -> None:
    await execute(tx.conn, DELETE_ROWS_SQL, {"number": number})


async def publish(tx: Tx, row: Mapping[str, Any]) -> None:
    """``row``: number, by, effective_from, digest, signature, key_id."""
    await execute(tx.conn, PUBLISH_SQL, {**row, "now": tx.now})


async def withdraw(tx: Tx, number: int) -> None:
    await execute(tx.conn, WITHDRAW_SQL, {"number": number})


async def insert_force(tx: Tx, row: Mapping[str, Any]) -> None:
    """``row``: edition, effective_from, digest, at, by, reason, signature, key_id."""
    await execute(tx.conn, INSERT_FORCE_SQL, row)


async def in_force(conn: Conn, *, day: date, before: int = LAST_SEQ) -> Force | None:
    """The word that holds on a day; None while the packaged edition was never replaced."""
    return await fetch_one(conn, Force, IN_FORCE_SQL, {"day": day, "before": before})


async def candidates(conn: Conn, *, day: date, limit: int) -> Sequence[Force]:
    """Words that have come into force until a day, the one that holds first."""
    return await fetch(conn, Force, CANDIDATES_SQL, {"day": day, "limit": limit})


async def forces_of(conn: Conn, number: int) -> list[Force]:
    return await fetch(conn, Force, FORCES_OF_SQL, {"number": number})


async def archive(conn: Conn, *, key: str, whole: Content, now: datetime) -> None:
    """Keep a content under its key, once."""
    params = {"key": key, "content": orjson.dumps(dict(whole)).decode(), "now": now}
    await execute(conn, INSERT_ARCHIVE_SQL, params)


async def archived(conn: Conn, key: str) -> dict[str, list[dict[str, str]]] | None:
    return await fetch_value(conn, ARCHIVE_SQL, {"key": key})
