"""Phrases and the one automaton that finds all of them in a single pass.

A phrase is a literal or parts joined by an operator: ``A+B`` both within 12 characters of one another,
``A>B`` B starts at most 6 characters after A, ``A&B`` within 40 characters. A part ``@name`` stands for
the members of a word class. A leading ``~`` marks a phrase that says little by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from twinline.nlp import words
from twinline.triage.normal import normalise

GAPS = {"+": 12, ">": 6, "&": 40}
_CLASS = re.compile(r"@([a-z_]+)")
_PART = re.compile(r"([+>&])")
_LENGTH_WEIGHT = (0.0, 0.3, 1.0, 1.6, 2.2, 2.7)
_COMBO_WEIGHT = {"+": 2.4, ">": 2.5, "&": 2.1}
_WEAK = 0.45

Span: TypeAlias = tuple[int, int]
Place: TypeAlias = tuple[int, int, int]
Hits: TypeAlias = Mapping[int, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase of one rule: its parts as tokens, the operator before each further part, and its weight."""

    rule: int
    parts: tuple[int, ...]
    ops: tuple[str, ...]
    weight: float
    phrase: str
    weak: bool


class Finding(NamedTuple):
    """One place where a pattern holds (a tuple, because a text has dozens)."""

    pattern: Pattern
    start: int
    end: int


class PhraseError(ValueError):
    """A phrase of a data file cannot be read."""


