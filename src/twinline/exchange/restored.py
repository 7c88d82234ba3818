"""An instance whose database was put back to an older state, and the peer that tells it what it lost (decision 0020).

The one that was put back asks (``restored``); the peer lets take effect what can, freezes the line, and gives page by
page what it had said and heard since, in the order in which that stands there (``given``). All of it is staged here,
then done message by message; then both open the line again (``recovered``, ``resume``). Notices may be lost and come
twice: whoever waits asks again, and what was done is known by the message's id.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import orjson
import structlog

from twinline.clocks import City
from twinline.exchange import attached_store, mapping, store
from twinline.exchange import restored_store as rows
from twinline.exchange.carried import OPENS, adopt, body_of, share
from twinline.exchange.envelope import read_event, sealed_in
from twinline.exchange.keys import BodyKey, b64, seal, unb64
from twinline.exchange.model import FAILURES_MAX, BadBody, Event, NotForUs, Peer, Refused
from twinline.exchange.outgoing import Instance
from twinline.exchange.restored_store import Given, Recovery
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, fetch_value, insert_json
from twinline.kernel.errors import Invalid, Problem, Unavailable
from twinline.kernel.hashing import sm3
from twinline.linkage import Message, recovered
from twinline.oversight import remind_exchange

ASK_AGAIN = timedelta(seconds=15)
PAGE_MESSAGES, PAGE_CHARS = 200, 300_000
APPLY_MESSAGES = 50
BACK_MAX = 2
"""So many heartbeats in turn whose numbers are lower than before: not one that was overtaken."""
log = structlog.get_logger(__name__)

CANNOT = (Problem, LookupError, TypeError, ValueError)
Replies = list[tuple[str, dict[str, Any]]]


class TooOld(Invalid):
    """The backup is older than what the peer still keeps."""

    code: ClassVar[str] = "exchange.backup_too_old"


# --- The one that was put back --------------------------------------------------------------------------------------


async def asks(tx: Tx, peer: str) -> Replies:
    """What is to be asked of, or told to, the peer now."""
    now = await rows.recovery(tx.conn, peer)
    if now is None or now.phase == "applying" or (now.asked_at and now.asked_at > tx.now - ASK_AGAIN):
        return []
    await execute(tx.conn, rows.ASKED_SQL, {"id": now.id, "at": tx.now})
    if now.phase == "telling":
        return [("recovered", {"epoch": now.epoch})]
    said = {"epoch": now.epoch, "out_seq": now.out_seq, "own_from": now.own_from, "in_upto": now.in_upto}
    return [("restored", {**said, "after": now.after})]


async def hear(tx: Tx, me: Instance, peer: Peer, kind: str, data: Mapping[str, Any]) -> Replies:
    """Go on by what the other side says of a recovery. Raises BadBody, UnknownKind."""
    try:
        match kind:
            case "restored":
                return await _give(tx, me, peer.name, data)
            case "given":
                return await _stage(tx, me, peer.name, data)
            case "recovered":
                return await _open(tx, peer.name, int(data["epoch"]))
            case "later":
                await _later(tx, peer.name, int(data["epoch"]))
            case _:
                await _resume(tx, peer.name, int(data["epoch"]))
    except (KeyError, TypeError, ValueError, NotForUs) as error:
        raise BadBody(why=kind) from error
    return []


async def _stage(tx: Tx, me: Instance, peer: str, data: Mapping[str, Any]) -> Replies:
    now = await rows.recovery(tx.conn, peer)
    if now is None or now.phase != "asking" or (data["epoch"], data["after"]) != (now.epoch, now.after):
        return []
    if data.get("too_old"):
        await execute(tx.conn, rows.FAILED_SQL, {"id": now.id, "error": TooOld.code})
        log.error("exchange.backup_too_old", peer=peer)
        return []
    if data.get("wait"):
        await execute(tx.conn, rows.ASKED_SQL, {"id": now.id, "at": tx.now - ASK_AGAIN + timedelta(seconds=1)})
        return []
    page = orjson.loads(me.ring.open(data["sealed"]))
    given = [_staged(me, peer, row) for row in page["rows"]]
    await rows.stage(tx.conn, given)
    end: dict[str, Any] | None = page["end"]
    after = given[-1]["pos"] if given else now.after
    await rows.staged(tx.conn, now.id, after=after, given=len(given), end=end)
    if end is not None:
        await execute(tx.conn, rows.URGENT_FIRST_SQL, {"peer": peer})
        above = max(now.own_from, int(end["purged"]))
        n = await fetch_value(tx.conn, rows.UNPACK_SQL, {"peer": peer, "above": above})
        await execute(tx.conn, rows.COUNT_AGAIN_SQL, {"id": now.id, "n": n})
    return []


def _staged(me: Instance, peer: str, row: list[Any]) -> dict[str, Any]:
    names = ("pos", "own", "seq", "message_id", "kind", "subject_id", "subject_n", "appeal_id", "urgent", "token")
    key = row[len(names)]
    sealed = "\\x" + me.cipher.seal(key).hex() if key else None
    return {"peer": peer, **dict(zip(names, row, strict=False)), "body_key": sealed}


async def _later(tx: Tx, peer: str, epoch: int) -> None:
    """The peer knows a life of ours as late as this one: this one is put after it."""
    now = await rows.recovery(tx.conn, peer)
    if now and now.phase == "asking" and epoch >= now.epoch:
        later = await fetch_value(tx.conn, rows.LATER_LIFE_SQL, {"epoch": epoch})
        await execute(tx.conn, rows.RENAMED_SQL, {"epoch": later})


async def apply(db: Database, me: Instance, city: City, peer: str) -> int:
    """Do again what is staged, each message in its own transaction, those of appeals in danger first. Returns how many
    were done; in the end the peer is told."""
    for count in range(APPLY_MESSAGES):
        async with db.transaction() as tx:
            now = await rows.recovery(tx.conn, peer)
            known = await store.peer(tx.conn, peer)
            if now is None or known is None or now.phase != "applying":
                return count
            given = await rows.following(tx.conn, peer)
            if given is None:
                await _settle(tx, now)
                return count + 1
            await _Again(tx, me, city, known, now).do(given)
    return APPLY_MESSAGES


async def _settle(tx: Tx, now: Recovery) -> None:
    """All numbers as the peer has them."""
    end = now.end_said or {}
    await execute(tx.conn, rows.SETTLED_SQL, {"peer": now.peer, **end})
    await execute(tx.conn, rows.FORGET_GIVEN_SQL, {"peer": now.peer})
    await execute(tx.conn, rows.TELLING_SQL, {"id": now.id})


async def _resume(tx: Tx, peer: str, epoch: int) -> None:
    now = await rows.recovery(tx.conn, peer)
    if now and now.phase == "telling" and epoch == now.epoch:
        common = {"peer": peer, "now": tx.now}
        await execute(tx.conn, rows.END_SQL, common)
        await execute(tx.conn, rows.GO_ON_SQL, common)
        await execute(tx.conn, rows.STAND_SQL, {**common, "standing": "open", "was": ["recovering"]})
        log.info("exchange.recovered", peer=peer)


class _Again:
    """One message that was given back, done in one transaction."""

    def __init__(self, tx: Tx, me: Instance, city: City, peer: Peer, now: Recovery) -> None:
        self._tx, self._me, self._city, self._peer, self._now = tx, me, city, peer, now

    async def do(self, given: Given) -> None:
        done = await (self._own(given) if given.own else self._theirs(given))
        news = {"peer": self._peer.name, "hosts": list(self._me.hosts), "news": list(recovered.NEW_MIRROR)}
        await execute(self._tx.conn, rows.UNSAY_NOW_SQL, news)
        counted = {"done": int(done is True), "skipped": int(done is False)}
        await execute(
            self._tx.conn, rows.DONE_SQL, {"peer": self._peer.name, "pos": given.pos, "id": self._now.id, **counted}
        )

    async def _own(self, given: Given) -> bool | None:
        """What we had said. None when it is known here, False when it could not be done again."""
        tx, event = self._tx, self._opened(given)
        known = await fetch_value(tx.conn, rows.KNOWN_SQL, {"id": event.id})
        done = None if known else await self._say(event)
        await execute(tx.conn, rows.SAID_SQL, self._message(event, given.seq))
        sent = self._exchanged(given, event)
        await execute(tx.conn, rows.SENT_SQL, sent)
        await execute(tx.conn, rows.SUBJECT_OUT_SQL, sent)
        return done

    async def _say(self, event: Event) -> bool:
        tx, data = self._tx, await self._in_our_codes(event)
        message = _said(event, data)
        if event.kind == "offer":
            before = await recovered.open_offer(tx, self._city, message)
            await self._first(before.id if before else None)
        try:
            async with tx.conn.transaction():
                if event.kind in OPENS:
                    await adopt(tx, self._city, self._me.cipher, [(data["appeal"], event.sender)])
                    await share(tx, self._peer.name, [data])
                await recovered.again(tx, self._city, message)
        except Unavailable:
            raise
        except CANNOT as why:
            # The tables do not allow it (any more): it had no effect at the peer either, or stands here already.
            log.info("exchange.not_done_again", kind=event.kind, subject=str(event.subject), why=repr(why))
            said = {"hosts": list(self._me.hosts), "kind": event.kind, "subject_id": event.subject}
            await execute(tx.conn, rows.UNSAY_SQL, said)
            return False
        if event.kind in recovered.FOLLOWS:
            said = {"hosts": list(self._me.hosts), "kind": event.kind, "subject_id": event.subject}
            await execute(tx.conn, rows.UNSAY_SQL, said)
        return True

    async def _first(self, subject: UUID | None) -> None:
        """We had ended an offer before what comes next reached us: that end goes first (the origin decides)."""
        ended = subject and await rows.ending(self._tx.conn, self._peer.name, subject, list(recovered.ENDINGS))
        if ended:
            await self.do(ended)

    async def _theirs(self, given: Given) -> bool | None:
        """What the peer had said. None when it is known here, False when it waits for its delivery."""
        tx = self._tx
        try:
            event = self._opened(given)
        except Refused as why:
            log.error("exchange.given_refused", peer=self._peer.name, seq=given.seq, code=why.code)
            return False
        await self._take(given, event)
        heard = {"id": event.id, "hosts": list(self._me.hosts)}
        if await fetch_value(tx.conn, rows.HEARD_SQL, heard):
            return None
        if event.kind in recovered.ANSWERS:
            await self._first(event.subject)
        data = await self._in_our_codes(event)
        if event.kind in OPENS:
            await adopt(tx, self._city, self._me.cipher, [(data["appeal"], event.receiver)])
            await share(tx, self._peer.name, [data])
        message = _said(event, data)
        await insert_json(tx.conn, store.DELIVERABLE_SQL, [asdict(message)])
        try:
            async with tx.conn.transaction():
                await recovered.receive(tx, self._city, [message])
        except Unavailable:
            raise
        except CANNOT as why:
            log.error("exchange.given_waits", peer=self._peer.name, seq=given.seq, why=repr(why))
            return False
        await execute(tx.conn, rows.RECEIVED_SQL, {"id": event.id, "at": tx.now})
        return True

    async def _take(self, given: Given, event: Event) -> None:
        tx, peer = self._tx, self._peer.name
        await execute(tx.conn, rows.TOOK_SQL, self._exchanged(given, event))
        subject = {"subjects": [event.subject], "numbers": [event.subject_n]}
        await execute(tx.conn, store.SUBJECT_IN_SQL, {"peer": peer, **subject})

    def _exchanged(self, given: Given, event: Event) -> dict[str, Any]:
        """The row of a message that was exchanged, out or in."""
        return {
            "peer": self._peer.name,
            "seq": given.seq,
            "message_id": event.id,
            "kind": event.kind,
            "subject_id": event.subject,
            "subject_n": event.subject_n,
            "urgent": event.urgent,
            "at": event.at,
            "digest": "\\x" + sm3(given.token.encode()).hex(),
            "token": given.token,
            "now": self._tx.now,
        }

    def _opened(self, given: Given) -> Event:
        """The event of a token: the peer's, or our own, which the key of its body opens. Raises Refused."""
        me, peer = self._me, self._peer
        newest = me.schemas.newest
        if not given.own:
            return read_event(me.ring, given.token, peer.keys, me=me.name, newest=newest)
        key = BodyKey(unb64(me.cipher.open(given.body_key or b"")))
        return read_event(key, given.token, me.ring.public(), me=peer.name, newest=newest)

    async def _in_our_codes(self, event: Event) -> dict[str, Any]:
        """Codes that nobody has mapped (any more) hold nothing up: they are left empty and put before a steward."""
        data = self._me.schemas.read(event.kind, event.version, event.data)
        book = await mapping.inward(self._tx, self._city, self._peer.name, [data])
        coded, unknown = book.coded(data)
        if unknown:
            await mapping.hold(self._tx, self._peer.name, "in", event.id, unknown, waits=False)
        return coded

    def _message(self, event: Event, seq: int) -> dict[str, Any]:
        row = _row(_said(event, event.data))
        return {**row, "now": self._tx.now, "peer": self._peer.name, "seq": seq}


