"""All SQL of an instance that was put back, and of the peer that tells it what it lost (decision 0020)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.kernel.db import Conn, execute, fetch_dicts, fetch_one, fetch_value, insert_json

BEGIN_LIFE_SQL = """
    INSERT INTO exchange_self (epoch) VALUES (%(epoch)s)
    ON CONFLICT (one) DO UPDATE SET epoch = greatest(exchange_self.epoch + 1, excluded.epoch)
    RETURNING epoch
"""
LATER_LIFE_SQL = "UPDATE exchange_self SET epoch = greatest(epoch, %(epoch)s + 1) RETURNING epoch"
# Half of the million numbers of a day: those that were given out and are forgotten come again on no order.
LEAP_SQL = "SELECT setval('number_seq', nextval('number_seq') + 500032)"
PAUSE_SQL = "INSERT INTO link_pause (peer, since) VALUES (%(peer)s, %(now)s) ON CONFLICT (peer) DO NOTHING"
GO_ON_SQL = "DELETE FROM link_pause WHERE peer = %(peer)s"

# What was taken and not admitted: forgotten, as if it had not come.
DROP_SQL = """
    WITH gone AS (
        DELETE FROM exchange_in WHERE peer = %(peer)s AND admitted_at IS NULL RETURNING seq, message_id),
    unheld AS (
        DELETE FROM exchange_held h USING gone
         WHERE h.peer = %(peer)s AND h.way = 'in' AND h.message_id = gone.message_id)
    SELECT min(seq) FROM gone
"""
PUT_BACK_SQL = """
    UPDATE peer SET standing = 'recovering', in_upto = least(in_upto, %(first)s::bigint - 1), frozen_at = NULL
     WHERE name = %(peer)s
"""
# in_upto: what was admitted and has not been delivered counts as not here.
STOOD_SQL = """
    SELECT p.out_seq,
           least(p.in_upto, (SELECT min(i.seq) - 1 FROM exchange_in i JOIN link_message m ON m.id = i.message_id
                              WHERE i.peer = p.name AND m.delivered_at IS NULL)) AS in_upto
      FROM peer p WHERE p.name = %(peer)s
"""
END_SQL = """
    UPDATE exchange_recovery SET phase = 'ended', ended_at = %(now)s WHERE peer = %(peer)s AND ended_at IS NULL
"""
FORGET_GIVEN_SQL = "DELETE FROM exchange_given WHERE peer = %(peer)s"
BEGIN_SQL = """
    INSERT INTO exchange_recovery (id, peer, epoch, began_at, phase, out_seq, in_upto, own_from)
    VALUES (%(id)s, %(peer)s, %(epoch)s, %(now)s, 'asking', %(out_seq)s, %(in_upto)s,
            (SELECT greatest(0, least(coalesce(min(seq) - 1, %(out_seq)s), %(out_seq)s - %(overlap)s))
               FROM exchange_out WHERE peer = %(peer)s AND push_state <> 2))
"""
OPEN_SQL = """
    SELECT id, peer, epoch, phase, out_seq, in_upto, own_from, after, asked_at, end_said
      FROM exchange_recovery WHERE peer = %(peer)s AND ended_at IS NULL FOR UPDATE SKIP LOCKED
"""
ASKED_SQL = "UPDATE exchange_recovery SET asked_at = %(at)s WHERE id = %(id)s"
RENAMED_SQL = "UPDATE exchange_recovery SET epoch = %(epoch)s, asked_at = NULL WHERE ended_at IS NULL"
FAILED_SQL = "UPDATE exchange_recovery SET error = %(error)s WHERE id = %(id)s"
STAGED_SQL = """
    UPDATE exchange_recovery SET after = %(after)s, asked_at = NULL, given = given + %(given)s,
           end_said = %(end)s::jsonb,
           phase = CASE WHEN %(end)s::jsonb IS NULL THEN phase ELSE 'applying' END
     WHERE id = %(id)s
"""
STAGE_SQL = """
    INSERT INTO exchange_given (peer, pos, own, seq, message_id, kind, subject_id, subject_n, appeal_id, urgent, token,
                                body_key)
    SELECT peer, pos, own, seq, message_id, kind, subject_id, subject_n, appeal_id, urgent, token, body_key
      FROM json_to_recordset(%(rows)s::json) AS r(
        peer text, pos bigint, own boolean, seq bigint, message_id uuid, kind text, subject_id uuid, subject_n integer,
        appeal_id uuid, urgent boolean, token text, body_key bytea)
    ON CONFLICT DO NOTHING
"""
# All of an appeal in danger comes first: between appeals nothing depends on the order.
URGENT_FIRST_SQL = """
    UPDATE exchange_given g SET urgent = true
     WHERE g.peer = %(peer)s AND EXISTS (SELECT 1 FROM exchange_given u
                                          WHERE u.peer = g.peer AND u.appeal_id = g.appeal_id AND u.urgent)
