"""Reads of oversight: reminders, clocks by urgency, the board."""

import base64
import binascii
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx, fetch_dicts, fetch_value
from twinline.kernel.errors import Invalid
from twinline.kernel.limits import PAGE_ROWS_DEFAULT
from twinline.kernel.messages import LANGUAGES, text
from twinline.kernel.paging import BadCursor, Page, cut
from twinline.oversight.alarms import DRIFT_LEVELS, LEVELS
from twinline.oversight.board import SUBSCRIBER

REMINDERS_SQL = (
    """
    SELECT r.id, r.order_id, r.kind, r.n, r.level, r.platform, r.unit_id, u.name AS unit, r.appeal_id,
           a.number AS appeal_number, a.title, r.subject, r.due_at, r.at,
           (SELECT coalesce(json_object_agg(d.role, d.name), '{}') FROM duty_contact d
             WHERE d.unit_id = r.unit_id AND d.valid_from <= %(now)s
               AND (d.valid_to IS NULL OR d.valid_to > %(now)s)) AS contacts
      FROM reminder r LEFT JOIN appeal a ON a.id = r.appeal_id LEFT JOIN unit u ON u.id = r.unit_id
     WHERE r.id < %(before)s
       AND (%(order_id)s::uuid IS NULL OR r.order_id = %(order_id)s)
       AND (%(unit_id)s::uuid IS NULL OR r.unit_id = %(unit_id)s)
       AND (%(level)s::int IS NULL OR r.level = %(level)s)
       AND CASE WHEN r.kind = 'drift' THEN %(drift)s
                WHEN r.kind = 'mapping' THEN %(codes)s OR (r.level = 3 AND %(exchange)s)
                WHEN r.subject IS NOT NULL THEN %(exchange)s
                ELSE %(appeals)s AND """
    + VISIBLE
    + " END ORDER BY r.id DESC LIMIT %(limit)s"
)
CLOCKS_SQL = (
    """
    SELECT c.order_id, c.kind, c.n, c.appeal_id, a.number AS appeal_number, a.title, a.danger, c.platform,
           CASE WHEN w.id IS NOT NULL THEN 'case' WHEN p.id IS NOT NULL THEN 'incident' ELSE 'handover' END
           AS order_kind, coalesce(w.number, p.number, h.number) AS order_number,
           coalesce(w.state, p.state, h.state) AS order_state, c.rule, c.amount, c.unit, c.calendar, c.started_at,
           c.state, c.due_at, c.stopped_at, c.breached_at, c.alerts,
           (c.state = 'running' AND c.due_at <= %(now)s) AS late
      FROM clock c JOIN appeal a ON a.id = c.appeal_id
      LEFT JOIN work_order w ON w.id = c.order_id
      LEFT JOIN police_order p ON p.id = c.order_id
      LEFT JOIN handover h ON h.id = c.order_id AND h.platform = c.platform
     WHERE (coalesce(c.due_at, 'infinity'), c.order_id, c.kind, c.n)
           > (%(after_due)s::timestamptz, %(after_order)s, %(after_kind)s, %(after_n)s)
       AND coalesce(c.due_at, 'infinity') > %(lower)s::timestamptz
       AND coalesce(c.due_at, 'infinity') <= %(upper)s::timestamptz
       AND (%(state)s::text IS NULL OR c.state = %(state)s)
       AND (NOT %(late)s OR c.state = 'running')
       AND %(appeals)s AND """
    + VISIBLE
)
MOST_URGENT = " ORDER BY coalesce(c.due_at, 'infinity'), c.order_id, c.kind, c.n LIMIT %(limit)s"
LIVE_CLOCKS_SQL = CLOCKS_SQL + " AND c.state <> 'stopped'" + MOST_URGENT
CLOCKS_OF_ORDER_SQL = CLOCKS_SQL + " AND c.order_id = %(order_id)s" + MOST_URGENT
# The counters take the place of the appeals that VISIBLE is about. They stand for no single one, so what somebody sees
# only because the unit was given it is in no figure: handling units see none, and areas their own.
BOARD_SQL = (
    """
    SELECT a.cell, sum(a.n)::bigint AS n
      FROM (SELECT b.cell, b.n, b.first_receiver, b.shared, b.restricted, b.division, b.complained_unit_id,
                   NULL::uuid AS id
              FROM board_count b
             WHERE b.n <> 0 AND (b.cell NOT LIKE 'arrived|%%' OR b.cell LIKE 'arrived|' || %(today)s::date || '|%%')) a
     WHERE """
    + VISIBLE
    + " GROUP BY a.cell ORDER BY a.cell"
)
AS_OF_SQL = """
    SELECT coalesce((SELECT o.at FROM outbox o
                      WHERE o.xid >= c.from_xid AND (c.until_xid IS NULL OR o.pos > c.last_pos)
                      ORDER BY o.xid, o.pos LIMIT 1), %(now)s)
      FROM outbox_cursor c WHERE c.subscriber = %(name)s
"""
FIGURES: Mapping[str, Sequence[str]] = {
    "arrived": ("day", "platform", "channel", "owner"),
    "open": ("kind", "platform", "state"),
    "late": ("platform", "kind"),
    "near": ("platform", "kind"),
    "handover": ("origin", "destination", "state"),
    "joint": ("kind", "origin", "destination"),
    "danger": ("owner",),
}
"""Every figure of the board and the parts that its rows are split by."""
INFINITY, MINUS_INFINITY = "infinity", "-infinity"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_DUE = (1 << 63) - 1


