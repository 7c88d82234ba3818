"""Tables ``unit``, ``duty_contact``, ``police_class``, ``crosswalk``, ``calendar``, ``calendar_day``;
and the rows of ``deadline_rule``, which clocks reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.agencies.calendar import CalendarDay
from twinline.agencies.model import CrosswalkRow, Unit, UnitKind
from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_value, insert_json


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar with all its days."""

    code: str
    name: str
    always: bool
    intervals: dict[str, list[list[str]]]


ALL_UNITS_SQL = """
    SELECT id, code, name, kind, platform, parent_id, department, division, valid_from, valid_to, uscc, police_code
      FROM unit
"""
INSERT_UNITS_SQL = """
    INSERT INTO unit (id, code, name, kind, platform, parent_id, department, division, uscc, police_code, valid_from,
                      valid_to, seed)
    SELECT id, code, name, kind, platform, parent_id, department, division, uscc, police_code, valid_from, valid_to,
           coalesce(seed, false)
      FROM json_to_recordset(%(rows)s::json) AS r(
           id uuid, code text, name text, kind text, platform text, parent_id uuid, department text, division text,
           uscc text, police_code text, valid_from date, valid_to date, seed boolean)
    ON CONFLICT (code) DO NOTHING
"""
UPDATE_UNIT_SQL = """
    UPDATE unit SET name = %(name)s, parent_id = %(parent_id)s, department = %(department)s, division = %(division)s,
                    uscc = %(uscc)s, police_code = %(police_code)s, valid_to = %(valid_to)s
     WHERE id = %(id)s
"""
INSERT_CONTACTS_SQL = """
    INSERT INTO duty_contact (id, unit_id, role, name, phone_enc, valid_from)
    SELECT id, unit_id, role, name, phone_enc, valid_from FROM json_to_recordset(%(rows)s::json) AS r(
           id uuid, unit_id uuid, role text, name text, phone_enc bytea, valid_from timestamptz)
    ON CONFLICT DO NOTHING
"""
END_CONTACT_SQL = """
    UPDATE duty_contact SET valid_to = %(now)s WHERE unit_id = %(unit_id)s AND role = %(role)s AND valid_to IS NULL
"""
CROSSWALK_FOR_SQL = """
    SELECT scheme, peer, their_code, our_code, valid_from, valid_to FROM crosswalk
     WHERE scheme = %(scheme)s AND their_code = %(code)s AND peer IN (%(peer)s, '') AND status = 'mapped'
"""
QUEUE_CROSSWALK_SQL = """
    INSERT INTO crosswalk (id, scheme, peer, their_code, their_name, our_code, status, valid_from)
    SELECT %(id)s, %(scheme)s, %(peer)s, %(code)s, %(name)s, NULL, 'queued', %(on)s
     WHERE NOT EXISTS (SELECT FROM crosswalk WHERE scheme = %(scheme)s AND peer = %(peer)s AND their_code = %(code)s
                          AND status = 'queued')
    ON CONFLICT (scheme, peer, their_code, valid_from) DO NOTHING
"""
INSERT_CROSSWALKS_SQL = """
    INSERT INTO crosswalk (id, scheme, peer, their_code, their_name, our_code, status, valid_from, valid_to)
    SELECT id, scheme, peer, their_code, their_name, our_code,
           CASE WHEN our_code IS NULL THEN 'queued' ELSE 'mapped' END, valid_from, valid_to
      FROM json_to_recordset(%(rows)s::json) AS r(id uuid, scheme text, peer text, their_code text, their_name text,
           our_code text, valid_from date, valid_to date)
    ON CONFLICT (scheme, peer, their_code, valid_from) DO NOTHING
"""
CROSSWALK_SQL = """
    SELECT scheme, peer, their_code, our_code, valid_from, valid_to FROM crosswalk WHERE id = %(id)s FOR UPDATE
"""
MAP_CROSSWALK_SQL = """
    UPDATE crosswalk SET our_code = %(our_code)s, valid_from = %(valid_from)s, valid_to = %(valid_to)s,
           status = CASE WHEN %(our_code)s::text IS NULL THEN 'queued' ELSE 'mapped' END
     WHERE id = %(id)s
"""
INSERT_CLASSES_SQL = """
    INSERT INTO police_class (code, parent, level, name, valid_from, valid_to)
    SELECT code, parent, level, name, valid_from, valid_to FROM json_to_recordset(%(rows)s::json) AS r(
           code text, parent text, level smallint, name text, valid_from date, valid_to date)
    ON CONFLICT DO NOTHING
"""
CALENDARS_SQL = "SELECT code, name, always, intervals FROM calendar ORDER BY code"
DAYS_SQL = "SELECT calendar, day, kind, name FROM calendar_day ORDER BY calendar, day"
INSERT_CALENDARS_SQL = """
    INSERT INTO calendar (code, name, always, intervals)
    SELECT code, name, always, intervals FROM json_to_recordset(%(rows)s::json) AS r(
           code text, name text, always boolean, intervals json)
    ON CONFLICT DO NOTHING
"""
DELETE_YEAR_SQL = """
    DELETE FROM calendar_day WHERE calendar = %(calendar)s
       AND day >= make_date(%(year)s, 1, 1) AND day <= make_date(%(year)s, 12, 31)
"""
INSERT_DAYS_SQL = """
    INSERT INTO calendar_day (calendar, day, kind, name)
    SELECT calendar, day, kind, name FROM json_to_recordset(%(rows)s::json) AS r(
           calendar text, day date, kind text, name text)
    ON CONFLICT DO NOTHING
"""
INSERT_RULES_SQL = """
    INSERT INTO deadline_rule (code, kind, applies_to, amount, unit, calendar, basis, status, valid_from, valid_to)
    SELECT code, kind, applies_to, amount, unit, calendar, basis, status, valid_from, valid_to
      FROM json_to_recordset(%(rows)s::json) AS r(code text, kind text, applies_to text, amount integer, unit text,
           calendar text, basis text, status text, valid_from date, valid_to date)
    ON CONFLICT (code) DO NOTHING
"""
CALENDAR_EXISTS_SQL = "SELECT EXISTS (SELECT FROM calendar WHERE code = %(code)s AND NOT always)"


