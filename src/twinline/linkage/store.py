"""All SQL of handovers, joint actions and the messages between the two sides."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals import VISIBLE
from twinline.kernel.db import Conn, Params, execute, fetch, fetch_dicts, fetch_one, fetch_value, insert_json
from twinline.kernel.errors import StaleVersion
from twinline.linkage.model import Handover, Joint, Message

HANDOVER_SQL = (
    """
    SELECT h.id, h.platform, h.side, h.peer, h.number, h.appeal_id, h.order_kind, h.order_id, h.peer_order_id,
           h.peer_number, h.state, h.version, h.head, h.reason_code, h.reason, h.matter, h.danger, h.restricted,
           h.division, h.first_receiver, h.ruling, h.offered_at, h.delivered_at, h.due_at, h.accepted_at,
           h.returned_at, h.return_reason, h.own_position, h.own_reason, h.peer_position, h.peer_reason,
           h.decided_owner, h.decided_by, h.result, h.result_at, h.confirmed_at, h.open, h.result_due_at,
           h.supervision_due_at
      FROM handover h JOIN appeal a ON a.id = h.appeal_id
     WHERE h.platform = %(actor_platform)s AND """
    + VISIBLE
)
LOCK_HANDOVERS_SQL = HANDOVER_SQL + " AND h.id = ANY(%(ids)s) ORDER BY h.id FOR UPDATE OF h"
OF_ORDER_SQL = (
    HANDOVER_SQL
    + """ AND h.appeal_id = %(appeal_id)s AND h.order_id = %(order_id)s AND h.side = %(side)s
          AND h.state = %(state)s ORDER BY h.id DESC FOR UPDATE OF h"""
)
OPEN_COPY_SQL = HANDOVER_SQL + " AND h.appeal_id = %(appeal_id)s AND h.open FOR UPDATE OF h"
INSERT_HANDOVER_SQL = """
    INSERT INTO handover (id, platform, side, peer, number, appeal_id, order_kind, order_id, peer_order_id, peer_number,
        state, version, head, reason_code, reason, matter, danger, restricted, division, first_receiver, ruling,
        offered_at, delivered_at, due_at, own_position, own_reason, open)
    SELECT id, platform, side, peer, number, appeal_id, order_kind, order_id, peer_order_id, peer_number,
        state, version, head, reason_code, reason, matter, danger, restricted, division, first_receiver, ruling,
        offered_at, delivered_at, due_at, own_position, own_reason, open
      FROM json_populate_recordset(NULL::handover, %(rows)s::json)
"""
SAVE_HANDOVERS_SQL = """
    UPDATE handover h
       SET peer_order_id = r.peer_order_id, peer_number = r.peer_number, state = r.state, version = r.version,
           head = r.head, danger = r.danger, delivered_at = r.delivered_at, due_at = r.due_at,
           accepted_at = r.accepted_at, returned_at = r.returned_at, return_reason = r.return_reason,
           order_id = r.order_id, own_position = r.own_position, own_reason = r.own_reason,
           peer_position = r.peer_position, peer_reason = r.peer_reason, decided_owner = r.decided_owner,
           decided_by = r.decided_by, result = r.result, result_at = r.result_at, confirmed_at = r.confirmed_at,
           open = r.open, result_due_at = r.result_due_at, supervision_due_at = r.supervision_due_at,
           reason_code = r.reason_code, matter = r.matter, division = r.division
      FROM json_populate_recordset(NULL::handover, %(rows)s::json) AS r
      JOIN unnest(%(ids)s::uuid[], %(seen)s::int[]) AS s(id, version) ON s.id = r.id
     WHERE h.id = r.id AND h.platform = r.platform AND h.version = s.version
"""
# Where the matter has been: sides that gave it back, and sides that gave it away and got it accepted. Of what a side
# that lives elsewhere gave away only the copy here tells.
BEEN_AT_SQL = """
    SELECT 1 FROM handover
     WHERE appeal_id = %(appeal_id)s
       AND (side = 'origin' AND peer = %(destination)s AND state IN ('returned', 'expired')
         OR side = 'origin' AND platform = %(destination)s AND state IN ('accepted', 'result_reported', 'confirmed')
         OR side = 'destination' AND peer = %(destination)s AND state IN ('accepted', 'result_reported', 'confirmed'))
     LIMIT 1
