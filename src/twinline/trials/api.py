"""Trials over HTTP: try a draft on real decisions before it is published (R23, R30)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.limits import Day, Line, Name
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import ok
from twinline.trials import drift, evidence_queries, queries, replay, shadow, shapes

router = APIRouter(prefix="/api/v1")
Number = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,8})$")]
Reader = Annotated[Actor, holding("rules.read")]
Editor = Annotated[Actor, holding("rules.edit")]


class ReplayBody(Body):
    """Over how many days, and against which edition; without ``against`` it is the one in force."""

    days: Annotated[int, Field(ge=1, le=366, strict=True)] = 30
    against: Annotated[int, Field(ge=0, le=999_999_999, strict=True)] | None = None


class CancelBody(Body):
    """Why."""

    reason: Name


@router.post(
    "/rules/editions/{edition}/replays",
    tags=["rules"],
    summary="推演：用近期真实诉求试算草稿 Try an edition on the decisions of the last days",
    status_code=201,
    responses=answers(Created, 201),
)
async def begin_replay(db: Db, actor: Editor, edition: Number, body: ReplayBody) -> Response:
    async with db.transaction() as tx:
        made = await replay.begin(tx, actor, edition=int(edition), against=body.against, days=body.days)
    return ok({"id": made}, 201)


@router.get(
    "/rules/editions/{edition}/replays",
    tags=["rules"],
    summary="推演列表 Replays of an edition",
    responses=answers(shapes.ReplayPage),
)
async def list_replays(db: Db, actor: Reader, edition: Number, cursor: Cursor = None, limit: Limit = None) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_replays(tx.conn, actor, page_of(cursor, limit), edition=int(edition)))


@router.get(
    "/rules/replays/{replay_id}",
    tags=["rules"],
    summary="推演结果：从哪里到哪里 A replay and its matrices",
    responses=answers(shapes.ReplayResult),
)
async def read_replay(db: Db, actor: Reader, replay_id: UUID) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_replay(tx.conn, actor, replay_id))


@router.get(
    "/rules/replays/{replay_id}/cases",
    tags=["rules"],
    summary="推演中变化的诉求 Texts of one cell of a matrix",
    responses=answers(shapes.CasePage),
)
async def list_cases(
    db: Db,
    actor: Reader,
    replay_id: UUID,
    field: Literal["owner", "department", "lead", "danger", "type", "dispute"] = "owner",
    old: Annotated[Line | None, Query(alias="from", description="under the base; of disputes avoided or made")] = None,
    new: Annotated[Line | None, Query(alias="to", description="under the draft; of disputes the final owner")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await queries.list_cases(tx.conn, actor, page, replay_id=replay_id, field=field, old=old, new=new))


@router.post("/rules/replays/{replay_id}/cancel", tags=["rules"], summary="取消推演 Cancel a replay", status_code=204)
async def cancel_replay(db: Db, actor: Editor, replay_id: UUID, body: CancelBody) -> Response:
    async with db.transaction() as tx:
        await replay.cancel(tx, actor, replay_id=replay_id, reason=body.reason)
    return ok()


@router.get(
    "/triage/override-reasons",
    tags=["triage"],
    summary="改判理由代码 Reason codes of an override",
    responses=answers(shapes.ReasonList),
)
async def list_reasons(actor: Annotated[Actor, holding("registry.read")]) -> Response:
    return ok(evidence_queries.reasons())


@router.get(
    "/triage/overrides",
    tags=["triage"],
    summary="改判记录：研判错在哪里 Overrides, as evidence for the rules",
    responses=answers(shapes.OverridePage),
)
async def list_overrides(
    db: Db,
    actor: Reader,
    reason_code: Line | None = None,
    matter: Annotated[Line | None, Query(description="the matter that the machine named")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await evidence_queries.list_overrides(tx.conn, actor, page, code=reason_code, matter=matter))


@router.get(
    "/triage/override-figures",
    tags=["triage"],
    summary="改判汇总：从哪个事项改到哪个 Which matter and words misled, and how often",
    responses=answers(shapes.OverrideFigures),
)
async def override_figures(db: Db, actor: Reader, days: Annotated[int, Query(ge=1, le=366)] = 30) -> Response:
    async with db.transaction() as tx:
        return ok(await evidence_queries.figures(tx, actor, days=days))


class DriftBody(Body):
    """Which day to look at; without it today as far as it has come."""

    day: Day | None = None


@router.get(
    "/triage/drift",
    tags=["triage"],
    summary="漂移监测：近期研判与前四周相比 How the last days' judgements compare with the weeks before",
    responses=answers(shapes.DriftList),
)
async def list_drift(db: Db, actor: Reader, days: Annotated[int, Query(ge=1, le=60)] = 14) -> Response:
    async with db.transaction() as tx:
        return ok(await drift.list_readings(tx, actor, days=days))


@router.post("/triage/drift", tags=["triage"], summary="立即监测 Look now", status_code=204)
async def look_at_drift(db: Db, actor: Editor, body: DriftBody) -> Response:
    async with db.transaction() as tx:
        await drift.order(tx, actor, day=body.day)
    return ok()


ModelReader = Annotated[Actor, holding("model.read")]


@router.get(
    "/models/{model_id}/shadow",
    tags=["models"],
    summary="旁听模型与实际研判的一致程度 How far a listening model agrees",
    responses=answers(shapes.ShadowSummary),
)
async def shadow_summary(
    db: Db, actor: ModelReader, model_id: UUID, days: Annotated[int, Query(ge=1, le=366)] = 30
) -> Response:
    async with db.transaction() as tx:
        return ok(await shadow.summary(tx, actor, model_id=model_id, days=days))


@router.get(
    "/models/{model_id}/shadow/cases",
    tags=["models"],
    summary="旁听模型意见不同的诉求 Appeals on which a listening model differs",
    responses=answers(shapes.ShadowCases),
)
async def list_shadow_cases(
    db: Db,
    actor: ModelReader,
    model_id: UUID,
    kind: Literal["any", "owner", "type", "joint", "danger_missed", "danger_added"] = "any",
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        return ok(await shadow.list_cases(tx, actor, page_of(cursor, limit), model_id=model_id, kind=kind))
