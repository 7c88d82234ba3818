"""What answers about attachments look like."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from twinline.kernel.shapes import Page, Platform, Shape, note

Refused = Literal["type", "size"]


class UploadBegun(Shape):
    """A file that was announced: send its chunks."""

    id: UUID
    chunks: Annotated[int, note("how many; numbered from 0")]
    chunk_bytes: Annotated[int, note("size of every chunk but the last")]


class Held(Shape):
    """How far the contents are here."""

    held: int
    chunks: int
    whole: bool


class Offer(Shape):
    """How far a peer has it."""

    peer: str
    held: int
    whole: bool
    refused: Annotated[Refused | None, note("why the peer does not take it")]


class Attachment(Shape):
    """One file of an appeal; on its way while it is not whole."""

    id: UUID
    name: str
    media_type: Annotated[str | None, note("by its bytes")]
    bytes: int
    sm3: str | None
    personal: Annotated[bool, note("shows who called")]
    platform: Platform
    added_by: Annotated[str | None, note("who added it; null when it comes from a peer")]
    at: datetime
    peer: Annotated[str | None, note("the peer that it comes from")]
    held: Annotated[int, note("chunks that are here")]
    chunks: int
    whole: bool
    failing: Annotated[bool, note("its contents came several times and did not fit the digest")]
    refused: Annotated[Refused | None, note("why it is not taken from the peer")]
    offers: list[Offer]


AttachmentPage = Page[Attachment]
