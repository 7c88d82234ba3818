"""Reads of police orders: the page of one order, and lists."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.appeals import store as appeals
from twinline.identity import Actor
from twinline.incidents import store
from twinline.incidents.model import PoliceOrder, PoliceOrderNotFound
from twinline.incidents.states import INCIDENT
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut

LIST_SQL = (
    """
    SELECT p.id, p.appeal_id, p.number, a.number AS appeal_number, p.platform, p.state, p.version, p.mirror,
           p.loop_open, p.class_initial, p.class_current, p.grade, p.urgent, p.danger, p.division, p.title,
           p.opened_at, p.dispatched_at, p.closed_at, a.owner_platform AS owner,
           (SELECT min(c.due_at) FROM clock c WHERE c.order_id = p.id AND c.state = 'running') AS due_at,
           (SELECT max(e.at) FROM order_event e WHERE e.subject_id = p.id AND e.event IN ('urge', 'supervised'))
           AS urged_at
      FROM police_order p JOIN appeal a ON a.id = p.appeal_id
     WHERE p.id < %(before)s
       AND (%(state)s::text[] IS NULL OR p.state = ANY(%(state)s))
       AND (%(open)s::boolean IS NULL OR (p.closed_at IS NULL) = %(open)s)
       AND (%(unit_id)s::uuid IS NULL OR EXISTS (
            SELECT 1 FROM police_dispatch d WHERE d.order_id = p.id AND d.unit_id = %(unit_id)s))
       AND (%(danger)s::boolean IS NULL OR p.danger = %(danger)s)
       AND (%(class_code)s::text IS NULL OR p.class_current = %(class_code)s)
       AND (%(due_before)s::timestamptz IS NULL OR EXISTS (
            SELECT 1 FROM clock c
             WHERE c.order_id = p.id AND c.state = 'running' AND c.due_at < %(due_before)s))
       AND (%(division)s::text IS NULL OR p.division LIKE %(division)s || '%%')
       AND (%(mine)s::boolean IS NOT TRUE OR EXISTS (
            SELECT 1 FROM police_dispatch m
             WHERE m.order_id = p.id AND m.unit_id = %(actor_unit)s AND m.released_at IS NULL))
       AND """
    + VISIBLE
    + " ORDER BY p.id DESC LIMIT %(limit)s"
)
# Asking for support raises danger, so that few orders are looked at.
HELP_CALLS_SQL = (
    """
    SELECT p.id AS order_id, p.appeal_id, p.number, p.title, e.at, e.data ->> 'reason' AS reason, n.id AS unit_id,
           n.name AS unit
      FROM police_order p JOIN appeal a ON a.id = p.appeal_id
      JOIN LATERAL (SELECT h.event, h.at, h.data FROM order_event h
                     WHERE h.subject_id = p.id AND h.event IN ('ask_help', 'take_help', 'dispatch', 'dispatch_more')
                     ORDER BY h.seq DESC LIMIT 1) e ON e.event = 'ask_help'
      JOIN unit n ON n.id = (e.data ->> 'unit')::uuid
     WHERE p.platform = %(actor_platform)s AND p.closed_at IS NULL AND p.danger AND """
    + VISIBLE
    + " ORDER BY e.at"
)
UNITS_SQL = """
    SELECT d.unit_id, n.name, n.code, d.number, d.state, d.dispatched_at, d.signed_at, d.set_out_at, d.arrived_at,
           d.fed_back_at, d.released_at, d.form
      FROM police_dispatch d JOIN unit n ON n.id = d.unit_id
     WHERE d.order_id = %(order_id)s ORDER BY d.dispatched_at, n.code
"""


def buttons(order: PoliceOrder, actor: Actor) -> list[dict[str, str]]:
    """What the table and the caller's permissions allow now; a second unit's step has the first one's name."""
    if order.platform != actor.platform:
        return []
    rows = [t for t in INCIDENT.from_state(order.state) if actor.can(t.permission)]
    names = dict.fromkeys(t.event.removesuffix("_more") for t in rows)
    return [
        {"event": n, "zh": text(f"event.incident.{n}"), "en": text(f"event.incident.{n}", lang="en")} for n in names
    ]


def view(order: PoliceOrder, actor: Actor) -> dict[str, Any]:
    """An order as it goes out."""
    shown = asdict(order)
    del shown["head"], shown["shared"], shown["confidential"]
    shown["form"] = appeals.form_for(order.form, confidential=order.confidential, scope=actor.scope)
    return shown | {"kind": "incident", "actions": buttons(order, actor)}


async def get_order(conn: Conn, actor: Actor, order_id: UUID) -> dict[str, Any]:
    """One order with its units and feedback. Raises PoliceOrderNotFound."""
    actor.require("incident.read")
    order = await store.get(conn, order_id, actor.sight)
    if order is None:
        raise PoliceOrderNotFound
    units = await fetch_dicts(conn, UNITS_SQL, {"order_id": order_id})
    feedback = await fetch_dicts(conn, store.FEEDBACKS_SQL, {"order_id": order_id})
    return view(order, actor) | {"dispatches": units, "feedback": feedback}


async def list_orders(conn: Conn, actor: Actor, page: Page, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A page of orders that the caller may see, newest first."""
    actor.require("incident.read")
    rows = await fetch_dicts(conn, LIST_SQL, {**wanted, **page.bounds, **actor.sight})
    return cut(rows, page)


async def help_calls(conn: Conn, actor: Actor) -> dict[str, Any]:
    """Calls for support from the scene that nobody has taken and no unit was sent for, oldest first (R2, R13)."""
    return {"items": await fetch_dicts(conn, HELP_CALLS_SQL, actor.sight), "next": None}
