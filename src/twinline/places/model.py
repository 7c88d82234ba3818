"""What an administrative division is: GB/T 2260 down to the county, GB/T 10114 below it; codes follow each other."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from twinline.kernel.errors import Invalid


class Level(StrEnum):
    """How far down a division stands. Streets, towns and townships share one level."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Division:
    """One code of the register, in force or retired.

    ``valid_from`` and ``valid_to`` are known for the changes in ``data/division_changes.csv`` only; the last day in
    force is the day before ``valid_to``. A retired division without ``valid_to`` was retired on an unknown day.
    """

    code: str
    name: str
    parent: str | None
    level: Level
    retired: bool
    successors: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a code means on a day (R35: merged and renamed areas resolve by date).

    ``at_date`` are the codes that stood for the same area on that day, ``current`` those that stand for it now; both
    may be several when an area was divided, and empty when nothing follows it. ``retired`` tells that the code itself
    was out of force on the day. ``dated`` is False when the answer rests on a retirement whose day is not known; such a
    code is then taken as retired on every day.
    """

    code: str
    on: date
    at_date: tuple[str, ...]
    current: tuple[str, ...]
    retired: bool
    dated: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A division found in a text at ``[start, end)``.

    ``code`` is always in force; ``via`` is the retired code whose name was written, if any. ``sure`` is False when only
    a short form was written ("天河" for 天河区).
    """

    code: str
    name: str
    level: Level
    start: int
    end: int
    sure: bool
    via: str | None = None


class UnknownDivision(Invalid):
    """No division, current or retired, has this code."""

    code: ClassVar[str] = "places.unknown_division"


class RetiredDivision(Invalid):
    """The division is out of force; ``successors`` says which codes to use instead (R35)."""

    code: ClassVar[str] = "places.retired_division"

    def __init__(self, *, division: Division, successors: tuple[str, ...], shown: str) -> None:
        super().__init__(code=division.code, name=division.name, successors=shown)
        self.successors = successors
