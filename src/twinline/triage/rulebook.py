"""The responsibility list, the danger rules and the wording cues, read from tables and ready to judge with.

The tables are rows with validity dates (R80); a rulebook holds the rows in force on one day and the SM3 of
their content as version, so that every decision can name the exact rules it came from.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias, TypeVar

from twinline.kernel.errors import Invalid
from twinline.kernel.hashing import canonical_json, sm3
from twinline.nlp import semantic
from twinline.triage.catalogue import EVERYWHERE, Assignment, Row, Script, in_force
from twinline.triage.learned import NOTHING, Learned, load_learned
from twinline.triage.lexicon import Lexicon, LexiconBuilder
from twinline.triage.model import DangerRule, DeadlineClass, Matter, Owner, RequestType, Versions
from twinline.triage.risk import Factor, RiskBook, factor_of
from twinline.triage.sounds import SPOKEN, Ear

TABLES = (
    "responsibility_list",
    "danger_rules",
    "cues",
    "word_classes",
    "department_kinds",
    "police_classes",
    "dispatch_catalogue",
    "scripts",
    "risk_factors",
)
MASK = "mask"
PACKAGED = "0"
_SIGNALS = frozenset(("signal", "implicit"))
_HEARD = _SIGNALS | {"matter"}

Tables: TypeAlias = Mapping[str, Sequence[Row]]


class BadTable(Invalid):
    """A row of a triage table cannot be used."""

    code = "triage.bad_table"


@dataclass(frozen=True, slots=True)
class Cue:
    """Wording that says what kind of request this is, or that sets a condition of a joint action."""

    code: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class CityModel:
    """A model that the city trained and activated, by the name that it has in the registry (R68).

    ``labels``: for each field that the product knows, what the model's labels mean to it, None where nothing.
    """

    name: str
    model: semantic.TextModel
    labels: Mapping[str, tuple[str | None, ...]]


Rule: TypeAlias = Matter | DangerRule | Cue
Maker: TypeAlias = Callable[[Row], Rule]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything a judgement needs. Rule numbers are positions in ``rules``, and in ``kinds``, which names their kinds.

    ``decided``: matters with another owner, and danger rules with other words, than the models learned with (R30).
    ``strange``: for each owner the places, among those that the model of matters knows, of rows that are not its own.
    ``own_words``: codes of matters with words of theirs that the packaged list does not have. ``city``: the city's
    own model, if there is one.
    """

    rules: tuple[Rule, ...]
    kinds: tuple[str, ...]
    by_kind: Mapping[str, tuple[int, ...]]
    matters: Mapping[str, Matter]
    decided: frozenset[str]
    departments: Mapping[str, str]
    catalogue: tuple[Assignment, ...]
    scripts: Mapping[str, Script]
    risks: RiskBook
    lexicon: Lexicon
    ear: Ear = field(compare=False)
    learned: Learned
    versions: Versions
    as_of: date
    own_words: frozenset[tuple[str, str]] = frozenset()
    strange: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    city: CityModel | None = None


@lru_cache(maxsize=8)
def load_rulebook(*, as_of: date, folder: Path | None = None) -> Rulebook:
    """The rulebook in force on ``as_of``, from ``folder`` or from the tables that ship with the product.

    Raises BadTable when a table is missing a column, names something unknown or gives a code twice.
    """
    return rulebook_of(read_tables(folder=folder), as_of=as_of, edition=PACKAGED, learned=load_learned(folder=folder))


def rulebook_of(tables: Tables, *, as_of: date, edition: str, learned: Learned | None = None) -> Rulebook:
    """The rulebook of an edition's tables on a day, by default with the weights that ship with the product.

    Raises BadTable.
    """
    learned = learned or load_learned()
    versions = versions_of(tables, as_of=as_of, learned=learned, edition=edition)
    return compile_rulebook(tables, as_of=as_of, learned=learned, versions=versions)


def without_models(book: Rulebook) -> Rulebook:
    """The same rules with the models silent: rules alone decide (R68)."""
    return replace(
        book, learned=NOTHING, city=None, versions=replace(book.versions, learned=NOTHING.version, matters="", model="")
    )


def with_model(book: Rulebook, *, name: str, model: semantic.TextModel) -> Rulebook:
    """The same rules with a model of the city's own, which decisions name by its version."""
    city = CityModel(name, model, _meant(book, model))
    return replace(book, city=city, versions=replace(book.versions, model=model.version))


