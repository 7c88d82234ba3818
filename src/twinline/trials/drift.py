"""The drift watch: every day, and when somebody asks, each way of judging is held against its last 28 days (R68); what
moved is told by reminders, as clocks are.

A day is counted once and its counts are kept, so that a look at four weeks costs as much as a look at one day.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import structlog

from twinline.agencies import load_directory
from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx, fetch_value
from twinline.kernel.jobs import UPKEEP, database, defer, jobs
from twinline.kernel.metrics import add_probe
from twinline.oversight import remind_drift
from twinline.trials import drift_store
from twinline.trials.drifting import Level, Limits, figures, worst
from twinline.trials.model import floor_key

READ, EDIT = "rules.read", "rules.edit"
TASK = "trials.drift"
DAYS_BEFORE = 28
KEPT_DAYS = 60
log = structlog.get_logger(__name__)
LIMITS: list[Limits] = [Limits()]
"""The limits in use; set when a worker starts."""


async def _alarms(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, drift_store.WORST_SQL, {}))


add_probe("drift_alarms", "Ways of judging whose newest day is far from their last weeks", _alarms)


async def order(tx: Tx, actor: Actor, *, day: date | None) -> None:
    """Ask for a look at a day, by default today."""
    actor.require(EDIT)
    await defer(tx, TASK, queue=UPKEEP, arguments={"day": day.isoformat() if day else None})


@jobs.task(name=TASK, queue=UPKEEP, pass_context=False)
async def look_job(day: str | None) -> None:
    await look(database(), day=date.fromisoformat(day) if day else None)


@jobs.periodic(cron="20 17 * * *")
@jobs.task(name="trials.drift_daily", queue=UPKEEP, queueing_lock="trials.drift_daily", pass_context=False)
async def look_daily(timestamp: int) -> None:
    """At 01:20 in China: the day that is over."""
    db = database()
    today = db.clock.now().astimezone(CHINA).date()
    await look(db, day=today - timedelta(days=1))
    async with db.transaction() as tx:
        await drift_store.drop_counts(tx.conn, before=today - timedelta(days=KEPT_DAYS))


async def look(db: Database, *, day: date | None = None) -> dict[str, Level]:
    """Count what is not counted yet, compare, keep the readings; the level of each way of judging."""
    on = day or db.clock.now().astimezone(CHINA).date()
    async with db.transaction() as tx:
        models = await drift_store.models(tx.conn, first=_begin(on), last=_begin(on + timedelta(days=1)))
    subjects = [drift_store.DECISIONS, *(f"model:{model}" for model in models)]
    desk = (await load_directory(db)).desk("12345").id
    return {subject: await _look(db, subject, on, desk) for subject in subjects}


def _steps(level: Level, before: str | None) -> tuple[str, ...]:
    """What is to be told of a day, given the day before."""
    if level == "alarm":
        return ("watch", "alarm", "lasting") if before == "alarm" else ("watch", "alarm")
    return ("watch",) if level == "watch" else ()


async def _look(db: Database, subject: str, day: date, desk: UUID) -> Level:
    since = day - timedelta(days=DAYS_BEFORE)
    async with db.transaction() as tx:
        known = await drift_store.counted(tx.conn, subject, since=since, until=day)
    # The day itself and the one before may have got overrides since they were counted.
    for one in _days(since, day + timedelta(days=1)):
        if one not in known or one >= day - timedelta(days=1):
            async with db.transaction() as tx:
                await drift_store.count_day(
                    tx.conn, subject, one, first=_begin(one), last=_begin(one + timedelta(days=1))
                )
    async with db.transaction() as tx:
        now = await drift_store.counts(tx.conn, subject, since=day, until=day + timedelta(days=1))
        before = await drift_store.counts(tx.conn, subject, since=since, until=day)
        found = figures(now, before, limits=LIMITS[0])
        level = worst(found)
        shown = [asdict(figure) for figure in found]
        await drift_store.keep(tx.conn, subject, day, at=tx.now, level=level, figures=shown)
        for step in _steps(level, await drift_store.level_on(tx.conn, subject, day - timedelta(days=1))):
            await remind_drift(tx, subject=subject, step=step, day_end=_midnight(day + timedelta(days=1)), desk=desk)
    if level == "alarm":
        moved = {figure.name: figure.value for figure in found if figure.level == "alarm"}
        log.error("drift.alarm", subject=subject, day=day.isoformat(), **moved)
    return level


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=number) for number in range((until - since).days))


def _begin(day: date) -> Any:
    """The first key of a day in China."""
    return floor_key(_midnight(day))


def _midnight(day: date) -> datetime:
    """When a day begins in China."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


async def list_readings(tx: Tx, actor: Actor, *, days: int) -> dict[str, Any]:
    """The readings of the last days, newest first."""
    actor.require(READ)
    today = tx.now.astimezone(CHINA).date()
    items = await drift_store.readings(tx.conn, since=today - timedelta(days=days), until=today)
    return {"items": items, "next": None}