"""
DUE_SQL = """
    SELECT h.id, h.platform FROM handover h
     WHERE h.open AND h.side = 'origin' AND h.state IN ('offered', 'delivered', 'negotiating') AND h.due_at <= %(now)s
       AND NOT EXISTS (SELECT 1 FROM link_pause)
     ORDER BY h.due_at LIMIT %(limit)s
"""
JUDGED_CLASS_SQL = """
    SELECT police_class FROM triage_decision WHERE appeal_id = %(appeal_id)s ORDER BY n DESC LIMIT 1
"""
UNIT_SQL = "SELECT id FROM unit WHERE code = %(code)s"
# The other side's judgement, as it was told: what it left empty is filled in.
AMEND_DECISION_SQL = """
    UPDATE triage_decision
       SET type = CASE type WHEN '其他' THEN coalesce(%(type)s, type) ELSE type END,
           matter = CASE matter WHEN '' THEN coalesce(%(matter)s, matter) ELSE matter END,
           department = CASE department WHEN 'none' THEN coalesce(%(department)s, department) ELSE department END,
           deadline_class = CASE deadline_class WHEN 'help' THEN coalesce(%(deadline_class)s, deadline_class)
                                                ELSE deadline_class END,
           police_class = CASE police_class WHEN '' THEN coalesce(%(police_class)s, police_class) ELSE police_class END
     WHERE appeal_id = %(appeal_id)s AND n = 1
"""
OPEN_OF_APPEAL_SQL = "SELECT 1 FROM handover WHERE appeal_id = %(appeal_id)s AND platform = %(platform)s AND open"
# What keeps an order's loop open: its offer is under way or its result awaited; it owes a result or the confirmation of
# one; or it was opened for (or joined by) a joint action that waits for an answer.
# An offer holds a mirror that a joint action opened, and that may be worked on already, before anybody accepts it.
OWES_SQL = """
    SELECT EXISTS (SELECT 1 FROM handover
                    WHERE appeal_id = %(appeal_id)s AND order_id = %(order_id)s
                      AND CASE side WHEN 'origin' THEN open OR state = 'accepted'
                                    ELSE state IN ('accepted', 'result_reported')
                                         OR open AND EXISTS (SELECT 1 FROM joint_action
                                                              WHERE order_id = %(order_id)s AND side = 'destination')
                           END)
        OR (%(mirror)s AND EXISTS (SELECT 1 FROM joint_action
                                    WHERE order_id = %(order_id)s AND side = 'destination' AND finished_at IS NULL))
"""
OFFERED_SQL = """
    SELECT EXISTS (SELECT 1 FROM handover
                    WHERE appeal_id = %(appeal_id)s AND order_id = %(order_id)s AND side = 'destination' AND open)
"""
# A mirror that a joint action opened and no handover uses: an offer of the same appeal joins it.
SPARE_MIRROR_SQL = """
    SELECT o.kind, o.id
      FROM (SELECT 'case' AS kind, id, platform FROM work_order
             WHERE appeal_id = %(appeal_id)s AND mirror AND closed_at IS NULL
            UNION ALL
            SELECT 'incident', id, platform FROM police_order
             WHERE appeal_id = %(appeal_id)s AND mirror AND closed_at IS NULL) o
     WHERE o.platform = %(platform)s
       AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.appeal_id = %(appeal_id)s AND h.order_id = o.id
                          AND (h.open OR h.state IN ('accepted', 'result_reported')))
     ORDER BY o.id LIMIT 1
"""
# Everybody takes them in one order, so that nobody waits in a circle.
ALONE_SQL = """
    SELECT pg_advisory_xact_lock(k.key)
      FROM (SELECT DISTINCT hashtextextended(key, 0) AS key FROM unnest(%(keys)s::text[]) AS key ORDER BY 1) k
