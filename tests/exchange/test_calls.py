"""Nobody at the other side has acknowledged what is urgent: the desk is told to call, until it is heard or told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from exchange.two import Pair, Side, pair
from support import database
from support.city import DANGER, POLICE, offer, order_of, problem, register, timeline
from support.people import Person
from twinline.agencies.store import insert_contacts
from twinline.exchange import links, links_store, mapping
from twinline.kernel.db import execute, fetch_value
from twinline.kernel.metrics import render

ALARMS = "/api/v1/exchange/alarms"
LATE = timedelta(seconds=21)
AGAIN_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    SELECT %(id)s, m.sender, m.receiver, %(kind)s, m.subject_id, true, %(at)s, m.body
      FROM exchange_call c JOIN link_message m ON m.subject_id = c.subject_id AND m.sender = c.platform
     WHERE c.id = %(call)s AND m.kind = c.kind
"""


@pytest.fixture(scope="module")
async def city(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("calls")) as made:
        for side in (made.a, made.b):
            desks = {name: side.people.app.state.city.directory.desk(name).id for name in ("12345", "110")}
            async with side.db.transaction() as tx:
                await execute(tx.conn, "DELETE FROM duty_contact", {})
                row = {"role": "primary", "valid_from": tx.now}
                rows = [
                    row | {"id": tx.new_id(), "unit_id": desk, "name": f"{name}值班", "phone_enc": phone(name)}
                    for name, desk in desks.items()
                ]
                await insert_contacts(tx.conn, rows)
        yield made


@pytest.fixture
async def two(city: Pair) -> Pair:
    """Nothing waits any more of what other tests have sent."""
    await city.settle()
    await look(city.a)
    return city


def phone(platform: str) -> bytes:
    return database.CIPHER.seal(f"199-0000-0{platform[:3]}")


async def look(side: Side, later: timedelta = LATE) -> None:
    side.clock.advance(later)
    await links.watch(side.db, side.people.app.state.city, hosts=side.me.hosts)


async def alarms(person: Person) -> Any:
    reply = await person.api.get(ALARMS)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def told(person: Person, call: dict[str, Any], whom: Any = "110值班长") -> Any:
    return await person.api.post(f"{ALARMS}/{call['id']}/told", json={"whom": whom})


async def audited(side: Side) -> int:
    async with side.db.transaction() as tx:
        return await fetch_value(tx.conn, "SELECT count(*) FROM audit WHERE action = 'exchange.told'", {})


async def test_an_urgent_message_that_nobody_acknowledges_is_to_be_told_by_phone(two: Pair) -> None:
    agent = two.a.people.agent
    made = await register(agent, DANGER)
    await look(two.a, timedelta(seconds=10))
    assert await alarms(agent) == {"calls": [], "links": []}
    await look(two.a)
    await look(two.a)
    (call,) = (await alarms(agent))["calls"]
    assert (call["appeal_number"], call["peer"], call["kind"]) == (made["number"], "110", "offer")
    assert call["duty"] == [{"role": "primary", "name": "110值班", "phone": "199-0000-0110"}]
    assert (await alarms(two.b.people.call_taker))["calls"] == [], "the other side knows nothing of it"
    assert (await two.a.people.clerk.api.get(ALARMS)).status_code == 403
    assert b"twinline_exchange_unacknowledged 1.0" in await render(two.a.db)
    assert (await told(two.a.people.supervisor, call)).status_code == 403
    assert (await told(agent, call)).status_code == 204
    problem(await told(agent, call), "exchange.call_over", 409)
    assert ((await alarms(agent))["calls"], await audited(two.a)) == ([], 1)
    (row,) = [row for row in await timeline(agent, made["id"]) if row["event"] == "told_by_phone"]
    assert (row["data"]["whom"], row["actor"]) == ("110值班长", "受理员")
    await look(two.a)
    assert (await alarms(agent))["calls"] == [], "what was told is not raised again"
    await two.settle()
    await look(two.a)
    assert (await order_of(two.b.people.call_taker, made["id"], "110"))["danger"]


async def test_the_alarm_ends_when_the_other_side_has_it(two: Pair) -> None:
    await register(two.a.people.agent, DANGER)
    await look(two.a)
    (call,) = (await alarms(two.a.people.agent))["calls"]
    await two.settle()
    await look(two.a)
    assert (await alarms(two.a.people.agent))["calls"] == []
    problem(await told(two.a.people.agent, call), "exchange.call_over", 409)
    assert b"twinline_exchange_unacknowledged 0.0" in await render(two.a.db)


