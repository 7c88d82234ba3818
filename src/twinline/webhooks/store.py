"""All SQL that writes webhooks and their deliveries, or reads them for a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import VISIBLE
from twinline.kernel.db import Conn, execute, fetch, fetch_dicts, fetch_one, fetch_value, insert_json
from twinline.webhooks.model import Due, Webhook

COLUMNS = "id, account_id, url, topics, secret, old_secret, old_until, failing_since, ended_at"
ACTIVE_SQL = "SELECT " + COLUMNS + " FROM webhook WHERE ended_at IS NULL ORDER BY id"
SOME_SQL = "SELECT " + COLUMNS + " FROM webhook WHERE id = ANY(%(ids)s)"
LOCK_SQL = "SELECT " + COLUMNS + " FROM webhook WHERE id = %(id)s FOR UPDATE"
COUNT_SQL = "SELECT count(*) FROM webhook WHERE account_id = %(account_id)s"
LOCK_ACCOUNT_SQL = "SELECT true FROM account WHERE id = %(account_id)s FOR UPDATE"
INSERT_SQL = """
    INSERT INTO webhook (id, account_id, name, url, topics, secret, added_at)
    VALUES (%(id)s, %(account_id)s, %(name)s, %(url)s, %(topics)s, %(secret)s, %(now)s)
"""
CHANGE_SQL = """
    UPDATE webhook SET name = %(name)s, url = %(url)s, topics = %(topics)s, failing_since = NULL,
           ended_at = %(ended_at)s, ended_why = %(ended_why)s
     WHERE id = %(id)s
"""
END_SQL = "UPDATE webhook SET ended_at = %(now)s, ended_why = %(why)s WHERE id = %(id)s AND ended_at IS NULL"
DELETE_SQL = "DELETE FROM webhook WHERE id = %(id)s"
ROTATE_SQL = """
    UPDATE webhook SET old_secret = secret, old_until = %(until)s, secret = %(secret)s WHERE id = %(id)s
"""
VISIBLE_SQL = "SELECT a.id FROM appeal a WHERE a.id = ANY(%(appeals)s) AND " + VISIBLE
# The two sides' chains of a handover or joint action have its id and one made from it (linkage.copy_id).
NUMBERS_SQL = """
    SELECT id, number FROM work_order WHERE id = ANY(%(ids)s)
     UNION SELECT id, number FROM police_order WHERE id = ANY(%(ids)s)
     UNION SELECT id, number FROM handover WHERE id = ANY(%(ids)s)
     UNION SELECT id, number FROM joint_action WHERE id = ANY(%(ids)s)
"""
DELIVER_SQL = """
    INSERT INTO webhook_delivery (id, webhook_id, topic, appeal_id, body, state, made_at, next_at)
    SELECT id, webhook_id, topic, appeal_id, body, state, made_at, made_at
      FROM json_to_recordset(%(rows)s::json) AS r(
           id uuid, webhook_id uuid, topic text, appeal_id uuid, body text, state text, made_at timestamptz)
"""
# A claim holds until ``held``: should this process die, another one tries again then. Who fails gets one try at a time.
CLAIM_SQL = """
    UPDATE webhook_delivery SET tries = tries + 1, next_at = %(held)s
     WHERE n IN (SELECT d.n FROM webhook w CROSS JOIN LATERAL (
                        SELECT n FROM webhook_delivery
                         WHERE webhook_id = w.id AND state = 'waiting' AND next_at <= %(now)s
                         ORDER BY next_at, n LIMIT CASE WHEN w.failing_since IS NULL THEN %(each)s ELSE 1 END
                           FOR UPDATE SKIP LOCKED) d
                  WHERE w.ended_at IS NULL AND w.url IS NOT NULL AND w.id <> ALL(%(busy)s) LIMIT %(limit)s)
    RETURNING n, id, webhook_id, topic, appeal_id, body, tries