"""
# Of what we had packed, those messages that the peer does not have under that number: they are packed anew.
UNPACK_SQL = """
    WITH gone AS (
        DELETE FROM exchange_out o
         WHERE o.peer = %(peer)s AND o.seq > %(above)s
           AND NOT EXISTS (SELECT 1 FROM exchange_given g
                            WHERE g.peer = o.peer AND g.own AND g.seq = o.seq AND g.message_id = o.message_id)
     RETURNING o.message_id, o.subject_id, o.subject_n),
    unpacked AS (
        UPDATE link_message m SET peer = NULL, peer_seq = NULL, delivered_at = NULL
          FROM gone WHERE m.id = gone.message_id),
    lowered AS (
        UPDATE exchange_subject s SET out_n = least(s.out_n, g.n - 1)
          FROM (SELECT subject_id, min(subject_n) AS n FROM gone GROUP BY subject_id) g
         WHERE s.peer = %(peer)s AND s.subject_id = g.subject_id)
    SELECT count(*) FROM gone
"""
COUNT_AGAIN_SQL = "UPDATE exchange_recovery SET again = again + %(n)s WHERE id = %(id)s"
GIVEN_COLUMNS = "pos, own, seq, message_id, kind, subject_id, subject_n, token, body_key"
NEXT_SQL = (
    "SELECT "
    + GIVEN_COLUMNS
    + " FROM exchange_given WHERE peer = %(peer)s AND NOT done ORDER BY urgent DESC, pos LIMIT 1"
)
ENDING_SQL = (
    "SELECT "
    + GIVEN_COLUMNS
    + """
      FROM exchange_given
     WHERE peer = %(peer)s AND NOT done AND own AND subject_id = %(subject)s AND kind = ANY(%(kinds)s)
     ORDER BY pos LIMIT 1
"""
)
DONE_SQL = """
    WITH one AS (UPDATE exchange_given SET done = true WHERE peer = %(peer)s AND pos = %(pos)s)
    UPDATE exchange_recovery SET done = done + %(done)s, skipped = skipped + %(skipped)s WHERE id = %(id)s
"""
KNOWN_SQL = "SELECT EXISTS (SELECT 1 FROM link_message WHERE id = %(id)s)"
HEARD_SQL = "SELECT EXISTS (SELECT 1 FROM link_inbox WHERE message_id = %(id)s AND receiver = ANY(%(hosts)s))"
SAID_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body, delivered_at, peer, peer_seq)
    VALUES (%(id)s, %(sender)s, %(receiver)s, %(kind)s, %(subject_id)s, %(urgent)s, %(at)s, %(body)s::json,
            %(now)s, %(peer)s, %(seq)s)
    ON CONFLICT (id) DO UPDATE SET delivered_at = coalesce(link_message.delivered_at, excluded.delivered_at),
           peer = excluded.peer, peer_seq = excluded.peer_seq
"""
TOOK_SQL = """
    INSERT INTO exchange_in (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token, transport,
                             taken_at, admitted_at)
    VALUES (%(peer)s, %(seq)s, %(message_id)s, %(kind)s, %(subject_id)s, %(subject_n)s, %(urgent)s, %(at)s, %(digest)s,
            %(token)s, 'restored', %(now)s, %(now)s)
    ON CONFLICT DO NOTHING
"""
RECEIVED_SQL = "UPDATE link_message SET delivered_at = %(at)s WHERE id = %(id)s"
SENT_SQL = """
    INSERT INTO exchange_out (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token, push_state,
                              ack_time)
    VALUES (%(peer)s, %(seq)s, %(message_id)s, %(kind)s, %(subject_id)s, %(subject_n)s, %(urgent)s, %(at)s, %(digest)s,
            %(token)s, 2, %(now)s)
    ON CONFLICT (peer, seq) DO UPDATE SET push_state = 2, ack_time = %(now)s, refused = NULL
"""
SUBJECT_OUT_SQL = """
    INSERT INTO exchange_subject (peer, subject_id, out_n) VALUES (%(peer)s, %(subject_id)s, %(subject_n)s)
    ON CONFLICT (peer, subject_id) DO UPDATE SET out_n = greatest(exchange_subject.out_n, excluded.out_n)
"""
# Said in this transaction, and among what is still to be done again; the name of an order opened anew is news.
UNSAY_NOW_SQL = """
    DELETE FROM link_message m USING exchange_given g
     WHERE m.xid = pg_current_xact_id() AND m.peer IS NULL AND m.delivered_at IS NULL AND m.sender = ANY(%(hosts)s)
       AND g.peer = %(peer)s AND g.own AND NOT g.done AND g.kind = m.kind AND g.subject_id = m.subject_id
       AND m.kind <> ALL(%(news)s)
"""
# We had said it, and since we were put back we have said it again: once is enough.
UNSAY_SQL = """
    DELETE FROM link_message
     WHERE sender = ANY(%(hosts)s) AND kind = %(kind)s AND subject_id = %(subject_id)s AND peer IS NULL
       AND delivered_at IS NULL
"""
SETTLED_SQL = """
    UPDATE peer SET epoch = %(epoch)s, out_seq = %(out_seq)s, in_max = %(in_max)s,
           in_upto = (SELECT min(n) - 1 FROM generate_series(in_upto + 1, %(in_max)s + 1) AS n
                       WHERE NOT EXISTS (SELECT 1 FROM exchange_in i WHERE i.peer = peer.name AND i.seq = n))
     WHERE name = %(peer)s
"""
TELLING_SQL = "UPDATE exchange_recovery SET phase = 'telling', asked_at = NULL WHERE id = %(id)s"
STAND_SQL = "UPDATE peer SET standing = %(standing)s WHERE name = %(peer)s AND standing = ANY(%(was)s)"