def _said(event: Event, data: Mapping[str, Any]) -> Message:
    urgent = event.urgent or mapping.in_danger(data)
    return Message(event.id, event.sender, event.receiver, event.kind, event.subject, urgent, event.at, body_of(data))


def _row(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "sender": message.sender,
        "receiver": message.receiver,
        "kind": message.kind,
        "subject_id": message.subject_id,
        "urgent": message.urgent,
        "at": message.at,
        "body": orjson.dumps(message.body).decode(),
    }


# --- The peer ---------------------------------------------------------------------------------------------------------


async def _give(tx: Tx, me: Instance, name: str, data: Mapping[str, Any]) -> Replies:
    """A page of what the peer lost, when all is at rest here."""
    epoch, after = int(data["epoch"]), int(data["after"])
    numbers = {key: int(data[key]) for key in ("out_seq", "own_from", "in_upto")}
    peer = await store.lock_peer(tx.conn, name)
    if peer is None or peer.standing == "recovering":
        # Both were put back: neither can tell the other. A person has to decide.
        log.error("exchange.both_restored", peer=name)
        return []
    if epoch < peer.epoch:
        return [("later", {"epoch": peer.epoch})]
    if epoch > peer.epoch:
        await execute(tx.conn, rows.GIVE_SQL, {"peer": name, "epoch": epoch, "now": tx.now})
        await execute(tx.conn, attached_store.OFFER_AGAIN_SQL, {"peer": name, "now": tx.now})
        await _alarm(tx, me, name)
    elif peer.standing != "giving":
        return []
    head = {"epoch": epoch, "after": after}
    giving = (await fetch_dicts(tx.conn, rows.GIVING_SQL, {"peer": name}))[0]
    if numbers["in_upto"] < giving["purged_out"] or numbers["out_seq"] < giving["purged_in"]:
        return [("given", head | {"too_old": True})]
    if giving["frozen_at"] is None:
        if await rows.moves(tx.conn, name, failures_max=FAILURES_MAX):
            return [("given", head | {"wait": True})]
        await rows.drop_unadmitted(tx.conn, name)
        await execute(tx.conn, rows.FROZEN_SQL, {"peer": name, "now": tx.now})
    page = await _page(tx, me, peer, {"peer": name, "after": after, **numbers}, giving["purged_in"])
    return [("given", head | {"sealed": seal(peer.keys, orjson.dumps(page))})]


