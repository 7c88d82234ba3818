"""``python -m twinline.triage.sounding``: data/sounds.txt anew, from dictionaries and the packaged tables."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import rjieba
from pypinyin import lazy_pinyin

from twinline.kernel.clock import CHINA, SystemClock
from twinline.triage.readings import FILE, FIRST, LAST, LEAST, MOST, OF, READ, STRANGE, is_chinese
from twinline.triage.rulebook import load_rulebook


def lines(words: Iterable[str]) -> list[str]:
    """The file for these words, by the dictionaries."""
    groups: dict[str, list[str]] = {}
    alone = {char: lazy_pinyin(char)[0] for char in map(chr, range(FIRST, LAST + 1))}
    for char, said in alone.items():
        if said != char:
            groups.setdefault(said, []).append(char)
    told = [f"{said}{OF}{''.join(group)}" for said, group in sorted(groups.items())]
    for word in sorted(set(words)):
        if is_chinese(word) and LEAST <= len(word) <= MOST:
            told.append(_line(word, lazy_pinyin(word), alone, strange=len(word) == LEAST and not rjieba.has_word(word)))
    return told


def _line(word: str, said: Sequence[str], alone: dict[str, str], *, strange: bool) -> str:
    if strange:
        return word + STRANGE
    return word if [alone[char] for char in word] == said else f"{word}{READ}{' '.join(said)}"


def main() -> None:
    book = load_rulebook(as_of=SystemClock().now().astimezone(CHINA).date())
    told = "\n".join(lines(book.ear.words())) + "\n"
    Path("src/twinline/triage/data", FILE).write_text(told, "utf-8")


if __name__ == "__main__":
    main()
