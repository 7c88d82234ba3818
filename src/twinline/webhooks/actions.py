"""What integrators do with their webhooks, and what facts become in them: one transaction each, audited (R43, R44)."""

import base64
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.identity import Actor, Authenticator
from twinline.kernel.audit import audit
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute
from twinline.kernel.outbox import Fact
from twinline.webhooks import store
from twinline.webhooks.guard import Guard
from twinline.webhooks.model import (
    AGAIN_MAX,
    LOG_KEPT,
    OLD_SECRET_KEPT,
    PERMISSION,
    PING,
    WEBHOOKS_MAX,
    TooManyWebhooks,
    Webhook,
    WebhookNotFound,
    WebhookOff,
    check_topics,
)

SECRET_BYTES = 32


def make_secret() -> str:
    """A secret as Standard Webhooks writes it: ``whsec_`` and base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


async def locked(tx: Tx, actor: Actor, webhook_id: UUID) -> Webhook:
    """The webhook, if it is the caller's; who administers the exchange may have anybody's. Raises WebhookNotFound."""
    actor.require(PERMISSION)
    found = await store.lock(tx.conn, webhook_id)
    if found is None or (found.account_id != actor.account_id and not actor.can("exchange.write")):
        raise WebhookNotFound
    return found


async def own(tx: Tx, actor: Actor, webhook_id: UUID) -> Webhook:
    """The caller's webhook: nobody else may have what is sent there, nor sign for it. Raises WebhookNotFound."""
    found = await locked(tx, actor, webhook_id)
    if found.account_id != actor.account_id:
        raise WebhookNotFound
    return found


async def _audit(tx: Tx, actor: Actor, what: str, webhook_id: UUID, **data: Any) -> None:
    await audit(tx, f"webhook.{what}", account_id=actor.account_id, subject_id=webhook_id, data=data)


async def add(
    tx: Tx, actor: Actor, *, guard: Guard, cipher: FieldCipher, name: str, url: str | None, topics: list[str]
) -> dict[str, Any]:
    """Subscribe to topics; without an address deliveries are kept until asked for. The answer has the secret, which is
    told only here. Raises BadAddress, UnknownTopic, TooManyWebhooks.
    """
    actor.require(PERMISSION)
    if url is not None:
        guard.read(url)
    check_topics(topics)
    if actor.account_id is None or await store.count(tx.conn, actor.account_id) >= WEBHOOKS_MAX:
        raise TooManyWebhooks(limit=WEBHOOKS_MAX)
    secret, webhook_id = make_secret(), tx.new_id()
    row = {"id": webhook_id, "account_id": actor.account_id, "name": name, "url": url, "topics": topics}
    await execute(tx.conn, store.INSERT_SQL, {**row, "secret": cipher.seal(secret), "now": tx.now})
    await _audit(tx, actor, "add", webhook_id, name=name, url=url, topics=topics)
    return {"id": webhook_id, "secret": secret}


async def change(
    tx: Tx, actor: Actor, webhook_id: UUID, *, guard: Guard, name: str, url: str | None, topics: list[str], active: bool
) -> None:
    """Name, address, topics, on or off; only its owner may change where it leads. Raises WebhookNotFound, BadAddress,
    UnknownTopic.
    """
    before = await locked(tx, actor, webhook_id)
    if (url, topics) != (before.url, before.topics):
        await own(tx, actor, webhook_id)
    if url is not None:
        guard.read(url)
    check_topics(topics)
    ended: dict[str, Any] = {"ended_at": None if active else tx.now, "ended_why": None if active else "asked"}
    row = {"id": webhook_id, "name": name, "url": url, "topics": topics, **ended}
    await execute(tx.conn, store.CHANGE_SQL, row)
    await _audit(tx, actor, "change", webhook_id, name=name, url=url, topics=topics, active=active)


async def remove(tx: Tx, actor: Actor, webhook_id: UUID) -> None:
    """With its log. Raises WebhookNotFound."""
    await locked(tx, actor, webhook_id)
    await execute(tx.conn, store.DELETE_SQL, {"id": webhook_id})
    await _audit(tx, actor, "remove", webhook_id)


async def rotate(tx: Tx, actor: Actor, webhook_id: UUID, *, cipher: FieldCipher) -> str:
    """A new secret; for OLD_SECRET_KEPT both sign, so that the receiver can change over. Raises WebhookNotFound."""
    await own(tx, actor, webhook_id)
    secret = make_secret()
    row = {"id": webhook_id, "secret": cipher.seal(secret), "until": tx.now + OLD_SECRET_KEPT}
    await execute(tx.conn, store.ROTATE_SQL, row)
    await _audit(tx, actor, "rotate", webhook_id)
    return secret


