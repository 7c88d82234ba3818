"""HTTPS push with mutual TLS on real sockets: the shared claims, and what only it has to show (R14, R45)."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from exchange.agreement import Agreement
from exchange.certificates import Authority
from exchange.conformance import TESTS, Conformance, Ends, Post, TakeFails, Wire, parcels
from exchange.nats import free_port
from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown, Parcel, Take, Transport
from twinline.exchange.transports import BadTransport, TlsFiles, open_transport
from twinline.exchange.transports.https import serve_door
from twinline.exchange.transports.https_api import AT_ONCE, PATH, from_lines, to_lines

GOV, POLICE = "gov", "police"


def opened(address: str, tls: TlsFiles | None, **more: Any) -> Transport:
    return open_transport({"kind": "https", "address": address, **more}, me=GOV, peer=POLICE, tls=tls)


class Nowhere:
    """The receiver's own sender; what is pushed to the receiver does not come by it."""

    name = "https"

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        return ()

    async def receive(self, take: Take) -> int:
        return 0

    async def close(self) -> None:
        pass


class HttpsEnds(Ends):
    """`b`'s door stays open; `listen` changes who stands behind it."""

    def __init__(self, authority: Authority, wire: Wire) -> None:
        self.tls, self.wire, self._take = authority.files(GOV), wire, None
        self.address = f"https://127.0.0.1:{wire.port}"
        super().__init__(opened(self.address, self.tls), Nowhere())
        self._authority = authority

    async def take(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        assert self._take, "nobody listens"
        return await self._take(transport, tokens)

    def listen(self, take: Take) -> None:
        self._take = take

    async def cut(self) -> None:
        await self.wire.cut()

    async def mend(self) -> None:
        await self.wire.mend()

    async def shake(self) -> None:
        self.wire.shake()

    async def garble(self, garbage: bytes) -> None:
        async with httpx.AsyncClient(verify=context(self.tls)) as client:
            answer = await client.post(self.address + PATH, content=garbage + b"\n")
            assert answer.status_code == 200

    def lonely(self) -> Transport:
        return opened(f"https://127.0.0.1:{free_port()}", self.tls)

    async def die_taking(self, some: Sequence[Parcel], note: Path) -> None:
        tls, port = self._authority.files("mortal"), free_port()
        code = (
            "import asyncio, sys; from exchange.test_https import mortal_door; "
            "asyncio.run(mortal_door(int(sys.argv[1]), *sys.argv[2:]))"
        )
        said = [str(port), str(tls.certificate), str(tls.ca), str(note)]
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, *said, cwd=TESTS)
        sender = opened(f"https://127.0.0.1:{port}", self.tls)
        async with asyncio.timeout(30):
            while child.returncode is None:
                with pytest.raises(LinkDown):
                    await sender.send(some)
                await asyncio.sleep(0.1)
        await sender.close()


async def mortal_door(port: int, certificate: str, ca: str, note: str) -> None:
    """A receiver that writes down what it is handed, and is killed."""
    from exchange.conformance import write_and_die

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        write_and_die(Path(note), tokens)
        return []

    async with serve_door(take, host="127.0.0.1", port=port, tls=TlsFiles(Path(certificate), Path(ca))):
        await asyncio.sleep(30)


def context(tls: TlsFiles, *, shown: bool = True) -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=tls.ca)
    if shown:
        made.load_cert_chain(tls.certificate)
    return made


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
async def ends(authority: Authority) -> AsyncIterator[HttpsEnds]:
    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        return await made.take(transport, tokens)

    async with serve_door(take, host="127.0.0.1", port=0, tls=authority.files(POLICE)) as address:
        wire = Wire(int(address.rpartition(":")[2]))
        await wire.mend()
        made = HttpsEnds(authority, wire)
        yield made
        await made.a.close()
        await wire.cut()


class TestHttps(Conformance, Agreement):
    pass


async def _echo(transport: str, tokens: Sequence[str]) -> Sequence[str]:
    return list(tokens)


async def _nobody(transport: str, tokens: Sequence[str]) -> Sequence[str]:
    raise AssertionError("this must not get through")


