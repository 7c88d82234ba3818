"""What GeoReport v2 calls services and their attributes, made from the responsibility list (R44, R80)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from twinline.appeals import TYPES
from twinline.kernel.errors import Forbidden, Invalid, NotFound
from twinline.kernel.messages import text
from twinline.triage import Rulebook

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
PLATFORM = "12345"
ORIGIN = "open311"
"""What the form of an order says of where it came from."""
HIDDEN_TYPES = ("举报", "报警")
"""Never public: who is reported would learn of the report."""
SPAN_MAX = timedelta(days=90)
ROWS_MAX = 1_000
DESCRIPTION_CHARS_MAX = 4_000


class KeyNeeded(Forbidden):
    """The request names no API key, and this instance answers nobody without one."""

    code: ClassVar[str] = "exchange.open311_key_needed"


class NoService(NotFound):
    """The service code is not on the list."""

    code: ClassVar[str] = "exchange.open311_no_service"


class ServiceMissing(Invalid):
    """A request must name a service."""

    code: ClassVar[str] = "exchange.open311_service_missing"


class NoRequest(NotFound):
    """No such request, or none that the caller may see."""

    code: ClassVar[str] = "exchange.open311_no_request"


class NoToken(NotFound):
    """The token is none: every service answers with the number of the request at once."""

    code: ClassVar[str] = "exchange.open311_no_token"


class NoJurisdiction(NotFound):
    """This instance serves another jurisdiction."""

    code: ClassVar[str] = "exchange.open311_no_jurisdiction"


class LocationMissing(Invalid):
    """A request needs ``lat`` and ``long``, ``address_string`` or ``address_id``."""

    code: ClassVar[str] = "exchange.open311_location_missing"


class UnknownAttribute(Invalid):
    """The service has no such attribute, or the attribute no such value."""

    code: ClassVar[str] = "exchange.open311_unknown_attribute"


class BadForm(Invalid):
    """The body is not a form in UTF-8 (application/x-www-form-urlencoded)."""

    code: ClassVar[str] = "exchange.open311_bad_form"


class SpanTooLong(Invalid):
    """The dates span more than 90 days, or end before they start."""

    code: ClassVar[str] = "exchange.open311_span"


@dataclass(frozen=True, slots=True)
class Service:
    """A matter of 12345's as somebody may choose it."""

    code: str
    name: str
    group: str
    kind: str
    department: str
    exceptions: str


def services_of(rulebook: Rulebook) -> dict[str, Service]:
    """What may be asked for: every matter of 12345's that is on the list in force and not restricted."""
    return {
        m.code: Service(
            m.code,
            m.name,
            m.domain,
            str(m.default_type),
            rulebook.departments.get(m.department, ""),
            m.exceptions,
        )
        for m in rulebook.matters.values()
        if m.owner == PLATFORM and not m.restricted
    }


def service_view(service: Service, lang: str) -> dict[str, Any]:
    return {
        "service_code": service.code,
        "service_name": service.name,
        "description": text("open311.service", lang=lang, kind=service.kind, exceptions=service.exceptions),
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(filter(None, (service.kind, service.group, service.department))),
        "group": service.group,
    }


def attributes() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The attributes of every service with their values, as (key, name). None is required."""
    kinds = tuple((kind, kind) for kind in TYPES if kind not in ("报警", "其他"))
    return {"type": kinds, "confidential": (("yes", text("open311.yes")), ("no", text("open311.no")))}


def definition_view(service: Service, lang: str) -> dict[str, Any]:
    return {"service_code": service.code, "attributes": list(_attributes_view(lang))}


def _attributes_view(lang: str) -> Iterator[dict[str, Any]]:
    for order, (code, values) in enumerate(attributes().items(), start=1):
        yield {
            "variable": True,
            "code": code,
            "datatype": "singlevaluelist",
            "required": False,
            "datatype_description": None,
            "order": order,
            "description": text(f"open311.attribute.{code}", lang=lang),
            "values": [{"key": key, "name": name} for key, name in values],
        }


def discovery_view(*, url: str, changeset: str, lang: str) -> dict[str, Any]:
    """Where the service is and how to get a key. ``changeset`` names the responsibility list in force."""
    endpoint = {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": changeset,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    return {
        "changeset": changeset,
        "contact": text("open311.contact", lang=lang),
        "key_service": text("open311.key_service", lang=lang),
        "endpoints": [endpoint],
    }