def _meant(book: Rulebook, model: semantic.TextModel) -> dict[str, tuple[str | None, ...]]:
    """A field counts when two of its labels are codes or names of the product."""
    flags = {"0": "no", "1": "yes"}
    known: dict[str, Mapping[str, str]] = {
        "owner": {owner.value: owner.value for owner in Owner},
        "type": {kind.value: kind.value for kind in RequestType},
        "danger": flags,
        "joint": flags,
        "matter": {row.name: code for code, row in book.matters.items()} | {code: code for code in book.matters},
        "department": {name: code for code, name in book.departments.items()}
        | {code: code for code in book.departments},
    }
    meant = {field: tuple(map(known[field].get, model.labels(field))) for field in model.fields if field in known}
    return {field: labels for field, labels in meant.items() if len(set(labels) - {None}) > 1}


def heard_as(book: Rulebook, normal: str, *, channel: str) -> str:
    """A text in normal form with the words that speech recognition may have misheard; unchanged from other channels."""
    for run in book.ear.misheard(normal) if channel in SPOKEN else ():
        normal = normal[: run.start] + run.word + normal[run.end :]
    return normal


def header(table: str) -> tuple[str, ...]:
    """The columns of a packaged table."""
    lines = io.StringIO(_read(table, None).decode("utf-8-sig"))
    return tuple(next(csv.reader(lines)))


def read_tables(*, folder: Path | None = None) -> dict[str, list[Row]]:
    """All rows of all tables, those not in force too. Raises BadTable."""
    return {name: list(_rows(name, _read(name, folder))) for name in TABLES}


def compile_rulebook(tables: Tables, *, as_of: date, learned: Learned, versions: Versions) -> Rulebook:
    """The rows in force on ``as_of`` made ready to judge with: pure, the same rows give the same rulebook.

    Raises BadTable when a table or a column is missing, a row names something unknown, or a code is given twice.
    """
    if missing := [name for name in TABLES if name not in tables]:
        raise BadTable(table=missing[0], row="-", why="cannot be read")
    rows = {name: in_force(tables[name], as_of) for name in TABLES}
    departments = {row["code"]: row["name"] for row in rows["department_kinds"]}
    classes = {row["name"]: row["members"].split("|") for row in rows["word_classes"]}
    book = _Compiler(classes, departments, {row["code"] for row in rows["police_classes"]})
    book.add_all(rows)
    return Rulebook(
        rules=tuple(book.rules),
        kinds=tuple(book.kinds),
        by_kind=by_kind_of(book.kinds),
        matters=book.matters,
        decided=_decided(rows),
        departments=departments,
        catalogue=tuple(_typed("dispatch_catalogue", rows, book.assignment)),
        scripts={script.code: script for script in _typed("scripts", rows, book.script)},
        risks=_risks(rows, classes),
        lexicon=book.builder.build(),
        ear=Ear(book.spoken, classes),
        learned=learned,
        versions=versions,
        as_of=as_of,
        strange=dict(_strange(learned, book.matters)),
        own_words=frozenset(_worded(rows)) - _packaged_words(),
    )


