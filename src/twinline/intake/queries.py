"""Reads of appeals: lists with search, the page of one appeal with both sides' orders, and its one timeline (R34)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE, Appeal, AppealNotFound
from twinline.appeals import store as appeals
from twinline.clocks import store as clocks
from twinline.identity import Actor
from twinline.intake import history_store
from twinline.intake.compose import Desk
from twinline.intake.search import Wanted
from twinline.intake.search_store import ways
from twinline.kernel.crypto import FieldCipher, mask_name, mask_phone
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.machine import Machine
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut
from twinline.linkage import queries as linkage
from twinline.triage import advice

LIST_HEAD = """
    SELECT a.id, a.number, a.title, a.type, a.domain, a.matter, a.department, a.division, a.urgent, a.danger,
           a.confidential, a.restricted, a.owner_platform AS owner, a.first_receiver, a.shared, a.received_at,
           a.merged_into, a.closed_at, a.version, c.channel, c.seed,
           coalesce(
               (SELECT w.state FROM work_order w WHERE w.appeal_id = a.id AND w.platform = %(actor_platform)s
                 ORDER BY w.closed_at IS NOT NULL, w.id DESC LIMIT 1),
               (SELECT p.state FROM police_order p WHERE p.appeal_id = a.id AND p.platform = %(actor_platform)s
                 ORDER BY p.closed_at IS NOT NULL, p.id DESC LIMIT 1)) AS order_state,
           (SELECT min(k.due_at) FROM clock k
             WHERE k.state = 'running' AND k.platform = %(actor_platform)s AND k.order_id IN (
                   SELECT w.id FROM work_order w WHERE w.appeal_id = a.id
                   UNION ALL SELECT p.id FROM police_order p WHERE p.appeal_id = a.id)) AS due_at
      FROM appeal a JOIN contact c ON c.id = a.contact_id
"""
LIST_TAIL = (
    """
     WHERE a.id < %(before)s
       AND (%(owner)s::text IS NULL OR a.owner_platform = %(owner)s)
       AND (%(open)s::boolean IS NULL OR (a.closed_at IS NULL) = %(open)s)
       AND (%(danger)s::boolean IS NULL OR a.danger = %(danger)s)
       AND (%(type)s::text IS NULL OR a.type = %(type)s)
       AND (%(matter)s::text IS NULL OR a.matter = %(matter)s)
       AND (%(division)s::text IS NULL OR a.division LIKE %(division)s || '%%')
       AND (%(since)s::timestamptz IS NULL OR a.received_at >= %(since)s)
       AND (%(until)s::timestamptz IS NULL OR a.received_at < %(until)s)
       AND """
    + VISIBLE
)
NEWEST_FIRST = " ORDER BY a.id DESC LIMIT %(limit)s"
ORDERS_SQL = """
    SELECT 'case' AS kind, id, number, platform, state, version, mirror, loop_open, ack_pending, danger, title, reply
           AS result, lead_unit_id AS unit_id, opened_at, closed_at
      FROM work_order WHERE appeal_id = %(appeal_id)s
    UNION ALL
    SELECT 'incident', id, number, platform, state, version, mirror, loop_open, false, danger, title, result,
           NULL, opened_at, closed_at
      FROM police_order WHERE appeal_id = %(appeal_id)s
    ORDER BY opened_at, id
"""
DECISIONS_SQL = """
    SELECT n, at, owner, joint, danger, type, matter, department, deadline_class, police_class, confidence, reasons,
           versions, actor_id, reason_code, reason
      FROM triage_decision WHERE appeal_id = %(appeal_id)s ORDER BY n
"""
OWNERS_SQL = """
    SELECT seq, from_platform, to_platform, handover_id, reason, at FROM owner_change
     WHERE appeal_id = %(appeal_id)s ORDER BY seq
"""
TIMELINE_SQL = """
    SELECT e.subject_kind, e.subject_id, e.seq, e.event, e.from_state, e.to_state, e.at, e.platform, e.data,
           u.name AS unit, p.name AS actor
      FROM order_event e LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN account p ON p.id = e.actor_id
     WHERE e.subject_id = ANY(%(subjects)s)
    UNION ALL
    SELECT 'clock', r.order_id, r.level, (ARRAY['near', 'due', 'day_over'])[r.level], NULL, 'running', r.at, r.platform,
           json_build_object('clock', r.kind, 'due_at', r.due_at), u.name, NULL
      FROM reminder r LEFT JOIN unit u ON u.id = r.unit_id
     WHERE r.order_id = ANY(%(subjects)s)
     ORDER BY at, subject_id, seq LIMIT %(limit)s
