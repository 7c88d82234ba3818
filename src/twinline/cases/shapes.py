"""What work orders look like in answers."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from twinline.appeals import TYPES
from twinline.cases.states import CASE
from twinline.kernel.shapes import Button, Page, Platform, Shape, among, note

State = Annotated[str, among(CASE.states)]
RequestType = Annotated[str, among(TYPES)]


class Handler(Shape):
    """A unit's part in a work order."""

    unit_id: UUID
    name: str
    code: str
    role: Annotated[str, among(("lead", "co"))]
    dispatched_at: datetime
    signed_at: datetime | None
    replied_at: datetime | None
    reply: str | None
    released_at: Annotated[datetime | None, note("when the unit's part ended; null while it stands")]


class ExtensionRequest(Shape):
    """A request for more working days."""

    n: int
    days: int
    reason: str
    asked_at: datetime
    granted: Annotated[bool | None, note("null while it is not decided")]
    decided_at: datetime | None


class WorkOrder(Shape):
    """12345's order to handling units (工单)."""

    kind: Annotated[str, among(("case",))]
    id: UUID
    appeal_id: UUID
    number: str
    platform: Platform
    state: State
    version: Annotated[int, note("send it back with the next step; it grows with every change")]
    mirror: Annotated[bool, note("opened because the other platform handed the matter over or asked for help")]
    loop_open: Annotated[bool, note("a result is owed to, or by, the other platform (R40)")]
    ack_pending: Annotated[bool, note("110 has not acknowledged the danger yet; the order cannot end (R22)")]
    type: RequestType
    domain: str
    matter: Annotated[str, note("code of the responsibility list's row; empty when none fits")]
    department: Annotated[str, note("code of the department kind")]
    deadline_class: str
    urgent: bool
    danger: bool
    restricted: bool
    division: Annotated[str | None, note("GB/T 2260 code; null when the place is not known")]
    title: str
    form: Annotated[dict[str, Any], note("further fields as they came in; see IntakeForm")]
    lead_unit_id: UUID | None
    units: Annotated[list[UUID], note("units that the order is with now, the lead first")]
    direct: Annotated[bool, note("answered on the first contact")]
    reply: str | None
    replied_at: datetime | None
    person_replied_at: Annotated[datetime | None, note("when the person was told")]
    contacted: bool | None
    solved: bool | None
    satisfied: Annotated[int | None, note("1 (not at all) to 5")]
    revisit_waived: Annotated[str | None, note("why nobody asked the person afterwards")]
    extension: Annotated[str | None, note("newest request for more time: asked, granted, refused")]
    return_reason: str | None
    return_count: int
    redo_count: int
    merged_into: UUID | None
    opened_at: datetime
    closed_at: datetime | None
    actions: list[Button]


class WorkOrderDetail(WorkOrder):
    """A work order with its units and its requests for more time."""

    handlers: list[Handler]
    extensions: list[ExtensionRequest]


class WorkOrderRow(Shape):
    """A work order in a list."""

    id: UUID
    appeal_id: UUID
    number: str
    appeal_number: str
    platform: Platform
    state: State
    version: int
    mirror: bool
    loop_open: bool
    ack_pending: bool
    type: RequestType
    matter: str
    department: str
    urgent: bool
    danger: bool
    division: str | None
    title: str
    lead_unit_id: UUID | None
    lead_unit: Annotated[str | None, note("name of the lead unit")]
    return_count: int
    redo_count: int
    opened_at: datetime
    closed_at: datetime | None
    owner: Annotated[str, among(("12345", "110"), "platform that owns the appeal now")]
    due_at: Annotated[datetime | None, note("the nearest deadline that runs")]
    urged_at: Annotated[datetime | None, note("when somebody last reminded of it, also the other side")]


class RevisitRow(Shape):
    """A work order whose person is to be asked."""

    id: UUID
    appeal_id: UUID
    number: str
    appeal_number: str
    platform: Platform
    state: Annotated[str, among(("reviewed", "revisited"))]
    version: int
    mirror: bool
    type: RequestType
    title: str
    urgent: bool
    danger: bool
    lead_unit: Annotated[str | None, note("name of the lead unit")]
    reply: str | None
    replied_at: datetime | None
    contacted: bool | None
    solved: bool | None
    satisfied: Annotated[int | None, note("1 (not at all) to 5")]
    redo_count: int
    calls: Annotated[int, note("calls since the newest result that nobody answered")]
    called_at: datetime | None
    next_at: Annotated[datetime | None, note("when to call again")]
    due_at: Annotated[datetime | None, note("the nearest deadline that runs")]
    actions: list[Button]


class RevisitQueue(Page[RevisitRow]):
    """The revisit desk's queue, the most pressing first."""

    calls_max: Annotated[int, note("calls after which a person counts as not reached")]


class WorkOrderPage(Page[WorkOrderRow]):
    """Work orders, newest first."""
