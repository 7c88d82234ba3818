"""A demo city: Guangzhou's public bodies in outline, with invented officers and numbers that nobody has.

Idempotent: what exists is left as it is, so that a second start neither doubles nor overwrites anything.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from stdnum.cn import uscc

from twinline.agencies import store
from twinline.agencies.calendar import CalendarDay
from twinline.agencies.codes import check_police_code, check_uscc, org_code_check_char
from twinline.agencies.directory import DESK_CODES
from twinline.agencies.errors import BadUnits
from twinline.agencies.holidays import CalendarYearUnknown, provisional_rows, seed_calendars, seed_rows
from twinline.agencies.model import UnitKind
from twinline.kernel.clock import CHINA
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Tx
from twinline.kernel.errors import Problem
from twinline.places import Division, Divisions

CITY = "440100"
SINCE = date(2020, 1, 1)
YEARS_BACK = 12
STATIONS_PER_DISTRICT = 3
ORDINALS = "一二三四五六七八九"
SURNAMES = "安包卜岑车窦樊甘贺纪柯蓝苗倪欧庞祁冉沙邰"
GIVEN = ("晓禾", "明远", "若谷", "思齐", "云起", "知行", "景行", "望舒", "怀瑾", "清和", "子衿", "一舟", "南星", "牧之")

Row = dict[str, Any]


def seed_file(name: str) -> list[dict[str, str]]:
    """The rows of a data file of this module."""
    with files("twinline.agencies").joinpath(f"data/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


async def seed_registry(tx: Tx, *, deadlines: Sequence[Mapping[str, Any]]) -> None:
    """What every installation starts with: police classes, deadline rules, codes of others, and calendars with
    the years around now.

    The coming year is provisional until its notice is out (see holidays.py). ``deadlines`` are rows as clocks has them.
    """
    await store.insert_deadline_rules(tx.conn, deadlines)
    classes = [{**r, "parent": r["parent"] or None, "valid_from": SINCE} for r in seed_file("police_classes.csv")]
    await store.insert_classes(tx.conn, classes)
    codes = [{**r, "id": tx.new_id(), "peer": "", "valid_to": None} for r in seed_file("crosswalks.csv")]
    await store.insert_crosswalks(tx.conn, codes)
    calendars = seed_calendars()
    rows = [{"code": c.code, "name": c.name, "always": c.always, "intervals": c.intervals} for c in calendars]
    await store.insert_calendars(tx.conn, rows)
    days = list(_days(tx.now.astimezone(CHINA).year))
    for calendar in calendars:
        if not calendar.always:
            await store.insert_days(tx.conn, calendar=calendar.code, days=days)


def _days(year: int) -> Iterator[CalendarDay]:
    for wanted in range(year - YEARS_BACK, year + 2):
        try:
            yield from seed_rows([wanted])
        except CalendarYearUnknown:
            yield from provisional_rows([wanted])


async def seed_city(tx: Tx, *, cipher: FieldCipher, own: Sequence[Mapping[str, str]] = ()) -> int:
    """Seed the demo city's units and duty contacts, or a real city's ``own`` units alone, as rows of texts (R92); how
    many units are new. Raises BadUnits."""
    if own:
        return await store.insert_units(tx.conn, await _own_units(tx, own))
    divisions = Divisions.load()
    rows = [*_desks(), *_departments(divisions), *_streets(divisions), *_stations(divisions)]
    known = {unit.code: unit.id for unit in await store.all_units(tx.conn)}
    for serial, row in enumerate(rows):
        row |= {"id": known.get(row["code"]) or tx.new_id(), "seed": True, "valid_from": SINCE, "valid_to": None}
        row |= _codes(row, serial)
    ids = {row["code"]: row["id"] for row in rows}
    for row in rows:
        row["parent_id"] = ids.get(row.pop("parent"))
    added = await store.insert_units(tx.conn, rows)
    await _seed_contacts(tx, cipher, [row["id"] for row in rows])
    return added


async def _own_units(tx: Tx, own: Sequence[Mapping[str, str]]) -> list[Row]:
    """Contacts are not in the table: whoever is on duty is set on the page, where it is on the audit trail."""
    divisions, today = Divisions.load(), tx.now.astimezone(CHINA).date()
    ids = {unit.code: unit.id for unit in await store.all_units(tx.conn)}
    rows: list[Row] = []
    for line, given in enumerate(own, start=2):
        try:
            row: Row = {name: given[name].strip() for name in ("code", "name", "department", "division")}
            platform, kind = {"12345": "12345", "110": "110"}[given["platform"]], UnitKind(given["kind"]).value
            divisions.require(row["division"], on=today)
            parent = ids[given["parent"]] if given.get("parent") else None
            codes = {
                "uscc": check_uscc(given["uscc"]) if given.get("uscc") else None,
                "police_code": check_police_code(given["police_code"]) if given.get("police_code") else None,
            }
        except (KeyError, ValueError, AttributeError, Problem) as error:
            raise BadUnits(line=line, why=str(error)) from error
        if not all(row.values()):
            raise BadUnits(line=line, why=", ".join(name for name, value in row.items() if not value))
        row["id"] = ids.setdefault(row["code"], tx.new_id())
        validity = {"seed": False, "valid_from": today, "valid_to": None}
        rows.append({**row, **codes, **validity, "platform": platform, "kind": kind, "parent_id": parent})
    return rows


def _row(code: str, name: str, platform: str, department: str, division: str, parent: str | None, kind: str) -> Row:
    return {
        "code": code,
        "name": name,
        "platform": platform,
        "department": department,
        "division": division,
        "parent": parent,
        "kind": kind,
    }


def _desks() -> Iterator[Row]:
    hotline, police = DESK_CODES["12345"], DESK_CODES["110"]
    yield _row(hotline, "广州12345政务服务便民热线受理中心", "12345", "duty_desk", CITY, None, "organisation")
    yield _row(police, "广州市公安局110接警台", "110", "duty_desk", CITY, None, "organisation")


def _departments(divisions: Divisions) -> Iterator[Row]:
    """Every city department, and its district bodies where it has them."""
    districts = divisions.children(CITY)
    for kind in seed_file("seed_departments.csv"):
        department, platform = kind["department"], kind["platform"]
        top = f"{CITY}-{department}"
        yield _row(top, kind["city_name"], platform, department, CITY, DESK_CODES[platform], "organisation")
        for district in districts if kind["district_name"] else ():
            name = kind["district_name"].format(district=district.name, short=district.name.removesuffix("区"))
            yield _row(f"{district.code}-{department}", name, platform, department, district.code, top, "organisation")


def _streets(divisions: Divisions) -> Iterator[Row]:
    for district in divisions.children(CITY):
        for street in divisions.children(district.code):
            office = f"{district.name}{street.name}" + ("办事处" if street.name.endswith("街道") else "人民政府")
            parent = f"{district.code}-street_town"
            yield _row(
                f"{street.code}-street_town", office, "12345", "street_town", street.code, parent, "organisation"
            )


def _stations(divisions: Divisions) -> Iterator[Row]:
    """Some police stations in every district, each for one street."""
    for district in divisions.children(CITY):
        streets: Sequence[Division] = divisions.children(district.code)[:STATIONS_PER_DISTRICT]
        for ordinal, street in zip(ORDINALS, streets, strict=False):
            name = f"{district.name.removesuffix('区')}分局第{ordinal}派出所"
            parent = f"{district.code}-public_security"
            yield _row(f"{street.code}-public_security", name, "110", "public_security", street.code, parent, "unit")


def _codes(row: Mapping[str, Any], serial: int) -> Row:
    """Numbers that pass their checks and belong to nobody."""
    area = row["division"][:6]
    if row["platform"] == "110" and row["department"] in ("public_security", "traffic_police", "police_supervision"):
        return {"uscc": None, "police_code": check_police_code(f"{area}{serial % 1_000_000:06d}")}
    body = f"{serial % 100_000_000:08d}"
    head = f"11{area}{body}{org_code_check_char(body)}"
    return {"uscc": check_uscc(head + uscc.calc_check_digit(head)), "police_code": None}


async def _seed_contacts(tx: Tx, cipher: FieldCipher, units: Sequence[UUID]) -> None:
    """A primary and a deputy for every unit (R93)."""
    rows: list[Row] = []
    for serial, (unit_id, role) in enumerate((u, r) for u in units for r in ("primary", "deputy")):
        name = SURNAMES[serial % len(SURNAMES)] + GIVEN[serial // len(SURNAMES) % len(GIVEN)]
        sealed = cipher.seal(f"199-0000-{serial % 10_000:04d}")
        rows.append({"id": tx.new_id(), "unit_id": unit_id, "role": role, "name": name, "phone_enc": sealed})
    await store.insert_contacts(tx.conn, [{**row, "valid_from": tx.now} for row in rows])
