"""Reads of the registry, and the snapshots that every process holds."""

import asyncio
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from twinline.agencies import store
from twinline.agencies.calendar import CalendarDay, DayKind, WorkCalendar
from twinline.agencies.directory import Directory
from twinline.agencies.model import UnknownUnit
from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.crypto import FieldCipher, mask_name, mask_phone
from twinline.kernel.db import Conn, Database, fetch_dicts
from twinline.kernel.paging import Page, cut

LETTERS = re.compile("[a-z]{2,}")
LETTER_UNITS_MAX = 5_000
UNITS_SQL = """
    SELECT u.id, u.code, u.name, u.kind, u.platform, u.parent_id, u.department, u.division, u.uscc, u.police_code,
           u.valid_from, u.valid_to
      FROM unit u
     WHERE u.id < %(before)s
       AND (%(platform)s::text IS NULL OR u.platform = %(platform)s)
       AND (%(department)s::text IS NULL OR u.department = %(department)s)
       AND (%(division)s::text IS NULL OR u.division = %(division)s)
       AND (%(words)s::text IS NULL OR strpos(u.name, %(words)s) > 0 OR u.code = %(words)s)
     ORDER BY u.id DESC LIMIT %(limit)s
"""
UNIT_SQL = """
    SELECT id, code, name, kind, platform, parent_id, department, division, uscc, police_code, valid_from, valid_to
      FROM unit WHERE id = %(id)s
"""
CLASSES_SQL = """
    SELECT code, parent, level, name, valid_from, valid_to FROM police_class
     WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s) ORDER BY code
"""
CROSSWALKS_SQL = """
    SELECT id, scheme, peer, their_code, their_name, our_code, status, valid_from, valid_to FROM crosswalk
     WHERE id < %(before)s AND (%(scheme)s::text IS NULL OR scheme = %(scheme)s)
       AND (%(peer)s::text IS NULL OR peer = %(peer)s) AND (%(status)s::text IS NULL OR status = %(status)s)
     ORDER BY id DESC LIMIT %(limit)s
"""
CONTACTS_SQL = """
    SELECT c.id, c.unit_id, u.name AS unit_name, c.role, c.name, c.phone_enc, c.valid_from, c.valid_to
      FROM duty_contact c JOIN unit u ON u.id = c.unit_id
     WHERE c.id < %(before)s AND (%(unit_id)s::uuid IS NULL OR c.unit_id = %(unit_id)s) AND c.valid_to IS NULL
     ORDER BY c.id DESC LIMIT %(limit)s
"""
MISSING_SQL = """
    SELECT u.id, u.code, u.name, u.platform, r.role
      FROM unit u CROSS JOIN (VALUES ('primary'), ('deputy')) AS r(role)
     WHERE u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to > %(on)s)
       AND NOT EXISTS (SELECT FROM duty_contact c
                        WHERE c.unit_id = u.id AND c.role = r.role AND c.valid_to IS NULL)
     ORDER BY u.code, r.role DESC
"""


async def load_directory(db: Database) -> Directory:
    """All units as they stand today in China."""
    async with db.transaction() as tx:
        return Directory.of(await store.all_units(tx.conn), on=tx.now.astimezone(CHINA).date())


async def load_calendars(db: Database) -> Mapping[str, WorkCalendar]:
    """All working calendars by code."""
    async with db.transaction() as tx:
        rows, days = await store.calendars(tx.conn), await store.calendar_days(tx.conn)
    return {
        row.code: WorkCalendar.from_rows(
            code=row.code,
            name=row.name,
            always=row.always,
            intervals=row.intervals,
            days=[CalendarDay(d["day"], DayKind(d["kind"]), d["name"]) for d in days if d["calendar"] == row.code],
        )
        for row in rows
    }


async def list_units(conn: Conn, actor: Actor, page: Page, **filters: str | None) -> dict[str, Any]:
    """Units, newest first, by platform, department, division and words of the name or the whole code; letters find
    names by the first letters of their syllables, the whole list at once."""
    actor.require("registry.read")
    words = (filters.get("words") or "").lower()
    if LETTERS.fullmatch(words):
        every = {**page.bounds, "limit": LETTER_UNITS_MAX, **filters, "words": None}
        rows = await fetch_dicts(conn, UNITS_SQL, every)
        ranks = await asyncio.to_thread(lambda: [initials_of(row["name"]).find(words) for row in rows])
        near = sorted((rank, n) for n, rank in enumerate(ranks) if rank >= 0)
        return {"items": [rows[n] for _, n in near[: page.limit]], "next": None}
    return cut(await fetch_dicts(conn, UNITS_SQL, {**page.bounds, **filters}), page)


async def read_unit(conn: Conn, actor: Actor, unit_id: UUID) -> dict[str, Any]:
    """One unit. Raises UnknownUnit."""
    actor.require("registry.read")
    rows = await fetch_dicts(conn, UNIT_SQL, {"id": unit_id})
    if not rows:
        raise UnknownUnit(unit=unit_id)
    return rows[0]


async def list_classes(conn: Conn, actor: Actor, *, on: date) -> dict[str, Any]:
    """The police class tree as it stood on a day (R5)."""
    actor.require("registry.read")
    rows = await fetch_dicts(conn, CLASSES_SQL, {"on": on})
    # The first call loads a dictionary of readings, which takes a while.
    initials = await asyncio.to_thread(lambda: [initials_of(row["name"]) for row in rows])
    return {"items": [row | {"initials": found} for row, found in zip(rows, initials, strict=True)], "next": None}


@cache
def initials_of(name: str) -> str:
    """The first letters of the syllables, by which people type names: 入室盗窃 is ``rsdq``."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(found).lower()


async def list_crosswalks(conn: Conn, actor: Actor, page: Page, **filters: str | None) -> dict[str, Any]:
    """How peers' codes map to ours; ``queued`` ones wait for a person (R5)."""
    actor.require("registry.read")
    return cut(await fetch_dicts(conn, CROSSWALKS_SQL, {**page.bounds, **filters}), page)


async def list_calendars(conn: Conn, actor: Actor) -> dict[str, Any]:
    """Calendars with the years that are loaded."""
    actor.require("registry.read")
    days = await store.calendar_days(conn)
    items = [
        {
            "code": row.code,
            "name": row.name,
            "always": row.always,
            "intervals": row.intervals,
            "years": sorted({d["day"].year for d in days if d["calendar"] == row.code}),
        }
        for row in await store.calendars(conn)
    ]
    return {"items": items, "next": None}


async def list_contacts(
    conn: Conn, actor: Actor, cipher: FieldCipher, page: Page, *, unit_id: UUID | None
) -> dict[str, Any]:
    """Who answers for units now. Names and phones are masked except to the stewards who keep them (R43, R93)."""
    actor.require("registry.read")
    shown = cut(await fetch_dicts(conn, CONTACTS_SQL, {**page.bounds, "unit_id": unit_id}), page)
    plain = actor.can("registry.write")
    for item in shown["items"]:
        phone = cipher.open(item.pop("phone_enc"))
        item["phone"] = phone if plain else mask_phone(phone)
        item["name"] = item["name"] if plain else mask_name(item["name"])
    return shown


async def missing_duty_contacts(conn: Conn, *, on: date) -> list[dict[str, Any]]:
    """Every unit in force that lacks its primary or its deputy; each row is an alarm (R93)."""
    return await fetch_dicts(conn, MISSING_SQL, {"on": on})
