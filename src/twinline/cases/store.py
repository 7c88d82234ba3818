"""All SQL of work orders."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals import VISIBLE
from twinline.cases.model import COLUMNS, WorkOrder
from twinline.kernel.db import Conn, Params, execute, fetch_dicts, fetch_one, insert_json
from twinline.kernel.errors import StaleVersion

GET_SQL = (
    """
    SELECT w.id, w.appeal_id, w.number, w.platform, w.state, w.version, w.head, w.mirror, w.loop_open, w.ack_pending,
           w.type, w.domain, w.matter, w.department, w.deadline_class, w.urgent, w.danger, w.restricted, w.division,
           w.title, w.form, w.lead_unit_id, w.direct, w.reply, w.replied_at, w.person_replied_at, w.contacted,
           w.solved, w.satisfied, w.revisit_waived, w.extension, w.return_reason, w.return_count, w.redo_count,
           w.merged_into, w.opened_at, w.closed_at, a.shared, a.confidential,
           a.matter AS appeal_matter,
           ARRAY(SELECT u.unit_id FROM work_order_unit u
                  WHERE u.order_id = w.id AND u.released_at IS NULL ORDER BY u.role DESC, u.unit_id) AS units
      FROM work_order w JOIN appeal a ON a.id = w.appeal_id
     WHERE w.id = %(id)s AND """
    + VISIBLE
)
# Everybody who sees the appeal may read its orders; only their own platform may change them.
LOCK_SQL = GET_SQL + " AND w.platform = %(actor_platform)s FOR UPDATE OF w"

SAVE_SQL = """
    UPDATE work_order
       SET state = %(state)s, version = %(version)s, head = %(head)s, loop_open = %(loop_open)s,
           ack_pending = %(ack_pending)s, danger = %(danger)s, urgent = %(urgent)s, restricted = %(restricted)s,
           type = %(type)s, domain = %(domain)s, matter = %(matter)s, department = %(department)s,
           deadline_class = %(deadline_class)s, division = %(division)s, form = %(form)s::json,
           lead_unit_id = %(lead_unit_id)s, direct = %(direct)s, reply = %(reply)s, replied_at = %(replied_at)s,
           person_replied_at = %(person_replied_at)s, contacted = %(contacted)s, solved = %(solved)s,
           satisfied = %(satisfied)s, revisit_waived = %(revisit_waived)s, extension = %(extension)s,
           return_reason = %(return_reason)s, return_count = %(return_count)s, redo_count = %(redo_count)s,
           merged_into = %(merged_into)s, closed_at = %(closed_at)s
     WHERE id = %(id)s AND version = %(seen)s
"""

INSERT_SQL = """
    INSERT INTO work_order (id, appeal_id, number, platform, state, version, head, mirror, loop_open, ack_pending,
        type, domain, matter, department, deadline_class, urgent, danger, restricted, division, title, form, opened_at)
    SELECT id, appeal_id, number, platform, state, version, head, mirror, loop_open, ack_pending,
        type, domain, matter, department, deadline_class, urgent, danger, restricted, division, title, form, opened_at
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, appeal_id uuid, number text, platform text, state text, version int, head bytea, mirror boolean,
        loop_open boolean, ack_pending boolean, type text, domain text, matter text, department text,
        deadline_class text, urgent boolean, danger boolean, restricted boolean, division text, title text, form json,
        opened_at timestamptz)
"""

ASSIGN_SQL = """
    INSERT INTO work_order_unit (order_id, unit_id, role, dispatched_at)
    SELECT %(order_id)s, u.unit_id, u.role, %(at)s
      FROM unnest(%(units)s::uuid[], %(roles)s::text[]) AS u(unit_id, role)
    ON CONFLICT (order_id, unit_id) DO UPDATE
       SET role = EXCLUDED.role, dispatched_at = EXCLUDED.dispatched_at, signed_at = NULL, replied_at = NULL,
           reply = NULL, released_at = NULL
"""
RELEASE_SQL = """
    UPDATE work_order_unit SET released_at = %(at)s WHERE order_id = %(order_id)s AND released_at IS NULL
"""
SIGN_SQL = """
    UPDATE work_order_unit SET signed_at = coalesce(signed_at, %(at)s)
     WHERE order_id = %(order_id)s AND unit_id = %(unit_id)s AND released_at IS NULL
"""
REPLY_SQL = """
    UPDATE work_order_unit SET reply = %(reply)s, replied_at = %(at)s, signed_at = coalesce(signed_at, %(at)s)
     WHERE order_id = %(order_id)s AND unit_id = %(unit_id)s AND role = %(role)s AND released_at IS NULL
