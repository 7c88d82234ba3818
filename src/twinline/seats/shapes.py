"""What drafts and presence look like in answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, note


class Draft(Shape):
    """A contact that is not registered yet."""

    id: UUID
    version: Annotated[int, note("to be sent with the next change")]
    content: Annotated[str, note("as the page wrote it")]
    made_at: datetime
    saved_at: datetime


class DraftList(Page[Draft]):
    """All of the caller's own, in the order in which they were begun."""


class Saved(Shape):
    """The draft is kept."""

    version: Annotated[int, note("to be sent with the next change")]
    saved_at: datetime


class Present(Shape):
    """Somebody else who has the appeal open."""

    name: str
    platform: Platform
    unit: str | None
    writing: bool
    since: datetime


class PresentList(Page[Present]):
    """Everybody else who has the appeal open; whoever writes comes first."""
