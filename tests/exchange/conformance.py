"""What every transport keeps to, whatever the wire (R14, R45, R72): one suite, run by each transport's own tests.

A transport's test module has a subclass of `Ends` — two connected ends and how to harm what lies between them — and::

    @pytest.fixture
    async def ends(tmp_path: Path) -> AsyncIterator[Ends]: ...

    class TestMine(Conformance): ...

`Post` does around the ends what the gateway does, in little: it sends until answered, answers what it takes, and goes
on after a link that was down. As a program, this file opens a transport from JSON options and dies while it takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import string
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown, Parcel, Take, Transport
from twinline.exchange.transports import TlsFiles, open_transport

TESTS = Path(__file__).parents[1]
BATCH = 200
TOKENS = 10_000
ANSWER = "answer:"
ALPHABET = string.ascii_letters + string.digits + "-_."


class TakeFails(Exception):
    """What a test's `take` raises."""


def parcels(count: int, *, seed: int = 1, chars: int = 1500, urgent_every: int = 10) -> list[Parcel]:
    """Parcels with tokens as long as those of real messages, each of another length."""
    rng = random.Random(seed)
    stuff = "".join(rng.choices(ALPHABET, k=2 * chars))
    return [
        Parcel(
            f"{number:012d}",
            number % urgent_every == 0,
            f"t{number}." + stuff[(at := rng.randrange(chars)) : at + rng.randrange(chars // 2, chars)],
        )
        for number in range(1, count + 1)
    ]


class Wire:
    """A TCP connection that can be cut: it passes everything on to another port of this machine."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Nobody gets through any more, and whoever was through is cut off."""
        if self._server:
            self._server.close()
            self._server = None
        self.shake()

    def shake(self) -> None:
        """Cut off whoever is through; they may come again."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(_pump(reader, back), _pump(there, writer))
        except asyncio.CancelledError:
            pass  # the test is over; the library would report it as a failure
        finally:
            self._writers -= {writer, back}
            for one in (writer, back):
                one.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


@dataclass
class Two:
    """Two connected ends: what `a` sends, `b` gets."""

    a: Transport
    b: Transport

    def listen(self, take: Take) -> None:
        """Whom `b` hands to what is pushed to it; transports that fetch are told with `receive`."""


class Ends(Two, ABC):
    """Two ends, and how to harm what lies between them."""

    @abstractmethod
    async def cut(self) -> None:
        """Stop everything between the ends."""

    @abstractmethod
    async def mend(self) -> None:
        """Undo `cut`."""

    async def shake(self) -> None:
        """A cut and a mend so short that only what was under way is lost."""
        await self.cut()
        await self.mend()

    @abstractmethod
    async def garble(self, garbage: bytes) -> None:
        """Put bytes that are no token where `b` looks for what `a` sent."""

    @abstractmethod
    def lonely(self) -> Transport:
        """An end that has nobody to talk to."""

    @abstractmethod
    async def die_taking(self, some: Sequence[Parcel], note: Path) -> None:
        """Send; let another process receive, write what it took to `note`, and be killed before it can forget."""


@dataclass
class Post:
    """A gateway in little. `arrived`: every token that `b` took, doubles too, in the order of coming."""

    ends: Two
    waiting: dict[str, Parcel] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)
    transports: set[str] = field(default_factory=set)
    patience: int = 3
    _sent: dict[str, int] = field(default_factory=dict)
    _round: int = 0

    def give(self, some: Sequence[Parcel]) -> None:
        self.waiting |= {parcel.name: parcel for parcel in some}

    async def take(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        self.transports.add(transport)
        self.arrived += tokens
        return [ANSWER + ".".join(token.partition(".")[0].removeprefix("t") for token in tokens)]

    async def hear(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        for token in tokens:
            assert token.startswith(ANSWER), token[:80]
            for number in token.removeprefix(ANSWER).split("."):
                self.waiting.pop(f"{int(number):012d}" if number.isdigit() else number, None)
        return []

    async def round(self, *, take: Take | None = None, a: Transport | None = None, b: Transport | None = None) -> None:
        """One try of everything; a link that is down ends it early."""
        a, b, take = a or self.ends.a, b or self.ends.b, take or self.take
        self.ends.listen(take)
        self._round += 1
        ready = [
            p for p in self.waiting.values() if self._sent.get(p.name, -self.patience) <= self._round - self.patience
        ]
        batch = sorted(ready, key=lambda parcel: not parcel.urgent)[:BATCH]
        if batch:
            answers = await a.send(batch)
            self._sent |= {parcel.name: self._round for parcel in batch}
            await self.hear("", answers)
        await b.receive(take)
        await a.receive(self.hear)

    async def settle(self, *, seconds: float = 60, a: Transport | None = None, b: Transport | None = None) -> None:
        """Go on until everything is answered."""
        async with asyncio.timeout(seconds):
            while self.waiting:
                try:
                    await self.round(a=a, b=b)
                except LinkDown:
                    await asyncio.sleep(0.05)


@dataclass
class Rough:
    """A transport on a bad day: cut before or after the wire, parcels doubled, in another order, answers lost."""

    inner: Transport
    rng: random.Random
    name: str = "rough"
    harmed: int = 0

    def _strikes(self, chance: float) -> bool:
        struck = self.rng.random() < chance
        self.harmed += struck
        return struck

    async def send(self, some: Sequence[Parcel]) -> Sequence[str]:
        sent = list(some)
        if self._strikes(0.05):
            raise LinkDown(why="cut before")
        if self._strikes(0.2):
            self.rng.shuffle(sent)
        if self._strikes(0.1):
            await self.inner.send(sent[: len(sent) // 2])
        answers = await self.inner.send(sent)
        if self._strikes(0.05):
            raise LinkDown(why="cut after")
        return [answer for answer in answers if not self._strikes(0.1)]

    async def receive(self, take: Take) -> int:
        async def roughly(transport: str, tokens: Sequence[str]) -> Sequence[str]:
            if self._strikes(0.05):
                raise LinkDown(why="cut while taking")
            answers = await take(transport, tokens)
            if self._strikes(0.05):
                raise LinkDown(why="cut before forgetting")
            return [answer for answer in answers if not self._strikes(0.1)]

        if self._strikes(0.05):
            raise LinkDown(why="cut before")
        return await self.inner.receive(roughly)

    async def close(self) -> None:
        await self.inner.close()


class Conformance:
    """The claims, each in the name of its test."""

    async def test_what_is_sent_arrives_byte_for_byte(self, ends: Ends) -> None:
        post, some = Post(ends), parcels(BATCH + 50, chars=4000)
        post.give(some)
        await post.settle()
        assert sorted(set(post.arrived)) == sorted(parcel.token for parcel in some)
        assert len(post.transports) == 1

    async def test_urgent_ones_come_first_when_both_wait(self, ends: Ends) -> None:
        some = parcels(60, urgent_every=3)
        plain = [parcel for parcel in some if not parcel.urgent]
        urgent = [parcel for parcel in some if parcel.urgent]
        post = Post(ends)
        ends.listen(post.take)
        await ends.a.send(plain + urgent)
        await self._all(post, len(some))
        places = {token: place for place, token in enumerate(post.arrived)}
        assert max(places[parcel.token] for parcel in urgent) < min(places[parcel.token] for parcel in plain)

    async def _all(self, post: Post, count: int, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while len(set(post.arrived)) < count:
                await post.ends.b.receive(post.take)

    async def test_an_urgent_one_overtakes_what_was_sent_before(self, ends: Ends) -> None:
        """Between sends and fetches: what is urgent comes before plain ones that are already on the way."""
        post, some = Post(ends), parcels(41, urgent_every=41)
        ends.listen(post.take)
        await ends.a.send(some[:40])
        waiting = not post.arrived
        await ends.a.send(some[40:])
        await self._all(post, len(some))
        assert post.arrived[0 if waiting else -1] == some[40].token

    async def test_nothing_is_forgotten_when_take_raises(self, ends: Ends) -> None:
        post, some, refused = Post(ends, patience=1), parcels(30), list[str]()

        async def fails(transport: str, tokens: Sequence[str]) -> Sequence[str]:
            refused.extend(tokens)
            raise TakeFails

        post.give(some)
        for _ in range(3):
            with contextlib.suppress(TakeFails, LinkDown):
                await post.round(take=fails)
        assert refused
        assert len(post.waiting) == len(some)
        await post.settle()
        assert set(post.arrived) == {parcel.token for parcel in some}

    async def test_killed_between_take_and_forgetting_they_come_again(self, ends: Ends, tmp_path: Path) -> None:
        some, note = parcels(20), tmp_path / "taken"
        await ends.die_taking(some, note)
        taken = note.read_text().split()
        assert taken
        post = Post(ends)
        post.give(some)
        await post.settle()
        assert set(post.arrived) == {parcel.token for parcel in some}

    async def test_answers_come_back(self, ends: Ends) -> None:
        post, some = Post(ends), parcels(5)
        post.give(some)
        async with asyncio.timeout(20):
            while post.waiting:
                await post.round()
        assert len(post.arrived) == len(some)

    @pytest.mark.slow
    async def test_cut_doubled_and_reordered_at_random_all_arrive(self, ends: Ends) -> None:
        """10,000 tokens; a third of all calls go wrong somehow, and the wire itself is cut now and then."""
        rng, some = random.Random(42), parcels(TOKENS)
        a, b = Rough(ends.a, rng), Rough(ends.b, rng)
        post, cuts, rounds = Post(ends), 0, 0
        post.give(some)
        async with asyncio.timeout(180):
            while post.waiting:
                rounds += 1
                if rounds % 10 == 0:
                    await ends.shake()
                    cuts += 1
                elif rounds % 25 == 1:
                    asyncio.get_running_loop().call_later(rng.random() / 50, _soon, ends)
                with contextlib.suppress(LinkDown):
                    await post.round(a=a, b=b)
        lost = {parcel.token for parcel in some} - set(post.arrived)
        assert not lost, f"{len(lost)} of {TOKENS} were lost"
        assert a.harmed + b.harmed > 20
        assert cuts >= 5

    @pytest.mark.slow
    async def test_so_many_a_second(self, ends: Ends, record_property: pytest.RecordProperty) -> None:
        """A fair day: 10,000 tokens of one to two thousand characters, sent, taken and answered."""
        post = Post(ends, patience=1000)
        post.give(parcels(TOKENS))
        begun = time.monotonic()
        await post.settle(seconds=120)
        rate = TOKENS / (time.monotonic() - begun)
        record_property("tokens_per_s", round(rate))
        sys.stderr.write(f"\n{type(ends.a).__name__}: {rate:,.0f} tokens/s\n")
        assert len(post.arrived) == TOKENS
        assert rate > 500

    async def test_the_longest_token_passes(self, ends: Ends) -> None:
        post = Post(ends)
        longest = [Parcel(f"{n:012d}", n == 2, f"t{n}.".ljust(TOKEN_CHARS_MAX, "-xyz"[n])) for n in (1, 2, 3)]
        assert {len(parcel.token) for parcel in longest} == {TOKEN_CHARS_MAX}
        post.give(longest)
        await post.settle()
        assert set(post.arrived) == {parcel.token for parcel in longest}

    @pytest.mark.parametrize(
        "garbage",
        [b"\x00\xff\xfe garbage \x80", b'{"not": ["a token"', "汉字不是令牌".encode(), b"x" * 300_000, b'"\\ud800"'],
        ids=["bytes", "json", "utf-8", "long", "surrogate"],
    )
    async def test_garbage_does_not_stop_what_follows(self, ends: Ends, garbage: bytes) -> None:
        post, some = Post(ends), parcels(20)
        ends.listen(post.take)
        await ends.garble(garbage)
        post.give(some)
        await post.settle()
        tokens = {parcel.token for parcel in some}
        assert tokens <= set(post.arrived)
        strange = [token for token in post.arrived if token not in tokens]
        assert all(token.isascii() and token.isprintable() for token in strange), strange

    async def test_a_link_that_was_cut_works_again(self, ends: Ends) -> None:
        post, some = Post(ends, patience=1), parcels(40)
        post.give(some[:20])
        await post.settle()
        await ends.cut()
        post.give(some[20:])
        begun = time.monotonic()
        with pytest.raises(LinkDown):
            await post.round()
        assert time.monotonic() - begun < 10
        await ends.mend()
        await post.settle()
        assert set(post.arrived) == {parcel.token for parcel in some}

    async def test_nobody_there_is_told_within_seconds(self, ends: Ends) -> None:
        lonely = ends.lonely()
        begun = time.monotonic()
        with pytest.raises(LinkDown) as caught:
            await lonely.send(parcels(3))
        assert caught.value.params["why"]
        assert time.monotonic() - begun < 10
        await lonely.close()

    async def test_closing_is_clean(self, ends: Ends) -> None:
        """Also twice, and before anything was connected; no task stays behind."""
        before = asyncio.all_tasks()
        lonely = ends.lonely()
        await lonely.close()
        await lonely.close()
        post = Post(ends)
        post.give(parcels(3))
        await post.settle()
        await ends.a.close()
        await ends.b.close()
        await ends.a.close()
        await asyncio.sleep(0.2)
        left = [task for task in asyncio.all_tasks() - before if not _of_server(task)]
        assert not left


def _of_server(task: asyncio.Task[Any]) -> bool:
    """Tasks of the test's own servers in this process, which go on."""
    name = getattr(task.get_coro(), "__qualname__", "")
    return name.startswith(("Wire.", "_pump", "Request", "Server.", "HttpToolsProtocol", "RequestResponseCycle"))


def _soon(ends: Ends) -> None:
    """Cut in the middle of what is under way."""
    task = asyncio.ensure_future(ends.shake())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


async def dies(options: dict[str, Any], note: Path) -> None:
    """Receive until something comes; write it down, and be killed."""

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        write_and_die(note, tokens)
        return []

    tls = TlsFiles(*(Path(path) for path in options["tls"])) if options.get("tls") else None
    transport = open_transport(options["options"], me=options["me"], peer=options["peer"], tls=tls)
    for _ in range(500):
        await transport.receive(take)
        await asyncio.sleep(0.02)


def write_and_die(note: Path, tokens: Sequence[str]) -> None:
    with note.open("w") as file:
        file.write("\n".join(tokens))
        file.flush()
        os.fsync(file.fileno())
    os.kill(os.getpid(), signal.SIGKILL)


async def let_die(options: dict[str, Any], *, me: str, peer: str, note: Path, tls: TlsFiles | None = None) -> None:
    """Run `dies` in a process of its own until it is dead."""
    files = [str(path) for path in (tls.certificate, tls.ca)] if tls else None
    said = json.dumps({"options": options, "me": me, "peer": peer, "tls": files})
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "exchange.conformance", said, str(note), cwd=TESTS
    )
    async with asyncio.timeout(30):
        assert await child.wait() == -signal.SIGKILL


if __name__ == "__main__":
    asyncio.run(dies(json.loads(sys.argv[1]), Path(sys.argv[2])))
