"""What peers, messages, reconciliation and links look like in answers."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, among, guarded, note

Direction = Annotated[str, among(("out", "in"), "out: we sent it; in: the peer did")]


class ReasonText(Shape):
    """Why, in both languages."""

    zh: str
    en: str


class RefusalCount(Shape):
    """How often a reason was given."""

    code: str
    reason: ReasonText | None
    n: int


class Way(Shape):
    """A transport to a peer. Times are null while it has never been used."""

    transport: str
    every_s: Annotated[float | None, note("seconds between heartbeats")]
    since: datetime | None
    beat_at: datetime | None
    heard_at: Annotated[datetime | None, note("the last heartbeat of the peer, or echo of ours")]
    rtt_ms: Annotated[float | None, note("milliseconds from the last heartbeat to its echo")]
    failed: Annotated[str | None, note("why the last heartbeat could not be sent")]
    down_since: Annotated[datetime | None, note("broken: the last that was heard, three heartbeats ago or more")]


class Unmapped(Shape):
    """A code that nobody has mapped."""

    way: Annotated[Direction, note("out: one of ours; in: one of the peer's")]
    scheme: Annotated[str, note("kind of code; `schema`: a message of ours that fits no schema, and why")]
    code: str
    waiting: Annotated[int, note("messages that are held for it")]
    went_on: Annotated[int, note("messages of danger that went on without it")]
    since: datetime


class UnmappedList(Page[Unmapped]):
    """Codes that nobody has mapped."""


class PeerStanding(Shape):
    """A peer, and how the exchange with it stands."""

    name: str
    title: str
    hosts: list[Platform]
    divisions: Annotated[list[str], note("prefixes of the places that it answers for")]
    active: bool
    schema_version: int
    added_at: datetime
    kid: Annotated[str | None, note("fingerprint of its keys, to be compared by voice")]
    out_seq: Annotated[int, note("number of the last message packed for it")]
    in_upto: Annotated[int, note("up to this number nothing of it is missing")]
    in_max: int
    heard_at: datetime | None
    answered_at: datetime | None
    waiting: int
    unanswered: int
    refused: Annotated[int, note("messages of ours that it did not take")]
    held: Annotated[int, note("messages of it that are not admitted yet")]
    oldest_at: Annotated[datetime | None, note("when the oldest message was said that it has not acknowledged")]
    gaps: Annotated[int, note("numbers of it that are missing")]
    codes: Annotated[int, note("codes that wait for a steward")]
    difference: Annotated[int, note("messages by which the sides differ, by the last comparisons of 30 days")]
    refusals: Annotated[list[RefusalCount], note("what of it was not taken in 24 hours")]
    ways: Annotated[list[Way], note("the preferred first")]
    carries: Annotated[str | None, note("the way that messages take now; null: none")]


class PeerList(Page[PeerStanding]):
    """All of them."""


class MessageBrief(Shape):
    """A message without what it says. Of an appeal that the caller may not see neither appeal nor subject is told."""

    seq: int
    message_id: UUID
    kind: str
    urgent: bool
    at: datetime
    subject_id: UUID | None
    subject_n: int
    appeal_id: UUID | None
    appeal_number: str | None
    state: Annotated[str, among(("waiting", "sent", "taken", "refused", "held", "admitted"))]
    attempts: Annotated[int, note("pushes, or failures to admit it")]
    pushed_at: Annotated[datetime | None, note("when it was last pushed, or when it was taken")]
    settled_at: Annotated[datetime | None, note("when the peer had taken it, or when it was admitted")]
    transport: str | None
    code: Annotated[str | None, note("why the peer refused it")]
    reason: ReasonText | None
    error: Annotated[str | None, note("why it could not be admitted")]
    digest: Annotated[str, note("SM3 of the token, in hexadecimal")]
    chars: int


class MessagePage(Page[MessageBrief]):
    """Messages, the highest number first."""


class MessageWhole(MessageBrief):
    """With what it says, for who may see its appeal; null otherwise."""

    body: Any


class RefusalRow(Shape):
    """A token that was not taken."""

    id: UUID
    at: datetime
    peer: Annotated[str | None, note("who it claims to be from")]
    transport: str
    code: str
    reason: ReasonText | None
    seq: int | None
    digest: str
    chars: int


class RefusalPage(Page[RefusalRow]):
    """Refusals, newest first."""


class Differing(Shape):
    """One number by which the sides differ."""

    seq: int
    what: Annotated[str, among(("lost", "held", "changed", "extra"))]


class DigestRow(Shape):
    """A day's messages of one direction, compared. Figures are null until the peer has answered."""

    id: UUID
    peer: str
    day: date
    direction: Direction
    state: Annotated[str, among(("asking", "repairing", "agreed", "differs"))]
    started_at: datetime
    ended_at: datetime | None
    sent: int | None
    taken: int | None
    admitted: int | None
    sent_sm3: str | None
    taken_sm3: str | None
    difference: int | None
    repaired: Annotated[int, note("messages that were sent or admitted again")]
    found: list[Differing]
    asked_by: Annotated[str | None, note("null: the daily run")]


class DigestPage(Page[DigestRow]):
    """Comparisons, newest first."""


class Begun(Shape):
    """The comparisons that were begun, one for each direction."""

    ids: list[UUID]


class Changed(Shape):
    """How many messages are sent or admitted again."""

    count: int


class LinkRow(Shape):
    """One link of a region."""

    kind: Annotated[str, among(("voice", "order", "data"))]
    state: Annotated[str, among(("none", "planned", "failed", "down", "live"))]
    peer: str | None
    transports: list[str]
    heard_at: datetime | None
    tested_on: Annotated[date | None, note("of the last contract test")]
    passed: bool | None
    go_live: date | None
    note: str


class Milestone(Shape):
    """Whether all three links were live by a day."""

    by: date
    met: bool


class Region(Shape):
    """The links between the two platforms of a region (R3)."""

    region: str
    name: str
    links: list[LinkRow]
    milestones: list[Milestone]


class Register(Page[Region]):
    """The province and its cities."""


class DutyNumber(Shape):
    """Who answers at the other side's desk."""

    role: Annotated[str, among(("primary", "deputy"))]
    name: Annotated[str, guarded("board.read")]
    phone: Annotated[str, guarded("board.read")]


class Call(Shape):
    """An urgent matter that the other side has not acknowledged: it is told by phone."""

    id: UUID
    peer: Platform
    kind: Annotated[str, note("what the oldest message that waits says, as `kind` of a message")]
    since: datetime
    raised_at: datetime
    appeal_id: UUID
    appeal_number: str
    title: str
    duty: Annotated[list[DutyNumber], note("of the other side's desk, the primary first")]


class SilentPeer(Shape):
    """A peer that nothing is heard of by any way; over as soon as one is back."""

    peer: str
    title: str
    since: datetime
    duty: list[DutyNumber]


class Alarms(Shape):
    """What the desk must do now."""

    calls: list[Call]
    links: list[SilentPeer]