"""
KNOWN_HERE_SQL = """
    SELECT a.id FROM unnest(%(ids)s::uuid[]) AS a(id)
     WHERE EXISTS (SELECT 1 FROM handover h WHERE h.appeal_id = a.id AND h.platform = %(platform)s)
        OR EXISTS (SELECT 1 FROM joint_action j WHERE j.appeal_id = a.id AND j.platform = %(platform)s)
        OR EXISTS (SELECT 1 FROM work_order o WHERE o.appeal_id = a.id AND o.platform = %(platform)s)
        OR EXISTS (SELECT 1 FROM police_order o WHERE o.appeal_id = a.id AND o.platform = %(platform)s)
"""
DANGER_ASKED_SQL = """
    SELECT EXISTS (SELECT 1 FROM joint_action
                    WHERE order_id = %(order_id)s AND side = 'origin' AND danger AND finished_at IS NULL)
"""

JOINT_SQL = (
    """
    SELECT j.id, j.platform, j.side, j.peer, j.number, j.kind, j.appeal_id, j.order_kind, j.order_id, j.peer_order_id,
           j.peer_number, j.state, j.version, j.head, j.request, j.answer, j.danger, j.restricted, j.division,
           j.requested_at, j.acknowledged_at, j.finished_at
      FROM joint_action j JOIN appeal a ON a.id = j.appeal_id
     WHERE j.platform = %(actor_platform)s AND """
    + VISIBLE
)
LOCK_JOINT_SQL = JOINT_SQL + " AND j.id = %(id)s FOR UPDATE OF j"
JOINTS_OF_ORDER_SQL = (
    JOINT_SQL
    + """ AND j.order_id = %(order_id)s AND j.side = 'destination' AND j.finished_at IS NULL
      ORDER BY j.id FOR UPDATE OF j"""
)
ESCALATION_SQL = """
    SELECT id FROM joint_action WHERE order_id = %(order_id)s AND side = 'origin' AND kind = 'escalation'
     ORDER BY requested_at DESC LIMIT 1
"""
INSERT_JOINT_SQL = """
    INSERT INTO joint_action (id, platform, side, peer, number, kind, appeal_id, order_kind, order_id, peer_order_id,
        peer_number, state, version, head, request, danger, restricted, division, requested_at)
    VALUES (%(id)s, %(platform)s, %(side)s, %(peer)s, %(number)s, %(kind)s, %(appeal_id)s, %(order_kind)s, %(order_id)s,
        %(peer_order_id)s, %(peer_number)s, %(state)s, %(version)s, %(head)s, %(request)s, %(danger)s, %(restricted)s,
        %(division)s, %(requested_at)s)
"""
SAVE_JOINT_SQL = """
    UPDATE joint_action
       SET peer_order_id = %(peer_order_id)s, peer_number = %(peer_number)s, state = %(state)s, version = %(version)s,
           head = %(head)s, division = %(division)s, answer = %(answer)s, acknowledged_at = %(acknowledged_at)s,
           finished_at = %(finished_at)s
     WHERE id = %(id)s AND platform = %(platform)s AND version = %(seen)s
"""
WAITING_ACKS_SQL = """
    SELECT count(*) FROM joint_action
     WHERE order_id = %(order_id)s AND side = 'origin' AND danger AND acknowledged_at IS NULL
"""
# The first open order of the appeal on a platform; when all have ended, the last of them.
ORDER_OF_SQL = """
    SELECT o.kind, o.id, o.number, o.closed_at IS NULL AS open
      FROM (SELECT 'case' AS kind, id, number, platform, closed_at FROM work_order WHERE appeal_id = %(appeal_id)s
            UNION ALL
            SELECT 'incident', id, number, platform, closed_at FROM police_order WHERE appeal_id = %(appeal_id)s) o
     WHERE o.platform = %(platform)s
     ORDER BY o.closed_at IS NOT NULL, o.closed_at DESC, o.id LIMIT 1
