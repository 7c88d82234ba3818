"""From the findings of the rules and the opinion of what was learned to one outcome (R1).

A firm danger rule holds alone: nothing that was learned takes a danger away that words state plainly (promise 2).
Everything else is weighed by the learned combination, which was taught how far rules and words can be trusted.
Without models the rules decide.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from twinline.triage.joint import SERVICES, joint_partners
from twinline.triage.learned import DECIMALS, Models, Opinion
from twinline.triage.model import EMERGENCY, Matter, Owner, RequestType
from twinline.triage.reading import Danger, Reading, Score
from twinline.triage.verdict import Verdict
from twinline.triage.wording import headed, request_type

_LEAST_CHARS = 2
_LETTER_CHARS = 110
_CIVIL_WORDS = 2
_TOLD = frozenset(("negation", "resolved", "past", "question", "hypothetical", "generic", "chronic"))
_HARD_NEEDS = 0.2
_TOLD_NEEDS = 0.95
_UNNAMED_NEEDS = 0.98
_HEADED = 5.0
"""How many times likelier a wish is that the heading names."""
_DOUBT_OWNER = 0.75
_DOUBT_DANGER = (0.1, 0.75)
_DOUBT_JOINT = (0.25, 0.6)
_DOUBT_WISH = 0.7
_LEAST_RIVAL = 1.0
_GRAVE = frozenset(("offence", "danger"))
_BEYOND_DOUBT = 0.9
_STANDS = 0.75


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was settled, before it is put into words. ``firm``: a danger that no doubt can touch."""

    verdict: Verdict
    danger: bool
    kind: RequestType
    partners: tuple[str, ...]
    opinion: Opinion | None
    confidences: Mapping[str, float]
    firm: bool = False


def by_rules(reading: Reading, verdict: Verdict) -> Outcome:
    """The outcome with models switched off."""
    danger = bool(reading.dangers) or lasts(reading)
    kind = request_type(
        owner=verdict.owner,
        danger=danger,
        matter=verdict.matter,
        live="live" in reading.conditions,
        scores=reading.types,
    )
    partners = joint_partners(reading=reading, verdict=verdict)
    return Outcome(verdict, danger, kind, partners, None, {"owner": verdict.confidence})


def firm(reading: Reading, decided: Set[str]) -> bool:
    """A hard rule found plain words of danger and the person calls for help now, or the rule is the city's own.

    Of written messages with a hard rule's words, 79 in 100 were dangers; with a call beside them, 91.
    """
    return any(reading.urgent or danger.rule.code in decided for danger in reading.dangers if _is_hard(danger))


def _is_hard(danger: Danger) -> bool:
    return danger.rule.hard and not danger.finding.pattern.weak


def is_letter(reading: Reading) -> bool:
    """A text written with time to government: long, or addressed to it, or in several of its words."""
    return (
        reading.letter
        or len(reading.normal.text) > _LETTER_CHARS
        or "address" in reading.conditions
        or reading.civil_words >= _CIVIL_WORDS
    )


def lasts(reading: Reading) -> bool:
    """A letter tells of a danger that lasts. Who calls about one is weighed like any other."""
    return reading.standing is not None and is_letter(reading)


def unsure(opinion: Opinion, plain: Outcome, *, letter: bool) -> bool:
    """The fast layers hesitate, in a letter about its wish too, or what was learned contradicts the rules on danger."""
    danger, joint = opinion.shares["danger"]["yes"], opinion.shares["joint"]["yes"]
    return (
        opinion.best("owner")[1] < _DOUBT_OWNER
        or _DOUBT_DANGER[0] < danger < _DOUBT_DANGER[1]
        or _DOUBT_JOINT[0] < joint < _DOUBT_JOINT[1]
        or (plain.danger and danger < _DOUBT_DANGER[0])
        or (letter and opinion.best("wish")[1] < _DOUBT_WISH)
    )