TRUST_SQL = """
    UPDATE peer SET standing = 'open', said_at = NULL, said_out = 0, said_in = 0, said_back = 0
     WHERE name = %(peer)s AND standing = 'stopped'
"""
GIVE_SQL = """
    UPDATE peer SET epoch = %(epoch)s, standing = 'giving', giving_at = %(now)s, frozen_at = NULL, said_at = NULL,
           said_out = 0, said_in = 0, said_back = 0
     WHERE name = %(peer)s
"""
GIVING_SQL = "SELECT giving_at, frozen_at, purged_out, purged_in FROM peer WHERE name = %(peer)s"
FROZEN_SQL = "UPDATE peer SET frozen_at = %(now)s, in_upto = in_max WHERE name = %(peer)s"
# Something of the peer's that can be admitted.
MOVES_SQL = """
    SELECT EXISTS (SELECT 1 FROM exchange_in i
                     LEFT JOIN exchange_subject s ON s.peer = i.peer AND s.subject_id = i.subject_id
                    WHERE i.peer = %(peer)s AND i.admitted_at IS NULL AND i.failures < %(failures_max)s
                      AND i.subject_n = coalesce(s.in_n, 0) + 1
                      AND NOT EXISTS (SELECT 1 FROM exchange_held h
                                       WHERE h.message_id = i.message_id AND h.peer = i.peer AND h.way = 'in'
                                         AND h.waits))
"""
FEED_SQL = """
    SELECT f.pos, f.own, f.seq, f.message_id, f.kind, f.subject_id, f.subject_n, f.urgent, f.token,
           coalesce((SELECT appeal_id FROM handover h WHERE h.id = f.subject_id LIMIT 1),
                    (SELECT appeal_id FROM joint_action j WHERE j.id = f.subject_id LIMIT 1)) AS appeal_id
      FROM (SELECT m.pos, true AS own, i.seq, i.message_id, i.kind, i.subject_id, i.subject_n, i.urgent, i.token
              FROM exchange_in i JOIN link_message m ON m.id = i.message_id
             WHERE i.peer = %(peer)s AND i.seq > %(own_from)s
            UNION ALL
            SELECT m.pos, false, o.seq, o.message_id, o.kind, o.subject_id, o.subject_n, o.urgent, o.token
              FROM exchange_out o JOIN link_message m ON m.id = o.message_id
             WHERE o.peer = %(peer)s AND o.seq > %(in_upto)s AND o.push_state <> 3) f
     WHERE f.pos > %(after)s ORDER BY f.pos LIMIT %(limit)s
"""
TAKEN_SQL = """
    WITH taken AS (
        UPDATE exchange_out SET push_state = 2, ack_time = %(now)s WHERE peer = %(peer)s AND push_state < 2
     RETURNING message_id)
    UPDATE link_message m SET delivered_at = %(now)s FROM taken WHERE m.id = taken.message_id
"""