"""

SEND_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    SELECT id, sender, receiver, kind, subject_id, urgent, at, body
      FROM json_to_recordset(%(rows)s::json) AS r(
           id uuid, sender text, receiver text, kind text, subject_id uuid, urgent boolean, at timestamptz, body json)
"""
# One subject's messages go in order: a later one waits for the earlier. Danger goes first. The limit is part of the
# text: of a parameter the planner thinks that it is a tenth of all, and sorts all of them. IS TRUE and OFFSET 0: what
# is earlier is looked for message by message and by its subject; as long as the statistics know of no crowd other ways
# look as good, and read all of it.
WAITING_SQL = """
    SELECT w.id, w.sender, w.receiver, w.kind, w.subject_id, w.urgent, w.at, w.body
      FROM unnest(%(hosts)s::text[]) AS h(host)
     CROSS JOIN LATERAL (
           SELECT m.* FROM link_message m
            WHERE m.receiver = h.host AND m.delivered_at IS NULL AND m.failures < %(failures_max)s
              AND NOT EXISTS (SELECT 1 FROM link_pause)
              AND NOT EXISTS (SELECT 1 FROM link_message e
                               WHERE e.subject_id = m.subject_id AND e.pos < m.pos AND e.delivered_at IS NULL
                                 AND (e.receiver = ANY(%(hosts)s)) IS TRUE OFFSET 0)
            ORDER BY m.urgent DESC, m.pos LIMIT 200) w
     ORDER BY w.urgent DESC, w.pos LIMIT 200
"""
CLAIM_SQL = """
    UPDATE link_message SET delivered_at = %(now)s
     WHERE id IN (SELECT id FROM link_message
                   WHERE id = ANY(%(ids)s) AND delivered_at IS NULL FOR UPDATE SKIP LOCKED)
 RETURNING id
"""
STUCK_SQL = "SELECT count(*) FROM link_message WHERE delivered_at IS NULL AND failures >= %(failures_max)s"
IN_FLIGHT_SQL = "SELECT count(*) FROM handover WHERE open AND side = 'origin'"
FAILED_SQL = "UPDATE link_message SET failures = failures + 1, last_error = %(error)s WHERE id = %(id)s"
PAUSED_SQL = "SELECT EXISTS (SELECT 1 FROM link_pause)"
# An appeal that was registered since is not among what is being recovered.
PAUSED_FOR_SQL = """
    SELECT EXISTS (SELECT 1 FROM link_pause)
       AND EXISTS (SELECT 1 FROM link_pause p, appeal a JOIN contact c ON c.id = a.contact_id
                    WHERE a.id = %(appeal_id)s AND (c.recorded_at < p.since OR c.client = 'exchange'))
"""
NUMBER_TAKEN_SQL = """
    SELECT EXISTS (SELECT 1 FROM work_order WHERE number = %(number)s)
        OR EXISTS (SELECT 1 FROM police_order WHERE number = %(number)s)
"""
RECEIVE_SQL = """
    INSERT INTO link_inbox (receiver, message_id, at)
    SELECT %(receiver)s, id, %(at)s FROM unnest(%(ids)s::uuid[]) AS m(id)
    ON CONFLICT DO NOTHING RETURNING message_id
"""

# What the other side hears of a step: the order that it handed over, or, of a revisit, the order whose result it gave.
STEPS_SQL = """
    SELECT h.id, h.platform, h.peer, h.danger, e.subject_kind, e.subject_id, e.seq, e.event, e.to_state, e.at, e.data,
           u.name AS unit,
           (SELECT c.due_at FROM clock c
             WHERE c.order_id = e.subject_id AND c.kind = 'case_result' ORDER BY c.n DESC LIMIT 1) AS due_at
      FROM unnest(%(subjects)s::uuid[], %(seqs)s::int[]) AS w(subject_id, seq)
      JOIN order_event e ON e.subject_id = w.subject_id AND e.seq = w.seq
      JOIN handover h ON h.appeal_id = e.appeal_id AND h.order_id = e.subject_id
       AND CASE e.event WHEN 'revisit' THEN h.side = 'origin' AND h.state IN ('result_reported', 'confirmed')
                        ELSE h.side = 'destination'
                             AND h.state IN ('delivered', 'negotiating', 'accepted', 'result_reported', 'confirmed') END
      LEFT JOIN unit u ON u.id = coalesce((e.data->>'unit')::uuid, (e.data->>'lead')::uuid,
                                          (e.data->'units'->>0)::uuid, e.unit_id)
"""


