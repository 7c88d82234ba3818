"""Webhooks over HTTP, for integrators: subscribe, test, read the log, send again, or ask for changes (R44, R62)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.limits import PAGE_ROWS_DEFAULT, Flag, Moment, Name
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import ok
from twinline.webhooks import actions, queries, shapes
from twinline.webhooks.guard import Guard
from twinline.webhooks.model import CHOICES, PERMISSION

router = APIRouter(prefix="/api/v1/exchange/webhooks", tags=["webhooks"])
Integrator = Annotated[Actor, holding(PERMISSION)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{1,480}$")]
Topic = Annotated[Name, Field(json_schema_extra={"enum": [*CHOICES]})]
State = Literal["waiting", "sent", "dead", "withheld", "kept"]
After = Annotated[str, Query(pattern=r"^(0|[1-9][0-9]{0,17})$")]


def guard_of(request: Request) -> Guard:
    """Which addresses may be called, as this installation has it."""
    return request.app.state.webhook_guard


def cipher_of(request: Request) -> FieldCipher:
    return request.app.state.cipher


Guarded = Annotated[Guard, Depends(guard_of)]
Sealing = Annotated[FieldCipher, Depends(cipher_of)]


class WebhookBody(Body):
    """What is told where: topics like ``case.dispatch``, ``case.*`` or ``*``. Without an address nobody is called; the
    changes are asked for."""

    name: Name
    url: Url | None = None
    topics: Annotated[list[Topic], Field(min_length=1, max_length=100)]


class ChangeBody(WebhookBody):
    """The same, and whether it is on."""

    active: Flag


class ResendBody(Body):
    """Deliveries by their ids, or those made from ``since`` to before ``until``, perhaps of one state only. When
    nothing is said: those that are dead."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)] | None = None
    since: Moment | None = None
    until: Moment | None = None
    state: Literal["sent", "dead"] | None = None


@router.post("", summary="订阅 Subscribe to changes", status_code=201, responses=answers(shapes.Made, 201))
async def add(body: WebhookBody, db: Db, actor: Integrator, guard: Guarded, cipher: Sealing) -> Response:
    async with db.transaction() as tx:
        made = await actions.add(
            tx, actor, guard=guard, cipher=cipher, name=body.name, url=body.url, topics=body.topics
        )
    return ok(made, 201)


@router.get("", summary="订阅列表 Webhooks, newest first", responses=answers(shapes.WebhookPage))
async def list_webhooks(db: Db, actor: Integrator, cursor: Cursor = None, limit: Limit = None) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_webhooks(tx, actor, page_of(cursor, limit)))


@router.get("/{webhook_id}", summary="一项订阅 One webhook", responses=answers(shapes.Webhook))
async def read_webhook(webhook_id: UUID, db: Db, actor: Integrator) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_webhook(tx, actor, webhook_id))


@router.put("/{webhook_id}", summary="更改或启停订阅 Change a webhook, or switch it on or off", status_code=204)
async def change(webhook_id: UUID, body: ChangeBody, db: Db, actor: Integrator, guard: Guarded) -> Response:
    async with db.transaction() as tx:
        await actions.change(
            tx,
            actor,
            webhook_id,
            guard=guard,
            name=body.name,
            url=body.url,
            topics=body.topics,
            active=body.active,
        )
    return ok()


@router.delete("/{webhook_id}", summary="删除订阅及其记录 Remove a webhook with its log", status_code=204)
async def remove(webhook_id: UUID, db: Db, actor: Integrator) -> Response:
    async with db.transaction() as tx:
        await actions.remove(tx, actor, webhook_id)
    return ok()


@router.post(
    "/{webhook_id}/secret",
    summary="更换签名密钥（旧密钥再用24小时） A new secret; the one before signs too for 24 hours",
    responses=answers(shapes.Secret),
)
async def rotate(webhook_id: UUID, db: Db, actor: Integrator, cipher: Sealing) -> Response:
    async with db.transaction() as tx:
        return ok({"secret": await actions.rotate(tx, actor, webhook_id, cipher=cipher)})


@router.post("/{webhook_id}/ping", summary="发送测试 Send a test", status_code=201, responses=answers(Created, 201))
async def ping(webhook_id: UUID, db: Db, actor: Integrator) -> Response:
    async with db.transaction() as tx:
        return ok({"id": await actions.ping(tx, actor, webhook_id)}, 201)


@router.get(
    "/{webhook_id}/deliveries", summary="投递记录 Deliveries, newest first", responses=answers(shapes.DeliveryPage)
)
async def list_deliveries(
    webhook_id: UUID, db: Db, actor: Integrator, state: State | None = None, cursor: Cursor = None, limit: Limit = None
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_deliveries(tx, actor, webhook_id, page_of(cursor, limit), state=state))


@router.get(
    "/{webhook_id}/deliveries/{delivery_id}",
    summary="一次投递及各次尝试 One delivery with its tries",
    responses=answers(shapes.DeliveryWhole),
)
async def read_delivery(webhook_id: UUID, delivery_id: UUID, db: Db, actor: Integrator) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_delivery(tx, actor, webhook_id, delivery_id))


@router.post("/{webhook_id}/again", summary="重新投递 Send deliveries again", responses=answers(shapes.Counted))
async def again(webhook_id: UUID, body: ResendBody, db: Db, actor: Integrator) -> Response:
    state = body.state if body.ids or body.since or body.until else body.state or "dead"
    async with db.transaction() as tx:
        count = await actions.again(
            tx, actor, webhook_id, ids=body.ids, since=body.since, until=body.until, state=state
        )
    return ok({"count": count})


@router.get(
    "/{webhook_id}/changes",
    summary="按序取变化（轮询） Changes in their order, for who would rather ask",
    responses=answers(shapes.WebhookChanges),
)
async def list_changes(
    webhook_id: UUID, db: Db, actor: Integrator, after: After = "0", limit: Limit = None
) -> Response:
    async with db.transaction() as tx:
        rows = limit or PAGE_ROWS_DEFAULT
        return ok(await queries.list_changes(tx, actor, webhook_id, after=int(after), limit=rows))
