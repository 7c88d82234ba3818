"""Packing messages for peers, pushing them, and hearing what the peer says of them (decision 0017, R14, R45)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import structlog

from twinline.clocks import City
from twinline.exchange import mapping, store
from twinline.exchange.carried import OPENS, appeal_of, share, travelling
from twinline.exchange.envelope import version_of, write_event
from twinline.exchange.keys import KeyRing
from twinline.exchange.kinds import KINDS, PastVersion, Schemas
from twinline.exchange.model import SCHEMA_VERSION, Answer, Event, FutureVersion, Peer, Refused
from twinline.exchange.ports import LinkDown, Parcel, Transport
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute, fetch, fetch_dicts
from twinline.kernel.hashing import sm3
from twinline.linkage import Message

PACK_MESSAGES = 200
WRONG_VERSION = [FutureVersion.code, PastVersion.code]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Instance:
    """Who this instance is among its peers: its name, the platforms it hosts, its keys, the messages it knows."""

    name: str
    hosts: tuple[str, ...]
    ring: KeyRing
    cipher: FieldCipher
    schemas: Schemas = KINDS


async def pack(tx: Tx, me: Instance, city: City, peer: Peer) -> int:
    """Give messages for the peer their numbers and write their tokens. Returns how many. A message that cannot be
    written in the peer's codes, or at all, is held with its subject; the others go."""
    locked = await store.lock_peer(tx.conn, peer.name)
    if locked is None or not locked.active or locked.standing != "open":
        return 0
    await mapping.release(tx, peer.name, "out")
    again = await _pack_again(tx, me, city, locked)
    waiting = await _ready(tx, me, city, locked, await _unpacked(tx, me, locked))
    if not waiting:
        return again
    numbers = await store.next_numbers(tx.conn, peer.name, [message.subject_id for message, _ in waiting])
    epoch = await store.own_epoch(tx.conn)
    rows = [
        _row(me, locked, _event(me, locked, message, locked.out_seq + place, numbers[message.subject_id], data, epoch))
        for place, (message, data) in enumerate(waiting, start=1)
    ]
    await store.insert_out(tx.conn, rows)
    packed = {name: [row[name] for row in rows] for name in ("message_id", "seq", "urgent")}
    await execute(tx.conn, store.PACKED_SQL, {"peer": peer.name, **packed})
    await execute(tx.conn, store.TOOK_SQL, {"peer": peer.name, "seq": rows[-1]["seq"]})
    await share(tx, peer.name, [data for _, data in waiting])
    return len(rows) + again


async def _unpacked(tx: Tx, me: Instance, peer: Peer) -> list[Message]:
    elsewhere = [platform for platform in peer.hosts if platform not in me.hosts]
    later = me.schemas.later_than(_version(me, peer) if peer.answered_at else me.schemas.oldest)
    params = {"receivers": elsewhere, "peer": peer.name, "later": later}
    return await fetch(tx.conn, Message, store.UNPACKED_SQL, params)


async def _pack_again(tx: Tx, me: Instance, city: City, peer: Peer) -> int:
    """What the peer could not read because it is older, or newer, than we thought is written anew, under the same
    numbers."""
    later = me.schemas.later_than(_version(me, peer))
    params = {"peer": peer.name, "codes": WRONG_VERSION, "limit": PACK_MESSAGES, "later": later}
    found = await fetch_dicts(tx.conn, store.TO_REPACK_SQL, params)
    other = {row["message_id"]: row for row in found if version_of(row["token"]) != _version(me, peer)}
    if not other:
        return 0
    messages = await fetch(tx.conn, Message, store.MESSAGES_SQL, {"ids": list(other)})
    ready = await _ready(tx, me, city, peer, messages)
    epoch = await store.own_epoch(tx.conn)
    for message, data in ready:
        old = other[message.id]
        row = _row(me, peer, _event(me, peer, message, old["seq"], old["subject_n"], data, epoch))
        await execute(tx.conn, store.REPACKED_SQL, row)
    return len(ready)


async def _ready(
    tx: Tx, me: Instance, city: City, peer: Peer, messages: Sequence[Message]
) -> list[tuple[Message, dict[str, Any]]]:
    """Those messages that can go, each with its data as the peer reads it."""
    appeals = await _appeals(tx, city, me, messages)
    plain = {message.id: _data(message, appeals) for message in messages}
    book = await mapping.outward(tx, peer.name, list(plain.values()))
    ready: list[tuple[Message, dict[str, Any]]] = []
    for message in messages:
        coded, unknown = book.coded(plain[message.id])
        urgent = message.urgent or mapping.in_danger(plain[message.id])
        if unknown:
            await mapping.hold(tx, peer.name, "out", message.id, unknown, waits=not urgent)
        if unknown and not urgent:
            continue
        try:
            ready.append((message, me.schemas.write(message.kind, _version(me, peer), coded)))
        except Refused as why:
            log.error("exchange.cannot_write", kind=message.kind, id=str(message.id), code=why.code, **why.params)
            await mapping.hold(tx, peer.name, "out", message.id, {mapping.wrong(why): ()}, waits=True)
    return ready


