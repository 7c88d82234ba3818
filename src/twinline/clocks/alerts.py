"""Which running clocks have reached a step of the ladder: 80 %, 100 %, one (working) day over (R41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from twinline.clocks import store
from twinline.clocks.actions import history_of
from twinline.clocks.city import City
from twinline.clocks.model import ALERTS, ClockState, derive
from twinline.clocks.store import ClockRow
from twinline.kernel.db import Tx
from twinline.kernel.errors import Problem

DUE_LEVEL = ALERTS.index("due") + 1
# The step "one day over" has no moment while next year's calendar is missing; it is asked for again.
ASK_AGAIN = timedelta(hours=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A clock as it was found, and the steps (1–3) it has reached since it was last looked at."""

    clock: ClockRow
    levels: Sequence[int]
    due_at: datetime | None


async def take_due(tx: Tx, city: City, *, limit: int) -> list[Due]:
    """Lock clocks whose next step has come and move them on. Clocks that another process holds are left to it.

    A clock that cannot be computed is logged, asked again after ASK_AGAIN, and returned without levels.
    """
    found: list[Due] = []
    moved: list[dict[str, Any]] = []
    for row in await store.alertable(tx.conn, tx.now, limit):
        due, after = await _look(tx, city, row)
        found.append(due)
        moved.append({"order_id": row.order_id, "kind": row.kind, "n": row.n, **after})
    if moved:
        await store.move_alerts(tx.conn, moved)
    return found


async def _look(tx: Tx, city: City, row: ClockRow) -> tuple[Due, dict[str, Any]]:
    try:
        history = await history_of(tx, row)
        state = derive(history, city.calendars, now=max(tx.now, history[-1].at))
    except Problem as problem:
        log.error("clocks.alert_failed", order=str(row.order_id), kind=row.kind, problem=problem.code)
        same = {"alerts": row.alerts, "breached_at": row.breached_at, "next_alert_at": tx.now + ASK_AGAIN}
        return Due(row, (), row.due_at), same
    reached = sum(at <= tx.now for at in state.alerts)
    levels = range(row.alerts + 1, reached + 1)
    sent = max(row.alerts, reached)
    breached = state.ever_breached_at or (state.due_at if sent >= DUE_LEVEL else None)
    after = {"alerts": sent, "breached_at": breached, "next_alert_at": _next(state, sent, tx.now)}
    return Due(row, levels, state.due_at), after


def _next(state: ClockState, sent: int, now: datetime) -> datetime | None:
    if sent < len(state.alerts):
        return state.alerts[sent]
    return None if sent == len(ALERTS) else now + ASK_AGAIN
