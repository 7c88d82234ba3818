"""The registry over HTTP: units, duty contacts, police classes, crosswalks, calendars."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from twinline.agencies import actions, queries, shapes
from twinline.agencies.calendar import CalendarDay, DayKind
from twinline.agencies.model import DutyRole, UnitKind
from twinline.identity import Actor, Db
from twinline.identity.api import holding
from twinline.kernel.clock import CHINA
from twinline.kernel.limits import BATCH_ROWS_MAX, Day, Flag, Line, Name
from twinline.kernel.paging import page_of
from twinline.kernel.shapes import Created, answers
from twinline.kernel.web import ok

router = APIRouter(prefix="/api/v1/registry", tags=["registry"])

Platform = Literal["12345", "110"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
DivisionCode = Annotated[str, StringConstraints(pattern=r"^\d{2,12}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+*#,() -]{3,40}$")]
Year = Annotated[int, Path(ge=1990, le=2100)]
Cursor = Annotated[str | None, Query(max_length=64)]
Limit = Annotated[int | None, Query(ge=1, le=200)]
Filter = Annotated[Line | None, Query()]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UnitBody(Body):
    """A new unit."""

    code: Code
    name: Name
    kind: UnitKind
    platform: Platform
    parent_id: UUID | None = None
    department: Code
    division: DivisionCode
    uscc: Line | None = None
    police_code: Line | None = None
    valid_from: Day
    valid_to: Day | None = None


class UnitPatch(Body):
    """What changes of a unit; a field that is left out stays."""

    name: Name | None = None
    parent_id: UUID | None = None
    department: Code | None = None
    division: DivisionCode | None = None
    uscc: Line | None = None
    police_code: Line | None = None
    valid_to: Day | None = None


class ContactBody(Body):
    """Who answers for a unit from now on."""

    unit_id: UUID
    role: DutyRole
    name: Name
    phone: Phone


class CrosswalkBody(Body):
    """One row of a peer's code table; without ``our_code`` it is queued."""

    scheme: Code
    peer: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{0,64}$")]
    their_code: Name
    their_name: Line = ""
    our_code: Name | None = None
    valid_from: Day
    valid_to: Day | None = None


class CrosswalksBody(Body):
    rows: Annotated[list[CrosswalkBody], Field(min_length=1, max_length=BATCH_ROWS_MAX)]


class CrosswalkPatch(Body):
    our_code: Name | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


class DayBody(Body):
    day: Day
    kind: DayKind
    name: Line = ""


class YearBody(Body):
    """A year's days. Without any they come from the yearly notice, or with ``provisional`` from the law alone."""

    days: Annotated[list[DayBody], Field(max_length=366)] = []
    provisional: Flag = False


def _changes(patch: BaseModel, *, never_null: frozenset[str]) -> Mapping[str, Any]:
    """The fields that were sent; null for one that must have a value counts as left out."""
    sent = patch.model_dump(exclude_unset=True)
    return {name: value for name, value in sent.items() if value is not None or name not in never_null}


@router.get(
    "/units",
    summary="机构列表 List units",
    responses=answers(shapes.UnitPage),
)
async def list_units(
    db: Db,
    actor: Annotated[Actor, holding("registry.read")],
    platform: Platform | None = None,
    department: Filter = None,
    division: Filter = None,
    words: Filter = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page = page_of(cursor, limit)
        filters = {"platform": platform, "department": department, "division": division, "words": words}
        return ok(await queries.list_units(tx.conn, actor, page, **filters))


@router.post(
    "/units",
    summary="新建机构 Create a unit",
    status_code=201,
    responses=answers(Created, 201),
)
async def create_unit(db: Db, actor: Annotated[Actor, holding("registry.write")], body: UnitBody) -> Response:
    async with db.transaction() as tx:
        return ok({"id": await actions.create_unit(tx, actor, fields=body.model_dump())}, 201)


@router.get(
    "/units/{unit_id}",
    summary="查看机构 Read a unit",
    responses=answers(shapes.Unit),
)
async def read_unit(db: Db, actor: Annotated[Actor, holding("registry.read")], unit_id: UUID) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.read_unit(tx.conn, actor, unit_id))


