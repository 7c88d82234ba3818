"""All SQL of peers and of the messages exchanged with them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from twinline.exchange.model import Peer
from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_one, fetch_value, insert_json

PEER_COLUMNS = """
    name, title, hosts, divisions, keys, transports, schema_version, active, added_at, out_seq, in_upto, in_max,
    heard_at, answered_at, epoch, standing, purged_in
"""
PEERS_SQL = "SELECT " + PEER_COLUMNS + " FROM peer ORDER BY name"
PEER_SQL = "SELECT " + PEER_COLUMNS + " FROM peer WHERE name = %(name)s"
# Rows that name a peer are written while it is locked.
LOCK_PEER_SQL = PEER_SQL + " FOR NO KEY UPDATE"
ADD_PEER_SQL = """
    INSERT INTO peer (name, title, hosts, divisions, keys, transports, schema_version, active, added_at)
    VALUES (%(name)s, %(title)s, %(hosts)s, %(divisions)s, %(keys)s::jsonb, %(transports)s::jsonb, %(schema_version)s,
            true, %(added_at)s)
    ON CONFLICT (name) DO NOTHING
"""
CHANGE_PEER_SQL = """
    UPDATE peer SET title = %(title)s, hosts = %(hosts)s, divisions = %(divisions)s, keys = %(keys)s::jsonb,
           transports = %(transports)s::jsonb, active = %(active)s
     WHERE name = %(name)s
"""

MEET_SQL = "UPDATE peer SET epoch = %(epoch)s WHERE name = %(peer)s AND in_max = 0"
OWN_EPOCH_SQL = "SELECT coalesce((SELECT epoch FROM exchange_self), 0)"

# The limits of what is read in rounds are part of the texts: of a parameter the planner thinks that it is a tenth of
# all, and sorts all of them. IS TRUE and OFFSET 0: decided row by row, as where linkage reads what waits.

# Of each subject only the oldest that is not packed: the next round has the rest. Danger first. Kinds that the peer
# does not know yet (``later``) wait, and nothing waits for them.
UNPACKED_SQL = """
    SELECT w.id, w.sender, w.receiver, w.kind, w.subject_id, w.urgent, w.at, w.body
      FROM unnest(%(receivers)s::text[]) AS r(receiver)
     CROSS JOIN LATERAL (
           SELECT m.* FROM link_message m
            WHERE m.receiver = r.receiver AND m.delivered_at IS NULL AND m.peer IS NULL AND m.kind <> ALL(%(later)s)
              AND NOT EXISTS (SELECT 1 FROM link_message e
                               WHERE e.subject_id = m.subject_id AND e.pos < m.pos AND e.delivered_at IS NULL
                                 AND (e.peer IS NULL AND e.receiver = m.receiver) IS TRUE
                                 AND e.kind <> ALL(%(later)s) OFFSET 0)
              AND NOT EXISTS (SELECT 1 FROM exchange_held h
                               WHERE h.message_id = m.id AND h.peer = %(peer)s AND h.way = 'out' AND h.waits OFFSET 0)
            ORDER BY m.urgent DESC, m.pos LIMIT 200
              FOR UPDATE OF m SKIP LOCKED) w
     ORDER BY w.urgent DESC, w.pos LIMIT 200
"""
# Refused for its version only: the numbers stay, the token is written anew.
TO_REPACK_SQL = """
    SELECT seq, message_id, subject_n, token FROM exchange_out
     WHERE peer = %(peer)s AND push_state = 3 AND refused = ANY(%(codes)s) AND kind <> ALL(%(later)s)
     ORDER BY urgent DESC, seq LIMIT %(limit)s
"""
MESSAGES_SQL = """
    SELECT id, sender, receiver, kind, subject_id, urgent, at, body FROM link_message WHERE id = ANY(%(ids)s)
"""
REPACKED_SQL = """
    UPDATE exchange_out SET token = %(token)s, digest = %(digest)s, push_state = 0, refused = NULL
     WHERE peer = %(peer)s AND seq = %(seq)s AND push_state = 3
