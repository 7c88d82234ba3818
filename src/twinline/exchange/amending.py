"""Sending on what a message of danger went without: a code that a steward has mapped since (R35–R37, promise 2).

What this side had sent is told to the peer, and kept on the appeal's chain here; what had come from the peer is filled
in here, as though the peer had said it.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
import structlog

from twinline.appeals import actions as appeals
from twinline.clocks import City
from twinline.exchange import mapping, mapping_store
from twinline.exchange.kinds import KINDS
from twinline.exchange.outgoing import Instance
from twinline.kernel.db import Database, Tx, execute, fetch_dicts
from twinline.linkage import desk

BATCH = 50
SINCE = KINDS.shapes["amend"][0].version

log = structlog.get_logger(__name__)


class MappedToNothing(ValueError):
    """The crosswalk leads to a code that this side does not have."""


async def amend(db: Database, me: Instance, city: City, peer: str) -> int:
    """Returns how many messages were amended, each in a transaction of its own; one that cannot be keeps its codes in
    the queue, and is tried again after a while."""
    async with db.transaction() as tx:
        params = {"peer": peer, "on": mapping.day(tx), "before": tx.now - mapping.LOOK_AGAIN, "version": SINCE}
        found = await fetch_dicts(tx.conn, mapping_store.AMENDABLE_SQL, {**params, "limit": BATCH})
    return sum([await _one(db, me, city, peer, row["way"], row["message_id"]) for row in found])


async def _one(db: Database, me: Instance, city: City, peer: str, way: str, message_id: UUID) -> bool:
    of = {"peer": peer, "way": way, "id": message_id}
    try:
        async with db.transaction() as tx:
            rows = await fetch_dicts(tx.conn, mapping_store.TAKE_MAPPED_SQL, {**of, "on": mapping.day(tx)})
            if rows:
                await _say(tx, me, city, way, rows, await _codes(tx, city, peer, way, rows))
            return bool(rows)
    except Exception as error:
        log.error("exchange.amend_failed", peer=peer, way=way, message=str(message_id), error=repr(error))
        async with db.transaction() as tx:
            await execute(tx.conn, mapping_store.LATER_SQL, {**of, "now": tx.now})
    return False


async def _codes(tx: Tx, city: City, peer: str, way: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Our codes by field. Raises MappedToNothing."""
    wanted = {(row["scheme"], row["code"]) for row in rows}
    ours = {key: key[1] for key in wanted}
    if way == "in":
        ours = await mapping_store.others(tx.conn, "in", peer, wanted, mapping.day(tx))
        classes = [code for (scheme, _), code in ours.items() if scheme == "police_class"]
        police = await mapping_store.classes(tx.conn, classes)
        for (scheme, code), our in ours.items():
            if not mapping.known(city, police, scheme, our):
                raise MappedToNothing(f"{scheme} {code}: {our}")
    return {
        name.removeprefix(mapping.AMENDED): ours[row["scheme"], row["code"]] for row in rows for name in row["fields"]
    }


async def _say(
    tx: Tx, me: Instance, city: City, way: str, rows: Sequence[Mapping[str, Any]], codes: Mapping[str, str]
) -> None:
    about = rows[0]
    sender, receiver = about["sender"], about["receiver"]
    if way == "in" and sender in me.hosts:
        # Our own message, which the peer gave back after this instance had been put back to an older state.
        sender, receiver = receiver, sender
    if way == "out":
        clerk = desk(city, sender)
        appeal = await appeals.lock(tx, clerk, about["appeal_id"])
        await appeals.write(tx, clerk, appeal, appeal, "amended", {"codes": dict(codes)})
    body = {"of": about["of"], "codes": codes, "at": tx.now.isoformat()}
    said = {"id": tx.new_id(), "sender": sender, "receiver": receiver, "subject_id": about["subject_id"], "at": tx.now}
    await execute(tx.conn, mapping_store.SAY_SQL, {**said, "body": orjson.dumps(body).decode()})
