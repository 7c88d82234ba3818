"""The promises as checks: some hold after every step, some when everything has come to rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from properties.world import Look, Row, World
from twinline.cases import CASE
from twinline.clocks import actions as clock_actions
from twinline.clocks import store as clock_store
from twinline.clocks.model import derive
from twinline.incidents import INCIDENT, UNIT
from twinline.kernel.db import Tx, fetch_dicts
from twinline.kernel.ledger_check import recompute
from twinline.linkage import HANDOVER, JOINT
from twinline.linkage.states import UNDECIDED

EVENTS_SQL = """
    SELECT subject_id, seq, subject_kind, event, from_state, to_state, at, platform, actor_id, unit_id,
           data::text AS data, prev, hash
      FROM order_event WHERE subject_id = ANY(%(subjects)s) ORDER BY subject_id, seq
"""
OWNERS_SQL = """
    SELECT appeal_id, seq, from_platform, to_platform, from_unit_id, to_unit_id, handover_id
      FROM owner_change WHERE appeal_id = ANY(%(appeals)s) ORDER BY appeal_id, seq
"""
MACHINES = {"case": CASE, "incident": INCIDENT, "handover": HANDOVER, "joint": JOINT}
FINISHED_PAIRS = frozenset(
    (
        ("accepted", "accepted"),
        ("result_reported", "result_reported"),
        ("confirmed", "confirmed"),
        ("returned", "returned"),
        ("expired", "expired"),
        ("recalled", "recalled"),
        ("recalled", "expired"),
        ("returned", "expired"),
    )
)
"""What both copies of a handover may say when no message is under way: origin's state, destination's state."""


class Broken(AssertionError):
    """A promise does not hold."""


def hold(truth: object, promise: str, *about: object) -> None:
    if not truth:
        raise Broken(f"{promise}: {' '.join(map(str, about))}")


def after_step(world: World, before: Look, now: Look, acting: str | None) -> None:
    """What holds between any two steps. ``acting``: the platform on whose behalf the step was taken."""
    _danger_stays(before, now)
    _owners(world, before, now, acting)
    _handovers(now)
    _orders(now)
    _finals_stay(before, now)


def _danger_stays(before: Look, now: Look) -> None:
    for kind in ("appeals", "cases", "incidents", "handovers", "joints"):
        was = {(r["id"], r.get("platform")): r["danger"] for r in getattr(before, kind)}
        for row in getattr(now, kind):
            hold(row["danger"] or not was.get((row["id"], row.get("platform"))), "danger lowered", kind, row)


def _owners(world: World, before: Look, now: Look, acting: str | None) -> None:
    was = {a["id"]: a["owner_platform"] for a in before.appeals}
    for appeal in now.appeals:
        owner, old = appeal["owner_platform"], was.get(appeal["id"])
        hold(world.city.directory.unit_platform(appeal["owner_unit_id"]) == owner, "owner's unit", appeal)
        hold(old in (None, owner, acting), "owner changed by the other side", old, owner, acting)
        ended = all(o["closed_at"] for o in now.orders if o["appeal_id"] == appeal["id"])
        hold(bool(appeal["closed_at"]) == ended, "appeal ends with its orders", appeal, ended)


def _handovers(now: Look) -> None:
    open_at_origin = [h["appeal_id"] for h in now.handovers if h["side"] == "origin" and h["open"]]
    hold(len(open_at_origin) == len(set(open_at_origin)), "two open handovers of one appeal")
    orders = {o["id"]: o for o in now.orders}
    for handover in now.handovers:
        order = orders[handover["order_id"]]
        hold(order["platform"] == handover["platform"], "a copy on the other side's order", handover)
        hold(order["kind"] == handover["order_kind"], "kind of order", handover)
        undecided = handover["state"] in UNDECIDED.split()
        if handover["side"] == "origin":
            hold(handover["open"] == undecided, "the origin's copy is open while undecided", handover)
            hold(not undecided or handover["due_at"], "an offer without a deadline", handover)
        else:
            hold(handover["open"] or not undecided, "the destination's copy is open while undecided", handover)
    for pair in (*_pairs(now.handovers), *_pairs(now.joints)):
        _mirrored(*pair)


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    sides: dict[UUID, dict[str, Row]] = {}
    for row in rows:
        sides.setdefault(row["id"], {})[row["side"]] = row
    for both in sides.values():
        hold("origin" in both, "a destination's copy without an origin", both)
        if len(both) == 2:
            yield both["origin"], both["destination"]


def _mirrored(origin: Row, destination: Row) -> None:
    hold(origin["platform"] == destination["peer"] and origin["peer"] == destination["platform"], "sides", origin)
    hold(destination["peer_order_id"] == origin["order_id"], "mirror id at the destination", destination)
    hold(origin["peer_order_id"] in (None, destination["order_id"]), "mirror id at the origin", origin)


def _orders(now: Look) -> None:
    offered = {h["order_id"] for h in now.handovers if h["side"] == "origin" and h["open"]}
    given = {h["order_id"] for h in now.handovers if h["side"] == "origin" and h["state"] in ("accepted",)}
    for order in now.orders:
        machine = CASE if order["kind"] == "case" else INCIDENT
        hold(bool(order["closed_at"]) == (order["state"] in machine.final), "closed_at", order)
        if order["state"] == "closed":
            hold(not order["loop_open"], "closed with an open loop", order)
        if order["state"] == "handing_over":
            hold(order["id"] in offered, "handing over without an open offer", order)
        if order["state"] == "transferred":
            hold(order["id"] in given and order["loop_open"], "transferred without a handover that owes", order)
        hold(order["kind"] == "incident" or not (order["closed_at"] and order["ack_pending"]), "R22", order)
    states = {(p["order_id"], p["unit_id"]): p["state"] for p in now.parts}
    hold(all(s in UNIT.states for s in states.values()), "unknown state of a unit")
    parents = {c["id"]: c for c in now.cases}
    for child in now.cases:
        if child["state"] == "merged":
            hold(child["merged_into"] in parents, "merged into nothing", child)


def _finals_stay(before: Look, now: Look) -> None:
    for kind in ("cases", "incidents", "handovers", "joints"):
        was = {(r["id"], r["platform"]): r["state"] for r in getattr(before, kind)}
        for row in getattr(now, kind):
            old = was.get((row["id"], row["platform"]))
            machine = {"cases": CASE, "incidents": INCIDENT, "handovers": HANDOVER, "joints": JOINT}[kind]
            hold(old not in machine.final or old == row["state"], "left a final state", old, row)


async def at_rest(world: World, now: Look) -> None:
    """What holds when no message and no fact is under way."""
    hold(not now.messages, "messages left", now.messages)
    for origin, destination in _pairs(now.handovers):
        states = (origin["state"], destination["state"])
        hold(states in FINISHED_PAIRS or states[0] == states[1], "the two copies differ", states, origin["id"])
        hold(states[0] in UNDECIDED.split() or not (origin["open"] or destination["open"]), "left open", states)
        hold(origin["peer_order_id"] == destination["order_id"], "the origin does not know the mirror", origin)
    for origin, destination in _pairs(now.joints):
        hold(origin["state"] == destination["state"], "the two copies differ", origin, destination)
        hold(origin["peer_order_id"] == destination["order_id"], "the origin does not know the mirror", origin)
    hold(
        all(len(list(_pairs([h for h in now.handovers if h["id"] == i]))) for i in {h["id"] for h in now.handovers}),
        "lost offer",
    )
    _danger_was_answered(now)
    async with world.db.transaction() as tx:
        events = await fetch_dicts(tx.conn, EVENTS_SQL, {"subjects": list(_subjects(now))})
        _chains(events, _subjects(now))
        owners = await fetch_dicts(tx.conn, OWNERS_SQL, {"appeals": world.appeals})
        _owner_chain(now, owners)
        await _clocks(tx, world, now)


def _danger_was_answered(now: Look) -> None:
    sent = {i["appeal_id"] for i in now.incidents if i["dispatched_at"]}
    for appeal in now.appeals:
        hold(not appeal["danger"] or appeal["id"] in sent, "danger without police", appeal)


def _subjects(now: Look) -> Mapping[UUID, Row]:
    """Every chain with the row that projects it."""
    found: dict[UUID, Row] = {a["id"]: a for a in now.appeals}
    found |= {o["id"]: o for o in now.orders}
    for copy in (*now.handovers, *now.joints):
        own = copy["id"] if copy["side"] == "origin" else UUID(int=copy["id"].int ^ 1)
        found[own] = copy
    return found


def _chains(events: list[Row], subjects: Mapping[UUID, Row]) -> None:
    last: dict[UUID, Row] = {}
    for row in events:
        before = last.get(row["subject_id"])
        hold(row["seq"] == (before["seq"] + 1 if before else 1), "gap in a chain", row)
        hold(row["prev"] == (before["hash"] if before else None), "unlinked", row)
        hold(row["hash"] == recompute(row), "wrong hash", row)
        hold(not before or row["from_state"] == before["to_state"], "states do not join", before, row)
        _is_row(row)
        last[row["subject_id"]] = row
    for subject, row in subjects.items():
        seen = last.get(subject)
        hold(row["version"] == (seen["seq"] if seen else 0), "version is not the last event's", row, seen)
        hold(seen is None or row["head"] == seen["hash"], "head is not the last event's", row, seen)
        state = row["state"] if "state" in row else _appeal_state(row)
        hold(seen is None or state == seen["to_state"], "state is not the last event's", row, seen)


def _is_row(event: Row) -> None:
    """An event that changes a state is a row of its machine; the others leave it alone."""
    machine = MACHINES.get(event["subject_kind"])
    if machine is None or event["from_state"] is None:
        return
    if machine.allows(event["from_state"], event["event"]):
        hold(machine.target(event["from_state"], event["event"]) == event["to_state"], "another target", event)
    else:
        hold(event["from_state"] == event["to_state"], "a change that is no row of the table", event)


def _appeal_state(row: Row) -> str:
    return "merged" if row["merged_into"] else "closed" if row["closed_at"] else "open"


def _owner_chain(now: Look, owners: list[Row]) -> None:
    for appeal in now.appeals:
        changes = [o for o in owners if o["appeal_id"] == appeal["id"]]
        hold([c["seq"] for c in changes] == list(range(1, len(changes) + 1)), "gap in the owners", appeal)
        owner = appeal["first_receiver"]
        for change in changes:
            hold(change["from_platform"] == owner != change["to_platform"], "owners do not join", change)
            hold(change["handover_id"], "owner changed without a handover", change)
            owner = change["to_platform"]
        hold(owner == appeal["owner_platform"], "owner is not the last change's", appeal)


async def _clocks(tx: Tx, world: World, now: Look) -> None:
    timed = [o["id"] for o in now.orders] + [h["id"] for h in now.handovers]
    ended = {o["id"] for o in now.orders if o["closed_at"]} | {
        h["id"] for h in now.handovers if h["side"] == "origin" and h["state"] not in UNDECIDED.split()
    }
    for row in await clock_store.of_orders(tx.conn, timed):
        history = await clock_actions.history_of(tx, row)
        state = derive(history, world.city.calendars)
        hold(state.status == row.state, "clock's state", row, state)
        same = row.due_at == state.due_at or abs((row.due_at - state.due_at).total_seconds()) <= 60  # type: ignore[operator]
        hold(same, "clock's deadline", row, state)
        hold(row.state == "stopped" or row.order_id not in ended, "a clock runs on after the end", row)
