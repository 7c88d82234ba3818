"""Work orders over HTTP. Every row of the table that a person may take is a route; nothing else is."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import Field
from starlette.responses import Response

from twinline.cases import actions, queries, revisit_queries, shapes
from twinline.cases.model import Change, WorkOrder
from twinline.cases.states import CASE
from twinline.cases.told import Told, repeated
from twinline.clocks import City
from twinline.clocks.api import InCity
from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.db import Tx
from twinline.kernel.limits import Flag, Line, Moment, Note, Words
from twinline.kernel.machine import Machine
from twinline.kernel.messages import text
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.triage import Rulebook
from twinline.triage.api import InRules

router = APIRouter(prefix="/api/v1", tags=["work-orders"])
TOLD_BY = "^(phone|sms|portal|letter|visit)$"
ToldBy = Annotated[str, Field(pattern=TOLD_BY)]
UNITS_MAX = 20


class Step(Body):
    """What every step carries: the version that the person saw."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]


@dataclass(frozen=True, slots=True)
class OrdersWanted:
    """What somebody looks for in a list of orders; each filter may be left out."""

    state: Annotated[list[Line] | None, Query(max_length=20)] = None
    open: bool | None = None
    unit_id: UUID | None = None
    danger: bool | None = None
    division: Line | None = None
    mine: bool | None = None
    due_before: Moment | None = None


class CaseNote(Step):
    note: Note = ""


class CaseReason(Step):
    reason: Words


class DirectAnswer(Step):
    """The answer, and for what is out of scope the script that it follows (R15)."""

    reply: Words
    told_by: ToldBy = "phone"
    script: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,32}$")] | None = None


class CaseDispatch(CaseNote):
    lead: UUID
    co: Annotated[tuple[UUID, ...], Field(max_length=UNITS_MAX)] = ()


class CaseReturn(CaseReason):
    basis: Line = ""


class Extension(CaseReason):
    days: Annotated[int, Field(ge=1, le=60, strict=True)]


class Reply(Step):
    reply: Words


class Revisit(CaseNote):
    """Three separate facts. Who was not reached has neither said solved nor satisfied."""

    contacted: Flag
    solved: Flag | None = None
    satisfied: Annotated[int, Field(ge=1, le=5, strict=True)] | None = None
    told_by: ToldBy = "phone"


class MissRevisit(CaseNote):
    """Nobody answered; ``next_at`` is when to call again."""

    next_at: Moment | None = None


class Close(CaseNote):
    told_by: Annotated[str, Field(pattern=TOLD_BY)] | None = None


class CloseUnvisited(CaseReason):
    told_by: ToldBy


class Escalate(CaseReason):
    danger: Flag = False


class CaseBack(Body):
    """Why the person is not content with the end."""

    reason: Words


class Merge(Step):
    into: UUID


@dataclass(frozen=True, slots=True)
class Ground:
    """What a step stands on: the city's snapshot, the rules in force, and how often a person is called."""

    city: City
    rules: Rulebook
    calls_max: int


StepKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,128}$",
        description="With the same key the step has effect once and answers how the order is now; for another step "
        "the key is refused (409 cases.key_reused).",
    ),
]


def _told(
    key: StepKey = None,
    occurred_at: Annotated[
        Moment | None,
        Header(
            alias="X-Occurred-At",
            description="When a device without network wrote the step down; kept in the event beside its own time.",
        ),
    ] = None,
) -> Told:
    return Told(key, occurred_at)


Telling = Annotated[Told, Depends(_told)]


def ground(city: InCity, rules: InRules, request: Request) -> Ground:
    return Ground(city, rules, request.app.state.settings.revisit_calls_max)


Action = Callable[[Tx, Ground, Actor, Change, Any], Awaitable[WorkOrder]]


async def _answer(tx: Tx, on: Ground, actor: Actor, change: Change, b: DirectAnswer) -> WorkOrder:
    return await actions.answer(
        tx, on.city, actor, change, rules=on.rules, reply=b.reply, told_by=b.told_by, script=b.script
    )


async def _dispatch(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseDispatch) -> WorkOrder:
    return await actions.dispatch(tx, on.city, actor, change, rules=on.rules, lead=b.lead, co=b.co, note=b.note)


async def _sign(tx: Tx, on: Ground, actor: Actor, change: Change, b: Step) -> WorkOrder:
    return await actions.sign(tx, on.city, actor, change)


