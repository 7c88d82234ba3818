"""SQL of intake: the stored judgement, and the answer to a repeated request."""

from typing import Any
from uuid import UUID

from twinline.intake.model import Registered
from twinline.kernel.db import Conn, fetch, insert_json

INSERT_DECISIONS_SQL = """
    INSERT INTO triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class,
                                 police_class, confidence, reasons, versions)
    SELECT appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class, police_class, confidence,
           reasons, versions
      FROM json_to_recordset(%(rows)s::json) AS r(
           appeal_id uuid, n smallint, at timestamptz, owner text, joint boolean, danger boolean, type text,
           matter text, department text, deadline_class text, police_class text, confidence real, reasons json,
           versions json)
"""
OVERRIDE_SQL = """
    INSERT INTO triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class,
                                 police_class, confidence, reasons, versions, actor_id, reason, reason_code)
    SELECT appeal_id, n + 1, %(at)s, %(owner)s, joint, danger OR %(danger)s, %(type)s, %(matter)s, %(department)s,
           deadline_class, police_class, 1, '[]', versions, %(actor_id)s, %(reason)s, %(reason_code)s
      FROM triage_decision WHERE appeal_id = %(appeal_id)s ORDER BY n DESC LIMIT 1
"""
REGISTERED_SQL = """
    SELECT a.id AS appeal_id, a.number, a.owner_platform AS owner, o.kind AS order_kind, o.id AS order_id,
           o.number AS order_number, o.state, a.danger, true AS replayed
      FROM appeal a
      CROSS JOIN LATERAL (
            SELECT 'case' AS kind, id, number, state FROM work_order WHERE appeal_id = a.id
            UNION ALL
            SELECT 'incident', id, number, state FROM police_order WHERE appeal_id = a.id
            ORDER BY id LIMIT 1) o
     WHERE a.id = ANY(%(ids)s)
"""


async def insert_decisions(conn: Conn, rows: list[dict[str, Any]]) -> None:
    await insert_json(conn, INSERT_DECISIONS_SQL, rows)


async def registered(conn: Conn, appeals: list[UUID]) -> dict[UUID, Registered]:
    """What earlier requests registered, as it stands now."""
    return {r.appeal_id: r for r in await fetch(conn, Registered, REGISTERED_SQL, {"ids": appeals})}
