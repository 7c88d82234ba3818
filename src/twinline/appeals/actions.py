"""What happens to an appeal itself: danger, owner, sharing, duplicates, looking at who called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals import store
from twinline.appeals.model import Appeal, AppealNotFound, ComplainedOf
from twinline.identity import Actor
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Tx, execute
from twinline.kernel.ledger import next_event, record


async def lock(tx: Tx, actor: Actor, appeal_id: UUID) -> Appeal:
    """The appeal, locked until the transaction ends. Raises AppealNotFound also when it may not be seen."""
    found = await store.lock(tx.conn, appeal_id, actor.sight)
    if found is None:
        raise AppealNotFound
    return found


async def write(tx: Tx, actor: Actor, old: Appeal, new: Appeal, event: str, data: Mapping[str, Any]) -> Appeal:
    """Append ``event`` to the appeal's chain and write its changed columns."""
    entry = next_event("appeal", old, event, to_state=new.state, at=tx.now, by=actor.by, data=data)
    saved = replace(new, version=entry.seq, head=entry.hash)
    await store.save(tx.conn, saved, seen=old.version)
    await record(tx, [(entry, saved.audience)])
    return saved


async def raise_danger(tx: Tx, actor: Actor, *, appeal_id: UUID, reason: str) -> Appeal:
    """Raise the danger flag (R2, R22). Raising it twice is no error and writes nothing."""
    appeal = await lock(tx, actor, appeal_id)
    if appeal.danger:
        return appeal
    return await write(tx, actor, appeal, replace(appeal, danger=True, urgent=True), "raise_danger", {"reason": reason})


async def set_owner(
    tx: Tx, actor: Actor, *, appeal_id: UUID, platform: str, unit_id: UUID, handover_id: UUID | None, reason: str
) -> Appeal:
    """Give ownership to ``platform`` (R12). Only linkage calls this, on behalf of the present owner."""
    appeal = await lock(tx, actor, appeal_id)
    if appeal.owner_platform == platform:
        return appeal
    await execute(
        tx.conn,
        store.OWNER_CHANGE_SQL,
        {
            "appeal_id": appeal.id,
            "from_platform": appeal.owner_platform,
            "to_platform": platform,
            "from_unit_id": appeal.owner_unit_id,
            "to_unit_id": unit_id,
            "handover_id": handover_id,
            "reason": reason,
            "at": tx.now,
        },
    )
    changed = replace(appeal, owner_platform=platform, owner_unit_id=unit_id)
    return await write(tx, actor, appeal, changed, "change_owner", {"to": platform, "reason": reason})


async def share(tx: Tx, actor: Actor, *, appeal_id: UUID) -> Appeal:
    """Let the other platform see the appeal: it was sent something about it."""
    appeal = await lock(tx, actor, appeal_id)
    if appeal.shared:
        return appeal
    return await write(tx, actor, appeal, replace(appeal, shared=True), "share", {})


async def grant_access(tx: Tx, *, appeal_id: UUID, units: Sequence[UUID]) -> None:
    """Let units see the appeal because they were given an order about it. Raises ComplainedOf (promise 6)."""
    if not await store.grant(tx.conn, appeal_id, list(units)):
        raise ComplainedOf


async def complained_of(tx: Tx, *, appeal_id: UUID) -> UUID | None:
    """The unit that the appeal complains of, which is to learn nothing of it."""
    return await store.complained_of(tx.conn, appeal_id)


async def mark_merged(tx: Tx, actor: Actor, *, appeal_id: UUID, into: UUID | None) -> Appeal:
    appeal = await lock(tx, actor, appeal_id)
    event = "merge" if into else "unmerge"
    data = {"into": str(into)} if into else {}
    return await write(tx, actor, appeal, replace(appeal, merged_into=into), event, data)


async def settle(tx: Tx, actor: Actor, *, appeal_id: UUID) -> None:
    """Close the appeal when all its orders have ended. The lock comes before the question, so that of two orders
    that end at once the later one sees the earlier."""
    appeal = await lock(tx, actor, appeal_id)
    if appeal.closed_at is None and not await store.has_open_orders(tx.conn, appeal_id):
        await write(tx, actor, appeal, replace(appeal, closed_at=tx.now), "close", {})


async def reopen(tx: Tx, actor: Actor, appeal_ids: Iterable[UUID]) -> None:
    """Orders are opened for the appeals, which are locked: they are no longer closed. Raises AppealNotFound."""
    wanted = set(appeal_ids)
    found = await store.lock_all(tx.conn, wanted, actor.sight)
    if len(found) < len(wanted):
        raise AppealNotFound
    for appeal_id in (one for one, closed in found.items() if closed):
        appeal = await lock(tx, actor, appeal_id)
        await write(tx, actor, appeal, replace(appeal, closed_at=None), "reopen", {})


async def reveal(tx: Tx, actor: Actor, cipher: FieldCipher, *, appeal_id: UUID, reason: str) -> dict[str, str | None]:
    """Name and phone of the caller in clear; the look is audited with its reason (R43, promise 6)."""
    actor.require("appeal.reveal")
    appeal = await store.get(tx.conn, appeal_id, actor.sight)
    found = appeal and await store.contact(tx.conn, appeal.contact_id)
    if appeal is None or found is None or (appeal.confidential and actor.scope == "unit"):
        raise AppealNotFound
    await audit(tx, actor, action="reveal", subject_id=appeal.id, data={"reason": reason}, at=tx.now)
    return {
        "caller": cipher.open(found.caller_name_enc) if found.caller_name_enc else None,
        "phone": cipher.open(found.phone_enc) if found.phone_enc else None,
    }


async def audit(tx: Tx, actor: Actor, *, action: str, subject_id: UUID, data: Mapping[str, Any], at: datetime) -> None:
    params = {
        "id": tx.new_id(),
        "at": at,
        "account_id": actor.account_id,
        "action": action,
        "subject_id": subject_id,
        "data": orjson.dumps(data).decode(),
    }
    await execute(tx.conn, store.AUDIT_SQL, params)
