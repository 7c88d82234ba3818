"""``exchange``: two instances, each with server, worker and gateway, and on this machine what lies between them.

From the offer at 12345's instance to the news of its arrival on the board of 110's, by every way of ``BENCH_WAYS``
(https, nats, tables); and how fast what waited through an outage gets across by the first of them, urgent messages
first. ``BENCH_WAITING`` sets how many wait (60,000 for the whole figure).
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import psycopg

from bench import handover
from bench.bulk import copy_offers, count_waiting
from bench.rig import Rig, appeal_bodies, call, connection, free_port, install, line, ready, request, tree_cpu_s
from twinline.exchange.keys import load_ring
from twinline.exchange.transports import tables

PER_SECOND, SECONDS = handover.PER_SECOND, handover.SECONDS
LIMITS_MS = {"https": 500, "nats": 500, "tables": 2000}
WAYS = os.environ.get("BENCH_WAYS", ",".join(LIMITS_MS)).split(",")
WAITING = int(os.environ.get("BENCH_WAITING", "2000"))
REAL = 2000
"""So many of them are made through the API; the others are copies. Of few, each would be compared with its own kind."""
SENDERS = 4
PATIENCE_S = 600.0
LOOK_S = 3.0
"""Rarely: the question reads all that came, and costs what it measures."""
HOSTS = {"gov": "12345", "police": "110"}
ADD_PEER = """
    INSERT INTO peer (name, title, hosts, divisions, keys, transports, added_at)
    VALUES (%s, %s, %s, ARRAY['44'], %s, '[]', now())
"""
SET_WAYS = "UPDATE peer SET transports = %s"
ARRIVED = """
    SELECT count(*), count(m.delivered_at), max(i.taken_at), max(m.delivered_at),
           count(*) FILTER (WHERE i.urgent), max(m.delivered_at) FILTER (WHERE i.urgent)
      FROM exchange_in i LEFT JOIN link_message m ON m.id = i.message_id WHERE i.kind = 'offer' AND i.taken_at > %s
