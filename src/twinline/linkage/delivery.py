"""Carrying messages between the platforms that live here: claimed, received once, danger first (R14, R45)."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import groupby

import structlog

from twinline.appeals import PLATFORMS
from twinline.clocks import City
from twinline.kernel.db import Database, Tx, execute, fetch_value
from twinline.kernel.errors import Unavailable
from twinline.kernel.metrics import add_probe
from twinline.linkage import store
from twinline.linkage.copies import desk
from twinline.linkage.inbox import AT_ONCE, RECEIVERS
from twinline.linkage.model import Message

CARRIERS = 6
FAILURES_MAX = 8

Load = Sequence[Message]
log = structlog.get_logger(__name__)


async def deliver(db: Database, city: City, *, hosts: Sequence[str] = PLATFORMS) -> int:
    """Carry waiting messages to those of their receivers that live here (``hosts``), danger first. Offers and receipts
    go many in one transaction, others each in its own, several side by side (no two of them are of one subject).
    Returns how many."""
    async with db.transaction() as tx:
        waiting = await store.waiting(tx.conn, hosts=hosts, failures_max=FAILURES_MAX)
    carried = 0
    for urgent in (True, False):
        carried += await _side_by_side(db, city, list(_loads([one for one in waiting if one.urgent is urgent])))
    return carried


def _loads(messages: Sequence[Message]) -> Iterator[Load]:
    """What goes in one transaction: messages of one kind to one receiver."""

    def key(message: Message) -> tuple[str, str]:
        return message.kind, message.receiver

    for (kind, _), group in groupby(sorted(messages, key=key), key):
        load = list(group)
        yield from [load] if kind in AT_ONCE else ([message] for message in load)


async def _side_by_side(db: Database, city: City, loads: Sequence[Load]) -> int:
    carriers = asyncio.Semaphore(CARRIERS)

    async def carry(load: Load) -> int | None:
        async with carriers:
            return await _carry(db, city, load)

    carried = await asyncio.gather(*map(carry, loads))
    failed = [[message] for load, n in zip(loads, carried, strict=True) if n is None for message in load]
    return sum(n or 0 for n in carried) + (await _side_by_side(db, city, failed) if failed else 0)


async def _carry(db: Database, city: City, load: Load) -> int | None:
    """Deliver a load; how many of it were not with another process. A single message that fails comes again; None when
    several failed together and must be tried one by one."""
    try:
        async with db.transaction() as tx:
            claimed = await store.claim(tx.conn, [message.id for message in load], tx.now)
            if claimed:
                await receive(tx, city, [message for message in load if message.id in claimed])
            return len(claimed)
    except Exception as error:
        if len(load) > 1:
            log.warning("linkage.carried_one_by_one", kind=load[0].kind, n=len(load), error=repr(error))
            return None
        await _failed(db, load[0], error)
        return 0


async def _failed(db: Database, message: Message, error: Exception) -> None:
    if isinstance(error, Unavailable):
        # Nothing is wrong with the message: a deadlock, a time-out, a restart.
        log.warning("linkage.message_waits", kind=message.kind, error=repr(error.__cause__))
        return
    log.error("linkage.message_failed", kind=message.kind, subject=str(message.subject_id), error=repr(error))
    async with db.transaction() as tx:
        await execute(tx.conn, store.FAILED_SQL, {"id": message.id, "error": repr(error)[:500]})


async def receive(tx: Tx, city: City, load: Load) -> None:
    """Take in messages of one kind to one receiver. Those that came before are acknowledged and change nothing
    (R14, R45)."""
    kind, receiver = load[0].kind, load[0].receiver
    fresh = await store.first_time(tx.conn, receiver, [message.id for message in load], tx.now)
    if fresh:
        await RECEIVERS[kind](tx, city, desk(city, receiver), [message for message in load if message.id in fresh])


async def stuck(db: Database) -> float:
    """Messages that failed so often that nobody tries them any more; each blocks its subject and needs a person."""
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, store.STUCK_SQL, {"failures_max": FAILURES_MAX}))


async def in_flight(db: Database) -> float:
    """Handovers that are offered and not decided."""
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, store.IN_FLIGHT_SQL, {}))


add_probe("messages_stuck", "Messages between the platforms that nobody tries any more", stuck)
add_probe("handovers_in_flight", "Handovers that are offered and not decided", in_flight)
