"""The worker: carries facts and messages, watches clocks, runs jobs, until it is told to stop.

Every part is a loop of its own; one that fails is logged, counted, and tried again after a while, and never stops the
others. Any number of workers may run at once: each piece of work is taken under a lock that the others skip.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic

import structlog
import uvloop
from prometheus_client import Counter

from twinline.cases import actions as cases
from twinline.clocks import City, load_city
from twinline.exchange import links
from twinline.intake import history, search
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database, Tx
from twinline.kernel.jobs import run_worker
from twinline.kernel.logs import configure_logs
from twinline.kernel.outbox import EVERY_TOPIC, Fact, Subscription, pump, subscribe
from twinline.kernel.stopping import stop_signals, together, until
from twinline.kernel.upkeep import add_upkeep
from twinline.linkage import TOPICS as LINKAGE_TOPICS
from twinline.linkage import deliver, expire, react
from twinline.models import Shelf
from twinline.oversight import board, exports, remind, wall
from twinline.portal import forget as forget_tries
from twinline.rules import Library, load_rule_keys
from twinline.seats import forget as forget_drafts
from twinline.settings import Settings, database_url, exchange_patience, settings, webhook_options
from twinline.triage import Rulebook
from twinline.trials import Limits, drift, replay, shadow
from twinline.webhooks import TOPICS as WEBHOOK_TOPICS
from twinline.webhooks import Sender, fill, forget

BUSY_S = 0.05
# Soon enough for what counts, indexes and tells others: many facts at a time.
GATHER_S = 0.3
IDLE_S = 0.2
# So many messages at once: more wait behind them. Until they are delivered, what gathers rests so many times as long as
# it took.
CROWD_MESSAGES, CROWD_S = 50, 2.0
CROWD_RESTS = 19
# Somebody at the other side is waiting for these.
DELIVER_BUSY_S = 0.01
DELIVER_IDLE_S = 0.1
EVERY_SECOND_S = 1.0
LINKS_S = 2.0
AFTER_ERROR_S = 0.5
AFTER_ERRORS_MAX_S = 10.0

FAILURES = Counter("twinline_work_failures", "Rounds of a worker's loop that failed", ["loop"])
log = structlog.get_logger(__name__)

Round = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a subscriber may need to know beside the facts: the city, and the rules in force."""

    city: City
    book: Rulebook


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber of the outbox by its name, its topics, and what it does with them."""

    name: str
    topics: tuple[str, ...]
    handler: Callable[[Tx, Scene, list[Fact]], Awaitable[None]]
    busy_s: float = GATHER_S


async def _react(tx: Tx, scene: Scene, facts: list[Fact]) -> None:
    await react(tx, scene.city, facts)


async def _search(tx: Tx, scene: Scene, facts: list[Fact]) -> None:
    await search.fill(tx, facts)


async def _history(tx: Tx, scene: Scene, facts: list[Fact]) -> None:
    await history.remember(tx, scene.city, scene.book, facts)


async def _board(tx: Tx, scene: Scene, facts: list[Fact]) -> None:
    await board.count(tx, facts)


async def _webhooks(tx: Tx, scene: Scene, facts: list[Fact]) -> None:
    await fill(tx, facts)


SUBSCRIPTIONS = [
    Reader("linkage", LINKAGE_TOPICS, _react, BUSY_S),
    Reader("search", search.SEARCH_TOPICS, _search),
    Reader("history", history.HISTORY_TOPICS, _history),
    Reader("webhooks", WEBHOOK_TOPICS, _webhooks),
    Reader(board.SUBSCRIBER, EVERY_TOPIC, _board),
]


class Worker:
    """The loops of one process on an open database."""

    def __init__(self, db: Database, city: City, chosen: Settings) -> None:
        self._db = db
        self._city = city
        self._chosen = chosen
        self._shelf = Shelf(db, on=chosen.triage_models == "on")
        self._library = Library(db, load_rule_keys(chosen.rules_key_path))
        self._sender = Sender(db, load_keys(chosen.keys_path), webhook_options(chosen))
        self._patience = exchange_patience(chosen)
        self._shadow = Subscription("shadow", shadow.TOPICS, self._hear)
        self._crowd_until = 0.0

    async def run(self) -> None:
        """Run until cancelled."""
        await self._library.start()
        await subscribe(self._db, [self._shadow, *(self._subscription(reader) for reader in SUBSCRIPTIONS)])
        async with self._sender:
            await together(
                *(self._loop(name, once, busy_s=busy, idle_s=idle) for name, once, busy, idle in self._rounds())
            )

    def _rounds(self) -> list[tuple[str, Round, float, float]]:
        """Everything that runs: its name, one round of it, and the pauses after work and when there is none."""
        fresh_s = self._chosen.directory_refresh_s
        readers = [(f"outbox.{reader.name}", self._pump(reader), reader.busy_s, IDLE_S) for reader in SUBSCRIPTIONS]
        return [
            *readers,
            ("outbox.shadow", partial(pump, self._db, self._shadow), GATHER_S, GATHER_S),
            ("models", self._look_at_models, self._chosen.models_refresh_s, self._chosen.models_refresh_s),
            ("rules", self._look_at_rules, self._chosen.rules_refresh_s, self._chosen.rules_refresh_s),
            ("deliver", self._deliver, DELIVER_BUSY_S, DELIVER_IDLE_S),
            ("expire", lambda: expire(self._db, self._city), BUSY_S, EVERY_SECOND_S),
            ("remind", lambda: remind(self._db, self._city), BUSY_S, EVERY_SECOND_S),
            ("links", self._look_at_links, LINKS_S, LINKS_S),
            ("webhooks", self._sender.once, BUSY_S, IDLE_S),
            ("city", self._refresh, fresh_s, fresh_s),
            ("jobs", self._jobs, BUSY_S, IDLE_S),
        ]

    def _subscription(self, reader: Reader) -> Subscription:
        async def handler(tx: Tx, facts: list[Fact]) -> None:
            await reader.handler(tx, Scene(self._city, self._library.book), facts)

        return Subscription(reader.name, reader.topics, handler)

    def _pump(self, reader: Reader) -> Round:
        once = partial(pump, self._db, self._subscription(reader))
        return once if reader.busy_s < GATHER_S else self._now_and_then(once)

    def _now_and_then(self, once: Round) -> Round:
        """After an outage the other side's orders are put on the boards before they are searched for and counted."""
        next_at = 0.0

        async def unhurried() -> int:
            nonlocal next_at
            began = monotonic()
            if began < min(self._crowd_until, next_at):
                return 0
            gathered = await once()
            next_at = monotonic() + max(CROWD_S, CROWD_RESTS * (monotonic() - began))
            return gathered

        return unhurried

    async def _deliver(self) -> int:
        carried = await deliver(self._db, self._city, hosts=self._chosen.hosted)
        if carried >= CROWD_MESSAGES:
            self._crowd_until = monotonic() + CROWD_S
        return carried

    async def _hear(self, tx: Tx, facts: list[Fact]) -> None:
        await shadow.hear(tx, self._shelf.now, facts)

    async def _look_at_models(self) -> int:
        await self._shelf.refresh()
        return 0

    async def _look_at_links(self) -> int:
        return await links.watch(self._db, self._city, hosts=self._chosen.hosted, patience=self._patience)

    async def _look_at_rules(self) -> int:
        """Count by what was published or rolled back, within seconds and without a restart (R23)."""
        await self._library.refresh()
        return 0

    async def _refresh(self) -> int:
        self._city = await load_city(self._db)
        return 0

    async def _jobs(self) -> int:
        chosen = self._chosen
        await run_worker(
            self._db,
            concurrency=chosen.job_concurrency,
            outbox_keep_s=chosen.outbox_keep_s,
            stop_s=chosen.stop_s,
        )
        return 0

    async def _loop(self, name: str, once: Round, *, busy_s: float, idle_s: float) -> None:
        """Do rounds for ever: at once again while there is work, slower and slower to ``idle_s`` when there is none."""
        pause, failures = busy_s, 0
        while True:
            try:
                done = await once()
            except Exception as error:
                FAILURES.labels(name).inc()
                log.error("work.failed", loop=name, error=repr(error), again=failures)
                pause = min(AFTER_ERROR_S * 2**failures, AFTER_ERRORS_MAX_S)
                failures = min(failures + 1, 10)
            else:
                failures = 0
                pause = busy_s if done else min(max(pause, busy_s) * 1.5, idle_s)
            _stop_if_cancelled()
            await asyncio.sleep(pause)