"""
ASK_EXTENSION_SQL = """
    INSERT INTO extension (order_id, n, days, reason, asked_by, asked_at)
    SELECT %(order_id)s, coalesce(max(n), 0) + 1, %(days)s, %(reason)s, %(by)s, %(at)s
      FROM extension WHERE order_id = %(order_id)s
"""
DECIDE_EXTENSION_SQL = """
    UPDATE extension SET granted = %(granted)s, decided_by = %(by)s, decided_at = %(at)s
     WHERE order_id = %(order_id)s AND granted IS NULL RETURNING days
"""
UNITS_SQL = """
    SELECT u.unit_id, n.name, n.code, u.role, u.dispatched_at, u.signed_at, u.replied_at, u.reply, u.released_at
      FROM work_order_unit u JOIN unit n ON n.id = u.unit_id
     WHERE u.order_id = %(order_id)s ORDER BY u.role DESC, n.code
"""
KEEP_KEY_SQL = """
    INSERT INTO step_key (account_id, key, order_id, event, at)
    VALUES (%(account_id)s, %(key)s, %(order_id)s, %(event)s, %(at)s) ON CONFLICT DO NOTHING
"""
SAME_STEP_SQL = """
    SELECT EXISTS (SELECT 1 FROM step_key k
                    WHERE k.account_id = %(account_id)s AND k.key = %(key)s AND k.order_id = %(order_id)s
                      AND k.event = %(event)s)
"""
FORGET_KEYS_SQL = "DELETE FROM step_key WHERE at < %(now)s - make_interval(days => %(days)s)"
# Calls that nobody answered since the newest result.
MISSED_SQL = """
    SELECT count(*) FROM order_event e
     WHERE e.subject_id = %(order_id)s AND e.event = 'miss_revisit'
       AND e.seq > (SELECT max(r.seq) FROM order_event r
                     WHERE r.subject_id = e.subject_id AND r.event IN ('approve', 'merged_reply'))
"""
EXTENSIONS_SQL = """
    SELECT n, days, reason, asked_at, granted, decided_at FROM extension WHERE order_id = %(order_id)s ORDER BY n
"""
CHILDREN_SQL = "SELECT id FROM work_order WHERE merged_into = %(id)s AND state = 'merged' ORDER BY id FOR UPDATE"
GOING_ON_SQL = """
    SELECT w.number FROM work_order o JOIN work_order w ON w.appeal_id = o.appeal_id AND w.platform = o.platform
     WHERE o.id = %(id)s AND w.closed_at IS NULL AND NOT w.mirror
"""
REOPENED_SQL = """
    SELECT w.id FROM work_order o JOIN work_order w ON w.appeal_id = o.appeal_id AND w.platform = o.platform
     WHERE o.id = %(id)s AND w.id > o.id AND NOT w.mirror ORDER BY w.id LIMIT 1
"""
OF_APPEAL_SQL = "SELECT id FROM work_order WHERE appeal_id = %(appeal_id)s ORDER BY id"


async def get(conn: Conn, order_id: UUID, sight: Params) -> WorkOrder | None:
    return await fetch_one(conn, WorkOrder, GET_SQL, {"id": order_id, **sight})


async def lock(conn: Conn, order_id: UUID, sight: Params) -> WorkOrder | None:
    return await fetch_one(conn, WorkOrder, LOCK_SQL, {"id": order_id, **sight})


async def save(conn: Conn, order: WorkOrder, *, seen: int) -> None:
    """Write all projections of ``order``. Raises StaleVersion when another change came first."""
    params = asdict(order) | {"seen": seen, "form": orjson.dumps(order.form).decode()}
    if await execute(conn, SAVE_SQL, params) != 1:
        raise StaleVersion


def as_row(order: WorkOrder) -> dict[str, Any]:
    """The order as a row for INSERT_SQL."""
    row = {name: getattr(order, name) for name in COLUMNS}
    row["head"] = "\\x" + order.head.hex()
    return row


async def insert(conn: Conn, orders: list[WorkOrder]) -> None:
    await insert_json(conn, INSERT_SQL, [as_row(o) for o in orders])


async def assign(conn: Conn, params: Params) -> None:
    await execute(conn, ASSIGN_SQL, params)


async def children_of(conn: Conn, order_id: UUID) -> list[UUID]:
    return [r["id"] for r in await fetch_dicts(conn, CHILDREN_SQL, {"id": order_id})]
