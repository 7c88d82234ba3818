"""Handover, joint action, escalation and the danger button over HTTP (R9, R11, R14, R20–R22)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from twinline.cases import Change
from twinline.cases.api import Telling, repeated
from twinline.clocks.api import InCity
from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.db import fetch_value
from twinline.kernel.limits import Flag, Line, Note, Words
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.linkage import handovers, joints, progress, queries, shapes, store

router = APIRouter(prefix="/api/v1", tags=["linkage"])
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
OrderKind = Literal["case", "incident"]
Platform = Literal["12345", "110"]


class Offer(Body):
    """Offer an order's appeal to the other platform. ``ruling`` is a shift leader's word that it goes there again."""

    order_kind: OrderKind
    order_id: UUID
    version: Version
    reason_code: Literal["duty", "danger", "wish", "civil_part", "clue", "misconduct", "unclear", "other"]
    reason: Words
    matter: Line = ""
    ruling: Words | None = None


class LinkNote(Body):
    note: Note = ""


class LinkReason(Body):
    reason: Words


class HandoverReturn(LinkReason):
    basis: Line = ""


class Propose(LinkReason):
    owner: Platform


class Progress(Body):
    note: Words


class Supervise(LinkReason):
    """``hours``: within which the other side has to say how it stands."""

    hours: Annotated[int, Field(ge=1, le=720, strict=True)] = 24


class LinkRevisit(Body):
    contacted: Flag
    solved: Flag | None = None
    satisfied: Annotated[int, Field(ge=1, le=5, strict=True)] | None = None
    note: Note = ""


class JointBody(Body):
    order_kind: OrderKind
    order_id: UUID
    version: Version
    request: Words


class JointAnswer(Body):
    answer: Words


class Escalate(LinkReason):
    version: Version
    danger: Flag = False


@router.post(
    "/handovers",
    status_code=201,
    summary="Offer an order to the other platform",
    responses=answers(shapes.Handover, 201),
)
async def offer(body: Offer, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.offer")]) -> Response:
    async with db.transaction() as tx:
        made = await handovers.offer(
            tx,
            city,
            actor,
            order_kind=body.order_kind,
            order_id=body.order_id,
            seen=body.version,
            reason_code=body.reason_code,
            reason=body.reason,
            matter=body.matter,
            ruling=body.ruling,
        )
    return ok(queries.view(made, actor), 201)


@router.get(
    "/handovers",
    summary="Handovers of the caller's platform, newest first",
    responses=answers(shapes.HandoverPage),
)
async def list_handovers(
    db: Db,
    actor: Annotated[Actor, holding("handover.read")],
    open: bool | None = None,
    state: Annotated[list[Line] | None, Query(max_length=10)] = None,
    side: Literal["origin", "destination"] | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    wanted = {"open": open, "state": state, "side": side}
    async with db.transaction() as tx:
        return ok(await queries.list_handovers(tx.conn, actor, page_of(cursor, limit), wanted))


@router.get(
    "/handovers/{handover_id}",
    summary="One handover from the caller's side",
    responses=answers(shapes.Handover),
)
async def get_handover(handover_id: UUID, db: Db, actor: Annotated[Actor, holding("handover.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.get_handover(tx.conn, actor, handover_id))


@router.post(
    "/handovers/{handover_id}/accept",
    summary="Accept",
    responses=answers(shapes.Handover),
)
async def accept(
    handover_id: UUID, body: LinkNote, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.accept")]
) -> Response:
    async with db.transaction() as tx:
        return ok(queries.view(await handovers.accept(tx, city, actor, handover_id=handover_id, note=body.note), actor))


@router.post(
    "/handovers/{handover_id}/return",
    summary="Return with a reason; opens the negotiation",
    responses=answers(shapes.Handover),
)
async def return_(
    handover_id: UUID, body: HandoverReturn, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.return")]
) -> Response:
    async with db.transaction() as tx:
        changed = await handovers.return_(
            tx, city, actor, handover_id=handover_id, reason=body.reason, basis=body.basis
        )
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/propose",
    summary="Say who should own it",
    responses=answers(shapes.Handover),
)
async def propose(
    handover_id: UUID, body: Propose, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.propose")]
) -> Response:
    async with db.transaction() as tx:
        changed = await handovers.propose(
            tx, city, actor, handover_id=handover_id, owner=body.owner, reason=body.reason
        )
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/recall",
    summary="Take an offer back",
    responses=answers(shapes.Handover),
)
async def recall(
    handover_id: UUID, body: LinkReason, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.recall")]
) -> Response:
    async with db.transaction() as tx:
        changed = await handovers.recall(tx, city, actor, handover_id=handover_id, reason=body.reason)
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/confirm",
    summary="Confirm the result",
    responses=answers(shapes.Handover),
)
async def confirm(
    handover_id: UUID, body: LinkNote, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.confirm")]
) -> Response:
    async with db.transaction() as tx:
        changed = await handovers.confirm(tx, city, actor, handover_id=handover_id, note=body.note)
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/redo",
    summary="Ask the other side to handle it again",
    responses=answers(shapes.Handover),
)
async def redo(
    handover_id: UUID, body: LinkReason, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.redo")]
) -> Response:
    async with db.transaction() as tx:
        changed = await handovers.redo(tx, city, actor, handover_id=handover_id, reason=body.reason)
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/progress",
    summary="Tell the other side how it stands",
    responses=answers(shapes.Handover),
)
async def report_progress(
    handover_id: UUID, body: Progress, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.progress")]
) -> Response:
    async with db.transaction() as tx:
        changed = await progress.report(tx, city, actor, handover_id=handover_id, text=body.note)
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/supervise",
    summary="Urge the other side to say how it stands",
    responses=answers(shapes.Handover),
)
async def supervise(
    handover_id: UUID, body: Supervise, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.supervise")]
) -> Response:
    async with db.transaction() as tx:
        changed = await progress.supervise(
            tx, city, actor, handover_id=handover_id, reason=body.reason, hours=body.hours
        )
    return ok(queries.view(changed, actor))


@router.post(
    "/handovers/{handover_id}/revisit",
    summary="Keep what the person says of the other side's result",
    responses=answers(shapes.Handover),
)
async def revisit(
    handover_id: UUID, body: LinkRevisit, db: Db, city: InCity, actor: Annotated[Actor, holding("handover.revisit")]
) -> Response:
    async with db.transaction() as tx:
        changed = await progress.revisit(
            tx,
            city,
            actor,
            handover_id=handover_id,
            contacted=body.contacted,
            solved=body.solved,
            satisfied=body.satisfied,
            text=body.note,
        )
    return ok(queries.view(changed, actor))


@router.post(
    "/joint-actions",
    status_code=201,
    summary="Ask the other platform to act too",
    responses=answers(shapes.JointAction, 201),
)
async def request_joint(
    body: JointBody, db: Db, city: InCity, actor: Annotated[Actor, holding("joint.request")]
) -> Response:
    async with db.transaction() as tx:
        made = await joints.request(
            tx, city, actor, order_kind=body.order_kind, order_id=body.order_id, seen=body.version, text=body.request
        )
    return ok(queries.view(made, actor), 201)


@router.get(
    "/joint-actions",
    summary="Joint actions of the caller's platform, newest first",
    responses=answers(shapes.JointActionPage),
)
async def list_joint_actions(
    db: Db,
    actor: Annotated[Actor, holding("joint.read")],
    open: bool | None = None,
    side: Literal["origin", "destination"] | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await queries.list_joints(tx.conn, actor, page, {"open": open, "side": side}))


@router.get(
    "/joint-actions/{joint_id}",
    summary="One joint action from the caller's side",
    responses=answers(shapes.JointAction),
)
async def get_joint_action(joint_id: UUID, db: Db, actor: Annotated[Actor, holding("joint.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.get_joint(tx.conn, actor, joint_id))


@router.post(
    "/joint-actions/{joint_id}/acknowledge",
    summary="Acknowledge",
    responses=answers(shapes.JointAction),
)
async def acknowledge(
    joint_id: UUID, body: LinkNote, db: Db, actor: Annotated[Actor, holding("joint.acknowledge")]
) -> Response:
    async with db.transaction() as tx:
        return ok(queries.view(await joints.acknowledge(tx, actor, joint_id=joint_id, note=body.note), actor))


@router.post(
    "/joint-actions/{joint_id}/decline",
    summary="Decline; never for danger",
    responses=answers(shapes.JointAction),
)
async def decline(
    joint_id: UUID, body: LinkReason, db: Db, city: InCity, actor: Annotated[Actor, holding("joint.acknowledge")]
) -> Response:
    async with db.transaction() as tx:
        return ok(queries.view(await joints.decline(tx, city, actor, joint_id=joint_id, reason=body.reason), actor))


@router.post(
    "/joint-actions/{joint_id}/finish",
    summary="Report what was done",
    responses=answers(shapes.JointAction),
)
async def finish(
    joint_id: UUID, body: JointAnswer, db: Db, city: InCity, actor: Annotated[Actor, holding("joint.finish")]
) -> Response:
    async with db.transaction() as tx:
        return ok(queries.view(await joints.finish(tx, city, actor, joint_id=joint_id, answer=body.answer), actor))


@router.post(
    "/work-orders/{order_id}/escalate",
    status_code=201,
    summary="A handling unit calls 110 to its order",
    responses=answers(shapes.JointAction, 201),
)
async def escalate(
    order_id: UUID,
    body: Escalate,
    db: Db,
    city: InCity,
    told: Telling,
    actor: Annotated[Actor, holding("case.escalate")],
) -> Response:
    async with db.transaction() as tx:
        if await repeated(tx, actor, told, order_id, "escalate"):
            made_before = await fetch_value(tx.conn, store.ESCALATION_SQL, {"order_id": order_id})
            return ok(await queries.get_joint(tx.conn, actor, made_before), 201)
        change = Change(order_id, body.version, told.occurred_at)
        made = await joints.escalate(tx, city, actor, change, reason=body.reason, danger=body.danger)
    return ok(queries.view(made, actor), 201)


@router.post(
    "/appeals/{appeal_id}/danger",
    summary="The danger button: raise the flag and send 110",
    responses=answers(shapes.DangerRaised),
)
async def danger(
    appeal_id: UUID,
    body: LinkReason,
    db: Db,
    city: InCity,
    told: Telling,
    actor: Annotated[Actor, holding("appeal.danger")],
) -> Response:
    async with db.transaction() as tx:
        if await repeated(tx, actor, told, appeal_id, "danger"):
            appeal = await joints.in_danger(tx, actor, appeal_id)
        else:
            appeal = await joints.raise_danger(
                tx, city, actor, appeal_id=appeal_id, reason=body.reason, occurred_at=told.occurred_at
            )
    return ok({"id": appeal.id, "danger": appeal.danger, "version": appeal.version})
