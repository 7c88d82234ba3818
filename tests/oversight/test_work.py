"""The worker carries everything, several at once, through a lost database, and stops when it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from support.city import CIVIL, POLICE, appeal, offer, order_of, register
from support.database import ShiftClock
from support.people import People
from twinline import work
from twinline.cases import CASE
from twinline.clocks import load_city
from twinline.incidents import INCIDENT
from twinline.kernel.db import Database
from twinline.kernel.outbox import EVERY_TOPIC
from twinline.kernel.stopping import end
from twinline.linkage import HANDOVER, JOINT
from twinline.settings import Settings
from twinline.work import SUBSCRIPTIONS, Worker

NOTED = {"open", "close", "reopen", "change_owner", "share", "raise_danger"}


def chosen(url: str, folder: Path) -> Settings:
    return Settings(_env_file=None, database_url=url, var_dir=folder, log_level="info")


@asynccontextmanager
async def working(db: Database, folder: Path, count: int) -> AsyncIterator[None]:
    city = await load_city(db)
    workers = [asyncio.create_task(Worker(db, city, chosen(db.url, folder)).run()) for _ in range(count)]
    try:
        yield
        assert not any(worker.done() for worker in workers)
    finally:
        await end(*workers)


async def comes_true(what: Callable[[], Awaitable[Any]], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await what():  # noqa: ASYNC110 - the worker is another task
            await asyncio.sleep(0.05)


def test_topics_that_are_read_are_topics_that_are_told() -> None:
    told = {
        f"{machine.name}.{event}"
        for machine in (CASE, INCIDENT, HANDOVER, JOINT)
        for event in {*machine.events(), *NOTED}
    }
    assert len({reader.name for reader in SUBSCRIPTIONS}) == len(SUBSCRIPTIONS)
    for reader in SUBSCRIPTIONS:
        assert reader.topics == EVERY_TOPIC or set(reader.topics) <= told, reader.name


async def test_two_workers_carry_everything_once(
    people: People, db: Database, clock: ShiftClock, tmp_path: Path
) -> None:
    """Handovers arrive, searches find, the board counts, reminders come; each once, and through a lost database."""
    async with working(db, tmp_path, 2):
        made = [await register(people.agent, POLICE) for _ in range(4)]
        for one in made:
            await offer(people.agent, await order_of(people.agent, one["id"], "12345"))

        async def arrived() -> bool:
            found = [(await appeal(people.agent, one["id"]))["handovers"] for one in made]
            return all(len(h) == 1 and h[0]["state"] == "delivered" for h in found)

        await comes_true(arrived)
        lose_connections(db.url)

        async def accepts_again() -> bool:
            reply = await people.agent.api.post("/api/v1/appeals", json={"words": CIVIL, "channel": "web"})
            return reply.status_code == 201

        await comes_true(accepts_again)

        async def found() -> bool:
            reply = await people.agent.api.get("/api/v1/appeals", params={"q": "路灯"})
            return reply.status_code == 200 and len(reply.json()["items"]) >= 1

        async def counted() -> bool:
            figures = (await people.agent.api.get("/api/v1/board")).json()["figures"]
            return figures["arrived"]["total"] >= 5 and figures["handover"]["total"] == 4

        await comes_true(found)
        await comes_true(counted)
        clock.advance(timedelta(minutes=31))

        async def ended() -> bool:
            states = [(await appeal(people.agent, one["id"]))["handovers"][0]["state"] for one in made]
            return set(states) == {"expired"}

        await comes_true(ended)
        clock.advance(timedelta(hours=25))

        async def reminded() -> bool:
            told = (await people.agent.api.get("/api/v1/reminders", params={"limit": 200})).json()["items"]
            keys = [(r["order_id"], r["kind"], r["n"], r["level"]) for r in told]
            assert len(keys) == len(set(keys))
            return sum(kind == "case_dispatch" and level == 2 for _, kind, _, level in keys) >= len(made)

        await comes_true(reminded)


def lose_connections(url: str) -> None:
    """Cut every connection of the database, as its restart does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_it_is_told_to(own_db: Database, tmp_path: Path, number: signal.Signals) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TWINLINE_")}
    environment |= {"TWINLINE_DATABASE_URL": own_db.url, "TWINLINE_VAR_DIR": str(tmp_path)}
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("twinline"), "work",
        env=environment, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    async with asyncio.timeout(30):
        line = await process.stderr.readline()
        assert b"work.started" in line, line + await process.stderr.read()
        process.send_signal(number)
        rest = await process.stderr.read()
        assert await process.wait() == 0, rest
    assert b"work.stopped" in rest


async def test_gathering_happens_only_now_and_then_while_a_crowd_is_delivered(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, rounds, carried, takes_s = [0.0], list[float](), work.CROWD_MESSAGES, 0.0

    async def once() -> int:
        rounds.append(now[0])
        now[0] += takes_s
        return 1

    async def deliver(*_: object, **__: object) -> int:
        return carried

    monkeypatch.setattr(work, "monotonic", lambda: now[0])
    monkeypatch.setattr(work, "deliver", deliver)
    worker = Worker(db, await load_city(db), chosen(db.url, tmp_path))
    gather = worker._now_and_then(once)
    for now[0] in (100.0, 100.1):
        await gather()
    for now[0] in (100.2, 101.0, 102.0, 102.2):
        await worker._deliver()
        await gather()
    carried = 1
    for now[0] in (102.3, 104.2, 104.3):
        await worker._deliver()
        await gather()
    assert rounds == [100.0, 100.1, 102.2, 104.2, 104.3]

    # What takes long rests long: a twentieth of the time is for it.
    carried, takes_s = work.CROWD_MESSAGES, 0.5
    for now[0] in (107.0, 107.6, 110.0, 116.9, 117.1, 120.0):
        await worker._deliver()
        await gather()
    assert rounds[5:] == [107.0, 117.1]
