"""Editions: full sets of the rule tables with a life — draft, published, withdrawn — and what can go wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, ClassVar, Literal
from uuid import UUID

from twinline.kernel.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from twinline.kernel.hashing import canonical_json, sm3
from twinline.rules.tables import Cells, Content, tables

PACKAGED = 0

State = Literal["draft", "published", "withdrawn"]


class EditionNotFound(NotFound):
    """There is no edition with this number."""

    code: ClassVar[str] = "rules.edition_not_found"


class RowNotFound(NotFound):
    """The edition has no such row."""

    code: ClassVar[str] = "rules.row_not_found"


class NoDraft(Conflict):
    """Only a draft can be changed or published."""

    code: ClassVar[str] = "rules.no_draft"


class RowChanged(StaleVersion):
    """Somebody else changed the row meanwhile."""

    code: ClassVar[str] = "rules.row_changed"


class EditionChanged(StaleVersion):
    """Somebody else changed the edition meanwhile: what would be published is not what was looked at."""

    code: ClassVar[str] = "rules.edition_changed"


class BadRow(Invalid):
    """Cells of a row cannot be taken; the fields say which and why."""

    code: ClassVar[str] = "rules.bad_row"


class TooManyRows(Invalid):
    """The table would have more rows than it may."""

    code: ClassVar[str] = "rules.too_many_rows"


class NotPublishable(Conflict):
    """The checks found errors."""

    code: ClassVar[str] = "rules.not_publishable"


class NotPublished(Conflict):
    """Only a publication can be called back."""

    code: ClassVar[str] = "rules.not_published"


class OwnWork(Forbidden):
    """Whoever edited an edition does not publish it: four eyes."""

    code: ClassVar[str] = "rules.own_work"


class BaseOutdated(Conflict):
    """Another edition came into force since the draft was made; publishing it would undo that one silently."""

    code: ClassVar[str] = "rules.base_outdated"


class DayPast(Invalid):
    """An edition cannot come into force before today."""

    code: ClassVar[str] = "rules.day_past"


class NothingToRollBackTo(Conflict):
    """The edition was never in force, or was withdrawn."""

    code: ClassVar[str] = "rules.nothing_to_roll_back_to"


class AlreadyInForce(Conflict):
    """The edition is in force already."""

    code: ClassVar[str] = "rules.already_in_force"


class StillInForce(Conflict):
    """An edition that has come into force is not withdrawn but rolled back."""

    code: ClassVar[str] = "rules.still_in_force"


class SealBroken(Conflict):
    """Signature or digest of a published edition do not hold: somebody changed it past the program."""

    code: ClassVar[str] = "rules.seal_broken"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition without its rows. ``editors`` are all who changed something in it."""

    number: int
    id: UUID
    state: State
    version: int
    based_on: int
    title: str
    note: str
    created_at: datetime
    created_by: UUID | None
    edited_at: datetime | None
    editors: list[UUID]
    published_at: datetime | None
    published_by: UUID | None
    effective_from: date | None
    digest: bytes | None
    signature: bytes | None
    key_id: str | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of one table of an edition; ``ordinal`` names it there for good."""

    table_name: str
    ordinal: int
    code: str
    data: dict[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is."""

    number: int
    table: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Force:
    """The word that an edition holds from a day on: a publication or a rollback."""

    seq: int
    edition: int
    effective_from: date
    digest: bytes
    at: datetime
    by_id: UUID | None
    reason: str
    signature: bytes
    key_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs between two editions; ``fields`` holds old and new of each changed cell."""

    kind: Literal["added", "changed", "removed"]
    table: str
    code: str
    fields: dict[str, tuple[str, str]]


def digest_of(content: Content) -> bytes:
    """The SM3 of all rows of all tables in their order."""
    return sm3(canonical_json(content))


def edition_seal(*, number: int, digest: bytes, effective_from: date) -> bytes:
    """What is signed when an edition is published."""
    return canonical_json({"edition": number, "digest": digest.hex(), "effective_from": effective_from})


def force_seal(*, edition: int, digest: bytes, effective_from: date, at: datetime, reason: str) -> bytes:
    """What is signed when an edition is put in force."""
    word: dict[str, Any] = {"force": edition, "digest": digest.hex(), "effective_from": effective_from}
    return canonical_json({**word, "at": at.isoformat(), "reason": reason})


def differences(old: Content, new: Content) -> Iterator[Change]:
    """Rows added, changed and removed, by table. Rows of one code are paired in the order of their periods."""
    for name, table in tables().items():
        before, after = _by_code(name, old.get(name, ())), _by_code(name, new.get(name, ()))
        for code in [*after, *(before.keys() - after.keys())]:
            for one, other in zip_longest(before.get(code, ()), after.get(code, ())):
                fields = _fields(one, other, [column.name for column in table.columns])
                if fields:
                    kind = "added" if one is None else "removed" if other is None else "changed"
                    yield Change(kind, name, code, fields)


def _by_code(name: str, rows: Sequence[Cells]) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        found.setdefault(tables()[name].code(row), []).append(row)
    return {code: sorted(same, key=lambda row: row.get("valid_from", "")) for code, same in found.items()}


def _fields(one: Cells | None, other: Cells | None, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    old, new = one or {}, other or {}
    return {name: (old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")}
