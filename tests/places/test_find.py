"""Division names in what people say: found where they are meant, and never guessed."""

from functools import partial

import pytest

from support.steps import steps
from twinline.places import Divisions, UnknownDivision

GUANGZHOU, HANGZHOU, BEIJING, SHANGHAI, DONGGUAN = "440100", "330100", "110000", "310000", "441900"


@pytest.fixture(scope="module")
def register() -> Divisions:
    return Divisions.load()


def codes(register: Divisions, text: str, home: str = GUANGZHOU) -> list[str]:
    return [match.code for match in register.find(text, home=home)]


def test_a_full_address_gives_the_whole_chain(register: Divisions) -> None:
    text = "广东省广州市天河区棠下街道中山大道西"
    found = register.find(text, home=GUANGZHOU)
    assert [m.name for m in found] == ["广东省", "广州市", "天河区", "棠下街道"]
    assert [text[m.start : m.end] for m in found] == ["广东省", "广州市", "天河区", "棠下街道"]
    assert all(m.sure for m in found)


@pytest.mark.parametrize(
    ("home", "expected"), [(GUANGZHOU, []), (BEIJING, ["110105"]), ("220100", ["220104"]), ("220200", ["220104"])]
)
def test_a_name_of_two_cities_is_taken_at_home_and_never_guessed_elsewhere(
    register: Divisions, home: str, expected: list[str]
) -> None:
    assert codes(register, "朝阳区建国路的路灯不亮", home) == expected


def test_a_city_named_first_decides(register: Divisions) -> None:
    assert codes(register, "北京市朝阳区三里屯街道") == ["110000", "110105", "110105004"]
    assert codes(register, "上海市黄浦区和静安区都有") == ["310000", "310101", "310106"]
    assert codes(register, "山西阳泉市城区") == ["140000", "140300", "140302"]


def test_a_name_that_is_one_in_the_country_needs_no_reason(register: Divisions) -> None:
    assert codes(register, "我在海淀区上班") == ["110108"]


def test_old_names_lead_to_the_area_of_today(register: Divisions) -> None:
    (match,) = register.find("萝岗区香雪路", home=GUANGZHOU)
    assert (match.code, match.via) == ("440112", "440116")
    # 鹤岗 has a 东山区 in force; in 广州 the name means the one that went to 越秀区.
    (match,) = register.find("东山区农林下路", home=GUANGZHOU)
    assert (match.code, match.via) == ("440104", "440102")
    assert codes(register, "东山区政府", "230400") == ["230406"]
    assert codes(register, "闸北区", SHANGHAI) == ["310106"]
    assert codes(register, "浙江省奉化市溪口镇", GUANGZHOU)[:2] == ["330000", "330213"]


def test_an_old_name_that_was_divided_gives_the_area_that_holds_all_parts(register: Divisions) -> None:
    (match, street) = register.find("江干区九堡街道", home=HANGZHOU)
    assert (match.code, match.via) == ("330100", "330104")
    assert register.path_name(street.code) == "浙江省杭州市上城区九堡街道"


@pytest.mark.parametrize(
    "text",
    [
        "中山大道西129号",
        "北京路步行街",
        "白云机场T2航站楼",
        "广州天河北路",
        "我在天河路等车",
        "东方市场门口乱摆卖",
        "城区里到处是垃圾",
        "上海路和海南路交界",
        "番禺大道",
        "噪音很大，请处理",
        "",
    ],
)
def test_roads_and_common_words_are_not_places(register: Divisions, text: str) -> None:
    assert codes(register, text) == []


def test_short_forms_count_beside_what_supports_them(register: Divisions) -> None:
    assert codes(register, "深圳南山粤海街道") == ["440300", "440305", "440305007"]
    assert codes(register, "广东广州越秀区") == ["440000", "440100", "440104"]
    (match,) = register.find("我住在天河，楼下很吵", home=GUANGZHOU)
    assert (match.code, match.sure) == ("440106", False)


def test_streets_of_the_home_city_without_their_county(register: Divisions) -> None:
    assert codes(register, "三里屯街道", BEIJING) == ["110105004"]
    assert codes(register, "南城街道鸿福路", DONGGUAN) == ["441900004"]
    (county, street) = register.find("天河区员村街", home=GUANGZHOU)
    assert (county.sure, street.sure, street.name) == (True, False, "员村街道")


def test_home_must_be_a_division(register: Divisions) -> None:
    with pytest.raises(UnknownDivision):
        register.find("天河区", home="449999")


def test_every_county_is_found_by_its_full_address(register: Divisions) -> None:
    """Whoever names province, city and county is understood, wherever the platform stands."""
    counties = [d for d in register.upper() if d.level == "county" and not d.retired and len(d.name) > 1]
    missed = [d.code for d in counties if codes(register, register.path_name(d.code) + "某路1号")[-1:] != [d.code]]
    assert missed == []


def test_finding_takes_steps_as_the_text_is_long(register: Divisions) -> None:
    text = "广东省广州市天河区棠下街道中山大道西129号对面的工地半夜还在施工，噪音很大，希望有关部门处理。"
    register.find(text, home=GUANGZHOU)
    once, often = (steps(partial(register.find, text * n, home=GUANGZHOU)) for n in (1, 10))
    assert once < 2_000
    assert often < 15 * once
