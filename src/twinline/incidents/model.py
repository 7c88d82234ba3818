"""The police order (警单) with its units, and the forms that deployed 接警单/派警单/反馈单 carry (R5, R36, R72)."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, NotFound
from twinline.kernel.ledger import Audience


class PoliceOrderNotFound(NotFound):
    """No such police order, or not one the caller may see."""

    code: ClassVar[str] = "incidents.not_found"


class UnitNotSent(Conflict):
    """The unit was not sent to this order, or has been released from it."""

    code: ClassVar[str] = "incidents.unit_not_sent"


class AlreadySent(Conflict):
    """The unit is on this order already."""

    code: ClassVar[str] = "incidents.already_sent"


class UnknownPoliceUnit(Invalid):
    """The unit does not exist, is closed, or is no unit of 110's."""

    code: ClassVar[str] = "incidents.unknown_unit"


class UnknownClass(Invalid):
    """The class code is not in the police class tree in force today."""

    code: ClassVar[str] = "incidents.unknown_class"


class DangerStands(Conflict):
    """Promise 2: an order with the danger flag cannot be declared invalid or cancelled."""

    code: ClassVar[str] = "incidents.danger_stands"


class IncidentLoopOpen(Conflict):
    """R40: the other side has not confirmed the result, or there is no result yet."""

    code: ClassVar[str] = "incidents.loop_open"


class IncidentAcceptFirst(Conflict):
    """The order was offered by the other side and is not accepted yet."""

    code: ClassVar[str] = "incidents.accept_first"


@dataclass(frozen=True, slots=True)
class PoliceOrder:
    """One row of police_order, plus what decides who hears of it. ``grade`` is 警情等级 1 (gravest) to 4."""

    id: UUID
    appeal_id: UUID
    number: str
    platform: str
    state: str
    version: int
    head: bytes
    mirror: bool
    loop_open: bool
    class_initial: str
    class_current: str
    grade: int
    urgent: bool
    danger: bool
    restricted: bool
    division: str | None
    title: str
    form: dict[str, Any]
    result_code: str | None
    result: str | None
    opened_at: datetime
    dispatched_at: datetime | None
    closed_at: datetime | None
    shared: bool = False
    confidential: bool = False
    units: tuple[UUID, ...] = ()

    @property
    def audience(self) -> Audience:
        platforms = ("12345", "110") if self.shared else (self.platform,)
        return Audience(platforms, tuple(self.units), self.division, self.restricted)


@dataclass(frozen=True, slots=True)
class Sent:
    """One unit's part in a police order (派警单), with its own stamps."""

    order_id: UUID
    unit_id: UUID
    number: str
    state: str
    dispatched_at: datetime
    signed_at: datetime | None
    set_out_at: datetime | None
    arrived_at: datetime | None
    fed_back_at: datetime | None
    released_at: datetime | None
    form: dict[str, Any]


COLUMNS = tuple(f.name for f in fields(PoliceOrder) if f.name not in ("shared", "confidential", "units"))
