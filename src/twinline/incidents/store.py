"""All SQL of police orders."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals import VISIBLE
from twinline.incidents.model import COLUMNS, PoliceOrder, Sent
from twinline.kernel.db import Conn, Params, execute, fetch, fetch_one, insert_json
from twinline.kernel.errors import StaleVersion

GET_SQL = (
    """
    SELECT p.id, p.appeal_id, p.number, p.platform, p.state, p.version, p.head, p.mirror, p.loop_open,
           p.class_initial, p.class_current, p.grade, p.urgent, p.danger, p.restricted, p.division, p.title, p.form,
           p.result_code, p.result, p.opened_at, p.dispatched_at, p.closed_at, a.shared, a.confidential,
           ARRAY(SELECT d.unit_id FROM police_dispatch d
                  WHERE d.order_id = p.id AND d.released_at IS NULL ORDER BY d.unit_id) AS units
      FROM police_order p JOIN appeal a ON a.id = p.appeal_id
     WHERE p.id = %(id)s AND """
    + VISIBLE
)
LOCK_SQL = GET_SQL + " AND p.platform = %(actor_platform)s FOR UPDATE OF p"

SAVE_SQL = """
    UPDATE police_order
       SET state = %(state)s, version = %(version)s, head = %(head)s, loop_open = %(loop_open)s,
           class_current = %(class_current)s, grade = %(grade)s, urgent = %(urgent)s, danger = %(danger)s,
           restricted = %(restricted)s, division = %(division)s, result_code = %(result_code)s, result = %(result)s,
           dispatched_at = %(dispatched_at)s, closed_at = %(closed_at)s
     WHERE id = %(id)s AND version = %(seen)s
"""
INSERT_SQL = """
    INSERT INTO police_order (id, appeal_id, number, platform, state, version, head, mirror, loop_open, class_initial,
        class_current, grade, urgent, danger, restricted, division, title, form, opened_at)
    SELECT id, appeal_id, number, platform, state, version, head, mirror, loop_open, class_initial,
        class_current, grade, urgent, danger, restricted, division, title, form, opened_at
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, appeal_id uuid, number text, platform text, state text, version int, head bytea, mirror boolean,
        loop_open boolean, class_initial text, class_current text, grade smallint, urgent boolean, danger boolean,
        restricted boolean, division text, title text, form json, opened_at timestamptz)
"""
SEND_SQL = """
    INSERT INTO police_dispatch (order_id, unit_id, number, state, dispatched_at, form)
    VALUES (%(order_id)s, %(unit_id)s, %(number)s, 'dispatched', %(at)s, %(form)s::json)
    ON CONFLICT (order_id, unit_id) DO UPDATE
       SET number = EXCLUDED.number, state = 'dispatched', dispatched_at = EXCLUDED.dispatched_at, signed_at = NULL,
           set_out_at = NULL, arrived_at = NULL, fed_back_at = NULL, released_at = NULL, form = EXCLUDED.form
     WHERE police_dispatch.state IN ('released', 'fed_back')
"""
SENT_SQL = """
    SELECT order_id, unit_id, number, state, dispatched_at, signed_at, set_out_at, arrived_at, fed_back_at,
           released_at, form
      FROM police_dispatch WHERE order_id = %(order_id)s ORDER BY dispatched_at, unit_id
"""
STAMP_SQL = """
    UPDATE police_dispatch
       SET state = %(state)s, signed_at = %(signed_at)s, set_out_at = %(set_out_at)s, arrived_at = %(arrived_at)s,
           fed_back_at = %(fed_back_at)s, released_at = %(released_at)s
     WHERE order_id = %(order_id)s AND unit_id = %(unit_id)s
"""
FEEDBACK_SQL = """
    INSERT INTO police_feedback (id, order_id, unit_id, at, class_code, result_code, result, form)
    VALUES (%(id)s, %(order_id)s, %(unit_id)s, %(at)s, %(class_code)s, %(result_code)s, %(result)s, %(form)s::json)
"""
FEEDBACKS_SQL = """
    SELECT f.id, f.unit_id, n.name AS unit, f.at, f.class_code, f.result_code, f.result, f.form
      FROM police_feedback f JOIN unit n ON n.id = f.unit_id WHERE f.order_id = %(order_id)s ORDER BY f.at
"""

CALLS_FOR_HELP_SQL = """
    SELECT event = 'ask_help' FROM order_event
     WHERE subject_id = %(order_id)s AND event IN ('ask_help', 'take_help', 'dispatch', 'dispatch_more')
     ORDER BY seq DESC LIMIT 1
"""
CLASS_SQL = """
    SELECT 1 FROM police_class
     WHERE code = %(code)s AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s)
"""


async def get(conn: Conn, order_id: UUID, sight: Params) -> PoliceOrder | None:
    return await fetch_one(conn, PoliceOrder, GET_SQL, {"id": order_id, **sight})


async def lock(conn: Conn, order_id: UUID, sight: Params) -> PoliceOrder | None:
    return await fetch_one(conn, PoliceOrder, LOCK_SQL, {"id": order_id, **sight})


async def save(conn: Conn, order: PoliceOrder, *, seen: int) -> None:
    """Write all projections of ``order``. Raises StaleVersion when another change came first."""
    params = asdict(order) | {"seen": seen}
    if await execute(conn, SAVE_SQL, params) != 1:
        raise StaleVersion


async def insert(conn: Conn, orders: list[PoliceOrder]) -> None:
    rows: list[dict[str, Any]] = []
    for order in orders:
        row = {name: getattr(order, name) for name in COLUMNS}
        row["head"] = "\\x" + order.head.hex()
        rows.append(row)
    await insert_json(conn, INSERT_SQL, rows)


async def sent(conn: Conn, order_id: UUID) -> list[Sent]:
    return await fetch(conn, Sent, SENT_SQL, {"order_id": order_id})


async def send(conn: Conn, *, order_id: UUID, unit_id: UUID, number: str, at: Any, form: Mapping[str, Any]) -> bool:
    """Put a unit on the order; False when it is on it already."""
    params = {
        "order_id": order_id,
        "unit_id": unit_id,
        "number": number,
        "at": at,
        "form": orjson.dumps(form).decode(),
    }
    return await execute(conn, SEND_SQL, params) == 1


async def stamp(conn: Conn, part: Sent) -> None:
    await execute(conn, STAMP_SQL, asdict(part))