def settle(
    reading: Reading, plain: Outcome, opinion: Opinion, models: Models, *, decided: Set[str] = frozenset()
) -> Outcome:
    """The outcome that rules and learned layers give together.

    ``decided``: matters whose owner, and danger rules whose words, are not those that the models learned with: what
    the rule owners decided since then holds (R30).
    """
    if plain.verdict.why == "unclear" and len(reading.normal.text) < _LEAST_CHARS:
        return plain
    danger_share, joint_share = opinion.shares["danger"]["yes"], opinion.shares["joint"]["yes"]
    plainly = firm(reading, decided)
    verdict = plain.verdict if _holds(plain.verdict, decided) else _verdict(reading, plain.verdict, opinion)
    lasting, acute = lasts(reading), plainly or danger_share >= _needed(reading, models, verdict.owner)
    joint = joint_share >= models.joint_from and verdict.owner is not Owner.NOBODY
    partners = _partners(reading, plain, verdict, opinion) if joint else ()
    kind, kind_share = opinion.best("type")
    if verdict.owner in EMERGENCY and verdict.owner.value != opinion.best("owner")[0]:
        kind, kind_share = plain.kind.value, opinion.shares["type"][plain.kind.value]
    if is_letter(reading) and verdict.owner is Owner.GOVERNMENT and not acute:
        kind, kind_share = _wish(reading, opinion)
    confidences = {
        "owner": verdict.confidence,
        "danger": _STANDS if lasting else max(danger_share, 1 - danger_share),
        "joint": max(joint_share, 1 - joint_share),
        "type": kind_share,
    }
    return Outcome(verdict, acute or lasting, RequestType(kind), partners, opinion, confidences, firm=plainly)


def _wish(reading: Reading, opinion: Opinion) -> tuple[str, float]:
    """What a letter wants: what it sounds like, and rather what its heading calls it.

    In real letters 9 headings of 10 say what is wanted; who writes “投诉？也不算” is still understood."""
    shares, heading = opinion.shares["wish"], headed(reading.normal.text)
    if heading is None:
        return opinion.best("wish")
    odds = {kind: share * (_HEADED if kind == heading.value else 1.0) for kind, share in shares.items()}
    kind = max(odds, key=odds.__getitem__)
    return kind, round(odds[kind] / sum(odds.values()), DECIMALS)


def _needed(reading: Reading, models: Models, owner: Owner) -> float:
    """How probable a danger must be: less where a hard rule found its words, more where they were said but denied,
    past, asked or supposed, and in a letter to government that names none.

    Of 356 real letters the manner alone was taken for danger in ten, and in none of them was there any."""
    if any(map(_is_hard, reading.dangers)):
        return _HARD_NEEDS
    if not reading.dangers and owner is Owner.GOVERNMENT and is_letter(reading):
        return max(models.danger_from, _UNNAMED_NEEDS)
    told = any(why in _TOLD for _, why in reading.set_aside)
    return max(models.danger_from, _TOLD_NEEDS) if told and not reading.dangers else models.danger_from


def _holds(plain: Verdict, decided: Set[str]) -> bool:
    return plain.matter is not None and plain.score is not None and plain.matter.code in decided


def _verdict(reading: Reading, plain: Verdict, opinion: Opinion) -> Verdict:
    label, share = opinion.best("owner")
    owner = Owner(label)
    if owner is plain.owner or (owner is Owner.GOVERNMENT and share < _DOUBT_OWNER and _plain_offence(reading, plain)):
        owner, share = plain.owner, opinion.shares["owner"][plain.owner.value]
        return Verdict(owner, plain.matter, plain.why, round(share, 2), plain.score)
    score = reading.top(owner)
    return Verdict(owner, score.matter if score else None, "learned", round(share, 2), score)


def _plain_offence(reading: Reading, plain: Verdict) -> bool:
    """The rules read an offence or a danger beyond doubt in what is no letter: who hesitates does not overrule them."""
    return plain.why in _GRAVE and plain.confidence >= _BEYOND_DOUBT and not is_letter(reading)


def _partners(reading: Reading, plain: Outcome, verdict: Verdict, opinion: Opinion) -> tuple[str, ...]:
    """Whom the rules name, or else whoever comes second for the first place."""
    named = plain.partners if verdict.owner is plain.verdict.owner else joint_partners(reading=reading, verdict=verdict)
    own = _department(verdict.owner, verdict.matter)
    kept = tuple(partner for partner in named if partner != own)
    return kept or (_second(reading, verdict, opinion, own),)


def _second(reading: Reading, verdict: Verdict, opinion: Opinion, own: str) -> str:
    shares = opinion.shares["owner"]
    rivals = sorted((o for o in Owner if o not in (verdict.owner, Owner.NOBODY)), key=lambda o: -shares[o.value])
    for owner in rivals:
        department = _department(owner, _rival(reading.top(owner)))
        if department != own:
            return department
    return SERVICES[Owner.POLICE]


def _rival(score: Score | None) -> Matter | None:
    return score.matter if score and score.value >= _LEAST_RIVAL else None


def _department(owner: Owner, matter: Matter | None) -> str:
    return matter.department if matter and matter.owner is owner else SERVICES[owner]
