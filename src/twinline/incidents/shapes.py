"""What police orders look like in answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from twinline.incidents.forms import DispatchForm, FeedbackForm, IntakeForm
from twinline.incidents.states import INCIDENT, UNIT
from twinline.kernel.shapes import Button, Page, Platform, Shape, among, note

State = Annotated[str, among(INCIDENT.states)]


class UnitPart(Shape):
    """One unit's part in a police order (派警单), with its own stamps (R72)."""

    unit_id: UUID
    name: str
    code: str
    number: str
    state: Annotated[str, among(UNIT.states)]
    dispatched_at: datetime
    signed_at: datetime | None
    set_out_at: datetime | None
    arrived_at: datetime | None
    fed_back_at: datetime | None
    released_at: datetime | None
    form: DispatchForm


class Feedback(Shape):
    """What one unit found and did (反馈单)."""

    id: UUID
    unit_id: UUID
    unit: Annotated[str, note("name of the unit")]
    at: datetime
    class_code: str
    result_code: str
    result: str
    form: FeedbackForm


class PoliceOrder(Shape):
    """110's order to police units (警单)."""

    kind: Annotated[str, among(("incident",))]
    id: UUID
    appeal_id: UUID
    number: str
    platform: Platform
    state: State
    version: Annotated[int, note("send it back with the next step; it grows with every change")]
    mirror: Annotated[bool, note("opened because the other platform handed the matter over or asked for help")]
    loop_open: Annotated[bool, note("a result is owed to, or by, the other platform (R40)")]
    class_initial: Annotated[str, note("class at intake; kept for ever (R5)")]
    class_current: Annotated[str, note("class as corrected since")]
    grade: Annotated[int, note("警情等级, 1 (gravest) to 4")]
    urgent: bool
    danger: bool
    restricted: bool
    division: Annotated[str | None, note("GB/T 2260 code; null when the place is not known")]
    title: str
    form: IntakeForm
    result_code: str | None
    result: str | None
    opened_at: datetime
    dispatched_at: datetime | None
    closed_at: datetime | None
    units: Annotated[list[UUID], note("units that are on the order now")]
    actions: list[Button]


class PoliceOrderDetail(PoliceOrder):
    """A police order with its units' parts and their feedback."""

    dispatches: list[UnitPart]
    feedback: list[Feedback]


class PoliceOrderRow(Shape):
    """A police order in a list."""

    id: UUID
    appeal_id: UUID
    number: str
    appeal_number: str
    platform: Platform
    state: State
    version: int
    mirror: bool
    loop_open: bool
    class_initial: str
    class_current: str
    grade: int
    urgent: bool
    danger: bool
    division: str | None
    title: str
    opened_at: datetime
    dispatched_at: datetime | None
    closed_at: datetime | None
    owner: Annotated[str, among(("12345", "110"), "platform that owns the appeal now")]
    due_at: Annotated[datetime | None, note("the nearest deadline that runs")]
    urged_at: Annotated[datetime | None, note("when somebody last reminded of it, also the other side")]


class PoliceOrderPage(Page[PoliceOrderRow]):
    """Police orders, newest first."""


class HelpCall(Shape):
    """A unit's newest call for support about a police order."""

    order_id: UUID
    appeal_id: UUID
    number: str
    title: str
    at: datetime
    reason: str
    unit_id: UUID
    unit: Annotated[str, note("name of the unit that calls")]


class HelpCalls(Page[HelpCall]):
    """The whole list, oldest first."""
