"""Heartbeats by every way to a peer, notices between instances, and the alarm when a way is broken (R3, R45).

A notice says something of the link itself. It has no number and is not kept: who needs an answer asks again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from psycopg import DataError

from twinline.clocks import City
from twinline.exchange import attached, calls, digest, links_store, queries, restored, restored_store
from twinline.exchange.calls import Patience
from twinline.exchange.envelope import read_notice, write_notice
from twinline.exchange.model import BadBody, Notice, Peer, UnknownKind
from twinline.exchange.outgoing import Instance
from twinline.exchange.ports import LinkDown, Parcel, Transport
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, fetch_value
from twinline.kernel.hashing import sm3
from twinline.kernel.metrics import add_labelled, add_probe
from twinline.oversight import remind_exchange

BEAT_S = 15.0
"""Seconds between heartbeats; option ``heartbeat_s`` of a transport sets another pace, 0 none."""
SEQS_MAX = 1_000
REPLY_KEPT = timedelta(days=7)
PATIENCE = Patience()
log = structlog.get_logger(__name__)


def pace(options: Mapping[str, Any], beat_s: float = BEAT_S) -> float:
    """Seconds between heartbeats by a transport with these options; 0: none."""
    return float(options.get("heartbeat_s", beat_s))


def digest_of(pad: str) -> str:
    """What the echo of a heartbeat says of its padding."""
    return sm3(pad.encode()).hex()


def notice(tx: Tx, me: Instance, peer: str, kind: str, data: Mapping[str, Any]) -> Parcel:
    """A signed notice, ready to go."""
    made = Notice(tx.new_id(), me.name, peer, kind, tx.now, dict(data))
    return Parcel(f"n-{made.id.hex}", False, write_notice(me.ring, made))


async def beat(db: Database, me: Instance, peer: Peer, transport: Transport, *, every_s: float) -> Sequence[str] | None:
    """One heartbeat by one way; the answers that came at once. A way that is down is noted, not raised: None."""
    async with db.transaction() as tx:
        numbers = await restored_store.own_numbers(tx.conn, peer.name)
        parcel = notice(tx, me, peer.name, "heartbeat", numbers)
        row = {"peer": peer.name, "transport": transport.name, "every_s": every_s, "now": tx.now, "failed": None}
        await links_store.beat(tx.conn, row)
    try:
        return await transport.send([parcel])
    except LinkDown as down:
        async with db.transaction() as tx:
            await links_store.beat(tx.conn, {**row, "now": tx.now, "failed": str(down.params.get("why", ""))[:200]})
        return None


async def asks(db: Database, me: Instance, peer: Peer) -> list[Parcel]:
    """The questions of reconciliation, and of what was lost, that are due."""
    async with db.transaction() as tx:
        said = [*await restored.asks(tx, peer.name), *await digest.asks(tx, peer.name)]
        return [notice(tx, me, peer.name, kind, data) for kind, data in said]


async def fetches(db: Database, me: Instance, peer: Peer) -> list[Parcel]:
    """What is to be said of attachments now."""
    async with db.transaction() as tx:
        return [notice(tx, me, peer.name, kind, data) for kind, data in await attached.asks(tx, peer)]


async def hear(tx: Tx, me: Instance, peer: Peer, transport: str, token: str) -> list[str]:
    """Take a notice; the notices that answer it. Raises Malformed, Forged, NotForUs, BadBody, UnknownKind."""
    said = read_notice(token, peer.keys, me=me.name)
    try:
        async with tx.conn.transaction():
            replies = await _heard(tx, me, peer, transport, said)
    except DataError as error:  # a number that no column holds, a character that no text has
        raise BadBody(why=said.kind[:50]) from error
    return [notice(tx, me, peer.name, kind, data).token for kind, data in replies]


async def _heard(tx: Tx, me: Instance, peer: Peer, transport: str, said: Notice) -> list[tuple[str, dict[str, Any]]]:
    replies: list[tuple[str, dict[str, Any]]] = []
    match said.kind:
        case "heartbeat":
            replies = [("echo", await _heartbeat(tx, peer, transport, said))]
            await restored.went_back(tx, me, peer, said.data, said.at)
        case "echo":
            await _echo(tx, peer, transport, said.data)
        case "digest":
            replies = [("figures", await digest.answer(tx, peer.name, said.data))]
        case "figures":
            replies = await digest.compare(tx, peer.name, me.hosts[0], said.data)
        case "again":
            await digest.again(tx, peer.name, said.data)
        case "standing":
            replies = [("stands", await _standing(tx, peer, said))]
        case "stands":
            await _keep(tx, peer, said.data)
        case "restored" | "given" | "recovered" | "later" | "resume":
            replies = await restored.hear(tx, me, peer, said.kind, said.data)
        case kind if kind in attached.KINDS:
            replies = await attached.hear(tx, me, peer, kind, said.data)
        case _:
            raise UnknownKind(value=said.kind[:50])
    return replies


async def _heartbeat(tx: Tx, peer: Peer, transport: str, said: Notice) -> dict[str, Any]:
    row = {"peer": peer.name, "transport": transport, "now": tx.now, "said": said.at}
    await links_store.heard_beat(tx.conn, row)
    pad = said.data.get("pad", "")
    if not isinstance(pad, str):
        raise BadBody(why="pad")
    return {"of": str(said.id), "at": said.at.isoformat(), "sm3": digest_of(pad) if pad else None}


async def _echo(tx: Tx, peer: Peer, transport: str, data: Mapping[str, Any]) -> None:
    try:
        of, sent = UUID(data["of"]), datetime.fromisoformat(data["at"])
        took = (tx.now - sent).total_seconds() * 1000
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="echo") from error
    # An echo of long ago that somebody plays again does not make a dead link live.
    if 0 <= took <= timedelta(minutes=5).total_seconds() * 1000:
        await links_store.echoed(
            tx.conn, {"peer": peer.name, "transport": transport, "now": tx.now, "rtt_ms": took}
        )  # fmt: skip
    await links_store.replied(tx.conn, peer.name, of, {**data, "ms": took})


async def _standing(tx: Tx, peer: Peer, said: Notice) -> dict[str, Any]:
    """What a peer is told of how its own tokens fare here: refusals by code, and single numbers."""
    try:
        since = datetime.fromisoformat(said.data["since"])
        seqs = [int(seq) for seq in said.data["seqs"]][:SEQS_MAX]
        if since.tzinfo is None:
            raise BadBody(why="since")
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="standing") from error
    asked = {"peer": peer.name, "since": since, "seqs": seqs}
    refused = await fetch_dicts(tx.conn, links_store.REFUSED_SINCE_SQL, asked)
    found = await fetch_dicts(tx.conn, links_store.STANDS_SQL, asked)
    return {
        "of": str(said.id),
        "refused": {row["code"]: row["n"] for row in refused},
        "numbers": [[row["seq"], row["admitted"], bool(row["error"])] for row in found],
    }


async def _keep(tx: Tx, peer: Peer, data: Mapping[str, Any]) -> None:
    try:
        await links_store.replied(tx.conn, peer.name, UUID(data["of"]), data)
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="stands") from error


async def watch(db: Database, city: City, *, hosts: Sequence[str], patience: Patience = PATIENCE) -> int:
    """Tell the desk of ways that are broken: nothing heard for three heartbeats; and of what is left unacknowledged.
    Once for each outage, however many processes look. Returns how many ways are newly broken."""
    try:
        await calls.look(db, city, hosts=hosts, patience=patience)
    except Exception as error:
        # Without alarms the desk needs all the more to hear that a way is broken.
        log.error("exchange.alarms_failed", error=repr(error))
    async with db.transaction() as tx:
        broken = await links_store.down(tx.conn, tx.now)
        for row in broken:
            log.error("exchange.link_broken", peer=row["peer"], transport=row["transport"])
            await remind_exchange(
                tx,
                kind="link",
                subject=f"link:{row['peer']}:{row['transport']}",
                platform=hosts[0],
                day_end=row["down_since"],
                desk=city.directory.desk(hosts[0]).id,
            )
    return len(broken)


async def forget(db: Database, *, kept: timedelta) -> None:
    """Upkeep: replies that nobody waits for any more, and messages that both sides have had longer than ``kept``."""
    async with db.transaction() as tx:
        await execute(tx.conn, links_store.FORGET_REPLIES_SQL, {"before": tx.now - REPLY_KEPT})
        await restored_store.purge(tx.conn, before=tx.now - kept)


async def _figures(db: Database) -> list[tuple[tuple[str], dict[str, float]]]:
    async with db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, queries.FIGURES_SQL, queries.lately(tx))
        return [((row["name"],), _of_peer(row, tx.now)) for row in rows if row["active"]]


def _of_peer(row: Mapping[str, Any], now: datetime) -> dict[str, float]:
    counted = {f"exchange_peer_{name}": float(row[name]) for name in ("waiting", "held", "gaps", "codes", "difference")}
    ages = {"oldest": row["oldest_at"], "heartbeat": row["beat_at"], "heard": row["heard_at"]}
    old = {f"exchange_peer_{name}_seconds": (now - at).total_seconds() for name, at in ages.items() if at}
    return {"exchange_peer_oldest_seconds": 0.0} | counted | old


async def _refusals(db: Database) -> list[tuple[tuple[str, str], dict[str, float]]]:
    async with db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, links_store.REFUSALS_SQL, queries.lately(tx))
    return [((row["peer"], row["code"]), {"exchange_refusals_day": float(row["n"])}) for row in rows]


async def _down(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, links_store.DOWN_COUNT_SQL, {}))


async def _silent_s(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, links_store.HEARD_AGE_SQL, {"now": tx.now}))


async def _waiting(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, links_store.WAITING_SQL, {}))


async def _held(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, links_store.HELD_SQL, {}))


async def _difference(db: Database) -> float:
    async with db.transaction() as tx:
        since = tx.now.astimezone(CHINA).date() - timedelta(days=30)
        return float(await fetch_value(tx.conn, links_store.DIFFERENCE_SQL, {"since": since}))


add_probe("exchange_links_down", "Ways to peers that are broken", _down)
add_probe("exchange_silent_seconds", "Longest time that nothing was heard by a way to a peer", _silent_s)
add_probe("exchange_waiting", "Messages that no peer has taken yet", _waiting)
add_probe("exchange_held", "Messages of peers that are not admitted", _held)
add_probe("exchange_difference", "Messages of 30 days by which the sides differ", _difference)
add_labelled(
    ("peer",),
    {
        "exchange_peer_waiting": "Messages that the peer has not taken yet",
        "exchange_peer_oldest_seconds": "Age of the oldest message that the peer has not acknowledged; 0: none",
        "exchange_peer_held": "Messages of the peer that are not admitted",
        "exchange_peer_gaps": "Numbers of the peer that are missing",
        "exchange_peer_codes": "Codes that wait for a steward",
        "exchange_peer_difference": "Messages of 30 days by which the sides differ",
        "exchange_peer_heartbeat_seconds": "Since the last heartbeat or echo by any way; missing: never",
        "exchange_peer_heard_seconds": "Since the last message or answer; missing: never",
    },
    _figures,
)
add_labelled(
    ("peer", "code"),
    {"exchange_refusals_day": "Tokens of 24 hours that were not taken; without a peer: from nobody that is known"},
    _refusals,
)
