"""What webhooks and their log look like in answers."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from twinline.kernel.shapes import Page, Shape, among, note


class Made(Shape):
    """A new webhook."""

    id: UUID
    secret: Annotated[str, note("whsec_…; told only now")]


class Secret(Shape):
    """A new secret; the one before signs too for 24 hours."""

    secret: Annotated[str, note("whsec_…; told only now")]


class Webhook(Shape):
    """Who is told of what."""

    id: UUID
    name: str
    url: Annotated[str | None, note("null: changes are kept until asked for")]
    topics: list[str]
    account: Annotated[str, note("login of the account whose rights decide what is told")]
    added_at: datetime
    active: bool
    ended_at: datetime | None
    ended_why: Annotated[
        Literal["asked", "gone", "failing"] | None,
        note("gone: the receiver answered 410; failing: for days. null: it is active"),
    ]
    failing_since: Annotated[datetime | None, note("the first of the tries that failed since the last success")]
    old_until: Annotated[datetime | None, note("until when the secret before signs too")]
    waiting: int


class WebhookPage(Page[Webhook]):
    """Webhooks, newest first."""


class Delivery(Shape):
    """Something that was told, or is to be."""

    id: Annotated[UUID, note("the header webhook-id, the same at every try")]
    topic: str
    state: Annotated[
        str,
        among(
            ("waiting", "sent", "dead", "withheld", "kept"),
            "withheld: at the time of sending the account might no longer hear of it; kept: there is no address",
        ),
    ]
    tries: int
    made_at: datetime
    settled_at: datetime | None
    next_at: Annotated[datetime | None, note("of the next try")]
    body: Annotated[Any, note("as it is sent; null: it is of an appeal that the caller may not see now")]


class DeliveryPage(Page[Delivery]):
    """Deliveries, newest first; kept for 30 days."""


class Attempt(Shape):
    """One try."""

    at: datetime
    ms: int
    address: Annotated[str | None, note("what the name led to")]
    status: Annotated[int | None, note("of the receiver's answer; null: there was none")]
    error: str | None
    answer: Annotated[str, note("the first 1,000 bytes")]


class DeliveryWhole(Delivery):
    """With its tries, the first one first."""

    attempts: list[Attempt]


class WebhookChange(Shape):
    """A change, as it is sent to an address too."""

    id: UUID
    type: Annotated[str, note("the topic")]
    timestamp: datetime
    data: Annotated[
        dict[str, Any],
        note(
            "kind, id, number, appeal_id, version, state, before, platform; whoever may know more reads it by the API"
        ),
    ]


class WebhookChanges(Shape):
    """Changes in their order."""

    items: list[WebhookChange]
    next: Annotated[str, note("for the next question; as it was when there is nothing new")]


class Counted(Shape):
    """How many are sent again."""

    count: int
