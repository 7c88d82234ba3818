"""What the wall-board shows: sums of the day that is on, none of them about anybody or about a restricted matter (R71).

One statement reads all of it: appeals and handovers by the range of keys that were made today, clocks by when they
stopped, what is open from the board's counters; what belongs to an appeal is looked up one by one (LIMIT), for else a
plan may read all contacts and orders there ever were. The usual number of a place comes from ``place_usual``, which is
counted anew once a day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from twinline import __version__
from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Conn, Tx, execute, fetch_dicts, fetch_value, insert_json
from twinline.oversight.board import SUBSCRIBER
from twinline.places import Divisions, UnknownDivision

PLACES_SHOWN = 8
PLACE_LEAST = 3
"""A place with fewer matters today is not shown: such a number may be about one household."""
USUAL_DAYS = 28
WALL_SQL = (
    """
    WITH today AS MATERIALIZED (
        SELECT extract(hour FROM c.recorded_at AT TIME ZONE 'Asia/Shanghai')::int AS hour, a.first_receiver AS platform,
               c.channel, a.owner_platform AS owner, left(a.division, 9) AS division,
               a.replied_at IS NOT NULL OR (
                   SELECT true FROM work_order w WHERE w.appeal_id = a.id AND w.person_replied_at IS NOT NULL LIMIT 1)
               IS NOT NULL AS answered
          FROM appeal a
          JOIN LATERAL (SELECT o.recorded_at, o.channel FROM contact o WHERE o.id = a.contact_id LIMIT 1) c
            ON c.recorded_at >= %(midnight)s
         WHERE a.id >= %(since)s AND NOT a.restricted AND """
    + VISIBLE
    + """
    ), offered AS MATERIALIZED (
        SELECT h.side, h.returned_at, h.decided_by IS NOT NULL OR h.state = 'negotiating' AS negotiated,
               extract(epoch FROM h.accepted_at - h.offered_at) AS seconds
          FROM handover h JOIN appeal a ON a.id = h.appeal_id
         WHERE h.id >= %(since)s AND h.platform = %(actor_platform)s AND NOT a.restricted AND """
    + VISIBLE
    + """
    ), stopped AS (
        SELECT count(*) AS total,
               count(*) FILTER (WHERE k.breached_at IS NULL AND (k.due_at IS NULL OR k.stopped_at <= k.due_at)) AS good
          FROM clock k JOIN appeal a ON a.id = k.appeal_id
         WHERE k.state = 'stopped' AND k.stopped_at >= %(midnight)s AND k.platform = %(actor_platform)s
           AND NOT a.restricted AND """
    + VISIBLE
    + """
    ), open_now AS (
        SELECT a.cell, sum(a.n)::bigint AS n
          FROM (SELECT b.cell, b.n, b.first_receiver, b.shared, b.restricted, b.division, b.complained_unit_id,
                       NULL::uuid AS id
                  FROM board_count b WHERE b.n <> 0 AND b.cell NOT LIKE 'arrived|%%') a
         WHERE NOT a.restricted AND """
    + VISIBLE
    + """
         GROUP BY a.cell
    ), usual AS (
        SELECT a.division, sum(a.before + a.during * %(part)s) / max(a.days) AS n
          FROM (SELECT u.division, u.before, u.during, u.days, u.first_receiver, u.shared, false AS restricted,
                       NULL::uuid AS complained_unit_id, NULL::uuid AS id
                  FROM place_usual u WHERE u.hour = %(hour)s) a
         WHERE """
    + VISIBLE
    + """
         GROUP BY a.division
    )
    SELECT json_build_object(
        'arrived', (SELECT coalesce(json_agg(r ORDER BY r.hour, r.platform, r.channel, r.owner), '[]')
                      FROM (SELECT hour, platform, channel, owner, count(*) AS count
                              FROM today GROUP BY 1, 2, 3, 4) r),
        'handovers', (SELECT json_agg(r ORDER BY r.way DESC)
                        FROM (SELECT CASE s.side WHEN 'origin' THEN 'out' ELSE 'in' END AS way,
                                     count(o.side) AS offered, count(o.seconds) AS accepted,
                                     count(o.returned_at) AS returned,
                                     count(*) FILTER (WHERE o.negotiated) AS negotiated,
                                     percentile_cont(0.5) WITHIN GROUP (ORDER BY o.seconds) AS median_s,
                                     percentile_cont(0.9) WITHIN GROUP (ORDER BY o.seconds) AS p90_s
                                FROM (VALUES ('origin'), ('destination')) s(side)
                                LEFT JOIN offered o ON o.side = s.side GROUP BY s.side) r),
        'answered', (SELECT json_build_object('good', count(*) FILTER (WHERE answered), 'total', count(*)) FROM today),
        'on_time', (SELECT json_build_object('good', good, 'total', total) FROM stopped),
        'places', (SELECT coalesce(json_agg(r ORDER BY r.count DESC, r.division), '[]')
                     FROM (SELECT t.division, count(*) AS count, round(max(u.n)::numeric, 1)::float8 AS usual
                             FROM today t LEFT JOIN usual u ON u.division = t.division
                            WHERE t.division <> '' GROUP BY t.division HAVING count(*) >= %(least)s
                            ORDER BY count(*) DESC, t.division LIMIT %(places)s) r),
        'open', (SELECT coalesce(json_object_agg(cell, n), '{}') FROM open_now),
        'open_as_of', (SELECT coalesce((SELECT o.at FROM outbox o
                                         WHERE o.xid >= c.from_xid AND (c.until_xid IS NULL OR o.pos > c.last_pos)
                                         ORDER BY o.xid, o.pos LIMIT 1), %(now)s)
                         FROM outbox_cursor c WHERE c.subscriber = %(counter)s))
