"""What judgements and the responsibility list look like in answers."""

from datetime import date
from typing import Annotated

from twinline.kernel.shapes import Page, Shape, among, note
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
    reasons: list[JudgementReason]
    versions: Versions


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
