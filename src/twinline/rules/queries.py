"""What is shown of editions: lists, rows, differences and findings."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.db import Conn, Tx, fetch_dicts
from twinline.kernel.messages import text
from twinline.kernel.paging import FIRST, Page, cut, encode_cursor
from twinline.rules import store
from twinline.rules.actions import content_of, number_in_force, today
from twinline.rules.actions import verify as verify_edition
from twinline.rules.checks import Finding
from twinline.rules.keys import RuleKeys
from twinline.rules.model import PACKAGED, EditionNotFound, SealBroken, differences
from twinline.rules.tables import Content, packaged, tables

READ = "rules.read"
LIST_SQL = """
    SELECT e.id, e.number, e.state, e.version, e.based_on, e.title, e.note, e.created_at, c.name AS created_by,
           e.edited_at, ARRAY(SELECT a.name FROM account a WHERE a.id = ANY(e.editors) ORDER BY a.name) AS editors,
           e.published_at, p.name AS published_by, e.effective_from, encode(e.digest, 'hex') AS digest, e.key_id
      FROM rule_edition e LEFT JOIN account c ON c.id = e.created_by LEFT JOIN account p ON p.id = e.published_by
     WHERE e.id < %(before)s AND (%(state)s::text IS NULL OR e.state = %(state)s)
       AND (%(number)s::int IS NULL OR e.number = %(number)s)
     ORDER BY e.id DESC LIMIT %(limit)s
"""
COUNTS_SQL = """
    SELECT table_name, count(*) AS rows FROM rule_row WHERE edition = %(number)s GROUP BY table_name
"""
ROWS_SQL = """
    SELECT ordinal, code, version, data AS cells FROM rule_row
     WHERE edition = %(number)s AND table_name = %(table)s AND ordinal > %(after)s
       AND (%(words)s::text IS NULL OR strpos(data::text, %(words)s) > 0)
     ORDER BY ordinal LIMIT %(limit)s
"""
FORCES_SQL = """
    SELECT f.seq, f.edition, f.effective_from, f.at, a.name AS by, f.reason
      FROM rule_force f LEFT JOIN account a ON a.id = f.by_id ORDER BY f.seq DESC LIMIT 100
