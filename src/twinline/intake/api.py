"""Appeals over HTTP: register one or many, read, follow, override, split, reveal (R1, R4, R14, R34, R36, R44)."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi import Path as PathParameter
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from twinline.appeals import actions as appeals
from twinline.cases import CASE
from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.incidents import INCIDENT, UNIT
from twinline.incidents.forms import IntakeForm, Latitude, Longitude
from twinline.intake import (
    actions,
    beside_queries,
    queries,
    rerun_queries,
    shapes,
    workspace,
    workspace_shapes,
)
from twinline.intake.compose import Desk
from twinline.intake.gate import Gate
from twinline.intake.model import Outcome, Registered, Said
from twinline.intake.overrides import OverrideReason
from twinline.intake.search import wanted
from twinline.kernel.errors import Problem
from twinline.kernel.limits import BATCH_ROWS_MAX, Flag, Line, Moment, Note, Words, refuse_control
from twinline.kernel.paging import page_of
from twinline.kernel.problems import document
from twinline.kernel.shapes import answers
from twinline.kernel.web import language, ok
from twinline.linkage import HANDOVER, JOINT

router = APIRouter(prefix="/api/v1", tags=["appeals"])
Platform = Literal["12345", "110"]
Channel = Literal["voice", "web", "app", "wechat", "sms", "rcs", "video", "letter", "visit", "import"]
RequestType = Literal["咨询", "求助", "投诉", "举报", "建议", "报警", "其他"]
DecisionNumber = Annotated[int, PathParameter(ge=1, le=32_767)]
Phone = Annotated[str, StringConstraints(max_length=32, pattern=r"^\+?[0-9][0-9 ()-]{2,30}$")]
Division = Annotated[str, StringConstraints(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")]
Title = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(refuse_control)]
KEY_FORM = r"^[\x21-\x7e]{1,128}$"
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY_FORM,
        description="Makes the request repeatable: with the same key and body it has effect once and answers the same; "
        "with the same key and another body it is refused (409 intake.key_reused).",
    ),
]


class AppealBody(Body):
    """What came in. Only the words are required: no missing field may hold up an emergency (R2)."""

    words: Words
    title: Title | None = None
    channel: Channel = "web"
    caller: Line | None = None
    phone: Phone | None = None
    address: Line = ""
    division: Division | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    datum: Literal["WGS84", "CGCS2000", "GCJ02", "BD09"] | None = None
    received_at: Moment | None = None
    external_id: Line | None = None
    type: RequestType | None = None
    class_code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,8}$")] | None = None
    grade: Annotated[int, Field(ge=1, le=4, strict=True)] | None = None
    urgent: Flag = False
    danger: Flag = False
    confidential: Flag = False
    restricted: Flag = False
    complained_unit_id: UUID | None = None
    auto_handover: Flag | None = None
    form: IntakeForm | None = None
    seed: Flag = False


class BatchRow(AppealBody):
    key: Annotated[str, StringConstraints(pattern=KEY_FORM)] | None = None


class BatchBody(Body):
    appeals: Annotated[list[BatchRow], Field(min_length=1, max_length=BATCH_ROWS_MAX)]


class BesideBody(Body):
    """What is typed so far."""

    words: Note = ""
    phone: Annotated[str, StringConstraints(max_length=32), AfterValidator(refuse_control)] = ""
    address: Line = ""
    division: Division | None = None
    matter: Line = ""


class Reason(Body):
    reason: Words


class Override(Body):
    """A person's judgement instead of the machine's, with the reason (promise 4). ``other`` needs words."""

    reason_code: OverrideReason
    reason: Note = ""
    owner: Literal["12345", "110", "119", "120", "122", "utility", "none"]
    matter: Line | None = None
    type: RequestType | None = None


class Split(Body):
    """The further matters that the words hold; each becomes an appeal of its own."""

    parts: Annotated[list[Words], Field(min_length=1, max_length=10)]


async def intake_desk(request: Request) -> Desk:
    return request.app.state.desk


async def gate(request: Request) -> Gate:
    return request.app.state.gate


AtDesk = Annotated[Desk, Depends(intake_desk)]


def said_of(body: AppealBody, actor: Actor, key: str | None) -> Said:
    """What intake takes, from what the route was sent. The platform is the caller's own."""
    fields = {name: getattr(body, name) for name in _PLAIN}
    form = body.form.model_dump(mode="json", exclude_none=True) if body.form else {}
    return Said(platform=actor.platform, client=str(actor.account_id), key=key, form=form, **fields)


