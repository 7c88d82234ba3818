"""Getting to know one another: the card that a platform gives its peers, the peer that is made of one (R91), and what
happens to both when this platform is put back to an older state (decision 0020)."""

from collections.abc import Mapping, Sequence
from typing import Any

from twinline.exchange import hub_store, mapping, restored_store, store
from twinline.exchange.keys import KeyRing
from twinline.exchange.model import SANDBOX, SCHEMA_VERSION, UnknownPeer
from twinline.kernel.db import Conn, Tx, execute, fetch_dicts, fetch_value

OVERLAP = 500
"""So many of our newest messages are compared with the peer's: since it was put back, an instance may have given
numbers to new messages before anybody said so."""


def card(ring: KeyRing, *, name: str, title: str, hosts: Sequence[str], divisions: Sequence[str]) -> dict[str, Any]:
    """What a peer's administrator reads in; of keys it has the public ones only."""
    who = {"name": name, "title": title, "hosts": list(hosts), "divisions": list(divisions)}
    return who | {"keys": ring.public()}


async def put_peer(tx: Tx, read: Mapping[str, Any], transports: Sequence[Mapping[str, Any]]) -> None:
    """Add the peer of a card, or bring it up to date; without ``transports`` it keeps those that it has. A sandbox
    stays switched off, or work of today would go to it."""
    active = not read["name"].endswith(SANDBOX)
    row = {**read, "transports": list(transports), "active": active, "schema_version": SCHEMA_VERSION}
    if await store.add_peer(tx.conn, row | {"added_at": tx.now}) and active:
        return
    known = await store.peer(tx.conn, read["name"])
    kept = known.transports if known and not transports else row["transports"]
    await store.change_peer(tx.conn, row | {"transports": kept})


async def standing(conn: Conn) -> list[dict[str, Any]]:
    """How the exchange with every peer stands: numbers reached, waiting, unanswered, refused, held back; to pass
    on, at a hub."""
    waiting = await hub_store.waiting(conn)
    return [row | {"to_pass": waiting.get(row["name"], 0)} for row in await fetch_dicts(conn, store.QUEUES_SQL, {})]


async def trust(conn: Conn, name: str) -> None:
    """Somebody has looked into it: a line that was shut because the peer's numbers went backwards is open again."""
    await execute(conn, restored_store.TRUST_SQL, {"peer": name})


async def put_back(tx: Tx) -> list[str]:
    """Begin a new life: this database is older than what its peers have seen of it. Returns the peers that it recovers
    from. Until it has, nothing goes to them or is taken from them. To say it again begins anew, and does no harm."""
    begun = {"epoch": int(tx.now.timestamp())}
    epoch = await fetch_value(tx.conn, restored_store.BEGIN_LIFE_SQL, begun)
    await tx.conn.execute(restored_store.LEAP_SQL)
    peers = await restored_store.peers_of(tx.conn)
    for peer in peers:
        common = {"peer": peer, "now": tx.now, "epoch": epoch}
        first = await restored_store.drop_unadmitted(tx.conn, peer)
        await execute(tx.conn, restored_store.PUT_BACK_SQL, {**common, "first": first})
        stood = (await fetch_dicts(tx.conn, restored_store.STOOD_SQL, common))[0]
        await execute(tx.conn, restored_store.END_SQL, common)
        await execute(tx.conn, restored_store.FORGET_GIVEN_SQL, common)
        await execute(tx.conn, restored_store.BEGIN_SQL, {**common, **stood, "id": tx.new_id(), "overlap": OVERLAP})
        await execute(tx.conn, restored_store.PAUSE_SQL, common)
    return peers


async def recoveries(conn: Conn) -> list[dict[str, Any]]:
    """What was and is recovered from peers, the newest first."""
    return await fetch_dicts(conn, restored_store.RECOVERIES_SQL, {})


async def codes(tx: Tx, name: str, own: Sequence[str]) -> list[dict[str, Any]]:
    """Have kinds of codes travel in the peer's; what nobody has mapped, and how many messages wait for it. Raises
    UnknownPeer."""
    if await store.peer(tx.conn, name) is None:
        raise UnknownPeer
    if own:
        await mapping.speak(tx, name, own)
    return await mapping.queued(tx, name)
