"""From a document to what is registered. Documents of other makers say less or more; what matters is never missed:
words, place, who called, and danger, which is also judged from the words like any other (promise 2)."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from twinline.exchange.faces.eido.model import DANGER_MARK, BadEido
from twinline.exchange.faces.xml import BadXml, parsed, said
from twinline.identity import Actor
from twinline.intake import Said
from twinline.kernel.hashing import sm3
from twinline.kernel.limits import LINE_CHARS_MAX, TEXT_CHARS_MAX, strip_control

_TAG = re.compile(r"<[^>]{0,200}>")
_BREAK = re.compile(r"<\s*(br|/p|/div|/li)\b[^>]{0,200}>", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel|sips?):\+?([0-9][0-9 ()-]{2,30})")
_DIVISION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")
_CLASS = re.compile(r"[0-9A-Za-z]{2,8}")
COMPONENTS_MAX = 1_000
URGENT = frozenset({"highest", "high"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What a document says. ``key`` names the incident; the same incident is registered once."""

    key: str
    incident: str
    words: str
    address: str
    division: str | None
    lat: float | None
    lon: float | None
    caller: str | None
    phone: str | None
    class_code: str | None
    grade: int | None
    danger: bool
    urgent: bool
    voice: bool


def heard(content: Any) -> Heard:
    """Raises BadEido for what is no EIDO of version 1.0, or says nothing of an incident."""
    if not isinstance(content, Mapping):
        raise BadEido(field="$")
    whole = cast("Mapping[str, Any]", content)
    own = _line(whole.get("$id"))
    for name in ("$id", "lastUpdateTimeStamp", "issuingElementIdentification"):
        if not _line(whole.get(name)):
            raise BadEido(field=name)
    if whole.get("eidoVersion") != "1.0":
        raise BadEido(field="eidoVersion")
    if not list(_components(whole, "agencyComponent")):
        raise BadEido(field="agencyComponent")
    return _incident(own, whole)


def _incident(own: str, whole: Mapping[str, Any]) -> Heard:
    incident = _object(whole.get("incidentComponent"))
    calls = list(_components(whole, "callComponent"))
    words = _words(whole, incident)
    if not words:
        raise BadEido(field="notesComponent")
    priority = _line(incident.get("incidentPriorityInternalText"))
    lat, lon, civic, division = _place(whole)
    code = _line(incident.get("incidentTypeInternalCode"))
    return Heard(
        key=f"eido-{sm3(own.encode()).hex()}",
        incident=own,
        words=words,
        address=_address(whole) or civic,
        division=division,
        lat=lat,
        lon=lon,
        caller=_caller(whole),
        phone=_phone(whole),
        class_code=code if _CLASS.fullmatch(code) else None,
        grade=int(priority[0]) if priority[:1] in ("1", "2", "3", "4") else None,
        danger=DANGER_MARK in priority.lower().split(),
        urgent=any(call.get("priorityIdentifier") in URGENT for call in calls),
        voice=bool(calls),
    )


def said_of(found: Heard, actor: Actor, *, class_code: str | None) -> Said:
    """The contact that an imported incident is. A class or division that is none of ours is left to the judgement."""
    placed = found.lat is not None and found.lon is not None
    return Said(
        platform=actor.platform,
        channel="voice" if found.voice else "import",
        words=found.words,
        client=str(actor.account_id or "eido"),
        key=found.key,
        external_id=found.incident,
        caller=found.caller,
        phone=found.phone,
        address=found.address,
        division=found.division,
        lat=found.lat,
        lon=found.lon,
        datum="WGS84" if placed else None,
        class_code=class_code,
        grade=found.grade,
        danger=found.danger,
        urgent=found.urgent,
        form={"origin": "eido"},
    )


def _object(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _components(whole: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    found = whole.get(name)
    if isinstance(found, list):
        rows = cast("list[Any]", found)
        if len(rows) > COMPONENTS_MAX:
            raise BadEido(field=name)
        yield from (cast("Mapping[str, Any]", row) for row in rows if isinstance(row, Mapping))


def _line(value: Any) -> str:
    return strip_control(value).strip()[:LINE_CHARS_MAX] if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    """Text of a note without its HTML."""
    if not isinstance(value, str):
        return ""
    return strip_control(html.unescape(_TAG.sub("", _BREAK.sub("\n", value)))).strip()


def _words(whole: Mapping[str, Any], incident: Mapping[str, Any]) -> str:
    notes = [_plain(note.get("notesActionComments")) for note in _components(whole, "notesComponent")]
    parts = [part for part in notes if part] or [_line(incident.get("incidentTypeInternalText"))]
    return "\n".join(filter(None, parts))[:TEXT_CHARS_MAX]


def _address(whole: Mapping[str, Any]) -> str:
    texts = (_line(place.get("locationDescriptionText")) for place in _components(whole, "locationComponent"))
    return next(filter(None, texts), "")


def _place(whole: Mapping[str, Any]) -> tuple[float | None, float | None, str, str | None]:
    """The first place by value that can be read: latitude, longitude, civic address, division."""
    for place in _components(whole, "locationComponent"):
        value = place.get("locationByValue")
        if not isinstance(value, str):
            continue
        try:
            root = parsed(value)
        except BadXml:
            continue
        lat, lon = _point(said(root.find(".//{*}pos")))
        division = said(root.find(".//{*}ADDCODE"))
        civic = [said(e) for e in root.iterfind(".//{*}civicAddress/*") if e.tag.rpartition("}")[2] not in _NO_ADDRESS]
        return lat, lon, _line("".join(civic)), division if _DIVISION.fullmatch(division) else None
    return None, None, "", None


_NO_ADDRESS = ("country", "ADDCODE", "PC")


def _point(text: str) -> tuple[float | None, float | None]:
    try:
        lat, lon = map(float, text.split()[:2])
    except ValueError:
        return None, None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else (None, None)


def _caller(whole: Mapping[str, Any]) -> str | None:
    for person in _components(whole, "personComponent"):
        for name in _components(_object(person.get("ncPersonComponent")), "name"):
            full = _values(name, "personFullName") or _values(name, "personSurName") + _values(name, "personGivenName")
            if text := _line("".join(full)):
                return text
    return None


def _values(name: Mapping[str, Any], field: str) -> list[str]:
    return [_line(part.get("value")) for part in _components(name, field)]


def _phone(whole: Mapping[str, Any]) -> str | None:
    for callback in _components(whole, "callbackComponent"):
        addresses: Any = callback.get("callBackInformationUri")
        for address in cast("Iterable[Any]", addresses) if isinstance(addresses, list) else ():
            if isinstance(address, str) and (found := _PHONE.match(address)):
                return found[1].strip()
    return None
