"""All SQL of heartbeats, reconciliation and the register of links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_one, fetch_value

# A way that begins to be used counts from its first heartbeat; one whose pace is changed keeps its history.
BEAT_SQL = """
    INSERT INTO exchange_link (peer, transport, every_s, since, beat_at, failed)
    VALUES (%(peer)s, %(transport)s, %(every_s)s, %(now)s, %(now)s, %(failed)s)
    ON CONFLICT (peer, transport) DO UPDATE SET every_s = excluded.every_s, beat_at = excluded.beat_at,
           failed = excluded.failed
"""
# A heartbeat that was recorded on the way and sent again later says nothing: its time is not newer.
HEARD_BEAT_SQL = """
    UPDATE exchange_link SET heard_at = %(now)s, heard_said = %(said)s
     WHERE peer = %(peer)s AND transport = %(transport)s AND (heard_said IS NULL OR heard_said < %(said)s)
"""
ECHOED_SQL = """
    UPDATE exchange_link SET echoed_at = %(now)s, rtt_ms = %(rtt_ms)s, failed = NULL
     WHERE peer = %(peer)s AND transport = %(transport)s AND (echoed_at IS NULL OR echoed_at < %(now)s)
"""
# Three heartbeats without a word, and 45 s at least.
SILENT = """greatest(coalesce(l.echoed_at, l.since), coalesce(l.heard_at, l.since))
            < %(now)s - greatest(3 * l.every_s, 45) * interval '1 second'"""
DOWN_SQL = (
    """
    UPDATE exchange_link l SET down_since = greatest(coalesce(l.echoed_at, l.since), coalesce(l.heard_at, l.since))
      FROM peer p WHERE p.name = l.peer AND p.active AND l.down_since IS NULL AND """
    + SILENT
    + " RETURNING l.peer, l.transport, l.down_since"
)
UP_SQL = "UPDATE exchange_link l SET down_since = NULL WHERE l.down_since IS NOT NULL AND NOT " + SILENT
FORGET_LINKS_SQL = "DELETE FROM exchange_link WHERE peer = %(peer)s AND transport <> ALL(%(transports)s)"
DOWN_COUNT_SQL = """
    SELECT count(*) FROM exchange_link l JOIN peer p ON p.name = l.peer WHERE p.active AND l.down_since IS NOT NULL
"""
HEARD_AGE_SQL = """
    SELECT coalesce(max(extract(epoch FROM %(now)s
                    - greatest(coalesce(l.echoed_at, l.since), coalesce(l.heard_at, l.since)))), 0)::float8
      FROM exchange_link l JOIN peer p ON p.name = l.peer WHERE p.active
"""
WAITING_SQL = "SELECT count(*) FROM exchange_out WHERE push_state < 2"
HELD_SQL = "SELECT count(*) FROM exchange_in WHERE admitted_at IS NULL"
DIFFERENCE_SQL = """
    SELECT coalesce(sum(difference), 0)::bigint FROM (
        SELECT DISTINCT ON (peer, day, direction) difference FROM exchange_digest
         WHERE ended_at IS NOT NULL AND day >= %(since)s ORDER BY peer, day, direction, id DESC) d
"""

DESK_SQL = "SELECT id FROM unit WHERE code = %(platform)s"

INSERT_RUN_SQL = """
    INSERT INTO exchange_digest (id, peer, day, direction, asked_by, started_at, since, until, next_at, waiting)
    VALUES (%(id)s, %(peer)s, %(day)s, %(direction)s, %(asked_by)s, %(now)s, %(since)s, %(until)s, %(now)s,
            %(waiting)s::jsonb)
"""
OPEN_RUN_SQL = """
    SELECT id FROM exchange_digest
     WHERE peer = %(peer)s AND day = %(day)s AND direction = %(direction)s AND ended_at IS NULL
"""
RUN_COLUMNS = """
    id, peer, day, direction, since, until, state, step, tries, asked, waiting, found, difference, repaired
