"""Police orders over HTTP. Every row of the table that a person may take is a route; nothing else is."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import Response

from twinline.cases import Change
from twinline.cases.api import OrdersWanted, Step, Telling, add_step, repeated
from twinline.clocks import City
from twinline.clocks.api import InCity
from twinline.identity import Actor
from twinline.identity.api import Cursor, Db, Limit, holding
from twinline.incidents import actions, queries, shapes
from twinline.incidents.forms import DispatchForm, FeedbackForm
from twinline.incidents.model import PoliceOrder
from twinline.incidents.states import INCIDENT
from twinline.kernel.db import Tx
from twinline.kernel.limits import Note, Words
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok

router = APIRouter(prefix="/api/v1", tags=["police-orders"])
UNITS_MAX = 20
ClassCode = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{2,8}$")]


class PoliceNote(Step):
    note: Note = ""


class PoliceReason(Step):
    reason: Words


class PoliceDispatch(PoliceNote):
    """One or several units at once (R72)."""

    units: Annotated[list[UUID], Field(min_length=1, max_length=UNITS_MAX)]
    form: DispatchForm = DispatchForm()


class UnitStep(Step):
    """A stamp of one unit; a unit's own people need not name it."""

    unit_id: UUID | None = None


class UnitReturn(UnitStep):
    reason: Words


class FeedBack(UnitStep):
    result_code: Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[0-9A-Za-z]+$")]
    result: Words
    class_code: ClassCode
    form: FeedbackForm = FeedbackForm()


class Classify(PoliceReason):
    class_code: ClassCode
    grade: Annotated[int, Field(ge=1, le=4, strict=True)] | None = None


Action = Callable[[Tx, City, Actor, Change, Any], Awaitable[PoliceOrder]]


async def _dispatch(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceDispatch) -> PoliceOrder:
    form = b.form.model_dump(mode="json", exclude_none=True)
    return await actions.dispatch(tx, city, actor, change, units=b.units, note=b.note, form=form)


def _progress(event: str) -> Action:
    async def progress(tx: Tx, city: City, actor: Actor, change: Change, b: UnitStep) -> PoliceOrder:
        return await actions.progress(tx, city, actor, change, event=event, unit_id=b.unit_id)

    return progress


async def _feed_back(tx: Tx, city: City, actor: Actor, change: Change, b: FeedBack) -> PoliceOrder:
    form = b.form.model_dump(mode="json", exclude_none=True)
    feedback = actions.Feedback(b.result_code, b.result, b.class_code, form)
    return await actions.feed_back(tx, city, actor, change, feedback=feedback, unit_id=b.unit_id)


async def _unit_return(tx: Tx, city: City, actor: Actor, change: Change, b: UnitReturn) -> PoliceOrder:
    return await actions.unit_return(tx, city, actor, change, reason=b.reason, unit_id=b.unit_id)


async def _ask_help(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceReason) -> PoliceOrder:
    return await actions.ask_help(tx, city, actor, change, reason=b.reason)


async def _classify(tx: Tx, city: City, actor: Actor, change: Change, b: Classify) -> PoliceOrder:
    return await actions.classify(tx, city, actor, change, class_code=b.class_code, reason=b.reason, grade=b.grade)


async def _invalidate(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceReason) -> PoliceOrder:
    return await actions.invalidate(tx, city, actor, change, reason=b.reason)


async def _cancel(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceReason) -> PoliceOrder:
    return await actions.cancel(tx, city, actor, change, reason=b.reason)


async def _redo(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceReason) -> PoliceOrder:
    return await actions.redo(tx, city, actor, change, reason=b.reason)


async def _close(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceNote) -> PoliceOrder:
    return await actions.close(tx, city, actor, change, note=b.note)


async def _urge(tx: Tx, city: City, actor: Actor, change: Change, b: PoliceReason) -> PoliceOrder:
    return await actions.urge(tx, city, actor, change, reason=b.reason)


STEPS: dict[str, tuple[type[Step], Action]] = {
    "dispatch": (PoliceDispatch, _dispatch),
    "sign": (UnitStep, _progress("sign")),
    "set_out": (UnitStep, _progress("set_out")),
    "arrive": (UnitStep, _progress("arrive")),
    "feed_back": (FeedBack, _feed_back),
    "ask_help": (PoliceReason, _ask_help),
    "unit_return": (UnitReturn, _unit_return),
    "classify": (Classify, _classify),
    "invalidate": (PoliceReason, _invalidate),
    "cancel": (PoliceReason, _cancel),
    "redo": (PoliceReason, _redo),
    "close": (PoliceNote, _close),
    "urge": (PoliceReason, _urge),
}
"""One entry for every event of the table that a permission opens; a ``…_more`` row has its first row's route."""


def _step(event: str, action: Action) -> Callable[..., Awaitable[Response]]:
    permission = INCIDENT.permission_of(event)

    async def step(
        order_id: UUID,
        body: Step,
        db: Db,
        city: InCity,
        told: Telling,
        actor: Annotated[Actor, holding(permission)],
    ) -> Response:
        async with db.transaction() as tx:
            if await repeated(tx, actor, told, order_id, event):
                order = await actions.seen(tx, actor, order_id)
            else:
                order = await action(tx, city, actor, Change(order_id, body.version, told.occurred_at), body)
        return ok(queries.view(order, actor))

    return step


for _event, (_body_type, _action) in STEPS.items():
    taken = _step(_event, _action)
    add_step(router, INCIDENT, _event, under="police-orders", body=_body_type, step=taken, shape=shapes.PoliceOrder)


@router.get(
    "/police-orders",
    summary="Police orders that the caller may see, newest first",
    responses=answers(shapes.PoliceOrderPage),
)
async def list_police_orders(
    db: Db,
    actor: Annotated[Actor, holding("incident.read")],
    wanted: Annotated[OrdersWanted, Depends()],
    class_code: ClassCode | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await queries.list_orders(tx.conn, actor, page, asdict(wanted) | {"class_code": class_code}))


@router.get(
    "/police-orders/{order_id}",
    summary="One police order with its units, feedback and possible steps",
    responses=answers(shapes.PoliceOrderDetail),
)
async def get_police_order(order_id: UUID, db: Db, actor: Annotated[Actor, holding("incident.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.get_order(tx.conn, actor, order_id))


@router.get(
    "/help-calls",
    summary="Calls for support from the scene that wait for somebody, oldest first",
    responses=answers(shapes.HelpCalls),
)
async def list_help_calls(db: Db, actor: Annotated[Actor, holding("incident.dispatch")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.help_calls(tx.conn, actor))


@router.post(
    "/police-orders/{order_id}/take_help",
    summary="Take the call for support: who answers for it is known",
    responses=answers(shapes.PoliceOrder),
)
async def take_help(order_id: UUID, db: Db, actor: Annotated[Actor, holding("incident.dispatch")]) -> Response:
    async with db.transaction() as tx:
        return ok(queries.view(await actions.take_help(tx, actor, order_id), actor))
