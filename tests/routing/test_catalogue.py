"""The dispatch catalogue: who handles what where, and never a department's duty to a town."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.city import appeal, order_of, problem, register, step, unit_id, written
from support.people import People
from twinline.agencies import Directory, Unit
from twinline.kernel.db import Database
from twinline.triage import Rulebook, advice, load_rulebook

DISTRICTS = ("440103", "440106", "440118")
STREET = "440106006"
ILLEGAL_TRADE = "天河区有家餐馆没有营业执照还在营业，食品也不干净，请市场监管来查"


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_rulebook(as_of=date(2026, 11, 22))


@pytest.fixture
def directory(people: People) -> Directory:
    return people.app.state.city.directory


def towns(directory: Directory) -> list[Unit]:
    return [unit for unit in directory.standing() if unit.department == "street_town"]


def test_every_matter_has_a_row_for_everywhere(rules: Rulebook) -> None:
    everywhere = {row.matter for row in rules.catalogue if row.division == "*"}
    assert set(rules.matters) - everywhere == set()


def test_no_row_contradicts_itself(rules: Rulebook) -> None:
    for row in rules.catalogue:
        town = "street_town" in (row.lead, *row.co_handlers)
        assert not (row.barred_to_town and (town or row.front_line)), row
        assert row.lead not in row.co_handlers, row
        assert row.basis, row


def test_barred_matters_never_reach_a_town(rules: Rulebook, directory: Directory) -> None:
    """R60: all barred matters against all towns and streets of the city, in every district: 100 %."""
    barred = {row.matter for row in rules.catalogue if row.barred_to_town and row.division == "*"} & set(rules.matters)
    assert len(barred) >= 100
    assert len(towns(directory)) >= 150
    for matter in barred:
        for division in (None, *DISTRICTS, STREET):
            row = advice.assignment_of(rules, matter=matter, division=division)
            assert row is not None
            for unit in towns(directory):
                found = advice.is_barred(rules, matter=matter, division=division, unit=unit, directory=directory)
                assert found is row.barred_to_town, (matter, division, unit.name)


def test_a_suggestion_is_never_refused(rules: Rulebook, directory: Directory) -> None:
    """Whatever the catalogue suggests as lead or co-handler may be dispatched to, for all matters and places."""
    for matter in rules.matters:
        for division in (None, *DISTRICTS, STREET):
            found = advice.route(rules, matter=matter, division=division, directory=directory)
            assert 1 <= len(found.suggestions) <= 3
            for one in (found.lead, *found.co_handlers):
                unit = directory.get(one.unit_id)
                assert unit.platform == found.platform
                assert one.reason
                assert not advice.is_barred(rules, matter=matter, division=division, unit=unit, directory=directory), (
                    matter,
                    division,
                    unit.name,
                )


def test_a_body_of_a_town_counts_as_the_town(rules: Rulebook, directory: Directory) -> None:
    office = directory.by_code(f"{STREET}-street_town")
    team = Unit(
        id=directory.desk("110").id.__class__(int=7),
        code=f"{STREET}-market_regulation",
        name="街道综合执法队",
        kind=office.kind,
        platform="12345",
        parent_id=office.id,
        department="market_regulation",
        division=STREET,
        valid_from=office.valid_from,
    )
    with_team = Directory.of([*directory.register.units.values(), team], on=directory.on)
    assert advice.is_of_town(team, with_team)
    assert not advice.is_of_town(with_team.by_code("440106-market_regulation"), with_team)


def test_front_line_matters_go_to_the_street_in_one_hop(rules: Rulebook, directory: Directory) -> None:
    """R60: neighbours' noise in a street is the street office's at once; a permit the district department's."""
    noise = advice.route(rules, matter="M-NOISE-03", division=STREET, directory=directory)
    assert (noise.front_line, noise.lead.code) == (True, f"{STREET}-street_town")
    permit = advice.route(rules, matter="M-HOUS-04", division=STREET, directory=directory)
    assert (permit.front_line, permit.lead.code) == (False, "440106-natural_resources")


def test_a_division_may_decide_otherwise(rules: Rulebook, directory: Directory) -> None:
    def dogs(division: str) -> str:
        return advice.route(rules, matter="M-CITY-13", division=division, directory=directory).lead.department

    assert (dogs("440106"), dogs("440103")) == ("street_town", "urban_management")


def test_the_smallest_area_and_the_matters_own_row_decide(rules: Rulebook) -> None:
    row = advice.assignment_of(rules, matter="M-CITY-13", division="440106006003")
    assert row is not None
    assert (row.matter, row.division) == ("M-CITY-13", "440106")
    unlisted = advice.assignment_of(rules, matter="", division="440106")
    assert unlisted is not None
    assert unlisted.matter == "*"


def test_without_a_unit_of_the_lead_a_co_handler_stands_in(rules: Rulebook, directory: Directory) -> None:
    found = advice.route(rules, matter="M-HOUS-10", division="440106", directory=directory)
    assert (found.lead.department, found.platform) == ("housing", "12345")


