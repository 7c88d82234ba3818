"""What comes in with a contact, and what registering it answers (R1, R2, R4, R36)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, Problem


class KeyReused(Conflict):
    """The idempotency key was used before with another body."""

    code: ClassVar[str] = "intake.key_reused"


class UnknownMatter(Invalid):
    """The matter is not on the responsibility list in force."""

    code: ClassVar[str] = "intake.unknown_matter"


@dataclass(frozen=True, slots=True)
class Said:
    """One contact with what the person said. ``client`` and ``key`` make the request repeatable without effect."""

    platform: str
    channel: str
    words: str
    client: str
    key: str | None = None
    external_id: str | None = None
    title: str | None = None
    caller: str | None = None
    phone: str | None = None
    address: str = ""
    division: str | None = None
    lon: float | None = None
    lat: float | None = None
    datum: str | None = None
    received_at: datetime | None = None
    type: str | None = None
    class_code: str | None = None
    grade: int | None = None
    urgent: bool = False
    danger: bool = False
    confidential: bool = False
    restricted: bool = False
    complained_unit_id: UUID | None = None
    auto_handover: bool | None = None
    seed: bool = False
    split_from: UUID | None = None
    contact_id: UUID | None = None
    form: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Registered:
    """The answer: where the appeal is, who owns it, which order was opened; ``replayed`` when it existed."""

    appeal_id: UUID
    number: str
    owner: str
    order_kind: str
    order_id: UUID
    order_number: str
    state: str
    danger: bool
    replayed: bool = False


Outcome = Registered | Problem
"""One line of a batch: registered, or the reason why not."""


def phone_key(phone: str) -> str:
    """The digits of a phone by which it is found again: without signs, spaces and China's prefix 86."""
    digits = "".join(c for c in phone if c.isdecimal())
    bare = digits.removeprefix("00")
    return bare[2:] if len(bare) == 13 and bare.startswith("861") else digits
