"""What one text says: its findings weighed per matter, its live dangers, and the conditions that it mentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul
from typing import NamedTuple

from twinline.triage.guard import heard, spoken
from twinline.triage.lexicon import Finding
from twinline.triage.model import DangerRule, Matter, Owner, RequestType
from twinline.triage.normal import Normal, normalise
from twinline.triage.rulebook import Rulebook
from twinline.triage.scope import Scope
from twinline.triage.wording import OPENING_CHARS, type_scores

SHORT_CHARS = 80
_OPENING_BONUS = 1.5
_TITLE_BONUS = 2.5
_SHARES = (1.0, 0.5, 0.3, 0.2, 0.1)
_BODILY = frozenset({"D-ACCIDENT", "D-MEDICAL"})
_GUARDED = frozenset({Owner.POLICE, Owner.TRAFFIC})
_RESCUERS = frozenset({Owner.FIRE, Owner.MEDICAL})
_CHECKED = _GUARDED | _RESCUERS
_SIGNALS = frozenset(("signal", "implicit"))
_LASTING = frozenset((None, "past", "chronic", "hypothetical"))
_POLICE_DISCOUNT = {"past": 0.5, "chronic": 0.7, "resolved": 0.6}
_by_value = itemgetter(0)


class Score(NamedTuple):
    """How strongly a text speaks for one matter, and the words that speak most (a tuple: a text has dozens)."""

    matter: Matter
    value: float
    best: Finding


@dataclass(frozen=True, slots=True)
class Danger:
    """A live danger signal."""

    rule: DangerRule
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the decision rests on."""

    normal: Normal
    scores: Mapping[Owner, Sequence[Score]]
    dangers: Sequence[Danger]
    set_aside: Sequence[tuple[Finding, str]]
    conditions: frozenset[str]
    types: Mapping[RequestType, float]
    civil_words: int
    letter: bool
    urgent: bool
    standing: Danger | None
    """What a letter tells of a danger that lasts: a wall that leans stays one until somebody comes (R2)."""

    def top(self, *owners: Owner) -> Score | None:
        """The strongest score among the given owners' matters."""
        best: Score | None = None
        for owner in owners:
            group = self.scores.get(owner)
            if group and (best is None or group[0].value > best.value):
                best = group[0]
        return best

    def value(self, *owners: Owner) -> float:
        best = self.top(*owners)
        return best.value if best else 0.0

    @property
    def spoken(self) -> str:
        """The text in the form that the learned layers see."""
        return spoken(self.normal.text)

    def of(self, code: str) -> float:
        """The score of one matter."""
        return next((s.value for group in self.scores.values() for s in group if s.matter.code == code), 0.0)


def read(*, text: str, rulebook: Rulebook) -> Reading:
    """Read one text of any length; only its first characters count (see ``normal.MAX_CHARS``)."""
    normal = heard(normalise(text))
    found = rulebook.lexicon.find(normal.text)
    conditions = frozenset([rulebook.kinds[number] for number in found])
    scope = Scope(normal.text, found, conditions, rulebook)
    dangers, aside = _dangers(found, scope, rulebook, len(normal.text))
    return Reading(
        normal=normal,
        scores=_scores(found, scope, rulebook),
        dangers=dangers,
        set_aside=aside,
        conditions=conditions,
        types=type_scores(found=found, size=len(normal.text), rulebook=rulebook),
        civil_words=sum(len({f.pattern.phrase for f in found.get(n, ())}) for n in rulebook.by_kind.get("civil", ())),
        letter=scope.letter,
        urgent=scope.urgent,
        standing=_standing(found, scope, rulebook),
    )


def _dangers(
    found: Mapping[int, Sequence[Finding]], scope: Scope, rulebook: Rulebook, size: int
) -> tuple[list[Danger], list[tuple[Finding, str]]]:
    live: list[Danger] = []
    aside: list[tuple[Finding, str]] = []
    for number in sorted([number for number in found if rulebook.kinds[number] in _SIGNALS]):
        rule = rulebook.rules[number]
        if not isinstance(rule, DangerRule):
            continue
        reasons = [(f, _why_not_live(rule, f, scope, size)) for f in found[number]]
        present = min((f for f, why in reasons if why is None), key=_weakness, default=None)
        if present:
            live.append(Danger(rule, present))
        else:
            aside.append((reasons[0][0], reasons[0][1] or ""))
    return live, aside


def _standing(found: Mapping[int, Sequence[Finding]], scope: Scope, rulebook: Rulebook) -> Danger | None:
    for number in rulebook.by_kind.get("standing", ()):
        rule = rulebook.rules[number]
        for finding in found.get(number, ()):
            if isinstance(rule, DangerRule) and scope.set_aside(finding) in _LASTING:
                return Danger(rule, finding)
    return None


def _weakness(finding: Finding) -> bool:
    return finding.pattern.weak


def _why_not_live(rule: DangerRule, finding: Finding, scope: Scope, size: int) -> str | None:
    why = scope.set_aside(finding)
    if why:
        return why
    if scope.unhurt and rule.code in _BODILY:
        return "unhurt"
    if scope.letter and not scope.acute(finding):
        return "letter"
    if (finding.pattern.weak or not rule.hard) and not (scope.urgent or size <= SHORT_CHARS):
        return "weak"
    return None


def _scores(found: Mapping[int, Sequence[Finding]], scope: Scope, rulebook: Rulebook) -> dict[Owner, list[Score]]:
    scores: dict[Owner, list[Score]] = {}
    bonus = _TITLE_BONUS if scope.letter else _OPENING_BONUS
    for number, findings in found.items():
        matter = rulebook.rules[number]
        if isinstance(matter, Matter) and (score := _score(matter, findings, scope, bonus)):
            scores.setdefault(matter.owner, []).append(score)
    for group in scores.values():
        if len(group) > 1:
            group.sort(key=lambda score: (-score.value, score.matter.code))
    return scores


def _score(matter: Matter, findings: Sequence[Finding], scope: Scope, bonus: float) -> Score | None:
    """The strongest phrase counts in full, each further different phrase less."""
    checked = matter.owner in _CHECKED
    best: dict[str, tuple[float, Finding]] = {}
    for finding in findings:
        pattern, start, _ = finding
        value = pattern.weight * bonus if start < OPENING_CHARS else pattern.weight
        if checked:
            value *= _trust(matter.owner, finding, scope)
        known = best.get(pattern.phrase)
        if value and (known is None or value > known[0]):
            best[pattern.phrase] = (value, finding)
    if not best:
        return None
    ranked = sorted(best.values(), key=_by_value, reverse=True) if len(best) > 1 else list(best.values())
    total = sum(map(mul, map(_by_value, ranked), _SHARES))
    return Score(matter, total, ranked[0][1])


def _trust(owner: Owner, finding: Finding, scope: Scope) -> float:
    """Words of crime or rescue count only as far as they are asserted; a past collision is nobody's call."""
    if owner in _GUARDED:
        why = scope.set_aside(finding)
        kept = _POLICE_DISCOUNT if owner is Owner.POLICE else {}
        return 1.0 if why is None else kept.get(why, 0.0)
    if owner in _RESCUERS:
        return 0.0 if scope.set_aside(finding) else 1.0
    return 1.0
