"""The register: chain of names, children, history by date, and that nothing in it leads nowhere."""

from datetime import date

import pytest

from twinline.places import Divisions, Level, RetiredDivision, UnknownDivision

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def register() -> Divisions:
    return Divisions.load()


def test_full_names(register: Divisions) -> None:
    assert register.path_name("440106") == "广东省广州市天河区"
    assert register.path_name("110105025") == "北京市朝阳区大屯街道"
    assert register.path_name("441900004") == "广东省东莞市南城街道办事处"
    assert [d.level for d in register.ancestors("440106012")] == [
        Level.PROVINCE,
        Level.CITY,
        Level.COUNTY,
        Level.STREET,
    ]


def test_children_are_in_force_and_complete(register: Divisions) -> None:
    guangzhou = register.children("440100")
    assert len(guangzhou) == 11
    assert {d.name for d in guangzhou} >= {"天河区", "增城区", "从化区"}
    assert len([d for d in register.upper() if d.level is Level.PROVINCE and not d.retired]) == 34
    assert register.children("440106012") == ()


def test_unknown_code_is_refused(register: Divisions) -> None:
    for code in ("440199", "44", "440106999", "", "abcdef"):
        with pytest.raises(UnknownDivision) as refusal:
            register.get(code)
        assert code in refusal.value.message("zh")


@pytest.mark.parametrize(
    ("code", "on", "at_date", "current", "retired", "dated"),
    [
        ("440183", date(2014, 2, 11), ("440183",), ("440118",), False, True),
        ("440183", date(2014, 2, 12), ("440118",), ("440118",), True, True),
        ("440118", date(2014, 2, 11), ("440183",), ("440118",), False, True),
        ("440116", date(2026, 1, 1), ("440112",), ("440112",), True, True),
        ("110103", date(2010, 6, 30), ("110103",), ("110101",), False, True),
        ("110104", date(2010, 7, 1), ("110102",), ("110102",), True, True),
        ("310103", date(2011, 6, 8), ("310101",), ("310101",), True, True),
        ("330103", date(2021, 3, 11), ("330105",), ("330105",), True, True),
        ("330104", date(2021, 3, 11), ("330102", "330114"), ("330102", "330114"), True, True),
        # Two steps: 南汇县 became 南汇区 in 2001, which went to 浦东新区 in 2009.
        ("310225", date(2000, 12, 31), ("310225",), ("310115",), False, True),
        ("310225", date(2005, 1, 1), ("310119",), ("310115",), True, True),
        ("310225", date(2009, 5, 6), ("310115",), ("310115",), True, True),
        ("440106", date(2000, 1, 1), ("440106",), ("440106",), False, True),
        # The day on which 增城县 became a city is not in the table.
        ("440125", date(2010, 1, 1), ("440183",), ("440118",), True, False),
        ("139000", date(2010, 1, 1), (), (), True, False),
    ],
)
def test_codes_resolve_by_date(register: Divisions, code, on, at_date, current, retired, dated) -> None:
    found = register.resolve(code, on=on)
    assert (found.at_date, found.current, found.retired, found.dated) == (at_date, current, retired, dated)


def test_every_retired_code_leads_to_codes_in_force(register: Divisions) -> None:
    dead_ends = []
    for division in register.upper():
        found = register.resolve(division.code, on=TODAY)
        assert all(not register.get(code).retired for code in found.current)
        assert found.at_date == found.current
        if not found.current:
            dead_ends.append(division.name)
    # Grouping rows ("directly under the province") and four special areas stood for no place of their own.
    assert len(dead_ends) == 17
    assert len([name for name in dead_ends if "直辖" in name]) == 13


def test_every_row_has_its_parents(register: Divisions) -> None:
    streets = 0
    for division in register.upper():
        chain = register.ancestors(division.code)
        assert chain[0].level is Level.PROVINCE
        if not division.retired:
            assert not any(d.retired for d in chain), division
            streets += sum(d.level is Level.STREET for d in register.children(division.code))
    assert streets == 41_538


def test_a_retired_code_is_refused_for_new_records_with_its_successors(register: Divisions) -> None:
    with pytest.raises(RetiredDivision) as refusal:
        register.require("440183", on=TODAY)
    assert refusal.value.successors == ("440118",)
    assert "440118 广东省广州市增城区" in refusal.value.message("zh")
    assert register.require("440183", on=date(2013, 1, 1)).name == "增城市"
    assert register.require("440118", on=TODAY).name == "增城区"
    with pytest.raises(RetiredDivision, match=r"places\.retired_division"):
        register.require("139000", on=TODAY)


def test_within(register: Divisions) -> None:
    assert register.within("440106012", area="440100")
    assert register.within("440106", area="440106")
    assert not register.within("440106", area="440300")
