"""Webhooks, their deliveries, and what may be wrong with either (R44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from twinline.cases import CASE
from twinline.incidents import INCIDENT
from twinline.kernel.errors import Conflict, Invalid, NotFound
from twinline.linkage import HANDOVER, JOINT

PERMISSION = "exchange.webhooks"
KINDS = {machine.name: ("open", *machine.events()) for machine in (CASE, INCIDENT, HANDOVER, JOINT)}
TOPICS = tuple(f"{kind}.{event}" for kind, events in KINDS.items() for event in events)
"""What webhooks may tell of."""
CHOICES = ("*", *(f"{kind}.*" for kind in KINDS), *TOPICS)
"""What may be asked for: everything, everything of a kind, one topic."""
PING = "webhook.ping"
WEBHOOKS_MAX = 20
OLD_SECRET_KEPT = timedelta(hours=24)
LOG_KEPT = timedelta(days=30)
AGAIN_MAX = 10_000

PAUSES_S = (5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400)
"""Seconds between tries; after the last one the delivery is dead, two days after the first."""


class WebhookNotFound(NotFound):
    """There is no such webhook, or it is another account's."""

    code: ClassVar[str] = "webhooks.not_found"


class DeliveryNotFound(NotFound):
    """The webhook has no such delivery; they are kept for LOG_KEPT."""

    code: ClassVar[str] = "webhooks.delivery_not_found"


class TooManyWebhooks(Conflict):
    """The account has as many as it may."""

    code: ClassVar[str] = "webhooks.too_many"


class WebhookOff(Conflict):
    """Nothing is sent: the webhook is switched off or has no address."""

    code: ClassVar[str] = "webhooks.off"


class UnknownTopic(Invalid):
    """Nothing of this name happens here."""

    code: ClassVar[str] = "webhooks.unknown_topic"


class BadAddress(Invalid):
    """Nothing may be sent to this address; ``params["why"]`` says what is wrong."""

    code: ClassVar[str] = "webhooks.bad_address"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Somebody who wants to hear of facts. Without ``url`` they are kept until asked for; ``secret`` is sealed."""

    id: UUID
    account_id: UUID
    url: str | None
    topics: list[str]
    secret: bytes
    old_secret: bytes | None
    old_until: datetime | None
    failing_since: datetime | None
    ended_at: datetime | None

    def wants(self, topic: str) -> bool:
        return not {"*", topic, f"{topic.partition('.')[0]}.*"}.isdisjoint(self.topics)


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that was claimed for one try; ``n`` is its number in the log, ``tries`` counts this one."""

    n: int
    id: UUID
    webhook_id: UUID
    topic: str
    appeal_id: UUID | None
    body: str
    tries: int


def check_topics(topics: Iterable[str]) -> None:
    """Raises UnknownTopic for what is none of CHOICES."""
    for topic in topics:
        if topic not in CHOICES:
            raise UnknownTopic(topic=topic)
