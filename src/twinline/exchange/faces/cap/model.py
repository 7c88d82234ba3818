"""What a warning says, and what hint follows from it for those on duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from twinline.kernel.errors import Invalid, NotFound
from twinline.places import Divisions, UnknownDivision

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
MESSAGES = ("Alert", "Update", "Cancel", "Ack", "Error")
SCOPES = ("Public", "Restricted", "Private")
CATEGORIES = (
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
)
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
LASTS = timedelta(hours=24)
"""How long a warning holds that does not say when it expires."""


class BadCap(Invalid):
    """The document is no CAP 1.2 alert: an element is missing or has a value that the standard does not know."""

    code: ClassVar[str] = "exchange.bad_cap"


class NoAlert(NotFound):
    """The warning that this one cancels or brings up to date is not known."""

    code: ClassVar[str] = "exchange.no_alert"


@dataclass(frozen=True, slots=True)
class Area:
    """Where a warning holds. ``geocodes`` are the codes that it names, of whatever scheme."""

    description: str
    geocodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """One part of a warning, in one language."""

    language: str
    categories: tuple[str, ...]
    event: str
    urgency: str
    severity: str
    certainty: str
    starts_at: datetime | None
    expires_at: datetime | None
    headline: str
    description: str
    instruction: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A whole alert message. ``references`` are the (sender, identifier) of earlier ones."""

    identifier: str
    sender: str
    sent_at: datetime
    status: str
    message: str
    scope: str
    references: tuple[tuple[str, str], ...]
    infos: tuple[Info, ...]

    @property
    def info(self) -> Info | None:
        """The part for people here: the first in Chinese, else the first."""
        return next((i for i in self.infos if i.language.lower().startswith("zh")), next(iter(self.infos), None))


def kind_of(info: Info) -> str:
    """``emergency``: grave and soon or now; ``surge``: more calls are to be expected."""
    grave = info.severity in ("Extreme", "Severe") and info.urgency in ("Immediate", "Expected")
    return "emergency" if grave and info.certainty not in ("Unlikely", "Unknown") else "surge"


def ends_of(warned: Warned, info: Info) -> datetime:
    return info.expires_at or (info.starts_at or warned.sent_at) + LASTS


def divisions_of(info: Info, divisions: Divisions, *, home: str) -> tuple[str, ...]:
    """The divisions of the areas: by code where one is a division's, else by name."""
    return tuple(sorted({code for area in info.areas for code in _codes(area, divisions, home)}))


def _codes(area: Area, divisions: Divisions, home: str) -> Iterator[str]:
    known = [code for code in area.geocodes if _known(code, divisions)]
    yield from known
    if not known and (found := divisions.locate(area.description, home=home)):
        yield found.code


def _known(code: str, divisions: Divisions) -> bool:
    try:
        divisions.get(code)
    except UnknownDivision:
        return False
    return True
