"""Taking a warning in: it becomes a hint, brings one up to date, or ends one. A repeat has no effect (promise 5)."""

from uuid import UUID

from twinline.exchange.faces.cap import store
from twinline.exchange.faces.cap.model import Info, NoAlert, Warned, divisions_of, ends_of, kind_of
from twinline.identity import Actor
from twinline.kernel.db import Tx
from twinline.places import Divisions


async def take(tx: Tx, actor: Actor, warned: Warned, *, divisions: Divisions, home: str) -> UUID | None:
    """The hint that the warning became or ended, None when it is none: an exercise, a test, an acknowledgement.
    Raises NoAlert for the end of a warning that is not known."""
    actor.require("alert.write")
    if warned.status != "Actual" or warned.message in ("Ack", "Error"):
        return None
    if warned.message == "Cancel":
        found = await store.known(tx.conn, warned.references)
        if not found:
            raise NoAlert
        await store.end(tx.conn, warned.references, at=tx.now, by=warned.identifier)
        return found[0]
    if warned.message == "Update" and warned.references:
        await store.end(tx.conn, warned.references, at=tx.now, by=warned.identifier)
    return await _insert(tx, actor, warned, divisions, home) if warned.info else None


async def _insert(tx: Tx, actor: Actor, warned: Warned, divisions: Divisions, home: str) -> UUID:
    row = _row(warned, warned.info, divisions, home) if warned.info else {}
    own = tx.new_id()
    if await store.insert(tx.conn, row | {"id": own, "taken_at": tx.now, "account_id": actor.account_id}):
        return own
    return (await store.known(tx.conn, [(warned.sender, warned.identifier)]))[0]


def _row(warned: Warned, info: Info, divisions: Divisions, home: str) -> dict[str, object]:
    return {
        "sender": warned.sender,
        "identifier": warned.identifier,
        "kind": kind_of(info),
        "event": info.event,
        "severity": info.severity,
        "urgency": info.urgency,
        "certainty": info.certainty,
        "headline": info.headline or info.event,
        "description": info.description,
        "instruction": info.instruction,
        "divisions": list(divisions_of(info, divisions, home=home)),
        "sent_at": warned.sent_at,
        "starts_at": info.starts_at or warned.sent_at,
        "ends_at": ends_of(warned, info),
    }
