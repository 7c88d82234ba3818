"""The orders that handovers and joint actions move, whichever kind they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from twinline.appeals import actions as appeals
from twinline.cases import CASE, Change, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City, Timed, start_all
from twinline.identity import Actor
from twinline.incidents import INCIDENT, PoliceOrder
from twinline.incidents import actions as incidents
from twinline.kernel.db import Tx
from twinline.kernel.ledger import Event, record
from twinline.linkage import store

Order = WorkOrder | PoliceOrder
PART_OF = {
    "hand_over": "hand_over_civil_part",
    "handover_kept": "civil_part_kept",
    "handover_accepted": "civil_part_accepted",
    "handover_result": "civil_part_result",
    "redo_transferred": "redo_civil_part",
}
UNCLASSIFIED = "990000"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the sending side says of the matter; all that the receiving side needs to open its own order."""

    appeal_id: UUID
    title: str
    type: str
    domain: str
    matter: str
    department: str
    deadline_class: str
    police_class: str
    urgent: bool
    danger: bool
    restricted: bool
    division: str | None
    note: str

    def to_body(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"appeal_id": str(self.appeal_id)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Opening":
        fields: dict[str, Any] = {**body, "appeal_id": UUID(body["appeal_id"])}
        return cls(**fields)


def kind_of(order: Order) -> str:
    return "incident" if isinstance(order, PoliceOrder) else "case"


def offerable(kind: str, state: str) -> bool:
    """Whether an order in this state, or its civil part, can be handed over to the other side."""
    machine = CASE if kind == "case" else INCIDENT
    return machine.allows(state, "hand_over") or machine.allows(state, PART_OF["hand_over"])


async def lock(tx: Tx, actor: Actor, kind: str, order_id: UUID, seen: int | None = None) -> Order:
    change = Change(order_id, seen)
    return await (cases.lock(tx, actor, change) if kind == "case" else incidents.lock(tx, actor, change))


async def step(
    tx: Tx, city: City, actor: Actor, order: Order, event: str, data: Mapping[str, Any], **changes: Any
) -> Order:
    """Take a handover row of the order's table; after dispatch a police order takes its civil-part row (R17)."""
    if isinstance(order, WorkOrder):
        return await cases.advance(tx, city, actor, order, event, data, **changes)
    if not INCIDENT.allows(order.state, event) and event in PART_OF:
        event = PART_OF[event]
    return await incidents.advance(tx, city, actor, order, event, data, **changes)


async def note(tx: Tx, actor: Actor, order: Order, event: str, data: Mapping[str, Any], **changes: Any) -> Order:
    if isinstance(order, WorkOrder):
        return await cases.note(tx, actor, order, event, data, **changes)
    return await incidents.note(tx, actor, order, event, data, **changes)


async def owes(tx: Tx, order: Order) -> bool:
    """What ``loop_open`` of the order has to be: never set by hand, always counted from handovers and joint actions."""
    return await store.owes(tx.conn, order.appeal_id, order.id, mirror=order.mirror)


async def recount(tx: Tx, actor: Actor, order: Order, event: str, data: Mapping[str, Any]) -> Order:
    """Bring ``loop_open`` up to date under the name ``event``; nothing is written when it is."""
    owed = await owes(tx, order)
    return order if owed == order.loop_open else await note(tx, actor, order, event, data, loop_open=owed)


async def release(tx: Tx, city: City, actor: Actor, order: Order, event: str, data: Mapping[str, Any]) -> None:
    """Something that held the order has ended. A mirror that nothing holds any more ends as well: void when nothing
    has begun, closed when its work is done. In between it goes on (danger first) and ends with its work."""
    if order.closed_at:
        return
    order = await recount(tx, actor, order, event, data)
    if not order.mirror or order.loop_open or await store.offered(tx.conn, order.appeal_id, order.id):
        return
    ending = _ending(order)
    if ending:
        await step(tx, city, actor, order, ending, data)


def _ending(order: Order) -> str | None:
    """The row that ends a mirror which owes nothing: none while 110's word is awaited or danger awaits a unit."""
    if isinstance(order, PoliceOrder):
        return {"received": None if order.danger else "void_mirror", "fed_back": "close"}.get(order.state)
    if order.ack_pending:
        return None
    return {"registered": "void_mirror", "reviewed": "close_mirror", "answered": "close"}.get(order.state)


async def open_mirrors(tx: Tx, city: City, actor: Actor, openings: Sequence[Opening]) -> list[Order]:
    """Open the receiving side's orders for what the other side sent, all of them statement by statement."""
    return await _open(tx, city, actor, [(opening, await _mirror(tx, actor, opening)) for opening in openings])


async def open_mirror(
    tx: Tx,
    city: City,
    actor: Actor,
    opening: Opening,
    *,
    loop_open: bool,
    shared: bool = True,
    known: tuple[UUID, str] | None = None,
) -> Order:
    """Open one of them; or, with danger, an order of this side's own, of which the other side hears only when the
    appeal is ``shared`` (promise 6). ``known``: the id and number of an order of this side's own that was lost."""
    order = await _mirror(tx, actor, opening, loop_open=loop_open, shared=shared, known=known)
    return (await _open(tx, city, actor, [(opening, order)]))[0]


async def _mirror(
    tx: Tx,
    actor: Actor,
    o: Opening,
    *,
    loop_open: bool = False,
    shared: bool = True,
    known: tuple[UUID, str] | None = None,
) -> Order:
    kind = "case" if actor.platform == "12345" else "incident"
    order_id, number = known or (tx.new_id(), await tx.number(kind, o.division))
    common: dict[str, Any] = {
        "id": order_id,
        "appeal_id": o.appeal_id,
        "number": number,
        "platform": actor.platform,
        "version": 0,
        "head": b"",
        "mirror": known is None,
        "urgent": o.urgent,
        "danger": o.danger,
        "restricted": o.restricted,
        "division": o.division,
        "title": o.title,
        "form": {},
        "opened_at": tx.now,
        "shared": shared,
    }
    return _case(o, common, loop_open) if kind == "case" else _incident(o, common, loop_open)


def _case(o: Opening, common: Mapping[str, Any], loop_open: bool) -> WorkOrder:
    judged = {name: getattr(o, name) for name in ("type", "domain", "matter", "department", "deadline_class")}
    untouched: dict[str, Any] = {**cases.UNTOUCHED, "loop_open": loop_open}
    return WorkOrder(state=CASE.initial, **common, **judged, **untouched)


def _incident(o: Opening, common: Mapping[str, Any], loop_open: bool) -> PoliceOrder:
    code = o.police_class or UNCLASSIFIED
    return PoliceOrder(
        state=INCIDENT.initial,
        loop_open=loop_open,
        class_initial=code,
        class_current=code,
        grade=1 if o.danger else 3,
        result_code=None,
        result=None,
        dispatched_at=None,
        closed_at=None,
        **common,
    )


async def _open(tx: Tx, city: City, actor: Actor, fresh: Sequence[tuple[Opening, Order]]) -> list[Order]:
    """Write new orders of one platform with their first events and clocks."""
    await appeals.reopen(tx, actor, [order.appeal_id for _, order in fresh])
    opened, timed = list[tuple[Order, Event]](), list[tuple[Timed, str]]()
    for opening, order in fresh:
        data = {"mirror": order.mirror, "note": opening.note}
        if isinstance(order, WorkOrder):
            opened.append(cases.opening(order, actor, data))
            timed += [(cases.timed(order), kind) for kind in ("case_dispatch", "case_result")]
        else:
            opened.append(incidents.opening(order, actor, data))
            timed.append((incidents.timed(order), "police_dispatch"))
    await cases.insert(tx, [order for order, _ in opened if isinstance(order, WorkOrder)])
    await incidents.insert(tx, [order for order, _ in opened if isinstance(order, PoliceOrder)])
    await record(tx, [(event, order.audience) for order, event in opened])
    await start_all(tx, city, timed)
    return [order for order, _ in opened]


async def send_police(tx: Tx, city: City, actor: Actor, order: PoliceOrder, note_text: str) -> PoliceOrder:
    """Dispatch at once to the duty unit of the place, or to the command desk when the place is not known
    (R2, R13, R22: danger waits for no form). Whoever is complained of is passed over for those above (promise 6).
    An order that has units under way is left alone."""
    if order.state not in ("received", "handing_over", "transferred", "fed_back"):
        return order
    unit = city.directory.duty_unit("110", "public_security", order.division)
    above = [*city.directory.register.chain(unit.id), city.directory.desk("110")]
    barred = await appeals.complained_of(tx, appeal_id=order.appeal_id)
    fit = next((unit for unit in above if unit.id != barred and unit.platform == "110"), None)
    if fit is None:
        return order
    return await incidents.send(tx, city, actor, order, units=[fit.id], note=note_text, form={})
