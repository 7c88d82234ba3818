"""Which deadline applies, on which day."""

from datetime import date
from itertools import product

import pytest

from twinline.clocks.model import Target
from twinline.clocks.rules import (
    AmbiguousDeadlineRule,
    BadDeadlineRule,
    NoDeadlineRule,
    Obligation,
    parse_rules,
    seed_rules,
    select_rule,
)

TODAY = date(2026, 11, 20)
TYPES = ("咨询", "求助", "投诉", "举报", "建议", "报警", "其他")
ROW = {
    "code": "a",
    "kind": "case_result",
    "applies_to": "*",
    "amount": "5",
    "unit": "working_days",
    "calendar": "work",
    "basis": "x",
    "status": "default",
    "valid_from": "2026-01-01",
    "valid_to": "",
}


def pick(kind: str, request_type: str = "求助", **case: object) -> str:
    defaults = {"deadline_class": "help", "danger": False, "urgent": False, "on": TODAY} | case
    return select_rule(seed_rules(), kind, request_type=request_type, **defaults).code  # type: ignore[arg-type]


def target(kind: str, request_type: str = "求助", **case: object) -> Target:
    return next(rule.target for rule in seed_rules() if rule.code == pick(kind, request_type, **case))


@pytest.mark.parametrize(
    ("request_type", "n"),
    [("咨询", 2), ("求助", 10), ("建议", 10), ("投诉", 15), ("举报", 15), ("其他", 10), ("报警", 10)],
)
def test_guangdong_limits_by_type(request_type: str, n: int) -> None:
    assert target("case_result", request_type) == Target(n, "working_days", "work")


def test_before_the_measures_of_2022_the_default_applies() -> None:
    assert pick("case_result", "投诉", on=date(2022, 8, 31)) == "case-result-other"
    assert pick("case_result", "投诉", on=date(2022, 9, 1)) == "case-result-complaint"


@pytest.mark.parametrize(
    ("kind", "case", "expected"),
    [
        ("case_dispatch", {}, Target(86_400, "seconds", "always")),
        ("case_dispatch", {"deadline_class": "livelihood"}, Target(7_200, "seconds", "always")),
        ("case_dispatch", {"urgent": True}, Target(3_600, "seconds", "always")),
        ("case_dispatch", {"deadline_class": "urgent"}, Target(3_600, "seconds", "always")),
        ("case_dispatch", {"deadline_class": "livelihood", "urgent": True}, Target(3_600, "seconds", "always")),
        ("handover_accept", {}, Target(1_800, "seconds", "always")),
        ("handover_accept", {"danger": True}, Target(60, "seconds", "always")),
        ("negotiation", {"danger": True}, Target(180, "seconds", "always")),
        ("police_dispatch", {}, Target(60, "seconds", "always")),
        ("police_sign", {}, Target(30, "seconds", "always")),
        ("police_arrive", {"danger": True}, Target(300, "seconds", "always")),
        ("police_arrive", {}, Target(600, "seconds", "always")),
        ("case_first_contact", {}, Target(86_400, "seconds", "always")),
    ],
)
def test_the_most_specific_rule_wins(kind: str, case: dict[str, object], expected: Target) -> None:
    assert target(kind, **case) == expected


def test_no_case_is_without_a_deadline() -> None:
    classes = ("consult", "help", "suggest", "complaint", "report", "urgent", "police", "livelihood", "")
    days = (date(2015, 1, 1), date(2022, 9, 1), TODAY)
    for kind, request_type, name, danger, urgent, on in product(
        Obligation, (*TYPES, ""), classes, (False, True), (False, True), days
    ):
        assert pick(kind, request_type, deadline_class=name, danger=danger, urgent=urgent, on=on)


def test_danger_and_urgency_never_give_more_time() -> None:
    spans = {("seconds", "always"): 1, ("seconds", "work"): 4, ("working_days", "work"): 86_400}
    for kind in Obligation:
        plain, danger, urgent = (
            (t.amount * spans[str(t.unit), t.calendar])
            for t in (target(kind), target(kind, danger=True), target(kind, urgent=True))
        )
        assert danger <= plain
        assert urgent <= plain


def test_confirmed_rows_name_their_source() -> None:
    rules = seed_rules()
    assert {rule.status for rule in rules} == {"confirmed", "default"}
    assert all(len(rule.basis) > 5 for rule in rules)
    assert len({rule.code for rule in rules}) == len(rules)
    assert {rule.kind for rule in rules} == set(Obligation)


def test_a_newer_row_takes_over_on_its_day() -> None:
    old = ROW | {"code": "old", "valid_to": "2026-06-01"}
    new = ROW | {"code": "new", "valid_from": "2026-06-01", "amount": "3"}
    rules = parse_rules([old, new])

    def on(day: date) -> str:
        return select_rule(
            rules, "case_result", request_type="投诉", deadline_class="", danger=False, urgent=False, on=day
        ).code

    assert on(date(2026, 5, 31)) == "old"
    assert on(date(2026, 6, 1)) == "new"
    with pytest.raises(NoDeadlineRule) as refusal:
        on(date(2025, 12, 31))
    assert (
        refusal.value.message("zh") == "2025-12-31 没有适用的“办理答复”时限规则（诉求类型：投诉），请在时限规则表中补充"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"code": "b"},
        {"code": "a", "valid_from": "2030-01-01"},
        {"code": "b", "valid_from": "2030-01-01"},
    ],
)
def test_two_rows_with_equal_right_are_refused(other: dict[str, str]) -> None:
    with pytest.raises(AmbiguousDeadlineRule):
        parse_rules([ROW, ROW | other])


def test_types_that_overlap_collide_and_others_do_not() -> None:
    one, two = ROW | {"applies_to": "type:投诉|举报"}, ROW | {"code": "b", "applies_to": "type:举报"}
    with pytest.raises(AmbiguousDeadlineRule, match="a, b"):
        parse_rules([one, two])
    assert len(parse_rules([one, two | {"applies_to": "type:咨询"}, ROW | {"code": "c"}])) == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "case_of_wine"),
        ("amount", "0"),
        ("amount", "two"),
        ("unit", "hours"),
        ("status", "maybe"),
        ("applies_to", "type:"),
        ("applies_to", "town:1"),
        ("valid_from", "2026-13-01"),
        ("valid_to", "2025-01-01"),
    ],
)
def test_rows_that_cannot_be_read_say_where(field: str, value: str) -> None:
    with pytest.raises(BadDeadlineRule) as refusal:
        parse_rules([ROW | {field: value}])
    assert (refusal.value.params["field"], refusal.value.params["code"]) == (field, "a")
