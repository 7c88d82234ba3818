"""``twinline exchange check``: the line to a peer is tried by every way, and the result goes to the register (R91)."""

import asyncio
import contextlib
import tempfile
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import click
import orjson

from twinline.clocks import load_city
from twinline.commands._gateway import instance, open_way, tls_files
from twinline.exchange import checkup, keys, model, store, transports
from twinline.kernel.clock import SystemClock
from twinline.kernel.db import Database
from twinline.kernel.messages import text
from twinline.kernel.migrate import check_revision
from twinline.settings import Settings, database_url, settings

MARKS = {"passed": "✓", "failed": "✗", "untried": "–"}


def check(name: str, as_json: bool, html: Path | None, region: str, go_live: date | None, wait_s: float) -> None:
    """Raises UnknownPeer, NoRegion, BadTransport; exit code 1 when a trial failed."""
    findings = asyncio.run(_check(name, as_json=as_json, region=region, go_live=go_live, wait_s=wait_s))
    if html:
        html.write_text(checkup.page(name, findings), "utf-8")
    if not as_json:
        counts: dict[str, Any] = {outcome: sum(one.outcome == outcome for one in findings) for outcome in MARKS}
        click.echo(text("exchange.checkup.summary", **counts))
    if any(one.outcome == "failed" for one in findings):
        raise SystemExit(1)


async def _check(
    name: str, *, as_json: bool, region: str, go_live: date | None, wait_s: float
) -> list[checkup.Finding]:
    chosen, began = settings(), monotonic()
    db = Database(database_url(chosen), size_max=2)
    await db.open(wait_s=10)
    try:
        async with db.transaction() as tx:
            await check_revision(tx.conn)
            known = await store.peer(tx.conn, name)
        if known is None:
            raise model.UnknownPeer
        home = (await load_city(db)).directory.desk(chosen.hosted[0]).division
        findings = await _tried(chosen, known, home, as_json=as_json, wait_s=wait_s)
        async with db.transaction() as tx:
            await checkup.keep(tx, name, findings, ms=round((monotonic() - began) * 1000))
            if region:
                real = name.removesuffix(model.SANDBOX)
                peer = real if await store.peer(tx.conn, real) else name
                await checkup.register(tx, peer, home=home, region=region, go_live=go_live)
    finally:
        await db.close()
    return findings


async def _tried(
    chosen: Settings, peer: model.Peer, home: str, *, as_json: bool, wait_s: float
) -> list[checkup.Finding]:
    me, found = instance(chosen), list[checkup.Finding]()
    async with contextlib.AsyncExitStack() as stack:
        forger = keys.load_ring(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "forger", alg=me.ring.alg)
        ways = [open_way(chosen, me, peer, options) for options in peer.transports]
        for way in ways:
            stack.push_async_callback(way.close)
        if not ways:
            raise transports.BadTransport(option="transports", why="none")
        it = checkup.Examiner(me.name, me.hosts, home, me.ring, forger, peer, SystemClock(), ways[0], wait_s=wait_s)
        if chosen.exchange_port:
            port, tls = chosen.exchange_port, tls_files(chosen)
            door = checkup.door(it, host=chosen.exchange_host, port=port, tls=tls)
            with contextlib.suppress(OSError):  # the gateway has it
                await stack.enter_async_context(door)
        async for one in checkup.run(it, ways):
            found.append(one)
            _show(one, as_json=as_json)
    return found


def _show(one: checkup.Finding, *, as_json: bool) -> None:
    told = one.told()
    if as_json:
        click.echo(orjson.dumps(told).decode())
        return
    seen = told["advice"] if one.outcome == "untried" else one.seen
    click.echo("  ".join(part for part in (MARKS[one.outcome], told["name"], one.way, f"{one.ms} ms", seen) if part))
    if one.outcome == "failed":
        click.echo(f"   → {told['advice']}")
