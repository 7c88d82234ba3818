"""What citizens do without an account, and what staff do with it: one function, one use case (R2, R40, R53, R54)."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from twinline.appeals import actions as appeals
from twinline.appeals import store as appeals_store
from twinline.cases import CASE, Change, StillOpen, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City
from twinline.identity import Actor
from twinline.intake import Desk, Registered, Said, judged, register
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute
from twinline.kernel.errors import TooMany
from twinline.kernel.masking import mask
from twinline.linkage import desk as platform_desk
from twinline.linkage import joints
from twinline.portal import store
from twinline.portal.limits import TRIES_WITHIN
from twinline.portal.model import (
    ADDITIONS_MAX,
    ANSWERED,
    CHANNEL,
    CLIENT,
    PLATFORM,
    AlreadyObjected,
    AlreadyPublished,
    AlreadyRated,
    CallFirst,
    Ended,
    NoResultYet,
    NotFollowed,
    NotPublishable,
    ObjectionDecided,
    ObjectionNotFound,
    PublicationNotFound,
    RedoByHandover,
    TooManyAdditions,
    code_of,
    proof_of,
    try_of,
)

PARTS = ("title", "words", "reply")


@dataclass(frozen=True, slots=True)
class Filing:
    """What a citizen files. ``not_urgent``: they were told to call and said so."""

    words: str
    phone: str
    name: str = ""
    address: str = ""
    confidential: bool = False
    not_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How a result is to be published; what is None is taken from the appeal. ``names`` are masked everywhere."""

    title: str | None = None
    words: str | None = None
    reply: str | None = None
    names: tuple[str, ...] = ()


async def file(tx: Tx, desk: Desk, filing: Filing, *, key: str | None) -> dict[str, Any]:
    """Register what a citizen filed; the same request again is answered with the same receipt. Raises CallFirst while
    danger is told of and not denied, KeyReused, and what registering raises."""
    said = Said(
        platform=PLATFORM,
        channel=CHANNEL,
        words=filing.words,
        client=CLIENT,
        key=key,
        caller=filing.name or None,
        phone=filing.phone,
        address=filing.address,
        confidential=filing.confidential,
    )
    if not filing.not_urgent and judged(desk, said).danger:
        raise CallFirst
    actor = platform_desk(desk.city, PLATFORM)
    (made,) = await register(tx, desk, actor, [said])
    if not isinstance(made, Registered):
        raise made
    code = code_of(desk.cipher, made.appeal_id)
    proof = proof_of(desk.cipher, code, filing.phone)
    if await execute(tx.conn, store.FILE_SQL, {"appeal_id": made.appeal_id, "proof": proof, "now": tx.now}):
        await _note_told(tx, actor, made)
    return {"number": made.number, "code": code, "danger": made.danger, "replayed": made.replayed}


async def _note_told(tx: Tx, actor: Actor, made: Registered) -> None:
    """Whoever takes it up sees that the person was told to call, and went on."""
    if made.danger:
        appeal = await appeals.lock(tx, actor, made.appeal_id)
        await appeals.write(tx, actor, appeal, appeal, "told_to_call", {})


async def opened(db: Database, cipher: FieldCipher, *, code: str, phone_end: str, tries_max: int) -> UUID:
    """The appeal that a code and the last digits of its phone open. Raises NotFollowed for either being wrong, and
    TooMany after so many wrong tries of the code within an hour, even to whoever is right by then."""
    async with db.transaction() as tx:
        code_idx = try_of(cipher, code)
        tries, since = await store.count_try(tx.conn, code_idx, now=tx.now, after=tx.now - TRIES_WITHIN)
        found = await store.find(tx.conn, proof_of(cipher, code, phone_end))
        barred = 0 < tries_max < tries
        if found and not barred:
            await execute(tx.conn, store.RIGHT_SQL, {"code_idx": code_idx})
    if barred:
        raise TooMany(retry_after_s=max(1, round((since + TRIES_WITHIN - tx.now).total_seconds())))
    if found is None:
        raise NotFollowed
    return found


