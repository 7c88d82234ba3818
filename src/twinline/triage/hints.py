"""What the rules found, as figures for the learned combination: it learns how far each kind of finding can be trusted.

The order of ``NAMES`` is part of a trained model; ``SCHEMA`` tells a model that was trained on another order.
"""

import math
from collections.abc import Sequence

from twinline.kernel.hashing import sm3
from twinline.triage.model import Owner, RequestType
from twinline.triage.reading import Reading
from twinline.triage.verdict import Verdict

_OWNERS = tuple(Owner)
_WHYS = ("danger", "police_service", "offence", "utility", "out_of_scope", "rescue", "matter", "no_match", "unclear")
_SCOPES = ("negation", "resolved", "past", "question", "hypothetical", "generic", "chronic", "unhurt", "letter", "weak")
_CUES = (
    *("acute", "chronic", "civil", "civilparty", "dispute", "generic", "habit", "hypothetical", "injured", "live"),
    *("minor", "negation", "past", "patient", "pole", "present", "question", "relief", "rescue", "resolved", "unhurt"),
    *("venue", "wage"),
)
_LENGTHS = (12, 20, 40, 80, 120, 160, 220, 320)
_MOST = 3
NAMES = (
    *(f"owner.{owner.value}" for owner in _OWNERS),
    *(f"sure.{owner.value}" for owner in _OWNERS),
    *(f"why.{why}" for why in _WHYS),
    *(f"value.{owner.value}" for owner in _OWNERS),
    *("dangers", "hard", "firm", "aside", "partners", "civil_words", "letter", "urgent", "length"),
    *(f"aside.{scope}" for scope in _SCOPES),
    *(f"danger.{owner.value}" for owner in _OWNERS),
    *(f"cue.{cue}" for cue in _CUES),
    *(f"type.{kind.value}" for kind in tuple(RequestType)[:5]),
    *(f"longer.{length}" for length in _LENGTHS),
)
SCHEMA = sm3("|".join(NAMES).encode()).hex()[:12]


def hints(reading: Reading, verdict: Verdict, partners: Sequence[str]) -> list[float]:
    """One figure per name of ``NAMES``, mostly between 0 and 2."""
    set_aside = {why for _, why in reading.set_aside}
    called = {danger.rule.owner for danger in reading.dangers}
    size = len(reading.normal.text)
    return [
        *(float(owner is verdict.owner) for owner in _OWNERS),
        *(verdict.confidence if owner is verdict.owner else 0.0 for owner in _OWNERS),
        *(float(verdict.why == why) for why in _WHYS),
        *(min(reading.value(owner), 8.0) / 4 for owner in _OWNERS),
        *_summary(reading, partners, size),
        *(float(scope in set_aside) for scope in _SCOPES),
        *(float(owner in called) for owner in _OWNERS),
        *(float(cue in reading.conditions) for cue in _CUES),
        *(min(value, 6.0) / 3 for value in reading.types.values()),
        *(float(size > length) for length in _LENGTHS),
    ]


def _summary(reading: Reading, partners: Sequence[str], size: int) -> tuple[float, ...]:
    hard = [danger for danger in reading.dangers if danger.rule.hard]
    return (
        min(len(reading.dangers), _MOST) / 1.5,
        float(bool(hard)),
        float(any(not danger.finding.pattern.weak for danger in hard)),
        min(len(reading.set_aside), _MOST) / 1.5,
        min(len(partners), _MOST) / 1.5,
        min(reading.civil_words, 8) / 4,
        float(reading.letter),
        float(reading.urgent),
        round(math.log1p(size) / 4, 6),
    )
