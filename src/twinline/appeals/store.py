"""All SQL of contacts, appeals and owners. The visibility condition is here and nowhere else (promise 6)."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson

from twinline.appeals.model import APPEAL_COLUMNS, CONTACT_COLUMNS, Appeal, Contact
from twinline.kernel.db import Conn, execute, fetch_dicts, fetch_one, fetch_value, insert_json
from twinline.kernel.errors import StaleVersion

VISIBLE = """
    (%(see_restricted)s OR NOT a.restricted)
    AND a.complained_unit_id IS DISTINCT FROM %(actor_unit)s
    AND (a.first_receiver = %(actor_platform)s OR a.shared)
    AND (%(scope)s = 'platform' OR (%(scope)s = 'area' AND a.division LIKE %(area)s)
         OR EXISTS (SELECT 1 FROM appeal_access x WHERE x.unit_id = %(actor_unit)s AND x.appeal_id = a.id))
"""

PERSONAL_FIELDS = frozenset(
    (
        "line_owner",
        "line_address",
        "recording",
        "source_id",
        "caller_sex",
        "caller_lon",
        "caller_lat",
        "located_lon",
        "located_lat",
    )
)
"""Fields of an intake form that say who called, or from where."""

GET_SQL = (
    """
    SELECT a.id, a.contact_id, a.number, a.title, a.words, a.type, a.domain, a.matter, a.department, a.division,
           a.address, a.lon, a.lat, a.datum, a.urgent, a.danger, a.confidential, a.restricted, a.shared,
           a.complained_unit_id, a.owner_platform, a.owner_unit_id, a.first_receiver, a.received_at, a.merged_into,
           a.split_from, a.division_from, a.replied_at, a.closed_at, a.version, a.head
      FROM appeal a
     WHERE a.id = %(id)s AND """
    + VISIBLE
)
LOCK_SQL = GET_SQL + " FOR UPDATE OF a"
LOCK_ALL_SQL = (
    "SELECT a.id, a.closed_at IS NOT NULL AS closed FROM appeal a WHERE a.id = ANY(%(ids)s) AND "
    + VISIBLE
    + " ORDER BY a.id FOR UPDATE OF a"
)

SAVE_SQL = """
    UPDATE appeal
       SET danger = %(danger)s, urgent = %(urgent)s, restricted = %(restricted)s, shared = %(shared)s,
           type = %(type)s, domain = %(domain)s, matter = %(matter)s, department = %(department)s,
           division = %(division)s, complained_unit_id = %(complained_unit_id)s,
           owner_platform = %(owner_platform)s, owner_unit_id = %(owner_unit_id)s, merged_into = %(merged_into)s,
           replied_at = %(replied_at)s, closed_at = %(closed_at)s, version = %(version)s, head = %(head)s
     WHERE id = %(id)s AND version = %(seen)s
"""

INSERT_CONTACTS_SQL = """
    INSERT INTO contact (id, platform, channel, client, external_id, account_id, received_at, recorded_at,
                         caller_name_enc, phone_enc, phone_idx, seed)
    SELECT id, platform, channel, client, external_id, account_id, received_at, recorded_at,
           caller_name_enc, phone_enc, phone_idx, seed
      FROM json_to_recordset(%(rows)s::json) AS r(
           id uuid, platform text, channel text, client text, external_id text, account_id uuid,
           received_at timestamptz, recorded_at timestamptz, caller_name_enc bytea, phone_enc bytea, phone_idx bytea,
           seed boolean)