async def lock_handovers(conn: Conn, ids: Sequence[UUID], sight: Params) -> dict[UUID, Handover]:
    """This side's copies of those that may be seen, locked in one order by everybody."""
    found = await fetch(conn, Handover, LOCK_HANDOVERS_SQL, {"ids": list(ids), **sight})
    return {handover.id: handover for handover in found}


async def of_order(
    conn: Conn, appeal_id: UUID, order_id: UUID, sight: Params, *, side: str, state: str
) -> list[Handover]:
    """This side's handovers of an order in a state, the newest first, locked. An order can have several: one that
    brought it, and some that took it on."""
    params = {"appeal_id": appeal_id, "order_id": order_id, "side": side, "state": state, **sight}
    return await fetch(conn, Handover, OF_ORDER_SQL, params)


def _fields(row: Handover | Joint | Message) -> dict[str, Any]:
    """Not ``asdict``, which copies all that is in a message's body."""
    return {name: getattr(row, name) for name in row.__slots__}


async def open_copy(conn: Conn, appeal_id: UUID, sight: Params) -> Handover | None:
    """The platform's copy of the handover that is under way for an appeal, locked."""
    return await fetch_one(conn, Handover, OPEN_COPY_SQL, {"appeal_id": appeal_id, **sight})


def _json(handover: Handover) -> dict[str, Any]:
    return _fields(handover) | {"head": "\\x" + handover.head.hex()}


async def insert_handovers(conn: Conn, handovers: Sequence[Handover]) -> None:
    await insert_json(conn, INSERT_HANDOVER_SQL, [_json(one) for one in handovers])


async def save_handovers(conn: Conn, changed: Sequence[tuple[Handover, int]]) -> None:
    """Write copies, each with the version that was seen of it. Raises StaleVersion when another change came first."""
    rows = orjson.dumps([_json(one) for one, _ in changed]).decode()
    params = {"rows": rows, "ids": [one.id for one, _ in changed], "seen": [seen for _, seen in changed]}
    if await execute(conn, SAVE_HANDOVERS_SQL, params) != len(changed):
        raise StaleVersion


async def has_been_at(conn: Conn, appeal_id: UUID, destination: str) -> bool:
    return bool(await fetch_value(conn, BEEN_AT_SQL, {"appeal_id": appeal_id, "destination": destination}))


async def open_handover_of(conn: Conn, appeal_id: UUID, platform: str) -> bool:
    return bool(await fetch_value(conn, OPEN_OF_APPEAL_SQL, {"appeal_id": appeal_id, "platform": platform}))


async def owes(conn: Conn, appeal_id: UUID, order_id: UUID, *, mirror: bool) -> bool:
    """Whether something between the two sides is unfinished for this order."""
    params = {"appeal_id": appeal_id, "order_id": order_id, "mirror": mirror}
    return bool(await fetch_value(conn, OWES_SQL, params))


async def offered(conn: Conn, appeal_id: UUID, order_id: UUID) -> bool:
    """Whether a handover that is under way brought this order."""
    return bool(await fetch_value(conn, OFFERED_SQL, {"appeal_id": appeal_id, "order_id": order_id}))


async def danger_asked(conn: Conn, order_id: UUID) -> bool:
    """Whether the other side is being asked to act on danger and has not answered yet."""
    return bool(await fetch_value(conn, DANGER_ASKED_SQL, {"order_id": order_id}))


async def alone(conn: Conn, appeal_ids: Iterable[UUID], platform: str) -> None:
    """Until the transaction ends nobody else opens an order of these appeals on the platform: an offer and a joint
    action that arrive side by side share one. Taken before any row is locked."""
    await conn.execute(ALONE_SQL, {"keys": [f"mirror {platform} {appeal_id}" for appeal_id in appeal_ids]})


async def known_here(conn: Conn, appeal_ids: Iterable[UUID], platform: str) -> set[UUID]:
    """The appeals that the platform has an order or a copy of a handover or joint action of."""
    rows = await fetch_dicts(conn, KNOWN_HERE_SQL, {"ids": list(appeal_ids), "platform": platform})
    return {row["id"] for row in rows}


