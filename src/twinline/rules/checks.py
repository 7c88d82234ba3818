"""Overlaps and gaps of an edition, before it is published (R80: overlapping items are detected).

A finding names the rows and says what to do. Errors block publication: the engine could not work with them, or two
rows claim the same thing. Warnings and hints are for the rule owner to look at.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, TypeAlias

from twinline.kernel.errors import Problem
from twinline.kernel.messages import text
from twinline.nlp import words
from twinline.rules.tables import LINKS, PERIOD, Cells, Content, Table, faults, tables
from twinline.triage import lexicon, rulebook

Level: TypeAlias = Literal["error", "warning", "hint"]
ROWS_SHOWN = 20
FINDINGS_MAX = 2_000
EVERY = "*"
SHORT = 2
PHRASED = ("responsibility_list", "danger_rules", "cues")
MASK = "mask"
LIVE_KINDS = frozenset(("signal", "implicit", "standing"))
_OPERATOR = re.compile(r"[+>&]")
_OWNERS = frozenset(("110", "119", "120", "122", "utility"))


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row by its place: table, number of the row within it (from 1, as in a spreadsheet without header), and code."""

    table: str
    ordinal: int
    code: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One overlap, gap or fault: how grave, which kind, the rows, and the values of its sentence."""

    level: Level
    kind: str
    rows: tuple[RowRef, ...]
    params: Mapping[str, str]

    def message(self, lang: str = "zh") -> str:
        """What is wrong and what to do."""
        return text(f"rules.check.{self.kind}", lang=lang, **self.params)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place."""

    ref: RowRef
    cells: Cells

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


Rows: TypeAlias = Mapping[str, Sequence[Row]]


def check(
    content: Content,
    *,
    on: date,
    ordinals: Mapping[str, Sequence[int]] | None = None,
    base: Content | None = None,
) -> list[Finding]:
    """All findings, gravest first. ``ordinals`` names the rows as the edition does; without it they are 1, 2, ….

    Two owners of one phrase that ``base`` already has are only a warning, so that an old conflict does not stop a new
    correction. Pure: the same content gives the same findings.
    """
    rows = _placed(content, ordinals or {})
    found = [*_cell_faults(rows), *_links(rows), *_same_rows(rows)]
    found += () if found else _compiles(content, on, rows)
    if not found:
        alive = {name: [row for row in of if _holds(row, on)] for name, of in rows.items()}
        found += [*_phrases(alive), *_masks(alive), *_dispatch(alive), *_gaps(alive), *_classes(alive)]
        found += _expired(rows, on)
        found = _inherited(found, base) if base is not None else found
    order = ("error", "warning", "hint")
    return sorted(found, key=lambda finding: order.index(finding.level))[:FINDINGS_MAX]


