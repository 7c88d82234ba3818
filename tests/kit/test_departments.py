"""Three departments' systems, one by webhook, one by asking, one by tables: changes within seconds, and no difference
after an outage (R62)."""

from __future__ import annotations

import asyncio
import csv
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support.city import CIVIL, order_of, register, step, unit_id
from support.people import People, Person
from support.server import served
from twinline.clocks import load_city
from twinline.demo import departments
from twinline.kernel.db import Database
from twinline.kernel.stopping import end
from twinline.kit import Department, Drop, Hook, Platform, Poll, Refused, Register, Unsigned, verify
from twinline.webhooks import Guard
from twinline.webhooks.sending import sign
from twinline.work import Worker

UNITS = {"hook": "440106-urban_management", "poll": "440111-housing", "drop": "440106-market_regulation"}
SECONDS = 5.0


@dataclass
class Stage:
    """A platform that is served and works, and the three systems' accounts."""

    url: str
    people: People
    systems: dict[str, Person]

    async def dispatched(self, way: str) -> dict[str, Any]:
        people = self.people
        made = await register(people.agent, CIVIL)
        order = await order_of(people.dispatcher, made["id"], "12345")
        return await step(people.dispatcher, order, "dispatch", lead=unit_id(people, UNITS[way]))

    async def order(self, order: dict[str, Any]) -> dict[str, Any]:
        return (await self.people.supervisor.api.get(f"/api/v1/work-orders/{order['id']}")).json()

    def platform(self, way: str) -> Platform:
        return Platform(self.url, self.systems[way].key)


@asynccontextmanager
async def working(people: People, db: Database) -> AsyncIterator[None]:
    chosen = people.app.state.settings.model_copy(update={"webhook_loopback": True})
    task = asyncio.create_task(Worker(db, await load_city(db), chosen).run())
    try:
        yield
    finally:
        await end(task)


@pytest.fixture
async def stage(people: People, db: Database) -> AsyncIterator[Stage]:
    systems = {way: await people.of("unit_system", code) for way, code in UNITS.items()}
    before, people.app.state.webhook_guard = people.app.state.webhook_guard, Guard(loopback=True)
    try:
        async with served(people.app) as url, working(people, db):
            yield Stage(url, people, systems)
    finally:
        people.app.state.webhook_guard = before


@dataclass
class Program:
    """Something that runs in a thread until it is stopped."""

    run: Callable[[threading.Event], None]

    async def __aenter__(self) -> Program:
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self.run, args=(self.stop,), daemon=True)
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop.set()
        await asyncio.to_thread(self._thread.join)


async def until(happens: Callable[[], Any], seconds: float) -> float:
    """How long it took. Raises TimeoutError."""
    begin = time.monotonic()
    async with asyncio.timeout(seconds):
        while not (await found if asyncio.iscoroutine(found := happens()) else found):  # noqa: ASYNC110 - seen from outside
            await asyncio.sleep(0.05)
    return time.monotonic() - begin


async def test_three_departments_answer_orders_each_their_own_way(stage: Stage, tmp_path: Path) -> None:
    def program(way: str) -> Program:
        def run(stop: threading.Event) -> None:
            key = stage.systems[way].key
            departments.run(way, url=stage.url, key=key, folder=tmp_path / way, stop=stop)

        return Program(run)

    async with AsyncExitStack() as stack:
        for way in UNITS:
            await stack.enter_async_context(program(way))
        orders = [await stage.dispatched(way) for way in UNITS for _ in range(2)]

        async def replied() -> bool:
            return {(await stage.order(order))["state"] for order in orders} == {"replied"}

        await until(replied, 30)
    with (next((tmp_path / "drop" / "done").glob("*.csv"))).open(encoding="utf-8-sig", newline="") as file:
        assert {row["result"] for row in csv.DictReader(file)} == {"taken"}


@pytest.mark.parametrize("way", UNITS)
async def test_a_change_is_seen_within_five_seconds_and_an_outage_leaves_no_difference(
    stage: Stage, tmp_path: Path, way: str
) -> None:
    held = Register(tmp_path / "register.sqlite")
    department = Department(stage.platform(way), held)
    ways: dict[str, Callable[[], Any]] = {
        "hook": lambda: Hook(department),
        "poll": lambda: Poll(department),
        "drop": lambda: Drop(department, tmp_path),
    }
    async with Program(lambda stop: ways[way]().run(stop)):
        await until(lambda: held.recall("webhook"), 5)
        order = await stage.dispatched(way)
        took = await until(lambda: held.version(order["id"]) == order["version"], SECONDS)
        assert took < SECONDS
        table = tmp_path / "orders.csv"
        if way == "drop":
            await until(lambda: order["number"] in table.read_text("utf-8-sig"), SECONDS)
    # The department's system is down: one order ends, one changes, two come.
    dispatcher, away = stage.people.dispatcher, [await stage.dispatched(way) for _ in range(2)]
    clerk = stage.systems[way]
    await step(clerk, order, "return", reason="不属本单位职责")
    returned = await stage.order(order)
    await step(dispatcher, returned, "uphold_return")
    changed = await step(clerk, away[0], "sign")
    assert len(await asyncio.to_thread(department.difference)) == 3
    async with Program(lambda stop: ways[way]().run(stop)):
        await until(lambda: held.version(changed["id"]) == changed["version"], SECONDS)
        await until(lambda: set(held.held()) == {one["id"] for one in away}, SECONDS)
        assert await asyncio.to_thread(department.difference) == []
    held.close()


async def test_a_step_on_an_order_that_changed_meanwhile_does_nothing(stage: Stage, tmp_path: Path) -> None:
    department = Department(stage.platform("poll"), Register(tmp_path / "register.sqlite"))
    order = await stage.dispatched("poll")
    signed = await step(stage.systems["poll"], order, "sign")
    await asyncio.to_thread(department.step, order, "return", reason="不属本单位职责")
    assert (await stage.order(order))["state"] == "signed"
    assert department.register.version(order["id"]) == signed["version"]
    with pytest.raises(Refused, match="404"):
        await asyncio.to_thread(stage.platform("hook").step, order, "sign")


def test_what_is_not_signed_or_old_is_not_taken() -> None:
    from datetime import UTC, datetime

    at, secret, other = datetime(2026, 3, 2, tzinfo=UTC), "whsec_" + "QUJD" * 8, "whsec_" + "REVG" * 8
    headers, now = sign([other, secret], message_id="1", at=at, body=b"{}"), at.timestamp()
    assert verify(secret, headers, b"{}", now=now) == "1"
    for wrong in (lambda: verify(secret, headers, b"{ }", now=now),
                  lambda: verify("whsec_" + "R0hJ" * 8, headers, b"{}", now=now),
                  lambda: verify(secret, headers, b"{}", now=now + 301),
                  lambda: verify(secret, {}, b"{}", now=now),
                  lambda: verify(secret, headers | {"webhook-id": "2"}, b"{}", now=now)):  # fmt: skip
        with pytest.raises(Unsigned):
            wrong()
