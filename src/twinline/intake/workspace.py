"""What both sides look at together while a matter is between them: where it is, and what the other side sees (R34)."""

from typing import Any
from uuid import UUID

from twinline.appeals import Appeal, AppealNotFound
from twinline.clocks import City
from twinline.identity import ROLES, Actor
from twinline.intake import queries
from twinline.intake.compose import Desk
from twinline.kernel.db import Conn
from twinline.places import Datum, Point

WATCHERS = {
    "12345": {"desk": "agent", "leaders": "leader_12345"},
    "110": {"desk": "call_taker", "leaders": "leader_110"},
}
SEEN = ("title", "words", "address", "danger", "urgent", "owner_platform", "orders")


async def workspace(conn: Conn, actor: Actor, desk: Desk, appeal_id: UUID) -> dict[str, Any]:
    """The place in WGS-84 with the system it was given in, and the appeal as the other side's own route answers it.
    Raises AppealNotFound."""
    appeal = await queries.find(conn, actor, appeal_id)
    there = "110" if actor.platform == "12345" else "12345"
    shown: dict[str, Any] = {"seen_by": "nobody", "appeal": None}
    for who, role in WATCHERS[there].items():
        try:
            seen = await queries.get_appeal(conn, _watcher(desk.city, there, role), desk.cipher, appeal_id)
        except AppealNotFound:
            continue
        shown = {"seen_by": who, "appeal": _cut(seen, hide_caller=appeal.confidential and actor.scope == "unit")}
        break
    return {"place": place_of(appeal), "platform": there, **shown}


def _watcher(city: City, platform: str, role: str) -> Actor:
    """Somebody of the other side, who is never let do anything."""
    unit = city.directory.desk(platform).id
    return Actor(None, "", platform, unit, (role,), frozenset(ROLES[role].permissions))


def _cut(seen: dict[str, Any], *, hide_caller: bool) -> dict[str, Any]:
    """Of the other side's answer what is no secret of its own: nothing it could have counted or found by itself."""
    caller = {name: None if hide_caller else seen["contact"][name] for name in ("caller", "phone")}
    return {name: seen[name] for name in SEEN} | caller


def place_of(appeal: Appeal) -> dict[str, Any] | None:
    """Where an appeal is, for a map."""
    if appeal.lon is None or appeal.lat is None:
        return None
    true = Point.given(appeal.lon, appeal.lat, appeal.datum).to(Datum.WGS84)
    return {"lon": round(true.lon, 6), "lat": round(true.lat, 6), "given": appeal.datum or "WGS84"}
