"""Short words for what rule owners and publishers do over HTTP."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from support.people import People, Person

BASE = "/api/v1/rules"
MATTER = "M-NOISE-01"
NEW = {
    "code": "M-TEST-01",
    "matter": "无人机噪声",
    "domain": "生态环境保护",
    "owner": "12345",
    "default_type": "投诉",
    "department": "ecology",
    "deadline_class": "complaint",
    "exceptions": "无",
    "basis": "试行",
    "phrases": "无人机嗡嗡响|无人机低空盘旋|航拍器太吵",
    "keeper": "12345平台",
    "valid_from": "2025-01-01",
}


async def call(person: Person, method: str, path: str, *, expect: int, **more: Any) -> Any:
    reply = await person.api.request(method, f"{BASE}{path}", **more)
    assert reply.status_code == expect, f"{method} {path}: {reply.status_code} {reply.text[:500]}"
    return reply.json() if reply.content and "json" in reply.headers["content-type"] else reply


async def draft(person: Person, title: str = "修订草稿", **more: Any) -> int:
    return (await call(person, "POST", "/editions", expect=201, json={"title": title, **more}))["number"]


async def add(person: Person, number: int, table: str = "responsibility_list", **cells: str) -> int:
    path = f"/editions/{number}/tables/{table}/rows"
    row = {**NEW, **cells} if table == "responsibility_list" else cells
    return (await call(person, "POST", path, expect=201, json={"cells": row}))["ordinal"]


async def rows(person: Person, number: int, table: str = "responsibility_list", **query: Any) -> list[dict[str, Any]]:
    """All rows, page by page."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        query["cursor"] = cursor
        params = {name: value for name, value in query.items() if value is not None}
        page = await call(person, "GET", f"/editions/{number}/tables/{table}/rows", expect=200, params=params)
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found


async def row(person: Person, number: int, code: str, table: str = "responsibility_list") -> dict[str, Any]:
    return next(r for r in await rows(person, number, table, limit=200) if r["code"] == code)


async def change(
    person: Person, number: int, code: str, *, table: str = "responsibility_list", expect: int = 204, **cells: str
) -> Any:
    seen = await row(person, number, code, table)
    path = f"/editions/{number}/tables/{table}/rows/{seen['ordinal']}"
    return await call(person, "PATCH", path, expect=expect, json={"version": seen["version"], "cells": cells})


async def edition(person: Person, number: int) -> dict[str, Any]:
    return await call(person, "GET", f"/editions/{number}", expect=200)


async def publish(person: Person, number: int, *, expect: int = 200, **more: Any) -> Any:
    version = (await edition(person, number))["version"]
    return await call(person, "POST", f"/editions/{number}/publish", expect=expect, json={"version": version, **more})


async def roll_back(person: Person, number: int, *, expect: int = 200) -> Any:
    body = {"reason": "研判出现偏差"}
    return await call(person, "POST", f"/editions/{number}/roll-back", expect=expect, json=body)


async def judged(person: Person, words: str) -> dict[str, Any]:
    reply = await person.api.post("/api/v1/triage", json={"text": words})
    assert reply.status_code == 200, reply.text
    return reply.json()


async def until_edition(people: People, number: int, *, within_s: float = 60.0) -> float:
    """Wait until the process judges by an edition; how many seconds it took."""
    begin = time.monotonic()
    while (await judged(people.agent, "路灯不亮"))["versions"]["edition"] != str(number):
        assert time.monotonic() - begin < within_s, f"edition {number} is not in force after {within_s} s"
        await asyncio.sleep(0.05)
    return time.monotonic() - begin


def code_of(reply: httpx.Response | dict[str, Any]) -> str:
    return reply["code"] if isinstance(reply, dict) else reply.json()["code"]