SAID_BEAT_SQL = """
    UPDATE peer SET said_at = %(said)s, said_out = greatest(said_out, %(out)s), said_in = greatest(said_in, %(in)s),
           said_back = CASE WHEN %(out)s < said_out OR %(in)s < said_in THEN said_back + 1 ELSE 0 END
     WHERE name = %(peer)s AND epoch = %(epoch)s AND (said_at IS NULL OR said_at < %(said)s)
    RETURNING said_back
"""
OUR_NUMBERS_SQL = """
    SELECT out_seq AS out, in_max AS in, (SELECT coalesce(max(epoch), 0) FROM exchange_self) AS epoch
      FROM peer WHERE name = %(peer)s AND standing = 'open'
"""
# Only from below, so that one number says what is no longer kept.
PURGE_OUT_SQL = """
    WITH kept AS (
        SELECT p.name, coalesce((SELECT min(o.seq) FROM exchange_out o
                                  WHERE o.peer = p.name AND (o.push_state <> 2 OR o.ack_time >= %(before)s)),
                                p.out_seq + 1) AS first
          FROM peer p WHERE p.standing = 'open'),
    gone AS (
        DELETE FROM exchange_out o USING kept WHERE o.peer = kept.name AND o.seq < kept.first
     RETURNING o.peer, o.seq)
    UPDATE peer SET purged_out = g.last
      FROM (SELECT peer, max(seq) AS last FROM gone GROUP BY peer) g WHERE name = g.peer
"""
PURGE_IN_SQL = """
    WITH kept AS (
        SELECT p.name, least(p.in_upto + 1,
                             (SELECT min(i.seq) FROM exchange_in i
                               WHERE i.peer = p.name
                                 AND (i.admitted_at IS NULL OR i.admitted_at >= %(before)s))) AS first
          FROM peer p WHERE p.standing = 'open'),
    gone AS (
        DELETE FROM exchange_in i USING kept WHERE i.peer = kept.name AND i.seq < kept.first
     RETURNING i.peer, i.seq)
    UPDATE peer SET purged_in = g.last
      FROM (SELECT peer, max(seq) AS last FROM gone GROUP BY peer) g WHERE name = g.peer
"""
RECOVERIES_SQL = """
    SELECT r.peer, r.phase, r.began_at, r.ended_at, r.given, r.done, r.skipped, r.again, r.error,
           (SELECT count(*) FROM exchange_given g WHERE g.peer = r.peer AND NOT g.done) AS waiting
      FROM exchange_recovery r ORDER BY r.began_at DESC LIMIT 20
"""
ACTIVE_SQL = "SELECT name FROM peer WHERE active ORDER BY name FOR UPDATE"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is being recovered from a peer: see the table."""

    id: UUID
    peer: str
    epoch: int
    phase: str
    out_seq: int
    in_upto: int
    own_from: int
    after: int
    asked_at: datetime | None
    end_said: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Given:
    """One message that a peer gave back; ``own``: we had said it."""

    pos: int
    own: bool
    seq: int
    message_id: UUID
    kind: str
    subject_id: UUID
    subject_n: int
    token: str
    body_key: bytes | None


async def recovery(conn: Conn, peer: str) -> Recovery | None:
    """The one under way, locked; None also when another process has it."""
    return await fetch_one(conn, Recovery, OPEN_SQL, {"peer": peer})


async def stage(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, STAGE_SQL, rows)


async def staged(conn: Conn, recovery_id: UUID, *, after: int, given: int, end: Mapping[str, Any] | None) -> None:
    said = orjson.dumps(end).decode() if end is not None else None
    await execute(conn, STAGED_SQL, {"id": recovery_id, "after": after, "given": given, "end": said})


async def following(conn: Conn, peer: str) -> Given | None:
    """What is to be applied next."""
    return await fetch_one(conn, Given, NEXT_SQL, {"peer": peer})


async def ending(conn: Conn, peer: str, subject: UUID, kinds: Sequence[str]) -> Given | None:
    """The first of our words of these kinds on a subject that is still to be applied."""
    return await fetch_one(conn, Given, ENDING_SQL, {"peer": peer, "subject": subject, "kinds": list(kinds)})


async def feed(conn: Conn, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, FEED_SQL, params)


async def drop_unadmitted(conn: Conn, peer: str) -> int | None:
    """Forget what was taken of a peer and not admitted. Returns the first number, None when there was none."""
    return await fetch_value(conn, DROP_SQL, {"peer": peer})


async def own_numbers(conn: Conn, peer: str) -> dict[str, Any]:
    """What a heartbeat says of our numbers; nothing while the line is not open."""
    rows = await fetch_dicts(conn, OUR_NUMBERS_SQL, {"peer": peer})
    return rows[0] if rows else {}


async def moves(conn: Conn, peer: str, *, failures_max: int) -> bool:
    return bool(await fetch_value(conn, MOVES_SQL, {"peer": peer, "failures_max": failures_max}))


async def peers_of(conn: Conn) -> list[str]:
    return [row["name"] for row in await fetch_dicts(conn, ACTIVE_SQL, {})]


async def purge(conn: Conn, *, before: datetime) -> int:
    """Forget messages that both sides have had since ``before``; how many lines lost some."""
    return sum([await execute(conn, sql, {"before": before}) for sql in (PURGE_OUT_SQL, PURGE_IN_SQL)])