async def _page(tx: Tx, me: Instance, peer: Peer, params: Mapping[str, Any], purged: int) -> dict[str, Any]:
    found = await rows.feed(tx.conn, {**params, "limit": PAGE_MESSAGES})
    page, chars = list[list[Any]](), 0
    for row in found:
        chars += len(row["token"])
        if page and chars > PAGE_CHARS:
            break
        key = b64(me.ring.body_key(sealed_in(row["token"]))) if row["own"] else None
        told = ("pos", "own", "seq", "message_id", "kind", "subject_id", "subject_n", "appeal_id", "urgent", "token")
        page.append([*(row[name] for name in told), key])
    if len(page) < len(found) or len(found) == PAGE_MESSAGES:
        return {"rows": page, "end": None}
    # What the peer counts from now on: its own after all that came here, ours after all that was packed.
    ends = {"out_seq": peer.in_max, "in_max": peer.out_seq, "purged": purged}
    return {"rows": page, "end": ends | {"epoch": await store.own_epoch(tx.conn)}}


async def _open(tx: Tx, name: str, epoch: int) -> Replies:
    peer = await store.lock_peer(tx.conn, name)
    if peer is None or epoch != peer.epoch or peer.standing not in ("giving", "open"):
        return []
    if peer.standing == "giving":
        await execute(tx.conn, rows.TAKEN_SQL, {"peer": name, "now": tx.now})
        await execute(tx.conn, rows.STAND_SQL, {"peer": name, "standing": "open", "was": ["giving"]})
        log.info("exchange.peer_recovered", peer=name)
    return [("resume", {"epoch": epoch})]