async def test_one_of_two_who_press_has_told_it_and_a_restricted_matter_is_not_for_all(two: Pair) -> None:
    agent, leader = two.a.people.agent, two.a.people.leader_12345
    made = await register(agent, DANGER)
    await look(two.a)
    before = await audited(two.a)
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE appeal SET restricted = true WHERE id = %(id)s", {"id": made["id"]})
    (call,) = (await alarms(leader))["calls"]
    assert (await alarms(agent))["calls"] == []
    problem(await told(agent, call), "exchange.no_call", 404)
    both = await asyncio.gather(told(leader, call, "甲𠮷🚨"), told(leader, call, "乙"))
    assert sorted(reply.status_code for reply in both) == [204, 409]
    assert [row["event"] for row in await timeline(leader, made["id"])].count("told_by_phone") == 1
    assert await audited(two.a) == before + 1


async def test_whom_is_a_line_that_shows_something(two: Pair) -> None:
    for whom in ("", "  ", "\x00", "长" * 501, None, 5, ["x"], {"a": 1}):
        reply = await told(two.a.people.agent, {"id": "01a204f5-a608-7b9c-ab42-5aaa67160717"}, whom)
        problem(reply, "kernel.invalid_fields", 422)


async def test_an_offer_that_is_not_acknowledged_is_reminded_of_once(two: Pair) -> None:
    agent = two.a.people.agent
    made = await register(agent, POLICE)
    one = await offer(agent, await order_of(agent, made["id"], "12345"))
    await look(two.a)
    reminded = {"order_id": one["id"]}
    assert (await agent.api.get("/api/v1/reminders", params=reminded)).json()["items"] == []
    for _ in range(2):
        await look(two.a, timedelta(minutes=5))
    (row,) = [
        row
        for row in (await agent.api.get("/api/v1/reminders", params=reminded)).json()["items"]
        if row["kind"] == "handover_receipt"
    ]
    assert (row["contacts"], row["appeal_number"]) == ({"primary": "110值班"}, made["number"])
    assert (await alarms(agent))["calls"] == []


async def test_a_peer_that_is_silent_is_on_the_board_until_it_is_heard(two: Pair) -> None:
    async with two.a.db.transaction() as tx:
        row = {"peer": "police", "transport": "wire", "every_s": 15, "now": tx.now, "failed": None}
        await links_store.beat(tx.conn, row)
    await look(two.a, timedelta(minutes=1))
    assert (await alarms(two.a.people.agent))["links"] == []
    await look(two.a, timedelta(minutes=5))
    (link,) = (await alarms(two.a.people.agent))["links"]
    assert (link["peer"], link["duty"][0]["phone"]) == ("police", "199-0000-0110")
    async with two.a.db.transaction() as tx:
        await links_store.heard_beat(tx.conn, {"peer": "police", "transport": "wire", "now": tx.now, "said": tx.now})
        await links_store.echoed(tx.conn, {"peer": "police", "transport": "wire", "now": tx.now, "rtt_ms": 5})
    await look(two.a, timedelta(seconds=1))
    assert (await alarms(two.a.people.agent))["links"] == []


async def test_how_a_peer_stands_is_measured(two: Pair) -> None:
    made = await register(two.a.people.agent, POLICE)
    await offer(two.a.people.agent, await order_of(two.a.people.agent, made["id"], "12345"))
    await two.a.work()
    two.a.clock.advance(timedelta(seconds=90))
    await two.a.take(["garbage"])
    (peer,) = (await two.a.people.leader_12345.api.get("/api/v1/exchange/peers")).json()["items"]
    assert (peer["gaps"], peer["codes"], peer["difference"], peer["refusals"]) == (0, 0, 0, [])
    assert peer["oldest_at"]
    figures = (await render(two.a.db)).decode()
    assert 'twinline_exchange_peer_waiting{peer="police"} 1.0' in figures
    assert 'twinline_exchange_refusals_day{code="exchange.malformed",peer=""} 1.0' in figures
    oldest = next(line for line in figures.splitlines() if line.startswith("twinline_exchange_peer_oldest_seconds{"))
    assert 90 <= float(oldest.split()[-1]) < 200


async def test_a_code_that_waits_is_told_to_the_rule_owner_after_an_hour_and_higher_up_after_a_day(two: Pair) -> None:
    async with two.a.db.transaction() as tx:
        await mapping.speak(tx, "police", ["police_class"])
    made = await register(two.a.people.agent, POLICE)
    await offer(two.a.people.agent, await order_of(two.a.people.agent, made["id"], "12345"))
    await two.settle()

    async def reminders(person: Person) -> list[tuple[int, str]]:
        rows = (await person.api.get("/api/v1/reminders")).json()["items"]
        return [(row["level"], row["subject"]) for row in rows if row["kind"] == "mapping"]

    owner, leader = two.a.people.rule_owner, two.a.people.leader_12345
    await look(two.a, timedelta(minutes=1))
    assert await reminders(owner) == []
    for _ in range(2):
        await look(two.a, timedelta(hours=1))
        assert await reminders(owner) == [(1, "mapping:police:out:police_class:100300")]
    assert await reminders(leader) == []
    await look(two.a, timedelta(days=1))
    assert [level for level, _ in await reminders(owner)] == [3, 1]
    assert [level for level, _ in await reminders(leader)] == [3]
    assert all(row["subject"] for row in (await owner.api.get("/api/v1/reminders")).json()["items"])
    assert (await owner.api.get("/api/v1/clocks")).json()["items"] == [], "no appeal is told of"


