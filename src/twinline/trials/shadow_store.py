"""SQL of shadow judgements: what a model that does not act says, beside what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.kernel.db import Conn, fetch, fetch_dicts, insert_json

FRESH_SQL = """
    SELECT a.id, a.title, a.words, t.owner, t.type, t.danger, t.joint
      FROM appeal a JOIN triage_decision t ON t.appeal_id = a.id AND t.n = 1
     WHERE a.id = ANY(%(appeals)s)
       AND NOT EXISTS (SELECT 1 FROM shadow_decision s WHERE s.model_id = %(model_id)s AND s.appeal_id = a.id)
"""
INSERT_SQL = """
    INSERT INTO shadow_decision (model_id, appeal_id, at, owner, type, danger, joint, confidence, was_owner, was_type,
                                 was_danger, was_joint, differs)
    SELECT model_id, appeal_id, at, owner, type, danger, joint, confidence, was_owner, was_type, was_danger, was_joint,
           differs
      FROM json_to_recordset(%(rows)s::json) AS r(
           model_id uuid, appeal_id uuid, at timestamptz, owner text, type text, danger boolean, joint boolean,
           confidence real, was_owner text, was_type text, was_danger boolean, was_joint boolean, differs boolean)
    ON CONFLICT DO NOTHING
"""
# Where persons corrected the machine, the last word says who was right.
SUMMARY_SQL = """
    SELECT count(*) AS texts, count(*) FILTER (WHERE s.differs) AS differ,
           count(s.owner) AS owner_known, count(*) FILTER (WHERE s.owner = s.was_owner) AS owner_agree,
           count(s.type) AS type_known, count(*) FILTER (WHERE s.type = s.was_type) AS type_agree,
           count(s.danger) AS danger_known, count(*) FILTER (WHERE s.danger = s.was_danger) AS danger_agree,
           count(s.joint) AS joint_known, count(*) FILTER (WHERE s.joint = s.was_joint) AS joint_agree,
           count(*) FILTER (WHERE s.was_danger AND NOT s.danger) AS danger_missed,
           count(*) FILTER (WHERE s.danger AND NOT s.was_danger) AS danger_added,
           count(o.owner) FILTER (WHERE s.owner IS NOT NULL) AS corrected,
           count(*) FILTER (WHERE o.owner = s.owner) AS corrected_as_model,
           count(*) FILTER (WHERE o.owner = s.was_owner) AS corrected_as_decided
      FROM shadow_decision s
      LEFT JOIN LATERAL (SELECT t.owner FROM triage_decision t
                          WHERE t.appeal_id = s.appeal_id AND t.n > 1 ORDER BY t.n DESC LIMIT 1) o ON true
     WHERE s.model_id = %(model_id)s AND s.appeal_id > %(first)s
"""
CHANGES_SQL = """
    SELECT was_owner AS "from", owner AS "to", count(*) AS texts FROM shadow_decision
     WHERE model_id = %(model_id)s AND appeal_id > %(first)s AND differs AND owner <> was_owner
     GROUP BY 1, 2 ORDER BY texts DESC, 1, 2
"""
CASES_HEAD = """
    SELECT s.appeal_id AS id, a.number, a.title, a.words, s.at, s.confidence,
           json_build_object('owner', s.owner, 'type', s.type, 'danger', s.danger, 'joint', s.joint) AS model,
           json_build_object('owner', s.was_owner, 'type', s.was_type, 'danger', s.was_danger,
                             'joint', s.was_joint) AS decided
      FROM shadow_decision s JOIN appeal a ON a.id = s.appeal_id
     WHERE s.model_id = %(model_id)s AND s.differs AND s.appeal_id < %(before)s
       AND NOT a.restricted AND NOT a.confidential
       AND CASE %(kind)s WHEN 'owner' THEN s.owner <> s.was_owner WHEN 'type' THEN s.type <> s.was_type
                         WHEN 'joint' THEN s.joint <> s.was_joint
                         WHEN 'danger_missed' THEN s.was_danger AND NOT s.danger
                         WHEN 'danger_added' THEN s.danger AND NOT s.was_danger ELSE true END
       AND
"""
CASES_SQL = CASES_HEAD + VISIBLE + " ORDER BY s.appeal_id DESC LIMIT %(limit)s"


@dataclass(frozen=True, slots=True)
class Fresh:
    """An appeal that the model has not heard yet, and what was decided."""

    id: UUID
    title: str
    words: str
    owner: str
    type: str
    danger: bool
    joint: bool


async def fresh(conn: Conn, model_id: UUID, appeals: Sequence[UUID]) -> list[Fresh]:
    return await fetch(conn, Fresh, FRESH_SQL, {"model_id": model_id, "appeals": list(appeals)})


async def insert(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    await insert_json(conn, INSERT_SQL, rows)


async def summary(conn: Conn, model_id: UUID, *, first: UUID) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Counts of all texts since a key, and from which owner to which the model would have gone."""
    params = {"model_id": model_id, "first": first}
    (counts,) = await fetch_dicts(conn, SUMMARY_SQL, params)
    return counts, await fetch_dicts(conn, CHANGES_SQL, params)


async def cases(conn: Conn, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """``params``: model_id, kind, the sight of the caller and the bounds of a page."""
    return await fetch_dicts(conn, CASES_SQL, params)
