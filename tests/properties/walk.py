"""Random people of both platforms doing random things, with messages and facts carried at random."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from properties import promises
from properties.world import Look, Row, World
from support.city import CIVIL, DANGER, NOISE, POLICE
from twinline.cases import CASE, Change
from twinline.cases import actions as cases
from twinline.cases.api import STEPS as CASE_STEPS
from twinline.cases.api import Ground
from twinline.identity import Actor
from twinline.incidents import INCIDENT
from twinline.incidents.api import STEPS as INCIDENT_STEPS
from twinline.intake import Registered, Said, register
from twinline.intake.actions import split
from twinline.kernel.db import Tx, fetch
from twinline.kernel.errors import Problem
from twinline.kernel.machine import Machine
from twinline.kernel.outbox import Fact
from twinline.linkage import TOPICS, Message, expire, handovers, joints, react, receive
from twinline.linkage import store as links

FACTS_SQL = """
    SELECT xid::text::bigint AS xid, pos, topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units,
           division, restricted, data
      FROM outbox WHERE pos > %(after)s ORDER BY pos LIMIT %(limit)s
"""
WORDS = (CIVIL, CIVIL, POLICE, POLICE, NOISE, DANGER)
JUMPS = (
    timedelta(seconds=5),
    timedelta(seconds=50),
    timedelta(minutes=2),
    timedelta(minutes=4),
    timedelta(minutes=40),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=4),
)
SAID = "已按规定处理并告知"


@dataclass
class Walk:
    """One sequence: its dice, what it did, and where the facts are read up to."""

    world: World
    dice: random.Random
    seen_pos: int = 0
    story: list[str] = field(default_factory=list)
    done: int = 0
    refused: int = 0
    ending: bool = False
    carried: list[Message] = field(default_factory=list)

    def tell(self, line: str) -> None:
        self.story.append(f"{self.world.clock.now():%m-%d %H:%M:%S} {line}")


@dataclass(frozen=True, slots=True)
class Step:
    """What is about to be tried: its name, on whose behalf, and the call."""

    name: str
    acting: str | None
    run: Callable[[Tx], Awaitable[Any]]


def pick(dice: random.Random, things: list[Any]) -> Any:
    return things[dice.randrange(len(things))]


async def take(walk: Walk, look: Look, step: Step) -> Look:
    """Try a step; a refusal must leave everything as it was. Returns the new look, with the promises checked."""
    world = walk.world
    world.clock.advance(timedelta(milliseconds=walk.dice.randrange(1, 3000)))
    try:
        async with world.db.transaction() as tx:
            result = await step.run(tx)
    except Problem as problem:
        walk.tell(f"{step.name} refused: {problem.code}")
        walk.refused += 1
        now = await world.look()
        promises.hold(now == look, "a refused step changed something", step.name)
        return now
    walk.tell(step.name)
    walk.done += 1
    for outcome in result if isinstance(result, list) else ():
        if isinstance(outcome, Registered):
            world.appeals.append(outcome.appeal_id)
    now = await world.look()
    promises.after_step(world, look, now, step.acting)
    return now


# --- what can be tried ---------------------------------------------------------------------------------------------


def registering(walk: Walk) -> Step:
    dice, world = walk.dice, walk.world
    platform = pick(dice, ["12345", "110"])
    who = pick(dice, world.able(platform, "appeal.create"))
    said = Said(
        platform=platform,
        channel=pick(dice, ["voice", "voice", "app"]),
        words=pick(dice, list(WORDS)),
        client="walk",
        division=pick(dice, ["440106", "440106", None]),
        auto_handover=pick(dice, [None, True, False, False]),
        danger=dice.random() < 0.05,
    )
    name = f"{platform} registers {said.words[:8]} by {said.channel}, auto {said.auto_handover}, danger {said.danger}"
    return Step(name, platform, lambda tx: register(tx, world.desk, who, [said]))


def on_order(walk: Walk, order: Row, *, wild: bool = False) -> Step | None:
    """A step of the order's own table: one that the table and somebody's permission allow, or with ``wild`` any."""
    machine = CASE if order["kind"] == "case" else INCIDENT
    steps = CASE_STEPS if order["kind"] == "case" else INCIDENT_STEPS
    rows = [t.event for t in machine.from_state(order["state"]) if t.permission]
    events = sorted({e.removesuffix("_more") for e in rows} & set(steps))
    if wild or not events:
        events = sorted(steps)
    event = pick(walk.dice, events)
    who = _who(walk, machine, order, event, wild)
    return order_step(walk, order, event, who) if who else None


def _who(walk: Walk, machine: Machine, order: Row, event: str, wild: bool) -> Actor | None:
    world, dice = walk.world, walk.dice
    if wild and dice.random() < 0.5:
        return pick(dice, list(world.people.values()))
    able = world.able(order["platform"], machine.permission_of(event))
    mine = [a for a in able if a.scope != "unit" or a.unit_id in (order.get("lead_unit_id"), *world.units["110"])]
    return pick(dice, mine or able) if able else None


def order_step(walk: Walk, order: Row, event: str, who: Actor) -> Step:
    steps = CASE_STEPS if order["kind"] == "case" else INCIDENT_STEPS
    machine = CASE if order["kind"] == "case" else INCIDENT
    shape, action = steps[event]
    version = (
        order["version"]
        if walk.ending or walk.dice.random() < 0.97
        else order["version"] + walk.dice.choice((-1, 1)) or 1
    )
    body = shape(version=version, **_fields(walk, order, event))
    change = Change(order["id"], version)
    city = walk.world.city
    ground: Any = Ground(city, walk.world.desk.rulebook, 3) if order["kind"] == "case" else city

    async def run(tx: Tx) -> Any:
        who.require(machine.permission_of(event))
        return await action(tx, ground, who, change, body)

    return Step(f"{who.name} {event} {label(order)}", order["platform"], run)


def label(row: Row) -> str:
    return f"{row.get('kind', row.get('side'))}@{row['platform']}[{row['state']}]{str(row['id'])[-4:]}"


def _fields(walk: Walk, order: Row, event: str) -> dict[str, Any]:
    dice, units = walk.dice, walk.world.units
    lead = [*units["12345"]]
    dice.shuffle(lead)
    sent = [*units["110"]]
    dice.shuffle(sent)
    told = {"told_by": "phone"}
    return {
        "answer": {"reply": SAID},
        "reply": {"reply": SAID},
        "co_reply": {"reply": SAID},
        "ask_extension": {"days": dice.randrange(1, 5), "reason": SAID},
        "revisit": {"contacted": dice.random() < 0.8, "solved": True, "satisfied": dice.randrange(1, 6)},
        "close": (told if walk.ending or dice.random() < 0.7 else {}) if order["kind"] == "case" else {},
        "close_unvisited": {"reason": SAID, **told},
        "feed_back": {"result_code": "01", "result": SAID, "class_code": "200000"},
        "classify": {"class_code": "200000", "reason": SAID},
        "dispatch": {"lead": lead[0], "co": tuple(lead[1 : dice.randrange(1, 3)])}
        if order["kind"] == "case"
        else {"units": sent[: dice.randrange(1, 3)]},
    }.get(event) or ({"reason": SAID} if event in REASONED else _unit(walk, event))


REASONED = {"return", "reject_return", "refuse_extension", "reject_reply", "redo"}
REASONED |= {"withdraw", "unmerge", "unit_return", "invalidate", "cancel", "urge", "ask_help"}


def _unit(walk: Walk, event: str) -> dict[str, Any]:
    return {"unit_id": pick(walk.dice, walk.world.units["110"])} if event in ("set_out", "arrive") else {}


def offering(walk: Walk, order: Row) -> Step:
    world, dice = walk.world, walk.dice
    able = world.able(order["platform"], "handover.offer")
    who = pick(dice, able)
    ruling = "值班长裁定" if dice.random() < 0.5 else None
    if ruling:
        who = pick(dice, [a for a in able if a.can("handover.rule")])

    async def run(tx: Tx) -> Any:
        return await handovers.offer(
            tx,
            world.city,
            who,
            order_kind=order["kind"],
            order_id=order["id"],
            seen=order["version"],
            reason_code="duty",
            reason=SAID,
            ruling=ruling,
        )

    return Step(f"{who.name} offers {label(order)} ruling {bool(ruling)}", order["platform"], run)


def on_handover(walk: Walk, copy: Row, event: str | None = None) -> Step:
    world, dice, city = walk.world, walk.dice, walk.world.city
    event = event or pick(dice, ["accept", "accept", "return", "propose", "propose", "recall", "confirm", "redo"])
    who = pick(dice, world.able(copy["platform"], f"handover.{event}"))
    owner = pick(dice, ["12345", "110"])
    calls: dict[str, Callable[[Tx], Awaitable[Any]]] = {
        "accept": lambda tx: handovers.accept(tx, city, who, handover_id=copy["id"]),
        "return": lambda tx: handovers.return_(tx, city, who, handover_id=copy["id"], reason=SAID, basis="3"),
        "propose": lambda tx: handovers.propose(tx, city, who, handover_id=copy["id"], owner=owner, reason=SAID),
        "recall": lambda tx: handovers.recall(tx, city, who, handover_id=copy["id"], reason=SAID),
        "confirm": lambda tx: handovers.confirm(tx, city, who, handover_id=copy["id"]),
        "redo": lambda tx: handovers.redo(tx, city, who, handover_id=copy["id"], reason=SAID),
    }
    detail = owner if event == "propose" else ""
    return Step(f"{who.name} {event} {detail} handover {label(copy)}", copy["platform"], calls[event])


def on_joint(walk: Walk, copy: Row, event: str | None = None) -> Step:
    world, dice, city = walk.world, walk.dice, walk.world.city
    event = event or pick(dice, ["acknowledge", "acknowledge", "decline", "finish"])
    permission = "joint.finish" if event == "finish" else "joint.acknowledge"
    who = pick(dice, world.able(copy["platform"], permission))
    calls: dict[str, Callable[[Tx], Awaitable[Any]]] = {
        "acknowledge": lambda tx: joints.acknowledge(tx, who, joint_id=copy["id"]),
        "decline": lambda tx: joints.decline(tx, city, who, joint_id=copy["id"], reason=SAID),
        "finish": lambda tx: joints.finish(tx, city, who, joint_id=copy["id"], answer=SAID),
    }
    return Step(f"{who.name} {event} joint {label(copy)}", copy["platform"], calls[event])


def requesting(walk: Walk, order: Row) -> Step:
    world = walk.world
    who = pick(walk.dice, world.able(order["platform"], "joint.request"))

    async def run(tx: Tx) -> Any:
        return await joints.request(
            tx, world.city, who, order_kind=order["kind"], order_id=order["id"], seen=order["version"], text=SAID
        )

    return Step(f"{who.name} asks the other side to act on {label(order)}", order["platform"], run)


def escalating(walk: Walk, order: Row) -> Step:
    world, danger = walk.world, walk.dice.random() < 0.5
    who = pick(walk.dice, world.able("12345", "case.escalate"))

    async def run(tx: Tx) -> Any:
        return await joints.escalate(
            tx, world.city, who, Change(order["id"], order["version"]), reason=SAID, danger=danger
        )

    return Step(f"{who.name} escalates {label(order)} danger {danger}", order["platform"], run)


def endangering(walk: Walk, appeal: Row) -> Step:
    world = walk.world
    platform = pick(walk.dice, ["12345", "110"])
    who = pick(walk.dice, world.able(platform, "appeal.danger"))
    return Step(
        f"{who.name} raises danger",
        platform,
        lambda tx: joints.raise_danger(tx, world.city, who, appeal_id=appeal["id"], reason=SAID),
    )


def merging(walk: Walk, look: Look) -> Step | None:
    if len(look.cases) < 2:
        return None
    child, parent = walk.dice.sample(look.cases, 2)
    who = pick(walk.dice, walk.world.able("12345", "appeal.merge"))
    change = Change(child["id"], child["version"])
    return Step(
        f"{who.name} merges {label(child)} into {label(parent)}",
        "12345",
        lambda tx: cases.merge(tx, walk.world.city, who, change, into=parent["id"]),
    )


def splitting(walk: Walk, appeal: Row) -> Step:
    who = pick(walk.dice, walk.world.able("12345", "appeal.split"))
    words = pick(walk.dice, list(WORDS))
    return Step(
        f"{who.name} splits",
        "12345",
        lambda tx: split(tx, walk.world.desk, who, appeal_id=appeal["id"], parts=[words]),
    )


# --- what carries on by itself -------------------------------------------------------------------------------------


def heads(look: Look) -> list[Row]:
    """Messages that may come next: each sender's first one about each subject. Nothing else keeps an order."""
    first: dict[tuple[UUID, str], Row] = {}
    for row in look.messages:
        first.setdefault((row["subject_id"], row["sender"]), row)
    return list(first.values())


