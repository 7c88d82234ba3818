"""What a citizen sees of an appeal, what everybody sees of published ones, and what staff see of both (R40, R53).

To a citizen go their own words, the stages in their words, the department, the deadline and the reply: no name of
anybody who works on it, no note, and nothing of a result before it was approved.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import Page, cut
from twinline.places import Divisions
from twinline.portal.model import ADDITIONS_MAX, ANSWERED
from twinline.portal.store import PUBLISHABLE

FOLLOWED_SQL = """
    SELECT a.number, a.title, a.words, a.address, a.received_at, a.closed_at, a.owner_platform, a.danger,
           w.id AS order_id, w.state, w.reply, w.replied_at, w.closed_at AS order_closed_at, u.name AS unit,
           (SELECT k.due_at FROM clock k WHERE k.order_id = w.id AND k.kind = 'case_result' AND k.state = 'running'
             ORDER BY k.n DESC LIMIT 1) AS due_at
      FROM appeal a
      LEFT JOIN LATERAL (
           SELECT o.id, o.state, o.reply, o.replied_at, o.closed_at, o.lead_unit_id FROM work_order o
            WHERE o.appeal_id = a.id AND o.platform = '12345' AND NOT o.mirror ORDER BY o.id DESC LIMIT 1) w ON true
      LEFT JOIN unit u ON u.id = w.lead_unit_id
     WHERE a.id = %(appeal_id)s
"""
STEPS_SQL = """
    SELECT e.event, e.at FROM order_event e
     WHERE e.subject_id IN (SELECT o.id FROM work_order o
                             WHERE o.appeal_id = %(appeal_id)s AND o.platform = '12345' AND NOT o.mirror)
       AND e.event = ANY(%(events)s)
     ORDER BY e.at, e.seq
"""
ADDITIONS_SQL = "SELECT words, at FROM portal_addition WHERE appeal_id = %(appeal_id)s ORDER BY at, id"
RATINGS_SQL = """
    SELECT order_id, replied_at, contacted, solved, satisfied, note, at FROM portal_rating
     WHERE appeal_id = %(appeal_id)s ORDER BY at
"""
OBJECTIONS_SQL = """
    SELECT reason, at, decided_at, upheld, answer FROM portal_objection WHERE appeal_id = %(appeal_id)s ORDER BY at, id
"""
RESULTS_SQL = (
    """
    SELECT p.id, p.title, p.words, p.reply, a.type, a.division, a.received_at::date AS received_on,
           a.closed_at::date AS closed_on, p.published_at
      FROM portal_publication p JOIN appeal a ON a.id = p.appeal_id
     WHERE p.id < %(before)s AND p.withdrawn_at IS NULL AND """
    + PUBLISHABLE
    + " ORDER BY p.id DESC LIMIT %(limit)s"
)
WAITING_SQL = (
    """
    SELECT o.id, o.appeal_id, a.number, a.title, o.reason, o.at, w.state, w.reply, u.name AS unit, r.contacted,
           r.solved, r.satisfied
      FROM portal_objection o JOIN appeal a ON a.id = o.appeal_id JOIN work_order w ON w.id = o.order_id
      LEFT JOIN unit u ON u.id = w.lead_unit_id
      LEFT JOIN portal_rating r ON r.order_id = w.id AND r.replied_at = w.replied_at
     WHERE o.id < %(before)s AND o.decided_at IS NULL AND """
    + VISIBLE
    + " ORDER BY o.id DESC LIMIT %(limit)s"
)
CANDIDATES_SQL = (
    """
    SELECT a.id, a.number, a.title, a.type, a.division, a.closed_at, p.id AS publication_id, p.published_at
      FROM appeal a LEFT JOIN portal_publication p ON p.appeal_id = a.id AND p.withdrawn_at IS NULL
     WHERE a.id < %(before)s AND """
    + PUBLISHABLE
    + " AND "
    + VISIBLE
    + " ORDER BY a.id DESC LIMIT %(limit)s"
)
STEPS: Mapping[str, str] = {
    "open": "received",
    "dispatch": "assigned",
    "begin": "begun",
    "handover_accepted": "police",
    "answer": "result",
    "approve": "result",
    "merged_reply": "result",
    "redo": "again",
    "redo_transferred": "again",
    "close": "closed",
    "close_unvisited": "closed",
    "withdraw": "withdrawn",
}
"""Events of an order that a person hears of, by the name of the step."""


async def followed(conn: Conn, appeal_id: UUID, *, lang: str) -> dict[str, Any]:
    """An appeal as whoever filed it sees it, and what they may do now."""
    params = {"appeal_id": appeal_id}
    row = (await fetch_dicts(conn, FOLLOWED_SQL, params))[0]
    steps = await fetch_dicts(conn, STEPS_SQL, params | {"events": list(STEPS)})
    additions = await fetch_dicts(conn, ADDITIONS_SQL, params)
    ratings = await fetch_dicts(conn, RATINGS_SQL, params)
    objections = await fetch_dicts(conn, OBJECTIONS_SQL, params)
    has_result = row["state"] in ANSWERED and bool(row["reply"])
    rated = [r for r in ratings if (r["order_id"], r["replied_at"]) == (row["order_id"], row["replied_at"])]
    waiting = any(o["decided_at"] is None for o in objections)
    return {
        "number": row["number"],
        "title": row["title"],
        "words": row["words"],
        "address": row["address"],
        "received_at": row["received_at"],
        "state": row["state"],
        "state_text": text(f"portal.state.{row['state']}", lang=lang),
        "police": row["owner_platform"] == "110",
        "danger": row["danger"],
        "unit": row["unit"],
        "due_at": row["due_at"],
        "reply": row["reply"] if has_result else None,
        "replied_at": row["replied_at"] if has_result else None,
        "closed_at": row["closed_at"],
        "steps": [{"step": STEPS[s["event"]], "at": s["at"]} for s in steps],
        "additions": additions,
        "rating": {n: rated[0][n] for n in ("contacted", "solved", "satisfied", "note", "at")} if rated else None,
        "objections": objections,
        "may_add": row["closed_at"] is None and len(additions) < ADDITIONS_MAX,
        "may_rate": has_result and not rated,
        "may_object": has_result and not waiting,
    }


async def results(conn: Conn, page: Page, divisions: Divisions) -> dict[str, Any]:
    """Published results, newest first, as anybody may read them."""
    return _placed(cut(await fetch_dicts(conn, RESULTS_SQL, page.bounds), page), divisions)


async def objections(conn: Conn, actor: Actor, page: Page) -> dict[str, Any]:
    """Objections that wait to be decided, newest first."""
    actor.require("portal.review")
    return cut(await fetch_dicts(conn, WAITING_SQL, {**page.bounds, **actor.sight}), page)


async def candidates(conn: Conn, actor: Actor, page: Page, divisions: Divisions) -> dict[str, Any]:
    """Closed appeals whose result may be published, with those that are, newest first."""
    actor.require("portal.publish")
    rows = await fetch_dicts(conn, CANDIDATES_SQL, {**page.bounds, **actor.sight})
    return _placed(cut(rows, page), divisions)


def _placed(found: dict[str, Any], divisions: Divisions) -> dict[str, Any]:
    """With the name of the district in place of the division's code: no smaller area goes out."""
    for row in found["items"]:
        code = row.pop("division")
        row["place"] = divisions.path_name(code[:6]) if code else None
    return found
