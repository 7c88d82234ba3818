"""How characters and words of the lists are read, tones apart, and which are words of the language.

data/sounds.txt says it for the packaged tables and some twenty thousand characters, so that the first spoken text need
not wait for dictionaries; what it does not hold (a city's own new words) is looked up in them. It is made by
``python -m twinline.triage.sounding`` with pypinyin and rjieba; a test compares.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "sounds.txt"
FIRST, LAST = 0x4E00, 0x9FFF
LEAST, MOST = 2, 6
OF, READ, STRANGE = ":", "=", "!"


@dataclass(frozen=True, slots=True)
class Table:
    """``chars``: the reading of each character by itself. ``words``: those of the packaged lists, with another reading
    in them than by themselves, or an empty one; ``strange``: two characters that are no word of the language."""

    chars: dict[str, str]
    words: dict[str, str]
    strange: frozenset[str]


@cache
def table() -> Table:
    """What data/sounds.txt says."""
    chars: dict[str, str] = {}
    words: dict[str, str] = {}
    strange: set[str] = set()
    for line in (files("twinline.triage") / "data" / FILE).read_text("utf-8").splitlines():
        if OF in line:
            sound, group = line.split(OF)
            chars.update(dict.fromkeys(group, sound))
        elif line.endswith(STRANGE):
            strange.add(line.removesuffix(STRANGE))
        else:
            word, _, sounds = line.partition(READ)
            words[word] = sounds
    return Table(chars, words, frozenset(strange))


def sound(char: str) -> str:
    """How a character is read by itself; the character where it has no reading."""
    return table().chars.get(char, char)


def readings(word: str) -> list[set[str]]:
    """For each character of a word how it is read in it, and by itself."""
    known = table().words.get(word)
    if known is None:
        return _looked_up(word)
    alone = [{sound(char)} for char in word]
    return [one | {other} for one, other in zip(alone, known.split(), strict=True)] if known else alone


def is_word(word: str) -> bool:
    """Whether the language has this word."""
    if word in table().strange:
        return False
    if word in table().words:
        return True
    import rjieba

    return rjieba.has_word(word)


def _looked_up(word: str) -> list[set[str]]:
    from pypinyin import lazy_pinyin

    return [{sound(char), said} for char, said in zip(word, lazy_pinyin(word), strict=True)]


def is_chinese(word: str) -> bool:
    """Whether all characters are of the common block."""
    return all(FIRST <= ord(char) <= LAST for char in word)
