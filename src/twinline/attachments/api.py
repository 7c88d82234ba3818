"""Attachments over HTTP: announce, send in chunks, list, read whole or in part (R35, R39; ranges: RFC 9110, 14)."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Header, Path, Request
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response, StreamingResponse

from twinline.attachments import actions, shapes, store
from twinline.attachments.model import CHUNK_BYTES, Attachment
from twinline.identity import Actor
from twinline.identity.api import Body, Db, holding
from twinline.kernel.db import Database
from twinline.kernel.limits import NO_CONTROL, Flag, not_blank, refuse_control
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok

router = APIRouter(prefix="/api/v1", tags=["appeals"])
Reader = Annotated[Actor, holding("appeal.read")]
Adder = Annotated[Actor, holding("appeal.attach")]
FileName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1000),
    Field(json_schema_extra=NO_CONTROL),
    AfterValidator(refuse_control),
    AfterValidator(not_blank),
]
ChunkNumber = Annotated[int, Path(ge=0, le=9_999)]
BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
RAW: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": BINARY}}}}
CONTENTS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The contents", "content": {"application/octet-stream": {"schema": BINARY}}},
    206: {"description": "The asked range", "content": {"application/octet-stream": {"schema": BINARY}}},
    416: {"description": "The range begins behind the end"},
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class BeginBody(Body):
    """A file that is about to come."""

    name: FileName
    bytes: Annotated[int, Field(ge=1, le=2**53, strict=True)]
    personal: Flag = True


@router.post(
    "/appeals/{appeal_id}/attachments",
    status_code=201,
    summary="Announce a file; its chunks follow",
    responses=answers(shapes.UploadBegun, 201),
)
async def begin(appeal_id: UUID, body: BeginBody, db: Db, actor: Adder) -> Response:
    async with db.transaction() as tx:
        made = await actions.begin(
            tx, actor, appeal_id=appeal_id, name=body.name, size=body.bytes, personal=body.personal
        )
    return ok({"id": made.id, "chunks": made.chunks, "chunk_bytes": CHUNK_BYTES}, 201)


@router.put(
    "/attachments/{attachment_id}/chunks/{n}",
    summary="Send one chunk; again is no error, any order",
    responses=answers(shapes.Held),
    openapi_extra=RAW,
)
async def put_chunk(attachment_id: UUID, n: ChunkNumber, request: Request, db: Db, actor: Adder) -> Response:
    data = await request.body()
    async with db.transaction() as tx:
        return ok(await actions.put(tx, actor, attachment_id=attachment_id, n=n, data=data))


@router.get(
    "/appeals/{appeal_id}/attachments",
    summary="Attachments that are here or on their way",
    responses=answers(shapes.AttachmentPage),
)
async def list_attachments(appeal_id: UUID, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok({"items": await actions.listed(tx, actor, appeal_id), "next": None})


@router.get(
    "/attachments/{attachment_id}",
    summary="The contents, or a range of them",
    response_class=StreamingResponse,
    responses=CONTENTS,
)
async def read(
    attachment_id: UUID, db: Db, actor: Reader, range: Annotated[str | None, Header(max_length=200)] = None
) -> Response:
    async with db.transaction() as tx:
        found = await actions.readable(tx, actor, attachment_id)
    headers = {
        "accept-ranges": "bytes",
        "content-disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-security-policy": "default-src 'none'; sandbox",
        "etag": f'"{(found.sm3 or b"").hex()}"',
    }
    asked = _RANGE.fullmatch(range) if range else None
    if asked and asked[1] and asked[2] and int(asked[2]) < int(asked[1]):
        asked = None  # invalid, and so ignored
    first, end = _span(asked, found.size) if asked else (0, found.size)
    if first >= end:
        return Response(status_code=416, headers={"content-range": f"bytes */{found.size}"})
    headers["content-length"] = str(end - first)
    if asked:
        headers["content-range"] = f"bytes {first}-{end - 1}/{found.size}"
    status = 206 if asked else 200
    return StreamingResponse(_contents(db, found, first, end), status, headers, media_type=found.media_type)


def _span(asked: re.Match[str], size: int) -> tuple[int, int]:
    """From which byte to before which; nothing when there is nothing such."""
    low, high = asked.groups()
    if not low:
        return (max(0, size - int(high)), size) if high else (size, size)
    return int(low), min(int(high) + 1, size) if high else size


async def _contents(db: Database, found: Attachment, first: int, end: int) -> AsyncIterator[bytes]:
    for n in range(first // CHUNK_BYTES, -(-end // CHUNK_BYTES)):
        async with db.transaction() as tx:
            data = await store.chunk(tx.conn, found.id, n) or b""
        base = n * CHUNK_BYTES
        yield data[max(0, first - base) : end - base]