"""
PACKED_SQL = """
    UPDATE link_message m SET peer = %(peer)s, peer_seq = r.seq, urgent = r.urgent
      FROM unnest(%(message_id)s::uuid[], %(seq)s::bigint[], %(urgent)s::boolean[]) AS r(id, seq, urgent)
     WHERE m.id = r.id
"""
TOOK_SQL = "UPDATE peer SET out_seq = %(seq)s WHERE name = %(peer)s"
NEXT_N_SQL = """
    INSERT INTO exchange_subject (peer, subject_id, out_n)
    SELECT %(peer)s, s, 1 FROM unnest(%(subjects)s::uuid[]) AS s
    ON CONFLICT (peer, subject_id) DO UPDATE SET out_n = exchange_subject.out_n + 1
    RETURNING subject_id, out_n
"""
INSERT_OUT_SQL = """
    INSERT INTO exchange_out (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token)
    SELECT peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token
      FROM json_to_recordset(%(rows)s::json) AS r(
        peer text, seq bigint, message_id uuid, kind text, subject_id uuid, subject_n integer, urgent boolean,
        at timestamptz, digest bytea, token text)
"""
TO_PUSH_SQL = """
    SELECT seq, urgent, token FROM exchange_out
     WHERE peer = %(peer)s AND push_state = 0
       AND EXISTS (SELECT 1 FROM peer p WHERE p.name = %(peer)s AND p.standing = 'open')
     ORDER BY urgent DESC, seq LIMIT 200
       FOR UPDATE SKIP LOCKED
"""
PUSHED_SQL = """
    UPDATE exchange_out SET push_state = 1, pushes = pushes + 1, push_time = %(now)s, transport = %(transport)s
     WHERE peer = %(peer)s AND seq = ANY(%(seqs)s) AND push_state = 0
"""
# The way to the peer was shut: as if they had never been pushed.
UNPUSHED_SQL = """
    UPDATE exchange_out SET push_state = 0, pushes = pushes - 1
     WHERE peer = %(peer)s AND seq = ANY(%(seqs)s) AND push_state = 1
"""
# Nothing was heard of these: the wait doubles with every push, up to 64 times the first.
AGAIN_SQL = """
    UPDATE exchange_out SET push_state = 0
     WHERE peer = %(peer)s AND push_state = 1
       AND push_time < %(now)s - %(wait_s)s * power(2, least(pushes - 1, 6)) * interval '1 second'
"""
ANSWERED_SQL = """
    WITH taken AS (
        UPDATE exchange_out SET push_state = 2, ack_time = %(now)s, refused = NULL
         WHERE peer = %(peer)s AND push_state <> 2 AND (seq <= %(upto)s OR seq = ANY(%(taken)s))
     RETURNING message_id)
    UPDATE link_message m SET delivered_at = %(now)s FROM taken WHERE m.id = taken.message_id
"""
REFUSED_SQL = """
    UPDATE exchange_out o SET push_state = 3, refused = r.code
      FROM unnest(%(seqs)s::bigint[], %(codes)s::text[]) AS r(seq, code)
     WHERE o.peer = %(peer)s AND o.seq = r.seq AND o.push_state < 2
"""
MISSING_SQL = """
    UPDATE exchange_out SET push_state = 0
     WHERE peer = %(peer)s AND seq = ANY(%(seqs)s) AND push_state = 1 AND push_time < %(now)s - interval '1 second'
"""
# A peer that reads a newer version than before may read what it refused.
ANSWERED_AT_SQL = """
    WITH newer AS (
        UPDATE exchange_out o SET push_state = 0, refused = NULL
          FROM peer p
         WHERE p.name = %(peer)s AND p.schema_version < %(version)s AND o.peer = p.name AND o.push_state = 3
           AND o.refused = %(code)s)
    UPDATE peer SET answered_at = %(now)s, heard_at = %(now)s, schema_version = %(version)s WHERE name = %(peer)s
"""

KNOWN_SQL = """
    SELECT seq, message_id, digest FROM exchange_in
     WHERE peer = %(peer)s AND (seq = ANY(%(seqs)s) OR message_id = ANY(%(ids)s))
