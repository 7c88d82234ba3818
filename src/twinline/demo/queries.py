"""What the trial of two instances compares, read from their databases themselves."""

from typing import Any, NamedTuple
from uuid import UUID

from twinline.kernel.db import Conn, fetch_dicts, fetch_value

# Under way between the platforms, or not yet looked at by what tells the other one of results and ends.
MOVING_SQL = """
    SELECT (SELECT count(*) FROM link_message WHERE delivered_at IS NULL)
         + (SELECT count(*) FROM outbox o JOIN outbox_cursor c ON c.subscriber = 'linkage' WHERE o.xid >= c.from_xid)
"""
OWNERS_SQL = "SELECT id, owner_platform FROM appeal WHERE shared"
HANDOVERS_SQL = "SELECT id, side, state FROM handover"


class Shared(NamedTuple):
    """What both instances must say alike: who owns each matter that both know, and how each handover stands."""

    owners: dict[UUID, str]
    handovers: dict[UUID, str]


async def moving(conn: Conn) -> int:
    return int(await fetch_value(conn, MOVING_SQL, {}))


async def shared(conn: Conn) -> Shared:
    owners = await fetch_dicts(conn, OWNERS_SQL, {})
    handovers = await fetch_dicts(conn, HANDOVERS_SQL, {})
    return Shared(_by_id(owners, "owner_platform"), _by_id(handovers, "state"))


def _by_id(rows: list[dict[str, Any]], column: str) -> dict[UUID, str]:
    return {row["id"]: row[column] for row in rows}