def delivering(walk: Walk, row: Row) -> Step:
    message = Message(**{name: row[name] for name in Message.__slots__})

    async def run(tx: Tx) -> Any:
        assert await links.claim(tx.conn, [message.id], tx.now)
        await must(receive(tx, walk.world.city, [message]))
        walk.carried.append(message)

    return Step(f"  message {message.kind} → {message.receiver}", message.receiver, run)


def repeating(walk: Walk, look: Look) -> Step:
    message = pick(walk.dice, walk.carried)

    async def run(tx: Tx) -> Any:
        await must(receive(tx, walk.world.city, [message]))
        raise Repeated

    return Step(f"  message {message.kind} again", None, run)


class Repeated(Problem):
    """A repeated message counts as refused: it may change nothing."""


class Failed(AssertionError):
    """A message or a fact could not be taken in, so it would be lost."""


async def must(work: Awaitable[Any]) -> None:
    try:
        await work
    except Exception as error:
        raise Failed(repr(error)) from error


async def pump(walk: Walk, limit: int) -> int:
    """Hand the next facts to the reactions, as the outbox does."""
    async with walk.world.db.transaction() as tx:
        facts = await fetch(tx.conn, Fact, FACTS_SQL, {"after": walk.seen_pos, "limit": limit})
        await must(react(tx, walk.world.city, [f for f in facts if f.topic in TOPICS]))
    if facts:
        walk.seen_pos = facts[-1].pos
    return len(facts)


