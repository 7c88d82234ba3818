"""Changes of the registry: every one by a data steward, every one on the audit trail."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from twinline.agencies import store
from twinline.agencies.calendar import CalendarDay
from twinline.agencies.codes import check_police_code, check_uscc
from twinline.agencies.directory import DESK_CODES, Directory
from twinline.agencies.errors import (
    BadPeriod,
    CrosswalkTaken,
    DayOutsideYear,
    DeskStays,
    UnitCodeTaken,
    UnitLoop,
    UnknownCalendar,
    UnknownCrosswalk,
)
from twinline.agencies.holidays import known_years, provisional_rows, seed_rows
from twinline.agencies.model import DutyRole, Unit, UnknownUnit, crossed
from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.clock import CHINA
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Tx
from twinline.places import Divisions

WRITE = "registry.write"


async def create_unit(tx: Tx, actor: Actor, *, fields: Mapping[str, Any]) -> UUID:
    """Add a unit. Raises UnitCodeTaken, UnknownUnit (parent), UnitLoop, BadPeriod, BadUscc, BadPoliceCode and what
    places says of a wrong division."""
    actor.require(WRITE)
    unit_id = tx.new_id()
    row = {"id": unit_id, **fields}
    row |= _checked(row, await _units(tx))
    if not await store.insert_units(tx.conn, [row]):
        raise UnitCodeTaken(unit=row["code"])
    await audit(tx, "unit.created", account_id=actor.account_id, subject_id=unit_id, data={"code": row["code"]})
    return unit_id


async def change_unit(tx: Tx, actor: Actor, *, unit_id: UUID, changes: Mapping[str, Any]) -> None:
    """Rename, move or close a unit (``valid_to``). Raises as create_unit, and DeskStays."""
    actor.require(WRITE)
    units = await _units(tx)
    unit = units.get(unit_id)
    if unit.code in DESK_CODES.values() and changes.keys() - {"name", "uscc", "police_code"}:
        raise DeskStays(unit=unit.name)
    row = {name: getattr(unit, name) for name in Unit.__slots__} | dict(changes)
    row |= _checked(row, units)
    await store.update_unit(tx.conn, row)
    await audit(tx, "unit.changed", account_id=actor.account_id, subject_id=unit_id, data={"fields": sorted(changes)})


async def _units(tx: Tx) -> Directory:
    return Directory.of(await store.all_units(tx.conn), on=tx.now.astimezone(CHINA).date())


def _checked(row: Mapping[str, Any], units: Directory) -> dict[str, Any]:
    """The codes in their stored form; raises for what does not fit together."""
    if row["valid_to"] is not None and row["valid_to"] <= row["valid_from"]:
        raise BadPeriod
    if (parent := row["parent_id"]) is not None:
        if units.find(parent) is None:
            raise UnknownUnit(unit=parent)
        if row["id"] in (unit.id for unit in units.register.chain(parent)):
            raise UnitLoop(unit=row["name"])
    Divisions.load().require(row["division"], on=units.on)
    uscc, police = row["uscc"], row["police_code"]
    return {
        "uscc": check_uscc(uscc) if uscc else None,
        "police_code": check_police_code(police) if police else None,
    }


async def set_duty_contact(
    tx: Tx, actor: Actor, cipher: FieldCipher, *, unit_id: UUID, role: DutyRole, name: str, phone: str
) -> UUID:
    """Name who answers for a unit in a role from now on; the one before ends now (R93). Raises UnknownUnit."""
    actor.require(WRITE)
    (await _units(tx)).get(unit_id)
    await store.end_contact(tx.conn, unit_id=unit_id, role=role, now=tx.now)
    contact_id = tx.new_id()
    row = {"id": contact_id, "unit_id": unit_id, "role": role, "name": name, "phone_enc": cipher.seal(phone)}
    await store.insert_contacts(tx.conn, [{**row, "valid_from": tx.now}])
    await audit(tx, "duty_contact.set", account_id=actor.account_id, subject_id=unit_id, data={"role": role})
    return contact_id


async def translate(tx: Tx, *, scheme: str, peer: str, code: str, on: date, name: str = "") -> str | None:
    """Our code for a peer's code on a day (R5). An unknown one is queued for a person and gives None: never dropped."""
    rows = await store.crosswalk_for(tx.conn, scheme=scheme, peer=peer, code=code)
    ours = crossed(rows, scheme=scheme, peer=peer, code=code, on=on)
    if ours is None:
        row = {"id": tx.new_id(), "scheme": scheme, "peer": peer, "code": code, "name": name, "on": on}
        await store.queue_crosswalk(tx.conn, row)
    return ours


async def add_crosswalks(tx: Tx, actor: Actor, *, rows: Sequence[Mapping[str, Any]]) -> int:
    """Load rows of a peer's code table; those without ``our_code`` are queued. Raises CrosswalkTaken, BadPeriod."""
    actor.require(WRITE)
    for row in rows:
        if row["valid_to"] is not None and row["valid_to"] <= row["valid_from"]:
            raise BadPeriod
    added = await store.insert_crosswalks(tx.conn, [{"id": tx.new_id(), **row} for row in rows])
    if added != len(rows):
        raise CrosswalkTaken
    await audit(tx, "crosswalk.added", account_id=actor.account_id, data={"rows": added})
    return added


async def change_crosswalk(tx: Tx, actor: Actor, *, crosswalk_id: UUID, changes: Mapping[str, Any]) -> None:
    """Map a queued code, or correct or end a row. Raises UnknownCrosswalk, BadPeriod."""
    actor.require(WRITE)
    row = await store.lock_crosswalk(tx.conn, crosswalk_id)
    if row is None:
        raise UnknownCrosswalk
    merged: dict[str, Any] = {name: getattr(row, name) for name in ("our_code", "valid_from", "valid_to")}
    merged |= changes
    if merged["valid_to"] is not None and merged["valid_to"] <= merged["valid_from"]:
        raise BadPeriod
    await store.map_crosswalk(tx.conn, {"id": crosswalk_id, **merged})
    await audit(tx, "crosswalk.changed", account_id=actor.account_id, subject_id=crosswalk_id, data=merged)


async def load_year(
    tx: Tx,
    actor: Actor | None,
    *,
    calendar: str,
    year: int,
    days: Sequence[CalendarDay] = (),
    provisional: bool = False,
) -> int:
    """Load a year's holidays and make-up days into a calendar, replacing the year; how many days.

    Without ``days`` they come from the yearly notice, or with ``provisional`` from the law alone.
    ``actor`` is None on the command line. Raises UnknownCalendar, DayOutsideYear, CalendarYearUnknown.
    """
    if actor:
        actor.require(WRITE)
    if not await store.counts_days(tx.conn, calendar):
        raise UnknownCalendar(calendar=calendar)
    rows = list(days) or calendar_rows(year, provisional=provisional)
    if any(row.day.year != year for row in rows):
        raise DayOutsideYear(year=year)
    await store.replace_year(tx.conn, calendar=calendar, year=year, days=rows)
    data = {"calendar": calendar, "year": year, "days": len(rows)}
    await audit(tx, "calendar.year_loaded", account_id=actor.account_id if actor else None, data=data)
    return len(rows)


def calendar_rows(year: int, *, provisional: bool) -> list[CalendarDay]:
    """The notice's rows where there are any; else the law's, but only when ``provisional`` ones were asked for."""
    if provisional and year not in known_years():
        return provisional_rows([year])
    return seed_rows([year])
