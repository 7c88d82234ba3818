"""A city in one process that random walks live in: its people, its clock, and one look at everything that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from support.people import People
from twinline.clocks import City
from twinline.identity import Actor
from twinline.intake import Desk
from twinline.kernel.clock import ManualClock
from twinline.kernel.db import Database

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
CAST = (
    "agent",
    "dispatcher",
    "clerk",
    "supervisor",
    "leader_12345",
    "call_taker",
    "police_dispatcher",
    "officer",
    "leader_110",
)
LOOKS: Mapping[str, str] = {
    "appeals": """
        SELECT id, owner_platform, owner_unit_id, first_receiver, danger, shared, merged_into, replied_at, closed_at,
               version, head FROM appeal WHERE id = ANY(%(appeals)s) ORDER BY id""",
    "cases": """
        SELECT 'case' AS kind, id, appeal_id, platform, state, version, head, mirror, loop_open, ack_pending, danger,
               lead_unit_id, reply, extension, merged_into, person_replied_at, closed_at
          FROM work_order WHERE appeal_id = ANY(%(appeals)s) ORDER BY id""",
    "incidents": """
        SELECT 'incident' AS kind, id, appeal_id, platform, state, version, head, mirror, loop_open, danger, result,
               dispatched_at, closed_at FROM police_order WHERE appeal_id = ANY(%(appeals)s) ORDER BY id""",
    "parts": """
        SELECT d.order_id, d.unit_id, d.state, d.released_at
          FROM police_dispatch d JOIN police_order p ON p.id = d.order_id
         WHERE p.appeal_id = ANY(%(appeals)s) ORDER BY d.order_id, d.number""",
    "handovers": """
        SELECT id, platform, side, peer, appeal_id, order_kind, order_id, peer_order_id, state, version, head, danger,
               due_at, own_position, peer_position, decided_owner, decided_by, open
          FROM handover WHERE appeal_id = ANY(%(appeals)s) ORDER BY id, side DESC""",
    "joints": """
        SELECT id, platform, side, peer, kind, appeal_id, order_kind, order_id, peer_order_id, state, version, head,
               danger, acknowledged_at, finished_at
          FROM joint_action WHERE appeal_id = ANY(%(appeals)s) ORDER BY id, side DESC""",
    "messages": """
        SELECT id, sender, receiver, kind, subject_id, urgent, at, body, pos
          FROM link_message WHERE delivered_at IS NULL ORDER BY pos""",
    "last": "SELECT max(pos) AS pos FROM (SELECT pos FROM outbox ORDER BY xid DESC, pos DESC LIMIT 1) o",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about the walk's appeals at one moment; two equal looks mean that nothing changed between them."""

    appeals: list[Row]
    cases: list[Row]
    incidents: list[Row]
    parts: list[Row]
    handovers: list[Row]
    joints: list[Row]
    messages: list[Row]
    last: list[Row]

    @property
    def orders(self) -> list[Row]:
        return [*self.cases, *self.incidents]

    def appeal(self, appeal_id: UUID) -> Row:
        return next(a for a in self.appeals if a["id"] == appeal_id)


@dataclass
class World:
    """The database, the clock that the walk moves, and who acts in it."""

    db: Database
    clock: ManualClock
    desk: Desk
    people: Mapping[str, Actor]
    units: Mapping[str, Sequence[UUID]]
    appeals: list[UUID] = field(default_factory=list)

    @property
    def city(self) -> City:
        return self.desk.city

    def of(self, platform: str) -> list[Actor]:
        return [a for a in self.people.values() if a.platform == platform]

    def able(self, platform: str, permission: str) -> list[Actor]:
        """Everybody of a platform who holds the permission."""
        return [a for a in self.of(platform) if a.can(permission)]

    async def look(self) -> Look:
        """Ask for everything at once: one way to the server and back."""
        params = {"appeals": self.appeals}
        async with self.db.pool.connection() as conn, AsyncExitStack() as stack:
            found = {}
            async with conn.pipeline():
                for name, sql in LOOKS.items():
                    found[name] = await stack.enter_async_context(conn.cursor(row_factory=dict_row))
                    await found[name].execute(sql, params)  # type: ignore[arg-type]
            return Look(**{name: await cursor.fetchall() for name, cursor in found.items()})


async def world_of(people: People, db: Database) -> World:
    """A world on the test's database and cast; the database's clock becomes one that only the walk moves."""
    actors = {name: getattr(people, name).actor for name in CAST}
    second = await people.of("unit_clerk", "440106-market_regulation")
    other = await people.of("police_unit", "440106-traffic_police")
    actors |= {"clerk_2": second.actor, "officer_2": other.actor}
    units = {
        "12345": [actors["clerk"].unit_id, actors["clerk_2"].unit_id],
        "110": [actors["officer"].unit_id, actors["officer_2"].unit_id],
    }
    clock = ManualClock(BEGIN)
    db.clock = clock
    return World(db, clock, people.app.state.desk, actors, units)


def begin(world: World, days: int, seconds: int) -> None:
    """A fresh sequence: no appeals, and a moment of the year."""
    world.appeals = []
    world.clock = ManualClock(BEGIN + timedelta(days=days, seconds=seconds))
    world.db.clock = world.clock
