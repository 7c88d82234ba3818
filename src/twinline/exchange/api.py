"""Peers and links over HTTP: how they stand, their messages, reconciliation, the register (R3, R45)."""

from datetime import timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field, StringConstraints, model_validator
from starlette.responses import Response

from twinline.clocks import City
from twinline.clocks.api import InCity
from twinline.exchange import administer, calls, queries, shapes
from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.limits import PAGE_ROWS_DEFAULT, Day, Flag, Line, Name
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok

router = APIRouter(prefix="/api/v1/exchange", tags=["exchange"])
Reader = Annotated[Actor, holding("exchange.read")]
Writer = Annotated[Actor, holding("exchange.write")]
SEQ_MAX = 2**62
PeerName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Seq = Annotated[int, Path(ge=1, le=SEQ_MAX)]
Direction = Literal["out", "in"]
State = Literal["waiting", "sent", "taken", "refused", "held", "admitted"]
Before = Annotated[str | None, Query(alias="cursor", pattern=r"^[1-9][0-9]{0,17}$")]


class AgainBody(Body):
    """Numbers to send again (``out``) or to admit again (``in``)."""

    direction: Direction
    seqs: Annotated[list[Annotated[int, Field(ge=1, le=SEQ_MAX, strict=True)]], Field(min_length=1, max_length=1000)]


class SwitchBody(Body):
    """On or off, and why."""

    active: Flag
    reason: Name


class ToldBody(Body):
    """Who was told, by name or number."""

    whom: Name


class CompareBody(Body):
    """The day in China; without one it is today."""

    day: Day | None = None


class LinkBody(Body):
    """Where a link leads, its last test by hand, and when it goes live."""

    peer: PeerName | None = None
    go_live: Day | None = None
    tested_on: Day | None = None
    passed: Flag | None = None
    note: Line = ""

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.tested_on is None) is not (self.passed is None):
            raise ValueError("tested_on and passed go together")
        return self


@router.get("/peers", summary="对端：收发状况与通道 Peers and how they stand", responses=answers(shapes.PeerList))
async def list_peers(db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_peers(tx, actor))


@router.post("/peers/{peer}/switch", summary="启停与对端的交换 Begin or stop exchanging with a peer", status_code=204)
async def switch(peer: PeerName, body: SwitchBody, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        await administer.switch(tx, actor, peer=peer, active=body.active, reason=body.reason)
    return ok()


@router.get(
    "/peers/{peer}/messages",
    summary="收发报文 Messages to or from a peer, newest first",
    responses=answers(shapes.MessagePage),
)
async def list_messages(
    peer: PeerName,
    db: Db,
    actor: Reader,
    direction: Direction = "out",
    state: State | None = None,
    kind: Line | None = None,
    cursor: Before = None,
    limit: Limit = None,
) -> Response:
    wanted = {"state": state, "kind": kind}
    before, rows = int(cursor or SEQ_MAX), limit or PAGE_ROWS_DEFAULT
    async with db.transaction() as tx:
        found = await queries.list_messages(
            tx, actor, peer=peer, direction=direction, wanted=wanted, before=before, limit=rows
        )
    return ok(found)


@router.post(
    "/peers/{peer}/messages/again",
    summary="重发或重新入库 Send messages again, or admit them again",
    responses=answers(shapes.Changed),
)
async def again(peer: PeerName, body: AgainBody, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        count = await administer.again(tx, actor, peer=peer, direction=body.direction, seqs=body.seqs)
    return ok({"count": count})


@router.get(
    "/peers/{peer}/messages/{direction}/{seq}",
    summary="一条报文：信封、次数、差错；可见诉求者另见内容 One message",
    responses=answers(shapes.MessageWhole),
)
async def read_message(peer: PeerName, direction: Direction, seq: Seq, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_message(tx, actor, peer=peer, direction=direction, seq=seq))


@router.get(
    "/peers/{peer}/codes",
    summary="待对照代码 Codes that wait for a steward",
    responses=answers(shapes.UnmappedList),
)
async def list_codes(peer: PeerName, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_codes(tx, actor, peer=peer))


@router.get("/refusals", summary="拒收记录 Tokens that were not taken", responses=answers(shapes.RefusalPage))
async def list_refusals(
    db: Db,
    actor: Reader,
    peer: PeerName | None = None,
    code: Line | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_refusals(tx, actor, page_of(cursor, limit), peer=peer, code=code))


@router.post(
    "/peers/{peer}/digests",
    summary="立即对账 Compare a day's messages now",
    status_code=201,
    responses=answers(shapes.Begun, 201),
)
async def compare(peer: PeerName, body: CompareBody, db: Db, actor: Writer) -> Response:
    async with db.transaction() as tx:
        return ok({"ids": await administer.compare(tx, actor, peer=peer, day=body.day)}, 201)


@router.get("/peers/{peer}/digests", summary="对账记录 Comparisons, newest first", responses=answers(shapes.DigestPage))
async def list_digests(peer: PeerName, db: Db, actor: Reader, cursor: Cursor = None, limit: Limit = None) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_digests(tx, actor, page_of(cursor, limit), peer=peer))


def _home(request: Request) -> str:
    """The division of the city that is served."""
    city: City = request.app.state.city
    return city.directory.desk("12345").division


@router.get(
    "/alarms",
    summary="告警：未获对端确认的紧急事项、失联的对端 Urgent matters to tell by phone, and silent peers",
    responses=answers(shapes.Alarms),
)
async def list_alarms(
    request: Request, db: Db, city: InCity, actor: Annotated[Actor, holding("board.read")]
) -> Response:
    down = timedelta(minutes=request.app.state.settings.exchange_down_minutes)
    async with db.transaction() as tx:
        return ok(await calls.alarms(tx, actor, city, request.app.state.cipher, down=down))


@router.post("/alarms/{call_id}/told", summary="登记已电话告知 The other side was told by phone", status_code=204)
async def told(call_id: UUID, body: ToldBody, db: Db, actor: Annotated[Actor, holding("joint.request")]) -> Response:
    async with db.transaction() as tx:
        await calls.told(tx, actor, call_id=call_id, whom=body.whom)
    return ok()


@router.get("/links", summary="链路台账：各地话务、工单、数据 Register of links", responses=answers(shapes.Register))
async def read_register(request: Request, db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_register(tx, actor, home=_home(request)))


@router.put("/links/{region}/{kind}", summary="登记一条链路 Register a link", status_code=204)
async def register(
    region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")],
    kind: Literal["voice", "order", "data"],
    body: LinkBody,
    request: Request,
    db: Db,
    actor: Writer,
) -> Response:
    async with db.transaction() as tx:
        await administer.register(tx, actor, home=_home(request), region=region, kind=kind, row=body.model_dump())
    return ok()
