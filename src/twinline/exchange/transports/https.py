"""HTTPS push with mutual TLS: JSON lines of tokens out, JSON lines of answers back (decision 0017, R45)."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncGenerator, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn

from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown, Parcel, Take
from twinline.exchange.transports import BadTransport, TlsFiles, on_loopback, read
from twinline.exchange.transports.https_api import BODY_BYTES, LINES, PATH, door, from_lines, to_lines

AROUND_TOKEN = 3
"""Bytes that a line adds to its token: two quotes and the end of the line."""
OK = 200
CONNECTIONS = 1_000
"""Open at one door, idle ones too; further ones are told to come again."""
KEPT_OPEN_S = 20
"""Idle connections are closed by the sender first, so that none is closed under a request."""


@dataclass(frozen=True, slots=True)
class Options:
    """``address``: the peer's door, https://host[:port][/prefix]. ``ca``: its authorities as PEM text, when they are
    not those of the instance's own file. ``loopback_http``: allow http to this machine, for demonstrations.
    """

    address: str
    ca: str = ""
    bytes_max: int = BODY_BYTES
    connect_s: float = 3.0
    timeout_s: float = 30.0
    loopback_http: bool = False


class Https:
    """Pushes to a peer's door; what the peer sends comes in by the own door, so there is nothing to receive."""

    def __init__(self, options: Options, *, name: str, context: ssl.SSLContext | None) -> None:
        self.name = name
        self._url = options.address.rstrip("/") + PATH
        self._bytes_max, self._timeout_s = options.bytes_max, options.timeout_s
        self._client = httpx.AsyncClient(
            verify=context or False,
            timeout=httpx.Timeout(options.timeout_s, connect=options.connect_s),
            limits=httpx.Limits(max_connections=4, keepalive_expiry=KEPT_OPEN_S / 2),
            headers={"content-type": LINES, "accept": LINES, "accept-encoding": "identity"},
            follow_redirects=False,
            trust_env=False,
        )

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        fitting = [parcel for parcel in parcels if len(parcel.token) + AROUND_TOKEN <= self._bytes_max]
        answers: list[str] = []
        for body in self._bodies(sorted(fitting, key=lambda parcel: not parcel.urgent)):
            answers += await self._post(body)
        if len(fitting) < len(parcels):  # the others have gone, and their answers come again when they are sent again
            raise LinkDown(why=f"{len(parcels) - len(fitting)} tokens are longer than {self._bytes_max} bytes")
        return answers

    def _bodies(self, parcels: Sequence[Parcel]) -> Iterator[bytes]:
        batch, size = list[str](), 0
        for parcel in parcels:
            if batch and size + len(parcel.token) + AROUND_TOKEN > self._bytes_max:
                yield to_lines(batch)
                batch, size = [], 0
            batch.append(parcel.token)
            size += len(parcel.token) + AROUND_TOKEN
        if batch:
            yield to_lines(batch)

    async def _post(self, body: bytes) -> list[str]:
        try:
            async with asyncio.timeout(self._timeout_s):
                try:
                    return await self._try(body)
                except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                    return await self._try(body)  # on a connection of its own: the other end may have let go of ours
        except TimeoutError as error:
            raise LinkDown(why=f"no answer within {self._timeout_s:g} s") from error
        except httpx.TransportError as error:
            raise LinkDown(why=f"{type(error).__name__} {error}".strip()) from error

    async def _try(self, body: bytes) -> list[str]:
        async with self._client.stream("POST", self._url, content=body) as response:
            if response.is_redirect:
                raise LinkDown(why=f"HTTP {response.status_code}: redirects are not followed")
            if response.status_code != OK:
                raise LinkDown(why=f"HTTP {response.status_code}")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise LinkDown(why="the answer is encoded")
            answer = bytearray()
            async for chunk in response.aiter_raw():
                answer += chunk
                if len(answer) > self._bytes_max:
                    raise LinkDown(why=f"the answer is longer than {self._bytes_max} bytes")
        return from_lines(bytes(answer))

    async def receive(self, take: Take) -> int:
        return 0

    async def close(self) -> None:
        await self._client.aclose()


def open_(options: Mapping[str, Any], *, me: str, peer: str, tls: TlsFiles | None) -> Https:
    """A sender to the door at ``options["address"]``. Raises BadTransport."""
    chosen = read(Options, options)
    if not TOKEN_CHARS_MAX + AROUND_TOKEN <= chosen.bytes_max <= BODY_BYTES:
        raise BadTransport(
            option="bytes_max", why=f"not between a token, {TOKEN_CHARS_MAX + AROUND_TOKEN}, and {BODY_BYTES}"
        )
    context = context_to(chosen.ca, tls) if _encrypted(chosen) else None
    return Https(chosen, name=str(options.get("name", "https")), context=context)


def _encrypted(options: Options) -> bool:
    """Whether the address asks for TLS; it must, except on this machine where that is wanted."""
    address = urlsplit(options.address)
    if not address.hostname or address.username or address.query or address.fragment:
        raise BadTransport(option="address", why="not https://host[:port][/prefix]")
    if address.scheme == "http" and options.loopback_http and on_loopback(address.hostname):
        return False
    if address.scheme != "https":
        raise BadTransport(option="address", why="not https")
    return True


def context_to(ca: str, tls: TlsFiles | None) -> ssl.SSLContext:
    """What to show to a peer, and whom to believe: the authorities in ``ca``, else those of the file.

    Raises BadTransport.
    """
    if tls is None or not (ca or tls.ca):
        raise BadTransport(option="ca", why="mutual TLS needs a certificate of our own and the peer's authority")
    try:
        context = ssl.create_default_context(cafile=None if ca else tls.ca, cadata=ca or None)
        context.load_cert_chain(tls.certificate, tls.key)
    except (OSError, ValueError) as error:
        raise BadTransport(option="ca", why=f"certificates cannot be read: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _Server(uvicorn.Server):
    """A server that leaves signals to the program it is part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@contextlib.asynccontextmanager
async def serve_door(
    take: Take,
    *,
    host: str,
    port: int,
    tls: TlsFiles | None,
    name: str = "https",
    loopback_http: bool = False,
) -> AsyncGenerator[str]:
    """The door, open while the context lasts; gives its address. Whoever shows no certificate of an authority in
    ``tls.ca`` gets no further than the handshake. Port 0 takes a free one. Raises BadTransport, OSError.
    """
    if tls is None and not (loopback_http and on_loopback(host)):
        raise BadTransport(option="tls", why="a door without TLS is for this machine only")
    if tls is not None and tls.ca is None:
        raise BadTransport(option="ca", why="no authority, so nobody could come in")
    config = uvicorn.Config(
        door(take, name=name),
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEPT_OPEN_S,
        timeout_graceful_shutdown=5,
        **({} if tls is None else _secured(tls)),
    )
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    server = _Server(config)
    task = asyncio.create_task(server.serve([listener]), name="exchange.door")
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        if task.done():
            await task
        yield _address(listener, host, tls)
    finally:
        server.should_exit = True
        await task
        listener.close()


def _secured(tls: TlsFiles) -> dict[str, Any]:
    return {
        "ssl_certfile": str(tls.certificate),
        "ssl_keyfile": str(tls.key) if tls.key else None,
        "ssl_ca_certs": str(tls.ca),
        "ssl_cert_reqs": ssl.CERT_REQUIRED,
    }


def _address(listener: socket.socket, host: str, tls: TlsFiles | None) -> str:
    return f"{'http' if tls is None else 'https'}://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
