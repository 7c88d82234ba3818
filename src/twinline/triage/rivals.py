"""Which other matters a text speaks for: who else may be the right unit, shown beside the first choice (R65)."""

from twinline.triage.matching import likely
from twinline.triage.model import Owner
from twinline.triage.reading import Reading, read
from twinline.triage.rulebook import Rulebook

LEAST = 0.5
LEAST_SHARE = 0.03


def rivals_of(rulebook: Rulebook, *, text: str, matter: str) -> tuple[str, ...]:
    """Codes of the matters that the text speaks for most, besides the one that was decided: the same owner's that are
    likely by words and learned models together, then what the words alone speak for."""
    if not rulebook.matters:
        return ()
    reading = read(text=text, rulebook=rulebook)
    found = [*_likely(reading, rulebook, matter), *_worded(reading)]
    return tuple(dict.fromkeys(code for code in found if code != matter))


def _likely(reading: Reading, rulebook: Rulebook, matter: str) -> list[str]:
    row = rulebook.matters.get(matter)
    found = likely(reading, row.owner if row else Owner.GOVERNMENT, rulebook)
    return [one.matter.code for one in found if one.share >= LEAST_SHARE]


def _worded(reading: Reading) -> list[str]:
    found = [one for group in reading.scores.values() for one in group if one.value >= LEAST]
    return [one.matter.code for one in sorted(found, key=lambda one: (-one.value, one.matter.code))]
