"""What reminders, urgent clocks, the board and the events look like in answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, among, note
from twinline.oversight.alarms import LEVELS

AsOf = Annotated[datetime | None, note("time up to which facts are counted in; null while no worker has ever counted")]
Kind = Annotated[str, note("the obligation, as `kind` of a clock")]


class Label(Shape):
    """A name in both languages."""

    zh: str
    en: str


class Reminder(Shape):
    """A step of a ladder that was told: of a clock 80 %, 100 %, one (working) day over (R41), or of drift (R68)."""

    id: UUID
    order_id: Annotated[UUID | None, note("what the clock belongs to: work order, police order or handover")]
    kind: Annotated[
        str,
        note(
            "as `kind` of a clock; `drift`: a way of judging moved; `mapping`: a code that nobody has mapped; "
            "`link`, `digest`, `refusal`, `restored`: of a peer"
        ),
    ]
    n: Annotated[int, note("which clock of this kind on the order")]
    level: Annotated[int, note("1: 80 %, 2: due, 3: one (working) day over; of drift 1: watch, 2: alarm, 3: lasting")]
    label: Label
    platform: Platform
    unit_id: Annotated[UUID | None, note("the unit whose duty it is")]
    unit: str | None
    contacts: Annotated[dict[str, str], note("who answers for the unit now: `primary` and `deputy` by name (R93)")]
    appeal_id: UUID | None
    appeal_number: str | None
    title: str | None
    subject: Annotated[str | None, note("`decisions`, `model:<key>`, or of a peer; null of a clock")]
    due_at: datetime
    at: datetime


class ReminderPage(Page[Reminder]):
    """Reminders, newest first."""


class UrgentClock(Shape):
    """A clock with the order that it belongs to."""

    order_id: UUID
    order_kind: Annotated[str, among(("case", "incident", "handover"))]
    order_number: str | None
    order_state: str | None
    kind: Kind
    n: int
    appeal_id: UUID
    appeal_number: str
    title: str
    danger: bool
    platform: Platform
    rule: str
    amount: int
    unit: str
    calendar: str
    started_at: datetime
    state: Annotated[str, among(("running", "paused", "stopped"))]
    due_at: datetime | None
    stopped_at: datetime | None
    breached_at: datetime | None
    alerts: int
    late: bool | None


class ClockPage(Page[UrgentClock]):
    """Clocks, the most urgent first."""


class ArrivedRow(Shape):
    day: date
    platform: Annotated[str, among(("12345", "110"), "the number that was called first")]
    channel: str
    owner: Annotated[str, among(("12345", "110"), "who owns it now")]
    count: int


class OpenRow(Shape):
    kind: Annotated[str, among(("case", "incident"))]
    platform: Platform
    state: str
    count: int


class ClockRow(Shape):
    platform: Platform
    kind: Kind
    count: int


class HandoverFigure(Shape):
    origin: Platform
    destination: Platform
    state: str
    count: int


class JointRow(Shape):
    kind: Annotated[str, among(("joint", "danger", "escalation"))]
    origin: Platform
    destination: Platform
    count: int


class DangerRow(Shape):
    owner: Platform
    count: int


class Arrived(Shape):
    """Appeals that arrived today in China."""

    as_of: AsOf
    total: int
    rows: list[ArrivedRow]


class Open(Shape):
    """Orders that are open."""

    as_of: AsOf
    total: int
    rows: list[OpenRow]


class Clocks(Shape):
    """Running clocks: past their deadline (`late`), or with four fifths used up (`near`)."""

    as_of: AsOf
    total: int
    rows: list[ClockRow]


class Handovers(Shape):
    """Handovers that are not decided."""

    as_of: AsOf
    total: int
    rows: list[HandoverFigure]


class Joints(Shape):
    """Joint actions that the other side has not acknowledged."""

    as_of: AsOf
    total: int
    rows: list[JointRow]


class Dangers(Shape):
    """Open appeals with the danger flag."""

    as_of: AsOf
    total: int
    rows: list[DangerRow]


class Figures(Shape):
    arrived: Arrived
    open: Open
    late: Clocks
    near: Clocks
    handover: Handovers
    joint: Joints
    danger: Dangers


class Board(Shape):
    """The live board over what the caller may see."""

    as_of: AsOf
    day: date
    figures: Figures


class Change(Shape):
    """The data of a `change` event."""

    topic: Annotated[str, note("subject kind and event: `case.dispatch`, `clock.alert`, …")]
    subject_kind: Annotated[str, among(("appeal", "case", "incident", "handover", "joint", "clock"))]
    subject_id: UUID
    appeal_id: UUID
    seq: Annotated[int, note("number of the event in the subject's chain; of a clock the step told")]
    state: Annotated[str | None, note(f"state after it; of a clock one of {', '.join(LEVELS)}")]
    at: datetime