async def test_without_a_certificate_nobody_gets_in(authority: Authority) -> None:
    """None, one that ran out, one of an authority that nobody asked for, plain HTTP: none reaches `take`."""
    ours, strangers = authority.files(GOV), Authority(authority.ca.parent, "strangers")
    async with serve_door(_nobody, host="127.0.0.1", port=0, tls=authority.files(POLICE)) as address:
        for shown in (
            context(ours, shown=False),
            context(authority.files("late", late=True)),
            context(strangers.files("stranger", trusts=authority.ca)),
        ):
            async with httpx.AsyncClient(verify=shown) as client:
                with pytest.raises(httpx.TransportError):
                    await client.post(address + PATH, content=b'"a"\n')
        async with httpx.AsyncClient() as client:
            with pytest.raises(httpx.TransportError):
                await client.post(address.replace("https", "http") + PATH, content=b'"a"\n')


async def test_a_door_with_a_strange_certificate_gets_nothing(authority: Authority) -> None:
    """Signed by another authority, run out, or made out to another address."""
    strangers, ours = Authority(authority.ca.parent, "strangers"), authority.files(GOV)
    doors = (
        strangers.files("stranger", trusts=authority.ca),
        authority.files("late", late=True),
        authority.files("other", host="127.0.0.2"),
    )
    for tls in doors:
        async with serve_door(_nobody, host="127.0.0.1", port=0, tls=tls) as address:
            sender = opened(address, ours)
            with pytest.raises(LinkDown, match="certificate"):
                await sender.send(parcels(1))
            await sender.close()


async def test_a_peers_own_authority_comes_with_its_options(authority: Authority) -> None:
    others = Authority(authority.ca.parent, "others")
    async with serve_door(
        _echo, host="127.0.0.1", port=0, tls=others.files("door", trusts=authority.ca)
    ) as address:  # fmt: skip
        sender = opened(address, authority.files(GOV), ca=others.ca.read_text())
        assert await sender.send([Parcel("1", False, "t1.x")]) == ["t1.x"]
        await sender.close()


