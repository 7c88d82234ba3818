"""Reads of handovers and joint actions: one, those of an appeal, those in flight."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.machine import Machine
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut
from twinline.linkage.copies import copy_id as copy_id
from twinline.linkage.model import Handover, HandoverNotFound, Joint, JointNotFound
from twinline.linkage.orders import offerable as offerable
from twinline.linkage.states import HANDOVER, JOINT
from twinline.linkage.store import HANDOVER_SQL, JOINT_SQL

SIDE_OF = {
    "accept": "destination",
    "return": "destination",
    "recall": "origin",
    "confirm": "origin",
    "redo": "origin",
    "progress": "destination",
    "supervise": "origin",
    "revisit": "origin",
    "acknowledge": "destination",
    "decline": "destination",
    "finish": "destination",
}
"""Which side takes a step; ``propose`` is for both."""

GET_HANDOVER_SQL = HANDOVER_SQL + " AND h.id = %(id)s"
HANDOVERS_OF_APPEAL_SQL = HANDOVER_SQL + " AND h.appeal_id = %(appeal_id)s ORDER BY h.id"
GET_JOINT_SQL = JOINT_SQL + " AND j.id = %(id)s"
JOINTS_OF_APPEAL_SQL = JOINT_SQL + " AND j.appeal_id = %(appeal_id)s ORDER BY j.id"
LIST_HANDOVERS_SQL = (
    """
    SELECT h.id, h.number, h.platform, h.side, h.peer, h.appeal_id, a.number AS appeal_number, a.title, h.order_kind,
           h.order_id, h.peer_number, h.state, h.version, h.reason_code, h.reason, h.matter, h.danger, h.offered_at,
           h.delivered_at, h.due_at, h.accepted_at, h.return_reason, h.own_position, h.peer_position, h.result_at,
           h.open
      FROM handover h JOIN appeal a ON a.id = h.appeal_id
     WHERE h.platform = %(actor_platform)s AND h.id < %(before)s
       AND (%(open)s::boolean IS NULL OR h.open = %(open)s)
       AND (%(state)s::text[] IS NULL OR h.state = ANY(%(state)s))
       AND (%(side)s::text IS NULL OR h.side = %(side)s)
       AND """
    + VISIBLE
    + " ORDER BY h.id DESC LIMIT %(limit)s"
)
LIST_JOINTS_SQL = (
    """
    SELECT j.id, j.number, j.platform, j.side, j.peer, j.kind, j.appeal_id, a.number AS appeal_number, a.title,
           j.order_kind, j.order_id, j.peer_number, j.state, j.version, j.request, j.answer, j.danger, j.requested_at,
           j.acknowledged_at, j.finished_at
      FROM joint_action j JOIN appeal a ON a.id = j.appeal_id
     WHERE j.platform = %(actor_platform)s AND j.id < %(before)s
       AND (%(open)s::boolean IS NULL OR (j.finished_at IS NULL) = %(open)s)
       AND (%(side)s::text IS NULL OR j.side = %(side)s)
       AND """
    + VISIBLE
    + " ORDER BY j.id DESC LIMIT %(limit)s"
)


def buttons(machine: Machine, thing: Handover | Joint, actor: Actor) -> list[dict[str, str]]:
    """The steps of this side that the table and the caller's permissions allow now."""
    rows = [t for t in machine.from_state(thing.state) if actor.can(t.permission)]
    names = [t.event for t in rows if SIDE_OF.get(t.event, thing.side) == thing.side]
    return [
        {"event": n, "zh": text(f"event.{machine.name}.{n}"), "en": text(f"event.{machine.name}.{n}", lang="en")}
        for n in names
    ]


def view(thing: Handover | Joint, actor: Actor) -> dict[str, Any]:
    """A handover or joint action as it goes out."""
    shown = asdict(thing)
    del shown["head"]
    machine = HANDOVER if isinstance(thing, Handover) else JOINT
    kind = {} if isinstance(thing, Joint) else {"origin": thing.origin, "destination": thing.destination}
    return shown | kind | {"actions": buttons(machine, thing, actor)}


async def _one(conn: Conn, sql: Any, params: Mapping[str, Any], kind: type[Any]) -> list[Any]:
    return [kind(**row) for row in await fetch_dicts(conn, sql, params)]


async def get_handover(conn: Conn, actor: Actor, handover_id: UUID) -> dict[str, Any]:
    """The caller's side of one handover. Raises HandoverNotFound."""
    actor.require("handover.read")
    found = await _one(conn, GET_HANDOVER_SQL, {"id": handover_id, **actor.sight}, Handover)
    if not found:
        raise HandoverNotFound
    return view(found[0], actor)


async def get_joint(conn: Conn, actor: Actor, joint_id: UUID) -> dict[str, Any]:
    """The caller's side of one joint action. Raises JointNotFound."""
    actor.require("joint.read")
    found = await _one(conn, GET_JOINT_SQL, {"id": joint_id, **actor.sight}, Joint)
    if not found:
        raise JointNotFound
    return view(found[0], actor)


async def of_appeal(conn: Conn, actor: Actor, appeal_id: UUID) -> tuple[list[Handover], list[Joint]]:
    """Handovers and joint actions of an appeal, from the caller's side."""
    params = {"appeal_id": appeal_id, **actor.sight}
    handovers = await _one(conn, HANDOVERS_OF_APPEAL_SQL, params, Handover) if actor.can("handover.read") else []
    joints = await _one(conn, JOINTS_OF_APPEAL_SQL, params, Joint) if actor.can("joint.read") else []
    return handovers, joints


async def list_handovers(conn: Conn, actor: Actor, page: Page, wanted: Mapping[str, Any]) -> dict[str, Any]:
    actor.require("handover.read")
    return cut(await fetch_dicts(conn, LIST_HANDOVERS_SQL, {**wanted, **page.bounds, **actor.sight}), page)


async def list_joints(conn: Conn, actor: Actor, page: Page, wanted: Mapping[str, Any]) -> dict[str, Any]:
    actor.require("joint.read")
    return cut(await fetch_dicts(conn, LIST_JOINTS_SQL, {**wanted, **page.bounds, **actor.sight}), page)