"""
REPEATS_SQL = (
    """
    SELECT a.id, a.number, a.title, a.owner_platform AS owner, a.received_at, a.closed_at
      FROM contact c JOIN appeal a ON a.contact_id = c.id
     WHERE c.phone_idx = %(phone_idx)s AND a.id <> %(appeal_id)s AND """
    + VISIBLE
    + " ORDER BY a.id DESC LIMIT 20"
)
SAME_SQL = (
    """
    SELECT a.id, a.number, a.title, a.received_at, a.closed_at FROM appeal a
     WHERE a.id = ANY(%(ids)s::uuid[]) AND """
    + VISIBLE
    + " ORDER BY a.id DESC"
)
TIMELINE_ROWS_MAX = 2_000


async def list_appeals(conn: Conn, actor: Actor, page: Page, wanted: Mapping[str, Any], q: Wanted) -> dict[str, Any]:
    """A page of appeals that the caller may see, newest first."""
    actor.require("appeal.read")
    params = {**wanted, **q.params, **page.bounds, **actor.sight}
    rows: list[dict[str, Any]] = []
    for way in await ways(conn, params):
        sql = LIST_HEAD + way.join + LIST_TAIL + " AND " + q.sql + way.condition + NEWEST_FIRST
        rows = await fetch_dicts(conn, sql, params)
        if len(rows) > page.limit:
            break
    return cut(rows, page)


async def find(conn: Conn, actor: Actor, appeal_id: UUID) -> Appeal:
    """The appeal. Raises AppealNotFound also when it may not be seen."""
    actor.require("appeal.read")
    appeal = await appeals.get(conn, appeal_id, actor.sight)
    if appeal is None:
        raise AppealNotFound
    return appeal


async def get_appeal(conn: Conn, actor: Actor, cipher: FieldCipher, appeal_id: UUID) -> dict[str, Any]:
    """The whole appeal: words, judgement, owner history, both sides' orders with clocks, handovers, joint actions,
    what the same caller said before, and what the caller of this route may do. Personal fields are masked."""
    appeal = await find(conn, actor, appeal_id)
    orders = await fetch_dicts(conn, ORDERS_SQL, {"appeal_id": appeal_id})
    handovers, joints = await linkage.of_appeal(conn, actor, appeal_id)
    rows = await clocks.of_orders(conn, [o["id"] for o in orders] + [h.id for h in handovers])
    contact = await _contact(conn, actor, cipher, appeal)
    plain = {name: getattr(appeal, name) for name in appeal.__slots__ if name not in ("head", "contact_id")}
    return plain | {
        "state": appeal.state,
        "contact": contact,
        "decisions": await fetch_dicts(conn, DECISIONS_SQL, {"appeal_id": appeal_id}),
        "owners": await fetch_dicts(conn, OWNERS_SQL, {"appeal_id": appeal_id}),
        "orders": orders,
        "clocks": rows,
        "handovers": [linkage.view(h, actor) for h in handovers],
        "joint_actions": [linkage.view(j, actor) for j in joints],
        "history": await _history(conn, actor, appeal),
        "actions": appeal_buttons(appeal, orders, actor, offered=any(one.open for one in handovers)),
    }


async def _history(conn: Conn, actor: Actor, appeal: Appeal) -> dict[str, Any] | None:
    """Risk and history for the desk that was called; None for others, and until the worker has counted it."""
    if actor.platform != appeal.first_receiver or actor.scope == "unit":
        return None
    rows = await fetch_dicts(conn, history_store.GET_SQL, {"appeal_id": appeal.id})
    if not rows:
        return None
    found = rows[0]
    alike = {row["id"]: row["similarity"] for row in found["duplicates"]}
    same = await fetch_dicts(conn, SAME_SQL, {"ids": list(alike), **actor.sight}) if alike else []
    return found | {"duplicates": [row | {"similarity": alike[str(row["id"])]} for row in same]}


async def _contact(conn: Conn, actor: Actor, cipher: FieldCipher, appeal: Appeal) -> dict[str, Any]:
    """Channel and masked caller; a confidential caller is not shown to handling units at all (promise 6)."""
    found = await appeals.contact(conn, appeal.contact_id)
    if found is None:
        return {}
    shown: dict[str, Any] = {"channel": found.channel, "received_at": found.received_at, "seed": found.seed}
    if appeal.confidential and actor.scope == "unit":
        return shown | {"external_id": None, "caller": None, "phone": None, "earlier": []}
    sight = actor.sight | {"phone_idx": found.phone_idx, "appeal_id": appeal.id}
    earlier = await fetch_dicts(conn, REPEATS_SQL, sight) if found.phone_idx else []
    name = cipher.open(found.caller_name_enc) if found.caller_name_enc else None
    phone = cipher.open(found.phone_enc) if found.phone_enc else None
    shown["external_id"] = found.external_id
    return shown | {"caller": mask_name(name), "phone": mask_phone(phone), "earlier": earlier}


async def routing(conn: Conn, actor: Actor, desk: Desk, appeal_id: UUID) -> dict[str, Any]:
    """Who would handle the appeal as it is judged by now, what to say when it is out of scope, and where it is."""
    appeal = await find(conn, actor, appeal_id)
    newest = (await fetch_dicts(conn, DECISIONS_SQL, {"appeal_id": appeal_id}))[-1:]
    owner = newest[0]["owner"] if newest else appeal.owner_platform
    found = advice.advise(
        desk.rulebook,
        directory=desk.city.directory,
        divisions=desk.divisions,
        home=desk.home,
        text=appeal.words,
        address=appeal.address,
        division=appeal.division if appeal.division_from == "form" else None,
        matter=appeal.matter,
        department=appeal.department,
        owner=owner,
        danger=appeal.danger,
    )
    return {"appeal_id": appeal.id, "matter": appeal.matter, "division": appeal.division} | advice.view(found)


def appeal_buttons(
    appeal: Appeal, orders: list[dict[str, Any]], actor: Actor, *, offered: bool
) -> list[dict[str, str]]:
    """The steps on the appeal itself that its state and the caller's permissions allow. ``offered``: the other side is
    to answer, or both negotiate."""
    own = next((o for o in orders if o["platform"] == actor.platform and not o["closed_at"]), None)
    names: list[str] = []
    # A unit calls from its order; this way is for when that has ended.
    if own and actor.can("appeal.danger") and actor.scope != "unit" and not appeal.danger:
        names.append("danger")
    if own and actor.can("handover.offer") and appeal.owner_platform == actor.platform and not offered:
        names += ["hand_over"] if linkage.offerable(own["kind"], own["state"]) else []
    if own and actor.can("joint.request"):
        names.append("joint")
    if actor.can("appeal.reveal") and not (appeal.confidential and actor.scope == "unit"):
        names.append("reveal")
    if own and actor.can("appeal.override"):
        names.append("override")
    if own and actor.can("appeal.split"):
        names.append("split")
    return [{"event": n, "zh": text(f"event.appeal.{n}"), "en": text(f"event.appeal.{n}", lang="en")} for n in names]


async def timeline(conn: Conn, actor: Actor, appeal_id: UUID) -> list[dict[str, Any]]:
    """Everything that happened to the appeal and its orders on both sides, reminders among it, in time (R34, R46)."""
    await find(conn, actor, appeal_id)
    orders = await fetch_dicts(conn, ORDERS_SQL, {"appeal_id": appeal_id})
    handovers, joints = await linkage.of_appeal(conn, actor, appeal_id)
    subjects = [appeal_id, *(o["id"] for o in orders), *(linkage.copy_id(x) for x in (*handovers, *joints))]
    rows = await fetch_dicts(conn, TIMELINE_SQL, {"subjects": subjects, "limit": TIMELINE_ROWS_MAX})
    here = {str(order["id"]) for order in orders}
    return [_told(row) for row in rows if not ("said_by" in row["data"] and row["data"].get("order_id") in here)]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its name. What the other side said stands under that side's name, and a step of its order under the
    step's; a step of an order that lives here is there itself already."""
    data, kind, event = row["data"], row["subject_kind"], row["event"]
    if "said_by" in data:
        row |= {"platform": data["said_by"], "actor": None, "unit": data.get("unit")}
        kind = data.get("order_kind", "case" if "step" in data else kind)
        event = data.get("step", event)
    return row | {"label": {lang: text(f"event.{kind}.{event}", lang=lang) for lang in ("zh", "en")}}


def machine_table(machine: Machine) -> dict[str, Any]:
    """A transition table as it goes out to pages and integrators."""
    states = [
        {
            "state": s,
            "final": s in machine.final,
            "zh": text(f"state.{machine.name}.{s}"),
            "en": text(f"state.{machine.name}.{s}", lang="en"),
        }
        for s in machine.states
    ]
    rows = [
        {
            "event": t.event,
            "sources": sorted(t.sources),
            "target": t.target,
            "permission": t.permission,
            "zh": text(f"event.{machine.name}.{t.event}"),
            "en": text(f"event.{machine.name}.{t.event}", lang="en"),
        }
        for t in machine.rows
    ]
    return {"name": machine.name, "initial": machine.initial, "states": states, "transitions": rows}
