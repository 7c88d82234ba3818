"""Table ``list_export``: lists that were asked for as workbooks, until they are a day old."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.kernel.db import Conn, Params, execute, fetch_dicts, fetch_one

INSERT_SQL = """
    INSERT INTO list_export (id, account_id, list, filters, columns, lang, state, made_at)
    VALUES (%(id)s, %(account_id)s, %(which)s, %(filters)s::json, %(columns)s, %(lang)s, 'waiting', %(made_at)s)
"""
LIST_SQL = """
    SELECT id, list AS which, filters, columns, state, rows, whole, made_at, ready_at FROM list_export
     WHERE account_id = %(account)s ORDER BY id DESC LIMIT %(limit)s
"""
WAITING_SQL = "SELECT count(*) FROM list_export WHERE account_id = %(account)s AND state = 'waiting'"
WAITING_ONE_SQL = """
    SELECT id, account_id, list AS which, filters, columns, lang FROM list_export
     WHERE id = %(id)s AND state = 'waiting'
"""
FINISH_SQL = """
    UPDATE list_export
       SET state = %(state)s, rows = %(rows)s, whole = %(whole)s, content = %(content)s, sight = %(sight)s,
           ready_at = %(now)s
     WHERE id = %(id)s AND state = 'waiting'
"""
GIVE_UP_SQL = """
    UPDATE list_export SET state = 'failed', ready_at = %(now)s WHERE state = 'waiting' AND made_at < %(before)s
"""
CONTENT_SQL = """
    SELECT id, list AS which, made_at, content, sight FROM list_export
     WHERE id = %(id)s AND account_id = %(account)s AND state = 'ready'
"""
FORGET_SQL = "DELETE FROM list_export WHERE made_at < %(before)s"
CLASSES_SQL = "SELECT code, name FROM police_class WHERE valid_to IS NULL"


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that waits to be made."""

    id: UUID
    account_id: UUID
    which: str
    filters: dict[str, Any]
    columns: list[str]
    lang: str


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook."""

    id: UUID
    which: str
    made_at: datetime
    content: bytes
    sight: bytes | None


async def insert(conn: Conn, row: Params) -> None:
    await execute(conn, INSERT_SQL, {**row, "filters": orjson.dumps(row["filters"]).decode()})


async def of_account(conn: Conn, account: UUID | None, limit: int) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, LIST_SQL, {"account": account, "limit": limit})


async def waiting(conn: Conn, account: UUID | None) -> int:
    return (await fetch_dicts(conn, WAITING_SQL, {"account": account}))[0]["count"]


async def waiting_one(conn: Conn, export_id: UUID) -> Asked | None:
    """What is to be made; None when it is over."""
    return await fetch_one(conn, Asked, WAITING_ONE_SQL, {"id": export_id})


async def finish(conn: Conn, params: Params) -> bool:
    """False when it was over already."""
    return await execute(conn, FINISH_SQL, params) == 1


async def give_up(conn: Conn, *, now: datetime, before: datetime) -> None:
    await execute(conn, GIVE_UP_SQL, {"now": now, "before": before})


async def made(conn: Conn, account: UUID | None, export_id: UUID) -> Made | None:
    return await fetch_one(conn, Made, CONTENT_SQL, {"id": export_id, "account": account})


async def forget(conn: Conn, before: datetime) -> None:
    await execute(conn, FORGET_SQL, {"before": before})


async def class_names(conn: Conn) -> dict[str, str]:
    return {row["code"]: row["name"] for row in await fetch_dicts(conn, CLASSES_SQL, {})}
