"""Organisations, their units, who is on duty, and what other systems' codes mean; all dated rows (R35, R61, R93)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from twinline.kernel.errors import NotFound


class UnitKind(StrEnum):
    """An organisation is a legal body; units and posts are parts of one."""

    ORGANISATION = "organisation"
    UNIT = "unit"
    POST = "post"


class DutyRole(StrEnum):
    """R93: every unit has a named handler and a deputy."""

    PRIMARY = "primary"
    DEPUTY = "deputy"


class UnknownUnit(NotFound):
    """No unit has this id or code."""

    code: ClassVar[str] = "agencies.unknown_unit"


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that orders can be given to. ``valid_to`` is the first day on which it is gone."""

    id: UUID
    code: str
    name: str
    kind: UnitKind
    platform: str
    parent_id: UUID | None
    department: str
    division: str
    valid_from: date
    valid_to: date | None = None
    uscc: str | None = None
    police_code: str | None = None

    def stands(self, on: date) -> bool:
        """Whether the unit exists on the day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What a code of another system means here, from a day on. Without ``our_code`` it waits for a decision."""

    scheme: str
    peer: str
    their_code: str
    our_code: str | None
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class DutyContact:
    """Who answers for a unit in a role, from a moment up to another; without end when ``valid_to`` is None."""

    unit_id: UUID
    role: DutyRole
    name: str
    valid_from: datetime
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class DutyGap:
    """A time in which a unit has nobody in a role."""

    unit_id: UUID
    role: DutyRole
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Directory:
    """All units of a city as one snapshot."""

    units: Mapping[UUID, Unit]
    _codes: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _children: Mapping[UUID, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)
    _posts: Mapping[tuple[str, str, str], tuple[Unit, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[UUID, list[Unit]] = {}
        posts: dict[tuple[str, str, str], list[Unit]] = {}
        for unit in sorted(self.units.values(), key=lambda u: u.code):
            posts.setdefault((unit.platform, unit.department, unit.division), []).append(unit)
            if unit.parent_id is not None:
                children.setdefault(unit.parent_id, []).append(unit)
        object.__setattr__(self, "_codes", {unit.code: unit for unit in self.units.values()})
        object.__setattr__(self, "_children", {parent: tuple(found) for parent, found in children.items()})
        object.__setattr__(self, "_posts", {place: tuple(found) for place, found in posts.items()})

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Directory":
        """A directory of the units."""
        return cls({unit.id: unit for unit in units})

    def get(self, unit_id: UUID) -> Unit:
        """The unit, standing or gone. Raises UnknownUnit."""
        if unit_id not in self.units:
            raise UnknownUnit(unit=unit_id)
        return self.units[unit_id]

    def by_code(self, code: str) -> Unit:
        """The unit with this code, standing or gone. Raises UnknownUnit."""
        if code not in self._codes:
            raise UnknownUnit(unit=code)
        return self._codes[code]

    def children(self, unit_id: UUID) -> tuple[Unit, ...]:
        """The units directly below, in order of code."""
        return self._children.get(unit_id, ())

    def chain(self, unit_id: UUID) -> tuple[Unit, ...]:
        """The unit and those above it, the nearest first. Raises UnknownUnit."""
        chain = [self.get(unit_id)]
        while (parent := chain[-1].parent_id) is not None and len(chain) <= len(self.units):
            chain.append(self.get(parent))
        return tuple(chain)

    def find(self, *, platform: str, department: str, areas: Sequence[str], on: date) -> Unit | None:
        """The unit that does a department's work for a place.

        ``areas`` are the codes around the place, the smallest first (street, county, city): the first area that has a
        standing unit of the department decides, and in it the unit with the lowest code.
        """
        for area in areas:
            for unit in self._posts.get((platform, department, area), ()):
                if unit.stands(on):
                    return unit
        return None


def crossed(rows: Iterable[CrosswalkRow], *, scheme: str, peer: str, code: str, on: date) -> str | None:
    """Our code for a peer's on a day; None when nobody has mapped it. A row for the peer beats one for all ("")."""
    fitting = [
        row
        for row in rows
        if (row.scheme, row.their_code) == (scheme, code)
        and row.peer in (peer, "")
        and row.valid_from <= on
        and (row.valid_to is None or on < row.valid_to)
    ]
    best = max(fitting, key=lambda row: (row.peer != "", row.valid_from), default=None)
    return None if best is None else best.our_code


def on_duty(contacts: Iterable[DutyContact], *, unit_id: UUID, at: datetime) -> DutyContact | None:
    """Who answers for the unit at a moment: the primary, else the deputy, else nobody."""
    there = [c for c in contacts if c.unit_id == unit_id and _covers(c, at)]
    there.sort(key=lambda c: (c.role is not DutyRole.PRIMARY, c.valid_from))
    return there[0] if there else None


def duty_gaps(
    contacts: Iterable[DutyContact], *, units: Iterable[UUID], start: datetime, end: datetime
) -> Iterator[DutyGap]:
    """Every time between the moments in which a unit lacks its primary or its deputy (R61, R93, R95: there is none)."""
    posted: dict[tuple[UUID, DutyRole], list[DutyContact]] = {}
    for contact in contacts:
        posted.setdefault((contact.unit_id, contact.role), []).append(contact)
    for unit_id in units:
        for role in DutyRole:
            for gap in _gaps(posted.get((unit_id, role), ()), start, end):
                yield DutyGap(unit_id, role, *gap)


def _covers(contact: DutyContact, at: datetime) -> bool:
    return contact.valid_from <= at and (contact.valid_to is None or at < contact.valid_to)


def _gaps(contacts: Iterable[DutyContact], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    covered = start
    for contact in sorted(contacts, key=lambda c: c.valid_from):
        if contact.valid_from > covered:
            yield covered, min(contact.valid_from, end)
        covered = max(covered, contact.valid_to or end)
        if covered >= end:
            return
    if covered < end:
        yield covered, end
