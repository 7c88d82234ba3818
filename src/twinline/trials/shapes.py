"""What trials look like in answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from twinline.kernel.shapes import Page, Shape, among
from twinline.kernel.shapes import note as meaning
from twinline.trials.drifting import DISTRIBUTIONS, LEVELS, SHARES

STATES = ("queued", "running", "cancelling", "cancelled", "done", "failed")


class Replay(Shape):
    """A draft tried on the real decisions of some days, beside another edition."""

    id: UUID
    edition: Annotated[int, meaning("number of the edition that is tried")]
    base: Annotated[int, meaning("number of the edition beside it")]
    days: int
    as_of: Annotated[date, meaning("the day whose rows hold, for both")]
    state: Annotated[str, among(STATES)]
    total: Annotated[int, meaning("appeals of these days")]
    texts: Annotated[int, meaning("appeals counted so far")]
    judged: Annotated[int, meaning("those that the change can concern; all others are judged alike by both")]
    moved: Annotated[int, meaning("those that the two editions judge differently")]
    seconds_left: float | None
    error: Annotated[str | None, meaning("why it was cancelled or failed; `changed`: the draft was edited meanwhile")]
    created_at: datetime
    created_by: str | None
    started_at: datetime | None
    finished_at: datetime | None
    publishable: Annotated[bool, meaning("whether the edition is still a draft: publish it at its own address")]
    published_as_tried: Annotated[bool | None, meaning("whether exactly what was tried was published")]


class ReplayPage(Page[Replay]):
    """Replays, newest first."""


class Judged(Shape):
    """What one edition says of a text."""

    owner: str
    department: str
    lead: Annotated[str, meaning("department that the dispatch catalogue names for the place")]
    danger: Annotated[str, among(("yes", "no"))]
    type: str
    joint: Annotated[str, among(("yes", "no"))]
    matter: str


class Disputes(Shape):
    """Disputes of the two platforms over texts that move between them."""

    avoided: Annotated[int, meaning("the draft names at once who had it in the end, the base did not")]
    made: Annotated[int, meaning("the base named at once who had it in the end, the draft does not")]


class ReplayResult(Replay):
    """A replay with its matrices; of what was not judged the stored decision is counted."""

    matrices: Annotated[
        dict[str, list[dict[str, str | int]]],
        meaning("by field (owner, department, lead, danger, type): cells with `from`, `to` and `texts`"),
    ]
    disputes: Disputes


class Case(Shape):
    """One text that moves."""

    id: Annotated[UUID, meaning("the appeal")]
    number: str
    received_at: datetime
    title: Annotated[str | None, meaning("null for who may not read appeals")]
    words: Annotated[str | None, meaning("null for who may not read appeals")]
    division: str | None
    was: Annotated[Judged, meaning("by the base")]
    would: Annotated[Judged, meaning("by the draft")]


class CasePage(Page[Case]):
    """Texts that move, newest first."""


class OverrideReason(Shape):
    """A code and its names."""

    code: str
    zh: str
    en: str


class ReasonList(Page[OverrideReason]):
    """All codes."""


class Said(Shape):
    """A judgement in short."""

    owner: str
    matter: str
    department: str
    type: str
    danger: bool


class Misled(Shape):
    """Words that the machine's judgement rested on."""

    kind: str
    text: str
    words: str


class Override(Shape):
    """The last word of a person on an appeal, beside what the machine said first."""

    id: Annotated[UUID, meaning("the appeal")]
    number: str
    title: Annotated[str | None, meaning("null for who may not read appeals, like words and note")]
    words: str | None
    at: datetime
    reason_code: Annotated[str | None, meaning("null for overrides from before there were codes")]
    note: str | None
    machine: Said
    person: Said
    misled_by: list[Misled]
    versions: Annotated[dict[str, str], meaning("the rules and the model that the machine judged by")]


class OverridePage(Page[Override]):
    """Overrides, newest appeal first."""


class OverrideFigure(Shape):
    """How often persons corrected one matter to another for one reason."""

    from_matter: str
    from_owner: str
    to_matter: str
    to_owner: str
    reason_code: str | None
    words: Annotated[str | None, meaning("the first words that the judgement rested on")]
    overrides: int


class OverrideFigures(Page[OverrideFigure]):
    """The most frequent corrections."""


class DriftFigure(Shape):
    """One figure of a day beside the same of the four weeks before."""

    name: Annotated[str, among((*DISTRIBUTIONS, *SHARES))]
    value: Annotated[float, meaning("population stability index (owner, type, confidence), or a difference of shares")]
    now: Annotated[float | None, meaning("share of the day's texts")]
    before: Annotated[float | None, meaning("share of the texts of the weeks before")]
    level: Annotated[str, among(LEVELS, "`few`: too few texts to say anything")]


class DriftReading(Shape):
    """How far one day's judgements are from those of the weeks before."""

    subject: Annotated[
        str, meaning("`decisions` (rules and the model that acts), or `model:<key>` of one that listens")
    ]
    day: date
    at: datetime
    level: Annotated[str, among(LEVELS)]
    figures: list[DriftFigure]
    reminded_at: Annotated[datetime | None, meaning("when the duty desk was last reminded of it")]


class DriftList(Page[DriftReading]):
    """Readings, newest day first."""


class Agreement(Shape):
    """How often the model says what was decided, of the texts on which it says anything in this field."""

    field: Annotated[str, among(("owner", "type", "danger", "joint"))]
    texts: int
    share: float | None


class OwnerMove(Shape):
    """Texts that the model would have given to another owner."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    texts: int


class ShadowSummary(Shape):
    """A model that only listens, beside what was decided."""

    texts: int
    differ: Annotated[int, meaning("texts on which it differs in any field")]
    danger_missed: Annotated[int, meaning("danger that was decided and that it does not see; it could not lower it")]
    danger_added: int
    corrected: Annotated[int, meaning("texts that a person judged again, where the model names an owner")]
    corrected_as_model: Annotated[int, meaning("of these, where the person's owner is the model's")]
    corrected_as_decided: Annotated[int, meaning("of all judged again, where the person left the owner")]
    agreement: list[Agreement]
    owners: list[OwnerMove]


class ShadowOpinion(Shape):
    """A judgement in short; null where the model does not know the field."""

    owner: str | None
    type: str | None
    danger: bool | None
    joint: bool | None


class ShadowCase(Shape):
    """An appeal on which the model differs."""

    id: Annotated[UUID, meaning("the appeal")]
    number: str
    title: Annotated[str | None, meaning("null for who may not read appeals, like words")]
    words: str | None
    at: datetime
    confidence: float
    model: ShadowOpinion
    decided: ShadowOpinion


class ShadowCases(Page[ShadowCase]):
    """Appeals on which the model differs, newest first."""
