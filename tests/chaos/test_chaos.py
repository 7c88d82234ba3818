"""Kill -9 of server, worker and database under load and during handovers: what was acknowledged is there once.

R45, R70; promise 5. Everything here is a real process; the database is durable and recovers from its log.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
import pytest

from chaos.load import LEADERS, Load
from chaos.town import Town, town
from twinline.clocks import load_city
from twinline.integrity import check
from twinline.kernel.db import Database

CALM_S = 3.0
SINGLE_CLIENTS = 3
REST_S = 90.0
COUNTS_SQL = """
    SELECT (SELECT count(*) FROM intake_key) AS keys, (SELECT count(*) FROM appeal) AS appeals,
           (SELECT count(*) FROM contact) AS contacts,
           (SELECT count(*) FROM work_order WHERE NOT mirror) + (SELECT count(*) FROM police_order WHERE NOT mirror)
"""
RESTLESS_SQL = """
    SELECT (SELECT count(*) FROM link_message WHERE delivered_at IS NULL),
           (SELECT count(*) FROM handover WHERE open),
           (SELECT count(*) FROM outbox_cursor WHERE failures > 0
               OR from_xid <= coalesce((SELECT max(xid) FROM outbox), '0'::xid8))
"""
FAILED_SQL = "SELECT (SELECT count(*) FROM link_message WHERE failures > 0), (SELECT count(*) FROM dead_letter)"
ENDED_SQL = """
    SELECT count(*) FILTER (WHERE state = 'accepted'), count(*) FILTER (WHERE state IN ('returned', 'expired'))
      FROM handover WHERE side = 'origin'
"""
KNOWN_SQL = "SELECT key, appeal_id::text FROM intake_key"

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def database_falls(place: Town) -> None:
    """As when the power goes: no checkpoint; the log is replayed at the start."""
    await asyncio.to_thread(place.cluster.restart, "immediate")


async def server_falls(place: Town) -> None:
    await asyncio.to_thread(place.serve.kill)
    place.serve.start()


async def worker_falls(place: Town) -> None:
    await asyncio.to_thread(place.work.kill)
    place.work.start()


async def everything_falls(place: Town) -> None:
    place.work.kill()
    place.serve.kill()
    await asyncio.to_thread(place.cluster.restart, "immediate")
    place.serve.start()
    place.work.start()


DISASTERS: dict[str, Callable[[Town], Awaitable[None]]] = {
    "server": server_falls,
    "worker": worker_falls,
    "database": database_falls,
    "database again": database_falls,
    "everything": everything_falls,
}


async def strike(load: Load, disaster: Callable[[Town], Awaitable[None]]) -> float:
    """Let it happen; the seconds from the first blow to the next acknowledged write that was asked for after it."""
    begin = time.monotonic()
    await disaster(load.town)
    over = time.monotonic()
    while not any(at > over for at in load.answered_at[-50:]):
        assert time.monotonic() - begin < REST_S, "nobody is answered any more"
        await asyncio.sleep(0.02)
    return round(time.monotonic() - begin, 2)


async def come_to_rest(load: Load) -> None:
    """Let the leaders decide what is open until no message, offer or fact is under way."""
    until = time.monotonic() + REST_S
    clients = [load.town.person(name) for name in LEADERS]
    left: tuple[int, ...] = ()
    while time.monotonic() < until:
        for client in clients:
            await load.decide_once(client)
        left = one(load.town.url, RESTLESS_SQL)
        if not any(left):
            break
        await asyncio.sleep(0.3)
    for client in clients:
        await client.aclose()
    assert not any(left), f"messages, open handovers, readers behind: {left}"


def one(url: str, statement: str) -> tuple[int, ...]:
    with psycopg.connect(url) as connection:
        return tuple(connection.execute(statement).fetchone() or ())  # type: ignore[arg-type]


async def test_nothing_is_lost_or_doubled_when_everything_is_killed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with town(tmp_path) as place:
        load = Load(place)
        people = [asyncio.create_task(load.one_by_one(who, n)) for who in MACHINES for n in range(SINGLE_CLIENTS)]
        people += [asyncio.create_task(load.in_batches(who)) for who in MACHINES]
        people += [asyncio.create_task(load.decide(who)) for who in LEADERS]
        recovered: dict[str, float] = {}
        for name, disaster in DISASTERS.items():
            await asyncio.sleep(CALM_S)
            recovered[name] = await strike(load, disaster)
            assert [p for p in people if p.done()] == [], "somebody gave up"
        await asyncio.sleep(CALM_S)
        load.stopping.set()
        await asyncio.gather(*people)
        await come_to_rest(load)
        await verify(load)
        accepted, ended = one(place.url, ENDED_SQL)
        assert accepted > 0
        assert ended > 0
        assert place.serve.stop() == 0
        assert place.work.stop() == 0
    figures = {"acknowledged": len(load.acknowledged), "asked_again": load.asked_again, "recovered_s": recovered}
    figures |= {"handovers_accepted": accepted, "handovers_kept": ended}
    record_property("chaos", json.dumps(figures))
    print(json.dumps(figures))  # noqa: T201 - the figures are what one reads this for


MACHINES = ("machine_12345", "machine_110")


async def verify(load: Load) -> None:
    assert load.contradictions == []
    assert load.asked_again > 0, "the disasters went unnoticed"
    keys, appeals, contacts, orders = one(load.town.url, COUNTS_SQL)
    assert keys == appeals == contacts == orders == len(load.acknowledged)
    with psycopg.connect(load.town.url) as connection:
        known = {str(row[1]) for row in connection.execute(KNOWN_SQL)}
    assert known == set(load.acknowledged.values())
    assert one(load.town.url, FAILED_SQL) == (0, 0)
    await promises_hold(load.town.url)


async def promises_hold(url: str) -> None:
    db = Database(url, size_max=1)
    await db.open()
    try:
        city = await load_city(db)
        report = await check(url, city, now=db.clock.now())
    finally:
        await db.close()
    assert report.violations == ()
    assert report.checked["appeals"] > 0
