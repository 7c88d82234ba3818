"""The request type (R4), read from how the person puts it."""

import re
from collections.abc import Mapping, Sequence

from twinline.triage.lexicon import Finding
from twinline.triage.model import CITIZEN_TYPES, EMERGENCY, Matter, Owner, RequestType
from twinline.triage.rulebook import Cue, Rulebook

OPENING_CHARS = 30
CLOSING_CHARS = 25
_OPENING_BONUS = 1.6
_TITLE_BONUS = 3.2
_CLOSING_BONUS = 1.2
_DEFAULT_BONUS = 2.0
_MOST_PER_CUE = 3
_EXPLICIT = 3.4
_LONG_CHARS = 160
_NAMED = {
    "投诉": RequestType.COMPLAINT,
    "举报": RequestType.REPORT,
    "咨询": RequestType.CONSULT,
    "建议": RequestType.SUGGESTION,
}
_HEADING = re.compile(
    r"(?:关于|对|再次|强烈|实名|匿名|我要|我想|想)*(投诉|举报|咨询|建议)(?![后了过电热人处])"
    r"|[^。!?,:;\n]{2,40}的(投诉|举报|咨询|建议)[。!?,:;\n]"
)


def type_scores(*, found: Mapping[int, Sequence[Finding]], size: int, rulebook: Rulebook) -> dict[RequestType, float]:
    """How strongly the wording speaks for each citizen type."""
    scores: dict[RequestType, float] = {}
    for kind in CITIZEN_TYPES:
        numbers = [number for number in rulebook.by_kind.get(kind, ()) if number in found]
        scores[kind] = sum([_cue_score(rulebook.rules[number], found[number], size) for number in numbers])
    return scores


def request_type(
    *,
    owner: Owner,
    danger: bool,
    matter: Matter | None,
    live: bool,
    scores: Mapping[RequestType, float],
) -> RequestType:
    """The type for the person's words, given who handles and what it is about."""
    if owner is Owner.NOBODY:
        return RequestType.CONSULT if matter and matter.default_type is RequestType.CONSULT else RequestType.OTHER
    if owner in EMERGENCY:
        return _emergency_type(danger, matter, live, scores)
    if owner is Owner.UTILITY or danger:
        return RequestType.HELP
    weighed = dict(scores)
    weighed[_usual_type(matter, scores)] += _DEFAULT_BONUS
    return max(CITIZEN_TYPES, key=lambda kind: weighed[kind])


def headed(text: str) -> RequestType | None:
    """What the heading of a letter calls it: “投诉某物业乱收费”, “关于某路口设灯的建议”. ``text`` in normal form."""
    found = _HEADING.match(text)
    return _NAMED[found[1] or found[2]] if found else None


def _usual_type(matter: Matter | None, scores: Mapping[RequestType, float]) -> RequestType:
    """The matter's usual type; but nobody asks or proposes without any word of asking or proposing."""
    usual = matter.default_type if matter else RequestType.COMPLAINT
    if usual in (RequestType.CONSULT, RequestType.SUGGESTION) and scores[usual] == 0:
        return RequestType.COMPLAINT
    return usual if usual in scores else RequestType.COMPLAINT


def _emergency_type(
    danger: bool, matter: Matter | None, live: bool, scores: Mapping[RequestType, float]
) -> RequestType:
    """A call for help stays one; a tip about vice or fraud is a report unless it is happening now."""
    default = matter.default_type if matter else RequestType.ALARM
    if default in (RequestType.HELP, RequestType.COMPLAINT):
        return default
    if danger:
        return RequestType.ALARM
    told = scores[RequestType.REPORT] >= _EXPLICIT
    return RequestType.REPORT if told or (default is RequestType.REPORT and not live) else RequestType.ALARM


def _cue_score(cue: object, findings: Sequence[Finding], size: int) -> float:
    if not isinstance(cue, Cue):
        return 0.0
    best = sorted((_placed(f, size) for f in findings), reverse=True)[:_MOST_PER_CUE]
    return cue.weight * sum(value / (rank + 1) for rank, value in enumerate(best))


def _placed(finding: Finding, size: int) -> float:
    """Words at the opening say what the message is; words at the end say what is asked."""
    if finding.start < OPENING_CHARS:
        return _OPENING_BONUS if size <= _LONG_CHARS else _TITLE_BONUS
    return _CLOSING_BONUS if finding.end > size - CLOSING_CHARS else 1.0
