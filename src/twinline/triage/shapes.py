"""What judgements and the responsibility list look like in answers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, among, note
from twinline.triage import advice
from twinline.triage.model import DeadlineClass, Owner, RequestType

OwnerCode = Annotated[str, among(Owner, "who handles first")]
TypeName = Annotated[str, among(RequestType)]
Deadline = Annotated[str, among(DeadlineClass, "which rule of time limits the matter starts")]


class Evidence(Shape):
    """Words of the person that a reason rests on."""

    words: str
    start: Annotated[int, note("place in the text, in characters, from 0")]
    end: Annotated[int, note("place after the last character")]


class JudgementReason(Shape):
    """Why: a short kind, a sentence in Chinese, and the words it rests on."""

    kind: str
    text: str
    evidence: Evidence | None


class Versions(Shape):
    """What was used: the edition of the rules, the day whose rows held, and SM3 of the tables."""

    edition: Annotated[str, note("number of the edition; 0 is the one that ships with the product")]
    day: Annotated[str, note("the date whose rows were in force")]
    responsibility_list: str
    danger_rules: str
    wording: str
    routing: str
    learned: str
    matters: Annotated[str, note("of the model of matters beside the learned layers; empty without one")]
    model: Annotated[str, note("of the model that the city trained; empty without one")]
    meaning: Annotated[str, note("provider of the vectors of meaning that were used; empty: none; late: not in time")]


class KnownAnswer(Shape):
    """An answer that one click gives."""

    code: Annotated[str, note("goes into `answers` of the next request")]
    text: Annotated[str, note("the sentence that may stand behind the words instead")]
    text_en: str
    danger: Annotated[bool, note("affirms a danger: the judgement will say so too")]


class Question(Shape):
    """The one question whose answer would decide, when confidence is low."""

    code: str
    text: str
    answers: Annotated[list[KnownAnswer], note("empty for a question that must be heard and typed")]


class MatterPart(Shape):
    """A stretch of the text that is a matter of its own."""

    start: Annotated[int, note("place in the text, in characters, from 0")]
    end: Annotated[int, note("place after the last character")]
    owner: OwnerCode
    matter_code: Annotated[str, note("code of the responsibility list's row")]
    matter: str


class Judgement(Shape):
    """An automatic judgement with its reasons (promise 4)."""

    owner: OwnerCode
    joint: bool
    joint_with: Annotated[list[str], note("services that act too")]
    danger: bool
    type: TypeName
    matter: Annotated[str, note("code of the responsibility list's row; empty when none fits")]
    matter_name: str
    domain: str
    department: Annotated[str, note("code of the department kind")]
    department_name: str
    deadline_class: Deadline
    police_class: Annotated[str, note("code of the police class; empty for what is not 110's")]
    confidence: Annotated[float, note("0 to 1")]
    confidences: Annotated[
        dict[str, float], note("calibrated probability per field: owner, danger, joint, type, matter")
    ]
    ask: Annotated[Question | None, note("what to ask when confidence is low; null when it is not")]
    split: Annotated[list[MatterPart], note("parts that could be orders of their own; empty for one matter")]
    asked_semantic: Annotated[bool, note("whether the meaning of the whole text was compared too")]
    reasons: list[JudgementReason]
    versions: Versions


class SuggestedUnit(Shape):
    """A unit that the dispatch catalogue suggests, and why."""

    unit_id: UUID
    code: str
    name: str
    department: Annotated[str, note("code of the department kind")]
    division: Annotated[str, note("GB/T 2260 code")]
    part: Annotated[str, among(advice.Part)]
    reason: str


class Routing(Shape):
    """Who handles the matter in the place (R18, R60)."""

    platform: Platform
    lead: SuggestedUnit
    co_handlers: list[SuggestedUnit]
    suggestions: Annotated[list[SuggestedUnit], note("at most three, the likeliest lead first")]
    front_line: Annotated[bool, note("goes to the town or a front-line team in one hop")]
    barred_to_town: Annotated[bool, note("a department's own duty: may not be given to a town or street")]
    basis: str
    exceptions: str
    by_matter: Annotated[str, note("matter of the catalogue's row; * for all, empty for none")]
    by_division: Annotated[str, note("division of the catalogue's row; * for all, empty for none")]


class Script(Shape):
    """What an agent says of an out-of-scope matter, and the channel that handles it (R15)."""

    code: str
    kind: Annotated[str, among(("litigation", "arbitration", "reconsideration", "petition", "commercial", "other"))]
    title: str
    words: str
    channel_name: str
    channel_contact: str
    sms: Annotated[str, note("the channel as a short message, ready to send")]
    matters: Annotated[list[str], note("matters that are always out of scope; answering them needs this script")]
    basis: str
    exceptions: str


class ScriptList(Page[Script]):
    """All scripts in force."""


class SuggestedScript(Shape):
    """A script that fits a text."""

    script: Script
    certain: Annotated[bool, note("out of scope for certain; otherwise the channel may help beside the hotline")]
    evidence: Evidence | None


class PlaceUnit(Shape):
    """A unit that answers for a place."""

    unit_id: UUID
    code: str
    name: str


class Place(Shape):
    """Where it is: as entered, or as the address or the words name it (a suggestion)."""

    text: Annotated[str, note("the address as said")]
    source: Annotated[str, among(("address", "text", ""), "the field that names it")]
    start: Annotated[int, note("place in that field, in characters, from 0")]
    end: int
    division: Annotated[str, note("GB/T 2260 code, street where known; empty when only a road or house is named")]
    division_name: str
    town: Annotated[PlaceUnit | None, note("town or street office, or the district's when the street is not known")]
    station: Annotated[PlaceUnit | None, note("police station, or the district's bureau")]
    confidence: Annotated[float, note("0 to 1; 1 when entered")]
    entered: Annotated[bool, note("a person gave the division; otherwise it is a suggestion")]
    home: Annotated[bool, note("lies in the city that was called")]


class Advice(Shape):
    """What follows from a judgement at the desk."""

    place: Place | None
    routing: Routing
    script: Annotated[SuggestedScript | None, note("what to say when it is out of scope (R15)")]


class JudgementHere(Judgement, Advice):
    """A judgement with the place, the units and the script that fit it."""


class Judgements(Shape):
    """One judgement for each text, in order."""

    items: list[Judgement]
    next: Annotated[None, note("always null: the list is whole")]


class Matter(Shape):
    """One row of the responsibility list (职责清单, R80)."""

    code: str
    name: str
    domain: str
    owner: OwnerCode
    joint: list[str]
    default_type: TypeName
    department: str
    deadline_class: Deadline
    exceptions: str
    basis: str
    police_class: str
    restricted: Annotated[bool, note("appeals about it are restricted records (R8, R20)")]
    valid_from: date
    valid_to: date | None


class MatterList(Page[Matter]):
    """The whole responsibility list, with the versions of the tables."""

    versions: Versions


class Department(Shape):
    """A kind of department that matters go to."""

    code: str
    name: str


class DepartmentList(Page[Department]):
    """All kinds of departments."""
