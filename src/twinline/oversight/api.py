"""Oversight over HTTP: reminders, clocks by urgency, the board, and the stream of changes."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import Response, StreamingResponse

from twinline.identity import Actor, Authenticator
from twinline.identity.api import COOKIE, Cursor, Db, Limit, holding
from twinline.kernel.errors import Problem
from twinline.kernel.limits import Moment
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.oversight import queries, shapes
from twinline.oversight.boards import api as boards
from twinline.oversight.events import Client, Hub
from twinline.oversight.queries import ClocksAsked

router = APIRouter(prefix="/api/v1", tags=["oversight"])
router.include_router(boards.router)
# Also how often the right to listen is checked; with the 30 s that a key is remembered a revocation takes 60 s at most.
HEARTBEAT_S = 15.0
HEARTBEAT = b": still here\n\n"
STREAM_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@router.get(
    "/reminders",
    summary="提醒：时限过八成、到期、超期一日 Reminders, newest first",
    responses=answers(shapes.ReminderPage),
)
async def list_reminders(
    db: Db,
    actor: Annotated[Actor, holding("clock.read")],
    order_id: UUID | None = None,
    unit_id: UUID | None = None,
    level: Annotated[int | None, Query(ge=1, le=3)] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    wanted = {"order_id": order_id, "unit_id": unit_id, "level": level}
    async with db.transaction() as tx:
        return ok(await queries.list_reminders(tx, actor, page_of(cursor, limit), wanted))


@router.get("/clocks", summary="计时：最紧急的在前 Clocks, the most urgent first", responses=answers(shapes.ClockPage))
async def list_clocks(
    db: Db,
    actor: Annotated[Actor, holding("clock.read")],
    order_id: UUID | None = None,
    state: Literal["running", "paused", "stopped"] | None = None,
    late: bool | None = None,
    due_before: Moment | None = None,
    cursor: Annotated[str | None, Query(max_length=128)] = None,
    limit: Limit = None,
) -> Response:
    asked = ClocksAsked(order_id, state, late, due_before, cursor, limit)
    async with db.transaction() as tx:
        return ok(await queries.list_clocks(tx, actor, asked))


@router.get("/board", summary="联动大屏：来件、责任、超期、在途 The live board", responses=answers(shapes.Board))
async def board(db: Db, actor: Annotated[Actor, holding("board.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.board(tx, actor))


async def hub(request: Request) -> Hub:
    """The process's hub, made by the first who listens."""
    state = request.app.state
    found: Hub | None = getattr(state, "hub", None)
    if found is None:
        found = state.hub = Hub(state.db, clients_max=state.settings.event_streams_max)
        found.end_on_signals()
    return found


@router.get(
    "/events",
    summary="变更推送（SSE）Changes that the caller may see, as server-sent events",
    response_class=StreamingResponse,
    responses={
        200: {
            "model": shapes.Change,
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "events `ready`, `change` (the data is a Change) and `reset`",
        }
    },
)
async def events(
    request: Request,
    actor: Annotated[Actor, holding("events.read")],
    changes: Annotated[Hub, Depends(hub)],
    last_event_id: Annotated[str | None, Header(max_length=64)] = None,
) -> Response:
    """``change`` carries topic, subject, appeal, number and state; ``ready`` marks that the stream is live;
    ``reset`` asks the page to read everything anew. ``Last-Event-ID`` resumes while the facts are kept."""
    client = await changes.join(actor)
    try:
        first = await changes.backlog(client, last_event_id)
    except BaseException:
        changes.leave(client)
        raise
    stream = _stream(request, actor, changes, client, first)
    return StreamingResponse(stream, headers=STREAM_HEADERS, media_type="text/event-stream")


async def _stream(
    request: Request, actor: Actor, changes: Hub, client: Client, first: list[bytes]
) -> AsyncGenerator[bytes]:
    loop = asyncio.get_running_loop()
    try:
        yield b"".join(first)
        check_at = loop.time() + HEARTBEAT_S
        while True:
            try:
                async with asyncio.timeout_at(check_at):
                    event = await client.queue.get()
            except TimeoutError:
                if not await still_holds(request, actor):
                    return
                check_at, event = loop.time() + HEARTBEAT_S, HEARTBEAT
            if event is None:
                return
            yield _and_waiting(client, event)
    finally:
        changes.leave(client)


async def still_holds(request: Request, actor: Actor) -> bool:
    """Whether key or session still give the same rights. Listening does not keep a session from idling."""
    authenticator: Authenticator = request.app.state.authenticator
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    try:
        if scheme.lower() == "bearer":
            return await authenticator.by_key(key.strip()) == actor
        return await authenticator.by_session_at_rest(request.cookies.get(COOKIE, "")) == actor
    except Problem:
        return False


def _and_waiting(client: Client, event: bytes) -> bytes:
    """The event with those that wait behind it, so that a burst costs one write. An end stays in the queue."""
    parts = [event]
    while not client.queue.empty():
        waiting = client.queue.get_nowait()
        if waiting is None:
            client.put(None)
            break
        parts.append(waiting)
    return b"".join(parts)