"""
)
# before: matters of a place in all those days before the hour of the day; during: within it.
FORGET_USUAL_SQL = "DELETE FROM place_usual"
USUAL_SQL = """
    WITH counted AS (
        SELECT left(a.division, 9) AS division, a.first_receiver, a.shared,
               extract(hour FROM c.recorded_at AT TIME ZONE 'Asia/Shanghai')::int AS hour, count(*) AS n
          FROM appeal a JOIN contact c ON c.id = a.contact_id
         WHERE a.id >= %(first)s AND a.id < %(last)s AND NOT a.restricted AND a.division <> ''
         GROUP BY 1, 2, 3, 4
    ), span AS (
        SELECT greatest(1, %(today)s::date - (min(c.recorded_at) AT TIME ZONE 'Asia/Shanghai')::date)::int AS days
          FROM (SELECT a.contact_id FROM appeal a WHERE a.id >= %(first)s AND a.id < %(last)s ORDER BY a.id LIMIT 1) a
          JOIN contact c ON c.id = a.contact_id
    )
    SELECT h.hour, p.division, p.first_receiver, p.shared, %(today)s::date AS day, span.days,
           coalesce(sum(n.n) FILTER (WHERE n.hour < h.hour), 0)::bigint AS before,
           coalesce(sum(n.n) FILTER (WHERE n.hour = h.hour), 0)::bigint AS during
      FROM span, generate_series(0, 23) h(hour), (SELECT DISTINCT division, first_receiver, shared FROM counted) p
      JOIN counted n USING (division, first_receiver, shared)
     GROUP BY h.hour, p.division, p.first_receiver, p.shared, span.days
"""
KEEP_USUAL_SQL = """
    INSERT INTO place_usual (hour, division, first_receiver, shared, day, days, before, during)
    SELECT r.hour, r.division, r.first_receiver, r.shared, r.day, r.days, r.before, r.during
      FROM json_populate_recordset(NULL::place_usual, %(rows)s::json) r
    ON CONFLICT DO NOTHING
"""
USUAL_DAY_SQL = "SELECT max(day) FROM place_usual"
FIGURES_OPEN = ("danger", "late", "near", "handover", "joint")


def first_key(at: datetime) -> UUID:
    """Below every key that is made at ``at`` or later, above every earlier one (UUIDv7)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def midnight(now: datetime) -> datetime:
    """When the day began in China."""
    return datetime.combine(now.astimezone(CHINA).date(), time(), CHINA)


async def wall(tx: Tx, actor: Actor, divisions: Divisions) -> dict[str, Any]:
    """The figures of today, as far as the display's account sees them. Raises NotPermitted."""
    actor.require("wall.read")
    local, began = tx.now.astimezone(CHINA), midnight(tx.now)
    params = {**actor.sight, "now": tx.now, "midnight": began, "since": first_key(began), "counter": SUBSCRIBER}
    params |= {"hour": local.hour, "part": local.minute / 60, "least": PLACE_LEAST, "places": PLACES_SHOWN}
    found: dict[str, Any] = await fetch_value(tx.conn, WALL_SQL, params)
    for place in found["places"]:
        place["name"] = _place_name(divisions, place["division"])
    shown = {"open": _open(found.pop("open")), "open_as_of": found.pop("open_as_of")}
    head = {"as_of": tx.now, "day": local.date(), "platform": actor.platform, "release": __version__}
    return head | found | shown


def _place_name(divisions: Divisions, code: str) -> str:
    """The place from its county down; a code that the program does not know stays as it is."""
    try:
        return "".join(one.name for one in divisions.ancestors(code)[2:])
    except UnknownDivision:
        return code


def _open(cells: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """What is open now by figure: danger by owner, lateness by platform, links by who asked."""
    shown = {name: {"12345": 0, "110": 0} for name in FIGURES_OPEN}
    for cell, n in cells.items():
        name, *parts = cell.split("|")
        if name in shown:
            shown[name][parts[1] if name == "joint" else parts[0]] += n
    return shown


async def usual_is_of(conn: Conn) -> Any:
    """The day for which the usual numbers were counted last."""
    return await fetch_value(conn, USUAL_DAY_SQL, {})


async def count_usual(tx: Tx) -> list[dict[str, Any]]:
    """What is usual at each place up to each hour, counted over the weeks before today."""
    began = midnight(tx.now)
    params = {"first": first_key(began - timedelta(days=USUAL_DAYS)), "last": first_key(began), "today": began.date()}
    return await fetch_dicts(tx.conn, USUAL_SQL, params)


async def keep_usual(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put these in the place of what was counted before."""
    await execute(conn, FORGET_USUAL_SQL, {})
    await insert_json(conn, KEEP_USUAL_SQL, rows)
