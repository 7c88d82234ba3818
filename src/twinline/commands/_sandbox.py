"""``twinline exchange sandbox``: an instance for a neighbour to try the line against; what it is sent is thrown away
(R91, R92).
"""

import asyncio
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import click
import orjson

from twinline.appeals import PLATFORMS
from twinline.commands._exchange import read_card
from twinline.commands._gateway import instance
from twinline.demo import Town
from twinline.exchange import model, peering
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.kernel.messages import text
from twinline.settings import Settings, settings

LOOK_S, READY_S = 0.2, 60.0


def sandbox(file: Path, hosts: str | None, port: int, given: Sequence[str]) -> None:
    """Until SIGTERM or SIGINT. Raises BadCard, ClusterError."""
    card, _ = read_card(file)
    folder = Path(tempfile.mkdtemp(prefix="twinline-sandbox-"))
    chosen = _settings(settings(), folder, hosts or next(p for p in PLATFORMS if p not in card["hosts"]), port)
    town, stopping = Town(chosen, lambda line: click.echo(line, err=True)), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, partial(_stop, stopping))
    try:
        town.furnish()
        asyncio.run(_meet(town.database_url, card, [orjson.loads(one) for one in given]))
        town.add("work")
        town.add("gateway")
        _listens(chosen, stopping)
        click.echo(orjson.dumps(_said(chosen, card["divisions"])).decode())
        click.echo(text("exchange_command.sandbox_ready"), err=True)
        while not stopping.wait(LOOK_S):
            for child in town.children:
                child.revive()
    finally:
        town.stop()
        EmbeddedCluster(folder / "postgres").destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _stop(stopping: threading.Event, number: int, frame: FrameType | None) -> None:
    stopping.set()


def _settings(real: Settings, folder: Path, hosts: str, port: int) -> Settings:
    """Everything of its own, but the certificates: those say which machine it is."""
    kept = folder / "keys"
    own: dict[str, Any] = {
        "var_dir": folder, "database_url": None, "instance": f"{real.instance}{model.SANDBOX}", "hosts": hosts,
        "series": 9, "exchange_port": port or _any_port(real.exchange_host), "exchange_hub": False,
        "key_file": kept / "fields", "rules_key_file": kept / "rules", "exchange_key_file": kept / "exchange",
    }  # fmt: skip
    return real.model_copy(update=own)


def _any_port(host: str) -> int:
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


async def _meet(url: str, card: dict[str, Any], ways: Sequence[dict[str, Any]]) -> None:
    db = Database(url, size_max=1)
    await db.open()
    try:
        async with db.transaction() as tx:
            await peering.put_peer(tx, card, ways)
    finally:
        await db.close()


def _listens(chosen: Settings, stopping: threading.Event) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and not stopping.wait(LOOK_S):
        with socket.socket() as probe:
            if probe.connect_ex((chosen.exchange_host, chosen.exchange_port)) == 0:
                return


def _said(chosen: Settings, divisions: Sequence[str]) -> dict[str, Any]:
    me = instance(chosen)
    card = peering.card(me.ring, name=me.name, title=me.name, hosts=me.hosts, divisions=divisions)
    secured = chosen.exchange_certificate is not None
    address = f"{'https' if secured else 'http'}://{chosen.exchange_host}:{chosen.exchange_port}"
    way = {"kind": "https", "address": address, **({} if secured else {"loopback_http": True})}
    return {"card": card, "transports": [way]}
