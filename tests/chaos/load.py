"""People who go on while everything falls over: they repeat what was not answered, with the same key."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from chaos.town import Town
from support.city import CIVIL, DANGER, NOISE, POLICE

WORDS = (POLICE, CIVIL, POLICE, NOISE, POLICE, DANGER, CIVIL)
BATCH = 20
AGAIN_S = 0.1
WAIT_S = 0.03
LEADERS = ("leader_12345", "leader_110")


@dataclass
class Load:
    """What was acknowledged (key → appeal), when the last answers came, and how often anybody had to ask again."""

    town: Town
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)
    asked_again: int = 0
    answered_at: list[float] = field(default_factory=list)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_answered(self, client: httpx.AsyncClient, path: str, body: Any, headers: Any = None) -> Any:
        """Ask until there is an answer that is not "try again"."""
        while True:
            with contextlib.suppress(httpx.HTTPError):
                reply = await client.post(path, json=body, headers=headers)
                if reply.status_code < 500 and reply.status_code != 429:
                    self.answered_at.append(time.monotonic())
                    return reply
            self.asked_again += 1
            await asyncio.sleep(AGAIN_S)

    def note(self, who: str, key: str, appeal_id: str) -> None:
        known = self.acknowledged.setdefault((who, key), appeal_id)
        if known != appeal_id:
            self.contradictions.append(f"{who} {key}: {known} and {appeal_id}")

    async def one_by_one(self, who: str, salt: int) -> None:
        """A client that registers one appeal after another, and now and then repeats one that was answered."""
        async with self.town.person(who) as client:
            n = 0
            while not self.stopping.is_set():
                await self.register(client, who, f"single-{salt}-{n:06d}", n)
                if n % 5 == 4:
                    await self.register(client, who, f"single-{salt}-{n - 2:06d}", n - 2)
                n += 1
                await asyncio.sleep(WAIT_S)

    async def register(self, client: httpx.AsyncClient, who: str, key: str, n: int) -> None:
        reply = await self.until_answered(client, "/api/v1/appeals", said(n), {"Idempotency-Key": key})
        assert reply.status_code in (200, 201), reply.text
        self.note(who, key, reply.json()["id"])

    async def in_batches(self, who: str) -> None:
        async with self.town.person(who) as client:
            n = 0
            while not self.stopping.is_set():
                rows = [said(i) | {"key": f"batch-{i:06d}"} for i in range(n, n + BATCH)]
                reply = await self.until_answered(client, "/api/v1/appeals/batch", {"appeals": rows})
                assert reply.status_code == 200, reply.text
                for row, answer in zip(rows, reply.json()["results"], strict=True):
                    self.note(who, row["key"], answer["id"])
                n += BATCH
                await asyncio.sleep(WAIT_S * 10)

    async def decide(self, who: str) -> None:
        """A shift leader who accepts two of three offers, returns the third, and gives in when one is returned."""
        async with self.town.person(who) as client:
            while not self.stopping.is_set():
                with contextlib.suppress(httpx.HTTPError):
                    await self.decide_once(client)
                await asyncio.sleep(WAIT_S * 5)

    async def decide_once(self, client: httpx.AsyncClient) -> int:
        """One round over everything that waits for this leader. Refusals are the other leader's or a clock's."""
        waiting = [h async for h in open_handovers(client)]
        for handover in waiting:
            path = f"/api/v1/handovers/{handover['id']}"
            if handover["side"] == "destination" and handover["state"] == "delivered":
                back = int(handover["id"][-1], 16) % 3 == 0
                step, body = ("return", {"reason": "不属本平台"}) if back else ("accept", {})
                await client.post(f"{path}/{step}", json=body)
            if handover["side"] == "origin" and handover["state"] == "negotiating":
                await client.post(f"{path}/propose", json={"owner": handover["platform"], "reason": "先行受理"})
        return len(waiting)


async def open_handovers(client: httpx.AsyncClient) -> AsyncIterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        params = {"open": "true", "limit": "200"} | ({"cursor": cursor} if cursor else {})
        reply = await client.get("/api/v1/handovers", params=params)
        if reply.status_code != 200:
            return
        for row in reply.json()["items"]:
            yield row
        cursor = reply.json()["next"]
        if cursor is None:
            return


def said(n: int) -> dict[str, Any]:
    """The same number always says the same."""
    return {"words": f"{WORDS[n % len(WORDS)]}（第{n}次）", "channel": "app", "division": "440106"}