"""
INSERT_APPEALS_SQL = """
    INSERT INTO appeal (id, contact_id, number, title, words, type, domain, matter, department, division, address,
        lon, lat, datum, urgent, danger, confidential, restricted, shared, complained_unit_id, owner_platform,
        owner_unit_id, first_receiver, received_at, split_from, division_from)
    SELECT id, contact_id, number, title, words, type, domain, matter, department, division, address,
        lon, lat, datum, urgent, danger, confidential, restricted, shared, complained_unit_id, owner_platform,
        owner_unit_id, first_receiver, received_at, split_from, division_from
      FROM json_to_recordset(%(rows)s::json) AS r(
        id uuid, contact_id uuid, number text, title text, words text, type text, domain text, matter text,
        department text, division text, address text, lon float8, lat float8, datum text, urgent boolean,
        danger boolean, confidential boolean, restricted boolean, shared boolean, complained_unit_id uuid,
        owner_platform text, owner_unit_id uuid, first_receiver text, received_at timestamptz, split_from uuid,
        division_from text)
"""
# The keys come back whose row was written here; a key that is missing was there before (R14: replays).
CLAIM_KEYS_SQL = """
    INSERT INTO intake_key (client, key, digest, appeal_id, at)
    SELECT client, key, digest, appeal_id, at
      FROM json_to_recordset(%(rows)s::json) AS r(client text, key text, digest bytea, appeal_id uuid, at timestamptz)
    ON CONFLICT (client, key) DO NOTHING RETURNING appeal_id
"""
KEYS_SQL = """
    SELECT k.client, k.key, k.digest, k.appeal_id
      FROM intake_key k JOIN unnest(%(clients)s::text[], %(keys)s::text[]) AS w(client, key)
        ON k.client = w.client AND k.key = w.key
"""
RELEASE_KEYS_SQL = """
    DELETE FROM intake_key k USING unnest(%(clients)s::text[], %(keys)s::text[]) AS w(client, key)
     WHERE k.client = w.client AND k.key = w.key
"""
OWNER_CHANGE_SQL = """
    INSERT INTO owner_change (appeal_id, seq, from_platform, to_platform, from_unit_id, to_unit_id, handover_id,
                              reason, at)
    SELECT %(appeal_id)s, coalesce(max(seq), 0) + 1, %(from_platform)s, %(to_platform)s, %(from_unit_id)s,
           %(to_unit_id)s, %(handover_id)s, %(reason)s, %(at)s
      FROM owner_change WHERE appeal_id = %(appeal_id)s
"""
COMPLAINED_OF_SQL = "SELECT complained_unit_id FROM appeal WHERE id = %(id)s"
GRANT_SQL = """
    WITH granted AS (
        INSERT INTO appeal_access (unit_id, appeal_id)
        SELECT unnest(%(units)s::uuid[]), %(appeal_id)s ON CONFLICT DO NOTHING
    )
    SELECT NOT EXISTS (SELECT 1 FROM appeal WHERE id = %(appeal_id)s AND complained_unit_id = ANY(%(units)s::uuid[]))
"""
OPEN_ORDERS_SQL = """
    SELECT EXISTS (SELECT 1 FROM work_order WHERE appeal_id = %(appeal_id)s AND closed_at IS NULL)
        OR EXISTS (SELECT 1 FROM police_order WHERE appeal_id = %(appeal_id)s AND closed_at IS NULL)
"""
CONTACT_SQL = """
    SELECT c.id, c.platform, c.channel, c.client, c.external_id, c.account_id, c.received_at, c.recorded_at,
           c.caller_name_enc, c.phone_enc, c.phone_idx, c.seed
      FROM contact c WHERE c.id = %(id)s
"""
AUDIT_SQL = """
    INSERT INTO audit (id, at, account_id, action, subject_id, data)
    VALUES (%(id)s, %(at)s, %(account_id)s, %(action)s, %(subject_id)s, %(data)s::json)
