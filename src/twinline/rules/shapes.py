"""What editions of the rules look like in answers."""

from datetime import date, datetime
from typing import Annotated

from twinline.kernel.shapes import Page, Shape, among
from twinline.kernel.shapes import note as meaning

STATES = ("draft", "published", "withdrawn")
LEVELS = ("error", "warning", "hint")


class Edition(Shape):
    """A full set of the rule tables: a draft, or published and signed. Number 0 ships with the product."""

    number: int
    state: Annotated[str, among(STATES)]
    version: Annotated[int, meaning("grows with every change; publishing names the version that was looked at")]
    based_on: Annotated[int, meaning("number of the edition it was made from")]
    title: str
    note: str
    created_at: datetime | None
    created_by: str | None
    edited_at: datetime | None
    editors: Annotated[list[str], meaning("everybody who changed something; none of them publishes it")]
    published_at: datetime | None
    published_by: str | None
    effective_from: date | None
    digest: Annotated[str | None, meaning("SM3 of all rows, in hexadecimal")]
    key_id: Annotated[str | None, meaning("which key signed it")]
    in_force: Annotated[bool, meaning("whether it is what is judged by today")]


class EditionPage(Page[Edition]):
    """Editions, newest first."""


class WholeEdition(Edition):
    """An edition with how many rows each table has."""

    rows: dict[str, int]


class MadeEdition(Shape):
    """A new draft."""

    number: int


class MadeRow(Shape):
    """A new row."""

    ordinal: Annotated[int, meaning("names the row within its table for good")]


class RuleLine(Shape):
    """One row; every cell is text, lists are separated by ; and phrases by |."""

    ordinal: int
    code: Annotated[str, meaning("what people know the row by")]
    version: Annotated[int, meaning("grows with every change of the row")]
    cells: dict[str, str]


class RuleLines(Page[RuleLine]):
    """Rows in order."""


class CellChange(Shape):
    """One cell that differs."""

    column: str
    old: str
    new: str


class RowChange(Shape):
    """One row that differs."""

    kind: Annotated[str, among(("added", "changed", "removed"))]
    table: str
    code: str
    fields: list[CellChange]


class ChangeList(Page[RowChange]):
    """What differs between two editions."""

    against: Annotated[int, meaning("number of the edition compared with")]


class RowPlace(Shape):
    """A row by its place."""

    table: str
    ordinal: int
    code: str


class FindingLine(Shape):
    """An overlap, a gap or a fault, with what to do."""

    level: Annotated[str, among(LEVELS, "errors block publication")]
    kind: str
    message: str
    rows: list[RowPlace]


class Findings(Page[FindingLine]):
    """What the checks found, gravest first."""

    publishable: bool
    counts: dict[str, int]


class ForceLine(Shape):
    """An edition was put in force: by publication, or by a rollback."""

    seq: int
    edition: int
    effective_from: date
    at: datetime
    by: str | None
    reason: str


class ForceList(Page[ForceLine]):
    """Publications and rollbacks, newest first."""


class Published(Shape):
    """From when the edition holds."""

    number: int
    effective_from: date


class Verified(Shape):
    """Whether an edition is what was signed."""

    number: int
    holds: bool
    key_id: str | None
    why: str | None


class Imported(Shape):
    """How many rows each table of the workbook now has in the draft."""

    rows: dict[str, int]


class RuleColumn(Shape):
    """One column and what may stand in it."""

    name: str
    title: str
    kind: str
    help: str
    required: bool
    choices: list[str]


class RuleTable(Shape):
    """One table of an edition."""

    name: str
    title: str
    key: list[str]
    columns: list[RuleColumn]


class RuleTables(Page[RuleTable]):
    """All tables of an edition, in order."""