"""
DUE_RUNS_SQL = (
    "SELECT "
    + RUN_COLUMNS
    + """ FROM exchange_digest WHERE peer = %(peer)s AND ended_at IS NULL AND next_at <= %(now)s
     ORDER BY next_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
)
RUN_SQL = "SELECT " + RUN_COLUMNS + " FROM exchange_digest WHERE id = %(id)s AND peer = %(peer)s FOR UPDATE"
SAVE_RUN_SQL = """
    UPDATE exchange_digest SET state = %(state)s, step = %(step)s, tries = %(tries)s, next_at = %(next_at)s,
           asked = %(asked)s::jsonb, waiting = %(waiting)s::jsonb, found = %(found)s::jsonb,
           difference = %(difference)s, repaired = %(repaired)s, ended_at = %(ended_at)s
     WHERE id = %(id)s
"""
WHOLE_SQL = """
    UPDATE exchange_digest SET sent = %(sent)s, taken = %(taken)s, admitted = %(admitted)s, sent_sm3 = %(sent_sm3)s,
           taken_sm3 = %(taken_sm3)s
     WHERE id = %(id)s
"""
# What is digested of a message: its number (8 bytes), its id (16), the digest of its token (32), in order of numbers.
FIGURES_OUT_SQL = """
    SELECT r.lo, r.hi, count(o.seq) AS n, count(o.seq) AS admitted, min(o.seq) AS first, max(o.seq) AS last,
           coalesce(string_agg(int8send(o.seq) || uuid_send(o.message_id) || o.digest, ''::bytea ORDER BY o.seq),
                    ''::bytea) AS said
      FROM unnest(%(los)s::bigint[], %(his)s::bigint[]) AS r(lo, hi)
      LEFT JOIN exchange_out o ON o.peer = %(peer)s AND o.seq BETWEEN r.lo AND r.hi AND o.at >= %(since)s
                AND o.at < %(until)s
     GROUP BY r.lo, r.hi ORDER BY r.lo
"""
FIGURES_IN_SQL = """
    SELECT r.lo, r.hi, count(i.seq) AS n, count(i.admitted_at) AS admitted, min(i.seq) AS first, max(i.seq) AS last,
           coalesce(string_agg(int8send(i.seq) || uuid_send(i.message_id) || i.digest, ''::bytea ORDER BY i.seq),
                    ''::bytea) AS said
      FROM unnest(%(los)s::bigint[], %(his)s::bigint[]) AS r(lo, hi)
      LEFT JOIN exchange_in i ON i.peer = %(peer)s AND i.seq BETWEEN r.lo AND r.hi AND i.at >= %(since)s
                AND i.at < %(until)s
     GROUP BY r.lo, r.hi ORDER BY r.lo
"""
ROWS_OUT_SQL = """
    SELECT o.seq, o.message_id, encode(o.digest, 'hex') AS digest, true AS admitted
      FROM unnest(%(los)s::bigint[], %(his)s::bigint[]) AS r(lo, hi)
      JOIN exchange_out o ON o.peer = %(peer)s AND o.seq BETWEEN r.lo AND r.hi AND o.at >= %(since)s
           AND o.at < %(until)s
     ORDER BY o.seq LIMIT %(limit)s
"""
ROWS_IN_SQL = """
    SELECT i.seq, i.message_id, encode(i.digest, 'hex') AS digest, i.admitted_at IS NOT NULL AS admitted
      FROM unnest(%(los)s::bigint[], %(his)s::bigint[]) AS r(lo, hi)
      JOIN exchange_in i ON i.peer = %(peer)s AND i.seq BETWEEN r.lo AND r.hi AND i.at >= %(since)s
           AND i.at < %(until)s
     ORDER BY i.seq LIMIT %(limit)s
"""
SEND_AGAIN_SQL = """
    UPDATE exchange_out SET push_state = 0, refused = NULL WHERE peer = %(peer)s AND seq = ANY(%(seqs)s)
"""
ADMIT_AGAIN_SQL = """
    UPDATE exchange_in SET failures = 0
     WHERE peer = %(peer)s AND seq = ANY(%(seqs)s) AND admitted_at IS NULL
"""
REGISTER_SQL = """
    INSERT INTO link_register (region, kind, peer, go_live, tested_on, passed, note, changed_at, changed_by)
    VALUES (%(region)s, %(kind)s, %(peer)s, %(go_live)s, %(tested_on)s, %(passed)s, %(note)s, %(now)s, %(by)s)
    ON CONFLICT (region, kind) DO UPDATE SET peer = excluded.peer, go_live = excluded.go_live,
           tested_on = excluded.tested_on, passed = excluded.passed, note = excluded.note,
           changed_at = excluded.changed_at, changed_by = excluded.changed_by
"""
ASK_SQL = "INSERT INTO exchange_reply (id, peer, at) VALUES (%(id)s, %(peer)s, %(now)s)"
REPLIED_SQL = """
    UPDATE exchange_reply SET data = %(data)s::jsonb WHERE id = %(id)s AND peer = %(peer)s AND data IS NULL
"""
REPLY_SQL = "SELECT data FROM exchange_reply WHERE id = %(id)s"
FORGET_REPLIES_SQL = "DELETE FROM exchange_reply WHERE at < %(before)s"
REFUSED_SINCE_SQL = """
    SELECT code, count(*) AS n FROM exchange_refusal
     WHERE peer = %(peer)s AND at >= %(since)s GROUP BY code ORDER BY code
"""
REFUSALS_SQL = """
    SELECT coalesce(p.name, '') AS peer, r.code, sum(r.times)::bigint AS n
      FROM exchange_refusal r LEFT JOIN peer p ON p.name = r.peer
     WHERE r.at >= %(yesterday)s GROUP BY 1, 2 ORDER BY 1, 2
"""
STANDS_SQL = """
    SELECT seq, admitted_at IS NOT NULL AS admitted, error FROM exchange_in
     WHERE peer = %(peer)s AND seq = ANY(%(seqs)s) ORDER BY seq
"""
KEEP_CHECKUP_SQL = """
    INSERT INTO exchange_checkup (id, peer, started_at, ended_at, passed, report)
    VALUES (%(id)s, %(peer)s, %(began)s, %(now)s, %(passed)s, %(report)s::jsonb)
"""
TESTED_SQL = """
    INSERT INTO link_register (region, kind, peer, go_live, note, changed_at)
    SELECT %(region)s, kind, %(peer)s, %(go_live)s, '', %(now)s FROM unnest(ARRAY['order', 'data']) AS kind
    ON CONFLICT (region, kind) DO UPDATE SET peer = excluded.peer, changed_at = excluded.changed_at,
           go_live = coalesce(excluded.go_live, link_register.go_live)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One comparison: ``asked`` are the ranges of numbers whose figures the peer was asked for, ``waiting`` those that
    come after them, ``found`` the numbers that differ so far."""

    id: UUID
    peer: str
    day: date
    direction: str
    since: datetime
    until: datetime
    state: str
    step: int
    tries: int
    asked: list[list[int]]
    waiting: list[list[int]]
    found: list[dict[str, Any]]
    difference: int | None
    repaired: int


