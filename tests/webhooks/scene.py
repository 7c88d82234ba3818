"""An integrator of a unit with a webhook, and what moves facts to its receiver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from support.city import CIVIL, order_of, register, step, unit_id
from support.outbox import drain
from support.people import People, Person
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.webhooks import TOPICS, Guard, Options, Sender, fill
from webhooks.receiver import Receiver

BASE = "/api/v1/exchange/webhooks"
UNIT = "440106-urban_management"
LOCAL = Guard(loopback=True)


@dataclass
class Scene:
    """``system``: the unit's own system."""

    people: People
    db: Database
    sender: Sender
    system: Person

    async def subscribe(self, who: Person, to: Receiver | None, *topics: str) -> dict[str, Any]:
        body = {"name": "业务系统", "url": to.url if to else None, "topics": topics or ["case.*"]}
        reply = await who.api.post(BASE, json=body)
        assert reply.status_code == 201, reply.text
        return reply.json()

    async def fill(self) -> None:
        await drain(self.db, Subscription("webhooks", TOPICS, fill))

    async def send(self) -> int:
        """Send what is due; how many tries."""
        tries = 0
        while True:
            resting = not self.sender._tasks
            begun = await self.sender.once()
            tries += begun
            if resting and not begun:
                return tries
            await asyncio.sleep(0.01)

    async def deliver(self) -> int:
        await self.fill()
        return await self.send()

    async def dispatched(self, words: str = CIVIL, unit: str = UNIT) -> dict[str, Any]:
        """An order that the unit has."""
        people = self.people
        made = await register(people.agent, words, caller="甄有礼", phone="199-0000-4321")
        order = await order_of(people.dispatcher, made["id"], "12345")
        return await step(people.dispatcher, order, "dispatch", lead=unit_id(people, unit))

    async def get(self, who: Person, path: str, **query: Any) -> Any:
        reply = await who.api.get(BASE + path, params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    async def post(self, who: Person, path: str, expect: int, **body: Any) -> Any:
        reply = await who.api.post(BASE + path, json=body)
        assert reply.status_code == expect, reply.text
        return reply.json()


@asynccontextmanager
async def scene_of(people: People, db: Database, cipher: FieldCipher) -> AsyncIterator[Scene]:
    system = await people.of("unit_system", UNIT)
    before, people.app.state.webhook_guard = people.app.state.webhook_guard, LOCAL
    options = Options(guard=LOCAL, timeout_s=1.0)
    try:
        async with Sender(db, cipher, options) as sender:
            yield Scene(people, db, sender, system)
    finally:
        people.app.state.webhook_guard = before
