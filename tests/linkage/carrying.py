"""Carrying messages one kind at a time, so that they can cross."""

from __future__ import annotations

from typing import Any

from support.people import People
from twinline.kernel.db import Database, fetch_dicts
from twinline.linkage import Message, receive
from twinline.linkage import store as links

WAITING_SQL = """
    SELECT id, sender, receiver, kind, subject_id, urgent, at, body FROM link_message
     WHERE delivered_at IS NULL AND kind = ANY(%(kinds)s) ORDER BY pos
"""


async def carry(people: People, db: Database, *kinds: str) -> list[Message]:
    """Deliver what waits of these kinds, oldest first, and leave everything else under way."""
    async with db.transaction() as tx:
        waiting = [Message(**row) for row in await fetch_dicts(tx.conn, WAITING_SQL, {"kinds": list(kinds)})]
    for message in waiting:
        async with db.transaction() as tx:
            assert await links.claim(tx.conn, [message.id], tx.now)
            await receive(tx, people.app.state.city, [message])
    return waiting


async def repeat(people: People, db: Database, message: Message) -> None:
    async with db.transaction() as tx:
        await receive(tx, people.app.state.city, [message])


async def under_way(db: Database) -> list[dict[str, Any]]:
    async with db.transaction() as tx:
        return await fetch_dicts(
            tx.conn, "SELECT kind, failures, last_error FROM link_message WHERE delivered_at IS NULL ORDER BY pos", {}
        )