async def by_itself(walk: Walk, look: Look) -> Look:
    """One of: a message comes, comes again, facts are read, time passes, clocks run out."""
    dice, world = walk.dice, walk.world
    luck = dice.random()
    waiting = heads(look)
    if waiting and luck < 0.6:
        return await take(walk, look, delivering(walk, pick(dice, waiting)))
    if walk.carried and luck < 0.65:
        return await take(walk, look, repeating(walk, look))
    if luck < 0.85:
        count = await pump(walk, dice.randrange(1, 12))
        walk.tell(f"  {count} facts")
        if not count:
            return look
    elif luck < 0.93:
        world.clock.advance(pick(dice, list(JUMPS)))
        return look
    else:
        count = await expire(world.db, world.city)
        walk.tell(f"  {count} ran out")
    now = await world.look()
    promises.after_step(world, look, now, None if luck < 0.93 else _expiring(look, now))
    return now


def _expiring(before: Look, now: Look) -> str | None:
    """A time-out acts for the origin, which is the owner."""
    was = {a["id"]: a["owner_platform"] for a in before.appeals}
    changed = {was[a["id"]] for a in now.appeals if was[a["id"]] != a["owner_platform"]}
    return changed.pop() if len(changed) == 1 else None


def next_step(walk: Walk, look: Look) -> Step | None:
    """What somebody tries next."""
    dice = walk.dice
    luck = dice.random()
    if not look.appeals or (luck < 0.04 and len(look.appeals) < 4):
        return registering(walk)
    order = pick(dice, look.orders)
    if luck < 0.45:
        alive = [o for o in look.orders if not o["closed_at"]] or look.orders
        return on_order(walk, pick(dice, alive))
    if luck < 0.49:
        return on_order(walk, order, wild=True)
    if luck < 0.61:
        return offering(walk, order)
    if luck < 0.80 and look.handovers:
        return on_handover(walk, pick(dice, look.handovers[-4:]))
    if luck < 0.88 and look.joints:
        return on_joint(walk, pick(dice, look.joints))
    if luck < 0.91:
        return requesting(walk, order)
    if luck < 0.93 and look.cases:
        return escalating(walk, pick(dice, look.cases))
    if luck < 0.96:
        return endangering(walk, pick(dice, look.appeals))
    return splitting(walk, pick(dice, look.appeals)) if luck > 0.99 else merging(walk, look)


