"""The stream tells everybody what they may know, in order, without gaps, and nobody else anything (promise 6)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from support.city import CIVIL, NOISE, POLICE, offer, order_of, register, settle, step, unit_id
from support.people import People, Person
from twinline.appeals import VISIBLE
from twinline.identity import Actor, create_key, revoke_key
from twinline.kernel.db import Database, fetch
from twinline.kernel.outbox import Fact
from twinline.oversight import Hub, Sight, api, events, store

FACTS = """
    SELECT xid::text::bigint AS xid, pos, topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units,
           division, restricted, data FROM outbox ORDER BY xid, pos
"""


class Stream:
    """Reads server-sent events from an open answer."""

    def __init__(self, reply: httpx.Response) -> None:
        self._lines = reply.aiter_lines()
        self.last_id = ""

    async def next(self, seconds: float = 5) -> tuple[str, dict[str, Any]]:
        """The next event's name and data; a comment is ``("", {})``, the end ``("end", {})``."""
        name, data = "", {}
        async with asyncio.timeout(seconds):
            async for line in self._lines:
                if line.startswith(":"):
                    await anext(self._lines)
                    return "", {}
                if not line:
                    return name, data
                key, _, value = line.partition(": ")
                name = value if key == "event" else name
                data = json.loads(value) if key == "data" else data
                self.last_id = value if key == "id" else self.last_id
        return "end", {}

    async def until(self, topic: str) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = []
        while not seen or seen[-1].get("topic") != topic:
            name, data = await self.next()
            seen.append(data)
            assert name == "change", name
        return seen


@asynccontextmanager
async def listening(live: str, person: Person, last_id: str | None = None) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {person.key}"} | ({"Last-Event-ID": last_id} if last_id else {})
    async with (
        httpx.AsyncClient(base_url=live, timeout=10) as client,
        client.stream("GET", "/api/v1/events", headers=headers) as reply,
    ):
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/event-stream")
        yield Stream(reply)


async def test_a_change_reaches_who_may_know(people: People, db: Database, live: str) -> None:
    async with listening(live, people.dispatcher) as desk, listening(live, people.clerk) as unit:
        assert (await desk.next())[0] == (await unit.next())[0] == "ready"
        await register(people.leader_12345, NOISE, restricted=True)
        made = await register(people.agent, CIVIL)
        order = await order_of(people.dispatcher, made["id"], "12345")
        await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
        heard = await desk.until("case.dispatch")
        assert {e["appeal_id"] for e in heard} == {made["id"]}
        assert heard[-1]["state"] == "dispatched"
        assert heard[-1]["subject_id"] == order["id"]
        assert set(heard[-1]) == {"topic", "subject_kind", "subject_id", "appeal_id", "seq", "state", "at"}
        assert {e["appeal_id"] for e in await unit.until("case.dispatch")} == {made["id"]}


async def test_it_goes_on_where_it_stopped(people: People, db: Database, live: str) -> None:
    async with listening(live, people.agent) as stream:
        await stream.next()
        await register(people.agent, CIVIL)
        await stream.until("case.open")
        seen = stream.last_id
    missed = [await register(people.agent, CIVIL) for _ in range(3)]
    async with listening(live, people.agent, seen) as stream:
        heard = [await stream.next() for _ in range(4)]
        assert sorted(name for name, _ in heard) == ["change", "change", "change", "ready"]
        assert [data["appeal_id"] for name, data in heard if name == "change"] == [m["id"] for m in missed]
        last = await register(people.agent, CIVIL)
        assert (await stream.next())[1]["appeal_id"] == last["id"]
        seen = stream.last_id
    async with listening(live, people.agent, seen) as stream:
        assert (await stream.next())[0] == "ready"


@pytest.mark.parametrize("last_id", ["nonsense", "999999999999.1", "0.0", "1", "-1.2"])
async def test_an_id_that_says_nothing_resets(people: People, live: str, last_id: str) -> None:
    await register(people.agent, CIVIL)
    async with listening(live, people.agent, last_id) as stream:
        assert [(await stream.next())[0], (await stream.next())[0]] == ["reset", "ready"]


async def test_facts_that_are_gone_reset(people: People, db: Database, live: str) -> None:
    async with listening(live, people.agent) as stream:
        await stream.next()
        await register(people.agent, CIVIL)
        await stream.until("case.open")
        seen = stream.last_id
    async with db.transaction() as tx:
        await tx.conn.execute("DELETE FROM outbox")
    await register(people.agent, CIVIL)
    async with listening(live, people.agent, seen) as stream:
        assert (await stream.next())[0] == "reset"


async def test_a_revoked_key_ends_the_stream(
    people: People, db: Database, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "HEARTBEAT_S", 0.2)
    async with db.transaction() as tx:
        key_id, key = await create_key(tx, login=people.agent.login, name="stream")
    guest = Person(people.agent.login, people.agent.actor, key, people.agent.api)
    async with listening(live, guest) as stream:
        assert (await stream.next())[0] == "ready"
        assert (await stream.next())[0] == ""
        async with db.transaction() as tx:
            await revoke_key(tx, key_id=key_id)
        people.app.state.authenticator.forget_all()
        while (heard := (await stream.next())[0]) != "end":
            assert heard == ""


