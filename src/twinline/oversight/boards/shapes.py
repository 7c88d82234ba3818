"""What the wall-board, the supervisor's board, the inbox's figures, saved views and exports look like in answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, among, note

ListName = Annotated[str, among(("work-orders", "police-orders"))]


class WallArrived(Shape):
    hour: Annotated[int, note("hour of the day in China in which it was recorded")]
    platform: Annotated[str, among(("12345", "110"), "the number that was called first")]
    channel: str
    owner: Annotated[str, among(("12345", "110"), "who owns it now")]
    count: int


class WallHandovers(Shape):
    """Handovers that were offered today, one way."""

    way: Annotated[str, among(("out", "in"), "from the display's platform to the other one, or the other way")]
    offered: int
    accepted: int
    returned: int
    negotiated: Annotated[int, note("those that came to a negotiation")]
    median_s: Annotated[float | None, note("seconds from offer to acceptance, of those accepted")]
    p90_s: Annotated[float | None, note("nine of ten were accepted within so many seconds")]


class WallRate(Shape):
    good: int
    total: int


class WallPlace(Shape):
    """A street, or a district where no street is known, with at least three matters today."""

    division: str
    name: str
    count: int
    usual: Annotated[float | None, note("mean of the last 28 days up to this time of day; null while nothing is known")]


class WallOpen(Shape):
    """What is open now, by platform: danger by owner, lateness by whose duty it is, links by who asked."""

    danger: dict[str, int]
    late: dict[str, int]
    near: dict[str, int]
    handover: dict[str, int]
    joint: dict[str, int]


class Wall(Shape):
    """Sums of today without restricted matters; nothing in them is about anybody."""

    as_of: datetime
    day: date
    platform: Platform
    release: Annotated[str, note("of the program: a display that shows another one loads itself anew")]
    arrived: list[WallArrived]
    handovers: list[WallHandovers]
    answered: Annotated[WallRate, note("of the matters recorded today, those whose person has a reply")]
    on_time: Annotated[WallRate, note("of the obligations that ended today, those that ended within their time")]
    places: list[WallPlace]
    open: WallOpen
    open_as_of: Annotated[datetime | None, note("up to when `open` is counted; null while no worker has counted")]


class WallLink(Shape):
    """A display's link. The key is shown only now."""

    account_id: Annotated[UUID, note("disable this account to end the link")]
    key: str
    path: Annotated[str, note("address of the wall-board with the key behind the #, which no server log sees")]


class PressRow(Shape):
    """Something that has to be pressed."""

    kind: Annotated[str, among(("case", "incident", "handover", "joint"))]
    id: UUID
    number: str
    state: str
    version: int
    appeal_id: UUID
    appeal_number: str
    title: str
    division: str | None
    owes: Annotated[str, among(("12345", "110"), "the side that has to act")]
    unit_id: Annotated[UUID | None, note("the unit that has it; null: the desk")]
    unit: str | None
    danger: bool
    urgent: bool
    return_count: int
    redo_count: int
    reasons: Annotated[list[str], note("late, near, returned, silent, urgent")]
    due_at: Annotated[datetime | None, note("the deadline that is late or near, else the next one that runs")]
    clock: Annotated[str | None, note("the obligation of that deadline")]
    last_step_at: Annotated[datetime | None, note("the last step but for reminders")]
    urges: Annotated[int, note("how often somebody reminded of it")]
    urged_at: datetime | None
    step: Annotated[str | None, note("the step with which the caller may press it now; null: by phone")]


class Supervision(Shape):
    """What has to be pressed, dangers first, then by deadline."""

    as_of: datetime
    silent_hours: int
    cut: Annotated[bool, note("there are more than are shown")]
    rows: list[PressRow]


class InboxFigures(Shape):
    """What waits for the caller's unit."""

    as_of: datetime
    tomorrow: Annotated[datetime, note("when today ends in China")]
    to_sign: int
    in_hand: int
    due_today: int
    redo: int


class SavedView(Shape):
    """Filters and columns of a page; without a name, how the page was last left."""

    id: UUID
    page: str
    name: str
    filters: Annotated[str, note("a query string")]
    columns: list[str]
    saved_at: datetime


class SavedViewPage(Page[SavedView]):
    """Views of a page by name."""


class ExportRow(Shape):
    """A workbook that was asked for."""

    id: UUID
    which: ListName
    filters: dict[str, object]
    columns: list[str]
    state: Annotated[str, among(("waiting", "ready", "failed"))]
    rows: int | None
    whole: Annotated[bool | None, note("false: there were more rows than a workbook holds")]
    made_at: datetime
    ready_at: datetime | None


class ExportPage(Page[ExportRow]):
    """The caller's newest exports; each is kept for a day."""
