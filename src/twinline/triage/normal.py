"""Bring citizen text to one form before any phrase is looked for.

Every change is one character for one character or a deletion, so that a place in the normal form can be
carried back to the text as the person gave it.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from twinline.nlp import features

MAX_CHARS = 4000
TAIL_CHARS = 800
_LOOKED_AT = 60_000
_BREAK = "\n"
_BREAKS = frozenset("\n\r\u2028")
_DROPPED = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Co")

Places = NDArray[np.intp]
Codes = NDArray[np.uint32]

# For each code point its normal form: 0 until it is first seen, 1 (no character of any text) when it is deleted.
_DELETED = 1
_FOLDED = np.zeros(0x110000, np.uint32)
for _first, _end in ((0xD800, 0xF900), (0xF0000, 0x110000)):  # surrogates and private use
    _FOLDED[_first:_end] = _DELETED


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal form and, when characters were deleted, where each kept one stood; ``cut``: more was said."""

    text: str
    origin: Places | None = field(compare=False)
    cut: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open place in the original text of ``[start, end)`` in the normal form."""
        if self.origin is None or end <= start:
            return start, end
        return int(self.origin[start]), int(self.origin[end - 1]) + 1


@cache
def _variants() -> dict[int, str]:
    """Traditional and variant characters to their common form (data/variants.txt: two characters a word)."""
    words = (files("twinline.triage") / "data" / "variants.txt").read_text("utf-8").split()
    return {ord(word[0]): word[1] for word in words}


def normalise(text: str, *, limit: int = MAX_CHARS) -> Normal:
    """Half-width, simplified, lower-case text without blanks and invisible characters.

    Of a text with more than ``limit`` characters the opening and the end are kept, together ``limit`` characters.
    """
    if len(text) > limit:
        return _ends(text, limit)
    folded = _folded(features.codes(text))
    kept = folded != _DELETED
    if kept.all():
        return Normal(features.text_of(folded), None, False)
    places = np.flatnonzero(kept)
    return Normal(features.text_of(folded.take(places)), places, False)


def _ends(text: str, limit: int) -> Normal:
    ending = min(TAIL_CHARS, limit // 4)
    opening, first = _kept(features.codes(text[:_LOOKED_AT]), limit - ending - 1)
    backwards, last = _kept(features.codes(text[-_LOOKED_AT:])[::-1], ending)
    after = int(opening[-1]) if len(opening) else -1
    closing = len(text) - 1 - backwards[::-1]
    rest = closing > after
    if not rest.any():
        return Normal(features.text_of(first), opening, len(opening) >= limit - 1)
    places = np.concatenate((opening, [min(after + 1, len(text) - 1)], closing[rest]))
    codes = np.concatenate((first, [np.uint32(ord(_BREAK))], last[::-1][rest]))
    return Normal(features.text_of(codes), places, len(places) >= limit - 1)


def _kept(codes: Codes, most: int) -> tuple[Places, Codes]:
    """Where the first ``most`` characters stand that are not deleted, and their normal form."""
    size = most
    while True:
        folded = _folded(codes[:size])
        places = np.flatnonzero(folded != _DELETED)[:most]
        if len(places) == most or size >= len(codes):
            return places, folded.take(places)
        size *= 4


def _folded(codes: Codes) -> Codes:
    """The normal form of each; a character that is new is worked out once."""
    folded = _FOLDED.take(codes)
    if not folded.all():
        for code in set(codes[folded == 0].tolist()):
            _FOLDED[code] = _fold(chr(code))
        folded = _FOLDED.take(codes)
    return folded


def _fold(char: str) -> int:
    if char in _BREAKS:
        return ord(_BREAK)
    wide = unicodedata.normalize("NFKC", char)
    single = wide if len(wide) == 1 else char
    if unicodedata.category(single) in _DROPPED:
        return _DELETED
    lowered = single.lower()
    return ord(_variants().get(ord(single), lowered if len(lowered) == 1 else single))
