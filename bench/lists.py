"""``lists`` and ``saves``: what the pages wait for when there are many orders, each beside its limit.

Every list that a page shows, with the filters that find much, little and nothing; and the steps of an order's day.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson

from bench.rig import Rig, appeal_bodies, call, line, load, processes, request
from twinline.clocks import load_city
from twinline.identity import create_account, create_key
from twinline.kernel.db import Database

HANDED, SENT, UNITS = 300, 2_500, 20
"""How many of a day's orders go to the police, to units, and to how many of these."""
LIST_LIMIT_MS, SAVE_LIMIT_MS = 1000.0, 500.0
CALLS, WARM = 30, 6
"""A statement's plan is settled after its first five calls."""
COUNTY_DIGITS = 6
TOWNS = "street_town"
"""The department of offices that look after towns: to the rules they are towns."""
PEOPLE = {
    "desk": ("12345", ("leader_12345", "supervisor", "agent")), "police": ("110", ("leader_110", "police_dispatcher")),
    "clerk": ("12345", ("unit_clerk",)), "wall": ("12345", ("wall_display",)),
}  # fmt: skip
BEHIND_SQL = """
    SELECT (SELECT count(*) FROM appeal) * 2 - (SELECT count(*) FROM appeal_history)
           - (SELECT count(*) FROM search_doc) + (SELECT count(*) FROM link_message WHERE delivered_at IS NULL)
"""
CASE_STATES = (
    "registered", "handing_over", "answered", "dispatched", "signed", "handling", "returning", "replied", "reviewed",
    "revisited", "transferred", "merged", "closed", "withdrawn",
)  # fmt: skip
NOBODY = "00000000-0000-7000-8000-000000000000"
Ask = tuple[str, str, dict[str, Any]]


def send_out(made: Rig) -> None:
    """Give a day's orders to units and to the police, and wait until the worker is done with them."""
    with processes(made, work=True):
        asyncio.run(_send_out(made))
        for _ in range(1200):
            if not made.sql(BEHIND_SQL):
                return
            time.sleep(0.5)
    raise RuntimeError("the worker does not catch up")


async def _send_out(made: Rig) -> None:
    async with Desk(made, "leader_12345") as desk:
        units = await desk.units()
        done = 0
        async for order in desk.waiting():
            if done < HANDED:
                await desk.hand_over(order)
            else:
                await desk.dispatch(order, units[done % len(units)])
            done += 1
            if done == HANDED + SENT:
                return


class Desk:
    """One connection of somebody who works; every answer has to be good."""

    def __init__(self, made: Rig, who: str) -> None:
        self.made, self.key = made, made.keys[who]

    async def __aenter__(self) -> Desk:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.made.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Raises RuntimeError when it is refused."""
        status, answer = await call(self.reader, self.writer, request(method, f"/api/v1/{path}", self.key, body))
        if status >= 300:
            raise RuntimeError(f"{status} {path}: {answer[:300]!r}")
        return orjson.loads(answer)

    async def units(self) -> list[str]:
        """Departments of the city and its districts; towns may not be given what is a department's duty."""
        found = (await self.ask("GET", "registry/units?platform=12345&limit=200"))["items"]
        above = [u for u in found if u["parent_id"] and len(u["division"].rstrip("0")) <= COUNTY_DIGITS]
        return [u["id"] for u in above if u["department"] != TOWNS][:UNITS]

    async def waiting(self) -> AsyncIterator[dict[str, Any]]:
        """Orders that were registered and nothing was done with, newest first."""
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = await self.ask("GET", f"work-orders?{urlencode({'state': 'registered', 'limit': 200, **more})}")
            for order in page["items"]:
                if not order["danger"] and not order["mirror"] and not order["closed_at"]:
                    yield order
            cursor = page["next"]
            if not cursor:
                return

    async def hand_over(self, order: dict[str, Any]) -> Any:
        body = {"order_kind": "case", "order_id": order["id"], "version": order["version"], "reason_code": "duty"}
        return await self.ask("POST", "handovers", body | {"reason": "按职责清单属110受理"})

    async def dispatch(self, order: dict[str, Any], unit: str) -> Any:
        return await self.step(order, "dispatch", lead=unit)

    async def step(self, order: dict[str, Any], event: str, **more: Any) -> Any:
        return await self.ask("POST", f"work-orders/{order['id']}/{event}", {"version": order["version"], **more})


