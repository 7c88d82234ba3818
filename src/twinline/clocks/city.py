"""The city's dated rules as one frozen snapshot: units, calendars, deadlines.

Local rules are rows, never code per city; every process holds the newest snapshot and passes it to actions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from twinline.agencies import Directory, WorkCalendar, load_calendars, load_directory
from twinline.clocks.model import Unit
from twinline.clocks.rules import DeadlineRule, Obligation, RuleStatus
from twinline.kernel.db import Database, fetch_dicts

RULES_SQL = """
    SELECT code, kind, applies_to, amount, unit, calendar, basis, status, valid_from, valid_to FROM deadline_rule
     ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class City:
    """What an action needs to know of the city: who handles what, when people work, how long they have."""

    directory: Directory
    calendars: Mapping[str, WorkCalendar]
    deadlines: tuple[DeadlineRule, ...]
    on: date


async def load_city(db: Database) -> City:
    """Read all rules as they stand today."""
    directory = await load_directory(db)
    calendars = await load_calendars(db)
    async with db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, RULES_SQL, {})
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
