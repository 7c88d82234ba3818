"""The responsibility list, the danger rules and the wording cues, read from tables and ready to judge with.

The tables are rows with validity dates (R80); a rulebook holds the rows in force on one day and the SM3 of
their content as version, so that every decision can name the exact rules it came from.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from twinline.kernel.errors import Invalid
from twinline.kernel.hashing import sm3
from twinline.triage.learned import Learned, load_learned
from twinline.triage.lexicon import Lexicon, LexiconBuilder
from twinline.triage.model import DangerRule, DeadlineClass, Matter, Owner, RequestType, Versions

TABLES = ("responsibility_list", "danger_rules", "cues", "word_classes", "department_kinds", "police_classes")
MASK = "mask"

Row: TypeAlias = Mapping[str, str]


class BadTable(Invalid):
    """A row of a triage table cannot be used."""

    code = "triage.bad_table"


@dataclass(frozen=True, slots=True)
class Cue:
    """Wording that says what kind of request this is, or that sets a condition of a joint action."""

    code: str
    kind: str
    weight: float


Rule: TypeAlias = Matter | DangerRule | Cue
Maker: TypeAlias = Callable[[Row], Rule]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything a judgement needs. Rule numbers are positions in ``rules``."""

    rules: tuple[Rule, ...]
    by_kind: Mapping[str, tuple[int, ...]]
    matters: Mapping[str, Matter]
    departments: Mapping[str, str]
    lexicon: Lexicon
    learned: Learned
    versions: Versions
    as_of: date


@lru_cache(maxsize=8)
def load_rulebook(*, as_of: date, folder: Path | None = None) -> Rulebook:
    """The rulebook in force on ``as_of``, from ``folder`` or from the tables that ship with the product.

    Raises BadTable when a table is missing a column, names something unknown or gives a code twice.
    """
    raw = {name: _read(name, folder) for name in TABLES}
    rows = {name: _in_force(_rows(name, data), as_of) for name, data in raw.items()}
    departments = {row["code"]: row["name"] for row in rows["department_kinds"]}
    classes = {row["name"]: row["members"].split("|") for row in rows["word_classes"]}
    learned = load_learned(folder=folder)
    book = _Compiler(classes, departments, {row["code"] for row in rows["police_classes"]})
    book.add_all(rows)
    return Rulebook(
        rules=tuple(book.rules),
        by_kind={kind: tuple(numbers) for kind, numbers in book.by_kind.items()},
        matters={rule.code: rule for rule in book.rules if isinstance(rule, Matter)},
        departments=departments,
        lexicon=book.builder.build(),
        learned=learned,
        versions=_versions(raw, learned),
        as_of=as_of,
    )


class _Compiler:
    """Turns table rows into rules and their phrases into the lexicon."""

    def __init__(
        self, classes: Mapping[str, Sequence[str]], departments: Mapping[str, str], police: Iterable[str]
    ) -> None:
        self.rules: list[Rule] = []
        self.by_kind: dict[str, list[int]] = {}
        self.builder = LexiconBuilder(classes)
        self._departments = departments
        self._police = frozenset(police)

    def add_all(self, rows: Mapping[str, Sequence[Row]]) -> None:
        seen: set[str] = set()
        for table, make in (("responsibility_list", self._matter), ("danger_rules", _danger), ("cues", _cue)):
            for row in rows[table]:
                self._add(table, row, make, seen)

    def _add(self, table: str, row: Row, make: Maker, seen: set[str]) -> None:
        code = row.get("code") or row.get("id") or ""
        try:
            rule = make(row)
            if rule.code in seen:
                raise ValueError("code given twice")
            seen.add(rule.code)
            self._keep(rule, row["phrases"])
        except (KeyError, ValueError) as error:
            raise BadTable(table=table, row=code, why=str(error)) from error

    def _keep(self, rule: Rule, phrases: str) -> None:
        kind = "matter" if isinstance(rule, Matter) else rule.kind
        number = len(self.rules)
        self.rules.append(rule)
        self.by_kind.setdefault(kind, []).append(number)
        for phrase in phrases.split("|"):
            if kind == MASK:
                self.builder.add_mask(phrase)
            else:
                self.builder.add(rule=number, phrase=phrase)

    def _matter(self, row: Row) -> Matter:
        joint = tuple(filter(None, row["joint"].split(";")))
        if unknown := {row["department"], *joint} - set(self._departments):
            raise ValueError(f"unknown department {sorted(unknown)}")
        if row["police_class"] and row["police_class"] not in self._police:
            raise ValueError(f"unknown police class {row['police_class']}")
        return Matter(
            code=row["code"],
            name=row["matter"],
            domain=row["domain"],
            owner=Owner(row["owner"]),
            joint=joint,
            default_type=RequestType(row["default_type"]),
            department=row["department"],
            deadline_class=DeadlineClass(row["deadline_class"]),
            exceptions=row["exceptions"],
            basis=row["basis"],
            police_class=row["police_class"],
            restricted=row["restricted"] == "yes",
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )


def _danger(row: Row) -> DangerRule:
    return DangerRule(
        code=row["id"],
        kind=row["kind"],
        hard=row["strength"] == "hard",
        owner=Owner(row["owner"]) if row["owner"] else None,
        joint=tuple(filter(None, row["joint"].split(";"))),
        police_class=row["police_class"],
        matter=row["matter"],
        note=row["note"],
    )


def _cue(row: Row) -> Cue:
    return Cue(row["id"], row["kind"], float(row["weight"]))


def _read(name: str, folder: Path | None) -> bytes:
    source = folder / f"{name}.csv" if folder else files("twinline.triage") / "data" / f"{name}.csv"
    try:
        return source.read_bytes()
    except OSError as error:
        raise BadTable(table=name, row="-", why="cannot be read") from error


def _rows(name: str, data: bytes) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
    for row in reader:
        if None in row or None in row.values():
            raise BadTable(table=name, row=str(reader.line_num), why="wrong number of columns")
        yield row


def _in_force(rows: Iterable[Row], as_of: date) -> list[Row]:
    """Rows whose validity holds ``as_of``; tables without dates always hold."""
    day = as_of.isoformat()
    return [
        row for row in rows if row.get("valid_from", "") <= day and (not row.get("valid_to") or day <= row["valid_to"])
    ]


def _versions(raw: Mapping[str, bytes], learned: Learned) -> Versions:
    return Versions(
        responsibility_list=_digest(raw["responsibility_list"], raw["department_kinds"]),
        danger_rules=_digest(raw["danger_rules"], raw["word_classes"]),
        wording=_digest(raw["cues"], raw["word_classes"]),
        learned=learned.version,
    )


def _digest(*parts: bytes) -> str:
    """The first 12 hexadecimal digits of the SM3 of the content."""
    return sm3(b"\0".join(parts)).hex()[:12]
