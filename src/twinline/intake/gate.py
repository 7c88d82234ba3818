"""The gate: concurrent requests that each register one contact share transactions (decision 0007).

A request that finds the writer free is written at once. While it is busy, requests wait together and the
writer then takes them all in one transaction: the busier it is, the cheaper each appeal becomes. Every request
is answered after the commit. When a shared transaction fails, its requests are tried one by one, so that no request
can spoil another; when the database does not answer, all are told so and nothing is repeated.
"""

import asyncio
from dataclasses import dataclass

from twinline.identity import Actor
from twinline.intake.actions import register
from twinline.intake.compose import Desk
from twinline.intake.model import Outcome, Registered, Said
from twinline.kernel.db import Database
from twinline.kernel.errors import Problem, TooMany, Unavailable

BATCH_MAX = 64
WAITING_MAX = 2_000


@dataclass(slots=True)
class _Waiting:
    actor: Actor
    said: Said
    answer: asyncio.Future[Outcome]


class Gate:
    """One per process. ``desk`` is replaced when the city's rules are read anew."""

    def __init__(self, db: Database, desk: Desk) -> None:
        self._db = db
        self.desk = desk
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def register(self, actor: Actor, said: Said) -> Registered:
        """Register one contact. Raises its Problem, or TooMany when more wait than can be served in time."""
        if len(self._waiting) >= WAITING_MAX:
            raise TooMany
        waiting = _Waiting(actor, said, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        outcome = await waiting.answer
        if isinstance(outcome, Problem):
            raise outcome
        return outcome

    async def _write(self) -> None:
        try:
            while self._waiting:
                actor = self._waiting[0].actor
                batch = [w for w in self._waiting if w.actor == actor][:BATCH_MAX]
                taken = {id(w) for w in batch}
                self._waiting = [w for w in self._waiting if id(w) not in taken]
                await self._write_batch(actor, batch)
        finally:
            # In the same step that found nobody waiting: whoever comes next must start a writer of their own.
            self._writer = None

    async def _write_batch(self, actor: Actor, batch: list[_Waiting]) -> None:
        try:
            outcomes = await self._transaction(actor, [w.said for w in batch])
        except Unavailable as error:
            # Was it written? A lost answer to COMMIT leaves that open: the caller asks again, with its key.
            for waiting in batch:
                _fail(waiting, error)
            return
        except Exception as error:
            if len(batch) == 1:
                _fail(batch[0], error)
                return
            for waiting in batch:
                await self._write_batch(actor, [waiting])
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(outcome)

    async def _transaction(self, actor: Actor, said: list[Said]) -> list[Outcome]:
        async with self._db.transaction() as tx:
            return await register(tx, self.desk, actor, said)


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.answer.done():
        waiting.answer.set_exception(error)
