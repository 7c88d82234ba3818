"""Text to numbers: the distinct pieces of one to three characters, and words where a model wants them, hashed into a
fixed number of buckets.

Hashing needs no vocabulary and no second pass over the data, so a million texts can be learned from as a stream. The
hash is our own arithmetic on code points: the same text gives the same buckets on every machine and in every version.
"""

import math
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

BITS = 18
HEAD, TAIL = 600, 100
LONGEST = 3
TITLE_MAX = 60

Numbers: TypeAlias = NDArray[np.int32]
Hashes: TypeAlias = NDArray[np.uint32]

_MULTIPLY = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(15)
_TITLE = np.uint32(0x5BD1E995)
_WORD = np.uint32(0x27D4EB2F)
ONCE = 8
_LOUD = np.array([0, *(round(ONCE + ONCE * math.log(times)) for times in range(1, 33))], np.int32)


def buckets(text: str, *, bits: int = BITS, longest: int = LONGEST, words: bool = False) -> Numbers:
    """The sorted distinct buckets of ``counted``."""
    return counted(text, bits=bits, longest=longest, words=words)[0]


def counted(text: str, *, bits: int = BITS, longest: int = LONGEST, words: bool = False) -> tuple[Numbers, Numbers]:
    """The sorted distinct buckets, each below ``2**bits``, of the pieces of ``text`` (best in normal form), and
    for each how loud it is: 8 for a piece that stands once, 8 + 8 ln(n) for one that stands n times.

    Only the first 600 and the last 100 characters count, so that the cost is bounded. A first line of at most 60
    characters before a line break is a title: its pieces count once more, apart, since they say more than the rest.
    With ``words`` the words of the language count too, apart from the same characters by chance (decision 0016).
    """
    numbers = of_pieces(text, bits=bits, longest=longest, words=words)
    numbers.sort()
    return loudness(numbers)


def of_pieces(text: str, *, bits: int = BITS, longest: int = LONGEST, words: bool = False) -> Numbers:
    """The bucket of every piece of what counts of a text (see ``counted``), in no order."""
    kept, title = _kept(text), title_chars(text)
    known = codes(kept)
    parts = [_hashes(known, longest)]
    if title:
        parts.append(_hashes(known[:title], longest) ^ _TITLE)
    if words:
        parts.append(_word_hash(_words(kept)))
        if title:
            parts.append(_word_hash(_words(kept[:title])) ^ _TITLE)
    return _bucket(np.concatenate(parts), bits)


def loudness(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The distinct of ``numbers``, which are sorted, and for each how loud it is (see ``counted``)."""
    if not len(numbers):
        return numbers, numbers
    changes = np.flatnonzero(numbers[1:] != numbers[:-1])
    bounds = np.empty(len(changes) + 2, np.intp)
    bounds[0], bounds[-1] = 0, len(numbers)
    np.add(changes, 1, out=bounds[1:-1])
    return numbers.take(bounds[:-1]), _LOUD.take(bounds[1:] - bounds[:-1], mode="clip")


def pieces(text: str, *, bits: int = BITS, longest: int = LONGEST, words: bool = False) -> Iterator[tuple[str, int]]:
    """Every piece with its bucket, in Python and slow: to show which words spoke for a label."""
    kept = _kept(text)
    for part in {kept, kept[: title_chars(text)]} - {""}:
        salt = _TITLE if part != kept else np.uint32(0)
        for length in range(1, longest + 1):
            for start in range(len(part) - length + 1):
                piece = part[start : start + length]
                yield piece, int(_bucket(_chain(codes(piece), length) ^ salt, bits)[0])
        for word in _words(part) if words else ():
            yield word, int(_bucket(_word_hash([word]) ^ salt, bits)[0])


def spots(
    text: str, wanted: Numbers, *, bits: int = BITS, longest: int = LONGEST, words: bool = False
) -> dict[int, tuple[int, int]]:
    """Where the first piece of each wanted bucket stands: its place in ``text`` and its length, words and longer ones
    first."""
    found = _word_spots(text[:HEAD], wanted, bits) if words else dict[int, tuple[int, int]]()
    known = codes(text[:HEAD])
    for length in range(longest, 0, -1):
        numbers = _bucket(_chain(known, length), bits)
        for place in np.flatnonzero((numbers == wanted[:, None]).any(axis=0)).tolist():
            found.setdefault(int(numbers[place]), (place, length))
    return found


def _word_spots(text: str, wanted: Numbers, bits: int) -> dict[int, tuple[int, int]]:
    known = _words(text)
    numbers: list[int] = _bucket(_word_hash(known), bits).tolist()
    asked: set[int] = set(wanted.tolist())
    heard = {bucket: word for word, bucket in zip(known, numbers, strict=True) if bucket in asked and word in text}
    return {bucket: (text.index(word), len(word)) for bucket, word in heard.items()}


def _words(text: str) -> list[str]:
    """The words of two characters and more, those inside longer ones too. By the dictionary alone: guesses at words
    that are in none are worth nothing here, and take as long again."""
    import rjieba

    whole = text.encode("utf-8", "ignore").decode()  # the segmenter refuses lone surrogates
    return [word for word in rjieba.cut_for_search(whole, hmm=False) if len(word) > 1]


def _word_hash(words: Sequence[str]) -> Hashes:
    return np.array([zlib.crc32(word.encode()) for word in words], np.uint32) ^ _WORD


def _kept(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else text[:HEAD] + text[-TAIL:]


def title_chars(text: str) -> int:
    """The length of the title, 0 without one."""
    return max(text.find("\n", 0, TITLE_MAX + 1), 0)


def codes(text: str) -> Hashes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)


def text_of(codes: Hashes) -> str:
    """The text of code points, of which none is a surrogate."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le")


def _hashes(codes: Hashes, longest: int) -> Hashes:
    return np.concatenate([_chain(codes, length) for length in range(1, longest + 1)])


def _bucket(hashes: Hashes, bits: int) -> Numbers:
    mixed = hashes >> _SHIFT
    mixed ^= hashes
    mixed *= _MIX
    mixed >>= np.uint32(32 - bits)
    return mixed.view(np.int32)


def _chain(codes: Hashes, length: int) -> Hashes:
    """The hash of each run of ``length`` codes; arithmetic wraps around at 32 bits."""
    count = max(len(codes) - length + 1, 0)
    chain = codes[:count] + np.uint32(length)
    chain *= _MIX
    for step in range(1, length):
        chain ^= codes[step : step + count]
        chain *= _MULTIPLY
        chain ^= chain >> _SHIFT
    return chain