async def add(tx: Tx, desk: Desk, *, appeal_id: UUID, words: str, not_urgent: bool, key: str | None) -> None:
    """Add words to an appeal that goes on; with danger in them 110 is asked in the same transaction, whether it goes on
    or has ended. The same request again adds nothing; other words under its key are added. Raises CallFirst, and
    without danger Ended and TooManyAdditions."""
    actor = platform_desk(desk.city, PLATFORM)
    danger = judged(desk, Said(platform=PLATFORM, channel=CHANNEL, words=words, client=CLIENT)).danger
    if danger and not not_urgent:
        raise CallFirst
    if danger:  # before the appeal is locked: handover and order come first everywhere
        await joints.raise_danger(tx, desk.city, actor, appeal_id=appeal_id, reason=words)
    appeal = await appeals.lock(tx, actor, appeal_id)
    earlier = await store.additions(tx.conn, appeal_id)
    if key and (key, words) in [(row["key"], row["words"]) for row in earlier]:
        return
    if appeal.closed_at and not danger:
        raise Ended
    if len(earlier) >= ADDITIONS_MAX and not danger:
        raise TooManyAdditions(limit=ADDITIONS_MAX)
    fresh = None if key in [row["key"] for row in earlier] else key
    row = {"id": tx.new_id(), "appeal_id": appeal_id, "key": fresh, "words": words, "danger": danger, "now": tx.now}
    await execute(tx.conn, store.ADD_SQL, row)
    await appeals.write(tx, actor, appeal, appeal, "supplement", {"words": words})


async def _own_order(tx: Tx, actor: Actor, appeal_id: UUID) -> WorkOrder:
    """12345's own order, locked, with its result. Raises NoResultYet."""
    order_id = await store.own_order(tx.conn, appeal_id)
    if order_id is None:
        raise NoResultYet
    order = await cases.lock(tx, actor, Change(order_id))
    if order.state not in ANSWERED or not order.reply or order.replied_at is None:
        raise NoResultYet
    return order


async def rate(
    tx: Tx, desk: Desk, *, appeal_id: UUID, contacted: bool, solved: bool, satisfied: int, note: str
) -> None:
    """Three separate facts about a result, told by the person themselves (R54): the order's revisit where that is due,
    else an event beside it. Saying the same again is no error. Raises NoResultYet, AlreadyRated."""
    actor = platform_desk(desk.city, PLATFORM)
    order = await _own_order(tx, actor, appeal_id)
    said = {"contacted": contacted, "solved": solved, "satisfied": satisfied, "note": note}
    row = said | {"order_id": order.id, "replied_at": order.replied_at, "appeal_id": appeal_id, "now": tx.now}
    earlier = await store.rating(tx.conn, row)
    if earlier:
        if earlier != said:
            raise AlreadyRated
        return
    await execute(tx.conn, store.RATE_SQL, row)
    if order.state == "reviewed":
        await cases.revisit(
            tx,
            desk.city,
            actor,
            Change(order.id),
            contacted=contacted,
            solved=solved,
            satisfied=satisfied,
            note=note,
            told_by=CHANNEL,
        )
    else:
        await cases.note(tx, actor, order, "rated", said)


async def object_to(tx: Tx, desk: Desk, *, appeal_id: UUID, reason: str) -> None:
    """Ask for a result to be looked at again; it waits for somebody's decision. Saying the same again is no error.
    Raises NoResultYet, AlreadyObjected."""
    actor = platform_desk(desk.city, PLATFORM)
    order = await _own_order(tx, actor, appeal_id)
    waiting = await store.open_objection(tx.conn, appeal_id)
    if waiting is not None:
        if waiting != reason:
            raise AlreadyObjected
        return
    row = {"id": tx.new_id(), "appeal_id": appeal_id, "order_id": order.id, "reason": reason, "now": tx.now}
    await execute(tx.conn, store.OBJECT_SQL, row)
    await cases.note(tx, actor, order, "objected", {"reason": reason})


async def decide(tx: Tx, city: City, actor: Actor, *, objection_id: UUID, upheld: bool, answer: str) -> None:
    """Decide an objection: upheld, the unit handles the order again, or one that has ended begins anew; or not, with
    the answer that the person reads. Raises ObjectionNotFound, ObjectionDecided, RedoByHandover."""
    actor.require("portal.review")
    found = await store.lock_objection(tx.conn, objection_id, actor.sight)
    if found is None:
        raise ObjectionNotFound
    if found.decided_at:
        raise ObjectionDecided
    row = {"id": found.id, "now": tx.now, "by": actor.account_id, "upheld": upheld, "answer": answer}
    await execute(tx.conn, store.DECIDE_SQL, row)
    order = await cases.lock(tx, actor, Change(found.order_id))
    order = await cases.note(tx, actor, order, "objection_decided", {"upheld": upheld, "answer": answer})
    if upheld:
        await _again(tx, city, actor, order, found.reason)


