"""Finding appeals by words, numbers and phones. (Interface used by intake.queries and intake.api.)"""

from dataclasses import dataclass, field
from typing import Any

from twinline.kernel.crypto import FieldCipher

SEARCH = "(%(words)s::text IS NULL OR strpos(a.words, %(words)s) > 0)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parsed query: the parameters of SEARCH."""

    params: dict[str, Any] = field(default_factory=dict[str, Any])


def wanted(q: str, *, cipher: FieldCipher) -> Wanted:
    """Parse what somebody typed."""
    return Wanted({"words": q or None})
