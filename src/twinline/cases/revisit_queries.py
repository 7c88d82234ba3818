"""The revisit desk's queue: who is to be called now, who later, and what was said and is not decided (R40, R54)."""

from typing import Any

from twinline.appeals import VISIBLE
from twinline.cases.queries import buttons_in
from twinline.identity import Actor
from twinline.kernel.db import Conn, fetch_dicts

QUEUE_SQL = (
    """
    SELECT w.id, w.appeal_id, w.number, a.number AS appeal_number, w.platform, w.state, w.version, w.mirror, w.type,
           w.title, w.urgent, w.danger, u.name AS lead_unit, w.reply, w.replied_at, w.contacted, w.solved, w.satisfied,
           w.redo_count, missed.calls, missed.called_at, missed.next_at,
           (SELECT min(c.due_at) FROM clock c WHERE c.order_id = w.id AND c.state = 'running') AS due_at
      FROM work_order w
      JOIN appeal a ON a.id = w.appeal_id
      LEFT JOIN unit u ON u.id = w.lead_unit_id
      CROSS JOIN LATERAL (
           SELECT count(*)::int AS calls, max(e.at) AS called_at,
                  (array_agg((e.data->>'next_at')::timestamptz ORDER BY e.seq DESC))[1] AS next_at
             FROM order_event e
            WHERE e.subject_id = w.id AND e.event = 'miss_revisit'
              AND e.seq > (SELECT max(r.seq) FROM order_event r
                            WHERE r.subject_id = w.id AND r.event IN ('approve', 'merged_reply'))) missed
     WHERE w.platform = %(actor_platform)s AND w.closed_at IS NULL AND NOT w.mirror
       AND w.state = ANY(%(states)s)
       AND (%(later)s::boolean IS NULL OR coalesce(missed.next_at > %(now)s, false) = %(later)s)
       AND (NOT %(mine)s OR EXISTS (
            SELECT 1 FROM order_event m WHERE m.appeal_id = w.appeal_id AND m.actor_id = %(me)s))
       AND """
    + VISIBLE
    + """
     ORDER BY coalesce(missed.next_at, '-infinity') > %(now)s, w.danger DESC, due_at NULLS LAST, w.id
     LIMIT %(limit)s
"""
)
ROWS_MAX = 200
WHEN: dict[str, tuple[list[str], bool | None]] = {
    "now": (["reviewed"], False),
    "later": (["reviewed"], True),
    "decide": (["revisited"], None),
}


async def queue(conn: Conn, actor: Actor, *, when: str, mine: bool, now: Any) -> list[dict[str, Any]]:
    """Orders whose person is to be asked, the most pressing first; at most 200, more come up as these are done."""
    states, later = WHEN[when]
    wanted = {"states": states, "later": later, "mine": mine, "me": actor.account_id, "now": now, "limit": ROWS_MAX}
    rows = await fetch_dicts(conn, QUEUE_SQL, {**wanted, **actor.sight})
    return [row | {"actions": buttons_in(row["state"], actor)} for row in rows]
