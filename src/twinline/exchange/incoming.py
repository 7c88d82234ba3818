"""Taking what arrives: checked, kept once, answered; then admitted in the order of each subject (R14, R39, R45)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from twinline.clocks import City
from twinline.exchange import links, mapping, outgoing, refusals, restored, store
from twinline.exchange.carried import OPENS, adopt, body_of, share
from twinline.exchange.envelope import (
    ANSWER,
    EVENT,
    NOTICE,
    head_of,
    kept_event,
    read_answer,
    read_event,
    signed_number,
    write_answer,
)
from twinline.exchange.model import (
    FAILURES_MAX,
    Answer,
    BadBody,
    Event,
    Forged,
    Malformed,
    OldEpoch,
    Oversized,
    Peer,
    Refused,
    Replayed,
    TooFar,
    UnknownSender,
    WrongDivision,
)
from twinline.exchange.outgoing import Instance
from twinline.exchange.refusals import Slip
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, insert_json
from twinline.kernel.errors import Unavailable
from twinline.kernel.hashing import sm3
from twinline.kernel.messages import text

MISSING_MAX = 1000
AHEAD_MAX = 10_000_000
"""So far a number may be beyond the highest one taken: more than ever waits, less than a mistake."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Heap:
    """What came from one peer in one round."""

    peer: Peer
    purged: int = 0
    events: dict[int, tuple[Event, str]] = field(default_factory=dict[int, tuple[Event, str]])
    refused: dict[int, str] = field(default_factory=dict[int, str])


@dataclass(slots=True)
class _Round:
    """What came in one round, sorted by who sent it."""

    me: Instance
    peers: Mapping[str, Peer]
    transport: str
    heaps: dict[str, _Heap] = field(default_factory=dict[str, _Heap])
    slips: list[Slip] = field(default_factory=list[Slip])
    replies: list[str] = field(default_factory=list[str])


async def take(db: Database, me: Instance, transport: str, tokens: Sequence[str]) -> list[str]:
    """Keep what can be kept of tokens and answer for them, an answer for each peer that sent any. Nothing that is wrong
    with one token concerns the others.
    """
    async with db.transaction() as tx:
        this = _Round(me, {peer.name: peer for peer in await store.peers(tx.conn)}, transport)
        for token in tokens:
            try:
                await _sort(tx, this, token)
            except Refused as why:
                this.slips.append(Slip(token, why.code, _proven(this, why, token)))
        kept = [await _keep(tx, this, this.heaps[name], transport) for name in sorted(this.heaps)]
        answers = [answer for answer in kept if answer]
        if this.slips:
            await refusals.keep(tx, this.slips, transport=transport, platform=me.hosts[0], peers=list(this.peers))
    return [*(write_answer(me.ring, answer) for answer in answers), *this.replies]


async def _sort(tx: Tx, this: _Round, token: str) -> None:
    """An answer is heard at once; an event goes on its sender's heap. Raises Refused."""
    me, head = this.me, head_of(token)
    peer = this.peers.get(head["from"])
    if peer is None or not peer.active:
        raise UnknownSender
    if head["typ"] == ANSWER:
        await outgoing.hear(tx, read_answer(token, peer.keys, me=me.name), newest=me.schemas.newest)
        return
    if head["typ"] == NOTICE:
        this.replies.extend(await links.hear(tx, me, peer, this.transport, token))
        return
    if head["typ"] != EVENT:
        raise Malformed
    event = read_event(me.ring, token, peer.keys, me=me.name, newest=me.schemas.newest)
    if not await _of_this_life(tx, me, peer, event):
        return
    _check(me, peer, event)
    events = this.heaps.setdefault(peer.name, _Heap(peer)).events
    known = events.setdefault(event.seq, (event, token))[0]
    if known.id != event.id or any(event.id == other.id and event.seq != seq for seq, (other, _) in events.items()):
        if known is event:
            del events[event.seq]
        raise Replayed


async def _of_this_life(tx: Tx, me: Instance, peer: Peer, event: Event) -> bool:
    """Whether the line is open for it; what is left alone comes again. Raises OldEpoch."""
    if peer.standing == "open" and event.epoch > peer.epoch:
        # A later life, of which nobody here knows: of a new peer that is how it is; else we were put back ourselves.
        if peer.in_max == 0:
            await execute(tx.conn, store.MEET_SQL, {"peer": peer.name, "epoch": event.epoch})
            return True
        await restored.stop(tx, me, peer.name)
        return False
    if event.epoch < peer.epoch:
        raise OldEpoch
    return peer.standing == "open"


def _proven(this: _Round, why: Refused, token: str) -> int | None:
    """The number of a token that was not taken and is signed by its peer, who is told. Nobody is told of any other:
    else whoever can send garbage could have genuine messages given up."""
    if isinstance(why, Forged | Malformed | Oversized | UnknownSender | OldEpoch):
        return None
    peer = this.peers[head_of(token)["from"]]
    seq = signed_number(token, peer.keys, me=this.me.name)
    if seq is not None:
        this.heaps.setdefault(peer.name, _Heap(peer)).refused[seq] = why.code
    return seq


