"""All SQL that oversight writes with, and what the stream asks of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, Params, execute, fetch, fetch_value, insert_json

# The desk's own steps are its duty; every other step is the duty of the unit that has the order now.
REMIND_SQL = """
    WITH r AS (
        SELECT * FROM json_to_recordset(%(rows)s::json) AS r(
            id uuid, order_id uuid, kind text, n smallint, level smallint, platform text, desk uuid, desk_duty boolean,
            appeal_id uuid, due_at timestamptz, at timestamptz, step text)
    ), told AS (
        INSERT INTO reminder (id, order_id, kind, n, level, platform, unit_id, appeal_id, due_at, at)
        SELECT r.id, r.order_id, r.kind, r.n, r.level, r.platform,
               CASE WHEN r.desk_duty THEN r.desk ELSE coalesce(
                   (SELECT w.lead_unit_id FROM work_order w WHERE w.id = r.order_id),
                   (SELECT d.unit_id FROM police_dispatch d
                     WHERE d.order_id = r.order_id AND d.released_at IS NULL
                     ORDER BY d.dispatched_at, d.unit_id LIMIT 1),
                   r.desk) END,
               r.appeal_id, r.due_at, r.at
          FROM r
        ON CONFLICT DO NOTHING RETURNING id, unit_id
    )
    INSERT INTO outbox (topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units, division, restricted,
                        data)
    SELECT 'clock.alert', 'clock', r.order_id, r.appeal_id, r.level, r.at,
           CASE WHEN a.shared THEN ARRAY['12345', '110'] ELSE ARRAY[r.platform] END, ARRAY[t.unit_id], a.division,
           a.restricted, json_build_object('state', r.step, 'platform', r.platform, 'kind', r.kind, 'n', r.n)
      FROM r JOIN told t ON t.id = r.id JOIN appeal a ON a.id = r.appeal_id
"""

REMIND_SUBJECT_SQL = """
    INSERT INTO reminder (id, kind, n, level, platform, unit_id, subject, due_at, at)
    VALUES (%(id)s, %(kind)s, 1, %(level)s, %(platform)s, %(unit_id)s, %(subject)s, %(due_at)s, %(at)s)
    ON CONFLICT DO NOTHING
