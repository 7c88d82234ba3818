"""Changing one side's copy of a handover or joint action, and telling the other side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from twinline.clocks import City, Timed, apply, start_all
from twinline.identity import Actor, system
from twinline.kernel.db import Tx
from twinline.kernel.ledger import Event, first_event, next_event, record
from twinline.linkage import store
from twinline.linkage.model import Handover, HandoverNotFound, Joint, JointNotFound, Message, Recovering
from twinline.linkage.states import HANDOVER, JOINT, UNDECIDED


def desk(city: City, platform: str) -> Actor:
    """The platform itself, acting through its desk: messages, timers, reactions."""
    return system(platform, city.directory.desk(platform).id)


async def lock_handover(tx: Tx, actor: Actor, handover_id: UUID) -> Handover:
    """Raises HandoverNotFound, and Recovering for a person while what was lost comes back."""
    if actor.account_id and await store.paused(tx.conn):
        raise Recovering
    found = await store.lock_handovers(tx.conn, [handover_id], actor.sight)
    if not found:
        raise HandoverNotFound
    return found[handover_id]


async def lock_joint(tx: Tx, actor: Actor, joint_id: UUID) -> Joint:
    """Raises JointNotFound, and Recovering for a person while what was lost comes back."""
    if actor.account_id and await store.paused(tx.conn):
        raise Recovering
    found = await store.lock_joint(tx.conn, joint_id, actor.sight)
    if found is None:
        raise JointNotFound
    return found


def _timed(handover: Handover) -> Timed:
    return Timed(handover.id, handover.appeal_id, handover.platform, None, "", "", handover.danger, handover.danger)


async def open_handovers(
    tx: Tx, city: City, actor: Actor, fresh: Sequence[tuple[Handover, Mapping[str, Any]]]
) -> list[Handover]:
    """Write new copies, each with the first event of its chain. The origin's copy carries the clock."""
    events = [
        first_event("handover", handover, at=tx.now, by=actor.by, data=data, chain=copy_id(handover))
        for handover, data in fresh
    ]
    opened = [
        replace(handover, version=event.seq, head=event.hash)
        for (handover, _), event in zip(fresh, events, strict=True)
    ]
    await store.insert_handovers(tx.conn, opened)
    await record(tx, [(event, one.audience) for event, one in zip(events, opened, strict=True)])
    await start_all(tx, city, [(_timed(one), "handover_accept") for one in opened if one.side == "origin"])
    return opened


async def open_handover(tx: Tx, city: City, actor: Actor, handover: Handover, data: Mapping[str, Any]) -> Handover:
    return (await open_handovers(tx, city, actor, [(handover, data)]))[0]


def sides(message: Message, side: str) -> tuple[str, str]:
    """The platform of the copy on this side of what a message opens, and the other one."""
    return (message.sender, message.receiver) if side == "origin" else (message.receiver, message.sender)


def copy_id(thing: Handover | Joint) -> UUID:
    """The chain of a copy: the origin's chain has the shared id, the destination's one of its own made from it."""
    return thing.id if thing.side == "origin" else UUID(int=thing.id.int ^ 1)


async def advance(
    tx: Tx, city: City, actor: Actor, handover: Handover, event: str, data: Mapping[str, Any], **changes: Any
) -> Handover:
    """Take one row of the handover's table on this side. Raises IllegalTransition."""
    return (await advance_all(tx, city, actor, event, [(handover, data, changes)]))[0]


async def advance_all(
    tx: Tx, city: City, actor: Actor, event: str, steps: Sequence[tuple[Handover, Mapping[str, Any], Mapping[str, Any]]]
) -> list[Handover]:
    """The same row for several copies, each with its data and changes. Raises IllegalTransition."""
    written: list[tuple[Handover, Handover, Event]] = []
    for handover, data, changes in steps:
        target = HANDOVER.find(handover.state, event).target or handover.state
        entry = next_event(
            "handover", handover, event, to_state=target, at=tx.now, by=actor.by, data=data, chain=copy_id(handover)
        )
        still_open = handover.open and target in UNDECIDED.split()
        changed: dict[str, Any] = {"open": still_open, **changes, "state": target}
        written.append((handover, replace(handover, **changed, version=entry.seq, head=entry.hash), entry))
    await store.save_handovers(tx.conn, [(new, old.version) for old, new, _ in written])
    await record(tx, [(entry, new.audience) for _, new, entry in written])
    for old, new, _ in written:
        if new.side == "origin":
            await apply(tx, city, _timed(new), HANDOVER.find(old.state, event).clocks)
    return [new for _, new, _ in written]


async def note(
    tx: Tx, actor: Actor, handover: Handover, event: str, data: Mapping[str, Any], **changes: Any
) -> Handover:
    """An event outside the table that leaves the state alone, such as danger raised."""
    entry = next_event(
        "handover", handover, event, to_state=handover.state, at=tx.now, by=actor.by, data=data, chain=copy_id(handover)
    )
    new = replace(handover, version=entry.seq, head=entry.hash, **changes)
    await store.save_handovers(tx.conn, [(new, handover.version)])
    await record(tx, [(entry, new.audience)])
    return new


async def open_joint(tx: Tx, actor: Actor, joint: Joint, data: Mapping[str, Any]) -> Joint:
    event = first_event("joint", joint, at=tx.now, by=actor.by, data=data, chain=copy_id(joint))
    opened = replace(joint, version=event.seq, head=event.hash)
    await store.insert_joint(tx.conn, opened)
    await record(tx, [(event, opened.audience)])
    return opened


async def advance_joint(
    tx: Tx, actor: Actor, joint: Joint, event: str, data: Mapping[str, Any], **changes: Any
) -> Joint:
    return await _write_joint(tx, actor, joint, event, data, state=JOINT.target(joint.state, event), **changes)


async def note_joint(tx: Tx, actor: Actor, joint: Joint, event: str, data: Mapping[str, Any], **changes: Any) -> Joint:
    """An event outside the table that leaves the state alone."""
    return await _write_joint(tx, actor, joint, event, data, state=joint.state, **changes)


async def _write_joint(
    tx: Tx, actor: Actor, joint: Joint, event: str, data: Mapping[str, Any], *, state: str, **changes: Any
) -> Joint:
    entry = next_event("joint", joint, event, to_state=state, at=tx.now, by=actor.by, data=data, chain=copy_id(joint))
    new = replace(joint, state=state, version=entry.seq, head=entry.hash, **changes)
    await store.save_joint(tx.conn, new, seen=joint.version)
    await record(tx, [(entry, new.audience)])
    return new


async def tell(tx: Tx, about: Handover | Joint, kind: str, body: Mapping[str, Any]) -> None:
    """Put a message to the other side into the outgoing queue, in the transaction of what it tells of."""
    await tell_all(tx, kind, [(about, body)])


async def tell_all(tx: Tx, kind: str, told: Iterable[tuple[Handover | Joint, Mapping[str, Any]]]) -> None:
    """The same kind of message about several."""
    messages = [
        Message(tx.new_id(), about.platform, about.peer, kind, about.id, about.danger, tx.now, dict(body))
        for about, body in told
    ]
    await store.send(tx.conn, messages)
