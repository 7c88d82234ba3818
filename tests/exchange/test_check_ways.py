"""``twinline exchange check`` against a sandbox over every way: mutual TLS, NATS, shared tables, files (R91, R45)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import settings_for
from exchange.certificates import Authority
from exchange.nats import free_port, server
from exchange.shared import InPostgres
from exchange.test_tables import postgres_server as postgres_server
from exchange.two import Pair, Side, pair
from twinline.commands import _checkup, _gateway
from twinline.exchange import checkup, gateway, store
from twinline.exchange.gateway import Gateway
from twinline.kernel.stopping import end
from twinline.linkage import deliver
from twinline.settings import Settings


@dataclass(frozen=True)
class Ends:
    """Options of the transports and settings of the side that tries, and of the sandbox."""

    here: dict[str, Any]
    there: dict[str, Any]
    ours: dict[str, Any]
    theirs: dict[str, Any]


Way = Callable[[Path, pytest.FixtureRequest], AbstractAsyncContextManager[Ends]]


@asynccontextmanager
async def mutual_tls(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    authority, ports = Authority(folder), (free_port(), free_port())
    files = [authority.files(name) for name in ("gov", "police")]
    settings = [
        {"exchange_port": port, "exchange_certificate": one.certificate, "exchange_authority": one.ca}
        for port, one in zip(ports, files, strict=True)
    ]
    back, to = [{"kind": "https", "address": f"https://127.0.0.1:{port}"} for port in ports]
    yield Ends(to, back, *settings)


@asynccontextmanager
async def by_nats(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    files = Authority(folder).files("any")
    async with server(folder, tls=files) as one:
        way = {"kind": "nats", "servers": [one.address]}
        settings = {"exchange_certificate": files.certificate, "exchange_authority": files.ca}
        yield Ends(way, way, settings, settings)


@asynccontextmanager
async def by_tables(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    shared = InPostgres(request.getfixturevalue("postgres_server"))
    await asyncio.to_thread(shared.make)
    yield Ends(shared.options(), shared.options(), {}, {})


@asynccontextmanager
async def by_ferry(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    there, back, done_a, done_b = (str(folder / name) for name in ("there", "back", "done_a", "done_b"))
    for name in (there, back, done_a, done_b):
        os.mkdir(name)
    here = {"kind": "ferry", "out_dir": there, "in_dir": back, "done_dir": done_a}
    yield Ends(here, here | {"out_dir": back, "in_dir": there, "done_dir": done_b}, {}, {})


WAYS: dict[str, Way] = {"https": mutual_tls, "nats": by_nats, "tables": by_tables, "ferry": by_ferry}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ways")


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, folder: Path) -> AsyncIterator[Pair]:
    async with pair(server_url, template, folder) as made:
        made.b.me = replace(made.b.me, name=f"police{checkup.SANDBOX}")
        yield made


def chosen(side: Side, folder: Path, **more: Any) -> Settings:
    kept = {"instance": side.me.name, "hosts": side.me.hosts[0], "exchange_key_file": folder / "exchange"}
    return settings_for(side.db.url, folder).model_copy(update=kept | more)


@asynccontextmanager
async def sandbox(side: Side, settings: Settings, way: dict[str, Any]) -> AsyncIterator[None]:
    """The gateway of the tried instance, and what of its worker a trial needs."""
    city = side.people.app.state.city
    async with side.db.transaction() as tx:
        known = (await store.peers(tx.conn))[0]
        same = {name: getattr(known, name) for name in ("name", "title", "hosts", "divisions", "keys", "active")}
        await store.change_peer(tx.conn, same | {"transports": [way]})
    made = Gateway(side.db, side.me, city, open_way=partial(_gateway.open_way, settings, side.me), again_s=1.0)

    async def carry() -> None:
        while True:
            await deliver(side.db, city, hosts=side.me.hosts)
            await asyncio.sleep(0.02)

    async with AsyncExitStack() as stack:
        if settings.exchange_port:
            tls = _gateway.tls_files(settings)
            await stack.enter_async_context(made.door(host="127.0.0.1", port=settings.exchange_port, tls=tls))
        stack.push_async_callback(end, asyncio.create_task(made.run()), asyncio.create_task(carry()))
        yield


@pytest.mark.parametrize("name", WAYS)
async def test_a_line_by_this_way_passes_everything(
    two: Pair, folder: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], name: str,
) -> None:  # fmt: skip
    for pause in ("BUSY_S", "IDLE_S"):
        monkeypatch.setattr(gateway, pause, 0.005)
    if name != "https":
        kinds = checkup._kinds
        monkeypatch.setattr(checkup, "_kinds", lambda it: kinds(it)[:2])
    async with WAYS[name](tmp_path, request) as ends:
        settings = chosen(two.b, folder / "police", **ends.theirs)
        peer = replace(await two.a.peer(), name=two.b.me.name, transports=[ends.here])
        async with sandbox(two.b, settings, ends.there):
            ours = chosen(two.a, folder / "gov", **ends.ours)
            found = await _checkup._tried(ours, peer, "440106", as_json=False, wait_s=10.0)
    assert [(one.trial, one.part, one.seen) for one in found if one.outcome == "failed"] == []
    assert {one.outcome for one in found} == {"passed"}
    assert checkup.passed(found)
    assert {one.way for one in found} == {"", name}
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == len(found)
    assert all(line.startswith("✓  ") for line in shown)