def _stop_if_cancelled() -> None:
    """A round that fails while it is being cancelled (a job runner that shuts down) must not swallow the cancelling."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def run(chosen: Settings) -> None:
    """Work until SIGTERM or SIGINT. Raises what keeps the worker from starting: database, city."""
    stopping = stop_signals()
    db = Database(
        database_url(chosen),
        size_min=chosen.pool_size_min,
        size_max=chosen.pool_size_max,
        series=chosen.series,
    )
    await db.open()
    try:
        add_upkeep("board", board.tidy)
        add_upkeep("links", partial(links.forget, kept=timedelta(days=chosen.exchange_kept_days)))
        add_upkeep("webhooks", forget)
        add_upkeep("places", wall.refresh_usual)
        add_upkeep("exports", exports.forget_old)
        add_upkeep("steps", cases.forget_keys)
        add_upkeep("seats", partial(forget_drafts, kept=timedelta(days=chosen.draft_days)))
        add_upkeep("portal", forget_tries)
        replay.OPTIONS.processes = chosen.replay_processes
        replay.OPTIONS.models = chosen.triage_models == "on"
        drift.LIMITS[0] = Limits(
            chosen.drift_psi_watch,
            chosen.drift_psi_alarm,
            chosen.drift_points_watch,
            chosen.drift_points_alarm,
            chosen.drift_least,
        )
        worker = Worker(db, await load_city(db), chosen)
        log.info("work.started", subscribers=[reader.name for reader in SUBSCRIPTIONS])
        await until(stopping, worker.run())
    finally:
        await db.close()
        log.info("work.stopped")


def main() -> None:
    """Work with the environment's settings; what the command line calls."""
    chosen = settings()
    configure_logs(level=chosen.log_level, form=chosen.log_format)
    uvloop.run(run(chosen))
