"""Expected failures: one class, one status, one code, one catalogue entry each.

A :class:`Problem` is turned into an RFC 9457 problem document at the HTTP edge and into a one-line
message on the command line. Anything that is not a Problem is a defect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, ClassVar

from twinline.kernel.messages import text


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that was not accepted: its path, the reason's message key, and the values of its text."""

    field: str
    reason: str
    params: Mapping[str, Any] = made(default_factory=dict[str, Any])

    def message(self, lang: str = "zh") -> str:
        return text(self.reason, lang=lang, **self.params)


class Problem(Exception):
    """An expected failure. Subclasses set ``code``; its text is catalogue entry ``error.<code>``."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "kernel.problem"

    def __init__(self, *, fields: Sequence[FieldError] = (), **params: object) -> None:
        super().__init__(self.code)
        self.params: Mapping[str, object] = params
        self.fields = tuple(fields)

    def message(self, lang: str = "zh") -> str:
        return text(f"error.{self.code}", lang=lang, **self.params)

    def __str__(self) -> str:
        return f"{self.code}: {self.message()}"


class Invalid(Problem):
    """The request can never be accepted as it stands (422)."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "kernel.invalid"


class NotFound(Problem):
    """The thing does not exist, or the caller may not know that it does (404)."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "kernel.not_found"


class Conflict(Problem):
    """The thing is in another state than the caller believes (409)."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "kernel.conflict"


class StaleVersion(Conflict):
    """The page that sent the change was older than the record (R34: two people on one order)."""

    code: ClassVar[str] = "kernel.stale_version"


class Unauthenticated(Problem):
    """Nobody is signed in, or the key is not known (401)."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "kernel.unauthenticated"


class Forbidden(Problem):
    """The caller is known and may not do this (403)."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = "kernel.forbidden"


class TooLarge(Problem):
    """The body is larger than the route takes (413)."""

    status: ClassVar[int] = 413
    code: ClassVar[str] = "kernel.too_large"


class TooMany(Problem):
    """The caller is over its request limit (429)."""

    status: ClassVar[int] = 429
    code: ClassVar[str] = "kernel.too_many"


class Unavailable(Problem):
    """The database or another part is not answering; nothing was written (503)."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "kernel.unavailable"
