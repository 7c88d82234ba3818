"""The registry of models over HTTP: look, try, let speak, let listen, retire, turn all off (R68)."""

import asyncio
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.limits import Note, Words
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.models import actions, opinion, queries, shapes

router = APIRouter(prefix="/api/v1/models", tags=["models"])
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
Reader = Annotated[Actor, holding("model.read")]
Writer = Annotated[Actor, holding("model.write")]
States = Annotated[Literal["candidate", "shadow", "active", "retired"] | None, Query()]


class Seen(Body):
    """The version of the model that was looked at."""

    version: Version


class Activation(Body):
    """``reason`` is needed when it finds fewer dangers than the active one."""

    version: Version
    reason: Note = ""


class Switching(Body):
    """Why."""

    reason: Note


class Trial(Body):
    """A text to judge."""

    text: Words


@router.get("", summary="Models, newest first", responses=answers(shapes.ModelPage))
async def list_models(
    db: Db, actor: Reader, state: States = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_models(tx, actor, page_of(cursor, limit), state=state))


@router.get("/switch", summary="Whether models may speak", responses=answers(shapes.SwitchState))
async def read_switch(db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_switch(tx, actor))


@router.post("/off", summary="Let rules alone decide", responses=answers(shapes.SwitchState))
async def turn_off(body: Switching, request: Request, db: Db, actor: Writer) -> Response:
    return await _turn(request, db, actor, on=False, reason=body.reason)


@router.post("/on", summary="Let models speak again", responses=answers(shapes.SwitchState))
async def turn_on(body: Switching, request: Request, db: Db, actor: Writer) -> Response:
    return await _turn(request, db, actor, on=True, reason=body.reason)


async def _turn(request: Request, db: Db, actor: Actor, *, on: bool, reason: str) -> Response:
    async with db.transaction() as tx:
        await actions.turn(tx, actor, on=on, reason=reason)
    return ok({"on": on, "at": tx.now, "reason": reason})


@router.get("/{model_id}", summary="One model with its card", responses=answers(shapes.WholeModel))
async def read_model(model_id: UUID, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_model(tx, actor, model_id))


@router.post("/{model_id}/activate", summary="Let a model speak", responses=answers(shapes.WholeModel))
async def activate(model_id: UUID, body: Activation, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        await actions.activate(tx, actor, model_id=model_id, version=body.version, reason=body.reason)
        return ok(await queries.read_model(tx, actor, model_id))


@router.post("/{model_id}/shadow", summary="Let a model judge without acting", responses=answers(shapes.WholeModel))
async def shadow(model_id: UUID, body: Seen, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        await actions.shadow(tx, actor, model_id=model_id, version=body.version)
        return ok(await queries.read_model(tx, actor, model_id))


@router.post("/{model_id}/retire", summary="Take a model out of use", responses=answers(shapes.WholeModel))
async def retire(model_id: UUID, body: Seen, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        await actions.retire(tx, actor, model_id=model_id, version=body.version)
        return ok(await queries.read_model(tx, actor, model_id))


@router.post("/{model_id}/try", summary="What a model says of a text", responses=answers(shapes.Opinion))
async def try_model(model_id: UUID, body: Trial, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        model = await opinion.loaded(tx, actor, model_id)
    return ok(await asyncio.to_thread(opinion.opinion, model, body.text))