def test_police_matters_are_110s(rules: Rulebook, directory: Directory) -> None:
    found = advice.route(rules, matter="P-THEFT-01", division="440106", directory=directory)
    assert (found.platform, found.lead.code) == ("110", "440106-public_security")


async def trade(people: People) -> dict[str, Any]:
    made = await register(people.agent, ILLEGAL_TRADE, division="440103")
    return await order_of(people.dispatcher, made["id"], "12345")


@pytest.mark.parametrize("part", ["lead", "co"])
async def test_dispatch_refuses_a_town_for_a_barred_matter(people: People, db: Database, part: str) -> None:
    """R60: as lead or as co-handler, and nothing is written."""
    order = await trade(people)
    town = unit_id(people, "440103-street_town")
    units = {"lead": town} if part == "lead" else {"lead": unit_id(people, "440103-market_regulation"), "co": [town]}
    before = await written(db)
    body = {"version": order["version"], **units}
    reply = await people.dispatcher.api.post(f"/api/v1/work-orders/{order['id']}/dispatch", json=body)
    assert "街道" in problem(reply, "cases.barred_to_town", 409)["detail"]
    assert await written(db) == before
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440103-market_regulation"))
    assert order["state"] == "dispatched"


async def test_a_persons_judgement_decides_what_is_barred(people: People, db: Database) -> None:
    """Overridden to a town's own matter, the order may go to the town."""
    order = await trade(people)
    town = unit_id(people, "440103-street_town")
    await step(people.dispatcher, order, "dispatch", lead=town, expect=409)
    body = {"owner": "12345", "matter": "M-LAW-02", "reason_code": "wrong_matter", "reason": "实为邻里纠纷"}
    reply = await people.agent.api.post(f"/api/v1/appeals/{order['appeal_id']}/override", json=body)
    assert reply.status_code == 200, reply.text
    order = await order_of(people.dispatcher, order["appeal_id"], "12345")
    assert (await step(people.dispatcher, order, "dispatch", lead=town))["state"] == "dispatched"


async def test_a_returned_order_is_not_pushed_back_to_a_town(people: People, db: Database) -> None:
    """A town returns what has become a department's duty: its return cannot be rejected."""
    made = await register(people.agent, "天河区邻居每天半夜拖桌子，楼上脚步声很大，吵得睡不着", division="440103")
    order = await order_of(people.dispatcher, made["id"], "12345")
    town = unit_id(people, "440103-street_town")
    order = await step(people.dispatcher, order, "dispatch", lead=town)
    clerk = await people.of("unit_clerk", "440103-street_town")
    order = await step(clerk, order, "return", reason="属市场监管职责", basis="清单")
    body = {"owner": "12345", "matter": "M-MARK-04", "reason_code": "wrong_matter", "reason": "实为无证经营"}
    reply = await people.agent.api.post(f"/api/v1/appeals/{made['id']}/override", json=body)
    assert reply.status_code == 200, reply.text
    order = await order_of(people.dispatcher, made["id"], "12345")
    refused = await people.dispatcher.api.post(
        f"/api/v1/work-orders/{order['id']}/reject_return", json={"version": order["version"], "reason": "请继续办理"}
    )
    problem(refused, "cases.barred_to_town", 409)
    assert (await step(people.dispatcher, order, "uphold_return"))["state"] == "registered"


async def test_the_route_of_an_appeal_suggests_units(people: People, db: Database) -> None:
    order = await trade(people)
    reply = await people.dispatcher.api.get(f"/api/v1/appeals/{order['appeal_id']}/routing")
    assert reply.status_code == 200, reply.text
    found = reply.json()
    assert found["routing"]["lead"]["code"] == "440103-market_regulation"
    assert found["routing"]["barred_to_town"] is True
    assert found["place"]["entered"] is True
    assert found["script"] is None


async def test_triage_suggests_units_for_a_division(people: People, db: Database) -> None:
    body = {"text": "楼上邻居半夜吵闹，楼上脚步声很大，噪音扰民", "division": STREET, "number": "12345"}
    reply = await people.agent.api.post("/api/v1/triage", json=body)
    assert reply.status_code == 200, reply.text
    routing = reply.json()["routing"]
    assert (routing["front_line"], routing["lead"]["code"]) == (True, f"{STREET}-street_town")
    assert 1 <= len(routing["suggestions"]) <= 3


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("自来水浑浊发黄好几天了，水费还涨了，请查一查水质", 7_200),
        ("桥洞下面有个流浪老人，天冷了没被子，请救助站去看看", 7_200),
        ("家里突然停电了，整栋楼都没电，请来抢修", 3_600),
        ("天河区石牌东路路灯坏了三盏，请安排维修", 86_400),
    ],
)
async def test_orders_are_sent_on_in_the_time_their_matter_has(people: People, words: str, seconds: int) -> None:
    """R18: urgent within an hour, utilities and livelihood within two, the rest within a day (DB11/T 2021-2022)."""
    made = await register(people.agent, words)
    clocks = (await appeal(people.agent, made["id"]))["clocks"]
    (found,) = [c for c in clocks if c["kind"] == "case_dispatch"]
    assert (found["amount"], found["unit"]) == (seconds, "seconds"), found["rule"]
