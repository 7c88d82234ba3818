"""What handovers and joint actions look like in answers; always the caller's own side."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Button, Page, Platform, Shape, among, note
from twinline.linkage.model import REASON_CODES
from twinline.linkage.states import HANDOVER, JOINT

HandoverState = Annotated[str, among(HANDOVER.states)]
JointState = Annotated[str, among(JOINT.states)]
Side = Annotated[str, among(("origin", "destination"), "the side of the caller's platform")]
OrderKind = Annotated[str, among(("case", "incident"))]
ReasonCode = Annotated[str, among(REASON_CODES)]
Position = Annotated[str | None, note("who should own it: 12345 or 110; null while nothing was said")]


class Handover(Shape):
    """An offer of ownership to the other platform (转办)."""

    id: Annotated[UUID, note("the same on both sides")]
    platform: Platform
    side: Side
    peer: Platform
    origin: Platform
    destination: Platform
    number: str
    appeal_id: UUID
    order_kind: OrderKind
    order_id: Annotated[UUID, note("this side's order")]
    peer_order_id: UUID | None
    peer_number: Annotated[str | None, note("number of the other side's order (R39)")]
    state: HandoverState
    version: int
    reason_code: ReasonCode
    reason: str
    matter: str
    danger: bool
    restricted: bool
    division: str | None
    first_receiver: Platform
    ruling: Annotated[str | None, note("a shift leader's word that it goes to the same side again")]
    offered_at: datetime
    delivered_at: datetime | None
    due_at: Annotated[datetime | None, note("end of the offer, or of the negotiation: then the first receiver owns it")]
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str | None
    own_position: Position
    own_reason: str | None
    peer_position: Position
    peer_reason: str | None
    decided_owner: Position
    decided_by: Annotated[str | None, note("agreement, timeout or ruling")]
    result: str | None
    result_at: datetime | None
    confirmed_at: datetime | None
    open: Annotated[bool, note("not accepted, returned, expired or recalled yet")]
    result_due_at: Annotated[datetime | None, note("by when the other side owes its result, as it says")]
    supervision_due_at: Annotated[datetime | None, note("by when the destination has to say how it stands")]
    actions: list[Button]


class HandoverRow(Shape):
    """A handover in a list."""

    id: UUID
    number: str
    platform: Platform
    side: Side
    peer: Platform
    appeal_id: UUID
    appeal_number: str
    title: Annotated[str, note("title of the appeal")]
    order_kind: OrderKind
    order_id: UUID
    peer_number: str | None
    state: HandoverState
    version: int
    reason_code: ReasonCode
    reason: str
    matter: str
    danger: bool
    offered_at: datetime
    delivered_at: datetime | None
    due_at: datetime | None
    accepted_at: datetime | None
    return_reason: str | None
    own_position: Position
    peer_position: Position
    result_at: datetime | None
    open: bool


class HandoverPage(Page[HandoverRow]):
    """Handovers of the caller's platform, newest first."""


class JointAction(Shape):
    """A request that the other platform act too, ownership unchanged (联动处置)."""

    id: UUID
    platform: Platform
    side: Side
    peer: Platform
    number: str
    kind: Annotated[str, among(("joint", "danger", "escalation"))]
    appeal_id: UUID
    order_kind: OrderKind
    order_id: UUID
    peer_order_id: UUID | None
    peer_number: str | None
    state: JointState
    version: int
    request: str
    answer: str | None
    danger: bool
    restricted: bool
    division: str | None
    requested_at: datetime
    acknowledged_at: datetime | None
    finished_at: datetime | None
    actions: list[Button]


class JointActionRow(Shape):
    """A joint action in a list."""

    id: UUID
    number: str
    platform: Platform
    side: Side
    peer: Platform
    kind: Annotated[str, among(("joint", "danger", "escalation"))]
    appeal_id: UUID
    appeal_number: str
    title: Annotated[str, note("title of the appeal")]
    order_kind: OrderKind
    order_id: UUID
    peer_number: str | None
    state: JointState
    version: int
    request: str
    answer: str | None
    danger: bool
    requested_at: datetime
    acknowledged_at: datetime | None
    finished_at: datetime | None


class JointActionPage(Page[JointActionRow]):
    """Joint actions of the caller's platform, newest first."""


class DangerRaised(Shape):
    """The appeal after the danger button."""

    id: UUID
    danger: bool
    version: int
