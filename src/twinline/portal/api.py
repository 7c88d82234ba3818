"""The portal over HTTP: for anybody without a session, and for the staff behind it (R2, R40, R53, R54, R85)."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from twinline.clocks.api import InCity
from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.intake.api import AtDesk, Key
from twinline.kernel.db import Database
from twinline.kernel.limits import NO_CONTROL, Flag, Line, Name, Note, Words, not_blank, refuse_control
from twinline.kernel.paging import page_of
from twinline.kernel.problems import NoRoute
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import language, ok
from twinline.portal import actions, queries, shapes
from twinline.portal.actions import Filing, Wording
from twinline.portal.guide import guide
from twinline.portal.limits import Limits, network_of
from twinline.portal.model import PLATFORM
from twinline.triage import judge
from twinline.triage.api import ANSWERS_MAX, AnswerCode, question_view

router = APIRouter(prefix="/api/v1/portal", tags=["portal"])
WORDS_MAX = 2_000
NAMES_MAX = 50
Said = Annotated[
    str,
    StringConstraints(max_length=WORDS_MAX),
    Field(json_schema_extra={**NO_CONTROL, "minLength": 1}),
    AfterValidator(refuse_control),
    AfterValidator(not_blank),
]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]([ ()-]{0,2}[0-9]){5,19}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9 -]{4,32}$")]
PhoneEnd = Annotated[str, StringConstraints(pattern=r"^[0-9 ()+-]{4,32}$")]
Satisfaction = Annotated[int, Field(ge=1, le=5, strict=True)]


def _visit(request: Request) -> Limits:
    """Raises NoRoute where the city has no portal, TooMany for an address that asks too often."""
    if request.app.state.settings.portal == "off" or PLATFORM not in request.app.state.settings.hosted:
        raise NoRoute
    limits = cast("Limits", request.app.state.portal)
    limits.requests.take(_address(request))
    return limits


def _address(request: Request) -> str:
    return network_of(request.client.host if request.client else "")


async def visitor(request: Request) -> Limits:
    """Anybody, within the limits of their address."""
    return _visit(request)


async def filer(request: Request) -> Limits:
    """Anybody who sends something that is kept."""
    limits = _visit(request)
    limits.filings.take(_address(request))
    return limits


Visitor = Annotated[Limits, Depends(visitor)]
Filer = Annotated[Limits, Depends(filer)]


class Asked(Body):
    """What a person wants to know the number for; ``answers``: to the question that an earlier answer asked."""

    words: Said
    answers: Annotated[list[AnswerCode], Field(max_length=ANSWERS_MAX)] = Field(default_factory=list[str])


class Filed(Body):
    """What a person files. ``not_urgent``: they were told to call, and it is not urgent."""

    words: Said
    phone: Phone
    name: Line = ""
    address: Line = ""
    confidential: Flag = False
    not_urgent: Flag = False


class Opened(Body):
    """What opens an appeal: its code, and the last four digits of the phone (or the whole of it)."""

    code: Code
    phone_end: PhoneEnd


class MoreWords(Opened):
    words: Said
    not_urgent: Flag = False


class OwnRating(Opened):
    """Three separate facts, as the person tells them."""

    contacted: Flag
    solved: Flag
    satisfied: Satisfaction
    note: Annotated[Note, StringConstraints(max_length=WORDS_MAX)] = ""


class OwnObjection(Opened):
    reason: Said


class ObjectionDecision(Body):
    """``upheld``: it is handled again; ``answer`` is what the person reads."""

    upheld: Flag
    answer: Words


class PublicationBody(Body):
    """How a result is published; what is missing is taken from the appeal. ``names`` are masked."""

    appeal_id: UUID
    title: Name | None = None
    words: Words | None = None
    reply: Words | None = None
    names: Annotated[list[Name], Field(max_length=NAMES_MAX)] = Field(default_factory=list[str])

    @property
    def wording(self) -> Wording:
        return Wording(self.title, self.words, self.reply, tuple(self.names))


@router.post("/ask", summary="该打哪个号码 Which number to call, and why", responses=answers(shapes.WhichNumber))
async def ask(body: Asked, request: Request, desk: AtDesk, limits: Visitor) -> Response:
    meaning, book, lang = request.app.state.meaning, desk.rulebook, language(request)
    if meaning:
        decision = await meaning.judge(body.words, rulebook=book, answers=body.answers)
    else:
        decision = judge(body.words, rulebook=book, answers=body.answers)
    told = guide(decision, rulebook=book, words=body.words, lang=lang)
    return ok(told | {"ask": question_view(decision.ask, lang)})


@router.post(
    "/appeals",
    status_code=201,
    summary="提交诉求 File an appeal; words of danger are answered with portal.call_first until `not_urgent`",
    responses=answers(shapes.Receipt, 201) | answers(shapes.Receipt, description="Filed before"),
)
async def file(body: Filed, db: Db, desk: AtDesk, limits: Filer, key: Key = None) -> Response:
    async with db.transaction() as tx:
        made = await actions.file(tx, desk, Filing(**body.model_dump()), key=key)
    return ok(made, 200 if made["replayed"] else 201)


async def _opened(db: Database, desk: AtDesk, limits: Limits, body: Opened) -> UUID:
    return await actions.opened(
        db, desk.cipher, code=body.code, phone_end=body.phone_end, tries_max=limits.tries_per_code
    )


async def _shown(db: Database, request: Request, appeal_id: UUID) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.followed(tx.conn, appeal_id, lang=language(request)))


@router.post("/follow", summary="查询进度 How one's appeal stands", responses=answers(shapes.Followed))
async def follow(body: Opened, request: Request, db: Db, desk: AtDesk, limits: Visitor) -> Response:
    return await _shown(db, request, await _opened(db, desk, limits, body))


@router.post("/additions", summary="补充说明 Add words to one's appeal", responses=answers(shapes.Followed))
async def add(body: MoreWords, request: Request, db: Db, desk: AtDesk, limits: Filer, key: Key = None) -> Response:
    appeal_id = await _opened(db, desk, limits, body)
    async with db.transaction() as tx:
        await actions.add(tx, desk, appeal_id=appeal_id, words=body.words, not_urgent=body.not_urgent, key=key)
    return await _shown(db, request, appeal_id)


@router.post("/ratings", summary="评价结果 Rate a result: three separate facts", responses=answers(shapes.Followed))
async def rate(body: OwnRating, request: Request, db: Db, desk: AtDesk, limits: Filer) -> Response:
    appeal_id = await _opened(db, desk, limits, body)
    async with db.transaction() as tx:
        await actions.rate(
            tx,
            desk,
            appeal_id=appeal_id,
            contacted=body.contacted,
            solved=body.solved,
            satisfied=body.satisfied,
            note=body.note,
        )
    return await _shown(db, request, appeal_id)


@router.post("/objections", summary="对结果提出异议 Object to a result", responses=answers(shapes.Followed))
async def object_to(body: OwnObjection, request: Request, db: Db, desk: AtDesk, limits: Filer) -> Response:
    appeal_id = await _opened(db, desk, limits, body)
    async with db.transaction() as tx:
        await actions.object_to(tx, desk, appeal_id=appeal_id, reason=body.reason)
    return await _shown(db, request, appeal_id)


@router.get("/results", summary="公开的办理结果 Published results", responses=answers(shapes.PublishedResults))
async def list_results(
    db: Db,
    desk: AtDesk,
    limits: Visitor,
    cursor: Cursor = None,
    limit: Annotated[int | None, Query(ge=1, le=50)] = None,
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.results(tx.conn, page_of(cursor, limit or 20), desk.divisions))


Reviewer = Annotated[Actor, holding("portal.review")]
Editor = Annotated[Actor, holding("portal.publish")]


@router.get("/objections", summary="待处理的异议 Objections that wait", responses=answers(shapes.WaitingObjections))
async def list_objections(db: Db, actor: Reviewer, cursor: Cursor = None, limit: Limit = None) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.objections(tx.conn, actor, page_of(cursor, limit)))


@router.post("/objections/{objection_id}/decide", summary="处理异议 Decide an objection", status_code=204)
async def decide(objection_id: UUID, body: ObjectionDecision, db: Db, city: InCity, actor: Reviewer) -> Response:
    async with db.transaction() as tx:
        await actions.decide(tx, city, actor, objection_id=objection_id, upheld=body.upheld, answer=body.answer)
    return ok()


@router.get(
    "/publications", summary="可公开的办结件 Closed appeals to publish", responses=answers(shapes.PublishableList)
)
async def list_publishable(db: Db, desk: AtDesk, actor: Editor, cursor: Cursor = None, limit: Limit = None) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.candidates(tx.conn, actor, page_of(cursor, limit), desk.divisions))


@router.post(
    "/publications/preview", summary="预览公开文本 The wording as masked", responses=answers(shapes.WordingShown)
)
async def preview(body: PublicationBody, db: Db, desk: AtDesk, actor: Editor) -> Response:
    async with db.transaction() as tx:
        return ok(await actions.preview(tx, actor, desk.cipher, appeal_id=body.appeal_id, wording=body.wording))


@router.post("/publications", summary="公开办理结果 Publish a result", status_code=201, responses=answers(Created, 201))
async def publish(body: PublicationBody, db: Db, desk: AtDesk, actor: Editor) -> Response:
    async with db.transaction() as tx:
        made = await actions.publish(tx, actor, desk.cipher, appeal_id=body.appeal_id, wording=body.wording)
    return ok({"id": made}, 201)


@router.delete("/publications/{publication_id}", summary="撤下 Withdraw a published result", status_code=204)
async def withdraw(publication_id: UUID, db: Db, actor: Editor) -> Response:
    async with db.transaction() as tx:
        await actions.withdraw(tx, actor, publication_id=publication_id)
    return ok()
