"""All SQL of attachments on their way from and to peers."""

SHARE_SQL = """
    INSERT INTO exchange_shared (peer, appeal_id) SELECT %(peer)s, a FROM unnest(%(appeals)s::uuid[]) AS a
    ON CONFLICT DO NOTHING
"""
# Attachments of appeals that are newly shared with the peer; and new attachments, for every peer.
OFFER_SHARED_SQL = """
    WITH shared AS (
        UPDATE exchange_shared SET untold = false WHERE peer = %(peer)s AND untold RETURNING appeal_id)
    INSERT INTO attachment_offer (peer, attachment_id, next_at)
    SELECT %(peer)s, t.id, %(now)s FROM shared JOIN attachment t USING (appeal_id)
     WHERE t.peer IS NULL AND t.whole_at IS NOT NULL
    ON CONFLICT DO NOTHING
"""
OFFER_NEW_SQL = """
    WITH fresh AS (UPDATE attachment SET untold = false WHERE untold RETURNING id, appeal_id)
    INSERT INTO attachment_offer (peer, attachment_id, next_at)
    SELECT s.peer, f.id, %(now)s FROM fresh f JOIN exchange_shared s USING (appeal_id)
    ON CONFLICT DO NOTHING
"""
TO_TELL_SQL = """
    UPDATE attachment_offer o
       SET tries = o.tries + 1, next_at = %(now)s + least(20 * power(2, least(o.tries, 10)), 3600) * interval '1 second'
      FROM (SELECT attachment_id FROM attachment_offer
             WHERE peer = %(peer)s AND whole_at IS NULL AND refused IS NULL AND next_at <= %(now)s
             ORDER BY next_at, attachment_id LIMIT %(limit)s FOR UPDATE SKIP LOCKED) d, attachment t
     WHERE o.peer = %(peer)s AND o.attachment_id = d.attachment_id AND t.id = o.attachment_id
    RETURNING t.id, t.appeal_id, t.name, t.media_type, t.bytes, encode(t.sm3, 'hex') AS sm3, t.personal, t.platform,
              t.at
"""
TOLD_SQL = """
    UPDATE attachment_offer SET held = greatest(held, %(held)s), whole_at = CASE WHEN %(whole)s THEN %(now)s END
     WHERE peer = %(peer)s AND attachment_id = %(id)s AND whole_at IS NULL
"""
REFUSED_SQL = """
    UPDATE attachment_offer SET refused = %(why)s
     WHERE peer = %(peer)s AND attachment_id = %(id)s AND whole_at IS NULL
"""
# To a peer that was put back to an older state, and may have lost what it had got.
OFFER_AGAIN_SQL = """
    UPDATE attachment_offer SET whole_at = NULL, held = 0, tries = 0, refused = NULL, next_at = %(now)s
     WHERE peer = %(peer)s
"""
OFFERED_SQL = "SELECT 1 FROM attachment_offer WHERE peer = %(peer)s AND attachment_id = %(id)s"
KNOWN_SQL = """
    SELECT EXISTS (SELECT 1 FROM appeal WHERE id = %(appeal)s)
       AND EXISTS (SELECT 1 FROM exchange_shared WHERE peer = %(peer)s AND appeal_id = %(appeal)s)
"""
# One at a time of a peer, small ones first: a photo does not wait for a film.
NEXT_SQL = """
    SELECT t.id, t.bytes FROM attachment t
     WHERE t.peer = %(peer)s AND t.whole_at IS NULL AND t.next_at <= %(now)s
       AND NOT EXISTS (SELECT 1 FROM attachment u
                        WHERE u.peer = %(peer)s AND u.whole_at IS NULL AND u.asked <> '{}' AND u.next_at > %(now)s)
     ORDER BY t.tries, t.bytes, t.id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
MISSING_SQL = """
    SELECT n FROM generate_series(0, %(chunks)s - 1) AS n
     WHERE NOT EXISTS (SELECT 1 FROM attachment_chunk c WHERE c.attachment_id = %(id)s AND c.n = n.n)
     ORDER BY n LIMIT %(limit)s
"""
# Each question in vain doubles the wait, up to an hour.
ASKED_SQL = """
    UPDATE attachment
       SET asked = %(ns)s, tries = tries + 1,
           next_at = %(now)s + least(30 * power(2, least(tries, 10)), 3600) * interval '1 second'
     WHERE id = %(id)s
"""
CAME_SQL = """
    UPDATE attachment
       SET asked = array_remove(asked, %(n)s), tries = 0,
           next_at = CASE WHEN array_remove(asked, %(n)s) = '{}' THEN %(now)s ELSE next_at END
     WHERE id = %(id)s
"""
UNFIT_SQL = """
    WITH gone AS (DELETE FROM attachment_chunk WHERE attachment_id = %(id)s)
    UPDATE attachment
       SET held = 0, asked = '{}', failures = failures + 1,
           next_at = %(now)s + least(60 * power(2, least(failures, 11)), 86400) * interval '1 second'
     WHERE id = %(id)s RETURNING failures
"""
