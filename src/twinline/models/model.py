"""What the registry keeps of a model, and what it refuses (R68)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, NotFound

STATES = ("candidate", "shadow", "active", "retired")
KINDS = ("text",)
FILE_BYTES_MAX = 64_000_000

Card: TypeAlias = dict[str, Any]


class ModelNotFound(NotFound):
    """There is no model with this number."""

    code: ClassVar[str] = "models.not_found"


class ModelChanged(Conflict):
    """The model is in another state than the caller saw."""

    code: ClassVar[str] = "models.changed"


class NameTaken(Conflict):
    """Another model has this name."""

    code: ClassVar[str] = "models.name_taken"


class IsRetired(Conflict):
    """A retired model comes back only by being registered anew."""

    code: ClassVar[str] = "models.retired"


class WorseAtDanger(Conflict):
    """It finds fewer dangers than the active one, or does not say how many; activating it needs a reason."""

    code: ClassVar[str] = "models.worse_at_danger"


class FileBroken(Invalid):
    """The file is not what its card says, or too large."""

    code: ClassVar[str] = "models.file_broken"


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of table ``model`` without the file."""

    id: UUID
    name: str
    kind: str
    state: str
    version: int
    digest: bytes
    card: Card
    created_at: datetime
    created_by: UUID | None
    activated_at: datetime | None
    activated_by: UUID | None


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether models may speak at all; with off, rules alone decide."""

    on: bool
    at: datetime
    by_id: UUID | None
    reason: str