def _inherited(found: Sequence[Finding], base: Content) -> list[Finding]:
    """The findings with those errors lowered that the base has too."""
    matters = _placed(base, {})["responsibility_list"]
    known = {(f.params["phrase"], f.params["rows"]) for f in _same_phrase(_spoken(matters))}
    return [
        replace(f, level="warning")
        if f.kind == "phrase_two_owners" and (f.params["phrase"], f.params["rows"]) in known
        else f
        for f in found
    ]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block publication."""
    return [finding for finding in findings if finding.level == "error"]


def _placed(content: Content, ordinals: Mapping[str, Sequence[int]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for name, table in tables().items():
        cells = content.get(name, ())
        places = ordinals.get(name) or range(1, len(cells) + 1)
        found[name] = [Row(RowRef(name, place, table.code(row)), row) for place, row in zip(places, cells, strict=True)]
    return found


def _finding(level: Level, kind: str, rows: Iterable[Row], **params: object) -> Finding:
    refs = tuple(row.ref for row in rows)
    named = "、".join(dict.fromkeys(ref.code for ref in refs[:ROWS_SHOWN]))
    return Finding(level, kind, refs[:ROWS_SHOWN], {"rows": named, **{k: str(v) for k, v in params.items()}})


def _holds(row: Row, on: date) -> bool:
    return bool(rulebook.in_force([row.cells], on))


# What the engine could not work with --------------------------------------------------------------


def _cell_faults(rows: Rows) -> Iterator[Finding]:
    for name, table in tables().items():
        for row in rows[name]:
            for fault in faults(table, row.cells):
                yield _finding("error", "cell", [row], table=table.title(), why=fault.message())


def _links(rows: Rows) -> Iterator[Finding]:
    known = {target: {row.get(target[1]) for row in rows[target[0]]} for target in set(LINKS.values())}
    for (name, column), target in LINKS.items():
        table = tables()[name]
        for row in rows[name]:
            named = set(filter(None, row.get(column).split(";"))) - {EVERY}
            if missing := named - known[target]:
                shown = {"table": table.title(), "column": _title(table, column), "value": "、".join(sorted(missing))}
                yield _finding("error", "unknown_link", [row], other=tables()[target[0]].title(), **shown)


def _title(table: Table, name: str) -> str:
    column = table.column(name)
    return column.title() if column else name


def _same_rows(rows: Rows) -> Iterator[Finding]:
    """Two rows of one key, or two matters, departments or classes of one name, that hold at the same time."""
    for name, table in tables().items():
        by_key: defaultdict[str, list[Row]] = defaultdict(list)
        by_name: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows[name]:
            by_key[row.ref.code].append(row)
            label = row.get("matter") if name == "responsibility_list" else row.get("name")
            if label and name in ("responsibility_list", "department_kinds"):
                by_name[label].append(row)
        yield from _together("same_key", table, by_key)
        yield from _together("same_name", table, by_name)


def _together(kind: str, table: Table, groups: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    for value, same in groups.items():
        ordered = sorted(same, key=lambda row: row.get(PERIOD[0]))
        for one, other in pairwise(ordered):
            if not one.get(PERIOD[1]) or other.get(PERIOD[0]) <= one.get(PERIOD[1]):
                yield _finding("error", kind, [one, other], table=table.title(), value=value)


def _compiles(content: Content, on: date, rows: Rows) -> Iterator[Finding]:
    """The engine itself reads the tables, on the day and on every later one on which a row begins or has ended."""
    days = {on.isoformat()} | {row.get(PERIOD[0]) for of in rows.values() for row in of}
    for day in sorted(day for day in days if day >= on.isoformat())[:10]:
        try:
            rulebook.rulebook_of(content, as_of=date.fromisoformat(day), edition="check")
        except (Problem, ValueError, KeyError) as problem:
            why = problem.message() if isinstance(problem, Problem) else str(problem)
            yield _finding("error", "engine", [], day=day, why=why)
            return


# Overlaps of phrases ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a row in normal form; ``plain`` when it has no operator and no word class."""

    row: Row
    said: str
    shown: str
    weak: bool

    @property
    def plain(self) -> bool:
        return not _OPERATOR.search(self.shown) and "@" not in self.shown


def _spoken(rows: Iterable[Row]) -> Iterator[Phrase]:
    for row in rows:
        for phrase in row.get("phrases").split("|"):
            shown = phrase.removeprefix("~")
            yield Phrase(row, lexicon.normalise(shown).text, shown, phrase.startswith("~"))


def _phrases(rows: Rows) -> Iterator[Finding]:
    matters = list(_spoken(rows["responsibility_list"]))
    yield from _same_phrase(matters)
    yield from _contained([phrase for phrase in matters if phrase.plain and len(phrase.said) >= SHORT])
    for name in PHRASED:
        short = [
            p for p in _spoken(rows[name]) if p.plain and len(p.said) < SHORT and p.row.get("kind") in ("", "signal")
        ]
        for phrase in short:
            yield _finding("warning", "short_phrase", [phrase.row], phrase=phrase.shown)


def _same_phrase(phrases: Iterable[Phrase]) -> Iterator[Finding]:
    """Strong for both rows and for different owners it is an error: the words cannot belong to both."""
    by_words: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_words[phrase.said].append(phrase)
    for same in by_words.values():
        found = {phrase.row.ref: phrase for phrase in same}.values()
        if len(found) > 1:
            owners = {phrase.row.get("owner") for phrase in found}
            strong = {phrase.row.get("owner") for phrase in found if not phrase.weak}
            level: Level = "error" if len(strong) > 1 else "warning" if len(owners) > 1 else "hint"
            names = "、".join(sorted(owners))
            kind = "phrase_two_owners" if len(owners) > 1 else "phrase_twice"
            yield _finding(level, kind, [p.row for p in found], phrase=same[0].shown, owners=names)


