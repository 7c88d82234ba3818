"""Phrases and the one automaton that finds all of them in a single pass.

A phrase is a literal or parts joined by an operator: ``A+B`` both within 12 characters of one another,
``A>B`` B starts at most 6 characters after A, ``A&B`` within 40 characters. A part ``@name`` stands for
the members of a word class. A leading ``~`` marks a phrase that says little by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias, cast

import ahocorasick

from twinline.triage.normal import normalise

GAPS = {"+": 12, ">": 6, "&": 40}
_CLASS = re.compile(r"@([a-z_]+)")
_PART = re.compile(r"([+>&])")
_LENGTH_WEIGHT = (0.0, 0.3, 1.0, 1.6, 2.2, 2.7)
_COMBO_WEIGHT = {"+": 2.4, ">": 2.5, "&": 2.1}
_WEAK = 0.45

Span: TypeAlias = tuple[int, int]
Hits: TypeAlias = dict[int, list[Span]]
_Entry: TypeAlias = tuple[int, tuple[int, ...], bool]


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


class _Automaton(Protocol):
    """The part of pyahocorasick that is used; the package has no type information."""

    def iter(self, text: str, /) -> Iterator[tuple[int, _Entry]]: ...


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

    def add_mask(self, phrase: str) -> None:
        """Words inside which shorter words mean something else."""
        word = _plain(phrase)
        self._masks.add(word)
        self._words.setdefault(word, set())

    def build(self) -> "Lexicon":
        entries = {w: (len(w), tuple(sorted(tokens)), w in self._masks) for w, tokens in self._words.items()}
        return Lexicon(_automaton(entries), self._patterns)

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
    """All patterns of a rulebook over one automaton."""

    def __init__(self, automaton: "_Automaton", patterns: Sequence[Pattern]) -> None:
        self._automaton = automaton
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
        hits = self._hits(text)
        present = hits.keys()
        found: defaultdict[int, list[Finding]] = defaultdict(list)
        for token, spans in hits.items():
            for pattern in self._singles.get(token, ()):
                found[pattern.rule] += [Finding(pattern, start, end) for start, end in spans]
            seconds = self._combos.get(token)
            if seconds and not present.isdisjoint(seconds):
                for second in present & seconds.keys():
                    _add_combos(found, seconds[second], hits)
        return dict(found)

    def _hits(self, text: str) -> Hits:
        """Where each token stands; words inside a mask are not seen."""
        raw = list(self._automaton.iter(text))
        masked = _masked(raw)
        hits: defaultdict[int, list[Span]] = defaultdict(list)
        for end, (length, tokens, _) in raw:
            if tokens and not (masked and masked.get(end, 0) > length):
                span = (end - length + 1, end + 1)
                for token in tokens:
                    hits[token].append(span)
        return hits


def _masked(raw: Sequence[tuple[int, _Entry]]) -> dict[int, int]:
    """For each place under a mask: how long a word ending there must be to reach out of the mask."""
    masked: dict[int, int] = {}
    for end, (length, _, mask) in raw:
        if mask:
            for place in range(end - length + 1, end):
                masked[place] = max(masked.get(place, 0), place - end + length + 1)
            masked[end] = max(masked.get(end, 0), length)
    return masked


def _automaton(entries: Mapping[str, _Entry]) -> _Automaton:
    """Each word with its length, its tokens, and whether shorter words inside it are hidden."""
    trie = cast(Any, ahocorasick.Automaton)()
    for word, entry in (entries or {"\0": (1, (), False)}).items():
        trie.add_word(word, entry)
    trie.make_automaton()
    return cast(_Automaton, trie)


def _add_combos(found: defaultdict[int, list[Finding]], patterns: Sequence[Pattern], hits: Hits) -> None:
    for pattern in patterns:
        span = _match(pattern, hits)
        if span:
            found[pattern.rule].append(Finding(pattern, *span))


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