def run(made: Rig) -> None:
    """Measure at the size that there is."""
    asyncio.run(_hire(made))
    made.rest()
    rows = made.sql("SELECT count(*) FROM work_order")
    with processes(made):
        for name, who, asked in _asks(made):
            path = f"/api/v1/{name}" + (f"?{urlencode(asked, doseq=True)}" if asked else "")
            _list(made, "list", " ".join((who, name, *(f"{k}={v}" for k, v in asked.items()))), path, who, rows)
    with processes(made, work=True):
        spent = asyncio.run(_saves(made))
    for step, seconds in spent.items():
        ranked = sorted(seconds[WARM:])
        _line("save", step, ranked[-1] * 1000, ranked[len(ranked) // 2] * 1000, SAVE_LIMIT_MS, len(ranked), rows)


def _list(made: Rig, bench: str, what: str, path: str, who: str, rows: int) -> None:
    data = request("GET", path, made.keys[who])
    load(made, [data] * WARM, connections=1, expect=200)
    got = load(made, [data] * CALLS, connections=1, expect=200)
    _line(bench, what, got.quantile_ms(0.99), got.quantile_ms(0.5), LIST_LIMIT_MS, CALLS, rows)


def _line(bench: str, what: str, p99: float, p50: float, limit: float, n: int, rows: int) -> None:
    line(bench, p99, "ms", p50_ms=round(p50, 1), limit_ms=limit, met=p99 <= limit, n=n, rows=rows, what=what)


async def _hire(made: Rig) -> None:
    busiest = made.sql("SELECT unit_id FROM work_order_unit GROUP BY unit_id ORDER BY count(*) DESC LIMIT 1")
    db = Database(made.url)
    await db.open()
    directory = (await load_city(db)).directory
    for who, (platform, roles) in PEOPLE.items():
        unit: UUID = busiest if who == "clerk" else directory.desk(platform).id
        async with db.transaction() as tx:
            await create_account(
                tx, login=f"lists-{who}", name=who, password=None, platform=platform, unit_id=unit, roles=roles,
                units=directory, division="",
            )  # fmt: skip
            _, made.keys[who] = await create_key(tx, login=f"lists-{who}", name="bench")
    await db.close()


def _asks(made: Rig) -> Iterator[Ask]:
    """Every list of a page: its name, whose it is, what it is asked for."""
    yield from _boards()
    yield from _of_one(made)
    yield from _appeals(made)
    yield from _orders()
    yield from _inbox()


def _boards() -> Iterator[Ask]:
    for who in ("desk", "police"):
        for name in ("board", "supervision"):
            yield name, who, {}
        for asked in ({}, {"late": "true"}):
            yield "clocks", who, asked
        for asked in ({}, {"open": "true"}, {"state": "negotiating"}, {"state": "accepted"}, {"side": "destination"}):
            yield "handovers", who, asked
        for asked in ({}, {"open": "true"}):
            yield "joint-actions", who, asked
        yield "reminders", who, {"level": 3}
    for when in ("now", "later", "decide"):
        for mine in ("true", "false"):
            yield "revisits", "desk", {"when": when, "mine": mine}
    for name in ("portal/objections", "portal/publications", "portal/results", "exports", "drafts"):
        yield name, "desk", {}
    yield "help-calls", "police", {}
    yield "wall", "wall", {}


def _of_one(made: Rig) -> Iterator[Ask]:
    appeal = made.sql("SELECT appeal_id FROM handover ORDER BY id LIMIT 1")
    for part in ("", "/timeline", "/linkage", "/routing"):
        yield f"appeals/{appeal}{part}", "desk", {}


def _appeals(made: Rig) -> Iterator[Ask]:
    ago = [(datetime.now(UTC) - timedelta(days=days)).isoformat() for days in (0, 4, 5)]
    first = made.sql("SELECT (received_at + interval '1 day')::text FROM appeal ORDER BY id LIMIT 1")
    for asked in (
        {}, {"open": "true"}, {"open": "false"}, {"owner": "110"}, {"owner": "110", "open": "true"},
        {"danger": "true"}, {"danger": "true", "open": "true"}, {"type": "举报"}, {"type": "其他", "danger": "true"},
        {"matter": "none"}, {"division": "440103"}, {"division": "440106", "owner": "110"}, {"since": ago[0]},
        {"since": ago[2], "until": ago[1]}, {"since": ago[2], "until": ago[1], "danger": "true"},
        {"until": f"{first}:00".replace(" ", "T")},
    ):  # fmt: skip
        yield "appeals", "desk", asked
    for table in ("appeal", "work_order"):
        yield "appeals", "desk", {"q": made.sql(f"SELECT number FROM {table} ORDER BY id LIMIT 1")}  # noqa: S608
    for q in ("199-0000-0042", "路灯", "路灯不亮", "天河区石牌", "电动车 充电 楼道", "没有这个词"):
        yield "appeals", "desk", {"q": q}
        yield "appeals", "desk", {"q": q, "open": "true", "owner": "110"}
    yield "appeals", "clerk", {"danger": "true"}
    yield "appeals", "clerk", {"q": "路灯"}


def _orders() -> Iterator[Ask]:
    for opened in ({}, {"open": "true"}, {"open": "true", "danger": "true"}):
        for state in CASE_STATES:
            yield "work-orders", "desk", {"state": state, **opened}
        yield "work-orders", "desk", opened
        yield "police-orders", "police", opened
        yield "police-orders", "police", {"state": "on_scene", **opened}
    for asked in ({"type": "其他"}, {"redo": "true"}, {"division": "440103"}, {"unit_id": NOBODY}):
        yield "work-orders", "desk", asked
    for asked in ({"class_code": "999999"}, {"division": "440103"}, {"unit_id": NOBODY}):
        yield "police-orders", "police", asked


def _inbox() -> Iterator[Ask]:
    open_ = ["dispatched", "signed", "handling"]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    yield "inbox", "clerk", {}
    for tab in (
        {"state": ["dispatched"]}, {"state": ["signed", "handling"]}, {"state": open_, "due_before": tomorrow},
        {"state": open_, "redo": "true"}, {"state": ["replied", "reviewed", "revisited", "closed"]},
    ):  # fmt: skip
        for more in ({}, {"danger": "true"}, {"type": "举报"}):
            yield "work-orders", "clerk", {"mine": "true", **tab, **more}


async def _saves(made: Rig) -> dict[str, list[float]]:
    """Seconds of each step of an order's day, one after the other, beside a worker that follows."""
    spent: dict[str, list[float]] = {name: [] for name in ("register", "beside", "hand_over", "dispatch", *STEPS)}
    unit = str(made.sql("SELECT unit_id FROM account WHERE login = 'lists-clerk'"))
    async with Desk(made, "desk") as desk, Desk(made, "clerk") as clerk:

        async def timed(name: str, work: Any) -> Any:
            began = time.perf_counter()
            answer = await work
            spent[name].append(time.perf_counter() - began)
            return answer

        registered = 0
        for body in appeal_bodies(10 * (CALLS + WARM), start=40_000_000):
            words = {name: body[name] for name in ("words", "phone", "address", "division")}
            await timed("beside", desk.ask("POST", "appeals/beside", words))
            got = await timed("register", desk.ask("POST", "appeals", body | {"auto_handover": False}))
            order = got["order"] | {"version": 1}
            if got["danger"] or order["state"] != "registered":
                continue
            registered += 1
            if registered % 2:
                await timed("hand_over", desk.hand_over(order))
                continue
            order = await timed("dispatch", desk.dispatch(order, unit))
            for step in STEPS:
                words = {"reply": "已到现场处理完毕。"} if step == "reply" else {}
                order = await timed(step, clerk.step(order, step, **words))
            if registered >= 2 * (CALLS + WARM):
                return spent
    raise RuntimeError("too few of the appeals could be sent to a unit")


STEPS = ("sign", "begin", "reply")