"""


@dataclass(slots=True)
class Side:
    """One instance: its rig, the environment of its processes, the port of its door."""

    name: str
    rig: Rig
    env: Mapping[str, str]
    door: int

    def start(self, what: str) -> subprocess.Popen[bytes]:
        command = str(Path(sys.executable).with_name("twinline"))
        return subprocess.Popen([command, what], env=dict(self.env))


def run(made: Rig) -> None:
    sides = _sides(made)
    for way in WAYS:
        with _way(made, sides, way), _running(sides, ("serve", "work", "gateway")) as children:
            _crossing(way, sides, children)
    with _way(made, sides, WAYS[0]), _running(sides, ("serve", "work")) as children:
        _outage(WAYS[0], sides, children)


@contextmanager
def _way(made: Rig, sides: list[Side], way: str) -> Iterator[None]:
    """Both sides know each other by one way, and what it needs beside them runs."""
    server = None
    match way:
        case "https":
            options = [
                {"kind": way, "address": f"http://127.0.0.1:{side.door}", "loopback_http": True} for side in sides
            ]
        case "nats":
            port = free_port()
            command = ["nats-server", "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", str(made.folder / "nats")]
            server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            options = [{"kind": way, "servers": [f"nats://127.0.0.1:{port}"], "loopback_plain": True}] * 2
        case "tables":
            options = [{"kind": way, "url": made.cluster.ensure_database("bench_between")}] * 2
            asyncio.run(tables.create_tables(options[0]))
        case _:
            raise ValueError(way)
    try:
        for side, other in zip(sides, reversed(options), strict=True):
            with psycopg.connect(side.rig.url, autocommit=True) as connected:
                connected.execute(SET_WAYS, [json.dumps([other])])
        yield
    finally:
        if server:
            server.terminate()
            server.wait(20)


def _sides(made: Rig) -> list[Side]:
    """Two databases on the rig's server, keys of their own, each the other's peer."""
    sides: list[Side] = []
    for series, (name, host) in enumerate(HOSTS.items(), start=1):
        folder = made.folder / name
        folder.mkdir()
        url = made.cluster.ensure_database(f"bench_{name}")
        keys = asyncio.run(install(url, folder))
        rig = replace(made, url=url, folder=folder, port=free_port(), keys=keys)
        door = free_port()
        env = os.environ | {
            "TWINLINE_DATABASE_URL": url, "TWINLINE_VAR_DIR": str(folder), "TWINLINE_PORT": str(rig.port),
            "TWINLINE_LOG_LEVEL": "error", "TWINLINE_RATE_PER_SECOND": "0", "TWINLINE_POOL_SIZE_MAX": "8",
            "TWINLINE_INSTANCE": name, "TWINLINE_HOSTS": host, "TWINLINE_SERIES": str(series),
            "TWINLINE_EXCHANGE_PORT": str(door), "TWINLINE_TRIAGE_SEMANTIC": "off",
        }  # fmt: skip
        sides.append(Side(name, rig, env, door))
    for mine, other in (sides, sides[::-1]):
        public = load_ring(other.rig.folder / "keys" / "exchange").public()
        values = (other.name, other.name, [HOSTS[other.name]], json.dumps(public))
        with psycopg.connect(mine.rig.url, autocommit=True) as connected:
            connected.execute(ADD_PEER, values)
    return sides


@contextmanager
def _running(sides: list[Side], what: tuple[str, ...]) -> Iterator[list[subprocess.Popen[bytes]]]:
    children = [side.start(one) for side in sides for one in what]
    try:
        for side in sides:
            asyncio.run(ready(side.rig.port))
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(30)


def _crossing(way: str, sides: list[Side], children: list[subprocess.Popen[bytes]]) -> None:
    gov, police = (side.rig for side in sides)
    cpu = _cpu(gov, children)
    spent, lost = asyncio.run(handover.across(gov, police))
    spent.sort()
    used = _cpu(gov, children) - cpu
    median, late = spent[len(spent) // 2] * 1000, spent[int(0.99 * len(spent))] * 1000
    line(
        f"exchange_{way}", late, "ms", n=len(spent), p50_ms=round(median, 1), limit=LIMITS_MS[way],
        cpu_ms=round(used / len(spent) * 1000, 2), lost=lost,
        note=f"p99 from POST /handovers at 12345's instance to the event on 110's, {PER_SECOND}/s; CPU of both",
    )  # fmt: skip


def _cpu(rig: Rig, children: list[subprocess.Popen[bytes]]) -> float:
    return tree_cpu_s(rig.cluster.pid or 0) + sum(tree_cpu_s(child.pid) for child in children)


def _cpu_of_each(rig: Rig, children: list[subprocess.Popen[bytes]]) -> dict[str, float]:
    """Seconds of each process of the outage, in the order in which they were started."""
    names = [f"{side}_{what}" for side in HOSTS for what in ("serve", "work")] + [f"{side}_gateway" for side in HOSTS]
    spent = {name: tree_cpu_s(child.pid) for name, child in zip(names, children, strict=True)}
    return spent | {"databases": tree_cpu_s(rig.cluster.pid or 0)}


def _outage(way: str, sides: list[Side], children: list[subprocess.Popen[bytes]]) -> None:
    """The other side's gateway cannot be reached while orders are handed over; then it comes back."""
    gov, police = sides
    asyncio.run(_fill(gov.rig, real := min(REAL, WAITING)))
    waiting = copy_offers(gov.rig.url, WAITING - real)
    children.append(gov.start("gateway"))
    packing = _packed(gov.rig)
    children.append(police.start("gateway"))
    cpu, began = _cpu_of_each(gov.rig, children), datetime.now(UTC)
    while True:
        came, on_board, taken_at, board_at, urgent, urgent_at = _arrived(police.rig, began)
        if on_board >= waiting or (datetime.now(UTC) - began).total_seconds() > PATIENCE_S:
            break
        time.sleep(LOOK_S)
    carried, board, first = ((at - began).total_seconds() if at else -1.0 for at in (taken_at, board_at, urgent_at))
    used = {name: spent - cpu[name] for name, spent in _cpu_of_each(gov.rig, children).items()}
    by = {name: round(spent / max(came, 1) * 1000, 2) for name, spent in used.items()}
    note = f"seconds from when 110's gateway comes back until the last of {waiting} offers that waited is with it; " \
        "board_s: on 110's board; urgent_s: the last urgent one on the board; packing_s: writing and signing them " \
        "before, while the line is down"  # fmt: skip
    line(
        "exchange_outage", carried, "s", way=way, n=came, packing_s=round(packing, 1), board_s=round(board, 1),
        urgent=urgent, urgent_s=round(first, 1), per_second=round(came / carried),
        board_per_second=round(on_board / board), cpu_ms=round(sum(by.values()), 2), cpu_ms_by=by,
        lost=waiting - on_board, limit_per_second=500, note=note,
    )  # fmt: skip


def _packed(rig: Rig) -> float:
    """Seconds until everything that waits is written and signed."""
    began = time.monotonic()
    while left := count_waiting(rig.url):
        if time.monotonic() - began > PATIENCE_S:
            raise RuntimeError(f"{left} offers are not packed")
        time.sleep(0.2)
    return time.monotonic() - began


def _arrived(rig: Rig, since: datetime) -> tuple[Any, ...]:
    with psycopg.connect(rig.url) as connected:
        return connected.execute(ARRIVED, [since]).fetchone() or ()


async def _fill(rig: Rig, count: int) -> None:
    """Offers, made as fast as the server takes them."""
    key = rig.keys["leader_12345"]
    bodies = iter([body | {"auto_handover": False} for body in appeal_bodies(4 * count, start=100_000) if body])
    left = iter(range(count))

    async def sender() -> None:
        async with connection(rig.port) as (reader, writer):
            for _ in left:
                while True:
                    _, answer = await call(reader, writer, request("POST", "/api/v1/appeals", key, next(bodies)))
                    got = orjson.loads(answer)
                    if not got["danger"] and got["order"]["state"] == "registered":
                        break
                status, answer = await call(
                    reader, writer, request("POST", "/api/v1/handovers", key, handover.offer_of(got))
                )
                if status != 201:
                    raise RuntimeError(f"{status}: {answer[:200]!r}")

    await asyncio.gather(*(sender() for _ in range(SENDERS)))
