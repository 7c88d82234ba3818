"""What the desk must hear of at once: urgent messages that the other side has not acknowledged, to be told by phone;
peers that nothing is heard of; codes that nobody maps (R3, R13, R22, R35).
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

import structlog

from twinline.appeals import actions as appeals
from twinline.clocks import City
from twinline.exchange import calls_store, mapping_store
from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, fetch_value, insert_json
from twinline.kernel.errors import Conflict, NotFound
from twinline.kernel.metrics import add_probe
from twinline.oversight import remind_exchange, remind_receipt

BATCH = 200
SHOWN = 50
CODE_PATIENCE = {"watch": timedelta(hours=1), "lasting": timedelta(days=1)}
"""How long a code waits for a steward before the rule owners, and then the shift leaders, are reminded."""

log = structlog.get_logger(__name__)


class NoCall(NotFound):
    """No such alarm on the caller's side, or not one the caller may see."""

    code: ClassVar[str] = "exchange.no_call"


class CallOver(Conflict):
    """The other side has acknowledged it meanwhile, or somebody has told it."""

    code: ClassVar[str] = "exchange.call_over"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the other side may leave something unacknowledged."""

    urgent: timedelta = timedelta(seconds=20)
    offer: timedelta = timedelta(minutes=5)


async def look(db: Database, city: City, *, hosts: Sequence[str], patience: Patience) -> int:
    """Raise what has become late, and end what was answered. Returns how many alarms are new; any number of processes
    may look. A reminder that cannot be written is logged and keeps no alarm from being raised."""
    async with db.transaction() as tx:
        await execute(tx.conn, calls_store.ANSWERED_SQL, {"now": tx.now})
        raised = await _raise(tx, hosts, tx.now - patience.urgent)
    await _try(db, "offers", lambda tx: _remind_offers(tx, city, hosts, patience.offer))
    for step, wait in CODE_PATIENCE.items():
        await _try(db, "codes", partial(_remind_codes, city=city, platform=hosts[0], step=step, wait=wait))
    return raised


async def _try(db: Database, what: str, remind: Callable[[Tx], Awaitable[None]]) -> None:
    try:
        async with db.transaction() as tx:
            await remind(tx)
    except Exception as error:
        log.error("exchange.reminding_failed", what=what, error=repr(error))


async def _raise(tx: Tx, hosts: Sequence[str], before: datetime) -> int:
    late = await fetch_dicts(
        tx.conn, calls_store.LATE_SQL, {"hosts": list(hosts), "before": before, "limit": BATCH}
    )  # fmt: skip
    rows = [row | {"id": tx.new_id(), "raised_at": tx.now} for row in late]
    new = await insert_json(tx.conn, calls_store.RAISE_SQL, rows) if rows else 0
    if new:
        log.error("exchange.unacknowledged", subjects=new)
    return new


async def _remind_offers(tx: Tx, city: City, hosts: Sequence[str], wait: timedelta) -> None:
    params = {"hosts": list(hosts), "before": tx.now - wait, "limit": BATCH}
    late = await fetch_dicts(tx.conn, calls_store.LATE_OFFERS_SQL, params)
    await remind_receipt(tx, city, [row | {"due_at": row["at"] + wait} for row in late])


async def _remind_codes(tx: Tx, *, city: City, platform: str, step: str, wait: timedelta) -> None:
    for row in await fetch_dicts(tx.conn, mapping_store.WAITING_SQL, {"before": tx.now - wait}):
        await remind_exchange(
            tx,
            kind="mapping",
            subject=":".join(("mapping", row["peer"], row["way"], row["scheme"], row["code"])),
            platform=platform,
            day_end=row["since"] + wait,
            desk=city.directory.desk(platform).id,
            step=step,
        )


async def alarms(tx: Tx, actor: Actor, city: City, cipher: FieldCipher, *, down: timedelta) -> dict[str, Any]:
    """What is unacknowledged of the appeals that the caller may see, whom to call there, and peers that are silent."""
    actor.require("board.read")
    calls = await fetch_dicts(tx.conn, calls_store.OPEN_SQL, {**actor.sight, "limit": SHOWN})
    broken = await fetch_dicts(tx.conn, calls_store.DOWN_SQL, {"before": tx.now - down})
    silent = {host for peer in broken for host in peer["hosts"] if host != actor.platform}
    numbers = await _numbers(tx, city, cipher, {call["peer"] for call in calls} | silent)
    for call in calls:
        call["duty"] = numbers.get(call["peer"], [])
    links = [
        {"peer": peer["name"], "title": peer["title"], "since": peer["since"], "duty": _of(numbers, peer["hosts"])}
        for peer in broken
    ]
    return {"calls": calls, "links": links}


def _of(numbers: dict[str, list[dict[str, str]]], platforms: Iterable[str]) -> list[dict[str, str]]:
    return [number for platform in platforms for number in numbers.get(platform, [])]


async def _numbers(
    tx: Tx, city: City, cipher: FieldCipher, platforms: Iterable[str]
) -> dict[str, list[dict[str, str]]]:
    """The duty numbers of platforms' desks, opened: only while there is something to be told."""
    desks = [city.directory.desk(platform).id for platform in platforms]
    found: dict[str, list[dict[str, str]]] = {}
    for row in await fetch_dicts(tx.conn, calls_store.DUTY_SQL, {"units": desks, "now": tx.now}) if desks else ():
        number = {"role": row["role"], "name": row["name"], "phone": cipher.open(row["phone_enc"])}
        found.setdefault(row["platform"], []).append(number)
    return found


async def told(tx: Tx, actor: Actor, *, call_id: UUID, whom: str) -> None:
    """Somebody has told it by phone: who, when and whom, on the audit trail and in the appeal's timeline.
    Raises NoCall, CallOver."""
    actor.require("joint.request")
    found = await fetch_dicts(tx.conn, calls_store.LOCK_SQL, {"id": call_id, **actor.sight})
    if not found:
        raise NoCall
    call = found[0]
    if call["told_at"] or call["answered_at"]:
        raise CallOver
    await execute(tx.conn, calls_store.TOLD_SQL, {"id": call_id, "now": tx.now, "by": actor.account_id, "whom": whom})
    appeal = await appeals.lock(tx, actor, call["appeal_id"])
    data = {"whom": whom, "platform": call["peer"], "kind": call["kind"]}
    await appeals.write(tx, actor, appeal, appeal, "told_by_phone", data)
    said = {"call": str(call_id), "platform": call["peer"]}
    await audit(tx, "exchange.told", account_id=actor.account_id, subject_id=call["subject_id"], data=said)


async def _unacknowledged(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, calls_store.OPEN_COUNT_SQL, {}))


add_probe("exchange_unacknowledged", "Urgent matters that must be told by phone", _unacknowledged)
