"""Codes that a message of danger went without, filled in once somebody has mapped them (R35–R37, promises 2 and 6).

Wherever a field still says that nobody knew, it is filled in; what a person put in since stays. A clock that runs
keeps the rule that it began with. All the codes are kept on the appeal's chain, by the field they belong in.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from twinline.appeals import Appeal
from twinline.appeals import actions as appeals
from twinline.clocks import City
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.kernel.db import Tx, execute, fetch_value
from twinline.linkage import orders, store
from twinline.linkage.copies import lock_handover, lock_joint, note, note_joint
from twinline.linkage.model import Handover, HandoverNotFound, Joint, Message

UNKNOWN = {"type": "其他", "department": "none", "deadline_class": "help", "reason_code": "unclear", "division": None}
"""What stands in a field while nobody knows its code; in the others nothing."""
OF_APPEAL = ("type", "domain", "matter", "department", "division")
OF_CASE = (*OF_APPEAL, "deadline_class")
OF_DECISION = ("type", "matter", "department", "deadline_class", "police_class")


async def heard(tx: Tx, city: City, me: Actor, message: Message) -> None:
    """Fill in what is still empty on this side, and say so on the chains of what changes and of the appeal."""
    codes = {name: code for name, code in message.body["codes"].items() if code}
    try:
        copy = await lock_handover(tx, me, message.subject_id)
    except HandoverNotFound:
        copy = await lock_joint(tx, me, message.subject_id)
    order = await orders.lock(tx, me, copy.order_kind, copy.order_id)
    appeal = await appeals.lock(tx, me, copy.appeal_id)
    await _copy(tx, me, copy, codes)
    await _order(tx, me, order, _under("body.opening.", codes))
    await _decision(tx, appeal, _under("appeal.decision.", codes))
    filled = _missing(appeal, OF_APPEAL, _under("appeal.", codes)) | await _complained(tx, appeal, codes)
    data = {"codes": codes, "of": message.body["of"], "said_by": message.sender}
    await appeals.write(tx, me, appeal, replace(appeal, **filled), "amended", data)


def _under(prefix: str, codes: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(prefix): code for name, code in codes.items() if name.startswith(prefix)}


def _missing(thing: Any, names: tuple[str, ...], codes: Mapping[str, str]) -> dict[str, str]:
    return {n: codes[n] for n in names if n in codes and getattr(thing, n) == UNKNOWN.get(n, "")}


async def _copy(tx: Tx, me: Actor, copy: Handover | Joint, codes: Mapping[str, str]) -> None:
    """What a revisit said of satisfaction stands on the chain only, as the revisit itself does."""
    own = _under("body.", codes)
    place = {"division": own["opening.division"]} if "opening.division" in own else {}
    if isinstance(copy, Joint):
        filled = _missing(copy, ("division",), place)
        if filled:
            await note_joint(tx, me, copy, "amended", {"codes": filled}, **filled)
        return
    filled = _missing(copy, ("reason_code", "matter", "division"), own | place)
    said = filled | {name: own[name] for name in ("satisfied",) if name in own}
    if said:
        await note(tx, me, copy, "amended", {"codes": said}, **filled)


async def _order(tx: Tx, me: Actor, order: orders.Order, codes: Mapping[str, str]) -> None:
    if order.closed_at:
        return
    if isinstance(order, PoliceOrder):
        filled = _missing(order, ("division",), codes)
        if "police_class" in codes and order.class_current == orders.UNCLASSIFIED:
            filled["class_current"] = codes["police_class"]
    else:
        filled = _missing(order, OF_CASE, codes)
    if filled:
        said = {name.replace("class_current", "police_class"): code for name, code in filled.items()}
        await orders.note(tx, me, order, "amended", {"codes": said}, **filled)


async def _decision(tx: Tx, appeal: Appeal, codes: Mapping[str, str]) -> None:
    if codes:
        told = {name: codes.get(name) for name in OF_DECISION}
        await execute(tx.conn, store.AMEND_DECISION_SQL, {**told, "appeal_id": appeal.id})


async def _complained(tx: Tx, appeal: Appeal, codes: Mapping[str, str]) -> dict[str, Any]:
    """From now on the unit that is complained of sees nothing of it (promise 6)."""
    code = codes.get("appeal.complained_unit")
    if code is None or appeal.complained_unit_id is not None:
        return {}
    unit = await fetch_value(tx.conn, store.UNIT_SQL, {"code": code})
    return {"complained_unit_id": unit} if unit else {}