"""
INSERT_IN_SQL = """
    INSERT INTO exchange_in (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token, transport,
                             taken_at)
    SELECT peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token, transport, taken_at
      FROM json_to_recordset(%(rows)s::json) AS r(
        peer text, seq bigint, message_id uuid, kind text, subject_id uuid, subject_n integer, urgent boolean,
        at timestamptz, digest bytea, token text, transport text, taken_at timestamptz)
"""
ABOVE_SQL = """
    SELECT seq FROM exchange_in WHERE peer = %(peer)s AND seq > %(upto)s ORDER BY seq LIMIT %(limit)s
"""
HEARD_SQL = """
    UPDATE peer SET in_upto = %(upto)s, in_max = greatest(in_max, %(most)s), heard_at = %(now)s WHERE name = %(peer)s
"""
REFUSE_SQL = """
    INSERT INTO exchange_refusal (id, at, peer, transport, code, seq, digest, chars, opening, verified, times)
    SELECT id, at, peer, transport, code, seq, digest, chars, opening, verified, times
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, at timestamptz, peer text, transport text, code text, seq bigint, digest bytea, chars integer,
        opening text, verified boolean, times integer)
"""
REFUSED_LATELY_SQL = """
    SELECT verified, count(*) AS rows FROM exchange_refusal WHERE at > %(since)s GROUP BY verified
"""
REFUSED_MORE_SQL = """
    UPDATE exchange_refusal SET times = times + %(times)s
     WHERE id = (SELECT id FROM exchange_refusal
                  WHERE at > %(since)s AND code = %(code)s AND verified = %(verified)s
                  ORDER BY at DESC, id DESC LIMIT 1)
"""
FORGET_REFUSALS_SQL = "DELETE FROM exchange_refusal WHERE at < %(before)s"
DESK_SQL = "SELECT id FROM unit WHERE code = %(platform)s"

# Those whose predecessor in their subject is admitted, decided row by row in the order of the index: joined, all that
# waits and all subjects there ever were would be read and sorted for each round. Two gateways never admit one twice:
# the rows are locked.
ADMISSIBLE_SQL = """
    SELECT i.seq, i.token, i.subject_id, i.subject_n, i.failures
      FROM exchange_in i
     WHERE i.peer = %(peer)s AND i.admitted_at IS NULL AND i.failures < %(failures_max)s
       AND EXISTS (SELECT 1 FROM peer p WHERE p.name = %(peer)s AND p.standing IN ('open', 'giving'))
       AND i.subject_n = 1 + coalesce((SELECT s.in_n FROM exchange_subject s
                                        WHERE s.peer = i.peer AND s.subject_id = i.subject_id), 0)
       AND NOT EXISTS (SELECT 1 FROM exchange_held h
                        WHERE h.message_id = i.message_id AND h.peer = i.peer AND h.way = 'in' AND h.waits OFFSET 0)
     ORDER BY i.urgent DESC, i.seq LIMIT 200
       FOR UPDATE OF i SKIP LOCKED
"""
ADMITTED_SQL = """
    UPDATE exchange_in SET admitted_at = %(now)s, error = NULL WHERE peer = %(peer)s AND seq = ANY(%(seqs)s)
"""
SUBJECT_IN_SQL = """
    INSERT INTO exchange_subject (peer, subject_id, in_n)
    SELECT %(peer)s, s, n FROM unnest(%(subjects)s::uuid[], %(numbers)s::integer[]) AS r(s, n)
    ON CONFLICT (peer, subject_id) DO UPDATE SET in_n = greatest(exchange_subject.in_n, excluded.in_n)
"""
FAILED_SQL = """
    UPDATE exchange_in SET failures = failures + 1, error = %(error)s WHERE peer = %(peer)s AND seq = %(seq)s
"""
HELD_SQL = "UPDATE exchange_in SET error = %(error)s WHERE peer = %(peer)s AND seq = %(seq)s"
DELIVERABLE_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    SELECT id, sender, receiver, kind, subject_id, urgent, at, body
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, sender text, receiver text, kind text, subject_id uuid, urgent boolean, at timestamptz, body json)
    ON CONFLICT (id) DO NOTHING
"""
QUEUES_SQL = """
    SELECT p.name, p.title, p.active, p.out_seq, p.in_upto, p.in_max, p.heard_at, p.answered_at,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 0) AS to_push,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 1) AS unanswered,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 3) AS refused,
           (SELECT count(*) FROM exchange_in i WHERE i.peer = p.name AND i.admitted_at IS NULL) AS held
      FROM peer p ORDER BY p.name
"""

