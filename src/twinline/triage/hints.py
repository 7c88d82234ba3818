"""What the rules found, as figures for the learned combination: it learns how far each kind of finding can be trusted.

The order of ``NAMES`` is part of a trained model; ``SCHEMA`` tells a model that was trained on another order.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

from twinline.kernel.hashing import sm3
from twinline.triage.model import CITIZEN_TYPES, Owner, RequestType
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
_COMMON = RequestType.COMPLAINT
NAMES = (
    *(f"owner.{owner.value}" for owner in _OWNERS),
    *(f"sure.{owner.value}" for owner in _OWNERS),
    *(f"why.{why}" for why in _WHYS),
    *(f"value.{owner.value}" for owner in _OWNERS),
    *("dangers", "hard", "firm", "aside", "partners", "civil_words", "letter", "urgent", "length"),
    *(f"aside.{scope}" for scope in _SCOPES),
    *(f"danger.{owner.value}" for owner in _OWNERS),
    *(f"cue.{cue}" for cue in _CUES),
    *(f"type.{kind.value}" for kind in CITIZEN_TYPES),
    *(f"longer.{length}" for length in _LENGTHS),
    *(f"kind.{kind.value}" for kind in CITIZEN_TYPES),
    *(f"usual.{kind.value}" for kind in CITIZEN_TYPES),
)
WISHES = [place for place, name in enumerate(NAMES) if name.split(".")[0] in ("type", "kind", "usual")]
"""The places of what the rules say of the kind of request: by wording, in all, and what the matter usually is."""
SCHEMA = sm3("|".join(NAMES).encode()).hex()[:12]


_AT = {name: place for place, name in enumerate(NAMES)}
_LIVE = {owner: (_AT[f"owner.{owner.value}"], _AT[f"sure.{owner.value}"]) for owner in _OWNERS}
_VALUE = {owner: _AT[f"value.{owner.value}"] for owner in _OWNERS}
_DANGER = {owner: _AT[f"danger.{owner.value}"] for owner in _OWNERS}
_WHY, _ASIDE, _CUE = ({name: _AT[f"{kind}.{name}"] for name in names} for kind, names in
                      (("why", _WHYS), ("aside", _SCOPES), ("cue", _CUES)))  # fmt: skip
_TYPE, _KIND, _USUAL = ({kind: _AT[f"{name}.{kind.value}"] for kind in CITIZEN_TYPES}
                        for name in ("type", "kind", "usual"))  # fmt: skip
_LONGER = _AT[f"longer.{_LENGTHS[0]}"]
_SUMMARY = slice(_AT["dangers"], _AT["length"] + 1)


def hints(reading: Reading, verdict: Verdict, partners: Sequence[str], kind: RequestType) -> list[float]:
    """One figure per name of ``NAMES``, mostly between 0 and 2. ``kind``: the type that the rules read."""
    figures = [0.0] * len(NAMES)
    owner, sure = _LIVE[verdict.owner]
    figures[owner], figures[sure] = 1.0, verdict.confidence
    for owner, group in reading.scores.items():
        figures[_VALUE[owner]] = min(group[0].value, 8.0) / 4
    for danger in reading.dangers:
        if danger.rule.owner is not None:
            figures[_DANGER[danger.rule.owner]] = 1.0
    for places, said in (
        (_WHY, (verdict.why,)),
        (_ASIDE, [why for _, why in reading.set_aside]),
        (_CUE, reading.conditions),
    ):
        for one in said:
            if one in places:
                figures[places[one]] = 1.0
    for asked, place in _TYPE.items():
        figures[place] = min(reading.types[asked], 6.0) / 3
    for places, asked in ((_KIND, kind), (_USUAL, verdict.matter.default_type if verdict.matter else _COMMON)):
        if asked in places:
            figures[places[asked]] = 1.0
    size = len(reading.normal.text)
    reached = bisect_left(_LENGTHS, size)
    figures[_LONGER : _LONGER + reached] = [1.0] * reached
    figures[_SUMMARY] = _summary(reading, partners, size)
    return figures


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