def _contained(phrases: Sequence[Phrase]) -> Iterator[Finding]:
    """A phrase inside a longer one of another owner: the longer weighs more, but the shorter speaks too."""
    by_words: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_words[phrase.said].append(phrase)
    inner_words = list(filter(None, by_words))
    finder = words.Words(inner_words)
    for longer in phrases:
        for inner in (inner_words[number] for number, _, _ in finder.places(longer.said)):
            for shorter in by_words[inner] if len(inner) < len(longer.said) else ():
                if shorter.row.get("owner") != longer.row.get("owner") and not shorter.weak:
                    owners = f"{shorter.row.get('owner')}、{longer.row.get('owner')}"
                    shown = {"phrase": shorter.shown, "longer": longer.shown, "owners": owners}
                    yield _finding("hint", "phrase_within", [shorter.row, longer.row], **shown)


def _masks(rows: Rows) -> Iterator[Finding]:
    """Words whose inner words count for nothing; a row all of whose words are hidden can never speak."""
    masks = {p.said: p for p in _spoken(row for row in rows["danger_rules"] if row.get("kind") == MASK)}
    live = [row for row in rows["danger_rules"] if row.get("kind") in LIVE_KINDS]
    for row in [*live, *rows["responsibility_list"]]:
        spoken = list(_spoken([row]))
        hidden = [(phrase, mask) for phrase in spoken if (mask := _mask_around(phrase, masks))]
        if hidden and len(hidden) == len(spoken):
            yield _finding("warning", "unreachable", [row], phrase=hidden[0][0].shown, mask=hidden[0][1])
        elif row.ref.table == "danger_rules":
            for phrase, mask in hidden:
                yield _finding("hint", "masked", [row, masks[mask].row], phrase=phrase.shown, mask=mask)


def _mask_around(phrase: Phrase, masks: Iterable[str]) -> str | None:
    """The longest mask around the phrase: wherever that is said, the phrase counts for nothing."""
    if not phrase.plain:
        return None
    around = [mask for mask in masks if phrase.said in mask and len(mask) > len(phrase.said)]
    return max(around, key=len, default=None)


# Gaps ---------------------------------------------------------------------------------------------


def _dispatch(rows: Rows) -> Iterator[Finding]:
    """Matters without a row of the dispatch catalogue, or only for some divisions (R60)."""
    assigned: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["dispatch_catalogue"]:
        assigned[row.get("matter")].add(row.get("division"))
    if not rows["dispatch_catalogue"] or EVERY in assigned[EVERY]:
        return
    for row in rows["responsibility_list"]:
        if EVERY not in assigned.get(row.get("code"), set()):
            yield _finding("warning", "no_dispatch", [row], name=row.get("matter"))


def _gaps(rows: Rows) -> Iterator[Finding]:
    """Departments, request types and police classes that no matter goes to."""
    matters = rows["responsibility_list"]
    used = {code for row in matters for code in (row.get("department"), *row.get("joint").split(";"))}
    used |= {code for row in rows["danger_rules"] for code in row.get("joint").split(";")}
    for row in rows["department_kinds"]:
        if row.get("code") not in used and row.get("side") != "none":
            yield _finding("hint", "department_unused", [row], name=row.get("name"))
    classes = {row.get("police_class") for of in (matters, rows["danger_rules"]) for row in of}
    for row in rows["police_classes"]:
        if row.get("code") not in classes:
            yield _finding("hint", "class_unused", [row], name=row.get("name"))
    for column in ("default_type", "domain", "owner", "deadline_class"):
        yield from _values_unused("responsibility_list", column, matters)


def _values_unused(name: str, column: str, rows: Sequence[Row]) -> Iterator[Finding]:
    found = tables()[name].column(column)
    for value in found.choices if found else ():
        if value not in {row.get(column) for row in rows}:
            yield _finding("warning", "value_unused", [], column=_title(tables()[name], column), value=value)


def _classes(rows: Rows) -> Iterator[Finding]:
    """Word classes that no phrase names."""
    named = {
        name
        for of in (*PHRASED, "word_classes")
        for row in rows[of]
        for name in re.findall(r"@([a-z_]+)", row.get("phrases") + row.get("members"))
    }
    for row in rows["word_classes"]:
        if row.get("name") not in named:
            yield _finding("hint", "word_class_unused", [row], name=row.get("name"))


def _expired(rows: Rows, on: date) -> Iterator[Finding]:
    """Rows that have ended, by table: they speak no more and may go."""
    for name, table in tables().items():
        ended = [row for row in rows[name] if row.get(PERIOD[1]) and row.get(PERIOD[1]) < on.isoformat()]
        if ended:
            yield _finding("hint", "expired", ended, table=table.title(), count=len(ended))
