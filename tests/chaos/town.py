"""A whole installation in real processes: its own PostgreSQL, `serve`, `work`, and people who act over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from twinline.agencies import load_directory
from twinline.identity import create_account, create_key
from twinline.installation import migrate_database, seed_database
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database

COMMAND = (sys.executable, "-c", "from twinline.cli import main; main()")
CAST = {
    "machine_12345": ("machine_12345", "12345"),
    "machine_110": ("machine_110", "110"),
    "leader_12345": ("leader_12345", "12345"),
    "leader_110": ("leader_110", "110"),
}
ASK_S = 5.0
PATIENCE_S = 60.0


@dataclass
class Process:
    """One process of the installation, started again by whoever killed it."""

    name: str
    environment: Mapping[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen([*COMMAND, self.name], env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """As a power cut would: no signal that can be caught."""
        assert self.running is not None
        os.kill(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def stop(self) -> int:
        assert self.running is not None
        self.running.terminate()
        return self.running.wait(timeout=30)


@dataclass
class Town:
    """The running installation; ``keys`` are API keys of its people."""

    cluster: EmbeddedCluster
    url: str
    address: str
    serve: Process
    work: Process
    keys: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.keys[name]}"}
        return httpx.AsyncClient(base_url=self.address, headers=headers, timeout=ASK_S, trust_env=False)

    async def answering(self) -> float:
        """Wait until the server serves and its database answers; the seconds it took."""
        begin = time.monotonic()
        async with httpx.AsyncClient(base_url=self.address, timeout=ASK_S, trust_env=False) as client:
            while time.monotonic() - begin < PATIENCE_S:
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get("/readyz")).status_code == 200:
                        return time.monotonic() - begin
                await asyncio.sleep(0.05)
        raise AssertionError(f"not ready after {PATIENCE_S} s:\n{self.serve.log.read_text()[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def own_cluster(folder: Path) -> Iterator[EmbeddedCluster]:
    """A durable cluster that nobody else uses; nothing of it is left."""
    cluster = EmbeddedCluster(folder / "postgres", shared_buffers="64MB")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.destroy()


@contextlib.asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """An installation with a seeded city, served on a free port."""
    with own_cluster(folder) as cluster:
        url = cluster.ensure_database("chaos")
        migrate_database(url)
        keys = await _staff(url, folder)
        port = free_port()
        environment = _environment(url, folder, port)
        serve = Process("serve", environment, folder / "serve.log")
        work = Process("work", environment, folder / "work.log")
        made = Town(cluster, url, f"http://127.0.0.1:{port}", serve, work, keys)
        serve.start()
        work.start()
        try:
            await made.answering()
            yield made
        finally:
            for process in (serve, work):
                if process.running and process.running.poll() is None:
                    process.kill()


def _environment(url: str, folder: Path, port: int) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TWINLINE_")}
    own = {
        "DATABASE_URL": url,
        "VAR_DIR": folder,
        "KEY_FILE": folder / "fields",
        "WEB_DIR": folder / "web",
        "PORT": port,
        "RATE_PER_SECOND": 0,
        "LOG_LEVEL": "warning",
    }
    return kept | {f"TWINLINE_{name}": str(value) for name, value in own.items()}


async def _staff(url: str, folder: Path) -> dict[str, str]:
    """Seed the city and hire its people; their keys."""
    db = Database(url, size_max=2)
    await db.open()
    try:
        await seed_database(db, cipher=load_keys(folder / "fields"))
        directory = await load_directory(db)
        keys: dict[str, str] = {}
        for name, (role, desk) in CAST.items():
            unit = directory.by_code(desk)
            async with db.transaction() as tx:
                await create_account(
                    tx,
                    login=name.replace("_", "-"),
                    name=name,
                    password=None,
                    platform=unit.platform,
                    unit_id=unit.id,
                    roles=[role],
                    units=_Units(directory),
                    division="",
                )
                _, keys[name] = await create_key(tx, login=name.replace("_", "-"), name="chaos")
        return keys
    finally:
        await db.close()


class _Units:
    def __init__(self, directory: Any) -> None:
        self._directory = directory

    def unit_name(self, unit_id: Any) -> str | None:
        return self._directory.unit_name(unit_id)

    def unit_platform(self, unit_id: Any) -> str | None:
        return self._directory.unit_platform(unit_id)
