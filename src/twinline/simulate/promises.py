"""The promises as checks: some hold after every step on every side, some between the sides, some at rest (DESIGN,
promises 1 to 6; R9, R14, R22, R40, R45)."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from twinline.cases import CASE
from twinline.exchange import peering
from twinline.incidents import INCIDENT
from twinline.integrity import check
from twinline.kernel.machine import Machine
from twinline.linkage import HANDOVER, JOINT
from twinline.simulate.model import Broken, Row, hold
from twinline.simulate.queries import Look, every_appeal, exchanged, look
from twinline.simulate.town import BEGIN, Node

MACHINES: dict[str, Machine] = {"cases": CASE, "incidents": INCIDENT, "handovers": HANDOVER, "joints": JOINT}
UNDECIDED = frozenset(("offered", "delivered", "negotiating"))
ENDED_PAIRS = frozenset((("recalled", "expired"), ("returned", "expired"), ("expired", "recalled")))
"""What else both copies of a handover may say at rest: origin's state, destination's state."""


def after_step(node: Node, before: Look, now: Look) -> None:
    """What holds between any two steps on one side."""
    for kind in ("appeals", *MACHINES):
        _rows_stay(kind, getattr(before, kind), getattr(now, kind))
    units = node.city.directory.unit_platform
    for appeal in now.appeals:
        hold(units(appeal["owner_unit_id"]) == appeal["owner_platform"], "owner's unit", appeal)
        ends = [one["closed_at"] for one in now.orders if one["appeal_id"] == appeal["id"]]
        ended = bool(ends) and all(ends)  # a copy has no order before its first message is delivered
        hold(bool(appeal["closed_at"]) == ended, "appeal ends with its orders", appeal["number"], ended)
    _handovers(now)
    _orders(now)


def _rows_stay(kind: str, before: Sequence[Row], now: Sequence[Row]) -> None:
    """Danger is never lowered, flags that bind stay, final states stay, nothing vanishes."""
    machine = MACHINES.get(kind)
    rows = {(row["id"], row.get("platform")): row for row in now}
    for old in before:
        row = rows.get((old["id"], old.get("platform")))
        if row is None:
            raise Broken(f"a row vanished: {kind} {old['number']}")
        for flag in ("danger", "restricted", "confidential"):
            hold(row.get(flag) or not old.get(flag), f"{flag} lowered", kind, row["number"])
        hold(row["version"] >= old["version"], "a version went back", kind, row["number"])
        if machine and old["state"] in machine.final:
            hold(row["state"] == old["state"], "left a final state", kind, old["state"], row["state"])


def _handovers(now: Look) -> None:
    open_here = [one["appeal_id"] for one in now.handovers if one["side"] == "origin" and one["open"]]
    hold(len(open_here) == len(set(open_here)), "two open handovers of one appeal")
    orders = {one["id"]: one for one in now.orders}
    for copy in now.handovers:
        order = orders.get(copy["order_id"])
        hold(order and order["platform"] == copy["platform"], "a copy on the other side's order", copy["number"])
        undecided = copy["state"] in UNDECIDED
        if copy["side"] == "origin":
            hold(copy["open"] == undecided, "the origin's copy is open while undecided", copy["number"])
            hold(not undecided or copy["due_at"], "an offer without a deadline", copy["number"])
        else:
            hold(copy["open"] or not undecided, "the destination's copy is open while undecided", copy["number"])


def _orders(now: Look) -> None:
    offered = {one["order_id"] for one in now.handovers if one["side"] == "origin" and one["open"]}
    given = {one["order_id"] for one in now.handovers if one["side"] == "origin" and one["state"] == "accepted"}
    for order in now.orders:
        machine = CASE if order["kind"] == "case" else INCIDENT
        said = f"{order['number']} {order['state']}"
        hold(bool(order["closed_at"]) == (order["state"] in machine.final), "closed_at", said)
        hold(order["state"] != "closed" or not order["loop_open"], "closed with an open loop", said)
        hold(order["state"] != "handing_over" or order["id"] in offered, "handing over without an offer", said)
        if order["state"] == "transferred":
            hold(order["id"] in given and order["loop_open"], "transferred without a handover that owes", said)
        hold(order["kind"] == "incident" or not (order["closed_at"] and order["ack_pending"]), "R22", said)


def one_owner(nodes: Sequence[Node]) -> None:
    """At no time do two sides both hold an appeal for their own."""
    claims: dict[UUID, str] = {}
    for node in nodes:
        # One that was put back is about to learn what it gave away.
        for appeal in node.seen.appeals if node.seen and not node.recovering else ():
            if appeal["owner_platform"] in node.me.hosts:
                other = claims.setdefault(appeal["id"], node.name)
                hold(other == node.name, "two owners", appeal["number"], other, node.name)


async def verified(node: Node) -> None:
    """`twinline check` of one database; what is under way is under way."""
    report = await check(node.db.url, node.city, now=BEGIN, limit=3, hosts=node.me.hosts)
    found = [f"{v.rule} {v.subject}: {v.detail}" for v in report.violations]
    hold(not found, f"check of {node.name}", "; ".join(found))


async def at_rest(nodes: Sequence[Node]) -> None:
    """What holds when nothing is under way: each database, and both sides together."""
    looks = [await look(node.db, await every_appeal(node.db), BEGIN) for node in nodes]
    rows: dict[str, list[Row]] = {kind: [r for one in looks for r in getattr(one, kind)] for kind in MACHINES}
    for kind in ("handovers", "joints"):
        for origin, destination in _pairs(rows[kind]):
            _agree(kind, origin, destination)
    _owners(nodes, looks)
    _danger(looks, rows["incidents"])
    for node in nodes:
        await verified(node)
    await _exchanged(nodes)


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    sides: dict[UUID, dict[str, Row]] = {}
    for row in rows:
        sides.setdefault(row["id"], {})[row["side"]] = row
    for both in sides.values():
        hold(len(both) == 2, "only one side has its copy", *(one["number"] for one in both.values()))
        yield both["origin"], both["destination"]


def _agree(kind: str, origin: Row, destination: Row) -> None:
    said = f"{origin['number']}: {origin['state']} and {destination['state']}"
    states = (origin["state"], destination["state"])
    hold(states[0] == states[1] or (kind == "handovers" and states in ENDED_PAIRS), "the two copies differ", said)
    hold(origin["peer_order_id"] == destination["order_id"], "the origin does not know the mirror", said)
    hold(destination["peer_order_id"] == origin["order_id"], "the destination does not know the order", said)
    hold(origin["platform"] == destination["peer"], "sides", said)


def _owners(nodes: Sequence[Node], looks: Sequence[Look]) -> None:
    """Whoever knows an appeal names the same owner, and that is one of them."""
    named: dict[UUID, list[tuple[str, str, Any]]] = {}
    for node, one in zip(nodes, looks, strict=True):
        for appeal in one.appeals:
            said = (node.name, appeal["owner_platform"], appeal["number"])
            named.setdefault(appeal["id"], []).append(said)
    hosts = {node.name: node.me.hosts for node in nodes}
    for said in named.values():
        hold(len({owner for _, owner, _ in said}) == 1, "the sides name different owners", said)
        hold(any(owner in hosts[name] for name, owner, _ in said), "the owner does not know of it", said)


def _danger(looks: Sequence[Look], incidents: Sequence[Row]) -> None:
    sent = {one["appeal_id"] for one in incidents if one["dispatched_at"]}
    for one in looks:
        for appeal in one.appeals:
            hold(not appeal["danger"] or appeal["id"] in sent, "danger without police", appeal["number"])


async def nothing_kept(node: Node) -> None:
    """A hub has passed on everything."""
    async with node.db.transaction() as tx:
        kept = {row["name"]: row["to_pass"] for row in await peering.standing(tx.conn)}
    hold(not any(kept.values()), "kept by the hub", kept)


async def _exchanged(nodes: Sequence[Node]) -> None:
    """What was told was taken, admitted and delivered, each once (R14, R45)."""
    told = {node.name: await exchanged(node.db) for node in nodes}
    for node in nodes:
        mine = told[node.name]
        hold(not mine["undelivered"], "messages left", node.name, mine["undelivered"][:3])
        once = [row["message_id"] for row in mine["inbox"]]
        hold(len(once) == len(set(once)), "delivered twice", node.name)
        held = [row for row in mine["taken"] if not row["admitted"]]
        hold(not held, "held back", node.name, held[:3])
        left = [row for row in mine["out"] if row["push_state"] != 2]
        hold(not left, "not answered for", node.name, left[:3])
        for row in mine["taken"]:
            hold(row["message_id"] in set(once), "admitted and never delivered", node.name, row["seq"])
    for a, b in ((nodes[0], nodes[-1]), (nodes[-1], nodes[0])) if len(nodes) > 1 else ():
        sent = [(row["seq"], row["message_id"], row["digest"]) for row in told[a.name]["out"]]
        taken = [(row["seq"], row["message_id"], row["digest"]) for row in told[b.name]["taken"]]
        hold(sent == taken, "sent and taken differ", a.name, sorted(set(sent) ^ set(taken))[:3])
