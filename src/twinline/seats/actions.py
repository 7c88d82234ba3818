"""Keeping drafts, and saying who has an appeal open: one function, one use case (R34)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from twinline.appeals import AppealNotFound
from twinline.identity import Actor
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute
from twinline.seats import store
from twinline.seats.model import DRAFTS_MAX, PRESENT, Draft, DraftChanged, DraftNotFound, TooManyDrafts


def _view(draft: Draft, cipher: FieldCipher) -> dict[str, Any]:
    return {
        "id": draft.id,
        "version": draft.version,
        "content": cipher.open(draft.sealed),
        "made_at": draft.made_at,
        "saved_at": draft.saved_at,
    }


async def drafts(tx: Tx, actor: Actor, cipher: FieldCipher) -> list[dict[str, Any]]:
    """The caller's own drafts, in the order in which they were begun."""
    actor.require("appeal.create")
    return [_view(draft, cipher) for draft in await store.list_drafts(tx.conn, actor.account_id)]


async def draft(tx: Tx, actor: Actor, cipher: FieldCipher, *, draft_id: UUID) -> dict[str, Any]:
    """One of the caller's own. Raises DraftNotFound."""
    actor.require("appeal.create")
    found = await store.get_draft(tx.conn, actor.account_id, draft_id)
    if found is None:
        raise DraftNotFound
    return _view(found, cipher)


async def save(tx: Tx, actor: Actor, cipher: FieldCipher, *, draft_id: UUID, seen: int, content: str) -> int:
    """Keep a draft as it is now; ``seen`` is the version that the page has, 0 for a new one. Returns the new version;
    sending the same again changes nothing. Raises DraftChanged, TooManyDrafts.
    """
    actor.require("appeal.create")
    row = {"account_id": actor.account_id, "id": draft_id, "sealed": cipher.seal(content), "now": tx.now}
    if seen == 0 and await store.count_drafts(tx.conn, actor.account_id) >= DRAFTS_MAX:
        raise TooManyDrafts(limit=DRAFTS_MAX)
    kept = await (store.update_draft(tx.conn, row, seen=seen) if seen else store.insert_draft(tx.conn, row))
    if kept:
        return seen + 1
    # The answer to a first try may have been lost on its way.
    found = await store.get_draft(tx.conn, actor.account_id, draft_id)
    if found is None or cipher.open(found.sealed) != content:
        raise DraftChanged
    return found.version


async def discard(tx: Tx, actor: Actor, *, draft_id: UUID) -> None:
    """Put a draft away, because it was registered or is not wanted. One that is gone already is no error."""
    actor.require("appeal.create")
    await execute(tx.conn, store.DELETE_SQL, {"account_id": actor.account_id, "id": draft_id})


async def present(tx: Tx, actor: Actor, *, appeal_id: UUID, writing: bool) -> list[dict[str, Any]]:
    """Say that the caller has the appeal open, and hear who else has. Nothing is locked. Raises AppealNotFound."""
    actor.require("appeal.read")
    row = {"appeal_id": appeal_id, "account_id": actor.account_id, "writing": writing, "now": tx.now}
    after = tx.now - PRESENT
    if not await store.beat(tx.conn, row | {"after": after}, actor.sight):
        raise AppealNotFound
    return await store.others(tx.conn, appeal_id=appeal_id, account_id=actor.account_id, after=after)


async def leave(tx: Tx, actor: Actor, *, appeal_id: UUID) -> None:
    """The caller has closed the page. Raises AppealNotFound when it was not open."""
    actor.require("appeal.read")
    if not await execute(tx.conn, store.LEAVE_SQL, {"appeal_id": appeal_id, "account_id": actor.account_id}):
        raise AppealNotFound


async def forget(db: Database, *, kept: timedelta) -> None:
    """Upkeep: drafts that nobody has touched for so long, and who was present once."""
    async with db.transaction() as tx:
        await execute(tx.conn, store.FORGET_DRAFTS_SQL, {"before": tx.now - kept})
        await execute(tx.conn, store.FORGET_PRESENCE_SQL, {"before": tx.now - PRESENT})
