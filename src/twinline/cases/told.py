"""How a step was told: repeatable by its key, and with the time by the clock of a device without network (R14, R37).
Steps of both platforms' orders are told so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from twinline.cases import store
from twinline.cases.model import StepKeyReused
from twinline.identity import Actor
from twinline.kernel.db import Tx, execute, fetch_value


@dataclass(frozen=True, slots=True)
class Told:
    key: str | None = None
    occurred_at: datetime | None = None


async def repeated(tx: Tx, actor: Actor, told: Told, order_id: UUID, event: str) -> bool:
    """Whether this very step was taken before; else its key is kept, in the step's own transaction.

    Raises StepKeyReused.
    """
    if told.key is None:
        return False
    step = {"account_id": actor.account_id, "key": told.key, "order_id": order_id, "event": event, "at": tx.now}
    if await execute(tx.conn, store.KEEP_KEY_SQL, step) == 1:
        return False
    if not await fetch_value(tx.conn, store.SAME_STEP_SQL, step):
        raise StepKeyReused(key=told.key)
    return True
