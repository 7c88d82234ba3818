"""Drafts and presence over HTTP (R34)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, Db, holding
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.limits import NO_CONTROL, Flag, not_blank, refuse_control
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.seats import actions, shapes
from twinline.seats.model import DRAFT_CHARS_MAX

router = APIRouter(prefix="/api/v1", tags=["appeals"])
Registrar = Annotated[Actor, holding("appeal.create")]
Reader = Annotated[Actor, holding("appeal.read")]
Content = Annotated[
    str,
    StringConstraints(max_length=DRAFT_CHARS_MAX),
    Field(json_schema_extra={**NO_CONTROL, "minLength": 1}),
    AfterValidator(refuse_control),
    AfterValidator(not_blank),
]


def cipher_of(request: Request) -> FieldCipher:
    return request.app.state.cipher


Sealing = Annotated[FieldCipher, Depends(cipher_of)]


class TypedBody(Body):
    """What was typed so far, as the page writes it down; ``version`` is the one it has read, 0 for a new draft."""

    version: Annotated[int, Field(ge=0, le=2**31 - 2, strict=True)]
    content: Content


class PresenceBody(Body):
    """Whether the caller is typing something that is to be sent."""

    writing: Flag = False


@router.get("/drafts", summary="未登记的来件草稿 The caller's own drafts", responses=answers(shapes.DraftList))
async def list_drafts(db: Db, actor: Registrar, cipher: Sealing) -> Response:
    async with db.transaction() as tx:
        return ok({"items": await actions.drafts(tx, actor, cipher), "next": None})


@router.get("/drafts/{draft}", summary="一份草稿 One draft", responses=answers(shapes.Draft))
async def read_draft(draft: UUID, db: Db, actor: Registrar, cipher: Sealing) -> Response:
    async with db.transaction() as tx:
        return ok(await actions.draft(tx, actor, cipher, draft_id=draft))


@router.put("/drafts/{draft}", summary="保存草稿 Keep a draft as it is now", responses=answers(shapes.Saved))
async def save_draft(draft: UUID, body: TypedBody, db: Db, actor: Registrar, cipher: Sealing) -> Response:
    async with db.transaction() as tx:
        version = await actions.save(tx, actor, cipher, draft_id=draft, seen=body.version, content=body.content)
        return ok({"version": version, "saved_at": tx.now})


@router.delete("/drafts/{draft}", summary="丢弃草稿 Put a draft away", status_code=204)
async def discard_draft(draft: UUID, db: Db, actor: Registrar) -> Response:
    async with db.transaction() as tx:
        await actions.discard(tx, actor, draft_id=draft)
    return ok()


@router.put(
    "/appeals/{appeal_id}/presence",
    summary="正在查看或填写，并得知还有谁 Who else has it open; again every 10 s, for 30 s",
    responses=answers(shapes.PresentList),
)
async def be_present(appeal_id: UUID, body: PresenceBody, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        found = await actions.present(tx, actor, appeal_id=appeal_id, writing=body.writing)
    return ok({"items": found, "next": None})


@router.delete("/appeals/{appeal_id}/presence", summary="已离开 The caller has closed it", status_code=204)
async def leave(appeal_id: UUID, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        await actions.leave(tx, actor, appeal_id=appeal_id)
    return ok()