# --- to the end ----------------------------------------------------------------------------------------------------


async def settle(walk: Walk, look: Look) -> Look:
    """Carry every message and fact until nothing moves."""
    for _ in range(400):
        waiting = heads(look)
        if waiting:
            look = await take(walk, look, delivering(walk, pick(walk.dice, waiting)))
        elif not await pump(walk, 500):
            return look
        else:
            before, look = look, await walk.world.look()
            promises.after_step(walk.world, before, look, None)
    raise promises.Broken("messages do not come to rest")


WAY = {
    "case": {
        "registered": "dispatch",
        "dispatched": "sign",
        "signed": "begin",
        "handling": "reply",
        "returning": "uphold_return",
        "replied": "approve",
        "reviewed": "revisit",
        "revisited": "close",
        "answered": "close",
    },
    "incident": {"received": "dispatch", "fed_back": "close"},
}


async def finish(walk: Walk, look: Look) -> Look:
    """Everybody does the sensible thing until all is closed: from no state is there no way out."""
    walk.ending = True
    for _ in range(60):
        look = await settle(walk, look)
        before = len([o for o in look.orders if o["closed_at"]]), look.last, walk.done
        for handover in [h for h in look.handovers if h["side"] == "destination" and h["state"] == "delivered"]:
            look = await take(walk, look, on_handover(walk, handover, pick(walk.dice, ["accept", "return"])))
        for joint in [
            j for j in look.joints if j["side"] == "destination" and j["state"] in ("delivered", "acknowledged")
        ]:
            event = "acknowledge" if joint["state"] == "delivered" else "finish"
            if event == "acknowledge" or walk.dice.random() < 0.5:
                look = await take(walk, look, on_joint(walk, joint, event))
        for order in [o for o in look.orders if not o["closed_at"]]:
            look = await _further(walk, look, order)
        look = await settle(walk, look)
        if all(a["closed_at"] for a in look.appeals):
            return look
        if before == (len([o for o in look.orders if o["closed_at"]]), look.last, walk.done):
            walk.world.clock.advance(timedelta(hours=1))
            if not await expire(walk.world.db, walk.world.city):
                raise promises.Broken("no way to the end", [label(o) for o in look.orders if not o["closed_at"]])
            look = await walk.world.look()
    raise promises.Broken("no end in sight", [label(o) for o in look.orders if not o["closed_at"]])