async def test_listening_does_not_keep_a_session_open(people: People, db: Database) -> None:
    authenticator = people.app.state.authenticator
    async with db.transaction() as tx:
        await tx.conn.execute(
            "INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at) VALUES (%s, %s, %s, %s, %s)",
            [events_token_hash(), people.agent.actor.account_id, tx.now, tx.now, tx.now.replace(year=tx.now.year + 1)],
        )
    assert await authenticator.by_session_at_rest("token") == people.agent.actor
    db.clock.advance(authenticator.rules.idle / 2)  # type: ignore[attr-defined]
    assert await authenticator.by_session_at_rest("token") == people.agent.actor
    db.clock.advance(authenticator.rules.idle / 2)  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="identity"):
        await authenticator.by_session_at_rest("token")


def events_token_hash() -> bytes:
    from twinline.identity.passwords import digest

    return digest("token")


async def test_nobody_listens_without_permission(people: People, live: str, nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/api/v1/events")).status_code == 401
    assert (await people.steward.api.get("/api/v1/events")).status_code == 403


async def test_there_is_a_limit_of_streams(people: People, db: Database) -> None:
    hub = Hub(db, clients_max=1)
    client = await hub.join(people.agent.actor)
    with pytest.raises(events.StreamsFull):
        await hub.join(people.agent.actor)
    hub.leave(client)
    hub.leave(await hub.join(people.agent.actor))
    assert hub.clients == 0


async def test_a_slow_listener_is_told_to_read_anew(people: People, db: Database) -> None:
    hub = Hub(db)
    client = await hub.join(people.agent.actor)
    for number in range(events.QUEUE_EVENTS + 3):
        client.put(b"%d" % number)
    waiting = [client.queue.get_nowait() for _ in range(client.queue.qsize())]
    assert waiting == [events.RESET, b"%d" % (events.QUEUE_EVENTS + 1), b"%d" % (events.QUEUE_EVENTS + 2)]
    hub.end()
    assert client.queue.get_nowait() is None
    hub.leave(client)


async def test_a_transaction_that_ends_late_is_not_passed_over(people: People, db: Database) -> None:
    """One that began first and ends last: its facts come after those of the others, not never."""
    hub = Hub(db)
    client = await hub.join(people.agent.actor)
    async with db.transaction() as slow:
        await slow.conn.execute("SELECT pg_current_xact_id()")
        fast = await register(people.agent, CIVIL)
        await slow.conn.execute(
            "INSERT INTO outbox (topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units, restricted,"
            " data) SELECT 'case.late', 'case', %(id)s, %(id)s, 9, now(), ARRAY['12345'], '{}', false, '{}'",
            {"id": fast["id"]},
        )
        await asyncio.sleep(0.5)
        assert client.queue.empty()
    heard = []
    async with asyncio.timeout(5):
        while not heard or b"case.late" not in heard[-1]:
            heard.append(await client.queue.get() or b"")
    assert any(b"case.open" in event for event in heard)
    hub.leave(client)


async def test_the_stream_and_the_lists_agree_on_who_may_see(people: People, db: Database) -> None:
    """``sees`` against the condition of all SQL, over every fact of a varied city and every kind of person."""
    lead = unit_id(people, "440106-urban_management")
    matters: list[dict[str, Any]] = [
        {}, {"division": "440104"}, {"restricted": True}, {"complained_unit_id": lead}, {"division": None}
    ]  # fmt: skip
    for fields in matters:
        made = await register(people.leader_12345, CIVIL, **fields)
        order = await order_of(people.leader_12345, made["id"], "12345")
        if "complained_unit_id" not in fields:
            await step(people.leader_12345, order, "dispatch", lead=lead)
        await register(people.leader_110, POLICE, **fields)
        made = await register(people.leader_12345, POLICE, **fields)
        await offer(people.leader_12345, await order_of(people.leader_12345, made["id"], "12345"))
    await settle(people, db)
    outcomes = {True: 0, False: 0}
    for actor in await varied(people):
        async with db.transaction() as tx:
            facts = await fetch(tx.conn, Fact, FACTS, {})
            appeals = list({f.appeal_id for f in facts})
            sights = await store.sights(tx.conn, appeals, [actor.unit_id])
            sql = "SELECT a.id FROM appeal a WHERE " + VISIBLE
            visible = {r[0] for r in await (await tx.conn.execute(sql, actor.sight)).fetchall()}
        for fact in facts:
            told = events.sees(Sight.of(actor), fact, sights.get(fact.appeal_id))
            # A fact of the time before the matter was shared was for one side only, and stays so.
            audience = actor.platform in fact.platforms and (
                "restricted.read" in actor.permissions or not fact.restricted
            )
            assert told == (fact.appeal_id in visible and audience), (actor.name, fact)
            outcomes[told] += 1
    assert min(outcomes.values()) > 100


async def varied(people: People) -> list[Actor]:
    area = await people.of("supervisor", "440106-urban_management", division="4401")
    cast = (
        people.agent, people.leader_12345, people.clerk, people.outsider, people.area_agent, people.call_taker,
        people.leader_110, people.officer, people.inspector, people.supervisor, area,
    )  # fmt: skip
    return [person.actor for person in cast]
