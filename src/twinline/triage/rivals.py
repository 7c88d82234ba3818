"""Which other matters a text speaks for: who else may be the right unit, shown beside the first choice (R65)."""

from twinline.triage.reading import read
from twinline.triage.rulebook import Rulebook

LEAST = 0.5


def rivals_of(rulebook: Rulebook, *, text: str, matter: str) -> tuple[str, ...]:
    """Codes of the matters that the words speak for most, besides the one that was decided."""
    if not rulebook.matters:
        return ()
    scores = read(text=text, rulebook=rulebook).scores.values()
    found = sorted((one for group in scores for one in group), key=lambda one: (-one.value, one.matter.code))
    return tuple(one.matter.code for one in found if one.matter.code != matter and one.value >= LEAST)
