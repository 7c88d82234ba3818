"""From CAP 1.2 XML to what it says. Strict where the standard is: a warning that cannot be trusted to mean what it
says is refused, not guessed at."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from xml.etree.ElementTree import Element

from twinline.exchange.faces.cap.model import (
    CATEGORIES,
    CERTAINTIES,
    MESSAGES,
    NAMESPACE,
    SCOPES,
    SEVERITIES,
    STATUSES,
    URGENCIES,
    Area,
    BadCap,
    Info,
    Warned,
)
from twinline.exchange.faces.xml import parsed, said
from twinline.kernel.limits import LINE_CHARS_MAX, TEXT_CHARS_MAX, strip_control

_NAME = re.compile(r"[^\s,<&]{1,200}")
PARTS_MAX = 100
T = TypeVar("T")


def warned(content: bytes) -> Warned:
    """Raises BadXml and BadCap."""
    root = parsed(content)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise BadCap(field="alert")
    infos = tuple(_info(info) for info in _all(root, "info"))
    message = _one_of(root, "msgType", MESSAGES)
    if message in ("Alert", "Update") and not infos:
        raise BadCap(field="info")
    return Warned(
        identifier=_name(root, "identifier"),
        sender=_name(root, "sender"),
        sent_at=_need(_time(root, "sent"), "sent"),
        status=_one_of(root, "status", STATUSES),
        message=message,
        scope=_one_of(root, "scope", SCOPES),
        references=_references(said(_child(root, "references"))),
        infos=infos,
    )


def _info(info: Element) -> Info:
    categories = tuple(said(e) for e in _all(info, "category"))
    if not categories or not set(categories) <= set(CATEGORIES):
        raise BadCap(field="category")
    return Info(
        language=_line(info, "language") or "en-US",
        categories=categories,
        event=_need(_line(info, "event"), "event"),
        urgency=_one_of(info, "urgency", URGENCIES),
        severity=_one_of(info, "severity", SEVERITIES),
        certainty=_one_of(info, "certainty", CERTAINTIES),
        starts_at=_time(info, "onset") or _time(info, "effective"),
        expires_at=_time(info, "expires"),
        headline=_line(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        areas=tuple(_area(area) for area in _all(info, "area")),
    )


def _area(area: Element) -> Area:
    codes = tuple(said(_child(code, "value")) for code in _all(area, "geocode"))
    return Area(_need(_line(area, "areaDesc"), "areaDesc"), codes)


def _references(text: str) -> tuple[tuple[str, str], ...]:
    """Groups of ``sender,identifier,sent``, between spaces."""
    parts = [group.split(",") for group in text.split()]
    if len(parts) > PARTS_MAX or any(len(part) != 3 for part in parts):
        raise BadCap(field="references")
    return tuple((sender, identifier) for sender, identifier, _ in parts)


def _all(parent: Element, name: str) -> Sequence[Element]:
    found = parent.findall(f"{{{NAMESPACE}}}{name}")
    if len(found) > PARTS_MAX:
        raise BadCap(field=name)
    return found


def _child(parent: Element, name: str) -> Element | None:
    found = _all(parent, name)
    if len(found) > 1:
        raise BadCap(field=name)
    return found[0] if found else None


def _text(parent: Element, name: str) -> str:
    return strip_control(said(_child(parent, name)))[:TEXT_CHARS_MAX]


def _line(parent: Element, name: str) -> str:
    return " ".join(_text(parent, name).split())[:LINE_CHARS_MAX]


def _name(parent: Element, name: str) -> str:
    value = said(_child(parent, name))
    if not _NAME.fullmatch(value):
        raise BadCap(field=name)
    return value


def _one_of(parent: Element, name: str, values: Sequence[str]) -> str:
    value = said(_child(parent, name))
    if value not in values:
        raise BadCap(field=name)
    return value


def _time(parent: Element, name: str) -> datetime | None:
    """A date and time with its zone, which the standard writes as an offset. Raises BadCap for any other."""
    value = said(_child(parent, name))
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadCap(field=name) from error
    if found.tzinfo is None:
        raise BadCap(field=name)
    return found


def _need(value: T | None, name: str) -> T:
    if not value:
        raise BadCap(field=name)
    return value
