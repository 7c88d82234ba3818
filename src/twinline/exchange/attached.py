"""Attachments cross by reference and digest: named in a notice, then asked for chunk by chunk (R35, R39, R45).

Whoever has an attachment tells of it until the other side has it whole. Whoever lacks it asks for chunks by number, few
at a time, so that nothing urgent waits behind them; what is lost, doubled or cut off by a restart is asked for again.
What does not fit the digest is thrown away; what this side does not take is known here by name, and the other side is
told why. Names and contents are sealed for the receiver as bodies of messages are.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog

from twinline.attachments import BYTES_MAX, MEDIA_TYPES, Attachment, chunks_of, clean_name, verified
from twinline.attachments import store as attachments
from twinline.exchange import attached_store as rows
from twinline.exchange import store
from twinline.exchange.keys import seal
from twinline.exchange.model import BadBody, Peer
from twinline.exchange.outgoing import Instance
from twinline.kernel.db import Tx, execute, fetch_dicts, fetch_value
from twinline.oversight import remind_exchange

KINDS = frozenset(("attachments", "attachments_here", "chunks", "chunk"))
IN_FLIGHT = 2
"""Chunks of a peer that are on their way at one time, each of 466,000 characters."""
NAMED_MAX = 20
CHUNKS_MAX = chunks_of(BYTES_MAX)
ALARM_AT = 3
REASONS = ("type", "size")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}", re.ASCII)
Replies = list[tuple[str, dict[str, Any]]]
log = structlog.get_logger(__name__)


async def asks(tx: Tx, peer: Peer) -> Replies:
    """What the peer is told of, and which chunks it is asked for now."""
    common = {"peer": peer.name, "now": tx.now}
    await execute(tx.conn, rows.OFFER_SHARED_SQL, common)
    await execute(tx.conn, rows.OFFER_NEW_SQL, common)
    named = await fetch_dicts(tx.conn, rows.TO_TELL_SQL, {**common, "limit": NAMED_MAX})
    said: Replies = [("attachments", {"sealed": seal(peer.keys, orjson.dumps(named))})] if named else []
    coming = await fetch_dicts(tx.conn, rows.NEXT_SQL, common)
    for one in coming:
        params = {"id": one["id"], "chunks": chunks_of(one["bytes"]), "limit": IN_FLIGHT}
        missing = [row["n"] for row in await fetch_dicts(tx.conn, rows.MISSING_SQL, params)]
        await execute(tx.conn, rows.ASKED_SQL, {"id": one["id"], "ns": missing, "now": tx.now})
        said.append(("chunks", {"id": str(one["id"]), "ns": missing}))
    return said


async def hear(tx: Tx, me: Instance, peer: Peer, kind: str, data: Mapping[str, Any]) -> Replies:
    """Take a notice of one of ``KINDS``; what it is answered. Raises BadBody, NotForUs."""
    try:
        match kind:
            case "attachments":
                return await _named(tx, me, peer, orjson.loads(me.ring.open(data["sealed"])))
            case "attachments_here":
                for name, (held, whole) in dict[str, Any](data["held"]).items():
                    told = {
                        "peer": peer.name,
                        "id": UUID(name),
                        "held": min(max(int(held), 0), CHUNKS_MAX),
                        "whole": whole is True,
                    }
                    await execute(tx.conn, rows.TOLD_SQL, {**told, "now": tx.now})
                for name, why in dict[str, Any](data.get("refused") or {}).items():
                    refused = {"peer": peer.name, "id": UUID(name), "why": why if why in REASONS else "type"}
                    await execute(tx.conn, rows.REFUSED_SQL, refused)
                return []
            case "chunks":
                return await _give(tx, peer, UUID(data["id"]), [int(n) for n in data["ns"]])
            case _:
                return await _came(tx, me, peer, UUID(data["id"]), int(data["n"]), data["sealed"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(why=kind) from error


async def _named(tx: Tx, me: Instance, peer: Peer, told: Sequence[Mapping[str, Any]]) -> Replies:
    held, refused = dict[str, tuple[int, bool]](), dict[str, str]()
    for said in told[:NAMED_MAX]:
        row = _row(peer, said, tx.now)
        known = await attachments.lock(tx.conn, row["id"])
        if known is None and await fetch_value(
            tx.conn, rows.KNOWN_SQL, {"peer": peer.name, "appeal": row["appeal_id"]}
        ):
            await attachments.insert(tx.conn, row)
            known = await attachments.lock(tx.conn, row["id"])
        if known and known.peer != peer.name:
            raise BadBody(why="attachment")
        if known and row["refused"]:
            refused[str(known.id)] = row["refused"]
        elif known:
            held[str(known.id)] = (known.held, known.whole_at is not None)
    return [("attachments_here", {"held": held, "refused": refused})] if held or refused else []


def _row(peer: Peer, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What is not kept here says why, and is never asked for. Raises BadBody for what no platform tells, and for a
    platform that is not the peer's."""
    size, digest, at = int(said["bytes"]), bytes.fromhex(said["sm3"]), datetime.fromisoformat(said["at"])
    told = 0 < size < 2**63 and len(digest) == 32 and at.tzinfo and MEDIA_TYPE.fullmatch(said["media_type"])
    if not told or said["platform"] not in peer.hosts:
        raise BadBody(why="attachment")
    refused = "type" if said["media_type"] not in MEDIA_TYPES else "size" if size > BYTES_MAX else None
    return {
        "id": UUID(said["id"]),
        "appeal_id": UUID(said["appeal_id"]),
        "name": clean_name(said["name"]),
        "media_type": said["media_type"],
        "bytes": size,
        "sm3": digest,
        "personal": said["personal"] is not False,
        "platform": said["platform"],
        "at": at,
        "peer": peer.name,
        "next_at": None if refused else now,
        "refused": refused,
    }