async def _further(walk: Walk, look: Look, order: Row) -> Look:
    machine = CASE if order["kind"] == "case" else INCIDENT
    order = next(o for o in look.orders if o["id"] == order["id"])
    event = WAY[order["kind"]].get(order["state"])
    if order["kind"] == "incident" and event is None:
        return await _units_further(walk, look, order)
    if event is None or order["state"] in machine.final:
        return look
    who = _who(walk, machine, order, event, wild=False)
    step = order_step(walk, order, event, who) if who else None
    return await take(walk, look, step) if step else look


UNIT_WAY = {"dispatched": "sign", "signed": "set_out", "en_route": "arrive", "on_scene": "feed_back"}


async def _units_further(walk: Walk, look: Look, order: Row) -> Look:
    for part in [p for p in look.parts if p["order_id"] == order["id"] and not p["released_at"]]:
        event = UNIT_WAY.get(part["state"])
        owner = [a for a in walk.world.able("110", "incident.sign") if a.unit_id == part["unit_id"]]
        if event and owner:
            order = next(o for o in look.orders if o["id"] == order["id"])
            look = await take(walk, look, order_step(walk, order, event, owner[0]))
    return look


async def run(world: World, seed: int, *, steps: int) -> Walk:
    """One whole sequence of up to ``steps`` from its seed; every third goes on to the end. Raises with the story told
    so far when a promise breaks."""
    dice = random.Random(seed)
    walk = Walk(world, dice)
    async with world.db.transaction() as tx:
        found = await (await tx.conn.execute("SELECT coalesce(max(pos), 0) FROM outbox")).fetchone()
        walk.seen_pos = int(found[0]) if found else 0
    look = await world.look()
    try:
        for _ in range(dice.randrange(4, steps + 1)):
            if dice.random() < 0.45:
                look = await by_itself(walk, look)
                continue
            step = next_step(walk, look)
            look = await take(walk, look, step) if step else look
        look = await settle(walk, look)
        await promises.at_rest(world, look)
        if seed % 3 == 0:
            look = await finish(walk, look)
            await promises.at_rest(world, look)
    except Exception as error:
        error.add_note(f"seed {seed}:\n" + "\n".join(walk.story[-60:]))
        raise
    return walk
