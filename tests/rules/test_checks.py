"""Overlaps and gaps are found and told with what to do; errors are those that must not be published (R80)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from rules.desk import NEW
from twinline.rules import Finding, check, packaged
from twinline.rules.checks import errors
from twinline.rules.tables import blank, tables

DAY = date(2026, 11, 22)
POLICE = {"owner": "110", "police_class": "200200", "department": "public_security"}
Content = dict[str, list[dict[str, str]]]


def content() -> Content:
    return {name: [dict(row) for row in rows] for name, rows in packaged().items()}


def matter(**cells: str) -> dict[str, str]:
    return {**blank(tables()["responsibility_list"]), **NEW, **cells}


def changed(table: str, *rows: Mapping[str, str], code: str = "", **cells: str) -> Content:
    """The packaged edition with rows added, and cells of one row changed."""
    made = content()
    for row in made[table]:
        if code and tables()[table].code(row) == code:
            row.update(cells)
    made[table] += [dict(row) for row in rows]
    return made


def found(made: Mapping[str, Sequence[Mapping[str, str]]], kind: str) -> list[Finding]:
    return [finding for finding in check(made, on=DAY, base=packaged()) if finding.kind == kind]


def test_the_packaged_edition_could_be_published_again() -> None:
    findings = check(packaged(), on=DAY, base=packaged())
    assert errors(findings) == []
    for finding in findings:
        assert finding.message("zh")
        assert finding.message("en")


WORDS_FACTOR = {
    **blank(tables()["risk_factors"]),
    **{"code": "R-TEST", "kind": "words", "weight": "20", "least": "1", "days": "0", "phrases": "泼粪", "note": "泼粪"},
    **{"keeper": "110平台", "basis": "试行", "exceptions": "无", "valid_from": "2025-01-01"},
}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, None),
        ({"kind": "weather"}, "cell"),
        ({"weight": "12.5"}, "engine"),
        ({"weight": "101"}, "engine"),
        ({"phrases": ""}, "engine"),
        ({"kind": "place"}, "engine"),
        ({"kind": "caller", "phrases": ""}, "engine"),
        ({"kind": "caller", "phrases": "", "days": "30"}, None),
        ({"code": "R-WEAPON"}, "same_key"),
    ],
)
def test_a_factor_that_cannot_be_counted_is_told(cells: Mapping[str, str], kind: str | None) -> None:
    findings = errors(check(changed("risk_factors", {**WORDS_FACTOR, **cells}), on=DAY, base=packaged()))
    assert [finding.kind for finding in findings] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("kind", "level", "made"),
    [
        ("same_key", "error", changed("responsibility_list", matter(), matter(matter="另一事项"))),
        ("same_name", "error", changed("responsibility_list", matter(), matter(code="M-TEST-02"))),
        (
            "phrase_two_owners",
            "error",
            changed(
                "responsibility_list",
                matter(),
                matter(code="M-TEST-02", matter="航拍", **POLICE),
            ),
        ),
        (
            "phrase_two_owners",
            "warning",
            changed(
                "responsibility_list",
                matter(),
                matter(code="M-TEST-02", matter="航拍", owner="utility", phrases="~航拍器太吵|供电无人机巡线"),
            ),
        ),
        ("phrase_twice", "hint", changed("responsibility_list", matter(), matter(code="M-TEST-02", matter="航拍"))),
        (
            "phrase_within",
            "hint",
            changed("responsibility_list", matter(owner="utility", phrases="嗡嗡怪响|电线嗡嗡"), matter(
                code="M-TEST-02", matter="航拍", phrases="空中嗡嗡怪响不停|无人机低飞"
            )),
        ),
        ("short_phrase", "warning", changed("responsibility_list", matter(phrases="响|无人机低空盘旋"))),
        ("cell", "error", changed("responsibility_list", matter(owner="999"))),
        ("cell", "error", changed("responsibility_list", matter(phrases=""))),
        ("unknown_link", "error", changed("responsibility_list", matter(department="no_such_office"))),
        ("unknown_link", "error", changed("danger_rules", code="D-KNIFE", matter="P-NONE-01")),
        ("engine", "error", changed("responsibility_list", matter(phrases="@nosuchclass+响"))),
        ("department_unused", "hint", changed("department_kinds", {**packaged()["department_kinds"][0], "code": "moon",
                                                                  "name": "月球局"})),
        ("expired", "hint", changed("responsibility_list", matter(valid_to="2025-12-31"))),
        (
            "no_dispatch",
            "warning",
            {**changed("responsibility_list", matter()), "dispatch_catalogue": [
                {**blank(tables()["dispatch_catalogue"]), "matter": "M-NOISE-01", "division": "*", "lead": "ecology",
                 "keeper": "12345平台", "valid_from": "2025-01-01"}
            ]},
        ),
    ],
)  # fmt: skip
def test_each_overlap_and_gap_is_found(kind: str, level: str, made: Any) -> None:
    assert level in {finding.level for finding in found(made, kind)}
    finding = next(f for f in found(made, kind) if f.level == level)
    assert finding.message()
    if kind not in ("engine",):
        assert finding.rows


def test_a_danger_that_a_mask_hides_is_told() -> None:
    made = content()
    mask = next(row for row in made["danger_rules"] if row["kind"] == "mask")
    signal = next(row for row in made["danger_rules"] if row["id"] == "D-FIRE")
    mask["phrases"] += "|着火点燃仪式的彩排通知"
    assert {"着火", "~着火"} & set(signal["phrases"].split("|"))
    assert any(f.params["mask"] == "着火点燃仪式的彩排通知" for f in found(made, "masked"))


def test_a_row_that_can_never_speak_is_told() -> None:
    made = changed("responsibility_list", matter(phrases="跳楼"))
    mask = next(row for row in made["danger_rules"] if row["kind"] == "mask")
    assert "跳楼价" in mask["phrases"].split("|")
    assert [f.rows[0].code for f in found(made, "unreachable")] == ["M-TEST-01"]


def test_rows_of_one_code_may_follow_one_another() -> None:
    made = changed(
        "responsibility_list",
        matter(valid_to="2026-12-31"),
        matter(matter="无人机扰民", valid_from="2027-01-01"),
    )
    assert errors(check(made, on=DAY, base=packaged())) == []


def test_a_later_day_is_checked_too() -> None:
    made = changed("responsibility_list", matter(valid_from="2027-03-01", phrases="@nosuchclass+响"))
    (finding,) = found(made, "engine")
    assert finding.params["day"] == "2027-03-01"


def test_a_conflict_that_was_there_before_does_not_stop_a_correction() -> None:
    base = changed(
        "responsibility_list",
        matter(),
        matter(code="M-TEST-02", matter="航拍", **POLICE),
    )
    assert errors(check(base, on=DAY, base=packaged()))
    again = {**base, "cues": base["cues"][:-1]}
    assert errors(check(again, on=DAY, base=base)) == []


def test_rows_are_named_as_the_edition_names_them() -> None:
    made = changed("responsibility_list", matter(owner="999"))
    count = len(made["responsibility_list"])
    ordinals = {"responsibility_list": [*range(1, count), 9_999]}
    (finding,) = errors(check(made, on=DAY, ordinals=ordinals))
    assert finding.rows[0].ordinal == 9_999
