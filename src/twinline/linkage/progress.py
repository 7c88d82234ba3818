"""What the two sides tell one another while one of them works: steps, words, extensions, supervision, revisits (R37).

None of it moves a handover. Each is an event on the chain of the copy, hence in the appeal's timeline on both sides.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from twinline.clocks import City
from twinline.identity import Actor
from twinline.kernel.db import Tx
from twinline.kernel.outbox import Fact
from twinline.linkage import orders, store
from twinline.linkage.copies import advance, lock_handover, note, tell
from twinline.linkage.model import Handover, Message, WrongSide

STEPS: Mapping[str, tuple[str, ...]] = {
    "case": (
        "answer", "dispatch", "sign", "begin", "return", "uphold_return", "reject_return", "reply", "reject_reply",
        "approve", "redo", "redo_mirror", "close", "close_mirror", "withdraw", "void_mirror",
    ),
    "incident": (
        "dispatch", "dispatch_more", "sign", "sign_more", "set_out", "set_out_more", "arrive", "arrive_more",
        "feed_back", "unit_return", "reopen", "complete", "redo", "close", "cancel", "void_mirror",
    ),
}  # fmt: skip
"""The steps of an order that the side which handed it over is told of."""
EXTENSION_STEPS = ("ask_extension", "grant_extension", "refuse_extension")
STEP_TOPICS = tuple(f"{kind}.{step}" for kind, steps in STEPS.items() for step in steps)
EXTENSION_TOPICS = tuple(f"case.{step}" for step in EXTENSION_STEPS)
REVISIT_TOPIC = "case.revisit"
TOPICS = (*STEP_TOPICS, *EXTENSION_TOPICS, REVISIT_TOPIC)


async def tell_steps(tx: Tx, facts: Iterable[Fact]) -> dict[tuple[UUID, int], list[Message]]:
    """What the other side is to hear of these facts, by subject and number of the event."""
    keys = [(fact.subject_id, fact.seq) for fact in facts if fact.topic in TOPICS]
    made: dict[tuple[UUID, int], list[Message]] = {}
    for row in await store.steps(tx.conn, keys) if keys else ():
        kind, body = _said(row)
        message = Message(
            tx.new_id(), row["platform"], row["peer"], kind, row["id"], row["danger"], tx.now, body | {"at": row["at"]}
        )
        made.setdefault((row["subject_id"], row["seq"]), []).append(message)
    return made


def _said(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Kind and body of the message about a step; nothing of it says who the caller is."""
    data: Mapping[str, Any] = row["data"]
    order = {"order_id": str(row["subject_id"])}
    topic = f"{row['subject_kind']}.{row['event']}"
    if topic == REVISIT_TOPIC:
        satisfied = data["satisfied"]
        told = {name: data[name] for name in ("contacted", "solved", "note")}
        return "revisit", told | {"satisfied": None if satisfied is None else str(satisfied)}
    due = {"due_at": row["due_at"]}
    if topic in EXTENSION_TOPICS:
        reason = data.get("reason") or data.get("note") or ""
        return "extension", order | due | {"step": row["event"], "days": data.get("days"), "reason": reason}
    step = {"order_kind": row["subject_kind"], "step": row["event"], "state": row["to_state"], "unit": row["unit"]}
    return "stamp", order | due | step


async def report(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, text: str) -> Handover:
    """The side that works says how it stands: of its own accord, or asked to by the other side."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "destination":
        raise WrongSide
    handover = await advance(tx, city, actor, handover, "progress", {"note": text}, supervision_due_at=None)
    await tell(tx, handover, "progress", {"note": text, "at": tx.now})
    return handover


async def supervise(tx: Tx, city: City, actor: Actor, *, handover_id: UUID, reason: str, hours: int) -> Handover:
    """The side that handed over urges the other to say within ``hours`` how it stands (督办)."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "origin":
        raise WrongSide
    body: dict[str, Any] = {"reason": reason, "due_at": tx.now + timedelta(hours=hours)}
    handover = await advance(
        tx, city, actor, handover, "supervise", body, supervision_due_at=body["due_at"]
    )  # fmt: skip
    await tell(tx, handover, "supervise", body | {"at": tx.now})
    return handover


async def revisit(
    tx: Tx,
    city: City,
    actor: Actor,
    *,
    handover_id: UUID,
    contacted: bool,
    solved: bool | None,
    satisfied: int | None,
    text: str = "",
) -> Handover:
    """The side that holds the contact asks the person about the result (R40, R54). A work order has a revisit of its
    own, which is told by itself; this is for a police order."""
    handover = await lock_handover(tx, actor, handover_id)
    if handover.side != "origin":
        raise WrongSide
    said = {"contacted": contacted, "solved": solved, "note": text}
    handover = await advance(tx, city, actor, handover, "revisit", said | {"satisfied": satisfied})
    level = None if satisfied is None else str(satisfied)
    await tell(tx, handover, "revisit", said | {"satisfied": level, "at": tx.now})
    return handover


async def heard(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """A step, an extension, or words of the side that works, in whatever state the copy is."""
    handover = await lock_handover(tx, me, message.subject_id)
    data = {**message.body, "said_by": message.sender}
    await note(tx, me, handover, message.kind, data, **_dates(handover, message))


def _dates(handover: Handover, message: Message) -> dict[str, Any]:
    """What a message moves: by when the other side owes its result, and whether it still owes a word."""
    match message.kind:
        case "stamp" | "extension":
            return {"result_due_at": message.body["due_at"]} if handover.state == "accepted" else {}
        case "progress":
            return {"supervision_due_at": None}
        case _:
            return {}


async def supervised(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """The other side urges: on the copy and, while it goes on, on the order, where its units see it. Once the result
    is under way there is nothing left to answer."""
    handover = await lock_handover(tx, me, message.subject_id)
    data = {**message.body, "said_by": message.sender}
    owed = {"supervision_due_at": message.body["due_at"]} if handover.state == "accepted" else {}
    handover = await note(tx, me, handover, "supervise", data, **owed)
    order = await orders.lock(tx, me, handover.order_kind, handover.order_id)
    if order.closed_at is None:
        await orders.note(tx, me, order, "supervised", {"number": handover.number, "reason": message.body["reason"]})


async def revisited(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """What the person said of the result, on the side whose result it was."""
    handover = await lock_handover(tx, me, message.subject_id)
    level = message.body["satisfied"]
    data = {**message.body, "satisfied": int(level) if level else None, "said_by": message.sender}
    await note(tx, me, handover, "revisit", data)
