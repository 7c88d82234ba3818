"""What a document needs of the database, as far as its reader may see it (promise 6)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.appeals import Appeal
from twinline.appeals import actions as appeal_actions
from twinline.appeals import store as appeals
from twinline.clocks import City
from twinline.exchange.faces.eido.model import Facts, UnitPart
from twinline.identity import Actor
from twinline.incidents import PoliceOrder, PoliceOrderNotFound
from twinline.incidents import store as incidents
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Conn, Tx, fetch_dicts, fetch_value
from twinline.linkage import queries as linkage

CLASS_NAME_SQL = "SELECT name FROM police_class WHERE code = %(code)s ORDER BY valid_from DESC LIMIT 1"
ORDER_ID_SQL = "SELECT id FROM police_order WHERE number = %(number)s"
UNITS_SQL = """
    SELECT u.code, u.name, d.number, d.state, d.form,
           greatest(d.dispatched_at, d.signed_at, d.set_out_at, d.arrived_at, d.fed_back_at, d.released_at) AS at
      FROM police_dispatch d JOIN unit u ON u.id = d.unit_id
     WHERE d.order_id = %(order_id)s ORDER BY d.dispatched_at, u.code
"""
FEEDBACK_SQL = """
    SELECT f.id, u.code AS unit_code, f.at, f.result_code, f.result
      FROM police_feedback f JOIN unit u ON u.id = f.unit_id WHERE f.order_id = %(order_id)s ORDER BY f.at, f.id
"""


async def facts(
    tx: Tx,
    actor: Actor,
    city: City,
    *,
    instance: str,
    order_id: UUID,
    reveal: tuple[FieldCipher, str] | None = None,
) -> Facts:
    """The facts of an order that the caller may read. ``reveal``: the key and the reason for which who called is shown,
    which is audited. Raises PoliceOrderNotFound, also for who may not read police orders, and AppealNotFound."""
    order, appeal = await _order(tx.conn, actor, order_id)
    person = None
    if reveal:
        cipher, reason = reveal
        person = await appeal_actions.reveal(tx, actor, cipher, appeal_id=appeal.id, reason=reason)
    contact = await appeals.contact(tx.conn, appeal.contact_id)
    desk = city.directory.desk("110")
    handovers, joints = await linkage.of_appeal(tx.conn, actor, appeal.id)
    links = [(appeal.number, "appeal"), *((h.peer_number, h.reason_code) for h in handovers if h.peer_number)]
    links += [(j.peer_number, j.kind) for j in joints if j.peer_number]
    return Facts(
        instance=instance,
        at=tx.now,
        order=order,
        appeal=appeal,
        channel=contact.channel if contact else "",
        form=appeals.form_for(order.form, confidential=appeal.confidential, scope=actor.scope),
        desk_code=desk.code,
        desk_name=desk.name,
        class_name=await class_name(tx.conn, order.class_current) or "",
        units=[_part(row) for row in await fetch_dicts(tx.conn, UNITS_SQL, {"order_id": order.id})],
        feedback=await fetch_dicts(tx.conn, FEEDBACK_SQL, {"order_id": order.id}),
        links=links,
        person=person,
    )


async def _order(conn: Conn, actor: Actor, order_id: UUID) -> tuple[PoliceOrder, Appeal]:
    order = await incidents.get(conn, order_id, actor.sight) if actor.can("incident.read") else None
    appeal = order and await appeals.get(conn, order.appeal_id, actor.sight)
    if order is None or appeal is None:
        raise PoliceOrderNotFound
    return order, appeal


def _part(row: Mapping[str, Any]) -> UnitPart:
    return UnitPart(row["code"], row["name"], row["number"], row["state"], row["at"], row["form"].get("opinion") or "")


async def class_name(conn: Conn, code: str) -> str | None:
    """The name of a police class; None for a code that is none of ours."""
    return await fetch_value(conn, CLASS_NAME_SQL, {"code": code})


async def order_id(conn: Conn, number: str) -> UUID:
    """Raises PoliceOrderNotFound."""
    found = await fetch_value(conn, ORDER_ID_SQL, {"number": number})
    if found is None:
        raise PoliceOrderNotFound
    return found
