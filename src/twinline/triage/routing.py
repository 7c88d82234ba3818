"""Which unit handles a matter in a place: lead, co-handlers, and what may not be given to a town (R18, R60).

The dispatch catalogue says it in department kinds; the city's directory turns kinds into units. By
国办函〔2025〕66号 matters of the front line go to it in one hop, and a department's own duties are not pushed to towns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from twinline.kernel.messages import text
from twinline.triage.catalogue import EVERYWHERE, Assignment
from twinline.triage.model import EMERGENCY
from twinline.triage.rulebook import Rulebook

if TYPE_CHECKING:  # who only judges loads no database
    from twinline.agencies import Directory, Unit

TOWN = "street_town"
SUGGESTIONS_MAX = 3
RIVALS_MAX = 2
COUNTY_DIGITS, STREET_DIGITS, VILLAGE_DIGITS = 6, 9, 12


class Part(StrEnum):
    """What a suggested unit would be in the order."""

    LEAD = "lead"
    CO_HANDLER = "co"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit, what it would be in the order, and why in a Chinese sentence."""

    unit_id: UUID
    code: str
    name: str
    department: str
    division: str
    part: Part
    reason: str


@dataclass(frozen=True, slots=True)
class Routing:
    """Who handles a matter in a place. ``suggestions`` are at most three units, the likeliest lead first;
    ``by_matter`` and ``by_division`` name the row of the catalogue that decided."""

    platform: str
    lead: Suggestion
    co_handlers: tuple[Suggestion, ...]
    suggestions: tuple[Suggestion, ...]
    front_line: bool
    barred_to_town: bool
    basis: str
    exceptions: str
    by_matter: str
    by_division: str


def assignment_of(rulebook: Rulebook, *, matter: str, division: str | None) -> Assignment | None:
    """The row of the catalogue for a matter in a place: the matter's own before one for all matters, then the smallest
    area's. None when the catalogue has neither."""
    areas = list(areas_of(division))
    fitting = [row for row in rulebook.catalogue if row.matter in (matter, EVERYWHERE) and row.division in areas]
    return min(fitting, key=lambda row: (row.matter == EVERYWHERE, areas.index(row.division)), default=None)


def areas_of(division: str | None) -> Iterator[str]:
    """The codes around a place, the smallest first, the whole country last (GB/T 2260, GB/T 10114)."""
    for length in (VILLAGE_DIGITS, STREET_DIGITS, COUNTY_DIGITS):
        if division and len(division) >= length:
            yield division[:length]
    if division:
        yield from (f"{division[:4]}00", f"{division[:2]}0000")
    yield EVERYWHERE


def route(
    rulebook: Rulebook,
    *,
    matter: str,
    division: str | None,
    directory: Directory,
    department: str = "",
    owner: str | None = None,
    rivals: Sequence[str] = (),
) -> Routing:
    """Suggest units for a matter (its code, or empty) in a place. ``owner`` and ``department`` are what was judged:
    they count where the lists have no row for the matter itself. ``rivals`` are other matters that the words speak
    for: their leads come right after the first choice. Raises UnknownUnit before seeding."""
    row = assignment_of(rulebook, matter=matter, division=division)
    kind = lead_kind(rulebook, matter=matter, division=division, department=department)
    helpers = row.co_handlers if row else ()
    platform = _platform(rulebook, matter, owner)
    finder = _Finder(directory, platform, division, front_line=bool(row and row.front_line))
    lead = finder.lead(kind, helpers)
    co_handlers = tuple(_distinct(finder.helpers(helpers), without=lead))
    return Routing(
        platform=platform,
        lead=lead,
        co_handlers=co_handlers,
        suggestions=tuple(_distinct([lead, *finder.rivals(rulebook, rivals), *co_handlers, *finder.others(kind)]))[
            :SUGGESTIONS_MAX
        ],
        front_line=bool(row and row.front_line),
        barred_to_town=bool(row and row.barred_to_town),
        basis=row.basis if row else "",
        exceptions=row.exceptions if row else "",
        by_matter=row.matter if row else "",
        by_division=row.division if row else "",
    )


def lead_kind(rulebook: Rulebook, *, matter: str, division: str | None, department: str) -> str:
    """The kind of department that leads: the catalogue's for the matter itself, else the judged one."""
    row = assignment_of(rulebook, matter=matter, division=division)
    own = row is not None and row.matter != EVERYWHERE
    return row.lead if row and (own or department in ("", "none")) else department


