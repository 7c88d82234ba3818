"""Editions of the rules over HTTP: draft, edit, exchange with Excel, check, publish, roll back (R23, R30, R80)."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, Cursor, Db, Limit, holding
from twinline.kernel.errors import FieldError
from twinline.kernel.limits import Day, Flag, Line, Name, Note
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import answers
from twinline.kernel.web import language, ok
from twinline.rules import actions, queries, shapes, sheets
from twinline.rules.actions import Publisher
from twinline.rules.checks import check
from twinline.rules.model import BadRow, Place
from twinline.rules.tables import CELL_CHARS_MAX, NAMES, tables

router = APIRouter(prefix="/api/v1/rules", tags=["rules"])
Number = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,8})$")]
TableName = Annotated[str, StringConstraints(pattern=f"^({'|'.join(NAMES)})$")]
Ordinal = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,6}$")]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
SeenVersion = Annotated[int, Query(ge=1, le=2**31 - 1, description="the version of the row that was looked at")]
Cells = Annotated[dict[str, Annotated[str, StringConstraints(max_length=CELL_CHARS_MAX)]], Field(max_length=100)]
Reader = Annotated[Actor, holding("rules.read")]
Editor = Annotated[Actor, holding("rules.edit")]
Issuer = Annotated[Actor, holding("rules.publish")]
SHEET_BODY = {
    "requestBody": {
        "required": True,
        "description": "The workbook (.xlsx) as it is",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class Workbook(Response):
    media_type = sheets.MEDIA_TYPE


class DraftBody(Body):
    """A new draft; without ``based_on`` from the edition in force."""

    title: Name
    note: Note = ""
    based_on: Annotated[int, Field(ge=0, le=999_999_999, strict=True)] | None = None


class DraftPatch(Body):
    """What changes of a draft; a field that is left out stays."""

    version: Version
    title: Name | None = None
    note: Note | None = None


class RowBody(Body):
    """A new row: its cells by the names of their columns."""

    cells: Cells


class RowPatch(Body):
    """Cells that change; the others stay."""

    version: Version
    cells: Cells


class PublishBody(Body):
    """What was looked at, and from when it holds (by default today)."""

    version: Version
    effective_from: Day | None = None
    replace_newer: Flag = False


class VersionBody(Body):
    """What was looked at."""

    version: Version


class ReasonBody(Body):
    """Why."""

    reason: Name


def _publisher(request: Request) -> Publisher:
    return request.app.state.publisher


def _known_columns(table: str, cells: dict[str, str]) -> None:
    """Raises BadRow for a column that the table does not have, before anything is looked up."""
    unknown = cells.keys() - {column.name for column in tables()[table].columns}
    if unknown:
        reason = "rules.fault.unknown_column"
        wrong = [FieldError(f"cells.{name}", reason, {"column": name}) for name in sorted(unknown)]
        raise BadRow(count=len(wrong), fields=wrong)


@router.get("/tables", summary="规则表的结构 Tables and columns", responses=answers(shapes.RuleTables))
async def list_tables(request: Request, actor: Reader) -> Response:
    return ok(queries.list_tables(language(request)))


@router.get("/editions", summary="规则版本列表 List editions", responses=answers(shapes.EditionPage))
async def list_editions(
    db: Db,
    actor: Reader,
    state: Literal["draft", "published", "withdrawn"] | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_editions(tx, actor, page_of(cursor, limit), state=state))


@router.post("/editions", summary="新建草稿 Make a draft", status_code=201, responses=answers(shapes.MadeEdition, 201))
async def create_draft(db: Db, actor: Editor, body: DraftBody) -> Response:
    async with db.transaction() as tx:
        number = await actions.create_draft(tx, actor, **body.model_dump())
    return ok({"number": number}, 201)


@router.get("/editions/{edition}", summary="查看版本 Read an edition", responses=answers(shapes.WholeEdition))
async def read_edition(db: Db, actor: Reader, edition: Number) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_edition(tx, actor, int(edition)))


@router.patch("/editions/{edition}", summary="修改草稿说明 Change a draft", status_code=204)
async def change_draft(db: Db, actor: Editor, edition: Number, body: DraftPatch) -> Response:
    async with db.transaction() as tx:
        await actions.change_draft(tx, actor, number=int(edition), **body.model_dump())
    return ok()


@router.get(
    "/editions/{edition}/tables/{table}/rows", summary="规则行列表 List rows", responses=answers(shapes.RuleLines)
)
async def list_rows(
    db: Db,
    actor: Reader,
    edition: Number,
    table: TableName,
    words: Line | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        return ok(await queries.list_rows(tx, actor, page, number=int(edition), table=table, words=words))


@router.post(
    "/editions/{edition}/tables/{table}/rows",
    summary="增加一行 Add a row",
    status_code=201,
    responses=answers(shapes.MadeRow, 201),
)
async def add_row(db: Db, actor: Editor, edition: Number, table: TableName, body: RowBody) -> Response:
    async with db.transaction() as tx:
        ordinal = await actions.add_row(tx, actor, number=int(edition), table=table, cells=body.cells)
    return ok({"ordinal": ordinal}, 201)


@router.patch("/editions/{edition}/tables/{table}/rows/{ordinal}", summary="修改一行 Change a row", status_code=204)
async def change_row(
    db: Db, actor: Editor, edition: Number, table: TableName, ordinal: Ordinal, body: RowPatch
) -> Response:
    _known_columns(table, body.cells)
    place = Place(int(edition), table, int(ordinal))
    async with db.transaction() as tx:
        await actions.change_row(tx, actor, place, version=body.version, cells=body.cells)
    return ok()


@router.delete("/editions/{edition}/tables/{table}/rows/{ordinal}", summary="删除一行 Remove a row", status_code=204)
async def remove_row(
    db: Db, actor: Editor, edition: Number, table: TableName, ordinal: Ordinal, version: SeenVersion
) -> Response:
    place = Place(int(edition), table, int(ordinal))
    async with db.transaction() as tx:
        await actions.remove_row(tx, actor, place, version=version)
    return ok()


@router.get(
    "/editions/{edition}/changes",
    summary="与另一版本的差异 What differs from another edition",
    responses=answers(shapes.ChangeList),
)
async def list_changes(db: Db, actor: Reader, edition: Number, against: Number | None = None) -> Response:
    other = None if against is None else int(against)
    async with db.transaction() as tx:
        return ok(await queries.list_changes(tx, actor, number=int(edition), against=other))


@router.get(
    "/editions/{edition}/checks", summary="检查重叠与缺口 Overlaps and gaps", responses=answers(shapes.Findings)
)
async def list_findings(request: Request, db: Db, actor: Reader, edition: Number) -> Response:
    async with db.transaction() as tx:
        content, ordinals, base = await queries.material(tx, actor, int(edition))
        on = actions.today(tx)
    found = await asyncio.to_thread(check, content, on=on, ordinals=ordinals, base=base)
    return ok(queries.findings_view(found, language(request)))


@router.get("/editions/{edition}/sheet", summary="导出为 Excel Export as a workbook", response_class=Workbook)
async def export_sheet(db: Db, actor: Reader, edition: Number) -> Response:
    async with db.transaction() as tx:
        shown = await queries.read_edition(tx, actor, int(edition))
        content = await actions.content_of(tx, int(edition))
    title = queries.title_of(shown)
    packed = await asyncio.to_thread(sheets.export, content, title=title)
    name = f'attachment; filename="rules-{int(edition)}.xlsx"'
    return Workbook(packed, headers={"content-disposition": name})


@router.post(
    "/editions/{edition}/import-batch",
    summary="从 Excel 导入草稿 Import a workbook into a draft",
    responses=answers(shapes.Imported),
    openapi_extra=SHEET_BODY,
)
async def import_sheet(request: Request, db: Db, actor: Editor, edition: Number) -> Response:
    content = await asyncio.to_thread(sheets.read, await request.body())
    async with db.transaction() as tx:
        rows = await actions.replace_tables(tx, actor, number=int(edition), content=content)
    return ok({"rows": rows})


@router.post("/editions/{edition}/publish", summary="发布 Publish", responses=answers(shapes.Published))
async def publish(request: Request, db: Db, actor: Issuer, edition: Number, body: PublishBody) -> Response:
    async with db.transaction() as tx:
        day = await actions.publish(tx, actor, _publisher(request), number=int(edition), **body.model_dump())
    return ok({"number": int(edition), "effective_from": day})


@router.post("/editions/{edition}/withdraw", summary="撤回未生效的发布 Call back a publication", status_code=204)
async def withdraw(db: Db, actor: Issuer, edition: Number, body: VersionBody) -> Response:
    async with db.transaction() as tx:
        await actions.withdraw(tx, actor, number=int(edition), version=body.version)
    return ok()


@router.delete("/editions/{edition}", summary="放弃草稿 Give up a draft", status_code=204)
async def give_up(db: Db, actor: Editor, edition: Number, version: SeenVersion) -> Response:
    async with db.transaction() as tx:
        await actions.give_up(tx, actor, number=int(edition), version=version)
    return ok()


@router.post(
    "/editions/{edition}/roll-back", summary="回退到此版本 Roll back to it", responses=answers(shapes.Published)
)
async def roll_back(request: Request, db: Db, actor: Issuer, edition: Number, body: ReasonBody) -> Response:
    async with db.transaction() as tx:
        await actions.roll_back(tx, actor, _publisher(request), number=int(edition), reason=body.reason)
        return ok({"number": int(edition), "effective_from": actions.today(tx)})


@router.get("/editions/{edition}/verify", summary="验证签名 Verify the signature", responses=answers(shapes.Verified))
async def verify(request: Request, db: Db, actor: Reader, edition: Number) -> Response:
    async with db.transaction() as tx:
        keys = _publisher(request).keys
        return ok(await queries.verify(tx, actor, keys, int(edition), language(request)))


@router.get("/history", summary="发布与回退记录 Publications and rollbacks", responses=answers(shapes.ForceList))
async def list_forces(db: Db, actor: Reader) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_forces(tx.conn, actor))
