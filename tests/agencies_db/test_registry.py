"""The registry: the seeded city, who gets what, and what stewards may change."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from conftest import application
from support import database
from support.people import People, staffed
from twinline.agencies import (
    check_uscc,
    load_calendars,
    load_directory,
    missing_duty_contacts,
    seed_city,
    seed_registry,
    translate,
)
from twinline.agencies.calendar import CalendarYearMissing
from twinline.agencies.codes import check_police_code
from twinline.agencies.seed import seed_file
from twinline.installation import deadline_rows
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, fetch_dicts, fetch_value
from twinline.places import Divisions

ON = date(2026, 11, 22)


@pytest.fixture
async def own(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    """People on an application whose registry this test may change."""
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        yield cast


async def test_the_city_is_complete_and_its_codes_pass_their_checks(db: Database) -> None:
    directory = await load_directory(db)
    units = directory.standing()
    codes = [code for unit in units for code in (unit.uscc, unit.police_code) if code]
    assert len(units) == len(codes) == len(set(codes))
    assert all(check_uscc(u.uscc) if u.uscc else check_police_code(u.police_code or "") for u in units)
    streets = [street for d in Divisions.load().children("440100") for street in Divisions.load().children(d.code)]
    assert {s.code for s in streets} <= {u.division for u in units if u.department == "street_town"}
    stations = [u for u in units if u.department == "public_security" and len(u.division) == 9]
    assert len(stations) == 33
    assert all(directory.find(u.parent_id) for u in units if u.parent_id)


def test_every_department_kind_of_triage_has_a_unit() -> None:
    kinds = csv.DictReader(
        files("twinline.triage").joinpath("data/department_kinds.csv").read_text("utf-8").splitlines()
    )
    assert {kind["code"] for kind in kinds} - {"none"} == {
        row["department"] for row in seed_file("seed_departments.csv")
    }


def test_every_police_class_that_triage_names_is_in_the_tree() -> None:
    tree = {row["code"]: row for row in seed_file("police_classes.csv")}
    used = csv.DictReader(files("twinline.triage").joinpath("data/police_classes.csv").read_text("utf-8").splitlines())
    assert {row["code"] for row in used} <= set(tree)
    assert {row["level"] for row in tree.values()} == {"1", "2", "3", "4"}
    for row in tree.values():
        above = int(tree[row["parent"]]["level"]) if row["parent"] else 0
        assert int(row["level"]) == above + 1


async def test_seeding_again_changes_nothing(own_db: Database, cipher: FieldCipher) -> None:
    counts = "SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM duty_contact), (SELECT max(name) FROM unit)"
    async with own_db.transaction() as tx:
        before = await fetch_dicts(tx.conn, counts, {})
        await seed_registry(tx, deadlines=deadline_rows())
        assert await seed_city(tx, cipher=cipher) == 0
        assert await fetch_dicts(tx.conn, counts, {}) == before


@pytest.mark.parametrize(
    ("platform", "department", "division", "code"),
    [
        ("12345", "urban_management", "440106", "440106-urban_management"),
        ("12345", "urban_management", "440106001", "440106-urban_management"),
        ("12345", "street_town", "440106001", "440106001-street_town"),
        ("12345", "housing_fund", "440106", "440100-housing_fund"),
        ("12345", "urban_management", None, "440100-urban_management"),
        ("12345", "urban_management", "110101", "440100-urban_management"),
        ("12345", "no_such_department", "440106", "12345"),
        ("110", "public_security", "440106001", "440106001-public_security"),
        ("110", "public_security", "440106022", "440106-public_security"),
        ("110", "traffic_police", "440118", "440118-traffic_police"),
        ("110", "urban_management", "440106", "110"),
    ],
)
async def test_the_duty_unit_falls_back_to_the_city_and_to_the_desk(
    db: Database, platform: str, department: str, division: str | None, code: str
) -> None:
    unit = (await load_directory(db)).duty_unit(platform, department, division)
    assert (unit.code, unit.platform) == (code, platform)


async def test_a_closed_unit_gets_nothing_more(own: People) -> None:
    directory = await load_directory(own.db)
    unit = directory.by_code("440106-urban_management")
    reply = await own.steward.api.patch(f"/api/v1/registry/units/{unit.id}", json={"valid_to": "2021-01-01"})
    assert reply.status_code == 204
    assert (await load_directory(own.db)).duty_unit("12345", "urban_management", "440106").code == (
        "440100-urban_management"
    )
    desk = directory.desk("110")
    reply = await own.steward.api.patch(f"/api/v1/registry/units/{desk.id}", json={"valid_to": "2027-01-01"})
    assert (reply.status_code, reply.json()["code"]) == (409, "agencies.desk_stays")


async def test_only_stewards_change_the_registry(people: People, db: Database) -> None:
    unit = (await load_directory(db)).by_code("440106-urban_management")
    contact = {"unit_id": str(unit.id), "role": "primary", "name": "甲", "phone": "199-0000-0001"}
    asks = [
        ("POST", "/units", new_unit()),
        ("PATCH", f"/units/{unit.id}", {"name": "乙"}),
        ("POST", "/duty-contacts", contact),
        ("POST", "/crosswalks", {"rows": [crosswalk("1")]}),
        ("PATCH", f"/crosswalks/{unit.id}", {"our_code": "1"}),
        ("POST", "/calendars/work/years/2027", {}),
    ]
    for person in (people.agent, people.leader_110, people.admin, people.machine_12345):
        for method, path, body in asks:
            reply = await person.api.request(method, f"/api/v1/registry{path}", json=body)
            assert (reply.status_code, reply.json()["code"]) == (403, "identity.not_permitted")
    async with db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM audit", {}) == 0


def new_unit(**changes: object) -> dict[str, object]:
    plain = {"code": "440106-test", "name": "天河区测试所", "kind": "unit", "platform": "12345"}
    return {**plain, "department": "test", "division": "440106", "valid_from": "2026-01-01", **changes}


def crosswalk(code: str, ours: str | None = None) -> dict[str, object]:
    return {"scheme": "police_class", "peer": "gz", "their_code": code, "our_code": ours, "valid_from": "2020-01-01"}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"code": "12345"}, 409, "agencies.unit_code_taken"),
        ({"uscc": "91110000600037341X"}, 422, "agencies.bad_uscc"),
        ({"police_code": "12"}, 422, "agencies.bad_police_code"),
        ({"division": "999999"}, 422, "places.unknown_division"),
        ({"division": "440116"}, 422, "places.retired_division"),
        ({"parent_id": "00000000-0000-7000-8000-000000000000"}, 404, "agencies.unknown_unit"),
        ({"valid_to": "2025-01-01"}, 422, "agencies.bad_period"),
        ({"name": " "}, 422, "kernel.invalid_fields"),
        ({"valid_from": "99999-01-01"}, 422, "kernel.invalid_fields"),
    ],
)
async def test_a_unit_that_does_not_fit_is_refused(
    people: People, db: Database, changes: dict[str, object], status: int, code: str
) -> None:
    reply = await people.steward.api.post("/api/v1/registry/units", json=new_unit(**changes))
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    async with db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM unit WHERE code = '440106-test'", {}) == 0


async def test_a_unit_is_made_found_and_moved(own: People) -> None:
    api = own.steward.api
    made = (await api.post("/api/v1/registry/units", json=new_unit())).json()["id"]
    for letters in ("css", "CSS"):
        near = (await api.get(f"/api/v1/registry/units?words={letters}&platform=12345")).json()["items"]
        assert made in [unit["id"] for unit in near]
    found = (await api.get("/api/v1/registry/units?words=测试所&platform=12345")).json()["items"]
    assert [unit["id"] for unit in found] == [made]
    loop = await api.patch(f"/api/v1/registry/units/{made}", json={"parent_id": made})
    assert loop.json()["code"] == "agencies.unit_loop"
    await api.patch(f"/api/v1/registry/units/{made}", json={"name": "新名", "division": "440104"})
    shown = (await api.get(f"/api/v1/registry/units/{made}")).json()
    assert (shown["name"], shown["division"], shown["department"]) == ("新名", "440104", "test")
    async with own.db.transaction() as tx:
        gaps = await missing_duty_contacts(tx.conn, on=ON)
    assert [(gap["name"], gap["role"]) for gap in gaps] == [("新名", "primary"), ("新名", "deputy")]


async def test_units_page_through_all_without_gap(people: People, db: Database) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await people.agent.api.get("/api/v1/registry/units", params={"limit": 200, "cursor": cursor})).json()
        seen += [unit["id"] for unit in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == len((await load_directory(db)).standing())


async def test_every_unit_has_a_primary_and_a_deputy_whose_phones_are_masked(own: People) -> None:
    async with own.db.transaction() as tx:
        assert await missing_duty_contacts(tx.conn, on=ON) == []
    unit = (await load_directory(own.db)).by_code("440106-urban_management")
    path = f"/api/v1/registry/duty-contacts?unit_id={unit.id}"
    masked = (await own.agent.api.get(path)).json()["items"]
    assert {c["role"] for c in masked} == {"primary", "deputy"}
    assert all("****" in c["phone"] and "*" in c["name"] for c in masked)
    body = {"unit_id": str(unit.id), "role": "primary", "name": "纪新禾", "phone": "199-0000-4321"}
    assert (await own.steward.api.post("/api/v1/registry/duty-contacts", json=body)).status_code == 201
    plain = (await own.steward.api.get(path)).json()["items"]
    assert {c["name"]: c["phone"] for c in plain}["纪新禾"] == "199-0000-4321"
    assert len(plain) == 2
    async with own.db.transaction() as tx:
        sealed = await fetch_value(tx.conn, "SELECT phone_enc FROM duty_contact ORDER BY id DESC LIMIT 1", {})
    assert b"4321" not in sealed
    assert database.CIPHER.open(sealed) == "199-0000-4321"


async def test_an_unknown_code_is_queued_once_and_never_dropped(own: People) -> None:
    db, api = own.db, own.steward.api
    for _ in range(2):
        async with db.transaction() as tx:
            assert await translate(tx, scheme="police_class", peer="gz", code="20000", on=ON, name="交通") is None
    (queued,) = (await api.get("/api/v1/registry/crosswalks?status=queued")).json()["items"]
    assert (queued["their_code"], queued["their_name"], queued["our_code"]) == ("20000", "交通", None)
    path = f"/api/v1/registry/crosswalks/{queued['id']}"
    assert (await api.patch(path, json={"our_code": "300000"})).status_code == 204
    async with db.transaction() as tx:
        assert await translate(tx, scheme="police_class", peer="gz", code="20000", on=ON) == "300000"
        assert await translate(tx, scheme="police_class", peer="other", code="20000", on=ON) is None
    assert (await api.patch(path, json={"valid_to": "2000-01-01"})).json()["code"] == "agencies.bad_period"


COUNTS_SQL = "SELECT status, count(*) AS n FROM crosswalk WHERE peer <> '' GROUP BY 1 ORDER BY 1"


async def test_two_cities_tables_are_mapped_or_queued_whole(own: People) -> None:
    api = own.steward.api
    first = [crosswalk(f"{n}00", f"{n}0000") for n in range(10, 60)]
    second = [{**crosswalk(f"A{n}"), "peer": "sz"} for n in range(70)]
    reply = await api.post("/api/v1/registry/crosswalks", json={"rows": first + second})
    assert reply.json() == {"added": 120}
    again = await api.post("/api/v1/registry/crosswalks", json={"rows": [crosswalk("new", "1"), *first]})
    assert (again.status_code, again.json()["code"]) == (409, "agencies.crosswalk_taken")
    async with own.db.transaction() as tx:
        counts = await fetch_dicts(tx.conn, COUNTS_SQL, {})
    assert counts == [{"status": "mapped", "n": 50}, {"status": "queued", "n": 70}]


async def test_a_year_is_loaded_and_counts(own: People) -> None:
    api, db = own.steward.api, own.db
    assert 2028 not in (await load_calendars(db))["work"].years
    unknown = await api.post("/api/v1/registry/calendars/work/years/2028", json={})
    assert unknown.json()["code"] == "agencies.calendar_year_unknown"
    loaded = await api.post("/api/v1/registry/calendars/work/years/2028", json={"provisional": True})
    assert loaded.json()["days"] >= 13
    days = [{"day": "2028-10-02", "kind": "holiday", "name": "国庆节"}, {"day": "2028-10-08", "kind": "workday"}]
    again = await api.post("/api/v1/registry/calendars/work/years/2028", json={"days": days})
    assert again.json() == {"days": 2}
    calendar = (await load_calendars(db))["work"]
    assert not calendar.is_working_day(date(2028, 10, 2))
    assert calendar.is_working_day(date(2028, 10, 8))
    with pytest.raises(CalendarYearMissing):
        calendar.is_working_day(date(2030, 1, 1))
    wrong = await api.post("/api/v1/registry/calendars/work/years/2029", json={"days": days})
    assert wrong.json()["code"] == "agencies.day_outside_year"
    for code in ("always", "nothing"):
        reply = await api.post(f"/api/v1/registry/calendars/{code}/years/2028", json={"days": days})
        assert reply.json()["code"] == "agencies.unknown_calendar"


async def test_classes_and_calendars_are_listed(people: People) -> None:
    classes = (await people.officer.api.get("/api/v1/registry/police-classes")).json()["items"]
    assert {"200600", "20020301"} <= {row["code"] for row in classes}
    assert (await people.officer.api.get("/api/v1/registry/police-classes?on=2019-01-01")).json()["items"] == []
    calendars = (await people.officer.api.get("/api/v1/registry/calendars")).json()["items"]
    assert [c["code"] for c in calendars] == ["always", "work"]
    assert {2026, 2027} <= set(calendars[1]["years"])