"""


async def list_editions(tx: Tx, actor: Actor, page: Page, *, state: str | None) -> dict[str, Any]:
    """Editions, newest first; the packaged one is the last of all."""
    actor.require(READ)
    holds = await number_in_force(tx, today(tx))
    rows = await fetch_dicts(tx.conn, LIST_SQL, {**page.bounds, "state": state, "number": None})
    shown = cut(rows, page)
    if shown["next"] is None and state in (None, "published"):
        shown["items"].append(_packaged())
    return {**shown, "items": [_view(row, holds) for row in shown["items"]]}


async def read_edition(tx: Tx, actor: Actor, number: int) -> dict[str, Any]:
    """One edition with how many rows each table has. Raises EditionNotFound."""
    actor.require(READ)
    holds = await number_in_force(tx, today(tx))
    if number == PACKAGED:
        counts = {name: len(rows) for name, rows in packaged().items()}
        return _view(_packaged(), holds) | {"rows": counts}
    every = {"before": FIRST, "limit": 1, "state": None, "number": number}
    rows = await fetch_dicts(tx.conn, LIST_SQL, every)
    if not rows:
        raise EditionNotFound
    found = await fetch_dicts(tx.conn, COUNTS_SQL, {"number": number})
    counts = {name: 0 for name in tables()} | {row["table_name"]: row["rows"] for row in found}
    return _view(rows[0], holds) | {"rows": counts}


def _view(row: Mapping[str, Any], holds: int) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "id"}
    return shown | {"in_force": row["number"] == holds}


def _packaged() -> dict[str, Any]:
    nothing = ("created_at", "created_by", "edited_at", "published_at", "published_by", "effective_from", "key_id")
    shown: dict[str, Any] = dict.fromkeys((*nothing, "digest"))
    shown |= {"number": PACKAGED, "state": "published", "version": 1, "based_on": PACKAGED, "editors": []}
    return shown | {"title": text("rules.edition.packaged"), "note": ""}


async def list_rows(tx: Tx, actor: Actor, page: Page, *, number: int, table: str, words: str | None) -> dict[str, Any]:
    """Rows of a table in order; ``words`` finds those that say it in any cell. Raises EditionNotFound."""
    actor.require(READ)
    after = 0 if page.before == FIRST else min(page.before.int, 2**31 - 1)
    if number == PACKAGED:
        found = _packaged_rows(table, words)
        rows = [row for row in found if row["ordinal"] > after][: page.limit + 1]
    else:
        if await store.edition(tx.conn, number) is None:
            raise EditionNotFound
        params = {"number": number, "table": table, "after": after, "words": words or None, "limit": page.limit + 1}
        rows = await fetch_dicts(tx.conn, ROWS_SQL, params)
    items = rows[: page.limit]
    following = encode_cursor(UUID(int=items[-1]["ordinal"])) if len(rows) > page.limit else None
    return {"items": items, "next": following}


def title_of(edition: Mapping[str, Any]) -> str:
    """What an exported workbook says it is."""
    return text("rules.edition.title", number=edition["number"], title=edition["title"])


def _packaged_rows(table: str, words: str | None) -> list[dict[str, Any]]:
    return [
        {"ordinal": ordinal, "code": tables()[table].code(cells), "version": 1, "cells": cells}
        for ordinal, cells in enumerate(packaged()[table], 1)
        if not words or any(words in value for value in cells.values())
    ]


async def list_changes(tx: Tx, actor: Actor, *, number: int, against: int | None) -> dict[str, Any]:
    """What an edition has that another, by default the one it was made from, has not. Raises EditionNotFound."""
    actor.require(READ)
    edition = await store.edition(tx.conn, number)
    base = against if against is not None else edition.based_on if edition else PACKAGED
    old, new = await content_of(tx, base), await content_of(tx, number)
    items = [
        {
            "kind": change.kind,
            "table": change.table,
            "code": change.code,
            "fields": [{"column": name, "old": one, "new": other} for name, (one, other) in change.fields.items()],
        }
        for change in differences(old, new)
    ]
    return {"against": base, "items": items, "next": None}


async def material(tx: Tx, actor: Actor, number: int) -> tuple[Content, dict[str, list[int]], Content]:
    """What the checks of an edition need: its rows, their ordinals, its base's rows. Raises EditionNotFound."""
    actor.require(READ)
    edition = await store.edition(tx.conn, number)
    ordinals: dict[str, list[int]] = {}
    for row in await store.rows(tx.conn, number) if edition else ():
        ordinals.setdefault(row.table_name, []).append(row.ordinal)
    base = packaged() if edition is None else await content_of(tx, edition.based_on)
    return await content_of(tx, number), ordinals, base


def findings_view(findings: Iterable[Finding], lang: str) -> dict[str, Any]:
    items = [
        {"level": f.level, "kind": f.kind, "message": f.message(lang), "rows": [asdict(row) for row in f.rows]}
        for f in findings
    ]
    counts = {level: sum(item["level"] == level for item in items) for level in ("error", "warning", "hint")}
    return {"publishable": not counts["error"], "counts": counts, "items": items, "next": None}


async def list_forces(conn: Conn, actor: Actor) -> dict[str, Any]:
    """Publications and rollbacks, newest first."""
    actor.require(READ)
    return {"items": await fetch_dicts(conn, FORCES_SQL, {}), "next": None}


async def verify(tx: Tx, actor: Actor, keys: RuleKeys, number: int, lang: str) -> dict[str, Any]:
    """Whether a published edition is what was signed; the packaged one needs no seal. Raises EditionNotFound."""
    actor.require(READ)
    if number == PACKAGED:
        return {"number": number, "holds": True, "key_id": None, "why": None}
    edition = await store.edition(tx.conn, number)
    if edition is None:
        raise EditionNotFound
    why = None if edition.signature else text("rules.edition.unsigned", lang=lang)
    try:
        if edition.signature:
            await verify_edition(tx, keys, edition)
    except SealBroken as broken:
        why = broken.message(lang)
    return {"number": number, "holds": why is None, "key_id": edition.key_id, "why": why}


def list_tables(lang: str) -> dict[str, Any]:
    """Tables and columns with their names and what may stand in them: what an editor's form is made from."""
    items = [
        {
            "name": table.name,
            "title": table.title(lang),
            "key": table.key,
            "columns": [
                {
                    "name": column.name,
                    "title": column.title(lang),
                    "kind": column.kind,
                    "help": text(f"rules.kind.{column.kind}", lang=lang),
                    "required": column.required,
                    "choices": column.choices,
                }
                for column in table.columns
            ],
        }
        for table in tables().values()
    ]
    return {"items": items, "next": None}
