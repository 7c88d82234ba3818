"""What is shown of replays. Words of appeals go through the visibility condition like everywhere (promise 6)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.db import Conn, fetch_dicts
from twinline.kernel.paging import FIRST, Page, cut
from twinline.trials.compare import FIELDS
from twinline.trials.model import AVOIDED, DISPUTE, MADE, ReplayNotFound

READ = "rules.read"
LIST_SQL = """
    SELECT r.id, r.edition, r.base, r.days, r.as_of, r.state, r.total, r.texts, r.judged, r.moved, r.error,
           r.created_at, c.name AS created_by, r.started_at, r.finished_at, r.spent_s,
           r.draft_digest = e.digest AS published_as_tried, coalesce(e.state = 'draft', false) AS publishable
      FROM replay r LEFT JOIN account c ON c.id = r.created_by LEFT JOIN rule_edition e ON e.number = r.edition
     WHERE r.id < %(before)s AND (%(edition)s::int IS NULL OR r.edition = %(edition)s)
       AND (%(id)s::uuid IS NULL OR r.id = %(id)s)
     ORDER BY r.id DESC LIMIT %(limit)s
"""
CELLS_SQL = """
    SELECT field, from_value, to_value, texts FROM replay_cell WHERE replay_id = %(id)s
     ORDER BY field, texts DESC, from_value, to_value
"""
CASES_HEAD = """
    SELECT r.appeal_id AS id, a.number, a.received_at, a.title, a.words, a.division, r.was, r.would
      FROM replay_case r JOIN appeal a ON a.id = r.appeal_id
     WHERE r.replay_id = %(id)s AND r.field = %(field)s AND r.appeal_id < %(before)s
       AND (%(from_value)s::text IS NULL OR r.from_value = %(from_value)s)
       AND (%(to_value)s::text IS NULL OR r.to_value = %(to_value)s)
       AND NOT a.confidential AND NOT a.restricted AND
"""
CASES_SQL = CASES_HEAD + VISIBLE + " ORDER BY r.appeal_id DESC LIMIT %(limit)s"


async def list_replays(conn: Conn, actor: Actor, page: Page, *, edition: int) -> dict[str, Any]:
    """The replays of an edition, newest first."""
    actor.require(READ)
    rows = await fetch_dicts(conn, LIST_SQL, {**page.bounds, "edition": edition, "id": None})
    shown = cut(rows, page)
    return {**shown, "items": [_view(row) for row in shown["items"]]}


async def read_replay(conn: Conn, actor: Actor, replay_id: UUID) -> dict[str, Any]:
    """One replay with its matrices: how many texts went from which value to which. Raises ReplayNotFound."""
    actor.require(READ)
    found = await fetch_dicts(conn, LIST_SQL, {"before": FIRST, "limit": 1, "edition": None, "id": replay_id})
    if not found:
        raise ReplayNotFound
    matrices: dict[str, list[dict[str, Any]]] = {name: [] for name in (*FIELDS, DISPUTE)}
    for cell in await fetch_dicts(conn, CELLS_SQL, {"id": replay_id}):
        matrices[cell["field"]].append({"from": cell["from_value"], "to": cell["to_value"], "texts": cell["texts"]})
    disputes = {cell["from"]: 0 for cell in matrices[DISPUTE]}
    for cell in matrices.pop(DISPUTE):
        disputes[cell["from"]] += cell["texts"]
    counted = {name: disputes.get(name, 0) for name in (AVOIDED, MADE)}
    return _view(found[0]) | {"matrices": matrices, "disputes": counted}


def _view(row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "spent_s"}
    left = row["total"] - row["texts"]
    running = row["state"] == "running" and row["texts"]
    return shown | {"seconds_left": round(row["spent_s"] / row["texts"] * left, 1) if running else None}


async def list_cases(
    conn: Conn, actor: Actor, page: Page, *, replay_id: UUID, field: str, old: str | None, new: str | None
) -> dict[str, Any]:
    """Examples of one cell or of a whole field that the caller may see; their words only for who may read appeals.

    Raises ReplayNotFound.
    """
    await read_replay(conn, actor, replay_id)
    wanted = {"id": replay_id, "field": field, "from_value": old, "to_value": new}
    rows = await fetch_dicts(conn, CASES_SQL, {**actor.sight, **page.bounds, **wanted})
    shown = cut(rows, page)
    if not actor.can("appeal.read"):
        shown["items"] = [{**row, "title": None, "words": None} for row in shown["items"]]
    return shown