async def ping(tx: Tx, actor: Actor, webhook_id: UUID) -> UUID:
    """Send something that says nothing; how it went is in the log under the returned id. Raises WebhookNotFound,
    WebhookOff.
    """
    webhook = await own(tx, actor, webhook_id)
    if webhook.url is None or webhook.ended_at is not None:
        raise WebhookOff
    row = _row(tx, webhook, PING, None, tx.now, {})
    await store.deliver(tx.conn, [row])
    return row["id"]


async def again(
    tx: Tx,
    actor: Actor,
    webhook_id: UUID,
    *,
    ids: Sequence[UUID] | None,
    since: datetime | None,
    until: datetime | None,
    state: str | None,
) -> int:
    """Send deliveries again, as they were, at most AGAIN_MAX of them, the oldest first; how many. Raises
    WebhookNotFound, WebhookOff.
    """
    webhook = await own(tx, actor, webhook_id)
    if webhook.url is None or webhook.ended_at is not None:
        raise WebhookOff
    wanted = {"ids": list(ids) if ids else None, "since": since, "until": until, "state": state}
    row = {"webhook_id": webhook_id, "now": tx.now, "limit": AGAIN_MAX}
    found = await execute(tx.conn, store.AGAIN_SQL, wanted | row)
    await _audit(tx, actor, "again", webhook_id, count=found)
    return found


def _row(
    tx: Tx, webhook: Webhook, topic: str, appeal_id: UUID | None, at: datetime, data: Mapping[str, Any]
) -> dict[str, Any]:
    body = orjson.dumps({"type": topic, "timestamp": at, "data": data}, option=orjson.OPT_UTC_Z).decode()
    return {
        "id": tx.new_id(),
        "webhook_id": webhook.id,
        "topic": topic,
        "appeal_id": appeal_id,
        "body": body,
        "state": "kept" if webhook.url is None else "waiting",
        "made_at": tx.now,
    }


async def fill(tx: Tx, facts: Sequence[Fact]) -> None:
    """Make facts deliveries, for every webhook whose account may hear of them now (promise 6)."""
    webhooks = await store.active(tx.conn)
    actors = await Authenticator.of_accounts(tx, [webhook.account_id for webhook in webhooks])
    numbers = await _numbers(tx, facts) if actors else {}
    rows: list[dict[str, Any]] = []
    for webhook in webhooks:
        actor = actors.get(webhook.account_id)
        wanted = [f for f in facts if webhook.wants(f.topic) and _for(actor, f)]
        if actor is None or not wanted:
            continue
        seen = await store.visible(tx.conn, actor.sight, [fact.appeal_id for fact in wanted])
        shown = (fact for fact in wanted if fact.appeal_id in seen)
        rows += [_row(tx, webhook, fact.topic, fact.appeal_id, fact.at, _data(fact, numbers)) for fact in shown]
    await store.deliver(tx.conn, rows)


def _for(actor: Actor | None, fact: Fact) -> bool:
    """Whether a fact was written for somebody like this; what of its appeal may be seen is asked of the database."""
    return (
        actor is not None
        and actor.can(PERMISSION)
        and actor.can(f"{fact.subject_kind}.read")
        and actor.platform in fact.platforms
        and (actor.can("restricted.read") or not fact.restricted)
    )


def _chains(fact: Fact) -> Iterator[UUID]:
    """The ids that the fact's subject may have: the second side of a handover writes under one made from it."""
    yield fact.subject_id
    if fact.subject_kind in ("handover", "joint"):
        yield UUID(int=fact.subject_id.int ^ 1)


async def _numbers(tx: Tx, facts: Sequence[Fact]) -> dict[UUID, str]:
    return await store.numbers(tx.conn, [chain for fact in facts for chain in _chains(fact)])


def _data(fact: Fact, numbers: Mapping[UUID, str]) -> dict[str, Any]:
    """Ids, numbers, states, versions: whoever may know more reads it by the API."""
    subject = next((chain for chain in _chains(fact) if chain in numbers), fact.subject_id)
    return {
        "kind": fact.subject_kind,
        "id": subject,
        "number": numbers.get(subject),
        "appeal_id": fact.appeal_id,
        "version": fact.seq,
        "state": fact.data.get("state"),
        "before": fact.data.get("from"),
        "platform": fact.data.get("platform"),
    }


async def forget(db: Database) -> None:
    """Upkeep: deliveries that were settled and are older than LOG_KEPT."""
    async with db.transaction() as tx:
        await execute(tx.conn, store.FORGET_SQL, {"before": tx.now - LOG_KEPT})