Answers = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def strange(said: bytes, *, more: bytes = b"", silent: bool = False) -> AsyncIterator[Transport]:
    """A sender to a server on this machine that answers whatever it is asked with these bytes, `more` without end."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(said)
            while more:
                writer.write(more)
                await writer.drain()
            await asyncio.sleep(60 if silent else 0)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sender = opened(f"http://127.0.0.1:{port}", None, loopback_http=True, timeout_s=2.0, bytes_max=1_100_000)
    try:
        yield sender
    finally:
        await sender.close()
        server.close()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", "redirects"),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "HTTP 500"),
        (b"HTTP/1.1 204 Nothing\r\n\r\n", "HTTP 204"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "encoded"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "RemoteProtocolError"),
    ],
    ids=["redirect", "error", "nothing", "encoded", "other protocol", "closed", "half"],
)
async def test_strange_answers_are_a_link_that_is_down(said: bytes, why: str) -> None:
    async with strange(said) as sender:
        with pytest.raises(LinkDown, match=why):
            await sender.send(parcels(1))


async def test_an_endless_answer_is_cut_short() -> None:
    async with strange(b"HTTP/1.1 200 OK\r\n\r\n", more=b"x" * 65536) as sender:
        with pytest.raises(LinkDown, match="longer than"):
            await sender.send(parcels(1))


async def test_an_answer_that_never_comes_is_not_waited_for() -> None:
    async with strange(b"HTTP/1.1 200 OK\r\n", silent=True) as sender, asyncio.timeout(10):
        with pytest.raises(LinkDown, match=r"no answer|ReadTimeout"):
            await sender.send(parcels(1))


async def test_a_wrong_answer_is_heard_as_it_is() -> None:
    """Whoever hears answers refuses and notes what is none."""
    async with strange(b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"good"\n\x00\n') as sender:
        assert await sender.send(parcels(1)) == ["good", "?"]


async def test_bodies_are_bounded_on_both_sides(ends: HttpsEnds) -> None:
    post, some = Post(ends), parcels(3000, chars=4000)
    ends.listen(post.take)
    assert sum(len(parcel.token) for parcel in some) > 8_000_000
    await ends.a.send(some)
    assert sorted(post.arrived) == sorted(parcel.token for parcel in some)
    fat = Parcel("000000000001", True, "x" * 8_000_000)
    with pytest.raises(LinkDown, match="longer than"):
        await ends.a.send([fat, *parcels(3, seed=2)])
    assert len(post.arrived) == 3003
    async with httpx.AsyncClient(verify=context(ends.tls)) as client:

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(200):
                yield b"x" * 65536

        for body in (b"x" * 8_000_001, endless()):
            with contextlib.suppress(httpx.TransportError):  # told, or cut off while still talking
                assert (await client.post(ends.address + PATH, content=body)).status_code == 413
        gzipped = {"content-encoding": "gzip"}
        assert (await client.post(ends.address + PATH, content=b"x", headers=gzipped)).status_code == 415
        assert (await client.get(ends.address + PATH)).status_code == 405
        assert (await client.get(ends.address + "/")).status_code == 404
    assert len(post.arrived) == 3003


async def test_what_take_cannot_keep_is_not_answered_for(ends: HttpsEnds) -> None:
    async def fails(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        raise TakeFails

    ends.listen(fails)
    with pytest.raises(LinkDown, match="HTTP 503"):
        await ends.a.send(parcels(3))


async def test_a_connection_that_the_door_let_go_of_is_made_anew(ends: HttpsEnds) -> None:
    post = Post(ends)
    ends.listen(post.take)
    for some in (parcels(3), parcels(3, seed=2)):
        await ends.a.send(some)
        ends.wire.shake()
    assert len(post.arrived) == 6


async def test_many_peers_at_once(ends: HttpsEnds, authority: Authority) -> None:
    """More than the door works on at one time: they wait for their turn, none is sent away."""
    post = Post(ends)

    async def slowly(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        await asyncio.sleep(0.05)
        return await post.take(transport, tokens)

    ends.listen(slowly)
    senders = [opened(ends.address, ends.tls) for _ in range(AT_ONCE + 20)]
    await asyncio.gather(*(sender.send(parcels(2, seed=seed)) for seed, sender in enumerate(senders)))
    assert len(post.arrived) == 2 * len(senders)
    for sender in senders:
        await sender.close()


async def test_plain_http_only_on_this_machine_and_only_if_wanted() -> None:
    async with serve_door(_echo, host="127.0.0.1", port=0, tls=None, loopback_http=True) as address:
        sender = opened(address, None, loopback_http=True)
        assert await sender.send([Parcel("1", False, "t1.x")]) == ["t1.x"]
        await sender.close()
    for host, wanted in (("127.0.0.1", False), ("0.0.0.0", True)):
        with pytest.raises(BadTransport):
            async with serve_door(_echo, host=host, port=0, tls=None, loopback_http=wanted):
                pass


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "http://192.0.2.1/", "loopback_http": True},
        {"address": "http://127.0.0.1/"},
        {"address": "ftp://127.0.0.1/", "loopback_http": True},
        {"address": "https://user:secret@127.0.0.1/"},
        {"address": "https://127.0.0.1/?query"},
        {"address": ""},
        {"address": 5},
        {},
        {"address": "https://127.0.0.1/", "bytes_max": TOKEN_CHARS_MAX},
        {"address": "https://127.0.0.1/", "bytes_max": 8_000_001},
        {"address": "https://127.0.0.1/", "timeout_s": 0},
        {"address": "https://127.0.0.1/", "verify": False},
        {"address": "https://127.0.0.1/", "ca": "no certificate"},
        {"address": "https://127.0.0.1/", "kind": "http"},
    ],
    ids=str,
)
async def test_wrong_options_are_told(authority: Authority, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadTransport) as caught:
        open_transport({"kind": "https", **wrong}, me=GOV, peer=POLICE, tls=authority.files(GOV))
    assert "secret" not in str(caught.value)


async def test_missing_certificates_are_told(authority: Authority, tmp_path: Path) -> None:
    for tls in (None, TlsFiles(authority.ca), TlsFiles(tmp_path / "none.pem", authority.ca)):
        with pytest.raises(BadTransport):
            opened("https://127.0.0.1/", tls)


async def test_a_port_that_is_taken_is_told(authority: Authority) -> None:
    tls = authority.files(POLICE)
    async with serve_door(_echo, host="127.0.0.1", port=0, tls=tls) as address:
        with pytest.raises(OSError, match="use"):
            async with serve_door(_echo, host="127.0.0.1", port=int(address.rpartition(":")[2]), tls=tls):
                pass


def test_lines_are_read_back() -> None:
    tokens = ["a.b.c", 'with "quotes" and \\', "x" * 10_000]
    assert from_lines(to_lines(tokens)) == tokens
    assert from_lines(b'\n\n"a"\r\n  \n{"b": 1}\n"half') == ["a", '{"b": 1}', '"half']
    assert from_lines('"二"\n'.encode()) == ["???"]