def by_kind_of(kinds: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The rule numbers of each kind."""
    numbers: dict[str, list[int]] = {}
    for number, kind in enumerate(kinds):
        numbers.setdefault(kind, []).append(number)
    return {kind: tuple(own) for kind, own in numbers.items()}


def _typed(table: str, rows: Tables, make: Callable[[Row], T]) -> Iterator[T]:
    for row in rows[table]:
        try:
            yield make(row)
        except (KeyError, ValueError) as error:
            raise BadTable(table=table, row=row.get("code") or row.get("matter") or "", why=str(error)) from error


def _risks(rows: Tables, classes: Mapping[str, Sequence[str]]) -> RiskBook:
    builder = LexiconBuilder(classes)
    factors: list[Factor] = []

    def factor(row: Row) -> Factor:
        made = factor_of(row)
        if made.code in {one.code for one in factors}:
            raise ValueError("code given twice")
        for phrase in filter(None, row["phrases"].split("|")):
            builder.add(rule=len(factors), phrase=phrase)
        return made

    for made in _typed("risk_factors", rows, factor):
        factors.append(made)
    return RiskBook(tuple(factors), builder.build(), _digest(rows, "risk_factors"))


class _Compiler:
    """Turns table rows into rules and their phrases into the lexicon."""

    def __init__(
        self, classes: Mapping[str, Sequence[str]], departments: Mapping[str, str], police: Iterable[str]
    ) -> None:
        self.rules: list[Rule] = []
        self.kinds: list[str] = []
        self.matters: dict[str, Matter] = {}
        self.builder = LexiconBuilder(classes)
        self.spoken: list[tuple[str, bool]] = []
        self._scripts: set[str] = set()
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
            if isinstance(rule, Matter):
                self.matters[rule.code] = rule
            self._keep(rule, row["phrases"])
        except (KeyError, ValueError) as error:
            raise BadTable(table=table, row=code, why=str(error)) from error

    def _keep(self, rule: Rule, phrases: str) -> None:
        kind = "matter" if isinstance(rule, Matter) else rule.kind
        number = len(self.rules)
        self.rules.append(rule)
        self.kinds.append(kind)
        for phrase in phrases.split("|"):
            if kind == MASK:
                self.builder.add_mask(phrase)
            else:
                self.builder.add(rule=number, phrase=phrase)
            if kind in _HEARD:
                self.spoken.append((phrase, kind in _SIGNALS))

    def _matter(self, row: Row) -> Matter:
        joint = _list(row["joint"])
        self._check_departments(row["department"], *joint)
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
            valid_to=_day(row["valid_to"]),
        )

    def assignment(self, row: Row) -> Assignment:
        """One row of the dispatch catalogue. Raises ValueError for a matter or department that is not in force."""
        helpers = _list(row["co_handlers"])
        self._check_departments(row["lead"], *helpers)
        if row["matter"] != EVERYWHERE:
            self._check_matters(row["matter"])
        return Assignment(
            matter=row["matter"],
            division=row["division"],
            lead=row["lead"],
            co_handlers=helpers,
            front_line=row["front_line"] == "yes",
            barred_to_town=row["barred_to_town"] == "yes",
            basis=row["basis"],
            exceptions=row["exceptions"],
            keeper=row["keeper"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )

    def script(self, row: Row) -> Script:
        """One out-of-scope script. Raises ValueError for an unknown matter and a code given twice."""
        matters = _list(row["matters"])
        self._check_matters(*matters)
        if row["code"] in self._scripts:
            raise ValueError("code given twice")
        if not (row["words"] and row["channel_name"] and row["channel_contact"]):
            raise ValueError("words, channel and contact are needed")
        self._scripts.add(row["code"])
        plain = ("code", "kind", "title", "words", "channel_name", "channel_contact", "basis", "exceptions", "keeper")
        return Script(
            **{name: row[name] for name in plain},
            matters=matters,
            phrases=tuple(filter(None, row["phrases"].split("|"))),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )

    def _check_departments(self, *codes: str) -> None:
        if unknown := set(codes) - set(self._departments):
            raise ValueError(f"unknown department {sorted(unknown)}")

    def _check_matters(self, *codes: str) -> None:
        if unknown := set(codes) - set(self.matters):
            raise ValueError(f"unknown matter {sorted(unknown)}")


def _list(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _danger(row: Row) -> DangerRule:
    return DangerRule(
        code=row["id"],
        kind=row["kind"],
        hard=row["strength"] == "hard",
        owner=Owner(row["owner"]) if row["owner"] else None,
        joint=_list(row["joint"]),
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


_TAUGHT_BY = {"responsibility_list": "owner", "danger_rules": "phrases"}


@cache
def _taught() -> frozenset[tuple[str, str]]:
    """Codes and what they said in the packaged tables, with which the shipped models learned."""
    return frozenset(_said({name: list(_rows(name, _read(name, None))) for name in _TAUGHT_BY}))


def _decided(rows: Tables) -> frozenset[str]:
    return frozenset(code for code, said in _said(rows) if (code, said) not in _taught())


def _strange(learned: Learned, rows: Mapping[str, Matter]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for owner, places in learned.matters.places.items() if learned.matters else ():
        held = [code in rows and rows[code].owner == owner for code in places]
        if not all(held):
            yield owner, tuple(place for place, own in enumerate(held) if not own)


@cache
def _packaged_words() -> frozenset[tuple[str, str]]:
    return frozenset(
        _worded({"responsibility_list": list(_rows("responsibility_list", _read("responsibility_list", None)))})
    )


def _worded(rows: Tables) -> Iterator[tuple[str, str]]:
    for row in rows["responsibility_list"]:
        yield from ((row["code"], phrase) for phrase in row["phrases"].split("|"))


def _said(rows: Tables) -> Iterator[tuple[str, str]]:
    for table, column in _TAUGHT_BY.items():
        yield from ((row.get("code") or row["id"], row[column]) for row in rows[table])


def versions_of(tables: Tables, *, as_of: date, learned: Learned, edition: str) -> Versions:
    """What a decision names: the edition, the day, and the SM3 of the content of the tables and weights."""
    return Versions(
        edition=edition,
        day=as_of.isoformat(),
        responsibility_list=_digest(tables, "responsibility_list", "department_kinds"),
        danger_rules=_digest(tables, "danger_rules", "word_classes"),
        wording=_digest(tables, "cues", "word_classes"),
        routing=_digest(tables, "dispatch_catalogue", "scripts"),
        learned=learned.version,
        matters=learned.matters.version if learned.matters else "",
    )


def _digest(tables: Tables, *names: str) -> str:
    """The first 12 hexadecimal digits of the SM3 of the rows."""
    return sm3(canonical_json([tables[name] for name in names])).hex()[:12]