async def beat(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, BEAT_SQL, row)


async def heard_beat(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, HEARD_BEAT_SQL, row)


async def echoed(conn: Conn, row: Mapping[str, Any]) -> None:
    await execute(conn, ECHOED_SQL, row)


async def down(conn: Conn, now: datetime) -> list[dict[str, Any]]:
    """Ways that are broken since the last look; those that are back count as whole again."""
    await execute(conn, UP_SQL, {"now": now})
    return await fetch_dicts(conn, DOWN_SQL, {"now": now})


async def forget_links(conn: Conn, peer: str, transports: Sequence[str]) -> None:
    """Ways to the peer that are used no longer."""
    await execute(conn, FORGET_LINKS_SQL, {"peer": peer, "transports": list(transports)})


async def begin_run(conn: Conn, row: Mapping[str, Any]) -> UUID:
    """A new comparison, or the one of this day and direction that runs."""
    open_one = await fetch_value(conn, OPEN_RUN_SQL, row)
    if open_one is not None:
        return open_one
    await execute(conn, INSERT_RUN_SQL, {**row, "waiting": orjson.dumps(row["waiting"]).decode()})
    return row["id"]


async def due_runs(conn: Conn, peer: str, now: datetime, *, limit: int) -> list[Run]:
    return await fetch(conn, Run, DUE_RUNS_SQL, {"peer": peer, "now": now, "limit": limit})


async def run(conn: Conn, run_id: UUID, peer: str) -> Run | None:
    return await fetch_one(conn, Run, RUN_SQL, {"id": run_id, "peer": peer})


async def save_run(conn: Conn, row: Mapping[str, Any]) -> None:
    texts = {name: orjson.dumps(row[name]).decode() for name in ("asked", "waiting", "found")}
    await execute(conn, SAVE_RUN_SQL, {**row, **texts})


async def figures(conn: Conn, side: str, peer: str, spans: Sequence[Sequence[int]], **between: Any) -> Any:
    """Figures of what was sent to (``sent``) or taken from (``taken``) a peer, a row for each span of numbers."""
    sql = FIGURES_OUT_SQL if side == "sent" else FIGURES_IN_SQL
    los, his = [span[0] for span in spans], [span[1] for span in spans]
    return await fetch_dicts(conn, sql, {"peer": peer, "los": los, "his": his, **between})


async def rows(conn: Conn, side: str, peer: str, spans: Sequence[Sequence[int]], **between: Any) -> Any:
    """The messages of spans of numbers themselves."""
    sql = ROWS_OUT_SQL if side == "sent" else ROWS_IN_SQL
    los, his = [span[0] for span in spans], [span[1] for span in spans]
    return await fetch_dicts(conn, sql, {"peer": peer, "los": los, "his": his, **between})


async def send_again(conn: Conn, peer: str, seqs: Sequence[int]) -> int:
    return await execute(conn, SEND_AGAIN_SQL, {"peer": peer, "seqs": list(seqs)}) if seqs else 0


async def admit_again(conn: Conn, peer: str, seqs: Sequence[int]) -> int:
    return await execute(conn, ADMIT_AGAIN_SQL, {"peer": peer, "seqs": list(seqs)}) if seqs else 0


async def replied(conn: Conn, peer: str, asked: UUID, data: Mapping[str, Any]) -> None:
    """Keep what a peer says, if it was asked; the first word counts."""
    await execute(conn, REPLIED_SQL, {"id": asked, "peer": peer, "data": orjson.dumps(data).decode()})


async def reply(conn: Conn, asked: UUID) -> dict[str, Any] | None:
    return await fetch_value(conn, REPLY_SQL, {"id": asked})
