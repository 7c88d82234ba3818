"""A draft tried on the real decisions of the last days, beside the edition in force (R23, R30).

The job cuts the appeals into stretches of keys; processes judge them; each result is written with the position that it
reaches in one transaction, so that a replay goes on where it was after a crash, a restart or a change of worker.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx
from twinline.kernel.hashing import canonical_json, sm3
from twinline.kernel.jobs import UPKEEP, database, defer, jobs
from twinline.models import Speaking
from twinline.rules import Content
from twinline.rules import actions as rules
from twinline.trials import store
from twinline.trials.compare import Cell, Moved, Tally, changed_cells
from twinline.trials.model import (
    AVOIDED,
    DISPUTE,
    MADE,
    OPEN,
    Replay,
    ReplayNotFound,
    ReplayOver,
    ReplayRunning,
    floor_key,
)
from twinline.trials.processes import Plan, pool_of, stretch

EDIT = "rules.edit"
TASK = "trials.replay"
STRETCH_TEXTS = 2_000
EXAMPLES_MAX = 200
LEASE = timedelta(seconds=90)
TAKEN_UP_WITHIN = timedelta(seconds=60)
ERROR_CHARS = 500

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Options:
    """How many processes a replay may use, and whether models may judge; set when a server or worker starts."""

    processes: int = 2
    models: bool = True


OPTIONS = Options()


async def begin(tx: Tx, actor: Actor, *, edition: int, against: int | None, days: int) -> UUID:
    """Order a replay of an edition over the appeals registered in the last ``days`` days, against the edition in force
    (or another one); its id. Raises EditionNotFound, ReplayRunning."""
    actor.require(EDIT)
    as_of = tx.now.astimezone(CHINA).date()
    base = await rules.number_in_force(tx, as_of) if against is None else against
    replay_id = tx.new_id()
    row = {
        "id": replay_id,
        "edition": edition,
        "base": base,
        "draft_digest": sm3(canonical_json(await rules.content_of(tx, edition))),
        "base_digest": base_digest(await rules.content_of(tx, base), await Speaking.now(tx, on=OPTIONS.models)),
        "days": days,
        "first_key": floor_key(tx.now - timedelta(days=days)),
        "last_key": floor_key(tx.now + timedelta(milliseconds=1)),
        "as_of": as_of,
        "created_at": tx.now,
        "created_by": actor.account_id,
    }
    if not await store.insert(tx, row):
        raise ReplayRunning
    await defer(tx, TASK, arguments={"replay_id": str(replay_id)})
    return replay_id


def base_digest(content: Content, speaking: Speaking) -> bytes:
    """Of what a draft is compared with: the rows, and the models that judge by both."""
    return sm3(canonical_json(content) + speaking.digest)


async def cancel(tx: Tx, actor: Actor, *, replay_id: UUID, reason: str) -> None:
    """End a replay, saying why; what it has counted so far stays. Raises ReplayNotFound, ReplayOver."""
    actor.require(EDIT)
    replay = await store.lock(tx.conn, replay_id)
    if replay is None:
        raise ReplayNotFound
    if replay.state not in OPEN:
        raise ReplayOver
    state = "cancelled" if replay.state == "queued" else "cancelling"
    await store.set_state(tx, replay_id, state, error=reason)


@jobs.task(name=TASK, pass_context=False)
async def replay_job(replay_id: str) -> None:
    await run(database(), UUID(replay_id))


@jobs.periodic(cron="* * * * *")
@jobs.task(name="trials.take_up", queue=UPKEEP, queueing_lock="trials.take_up", pass_context=False)
async def take_up(timestamp: int) -> None:
    """Go on with a replay whose worker is gone."""
    async with database().transaction() as tx:
        for replay_id in await store.waiting(tx, before=tx.now - TAKEN_UP_WITHIN):
            await defer(tx, TASK, arguments={"replay_id": str(replay_id)})


async def run(db: Database, replay_id: UUID, *, processes: int | None = None) -> None:
    """Run or go on with a replay until its end; nothing when it has ended or another worker runs it."""
    async with db.transaction() as tx:
        if not await store.claim(tx, replay_id, until=tx.now + LEASE):
            return
    try:
        await _run(db, replay_id, processes or OPTIONS.processes)
    except asyncio.CancelledError:
        async with db.transaction() as tx:
            await store.release(tx.conn, replay_id)
        raise
    except Exception as error:
        log.error("replay.failed", replay=str(replay_id), exc_info=error)
        async with db.transaction() as tx:
            await store.set_state(tx, replay_id, "failed", error=repr(error)[:ERROR_CHARS])


async def _run(db: Database, replay_id: UUID, processes: int) -> None:
    async with db.transaction() as tx:
        replay = await store.lock(tx.conn, replay_id)
        if replay is None:
            return
        if not replay.total:
            await store.count(tx.conn, replay)
        base, draft = await rules.content_of(tx, replay.base), await rules.content_of(tx, replay.edition)
        plan = Plan(db.url, base, draft, replay.as_of, await Speaking.now(tx, on=OPTIONS.models))
        runner = _Runner(db, replay, Counter(await store.kept(tx.conn, replay_id)))
    now = sm3(canonical_json(plan.draft)), base_digest(plan.base, plan.speaking)
    if now != (replay.draft_digest, replay.base_digest):
        # Half by one content or model and half by another would say nothing.
        async with db.transaction() as tx:
            await store.set_state(tx, replay_id, "cancelled", error="changed")
        return
    pool = pool_of(plan, processes=processes)
    try:
        await runner.run(pool, ahead=2 * processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass(slots=True)
class _Runner:
    """One run of a replay: where it is, and how many examples each cell has."""

    db: Database
    replay: Replay
    kept: Counter[Cell]
    waiting: deque[tuple[UUID, "asyncio.Future[Tally]"]] = field(default_factory=deque)

    async def run(self, pool: ProcessPoolExecutor, *, ahead: int) -> None:
        position, at = self.replay.position, self.db.clock.now()
        while position < self.replay.last_key or self.waiting:
            while len(self.waiting) < ahead and position < self.replay.last_key:
                position = await self._send(pool, position)
            upto, result = self.waiting.popleft()
            tally, now = await result, self.db.clock.now()
            state = await self._write(upto, tally, (now - at).total_seconds())
            at = now
            if state != "running":
                await self._end("cancelled")
                return
        await self._end("done")

    async def _send(self, pool: ProcessPoolExecutor, after: UUID) -> UUID:
        last = self.replay.last_key
        async with self.db.transaction() as tx:
            upto = await store.next_key(tx.conn, after=after, last=last, size=STRETCH_TEXTS) or last
        future = asyncio.get_running_loop().run_in_executor(pool, stretch, after, upto)
        self.waiting.append((upto, future))
        return upto

    async def _write(self, upto: UUID, tally: Tally, seconds: float) -> str:
        """Keep what a stretch gave; the state that the replay has by now."""
        async with self.db.transaction() as tx:
            current = await store.lock(tx.conn, self.replay.id)
            if current is None or current.state not in OPEN:
                return "cancelled"
            found = await disputes(tx, tally)
            counts = tally.cells + Counter(cell for cell, _ in found)
            await store.add_cells(tx.conn, self.replay.id, counts)
            await store.add_cases(tx.conn, list(self._examples(tally, found)))
            row = {"id": self.replay.id, "texts": tally.texts, "judged": tally.judged, "moved": len(tally.moved)}
            await store.progress(tx.conn, {**row, "position": upto, "seconds": seconds, "until": tx.now + LEASE})
            return current.state

    def _examples(self, tally: Tally, disputed: list[tuple[Cell, Moved]]) -> Iterator[dict[str, Any]]:
        moves = [(cell, moved) for moved in tally.moved for cell in changed_cells(moved)]
        for cell, moved in [*moves, *disputed]:
            if moved.shown and self.kept[cell] < EXAMPLES_MAX:
                self.kept[cell] += 1
                yield self._example(cell, moved)

    def _example(self, cell: Cell, moved: Moved) -> dict[str, Any]:
        keys = {"replay_id": self.replay.id, "field": cell[0], "from_value": cell[1], "to_value": cell[2]}
        return {**keys, "appeal_id": moved.id, "was": _view(moved.base), "would": _view(moved.draft)}

    async def _end(self, state: str) -> None:
        async with self.db.transaction() as tx:
            await store.set_state(tx, self.replay.id, state)
        log.info("replay.ended", replay=str(self.replay.id), state=state)


def _view(judged: Any) -> Mapping[str, str]:
    return judged._asdict()


async def disputes(tx: Tx, tally: Tally) -> list[tuple[Cell, Moved]]:
    """Texts that the two platforms disputed, where the draft names the final owner at once and the base did not, or the
    other way round."""
    crossing = {moved.id: moved for moved in tally.moved if moved.base.platform != moved.draft.platform}
    if not crossing:
        return []
    owners = await store.disputes(tx.conn, list(crossing))
    return [
        ((DISPUTE, AVOIDED if crossing[appeal].draft.platform == owner else MADE, owner), crossing[appeal])
        for appeal, owner in owners.items()
    ]
