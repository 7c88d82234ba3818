"""SQL of codes between this platform and a peer: crosswalk rows, and what waits for one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from twinline.kernel.db import Conn, execute, fetch_dicts, insert_json

OWN_SQL = "SELECT scheme FROM exchange_scheme WHERE peer = %(peer)s"
ADD_OWN_SQL = """
    INSERT INTO exchange_scheme (peer, scheme) SELECT %(peer)s, unnest(%(schemes)s::text[]) ON CONFLICT DO NOTHING
"""
# The peer's own row beats one for all peers, the newer one the older.
INWARD_SQL = """
    SELECT DISTINCT ON (c.scheme, c.their_code) c.scheme, c.their_code AS code, c.our_code AS other
      FROM crosswalk c
      JOIN unnest(%(schemes)s::text[], %(codes)s::text[]) AS w(scheme, code)
        ON w.scheme = c.scheme AND w.code = c.their_code
     WHERE c.peer IN (%(peer)s, '') AND c.status = 'mapped'
       AND c.valid_from <= %(on)s AND (c.valid_to IS NULL OR %(on)s < c.valid_to)
     ORDER BY c.scheme, c.their_code, c.peer DESC, c.valid_from DESC
"""
OUTWARD_SQL = """
    SELECT DISTINCT ON (c.scheme, c.our_code) c.scheme, c.our_code AS code, c.their_code AS other
      FROM crosswalk c
      JOIN unnest(%(schemes)s::text[], %(codes)s::text[]) AS w(scheme, code)
        ON w.scheme = c.scheme AND w.code = c.our_code
     WHERE c.peer IN (%(peer)s, '') AND c.status = 'mapped'
       AND c.valid_from <= %(on)s AND (c.valid_to IS NULL OR %(on)s < c.valid_to)
     ORDER BY c.scheme, c.our_code, c.peer DESC, c.valid_from DESC, c.their_code
"""
CLASSES_SQL = "SELECT DISTINCT code FROM police_class WHERE code = ANY(%(codes)s)"
HOLD_SQL = """
    INSERT INTO exchange_held (peer, way, message_id, scheme, code, fields, waits, at)
    SELECT peer, way, message_id, scheme, code, fields, waits, at
      FROM json_to_recordset(%(rows)s::json) AS r(
        peer text, way text, message_id uuid, scheme text, code text, fields text[], waits boolean, at timestamptz)
    ON CONFLICT (message_id, peer, way, scheme, code)
    DO UPDATE SET at = excluded.at, fields = excluded.fields, failed_at = NULL
"""
MAPPED = """ EXISTS (SELECT 1 FROM crosswalk c
                     WHERE c.scheme = h.scheme AND c.peer IN (h.peer, '') AND c.status = 'mapped'
                       AND h.code = CASE h.way WHEN 'in' THEN c.their_code ELSE c.our_code END
                       AND c.valid_from <= %(on)s AND (c.valid_to IS NULL OR %(on)s < c.valid_to)) """
# A steward has mapped the code; or it is time to look again whether it became one of ours.
RELEASE_SQL = (
    """
    DELETE FROM exchange_held h
     WHERE h.peer = %(peer)s AND h.way = %(way)s AND h.waits AND (h.at < %(before)s OR """
    + MAPPED
    + ")"
)
# Messages that went on without a code which is mapped now. What came in must have reached its order first; what went
# out waits until the peer has said that it knows the kind of message that tells it.
AMENDABLE_SQL = (
    """
    SELECT h.way, h.message_id
      FROM exchange_held h JOIN link_message m ON m.id = h.message_id JOIN peer p ON p.name = h.peer
     WHERE h.peer = %(peer)s AND NOT h.waits AND (h.failed_at IS NULL OR h.failed_at < %(before)s)
       AND CASE h.way WHEN 'in' THEN m.delivered_at IS NOT NULL
                      ELSE p.answered_at IS NOT NULL AND p.schema_version >= %(version)s END
       AND """
    + MAPPED
    + " GROUP BY h.way, h.message_id ORDER BY min(h.failed_at) NULLS FIRST, min(h.at), h.message_id LIMIT %(limit)s"
)
TAKE_MAPPED_SQL = (
    """
    DELETE FROM exchange_held h USING link_message m
     WHERE h.peer = %(peer)s AND h.way = %(way)s AND h.message_id = %(id)s AND NOT h.waits AND m.id = h.message_id AND
    """
    + MAPPED
    + """
    RETURNING h.scheme, h.code, h.fields, m.sender, m.receiver, m.subject_id,
              coalesce(CASE m.kind WHEN 'amend' THEN m.body->>'of' END, m.id::text) AS of,
              (SELECT x.appeal_id FROM handover x WHERE x.id = m.subject_id
                UNION ALL SELECT j.appeal_id FROM joint_action j WHERE j.id = m.subject_id LIMIT 1) AS appeal_id
"""
)
LATER_SQL = """
    UPDATE exchange_held SET failed_at = %(now)s WHERE peer = %(peer)s AND way = %(way)s AND message_id = %(id)s
"""
SAY_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    VALUES (%(id)s, %(sender)s, %(receiver)s, 'amend', %(subject_id)s, true, %(at)s, %(body)s::json)
"""
# Since when a code waits for a steward: the age of the oldest message with it.
WAITING_SQL = """
    SELECT h.peer, h.way, h.scheme, h.code, min(coalesce(i.taken_at, m.at)) AS since
      FROM exchange_held h JOIN peer p ON p.name = h.peer
      LEFT JOIN exchange_in i ON h.way = 'in' AND i.peer = h.peer AND i.message_id = h.message_id
      LEFT JOIN link_message m ON m.id = h.message_id
     WHERE p.active GROUP BY h.peer, h.way, h.scheme, h.code
    HAVING min(coalesce(i.taken_at, m.at)) < %(before)s
"""
QUEUE_SQL = """
    SELECT way, scheme, code, count(*) FILTER (WHERE waits) AS waiting, count(*) FILTER (WHERE NOT waits) AS went_on,
           min(at) AS since
      FROM exchange_held WHERE peer = %(peer)s GROUP BY way, scheme, code ORDER BY way, scheme, code
"""


async def own_schemes(conn: Conn, peer: str) -> frozenset[str]:
    return frozenset(row["scheme"] for row in await fetch_dicts(conn, OWN_SQL, {"peer": peer}))


async def add_own(conn: Conn, peer: str, schemes: Sequence[str]) -> None:
    await execute(conn, ADD_OWN_SQL, {"peer": peer, "schemes": list(schemes)})


async def others(
    conn: Conn, way: str, peer: str, wanted: Collection[tuple[str, str]], on: date
) -> dict[tuple[str, str], str]:
    """What codes are on the other side of the crosswalk; those without a row are left out."""
    sql = INWARD_SQL if way == "in" else OUTWARD_SQL
    params = {"peer": peer, "on": on, "schemes": [w[0] for w in wanted], "codes": [w[1] for w in wanted]}
    return {(row["scheme"], row["code"]): row["other"] for row in await fetch_dicts(conn, sql, params)}


async def classes(conn: Conn, codes: Sequence[str]) -> frozenset[str]:
    """Those of the codes that are police classes."""
    return frozenset(row["code"] for row in await fetch_dicts(conn, CLASSES_SQL, {"codes": list(codes)}))


async def hold(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, HOLD_SQL, rows)


async def queue(conn: Conn, peer: str) -> list[dict[str, Any]]:
    """The codes that wait for a steward, with how many messages wait for each."""
    return await fetch_dicts(conn, QUEUE_SQL, {"peer": peer})
