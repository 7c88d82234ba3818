"""What the public may know of appeals (R53, promise 6): the condition is here and nowhere else in this face.

Anybody: 12345's own matters that are neither restricted nor confidential nor dangerous nor about a unit's conduct,
and no reports of wrongdoing. Shown are the matter, its state, its dates and roughly where; never the words or who said
them. Whoever filed a request with a key also sees that request's own words and reply with the same key, unless it
became restricted or confidential.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.exchange.faces.open311.model import HIDDEN_TYPES, ORIGIN, PLATFORM, Service
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.ids import uuid7
from twinline.kernel.messages import text
from twinline.kernel.paging import Page
from twinline.places import Datum, Divisions, Point

PUBLIC = """
    a.first_receiver = %(platform)s AND NOT a.restricted AND NOT a.confidential
    AND (c.account_id = %(account)s
         OR (a.owner_platform = %(platform)s AND NOT a.danger AND a.complained_unit_id IS NULL
             AND a.type <> ALL(%(hidden_types)s::text[]) AND a.matter = ANY(%(services)s::text[])))
"""
HEAD = """
    SELECT a.id, a.number, a.type, a.matter, a.department, a.division, a.address, a.lon, a.lat, a.datum, a.words,
           a.received_at, a.closed_at, a.merged_into, a.owner_platform,
           coalesce(c.account_id = %(account)s, false) AS own, w.state, w.reply,
           (SELECT f.form->>'source_kind' FROM work_order f
             WHERE f.appeal_id = a.id AND f.form->>'origin' = %(origin)s ORDER BY f.id LIMIT 1) AS filed_as,
           (SELECT k.due_at FROM clock k WHERE k.order_id = w.id AND k.kind = 'case_result' AND k.state = 'running'
             ORDER BY k.n DESC LIMIT 1) AS due_at,
           (SELECT e.at FROM order_event e WHERE e.subject_id = w.id ORDER BY e.seq DESC LIMIT 1) AS updated_at
      FROM appeal a JOIN contact c ON c.id = a.contact_id
      LEFT JOIN LATERAL (
           SELECT o.id, o.state, o.reply FROM work_order o WHERE o.appeal_id = a.id AND o.platform = %(platform)s
            ORDER BY o.closed_at IS NOT NULL, o.id DESC LIMIT 1) w ON true
"""
LIST_SQL = (
    HEAD
    + """
     WHERE a.id < %(before)s AND a.id >= %(from_id)s AND a.received_at >= %(since)s AND a.received_at <= %(until)s
       AND (%(codes)s::text[] IS NULL OR a.matter = ANY(%(codes)s::text[]))
       AND (%(closed)s::boolean IS NULL OR (a.closed_at IS NOT NULL OR a.merged_into IS NOT NULL) = %(closed)s)
       AND """
    + PUBLIC
    + " ORDER BY a.id DESC LIMIT %(limit)s"
)
NUMBERS_SQL = HEAD + " WHERE a.number = ANY(%(numbers)s::text[]) AND " + PUBLIC + " ORDER BY a.id DESC"

_ROUGH_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks (None: anybody), at which services, and whether a place may be shown as it was filed."""

    account: UUID | None
    services: Mapping[str, Service]
    divisions: Divisions
    departments: Mapping[str, str]
    as_filed: bool
    lang: str

    @property
    def params(self) -> dict[str, Any]:
        return {
            "account": self.account,
            "services": list(self.services),
            "platform": PLATFORM,
            "hidden_types": list(HIDDEN_TYPES),
            "origin": ORIGIN,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests are asked for."""

    since: datetime
    until: datetime
    codes: tuple[str, ...] | None = None
    closed: bool | None = None


async def by_number(conn: Conn, sight: Sight, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """The requests with these numbers that may be seen."""
    rows = await fetch_dicts(conn, NUMBERS_SQL, {**sight.params, "numbers": list(numbers)})
    return [request_view(row, sight) for row in rows]


async def listed(conn: Conn, sight: Sight, wanted: Wanted, page: Page) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of requests, newest first, and the key behind which the next page begins."""
    params = {
        **sight.params,
        "since": wanted.since,
        "until": wanted.until,
        # Nothing is received after it is recorded, so that older keys need not be looked at.
        "from_id": uuid7(wanted.since, bytes),
        "codes": None if wanted.codes is None else list(wanted.codes),
        "closed": wanted.closed,
        **page.bounds,
    }
    rows = await fetch_dicts(conn, LIST_SQL, params)
    after = rows[page.limit - 1]["id"] if len(rows) > page.limit else None
    return [request_view(row, sight) for row in rows[: page.limit]], after


def request_view(row: Mapping[str, Any], sight: Sight) -> dict[str, Any]:
    """A request as it goes out. ``status`` is open or closed; ``status_notes`` says more."""
    closed = row["closed_at"] or (row["merged_into"] and row["updated_at"])
    service = sight.services.get(row["matter"]) or sight.services.get(row["filed_as"] or "")
    return {
        "service_request_id": row["number"],
        "status": "closed" if closed else "open",
        "status_notes": _notes(row, sight),
        "service_name": service.name if service else None,
        "service_code": service.code if service else None,
        "description": row["words"] if row["own"] else f"{row['type']}：{service.name if service else ''}",
        "agency_responsible": sight.departments.get(row["department"]),
        "service_notice": None,
        "requested_datetime": row["received_at"],
        "updated_datetime": closed or row["updated_at"] or row["received_at"],
        "expected_datetime": row["due_at"],
        **_place(row, sight),
        "media_url": None,
    }


def _notes(row: Mapping[str, Any], sight: Sight) -> str:
    if row["owner_platform"] != PLATFORM:
        return text("open311.note.handed_over", lang=sight.lang)
    if row["merged_into"]:
        return text("open311.note.merged", lang=sight.lang)
    state = text(f"state.case.{row['state']}", lang=sight.lang)
    return f"{state}\n{row['reply']}" if row["own"] and row["reply"] else state


def _place(row: Mapping[str, Any], sight: Sight) -> dict[str, Any]:
    """Where it is. As filed for who filed it, and for everybody where the city says so and the filer was told; else
    the division, and a point rounded to about a kilometre."""
    exact = row["own"] or (sight.as_filed and row["filed_as"])
    area = sight.divisions.path_name(row["division"]) if row["division"] else None
    lat, long = _point(row)
    if not exact and lat is not None and long is not None:
        lat, long = round(lat, _ROUGH_DIGITS), round(long, _ROUGH_DIGITS)
    address = row["address"] if exact and row["address"] else area
    return {"address": address, "address_id": row["division"], "zipcode": None, "lat": lat, "long": long}


def _point(row: Mapping[str, Any]) -> tuple[float | None, float | None]:
    if row["lat"] is None or row["lon"] is None:
        return None, None
    point = Point.given(row["lon"], row["lat"], row["datum"]).to(Datum.WGS84)
    return round(point.lat, 6), round(point.lon, 6)
