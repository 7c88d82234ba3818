"""An alert for an incident: what kind, how grave and roughly where; nothing that anybody said and nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree  # only writes; nothing from outside is parsed here

from twinline.exchange.faces.cap.model import NAMESPACE
from twinline.kernel.clock import CHINA

OVER = frozenset({"closed", "invalid", "cancelled"})
_SEVERITY = {1: "Severe", 2: "Severe", 3: "Moderate", 4: "Minor"}


@dataclass(frozen=True, slots=True)
class Incident:
    """The facts of an alert. ``version`` makes each state of the incident a message of its own."""

    number: str
    version: int
    sender: str
    at: datetime
    opened_at: datetime
    state: str
    event: str
    grade: int
    danger: bool
    division: str | None
    place: str
    point: tuple[float, float] | None
    instruction: str


def alert(facts: Incident) -> bytes:
    """CAP 1.2. The scope is Restricted: an incident is for those who work on it, not for the public."""
    over = facts.state in OVER
    root = ElementTree.Element("alert", {"xmlns": NAMESPACE})
    head = {
        "identifier": f"{facts.number}.{facts.version}",
        "sender": facts.sender,
        "sent": _time(facts.at),
        "status": "Actual",
        "msgType": "Update" if facts.version > 1 else "Alert",
        "scope": "Restricted",
        "restriction": "emergency services",
        "references": f"{facts.sender},{facts.number}.1,{_time(facts.opened_at)}" if facts.version > 1 else "",
        "incidents": facts.number,
    }
    _fill(root, head)
    info = ElementTree.SubElement(root, "info")
    _fill(
        info,
        {
            "language": "zh-CN",
            "category": "Safety",
            "event": facts.event,
            "responseType": "AllClear" if over else "Execute" if facts.danger else "Monitor",
            "urgency": "Past" if over else "Immediate" if facts.danger else "Expected",
            "severity": "Severe" if facts.danger else _SEVERITY.get(facts.grade, "Unknown"),
            "certainty": "Likely",
            "onset": _time(facts.opened_at),
            "headline": f"{facts.place}：{facts.event}",
            "instruction": facts.instruction if facts.danger and not over else "",
        },
    )
    area = ElementTree.SubElement(info, "area")
    ElementTree.SubElement(area, "areaDesc").text = facts.place
    if facts.point:
        lat, lon = facts.point
        ElementTree.SubElement(area, "circle").text = f"{lat:.2f},{lon:.2f} 1.0"
    if facts.division:
        code = ElementTree.SubElement(area, "geocode")
        _fill(code, {"valueName": "GB/T 2260", "value": facts.division})
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(parent: ElementTree.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            ElementTree.SubElement(parent, name).text = value


def _time(at: datetime) -> str:
    """With an offset in figures, as the standard asks."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")
