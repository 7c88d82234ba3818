"""Heartbeats by every way, and the alarm when one is broken: within a minute, once, and over when it is back (R3)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from exchange.two import Pair, Side, pair
from twinline.exchange import gateway, links
from twinline.exchange.gateway import Gateway
from twinline.exchange.model import Peer
from twinline.exchange.ports import LinkDown, Parcel
from twinline.kernel.db import fetch_dicts, fetch_value
from twinline.kernel.metrics import render


class Way:
    """A wire that a test may cut. What the other side says to ``send`` comes back at once, as with HTTPS."""

    name = "wire"

    def __init__(self, other: Side) -> None:
        self.other, self.up, self.sent = other, True, list[str]()

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        if not self.up:
            raise LinkDown(why="cut")
        self.sent += [parcel.token for parcel in parcels]
        return await self.other.take(self.sent[-len(parcels) :])

    async def receive(self, take: Any) -> int:
        return 0

    async def close(self) -> None:
        return None


@pytest.fixture
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("links")) as made:
        yield made


async def beat(two: Pair, way: Way, *, every_s: float = 15) -> None:
    answers = await links.beat(two.a.db, two.a.me, await two.a.peer(), way, every_s=every_s)
    assert await two.a.take(answers or []) == []


async def link(side: Side) -> dict[str, Any]:
    async with side.db.transaction() as tx:
        (row,) = await fetch_dicts(tx.conn, "SELECT * FROM exchange_link", {})
    return row


async def watched(side: Side) -> int:
    return await links.watch(side.db, side.people.app.state.city, hosts=side.me.hosts)


async def told(side: Side) -> int:
    async with side.db.transaction() as tx:
        return await fetch_value(tx.conn, "SELECT count(*) FROM reminder WHERE subject = 'link:police:wire'", {})


async def test_a_heartbeat_is_echoed_and_its_time_is_known(two: Pair) -> None:
    await beat(two, Way(two.b))
    row = await link(two.a)
    assert row["echoed_at"] is not None
    assert 0 <= row["rtt_ms"] < 5_000
    assert (await watched(two.a), await told(two.a)) == (0, 0)


async def test_a_broken_way_is_told_within_a_minute_once_and_is_over_when_it_is_back(two: Pair) -> None:
    way = Way(two.b)
    await beat(two, way)
    way.up = False
    passed = 0
    while not await watched(two.a):
        passed += 5
        two.a.clock.advance(timedelta(seconds=5))
        await beat(two, way)
        assert passed <= 60
    assert (await link(two.a))["failed"] == "cut"
    for _ in range(3):
        two.a.clock.advance(timedelta(seconds=20))
        assert await watched(two.a) == 0
    assert await told(two.a) == 1
    assert b"twinline_exchange_links_down 1.0" in await render(two.a.db)
    way.up = True
    two.b.clock.advance(timedelta(seconds=120))
    await beat(two, way)
    assert await watched(two.a) == 0
    assert (await link(two.a))["down_since"] is None
    assert b"twinline_exchange_links_down 0.0" in await render(two.a.db)


async def test_a_way_that_rests_is_tried_again_as_soon_as_a_heartbeat_passes(two: Pair) -> None:
    def open_way(peer: Peer, options: Mapping[str, Any]) -> Way:
        raise AssertionError("no way is opened")

    made = Gateway(two.a.db, two.a.me, two.a.people.app.state.city, open_way=open_way, again_s=1.0)
    resting = gateway.Way(way := Way(two.b))
    line = gateway.Line(await two.a.peer(), [resting])
    resting.rests_until, way.up = monotonic() + 3600, False
    await made._beat(line, resting)
    assert not resting.rested
    resting.beat_at, way.up = 0.0, True
    await made._beat(line, resting)
    assert resting.rested


async def test_a_gateway_that_stopped_is_noticed_by_who_watches(two: Pair) -> None:
    await beat(two, Way(two.b))
    two.a.clock.advance(timedelta(seconds=60))
    assert (await watched(two.a), await told(two.a)) == (1, 1)


async def test_old_heartbeats_and_echoes_that_are_played_again_do_not_keep_a_way_alive(two: Pair) -> None:
    way = Way(two.b)
    await beat(two, way)
    await links.beat(two.b.db, two.b.me, await two.b.peer(), back := Way(two.a), every_s=15)
    echo = await two.b.take(way.sent)
    heard = await link(two.a)
    for side in (two.a, two.b):
        side.clock.advance(timedelta(minutes=10))
    await two.a.take([*back.sent, *echo])
    again = await link(two.a)
    assert (again["heard_at"], again["echoed_at"]) == (heard["heard_at"], heard["echoed_at"])
    assert await watched(two.a) == 1


async def test_a_way_with_a_slow_pace_has_its_own_patience(two: Pair) -> None:
    await beat(two, Way(two.b), every_s=300)
    two.a.clock.advance(timedelta(seconds=600))
    assert await watched(two.a) == 0
    two.a.clock.advance(timedelta(seconds=400))
    assert await watched(two.a) == 1


async def test_a_megabyte_goes_through_and_is_confirmed_by_its_digest(two: Pair) -> None:
    async with two.a.db.transaction() as tx:
        parcel = links.notice(tx, two.a.me, "police", "heartbeat", {"pad": "安" * 180_000})
    (echo,) = await two.b.take([parcel.token])
    assert await two.a.take([echo]) == []


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("gossip", {}, "exchange.unknown_kind"),
        ("echo", {"of": "x"}, "exchange.bad_body"),
        ("again", {"send": "all"}, "exchange.bad_body"),
        ("standing", {"since": "2026-01-01", "seqs": []}, "exchange.bad_body"),
        ("stands", {}, "exchange.bad_body"),
        ("heartbeat", {"pad": 3}, "exchange.bad_body"),
    ],
)
async def test_notices_that_make_no_sense_are_refused(two: Pair, kind: str, data: dict[str, Any], code: str) -> None:
    async with two.a.db.transaction() as tx:
        token = links.notice(tx, two.a.me, "police", kind, data).token
    assert await two.b.take([token]) == []
    async with two.b.db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT code FROM exchange_refusal", {}) == code