async def all_units(conn: Conn) -> list[Unit]:
    rows = await fetch_dicts(conn, ALL_UNITS_SQL, {})
    return [_unit(row) for row in rows]


def _unit(row: dict[str, Any]) -> Unit:
    values: dict[str, Any] = row | {"kind": UnitKind(row["kind"])}
    return Unit(**values)


async def insert_units(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    """How many were new; a unit whose code exists is left as it is."""
    return await insert_json(conn, INSERT_UNITS_SQL, rows)


async def update_unit(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, UPDATE_UNIT_SQL, row)


async def insert_contacts(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    """``phone_enc`` as bytes; how many were new: a role that is filled stays so."""
    return await insert_json(
        conn, INSERT_CONTACTS_SQL, [{**r, "phone_enc": "\\x" + r["phone_enc"].hex()} for r in rows]
    )


async def end_contact(conn: Conn, *, unit_id: UUID, role: str, now: datetime) -> None:
    await execute(conn, END_CONTACT_SQL, {"unit_id": unit_id, "role": role, "now": now})


async def crosswalk_for(conn: Conn, *, scheme: str, peer: str, code: str) -> list[CrosswalkRow]:
    """Mapped rows for a code of the peer, and those for all peers."""
    return await fetch(conn, CrosswalkRow, CROSSWALK_FOR_SQL, {"scheme": scheme, "peer": peer, "code": code})


async def queue_crosswalk(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, QUEUE_CROSSWALK_SQL, row)


async def insert_crosswalks(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    return await insert_json(conn, INSERT_CROSSWALKS_SQL, rows)


async def lock_crosswalk(conn: Conn, crosswalk_id: UUID) -> CrosswalkRow | None:
    rows = await fetch(conn, CrosswalkRow, CROSSWALK_SQL, {"id": crosswalk_id})
    return rows[0] if rows else None


async def map_crosswalk(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, MAP_CROSSWALK_SQL, row)


async def insert_classes(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    return await insert_json(conn, INSERT_CLASSES_SQL, rows)


async def calendars(conn: Conn) -> list[CalendarRow]:
    return await fetch(conn, CalendarRow, CALENDARS_SQL, {})


async def calendar_days(conn: Conn) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, DAYS_SQL, {})


async def insert_calendars(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    return await insert_json(conn, INSERT_CALENDARS_SQL, rows)


async def counts_days(conn: Conn, code: str) -> bool:
    """Whether there is a calendar with this code that needs days at all."""
    return bool(await fetch_value(conn, CALENDAR_EXISTS_SQL, {"code": code}))


async def replace_year(conn: Conn, *, calendar: str, year: int, days: Sequence[CalendarDay]) -> None:
    await execute(conn, DELETE_YEAR_SQL, {"calendar": calendar, "year": year})
    await insert_days(conn, calendar=calendar, days=days)


async def insert_days(conn: Conn, *, calendar: str, days: Sequence[CalendarDay]) -> int:
    """How many were new; a day that has a row keeps it."""
    rows = [{"calendar": calendar, "day": d.day, "kind": d.kind, "name": d.name} for d in days]
    return await insert_json(conn, INSERT_DAYS_SQL, rows)


async def insert_deadline_rules(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> int:
    """How many were new; a rule whose code exists is left as it is."""
    return await insert_json(conn, INSERT_RULES_SQL, rows)
