"""Handover and joint action: one copy on each side, joined by messages (R9–R14, R20–R22, R39, R40)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.appeals import PLATFORMS
from twinline.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from twinline.kernel.ledger import Audience

REASON_CODES = ("duty", "danger", "wish", "civil_part", "clue", "misconduct", "unclear", "other")
"""Why an order goes to the other side: its duty by the list; danger; the caller's wish; the civil part after a
police visit (R17); a stability clue (R20); a complaint against police (R8); unclear duty; other."""


class HandoverNotFound(NotFound):
    """No such handover on the caller's side, or not one the caller may see."""

    code: ClassVar[str] = "linkage.handover_not_found"


class JointNotFound(NotFound):
    """No such joint action on the caller's side, or not one the caller may see."""

    code: ClassVar[str] = "linkage.joint_not_found"


class NotOwner(Conflict):
    """Only the platform that owns the appeal can hand it over (R12)."""

    code: ClassVar[str] = "linkage.not_owner"


class AlreadyOffered(Conflict):
    """The appeal has an open handover; recall it before making another."""

    code: ClassVar[str] = "linkage.already_offered"


class RulingNeeded(Conflict):
    """The matter has been at that side before: it goes there again only with a shift leader's ruling."""

    code: ClassVar[str] = "linkage.ruling_needed"


class WrongSide(Conflict):
    """This step belongs to the other side of the handover."""

    code: ClassVar[str] = "linkage.wrong_side"


class DangerIsTaken(Conflict):
    """110 never declines danger (R13, R22)."""

    code: ClassVar[str] = "linkage.danger_is_taken"


class UnknownOwner(Invalid):
    """The proposed owner is neither of the two sides."""

    code: ClassVar[str] = "linkage.unknown_owner"


class Recovering(Conflict):
    """This instance was put back and is being told by the other side what it lost (R14, R45)."""

    code: ClassVar[str] = "linkage.recovering"


class Paused(Unavailable):
    """Facts wait until what was lost has been recovered."""

    code: ClassVar[str] = "linkage.paused"


@dataclass(frozen=True, slots=True)
class Handover:
    """One side's copy of a handover; ``side`` says which side this copy is on, ``peer`` who the other is."""

    id: UUID
    platform: str
    side: str
    peer: str
    number: str
    appeal_id: UUID
    order_kind: str
    order_id: UUID
    state: str
    reason_code: str
    reason: str
    matter: str
    danger: bool
    restricted: bool
    division: str | None
    first_receiver: str
    ruling: str | None
    offered_at: datetime
    due_at: datetime | None
    version: int = 0
    head: bytes = b""
    peer_order_id: UUID | None = None
    peer_number: str | None = None
    delivered_at: datetime | None = None
    accepted_at: datetime | None = None
    returned_at: datetime | None = None
    return_reason: str | None = None
    own_position: str | None = None
    own_reason: str | None = None
    peer_position: str | None = None
    peer_reason: str | None = None
    decided_owner: str | None = None
    decided_by: str | None = None
    result: str | None = None
    result_at: datetime | None = None
    confirmed_at: datetime | None = None
    open: bool = True
    result_due_at: datetime | None = None
    supervision_due_at: datetime | None = None

    @property
    def audience(self) -> Audience:
        return Audience(PLATFORMS, (), self.division, self.restricted)

    @property
    def origin(self) -> str:
        return self.platform if self.side == "origin" else self.peer

    @property
    def destination(self) -> str:
        return self.peer if self.side == "origin" else self.platform


@dataclass(frozen=True, slots=True)
class Joint:
    """One side's copy of a joint action. Ownership does not change by it."""

    id: UUID
    platform: str
    side: str
    peer: str
    number: str
    kind: str
    appeal_id: UUID
    order_kind: str
    order_id: UUID
    state: str
    request: str
    danger: bool
    restricted: bool
    division: str | None
    requested_at: datetime
    version: int = 0
    head: bytes = b""
    peer_order_id: UUID | None = None
    peer_number: str | None = None
    answer: str | None = None
    acknowledged_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def audience(self) -> Audience:
        return Audience(PLATFORMS, (), self.division, self.restricted)


@dataclass(frozen=True, slots=True)
class Message:
    """One message from platform to platform about one handover or joint action."""

    id: UUID
    sender: str
    receiver: str
    kind: str
    subject_id: UUID
    urgent: bool
    at: datetime
    body: dict[str, Any]
