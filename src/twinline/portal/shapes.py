"""What the portal's answers look like."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from twinline.appeals import TYPES
from twinline.cases import CASE
from twinline.kernel.shapes import Page, Shape, among, note
from twinline.portal.queries import STEPS
from twinline.triage.shapes import OwnerCode, Question

StateName = Annotated[str, among(CASE.states)]
AppealType = Annotated[str, among(TYPES)]


class ChannelElsewhere(Shape):
    """Who handles what neither number does."""

    name: str
    contact: str


class WhichNumber(Shape):
    """Which number to call, and why."""

    owner: OwnerCode
    danger: Annotated[bool, note("call now: `calls` has the number")]
    calls: Annotated[list[str], note("numbers to dial, the first one first; empty when none of these helps")]
    title: Annotated[str, note("the answer in one sentence")]
    why: list[str]
    basis: Annotated[str | None, note("what the row of the responsibility list rests on, in Chinese")]
    channel: ChannelElsewhere | None
    may_file: Annotated[bool, note("whether it can be filed here; what is dangerous, only with `not_urgent`")]
    unclear: Annotated[bool, note("nothing can be said of these words; more are needed")]
    ask: Annotated[Question | None, note("what to ask when it is in doubt")]


class Receipt(Shape):
    """What was filed, and the code to follow it by, which is told here and kept nowhere."""

    number: str
    code: Annotated[str, note("twelve digits; with the last four of the phone it opens the appeal")]
    danger: Annotated[bool, note("110 was told")]
    replayed: bool


class FollowedStep(Shape):
    """Something that happened."""

    step: Annotated[str, among(dict.fromkeys(STEPS.values()))]
    at: datetime


class AddedWords(Shape):
    """Words that were added."""

    words: str
    at: datetime


class OwnRatingTold(Shape):
    """What the person said of the result."""

    contacted: bool
    solved: bool
    satisfied: int
    note: str
    at: datetime


class FollowedObjection(Shape):
    """An objection and, once decided, its answer."""

    reason: str
    at: datetime
    decided_at: datetime | None
    upheld: bool | None
    answer: str | None


class Followed(Shape):
    """An appeal as whoever filed it sees it."""

    number: str
    title: str
    words: str
    address: str
    received_at: datetime
    state: StateName
    state_text: Annotated[str, note("in a citizen's words")]
    police: Annotated[bool, note("110 has it now")]
    danger: bool
    unit: Annotated[str | None, note("the department that handles it")]
    due_at: datetime | None
    reply: str | None
    replied_at: datetime | None
    closed_at: datetime | None
    steps: list[FollowedStep]
    additions: list[AddedWords]
    rating: OwnRatingTold | None
    objections: list[FollowedObjection]
    may_add: bool
    may_rate: bool
    may_object: bool


class PublishedResult(Shape):
    """A closed appeal, in a wording without personal data (R53)."""

    id: UUID
    title: str
    words: str
    reply: str
    type: AppealType
    place: Annotated[str | None, note("the district")]
    received_on: date
    closed_on: date
    published_at: datetime


class PublishedResults(Page[PublishedResult]):
    """Newest first."""


class WaitingObjection(Shape):
    """An objection that waits to be decided, with what it is about."""

    id: UUID
    appeal_id: UUID
    number: str
    title: str
    reason: str
    at: datetime
    state: StateName
    reply: str | None
    unit: str | None
    contacted: bool | None
    solved: bool | None
    satisfied: int | None


class WaitingObjections(Page[WaitingObjection]):
    """Newest first."""


class Publishable(Shape):
    """A closed appeal whose result may be published, or is."""

    id: UUID
    number: str
    title: str
    type: AppealType
    place: str | None
    closed_at: datetime
    publication_id: UUID | None
    published_at: datetime | None


class PublishableList(Page[Publishable]):
    """Newest first."""


class MaskedKind(Shape):
    """How often something personal was taken out."""

    kind: Annotated[str, among(("name", "mail", "id", "phone", "plate", "account", "papers", "number", "door"))]
    count: int


class WordingShown(Shape):
    """A result as it would be published."""

    title: str
    words: str
    reply: str
    masked: list[MaskedKind]
