"""Which texts a change of rules can concern at all (R23: a rule is tried on history before it is released).

A judgement reads a text through the findings of the lexicon. Where no phrase of an added, changed or removed row is in
a text, both rulebooks find and judge the same, so only the others need to be judged twice. The phrases of touched
rows are looked for as the lexicon itself does it: normal form, masks, word classes and gaps included.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from twinline.nlp import words
from twinline.triage import lexicon, rulebook

Row: TypeAlias = Mapping[str, str]
Tables: TypeAlias = Mapping[str, Sequence[Row]]

MATTERS, DANGERS, CUES = "responsibility_list", "danger_rules", "cues"
SPOKEN = (MATTERS, DANGERS, CUES)
CLASSES = "word_classes"
CATALOGUE = "dispatch_catalogue"
EVERY = "*"
MASK = "mask"
# Cells that explain a row or say when it holds: they change no judgement on one day.
_SILENT = frozenset(("phrases", "basis", "exceptions", "keeper", "note", "valid_from", "valid_to"))
_SILENT_IN = {MATTERS: frozenset(("matter",))}
_OPERATOR = re.compile("[" + re.escape("".join(lexicon.GAPS)) + "]")
_KEYS = {MATTERS: "code", DANGERS: "id", CUES: "id"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Tells the texts that a change can concern from those that it cannot. ``everything``: no text can be ruled out.
    ``parts`` finds any part of any touched phrase, so that most texts are ruled out by one look."""

    everything: bool
    matters: frozenset[str]
    parts: "lexicon.Lexicon | None"
    phrases: tuple["lexicon.Lexicon", ...]
    words: "words.Words | None"

    @property
    def nothing(self) -> bool:
        """Whether the two rulebooks judge every text alike."""
        return not (self.everything or self.matters or self.phrases or self.words)

    def concerns(self, text: str, *, matter: str = "") -> bool:
        """Whether the judgement of ``text`` can differ; ``matter`` is the code that it was judged to be about."""
        if self.everything or matter in self.matters:
            return True
        if not (self.phrases or self.words):
            return False
        normal = lexicon.normalise(text).text
        if self.words is not None and self.words.places(normal):
            return True
        if self.parts is None or not self.parts.find(normal):
            return False
        return any(phrases.find(normal) for phrases in self.phrases)


def touched(base: Tables, draft: Tables, *, as_of: date) -> Filter:
    """The texts whose judgement on ``as_of`` can differ between two editions' tables."""
    old, new = _Side(base, as_of), _Side(draft, as_of)
    phrases: tuple[set[str], set[str]] = (set(), set())
    matters = _changed_matters(old, new)
    for table in SPOKEN:
        for code in old.rows[table].keys() | new.rows[table].keys():
            gone, come = _phrases_touched(table, old.rows[table].get(code), new.rows[table].get(code), matters)
            phrases[0].update(gone)
            phrases[1].update(come)
        for side, kept in zip((old, new), phrases, strict=True):
            kept.update(side.phrases_of(table, _moved(table, old, new)))
    reassigned = _reassigned(old, new)
    for side, kept in zip((old, new), phrases, strict=True):
        kept.update(side.phrases_of(MATTERS, reassigned))
    changed = _changed_words(old, new)
    return Filter(
        everything=_everywhere(old, new),
        matters=matters | reassigned,
        parts=_parts_of(old, new, phrases[0] | phrases[1]),
        phrases=tuple(_lexicon_of(side, kept) for side, kept in zip((old, new), phrases, strict=True) if kept),
        words=words.Words(changed) if changed else None,
    )


class _Side:
    """The rows of one edition that hold on the day, by their codes."""

    def __init__(self, tables: Tables, as_of: date) -> None:
        held = {name: rulebook.in_force(rows, as_of) for name, rows in tables.items()}
        self.rows = {table: {row[_KEYS[table]]: row for row in held[table]} for table in SPOKEN}
        self.classes = {row["name"]: row["members"].split("|") for row in held[CLASSES]}
        self.catalogue = {(row["matter"], row["division"]): _assigned(row) for row in held[CATALOGUE]}

    def phrases_of(self, table: str, codes: Iterable[str]) -> set[str]:
        rows = self.rows[table]
        return {phrase for code in codes if code in rows for phrase in rows[code]["phrases"].split("|")}

    @property
    def masks(self) -> set[str]:
        return {phrase for row in self.rows[DANGERS].values() if row["kind"] == MASK for phrase in _phrases(row)}


