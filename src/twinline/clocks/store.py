"""All SQL of clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_value, insert_json


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of one order. The start columns never change; the rest is derived from clock_event."""

    order_id: UUID
    kind: str
    n: int
    appeal_id: UUID
    platform: str
    unit_id: UUID | None
    rule: str
    amount: int
    unit: str
    calendar: str
    started_at: datetime
    state: str
    due_at: datetime | None
    next_alert_at: datetime | None
    alerts: int
    stopped_at: datetime | None
    breached_at: datetime | None
    events: int


@dataclass(frozen=True, slots=True)
class ClockEventRow:
    """One later event of a clock."""

    event: str
    at: datetime
    data: dict[str, Any]


COLUMNS = tuple(f.name for f in fields(ClockRow))

RULES_SQL = """
    SELECT code, kind, applies_to, amount, unit, calendar, basis, status, valid_from, valid_to FROM deadline_rule
     ORDER BY code
"""
INSERT_RULE_SQL = """
    INSERT INTO deadline_rule (code, kind, applies_to, amount, unit, calendar, basis, status, valid_from, valid_to)
    VALUES (%(code)s, %(kind)s, %(applies_to)s, %(amount)s, %(unit)s, %(calendar)s, %(basis)s, %(status)s,
            %(valid_from)s, %(valid_to)s)
"""
END_RULE_SQL = "UPDATE deadline_rule SET valid_to = %(day)s WHERE code = %(code)s"
LOCK_RULES_SQL = "SELECT pg_advisory_xact_lock(%(key)s)"
CALENDAR_SQL = "SELECT EXISTS (SELECT FROM calendar WHERE code = %(code)s)"

LIVE_SQL = """
    SELECT order_id, kind, n, appeal_id, platform, unit_id, rule, amount, unit, calendar, started_at, state, due_at,
           next_alert_at, alerts, stopped_at, breached_at, events
      FROM clock WHERE order_id = %(order_id)s AND state <> 'stopped' FOR UPDATE
"""
OF_ORDERS_SQL = """
    SELECT order_id, kind, n, appeal_id, platform, unit_id, rule, amount, unit, calendar, started_at, state, due_at,
           next_alert_at, alerts, stopped_at, breached_at, events
      FROM clock WHERE order_id = ANY(%(orders)s) ORDER BY started_at, kind
"""
INSERT_SQL = """
    INSERT INTO clock (order_id, kind, n, appeal_id, platform, unit_id, rule, amount, unit, calendar, started_at, state,
                       due_at, next_alert_at)
    SELECT order_id, kind, n, appeal_id, platform, unit_id, rule, amount, unit, calendar, started_at, state,
           due_at, next_alert_at
      FROM json_to_recordset(%(rows)s::json) AS r(
           order_id uuid, kind text, n smallint, appeal_id uuid, platform text, unit_id uuid, rule text, amount int,
           unit text, calendar text, started_at timestamptz, state text, due_at timestamptz, next_alert_at timestamptz)
"""
NEXT_N_SQL = "SELECT coalesce(max(n), 0) + 1 FROM clock WHERE order_id = %(order_id)s AND kind = %(kind)s"
APPEND_SQL = """
    WITH e AS (
        INSERT INTO clock_event (order_id, kind, n, seq, event, at, data)
        VALUES (%(order_id)s, %(kind)s, %(n)s, %(seq)s, %(event)s, %(at)s, %(data)s::json)
    )
    UPDATE clock SET state = %(state)s, due_at = %(due_at)s, next_alert_at = %(next_alert_at)s,
           alerts = %(alerts)s, stopped_at = %(stopped_at)s, breached_at = %(breached_at)s, events = %(events)s
     WHERE order_id = %(order_id)s AND kind = %(kind)s AND n = %(n)s
"""
ALERTABLE_SQL = """
    SELECT order_id, kind, n, appeal_id, platform, unit_id, rule, amount, unit, calendar, started_at, state, due_at,
           next_alert_at, alerts, stopped_at, breached_at, events
      FROM clock WHERE state = 'running' AND next_alert_at IS NOT NULL AND next_alert_at <= %(now)s
     ORDER BY next_alert_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
MOVE_ALERTS_SQL = """
    UPDATE clock c SET alerts = r.alerts, breached_at = r.breached_at, next_alert_at = r.next_alert_at
      FROM json_to_recordset(%(rows)s::json) AS r(order_id uuid, kind text, n smallint, alerts smallint,
           breached_at timestamptz, next_alert_at timestamptz)
     WHERE c.order_id = r.order_id AND c.kind = r.kind AND c.n = r.n
"""
EVENTS_SQL = """
    SELECT event, at, data FROM clock_event
     WHERE order_id = %(order_id)s AND kind = %(kind)s AND n = %(n)s ORDER BY seq
"""


async def rules(conn: Conn) -> list[dict[str, Any]]:
    """All deadline rules, whatever their dates."""
    return await fetch_dicts(conn, RULES_SQL, {})


async def live(conn: Conn, order_id: UUID) -> list[ClockRow]:
    """Running and paused clocks of an order, locked."""
    return await fetch(conn, ClockRow, LIVE_SQL, {"order_id": order_id})


async def of_orders(conn: Conn, orders: list[UUID]) -> list[ClockRow]:
    return await fetch(conn, ClockRow, OF_ORDERS_SQL, {"orders": orders})


async def insert(conn: Conn, rows: list[ClockRow]) -> None:
    await insert_json(conn, INSERT_SQL, [{name: getattr(r, name) for name in COLUMNS} for r in rows])


async def next_n(conn: Conn, order_id: UUID, kind: str) -> int:
    return int(await fetch_value(conn, NEXT_N_SQL, {"order_id": order_id, "kind": kind}))


async def append(conn: Conn, params: Mapping[str, Any]) -> None:
    await execute(conn, APPEND_SQL, params)


async def events(conn: Conn, row: ClockRow) -> list[ClockEventRow]:
    key = {"order_id": row.order_id, "kind": row.kind, "n": row.n}
    return await fetch(conn, ClockEventRow, EVENTS_SQL, key)


async def alertable(conn: Conn, now: datetime, limit: int) -> list[ClockRow]:
    """Running clocks whose next step has come, locked; those that others hold are left out."""
    return await fetch(conn, ClockRow, ALERTABLE_SQL, {"now": now, "limit": limit})


async def move_alerts(conn: Conn, rows: list[dict[str, Any]]) -> None:
    await insert_json(conn, MOVE_ALERTS_SQL, rows)


async def lock_rules(conn: Conn, key: int) -> None:
    """Wait until no other change of deadline rules is under way."""
    await execute(conn, LOCK_RULES_SQL, {"key": key})


async def calendar_exists(conn: Conn, code: str) -> bool:
    return bool(await fetch_value(conn, CALENDAR_SQL, {"code": code}))


async def insert_rule(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, INSERT_RULE_SQL, dict(row))


async def end_rule(conn: Conn, code: str, day: date) -> None:
    await execute(conn, END_RULE_SQL, {"code": code, "day": day})
