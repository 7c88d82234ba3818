"""Real NATS servers with JetStream on free ports of this machine, each stopped by its process id."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from nats.aio.client import Client
from nats.errors import Error as NatsError

from twinline.exchange.transports import TlsFiles

PROGRAM = "/usr/sbin/nats-server"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """One server; its data outlives it. `routes`: ports of the cluster that it is part of."""

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        cluster_port: int = 0,
        routes: tuple[int, ...] = (),
        tls: TlsFiles | None = None,
    ) -> None:
        self.folder, self.name, self.port = folder, name, free_port()
        self._cluster_port, self._routes, self._tls = cluster_port, routes, tls
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{'tls' if self._tls else 'nats'}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Does not wait until it answers."""
        said = ["-a", "127.0.0.1", "-p", str(self.port), "-n", self.name, "-js", "-sd", str(self.folder / self.name)]
        if self._routes:
            routes = ",".join(f"nats://127.0.0.1:{port}" for port in self._routes)
            said += [
                "--cluster_name",
                "test",
                "--cluster",
                f"nats://127.0.0.1:{self._cluster_port}",
                "--routes",
                routes,
            ]
        if self._tls:
            files = ["--tlscert", self._tls.certificate, "--tlskey", self._tls.certificate, "--tlscacert", self._tls.ca]
            said += ["--tlsverify", *map(str, files)]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen([PROGRAM, *said], stderr=log, stdout=log)

    def kill(self) -> None:
        """As a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    async def answers(self) -> None:
        """Return when a client can connect."""
        async with asyncio.timeout(20):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    return
                await asyncio.sleep(0.02)


@asynccontextmanager
async def server(folder: Path, *, tls: TlsFiles | None = None) -> AsyncIterator[Server]:
    """A server that answers."""
    one = Server(folder, "one", tls=tls)
    one.start()
    try:
        await one.answers()
        yield one
    finally:
        one.kill()


@asynccontextmanager
async def cluster(folder: Path, size: int = 3) -> AsyncIterator[list[Server]]:
    """Servers that keep a replica each; they answer, and may still be choosing their leader."""
    ports = tuple(free_port() for _ in range(size))
    servers = [Server(folder, f"n{n}", cluster_port=port, routes=ports) for n, port in enumerate(ports)]
    for one in servers:
        one.start()
    try:
        for one in servers:
            await one.answers()
        yield servers
    finally:
        for one in servers:
            one.kill()


async def leader(servers: list[Server], stream: str) -> Server:
    """The server that leads a stream, as the others that run say."""
    for one in servers:
        client = Client()
        with contextlib.suppress(OSError, TimeoutError, NatsError, KeyError):
            async with asyncio.timeout(3):  # on its own the client tries a dead server for ever
                await client.connect(one.address, allow_reconnect=False, error_cb=_quietly)
                answer = await client.request(f"$JS.API.STREAM.INFO.{stream}", b"", timeout=2)
                await client.close()
            name = json.loads(answer.data)["cluster"]["leader"]
            return next(one for one in servers if one.name == name)
    raise AssertionError(f"nobody leads {stream}")


async def _quietly(error: Exception) -> None:
    pass