_PLAIN = tuple(name for name in AppealBody.model_fields if name != "form")


def outcome_view(outcome: Outcome, lang: str) -> dict[str, Any]:
    """One line of a batch's answer."""
    if isinstance(outcome, Problem):
        return {"problem": document(outcome, lang=lang, request_id="")}
    return registered_view(outcome)


def registered_view(made: Registered) -> dict[str, Any]:
    return {
        "id": made.appeal_id,
        "number": made.number,
        "owner": made.owner,
        "danger": made.danger,
        "replayed": made.replayed,
        "order": {"kind": made.order_kind, "id": made.order_id, "number": made.order_number, "state": made.state},
    }


@router.post(
    "/appeals",
    status_code=201,
    summary="Register one appeal: judged, owned, clocks running",
    responses=answers(shapes.Registered, 201) | answers(shapes.Registered, description="Registered before"),
)
async def create_appeal(
    body: AppealBody,
    actor: Annotated[Actor, holding("appeal.create")],
    line: Annotated[Gate, Depends(gate)],
    key: Key = None,
) -> Response:
    outcome = await line.register(actor, said_of(body, actor, key))
    return ok(registered_view(outcome), 200 if outcome.replayed else 201)


@router.post(
    "/appeals/batch",
    summary="Register up to 1,000 appeals; each line has its own answer",
    responses=answers(shapes.BatchAnswer),
)
async def create_appeals(
    body: BatchBody, request: Request, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.create")]
) -> Response:
    said = [said_of(row, actor, row.key) for row in body.appeals]
    async with db.transaction() as tx:
        outcomes = await actions.register(tx, desk, actor, said)
    lang = language(request)
    return ok({"results": [outcome_view(o, lang) for o in outcomes]})