def _version(me: Instance, peer: Peer) -> int:
    return min(me.schemas.newest, peer.schema_version)


async def _appeals(tx: Tx, city: City, me: Instance, messages: Sequence[Message]) -> dict[UUID, dict[str, Any]]:
    wanted = {appeal_id for m in messages if m.kind in OPENS and (appeal_id := appeal_of(m.body))}
    rows = await store.carried(tx.conn, list(wanted)) if wanted else {}
    return {appeal_id: travelling(row, city, me.cipher) for appeal_id, row in rows.items()}


def _data(message: Message, appeals: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
    """As JSON has it: the checks of the schemas and of the wire see the same."""
    data: dict[str, Any] = {"body": message.body}
    appeal_id = appeal_of(message.body) if message.kind in OPENS else None
    if appeal_id:
        data["appeal"] = appeals[appeal_id]
    return orjson.loads(orjson.dumps(data))


def _event(me: Instance, peer: Peer, message: Message, seq: int, n: int, data: dict[str, Any], epoch: int) -> Event:
    return Event(
        id=message.id,
        source=me.name,
        target=peer.name,
        kind=message.kind,
        subject=message.subject_id,
        at=message.at,
        seq=seq,
        subject_n=n,
        urgent=message.urgent or mapping.in_danger(data),
        version=_version(me, peer),
        sender=message.sender,
        receiver=message.receiver,
        data=data,
        epoch=epoch,
    )


def _row(me: Instance, peer: Peer, event: Event) -> dict[str, Any]:
    token = write_event(me.ring, peer.keys, event)
    return {
        "peer": peer.name,
        "seq": event.seq,
        "message_id": event.id,
        "kind": event.kind,
        "subject_id": event.subject,
        "subject_n": event.subject_n,
        "urgent": event.urgent,
        "at": event.at,
        "digest": "\\x" + sm3(token.encode()).hex(),
        "token": token,
    }


async def push(db: Database, peer: Peer, transport: Transport) -> tuple[int, Sequence[str]]:
    """Hand waiting tokens to a transport, danger first. Returns how many, and the answers that came at once.
    Raises LinkDown; what was not handed over waits on.

    They are marked before they go: a token is rather sent twice than held by a transaction that waits for a network.
    """
    async with db.transaction() as tx:
        found = await fetch_dicts(tx.conn, store.TO_PUSH_SQL, {"peer": peer.name})
        seqs = [row["seq"] for row in found]
        mark = {"peer": peer.name, "seqs": seqs, "now": tx.now, "transport": transport.name}
        if seqs:
            await execute(tx.conn, store.PUSHED_SQL, mark)
    if not seqs:
        return 0, ()
    parcels = [Parcel(f"{row['seq']:012d}", row["urgent"], row["token"]) for row in found]
    try:
        return len(parcels), await transport.send(parcels)
    except LinkDown:
        async with db.transaction() as tx:
            await execute(tx.conn, store.UNPUSHED_SQL, {"peer": peer.name, "seqs": seqs})
        raise


async def push_again(tx: Tx, peer: Peer, *, wait_s: float) -> int:
    """Wait no longer for the answer to what was pushed ``wait_s`` ago, twice that on the second push, and so on."""
    return await execute(tx.conn, store.AGAIN_SQL, {"peer": peer.name, "now": tx.now, "wait_s": wait_s})


async def hear(tx: Tx, answer: Answer, *, newest: int = SCHEMA_VERSION) -> None:
    """Note what the peer has taken, refused and misses, and which version it reads (at most ``newest`` is written).
    Answers may come twice and in any order."""
    common = {"peer": answer.source, "now": tx.now}
    await execute(tx.conn, store.ANSWERED_SQL, {**common, "upto": answer.upto, "taken": answer.taken})
    if answer.refused:
        seqs, codes = list(answer.refused), list(answer.refused.values())
        await execute(tx.conn, store.REFUSED_SQL, {**common, "seqs": seqs, "codes": codes})
    if answer.missing:
        await execute(tx.conn, store.MISSING_SQL, {**common, "seqs": answer.missing})
    read = {"version": min(answer.version, newest), "code": FutureVersion.code}
    await execute(tx.conn, store.ANSWERED_AT_SQL, {**common, **read})
