"""What figures share: a database and a server of their own, CPU accounting, and a plain HTTP load generator."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from twinline.identity import create_account, create_key
from twinline.installation import migrate_database, seed_database
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database

PEOPLE = {"machine_12345": "12345", "machine_110": "110", "leader_12345": "12345", "leader_110": "110"}
TICKS = os.sysconf("SC_CLK_TCK")
SEEDS = Path(__file__).resolve().parents[1] / "src/twinline/demo/data/seed_messages.jsonl"


@dataclass(slots=True)
class Rig:
    """One database, one server process, keys for its callers."""

    cluster: EmbeddedCluster
    url: str
    folder: Path
    port: int
    keys: dict[str, str]
    server: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    def cpu_s(self, *, worker: bool = False) -> float:
        """CPU seconds used so far by the server and the database (and by the worker on request)."""
        total = tree_cpu_s(self.cluster.pid or 0)
        if self.server:
            total += tree_cpu_s(self.server.pid)
        if worker and self.worker:
            total += tree_cpu_s(self.worker.pid)
        return total

    def sql(self, statement: str) -> Any:
        """Run a statement with psql's library; the first value of the first row."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None

    def rest(self) -> None:
        """Nothing of what was filled in before is left for the database to write while something else is measured."""
        self.sql("VACUUM ANALYZE")
        self.sql("CHECKPOINT")


def tree_cpu_s(pid: int) -> float:
    """User and system seconds of a process, its children alive, and those it has already reaped."""
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        try:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        own, reaped = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
        total += (own + reaped) / TICKS
    return total


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def rig() -> Iterator[Rig]:
    """A fresh installation in a folder of its own, removed afterwards. Durability is on, as in production."""
    folder = Path(tempfile.mkdtemp(prefix="twinline-bench-"))
    cluster = EmbeddedCluster(folder / "postgres", shared_buffers="1GB", settings={"max_connections": "100"})
    try:
        cluster.start()
        url = cluster.ensure_database("bench")
        keys = asyncio.run(install(url, folder))
        made = Rig(cluster, url, folder, free_port(), keys)
        yield made
    finally:
        cluster.stop("fast")
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


async def install(url: str, folder: Path) -> dict[str, str]:
    migrate_database(url)
    db = Database(url)
    await db.open()
    await seed_database(db, cipher=load_keys(folder / "keys" / "fields"))
    keys: dict[str, str] = {}
    for role, platform in PEOPLE.items():
        keys[role] = await _hire(db, role, platform)
    await db.close()
    return keys


async def _hire(db: Database, role: str, platform: str) -> str:
    from twinline.clocks import load_city

    directory = (await load_city(db)).directory
    async with db.transaction() as tx:
        login = role.replace("_", "-")
        await create_account(
            tx, login=login, name=role, password=None, platform=platform, unit_id=directory.desk(platform).id,
            roles=[role], units=directory, division="",
        )  # fmt: skip
        _, key = await create_key(tx, login=login, name="bench")
    return key


@contextmanager
def processes(made: Rig, *, work: bool = False) -> Iterator[Rig]:
    """The real `twinline serve` (and `twinline work`) on the rig's database."""
    env = os.environ | {
        "TWINLINE_DATABASE_URL": made.url, "TWINLINE_VAR_DIR": str(made.folder), "TWINLINE_PORT": str(made.port),
        "TWINLINE_LOG_LEVEL": "warning", "TWINLINE_RATE_PER_SECOND": "0", "TWINLINE_POOL_SIZE_MAX": "8",
    }  # fmt: skip
    command = [str(Path(sys.executable).with_name("twinline"))]
    made.server = subprocess.Popen([*command, "serve"], env=env)
    made.worker = subprocess.Popen([*command, "work"], env=env) if work else None
    try:
        asyncio.run(ready(made.port))
        yield made
    finally:
        for process in (made.server, made.worker):
            if process:
                process.terminate()
                process.wait(20)
        made.server = made.worker = None


async def ready(port: int) -> None:
    for _ in range(600):
        try:
            async with connection(port) as (reader, writer):
                status, _ = await call(reader, writer, request("GET", "/readyz", ""))
                if status == 200:
                    return
        except OSError:
            pass
        await asyncio.sleep(0.1)
    raise RuntimeError("the server does not become ready")


@asynccontextmanager
async def connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


def request(method: str, path: str, key: str, body: Any = None) -> bytes:
    """One HTTP/1.1 request as bytes; made before the clock runs."""
    payload = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload


async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> tuple[int, bytes]:
    writer.write(data)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    start = head.lower().find(b"content-length:")
    size = int(head[start + 15 : head.index(b"\r\n", start)]) if start >= 0 else 0
    return status, await reader.readexactly(size) if size else b""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load did: operations, seconds, latencies, CPU of server and database per operation."""

    n: int
    seconds: float
    latencies_s: list[float]
    cpu_ms: float

    @property
    def per_second(self) -> float:
        return self.n / self.seconds

    def quantile_ms(self, q: float) -> float:
        ranked = sorted(self.latencies_s)
        return ranked[min(len(ranked) - 1, int(q * len(ranked)))] * 1000


def load(made: Rig, requests: list[bytes], *, connections: int, expect: int, worker: bool = False) -> Load:
    """Send all requests over ``connections`` connections as fast as they are answered."""
    return asyncio.run(_load(made, requests, connections, expect, worker))


async def _load(made: Rig, requests: list[bytes], connections: int, expect: int, worker: bool) -> Load:
    queue = iter(requests)
    latencies: list[float] = []

    async def client() -> None:
        async with connection(made.port) as (reader, writer):
            for data in queue:
                began = time.perf_counter()
                status, answer = await call(reader, writer, data)
                latencies.append(time.perf_counter() - began)
                if status != expect:
                    raise RuntimeError(f"{status}: {answer[:300]!r}")

    cpu, began = made.cpu_s(worker=worker), time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    seconds = time.perf_counter() - began
    used = made.cpu_s(worker=worker) - cpu
    return Load(len(requests), seconds, latencies, used / len(requests) * 1000)


def texts(*, plain: bool = True) -> list[str]:
    """Seed messages; ``plain`` leaves out those with danger and those of the other platform, which are few in life."""
    rows = [json.loads(line) for line in SEEDS.read_text("utf-8").splitlines()]
    return [
        r["text"] for r in rows
        if not plain or (not r["expect"]["danger"] and r["expect"]["owner"] == "12345")
    ]  # fmt: skip


def appeal_bodies(count: int, *, start: int = 0) -> Iterator[dict[str, Any]]:
    """Bodies like a seat sends them: words, caller, phone, place. Every 50th is a message of danger."""
    plain = texts()
    everything = texts(plain=False)
    for i in range(start, start + count):
        words = everything[i % len(everything)] if i % 50 == 49 else plain[i % len(plain)]
        yield {
            "words": f"{words}（{i}）", "channel": "voice", "caller": "何小满", "phone": f"199-0000-{i % 10000:04d}",
            "address": "天河区石牌东路", "division": "440106",
        }  # fmt: skip


def line(bench: str, value: float, unit: str, **more: Any) -> None:
    """Print one figure as a JSON line."""
    shown = {"bench": bench, "value": round(value, 3), "unit": unit} | more
    for name in ("floor", "ratio"):
        if isinstance(shown.get(name), float):
            shown[name] = round(shown[name], 3)
    sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
    sys.stdout.flush()


Figure = Callable[[Rig], None]