@router.patch("/units/{unit_id}", summary="修改机构 Change a unit", status_code=204)
async def change_unit(
    db: Db, actor: Annotated[Actor, holding("registry.write")], unit_id: UUID, body: UnitPatch
) -> Response:
    changes = _changes(body, never_null=frozenset(("name", "department", "division")))
    async with db.transaction() as tx:
        await actions.change_unit(tx, actor, unit_id=unit_id, changes=changes)
    return ok()


@router.get(
    "/duty-contacts",
    summary="值班联系人 List duty contacts",
    responses=answers(shapes.DutyContactPage),
)
async def list_contacts(
    request: Request,
    db: Db,
    actor: Annotated[Actor, holding("registry.read")],
    unit_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        page, cipher = page_of(cursor, limit), request.app.state.cipher
        return ok(await queries.list_contacts(tx.conn, actor, cipher, page, unit_id=unit_id))


@router.get(
    "/duty-contacts/missing",
    summary="缺少值班联系人的机构 Units without duty contacts",
    responses=answers(shapes.DutyGapList),
)
async def list_missing(db: Db, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    async with db.transaction() as tx:
        items = await queries.missing_duty_contacts(tx.conn, on=tx.now.astimezone(CHINA).date())
        return ok({"items": items, "next": None})


@router.post(
    "/duty-contacts",
    summary="指定值班联系人 Set a duty contact",
    status_code=201,
    responses=answers(Created, 201),
)
async def set_contact(
    request: Request, db: Db, actor: Annotated[Actor, holding("registry.write")], body: ContactBody
) -> Response:
    async with db.transaction() as tx:
        contact_id = await actions.set_duty_contact(tx, actor, request.app.state.cipher, **body.model_dump())
    return ok({"id": contact_id}, 201)


@router.get(
    "/police-classes",
    summary="警情类别 Police classes",
    responses=answers(shapes.PoliceClassList),
)
async def list_classes(db: Db, actor: Annotated[Actor, holding("registry.read")], on: Day | None = None) -> Response:
    async with db.transaction() as tx:
        day = on or tx.now.astimezone(CHINA).date()
        return ok(await queries.list_classes(tx.conn, actor, on=day))


@router.get(
    "/crosswalks",
    summary="代码对照 List crosswalks",
    responses=answers(shapes.CrosswalkPage),
)
async def list_crosswalks(
    db: Db,
    actor: Annotated[Actor, holding("registry.read")],
    scheme: Filter = None,
    peer: Filter = None,
    status: Literal["mapped", "queued"] | None = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    async with db.transaction() as tx:
        filters = {"scheme": scheme, "peer": peer, "status": status}
        return ok(await queries.list_crosswalks(tx.conn, actor, page_of(cursor, limit), **filters))


@router.post(
    "/crosswalks",
    summary="导入代码对照 Add crosswalks",
    status_code=201,
    responses=answers(shapes.Added, 201),
)
async def add_crosswalks(db: Db, actor: Annotated[Actor, holding("registry.write")], body: CrosswalksBody) -> Response:
    async with db.transaction() as tx:
        added = await actions.add_crosswalks(tx, actor, rows=[row.model_dump() for row in body.rows])
    return ok({"added": added}, 201)


@router.patch("/crosswalks/{crosswalk_id}", summary="修改代码对照 Change a crosswalk", status_code=204)
async def change_crosswalk(
    db: Db, actor: Annotated[Actor, holding("registry.write")], crosswalk_id: UUID, body: CrosswalkPatch
) -> Response:
    changes = _changes(body, never_null=frozenset(("valid_from",)))
    async with db.transaction() as tx:
        await actions.change_crosswalk(tx, actor, crosswalk_id=crosswalk_id, changes=changes)
    return ok()


@router.get(
    "/calendars",
    summary="工作日历 List calendars",
    responses=answers(shapes.CalendarList),
)
async def list_calendars(db: Db, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    async with db.transaction() as tx:
        return ok(await queries.list_calendars(tx.conn, actor))


@router.post(
    "/calendars/{code}/years/{year}",
    summary="装入年度节假日 Load a year",
    responses=answers(shapes.Loaded),
)
async def load_year(
    db: Db, actor: Annotated[Actor, holding("registry.write")], code: Code, year: Year, body: YearBody
) -> Response:
    days = [CalendarDay(row.day, row.kind, row.name) for row in body.days]
    async with db.transaction() as tx:
        loaded = await actions.load_year(tx, actor, calendar=code, year=year, days=days, provisional=body.provisional)
    return ok({"days": loaded})
