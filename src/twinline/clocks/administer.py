"""Changes of the deadline rules by a city's data steward: rows are added and ended, never altered (R61, R80)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from twinline.clocks import store
from twinline.clocks.rules import (
    ALL,
    AmbiguousDeadlineRule,
    BadDeadlineRule,
    DeadlineRule,
    parse_rules,
)
from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx
from twinline.kernel.errors import Conflict, NotFound

WRITE = "registry.write"
LOCK_KEY = 0x64656164


class RuleNotFound(NotFound):
    """There is no deadline rule of that code."""

    code: ClassVar[str] = "clocks.rule_not_found"


class RuleTaken(Conflict):
    """A deadline rule of that code exists; rows are never altered, so that old clocks keep their meaning."""

    code: ClassVar[str] = "clocks.rule_taken"


class RuleOver(Conflict):
    """The rule ends already, or would end before it begins."""

    code: ClassVar[str] = "clocks.rule_over"


class DayPast(Conflict):
    """A rule may begin or end from today on: what was owed stays what it was."""

    code: ClassVar[str] = "clocks.day_past"


class LeavesGap(Conflict):
    """Without the rule some cases would have no deadline."""

    code: ClassVar[str] = "clocks.leaves_gap"


async def list_rules(tx: Tx, actor: Actor, *, on: date | None) -> list[dict[str, Any]]:
    """All rules by code, or those that hold on a day."""
    actor.require("registry.read")
    rows = await store.rules(tx.conn)
    return [row for row in rows if on is None or _rule(row).in_force(on)]


async def add_rule(tx: Tx, actor: Actor, *, fields: Mapping[str, Any], replaces: str | None) -> None:
    """Add a rule; the one that it replaces ends the day it begins.

    Raises RuleTaken, RuleNotFound, RuleOver, DayPast, BadDeadlineRule, AmbiguousDeadlineRule.
    """
    actor.require(WRITE)
    known = await _locked(tx)
    (rule,) = parse_rules([{name: "" if value is None else str(value) for name, value in fields.items()}])
    if rule.code in known:
        raise RuleTaken(code=rule.code)
    if rule.valid_from < _today(tx):
        raise DayPast(day=_today(tx))
    if not await store.calendar_exists(tx.conn, rule.calendar):
        raise BadDeadlineRule(code=rule.code, field="calendar", value=rule.calendar)
    if replaces is not None:
        known[replaces] = await _end(tx, known, replaces, rule.valid_from)
        _refuse_gap(known[replaces], [*known.values(), rule])
    for other in known.values():
        if rule.collides(other):
            raise AmbiguousDeadlineRule(codes=f"{rule.code}, {other.code}")
    await store.insert_rule(tx.conn, {**fields, "valid_from": rule.valid_from, "valid_to": rule.valid_to})
    data = {**{name: str(value) for name, value in fields.items()}, "replaces": replaces}
    await audit(tx, "deadline_rule.added", account_id=actor.account_id, data=data)


async def retire_rule(tx: Tx, actor: Actor, *, code: str, valid_to: date, reason: str) -> None:
    """End a rule: it holds until the day before. Raises RuleNotFound, RuleOver, DayPast, LeavesGap."""
    actor.require(WRITE)
    known = await _locked(tx)
    known[code] = await _end(tx, known, code, valid_to)
    _refuse_gap(known[code], known.values())
    data = {"code": code, "valid_to": valid_to.isoformat(), "reason": reason}
    await audit(tx, "deadline_rule.retired", account_id=actor.account_id, data=data)


async def _locked(tx: Tx) -> dict[str, DeadlineRule]:
    """All rules by code; changes of rules take turns."""
    await store.lock_rules(tx.conn, LOCK_KEY)
    return {row["code"]: _rule(row) for row in await store.rules(tx.conn)}


async def _end(tx: Tx, known: Mapping[str, DeadlineRule], code: str, day: date) -> DeadlineRule:
    if code not in known:
        raise RuleNotFound(rule=code)
    rule = known[code]
    if day < _today(tx):
        raise DayPast(day=_today(tx))
    if (rule.valid_to is not None and rule.valid_to <= day) or day <= rule.valid_from:
        raise RuleOver(code=code)
    await store.end_rule(tx.conn, code, day)
    return DeadlineRule(
        code=rule.code,
        kind=rule.kind,
        applies_to=rule.applies_to,
        amount=rule.amount,
        unit=rule.unit,
        calendar=rule.calendar,
        basis=rule.basis,
        status=rule.status,
        valid_from=rule.valid_from,
        valid_to=day,
    )


def _refuse_gap(ended: DeadlineRule, rules: Iterable[DeadlineRule]) -> None:
    """From the day that a rule ends, another of its kind must cover its cases for ever: one for all cases, or one for
    the same."""
    day = ended.valid_to
    covering = (
        rule
        for rule in rules
        if rule.kind == ended.kind
        and rule.code != ended.code
        and (rule.rank == ALL or rule.applies_to == ended.applies_to)
        and day is not None
        and rule.valid_from <= day
        and rule.valid_to is None
    )
    if next(covering, None) is None:
        raise LeavesGap(code=ended.code)


def _rule(row: Mapping[str, Any]) -> DeadlineRule:
    return DeadlineRule(**dict(row))


def _today(tx: Tx) -> date:
    return tx.now.astimezone(CHINA).date()
