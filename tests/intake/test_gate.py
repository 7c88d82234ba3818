"""Requests that share a transaction share nothing else: not their mistakes, not their impatience (decision 0007)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from support.city import CIVIL
from support.people import People
from twinline.intake import Gate, Registered, Said
from twinline.intake import gate as gates
from twinline.kernel.db import Database, Tx, fetch_value
from twinline.kernel.errors import Problem, TooMany, Unavailable

CROWD = 60


def said(n: int, **fields: object) -> Said:
    base = Said(platform="12345", channel="voice", words=f"{CIVIL}（第{n}次）", client="gate", key=f"key-{n:04d}")
    return replace(base, **fields)  # type: ignore[arg-type]


async def count(db: Database, table: str) -> int:
    async with db.transaction() as tx:
        return int(await fetch_value(tx.conn, f"SELECT count(*) FROM {table}", {}))  # type: ignore[arg-type]


@pytest.fixture
def gate(people: People, db: Database) -> Gate:
    return Gate(db, people.app.state.desk)


async def test_a_crowd_is_registered_once_each(gate: Gate, people: People, db: Database) -> None:
    actor = people.agent.actor
    twice = [said(n % CROWD) for n in range(2 * CROWD)]
    answers = await asyncio.gather(*(gate.register(actor, one) for one in twice))
    assert len({a.appeal_id for a in answers}) == CROWD == await count(db, "appeal")
    assert all(answers[n].appeal_id == answers[n + CROWD].appeal_id for n in range(CROWD))


async def test_who_comes_in_the_same_step_as_an_answer_is_written_too(gate: Gate, people: People) -> None:
    """The writer has found nobody waiting and is about to end: the next one may not rely on it."""
    async with asyncio.timeout(20):
        answers = [await gate.register(people.agent.actor, said(n)) for n in range(3)]
    assert len({a.appeal_id for a in answers}) == 3


async def test_bad_requests_in_a_shared_batch_spoil_no_other(gate: Gate, people: People, db: Database) -> None:
    """Some are refused by a rule; one carries what the database itself cannot hold and breaks the whole statement."""
    actor = people.agent.actor
    crowd = [said(n) for n in range(CROWD)]
    crowd[7] = said(7, division="999999")
    crowd[23] = said(23, words="这里有\x00字符")
    answers = await asyncio.gather(*(gate.register(actor, one) for one in crowd), return_exceptions=True)
    good = [a for a in answers if isinstance(a, Registered)]
    assert len(good) == CROWD - 2 == await count(db, "appeal")
    assert isinstance(answers[7], Problem)
    assert isinstance(answers[23], Exception)


async def test_a_client_that_gives_up_takes_nobody_along(gate: Gate, people: People, db: Database) -> None:
    actor = people.agent.actor
    waiting = [asyncio.create_task(gate.register(actor, said(n))) for n in range(CROWD)]
    await asyncio.sleep(0)
    for task in waiting[::3]:
        task.cancel()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    kept = [a for a in answers if isinstance(a, Registered)]
    assert len(kept) == CROWD - len(waiting[::3])
    again = await asyncio.gather(*(gate.register(actor, said(n)) for n in range(CROWD)))
    assert await count(db, "appeal") == CROWD == len({a.appeal_id for a in again})


async def test_people_are_never_mixed_up(gate: Gate, people: People, db: Database) -> None:
    actors = [people.agent.actor, people.leader_12345.actor]
    await asyncio.gather(*(gate.register(actors[n % 2], said(n)) for n in range(CROWD)))
    async with db.transaction() as tx:
        rows = await tx.conn.execute(
            "SELECT k.key, c.account_id FROM intake_key k JOIN appeal a ON a.id = k.appeal_id"
            " JOIN contact c ON c.id = a.contact_id"
        )
        for key, account in await rows.fetchall():
            assert account == actors[int(key[4:]) % 2].account_id


async def test_more_than_can_be_served_are_told_so(gate: Gate, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "WAITING_MAX", 20)
    monkeypatch.setattr(gates, "BATCH_MAX", 4)
    actor = people.agent.actor
    tries = (gate.register(actor, said(n)) for n in range(CROWD))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert {type(a) for a in answers} == {Registered, TooMany}
    assert sum(isinstance(a, Registered) for a in answers) >= 20


async def test_without_a_database_everybody_is_told_and_a_repeat_is_registered_once(
    people: People, db: Database
) -> None:
    gone = Database("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1", size_min=0, size_max=2)
    gone.pool.timeout = 0.2
    await gone.pool.open(wait=False)
    actor, desk = people.agent.actor, people.app.state.desk
    few = [said(n) for n in range(6)]
    answers = await asyncio.gather(*(Gate(gone, desk).register(actor, s) for s in few), return_exceptions=True)
    await gone.close()
    assert {type(a) for a in answers} == {Unavailable}
    assert await count(db, "appeal") == 0
    gate = Gate(db, desk)
    await asyncio.gather(*(gate.register(actor, s) for s in few))
    assert await count(db, "appeal") == 6


class Forgetful(Database):
    """Commits, and then loses the connection before the word of it arrives: once."""

    lost = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        async with super().transaction() as tx:
            yield tx
        if not self.lost:
            self.lost = True
            raise Unavailable(reason="lost during COMMIT")


async def forgetful(db: Database) -> Forgetful:
    made = Forgetful(db.url, size_max=2)
    await made.open()
    return made


async def test_a_keyed_request_whose_commit_was_not_heard_of_is_not_doubled(people: People, db: Database) -> None:
    shaky = await forgetful(db)
    gate = Gate(shaky, people.app.state.desk)
    few = [said(n) for n in range(5)]
    await asyncio.gather(*(gate.register(people.agent.actor, s) for s in few), return_exceptions=True)
    await asyncio.gather(*(gate.register(people.agent.actor, s) for s in few))
    await shaky.close()
    assert await count(db, "appeal") == 5


async def test_a_request_without_a_key_is_never_repeated_by_the_gate(people: People, db: Database) -> None:
    shaky = await forgetful(db)
    gate = Gate(shaky, people.app.state.desk)
    few = [said(n, key=None) for n in range(5)]
    blocked = asyncio.gather(*(gate.register(people.agent.actor, s) for s in few), return_exceptions=True)
    await blocked
    await shaky.close()
    assert await count(db, "appeal") == 5
