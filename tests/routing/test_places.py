"""Where it is: addresses in what people say, and whose street and station that is (R18, R35)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.people import People
from twinline.agencies import Directory
from twinline.kernel.db import Database
from twinline.nlp import addresses
from twinline.places import Divisions
from twinline.triage import advice

GUANGZHOU, BEIJING, CHANGCHUN = "440100", "110000", "220100"


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("我在石牌东路28号二楼", {"road": "石牌东路", "number": "28号", "floor": "二楼"}),
        ("通和东路路灯坏了", {"road": "通和东路"}),
        ("住在阳光花园3栋2单元501房", {"community": "阳光花园", "building": "3栋", "unit": "2单元", "room": "501房"}),
        ("骆驼街道南二西路616弄", {"town": "骆驼街道", "road": "南二西路", "number": "616弄"}),
        ("马路上有个坑，过路的人都摔", {}),
        ("我的工单12345号怎么样了", {}),
    ],
)
def test_parts_are_found_by_their_ends(text: str, kinds: dict[str, str]) -> None:
    assert {span.kind.value: span.words for span in addresses.spans(text)} == kinds


@given(st.text(max_size=300))
def test_any_text_gives_ordered_spans_of_itself(text: str) -> None:
    found = addresses.spans(text)
    assert all(text[one.start : one.end] == one.words and one.words for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("广州市天河区石牌街道有人占道", GUANGZHOU, "440106006"),
        ("天河区石牌街道有人占道", GUANGZHOU, "440106006"),
        ("朝阳区的路灯坏了", BEIJING, "110105"),
        ("朝阳区望京的路灯坏了", CHANGCHUN, "220104"),
        ("我是湖南长沙市人，现在住在越秀区", GUANGZHOU, "440104"),
        ("路灯坏了", GUANGZHOU, None),
        ("朝阳区的路灯坏了", GUANGZHOU, None),
    ],
)
def test_the_home_city_decides_between_names(divisions: Divisions, text: str, home: str, code: str | None) -> None:
    found = divisions.locate(text, home=home)
    assert (found.code if found else None) == code


def test_a_town_is_known_by_its_former_name(divisions: Divisions) -> None:
    found = divisions.locate("天河区石牌镇的路", home=GUANGZHOU)
    assert found is not None
    assert found.code == "440106006"


def test_what_was_entered_is_never_overridden(divisions: Divisions) -> None:
    place = advice.place_of(divisions, text="天河区路灯坏了", address="", division="440104", home=GUANGZHOU)
    assert place is not None
    assert (place.division, place.entered, place.confidence) == ("440104", True, 1.0)


def test_the_address_comes_before_the_words(divisions: Divisions) -> None:
    place = advice.place_of(
        divisions, text="从越秀区打车过来", address="天河区石牌东路28号", division=None, home=GUANGZHOU
    )
    assert place is not None
    assert (place.source, place.text, place.division, place.entered) == (
        "address",
        "天河区石牌东路28号",
        "440106",
        False,
    )


def test_a_road_without_a_division_is_shown_but_not_placed(divisions: Divisions) -> None:
    place = advice.place_of(divisions, text="石牌东路28号有人占道", address="", division=None, home=GUANGZHOU)
    assert place is not None
    assert (place.text, place.division, place.confidence) == ("石牌东路28号", "", 0.0)


async def test_the_street_has_its_office_and_its_station(people: People, db: Database, divisions: Divisions) -> None:
    directory: Directory = people.app.state.city.directory
    place = advice.place_of(
        divisions, text="天河区石牌街道", address="", division=None, home=GUANGZHOU, directory=directory
    )
    assert place is not None
    assert place.town is not None
    assert place.station is not None
    assert place.town.code == "440106006-street_town"
    assert place.station.code.startswith("440106")


async def test_triage_says_where(people: People, db: Database) -> None:
    reply = await people.agent.api.post("/api/v1/triage", json={"text": "天河区石牌街道垃圾没人收"})
    assert reply.status_code == 200, reply.text
    place = reply.json()["place"]
    assert (place["division"], place["entered"], place["town"]["code"]) == (
        "440106006",
        False,
        "440106006-street_town",
    )
    assert reply.json()["routing"]["lead"]["division"].startswith("440106")


async def test_another_citys_division_gets_the_script(people: People, db: Database) -> None:
    reply = await people.agent.api.post("/api/v1/triage", json={"text": "路灯坏了", "division": "430102"})
    assert reply.status_code == 200, reply.text
    assert reply.json()["script"]["script"]["code"] == "S-AREA-01"
