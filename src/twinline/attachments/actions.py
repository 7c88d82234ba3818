"""Adding attachments chunk by chunk, and who may read them (R35, R39, R43)."""

from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash

from twinline.appeals import Appeal, AppealNotFound
from twinline.appeals import actions as appeals
from twinline.appeals import store as appeals_store
from twinline.attachments import store
from twinline.attachments.model import (
    BYTES_MAX,
    PER_APPEAL_MAX,
    Attachment,
    AttachmentNotFound,
    ChunkWrong,
    TooManyAttachments,
    TypeRefused,
    chunks_of,
    clean_name,
)
from twinline.attachments.sniff import ZIP, media_type
from twinline.identity import Actor
from twinline.kernel.db import Database, Tx, execute
from twinline.kernel.errors import TooLarge

FAILING = 3
"""So often the contents did not fit the digest: then somebody is told."""


async def begin(tx: Tx, actor: Actor, *, appeal_id: UUID, name: str, size: int, personal: bool) -> Attachment:
    """Announce a file of ``size`` bytes; its chunks follow. Raises AppealNotFound, TooLarge, TooManyAttachments."""
    if size > BYTES_MAX:
        raise TooLarge(limit=BYTES_MAX)
    appeal = await appeals.lock(tx, actor, appeal_id)
    if await store.count(tx.conn, appeal.id) >= PER_APPEAL_MAX:
        raise TooManyAttachments(limit=PER_APPEAL_MAX)
    row: dict[str, Any] = {
        "id": tx.new_id(),
        "appeal_id": appeal.id,
        "name": clean_name(name),
        "bytes": size,
        "personal": personal,
        "platform": actor.platform,
        "added_by": actor.account_id,
        "at": tx.now,
    }
    await store.insert(tx.conn, row)
    found = await store.get(tx.conn, row["id"])
    if found is None:
        raise AttachmentNotFound
    return found


async def forget(db: Database) -> None:
    """Upkeep: drop what somebody began to send more than a day ago and did not finish."""
    async with db.transaction() as tx:
        await execute(tx.conn, store.FORGET_SQL, {"now": tx.now})


async def put(tx: Tx, actor: Actor, *, attachment_id: UUID, n: int, data: bytes) -> dict[str, Any]:
    """Keep chunk ``n``; the last that was missing makes the attachment whole. Sending one again is no error.

    Raises AttachmentNotFound (also to anybody but who began it), ChunkWrong, TypeRefused.
    """
    found = await store.get(tx.conn, attachment_id)
    if found is None or found.added_by is None or found.added_by != actor.account_id:
        raise AttachmentNotFound
    appeal = await appeals.lock(tx, actor, found.appeal_id)
    found = await store.lock(tx.conn, attachment_id)
    if found is None:
        raise AttachmentNotFound
    if len(data) != found.size_of(n):
        raise ChunkWrong(n=n)
    if found.whole_at:
        return {"held": found.held, "chunks": found.chunks, "whole": True}
    if n == 0 and not data.startswith(ZIP) and media_type(data, b"") is None:
        raise TypeRefused
    held = found.held + await store.put(tx.conn, found.id, n, data)
    if held == found.chunks:
        await _finish(tx, actor, appeal, found)
    return {"held": held, "chunks": found.chunks, "whole": held == found.chunks}


async def _finish(tx: Tx, actor: Actor, appeal: Appeal, found: Attachment) -> None:
    digest, kind = await verified(tx, found)
    if kind is None:
        raise TypeRefused
    whole = {"id": found.id, "now": tx.now, "sm3": digest, "media_type": kind}
    await execute(tx.conn, store.WHOLE_SQL, whole)
    said = {"attachment": str(found.id), "media_type": kind, "bytes": found.size, "sm3": digest.hex()}
    await appeals.write(tx, actor, appeal, appeal, "attach", said)


async def verified(tx: Tx, found: Attachment) -> tuple[bytes, str | None]:
    """The SM3 and the type of what is here."""
    digest, head, tail = Hash(SM3()), b"", b""
    async for data in store.contents(tx.conn, found):
        digest.update(data)
        head, tail = head or data, data
    return digest.finalize(), media_type(head, tail)


async def listed(tx: Tx, actor: Actor, appeal_id: UUID) -> list[dict[str, Any]]:
    """Attachments that are here or on their way. Raises AppealNotFound."""
    appeal = await _seen(tx, actor, appeal_id)
    rows = await store.listed(tx.conn, appeal.id, see_personal=_personal(actor, appeal), failures_max=FAILING)
    return [{**row, "chunks": chunks_of(row["bytes"])} for row in rows]


async def readable(tx: Tx, actor: Actor, attachment_id: UUID) -> Attachment:
    """A whole attachment. Raises AttachmentNotFound also when it may not be seen."""
    found = await store.get(tx.conn, attachment_id)
    if found is None or found.whole_at is None:
        raise AttachmentNotFound
    try:
        appeal = await _seen(tx, actor, found.appeal_id)
    except AppealNotFound as error:
        raise AttachmentNotFound from error
    if found.personal and not _personal(actor, appeal):
        raise AttachmentNotFound
    return found


async def _seen(tx: Tx, actor: Actor, appeal_id: UUID) -> Appeal:
    appeal = await appeals_store.get(tx.conn, appeal_id, actor.sight)
    if appeal is None:
        raise AppealNotFound
    return appeal


def _personal(actor: Actor, appeal: Appeal) -> bool:
    """Handling units learn nothing of a confidential caller (promise 6)."""
    return not (appeal.confidential and actor.scope == "unit")