"""


def form_for(form: Mapping[str, Any], *, confidential: bool, scope: str) -> dict[str, Any]:
    """The form as somebody may see it: handling units learn nothing of a confidential caller (promise 6)."""
    hidden = PERSONAL_FIELDS if confidential and scope == "unit" else frozenset[str]()
    return {name: value for name, value in form.items() if name not in hidden}


async def get(conn: Conn, appeal_id: UUID, sight: Mapping[str, Any]) -> Appeal | None:
    return await fetch_one(conn, Appeal, GET_SQL, {"id": appeal_id, **sight})


async def lock(conn: Conn, appeal_id: UUID, sight: Mapping[str, Any]) -> Appeal | None:
    return await fetch_one(conn, Appeal, LOCK_SQL, {"id": appeal_id, **sight})


async def lock_all(conn: Conn, ids: Collection[UUID], sight: Mapping[str, Any]) -> dict[UUID, bool]:
    """Whether each of the appeals is closed, of those that may be seen. They are locked in one order by everybody."""
    rows = await fetch_dicts(conn, LOCK_ALL_SQL, {"ids": list(ids), **sight})
    return {row["id"]: row["closed"] for row in rows}


async def save(conn: Conn, appeal: Appeal, *, seen: int) -> None:
    """Write the changeable columns. Raises StaleVersion when another change came first."""
    if await execute(conn, SAVE_SQL, asdict(appeal) | {"seen": seen}) != 1:
        raise StaleVersion


def _hex(value: bytes | None) -> str | None:
    return None if value is None else "\\x" + value.hex()


def contact_row(contact: Contact) -> dict[str, Any]:
    row = {name: getattr(contact, name) for name in CONTACT_COLUMNS}
    for name in ("caller_name_enc", "phone_enc", "phone_idx"):
        row[name] = _hex(row[name])
    return row


def appeal_row(appeal: Appeal) -> dict[str, Any]:
    row = {name: getattr(appeal, name) for name in APPEAL_COLUMNS}
    row["head"] = None
    return row


async def insert(conn: Conn, contacts: list[Contact], appeals: list[Appeal]) -> None:
    """Write contacts and appeals, set-based."""
    await insert_json(conn, INSERT_CONTACTS_SQL, [contact_row(c) for c in contacts])
    await insert_json(conn, INSERT_APPEALS_SQL, [appeal_row(a) for a in appeals])


async def claim_keys(conn: Conn, rows: list[dict[str, Any]]) -> set[UUID]:
    """Write idempotency keys; returns the appeals whose key was new."""
    cursor = await conn.execute(CLAIM_KEYS_SQL, {"rows": orjson.dumps(rows).decode()})
    return {r[0] for r in await cursor.fetchall()}


async def keys(conn: Conn, wanted: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[bytes, UUID]]:
    """What earlier requests with these (client, key) pairs were: their digest and appeal."""
    rows = await fetch_dicts(conn, KEYS_SQL, {"clients": [w[0] for w in wanted], "keys": [w[1] for w in wanted]})
    return {(r["client"], r["key"]): (bytes(r["digest"]), r["appeal_id"]) for r in rows}


async def release_keys(conn: Conn, wanted: list[tuple[str, str]]) -> None:
    """Give back the keys of contacts that could not be registered, so that a corrected request may use them."""
    await execute(conn, RELEASE_KEYS_SQL, {"clients": [w[0] for w in wanted], "keys": [w[1] for w in wanted]})


async def contact(conn: Conn, contact_id: UUID) -> Contact | None:
    return await fetch_one(conn, Contact, CONTACT_SQL, {"id": contact_id})


async def complained_of(conn: Conn, appeal_id: UUID) -> UUID | None:
    """The unit that the appeal complains of."""
    return await fetch_value(conn, COMPLAINED_OF_SQL, {"id": appeal_id})


async def grant(conn: Conn, appeal_id: UUID, units: list[UUID]) -> bool:
    """False when the appeal complains of one of them; the transaction must then not stay."""
    return bool(await fetch_value(conn, GRANT_SQL, {"units": units, "appeal_id": appeal_id}))


async def has_open_orders(conn: Conn, appeal_id: UUID) -> bool:
    return bool(await fetch_value(conn, OPEN_ORDERS_SQL, {"appeal_id": appeal_id}))


async def exists(conn: Conn, appeal_id: UUID) -> bool:
    return bool(await fetch_value(conn, "SELECT 1 FROM appeal WHERE id = %(id)s", {"id": appeal_id}))