"""

# What an appeal adds to the figures now. A cell is a figure's name and its parts, separated by bars. OFFSET 0: each
# order looks for its own clocks, never each appeal through all the late ones.
COUNT_SQL = """
    WITH fresh AS MATERIALIZED (
        SELECT a.id AS appeal_id, (c.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS day, a.first_receiver, a.shared,
               a.restricted, coalesce(a.division, '') AS division,
               coalesce(a.complained_unit_id, '00000000-0000-0000-0000-000000000000') AS complained_unit_id,
               array_remove(ARRAY[
                   concat_ws('|', 'arrived', (c.recorded_at AT TIME ZONE 'Asia/Shanghai')::date, a.first_receiver,
                             c.channel, a.owner_platform),
                   CASE WHEN a.danger AND a.closed_at IS NULL THEN 'danger|' || a.owner_platform END], NULL)
               || ARRAY(SELECT concat_ws('|', 'open', 'case', w.platform, w.state)
                          FROM work_order w WHERE w.appeal_id = a.id AND w.closed_at IS NULL)
               || ARRAY(SELECT concat_ws('|', 'open', 'incident', p.platform, p.state)
                          FROM police_order p WHERE p.appeal_id = a.id AND p.closed_at IS NULL)
               || ARRAY(SELECT concat_ws('|', 'handover', h.platform, h.peer, h.state)
                          FROM handover h WHERE h.appeal_id = a.id AND h.side = 'origin' AND h.open)
               || ARRAY(SELECT concat_ws('|', 'joint', j.kind, j.platform, j.peer)
                          FROM joint_action j
                         WHERE j.appeal_id = a.id AND j.side = 'origin' AND j.acknowledged_at IS NULL
                           AND j.finished_at IS NULL)
               || ARRAY(SELECT concat_ws('|', CASE WHEN k.alerts > 1 THEN 'late' ELSE 'near' END, k.platform, k.kind)
                          FROM (SELECT w.id FROM work_order w WHERE w.appeal_id = a.id
                                UNION ALL SELECT p.id FROM police_order p WHERE p.appeal_id = a.id
                                UNION ALL SELECT h.id FROM handover h WHERE h.appeal_id = a.id AND h.side = 'origin') o
                         CROSS JOIN LATERAL (SELECT c.alerts, c.platform, c.kind FROM clock c
                                              WHERE c.order_id = o.id AND c.state = 'running' AND c.alerts > 0
                                             OFFSET 0) k)
               AS cells
          FROM appeal a JOIN contact c ON c.id = a.contact_id
         WHERE a.id = ANY(%(appeals)s)
    ), delta AS MATERIALIZED (
        SELECT cell, first_receiver, shared, restricted, division, complained_unit_id, sum(n) AS n
          FROM (SELECT unnest(cells) AS cell, first_receiver, shared, restricted, division, complained_unit_id, 1 AS n
                  FROM fresh
                UNION ALL
                SELECT unnest(i.cells), i.first_receiver, i.shared, i.restricted, i.division, i.complained_unit_id, -1
                  FROM board_item i WHERE i.appeal_id = ANY(%(appeals)s)) d
         WHERE cell NOT LIKE 'arrived|%%' OR split_part(cell, '|', 2)::date >= %(today)s
         GROUP BY cell, first_receiver, shared, restricted, division, complained_unit_id
        HAVING sum(n) <> 0
    ), kept AS (
        INSERT INTO board_item (appeal_id, day, live, first_receiver, shared, restricted, division, complained_unit_id,
                                cells)
        SELECT appeal_id, day, cardinality(cells) > 1, first_receiver, shared, restricted, division, complained_unit_id,
               cells
          FROM fresh
        ON CONFLICT (appeal_id) DO UPDATE
           SET live = EXCLUDED.live, first_receiver = EXCLUDED.first_receiver, shared = EXCLUDED.shared,
               restricted = EXCLUDED.restricted, division = EXCLUDED.division,
               complained_unit_id = EXCLUDED.complained_unit_id, cells = EXCLUDED.cells
    )
    INSERT INTO board_count (cell, first_receiver, shared, restricted, division, complained_unit_id, n)
    SELECT cell, first_receiver, shared, restricted, division, complained_unit_id, n FROM delta
    ON CONFLICT (cell, first_receiver, shared, restricted, division, complained_unit_id)
    DO UPDATE SET n = board_count.n + EXCLUDED.n
"""
# One counts at a time, also beside a rebuild.
COUNT_LOCK_SQL = "SELECT pg_advisory_xact_lock(%(key)s)"
COUNT_LOCK_KEY = 0x626F6172
NEXT_APPEALS_SQL = "SELECT id FROM appeal WHERE id > %(after)s ORDER BY id LIMIT %(limit)s"
DROP_COUNTS_SQL = """
    DELETE FROM board_count WHERE n = 0 OR (cell LIKE 'arrived|%%' AND split_part(cell, '|', 2)::date < %(today)s)
"""
DROP_ITEMS_SQL = "DELETE FROM board_item WHERE NOT live AND day < %(today)s"
FORGET_COUNTS_SQL = "DELETE FROM board_count"
FORGET_ITEMS_SQL = "DELETE FROM board_item"

POSITION_SQL = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
OLDEST_SQL = "SELECT xid::text::bigint FROM outbox ORDER BY xid, pos LIMIT 1"
LOWEST_SQL = """
    SELECT xid::text::bigint FROM outbox
     WHERE xid >= %(since)s::text::xid8 AND xid < %(until)s::text::xid8 ORDER BY xid LIMIT 1
"""
SIGHTS_SQL = """
    SELECT a.id, a.restricted, a.complained_unit_id, a.first_receiver, a.shared, a.division,
           ARRAY(SELECT x.unit_id FROM appeal_access x
                  WHERE x.unit_id = ANY(%(units)s::uuid[]) AND x.appeal_id = a.id) AS units
      FROM appeal a WHERE a.id = ANY(%(appeals)s)
"""


@dataclass(frozen=True, slots=True)
class AppealSight:
    """The columns of an appeal that decide who may hear of it; ``units`` are those of the asked that have access."""

    id: UUID
    restricted: bool
    complained_unit_id: UUID | None
    first_receiver: str
    shared: bool
    division: str | None
    units: list[UUID]


async def remind(conn: Conn, rows: list[dict[str, Any]]) -> int:
    """Write reminders and tell the boards; a reminder that is there already is left out. Returns how many are new."""
    return await insert_json(conn, REMIND_SQL, rows)


async def remind_subject(conn: Conn, row: dict[str, Any]) -> None:
    """Write a reminder of a way of judging or of a peer; one that is there already stays."""
    await execute(conn, REMIND_SUBJECT_SQL, row)


async def lock_counts(conn: Conn) -> None:
    await execute(conn, COUNT_LOCK_SQL, {"key": COUNT_LOCK_KEY})


async def count(conn: Conn, appeals: Sequence[UUID], *, today: date) -> None:
    """Bring the figures in line with these appeals as they are now."""
    await execute(conn, COUNT_SQL, {"appeals": list(appeals), "today": today})


async def next_appeals(conn: Conn, *, after: UUID, limit: int) -> list[UUID]:
    cursor = await conn.execute(NEXT_APPEALS_SQL, {"after": after, "limit": limit})
    return [row[0] for row in await cursor.fetchall()]


async def drop_past(conn: Conn, *, today: date) -> None:
    """Drop empty counters, arrivals of past days, and what closed appeals of past days once added."""
    params: Params = {"today": today}
    await execute(conn, DROP_COUNTS_SQL, params)
    await execute(conn, DROP_ITEMS_SQL, params)


async def forget(conn: Conn) -> None:
    await execute(conn, FORGET_COUNTS_SQL, {})
    await execute(conn, FORGET_ITEMS_SQL, {})


async def position(conn: Conn) -> int:
    """The first transaction id that may still bring facts."""
    return int(await fetch_value(conn, POSITION_SQL, {}))


async def oldest(conn: Conn) -> int | None:
    """The transaction id of the oldest fact that is kept."""
    return await fetch_value(conn, OLDEST_SQL, {})


async def lowest(conn: Conn, since: int, until: int) -> int:
    """The lowest transaction id with facts in a pass; ``since`` when it has none."""
    found = await fetch_value(conn, LOWEST_SQL, {"since": str(since), "until": str(until)})
    return since if found is None else int(found)


async def sights(conn: Conn, appeals: Sequence[UUID], units: Sequence[UUID]) -> dict[UUID, AppealSight]:
    """Who may see these appeals, as far as it concerns these units."""
    rows = await fetch(conn, AppealSight, SIGHTS_SQL, {"appeals": list(appeals), "units": list(units)})
    return {row.id: row for row in rows}