CARRIED_SQL = """
    SELECT a.id, a.number, a.title, a.words, a.type, a.domain, a.matter, a.department, a.division, a.division_from,
           a.address, a.lon, a.lat, a.datum, a.urgent, a.danger, a.confidential, a.restricted, a.complained_unit_id,
           a.first_receiver, a.owner_platform, a.received_at,
           c.channel, c.external_id, c.received_at AS called_at, c.caller_name_enc, c.phone_enc, c.seed,
           (SELECT to_json(d) FROM (
                SELECT owner, joint, danger, type, matter, department, deadline_class, police_class, confidence,
                       reasons, versions
                  FROM triage_decision WHERE appeal_id = a.id ORDER BY n DESC LIMIT 1) d) AS decision
      FROM appeal a JOIN contact c ON c.id = a.contact_id
     WHERE a.id = ANY(%(ids)s)
"""
NUMBERS_TAKEN_SQL = "SELECT number FROM appeal WHERE number = ANY(%(numbers)s)"
KNOWN_APPEALS_SQL = "SELECT id FROM appeal WHERE id = ANY(%(ids)s)"
FLAGS_SQL = "SELECT danger, restricted, confidential FROM appeal WHERE id = %(id)s"
BIND_SQL = """
    UPDATE appeal SET restricted = restricted OR %(restricted)s, confidential = confidential OR %(confidential)s
     WHERE id = %(id)s
"""
DECISIONS_SQL = """
    INSERT INTO triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class,
                                 police_class, confidence, reasons, versions)
    SELECT appeal_id, 1, at, owner, joint, danger, type, matter, department, deadline_class, police_class, confidence,
           reasons, versions
      FROM json_to_recordset(%(rows)s::json) AS r(
        appeal_id uuid, at timestamptz, owner text, joint boolean, danger boolean, type text, matter text,
        department text, deadline_class text, police_class text, confidence real, reasons json, versions json)
    ON CONFLICT DO NOTHING
"""


async def peers(conn: Conn) -> list[Peer]:
    return await fetch(conn, Peer, PEERS_SQL, {})


async def peer(conn: Conn, name: str) -> Peer | None:
    return await fetch_one(conn, Peer, PEER_SQL, {"name": name})


async def lock_peer(conn: Conn, name: str) -> Peer | None:
    return await fetch_one(conn, Peer, LOCK_PEER_SQL, {"name": name})


async def add_peer(conn: Conn, row: Mapping[str, Any]) -> bool:
    """False when there is a peer of this name."""
    return await execute(conn, ADD_PEER_SQL, _jsoned(row)) == 1


async def change_peer(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, CHANGE_PEER_SQL, _jsoned(row))


def _jsoned(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **{name: orjson.dumps(row[name]).decode() for name in ("keys", "transports")}}


async def own_epoch(conn: Conn) -> int:
    """This instance's life; 0 when it was never put back."""
    return int(await fetch_value(conn, OWN_EPOCH_SQL, {}))


async def next_numbers(conn: Conn, peer_name: str, subjects: Sequence[UUID]) -> dict[UUID, int]:
    """The next number of each of the (distinct) subjects towards the peer."""
    rows = await fetch_dicts(conn, NEXT_N_SQL, {"peer": peer_name, "subjects": list(subjects)})
    return {row["subject_id"]: row["out_n"] for row in rows}


async def insert_out(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, INSERT_OUT_SQL, rows)


async def insert_in(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, INSERT_IN_SQL, rows)


async def carried(conn: Conn, appeals: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What travels of appeals, personal fields still sealed with this instance's key."""
    rows = await fetch_dicts(conn, CARRIED_SQL, {"ids": list(appeals)})
    return {row["id"]: row for row in rows}


async def insert_refusals(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, REFUSE_SQL, rows)
