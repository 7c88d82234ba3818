"""Rows of the dispatch catalogue (R60) and of the out-of-scope scripts (R15); which rows hold on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who handles a matter in a division, as department kinds; ``*`` is any matter or any division."""

    matter: str
    division: str
    lead: str
    co_handlers: tuple[str, ...]
    front_line: bool
    barred_to_town: bool
    basis: str
    exceptions: str
    keeper: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Script:
    """What an agent says of a matter that neither number handles, and the channel that does (R15)."""

    code: str
    kind: str
    title: str
    words: str
    channel_name: str
    channel_contact: str
    matters: tuple[str, ...]
    phrases: tuple[str, ...]
    basis: str
    exceptions: str
    keeper: str
    valid_from: date
    valid_to: date | None


def in_force(rows: Iterable[Row], as_of: date) -> list[Row]:
    """Rows whose validity holds ``as_of``; those without dates always hold."""
    day = as_of.isoformat()
    return [
        row for row in rows if row.get("valid_from", "") <= day and (not row.get("valid_to") or day <= row["valid_to"])
    ]
