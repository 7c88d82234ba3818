"""Many orders from few: real ones are made through the API, and copied with all that hangs on them, each copy a day
older. What is old has ended, but for one in ten of the last weeks and a few that nobody ever ends.
"""

from __future__ import annotations

import psycopg

DAYS_LIVELY = 20
"""So long one in ten is still open; of older ones one in five hundred."""
# A copy of every row with all its keys moved k days into the past; human numbers get a suffix.
SHIFT_SQL = """
    CREATE OR REPLACE FUNCTION bench_shift(id uuid, k int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
        SELECT (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint
                            - k * 86400000::bigint), 12, '0')
                || substr(replace(id::text, '-', ''), 13))::uuid
    $$
"""
KEYS = {
    "contact": ("id",), "appeal": ("id", "contact_id"), "work_order": ("id", "appeal_id"),
    "police_order": ("id", "appeal_id"), "clock": ("order_id", "appeal_id"), "triage_decision": ("appeal_id",),
    "order_event": ("subject_id", "appeal_id"), "search_doc": ("appeal_id",),
    "work_order_unit": ("order_id",), "appeal_access": ("appeal_id",), "appeal_history": ("appeal_id",),
    "handover": ("id", "appeal_id", "order_id", "peer_order_id"),
    "joint_action": ("id", "appeal_id", "order_id", "peer_order_id"),
    "owner_change": ("appeal_id", "handover_id"),
}  # fmt: skip
TIMES = frozenset(
    ("received_at", "recorded_at", "at", "opened_at", "replied_at", "started_at", "due_at", "dispatched_at",
     "signed_at", "offered_at", "delivered_at", "accepted_at", "requested_at", "acknowledged_at")
)  # fmt: skip
# The same for an appeal and all that belongs to it.
PLACE = "('x' || substr(md5(t.appeal_id::text || k), 1, 7))::bit(28)::int"
OPEN = f"(({PLACE}) % CASE WHEN k <= {DAYS_LIVELY} THEN 10 ELSE 500 END = 0)"
OLDER = "t.{} - k * interval '1 day'"
CASES_OPEN = "(ARRAY['dispatched', 'signed', 'handling', 'replied', 'reviewed', 'revisited'])"
ENDED = {
    "appeal": {"closed_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('received_at')} + interval '3 hours' END"},
    "work_order": {
        "state": f"CASE WHEN NOT {OPEN} THEN 'closed' WHEN t.lead_unit_id IS NULL THEN t.state "
                 f"ELSE {CASES_OPEN}[1 + ({PLACE}) / 500 % 6] END",
        "closed_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('opened_at')} + interval '3 hours' END",
        "person_replied_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('opened_at')} + interval '2 hours' END",
        "loop_open": f"t.loop_open AND {OPEN}",
        "ack_pending": f"t.ack_pending AND {OPEN}",
        "return_count": f"CASE WHEN ({PLACE}) / 500 % 50 = 0 THEN 2 ELSE 0 END",
    },
    "police_order": {
        "state": f"CASE WHEN {OPEN} THEN t.state ELSE 'closed' END",
        "closed_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('opened_at')} + interval '3 hours' END",
        "result": f"CASE WHEN NOT {OPEN} THEN '已到场处置' END",
        "loop_open": f"t.loop_open AND {OPEN}",
    },
    "clock": {
        "state": f"CASE WHEN {OPEN} THEN t.state ELSE 'stopped' END",
        "stopped_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('started_at')} + interval '2 hours' END",
        "alerts": f"CASE WHEN {OPEN} AND t.due_at - k * interval '1 day' < now() THEN 2 ELSE 0 END",
        # The worker is not to say again what would have been said in those days.
        "next_alert_at": "NULL",
    },
    "handover": {
        "state": f"CASE WHEN {OPEN} THEN t.state ELSE 'returned' END",
        "open": f"t.open AND {OPEN}",
    },
    "joint_action": {
        "finished_at": f"CASE WHEN NOT {OPEN} THEN {OLDER.format('requested_at')} + interval '2 hours' END",
    },
}  # fmt: skip
AT_ONCE = 10


def copy_days(url: str, copies: int) -> None:
    """Put ``copies`` days before the one that is there."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SHIFT_SQL)
        connection.execute("SET synchronous_commit = off")
        for table in KEYS:
            _copy(connection, table, copies)


def _copy(connection: psycopg.Connection, table: str, copies: int) -> None:
    keys = KEYS[table]
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attidentity = ''",
        (table,),
    ).fetchall()
    first = connection.execute(f"SELECT {keys[0]} FROM {table} ORDER BY {keys[0]} LIMIT 1").fetchone()  # type: ignore[arg-type]  # noqa: S608
    if first is None:
        return
    columns = [row[0] for row in found]
    source = ", ".join(_expression(table, column) for column in columns)
    for start in range(1, copies + 1, AT_ONCE):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {source} FROM {table} t, "  # type: ignore[arg-type]  # noqa: S608
            f"generate_series({start}, {min(start + AT_ONCE - 1, copies)}) k "
            f"WHERE t.{keys[0]} >= '{first[0]}'"
        )


def _expression(table: str, column: str) -> str:
    changed = ENDED.get(table, {}).get(column)
    if changed is not None:
        # An appeal's own key is what its orders know it by.
        return changed.replace("t.appeal_id", "t.id") if table == "appeal" else changed
    if column in KEYS[table]:
        return f"bench_shift(t.{column}, k)"
    if column in TIMES:
        return OLDER.format(column)
    if column == "number":
        return "t.number || '-' || k"
    return f"t.{column}"
