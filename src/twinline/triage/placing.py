"""Where it is: the address in a text, its division, and whose town and police station that is (R18, R35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twinline.nlp import addresses
from twinline.places import Divisions, Level
from twinline.triage.routing import TOWN

if TYPE_CHECKING:  # who only judges loads no database
    from twinline.agencies import Directory, Unit

TEXT_CHARS_MAX = 500
NEAR_CHARS = 2
ENTERED_CONFIDENCE = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is. ``text`` is the address as said, at ``[start, end)`` of the field that names it (``source``:
    address or text); ``division`` is empty when only a road or a house is named. ``entered`` says that a person gave
    the division; otherwise it is a suggestion. ``home`` says whether it lies in the city that was called."""

    text: str
    source: str
    start: int
    end: int
    division: str
    division_name: str
    town: Unit | None
    station: Unit | None
    confidence: float
    entered: bool
    home: bool


def place_of(
    divisions: Divisions,
    *,
    text: str,
    address: str,
    division: str | None,
    home: str,
    directory: Directory | None = None,
) -> Place | None:
    """The place of a contact: what a person entered, else what its address or its words name, in this order. None when
    nothing names one. Raises UnknownDivision for a code that is not in the register."""
    named = [(field, words) for field, words in (("address", address), ("text", text[:TEXT_CHARS_MAX])) if words]
    found = [place for field, words in named if (place := _named(divisions, field, words, home, directory)) is not None]
    best = next((place for place in found if place.division), found[0] if found else None)
    if not division:
        return best
    return _entered(divisions, division, best, home, directory)


def _named(divisions: Divisions, field: str, words: str, home: str, directory: Directory | None) -> Place | None:
    """The place that one field names: a division with what follows it, or the longest address without one."""
    located = divisions.locate(words, home=home)
    stretches = addresses.addresses(addresses.spans(words), text=words)
    if located is None:
        longest = max(stretches, key=lambda s: s[1] - s[0], default=None)
        if longest is None:
            return None
        return Place(words[slice(*longest)], field, *longest, "", "", None, None, 0.0, False, True)
    end = _end(located.end, stretches)
    code = located.code
    town, station = _responsible(divisions, code, directory) if located.home else (None, None)
    return Place(
        text=words[located.start : end],
        source=field,
        start=located.start,
        end=end,
        division=code,
        division_name=divisions.path_name(code),
        town=town,
        station=station,
        confidence=located.confidence,
        entered=False,
        home=located.home,
    )


def _end(end: int, stretches: list[tuple[int, int]]) -> int:
    """The end of the address that begins with the division: what overlaps it or follows at once belongs to it."""
    for start, stop in stretches:
        if start - end <= NEAR_CHARS and stop > end:
            end = stop
    return end


def _entered(divisions: Divisions, division: str, named: Place | None, home: str, directory: Directory | None) -> Place:
    """What a person entered stands; an address within it only says where in it."""
    code = divisions.get(division[:9]).code
    fits = named is not None and (not named.division or divisions.within(named.division, area=code))
    town, station = _responsible(divisions, code, directory)
    return Place(
        text=named.text if named and fits else "",
        source=named.source if named and fits else "",
        start=named.start if named and fits else 0,
        end=named.end if named and fits else 0,
        division=code,
        division_name=divisions.path_name(code),
        town=town,
        station=station,
        confidence=ENTERED_CONFIDENCE,
        entered=True,
        home=divisions.same_city(code, home),
    )


def _responsible(divisions: Divisions, code: str, directory: Directory | None) -> tuple[Unit | None, Unit | None]:
    """The town or street and the police station; the district's where the place is not known more closely."""
    if directory is None or divisions.get(code).level not in (Level.COUNTY, Level.STREET):
        return None, None
    town = directory.duty_unit("12345", TOWN, code)
    station = directory.duty_unit("110", "public_security", code)
    return town if town.department == TOWN else None, station if station.department == "public_security" else None