async def went_back(tx: Tx, me: Instance, peer: Peer, said: Mapping[str, Any], at: Any) -> None:
    """See from heartbeats whether the peer's numbers go backwards. If so it was put back and nobody said so: nothing is
    sent to it or taken from it, until it says so or a person switches it on again. Raises BadBody."""
    if "out" not in said:
        return
    try:
        numbers = {"out": int(said["out"]), "in": int(said["in"]), "epoch": int(said["epoch"])}
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="numbers") from error
    back = await fetch_value(tx.conn, rows.SAID_BEAT_SQL, {"peer": peer.name, "said": at, **numbers})
    if back is not None and back >= BACK_MAX:
        await stop(tx, me, peer.name)


async def stop(tx: Tx, me: Instance, name: str) -> None:
    """Shut the line, with an alarm."""
    if await execute(tx.conn, rows.STAND_SQL, {"peer": name, "standing": "stopped", "was": ["open"]}):
        log.error("exchange.went_back", peer=name)
        await _alarm(tx, me, name)


async def _alarm(tx: Tx, me: Instance, name: str) -> None:
    desk = await fetch_value(tx.conn, store.DESK_SQL, {"platform": me.hosts[0]})
    subject = f"restored:{name}"
    await remind_exchange(tx, kind="restored", subject=subject, platform=me.hosts[0], day_end=tx.now, desk=desk)
