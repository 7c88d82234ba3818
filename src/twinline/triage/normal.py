"""Bring citizen text to one form before any phrase is looked for.

Every change is one character for one character or a deletion, so that a place in the normal form can be
carried back to the text as the person gave it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_CHARS = 4000
TAIL_CHARS = 800
_LOOKED_AT = 60_000
_KEEP_BREAK = "\n"
_DELETED = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Co")
_REMEMBERED = 0x10000


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal form and, when characters were deleted, where each kept one stood; ``cut``: more was said."""

    text: str
    origin: tuple[int, ...] | None
    cut: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open place in the original text of ``[start, end)`` in the normal form."""
        if self.origin is None or end <= start:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


@cache
def _variants() -> dict[int, str]:
    """Traditional and variant characters to their common form (data/variants.txt: two characters a word)."""
    words = (files("twinline.triage") / "data" / "variants.txt").read_text("utf-8").split()
    return {ord(word[0]): word[1] for word in words}


class _Table(dict[int, str | None]):
    """A translation table that works out each character once, on first sight."""

    def __missing__(self, code: int) -> str | None:
        value = _fold(code)
        if code < _REMEMBERED:
            self[code] = value
        return value


def _fold(code: int) -> str | None:
    char = chr(code)
    if char == _KEEP_BREAK:
        return char
    wide = unicodedata.normalize("NFKC", char) if not 0xD800 <= code < 0xE000 else ""
    single = wide if len(wide) == 1 else char
    if unicodedata.category(single) in _DELETED:
        return None
    lowered = single.lower()
    return _variants().get(ord(single), lowered if len(lowered) == 1 else single)


_TABLE = _Table()


def normalise(text: str, *, limit: int = MAX_CHARS) -> Normal:
    """Half-width, simplified, lower-case text without blanks and invisible characters.

    Of a text with more than ``limit`` characters the opening and the end are kept, together ``limit`` characters.
    """
    if len(text) <= limit:
        return _whole(text)
    ending = min(TAIL_CHARS, limit // 4)
    opening = _kept(enumerate(text[:_LOOKED_AT]), limit - ending - 1)
    closing = _kept(((len(text) - 1 - i, char) for i, char in enumerate(text[: -_LOOKED_AT - 1 : -1])), ending)
    after = opening[-1][0] if opening else -1
    rest = [one for one in reversed(closing) if one[0] > after]
    places = (*opening, (min(after + 1, len(text) - 1), _KEEP_BREAK), *rest) if rest else tuple(opening)
    return Normal("".join(char for _, char in places), tuple(place for place, _ in places), len(places) >= limit - 1)


def _whole(text: str) -> Normal:
    head = text.replace("\r", "\n").replace("\u2028", "\n")
    folded = head.translate(_TABLE)
    if len(folded) == len(head):
        return Normal(folded, None, False)
    return Normal(folded, tuple(i for i, char in enumerate(head) if _TABLE[ord(char)] is not None), False)


def _kept(chars: Iterable[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """The first ``most`` characters that are not deleted, each with its place."""
    kept: list[tuple[int, str]] = []
    for place, char in chars:
        folded = _KEEP_BREAK if char in "\r\u2028" else _TABLE[ord(char)]
        if folded is not None:
            kept.append((place, folded))
            if len(kept) == most:
                break
    return kept