def _phrases(row: Row | None) -> set[str]:
    return set(row["phrases"].split("|")) if row else set()


def _phrases_touched(
    table: str, old: Row | None, new: Row | None, matters: frozenset[str]
) -> tuple[set[str], set[str]]:
    """The phrases of a row that speak otherwise, as they were and as they are. Masks are ``_changed_words``."""
    before, after = (set[str]() if row and row.get("kind") == MASK else _phrases(row) for row in (old, new))
    named = {row["matter"] for row in (old, new) if row and table == DANGERS}
    # Other words make a danger rule the city's own, which holds firmly wherever any of its words stands.
    own = table == DANGERS and before != after
    if _spoken(table, old) == _spoken(table, new) and not named & matters and not own:
        return before - after, after - before
    return before, after


def _spoken(table: str, row: Row | None) -> dict[str, str] | None:
    """The cells that a judgement works with."""
    silent = _SILENT | _SILENT_IN.get(table, frozenset())
    return None if row is None else {name: cell for name, cell in row.items() if name not in silent}


def _changed_matters(old: _Side, new: _Side) -> frozenset[str]:
    """Matters that came, went or have another owner, department, type and so on: whoever was judged to be about one of
    them is judged again."""
    before, after = old.rows[MATTERS], new.rows[MATTERS]
    codes = before.keys() | after.keys()
    return frozenset(c for c in codes if _spoken(MATTERS, before.get(c)) != _spoken(MATTERS, after.get(c)))


def _moved(table: str, old: _Side, new: _Side) -> set[str]:
    """Rows whose order among those of both editions changed: of several dangers the first row decides."""
    before = [code for code in old.rows[table] if code in new.rows[table]]
    after = [code for code in new.rows[table] if code in old.rows[table]]
    return {code for pair in zip(before, after, strict=True) if pair[0] != pair[1] for code in pair}


def _changed_words(old: _Side, new: _Side) -> set[str]:
    """Masks, and members of word classes, that came or went: wherever such a word stands the findings can differ."""
    changed = old.masks ^ new.masks
    for name in old.classes.keys() | new.classes.keys():
        changed |= set(old.classes.get(name, ())) ^ set(new.classes.get(name, ()))
    return {lexicon.normalise(word).text for word in changed} - {""}


def _assigned(row: Row) -> tuple[str, str]:
    return row["lead"], row["co_handlers"]


def _reassigned(old: _Side, new: _Side) -> frozenset[str]:
    """Matters that the dispatch catalogue gives to others."""
    keys = old.catalogue.keys() | new.catalogue.keys()
    changed = {key[0] for key in keys if old.catalogue.get(key) != new.catalogue.get(key)}
    return frozenset(changed - {EVERY})


def _everywhere(old: _Side, new: _Side) -> bool:
    """The catalogue's row for all matters concerns every text."""
    keys = old.catalogue.keys() | new.catalogue.keys()
    return any(key[0] == EVERY and old.catalogue.get(key) != new.catalogue.get(key) for key in keys)


def _lexicon_of(side: _Side, phrases: set[str]) -> "lexicon.Lexicon":
    """The part of the edition's lexicon that holds these phrases, with all its masks."""
    builder = lexicon.LexiconBuilder(side.classes)
    for mask in side.masks:
        builder.add_mask(mask)
    for phrase in sorted(phrases):
        builder.add(rule=0, phrase=phrase)
    return builder.build()


def _parts_of(old: _Side, new: _Side, phrases: set[str]) -> "lexicon.Lexicon | None":
    """All parts of the phrases, each by itself and with the word classes of both editions; no mask hides any."""
    names = old.classes.keys() | new.classes.keys()
    builder = lexicon.LexiconBuilder({name: [*old.classes.get(name, ()), *new.classes.get(name, ())] for name in names})
    for part in sorted({part for phrase in phrases for part in _OPERATOR.split(phrase.removeprefix("~"))}):
        builder.add(rule=0, phrase=part)
    return builder.build() if phrases else None