class OrderNeeded(Invalid):
    """Ended clocks are listed for one order only."""

    code: ClassVar[str] = "oversight.order_needed"


@dataclass(frozen=True, slots=True)
class ClocksAsked:
    """What somebody asks of the clocks."""

    order_id: UUID | None = None
    state: str | None = None
    late: bool | None = None
    due_before: datetime | None = None
    cursor: str | None = None
    limit: int | None = None


async def list_reminders(tx: Tx, actor: Actor, page: Page, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Reminders of appeals that the caller may see, newest first, with who answers for the unit now (R93); and of ways
    of judging that moved, for who may read the rules (R68); and of links to peers, for who may see these (R3)."""
    actor.require("clock.read")
    asked = {**wanted, **page.bounds, **actor.sight, "now": tx.now}
    asked |= {"drift": actor.can("rules.read"), "exchange": actor.can("exchange.read")}
    asked |= {"codes": actor.can("rules.edit"), "appeals": actor.can("appeal.read")}
    rows = await fetch_dicts(tx.conn, REMINDERS_SQL, asked)
    for row in rows:
        row["label"] = {lang: _label(row, lang) for lang in LANGUAGES}
    return cut(rows, page)


def _label(row: Mapping[str, Any], lang: str) -> str:
    what, steps = (row["kind"], DRIFT_LEVELS) if row["subject"] else ("clock", LEVELS)
    return text(f"event.{what}.{steps[row['level'] - 1]}", lang=lang)


async def list_clocks(tx: Tx, actor: Actor, asked: ClocksAsked) -> dict[str, Any]:
    """Clocks of appeals that the caller may see, the most urgent first, paused ones last; stopped ones only of a
    named order. Raises OrderNeeded, BadCursor."""
    actor.require("clock.read")
    if asked.state == "stopped" and asked.order_id is None:
        raise OrderNeeded
    size = asked.limit or PAGE_ROWS_DEFAULT
    params = {**_after(asked.cursor), **_between(asked, tx.now), **actor.sight, "now": tx.now, "limit": size + 1}
    params |= {"order_id": asked.order_id, "state": asked.state, "late": bool(asked.late)}
    params["appeals"] = actor.can("appeal.read")
    rows = await fetch_dicts(tx.conn, CLOCKS_OF_ORDER_SQL if asked.order_id else LIVE_CLOCKS_SQL, params)
    items = rows[:size]
    return {"items": items, "next": _cursor(items[-1]) if len(rows) > size else None}


def _between(asked: ClocksAsked, now: datetime) -> dict[str, Any]:
    """Bounds of the deadline, so that the index ends the search."""
    upper = [now] if asked.late else []
    upper += [asked.due_before - timedelta(microseconds=1)] if asked.due_before else []
    return {"lower": now if asked.late is False else MINUS_INFINITY, "upper": min(upper, default=INFINITY)}


def _after(cursor: str | None) -> dict[str, Any]:
    """Where a page begins. Raises BadCursor."""
    if not cursor:
        return {"after_due": MINUS_INFINITY, "after_order": UUID(int=0), "after_kind": "", "after_n": 0}
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        micros, order, n = struct.unpack(">q16sh", raw[:26])
        due = INFINITY if micros == NO_DUE else EPOCH + timedelta(microseconds=micros)
        return {
            "after_due": due,
            "after_order": UUID(bytes=order),
            "after_kind": raw[26:].decode("ascii"),
            "after_n": n,
        }
    except (ValueError, OverflowError, struct.error, binascii.Error) as error:
        raise BadCursor from error


def _cursor(row: Mapping[str, Any]) -> str:
    due = row["due_at"]
    micros = NO_DUE if due is None else (due - EPOCH) // timedelta(microseconds=1)
    raw = struct.pack(">q16sh", micros, row["order_id"].bytes, row["n"]) + row["kind"].encode("ascii")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


async def board(tx: Tx, actor: Actor) -> dict[str, Any]:
    """The live board over what the caller may see: each figure with its total, its rows, and the time up to which
    facts are counted in it (None: no worker has ever counted)."""
    actor.require("board.read")
    today = tx.now.astimezone(CHINA).date()
    rows = await fetch_dicts(tx.conn, BOARD_SQL, {**actor.sight, "today": today})
    as_of = await fetch_value(tx.conn, AS_OF_SQL, {"name": SUBSCRIBER, "now": tx.now})
    shown: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        name, *parts = row["cell"].split("|")
        shown[name].append(dict(zip(FIGURES[name], parts, strict=True)) | {"count": row["n"]})
    figures = {
        name: {"as_of": as_of, "total": sum(r["count"] for r in shown[name]), "rows": shown[name]} for name in FIGURES
    }
    return {"as_of": as_of, "day": today, "figures": figures}