async def _again(tx: Tx, city: City, actor: Actor, order: WorkOrder, reason: str) -> None:
    if order.state == "answered":
        order = await cases.close(tx, city, actor, Change(order.id))
    if order.state in CASE.final:
        with suppress(StillOpen):  # it is handled again already
            await cases.reopen(tx, city, actor, order_id=order.id, reason=reason)
    elif CASE.allows(order.state, "redo"):
        if order.lead_unit_id is None:
            raise RedoByHandover
        await cases.redo(tx, city, actor, Change(order.id), reason=reason)


async def preview(tx: Tx, actor: Actor, cipher: FieldCipher, *, appeal_id: UUID, wording: Wording) -> dict[str, Any]:
    """A result as it would be published, and how much of what kind was masked. The look is audited, and tells nothing
    of the caller's name that the appeal itself does not: names typed into the wording are no way to guess it. Raises
    NotPublishable, also for an appeal that the caller may not see."""
    found, caller = await _source(tx, actor, cipher, appeal_id)
    told = any(caller in found[part] for part in PARTS)
    data = {"own_wording": wording != Wording()}
    await appeals.audit(tx, actor, action="portal.previewed", subject_id=appeal_id, data=data, at=tx.now)
    return _masked(found, wording, caller if told else "")


async def publish(tx: Tx, actor: Actor, cipher: FieldCipher, *, appeal_id: UUID, wording: Wording) -> UUID:
    """Publish a result in the wording of its preview, without the caller's name in any case. Raises NotPublishable,
    AlreadyPublished."""
    found, caller = await _source(tx, actor, cipher, appeal_id)
    shown = _masked(found, wording, caller)
    row = {name: shown[name] for name in PARTS}
    row |= {"id": tx.new_id(), "appeal_id": appeal_id, "now": tx.now, "by": actor.account_id}
    if not await store.publish(tx.conn, row):
        raise AlreadyPublished
    await appeals.audit(tx, actor, action="portal.published", subject_id=appeal_id, data={"id": row["id"]}, at=tx.now)
    return row["id"]


async def _source(tx: Tx, actor: Actor, cipher: FieldCipher, appeal_id: UUID) -> tuple[dict[str, Any], str]:
    """What a publication is made from, and the caller's name."""
    actor.require("portal.publish")
    found = await store.source(tx.conn, appeal_id, actor.sight)
    if found is None or not found["publishable"] or not found["reply"]:
        raise NotPublishable
    contact = await appeals_store.contact(tx.conn, found["contact_id"])
    return found, cipher.open(contact.caller_name_enc).strip() if contact and contact.caller_name_enc else ""


def _masked(found: dict[str, Any], wording: Wording, caller: str) -> dict[str, Any]:
    masked: Counter[str] = Counter()
    shown: dict[str, Any] = {}
    for part in PARTS:
        given = getattr(wording, part)
        shown[part], counts = mask(found[part] if given is None else given, [*wording.names, caller])
        masked += counts
    return shown | {"masked": [{"kind": kind, "count": n} for kind, n in masked.items()]}


async def withdraw(tx: Tx, actor: Actor, *, publication_id: UUID) -> None:
    """Take a published result back at once. Raises PublicationNotFound."""
    actor.require("portal.publish")
    row = {"id": publication_id, "now": tx.now, "by": actor.account_id}
    if not await execute(tx.conn, store.WITHDRAW_SQL, row):
        raise PublicationNotFound
    await appeals.audit(tx, actor, action="portal.withdrawn", subject_id=publication_id, data={}, at=tx.now)


async def forget(db: Database) -> None:
    """Upkeep: tries whose hour is over."""
    async with db.transaction() as tx:
        await execute(tx.conn, store.FORGET_SQL, {"before": tx.now - TRIES_WITHIN})
