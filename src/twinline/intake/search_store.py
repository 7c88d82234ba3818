"""All SQL of the search index: bigrams per appeal, and the conditions that use them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from twinline.kernel.db import Conn, Params, execute, fetch_dicts, fetch_value, insert_json

# Two ways to the newest appeals that hold the words; OFFSET 0 keeps the planner from mixing them. By the index: all
# documents with the words in order of time, and of their appeals as many as the page takes.
INDEX_JOIN = """
    JOIN (SELECT s.appeal_id FROM search_doc s
           WHERE s.grams @@ %(grams)s::tsquery AND s.appeal_id < %(before)s
           ORDER BY s.appeal_id DESC OFFSET 0) s ON s.appeal_id = a.id
"""
# By walking back in time, for words so frequent that the page is full after a few steps; it gives up in the end.
WALK = """
    AND a.id > coalesce((SELECT w.id FROM appeal w WHERE w.id < %(before)s ORDER BY w.id DESC
                         OFFSET %(steps)s LIMIT 1), '00000000-0000-0000-0000-000000000000')
    AND EXISTS (SELECT 1 FROM search_doc s WHERE s.appeal_id = a.id AND s.grams @@ %(grams)s::tsquery OFFSET 0)
"""
SHARE_SQL = "EXPLAIN (FORMAT JSON) SELECT 1 FROM search_doc s WHERE s.grams @@ %(grams)s::tsquery"
SIZE_SQL = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'search_doc'::regclass"
STEPS_MAX = 20_000
# Where both ways cost the same: a walk of page/share steps, or share*documents hits of the index at a tenth of a step.
EVEN_SHARE_SQUARED = 500.0
# Grams are for words of one or two characters the truth; longer words are checked against the text.
HAS_LONG_WORDS = """
    NOT EXISTS (
        SELECT 1
          FROM (SELECT lower(normalize(concat_ws(E'\\n', a.title, a.words, a.address), NFKC)) AS body OFFSET 0) d,
               unnest(%(long_words)s::text[]) AS w(word)
         WHERE strpos(d.body, lower(w.word)) = 0)
"""
# A confidential caller's phone finds nothing for handling units (promise 6).
HAS_PHONE = """
    a.id IN (
        SELECT p.id FROM contact c JOIN appeal p ON p.contact_id = c.id
         WHERE c.phone_idx = %(phone_idx)s AND (NOT p.confidential OR %(scope)s <> 'unit')
        UNION ALL
        SELECT s.appeal_id FROM search_doc s JOIN appeal p ON p.id = s.appeal_id
         WHERE s.grams @@ %(phone_grams)s::tsquery
           AND strpos(lower(normalize(concat_ws(E'\\n', p.title, p.words, p.address), NFKC)), %(phone)s) > 0)
"""
HAS_NUMBERS = """
    a.id IN (
        SELECT n.appeal_id FROM (
            SELECT id AS appeal_id, number FROM appeal WHERE number = ANY(%(numbers)s)
            UNION ALL SELECT appeal_id, number FROM work_order WHERE number = ANY(%(numbers)s)
            UNION ALL SELECT appeal_id, number FROM police_order WHERE number = ANY(%(numbers)s)
            UNION ALL SELECT o.appeal_id, d.number FROM police_dispatch d JOIN police_order o ON o.id = d.order_id
                       WHERE d.number = ANY(%(numbers)s)
            UNION ALL SELECT appeal_id, number FROM handover WHERE number = ANY(%(numbers)s)
            UNION ALL SELECT appeal_id, number FROM joint_action WHERE number = ANY(%(numbers)s)) n
         GROUP BY n.appeal_id HAVING count(DISTINCT n.number) = %(number_count)s)
"""
# Searches plan with the words at hand: the best way for a rare word is the worst for a frequent one.
PLAN_SQL = "SET LOCAL plan_cache_mode = force_custom_plan"

TEXTS_SQL = """
    SELECT a.id, a.title, a.words, a.address FROM appeal a
     WHERE a.id = ANY(%(ids)s) AND NOT EXISTS (SELECT 1 FROM search_doc s WHERE s.appeal_id = a.id)
"""
MISSED_SQL = """
    SELECT a.id, a.title, a.words, a.address FROM appeal a
     WHERE a.id > %(after)s AND NOT EXISTS (SELECT 1 FROM search_doc s WHERE s.appeal_id = a.id)
     ORDER BY a.id LIMIT %(limit)s
"""
INSERT_SQL = """
    INSERT INTO search_doc (appeal_id, grams)
    SELECT appeal_id, array_to_tsvector(grams)
      FROM json_to_recordset(%(rows)s::json) AS r(appeal_id uuid, grams text[])
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Way:
    """How the words are found: a join and a condition on ``appeal a`` of a list that is cut at ``before``."""

    join: LiteralString = ""
    condition: LiteralString = ""


PLAIN, BY_INDEX, WALKING = Way(), Way(join=INDEX_JOIN), Way(condition=WALK)
Texts = dict[UUID, tuple[str, str, str]]


async def ways(conn: Conn, params: Params) -> Sequence[Way]:
    """The ways to try one after the other until a page is full; from now on statements are planned for their values."""
    await execute(conn, PLAN_SQL, {})
    if "grams" not in params:
        return (PLAIN,)
    documents = int(await fetch_value(conn, SIZE_SQL, {}))
    (plan,) = await fetch_value(conn, SHARE_SQL, {"grams": params["grams"]})
    hits = plan["Plan"]["Plan Rows"]
    frequent = documents > 0 and hits * hits > EVEN_SHARE_SQUARED * documents
    return (WALKING, BY_INDEX) if frequent else (BY_INDEX,)


async def texts(conn: Conn, ids: Sequence[UUID]) -> Texts:
    """Title, words and address of those appeals that are not in the index yet."""
    return {r["id"]: (r["title"], r["words"], r["address"]) for r in await fetch_dicts(conn, TEXTS_SQL, {"ids": ids})}


async def missed(conn: Conn, *, after: UUID, limit: int) -> Texts:
    """The next appeals beyond a key that are not in the index, in order of their keys."""
    rows = await fetch_dicts(conn, MISSED_SQL, {"after": after, "limit": limit})
    return {r["id"]: (r["title"], r["words"], r["address"]) for r in rows}


async def insert(conn: Conn, grams: dict[UUID, list[str]]) -> int:
    """Write documents; one that is there already stays. Returns how many are new."""
    return await insert_json(conn, INSERT_SQL, [{"appeal_id": k, "grams": found} for k, found in grams.items()])
