"""Table ``saved_view``: how an account wants its lists."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from twinline.kernel.db import Conn, Tx, execute, fetch_dicts, fetch_value

LIST_SQL = """
    SELECT id, page, name, filters, columns, saved_at FROM saved_view
     WHERE account_id = %(account)s AND page = %(page)s ORDER BY name
"""
COUNT_SQL = """
    SELECT count(*) FROM saved_view WHERE account_id = %(account)s AND page = %(page)s AND name <> %(name)s
"""
SAVE_SQL = """
    INSERT INTO saved_view (id, account_id, page, name, filters, columns, saved_at)
    VALUES (%(id)s, %(account)s, %(page)s, %(name)s, %(filters)s, %(columns)s, %(now)s)
    ON CONFLICT (account_id, page, name) DO UPDATE
       SET filters = EXCLUDED.filters, columns = EXCLUDED.columns, saved_at = EXCLUDED.saved_at
    RETURNING id
"""
DROP_SQL = "DELETE FROM saved_view WHERE id = %(id)s AND account_id = %(account)s"


async def views(conn: Conn, account: UUID | None, page: str) -> list[dict[str, Any]]:
    return await fetch_dicts(conn, LIST_SQL, {"account": account, "page": page})


async def others(conn: Conn, account: UUID | None, page: str, name: str) -> int:
    """How many views of the page the account keeps under other names."""
    return int(await fetch_value(conn, COUNT_SQL, {"account": account, "page": page, "name": name}))


async def save(tx: Tx, account: UUID | None, *, page: str, name: str, filters: str, columns: Sequence[str]) -> UUID:
    row = {"id": tx.new_id(), "account": account, "page": page, "name": name, "columns": list(columns), "now": tx.now}
    return await fetch_value(tx.conn, SAVE_SQL, row | {"filters": filters})


async def drop(conn: Conn, account: UUID | None, view_id: UUID) -> bool:
    return await execute(conn, DROP_SQL, {"id": view_id, "account": account}) == 1
