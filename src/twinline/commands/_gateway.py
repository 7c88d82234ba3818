"""The process that exchanges messages with peers: the gateway's loops, and the door for those that push to us."""

import asyncio
import contextlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog
import uvloop

from twinline.clocks import load_city
from twinline.exchange import hub, keys, model, outgoing, transports
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database
from twinline.kernel.logs import configure_logs
from twinline.kernel.stopping import stop_signals, until
from twinline.settings import Settings, database_url, settings

log = structlog.get_logger(__name__)


def instance(chosen: Settings) -> outgoing.Instance:
    """This installation among its peers; its keys are made when they are missing."""
    ring = keys.load_ring(chosen.exchange_key_path, alg=chosen.exchange_algorithm)
    return outgoing.Instance(chosen.instance, chosen.hosted, ring, load_keys(chosen.keys_path))


def tls_files(chosen: Settings) -> transports.TlsFiles | None:
    """What this installation shows to peers, and whom it believes."""
    if chosen.exchange_certificate is None:
        return None
    return transports.TlsFiles(chosen.exchange_certificate, chosen.exchange_authority)


def open_way(
    chosen: Settings, me: outgoing.Instance, peer: model.Peer, options: Mapping[str, Any]
) -> transports.Transport:
    """A way to a peer; the ferry's batches are signed as a whole, because whoever carries them is nobody's peer."""
    ferry = options.get("kind") == "ferry"
    more = {"sign": me.ring.sign, "verify": partial(keys.verify, peer.keys)} if ferry else {}
    return transports.open_transport(options, me=me.name, peer=peer.name, tls=tls_files(chosen), **more)


async def run(chosen: Settings) -> None:
    """Exchange until SIGTERM or SIGINT. Raises what keeps the gateway from starting: database, city, certificates."""
    stopping = stop_signals()
    db = Database(database_url(chosen), size_min=chosen.pool_size_min, size_max=chosen.pool_size_max)
    await db.open()
    try:
        me = instance(chosen)
        made = (hub.Hub if chosen.exchange_hub else hub.Gateway)(
            db,
            me,
            await load_city(db),
            open_way=partial(open_way, chosen, me),
            again_s=chosen.exchange_again_s,
        )
        await _until(stopping, made, chosen)
    finally:
        await db.close()


async def _until(stopping: asyncio.Event, made: hub.Gateway, chosen: Settings) -> None:
    async with contextlib.AsyncExitStack() as stack:
        if chosen.exchange_port:
            door = made.door(host=chosen.exchange_host, port=chosen.exchange_port, tls=tls_files(chosen))
            log.info("gateway.listens", address=await stack.enter_async_context(door))
        await until(stopping, made.run())


def main() -> None:
    """Run with the environment's settings; what the command line calls."""
    chosen = settings()
    configure_logs(level=chosen.log_level, form=chosen.log_format)
    uvloop.run(run(chosen))
