"""What the registry looks like in answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from twinline.agencies.model import DutyRole, UnitKind
from twinline.kernel.shapes import Page, Platform, Shape, among, guarded, note


class Unit(Shape):
    """An organisation, a unit of one, or a post."""

    id: UUID
    code: str
    name: str
    kind: Annotated[str, among(UnitKind)]
    platform: Platform
    parent_id: UUID | None
    department: Annotated[str, note("code of the department kind")]
    division: Annotated[str, note("GB/T 2260 code")]
    uscc: Annotated[str | None, note("unified social credit code (GB 32100)")]
    police_code: Annotated[str | None, note("code of the police organ")]
    valid_from: date
    valid_to: Annotated[date | None, note("first day on which it is gone")]


class UnitPage(Page[Unit]):
    """Units, newest first."""


class DutyContact(Shape):
    """Who answers for a unit now. Name and phone are masked except to data stewards."""

    id: UUID
    unit_id: UUID
    unit_name: str
    role: Annotated[str, among(DutyRole)]
    name: Annotated[str, guarded("registry.write")]
    phone: Annotated[str | None, guarded("registry.write")]
    valid_from: datetime
    valid_to: datetime | None


class DutyContactPage(Page[DutyContact]):
    """Duty contacts, newest first."""


class DutyGap(Shape):
    """A unit that lacks its primary or its deputy (R93)."""

    id: UUID
    code: str
    name: str
    platform: Platform
    role: Annotated[str, among(DutyRole)]


class DutyGapList(Page[DutyGap]):
    """All of them, by the unit's code."""


class PoliceClass(Shape):
    """One class of the police class tree (R5)."""

    code: str
    parent: str | None
    level: int
    name: str
    initials: Annotated[str, note("first letters of the name's syllables, by which it is found by typing: rsdq")]
    valid_from: date
    valid_to: date | None


class PoliceClassList(Page[PoliceClass]):
    """The whole tree, by code."""


class Crosswalk(Shape):
    """What a peer's code means here."""

    id: UUID
    scheme: str
    peer: Annotated[str, note("empty: for all peers")]
    their_code: str
    their_name: str
    our_code: str | None
    status: Annotated[str, among(("mapped", "queued"), "queued: a person has to map it")]
    valid_from: date
    valid_to: date | None


class CrosswalkPage(Page[Crosswalk]):
    """Crosswalk rows, newest first."""


class Calendar(Shape):
    """A working calendar."""

    code: str
    name: str
    always: Annotated[bool, note("day and night, every day")]
    intervals: Annotated[dict[str, list[list[str]]], note("working intervals [from, to] by weekday: mon … sun")]
    years: Annotated[list[int], note("years whose holidays and make-up days are loaded")]


class CalendarList(Page[Calendar]):
    """All calendars."""


class Added(Shape):
    """How many rows were added."""

    added: int


class Loaded(Shape):
    """How many days were loaded."""

    days: int
