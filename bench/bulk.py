"""Offers that wait, many of them: real ones are made through the API, and copied with all that a message speaks of.

Their numbers, tokens, signatures and seals are made when they are sent, as for any other.
"""

from __future__ import annotations

import psycopg

URGENT_OF = 100
"""One in so many is a matter of danger, besides the copies of what has become one."""
NEW = "md5({0} || ':' || c.n)::uuid"
COPIES_SQL = """
    CREATE TEMP TABLE copy AS
    SELECT m.id AS message, h.id AS handover, h.appeal_id AS appeal, h.order_id, a.contact_id AS contact, s.n,
           a.danger OR row_number() OVER () %% %(urgent_of)s = 0 AS danger
      FROM generate_series(1, %(copies)s) AS s (n), link_message m
      JOIN handover h ON h.id = m.subject_id AND h.side = 'origin'
      JOIN appeal a ON a.id = h.appeal_id
     WHERE m.kind = 'offer' AND m.delivered_at IS NULL AND m.peer IS NULL
     LIMIT %(rows)s
"""
FLAGS = "'danger', t.danger OR c.danger, 'urgent', t.urgent OR c.danger"
TABLES = {
    "contact": ("t.id = c.contact", f"'id', {NEW.format('c.contact')}"),
    "appeal": (
        "t.id = c.appeal",
        f"'id', {NEW.format('c.appeal')}, 'contact_id', {NEW.format('c.contact')}, 'number', t.number || '-' || c.n,"
        + FLAGS,
    ),
    "triage_decision": ("t.appeal_id = c.appeal", f"'appeal_id', {NEW.format('c.appeal')}"),
    "work_order": (
        "t.id = c.order_id",
        f"'id', {NEW.format('c.order_id')}, 'appeal_id', {NEW.format('c.appeal')}, 'number', t.number || '-' || c.n,"
        + FLAGS,
    ),
    "handover": (
        "t.id = c.handover AND t.side = 'origin'",
        f"'id', {NEW.format('c.handover')}, 'appeal_id', {NEW.format('c.appeal')}, 'order_id', "
        f"{NEW.format('c.order_id')}, 'number', t.number || '-' || c.n, 'danger', t.danger OR c.danger",
    ),
}
MESSAGES_SQL = f"""
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    SELECT {NEW.format("c.message")}, m.sender, m.receiver, m.kind, {NEW.format("c.handover")}, c.danger, m.at,
           m.body::jsonb || jsonb_build_object(
               'number', (m.body->>'number') || '-' || c.n, 'order_id', {NEW.format("c.order_id")},
               'order_number', (m.body->>'order_number') || '-' || c.n,
               'opening', (m.body->'opening')::jsonb || jsonb_build_object(
                   'appeal_id', {NEW.format("c.appeal")}, 'danger', c.danger, 'urgent', c.danger))
      FROM copy c JOIN link_message m ON m.id = c.message
     ORDER BY c.n, m.pos
"""  # noqa: S608


def copy_offers(url: str, rows: int) -> int:
    """Copy the offers that wait until there are ``rows`` more. Returns how many wait now."""
    with psycopg.connect(url) as connection:
        real = _waiting(connection)
        if not real:
            raise RuntimeError("no offer waits")
        params = {"copies": -(-rows // real), "rows": rows, "urgent_of": URGENT_OF}
        connection.execute(COPIES_SQL, params)
        for table, (joined, changes) in TABLES.items():
            connection.execute(
                f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(t) ||"  # type: ignore[arg-type]  # noqa: S608
                f" jsonb_build_object({changes}))).* FROM copy c JOIN {table} t ON {joined}"
            )
        connection.execute(MESSAGES_SQL)  # type: ignore[arg-type]
        made = _waiting(connection)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return made


def count_waiting(url: str) -> int:
    """Offers that have not been written for the other side yet."""
    with psycopg.connect(url) as connection:
        return _waiting(connection)


def _waiting(connection: psycopg.Connection) -> int:
    found = connection.execute(
        "SELECT count(*) FROM link_message WHERE kind = 'offer' AND delivered_at IS NULL AND peer IS NULL"
    ).fetchone()
    return int(found[0]) if found else 0
