"""What an attachment is, how large it may be, and what its name may hold (R35)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from twinline.kernel.errors import Conflict, Invalid, NotFound

CHUNK_BYTES = 262_144
BYTES_MAX = 100_000_000
PER_APPEAL_MAX = 50
NAME_CHARS_MAX = 200
# Separators of paths, control characters, and those that turn the direction of writing ("gpj.exe" for "exe.jpg").
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class AttachmentNotFound(NotFound):
    """No such attachment, or not one the caller may see."""

    code: ClassVar[str] = "attachments.not_found"


class TypeRefused(Invalid):
    """The bytes are none of the types that are kept."""

    code: ClassVar[str] = "attachments.type_refused"


class ChunkWrong(Invalid):
    """No such chunk, or not of its size."""

    code: ClassVar[str] = "attachments.chunk_wrong"


class TooManyAttachments(Conflict):
    """The appeal has as many as one may have."""

    code: ClassVar[str] = "attachments.too_many"


@dataclass(frozen=True, slots=True)
class Attachment:
    """``size`` in bytes. ``peer``: where it comes from, None when it was added here. ``held``: chunks that are
    here; ``personal``: shows who called."""

    id: UUID
    appeal_id: UUID
    name: str
    media_type: str | None
    size: int
    sm3: bytes | None
    personal: bool
    platform: str
    added_by: UUID | None
    at: datetime
    peer: str | None
    held: int
    whole_at: datetime | None
    failures: int
    asked: list[int]

    @property
    def chunks(self) -> int:
        return chunks_of(self.size)

    def size_of(self, n: int) -> int:
        """Bytes of chunk ``n``, counted from 0. Raises ChunkWrong when there is none."""
        if not 0 <= n < self.chunks:
            raise ChunkWrong(n=n)
        return min(CHUNK_BYTES, self.size - n * CHUNK_BYTES)


def chunks_of(size: int) -> int:
    """
    >>> chunks_of(1), chunks_of(262_144), chunks_of(262_145)
    (1, 1, 2)
    """
    return -(-size // CHUNK_BYTES)


def clean_name(name: str) -> str:
    """A name that is safe in every file system, its ending kept when it is cut.

    >>> clean_name("../etc/照片\\n.jpg"), len(clean_name("𠮷" * 300 + ".jpg"))
    ('.._etc_照片_.jpg', 200)
    """
    safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip() or "_"
    stem, dot, ending = safe.rpartition(".")
    if len(safe) <= NAME_CHARS_MAX or not dot or len(ending) > 10:
        return safe[:NAME_CHARS_MAX]
    return stem[: NAME_CHARS_MAX - len(ending) - 1] + dot + ending
