"""The six promises, verified on a database as it stands: statements, hash chains, and every deadline counted again.

Everything is read in one snapshot, streaming, without locking anybody; memory does not grow with the database.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import AsyncConnection, IsolationLevel
from psycopg.rows import dict_row

from twinline.appeals import PLATFORMS
from twinline.clocks import City
from twinline.integrity_queries import CLOCKS_SQL, COUNTS_SQL, RULES, Rule
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.ledger_check import verify_all

GRACE = timedelta(seconds=60)
CLOCK_TOLERANCE = timedelta(seconds=60)
FETCH_ROWS = 2_000
# The limits of ordinary sessions are for ordinary statements; a check reads everything.
SESSION = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c work_mem=64MB -c timezone=UTC -c jit=off"


@dataclass(frozen=True, slots=True)
class Violation:
    """What broke which promise by which rule; ``subject`` is a number people know, or an id."""

    promise: int
    rule: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """How much was looked at, and what was found: at most ``limit`` violations of each rule."""

    checked: Mapping[str, int]
    violations: tuple[Violation, ...]

    @property
    def ok(self) -> bool:
        return not self.violations


async def check(
    url: str,
    city: City,
    *,
    now: datetime,
    limit: int = 100,
    grace: timedelta = GRACE,
    hosts: Sequence[str] = PLATFORMS,
) -> Report:
    """Verify the six promises. What is on its way between the platforms counts as stuck after ``grace``.

    ``hosts``: the platforms that live in this database. Of what is handed over to any other only one side is here.
    """
    async with _snapshot(url) as conn:
        counts = (await fetch_dicts(conn, COUNTS_SQL, {}))[0]
        params = {"settled": now - grace, "grace": grace, "hosts": list(hosts)}
        found = [v for rule in RULES for v in await _broken(conn, rule, params, limit)]
        clocks, late = await check_clocks(conn, city, limit=limit)
        ledger, breaks = await _check_ledger(conn, limit)
    order = sorted([*found, *late, *breaks], key=lambda v: v.promise)
    return Report({**counts, "clocks": clocks, **ledger, "rules": len(RULES) + 3}, tuple(order))


@asynccontextmanager
async def _snapshot(url: str) -> AsyncGenerator[Conn]:
    """One read-only snapshot of everything."""
    async with await AsyncConnection.connect(url, options=SESSION) as conn:
        await conn.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        await conn.set_read_only(True)
        yield conn


async def _broken(conn: Conn, rule: Rule, params: Mapping[str, Any], limit: int) -> list[Violation]:
    async with conn.cursor(name="rule") as cursor:
        await cursor.execute(rule.sql, params)
        rows = await cursor.fetchmany(limit)
    return [Violation(rule.promise, rule.name, str(subject), str(detail)) for subject, detail in rows]


async def _check_ledger(conn: Conn, limit: int) -> tuple[dict[str, int], list[Violation]]:
    """Every chain from its first event on, and every anchored day (R46)."""
    verdict = await verify_all(conn, breaks_max=limit)
    counts = {"events": verdict.events, "chains": verdict.subjects, "days": verdict.days}
    rules = {"day": "day_root"}
    return counts, [
        Violation(5, rules.get(b.what, "chain"), b.subject, f"event {b.seq}: {b.what}") for b in verdict.breaks
    ]


# --- deadlines ---------------------------------------------------------------------------------------------------


async def check_clocks(conn: Conn, city: City, *, limit: int) -> tuple[int, list[Violation]]:
    """Count every deadline again from its stamps and the calendar, another way than it was first counted (R41)."""
    seen, found = 0, list[Violation]()
    async with conn.cursor(name="clocks", row_factory=dict_row) as cursor:
        cursor.itersize = FETCH_ROWS
        await cursor.execute(CLOCKS_SQL)
        async for row in cursor:
            seen += 1
            fault = clock_fault(row, city)
            if fault and len(found) < limit:
                found.append(Violation(3, "clock_due", f"{row['order_id']}/{row['kind']}/{row['n']}", fault))
    return seen, found


def clock_fault(row: Mapping[str, Any], city: City) -> str | None:
    """What is wrong with one clock: its number of events, its state, or its deadline by more than a minute."""
    later: Sequence[Mapping[str, Any]] = row["later"] or ()
    if len(later) + 1 != row["events"]:
        return f"{row['events'] - 1} later events counted, {len(later)} there"
    state = _state(later)
    if state != row["state"]:
        return f"state {row['state']}, its events say {state}"
    due, stored = due_of(row, later, city), row["due_at"]
    if (due is None) != (stored is None) or (due and abs(due - stored) > CLOCK_TOLERANCE):
        return f"due at {stored}, its events say {due}"
    return None


def _state(later: Sequence[Mapping[str, Any]]) -> str:
    said = {"pause": "paused", "resume": "running", "stop": "stopped"}
    states = [said[event["event"]] for event in later if event["event"] in said]
    return states[-1] if states else "running"


def due_of(row: Mapping[str, Any], later: Sequence[Mapping[str, Any]], city: City) -> datetime | None:
    """When the time is used up, past or to come; None for a clock that was paused or stopped before."""
    calendar, start = city.calendars[row["calendar"]], row["started_at"]
    targets = [event["data"] for event in later if event["event"] == "retarget"]
    amount, unit = (targets[-1]["amount"], targets[-1]["unit"]) if targets else (row["amount"], row["unit"])
    if not later and unit == "working_days":
        return calendar.add_working_days(start, amount)
    end = calendar.add_working_days(start, amount) if unit == "working_days" else None
    left = float(amount) if end is None else calendar.working_seconds_between(start, end)
    for begin, until in _spans(start, later):
        passed = None if until is None else calendar.working_seconds_between(begin, until)
        if passed is None or left <= passed:
            return calendar.add_working_seconds(begin, left)
        left = round(left - passed, 6)
    return None


def _spans(start: datetime, later: Sequence[Mapping[str, Any]]) -> list[tuple[datetime, datetime | None]]:
    """The times in which the clock ran; the last one has no end while it runs."""
    spans: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = start
    for event in later:
        at = datetime.fromisoformat(event["at"])
        if event["event"] in ("pause", "stop") and since:
            spans.append((since, at))
            since = None
        elif event["event"] == "resume":
            since = at
    return [*spans, (since, None)] if since else spans