async def spare_mirror(conn: Conn, appeal_id: UUID, platform: str) -> tuple[str, UUID] | None:
    rows = await fetch_dicts(conn, SPARE_MIRROR_SQL, {"appeal_id": appeal_id, "platform": platform})
    return (rows[0]["kind"], rows[0]["id"]) if rows else None


async def due(conn: Conn, now: Any, limit: int) -> list[tuple[UUID, str]]:
    rows = await fetch_dicts(conn, DUE_SQL, {"now": now, "limit": limit})
    return [(r["id"], r["platform"]) for r in rows]


async def lock_joint(conn: Conn, joint_id: UUID, sight: Params) -> Joint | None:
    return await fetch_one(conn, Joint, LOCK_JOINT_SQL, {"id": joint_id, **sight})


async def joints_of_order(conn: Conn, order_id: UUID, sight: Params) -> list[Joint]:
    return await fetch(conn, Joint, JOINTS_OF_ORDER_SQL, {"order_id": order_id, **sight})


async def insert_joint(conn: Conn, joint: Joint) -> None:
    await execute(conn, INSERT_JOINT_SQL, _fields(joint))


async def save_joint(conn: Conn, joint: Joint, *, seen: int) -> None:
    if await execute(conn, SAVE_JOINT_SQL, _fields(joint) | {"seen": seen}) != 1:
        raise StaleVersion


async def order_of(conn: Conn, appeal_id: UUID, platform: str) -> tuple[str, UUID, bool] | None:
    """The first open order of an appeal on a platform, else its last closed one: kind, id, whether it is open."""
    rows = await fetch_dicts(conn, ORDER_OF_SQL, {"appeal_id": appeal_id, "platform": platform})
    return (rows[0]["kind"], rows[0]["id"], rows[0]["open"]) if rows else None


async def send(conn: Conn, messages: Sequence[Message]) -> None:
    await insert_json(conn, SEND_SQL, [_fields(message) for message in messages])


async def waiting(conn: Conn, *, hosts: Sequence[str], failures_max: int) -> list[Message]:
    """Messages for the platforms ``hosts`` that nothing of their subject goes before."""
    return await fetch(conn, Message, WAITING_SQL, {"hosts": list(hosts), "failures_max": failures_max})


async def claim(conn: Conn, message_ids: Sequence[UUID], now: Any) -> set[UUID]:
    """Take messages for delivery: those of them that are not delivered and that no other process has."""
    return {row["id"] for row in await fetch_dicts(conn, CLAIM_SQL, {"ids": list(message_ids), "now": now})}


async def steps(conn: Conn, keys: Sequence[tuple[UUID, int]]) -> list[dict[str, Any]]:
    """Events of orders that another side hears of, each with the handover that it is told of."""
    params = {"subjects": [subject for subject, _ in keys], "seqs": [seq for _, seq in keys]}
    return await fetch_dicts(conn, STEPS_SQL, params)


async def first_time(conn: Conn, receiver: str, message_ids: Sequence[UUID], now: Any) -> set[UUID]:
    """Note in the receiver's inbox that messages came: those of them that had not come before (R14, R45)."""
    params = {"receiver": receiver, "ids": list(message_ids), "at": now}
    return {row["message_id"] for row in await fetch_dicts(conn, RECEIVE_SQL, params)}


async def paused(conn: Conn) -> bool:
    """Whether this instance is recovering from a peer what it lost: nothing of the link moves meanwhile."""
    return bool(await fetch_value(conn, PAUSED_SQL, {}))


async def paused_for(conn: Conn, appeal_id: UUID) -> bool:
    """The same, for an appeal that may be among what was lost."""
    return bool(await fetch_value(conn, PAUSED_FOR_SQL, {"appeal_id": appeal_id}))


async def number_taken(conn: Conn, number: str) -> bool:
    """Whether another order has the number: it was given again after a restore that nobody had told of."""
    return bool(await fetch_value(conn, NUMBER_TAKEN_SQL, {"number": number}))


async def judged_class(conn: Conn, appeal_id: UUID) -> str:
    """The police class of the newest judgement, which the other side's order starts with; empty when it has none."""
    return await fetch_value(conn, JUDGED_CLASS_SQL, {"appeal_id": appeal_id}) or ""
