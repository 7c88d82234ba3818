"""Background jobs: Procrastinate on the same database, enqueued in the transaction of the change.

Modules declare tasks on :data:`jobs` (``@jobs.task(name=…)``); a job that needs the database asks :func:`database`.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Literal

import psycopg
import structlog
from procrastinate import App, PsycopgConnector

from twinline.kernel.db import Database, Tx
from twinline.kernel.ledger_check import anchor_days
from twinline.kernel.migrate import make_partitions, months_from
from twinline.kernel.outbox import trim
from twinline.kernel.upkeep import every_upkeep

Queue = Literal["default", "upkeep"]
UPKEEP: Queue = "upkeep"

log = structlog.get_logger(__name__)

jobs = App(connector=PsycopgConnector())
"""Where tasks are declared. Its connector is replaced by one on the process's database while a worker runs."""

_state: dict[str, Database] = {}
OUTBOX_KEEP_S = "outbox_keep_s"
_options: dict[str, float] = {OUTBOX_KEEP_S: 86_400}


def database() -> Database:
    """The database of the running worker. Raises RuntimeError outside one."""
    if "db" not in _state:
        raise RuntimeError("jobs run in a worker only")
    return _state["db"]


async def defer(
    tx: Tx,
    task_name: str,
    *,
    queue: str = "default",
    lock: str | None = None,
    at: datetime | None = None,
    priority: int = 0,
    arguments: Mapping[str, Any] | None = None,
) -> int:
    """Enqueue a job that exists if and only if ``tx`` commits; its id. ``lock``: jobs with the same one run in turn."""
    deferrer = jobs.configure_task(
        task_name, queue=queue, lock=lock, schedule_at=at, priority=priority, connection=tx.conn, allow_unknown=True
    )
    return await deferrer.defer_async(**(arguments or {}))


@asynccontextmanager
async def connected(db: Database) -> AsyncGenerator[App]:
    """The job application on the pool of ``db``; for processes that enqueue outside a transaction or run jobs."""
    with jobs.replace_connector(PsycopgConnector()):
        await jobs.open_async(db.pool)
        _state["db"] = db
        try:
            yield jobs
        finally:
            _state.pop("db", None)


async def run_worker(
    db: Database, *, concurrency: int = 10, wait: bool = True, outbox_keep_s: float = 86_400, stop_s: float = 10
) -> None:
    """Run jobs until cancelled (or, without ``wait``, until none is left), the upkeep of the database among them."""
    _options[OUTBOX_KEEP_S] = outbox_keep_s
    async with connected(db) as app:
        await app.run_worker_async(
            concurrency=concurrency,
            wait=wait,
            install_signal_handlers=False,
            shutdown_graceful_timeout=stop_s,
            delete_jobs="successful",
        )


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="kernel.trim_outbox", queue=UPKEEP, queueing_lock="kernel.trim_outbox", pass_context=False)
async def trim_outbox(timestamp: int) -> None:
    """Delete facts that everybody has read and that are older than pages need for catching up."""
    db = database()
    while await trim(db, before=db.clock.now() - timedelta(seconds=_options[OUTBOX_KEEP_S])):
        pass


@jobs.periodic(cron="5 * * * *")
@jobs.task(name="kernel.anchor_days", queue=UPKEEP, queueing_lock="kernel.anchor_days", pass_context=False)
async def anchor(timestamp: int) -> None:
    """Anchor every China-local day that is over and has no root yet."""
    await anchor_days(database())


@jobs.periodic(cron="15 3 * * *")
@jobs.task(name="kernel.make_partitions", queue=UPKEEP, queueing_lock="kernel.make_partitions", pass_context=False)
async def partition_ahead(timestamp: int) -> None:
    """Make the month partitions ahead."""
    db = database()
    months = months_from(db.clock.now().date())

    def make() -> list[str]:
        with psycopg.connect(db.url, autocommit=True) as connection:
            return make_partitions(connection, months)

    made = await asyncio.to_thread(make)
    if made:
        log.info("partitions.made", tables=made)


@jobs.periodic(cron="25 * * * *")
@jobs.task(name="kernel.upkeep", queue=UPKEEP, queueing_lock="kernel.upkeep", pass_context=False)
async def upkeep(timestamp: int) -> None:
    """Every module's own tidying; one that fails does not keep the others from running."""
    for name, run in every_upkeep().items():
        try:
            await run(database())
        except Exception as error:
            log.error("upkeep.failed", name=name, exc_info=error)
