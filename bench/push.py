"""``push``: from a step's request to its server-sent event at everybody who may hear of it, 2,000 listening.

Fifty units of forty clerks listen; each step is a dispatch, which the forty of one unit may see. The floor writes lines
of the same length to forty of 2,000 sockets from one bare process, asked for as often, and heard by the same listeners.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import orjson
import psutil

from bench.rig import Rig, appeal_bodies, call, connection, free_port, line, processes, request
from twinline.clocks import load_city
from twinline.identity import create_account, create_key
from twinline.kernel.db import Database

UNITS, CLERKS = 50, 40
PER_SECOND, SECONDS = 100, 15
BATCH = 100
OPEN_AT_ONCE = 50
SETTLE_S = 3.0
FLOOR = """
import asyncio, sys
rooms = {}
async def come(reader, writer):
    async for line in reader:
        room, _, said = line.partition(b' ')
        if said.strip():
            for one in rooms[room]:
                one.write(said)
        else:
            rooms.setdefault(room.strip(), []).append(writer)
async def main():
    await (await asyncio.start_server(come, '127.0.0.1', int(sys.argv[1]), backlog=4096)).serve_forever()
asyncio.run(main())
"""

Heard = dict[str, list[float]]
Say = Callable[[int], Awaitable[str]]


def run(made: Rig) -> None:
    units, keys = asyncio.run(_staff(made))
    with processes(made):
        server = psutil.Process(made.server.pid) if made.server else psutil.Process()
        spent, before, peak = asyncio.run(_product(made, units, keys, server))
    floor = asyncio.run(_floor())
    late, least = _p99_ms(spent), _p99_ms(floor)
    line(
        "push", late, "ms", limit=300, floor=least, ratio=late / least, n=len(spent),
        p50_ms=round(sorted(spent)[len(spent) // 2] * 1000, 1),
        lost=PER_SECOND * SECONDS * CLERKS - len(spent), clients=UNITS * CLERKS,
        server_mb=round(peak / 2**20), kb_each=round((peak - before) / 1024 / UNITS / CLERKS, 1),
        note=f"p99 from POST dispatch to the event at each of the {CLERKS} who may see it, {PER_SECOND}/s",
    )  # fmt: skip


def _p99_ms(spent: Sequence[float]) -> float:
    return sorted(spent)[int(0.99 * len(spent))] * 1000


async def _staff(made: Rig) -> tuple[list[UUID], list[list[str]]]:
    """Fifty units of 12345 and the keys of forty clerks of each."""
    db = Database(made.url)
    await db.open()
    directory = (await load_city(db)).directory
    desk = directory.desk("12345").id
    units = [unit for unit in directory.register.units.values() if unit.platform == "12345" and unit.id != desk][:UNITS]
    keys: list[list[str]] = []
    for unit in units:
        async with db.transaction() as tx:
            keys.append([])
            for n in range(CLERKS):
                login = f"push-{unit.code.replace('_', '-')}-{n}"
                await create_account(
                    tx, login=login, name="经办人", password=None, platform="12345", unit_id=unit.id,
                    roles=["unit_clerk"], units=directory, division="",
                )  # fmt: skip
                keys[-1].append((await create_key(tx, login=login, name="bench"))[1])
    await db.close()
    return [unit.id for unit in units], keys


async def _product(
    made: Rig, units: Sequence[UUID], keys: Sequence[Sequence[str]], server: psutil.Process
) -> tuple[list[float], int, int]:
    """Also what the server held before anybody listened, and after."""
    orders = await _register(made)
    before = server.memory_info().rss
    leader = made.keys["leader_12345"]
    flat = [request("GET", "/api/v1/events", key) for own in keys for key in own]

    async def say(n: int) -> str:
        order, appeal = orders[n]
        body = {"version": 1, "lead": str(units[n % UNITS]), "co": []}
        async with connection(made.port) as (reader, writer):
            status, answer = await call(
                reader, writer, request("POST", f"/api/v1/work-orders/{order}/dispatch", leader, body)
            )
        if status != 200:
            raise RuntimeError(f"{status}: {answer[:300]!r}")
        return appeal

    names = {n: appeal for n, (_, appeal) in enumerate(orders)}
    spent = await _measure(made.port, flat, say, names, appeal_of)
    return spent, before, server.memory_info().rss


def appeal_of(text: bytes) -> str:
    """Of which appeal a line of the stream tells; empty when of none."""
    if not text.startswith(b"data:"):
        return ""
    return str(orjson.loads(text[5:]).get("appeal_id", ""))


async def _register(made: Rig) -> list[tuple[str, str]]:
    """Orders to dispatch: their ids and their appeals'."""
    found: list[tuple[str, str]] = []
    bodies = (body | {"auto_handover": False} for body in appeal_bodies(PER_SECOND * SECONDS * 2))
    async with connection(made.port) as (reader, writer):
        while len(found) < PER_SECOND * SECONDS:
            batch = {"appeals": [next(bodies) for _ in range(BATCH)]}
            data = request("POST", "/api/v1/appeals/batch", made.keys["leader_12345"], batch)
            _, answer = await call(reader, writer, data)
            for row in orjson.loads(answer)["results"]:
                if not row["danger"] and row["order"]["kind"] == "case" and row["order"]["state"] == "registered":
                    found.append((row["order"]["id"], row["id"]))
    return found


async def _floor() -> list[float]:
    port = free_port()
    bare = await asyncio.create_subprocess_exec(sys.executable, "-c", FLOOR, str(port))
    try:
        for _ in range(100):
            try:
                speaker = await asyncio.open_connection("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.05)
        names = {n: f"{n:036d}" for n in range(PER_SECOND * SECONDS)}

        async def say(n: int) -> str:
            speaker[1].write(f"{n % UNITS} data: {names[n]}{'x' * 180}\n".encode())
            await speaker[1].drain()
            return names[n]

        rooms = [f"{n // CLERKS}\n".encode() for n in range(UNITS * CLERKS)]
        return await _measure(port, rooms, say, names, lambda text: text[6:42].decode())
    finally:
        bare.terminate()
        await bare.wait()


async def _measure(
    port: int, hellos: Sequence[bytes], say: Say, names: dict[int, str], name_of: Callable[[bytes], str]
) -> list[float]:
    """Seconds from each saying to each hearing of it."""
    heard: Heard = {name: [] for name in names.values()}
    doors = asyncio.Semaphore(OPEN_AT_ONCE)
    listeners = [asyncio.create_task(_listen(port, hello, doors, heard, name_of)) for hello in hellos]
    await asyncio.sleep(SETTLE_S + len(hellos) / 250)
    sent: dict[str, float] = {}
    began, saying = time.perf_counter(), []

    async def one(n: int) -> None:
        sent[names[n]] = time.perf_counter()
        await say(n)

    for n in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, began + n / PER_SECOND - time.perf_counter()))
        saying.append(asyncio.create_task(one(n)))
    await asyncio.gather(*saying)
    await asyncio.sleep(SETTLE_S)
    for task in listeners:
        if task.done():
            task.result()
        task.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return [at - sent[name] for name, times in heard.items() for at in times]


async def _listen(
    port: int, hello: bytes, doors: asyncio.Semaphore, heard: Heard, name_of: Callable[[bytes], str]
) -> None:
    async with doors:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(hello)
        await asyncio.sleep(0.1)
    known: set[str] = set()
    try:
        while text := await reader.readline():
            name = name_of(text)
            if name in heard and name not in known:
                known.add(name)
                heard[name].append(time.perf_counter())
        raise RuntimeError("the stream ended")
    finally:
        writer.close()
