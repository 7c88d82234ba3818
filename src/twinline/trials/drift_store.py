"""SQL of the drift watch: counts of a day, kept, and readings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.kernel.db import Conn, execute, fetch_dicts, fetch_value

DECISIONS = "decisions"
"""The subject of what was decided: rules and the model that acts. A model that only listens is ``model:<key>``."""

FORGET_SQL = "DELETE FROM drift_count WHERE subject = %(subject)s AND day = %(day)s"
# One look at the day's decisions; each row speaks in every field.
COUNT_DECISIONS_SQL = """
    INSERT INTO drift_count (subject, day, field, value, n)
    SELECT %(subject)s, %(day)s, f.field, f.value, count(*)
      FROM triage_decision t
     CROSS JOIN LATERAL (VALUES
           ('all', 'all'), ('owner', t.owner), ('type', t.type),
           ('confidence', width_bucket(t.confidence, 0, 1, 10)::text),
           ('danger', CASE WHEN t.danger THEN 'yes' END),
           ('no_match', CASE WHEN t.reasons::text ~ '"kind": ?"(no_match|unclear)"' THEN 'yes' END),
           ('semantic', CASE WHEN t.reasons::text ~ '"kind": ?"semantic"' THEN 'yes' END),
           ('override', CASE WHEN EXISTS (SELECT 1 FROM triage_decision o
                                           WHERE o.appeal_id = t.appeal_id AND o.n > 1) THEN 'yes' END)
     ) AS f (field, value)
     WHERE t.n = 1 AND t.appeal_id >= %(first)s AND t.appeal_id < %(last)s AND f.value IS NOT NULL
     GROUP BY f.field, f.value
"""
COUNT_MODEL_SQL = """
    INSERT INTO drift_count (subject, day, field, value, n)
    SELECT %(subject)s, %(day)s, f.field, f.value, count(*)
      FROM shadow_decision s
     CROSS JOIN LATERAL (VALUES
           ('all', 'all'), ('owner', s.owner), ('type', s.type),
           ('confidence', width_bucket(s.confidence, 0, 1, 10)::text),
           ('danger', CASE WHEN s.danger THEN 'yes' END)
     ) AS f (field, value)
     WHERE s.model_id = %(model)s AND s.appeal_id >= %(first)s AND s.appeal_id < %(last)s AND f.value IS NOT NULL
     GROUP BY f.field, f.value
"""
COUNTED_SQL = """
    SELECT DISTINCT day FROM drift_count WHERE subject = %(subject)s AND day >= %(since)s AND day < %(until)s
"""
COUNTS_SQL = """
    SELECT field, value, sum(n)::bigint AS n FROM drift_count
     WHERE subject = %(subject)s AND day >= %(since)s AND day < %(until)s GROUP BY field, value
"""
KEEP_READING_SQL = """
    INSERT INTO drift_reading (subject, day, at, level, figures)
    VALUES (%(subject)s, %(day)s, %(at)s, %(level)s, %(figures)s::json)
    ON CONFLICT (subject, day) DO UPDATE
       SET at = EXCLUDED.at, level = EXCLUDED.level, figures = EXCLUDED.figures
"""
LEVEL_ON_SQL = "SELECT level FROM drift_reading WHERE subject = %(subject)s AND day = %(day)s"
READINGS_SQL = """
    SELECT subject, day, at, level, figures,
           (SELECT max(r.at) FROM reminder r WHERE r.subject = d.subject
              AND r.due_at = (d.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') AS reminded_at
      FROM drift_reading d
     WHERE day <= %(until)s AND day > %(since)s ORDER BY day DESC, subject LIMIT 1000
"""
MODELS_SQL = "SELECT DISTINCT model_id FROM shadow_decision WHERE appeal_id >= %(first)s AND appeal_id < %(last)s"
WORST_SQL = """
    SELECT count(*) FROM drift_reading
     WHERE level = 'alarm' AND day = (SELECT max(day) FROM drift_reading)
"""
DROP_SQL = "DELETE FROM drift_count WHERE day < %(before)s"


async def models(conn: Conn, *, first: UUID, last: UUID) -> list[UUID]:
    """Models that judged something between two keys."""
    return [row["model_id"] for row in await fetch_dicts(conn, MODELS_SQL, {"first": first, "last": last})]


async def count_day(conn: Conn, subject: str, day: date, *, first: UUID, last: UUID) -> None:
    """Count the decisions between two keys as the day's, anew."""
    params: dict[str, Any] = {"subject": subject, "day": day, "first": first, "last": last}
    await execute(conn, FORGET_SQL, params)
    if subject == DECISIONS:
        await execute(conn, COUNT_DECISIONS_SQL, params)
    else:
        await execute(conn, COUNT_MODEL_SQL, params | {"model": subject.partition(":")[2]})


async def counted(conn: Conn, subject: str, *, since: date, until: date) -> set[date]:
    """The days that were counted, from ``since`` to before ``until``."""
    found = await fetch_dicts(conn, COUNTED_SQL, {"subject": subject, "since": since, "until": until})
    return {row["day"] for row in found}


async def counts(conn: Conn, subject: str, *, since: date, until: date) -> dict[str, dict[str, int]]:
    """Counts by field and value of the days from ``since`` to before ``until``."""
    found: dict[str, dict[str, int]] = {}
    for row in await fetch_dicts(conn, COUNTS_SQL, {"subject": subject, "since": since, "until": until}):
        found.setdefault(row["field"], {})[row["value"]] = row["n"]
    return found


async def keep(
    conn: Conn, subject: str, day: date, *, at: datetime, level: str, figures: Sequence[Mapping[str, Any]]
) -> None:
    shown = orjson.dumps(figures).decode()
    params = {"subject": subject, "day": day, "at": at, "level": level, "figures": shown}
    await execute(conn, KEEP_READING_SQL, params)


async def level_on(conn: Conn, subject: str, day: date) -> str | None:
    """What a day was found to be; None when nobody looked."""
    return await fetch_value(conn, LEVEL_ON_SQL, {"subject": subject, "day": day})


async def readings(conn: Conn, *, since: date, until: date) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, READINGS_SQL, {"since": since, "until": until})


async def drop_counts(conn: Conn, *, before: date) -> None:
    await execute(conn, DROP_SQL, {"before": before})
