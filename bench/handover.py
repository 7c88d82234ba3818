"""``handover``: from the offer at 12345 to the news of its arrival on 110's board, 50 a second, in one instance."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Set
from typing import Any

import orjson

from bench.rig import Rig, appeal_bodies, call, connection, line, processes, request

PER_SECOND = 50
SECONDS = 20


def run(made: Rig) -> None:
    with processes(made, work=True):
        cpu = made.cpu_s(worker=True)
        spent, lost = asyncio.run(across(made, made))
        used = made.cpu_s(worker=True) - cpu
    spent.sort()
    median, late = spent[len(spent) // 2] * 1000, spent[int(0.99 * len(spent))] * 1000
    line(
        "handover", late, "ms", n=len(spent), p50_ms=round(median, 1),
        cpu_ms=round(used / len(spent) * 1000, 2), lost=lost,
        note=f"p99 from POST /handovers to 110's server-sent event of its copy, {PER_SECOND}/s; CPU with the worker",
    )  # fmt: skip


async def across(gov: Rig, police: Rig) -> tuple[list[float], int]:
    """Seconds from each offer at 12345 to the news of it at 110, which may be another instance; and how many offers
    110 never heard of."""
    orders = await _register(gov)
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    expected = {appeal for appeal, _ in orders}
    listener = asyncio.create_task(_listen(police, seen, expected))
    await asyncio.sleep(1)
    await _offer_all(gov, orders, sent)
    try:
        await asyncio.wait_for(listener, 15)
    except TimeoutError:
        listener.cancel()
    spent = [seen[appeal] - at for appeal, at in sent.items() if appeal in seen]
    return spent, len(sent) - len(spent)


async def _register(made: Rig) -> list[tuple[str, dict[str, object]]]:
    """Orders to hand over: appeal id and the body of its offer."""
    key = made.keys["leader_12345"]
    made_orders: list[tuple[str, dict[str, object]]] = []
    bodies = [b | {"auto_handover": False} for b in appeal_bodies(PER_SECOND * SECONDS + 100) if b]
    async with connection(made.port) as (reader, writer):
        for body in bodies:
            _, answer = await call(reader, writer, request("POST", "/api/v1/appeals", key, body))
            got = orjson.loads(answer)
            if got["danger"] or got["order"]["state"] != "registered" or len(made_orders) >= PER_SECOND * SECONDS:
                continue
            made_orders.append((got["id"], offer_of(got)))
    return made_orders


def offer_of(got: Mapping[str, Any]) -> dict[str, object]:
    """The body that hands over what was registered."""
    return {
        "order_kind": "case", "order_id": got["order"]["id"], "version": 1, "reason_code": "duty",
        "reason": "按职责清单属110受理",
    }  # fmt: skip


async def _offer_all(made: Rig, orders: list[tuple[str, dict[str, object]]], sent: dict[str, float]) -> None:
    key = made.keys["leader_12345"]
    queue: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def client() -> None:
        async with connection(made.port) as (reader, writer):
            while True:
                appeal, data = await queue.get()
                sent[appeal] = time.perf_counter()
                status, answer = await call(reader, writer, data)
                if status != 201:
                    raise RuntimeError(f"{status}: {answer[:200]!r}")

    clients = [asyncio.create_task(client()) for _ in range(8)]
    began = time.perf_counter()
    for i, (appeal, offer) in enumerate(orders):
        await asyncio.sleep(max(0.0, began + i / PER_SECOND - time.perf_counter()))
        queue.put_nowait((appeal, request("POST", "/api/v1/handovers", key, offer)))
    await asyncio.sleep(1)
    for task in clients:
        if task.done():
            task.result()
        task.cancel()


async def _listen(made: Rig, seen: dict[str, float], expected: Set[str]) -> None:
    """110's duty leader at the board: notes when each expected appeal's mirror order is announced. Others may still
    come from before."""
    async with connection(made.port) as (reader, writer):
        writer.write(request("GET", "/api/v1/events", made.keys["leader_110"]))
        while len(seen) < len(expected):
            text = await reader.readline()
            if text.startswith(b"data:"):
                fact = orjson.loads(text[5:])
                if fact.get("topic") == "incident.open" and fact["appeal_id"] in expected:
                    seen.setdefault(fact["appeal_id"], time.perf_counter())
