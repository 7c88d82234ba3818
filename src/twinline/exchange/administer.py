"""What people do with peers and links: each one transaction, each on the audit trail (R3, R43, R45)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from twinline.exchange import digest, links_store, queries, store
from twinline.exchange.model import NoRegion, NoSuchDay, Peer, UnknownPeer
from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx, execute

WRITE = "exchange.write"
DAY_FIRST = date(2000, 1, 1)


async def _peer(tx: Tx, actor: Actor, name: str) -> Peer:
    actor.require(WRITE)
    found = await store.lock_peer(tx.conn, name)
    if found is None:
        raise UnknownPeer
    return found


def _past(tx: Tx, day: date | None) -> date | None:
    """A day that has begun. Raises NoSuchDay."""
    if day is not None and not DAY_FIRST <= day <= tx.now.astimezone(CHINA).date():
        raise NoSuchDay(day=day.isoformat())
    return day


async def again(tx: Tx, actor: Actor, *, peer: str, direction: str, seqs: Sequence[int]) -> int:
    """Send messages again, or admit again what is held; harmless when they are there. Raises UnknownPeer."""
    await _peer(tx, actor, peer)
    do = links_store.send_again if direction == "out" else links_store.admit_again
    count = await do(tx.conn, peer, seqs)
    await audit(tx, "exchange.again", account_id=actor.account_id, data={"peer": peer, "seqs": list(seqs)})
    return count


async def switch(tx: Tx, actor: Actor, *, peer: str, active: bool, reason: str) -> None:
    """Begin or stop exchanging anything with a peer. Raises UnknownPeer."""
    known = await _peer(tx, actor, peer)
    same = {name: getattr(known, name) for name in ("name", "title", "hosts", "divisions", "keys", "transports")}
    await store.change_peer(tx.conn, {**same, "active": active})
    data = {"peer": peer, "active": active, "reason": reason}
    await audit(tx, "exchange.switch", account_id=actor.account_id, data=data)


async def compare(tx: Tx, actor: Actor, *, peer: str, day: date | None) -> list[UUID]:
    """Compare a day (today without one) both ways. Raises UnknownPeer, NoSuchDay."""
    await _peer(tx, actor, peer)
    chosen = _past(tx, day) or tx.now.astimezone(CHINA).date()
    await audit(tx, "exchange.compare", account_id=actor.account_id, data={"peer": peer, "day": chosen.isoformat()})
    return [
        await digest.begin(tx, peer=peer, day=chosen, direction=direction, asked_by=actor.account_id)
        for direction in ("out", "in")
    ]


async def register(tx: Tx, actor: Actor, *, home: str, region: str, kind: str, row: Mapping[str, Any]) -> None:
    """Say where a region's link leads, when it was tested and when it goes live. Raises NoRegion, NoSuchDay,
    UnknownPeer."""
    actor.require(WRITE)
    _past(tx, row["tested_on"])
    if region not in {code for code, _ in queries.regions(home)}:
        raise NoRegion
    if row["peer"] is not None:
        await _peer(tx, actor, row["peer"])
    kept = {**row, "region": region, "kind": kind, "now": tx.now, "by": actor.account_id}
    await execute(tx.conn, links_store.REGISTER_SQL, kept)
    await audit(tx, "exchange.register", account_id=actor.account_id, data={"region": region, "kind": kind})
