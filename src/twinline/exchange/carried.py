"""What of an appeal travels with the messages about it, and its copy on the other instance (R8, R9, promise 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import Appeal, Contact
from twinline.appeals import actions as appeals
from twinline.appeals import store as appeals_store
from twinline.clocks import City
from twinline.exchange import attached_store, store
from twinline.identity import Actor
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Tx, execute, fetch_dicts, insert_json
from twinline.linkage import desk

OPENS = frozenset(("offer", "joint_request"))
"""Kinds that may be the first that the other side hears of an appeal."""


def appeal_of(body: Mapping[str, Any]) -> UUID | None:
    """The appeal that a message opens an order for."""
    opening: Mapping[str, Any] | None = body.get("opening")
    return UUID(opening["appeal_id"]) if opening else None


def body_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a message. What it opens is in danger when its appeal is: that may have been raised after the words
    of the message were written, and what said so then may be lost (promise 2)."""
    body: dict[str, Any] = data["body"]
    if not (body.get("opening") and data["appeal"]["danger"]):
        return body
    return {**body, "opening": {**body["opening"], "danger": True}}


def travelling(row: Mapping[str, Any], city: City, cipher: FieldCipher) -> dict[str, Any]:
    """The appeal as the other side needs it: words, caller and place, judgement with its reasons, flags that bind."""
    unit = row["complained_unit_id"] and city.directory.find(row["complained_unit_id"])
    kept = {name: value for name, value in row.items() if name not in _LEFT}
    return kept | {
        "complained_unit": unit.code if unit else None,
        "caller": cipher.open(row["caller_name_enc"]) if row["caller_name_enc"] else None,
        "phone": cipher.open(row["phone_enc"]) if row["phone_enc"] else None,
    }


_LEFT = frozenset(("complained_unit_id", "caller_name_enc", "phone_enc"))


async def share(tx: Tx, peer: str, told: Iterable[Mapping[str, Any]]) -> None:
    """Note that the appeals in the data of messages are known to a peer: their attachments follow."""
    appeals = [UUID(data["appeal"]["id"]) for data in told if data.get("appeal")]
    if appeals:
        await execute(tx.conn, attached_store.SHARE_SQL, {"peer": peer, "appeals": appeals})


async def adopt(tx: Tx, city: City, cipher: FieldCipher, told: Sequence[tuple[Mapping[str, Any], str]]) -> None:
    """Make or mend this instance's copies of appeals, each with the platform that is told of it. Flags only go up."""
    ids = [UUID(said["id"]) for said, _ in told]
    known = {row["id"] for row in await fetch_dicts(tx.conn, store.KNOWN_APPEALS_SQL, {"ids": ids})}
    fresh = {
        appeal: said for appeal, (said, _) in zip(reversed(ids), reversed(told), strict=True) if appeal not in known
    }
    if fresh:
        await _copy(tx, city, cipher, list(reversed(fresh.values())))
    for appeal, (said, platform) in zip(ids, told, strict=True):
        if said is not fresh.get(appeal):
            await _mend(tx, desk(city, platform), appeal, said)


async def _mend(tx: Tx, actor: Actor, appeal_id: UUID, said: Mapping[str, Any]) -> None:
    (known,) = await fetch_dicts(tx.conn, store.FLAGS_SQL, {"id": appeal_id})
    if (said["restricted"], said["confidential"]) != (known["restricted"], known["confidential"]):
        flags = {name: said[name] for name in ("restricted", "confidential")}
        await execute(tx.conn, store.BIND_SQL, {"id": appeal_id, **flags})
    if said["danger"] and not known["danger"]:
        await appeals.raise_danger(tx, actor, appeal_id=appeal_id, reason=said["title"])


async def _copy(tx: Tx, city: City, cipher: FieldCipher, told: Sequence[Mapping[str, Any]]) -> None:
    numbers = [said["number"] for said in told]
    taken = {row["number"] for row in await fetch_dicts(tx.conn, store.NUMBERS_TAKEN_SQL, {"numbers": numbers})}
    contacts, copies = list[Contact](), list[Appeal]()
    for said in told:
        number = said["number"]
        if number in taken:
            # The other side was put back to an older state and gave the number twice.
            number = await tx.number("appeal", said["division"])
        taken.add(number)
        contacts.append(_contact(tx, cipher, said))
        copies.append(_appeal(city, contacts[-1], said, number))
    await appeals_store.insert(tx.conn, contacts, copies)
    decisions = [{**said["decision"], "appeal_id": said["id"], "at": tx.now} for said in told if said["decision"]]
    if decisions:
        await insert_json(tx.conn, store.DECISIONS_SQL, decisions)


def _contact(tx: Tx, cipher: FieldCipher, said: Mapping[str, Any]) -> Contact:
    return Contact(
        id=tx.new_id(),
        platform=said["first_receiver"],
        channel=said["channel"],
        client="exchange",
        external_id=said["external_id"],
        account_id=None,
        received_at=datetime.fromisoformat(said["called_at"]),
        recorded_at=tx.now,
        caller_name_enc=cipher.seal(said["caller"]) if said["caller"] else None,
        phone_enc=cipher.seal(said["phone"]) if said["phone"] else None,
        phone_idx=cipher.blind(said["phone"]) if said["phone"] else None,
        seed=said["seed"],
    )


def _appeal(city: City, contact: Contact, said: Mapping[str, Any], number: str) -> Appeal:
    return Appeal(
        id=UUID(said["id"]),
        contact_id=contact.id,
        number=number,
        shared=True,
        complained_unit_id=city.directory.by_code(said["complained_unit"]).id if said["complained_unit"] else None,
        owner_unit_id=city.directory.desk(said["owner_platform"]).id,
        received_at=datetime.fromisoformat(said["received_at"]),
        **{name: said[name] for name in _SAME},
    )


_SAME = (
    "title", "words", "type", "domain", "matter", "department", "division", "division_from", "address", "lon",
    "lat", "datum", "urgent", "danger", "confidential", "restricted", "first_receiver", "owner_platform",
)  # fmt: skip
