"""Paging by cursor: stable under inserts, cost independent of depth."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from twinline.kernel.errors import Invalid
from twinline.kernel.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX

FIRST = UUID(int=(1 << 128) - 1)


class BadCursor(Invalid):
    """The cursor was not made by this API."""

    code: ClassVar[str] = "kernel.bad_cursor"


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first: rows with a key below ``before``, one more than ``limit`` to see whether there are more."""

    before: UUID
    limit: int

    @property
    def bounds(self) -> dict[str, Any]:
        return {"before": self.before, "limit": self.limit + 1}


def page_of(cursor: str | None, limit: int | None) -> Page:
    """Parse what a request says. Raises BadCursor."""
    size = min(max(limit or PAGE_ROWS_DEFAULT, 1), PAGE_ROWS_MAX)
    if not cursor:
        return Page(FIRST, size)
    try:
        return Page(UUID(bytes=base64.urlsafe_b64decode(cursor + "==")), size)
    except (ValueError, binascii.Error) as error:
        raise BadCursor from error


def encode_cursor(key: UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def cut(rows: list[dict[str, Any]], page: Page, *, key: str = "id") -> dict[str, Any]:
    """The page as it goes out: ``items`` and the ``next`` cursor, or null at the end."""
    more = len(rows) > page.limit
    items = rows[: page.limit]
    return {"items": items, "next": encode_cursor(items[-1][key]) if more else None}
