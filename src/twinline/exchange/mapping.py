"""Codes at the border: in the peer's out there, in ours in here, and never a guess in between (R35–R37, decision 0017).

Who speaks whose codes is said on one side only: a kind of code (*scheme*) that ``exchange_scheme`` names for a peer
travels in the peer's codes, and is translated here through rows of the crosswalk in force that day. All others are
of the shared lists, which both sides have; one that this side does not have is looked up in the crosswalk too. What is
found nowhere is put before a steward, and its message waits: no other does, and none that speaks of danger.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from twinline.agencies import UnknownUnit, translate
from twinline.appeals import TYPES
from twinline.clocks import City
from twinline.exchange import mapping_store
from twinline.exchange.model import Refused
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx, execute
from twinline.places import Divisions, UnknownDivision

LOOK_AGAIN = timedelta(minutes=5)
WHY_CHARS_MAX = 300
BODY = "schema"
"""The scheme under which a message of ours that fits no schema is held; its ``code`` says what is wrong."""

REASON_CODES = frozenset(("duty", "danger", "wish", "civil_part", "clue", "misconduct", "unclear", "other"))

SATISFACTION = frozenset("12345")
"""From very dissatisfied to very satisfied; a peer's three levels are rows of the crosswalk."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A field with a coded value: where it is, of which scheme, and what stands there when the value is not known."""

    path: tuple[str, ...]
    scheme: str
    unknown: str | None = ""

    @property
    def name(self) -> str:
        return ".".join(self.path)


_JUDGED = (("type", "其他"), ("matter", ""), ("department", "none"), ("deadline_class", "help"), ("police_class", ""))
_PLACED = (("type", "其他"), ("domain", ""), ("matter", ""), ("department", "none"), ("division", None))

_FIELDS: tuple[Coded, ...] = (
    *(Coded(("body", "opening", name), name, unknown) for name, unknown in dict((*_JUDGED, *_PLACED)).items()),
    *(Coded(("appeal", name), name, unknown) for name, unknown in _PLACED),
    *(Coded(("appeal", "decision", name), name, unknown) for name, unknown in _JUDGED),
    Coded(("appeal", "complained_unit"), "unit", None),
    Coded(("body", "reason_code"), "reason_code", "unclear"),
    Coded(("body", "matter"), "matter"),
    Coded(("body", "satisfied"), "satisfaction", None),
)
SCHEMES = frozenset(field.scheme for field in _FIELDS)
AMENDED = "body.codes."
FIELDS = (*_FIELDS, *(Coded(("body", "codes", field.name), field.scheme) for field in _FIELDS))

Unknown = tuple[str, str]
"""A scheme and a code of it that nobody has mapped."""
Unmapped = Mapping[Unknown, Sequence[str]]
"""Codes that nobody has mapped, with the names of the fields they stood in."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the codes of some messages are on the other side of the border. ``same``: those that both sides have."""

    others: Mapping[Unknown, str]
    same: frozenset[Unknown]

    def coded(self, data: dict[str, Any]) -> tuple[dict[str, Any], Unmapped]:
        """The data in the other codes, and what is not known: its fields say so as ``Coded.unknown``."""
        made, unknown = data, dict[Unknown, list[str]]()
        for field, code in _codes(data):
            key = (field.scheme, code)
            other = self.others.get(key, code if key in self.same else field.unknown)
            if key not in self.others and key not in self.same:
                unknown.setdefault(key, []).append(field.name)
            if other != code:
                made = _with(made, field.path, other)
        return made, unknown


def _codes(data: Mapping[str, Any]) -> Iterator[tuple[Coded, str]]:
    """Fields of a message that hold a code; an empty one is none."""
    for field in FIELDS:
        value: Any = data
        for name in field.path:
            value = value.get(name) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        if isinstance(value, str) and value:
            yield field, value


def _with(data: dict[str, Any], path: tuple[str, ...], value: str | None) -> dict[str, Any]:
    """The data with one field changed; what it came from stays as it was."""
    name, *rest = path
    return {**data, name: _with(data[name], tuple(rest), value) if rest else value}


def in_danger(data: Mapping[str, Any]) -> bool:
    """Whether a message speaks of danger, whatever its envelope says (promise 2)."""
    body: Mapping[str, Any] = data["body"]
    parts: tuple[Mapping[str, Any], ...] = (body, body.get("opening") or {}, data.get("appeal") or {})
    return any(part.get("danger") is True for part in parts)