def _check(me: Instance, peer: Peer, event: Event) -> None:
    """Whether it is what its kind must be, and the peer may say it at all. Raises Refused."""
    if not isinstance(event.data, dict):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise BadBody(why="object")
    me.schemas.read(event.kind, event.version, event.data)
    if event.sender not in peer.hosts or event.receiver not in me.hosts:
        raise WrongDivision(value=event.sender)
    for division in _divisions(event.data):
        if not peer.speaks_for(division):
            raise WrongDivision(value=division)
    if event.seq > peer.in_max + AHEAD_MAX:
        raise TooFar


def _divisions(data: Mapping[str, Any]) -> Iterator[str]:
    """The places that a message speaks for."""
    body: Mapping[str, Any] = data["body"]
    parts: tuple[Mapping[str, Any], ...] = (body.get("opening") or {}, data.get("appeal") or {})
    amended: Mapping[str, str] = body.get("codes") or {}
    yield from (part["division"] for part in parts if part.get("division"))
    yield from (code for name, code in amended.items() if name.endswith(".division") and code)


async def _keep(tx: Tx, this: _Round, heap: _Heap, transport: str) -> Answer | None:
    """None when the line was shut in the same moment."""
    peer = await store.lock_peer(tx.conn, heap.peer.name) or heap.peer
    if peer.standing != "open":
        return None
    heap.purged = peer.purged_in
    fresh = await _unknown(tx, this, heap)
    rows = [_row(peer, event, token, transport, tx.now) for event, token in fresh]
    if rows:
        await store.insert_in(tx.conn, rows)
    upto, missing = await _standing(tx, peer, max([peer.in_max, *heap.events]))
    most = max(heap.events, default=0)
    await execute(tx.conn, store.HEARD_SQL, {"peer": peer.name, "upto": upto, "most": most, "now": tx.now})
    taken = [seq for seq in heap.events if seq > upto and seq not in heap.refused]
    refused = {seq: code for seq, code in heap.refused.items() if seq > upto and seq not in taken}
    return Answer(this.me.name, peer.name, tx.now, upto, taken, refused, missing, this.me.schemas.newest)


async def _unknown(tx: Tx, this: _Round, heap: _Heap) -> list[tuple[Event, str]]:
    """The events that did not come before. The same number or id with other content is refused."""
    ids = [event.id for event, _ in heap.events.values()]
    rows = await fetch_dicts(
        tx.conn, store.KNOWN_SQL, {"peer": heap.peer.name, "seqs": list(heap.events), "ids": ids}
    )  # fmt: skip
    by_seq, by_id = {row["seq"]: row for row in rows}, {row["message_id"]: row for row in rows}
    fresh: list[tuple[Event, str]] = []
    for event, token in heap.events.values():
        known = by_seq.get(event.seq) or by_id.get(event.id)
        if known is None and event.seq > heap.purged:
            fresh.append((event, token))
        elif known is None:
            continue  # taken so long ago that it is kept no longer
        elif (known["seq"], known["message_id"]) != (event.seq, event.id):
            heap.refused[event.seq] = Replayed.code
            this.slips.append(Slip(token, Replayed.code, event.seq))
    return fresh


async def _standing(tx: Tx, peer: Peer, most: int) -> tuple[int, list[int]]:
    """Up to which number nothing is missing, and the first numbers that are."""
    upto, missing = peer.in_upto, list[int]()
    while upto < most and not missing:
        rows = await fetch_dicts(
            tx.conn, store.ABOVE_SQL, {"peer": peer.name, "upto": upto, "limit": MISSING_MAX}
        )  # fmt: skip
        upto, missing = standing(upto, [row["seq"] for row in rows])
        if not rows:
            break
    return upto, missing


def standing(upto: int, above: Sequence[int]) -> tuple[int, list[int]]:
    """From the numbers ``above`` (rising) that are there beyond ``upto``: how far they follow one another, and those
    that are missing between them.

    >>> standing(2, [3, 4, 7])
    (4, [5, 6])
    """
    missing: list[int] = []
    last = upto
    for seq in above:
        missing.extend(range(last + 1, min(seq, last + 1 + MISSING_MAX)))
        last = seq
        upto = upto if missing else seq
    return upto, missing[:MISSING_MAX]


def _row(peer: Peer, event: Event, token: str, transport: str, now: datetime) -> dict[str, Any]:
    return {
        "peer": peer.name,
        "seq": event.seq,
        "message_id": event.id,
        "kind": event.kind,
        "subject_id": event.subject,
        "subject_n": event.subject_n,
        "urgent": event.urgent or mapping.in_danger(event.data),
        "at": event.at,
        "digest": "\\x" + sm3(token.encode()).hex(),
        "token": token,
        "transport": transport,
        "taken_at": now,
    }


