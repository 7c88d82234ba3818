"""The append-only ledger of what happened to every order, chained by SM3 (R46), with its outbox row.

A subject (order, appeal, handover …) carries ``version`` and ``head``: the number and the hash of its newest
event. An event's hash covers its content and its predecessor's hash, so that any later change shows; the
day's root (``anchor``) covers all heads of the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from twinline.kernel.db import Tx, insert_json
from twinline.kernel.hashing import canonical_json, sm3


class Subject(Protocol):
    """Anything with a chain of events."""

    @property
    def id(self) -> UUID: ...
    @property
    def appeal_id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def head(self) -> bytes | None: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class By:
    """Who did it: platform, unit and person (no person: the system itself)."""

    platform: str
    unit_id: UUID | None
    actor_id: UUID | None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may hear of an event (promise 6); carried on the outbox row, checked at every delivery."""

    platforms: tuple[str, ...]
    units: tuple[UUID, ...]
    division: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One link of a subject's chain; ``data`` is canonical JSON, exactly as hashed."""

    subject_kind: str
    subject_id: UUID
    appeal_id: UUID
    seq: int
    event: str
    from_state: str | None
    to_state: str
    at: datetime
    by: By
    data: bytes
    prev: bytes | None
    hash: bytes


def event_hash(fields: Mapping[str, Any], data: bytes, prev: bytes | None) -> bytes:
    """SM3 over predecessor, the identifying fields and the data."""
    return sm3((prev or b"") + canonical_json(fields) + data)


def link(
    *,
    kind: str,
    subject_id: UUID,
    appeal_id: UUID,
    version: int,
    head: bytes | None,
    event: str,
    from_state: str | None,
    to_state: str,
    at: datetime,
    by: By,
    data: Mapping[str, Any],
) -> Event:
    """Make the next event of a chain. Pure."""
    body = canonical_json(data)
    fields = {
        "k": kind,
        "s": str(subject_id),
        "n": version + 1,
        "e": event,
        "f": from_state,
        "t": to_state,
        "at": at.astimezone(UTC),
        "p": by.platform,
        "a": str(by.actor_id) if by.actor_id else None,
        "u": str(by.unit_id) if by.unit_id else None,
    }
    digest = event_hash(fields, body, head)
    return Event(kind, subject_id, appeal_id, version + 1, event, from_state, to_state, at, by, body, head, digest)


def first_event(
    kind: str, subject: Subject, *, at: datetime, by: By, data: Mapping[str, Any], chain: UUID | None = None
) -> Event:
    """The first event of a subject, ``open``; ``chain`` when its events stand under another id than its own."""
    return link(
        kind=kind,
        subject_id=chain or subject.id,
        appeal_id=subject.appeal_id,
        version=0,
        head=None,
        event="open",
        from_state=None,
        to_state=subject.state,
        at=at,
        by=by,
        data=data,
    )


def next_event(
    kind: str,
    subject: Subject,
    event: str,
    *,
    to_state: str,
    at: datetime,
    by: By,
    data: Mapping[str, Any],
    chain: UUID | None = None,
) -> Event:
    """The next event of a subject, which is as it was before it."""
    return link(
        kind=kind,
        subject_id=chain or subject.id,
        appeal_id=subject.appeal_id,
        version=subject.version,
        head=subject.head,
        event=event,
        from_state=subject.state,
        to_state=to_state,
        at=at,
        by=by,
        data=data,
    )


def row_of(event: Event) -> dict[str, Any]:
    """The event as a row for RECORD_SQL."""
    return {
        "subject_id": event.subject_id,
        "seq": event.seq,
        "subject_kind": event.subject_kind,
        "appeal_id": event.appeal_id,
        "event": event.event,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "at": event.at,
        "platform": event.by.platform,
        "actor_id": event.by.actor_id,
        "unit_id": event.by.unit_id,
        "data": event.data.decode(),
        "prev": "\\x" + event.prev.hex() if event.prev else None,
        "hash": "\\x" + event.hash.hex(),
    }


RECORD_SQL = """
    WITH e AS (
        SELECT * FROM json_to_recordset(%(rows)s::json) AS r(
            subject_id uuid, seq int, subject_kind text, appeal_id uuid, event text, from_state text, to_state text,
            at timestamptz, platform text, actor_id uuid, unit_id uuid, data text, prev bytea, hash bytea,
            platforms text[], units uuid[], division text, restricted boolean)
    ), written AS (
        INSERT INTO order_event (subject_id, seq, subject_kind, appeal_id, event, from_state, to_state, at, platform,
                                 actor_id, unit_id, data, prev, hash)
        SELECT subject_id, seq, subject_kind, appeal_id, event, from_state, to_state, at, platform, actor_id, unit_id,
               data::json, prev, hash FROM e
    )
    INSERT INTO outbox (topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units, division, restricted,
                        data)
    SELECT subject_kind || '.' || event, subject_kind, subject_id, appeal_id, seq, at, platforms, units, division,
           restricted, json_build_object('state', to_state, 'from', from_state, 'platform', platform)
      FROM e
"""


def outbox_row(event: Event, audience: Audience) -> dict[str, Any]:
    """Event and outbox columns together, as RECORD_SQL takes them."""
    row = row_of(event)
    row["platforms"] = audience.platforms
    row["units"] = audience.units
    row["division"] = audience.division
    row["restricted"] = audience.restricted
    return row


async def record(tx: Tx, events: Iterable[tuple[Event, Audience]]) -> None:
    """Write events and their outbox rows in one statement, in the given order."""
    await insert_json(tx.conn, RECORD_SQL, [outbox_row(e, a) for e, a in events])
