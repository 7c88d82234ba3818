"""What an EIDO says of a police order, as facts, and the words of its registries that ours map to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from twinline.appeals import Appeal
from twinline.incidents import PoliceOrder
from twinline.kernel.errors import Invalid

MEDIA_TYPE = "application/emergency.eido+json"
VERSION = "1.0"
OTHER = "Other"
STATUS: Mapping[str, str] = {
    "dispatched": "ResourcesAssigned",
    "signed": "ResourcesAssigned",
    "en_route": "ResourcesEnroute",
    "on_scene": "ResourcesOnscene",
    "closed": "Closed",
    "invalid": "Cancelled",
    "cancelled": "Cancelled",
}
"""Our state to the registry of incident statuses; any other state is Active."""
UNIT_STATUS: Mapping[str, str] = {
    "dispatched": "Assigned",
    "signed": "Assigned",
    "en_route": "Enroute",
    "on_scene": "OnScene",
    "fed_back": "Available",
    "released": "Available",
}
DANGER_MARK = "danger"
"""After the grade in the internal priority, so that the flag survives where a receiver keeps that text."""


class BadEido(Invalid):
    """The document is no EIDO that can be registered."""

    code: ClassVar[str] = "exchange.bad_eido"


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit's part in the order."""

    code: str
    name: str
    number: str
    state: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that goes into a document. ``person`` is None unless the caller may see who called, and said why."""

    instance: str
    at: datetime
    order: PoliceOrder
    appeal: Appeal
    channel: str
    form: Mapping[str, Any]
    desk_code: str
    desk_name: str
    class_name: str
    units: Sequence[UnitPart]
    feedback: Sequence[Mapping[str, Any]]
    links: Sequence[tuple[str, str]]
    person: Mapping[str, str | None] | None = None