def kinds_of(
    rulebook: Rulebook, *, matter: str, division: str | None, department: str, rivals: Sequence[str]
) -> tuple[str, ...]:
    """The kinds of department that are suggested, the likeliest lead first, as ``route`` does with a directory."""
    row = assignment_of(rulebook, matter=matter, division=division)
    kinds = [lead_kind(rulebook, matter=matter, division=division, department=department)]
    kinds += rival_kinds(rulebook, rivals, division)[:RIVALS_MAX]
    return tuple(dict.fromkeys((*kinds, *(row.co_handlers if row else ()))))[:SUGGESTIONS_MAX]


def rival_kinds(rulebook: Rulebook, rivals: Sequence[str], division: str | None) -> list[str]:
    """The leads of other matters, without repeats."""
    rows = (assignment_of(rulebook, matter=matter, division=division) for matter in rivals)
    return list(dict.fromkeys(row.lead for row in rows if row and row.matter != EVERYWHERE))


def is_barred(rulebook: Rulebook, *, matter: str, division: str | None, unit: Unit, directory: Directory) -> bool:
    """Whether the matter may not be given to this unit: a department's own duty, and a town, a street or a body of one
    (R60)."""
    row = assignment_of(rulebook, matter=matter, division=division)
    return bool(row and row.barred_to_town) and is_of_town(unit, directory)


def is_of_town(unit: Unit, directory: Directory) -> bool:
    """A town or street office, whoever hands orders on to them, and every body below them."""
    return any(one.department == TOWN for one in directory.register.chain(unit.id))


def _platform(rulebook: Rulebook, matter: str, owner: str | None) -> str:
    listed = rulebook.matters.get(matter)
    return "110" if (listed.owner if listed else owner) in EMERGENCY else "12345"


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds units of kinds for one place. The front line is the smallest area's unit; other matters go to the county's
    department, not to its posts below."""

    directory: Directory
    platform: str
    division: str | None
    front_line: bool

    def lead(self, kind: str, helpers: Iterable[str]) -> Suggestion:
        """The kind's unit, else the first co-handler's that exists on the platform, else the platform's desk."""
        unit = self._unit(kind)
        if unit:
            return _suggestion(unit, Part.LEAD, self._why(unit))
        for helper in helpers:
            if stand_in := self._unit(helper):
                return _suggestion(stand_in, Part.LEAD, text("triage.routing.stand_in"))
        return _suggestion(self.directory.desk(self.platform), Part.LEAD, text("triage.routing.desk"))

    def helpers(self, kinds: Iterable[str]) -> Iterator[Suggestion]:
        for kind in kinds:
            if unit := self._unit(kind):
                yield _suggestion(unit, Part.CO_HANDLER, text("triage.routing.co_handler"))

    def rivals(self, rulebook: Rulebook, rivals: Sequence[str]) -> Iterator[Suggestion]:
        """Units that lead other matters of the text, at most RIVALS_MAX."""
        found = (self._unit(kind) for kind in rival_kinds(rulebook, rivals, self.division))
        units = list(dict.fromkeys(unit for unit in found if unit))
        yield from (_suggestion(unit, Part.OTHER, text("triage.routing.rival")) for unit in units[:RIVALS_MAX])

    def others(self, kind: str) -> Iterator[Suggestion]:
        """The same department one area up, and the desk: for what the place's own unit cannot do."""
        above = self._find(kind, f"{self.division[:4]}00" if self.division else None)
        if above:
            yield _suggestion(above, Part.OTHER, text("triage.routing.above"))
        yield _suggestion(self.directory.desk(self.platform), Part.OTHER, text("triage.routing.desk"))

    def _unit(self, kind: str) -> Unit | None:
        town = kind == TOWN or self.front_line
        return self._find(kind, self.division if town or self.division is None else self.division[:COUNTY_DIGITS])

    def _find(self, kind: str, place: str | None) -> Unit | None:
        unit = self.directory.duty_unit(self.platform, kind, place)
        return unit if unit.department == kind else None

    def _why(self, unit: Unit) -> str:
        if self.front_line and len(unit.division) >= STREET_DIGITS:
            return text("triage.routing.front_line")
        whole_city = len(unit.division) == COUNTY_DIGITS and unit.division.endswith("00")
        return text("triage.routing.city" if whole_city else "triage.routing.place")


def _suggestion(unit: Unit, part: Part, reason: str) -> Suggestion:
    return Suggestion(unit.id, unit.code, unit.name, unit.department, unit.division, part, reason)


def _distinct(found: Iterable[Suggestion], *, without: Suggestion | None = None) -> Iterator[Suggestion]:
    seen = {without.unit_id} if without else set[UUID]()
    for one in found:
        if one.unit_id not in seen:
            seen.add(one.unit_id)
            yield one
