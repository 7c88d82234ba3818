"""What a supervisor has to press: late or nearly so, returned twice, silent, urgent without an answer (R41, R93).

Candidates come from partial indexes over what is open; only they are read whole. What waits for the other side is there
as the handover or the joint action that asked for it.
"""

from datetime import timedelta
from typing import Any

from twinline.appeals import VISIBLE
from twinline.cases import CASE
from twinline.identity import Actor
from twinline.incidents import INCIDENT
from twinline.kernel.db import Tx, fetch_dicts
from twinline.linkage import HANDOVER
from twinline.oversight.wall_queries import first_key

EACH_MAX = 500
"""Most of one reason that are looked at, and most rows; dangers come first, then what is most pressing."""
SILENT_HOURS = 24
SILENT_CASES = ("dispatched", "signed", "handling")
SILENT_INCIDENTS = ("dispatched", "signed", "en_route", "on_scene")
MACHINES = {"case": CASE, "incident": INCIDENT, "handover": HANDOVER}
STEP_OF = {"case": "urge", "incident": "urge", "handover": "supervise"}
"""The step that presses, by what it is taken on."""
SUPERVISION_SQL = (
    """
    WITH pressing AS (
        SELECT c.order_id, c.kind, c.due_at
          FROM clock c JOIN appeal a ON a.id = c.appeal_id
         WHERE c.platform = %(actor_platform)s AND c.state = 'running' AND c.alerts > 0 AND """
    + VISIBLE
    + """
         ORDER BY a.danger DESC, c.due_at LIMIT %(most)s + 1
    ), returned AS (
        SELECT w.id FROM work_order w JOIN appeal a ON a.id = w.appeal_id
         WHERE w.platform = %(actor_platform)s AND w.closed_at IS NULL AND (w.return_count > 1 OR w.redo_count > 1)
           AND """
    + VISIBLE
    + """
         ORDER BY w.danger DESC, w.id LIMIT %(most)s + 1
    ), silent AS (
        SELECT o.id
          FROM (SELECT w.id, w.appeal_id, w.danger FROM work_order w
                 WHERE w.platform = %(actor_platform)s AND w.closed_at IS NULL AND w.state = ANY(%(cases)s)
                   AND w.id < %(silent_key)s
                UNION ALL
                SELECT p.id, p.appeal_id, p.danger FROM police_order p
                 WHERE p.platform = %(actor_platform)s AND p.closed_at IS NULL AND p.state = ANY(%(incidents)s)
                   AND p.id < %(silent_key)s
                 ORDER BY danger DESC, id) o
          JOIN appeal a ON a.id = o.appeal_id
         WHERE (SELECT e.at FROM order_event e
                 WHERE e.subject_id = o.id AND e.event NOT IN ('urge', 'supervised')
                 ORDER BY e.seq DESC LIMIT 1) < %(silent_since)s AND """
    + VISIBLE
    + """
         ORDER BY o.danger DESC, o.id LIMIT %(most)s + 1
    ), urgent AS (
        SELECT j.id, j.danger FROM joint_action j JOIN appeal a ON a.id = j.appeal_id
         WHERE j.platform = %(actor_platform)s AND j.side = 'origin' AND j.acknowledged_at IS NULL
           AND j.finished_at IS NULL AND """
    + VISIBLE
    + """
        UNION ALL
        SELECT h.id, h.danger FROM handover h JOIN appeal a ON a.id = h.appeal_id
         WHERE h.platform = %(actor_platform)s AND h.side = 'origin' AND h.open AND h.danger AND """
    + VISIBLE
    + """
        UNION ALL
        SELECT w.id, w.danger FROM work_order w JOIN appeal a ON a.id = w.appeal_id
         WHERE w.platform = %(actor_platform)s AND w.closed_at IS NULL AND w.state = 'dispatched'
           AND (w.urgent OR w.danger) AND """
    + VISIBLE
    + """
        UNION ALL
        SELECT p.id, p.danger FROM police_order p JOIN appeal a ON a.id = p.appeal_id
         WHERE p.platform = %(actor_platform)s AND p.closed_at IS NULL AND p.state = 'dispatched'
           AND (p.urgent OR p.danger) AND """
    + VISIBLE
    + """
         ORDER BY danger DESC, id LIMIT %(most)s + 1
    ), owed AS (
        SELECT h.id, least(h.result_due_at, h.supervision_due_at) AS due_at
          FROM handover h JOIN appeal a ON a.id = h.appeal_id
         WHERE h.platform = %(actor_platform)s AND h.side = 'origin' AND h.state = 'accepted'
           AND least(h.result_due_at, h.supervision_due_at) <= %(now)s AND """
    + VISIBLE
    + """
         ORDER BY h.danger DESC, 2 LIMIT %(most)s + 1
    ), found AS MATERIALIZED (
        SELECT f.id, array_agg(DISTINCT f.reason) AS reasons, min(f.due_at) AS due_at,
               (array_agg(f.clock ORDER BY f.due_at) FILTER (WHERE f.clock IS NOT NULL))[1] AS clock
          FROM (SELECT order_id AS id, CASE WHEN due_at <= %(now)s THEN 'late' ELSE 'near' END AS reason, due_at,
                       kind AS clock FROM pressing
                UNION ALL SELECT id, 'late', due_at, NULL FROM owed
                UNION ALL SELECT id, 'returned', NULL, NULL FROM returned
                UNION ALL SELECT id, 'silent', NULL, NULL FROM silent
                UNION ALL SELECT id, 'urgent', NULL, NULL FROM urgent) f
         GROUP BY f.id
    ), shown AS (
        SELECT 'case' AS kind, w.id, w.number, w.state, w.version, w.appeal_id, w.platform AS owes, w.lead_unit_id,
               w.danger, w.urgent, w.return_count, w.redo_count, f.reasons, f.due_at, f.clock
          FROM found f JOIN work_order w ON w.id = f.id WHERE w.closed_at IS NULL
        UNION ALL
        SELECT 'incident', p.id, p.number, p.state, p.version, p.appeal_id, p.platform,
               (SELECT d.unit_id FROM police_dispatch d WHERE d.order_id = p.id AND d.released_at IS NULL
                 ORDER BY d.dispatched_at, d.unit_id LIMIT 1),
               p.danger, p.urgent, 0, 0, f.reasons, f.due_at, f.clock
          FROM found f JOIN police_order p ON p.id = f.id WHERE p.closed_at IS NULL
        UNION ALL
        SELECT 'handover', h.id, h.number, h.state, h.version, h.appeal_id, h.peer, NULL, h.danger, h.danger, 0, 0,
               f.reasons, f.due_at, f.clock
          FROM found f JOIN handover h ON h.id = f.id AND h.platform = %(actor_platform)s AND h.side = 'origin'
        UNION ALL
        SELECT 'joint', j.id, j.number, j.state, j.version, j.appeal_id, j.peer, NULL, j.danger, true, 0, 0,
               f.reasons, f.due_at, f.clock
          FROM found f JOIN joint_action j ON j.id = f.id AND j.platform = %(actor_platform)s AND j.side = 'origin'
    )
    SELECT s.kind, s.id, s.number, s.state, s.version, s.appeal_id, a.number AS appeal_number, a.title, a.division,
           s.owes, s.lead_unit_id AS unit_id, u.name AS unit, s.danger, s.urgent, s.return_count, s.redo_count,
           s.reasons, coalesce(s.due_at, k.due_at) AS due_at, coalesce(s.clock, k.kind) AS clock, e.last_step_at,
           e.urges, e.urged_at,
           %(most)s < greatest((SELECT count(*) FROM pressing), (SELECT count(*) FROM returned),
                               (SELECT count(*) FROM silent), (SELECT count(*) FROM urgent),
                               (SELECT count(*) FROM owed)) AS cut
      FROM shown s JOIN appeal a ON a.id = s.appeal_id LEFT JOIN unit u ON u.id = s.lead_unit_id
      LEFT JOIN LATERAL (SELECT c.kind, c.due_at FROM clock c
                          WHERE c.order_id = s.id AND c.state = 'running'
                          ORDER BY c.due_at LIMIT 1) k ON true,
   LATERAL (SELECT max(o.at) FILTER (WHERE o.event NOT IN ('urge', 'supervise', 'supervised')) AS last_step_at,
                   count(*) FILTER (WHERE o.event IN ('urge', 'supervise', 'supervised'))::int AS urges,
                   max(o.at) FILTER (WHERE o.event IN ('urge', 'supervise', 'supervised')) AS urged_at
              FROM order_event o WHERE o.subject_id = s.id) e
     WHERE """
    + VISIBLE
    + " ORDER BY s.danger DESC, coalesce(s.due_at, k.due_at, 'infinity'), s.id LIMIT %(most)s + 1"
)


async def supervision(tx: Tx, actor: Actor, *, silent_hours: int) -> dict[str, Any]:
    """Everything of the caller's platform that has to be pressed, dangers first, then by deadline."""
    actor.require("supervision.read")
    since = tx.now - timedelta(hours=silent_hours)
    params = {**actor.sight, "now": tx.now, "silent_since": since, "silent_key": first_key(since)}
    params |= {"cases": list(SILENT_CASES), "incidents": list(SILENT_INCIDENTS), "most": EACH_MAX}
    rows = await fetch_dicts(tx.conn, SUPERVISION_SQL, params)
    cut = len(rows) > EACH_MAX
    for row in rows:
        cut |= row.pop("cut")
        row["step"] = _step(row, actor)
    return {"as_of": tx.now, "silent_hours": silent_hours, "cut": cut, "rows": rows[:EACH_MAX]}


def _step(row: dict[str, Any], actor: Actor) -> str | None:
    """The step that presses this one, if the table and the caller's permissions have it now."""
    machine, event = MACHINES.get(row["kind"]), STEP_OF.get(row["kind"], "")
    allowed = machine is not None and machine.allows(row["state"], event) and actor.can(machine.permission_of(event))
    return event if allowed else None
