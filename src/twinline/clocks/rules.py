"""Which deadline applies: dated rows, the most specific one wins (R18, R61, R72, R95).

``applies_to`` is ``*``, ``type:甲|乙`` (request types), ``class:a|b`` (deadline classes of the responsibility list),
``urgent`` or ``danger``; they win in the reverse order. A row with ``status`` "default" is a value that this project
proposes; "confirmed" is backed by the published source in ``basis``. A city replaces rows by newer ones.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import ClassVar, TypeVar

from twinline.clocks.model import Target, Unit
from twinline.kernel.errors import Conflict, Invalid
from twinline.kernel.messages import text

T = TypeVar("T")
URGENT_CLASS = "urgent"
ALL, TYPE, CLASS, URGENT, DANGER = range(5)


class Obligation(StrEnum):
    """What has to be done in time."""

    CASE_RESULT = "case_result"
    CASE_DISPATCH = "case_dispatch"
    CASE_SIGN = "case_sign"
    CASE_FIRST_CONTACT = "case_first_contact"
    CASE_REVIEW = "case_review"
    RETURN_REVIEW = "return_review"
    EXTENSION_REVIEW = "extension_review"
    REVISIT = "revisit"
    HANDOVER_RECEIPT = "handover_receipt"
    HANDOVER_ACCEPT = "handover_accept"
    NEGOTIATION = "negotiation"
    POLICE_DISPATCH = "police_dispatch"
    POLICE_SIGN = "police_sign"
    POLICE_SET_OUT = "police_set_out"
    POLICE_ARRIVE = "police_arrive"
    POLICE_FEEDBACK = "police_feedback"


class RuleStatus(StrEnum):
    """Whether a published source backs the figure."""

    CONFIRMED = "confirmed"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row: from ``valid_from`` up to ``valid_to`` an obligation has this much time in the cases it applies to."""

    code: str
    kind: str
    applies_to: str
    amount: int
    unit: str
    calendar: str
    basis: str
    status: str
    valid_from: date
    valid_to: date | None = None

    @property
    def target(self) -> Target:
        """The target that a clock of this rule starts with."""
        return Target(self.amount, self.unit, self.calendar)

    @property
    def rank(self) -> int:
        """How specific the condition is; the highest that applies wins."""
        ranks = {"*": ALL, "type": TYPE, "class": CLASS, "urgent": URGENT, "danger": DANGER}
        return ranks[self.applies_to.partition(":")[0]]

    @property
    def _values(self) -> frozenset[str]:
        return frozenset(self.applies_to.partition(":")[2].split("|"))

    def in_force(self, on: date) -> bool:
        """Whether the row holds on the day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def applies(self, *, request_type: str, deadline_class: str, danger: bool, urgent: bool) -> bool:
        """Whether the row's condition is met."""
        return {
            ALL: True,
            TYPE: request_type in self._values,
            CLASS: deadline_class in self._values,
            URGENT: urgent or deadline_class == URGENT_CLASS,
            DANGER: danger,
        }[self.rank]

    def collides(self, other: "DeadlineRule") -> bool:
        """Whether both rows could apply to one case on one day with equal right."""
        if (self.kind, self.rank) != (other.kind, other.rank) or not self._values & other._values:
            return False
        return (self.valid_to is None or other.valid_from < self.valid_to) and (
            other.valid_to is None or self.valid_from < other.valid_to
        )


class NoDeadlineRule(Conflict):
    """No row covers the case; an obligation without a deadline would never be missed."""

    code: ClassVar[str] = "clocks.no_rule"

    def __init__(self, *, kind: str, request_type: str, on: date) -> None:
        super().__init__(request_type=request_type, on=on.isoformat())
        self.kind = kind

    def message(self, lang: str = "zh") -> str:
        kind = text(f"clocks.kind.{self.kind}", lang=lang)
        return text(f"error.{self.code}", lang=lang, kind=kind, **self.params)


class AmbiguousDeadlineRule(Invalid):
    """Two rows apply with equal right."""

    code: ClassVar[str] = "clocks.ambiguous_rule"


class BadDeadlineRule(Invalid):
    """A row that cannot be read."""

    code: ClassVar[str] = "clocks.bad_rule"


@cache
def seed_rules() -> tuple[DeadlineRule, ...]:
    """The rows that every installation starts with: Guangdong's limits, Beijing's dispatch times, 110's buckets."""
    with (files("twinline.clocks") / "data" / "deadline_rules.csv").open(encoding="utf-8") as file:
        return parse_rules(csv.DictReader(file))


def parse_rules(rows: Iterable[Mapping[str, str]]) -> tuple[DeadlineRule, ...]:
    """Rules from table rows. Raises BadDeadlineRule, and AmbiguousDeadlineRule when two of them collide."""
    rules = tuple(_parse(row) for row in rows)
    for index, rule in enumerate(rules):
        for other in rules[index + 1 :]:
            if rule.code == other.code or rule.collides(other):
                raise AmbiguousDeadlineRule(codes=f"{rule.code}, {other.code}")
    return rules


def select_rule(
    rules: Iterable[DeadlineRule],
    kind: str,
    *,
    request_type: str,
    deadline_class: str,
    danger: bool,
    urgent: bool,
    on: date,
) -> DeadlineRule:
    """The rule for a case on a day (Shanghai's): the most specific that applies, then the newest.

    An ``urgent`` deadline class counts as urgent. Raises NoDeadlineRule.
    """
    fitting = [
        rule
        for rule in rules
        if rule.kind == kind
        and rule.in_force(on)
        and rule.applies(request_type=request_type, deadline_class=deadline_class, danger=danger, urgent=urgent)
    ]
    if not fitting:
        raise NoDeadlineRule(kind=kind, request_type=request_type, on=on)
    return max(fitting, key=lambda rule: (rule.rank, rule.valid_from, rule.code))


def _parse(row: Mapping[str, str]) -> DeadlineRule:
    rule = DeadlineRule(
        code=row["code"],
        kind=_read(row, "kind", Obligation),
        applies_to=_read(row, "applies_to", _condition),
        amount=_read(row, "amount", _at_least_one),
        unit=_read(row, "unit", Unit),
        calendar=row["calendar"],
        basis=row["basis"],
        status=_read(row, "status", RuleStatus),
        valid_from=_read(row, "valid_from", date.fromisoformat),
        valid_to=_read(row, "valid_to", date.fromisoformat) if row["valid_to"] else None,
    )
    if rule.valid_to is not None and rule.valid_to <= rule.valid_from:
        raise BadDeadlineRule(code=rule.code, field="valid_to", value=row["valid_to"])
    return rule


def _read(row: Mapping[str, str], field: str, reader: Callable[[str], T]) -> T:
    try:
        return reader(row[field])
    except (ValueError, KeyError):
        raise BadDeadlineRule(code=row.get("code", ""), field=field, value=row.get(field, "")) from None


def _at_least_one(value: str) -> int:
    if (number := int(value)) < 1:
        raise ValueError(value)
    return number


def _condition(value: str) -> str:
    prefix, colon, values = value.partition(":")
    if value in ("*", "urgent", "danger") or (prefix in ("type", "class") and colon and all(values.split("|"))):
        return value
    raise ValueError(value)