@router.post(
    "/appeals/beside",
    summary="What is known while a contact is typed: caller, place, the same matter; nothing is written",
    responses=answers(shapes.Beside),
)
async def beside(body: BesideBody, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.create")]) -> Response:
    place = (body.address, body.division or "", body.matter)
    async with db.transaction() as tx:
        found = await beside_queries.beside(
            tx.conn, actor, desk.cipher, now=tx.now, words=body.words, phone=body.phone, place=place
        )
    return ok(found)


@router.get(
    "/appeals",
    summary="Appeals that the caller may see, newest first",
    responses=answers(shapes.AppealPage),
)
async def list_appeals(
    db: Db,
    actor: Annotated[Actor, holding("appeal.read")],
    desk: AtDesk,
    q: Annotated[str, Query(max_length=200), AfterValidator(refuse_control)] = "",
    owner: Platform | None = None,
    open: bool | None = None,
    danger: bool | None = None,
    type: RequestType | None = None,
    matter: Line | None = None,
    division: Annotated[str | None, Query(pattern=r"^\d{2,12}$")] = None,
    since: Moment | None = None,
    until: Moment | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    filters = {
        "owner": owner,
        "open": open,
        "danger": danger,
        "type": type,
        "matter": matter,
        "division": division,
        "since": since,
        "until": until,
    }
    search = wanted(q, cipher=desk.cipher)
    async with db.transaction() as tx:
        return ok(await queries.list_appeals(tx.conn, actor, page_of(cursor, limit), filters, search))


@router.get(
    "/appeals/{appeal_id}",
    summary="One appeal with both sides' orders, clocks, handovers and judgement",
    responses=answers(shapes.Appeal),
)
async def get_appeal(
    appeal_id: UUID, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.read")]
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.get_appeal(tx.conn, actor, desk.cipher, appeal_id))


@router.get(
    "/appeals/{appeal_id}/decisions/{n}/rerun",
    summary="Judge again by the rules that the decision names",
    responses=answers(shapes.Rerun),
)
async def rerun(
    appeal_id: UUID, n: DecisionNumber, request: Request, db: Db, actor: Annotated[Actor, holding("appeal.read")]
) -> Response:
    async with db.transaction() as tx:
        meaning = request.app.state.meaning
        as_named = meaning.as_named if meaning else rerun_queries.without_meaning
        return ok(await rerun_queries.rerun(tx, request.app.state.library, actor, appeal_id, n, as_named=as_named))


@router.get(
    "/appeals/{appeal_id}/timeline",
    summary="Everything that happened, on both sides, in time",
    responses=answers(shapes.Timeline),
)
async def get_timeline(appeal_id: UUID, db: Db, actor: Annotated[Actor, holding("appeal.read")]) -> Response:
    async with db.transaction() as tx:
        return ok({"items": await queries.timeline(tx.conn, actor, appeal_id), "next": None})


@router.get(
    "/appeals/{appeal_id}/routing",
    summary="Suggested units, whether towns are barred, what to say when it is out of scope",
    responses=answers(shapes.Advice),
)
async def get_routing(
    appeal_id: UUID, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.read")]
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.routing(tx.conn, actor, desk, appeal_id))


@router.get(
    "/appeals/{appeal_id}/linkage",
    summary="Where it is, and what the other side sees of it",
    responses=answers(workspace_shapes.Workspace),
)
async def get_linkage(
    appeal_id: UUID, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.read")]
) -> Response:
    async with db.transaction() as tx:
        return ok(await workspace.workspace(tx.conn, actor, desk, appeal_id))


@router.post(
    "/appeals/{appeal_id}/reveal",
    summary="Name and phone in clear, with a reason, audited",
    responses=answers(shapes.Revealed),
)
async def reveal(
    appeal_id: UUID, body: Reason, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.reveal")]
) -> Response:
    async with db.transaction() as tx:
        return ok(await appeals.reveal(tx, actor, desk.cipher, appeal_id=appeal_id, reason=body.reason))


@router.post(
    "/appeals/{appeal_id}/override",
    summary="Judge differently from the machine, with the reason",
    responses=answers(shapes.Overridden),
)
async def override(
    appeal_id: UUID, body: Override, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.override")]
) -> Response:
    async with db.transaction() as tx:
        changed = await actions.override(
            tx,
            desk,
            actor,
            appeal_id=appeal_id,
            owner=body.owner,
            matter=body.matter,
            kind=body.type,
            reason_code=body.reason_code,
            reason=body.reason,
        )
    return ok({"id": changed.id, "matter": changed.matter, "type": changed.type, "version": changed.version})


@router.post(
    "/appeals/{appeal_id}/split",
    status_code=201,
    summary="Take further matters out as appeals of their own",
    responses=answers(shapes.SplitAnswer, 201),
)
async def split(
    appeal_id: UUID, body: Split, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("appeal.split")]
) -> Response:
    async with db.transaction() as tx:
        made = await actions.split(tx, desk, actor, appeal_id=appeal_id, parts=body.parts)
    return ok({"parts": [registered_view(m) for m in made]}, 201)


@router.get(
    "/registry/machines",
    summary="The transition tables, with their names",
    responses=answers(shapes.MachineList),
)
async def machines(actor: Annotated[Actor, holding("registry.read")]) -> Response:
    return ok({"items": [queries.machine_table(m) for m in (CASE, INCIDENT, UNIT, HANDOVER, JOINT)], "next": None})
