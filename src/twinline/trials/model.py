"""Rows of trials, and what can go wrong with them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from twinline.kernel.errors import Conflict, NotFound

State = Literal["queued", "running", "cancelling", "cancelled", "done", "failed"]
OPEN: tuple[State, ...] = ("queued", "running", "cancelling")
DISPUTE = "dispute"
AVOIDED, MADE = "avoided", "made"


class ReplayNotFound(NotFound):
    """There is no such replay."""

    code: ClassVar[str] = "trials.replay_not_found"


class ReplayRunning(Conflict):
    """Another replay is waiting or running; there is one at a time."""

    code: ClassVar[str] = "trials.replay_running"


class ReplayOver(Conflict):
    """The replay has ended and cannot be cancelled."""

    code: ClassVar[str] = "trials.replay_over"


@dataclass(frozen=True, slots=True)
class Replay:
    """One replay of an edition against another. ``position`` is the key of the last appeal that is counted."""

    id: UUID
    edition: int
    base: int
    draft_digest: bytes
    base_digest: bytes
    days: int
    first_key: UUID
    last_key: UUID
    as_of: date
    state: State
    total: int
    texts: int
    judged: int
    moved: int
    position: UUID
    spent_s: float
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def floor_key(at: datetime) -> UUID:
    """Below every key that is made at ``at`` or later, above every earlier one (UUIDv7)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
