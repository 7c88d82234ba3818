"""Drafts and presence: how much, how long, and what may be wrong with them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, NotFound

DRAFT_CHARS_MAX = 50_000
DRAFTS_MAX = 20
PRESENT = timedelta(seconds=30)
"""How long somebody counts as present after the last beat."""


class DraftNotFound(NotFound):
    """There is no such draft: it was registered or put away, or it is another account's."""

    code: ClassVar[str] = "seats.draft_not_found"


class DraftChanged(Conflict):
    """Another window has saved, registered or put away this draft since it was read here."""

    code: ClassVar[str] = "seats.draft_changed"


class TooManyDrafts(Conflict):
    """Nobody works at so many contacts at once."""

    code: ClassVar[str] = "seats.too_many_drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """A contact that is not registered yet, as its page wrote it down; sealed."""

    id: UUID
    version: int
    sealed: bytes
    made_at: datetime
    saved_at: datetime