async def _begin(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseNote) -> WorkOrder:
    return await actions.begin(tx, on.city, actor, change, note=b.note)


async def _return(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReturn) -> WorkOrder:
    return await actions.return_order(tx, on.city, actor, change, reason=b.reason, basis=b.basis)


async def _uphold(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseNote) -> WorkOrder:
    return await actions.uphold_return(tx, on.city, actor, change, note=b.note)


async def _reject_return(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.reject_return(tx, on.city, actor, change, rules=on.rules, note=b.reason)


async def _ask(tx: Tx, on: Ground, actor: Actor, change: Change, b: Extension) -> WorkOrder:
    return await actions.ask_extension(tx, on.city, actor, change, days=b.days, reason=b.reason)


async def _grant(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseNote) -> WorkOrder:
    return await actions.decide_extension(tx, on.city, actor, change, granted=True, note=b.note)


async def _refuse(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.decide_extension(tx, on.city, actor, change, granted=False, note=b.reason)


async def _co_reply(tx: Tx, on: Ground, actor: Actor, change: Change, b: Reply) -> WorkOrder:
    return await actions.co_reply(tx, on.city, actor, change, reply=b.reply)


async def _reply(tx: Tx, on: Ground, actor: Actor, change: Change, b: Reply) -> WorkOrder:
    return await actions.reply(tx, on.city, actor, change, reply=b.reply)


async def _approve(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseNote) -> WorkOrder:
    return await actions.approve(tx, on.city, actor, change, note=b.note)


async def _reject_reply(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.reject_reply(tx, on.city, actor, change, reason=b.reason)


async def _revisit(tx: Tx, on: Ground, actor: Actor, change: Change, b: Revisit) -> WorkOrder:
    return await actions.revisit(
        tx,
        on.city,
        actor,
        change,
        contacted=b.contacted,
        solved=b.solved,
        satisfied=b.satisfied,
        note=b.note,
        told_by=b.told_by,
    )


async def _miss_revisit(tx: Tx, on: Ground, actor: Actor, change: Change, b: MissRevisit) -> WorkOrder:
    return await actions.miss_revisit(
        tx, on.city, actor, change, calls_max=on.calls_max, next_at=b.next_at, note=b.note
    )


async def _redo(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.redo(tx, on.city, actor, change, reason=b.reason)


async def _close(tx: Tx, on: Ground, actor: Actor, change: Change, b: Close) -> WorkOrder:
    return await actions.close(tx, on.city, actor, change, told_by=b.told_by or "", note=b.note)


async def _close_unvisited(tx: Tx, on: Ground, actor: Actor, change: Change, b: CloseUnvisited) -> WorkOrder:
    return await actions.close_unvisited(tx, on.city, actor, change, reason=b.reason, told_by=b.told_by)


async def _withdraw(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.withdraw(tx, on.city, actor, change, reason=b.reason)


async def _urge(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.urge(tx, on.city, actor, change, reason=b.reason)


async def _unmerge(tx: Tx, on: Ground, actor: Actor, change: Change, b: CaseReason) -> WorkOrder:
    return await actions.unmerge(tx, on.city, actor, change, reason=b.reason)


STEPS: dict[str, tuple[type[Step], Action]] = {
    "answer": (DirectAnswer, _answer),
    "dispatch": (CaseDispatch, _dispatch),
    "sign": (Step, _sign),
    "begin": (CaseNote, _begin),
    "return": (CaseReturn, _return),
    "uphold_return": (CaseNote, _uphold),
    "reject_return": (CaseReason, _reject_return),
    "ask_extension": (Extension, _ask),
    "grant_extension": (CaseNote, _grant),
    "refuse_extension": (CaseReason, _refuse),
    "co_reply": (Reply, _co_reply),
    "reply": (Reply, _reply),
    "approve": (CaseNote, _approve),
    "reject_reply": (CaseReason, _reject_reply),
    "revisit": (Revisit, _revisit),
    "miss_revisit": (MissRevisit, _miss_revisit),
    "redo": (CaseReason, _redo),
    "close": (Close, _close),
    "close_unvisited": (CloseUnvisited, _close_unvisited),
    "withdraw": (CaseReason, _withdraw),
    "unmerge": (CaseReason, _unmerge),
    "urge": (CaseReason, _urge),
}
"""One entry for every event of the table that a permission opens; ``escalate`` is linkage's."""


def add_step(
    router: APIRouter,
    machine: Machine,
    event: str,
    *,
    under: str,
    body: type[Step],
    step: Callable[..., Any],
    shape: Any,
) -> None:
    """Make a row of an order's table a route: its address, name and summary follow from the row. ``step`` takes its
    body as ``body``; what FastAPI reads is the given type, what the type checker knows is the base."""
    step.__annotations__["body"] = body
    name = f"event.{machine.name}.{event}"
    router.add_api_route(
        f"/{under}/{{order_id}}/{event}",
        step,
        methods=["POST"],
        name=f"{machine.name}_{event}",
        summary=f"{text(name)} {text(name, lang='en')}",
        responses=answers(shape),
    )


def _step(event: str, action: Action) -> Callable[..., Awaitable[Response]]:
    permission = CASE.permission_of(event)

    async def step(
        order_id: UUID,
        body: Step,
        db: Db,
        on: Annotated[Ground, Depends(ground)],
        told: Telling,
        actor: Annotated[Actor, holding(permission)],
    ) -> Response:
        async with db.transaction() as tx:
            if await repeated(tx, actor, told, order_id, event):
                order = await actions.seen(tx, actor, order_id)
            else:
                order = await action(tx, on, actor, Change(order_id, body.version, told.occurred_at), body)
        return ok(queries.view(order, actor))

    return step


for _event, (_body_type, _action) in STEPS.items():
    add_step(
        router, CASE, _event, under="work-orders", body=_body_type, step=_step(_event, _action), shape=shapes.WorkOrder
    )


@router.post(
    "/work-orders/{order_id}/reopen",
    status_code=201,
    summary="The person comes back after the end: a new order on the same appeal",
    responses=answers(shapes.WorkOrder, 201),
)
async def reopen_work_order(
    order_id: UUID,
    body: CaseBack,
    db: Db,
    city: InCity,
    actor: Annotated[Actor, holding("appeal.create")],
    key: StepKey = None,
) -> Response:
    async with db.transaction() as tx:
        if await repeated(tx, actor, Told(key), order_id, "reopen"):
            order = await actions.reopened(tx, actor, order_id)
        else:
            order = await actions.reopen(tx, city, actor, order_id=order_id, reason=body.reason)
    return ok(queries.view(order, actor), 201)


@router.get(
    "/work-orders",
    summary="Work orders that the caller may see, newest first",
    responses=answers(shapes.WorkOrderPage),
)
async def list_work_orders(
    db: Db,
    actor: Annotated[Actor, holding("case.read")],
    wanted: Annotated[OrdersWanted, Depends()],
    type: Line | None = None,
    redo: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await queries.list_orders(tx.conn, actor, page, asdict(wanted) | {"type": type, "redo": redo}))


@router.get(
    "/revisits",
    summary="Whom to ask about the result: now, later, and what was said and is not decided",
    responses=answers(shapes.RevisitQueue),
)
async def list_revisits(
    db: Db,
    on: Annotated[Ground, Depends(ground)],
    actor: Annotated[Actor, holding("case.revisit")],
    when: Literal["now", "later", "decide"] = "now",
    mine: bool = False,
) -> Response:
    async with db.transaction() as tx:
        rows = await revisit_queries.queue(tx.conn, actor, when=when, mine=mine, now=tx.now)
    return ok({"items": rows, "next": None, "calls_max": on.calls_max})


@router.get(
    "/work-orders/{order_id}",
    summary="One work order with its units, extensions and possible steps",
    responses=answers(shapes.WorkOrderDetail),
)
async def get_work_order(order_id: UUID, db: Db, actor: Annotated[Actor, holding("case.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.get_order(tx.conn, actor, order_id))


@router.post(
    "/work-orders/{order_id}/merge",
    summary="Merge a repeat into another order",
    responses=answers(shapes.WorkOrder),
)
async def merge_work_order(
    order_id: UUID, body: Merge, db: Db, city: InCity, actor: Annotated[Actor, holding("appeal.merge")]
) -> Response:
    async with db.transaction() as tx:
        order = await actions.merge(tx, city, actor, Change(order_id, body.version), into=body.into)
    return ok(queries.view(order, actor))
