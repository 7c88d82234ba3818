"""Reads of webhooks and their log (R44). What is about an appeal is shown to who may see the appeal now (promise 6)."""

from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.kernel.db import Tx, fetch_dicts
from twinline.kernel.paging import Page, cut
from twinline.webhooks.actions import locked, own
from twinline.webhooks.model import PERMISSION, DeliveryNotFound

WEBHOOK = """
    SELECT w.id, w.name, w.url, w.topics, w.added_at, w.ended_at IS NULL AS active, w.ended_at, w.ended_why,
           w.failing_since, w.old_until, a.login AS account,
           (SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'waiting') AS waiting
      FROM webhook w JOIN account a ON a.id = w.account_id
"""
LIST_SQL = (
    WEBHOOK
    + """
     WHERE (w.account_id = %(account_id)s OR %(every)s) AND w.id < %(before)s ORDER BY w.id DESC LIMIT %(limit)s
"""
)
ONE_SQL = WEBHOOK + " WHERE w.id = %(id)s"
DELIVERY = """
    SELECT d.id, d.topic, d.state, d.tries, d.made_at, d.settled_at,
           CASE WHEN d.state = 'waiting' THEN d.next_at END AS next_at,
           CASE WHEN d.appeal_id IS NULL OR a.id IS NOT NULL THEN d.body::json END AS body
"""
OF_APPEAL = " FROM webhook_delivery d LEFT JOIN appeal a ON a.id = d.appeal_id AND " + VISIBLE
LOG_SQL = (
    DELIVERY
    + OF_APPEAL
    + """
     WHERE d.webhook_id = %(webhook_id)s AND d.id < %(before)s
       AND (%(state)s::text IS NULL OR d.state = %(state)s)
     ORDER BY d.id DESC LIMIT %(limit)s
"""
)
DELIVERY_SQL = (
    DELIVERY
    + """,
           (SELECT coalesce(json_agg(json_build_object('at', t.at, 'ms', t.ms, 'address', t.address,
                        'status', t.status, 'error', t.error, 'answer', t.answer) ORDER BY t.id), '[]')
              FROM webhook_attempt t WHERE t.delivery = d.n) AS attempts
"""
    + OF_APPEAL
    + " WHERE d.webhook_id = %(webhook_id)s AND d.id = %(id)s"
)
CHANGES_SQL = (
    "SELECT d.n, d.id, d.body::json AS body"
    + OF_APPEAL
    + """
     WHERE d.webhook_id = %(webhook_id)s AND d.n > %(after)s AND (d.appeal_id IS NULL OR a.id IS NOT NULL)
     ORDER BY d.n LIMIT %(limit)s
"""
)


async def list_webhooks(tx: Tx, actor: Actor, page: Page) -> dict[str, Any]:
    """The caller's; everybody's for who administers the exchange."""
    actor.require(PERMISSION)
    asked = {"account_id": actor.account_id, "every": actor.can("exchange.write"), **page.bounds}
    return cut(await fetch_dicts(tx.conn, LIST_SQL, asked), page)


async def read_webhook(tx: Tx, actor: Actor, webhook_id: UUID) -> dict[str, Any]:
    """Raises WebhookNotFound."""
    await locked(tx, actor, webhook_id)
    (found,) = await fetch_dicts(tx.conn, ONE_SQL, {"id": webhook_id})
    return found


async def list_deliveries(tx: Tx, actor: Actor, webhook_id: UUID, page: Page, *, state: str | None) -> dict[str, Any]:
    """The log, newest first. Raises WebhookNotFound."""
    await own(tx, actor, webhook_id)
    asked = {"webhook_id": webhook_id, "state": state, **page.bounds, **actor.sight}
    return cut(await fetch_dicts(tx.conn, LOG_SQL, asked), page)


async def read_delivery(tx: Tx, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> dict[str, Any]:
    """One delivery with its tries. Raises WebhookNotFound, DeliveryNotFound."""
    await own(tx, actor, webhook_id)
    asked = {"webhook_id": webhook_id, "id": delivery_id, **actor.sight}
    found = await fetch_dicts(tx.conn, DELIVERY_SQL, asked)
    if not found:
        raise DeliveryNotFound
    return found[0]


async def list_changes(tx: Tx, actor: Actor, webhook_id: UUID, *, after: int, limit: int) -> dict[str, Any]:
    """What came after a number, in the order of the facts, for who would rather ask than be called; ``next`` goes into
    the next question. Raises WebhookNotFound.
    """
    await own(tx, actor, webhook_id)
    asked = {"webhook_id": webhook_id, "after": after, "limit": limit, **actor.sight}
    rows = await fetch_dicts(tx.conn, CHANGES_SQL, asked)
    items = [{"id": row["id"], **row["body"]} for row in rows]
    return {"items": items, "next": str(rows[-1]["n"] if rows else after)}
