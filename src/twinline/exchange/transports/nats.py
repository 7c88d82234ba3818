# The client's keyword arguments have no types.
# pyright: reportUnknownMemberType=false
"""NATS JetStream: a stream for each direction, a lane for what is urgent (decision 0017, R45).

The stream ``EXCHANGE_<from>_<to>`` keeps each token on disk until the receiver has said that it is safe. Its subjects
are lanes, ``exchange.<from>.<to>.urgent``, ``.answer`` and ``.plain``, each with a durable pull consumer; they are
emptied in this order.
"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import orjson
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import BadRequestError, NoStreamResponseError, NotFoundError

from twinline.exchange.ports import LinkDown, Parcel, Take
from twinline.exchange.transports import BadTransport, TlsFiles, as_token, on_loopback, read
from twinline.exchange.transports.https import context_to

LANES = ("urgent", "answer", "plain")
AT_ONCE_MESSAGES, AT_ONCE_BYTES = 100, 2_000_000
"""How much is on its way to the server, or from it, before it is waited for."""
ROUND_MESSAGES = 2_000
"""So many are handed over before ``receive`` returns, even if more wait."""
PREPARE_S = 2.0
"""How long a server may take to say that a stream is there, before the next is asked."""
STUCK_S = 60.0
"""Nothing that is done on a connection takes longer, unless a server neither works nor goes away."""
PING_S = 10
SILENT_PULLS = 2
"""After so many pulls in a row that nobody answered, the lane's consumer is made anew. Its servers may have lost their
majority for it and never find it again; the stream has kept what the consumer had not acknowledged.
"""
HEADER_BYTES = 512
"""Left of the server's largest message for subject and headers."""
NAME_IN_USE = 10058
NOBODY = "503"
EMPTY = frozenset(("404", "408"))
"""States that end a pull: nothing there, or no more."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """``servers``: any of a cluster, tls://host:port (nats:// only to this machine, with ``loopback_plain``).
    ``replicas``: of a stream made here. ``ack_wait_s``: what was fetched and not taken comes again after so long.
    ``duplicates_s``: for so long the server drops a token that it has had already; less
    than the gateway waits for an answer, as a repeat after that is meant. ``stream_bytes``: the most that a
    stream may hold; a full one is a link that is down. ``user``, ``password``: where the servers ask for them.
    """

    servers: list[str]
    replicas: int = 1
    connect_s: float = 2.0
    timeout_s: float = 5.0
    ack_wait_s: float = 30.0
    duplicates_s: float = 5.0
    stream_bytes: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    loopback_plain: bool = False


class _Working(set[asyncio.Timeout]):
    """What is being done on a connection."""

    async def end(self) -> None:
        """The connection is gone: nobody waits for what can no longer come."""
        for scope in self:
            if not scope.expired():
                scope.reschedule(asyncio.get_running_loop().time())


@dataclass(frozen=True, slots=True)
class _Inbox:
    """Where a lane's messages come. The library's own waiting takes being cancelled for a closed connection."""

    subject: str
    came: asyncio.Queue[Msg] = field(default_factory=asyncio.Queue[Msg])

    async def next(self, timeout_s: float) -> Msg:
        """Raises TimeoutError."""
        if not self.came.empty():
            return self.came.get_nowait()
        async with asyncio.timeout(timeout_s):
            return await self.came.get()


@dataclass(frozen=True, slots=True)
class _Link:
    """A connection on which both streams and the consumers are known to be there, with an inbox for each lane."""

    client: Client
    js: JetStreamContext
    inboxes: Mapping[str, _Inbox]
    working: _Working


class Nats:
    """Both directions between two instances. A connection that failed is not mended: the next call makes a new one, to
    the next server.
    """

    def __init__(self, options: Options, *, name: str, me: str, peer: str, context: ssl.SSLContext | None) -> None:
        self.name = name
        self._options, self._context = options, context
        self._servers = list(options.servers)
        self._out, self._in = (me, peer), (peer, me)
        self._link: _Link | None = None
        self._connecting = asyncio.Lock()
        self._made = False
        self._silent: dict[str, int] = dict.fromkeys(LANES, 0)

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        lanes = {urgent: [parcel for parcel in parcels if parcel.urgent is urgent] for urgent in (True, False)}
        async with self._linked() as link:
            most = link.client.max_payload - HEADER_BYTES
            for urgent, those in lanes.items():
                fitting = [(parcel.token, _id(parcel)) for parcel in those if len(parcel.token) <= most]
                await self._publish(link, "urgent" if urgent else "plain", fitting)
        fat = sum(len(parcel.token) > most for parcel in parcels)
        if fat:
            raise LinkDown(why=f"{fat} tokens are longer than {most} bytes, the most that this server takes")
        return ()

    async def _publish(self, link: _Link, lane: str, tokens: Sequence[tuple[str, str | None]]) -> None:
        """Returns when the stream has acknowledged all of them."""
        for some in _portions(tokens):
            await asyncio.gather(*(self._publish_one(link, lane, token, unique) for token, unique in some))

    async def _publish_one(self, link: _Link, lane: str, token: str, unique: str | None) -> None:
        await link.js.publish(
            _subject(self._out, lane),
            token.encode(),
            timeout=self._options.timeout_s,
            stream=_stream(self._out),
            headers={"Nats-Msg-Id": unique} if unique else None,
        )

    async def receive(self, take: Take) -> int:
        came = 0
        while came < ROUND_MESSAGES:
            async with self._linked() as link:
                messages = await self._next(link)
            if not messages:
                break
            await self._hand_over(link, messages, take)
            came += len(messages)
        return came

    async def _next(self, link: _Link) -> list[Msg]:
        """What waits in the first lane that is not empty. A sender may write into several lanes after the first was
        found empty: what is urgent of that goes before, as much as one pull brings, and the rest in the next round.
        """
        messages = await self._first(link, LANES)
        if messages and not messages[0].subject.endswith(".urgent"):
            messages = [*await self._first(link, LANES[:1]), *messages]
        return messages

    async def _first(self, link: _Link, lanes: Sequence[str]) -> list[Msg]:
        for lane in lanes:
            if self._silent[lane] >= SILENT_PULLS:
                await self._renew(link, lane)
            try:
                messages = await self._pull(link, lane)
            except (NatsError, TimeoutError):
                self._silent[lane] += link.client.is_connected
                raise
            self._silent[lane] = 0
            if messages:
                return messages
        return []

    async def _renew(self, link: _Link, lane: str) -> None:
        log.warning("exchange.nats.consumer_renewed", stream=_stream(self._in), lane=lane)
        self._silent[lane] = 0
        with contextlib.suppress(NotFoundError, TimeoutError):  # it is the old consumer's leader who would answer
            await link.js.delete_consumer(_stream(self._in), lane)
        await self._make_consumer(link.js, lane)

    async def _pull(self, link: _Link, lane: str) -> list[Msg]:
        """What waits in a lane, without waiting for more. Raises NatsError when nobody says that this is all."""
        inbox = link.inboxes[lane]
        wanted = {"batch": AT_ONCE_MESSAGES, "max_bytes": AT_ONCE_BYTES, "no_wait": True}
        api = f"$JS.API.CONSUMER.MSG.NEXT.{_stream(self._in)}.{lane}"
        await link.client.publish(api, orjson.dumps(wanted), reply=inbox.subject)
        messages: list[Msg] = []
        while len(messages) < AT_ONCE_MESSAGES:
            message = await inbox.next(self._options.timeout_s)
            status = (message.headers or {}).get("Status") if not message.data else None
            if status is None:
                messages.append(message)
            elif status in EMPTY or messages:
                break
            else:
                self._made = self._made and status != NOBODY
                raise NatsError(f"{status} {(message.headers or {}).get('Description', '')}".strip())
        return messages

    async def _hand_over(self, link: _Link, messages: Sequence[Msg], take: Take) -> None:
        """The stream forgets them only after ``take`` has returned and its answers are safe in the other stream."""
        try:
            answers = await take(self.name, [as_token(message.data) for message in messages])
        except Exception:
            with contextlib.suppress(LinkDown):
                async with self._linked() as link:
                    for message in messages:
                        await message.nak()
            raise
        async with self._linked() as link:
            await self._publish(link, "answer", [(answer, None) for answer in answers])
            for message in messages:
                await message.ack()
            await link.client.flush()

    async def close(self) -> None:
        link, self._link = self._link, None
        if link:
            await _let_go(link.client)

    @contextlib.asynccontextmanager
    async def _linked(self) -> AsyncGenerator[_Link]:
        """A connection to work with. What goes wrong on it raises LinkDown and ends it."""
        link = None
        try:
            async with self._connecting:
                if self._link is None or not self._link.client.is_connected:
                    self._link = await self._connect()
            link = self._link
            async with asyncio.timeout(STUCK_S) as scope:
                link.working.add(scope)
                try:
                    yield link
                finally:
                    link.working.discard(scope)
        except (NatsError, OSError, TimeoutError) as error:
            self._made = self._made and not isinstance(error, NoStreamResponseError)
            why = "the connection is gone" if link and link.client.is_closed else _said(error)
            if link and self._link is link:
                self._link = None
            if link:
                await _let_go(link.client)
            raise LinkDown(why=f"NATS: {why}") from error

    async def _connect(self) -> _Link:
        """The first server that answers; the next time another one is the first."""
        problem: Exception = NatsError("no server")
        for _ in self._options.servers:
            server = self._servers[0]
            self._servers.append(self._servers.pop(0))
            try:
                working = _Working()
                client = await self._connected(server, working)
            except (NatsError, OSError, TimeoutError) as error:
                problem = error
                continue
            try:
                async with asyncio.timeout(5 * PREPARE_S):
                    return await self._prepared(client, working)
            except BaseException as error:
                await _let_go(client)
                if not isinstance(error, NatsError | OSError | TimeoutError):
                    raise
                problem = error
        raise problem

    async def _connected(self, server: str, working: _Working) -> Client:
        """A client that gives up at the first error, where the library would go on trying."""
        options, client = self._options, Client()

        async def noted(error: Exception) -> None:
            log.debug("exchange.nats", error=_said(error))
            if not client.is_connected and not client.is_closed:
                raise error

        async with asyncio.timeout(options.connect_s):
            await client.connect(
                server,
                allow_reconnect=False,
                connect_timeout=max(1, round(options.connect_s)),
                flush_timeout=options.timeout_s,
                ping_interval=PING_S,
                error_cb=noted,
                closed_cb=working.end,
                tls=self._context,
                user=options.user or None,
                password=options.password or None,
            )
        return client

    async def _prepared(self, client: Client, working: _Working) -> _Link:
        """Streams and consumers exist: either side may be the first. Those that are there stay as they are."""
        js = client.jetstream(timeout=PREPARE_S)
        if not self._made:
            for direction in (self._out, self._in):
                await self._make_stream(js, direction)
            for lane in LANES:
                await self._make_consumer(js, lane)
            self._made = True
        inboxes = {lane: _Inbox(client.new_inbox()) for lane in LANES}
        for inbox in inboxes.values():
            await client.subscribe(inbox.subject, cb=inbox.came.put)
        return _Link(client, js, inboxes, working)

    async def _make_stream(self, js: JetStreamContext, direction: tuple[str, str]) -> None:
        config = StreamConfig(
            name=_stream(direction),
            subjects=[_subject(direction, lane) for lane in LANES],
            retention=RetentionPolicy.WORK_QUEUE,
            storage=StorageType.FILE,
            discard=DiscardPolicy.NEW,
            max_bytes=self._options.stream_bytes or -1,
            num_replicas=self._options.replicas,
            duplicate_window=self._options.duplicates_s,
        )
        try:
            await js.add_stream(config)
        except BadRequestError as error:
            if error.err_code != NAME_IN_USE:
                raise

    async def _make_consumer(self, js: JetStreamContext, lane: str) -> None:
        config = ConsumerConfig(
            durable_name=lane,
            filter_subject=_subject(self._in, lane),
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=self._options.ack_wait_s,
            max_ack_pending=10 * AT_ONCE_MESSAGES,
        )
        await js.add_consumer(_stream(self._in), config)


def _portions(tokens: Sequence[tuple[str, str | None]]) -> Iterator[Sequence[tuple[str, str | None]]]:
    some, size = list[tuple[str, str | None]](), 0
    for one in tokens:
        if some and (len(some) == AT_ONCE_MESSAGES or size + len(one[0]) > AT_ONCE_BYTES):
            yield some
            some, size = [], 0
        some.append(one)
        size += len(one[0])
    if some:
        yield some


def _id(parcel: Parcel) -> str:
    """The parcel's name, and which token it names: one that was written anew is no repeat."""
    return f"{parcel.name}.{sha256(parcel.token.encode()).hexdigest()[:16]}"


