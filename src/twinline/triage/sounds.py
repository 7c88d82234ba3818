"""Words of the lists that were heard but written with other characters of the same sound: errors of speech recognition.

“着伙了” sounds like “着火了”. Where a run of a spoken text sounds, tones apart, like a word of danger or of a matter,
and neither is a word itself nor cuts one in two, it may have been that word. What follows is ``hearing``'s to say.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

from twinline.nlp import words as finder
from twinline.triage import readings
from twinline.triage.lexicon import LexiconBuilder, Span

SPOKEN = frozenset({"voice", "video"})
"""Channels whose texts come from speech recognition."""
_FIRST = 0xE000
_VARIANTS = 8
_GRAMMAR = frozenset("的了我你他她它们不没有在到被把给得过就也都和跟是这那个么吗呢吧啊")
"""In a word of the lists they leave one character that means something: too little to know it by its sound."""
_PLAIN = _GRAMMAR | frozenset(
    "着上下里外大小多少人去来说要会能又还再才从对向为所以因但好走死用做看想叫让起出进回家点只着很太真条同打装压卡咬敲一二三四五六七八九十几"
)
"""Characters that stand alone so often that a run is not strange because of one."""


class Misheard(NamedTuple):
    """A run of the text, and the word that it sounds like; ``danger``: one of the danger rules'."""

    start: int
    end: int
    word: str
    danger: bool


class _Syllables:
    """Syllables as single characters of a private plane, so that sounds are looked for like words."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def of(self, sound: str) -> str:
        return self._numbers.setdefault(sound, chr(_FIRST + len(self._numbers)))


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds of words, ready to be looked for."""

    words: tuple[str, ...]
    known: Mapping[str, bool]
    chars: "_Chars"
    places: finder.Words

    def misheard(self, text: str) -> list[Misheard]:
        """Runs that sound like a word and are written otherwise, each place once, longer words first."""
        hits = self.places.places(text.translate(self.chars))
        near = [hit for hit in hits if self._other(text, *hit)]
        return list(_apart(self._possible(text, near))) if near else []

    def _other(self, text: str, number: int, start: int, end: int) -> bool:
        word, run = self.words[number], text[start:end]
        if run == word or run in self.known:
            return False
        other = [one for one, meant in zip(run, word, strict=True) if one != meant]
        return len(other) < len(run) and _PLAIN.isdisjoint(other)

    def _possible(self, text: str, hits: list[tuple[int, int, int]]) -> Iterator[Misheard]:
        import rjieba

        whole = [(start, end) for _, start, end in rjieba.tokenize(text, hmm=False) if end - start > 1]
        for number, start, end in hits:
            word = self.words[number]
            if not any(_spoils(text, token, (start, end), word) for token in whole):
                yield Misheard(start, end, word, self.known[word])


def _spoils(text: str, token: Span, run: Span, word: str) -> bool:
    """A word of the language that the run cuts in two, or that would be read as another one."""
    if token[0] >= run[1] or token[1] <= run[0]:
        return False
    cut = token[0] < run[0] or token[1] > run[1]
    return cut or text[token[0] : token[1]] != word[token[0] - run[0] : token[1] - run[0]]


def _apart(found: Iterable[Misheard]) -> Iterator[Misheard]:
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start, one.word)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            yield one


class _Chars(dict[int, str]):
    """A translation table from characters to their sounds, worked out on first sight."""

    def __init__(self, syllables: _Syllables) -> None:
        super().__init__()
        self._syllables = syllables

    def __missing__(self, code: int) -> str:
        sound = readings.sound(chr(code))
        self[code] = self._syllables.of(sound) if len(sound) > 1 or sound.isascii() else sound
        return self[code]


def _knowable(word: str) -> bool:
    if not (readings.LEAST <= len(word) <= readings.MOST and readings.is_chinese(word)):
        return False
    return len(word) > readings.LEAST or (_GRAMMAR.isdisjoint(word) and readings.is_word(word))


def sounds_of(words: Mapping[str, bool]) -> Sounds:
    """Make the sounds of words ready: those of two to six Chinese characters. True: a danger rule's."""
    kept = sorted(filter(_knowable, words))
    syllables = _Syllables()
    sounded: dict[str, str] = {}
    for word in kept:
        variants = product(*map(sorted, readings.readings(word)))
        for variant in islice(variants, _VARIANTS):
            sounded.setdefault("".join(map(syllables.of, variant)), word)
    known = {word: words[word] for word in kept}
    return Sounds(tuple(sounded.values()), known, _Chars(syllables), finder.Words(sounded))


class Ear:
    """The sounds of a rulebook's words, made ready when a spoken text first needs them (a tenth of a second)."""

    def __init__(self, phrases: Iterable[tuple[str, bool]], classes: Mapping[str, Sequence[str]]) -> None:
        self._phrases = list(phrases)
        self._classes = classes
        self._lock = threading.Lock()
        self._sounds: Sounds | None = None

    def misheard(self, text: str) -> list[Misheard]:
        """Runs of a text in normal form that sound like a word of the rules and are written otherwise."""
        return self.ready().misheard(text)

    def ready(self) -> Sounds:
        """Make the sounds ready now, beside whoever serves."""
        with self._lock:
            if self._sounds is None:
                self._sounds = sounds_of(self.words())
        return self._sounds

    def words(self) -> dict[str, bool]:
        """All words that the phrases are made of; True: a danger rule's."""
        builder = LexiconBuilder(self._classes)
        words: dict[str, bool] = {}
        for phrase, danger in self._phrases:
            for word in builder.literals(phrase):
                words[word] = words.get(word, False) or danger
        return words
