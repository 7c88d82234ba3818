"""What citizens may do when, and what may be wrong with it (R40, R53, R54)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from twinline.kernel.crypto import FieldCipher
from twinline.kernel.errors import Conflict, NotFound

PLATFORM = "12345"
CHANNEL = "web"
CLIENT = "portal"
ADDITIONS_MAX = 20
CODE_DIGITS = 12
TAIL_DIGITS = 4
ANSWERED = frozenset({"answered", "reviewed", "revisited", "closed"})
"""States of an order in which the person has its result."""


class CallFirst(Conflict):
    """The words tell of danger (R2): the person is to call, and may say that it is not urgent."""

    code: ClassVar[str] = "portal.call_first"


class NotFollowed(NotFound):
    """No appeal has this code together with these last digits; which of the two is wrong is not told."""

    code: ClassVar[str] = "portal.not_followed"


class Ended(Conflict):
    """The appeal has ended; to it one objects, or files another."""

    code: ClassVar[str] = "portal.ended"


class TooManyAdditions(Conflict):
    """The appeal has as many additions as it may."""

    code: ClassVar[str] = "portal.too_many_additions"


class NoResultYet(Conflict):
    """There is nothing yet to rate or to object to."""

    code: ClassVar[str] = "portal.no_result_yet"


class AlreadyRated(Conflict):
    """This result was rated before, differently."""

    code: ClassVar[str] = "portal.already_rated"


class AlreadyObjected(Conflict):
    """An objection to this appeal is waiting to be decided."""

    code: ClassVar[str] = "portal.already_objected"


class ObjectionNotFound(NotFound):
    """There is no such objection, or not one the caller may see."""

    code: ClassVar[str] = "portal.objection_not_found"


class ObjectionDecided(Conflict):
    """Somebody has decided the objection already."""

    code: ClassVar[str] = "portal.objection_decided"


class RedoByHandover(Conflict):
    """The result is the other side's: it is asked to redo it on the handover."""

    code: ClassVar[str] = "portal.redo_by_handover"


class NotPublishable(Conflict):
    """Not closed, or restricted, confidential, dangerous, a report or about a unit: such is never published."""

    code: ClassVar[str] = "portal.not_publishable"


class AlreadyPublished(Conflict):
    """The result is public already; withdraw it first."""

    code: ClassVar[str] = "portal.already_published"


class PublicationNotFound(NotFound):
    """There is no such published result."""

    code: ClassVar[str] = "portal.publication_not_found"


@dataclass(frozen=True, slots=True)
class Objection:
    """A person does not accept a result; ``decided_at`` is empty while it waits."""

    id: UUID
    appeal_id: UUID
    order_id: UUID
    reason: str
    at: datetime
    decided_at: datetime | None


def code_of(cipher: FieldCipher, appeal_id: UUID) -> str:
    """The follow code: always the same for an appeal, and known only to whoever has the installation's key."""
    digest = cipher.blind(f"portal.code:{appeal_id}")
    return str(int.from_bytes(digest[:16], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def proof_of(cipher: FieldCipher, code: str, phone_end: str) -> bytes:
    """What is kept of a code: a keyed hash of it with the phone's last digits."""
    return cipher.blind(f"portal.proof:{digits_of(code)}:{digits_of(phone_end)[-TAIL_DIGITS:]}")


def try_of(cipher: FieldCipher, code: str) -> bytes:
    """By what tries of a code are counted, whether there is one such or not."""
    return cipher.blind(f"portal.try:{digits_of(code)}")


def digits_of(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")