async def outward(tx: Tx, peer: str, data: Sequence[dict[str, Any]]) -> Book:
    """Our codes in the peer's. Where the peer has no codes of its own, ours are what it reads."""
    wanted = {(field.scheme, code) for one in data for field, code in _codes(one)}
    own = await mapping_store.own_schemes(tx.conn, peer) if wanted else frozenset[str]()
    theirs = {key for key in wanted if key[0] in own}
    found = await mapping_store.others(tx.conn, "out", peer, theirs, day(tx)) if theirs else {}
    return Book(found, frozenset(wanted - theirs))


async def inward(tx: Tx, city: City, peer: str, data: Sequence[dict[str, Any]]) -> Book:
    """The peer's codes in ours."""
    wanted = {(field.scheme, code) for one in data for field, code in _codes(one)}
    if not wanted:
        return Book({}, frozenset())
    own = await mapping_store.own_schemes(tx.conn, peer)
    found = await mapping_store.others(tx.conn, "in", peer, wanted, day(tx))
    shared = {key for key in wanted if key[0] not in own}
    police = await mapping_store.classes(tx.conn, [code for scheme, code in shared if scheme == "police_class"])
    return Book(found, frozenset(key for key in shared if known(city, police, *key)))


def known(city: City, police: frozenset[str], scheme: str, code: str) -> bool:
    """Whether a code is on this side's list. Matters, their domains and deadline classes are of the responsibility
    list, whose editions differ in time: an unknown one is shown as it is and moves nothing."""
    match scheme:
        case "type":
            return code in TYPES
        case "reason_code":
            return code in REASON_CODES
        case "satisfaction":
            return code in SATISFACTION
        case "police_class":
            return code in police
        case "division":
            return _is_division(code)
        case "unit":
            return _is_unit(city, code)
        case "department":
            return code == "none" or any(unit.department == code for unit in city.directory.standing())
        case _:
            return True


def _is_division(code: str) -> bool:
    try:
        _divisions().get(code[:6] if len(code) == 12 else code)
    except UnknownDivision:
        return False
    return True


@cache
def _divisions() -> Divisions:
    return Divisions.load()


def _is_unit(city: City, code: str) -> bool:
    try:
        city.directory.by_code(code)
    except UnknownUnit:
        return False
    return True


def wrong(why: Refused) -> Unknown:
    """What a message of ours that fits no schema is held for."""
    return BODY, f"{why.code} {why.params.get('why', '')}".strip()[:WHY_CHARS_MAX]


async def hold(tx: Tx, peer: str, way: str, message_id: UUID, unknown: Unmapped, *, waits: bool) -> None:
    """Put codes before a steward; with ``waits`` their message is held until they are mapped. Codes that came in are
    in the crosswalk's queue too, where mapping them is one click."""
    rows = [
        {
            "peer": peer,
            "way": way,
            "message_id": message_id,
            "scheme": scheme,
            "code": code,
            "fields": list(fields),
            "waits": waits,
            "at": tx.now,
        }
        for (scheme, code), fields in unknown.items()
    ]
    await mapping_store.hold(tx.conn, rows)
    if way == "in":
        for scheme, code in unknown:
            await translate(tx, scheme=scheme, peer=peer, code=code, on=day(tx))


async def queued(tx: Tx, peer: str) -> list[dict[str, Any]]:
    """The codes that wait for a steward, how many messages wait for each, and how many of danger went on without."""
    return await mapping_store.queue(tx.conn, peer)


async def speak(tx: Tx, peer: str, schemes: Sequence[str]) -> None:
    """From now on these kinds of codes travel in the peer's. The crosswalk's rows come first: what has none waits."""
    await mapping_store.add_own(tx.conn, peer, schemes)


async def release(tx: Tx, peer: str, way: str) -> None:
    """Let go what waits for codes that are mapped now."""
    params = {"peer": peer, "way": way, "on": day(tx), "before": tx.now - LOOK_AGAIN}
    await execute(tx.conn, mapping_store.RELEASE_SQL, params)


def day(tx: Tx) -> date:
    return tx.now.astimezone(CHINA).date()
