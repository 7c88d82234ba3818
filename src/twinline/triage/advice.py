"""What follows from a judgement for the person at the desk: the place, the units, the words to say (R15, R18, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twinline.places import Divisions
from twinline.triage.catalogue import Script
from twinline.triage.guidance import (
    Guidance,
    ScriptNeeded,
    UnknownScript,
    guidance_for,
    script_of,
    scripts_of,
    sms_of,
)
from twinline.triage.placing import Place, place_of
from twinline.triage.rivals import rivals_of
from twinline.triage.routing import Part, Routing, Suggestion, assignment_of, is_barred, is_of_town, kinds_of, route
from twinline.triage.rulebook import Rulebook

if TYPE_CHECKING:  # who only judges loads no database
    from twinline.agencies import Directory, Unit

__all__ = [
    "Advice",
    "Guidance",
    "Part",
    "Place",
    "Routing",
    "ScriptNeeded",
    "Suggestion",
    "UnknownScript",
    "advise",
    "assignment_of",
    "guidance_for",
    "is_barred",
    "is_of_town",
    "kinds_of",
    "place_of",
    "rivals_of",
    "route",
    "script_of",
    "script_view",
    "scripts_of",
    "sms_of",
    "view",
]

# A suggested place counts for routing from here on.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Advice:
    """Where it is, who would handle it, and what to say when nobody here does."""

    place: Place | None
    routing: Routing
    guidance: Guidance | None


def advise(
    rulebook: Rulebook,
    *,
    directory: Directory,
    divisions: Divisions,
    home: str,
    text: str,
    address: str,
    division: str | None,
    matter: str,
    department: str,
    owner: str,
    danger: bool,
) -> Advice:
    """All three for a judged contact. ``division`` is what a person entered; without it the place of the text counts.

    Raises UnknownDivision, and UnknownUnit before seeding."""
    place = place_of(divisions, text=text, address=address, division=division, home=home, directory=directory)
    local = place if place and place.home and place.confidence >= ENOUGH else None
    return Advice(
        place=place,
        routing=route(
            rulebook,
            matter=matter,
            division=division or (local.division if local and local.division else None),
            directory=directory,
            department=department,
            owner=owner,
            rivals=rivals_of(rulebook, text=text, matter=matter),
        ),
        guidance=guidance_for(
            rulebook,
            text=text,
            matter=matter,
            owner=owner,
            danger=danger,
            elsewhere=place is not None and place.entered and not place.home,
        ),
    )


def view(advice: Advice) -> dict[str, Any]:
    """The advice as it goes out."""
    return {
        "place": _place_view(advice.place) if advice.place else None,
        "routing": advice.routing,
        "script": _guidance_view(advice.guidance) if advice.guidance else None,
    }


def script_view(script: Script) -> dict[str, Any]:
    """A script with the message that is ready to send (R15)."""
    plain = ("code", "kind", "title", "words", "channel_name", "channel_contact", "matters", "basis", "exceptions")
    return {name: getattr(script, name) for name in plain} | {"sms": sms_of(script)}


def _guidance_view(found: Guidance) -> dict[str, Any]:
    return {"script": script_view(found.script), "certain": found.certain, "evidence": found.evidence}


def _place_view(place: Place) -> dict[str, Any]:
    plain = ("text", "source", "start", "end", "division", "division_name", "confidence", "entered", "home")
    shown: dict[str, Any] = {name: getattr(place, name) for name in plain}
    return shown | {"town": _unit_view(place.town), "station": _unit_view(place.station)}


def _unit_view(unit: Unit | None) -> dict[str, Any] | None:
    return {"unit_id": unit.id, "code": unit.code, "name": unit.name} if unit else None
