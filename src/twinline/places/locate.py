"""Which one place a text is about, of all the divisions that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twinline.places.model import Level, Match

if TYPE_CHECKING:
    from twinline.places.divisions import Divisions

GAP_CHARS = 2
DEPTH = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2, Level.STREET: 3}
# 湖南长沙人, 籍贯, 老家: where somebody is from is not where it happened.
ORIGIN_AFTER = ("人", "籍", "老家", "户口", "口音", "牌照", "的车牌", "号牌")
ORIGIN_BEFORE = ("老家", "籍贯", "户籍", "户口在", "来自", "户口是")
AT_BEFORE = ("在", "住", "位于", "地址", "到", "是")


@dataclass(frozen=True, slots=True)
class Located:
    """The smallest division that a text is about, the stretch that names it, and whether it lies in the home city.

    ``confidence`` is 0 to 1: how far down the text names it, in full or in a short form, and how many rivals it has.
    """

    code: str
    start: int
    end: int
    home: bool
    confidence: float


def locate(register: "Divisions", matches: Sequence[Match], *, text: str, city: str) -> Located | None:
    """The place of a text from the divisions that it names, or None without any. Neighbouring names that lie in one
    another are one place; of several places one in ``city`` comes first, then the one named deepest, then the first.
    """
    chains = _chains(register, matches)
    if not chains:
        return None
    best, *others = sorted(chains, key=lambda chain: _rank(register, text, chain, city), reverse=True)
    rivals = sum(1 for chain in others if not register.within(best[-1].code, area=chain[-1].code))
    return Located(
        code=best[-1].code,
        start=best[0].start,
        end=best[-1].end,
        home=register.within(best[-1].code, area=city),
        confidence=_confidence(text, best, rivals),
    )


def _chains(register: "Divisions", matches: Sequence[Match]) -> list[list[Match]]:
    chains: list[list[Match]] = []
    for match in matches:
        last = chains[-1][-1] if chains else None
        if (
            last
            and match.start - last.end <= GAP_CHARS
            and last.code != match.code
            and register.within(match.code, area=last.code)
        ):
            chains[-1].append(match)
        else:
            chains.append([match])
    return chains


def _rank(register: "Divisions", text: str, chain: Sequence[Match], city: str) -> tuple[bool, bool, bool, int, int]:
    last = chain[-1]
    return (
        not _origin(text, chain),
        register.within(last.code, area=city) and last.code != city,
        text[: chain[0].start].endswith(AT_BEFORE),
        DEPTH[last.level],
        -chain[0].start,
    )


def _origin(text: str, chain: Sequence[Match]) -> bool:
    return text.startswith(ORIGIN_AFTER, chain[-1].end) or text[: chain[0].start].endswith(ORIGIN_BEFORE)


def _confidence(text: str, chain: Sequence[Match], rivals: int) -> float:
    base = (0.2, 0.4, 0.8, 0.9)[DEPTH[chain[-1].level]]
    base += 0.05 if len(chain) > 1 else 0.0
    base *= 1.0 if chain[-1].sure else 0.75
    base *= 0.5 if _origin(text, chain) else 1.0
    return round(base / (1 + 0.25 * min(rivals, 4)), 2)
