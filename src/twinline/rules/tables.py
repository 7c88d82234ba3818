"""What the tables of an edition hold: their columns, what a cell may say, and what makes two rows the same row (R80).

Columns are those of the packaged tables, so that a column or table added there is known here without further ado.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from twinline.kernel.limits import refuse_control
from twinline.kernel.messages import catalogue, text
from twinline.triage import Owner, RequestType, rulebook

Kind: TypeAlias = Literal["code", "line", "text", "phrases", "list", "choice", "flag", "date", "number"]
Cells: TypeAlias = Mapping[str, str]
Content: TypeAlias = Mapping[str, Sequence[Cells]]

CELL_CHARS_MAX = 20_000
TABLE_ROWS_MAX = 10_000
FLAGS = ("yes", "no")
PERIOD = ("valid_from", "valid_to")
NAMES: tuple[str, ...] = rulebook.TABLES

_CODE = re.compile(r"[A-Za-z0-9_.*-]{1,64}")
_KEYS = {
    "danger_rules": ("id",),
    "cues": ("id",),
    "word_classes": ("name",),
    "dispatch_catalogue": ("matter", "division"),
}
_KINDS: Mapping[str, Kind] = {
    "code": "code",
    "id": "code",
    "division": "code",
    "phrases": "phrases",
    "members": "phrases",
    "joint": "list",
    "co_handlers": "list",
    "matters": "list",
    "restricted": "flag",
    "front_line": "flag",
    "barred_to_town": "flag",
    "weight": "number",
    "least": "number",
    "days": "number",
    "valid_from": "date",
    "valid_to": "date",
    "words": "text",
    "note": "text",
    "basis": "text",
    "exceptions": "text",
}
# Values that the engine works by; the other closed sets are those of the packaged rows.
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("responsibility_list", "owner"): tuple(Owner),
    ("responsibility_list", "default_type"): tuple(RequestType),
    ("danger_rules", "owner"): ("", *Owner),
    ("scripts", "kind"): ("litigation", "arbitration", "reconsideration", "petition", "commercial", "other"),
    ("risk_factors", "kind"): ("words", "caller", "place", "place_violence", "danger"),
}
_CLOSED = {
    "responsibility_list": ("domain", "deadline_class"),
    "danger_rules": ("kind", "strength"),
    "cues": ("kind",),
    "department_kinds": ("side",),
    "police_classes": ("top",),
}
# Columns whose cells name rows of another table, with the column that they name.
LINKS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("responsibility_list", "department"): ("department_kinds", "code"),
    ("responsibility_list", "joint"): ("department_kinds", "code"),
    ("responsibility_list", "police_class"): ("police_classes", "code"),
    ("danger_rules", "joint"): ("department_kinds", "code"),
    ("danger_rules", "police_class"): ("police_classes", "code"),
    ("danger_rules", "matter"): ("responsibility_list", "code"),
    ("dispatch_catalogue", "matter"): ("responsibility_list", "code"),
    ("dispatch_catalogue", "lead"): ("department_kinds", "code"),
    ("dispatch_catalogue", "co_handlers"): ("department_kinds", "code"),
    ("scripts", "matters"): ("responsibility_list", "code"),
}
_OPTIONAL = frozenset(
    (
        *("joint", "co_handlers", "matters", "exceptions", "basis", "note", "police_class", "strength", "valid_to"),
        *("restricted", "front_line", "barred_to_town", "channel_contact"),
    )
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells hold, whether they may be empty, and the values of a closed set."""

    name: str
    kind: Kind
    required: bool
    choices: tuple[str, ...] = ()

    def title(self, lang: str = "zh") -> str:
        """What people call it; the code where it has no name yet."""
        return _named(f"rules.column.{self.name}", self.name, lang)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, and those that name a row."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def title(self, lang: str = "zh") -> str:
        return _named(f"rules.table.{self.name}", self.name, lang)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def code(self, cells: Cells) -> str:
        """What people know a row by."""
        return "/".join(cells.get(name, "") for name in self.key)


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot be taken: the column, the catalogue entry that says what to do, and its values."""

    column: str
    reason: str
    params: Mapping[str, str]

    def message(self, lang: str = "zh") -> str:
        return text(self.reason, lang=lang, **self.params)


def _named(key: str, code: str, lang: str) -> str:
    return text(key, lang=lang) if key in catalogue() else code


@cache
def tables() -> Mapping[str, Table]:
    """All tables of an edition by name, in order."""
    return {name: _table(name, rows) for name, rows in packaged().items()}


@cache
def packaged() -> Content:
    """The rows that ship with the product: edition 0."""
    return rulebook.read_tables()


def _table(name: str, rows: Sequence[Cells]) -> Table:
    header = rulebook.header(name)
    return Table(name, _KEYS.get(name, (header[0],)), tuple(_column(name, column, rows) for column in header))


def _column(table: str, name: str, rows: Sequence[Cells]) -> Column:
    choices = _CHOICES.get((table, name), ())
    if name in _CLOSED.get(table, ()):
        choices = tuple(sorted({row[name] for row in rows}))
    kind: Kind = "choice" if choices else _KINDS.get(name, "line")
    if (table, name) == ("scripts", "words"):
        kind = "text"
    # What ships empty somewhere may be empty.
    optional = name in _OPTIONAL or any(not row[name] for row in rows)
    return Column(name, kind, not optional, choices)


def blank(table: Table) -> dict[str, str]:
    """A row without content."""
    return {column.name: "" for column in table.columns}


def faults(table: Table, cells: Mapping[str, object]) -> Iterator[Fault]:
    """What is wrong with a row by itself: names, lengths, forms, closed sets, its period. Links are for ``checks``."""
    for name in cells.keys() - {column.name for column in table.columns}:
        yield _fault(name, "unknown_column")
    for column in table.columns:
        yield from _cell_faults(column, cells.get(column.name, ""))
    if all(_is_day(cells.get(name)) for name in PERIOD) and str(cells["valid_to"]) < str(cells["valid_from"]):
        yield _fault("valid_to", "ends_before_it_begins")


def _cell_faults(column: Column, value: object) -> Iterator[Fault]:
    name = column.title()
    if not isinstance(value, str):
        yield _fault(column.name, "not_text", column=name)
    elif len(value) > CELL_CHARS_MAX:
        yield _fault(column.name, "too_long", column=name, limit=str(CELL_CHARS_MAX))
    elif not _is_clean(value):
        yield _fault(column.name, "control", column=name)
    elif value.startswith("="):
        yield _fault(column.name, "formula", column=name)
    elif not value.strip():
        if column.required:
            yield _fault(column.name, "empty", column=name)
    elif reason := _form(column, value):
        yield _fault(column.name, reason, column=name, value=value[:60], choices="、".join(column.choices))


def _form(column: Column, value: str) -> str | None:
    """The reason why the text has not the form of its column's kind."""
    match column.kind:
        case "code":
            return None if _CODE.fullmatch(value) else "not_a_code"
        case "choice":
            return None if value in column.choices else "not_a_choice"
        case "flag":
            return None if value in FLAGS else "not_a_flag"
        case "date":
            return None if _is_day(value) else "not_a_date"
        case "number":
            return None if re.fullmatch(r"\d{1,3}(\.\d{1,3})?", value) else "not_a_number"
        case "phrases":
            return None if all(part.strip() for part in value.split("|")) else "empty_phrase"
        case _:
            return None


def _is_clean(value: str) -> bool:
    try:
        refuse_control(value)
    except ValueError:
        return False
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in value)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _fault(name: str, reason: str, /, **params: str) -> Fault:
    return Fault(name, f"rules.fault.{reason}", {"column": name, **params})


def complete(content: Content) -> dict[str, list[Cells]]:
    """All tables with all columns: what an older edition lacks is as it ships (a table) or empty (a column)."""
    return {
        name: [{column.name: row.get(column.name, "") for column in table.columns} for row in content[name]]
        if name in content
        else list(packaged()[name])
        for name, table in tables().items()
    }
