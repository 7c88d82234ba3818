"""Who acts first (R1, R2, R16).

Order of the questions, first answer wins: is there live danger; is it a complaint about police service; is it an
offence; is it a rescue; is it a repair for a utility; is it out of scope; otherwise government takes it.
"""

from dataclasses import dataclass

from twinline.triage.model import Matter, Owner, RequestType
from twinline.triage.reading import Reading, Score
from twinline.triage.rulebook import Rulebook

_SERVICE_MATTER = "M-POL-02"
_MISCONDUCT_MATTER = "P-DISC-01"
_HABITUAL = frozenset({"P-TRAF-03", "P-DISP-01"})
_PRIVATE_PARTY = frozenset({"P-FRAUD-01", "P-FRAUD-02", "P-ROB-01"})
VICE = frozenset({"P-GAMB-01", "P-PROS-01", "P-DRUG-01", "P-SEX-01"})
_CROWDS = frozenset({"P-CROWD-01", "P-CROWD-02", "P-MOB-01"})
_UTILITY_CHARS = 160
_CLEAR_MISCONDUCT = 2.0
_LEAST_MATTER = 0.9
_LEAST_POLICE = 1.3
_LEAST_NOBODY = 1.5
_PLAIN_THANKS = 3.0
_LEAST_WORDS = 4
_LEAST_WORDS_WITHOUT_ASKING = 12
_FILLERS = frozenset("嗯啊哦喂哈呵呃额唉哎诶嘿呀呢吧吗了的")
_COURTS = frozenset({"N-PRIV-01"})
_COURTESY = frozenset({"N-THANK-01", "N-DONATE-01"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who acts first and why, before type, joint action and wording are added."""

    owner: Owner
    matter: Matter | None
    why: str
    confidence: float
    score: Score | None = None


def verdict_of(*, reading: Reading, rulebook: Rulebook, channel: str) -> Verdict:
    """The first question that has an answer decides."""
    return (
        _danger(reading, rulebook)
        or _police_service(reading)
        or _offence(reading)
        or _utility(reading)
        or _out_of_scope(reading)
        or _rescue(reading)
        or _government(reading)
        or _unmatched(reading, channel)
    )


def _danger(reading: Reading, rulebook: Rulebook) -> Verdict | None:
    if not reading.dangers:
        return None
    rule = reading.dangers[0].rule
    if rule.owner is None:
        return None
    sure = 0.95 if rule.hard and rule.kind == "signal" else 0.75
    misconduct = rule.owner is Owner.POLICE and reading.of(_MISCONDUCT_MATTER) >= _CLEAR_MISCONDUCT
    matter = _MISCONDUCT_MATTER if misconduct else rule.matter
    return Verdict(rule.owner, rulebook.matters.get(matter), "danger", sure)


def _police_service(reading: Reading) -> Verdict | None:
    """A complaint about a station's service or slow handling is government's to follow up (R8)."""
    score = next((s for s in reading.scores.get(Owner.GOVERNMENT, ()) if s.matter.code == _SERVICE_MATTER), None)
    if score is None or score.value < 2.0 or "live" in reading.conditions:
        return None
    if reading.of(_MISCONDUCT_MATTER) >= _CLEAR_MISCONDUCT and not reading.letter:
        return None
    if score.value < 0.6 * reading.value(Owner.POLICE):
        return None
    return Verdict(Owner.GOVERNMENT, score.matter, "police_service", _sure(score.value), score)


def _offence(reading: Reading) -> Verdict | None:
    police = reading.top(Owner.POLICE, Owner.TRAFFIC)
    if police is None:
        return None
    if police.matter.owner is Owner.TRAFFIC and reading.letter and "live" not in reading.conditions:
        return None
    value = police.value * _offence_trust(reading, police.matter.code)
    against = reading.value(Owner.GOVERNMENT) * _civil_share(reading, police.matter.code)
    if value < _LEAST_POLICE or value < against:
        return None
    return Verdict(police.matter.owner, police.matter, "offence", _sure(value - against / 2), police)


def _civil_share(reading: Reading, code: str) -> float:
    """How much what government handles speaks against an offence: vice and drugs are never its matter."""
    share = 0.35 if code in VICE | _CROWDS else 0.6
    return max(share, 0.9) if reading.letter else share


def _offence_trust(reading: Reading, code: str) -> float:
    """What a business did to its customers, what happens every night, and what is only asked, is less of an alarm."""
    trust = 1.0
    if code in _PRIVATE_PARTY and "civilparty" in reading.conditions:
        trust *= 0.4
    if code in _HABITUAL and "habit" in reading.conditions and "live" not in reading.conditions:
        trust *= 0.3
    asked = max(reading.types[RequestType.CONSULT], reading.types[RequestType.SUGGESTION])
    if asked >= 3.0 and "live" not in reading.conditions:
        trust *= 0.5
    return trust


def _rescue(reading: Reading) -> Verdict | None:
    score = reading.top(Owner.FIRE, Owner.MEDICAL)
    if score is None or reading.letter or not reading.urgent or score.value < 1.5:
        return None
    if score.value < reading.value(Owner.GOVERNMENT):
        return None
    return Verdict(score.matter.owner, score.matter, "rescue", _sure(score.value) - 0.1, score)


def _utility(reading: Reading) -> Verdict | None:
    """A fault to repair goes to the utility; charges, damages and faults without end are government's."""
    score = reading.top(Owner.UTILITY)
    if score is None or "dispute" in reading.conditions or len(reading.normal.text) > _UTILITY_CHARS:
        return None
    if score.value < 1.0 or score.value < 0.7 * _civil_besides_utilities(reading):
        return None
    return Verdict(Owner.UTILITY, score.matter, "utility", _sure(score.value), score)


def _civil_besides_utilities(reading: Reading) -> float:
    others = (s.value for s in reading.scores.get(Owner.GOVERNMENT, ()) if not s.matter.code.startswith("M-UTIL"))
    return max(others, default=0.0)


def _out_of_scope(reading: Reading) -> Verdict | None:
    score = reading.top(Owner.NOBODY)
    if score is None or score.value < _LEAST_NOBODY:
        return None
    asks = max(reading.types.values())
    matched = reading.value(Owner.GOVERNMENT, Owner.UTILITY)
    plain = score.matter.code in _COURTESY and score.value >= _PLAIN_THANKS and not reading.letter
    if score.value < 0.8 * matched or (asks > 1.2 * score.value and not plain):
        return None
    if (
        (reading.letter or score.matter.code in _COURTESY)
        and score.matter.code not in _COURTS
        and _asks_for_something(reading)
    ):
        return None
    return Verdict(Owner.NOBODY, score.matter, "out_of_scope", _sure(score.value - matched / 2), score)


def _asks_for_something(reading: Reading) -> bool:
    """Thanks at the end of a request do not make it a letter of thanks."""
    if not reading.letter and reading.value(Owner.NOBODY) >= _PLAIN_THANKS:
        return max(reading.types[RequestType.CONSULT], reading.types[RequestType.SUGGESTION]) >= 3.0
    wants = max(value for kind, value in reading.types.items() if kind is not RequestType.HELP)
    return wants >= 1.5 or reading.types[RequestType.HELP] >= 3.0


def _government(reading: Reading) -> Verdict | None:
    score = reading.top(Owner.GOVERNMENT)
    if score is None or score.value < _LEAST_MATTER:
        return None
    return Verdict(Owner.GOVERNMENT, score.matter, "matter", _sure(score.value), score)


def _unmatched(reading: Reading, channel: str) -> Verdict:
    if channel == "110" and "rescue" in reading.conditions:
        return Verdict(Owner.POLICE, None, "no_match", 0.3)
    words = {char for char in reading.normal.text if "\u4e00" <= char <= "\u9fff" and char not in _FILLERS}
    asks = reading.civil_words or max(reading.types.values()) > 0
    if len(words) >= (_LEAST_WORDS if asks else _LEAST_WORDS_WITHOUT_ASKING):
        return Verdict(Owner.GOVERNMENT, None, "no_match", 0.35)
    return Verdict(Owner.NOBODY, None, "unclear", 0.3)


def _sure(value: float) -> float:
    return round(min(0.95, max(0.4, 0.5 + 0.1 * value)), 2)
