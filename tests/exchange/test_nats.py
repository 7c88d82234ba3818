"""NATS JetStream with real servers: the shared claims, and what only it has to show (R14, R45)."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from exchange.agreement import Agreement
from exchange.certificates import Authority
from exchange.conformance import Conformance, Ends, Post, Two, Wire, let_die, parcels
from exchange.nats import Server, cluster, free_port, leader, server
from twinline.exchange.ports import LinkDown, Parcel, Transport
from twinline.exchange.transports import BadTransport, TlsFiles, open_transport
from twinline.exchange.transports.nats import Nats

GOV, POLICE = "gov", "police"


def options(*addresses: str, **more: Any) -> dict[str, Any]:
    return {"kind": "nats", "servers": list(addresses), "loopback_plain": True, "ack_wait_s": 1, **more}


def opened(me: str, *addresses: str, tls: TlsFiles | None = None, **more: Any) -> Transport:
    peer = POLICE if me == GOV else GOV
    return open_transport(options(*addresses, **more), me=me, peer=peer, tls=tls)


class NatsEnds(Ends):
    def __init__(self, one: Server, wire: Wire) -> None:
        self._server, self._wire = one, wire
        self._address = f"nats://127.0.0.1:{wire.port}"
        super().__init__(opened(GOV, self._address), opened(POLICE, self._address))

    async def cut(self) -> None:
        await self._wire.cut()

    async def mend(self) -> None:
        await self._wire.mend()

    async def shake(self) -> None:
        self._wire.shake()

    async def garble(self, garbage: bytes) -> None:
        with contextlib.suppress(LinkDown):
            await self.b.receive(_nothing)
        client = Client()
        await client.connect(self._server.address)
        await client.jetstream().publish(f"exchange.{GOV}.{POLICE}.plain", garbage)
        await client.close()

    def lonely(self) -> Transport:
        return opened(GOV, f"nats://127.0.0.1:{free_port()}", f"nats://127.0.0.1:{free_port()}")

    async def die_taking(self, some: Sequence[Parcel], note: Path) -> None:
        await self.a.send(some)
        await let_die(options(self._address), me=POLICE, peer=GOV, note=note)


async def _nothing(transport: str, tokens: Sequence[str]) -> Sequence[str]:
    raise AssertionError("nothing was sent")


@pytest.fixture
async def ends(tmp_path: Path) -> AsyncIterator[Ends]:
    async with server(tmp_path) as one:
        wire = Wire(one.port)
        await wire.mend()
        made = NatsEnds(one, wire)
        yield made
        await made.a.close()
        await made.b.close()
        await wire.cut()


class TestNats(Conformance, Agreement):
    pass


@contextlib.asynccontextmanager
async def two(*addresses: str, **more: Any) -> AsyncIterator[Two]:
    made = Two(opened(GOV, *addresses, **more), opened(POLICE, *addresses, **more))
    yield made
    await made.a.close()
    await made.b.close()


async def test_servers_that_start_late_are_found(tmp_path: Path) -> None:
    one = Server(tmp_path, "late")
    async with two(one.address) as ends:
        post, some = Post(ends), parcels(20)
        post.give(some)
        for _ in range(3):
            with pytest.raises(LinkDown):
                await post.round()
        one.start()
        try:
            await post.settle()
        finally:
            one.kill()
    assert set(post.arrived) == {parcel.token for parcel in some}


async def test_what_waits_in_the_server_outlives_it(tmp_path: Path) -> None:
    one, some = Server(tmp_path, "one"), parcels(50)
    try:
        async with two(one.address) as ends:
            one.start()
            await one.answers()
            await ends.a.send(some)
            one.kill()
            with pytest.raises(LinkDown):
                await ends.b.receive(_nothing)
            one.start()
            post = Post(ends)
            async with asyncio.timeout(20):
                while len(post.arrived) < len(some):
                    with contextlib.suppress(LinkDown):
                        await ends.b.receive(post.take)
    finally:
        one.kill()
    assert set(post.arrived) == {parcel.token for parcel in some}


async def test_a_repeat_is_dropped_but_not_another_token_of_that_name(ends: Ends) -> None:
    """A message that was packed anew keeps its number; the server must not take it for the old one."""
    post, first = Post(ends), Parcel("000000000001", False, "t1.first")
    for parcel in (first, first, Parcel(first.name, False, "t1.anew")):
        await ends.a.send([parcel])
    await ends.b.receive(post.take)
    assert post.arrived == ["t1.first", "t1.anew"]


async def test_many_wait_and_the_urgent_one_is_first(ends: Ends) -> None:
    """Catching up after an outage: 3,000 plain ones were sent before."""
    post, some = Post(ends), parcels(3000, urgent_every=3000)
    for at in range(0, len(some), 200):
        await ends.a.send(some[at : at + 200])
    while len(post.arrived) < len(some):
        await ends.b.receive(post.take)
    assert post.arrived[0] == some[-1].token


async def test_what_is_sent_while_lanes_are_looked_at_is_not_taken_without_its_urgent_part(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd, batches, pull = parcels(21, urgent_every=21), list[list[str]](), Nats._pull

    async def between(self: Nats, link: Any, lane: str) -> list[Msg]:
        found = await pull(self, link, lane)
        monkeypatch.undo()
        await ends.a.send(crowd)
        return found

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        batches.append(list(tokens))
        return ()

    monkeypatch.setattr(Nats, "_pull", between)
    await ends.b.receive(take)
    assert batches[0][0] == next(one.token for one in crowd if one.urgent)
    assert sorted(token for batch in batches for token in batch) == sorted(one.token for one in crowd)


async def test_a_full_stream_is_a_link_that_is_down(tmp_path: Path) -> None:
    async with server(tmp_path) as one, two(one.address, stream_bytes=100_000) as ends:
        with pytest.raises(LinkDown, match="maximum bytes"):
            await ends.a.send(parcels(200))
        post = Post(ends)
        while await ends.b.receive(post.take):
            pass
        assert 0 < len(post.arrived) < 200
        await ends.a.send(parcels(1, seed=2))


async def test_what_is_too_long_for_the_server_does_not_stop_the_others(ends: Ends) -> None:
    some = [*parcels(10), Parcel("000000000011", True, "t11.".ljust(1_100_000, "x"))]
    with pytest.raises(LinkDown, match="longer than"):
        await ends.a.send(some)
    post = Post(ends)
    await ends.b.receive(post.take)
    assert set(post.arrived) == {parcel.token for parcel in some[:10]}


async def test_mutual_tls(tmp_path: Path) -> None:
    ours, strangers = Authority(tmp_path), Authority(tmp_path, "strangers")
    post = None
    async with server(tmp_path, tls=ours.files("server")) as one:
        a = opened(GOV, one.address, tls=ours.files(GOV))
        b = opened(POLICE, one.address, tls=ours.files(POLICE))
        post = Post(Two(a, b))
        post.give(parcels(5))
        await post.settle()
        for tls in (
            strangers.files("stranger", trusts=ours.ca),
            ours.files("late", late=True),
            strangers.files("both"),
        ):
            stranger = opened(GOV, one.address, tls=tls)
            with pytest.raises(LinkDown):
                await stranger.send(parcels(1))
            await stranger.close()
        await a.close()
        await b.close()
    assert len(post.arrived) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"servers": []},
        {"servers": ["nats://192.0.2.1:4222"]},
        {"servers": ["nats://127.0.0.1:4222"], "loopback_plain": False},
        {"servers": ["tls://user:secret@127.0.0.1:4222"]},
        {"servers": ["tls://127.0.0.1:4222"]},
        {"servers": "nats://127.0.0.1:4222"},
        {"replicas": 0},
        {"replica": 3},
        {"timeout_s": "5"},
    ],
    ids=str,
)
async def test_wrong_options_are_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadTransport) as caught:
        open_transport({**options("nats://127.0.0.1:4222"), **wrong}, me=GOV, peer=POLICE, tls=None)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.b", "a>", "*", "甲", "a_b", ""])
async def test_names_that_would_be_other_subjects_are_refused(name: str) -> None:
    with pytest.raises(BadTransport):
        open_transport(options("nats://127.0.0.1:4222"), me=name, peer=POLICE, tls=None)


@pytest.mark.slow
async def test_the_leader_is_killed_and_nothing_is_lost(tmp_path: Path, record_property: pytest.RecordProperty) -> None:
    """Three servers, three replicas; the one that leads the stream dies mid-run, twice, and comes back each time — the
    second one while the first has barely caught up, so that consumers may be without a majority.
    """
    some, recoveries = parcels(6000), list[float]()
    async with cluster(tmp_path) as servers, two(*(one.address for one in servers), replicas=3) as ends:
        post = Post(ends, patience=20)
        post.give(some)
        for left in (4500, 2500):
            await _until(post, left)
            victim = await leader(servers, f"EXCHANGE_{GOV}_{POLICE}")
            victim.kill()
            begun, before = time.monotonic(), len(post.waiting)
            await _until(post, before - 200)
            recoveries.append(time.monotonic() - begun)
            victim.start()
            await victim.answers()
        await post.settle(seconds=120)
    told = [round(seconds, 1) for seconds in recoveries]
    record_property("recovery_s", told)
    sys.stderr.write(f"\nrecovered in {told} s\n")
    assert {parcel.token for parcel in some} == set(post.arrived)
    assert max(recoveries) < 120


async def _until(post: Post, left: int) -> None:
    async with asyncio.timeout(150):
        while len(post.waiting) > left:
            try:
                await post.round()
            except LinkDown:
                await asyncio.sleep(0.1)