def _stream(direction: tuple[str, str]) -> str:
    return "EXCHANGE_" + "_".join(direction)


def _subject(direction: tuple[str, str], lane: str) -> str:
    return ".".join(("exchange", *direction, lane))


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__} {error}".split())[:200]


async def _let_go(client: Client) -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(PREPARE_S):
            await client.close()


def open_(options: Mapping[str, Any], *, me: str, peer: str, tls: TlsFiles | None) -> Nats:
    """Both directions between ``me`` and ``peer`` on the servers of ``options``. Raises BadTransport."""
    chosen = read(Options, options)
    for name in (me, peer):
        if not name.replace("-", "").isalnum() or not name.isascii():
            raise BadTransport(option="name", why=f"{name} has other characters than letters, digits and hyphens")
    context = context_to("", tls) if _encrypted(chosen) else None
    return Nats(chosen, name=str(options.get("name", "nats")), me=me, peer=peer, context=context)


def _encrypted(options: Options) -> bool:
    """Whether the servers ask for TLS; they must, except on this machine where that is wanted."""
    addresses = [urlsplit(server) for server in options.servers]
    if any(address.username or not address.hostname for address in addresses):
        raise BadTransport(option="servers", why="not tls://host:port")
    if all(address.scheme == "tls" for address in addresses):
        return True
    if options.loopback_plain and all(
        address.scheme == "nats" and on_loopback(address.hostname) for address in addresses
    ):
        return False
    raise BadTransport(option="servers", why="not tls")