async def again(side: Side, call: dict[str, Any], kind: str) -> None:
    """One more urgent message about what the alarm is about; it is deleted by the caller's ``unsay``."""
    async with side.db.transaction() as tx:
        await execute(tx.conn, AGAIN_SQL, {"id": tx.new_id(), "call": call["id"], "kind": kind, "at": tx.now})


async def unsay(side: Side, kind: str) -> None:
    async with side.db.transaction() as tx:
        await execute(tx.conn, "DELETE FROM link_message WHERE kind = %(kind)s AND peer IS NULL", {"kind": kind})


async def test_a_code_that_is_filled_in_later_is_no_matter_for_the_phone(two: Pair) -> None:
    await register(two.a.people.agent, DANGER)
    await look(two.a)
    (call,) = (await alarms(two.a.people.agent))["calls"]
    await two.settle()
    await again(two.a, call, "amend")
    for _ in range(2):
        await look(two.a)
        assert (await alarms(two.a.people.agent))["calls"] == []
    await unsay(two.a, "amend")


async def test_what_was_said_after_the_alarm_is_told_too(two: Pair) -> None:
    """Who calls reads what the alarm says: what came between it and the call is not covered by the call."""
    agent = two.a.people.agent
    await register(agent, DANGER)
    await look(two.a)
    (call,) = (await alarms(agent))["calls"]
    two.a.clock.advance(timedelta(seconds=1))
    await again(two.a, call, "recall")
    two.a.clock.advance(timedelta(seconds=1))
    assert (await told(agent, call)).status_code == 204
    await look(two.a)
    (later,) = (await alarms(agent))["calls"]
    assert (later["kind"], later["appeal_id"]) == ("recall", call["appeal_id"])
    await unsay(two.a, "recall")


@asynccontextmanager
async def without(side: Side, table: str) -> AsyncIterator[None]:
    """While a table cannot be reached."""
    async with side.db.transaction() as tx:
        await execute(tx.conn, f"ALTER TABLE {table} RENAME TO out_of_reach", {})  # type: ignore[arg-type]
    yield
    async with side.db.transaction() as tx:
        await execute(tx.conn, f"ALTER TABLE out_of_reach RENAME TO {table}", {})  # type: ignore[arg-type]


async def test_alarms_do_not_wait_for_reminders_nor_broken_links_for_alarms(two: Pair) -> None:
    agent = two.a.people.agent
    made = await register(agent, DANGER)
    other = await register(agent, POLICE)
    await offer(agent, await order_of(agent, other["id"], "12345"))
    two.a.clock.advance(timedelta(minutes=5))
    async with without(two.a, "reminder"):
        await look(two.a)
    assert [call["appeal_number"] for call in (await alarms(agent))["calls"]] == [made["number"]]
    async with two.a.db.transaction() as tx:
        row = {"peer": "police", "transport": "wire", "every_s": 15, "now": tx.now, "failed": None}
        await links_store.beat(tx.conn, row)
        await execute(tx.conn, "UPDATE exchange_link SET down_since = NULL, since = since - interval '1 day'", {})
    async with without(two.a, "exchange_call"):
        two.a.clock.advance(timedelta(minutes=1))
        assert await links.watch(two.a.db, two.a.people.app.state.city, hosts=two.a.me.hosts) == 1


async def test_what_speaks_of_danger_goes_as_urgent(two: Pair) -> None:
    """Whatever its row says: promise 2."""
    await two.settle()
    await register(two.a.people.agent, DANGER)
    async with two.a.db.transaction() as tx:
        newest = "SELECT id FROM link_message WHERE peer IS NULL ORDER BY pos DESC LIMIT 1"
        said = await fetch_value(
            tx.conn, f"UPDATE link_message SET urgent = false WHERE id = ({newest}) RETURNING id", {}
        )
    await two.settle()
    for side, rows in ((two.a, ("link_message", "exchange_out")), (two.b, ("link_message", "exchange_in"))):
        for table in rows:
            key = "id" if table == "link_message" else "message_id"
            async with side.db.transaction() as tx:
                found = await fetch_value(tx.conn, f"SELECT urgent FROM {table} WHERE {key} = %(id)s", {"id": said})  # type: ignore[arg-type]
            assert found is True, table
