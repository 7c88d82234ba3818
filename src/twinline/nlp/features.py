"""Text to numbers: the distinct pieces of one to three characters, hashed into a fixed number of buckets.

Hashing needs no vocabulary and no second pass over the data, so a million texts can be learned from as a stream. The
hash is our own arithmetic on code points: the same text gives the same buckets on every machine and in every version.
"""

import math
from collections.abc import Iterator
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
_FIRST = np.zeros(1, np.int64)
ONCE = 8
_LOUD = np.array([0, *(round(ONCE + ONCE * math.log(times)) for times in range(1, 33))], np.int32)


def buckets(text: str, *, bits: int = BITS, longest: int = LONGEST) -> Numbers:
    """The sorted distinct buckets of ``counted``."""
    return counted(text, bits=bits, longest=longest)[0]


def counted(text: str, *, bits: int = BITS, longest: int = LONGEST) -> tuple[Numbers, Numbers]:
    """The sorted distinct buckets, each below ``2**bits``, of the pieces of ``text`` (best in normal form), and
    for each how loud it is: 8 for a piece that stands once, 8 + 8 ln(n) for one that stands n times.

    Only the first 600 and the last 100 characters count, so that the cost is bounded. A first line of at most 60
    characters before a line break is a title: its pieces count once more, apart, since they say more than the rest.
    """
    codes = _codes(_kept(text))
    hashes = _hashes(codes, longest)
    title = _title(text)
    if title:
        hashes = np.concatenate((hashes, _hashes(codes[:title], longest) ^ _TITLE))
    return _loudness(((hashes ^ (hashes >> _SHIFT)) * _MIX) >> np.uint32(32 - bits))


def pieces(text: str, *, bits: int = BITS, longest: int = LONGEST) -> Iterator[tuple[str, int]]:
    """Every piece with its bucket, in Python and slow: to show which words spoke for a label."""
    kept = _kept(text)
    for part in {kept, kept[: _title(text)]} - {""}:
        salt = _TITLE if part != kept else np.uint32(0)
        for length in range(1, longest + 1):
            for start in range(len(part) - length + 1):
                piece = part[start : start + length]
                raw = _chain(_codes(piece), length) ^ salt
                yield piece, int((((raw ^ (raw >> _SHIFT)) * _MIX) >> np.uint32(32 - bits))[0])


def spots(text: str, wanted: Numbers, *, bits: int = BITS, longest: int = LONGEST) -> dict[int, tuple[int, int]]:
    """Where the first piece of each wanted bucket stands: its place in ``text`` and its length, longer ones first."""
    codes = _codes(text[:HEAD])
    found: dict[int, tuple[int, int]] = {}
    marked = np.zeros(1 << bits, bool)
    marked[wanted] = True
    for length in range(longest, 0, -1):
        hashes = _chain(codes, length)
        numbers = (((hashes ^ (hashes >> _SHIFT)) * _MIX) >> np.uint32(32 - bits)).view(np.int32)
        for place in np.flatnonzero(marked.take(numbers)).tolist():
            found.setdefault(int(numbers[place]), (place, length))
    return found


def _kept(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else text[:HEAD] + text[-TAIL:]


def _title(text: str) -> int:
    """The length of the title, 0 without one."""
    return max(text.find("\n", 0, TITLE_MAX + 1), 0)


def _codes(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)


def _hashes(codes: Hashes, longest: int) -> Hashes:
    return np.concatenate([_chain(codes, length) for length in range(1, longest + 1)])


def _chain(codes: Hashes, length: int) -> Hashes:
    """The hash of each run of ``length`` codes; arithmetic wraps around at 32 bits."""
    count = max(len(codes) - length + 1, 0)
    chain = (codes[:count] + np.uint32(length)) * _MIX
    for step in range(1, length):
        chain = (chain ^ codes[step : step + count]) * _MULTIPLY
        chain ^= chain >> _SHIFT
    return chain


def _loudness(numbers: Hashes) -> tuple[Numbers, Numbers]:
    if not len(numbers):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    numbers.sort()
    starts = np.concatenate((_FIRST, np.flatnonzero(numbers[1:] != numbers[:-1]) + 1))
    times = np.diff(starts, append=len(numbers))
    return numbers.take(starts).view(np.int32), _LOUD.take(times, mode="clip")
