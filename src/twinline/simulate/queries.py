"""What the simulation looks at: everything about some appeals at one moment, and what both sides exchanged."""

from dataclasses import dataclass
from uuid import UUID

from twinline.simulate.databases import OneConnection
from twinline.simulate.model import Row

LOOKS = (
    ("appeals", """
        SELECT id, number, owner_platform, owner_unit_id, first_receiver, danger, restricted, confidential, shared,
               merged_into, closed_at, version, head FROM appeal WHERE id = ANY(%(appeals)s) ORDER BY id"""),
    ("cases", """
        SELECT 'case' AS kind, id, number, appeal_id, platform, state, version, head, mirror, loop_open, ack_pending,
               danger, lead_unit_id, merged_into, closed_at
          FROM work_order WHERE appeal_id = ANY(%(appeals)s) ORDER BY id"""),
    ("incidents", """
        SELECT 'incident' AS kind, id, number, appeal_id, platform, state, version, head, mirror, loop_open, danger,
               dispatched_at, closed_at FROM police_order WHERE appeal_id = ANY(%(appeals)s) ORDER BY id"""),
    ("parts", """
        SELECT d.order_id, d.unit_id, d.state, d.released_at
          FROM police_dispatch d JOIN police_order p ON p.id = d.order_id
         WHERE p.appeal_id = ANY(%(appeals)s) ORDER BY d.order_id, d.number"""),
    ("handovers", """
        SELECT id, number, platform, side, peer, appeal_id, order_kind, order_id, peer_order_id, state, version, head,
               danger, due_at, open FROM handover WHERE appeal_id = ANY(%(appeals)s) ORDER BY id, side DESC"""),
    ("joints", """
        SELECT id, number, platform, side, peer, kind, appeal_id, order_kind, order_id, peer_order_id, state, version,
               head, danger FROM joint_action WHERE appeal_id = ANY(%(appeals)s) ORDER BY id, side DESC"""),
    ("adopted", """
        SELECT a.id FROM appeal a WHERE a.received_at > %(since)s AND a.id <> ALL(%(appeals)s)
         ORDER BY a.received_at DESC, a.id LIMIT 8"""),
    ("last", "SELECT coalesce(max(pos), 0) AS pos FROM outbox"),
)  # fmt: skip
APPEALS_SQL = (("ids", "SELECT id FROM appeal ORDER BY id"),)
EXCHANGED = (
    ("out", """
        SELECT peer, seq, message_id::text AS message_id, encode(digest, 'hex') AS digest, push_state, refused
          FROM exchange_out ORDER BY peer, seq"""),
    ("taken", """
        SELECT peer, seq, message_id::text AS message_id, encode(digest, 'hex') AS digest,
               admitted_at IS NOT NULL AS admitted, failures, error FROM exchange_in ORDER BY peer, seq"""),
    ("undelivered", """
        SELECT id::text AS id, kind, receiver, failures, last_error FROM link_message
         WHERE delivered_at IS NULL ORDER BY pos"""),
    ("inbox", "SELECT message_id::text AS message_id FROM link_inbox ORDER BY message_id"),
    ("keys", """
        SELECT k.key, k.appeal_id::text AS appeal_id FROM intake_key k ORDER BY k.key"""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about the appeals in play at one moment; two equal looks mean that nothing changed between them."""

    appeals: list[Row]
    cases: list[Row]
    incidents: list[Row]
    parts: list[Row]
    handovers: list[Row]
    joints: list[Row]
    adopted: list[Row]
    last: list[Row]

    @property
    def orders(self) -> list[Row]:
        return [*self.cases, *self.incidents]


async def look(db: OneConnection, appeals: list[UUID], since: object) -> Look:
    """One way to the server and back."""
    return Look(**await db.ask(LOOKS, {"appeals": appeals, "since": since}))


async def every_appeal(db: OneConnection) -> list[UUID]:
    return [row["id"] for row in (await db.ask(APPEALS_SQL, {}))["ids"]]


async def exchanged(db: OneConnection) -> dict[str, list[Row]]:
    """What was told, taken, admitted and delivered."""
    return await db.ask(EXCHANGED, {})
