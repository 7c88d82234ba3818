"""Reminders of obligations: at 80 %, at 100 %, and one (working) day after (R41).

A way of judging that moved is told as an obligation is: at the first sign, at the alarm, and when it lasts (R68).

A reminder is derived from the clock's stamps, so it is no link of an order's chain; the timeline shows it beside the
chain, and boards hear of it by the fact ``clock.alert``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.clocks import City, Due, take_due
from twinline.kernel.db import Database, Tx
from twinline.oversight import store

BATCH_CLOCKS = 200
LEVELS = ("near", "due", "day_over")
"""The names of the steps 1, 2 and 3."""
DRIFT_LEVELS = ("watch", "alarm", "lasting")
"""The same of a way of judging."""
PEER_DUTY = frozenset({"handover_accept", "handover_receipt"})
DESK_DUTY = PEER_DUTY | {
    "case_dispatch",
    "case_review",
    "return_review",
    "extension_review",
    "revisit",
    "negotiation",
    "police_dispatch",
}
"""Steps that a platform's desk takes; ``PEER_DUTY`` those of the other platform's desk."""


async def remind(db: Database, city: City, *, limit: int = BATCH_CLOCKS) -> int:
    """Tell every step that has come; returns how many. Any number of processes may run it: each step is told once."""
    told, full = 0, True
    while full:
        async with db.transaction() as tx:
            found = await take_due(tx, city, limit=limit)
            rows = _rows(tx, city, found)
            told += await store.remind(tx.conn, rows) if rows else 0
        full = len(found) == limit
    return told


def _rows(tx: Tx, city: City, found: list[Due]) -> list[dict[str, Any]]:
    """A row per step; keys of one moment are put in order, so that lists show the steps in theirs."""
    steps = [(due, level) for due in found for level in due.levels]
    keys = sorted(tx.new_id() for _ in steps)
    return [{"id": key} | _row(tx, city, due, level) for key, (due, level) in zip(keys, steps, strict=True)]


def _row(tx: Tx, city: City, due: Due, level: int) -> dict[str, Any]:
    clock = due.clock
    return {
        "order_id": clock.order_id,
        "kind": clock.kind,
        "n": clock.n,
        "level": level,
        "platform": clock.platform,
        "desk": city.directory.desk(_desk_of(clock.platform, clock.kind)).id,
        "desk_duty": clock.kind in DESK_DUTY,
        "appeal_id": clock.appeal_id,
        "due_at": due.due_at,
        "at": tx.now,
        "step": LEVELS[level - 1],
    }


def _desk_of(platform: str, kind: str) -> str:
    if kind not in PEER_DUTY:
        return platform
    return "110" if platform == "12345" else "12345"


async def remind_drift(tx: Tx, *, subject: str, step: str, day_end: datetime, desk: UUID) -> None:
    """Tell once that a way of judging moved on the day that ends then: ``step`` is one of DRIFT_LEVELS. The duty is
    12345's desk's, whose matter the models are."""
    row = {"id": tx.new_id(), "level": DRIFT_LEVELS.index(step) + 1, "platform": "12345", "unit_id": desk}
    await store.remind_subject(tx.conn, {**row, "kind": "drift", "subject": subject, "due_at": day_end, "at": tx.now})


async def remind_receipt(tx: Tx, city: City, late: Sequence[Mapping[str, Any]]) -> None:
    """Tell, once, of handovers whose offer (``order_id``) the other side has not acknowledged by ``due_at`` (R11)."""
    same = {"kind": "handover_receipt", "n": 1, "level": 2, "step": LEVELS[1], "desk_duty": True, "at": tx.now}
    rows = [
        same
        | {name: row[name] for name in ("order_id", "platform", "appeal_id", "due_at")}
        | {"id": tx.new_id(), "desk": city.directory.desk(_desk_of(row["platform"], "handover_receipt")).id}
        for row in late
    ]
    if rows:
        await store.remind(tx.conn, rows)


async def remind_exchange(
    tx: Tx, *, kind: str, subject: str, platform: str, day_end: datetime, desk: UUID | None, step: str = "alarm"
) -> None:
    """Tell a platform's desk, once for each subject, ``step`` of DRIFT_LEVELS and moment, what is wrong between it and
    a peer (R3, R45)."""
    row = {"id": tx.new_id(), "level": DRIFT_LEVELS.index(step) + 1, "platform": platform, "unit_id": desk}
    told = {**row, "kind": kind, "subject": subject, "due_at": day_end, "at": tx.now}
    await store.remind_subject(tx.conn, told)
