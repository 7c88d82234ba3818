"""The work order: 12345's order to handling units, and the pure rules around it."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, NotFound
from twinline.kernel.ledger import Audience

REVISITS = frozenset(("revisit", "miss_revisit"))
"""Steps of whoever took the person's call, never of who was handed the matter."""


class WorkOrderNotFound(NotFound):
    """No such work order, or not one the caller may see."""

    code: ClassVar[str] = "cases.not_found"


class AcceptFirst(Conflict):
    """The order was offered by the other side and is not accepted yet."""

    code: ClassVar[str] = "cases.accept_first"


class RevisitedThere(Conflict):
    """The order came from the other side, which has the person's call and asks how it went (R40)."""

    code: ClassVar[str] = "cases.revisited_there"


class NotAcknowledged(Conflict):
    """R22: 110 has not acknowledged the emergency yet, so the order cannot be ended."""

    code: ClassVar[str] = "cases.not_acknowledged"


class NotYourUnit(Conflict):
    """The unit is not the one that the order was given to for this step."""

    code: ClassVar[str] = "cases.not_your_unit"


class UnknownUnit(Invalid):
    """The unit does not exist, is closed, or belongs to the other platform."""

    code: ClassVar[str] = "cases.unknown_unit"


class SameUnitTwice(Invalid):
    """The lead unit is named as co-handler too, or a co-handler twice."""

    code: ClassVar[str] = "cases.same_unit_twice"


class BarredToTown(Conflict):
    """R60: a department's own duty may not be pushed to a town or street (国办函〔2025〕66号)."""

    code: ClassVar[str] = "cases.barred_to_town"


class StillOpen(Conflict):
    """Only what has ended can be opened again."""

    code: ClassVar[str] = "cases.still_open"


class LoopOpen(Conflict):
    """R40: no result to the sending side, or no reply to the person yet."""

    code: ClassVar[str] = "cases.loop_open"


class StepKeyReused(Conflict):
    """The idempotency key was used before for another step."""

    code: ClassVar[str] = "cases.key_reused"


class NoExtensionAsked(Conflict):
    """There is no open request for more time."""

    code: ClassVar[str] = "cases.no_extension_asked"


class ExtensionOpen(Conflict):
    """An earlier request for more time is not decided yet."""

    code: ClassVar[str] = "cases.extension_open"


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One row of work_order, plus facts of its appeal: who may hear of it, and its matter as judged by now."""

    id: UUID
    appeal_id: UUID
    number: str
    platform: str
    state: str
    version: int
    head: bytes
    mirror: bool
    loop_open: bool
    ack_pending: bool
    type: str
    domain: str
    matter: str
    department: str
    deadline_class: str
    urgent: bool
    danger: bool
    restricted: bool
    division: str | None
    title: str
    form: dict[str, Any]
    lead_unit_id: UUID | None
    direct: bool
    reply: str | None
    replied_at: datetime | None
    person_replied_at: datetime | None
    contacted: bool | None
    solved: bool | None
    satisfied: int | None
    revisit_waived: str | None
    extension: str | None
    return_reason: str | None
    return_count: int
    redo_count: int
    merged_into: UUID | None
    opened_at: datetime
    closed_at: datetime | None
    shared: bool = False
    confidential: bool = False
    appeal_matter: str = ""
    units: tuple[UUID, ...] = ()

    @property
    def audience(self) -> Audience:
        platforms = ("12345", "110") if self.shared else (self.platform,)
        return Audience(platforms, tuple(self.units), self.division, self.restricted)


OF_APPEAL = ("shared", "confidential", "appeal_matter")
COLUMNS = tuple(f.name for f in fields(WorkOrder) if f.name not in (*OF_APPEAL, "units"))


@dataclass(frozen=True, slots=True)
class Change:
    """What every change names: the order and the version that the person saw. ``occurred_at``: when a device that had
    no network wrote the step down; the event keeps it beside its own time."""

    order_id: UUID
    seen: int | None = None
    occurred_at: datetime | None = None

    def by_device(self, now: datetime) -> dict[str, str]:
        """What the event says of the device's clock, which may be wrong but never ahead of the report."""
        if self.occurred_at is None:
            return {}
        return {"occurred_at": min(self.occurred_at, now).astimezone(UTC).isoformat()}
