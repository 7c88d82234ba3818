"""Who must act at the same time (R16, R38: ownership stays where it is)."""

from twinline.triage.model import EMERGENCY, Owner
from twinline.triage.reading import Reading
from twinline.triage.verdict import VICE, Verdict

SERVICES = {
    Owner.GOVERNMENT: "government_services",
    Owner.POLICE: "public_security",
    Owner.FIRE: "fire_rescue",
    Owner.MEDICAL: "medical_emergency",
    Owner.TRAFFIC: "traffic_police",
    Owner.UTILITY: "power_supply",
}
"""Who acts for an owner when no matter says it better."""

_LICENCE_MATTERS = frozenset({"M-CUL-02", "M-MARK-04"})
_CROWD = frozenset({"P-CROWD-01", "P-CROWD-02", "P-MOB-01"})
_CLEAR = 2.4
_PLAUSIBLE = 1.2


def joint_partners(*, reading: Reading, verdict: Verdict) -> tuple[str, ...]:
    """Departments that must act at the same time, without the one that acts first."""
    partners: list[str] = []
    partners.extend(_danger_partners(reading, verdict))
    if verdict.matter and not reading.dangers:
        partners.extend(verdict.matter.joint)
    if verdict.owner in EMERGENCY:
        partners.extend(_scene_partners(reading, verdict))
    own = {verdict.matter.department} if verdict.matter and verdict.owner in EMERGENCY else set[str]()
    return tuple(dict.fromkeys(p for p in partners if p not in own))


def _danger_partners(reading: Reading, verdict: Verdict) -> list[str]:
    """The first rule's partners, and whoever another live danger calls for."""
    rules = [danger.rule for danger in reading.dangers]
    partners = list(rules[0].joint) if rules else []
    others = [rule.owner for rule in rules[1:] if rule.owner and rule.owner is not verdict.owner]
    partners.extend(SERVICES[owner] for owner in others if owner in SERVICES)
    return partners


def _scene_partners(reading: Reading, verdict: Verdict) -> list[str]:
    partners: list[str] = []
    if "injured" in reading.conditions and reading.dangers and verdict.owner is not Owner.MEDICAL:
        partners.append("medical_emergency")
    if "patient" in reading.conditions and verdict.owner is Owner.FIRE:
        partners.append("medical_emergency")
    if "wage" in reading.conditions and verdict.owner is Owner.POLICE:
        partners.append("human_resources")
    if "pole" in reading.conditions and verdict.owner is Owner.POLICE:
        partners.append("power_supply")
    partners.extend(_licence_partners(reading, verdict))
    return partners


def _licence_partners(reading: Reading, verdict: Verdict) -> list[str]:
    """Vice on licensed premises is also its licenser's; what a crowd is about is also its department's."""
    if verdict.why != "offence" or verdict.matter is None:
        return []
    matters = reading.scores.get(Owner.GOVERNMENT, ())
    if verdict.matter.code in VICE:
        return [s.matter.department for s in matters if s.matter.code in _LICENCE_MATTERS and s.value >= _CLEAR]
    if verdict.matter.code in _CROWD and matters and matters[0].value >= _PLAUSIBLE:
        return [matters[0].matter.department]
    return []
