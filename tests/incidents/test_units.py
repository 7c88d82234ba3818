"""Several units on one order, each with its own stamps; the order follows the first out and the last back (R72)."""

from __future__ import annotations

from typing import Any

from support.city import POLICE, order_of, register, step, unit_id
from support.people import People, Person
from twinline.kernel.db import Database

FED = {"result_code": "01", "result": "已处理", "class_code": "200000"}


async def sent(people: People, *codes: str) -> dict[str, Any]:
    made = await register(people.call_taker, POLICE)
    police = await order_of(people.police_dispatcher, made["id"], "110")
    return await step(people.police_dispatcher, police, "dispatch", units=[unit_id(people, c) for c in codes])


async def traffic(people: People) -> Person:
    return await people.of("police_unit", "440106-traffic_police")


async def test_the_order_is_fed_back_when_the_last_unit_is(people: People, db: Database) -> None:
    police = await sent(people, "440106-public_security", "440106-traffic_police")
    second = await traffic(people)
    for event in ("sign", "set_out", "arrive"):
        police = await step(people.officer, police, event)
        police = await step(second, police, event)
    police = await step(people.officer, police, "feed_back", **FED)
    assert police["state"] == "on_scene"
    police = await step(second, police, "feed_back", **FED)
    assert police["state"] == "fed_back"
    assert (await step(people.police_dispatcher, police, "close"))["state"] == "closed"


async def test_a_unit_that_returns_leaves_the_order_to_the_others(people: People, db: Database) -> None:
    police = await sent(people, "440106-public_security", "440106-traffic_police")
    second = await traffic(people)
    police = await step(second, police, "unit_return", reason="无警力")
    assert police["state"] == "dispatched"
    police = await step(people.officer, police, "unit_return", reason="无警力")
    assert (police["state"], police["units"]) == ("received", [])


async def test_a_further_unit_that_returns_does_not_hold_up_an_order_that_is_done(people: People, db: Database) -> None:
    police = await sent(people, "440106-public_security")
    for event in ("sign", "set_out", "arrive"):
        police = await step(people.officer, police, event)
    police = await step(people.officer, police, "feed_back", **FED)
    units = [unit_id(people, "440106-traffic_police")]
    police = await step(people.police_dispatcher, police, "dispatch", units=units)
    assert police["state"] == "dispatched"
    police = await step(await traffic(people), police, "unit_return", reason="无需到场")
    assert police["state"] == "fed_back"


async def test_a_redo_releases_the_units_and_any_may_be_sent_again(people: People, db: Database) -> None:
    police = await sent(people, "440106-public_security")
    for event in ("sign", "set_out", "arrive"):
        police = await step(people.officer, police, event)
    police = await step(people.officer, police, "feed_back", **FED)
    police = await step(people.police_dispatcher, police, "redo", reason="补充调查")
    assert (police["state"], police["units"]) == ("received", [])
    units = [unit_id(people, "440106-traffic_police")]
    police = await step(people.police_dispatcher, police, "dispatch", units=units)
    police = await step(await traffic(people), police, "unit_return", reason="无警力")
    assert police["state"] == "received"
    units = [unit_id(people, "440106-public_security")]
    assert (await step(people.police_dispatcher, police, "dispatch", units=units))["state"] == "dispatched"