class LexiconBuilder:
    """Collects phrases of rules and makes the lexicon."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._classes = classes
        self._tokens: dict[str, int] = {}
        self._words: dict[str, set[int]] = {}
        self._patterns: list[Pattern] = []
        self._masks: set[str] = set()

    def add(self, *, rule: int, phrase: str) -> None:
        """Add one phrase. Raises PhraseError when it is empty or names an unknown word class."""
        weak = phrase.startswith("~")
        pieces = _PART.split(phrase.removeprefix("~"))
        parts = tuple(self._token(piece) for piece in pieces[::2])
        ops = tuple(pieces[1::2])
        weight = _weight(pieces, ops) * (_WEAK if weak else 1.0)
        self._patterns.append(Pattern(rule, parts, ops, weight, phrase, weak))

    def literals(self, phrase: str) -> Iterator[str]:
        """The words that a phrase is made of, those of its classes written out."""
        for piece in _PART.split(phrase.removeprefix("~"))[::2]:
            yield from self._members(piece)

    def add_mask(self, phrase: str) -> None:
        """Words inside which shorter words mean something else."""
        word = _plain(phrase)
        self._masks.add(word)
        self._words.setdefault(word, set())

    def build(self) -> "Lexicon":
        return Lexicon(self._words, self._masks, self._patterns)

    def _token(self, piece: str) -> int:
        if piece not in self._tokens:
            self._tokens[piece] = len(self._tokens)
            for word in self._members(piece):
                self._words.setdefault(_plain(word), set()).add(self._tokens[piece])
        return self._tokens[piece]

    def _members(self, piece: str) -> Sequence[str]:
        """The literals that a part stands for, each named class in it written out."""
        named = _CLASS.search(piece)
        if named is None:
            return (piece,)
        if named[1] not in self._classes:
            raise PhraseError(f"unknown word class {named[0]}")
        head, tail = piece[: named.start()], piece[named.end() :]
        return tuple(head + word + rest for word in self._classes[named[1]] for rest in self._members(tail))


class Lexicon:
    """All patterns of a rulebook, looked for in one pass."""

    def __init__(self, tokens: Mapping[str, Set[int]], masks: Set[str], patterns: Sequence[Pattern]) -> None:
        ordered = sorted(tokens, key=lambda word: word not in masks)
        self.finder = words.Words(ordered)
        self._tokens = [tuple(sorted(tokens[word])) for word in ordered]
        self._masks = len(masks)
        self._singles: dict[int, list[Pattern]] = {}
        self._combos: dict[int, dict[int, list[Pattern]]] = {}
        for pattern in patterns:
            first, *more = pattern.parts
            if more:
                self._combos.setdefault(first, {}).setdefault(more[0], []).append(pattern)
            else:
                self._singles.setdefault(first, []).append(pattern)

    def find(self, text: str) -> dict[int, list[Finding]]:
        """All findings by rule."""
        places = self.finder.places(text)
        numbers = [number for number, _, _ in places]
        if numbers and min(numbers) < self._masks:
            places = self._unmasked(places)
            numbers = [number for number, _, _ in places]
        present = set[int]().union(*map(self._tokens.__getitem__, numbers))
        combos = self._possible(present)
        wanted = present & self._singles.keys()
        for patterns in combos.values():
            wanted.update(*[pattern.parts for pattern in patterns])
        found: defaultdict[int, list[Finding]] = defaultdict(list)
        hits = self._hits(places, wanted)
        for token, spans in hits.items():
            for pattern in self._singles.get(token, ()):
                own = found[pattern.rule]
                for start, end in spans:
                    own.append(Finding(pattern, start, end))
            for pattern in combos.get(token, ()):
                if span := _match(pattern, hits):
                    found[pattern.rule].append(Finding(pattern, *span))
        return dict(found)

    def _unmasked(self, places: Sequence[Place]) -> Sequence[Place]:
        """Without the words inside a mask: those are not seen."""
        hidden = _masked([(start, end) for number, start, end in places if number < self._masks])
        return [place for place in places if place[2] not in hidden or hidden[place[2]] <= place[2] - place[1]]

    def _possible(self, present: Set[int]) -> dict[int, list[Pattern]]:
        """By their first part the combinations of which at least two parts are there."""
        possible: dict[int, list[Pattern]] = {}
        for first in present & self._combos.keys():
            seconds = self._combos[first]
            if not present.isdisjoint(seconds):
                possible[first] = [p for second, patterns in seconds.items() if second in present for p in patterns]
        return possible

    def _hits(self, places: Sequence[Place], wanted: Set[int]) -> Hits:
        """Where each wanted token stands, in the order of the text."""
        hits: defaultdict[int, list[Span]] = defaultdict(list)
        for number, start, end in places:
            for token in self._tokens[number]:
                if token in wanted:
                    hits[token].append((start, end))
        return hits


def _masked(masks: Sequence[Span]) -> dict[int, int]:
    """For each place under a mask: how long a word that ends before it must be to reach out of the mask."""
    masked: dict[int, int] = {}
    for start, end in masks:
        for place in range(start + 1, end):
            masked[place] = max(masked.get(place, 0), place - start + 1)
        masked[end] = max(masked.get(end, 0), end - start)
    return masked


def _match(pattern: Pattern, hits: Hits) -> Span | None:
    """The first place where all parts stand near enough to one another."""
    for start, end in hits[pattern.parts[0]]:
        span: Span | None = (start, end)
        for token, op in zip(pattern.parts[1:], pattern.ops, strict=True):
            span = _extend(span, hits.get(token, ()), op)
            if span is None:
                break
        if span is not None:
            return span
    return None


def _extend(span: Span, candidates: Sequence[Span], op: str) -> Span | None:
    """The span grown by the nearest candidate within the operator's gap that does not overlap it."""
    start, end = span
    best: Span | None = None
    gap = GAPS[op] + 1
    for other_start, other_end in candidates:
        after, before = other_start - end, start - other_end
        distance = after if after >= 0 else before if op != ">" else -1
        if 0 <= distance < gap:
            gap, best = distance, (min(start, other_start), max(end, other_end))
    return best


def _plain(word: str) -> str:
    folded = normalise(word).text
    if not folded:
        raise PhraseError(f"empty phrase part {word!r}")
    return folded


def _weight(pieces: Sequence[str], ops: Sequence[str]) -> float:
    if not ops:
        return _LENGTH_WEIGHT[min(len(pieces[0]), 5)]
    return _COMBO_WEIGHT[ops[0]] + 0.4 * (len(ops) - 1)