async def admit(db: Database, me: Instance, city: City, peer: Peer) -> int:
    """Put what was taken, and whose predecessors are in, where the known delivery finds it, together with the copy of
    the appeal that it speaks of. Returns how many. A message that cannot be admitted keeps back its own subject only.
    Of a peer that gives back what we lost, that is done again first.
    """
    try:
        async with db.transaction() as tx:
            waiting = await _admissible(tx, peer)
            if waiting:
                return await _admit(tx, me, city, peer, waiting)
            now = await store.peer(tx.conn, peer.name)
        return await restored.apply(db, me, city, peer.name) if now and now.standing == "recovering" else 0
    except Exception as error:
        log.warning("exchange.admit_one_by_one", peer=peer.name, error=repr(error))
    async with db.transaction() as tx:
        waiting = await _admissible(tx, peer)
    return sum([await _admit_alone(db, me, city, peer, row) for row in waiting])


async def _admissible(tx: Tx, peer: Peer) -> list[dict[str, Any]]:
    await mapping.release(tx, peer.name, "in")
    limits = {"peer": peer.name, "failures_max": FAILURES_MAX}
    return await fetch_dicts(tx.conn, store.ADMISSIBLE_SQL, limits)


async def _admit_alone(db: Database, me: Instance, city: City, peer: Peer, row: Mapping[str, Any]) -> int:
    try:
        async with db.transaction() as tx:
            return await _admit(tx, me, city, peer, [row])
    except Unavailable as error:
        # Nothing is wrong with the message: a deadlock, a time-out, a restart.
        log.warning("exchange.admit_waits", peer=peer.name, seq=row["seq"], error=repr(error.__cause__))
    except Exception as error:
        log.error("exchange.admit_failed", peer=peer.name, seq=row["seq"], error=repr(error))
        async with db.transaction() as tx:
            params = {"peer": peer.name, "seq": row["seq"], "error": repr(error)[:500]}
            await execute(tx.conn, store.FAILED_SQL, params)
    return 0


async def _admit(tx: Tx, me: Instance, city: City, peer: Peer, rows: Sequence[Mapping[str, Any]]) -> int:
    ready = await _in_our_codes(tx, me, city, peer, rows)
    if not ready:
        return 0
    opening = [(event.data["appeal"], event.receiver) for _, event in ready if event.kind in OPENS]
    if opening:
        await adopt(tx, city, me.cipher, opening)
    await insert_json(tx.conn, store.DELIVERABLE_SQL, [_message(event) for _, event in ready])
    await share(tx, peer.name, [event.data for _, event in ready])
    params = {"peer": peer.name, "now": tx.now, "seqs": [row["seq"] for row, _ in ready]}
    await execute(tx.conn, store.ADMITTED_SQL, params)
    subjects = {"subjects": [row["subject_id"] for row, _ in ready], "numbers": [row["subject_n"] for row, _ in ready]}
    await execute(tx.conn, store.SUBJECT_IN_SQL, {"peer": peer.name, **subjects})
    return len(ready)


async def _in_our_codes(
    tx: Tx, me: Instance, city: City, peer: Peer, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Event]]:
    """What can go on. A message with a code that nobody has mapped is held, unless it speaks of danger."""
    events = [_opened(me, row["token"]) for row in rows]
    book = await mapping.inward(tx, city, peer.name, [event.data for event in events])
    ready: list[tuple[Mapping[str, Any], Event]] = []
    for row, event in zip(rows, events, strict=True):
        data, unknown = book.coded(event.data)
        urgent = event.urgent or mapping.in_danger(event.data)
        if unknown:
            await mapping.hold(tx, peer.name, "in", event.id, unknown, waits=not urgent)
            held = {"peer": peer.name, "seq": row["seq"], "error": _unmapped(unknown)}
            await execute(tx.conn, store.HELD_SQL, held)
        if urgent or not unknown:
            ready.append((row, replace(event, data=data)))
    return ready


def _opened(me: Instance, token: str) -> Event:
    """An event that was verified and checked when it was taken, in the newest shape of its kind."""
    event = kept_event(me.ring, token, me=me.name, newest=me.schemas.newest)
    return replace(event, data=me.schemas.lifted(event.kind, event.version, event.data))


def _unmapped(unknown: Iterable[mapping.Unknown]) -> str:
    codes = "、".join(f"{scheme}={code}" for scheme, code in unknown)
    return text("exchange.unmapped", codes=codes)[:500]


def _message(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "sender": event.sender,
        "receiver": event.receiver,
        "kind": event.kind,
        "subject_id": event.subject,
        "urgent": event.urgent or mapping.in_danger(event.data),
        "at": event.at,
        "body": body_of(event.data),
    }
