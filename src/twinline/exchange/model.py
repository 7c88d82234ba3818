"""Peers, events and what can be wrong with a token (decision 0017, R14, R45)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, NotFound

SANDBOX = "-sandbox"
"""How the name of a peer ends that throws away what it is sent; only the trial of a line speaks to it."""
SCHEMA_VERSION = 2
"""Version of the bodies that this program writes; it reads this one and the one before."""
FAILURES_MAX = 8
"""So often a message that was taken is tried; then it needs a person."""


class UnknownPeer(NotFound):
    """No such peer, or one that is switched off."""

    code: ClassVar[str] = "exchange.unknown_peer"


class Refused(Invalid):
    """A token that is not taken; ``code`` says why and goes back in the answer."""

    code: ClassVar[str] = "exchange.refused"


class Malformed(Refused):
    """Not a token, or its event lacks what it must have: truncated or damaged on the way."""

    code: ClassVar[str] = "exchange.malformed"


class Oversized(Refused):
    """Longer than any token may be."""

    code: ClassVar[str] = "exchange.oversized"


class UnknownSender(Refused):
    """From a platform that is no peer here, or is switched off."""

    code: ClassVar[str] = "exchange.unknown_sender"


class Forged(Refused):
    """The signature is not the sender's: other key, or changed after signing."""

    code: ClassVar[str] = "exchange.forged"


class NotForUs(Refused):
    """Addressed to another platform, or sealed with a key that is not ours."""

    code: ClassVar[str] = "exchange.not_for_us"


class FutureVersion(Refused):
    """Written by a newer program than this one understands."""

    code: ClassVar[str] = "exchange.future_version"


class UnknownKind(Refused):
    """A kind of message that this program does not know."""

    code: ClassVar[str] = "exchange.unknown_kind"


class BadBody(Refused):
    """The body does not fit the schema of its kind."""

    code: ClassVar[str] = "exchange.bad_body"


class WrongDivision(Refused):
    """Speaks for a place, or a platform, that the peer does not answer for."""

    code: ClassVar[str] = "exchange.wrong_division"


class Replayed(Refused):
    """A number or an id that was taken before, with other content."""

    code: ClassVar[str] = "exchange.replayed"


class OldEpoch(Refused):
    """Written before its sender was put back to an older state: what still counted of it was given back since."""

    code: ClassVar[str] = "exchange.old_epoch"


class TooFar(Refused):
    """A number so far ahead of all others that nothing can be waiting between: not asked for, and not taken."""

    code: ClassVar[str] = "exchange.too_far"


class PeerExists(Conflict):
    """There is a peer of this name."""

    code: ClassVar[str] = "exchange.peer_exists"


class NoMessage(NotFound):
    """No message with this number was sent to, or taken from, the peer."""

    code: ClassVar[str] = "exchange.no_message"


class NoSuchDay(Invalid):
    """A day on which nothing can have been exchanged or tested: still to come, or long before any platform was."""

    code: ClassVar[str] = "exchange.no_such_day"


class NoRegion(NotFound):
    """Neither the province nor one of its cities."""

    code: ClassVar[str] = "exchange.no_region"


@dataclass(frozen=True, slots=True)
class Peer:
    """A platform that messages are exchanged with. ``hosts``: which of the two it speaks as; ``divisions``: prefixes of
    the places that it answers for; ``keys``: its public keys; ``transports``: ways to it, the preferred first.
    ``epoch``: its life, a later one since it was put back to an older state; ``standing``: whether messages go to and
    fro (``open``); ``purged_in``: up to which number what it sent is kept no longer (decision 0020).
    """

    name: str
    title: str
    hosts: list[str]
    divisions: list[str]
    keys: dict[str, Any]
    transports: list[dict[str, Any]]
    schema_version: int
    active: bool
    added_at: datetime
    out_seq: int
    in_upto: int
    in_max: int
    heard_at: datetime | None
    answered_at: datetime | None
    epoch: int
    standing: str
    purged_in: int

    def speaks_for(self, division: str | None) -> bool:
        return division is None or any(division.startswith(prefix) for prefix in self.divisions)


@dataclass(frozen=True, slots=True)
class Event:
    """A CloudEvent with our extensions: what one token says. ``data`` is the opened body."""

    id: UUID
    source: str
    target: str
    kind: str
    subject: UUID
    at: datetime
    seq: int
    subject_n: int
    urgent: bool
    version: int
    sender: str
    receiver: str
    data: dict[str, Any]
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver says of what it was sent. Every number up to ``upto`` is taken, and those of ``taken``;
    ``refused`` gives codes by number; ``missing`` should be sent again. ``version``: the newest schema it reads.
    """

    source: str
    target: str
    at: datetime
    upto: int
    taken: list[int]
    refused: dict[int, str]
    missing: list[int]
    version: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What one instance tells another about the link itself: heartbeats, digests, how they stand. Notices carry no
    number and nothing personal, are not kept, and may be lost: whoever needs an answer asks again.
    """

    id: UUID
    source: str
    target: str
    kind: str
    at: datetime
    data: dict[str, Any]
