"""Handover and joint action: one copy on each side, joined by messages (R9–R14, R20–R22, R39, R40)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.appeals import PLATFORMS
from twinline.kernel.errors import Conflict, Invalid, NotFound
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
    peer_order_id: UUID | None
    peer_number: str | None
    state: str
    version: int
    head: bytes
    reason_code: str
    reason: str
    matter: str
    danger: bool
    restricted: bool
    division: str | None
    first_receiver: str
    ruling: str | None
    offered_at: datetime
    delivered_at: datetime | None
    due_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str | None
    own_position: str | None
    own_reason: str | None
    peer_position: str | None
    peer_reason: str | None
    decided_owner: str | None
    decided_by: str | None
    result: str | None
    result_at: datetime | None
    confirmed_at: datetime | None
    open: bool

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
    peer_order_id: UUID | None
    peer_number: str | None
    state: str
    version: int
    head: bytes
    request: str
    answer: str | None
    danger: bool
    restricted: bool
    division: str | None
    requested_at: datetime
    acknowledged_at: datetime | None
    finished_at: datetime | None

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