async def _give(tx: Tx, peer: Peer, attachment_id: UUID, ns: Sequence[int]) -> Replies:
    if not await fetch_value(tx.conn, rows.OFFERED_SQL, {"peer": peer.name, "id": attachment_id}):
        raise BadBody(why="attachment")
    given: Replies = []
    for n in ns[:IN_FLIGHT]:
        data = await attachments.chunk(tx.conn, attachment_id, n)
        if data is None:
            raise BadBody(why="chunk")
        given.append(("chunk", {"id": str(attachment_id), "n": n, "sealed": seal(peer.keys, data)}))
    return given


async def _came(tx: Tx, me: Instance, peer: Peer, attachment_id: UUID, n: int, sealed: Any) -> Replies:
    found = await attachments.lock(tx.conn, attachment_id)
    if found is None or found.peer != peer.name or not 0 <= n < found.chunks:
        raise BadBody(why="attachment")
    if found.whole_at:
        return _whole(found)
    data = me.ring.open(sealed)
    if len(data) != found.size_of(n):
        raise BadBody(why="chunk")
    held = found.held + await attachments.put(tx.conn, found.id, n, data)
    await execute(tx.conn, rows.CAME_SQL, {"id": found.id, "n": n, "now": tx.now})
    return await _complete(tx, me, found) if held == found.chunks else []


async def _complete(tx: Tx, me: Instance, found: Attachment) -> Replies:
    digest, kind = await verified(tx, found)
    if (digest, kind) == (found.sm3, found.media_type):
        whole = {"id": found.id, "now": tx.now, "sm3": digest, "media_type": kind}
        await execute(tx.conn, attachments.WHOLE_SQL, whole)
        return _whole(found)
    failures = await fetch_value(tx.conn, rows.UNFIT_SQL, {"id": found.id, "now": tx.now})
    log.error("exchange.attachment_unfit", peer=found.peer, id=str(found.id), failures=failures)
    if failures == ALARM_AT:
        desk = await fetch_value(tx.conn, store.DESK_SQL, {"platform": me.hosts[0]})
        subject = f"attachment:{found.id}"
        await remind_exchange(tx, kind="attachment", subject=subject, platform=me.hosts[0], day_end=tx.now, desk=desk)
    return []


def _whole(found: Attachment) -> Replies:
    return [("attachments_here", {"held": {str(found.id): (found.chunks, True)}})]