"""
SETTLE_SQL = """
    UPDATE webhook_delivery SET state = %(state)s, next_at = coalesce(%(next_at)s, next_at),
           settled_at = CASE WHEN %(state)s <> 'waiting' THEN %(now)s END
     WHERE n = %(n)s AND state = 'waiting'
"""
ATTEMPT_SQL = """
    INSERT INTO webhook_attempt (id, delivery, at, ms, address, status, error, answer)
    SELECT %(id)s, n, %(at)s, %(ms)s, %(address)s, %(status)s, %(error)s, %(answer)s
      FROM webhook_delivery WHERE n = %(n)s
"""
WORKED_SQL = "UPDATE webhook SET failing_since = NULL WHERE id = %(id)s AND failing_since IS NOT NULL"
FAILED_SQL = """
    UPDATE webhook SET failing_since = coalesce(failing_since, %(now)s) WHERE id = %(id)s RETURNING failing_since
"""
# What was withheld stays so; what is being sent right now will have been sent.
AGAIN_SQL = """
    UPDATE webhook_delivery SET state = 'waiting', tries = 0, next_at = %(now)s, settled_at = NULL
     WHERE n IN (SELECT n FROM webhook_delivery
                  WHERE webhook_id = %(webhook_id)s AND state IN ('sent', 'dead')
                    AND (%(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s))
                    AND (%(since)s::timestamptz IS NULL OR made_at >= %(since)s)
                    AND (%(until)s::timestamptz IS NULL OR made_at < %(until)s)
                    AND (%(state)s::text IS NULL OR state = %(state)s)
                  ORDER BY n LIMIT %(limit)s FOR UPDATE)
"""
FORGET_SQL = "DELETE FROM webhook_delivery WHERE made_at < %(before)s AND state <> 'waiting'"
DESK_SQL = """
    SELECT a.platform, u.id AS desk FROM webhook w JOIN account a ON a.id = w.account_id
      LEFT JOIN unit u ON u.code = a.platform WHERE w.id = %(id)s
"""
WAITING_SQL = """
    SELECT count(*) FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
     WHERE d.state = 'waiting' AND w.ended_at IS NULL
"""
FAILING_SQL = "SELECT count(*) FROM webhook WHERE failing_since IS NOT NULL"


async def active(conn: Conn) -> list[Webhook]:
    return await fetch(conn, Webhook, ACTIVE_SQL, {})


async def some(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Webhook]:
    return {row.id: row for row in await fetch(conn, Webhook, SOME_SQL, {"ids": list(ids)})}


async def lock(conn: Conn, webhook_id: UUID) -> Webhook | None:
    return await fetch_one(conn, Webhook, LOCK_SQL, {"id": webhook_id})


async def count(conn: Conn, account_id: UUID) -> int:
    """How many webhooks the account has; nobody adds one before the transaction ends."""
    await fetch_value(conn, LOCK_ACCOUNT_SQL, {"account_id": account_id})
    return await fetch_value(conn, COUNT_SQL, {"account_id": account_id})


async def visible(conn: Conn, sight: Mapping[str, Any], appeals: Sequence[UUID]) -> set[UUID]:
    """Those of the appeals that somebody may see now."""
    rows = await fetch_dicts(conn, VISIBLE_SQL, {**sight, "appeals": list(appeals)}) if appeals else []
    return {row["id"] for row in rows}


async def numbers(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = await fetch_dicts(conn, NUMBERS_SQL, {"ids": list(ids)})
    return {row["id"]: row["number"] for row in rows}


async def deliver(conn: Conn, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await insert_json(conn, DELIVER_SQL, rows)


async def claim(conn: Conn, **asked: Any) -> list[Due]:
    """Deliveries that are due, for one try each."""
    return await fetch(conn, Due, CLAIM_SQL, asked)


async def settle(conn: Conn, n: int, state: str, *, now: datetime, next_at: datetime | None = None) -> None:
    await execute(conn, SETTLE_SQL, {"n": n, "state": state, "now": now, "next_at": next_at})
