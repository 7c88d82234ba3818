"""Overrides as evidence: what misled the machine, and labelled texts to learn from (R1, R30, R68)."""

import csv
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, TextIO
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.intake import overrides
from twinline.kernel.db import Conn, Tx, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import FIRST, Page, cut
from twinline.trials.masking import masked
from twinline.trials.model import floor_key
from twinline.trials.store import said

READ = "rules.read"
EXPORT_ROWS = 1_000
COLUMNS: tuple[str, ...] = ("id", "text", "owner", "danger", "joint", "type", "matter", "department", "reason_code")
# The last word of a person on each appeal, beside what the machine said first.
OVERRIDES = """
      FROM triage_decision t
      JOIN triage_decision m ON m.appeal_id = t.appeal_id AND m.n = 1
      JOIN appeal a ON a.id = t.appeal_id
     WHERE t.n > 1 AND NOT EXISTS (SELECT 1 FROM triage_decision l WHERE l.appeal_id = t.appeal_id AND l.n > t.n)
       AND NOT a.restricted AND NOT a.confidential
"""
LIST_HEAD = """
    SELECT t.appeal_id AS id, a.number, a.title, a.words, t.at, t.reason_code, t.reason AS note,
           json_build_object('owner', m.owner, 'matter', m.matter, 'department', m.department, 'type', m.type,
                             'danger', m.danger) AS machine,
           json_build_object('owner', t.owner, 'matter', t.matter, 'department', t.department, 'type', t.type,
                             'danger', t.danger) AS person,
           (SELECT coalesce(json_agg(r), '[]') FROM json_array_elements(m.reasons) r WHERE r ->> 'words' IS NOT NULL)
           AS misled_by, m.versions
"""
LIST_SQL = (
    LIST_HEAD
    + OVERRIDES
    + " AND t.appeal_id < %(before)s AND (%(code)s::text IS NULL OR t.reason_code = %(code)s) AND "
    + "(%(matter)s::text IS NULL OR m.matter = %(matter)s) AND "
    + VISIBLE
    + " ORDER BY t.appeal_id DESC LIMIT %(limit)s"
)
FIGURES_HEAD = """
    SELECT m.matter AS from_matter, m.owner AS from_owner, t.matter AS to_matter, t.owner AS to_owner, t.reason_code,
           (SELECT r ->> 'words' FROM json_array_elements(m.reasons) r WHERE r ->> 'words' IS NOT NULL LIMIT 1)
           AS words, count(*) AS overrides
"""
FIGURES_SQL = (
    FIGURES_HEAD + OVERRIDES + " AND t.appeal_id > %(first)s AND " + VISIBLE + " GROUP BY 1, 2, 3, 4, 5, 6"
    " ORDER BY overrides DESC, 1, 3, 6 LIMIT 200"
)
EXPORT_SQL = (
    """
    SELECT t.appeal_id AS id, a.title, a.words, t.owner, t.danger, t.joint, t.type, t.matter, t.department,
           t.reason_code
"""
    + OVERRIDES
    + " AND t.appeal_id < %(before)s ORDER BY t.appeal_id DESC LIMIT %(limit)s"
)


def reasons() -> dict[str, Any]:
    """The codes that an override may have, with their names."""
    items = [
        {"code": code, "zh": text(f"intake.override.{code}"), "en": text(f"intake.override.{code}", lang="en")}
        for code in overrides.REASONS
    ]
    return {"items": items, "next": None}


async def list_overrides(
    conn: Conn, actor: Actor, page: Page, *, code: str | None, matter: str | None
) -> dict[str, Any]:
    """Overrides of what the caller may see, newest appeal first; words only for who may read appeals."""
    actor.require(READ)
    rows = await fetch_dicts(conn, LIST_SQL, {**actor.sight, **page.bounds, "code": code, "matter": matter})
    shown = cut(rows, page)
    if not actor.can("appeal.read"):
        hidden: dict[str, Any] = {"title": None, "words": None, "note": None, "misled_by": []}
        shown["items"] = [{**row, **hidden} for row in shown["items"]]
    return shown


async def figures(tx: Tx, actor: Actor, *, days: int) -> dict[str, Any]:
    """From which matter to which persons corrected most, why, and the words that had misled."""
    actor.require(READ)
    first = floor_key(tx.now - timedelta(days=days))
    items = await fetch_dicts(tx.conn, FIGURES_SQL, {**actor.sight, "first": first})
    return {"items": items, "next": None}


async def labelled(tx: Tx) -> AsyncIterator[dict[str, str]]:
    """Corrected texts with their labels, as ``twinline triage train`` reads them; numbers of persons are masked."""
    before = FIRST
    while rows := await fetch_dicts(tx.conn, EXPORT_SQL, {"before": before, "limit": EXPORT_ROWS}):
        for row in rows:
            yield _label(row)
        before = UUID(str(rows[-1]["id"]))


def _label(row: Mapping[str, Any]) -> dict[str, str]:
    danger = row["danger"] and row["reason_code"] != overrides.DANGER_OVERCALLED
    return {
        "id": str(row["id"]),
        "text": masked(said(row["title"], row["words"])),
        "owner": row["owner"],
        "danger": str(int(danger)),
        "joint": str(int(row["joint"])),
        "type": row["type"],
        "matter": row["matter"],
        "department": row["department"],
        "reason_code": row["reason_code"] or "",
    }


async def export(tx: Tx, target: TextIO) -> int:
    """Write all of them as CSV; how many."""
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    async for row in labelled(tx):
        writer.writerow(row)
        count += 1
    return count
