"""The city's dated rules as one frozen snapshot: units, calendars, deadlines.

Local rules are rows, never code per city; every process holds the newest snapshot and passes it to actions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from twinline.agencies import Directory, WorkCalendar, load_calendars, load_directory
from twinline.clocks import store
from twinline.clocks.model import ClockEvent, ClockState, EventKind, Unit, derive
from twinline.clocks.rules import DeadlineRule, Obligation, RuleStatus, select_rule
from twinline.kernel.db import Database

STARTS_KEPT = 64


@dataclass(frozen=True, slots=True)
class City:
    """What an action needs to know of the city: who handles what, when people work, how long they have."""

    directory: Directory
    calendars: Mapping[str, WorkCalendar]
    deadlines: tuple[DeadlineRule, ...]
    on: date
    _chosen: dict[tuple[Any, ...], DeadlineRule] = field(default_factory=dict[Any, Any], compare=False, repr=False)
    _started: dict[tuple[str, datetime], ClockState] = field(default_factory=dict[Any, Any], compare=False, repr=False)

    def rule(
        self, kind: str, *, request_type: str, deadline_class: str, danger: bool, urgent: bool, on: date
    ) -> DeadlineRule:
        """The rule in force for an obligation; remembered, since a city has few. Raises NoDeadlineRule."""
        key = (kind, request_type, deadline_class, danger, urgent, on)
        if key not in self._chosen:
            self._chosen[key] = select_rule(
                self.deadlines,
                Obligation(kind),
                request_type=request_type,
                deadline_class=deadline_class,
                danger=danger,
                urgent=urgent,
                on=on,
            )
        return self._chosen[key]

    def start(self, rule: DeadlineRule, now: datetime) -> ClockState:
        """A clock of the rule that starts now; remembered for the others that start in the same transaction."""
        key = (rule.code, now)
        if key not in self._started:
            if len(self._started) >= STARTS_KEPT:
                self._started.clear()
            self._started[key] = derive([ClockEvent(EventKind.START, now, rule.target)], self.calendars)
        return self._started[key]


async def load_city(db: Database) -> City:
    """Read all rules as they stand today."""
    directory = await load_directory(db)
    calendars = await load_calendars(db)
    async with db.transaction() as tx:
        rows = await store.rules(tx.conn)
        rules = tuple(
            DeadlineRule(
                r["code"],
                Obligation(r["kind"]),
                r["applies_to"],
                r["amount"],
                Unit(r["unit"]),
                r["calendar"],
                r["basis"],
                RuleStatus(r["status"]),
                r["valid_from"],
                r["valid_to"],
            )
            for r in rows
        )
        return City(directory, calendars, rules, tx.now.date())
