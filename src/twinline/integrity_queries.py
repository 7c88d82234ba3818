"""The six promises as statements: each finds what breaks its rule, as (subject, detail). New rules are added to RULES.

What is still on its way is no breach: messages and reactions get ``grace`` seconds before they count as stuck. Where
the other platform lives elsewhere (not among ``hosts``), a rule about both sides looks at the side that is here.
"""

from dataclasses import dataclass

from twinline.kernel.db import Sql


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must not be found, and the promise of DESIGN that it would break."""

    promise: int
    name: str
    sql: Sql


OWNER_UNIT_SQL = """
    SELECT a.number, 'owner ' || a.owner_platform || ', unit ' || coalesce(u.code || ' of ' || u.platform, 'unknown')
      FROM appeal a LEFT JOIN unit u ON u.id = a.owner_unit_id
     WHERE u.platform IS DISTINCT FROM a.owner_platform
"""
OWNER_LAST_CHANGE_SQL = """
    SELECT a.number, 'owner is ' || a.owner_platform || ', last given to ' || coalesce(c.to_platform, a.first_receiver)
      FROM appeal a
      LEFT JOIN LATERAL (SELECT to_platform, to_unit_id FROM owner_change o
                          WHERE o.appeal_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
     WHERE a.owner_platform <> coalesce(c.to_platform, a.first_receiver)
        OR a.owner_unit_id <> coalesce(c.to_unit_id, a.owner_unit_id)
"""
OWNER_CHAIN_SQL = """
    SELECT a.number, 'change ' || c.seq || ' from ' || c.from_platform || ' follows ' || c.before
      FROM (SELECT o.*, lag(o.seq, 1, 0) OVER w AS last_seq,
                   lag(o.to_platform) OVER w AS last_owner
              FROM owner_change o WINDOW w AS (PARTITION BY o.appeal_id ORDER BY o.seq)) o
      JOIN appeal a ON a.id = o.appeal_id
      CROSS JOIN LATERAL (SELECT o.seq, o.from_platform, coalesce(o.last_owner, a.first_receiver) AS before) c
     WHERE o.seq <> o.last_seq + 1 OR c.from_platform <> c.before OR o.from_platform = o.to_platform
"""
OWNER_ACCEPTED_SQL = """
    SELECT a.number, 'owned by ' || a.owner_platform || ' without an accepted handover'
      FROM appeal a
     WHERE a.owner_platform <> a.first_receiver
       AND NOT EXISTS (SELECT 1 FROM handover h
                        WHERE h.appeal_id = a.id AND h.state IN ('accepted', 'result_reported', 'confirmed')
                          AND CASE h.side WHEN 'origin' THEN h.peer = a.owner_platform
                                          ELSE h.platform = a.owner_platform AND h.peer <> ALL(%(hosts)s) END)
"""
HANDOVER_COPIES_SQL = """
    SELECT h.number, 'only the copy of ' || h.platform || ' exists, ' || h.state
      FROM handover h LEFT JOIN handover p ON p.id = h.id AND p.platform = h.peer
     WHERE p.id IS NULL AND h.peer = ANY(%(hosts)s)
       AND (h.side = 'destination' OR h.state NOT IN ('offered', 'recalled', 'expired'))
"""
IN_FLIGHT = "EXISTS (SELECT 1 FROM link_message m WHERE m.subject_id = o.id AND m.delivered_at IS NULL)"
HANDOVER_MIRROR_SQL = (
    """
    SELECT o.number, 'the two sides name different orders'
      FROM handover o JOIN handover d ON d.id = o.id AND d.side = 'destination'
     WHERE o.side = 'origin'
       AND (d.peer_order_id IS DISTINCT FROM o.order_id
            OR o.peer_order_id <> d.order_id
            OR o.peer_order_id IS NULL AND NOT """
    + IN_FLIGHT
    + """)
"""
)
HANDOVER_ORDER_SQL = """
    SELECT h.number, h.platform || ' has no such ' || h.order_kind
      FROM handover h
      LEFT JOIN work_order w ON h.order_kind = 'case' AND w.id = h.order_id
      LEFT JOIN police_order p ON h.order_kind = 'incident' AND p.id = h.order_id
     WHERE h.platform IS DISTINCT FROM coalesce(w.platform, p.platform)
        OR h.appeal_id IS DISTINCT FROM coalesce(w.appeal_id, p.appeal_id)
"""
HANDOVER_AGREES_SQL = (
    """
    SELECT o.number, 'origin says ' || o.state || ', destination ' || d.state
      FROM handover o JOIN handover d ON d.id = o.id AND d.side = 'destination'
     WHERE o.side = 'origin' AND o.state <> d.state
       AND NOT (o.state IN ('returned', 'expired', 'recalled') AND d.state IN ('returned', 'expired', 'recalled'))
       AND NOT """
    + IN_FLIGHT
)
ONE_OPEN_HANDOVER_SQL = """
    SELECT a.number, count(*) || ' open handovers'
      FROM handover h JOIN appeal a ON a.id = h.appeal_id
     WHERE h.open AND h.side = 'origin' GROUP BY a.id, a.number HAVING count(*) > 1
"""

DANGER_KEPT_SQL = """
    SELECT DISTINCT a.number, 'danger was raised by ' || e.subject_kind || '.' || e.event || ' and is not there'
      FROM order_event e JOIN appeal a ON a.id = e.appeal_id
     WHERE NOT a.danger
       AND (e.event IN ('raise_danger', 'danger_raised')
            OR e.event IN ('open', 'escalate') AND e.data ->> 'danger' = 'true'
            OR e.event = 'open' AND e.subject_kind = 'joint' AND e.data ->> 'kind' = 'danger')
"""
DANGER_ORDER_SQL = """
    SELECT o.number, 'its appeal is in danger since before it was opened, the order is not'
      FROM (SELECT id, number, appeal_id, danger, opened_at FROM work_order
            UNION ALL SELECT id, number, appeal_id, danger, opened_at FROM police_order) o
     WHERE NOT o.danger
       AND EXISTS (SELECT 1 FROM order_event e
                    WHERE e.subject_id = o.id
                      AND (e.event = 'danger_raised' OR e.event = 'open' AND e.data ->> 'danger' = 'true'))
"""
# A message that opens an order here: what it will make is not there before it is delivered.
OPENING_COMES = """
       NOT EXISTS (SELECT 1 FROM link_message m
                    WHERE m.delivered_at IS NULL AND m.kind IN ('offer', 'joint_request')
                      AND m.body -> 'opening' ->> 'appeal_id' = a.id::text)
"""
DANGER_DISPATCHED_SQL = (
    """
    SELECT a.number, 'danger, and no police order was dispatched'
      FROM appeal a
     WHERE '110' = ANY(%(hosts)s) AND a.danger AND (a.shared OR a.first_receiver = '110')
       AND NOT EXISTS (SELECT 1 FROM police_order p WHERE p.appeal_id = a.id AND p.dispatched_at IS NOT NULL)
       AND """
    + OPENING_COMES
)
# 110 was told urgently, or its own message brought the danger here.
DANGER_TOLD_SQL = """
    SELECT a.number, 'danger at 12345, and 110, which lives elsewhere, was never told'
      FROM appeal a
     WHERE '110' <> ALL(%(hosts)s) AND a.danger AND a.first_receiver = '12345' AND a.shared
       AND NOT EXISTS (SELECT 1 FROM link_message m
                        WHERE (m.kind IN ('offer', 'joint_request') AND m.receiver = '110' AND m.urgent
                               OR m.sender = '110' AND (m.kind IN ('offer', 'joint_request') OR m.urgent))
                          AND m.subject_id IN (SELECT h.id FROM handover h WHERE h.appeal_id = a.id
                                               UNION ALL SELECT j.id FROM joint_action j WHERE j.appeal_id = a.id))
       AND NOT EXISTS (SELECT 1 FROM link_message m -- what 110 asks is admitted, and delivered in a moment
                        WHERE m.sender = '110' AND m.delivered_at IS NULL AND m.kind IN ('offer', 'joint_request')
                          AND m.body #>> '{opening,appeal_id}' = a.id::text)
"""
DANGER_ASKED_SQL = """
    SELECT a.number, 'danger at 12345, and 110 was never told'
      FROM appeal a
     WHERE a.danger AND a.first_receiver = '12345' AND NOT a.shared AND a.closed_at IS NULL AND a.merged_into IS NULL
"""

CASE_LOOP_SQL = """
    SELECT w.number, concat_ws(', ', CASE WHEN w.loop_open THEN 'loop open' END,
                               CASE WHEN w.ack_pending THEN 'acknowledgement pending' END,
                               CASE WHEN w.reply IS NULL THEN 'no reply' END,
                               CASE WHEN NOT w.mirror AND w.person_replied_at IS NULL THEN 'person not told' END)
      FROM work_order w
     WHERE w.state = 'closed' AND (w.loop_open OR w.ack_pending OR w.reply IS NULL
                                   OR NOT w.mirror AND w.person_replied_at IS NULL)
"""
INCIDENT_LOOP_SQL = """
    SELECT p.number, concat_ws(', ', CASE WHEN p.loop_open THEN 'loop open' END,
                               CASE WHEN p.result IS NULL THEN 'no result' END)
      FROM police_order p WHERE p.state = 'closed' AND (p.loop_open OR p.result IS NULL)
"""
CLOSED_CONFIRMED_SQL = """
    SELECT o.number, 'closed, and its handover ' || h.number || ' is ' || h.state
      FROM handover h
      JOIN (SELECT id, number, state, closed_at FROM work_order
            UNION ALL SELECT id, number, state, closed_at FROM police_order) o ON o.id = h.order_id
     WHERE o.state = 'closed'
       AND (h.side = 'origin' AND (h.open OR h.state = 'accepted') -- 110 may end danger before it has taken the offer
            OR (h.open OR h.state IN ('accepted', 'result_reported'))
               AND greatest(o.closed_at, h.accepted_at) < %(settled)s)
"""
CLOSED_STAMP_SQL = """
    SELECT o.number, 'state ' || o.state || ', closed at ' || coalesce(o.closed_at::text, 'no time')
      FROM (SELECT number, state, closed_at FROM work_order
            UNION ALL SELECT number, state, closed_at FROM police_order) o
     WHERE (o.state IN ('closed', 'withdrawn', 'invalid', 'cancelled')) <> (o.closed_at IS NOT NULL)
"""
APPEAL_CLOSED_SQL = """
    SELECT a.number, 'closed with an open order'
      FROM appeal a
     WHERE a.closed_at IS NOT NULL
       AND (EXISTS (SELECT 1 FROM work_order w WHERE w.appeal_id = a.id AND w.closed_at IS NULL)
            OR EXISTS (SELECT 1 FROM police_order p WHERE p.appeal_id = a.id AND p.closed_at IS NULL))
"""

JUDGED_SQL = """
    SELECT a.number, CASE WHEN t.appeal_id IS NULL THEN 'no judgement' ELSE 'judgement without reasons or versions' END
      FROM appeal a LEFT JOIN triage_decision t ON t.appeal_id = a.id AND t.n = 1
     WHERE t.appeal_id IS NULL OR json_typeof(t.reasons) <> 'array' OR json_array_length(t.reasons) = 0
        OR json_typeof(t.versions) <> 'object' OR t.versions::text IN ('{}', 'null')
"""
OVERRIDDEN_SQL = """
    SELECT a.number, 'judgement ' || t.n || ' says neither who nor why'
      FROM triage_decision t JOIN appeal a ON a.id = t.appeal_id
     WHERE t.n > 1 AND (t.actor_id IS NULL OR coalesce(t.reason, '') = '')
"""

HALF_WRITTEN_SQL = """
    SELECT k.client || '/' || k.key, 'the key has no appeal'
      FROM intake_key k LEFT JOIN appeal a ON a.id = k.appeal_id WHERE a.id IS NULL
"""
DOUBLED_SQL = """
    SELECT a.number, count(*) || ' keys registered it'
      FROM intake_key k JOIN appeal a ON a.id = k.appeal_id GROUP BY a.id, a.number HAVING count(*) > 1
"""
DOUBLED_KEY_SQL = """
    SELECT k.client || '/' || k.key, count(*) || ' appeals'
      FROM intake_key k GROUP BY k.client, k.key HAVING count(*) > 1
"""
APPEAL_PARTS_SQL = (
    """
    SELECT a.number, concat_ws(', ', CASE WHEN c.id IS NULL THEN 'no contact' END,
                               CASE WHEN o.id IS NULL THEN 'no order' END)
      FROM appeal a
      LEFT JOIN contact c ON c.id = a.contact_id
      LEFT JOIN LATERAL (SELECT id FROM work_order w WHERE w.appeal_id = a.id
                         UNION ALL SELECT id FROM police_order p WHERE p.appeal_id = a.id LIMIT 1) o ON true
     WHERE c.id IS NULL OR (o.id IS NULL AND """
    + OPENING_COMES
    + ")"
)
LAST_EVENT = """
      LEFT JOIN LATERAL (SELECT seq, to_state, hash FROM order_event e
                          WHERE e.subject_id = s.subject ORDER BY seq DESC LIMIT 1) e ON true
"""
DIFFERS = """
     WHERE e.seq IS DISTINCT FROM s.version OR e.to_state IS DISTINCT FROM s.state OR e.hash IS DISTINCT FROM s.head
"""
SHOWN = """
    SELECT s.number, 'row says ' || s.state || ' v' || s.version || ', chain says '
                     || coalesce(e.to_state || ' v' || e.seq, 'nothing')
"""
CASE_PROJECTION_SQL = (
    SHOWN + "FROM (SELECT number, id AS subject, state, version, head FROM work_order) s" + LAST_EVENT + DIFFERS
)
INCIDENT_PROJECTION_SQL = (
    SHOWN + "FROM (SELECT number, id AS subject, state, version, head FROM police_order) s" + LAST_EVENT + DIFFERS
)
# The destination's copy has a chain of its own, whose id is the shared one with its last bit turned.
COPY_SUBJECT = """
    CASE side WHEN 'origin' THEN id ELSE
        (left(id::text, 35) || translate(right(id::text, 1), '0123456789abcdef', '1032547698badcfe'))::uuid END
"""
HANDOVER_PROJECTION_SQL = (
    SHOWN + "FROM (SELECT number, " + COPY_SUBJECT + " AS subject, state, version, head FROM handover) s"
    + LAST_EVENT + DIFFERS
)  # fmt: skip
JOINT_PROJECTION_SQL = (
    SHOWN + "FROM (SELECT number, " + COPY_SUBJECT + " AS subject, state, version, head FROM joint_action) s"
    + LAST_EVENT + DIFFERS
)  # fmt: skip
APPEAL_PROJECTION_SQL = (
    """
    SELECT s.number, 'row says v' || s.version || ', chain says v' || coalesce(e.seq, 0)
      FROM (SELECT number, id AS subject, version, head FROM appeal) s
"""
    + LAST_EVENT
    + " WHERE coalesce(e.seq, 0) <> s.version OR e.hash IS DISTINCT FROM s.head"
)
ORPHANED_EVENT_SQL = """
    SELECT e.subject_id::text, 'a chain of ' || e.subject_kind || ' without its ' || e.subject_kind
      FROM order_event e
     WHERE e.seq = 1
       AND CASE e.subject_kind
           WHEN 'case' THEN NOT EXISTS (SELECT 1 FROM work_order w WHERE w.id = e.subject_id)
           WHEN 'incident' THEN NOT EXISTS (SELECT 1 FROM police_order p WHERE p.id = e.subject_id)
           WHEN 'appeal' THEN NOT EXISTS (SELECT 1 FROM appeal a WHERE a.id = e.subject_id)
           ELSE NOT EXISTS (SELECT 1 FROM appeal a WHERE a.id = e.appeal_id) END
"""
# While no worker runs, messages wait and nothing is lost; one that failed, or was passed by long ago, is stuck.
MESSAGE_STUCK_SQL = """
    SELECT m.id::text, m.kind || ' to ' || m.receiver || ' waits since ' || m.at || coalesce(': ' || m.last_error, '')
      FROM link_message m
      LEFT JOIN exchange_in i ON i.message_id = m.id
      CROSS JOIN LATERAL (SELECT coalesce(i.admitted_at, m.at) AS since) s
     WHERE m.delivered_at IS NULL AND m.receiver = ANY(%(hosts)s) AND s.since < %(settled)s
       AND (m.failures > 0 OR s.since < (SELECT max(d.delivered_at) FROM link_message d
                                          WHERE d.receiver = ANY(%(hosts)s)) - %(grace)s)
"""
MESSAGE_TAKEN_SQL = """
    SELECT m.id::text, m.kind || ' was delivered to ' || m.receiver || ', which never noted it'
      FROM link_message m LEFT JOIN link_inbox i ON i.receiver = m.receiver AND i.message_id = m.id
     WHERE m.delivered_at IS NOT NULL AND i.message_id IS NULL AND m.receiver = ANY(%(hosts)s)
"""
# A peer that is away for days is no breach: what waits for it is kept. What it refused, or nobody here can admit, is.
EXCHANGED_SQL = """
    SELECT m.id::text, m.kind || ' to ' || m.receiver || ' counts as delivered, and no peer has taken it'
      FROM link_message m LEFT JOIN exchange_out o ON o.peer = m.peer AND o.seq = m.peer_seq
      LEFT JOIN peer p ON p.name = m.peer
     WHERE m.receiver <> ALL(%(hosts)s) AND m.delivered_at IS NOT NULL AND o.push_state IS DISTINCT FROM 2
       AND (o.seq IS NOT NULL OR m.peer_seq > coalesce(p.purged_out, 0) OR m.peer_seq IS NULL)
    UNION ALL
    SELECT o.message_id::text, o.kind || ' was refused by ' || o.peer || ': ' || coalesce(o.refused, '')
      FROM exchange_out o WHERE o.push_state = 3
    UNION ALL
    SELECT i.message_id::text, i.kind || ' from ' || i.peer || ' cannot be admitted: ' || coalesce(i.error, '')
      FROM exchange_in i WHERE i.admitted_at IS NULL AND i.failures > 0 AND i.taken_at < %(settled)s
    UNION ALL
    SELECT i.message_id::text, i.kind || ' from ' || i.peer || ' was admitted, and is not there'
      FROM exchange_in i LEFT JOIN link_message m ON m.id = i.message_id
     WHERE i.admitted_at IS NOT NULL AND m.id IS NULL
"""
DEAD_LETTER_SQL = """
    SELECT d.id::text, d.subscriber || ' could not take ' || d.topic || ': ' || left(d.error, 200)
      FROM dead_letter d WHERE d.settled_at IS NULL
"""

OUTBOX_RESTRICTED_SQL = """
    SELECT a.number, o.topic || ' was published unrestricted'
      FROM outbox o JOIN appeal a ON a.id = o.appeal_id WHERE a.restricted AND NOT o.restricted
"""
OUTBOX_AUDIENCE_SQL = """
    SELECT a.number, o.topic || ' was published to a unit that is complained of'
      FROM outbox o JOIN appeal a ON a.id = o.appeal_id WHERE a.complained_unit_id = ANY(o.units)
"""
OUTBOX_PLATFORM_SQL = """
    SELECT a.number, o.topic || ' was published to ' || array_to_string(o.platforms, ', ') || ' unshared'
      FROM outbox o JOIN appeal a ON a.id = o.appeal_id
     WHERE NOT a.shared AND o.platforms <> ARRAY[a.first_receiver]
"""
RESTRICTED_PARTS_SQL = """
    SELECT o.number, 'not restricted, its appeal is'
      FROM (SELECT number, appeal_id, restricted FROM work_order
            UNION ALL SELECT number, appeal_id, restricted FROM police_order
            UNION ALL SELECT number, appeal_id, restricted FROM handover
            UNION ALL SELECT number, appeal_id, restricted FROM joint_action) o
      JOIN appeal a ON a.id = o.appeal_id WHERE a.restricted AND NOT o.restricted
"""
COMPLAINED_ACCESS_SQL = """
    SELECT a.number, 'the unit that is complained of has the order'
      FROM appeal a JOIN appeal_access x ON x.appeal_id = a.id AND x.unit_id = a.complained_unit_id
"""
SEALED_SQL = """
    SELECT c.id::text, 'a phone without its seal or its index'
      FROM contact c WHERE (c.phone_enc IS NULL) <> (c.phone_idx IS NULL)
"""

ORDER_CLOCK_SQL = """
    SELECT o.number, 'open without a clock'
      FROM (SELECT id, number, closed_at FROM work_order
            UNION ALL SELECT id, number, closed_at FROM police_order) o
     WHERE o.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM clock c WHERE c.order_id = o.id)
"""
CLOCK_STOPPED_SQL = """
    SELECT o.number, c.kind || ' runs on after the end'
      FROM clock c
      JOIN (SELECT id, number, closed_at FROM work_order
            UNION ALL SELECT id, number, closed_at FROM police_order) o ON o.id = c.order_id
     WHERE c.state <> 'stopped' AND o.closed_at IS NOT NULL
"""

RULES = (
    Rule(1, "owner_unit", OWNER_UNIT_SQL),
    Rule(1, "owner_last_change", OWNER_LAST_CHANGE_SQL),
    Rule(1, "owner_chain", OWNER_CHAIN_SQL),
    Rule(1, "owner_accepted", OWNER_ACCEPTED_SQL),
    Rule(1, "handover_copies", HANDOVER_COPIES_SQL),
    Rule(1, "handover_mirror", HANDOVER_MIRROR_SQL),
    Rule(1, "handover_order", HANDOVER_ORDER_SQL),
    Rule(1, "handover_agrees", HANDOVER_AGREES_SQL),
    Rule(1, "one_open_handover", ONE_OPEN_HANDOVER_SQL),
    Rule(2, "danger_kept", DANGER_KEPT_SQL),
    Rule(2, "danger_order", DANGER_ORDER_SQL),
    Rule(2, "danger_dispatched", DANGER_DISPATCHED_SQL),
    Rule(2, "danger_told", DANGER_TOLD_SQL),
    Rule(2, "danger_asked", DANGER_ASKED_SQL),
    Rule(3, "case_loop", CASE_LOOP_SQL),
    Rule(3, "incident_loop", INCIDENT_LOOP_SQL),
    Rule(3, "closed_confirmed", CLOSED_CONFIRMED_SQL),
    Rule(3, "closed_stamp", CLOSED_STAMP_SQL),
    Rule(3, "appeal_closed", APPEAL_CLOSED_SQL),
    Rule(3, "order_clock", ORDER_CLOCK_SQL),
    Rule(3, "clock_stopped", CLOCK_STOPPED_SQL),
    Rule(4, "judged", JUDGED_SQL),
    Rule(4, "overridden", OVERRIDDEN_SQL),
    Rule(5, "half_written", HALF_WRITTEN_SQL),
    Rule(5, "doubled", DOUBLED_SQL),
    Rule(5, "doubled_key", DOUBLED_KEY_SQL),
    Rule(5, "appeal_parts", APPEAL_PARTS_SQL),
    Rule(5, "case_projection", CASE_PROJECTION_SQL),
    Rule(5, "incident_projection", INCIDENT_PROJECTION_SQL),
    Rule(5, "handover_projection", HANDOVER_PROJECTION_SQL),
    Rule(5, "joint_projection", JOINT_PROJECTION_SQL),
    Rule(5, "appeal_projection", APPEAL_PROJECTION_SQL),
    Rule(5, "orphaned_chain", ORPHANED_EVENT_SQL),
    Rule(5, "message_stuck", MESSAGE_STUCK_SQL),
    Rule(5, "message_taken", MESSAGE_TAKEN_SQL),
    Rule(5, "exchanged", EXCHANGED_SQL),
    Rule(5, "dead_letter", DEAD_LETTER_SQL),
    Rule(6, "outbox_restricted", OUTBOX_RESTRICTED_SQL),
    Rule(6, "outbox_audience", OUTBOX_AUDIENCE_SQL),
    Rule(6, "outbox_platform", OUTBOX_PLATFORM_SQL),
    Rule(6, "restricted_parts", RESTRICTED_PARTS_SQL),
    Rule(6, "complained_access", COMPLAINED_ACCESS_SQL),
    Rule(6, "sealed", SEALED_SQL),
)

COUNTS_SQL = """
    SELECT (SELECT count(*) FROM appeal) AS appeals, (SELECT count(*) FROM work_order) AS work_orders,
           (SELECT count(*) FROM police_order) AS police_orders,
           (SELECT count(DISTINCT id) FROM handover) AS handovers,
           (SELECT count(DISTINCT id) FROM joint_action) AS joint_actions,
           (SELECT count(*) FROM link_message) AS messages,
           (SELECT count(*) FROM link_message WHERE delivered_at IS NULL) AS messages_waiting,
           (SELECT count(*) FROM intake_key) AS keys,
           (SELECT count(*) FROM work_order WHERE state = 'closed')
           + (SELECT count(*) FROM police_order WHERE state = 'closed') AS closed
"""
CLOCKS_SQL = """
    SELECT c.order_id, c.kind, c.n, c.amount, c.unit, c.calendar, c.started_at, c.state, c.due_at, c.events,
           CASE WHEN c.events > 1 THEN (
                SELECT json_agg(json_build_object('event', e.event, 'at', e.at, 'data', e.data) ORDER BY e.seq)
                  FROM clock_event e WHERE e.order_id = c.order_id AND e.kind = c.kind AND e.n = c.n) END AS later
      FROM clock c
"""
