"""All SQL of what is told by phone, and of the alarms that the desk looks at."""

from twinline.appeals import VISIBLE

# One for each handover or joint action; what was said on the phone covers everything sent before the alarm that was
# read out. A code that is filled in later is nothing to call about.
LATE_SQL = """
    SELECT DISTINCT ON (m.subject_id, m.sender) m.sender AS platform, m.receiver AS peer, m.subject_id, m.kind,
           m.at AS since, coalesce(h.appeal_id, j.appeal_id) AS appeal_id
      FROM link_message m
      LEFT JOIN handover h ON h.id = m.subject_id AND h.platform = m.sender
      LEFT JOIN joint_action j ON j.id = m.subject_id AND j.platform = m.sender
     WHERE m.delivered_at IS NULL AND m.urgent AND m.kind <> 'amend'
       AND m.at < %(before)s AND m.sender = ANY(%(hosts)s)
       AND coalesce(h.appeal_id, j.appeal_id) IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM exchange_call c
                        WHERE c.subject_id = m.subject_id AND c.platform = m.sender
                          AND ((c.told_at IS NOT NULL AND c.raised_at >= m.at)
                               OR (c.told_at IS NULL AND c.answered_at IS NULL)))
     ORDER BY m.subject_id, m.sender, m.pos LIMIT %(limit)s
"""
RAISE_SQL = """
    INSERT INTO exchange_call (id, platform, peer, subject_id, appeal_id, kind, since, raised_at)
    SELECT id, platform, peer, subject_id, appeal_id, kind, since, raised_at
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, platform text, peer text, subject_id uuid, appeal_id uuid, kind text, since timestamptz,
        raised_at timestamptz)
    ON CONFLICT DO NOTHING
"""
ANSWERED_SQL = """
    UPDATE exchange_call c SET answered_at = %(now)s
     WHERE c.answered_at IS NULL AND c.told_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM link_message m
                        WHERE m.subject_id = c.subject_id AND m.sender = c.platform AND m.urgent
                          AND m.kind <> 'amend' AND m.delivered_at IS NULL)
"""
LATE_OFFERS_SQL = """
    SELECT m.sender AS platform, m.subject_id AS order_id, h.appeal_id, m.at
      FROM link_message m JOIN handover h ON h.id = m.subject_id AND h.platform = m.sender
     WHERE m.delivered_at IS NULL AND m.kind = 'offer' AND m.at < %(before)s AND m.sender = ANY(%(hosts)s)
       AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.order_id = m.subject_id AND r.kind = 'handover_receipt')
     ORDER BY m.pos LIMIT %(limit)s
"""
OPEN_SQL = (
    """
    SELECT c.id, c.peer, c.kind, c.since, c.raised_at, c.appeal_id, a.number AS appeal_number, a.title
      FROM exchange_call c JOIN appeal a ON a.id = c.appeal_id
     WHERE c.platform = %(actor_platform)s AND c.answered_at IS NULL AND c.told_at IS NULL AND """
    + VISIBLE
    + " ORDER BY c.since, c.id LIMIT %(limit)s"
)
LOCK_SQL = (
    """
    SELECT c.id, c.peer, c.kind, c.subject_id, c.appeal_id, c.told_at, c.answered_at
      FROM exchange_call c JOIN appeal a ON a.id = c.appeal_id
     WHERE c.id = %(id)s AND c.platform = %(actor_platform)s AND """
    + VISIBLE
    + " FOR UPDATE OF c"
)
TOLD_SQL = """
    UPDATE exchange_call SET told_at = %(now)s, told_by = %(by)s, told_whom = %(whom)s WHERE id = %(id)s
"""
DUTY_SQL = """
    SELECT u.code AS platform, c.role, c.name, c.phone_enc FROM duty_contact c JOIN unit u ON u.id = c.unit_id
     WHERE c.unit_id = ANY(%(units)s) AND c.valid_from <= %(now)s AND (c.valid_to IS NULL OR c.valid_to > %(now)s)
     ORDER BY c.role DESC
"""
# Nothing of the peer by any way; it is over as soon as one of them is back.
DOWN_SQL = """
    SELECT p.name, p.title, p.hosts, max(l.down_since) AS since
      FROM peer p JOIN exchange_link l ON l.peer = p.name
     WHERE p.active
     GROUP BY p.name, p.title, p.hosts
    HAVING bool_and(l.down_since IS NOT NULL) AND max(l.down_since) < %(before)s
     ORDER BY p.name
"""
OPEN_COUNT_SQL = "SELECT count(*) FROM exchange_call WHERE answered_at IS NULL AND told_at IS NULL"
