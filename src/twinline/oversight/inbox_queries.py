"""How much waits in a handling unit's inbox (R40, R41)."""

from datetime import timedelta
from typing import Any

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.db import Tx, fetch_dicts
from twinline.oversight.wall_queries import midnight

INBOX_SQL = (
    """
    SELECT count(*) FILTER (WHERE w.state = 'dispatched') AS to_sign,
           count(*) FILTER (WHERE w.state IN ('signed', 'handling')) AS in_hand,
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM clock c
                                           WHERE c.order_id = w.id AND c.state = 'running'
                                             AND c.due_at < %(tomorrow)s)) AS due_today,
           count(*) FILTER (WHERE w.redo_count > 0) AS redo
      FROM work_order_unit m JOIN work_order w ON w.id = m.order_id JOIN appeal a ON a.id = w.appeal_id
     WHERE m.unit_id = %(actor_unit)s AND m.released_at IS NULL AND w.closed_at IS NULL
       AND w.state IN ('dispatched', 'signed', 'handling') AND """
    + VISIBLE
)


async def inbox(tx: Tx, actor: Actor) -> dict[str, Any]:
    """What the caller's unit has to do, by kind; ``tomorrow`` is when today ends in China."""
    actor.require("case.read")
    tomorrow = midnight(tx.now) + timedelta(days=1)
    (row,) = await fetch_dicts(tx.conn, INBOX_SQL, {**actor.sight, "tomorrow": tomorrow})
    return {"as_of": tx.now, "tomorrow": tomorrow} | row
