"""The wall-board, the supervisor's board, the inbox's figures, saved views and exports over HTTP (R41, R43, R71)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from twinline.clocks.api import InCity
from twinline.identity import Actor
from twinline.identity.api import Body, Db, holding
from twinline.intake.api import AtDesk
from twinline.kernel.limits import Flag, Line, Moment, Name
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import language, ok
from twinline.oversight import exports, inbox_queries, supervision_queries, views, wall, wall_queries
from twinline.oversight.boards import shapes

router = APIRouter()
PageName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Columns = Annotated[list[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]], Field(max_length=40)]
Exporter = Annotated[Actor, holding(exports.PERMISSION)]
Viewer = Annotated[Actor, holding("appeal.read")]


class Sheet(Response):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WallLinkBody(Body):
    """A display: what it is called, which platform's sums it shows, and of which area when not of all."""

    name: Name
    platform: Literal["12345", "110"]
    division: Annotated[str, StringConstraints(pattern=r"^(\d{2,12})?$")] = ""


class ViewBody(Body):
    """A view of a page; without a name, how the page was last left."""

    page: PageName
    name: Line = ""
    filters: Line = ""
    columns: Columns = Field(default_factory=list[str])


class ExportFilters(Body):
    """As the list's own filters."""

    state: Annotated[list[Line] | None, Field(max_length=20)] = None
    open: Flag | None = None
    unit_id: UUID | None = None
    danger: Flag | None = None
    division: Line | None = None
    mine: Flag | None = None
    due_before: Moment | None = None
    type: Line | None = None
    redo: Flag | None = None
    class_code: Line | None = None


class ExportBody(Body):
    """Which list, under which filters, with which columns; all columns when none is named."""

    which: Literal["work-orders", "police-orders"]
    filters: ExportFilters = ExportFilters()
    columns: Columns = Field(default_factory=list[str])


@router.get("/wall", summary="联动大屏：当日汇总 Sums of today for a wall-board", responses=answers(shapes.Wall))
async def show_wall(db: Db, desk: AtDesk, actor: Annotated[Actor, holding("wall.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await wall_queries.wall(tx, actor, desk.divisions))


@router.post(
    "/wall/links",
    status_code=201,
    summary="新建大屏链接 Make a link for a wall-board",
    responses=answers(shapes.WallLink, 201),
)
async def make_wall_link(
    request: Request, body: WallLinkBody, db: Db, city: InCity, actor: Annotated[Actor, holding("account.admin")]
) -> Response:
    async with db.transaction() as tx:
        account_id, key = await wall.make_link(
            tx,
            actor,
            name=body.name,
            platform=body.platform,
            unit_id=city.directory.desk(body.platform).id,
            division=body.division,
            units=request.app.state.units,
        )
    return ok({"account_id": account_id, "key": key, "path": f"/wall#{key}"}, 201)


@router.get(
    "/supervision",
    summary="督办台：超期、将到期、两次退回、久无进展、紧急未应 What has to be pressed",
    responses=answers(shapes.Supervision),
)
async def show_supervision(
    db: Db,
    actor: Annotated[Actor, holding("supervision.read")],
    silent_hours: Annotated[int, Query(ge=1, le=720)] = supervision_queries.SILENT_HOURS,
) -> Response:
    async with db.transaction() as tx:
        return ok(await supervision_queries.supervision(tx, actor, silent_hours=silent_hours))


@router.get(
    "/inbox", summary="本单位收件箱数目 What waits for the caller's unit", responses=answers(shapes.InboxFigures)
)
async def show_inbox(db: Db, actor: Annotated[Actor, holding("case.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await inbox_queries.inbox(tx, actor))


@router.get("/views", summary="我的筛选与列 The caller's views of a page", responses=answers(shapes.SavedViewPage))
async def list_views(db: Db, actor: Viewer, page: PageName) -> Response:
    async with db.transaction() as tx:
        return ok(await views.views(tx, actor, page=page))


@router.post(
    "/views",
    status_code=201,
    summary="保存筛选与列 Keep a view, in place of the one with its name",
    responses=answers(Created, 201),
)
async def save_view(body: ViewBody, db: Db, actor: Viewer) -> Response:
    async with db.transaction() as tx:
        view_id = await views.save(
            tx, actor, page=body.page, name=body.name, filters=body.filters, columns=body.columns
        )
    return ok({"id": view_id}, 201)


@router.delete("/views/{view_id}", status_code=204, summary="删除筛选 Drop a view")
async def drop_view(view_id: UUID, db: Db, actor: Viewer) -> Response:
    async with db.transaction() as tx:
        await views.drop(tx, actor, view_id=view_id)
    return ok()


@router.post(
    "/exports",
    status_code=201,
    summary="导出列表（后台，留痕）Order a list as a workbook",
    responses=answers(Created, 201),
)
async def begin_export(request: Request, body: ExportBody, db: Db, actor: Exporter) -> Response:
    filters = body.filters.model_dump(mode="json")
    async with db.transaction() as tx:
        export_id = await exports.begin(
            tx, actor, which=body.which, filters=filters, columns=body.columns, lang=language(request)
        )
    return ok({"id": export_id}, 201)


@router.get("/exports", summary="我的导出 The caller's newest exports", responses=answers(shapes.ExportPage))
async def list_exports(db: Db, actor: Exporter) -> Response:
    async with db.transaction() as tx:
        return ok(await exports.of_caller(tx, actor))


@router.get("/exports/{export_id}/sheet", summary="下载导出（留痕）Fetch a workbook", response_class=Sheet)
async def fetch_export(export_id: UUID, db: Db, actor: Exporter) -> Response:
    async with db.transaction() as tx:
        made = await exports.fetch(tx, actor, export_id=export_id)
    name = f'attachment; filename="{made.which}-{made.made_at:%Y%m%d}.xlsx"'
    return Sheet(made.content, headers={"content-disposition": name})
