"""What appeals look like in answers: registered, in lists, whole."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from twinline.appeals import CHANNELS, TYPES
from twinline.clocks.shapes import Clock
from twinline.kernel.shapes import Button, Page, Platform, Problem, Shape, among, guarded, note
from twinline.linkage.shapes import Handover, JointAction
from twinline.triage import shapes as advice

RequestType = Annotated[str, among(TYPES)]
OrderKind = Annotated[str, among(("case", "incident"))]
Channel = Annotated[str, among(CHANNELS)]


class OpenedOrder(Shape):
    """The order that registering opened."""

    kind: OrderKind
    id: UUID
    number: str
    state: str


class Registered(Shape):
    """A registered appeal: who owns it and which order was opened."""

    id: UUID
    number: str
    owner: Platform
    danger: bool
    replayed: Annotated[bool, note("an earlier request with this Idempotency-Key registered it; nothing was written")]
    order: OpenedOrder


class Refused(Shape):
    """A line of a batch that was not registered."""

    problem: Problem


class BatchAnswer(Shape):
    """One answer for each line, in order."""

    results: list[Registered | Refused]


class SplitAnswer(Shape):
    """The appeals that were taken out."""

    parts: list[Registered]


class AppealRow(Shape):
    """An appeal in a list."""

    id: UUID
    number: str
    title: str
    type: RequestType
    domain: str
    matter: str
    department: str
    division: str | None
    urgent: bool
    danger: bool
    confidential: bool
    restricted: bool
    owner: Platform
    first_receiver: Platform
    shared: Annotated[bool, note("the other platform was told of it and sees it")]
    received_at: datetime
    merged_into: UUID | None
    closed_at: datetime | None
    version: int
    channel: Channel
    seed: Annotated[bool, note("an invented example")]
    order_state: Annotated[str | None, note("of the caller's own side's order, the open one or else the newest")]
    due_at: Annotated[datetime | None, note("the next deadline of the caller's own side; null when none runs")]


class AppealPage(Page[AppealRow]):
    """Appeals, newest first."""


class EarlierAppeal(Shape):
    """Another appeal from the same phone."""

    id: UUID
    number: str
    title: str
    owner: Platform
    received_at: datetime
    closed_at: datetime | None


class Contact(Shape):
    """How it came in. Name and phone are masked; `POST …/reveal` shows them, with a reason."""

    channel: Channel
    received_at: datetime
    seed: bool
    external_id: Annotated[str | None, note("number of the record in the system that it came from")]
    caller: Annotated[str | None, guarded()]
    phone: Annotated[str | None, guarded()]
    earlier: list[EarlierAppeal]


class StoredReason(Shape):
    """Why it was judged so, with the words it rests on."""

    kind: str
    text: str
    words: str | None


class Decision(Shape):
    """A stored judgement: the first is the machine's, later ones are a person's."""

    n: int
    at: datetime
    owner: Annotated[str, note("12345, 110, 119, 120, 122, utility or none")]
    joint: bool
    danger: bool
    type: RequestType
    matter: str
    department: str
    deadline_class: str
    police_class: str
    confidence: float
    reasons: list[StoredReason]
    versions: Annotated[dict[str, str], note("SM3 of the tables that were used")]
    actor_id: Annotated[UUID | None, note("who judged; null for the machine")]
    reason_code: Annotated[str | None, note("why a person judged differently: a code of /triage/override-reasons")]
    reason: Annotated[str | None, note("why, in words")]


class Difference(Shape):
    """One field that comes out differently when a decision is made again."""

    field: str
    stored: Annotated[Any, note("as it was decided")]
    again: Annotated[Any, note("as it comes out now")]


class Rerun(Shape):
    """An automatic decision made again by the rules that it names."""

    n: int
    equal: bool
    versions: dict[str, str]
    versions_missing: Annotated[list[str], note("parts that this program no longer has as they were then")]
    differences: list[Difference]


class OwnerChange(Shape):
    """One change of ownership."""

    seq: int
    from_platform: Platform
    to_platform: Platform
    handover_id: UUID | None
    reason: str
    at: datetime


class OrderSummary(Shape):
    """An order of the appeal, of either side."""

    kind: OrderKind
    id: UUID
    number: str
    platform: Platform
    state: str
    version: int
    mirror: bool
    loop_open: bool
    ack_pending: bool
    danger: bool
    title: str
    result: Annotated[str | None, note("reply or result")]
    unit_id: Annotated[UUID | None, note("lead unit of a work order")]
    opened_at: datetime
    closed_at: datetime | None


class HistoryReason(Shape):
    """A factor of risk or a fact of history that holds."""

    code: str
    points: Annotated[int, note("what it adds to the score")]
    text: str
    words: Annotated[str | None, note("the person's words that it rests on; null for history")]


class Duplicate(Shape):
    """An open appeal of the last seven days that says much the same."""

    id: UUID
    number: str
    title: str
    received_at: datetime
    closed_at: datetime | None
    similarity: Annotated[float, note("0 to 1")]


class SameAppeal(EarlierAppeal):
    """An open appeal of the last seven days that says much the same."""

    similarity: Annotated[float, note("0 to 1")]


class CallerBefore(Shape):
    """Who called from this number last; masked."""

    caller: Annotated[str | None, guarded()]
    phone: Annotated[str | None, guarded()]
    appeals: Annotated[int, note("of the last year; 20 at most")]


class Beside(Shape):
    """What is known while a contact is still being typed, of what the caller may see."""

    person: CallerBefore | None
    caller: Annotated[list[EarlierAppeal], note("from this number in the last year, newest first")]
    place: Annotated[list[EarlierAppeal], note("at this address in the last 30 days, newest first")]
    same: Annotated[list[SameAppeal], note("likest first")]


class History(Shape):
    """What caller and place had before, and how likely a dispute turns into violence (R16)."""

    risk: Annotated[int, note("0 to 100")]
    level: Annotated[str, among(("high", "medium", "low", "none"))]
    reasons: list[HistoryReason]
    duplicates: list[Duplicate]
    versions: Annotated[dict[str, str], note("edition, day and SM3 of the factors; empty on old records")]


class Appeal(Shape):
    """What a person wants, in the words as said, with everything that belongs to it."""

    id: UUID
    number: str
    title: str
    words: Annotated[str, note("as said; never overwritten")]
    type: RequestType
    domain: str
    matter: str
    department: str
    division: str | None
    address: str
    lon: float | None
    lat: float | None
    datum: str | None
    urgent: bool
    danger: bool
    confidential: bool
    restricted: bool
    shared: bool
    complained_unit_id: UUID | None
    owner_platform: Platform
    owner_unit_id: UUID
    first_receiver: Platform
    received_at: datetime
    merged_into: UUID | None
    split_from: UUID | None
    division_from: Annotated[
        str, among(("form", "address", "text"), "entered in the form, or suggested by the address or the words")
    ]
    replied_at: datetime | None
    closed_at: datetime | None
    version: int
    state: Annotated[str, among(("open", "merged", "closed"))]
    contact: Contact
    decisions: list[Decision]
    owners: list[OwnerChange]
    orders: list[OrderSummary]
    clocks: list[Clock]
    handovers: list[Handover]
    joint_actions: list[JointAction]
    history: Annotated[History | None, note("for the desk that was called, some seconds after intake; else null")]
    actions: list[Button]


class Advice(advice.Advice):
    """Who would handle an appeal as it is judged by now."""

    appeal_id: UUID
    matter: str
    division: str | None


class Label(Shape):
    """A name in both languages."""

    zh: str
    en: str


class Happening(Shape):
    """One thing that happened, on either side."""

    subject_kind: Annotated[str, among(("appeal", "case", "incident", "handover", "joint"))]
    subject_id: UUID
    seq: Annotated[int, note("place in the subject's own chain, from 1")]
    event: str
    from_state: str | None
    to_state: str
    at: datetime
    platform: Platform
    data: Annotated[dict[str, Any], note("what the event says; its fields depend on the event")]
    unit: Annotated[str | None, note("name of the unit that did it")]
    actor: Annotated[str | None, note("name of the person; null for the system")]
    label: Label


class Timeline(Page[Happening]):
    """Everything that happened, in time."""


class Revealed(Shape):
    """Who called, in clear."""

    caller: Annotated[str | None, guarded("appeal.reveal")]
    phone: Annotated[str | None, guarded("appeal.reveal")]


class Overridden(Shape):
    """The appeal after a person's judgement."""

    id: UUID
    matter: str
    type: RequestType
    version: int


class MachineState(Shape):
    """One state of a table."""

    state: str
    final: bool
    zh: str
    en: str


class MachineRow(Shape):
    """One row of a table: an event, the states it is taken in and where it leads."""

    event: str
    sources: list[str]
    target: Annotated[str | None, note("null: the state stays")]
    permission: Annotated[str | None, note("null: only the system takes it")]
    zh: str
    en: str


class Machine(Shape):
    """A transition table: what the API allows and pages show."""

    name: str
    initial: str
    states: list[MachineState]
    transitions: list[MachineRow]


class MachineList(Page[Machine]):
    """All transition tables."""
