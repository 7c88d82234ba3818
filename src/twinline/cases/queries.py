"""Reads of work orders: the page of one order, and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.appeals import store as appeals
from twinline.cases import store
from twinline.cases.model import OF_APPEAL, REVISITS, WorkOrder, WorkOrderNotFound
from twinline.cases.states import CASE
from twinline.identity import Actor
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut

LIST_SQL = (
    """
    SELECT w.id, w.appeal_id, w.number, a.number AS appeal_number, w.platform, w.state, w.version, w.mirror,
           w.loop_open, w.ack_pending, w.type, w.matter, w.department, w.urgent, w.danger, w.division, w.title,
           w.lead_unit_id, u.name AS lead_unit, w.return_count, w.redo_count, w.opened_at, w.closed_at,
           a.owner_platform AS owner,
           (SELECT min(c.due_at) FROM clock c WHERE c.order_id = w.id AND c.state = 'running') AS due_at,
           (SELECT max(e.at) FROM order_event e WHERE e.subject_id = w.id AND e.event IN ('urge', 'supervised'))
           AS urged_at
      FROM work_order w JOIN appeal a ON a.id = w.appeal_id LEFT JOIN unit u ON u.id = w.lead_unit_id
     WHERE w.id < %(before)s
       AND (%(state)s::text[] IS NULL OR w.state = ANY(%(state)s))
       AND (%(open)s::boolean IS NULL OR (w.closed_at IS NULL) = %(open)s)
       AND (%(unit_id)s::uuid IS NULL OR w.lead_unit_id = %(unit_id)s)
       AND (%(danger)s::boolean IS NULL OR w.danger = %(danger)s)
       AND (%(type)s::text IS NULL OR w.type = %(type)s)
       AND (%(redo)s::boolean IS NULL OR (w.redo_count > 0) = %(redo)s)
       AND (%(due_before)s::timestamptz IS NULL OR EXISTS (
            SELECT 1 FROM clock c
             WHERE c.order_id = w.id AND c.state = 'running' AND c.due_at < %(due_before)s))
       AND (%(division)s::text IS NULL OR w.division LIKE %(division)s || '%%')
       AND (%(mine)s::boolean IS NOT TRUE OR EXISTS (
            SELECT 1 FROM work_order_unit m
             WHERE m.order_id = w.id AND m.unit_id = %(actor_unit)s AND m.released_at IS NULL))
       AND """
    + VISIBLE
    + " ORDER BY w.id DESC LIMIT %(limit)s"
)


def buttons(order: WorkOrder, actor: Actor) -> list[dict[str, str]]:
    """What the table and the caller's permissions allow now: the page shows exactly these."""
    if order.platform != actor.platform:
        return []
    own = [one for one in buttons_in(order.state, actor) if not (order.mirror and one["event"] in REVISITS)]
    return own + [_button(name) for name in _beside(order, actor)]


def buttons_in(state: str, actor: Actor) -> list[dict[str, str]]:
    """What the table and the caller's permissions allow in a state."""
    rows = [t for t in CASE.from_state(state) if actor.can(t.permission)]
    return [_button(name) for name in dict.fromkeys(t.event for t in rows)]


def _button(name: str) -> dict[str, str]:
    return {"event": name, "zh": text(f"event.case.{name}"), "en": text(f"event.case.{name}", lang="en")}


def _beside(order: WorkOrder, actor: Actor) -> Iterator[str]:
    """Steps with a route of their own: a repeat is merged into another order, and an ended order is taken up anew."""
    if order.mirror:
        return
    if order.state == CASE.initial and actor.can("appeal.merge"):
        yield "merge"
    if order.state in CASE.final and actor.can("appeal.create"):
        yield "reopen"


def view(order: WorkOrder, actor: Actor) -> dict[str, Any]:
    """An order as it goes out."""
    shown = asdict(order)
    del shown["head"]
    for name in OF_APPEAL:
        del shown[name]
    shown["form"] = appeals.form_for(order.form, confidential=order.confidential, scope=actor.scope)
    return shown | {"kind": "case", "actions": buttons(order, actor)}


async def get_order(conn: Conn, actor: Actor, order_id: UUID) -> dict[str, Any]:
    """One order with its units and extensions. Raises WorkOrderNotFound."""
    actor.require("case.read")
    order = await store.get(conn, order_id, actor.sight)
    if order is None:
        raise WorkOrderNotFound
    units = await fetch_dicts(conn, store.UNITS_SQL, {"order_id": order_id})
    extensions = await fetch_dicts(conn, store.EXTENSIONS_SQL, {"order_id": order_id})
    return view(order, actor) | {"handlers": units, "extensions": extensions}


async def list_orders(conn: Conn, actor: Actor, page: Page, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A page of orders that the caller may see, newest first."""
    actor.require("case.read")
    rows = await fetch_dicts(conn, LIST_SQL, {**wanted, **page.bounds, **actor.sight})
    return cut(rows, page)
