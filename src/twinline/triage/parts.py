"""Two matters in one text: the stretches that could be orders of their own (R18)."""

import re
from itertools import pairwise

from twinline.triage.model import Owner, Part
from twinline.triage.reading import Reading, Score

_BREAK = re.compile(r"[。!?;\n]|(?=另外|还有个事|还有一件|还有一个|还有就是|顺便|第二个|第二件|再一个|再有就是)")
_LEAST = 1.8
_RANKS = 5
_LONGEST = 200
_LEAST_CHARS = 6


def parts_of(reading: Reading) -> tuple[Part, ...]:
    """A part per matter when different stretches clearly match matters of different departments, else nothing."""
    text = reading.normal.text
    if len(text) > _LONGEST:
        return ()
    strong = [score for group in reading.scores.values() for score in group[:_RANKS] if score.value >= _LEAST]
    if len({score.matter.department for score in strong}) < 2:
        return ()
    best = _best_per_stretch(strong, _stretches(text))
    if len({score.matter.department for _, score in best}) < 2:
        return ()
    return tuple(_part(reading, stretch, score) for stretch, score in best)


def _stretches(text: str) -> list[tuple[int, int]]:
    cuts = sorted({0, len(text), *(m.end() for m in _BREAK.finditer(text))})
    return [(start, end) for start, end in pairwise(cuts) if end - start >= _LEAST_CHARS]


def _best_per_stretch(strong: list[Score], stretches: list[tuple[int, int]]) -> list[tuple[tuple[int, int], Score]]:
    """For each stretch the strongest matter whose words stand in it; a matter is named once."""
    best: list[tuple[tuple[int, int], Score]] = []
    seen: set[str] = set()
    for start, end in stretches:
        inside = [s for s in strong if start <= s.best.start < end and s.matter.code not in seen]
        if inside:
            score = max(inside, key=lambda one: (one.value, one.matter.code))
            seen.add(score.matter.code)
            best.append(((start, end), score))
    return best


def _part(reading: Reading, stretch: tuple[int, int], score: Score) -> Part:
    start, end = reading.normal.span(*stretch)
    matter = score.matter
    return Part(start, end, Owner(matter.owner), matter.code, matter.name)
