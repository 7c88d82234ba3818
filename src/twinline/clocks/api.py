"""Deadline rules over HTTP, and the dependency that gives routes the city's rules."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from twinline.clocks import administer, shapes
from twinline.clocks.city import City
from twinline.clocks.rules import Obligation, RuleStatus
from twinline.identity import Actor
from twinline.identity.api import Body, Db, holding
from twinline.kernel.limits import Day, Line, Words
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok

router = APIRouter(prefix="/api/v1/registry", tags=["registry"])
RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
CONDITION = r"^(\*|urgent|danger|(type|class):[^|:]{1,40}(\|[^|:]{1,40}){0,20})$"
AMOUNT_MAX = 100_000_000


async def city(request: Request) -> City:
    """The newest snapshot of the city's rules; the composition root keeps it fresh."""
    return request.app.state.city


InCity = Annotated[City, Depends(city)]


class RuleBody(Body):
    """A deadline rule. ``replaces`` ends another one the day this one begins."""

    code: RuleCode
    kind: Obligation
    applies_to: Annotated[str, StringConstraints(pattern=CONDITION)]
    amount: Annotated[int, Field(ge=1, le=AMOUNT_MAX, strict=True)]
    unit: Literal["working_days", "seconds"]
    calendar: Line
    basis: Words
    status: RuleStatus = RuleStatus.DEFAULT
    valid_from: Day
    valid_to: Day | None = None
    replaces: RuleCode | None = None


class RetireBody(Body):
    """From which day a rule no longer holds, and why."""

    valid_to: Day
    reason: Words


@router.get(
    "/deadline-rules",
    summary="时限规则 Deadline rules, or those that hold on a day",
    responses=answers(shapes.DeadlineRuleList),
)
async def list_rules(db: Db, actor: Annotated[Actor, holding("registry.read")], on: Day | None = None) -> Response:
    async with db.transaction() as tx:
        return ok({"items": await administer.list_rules(tx, actor, on=on), "next": None})


@router.post(
    "/deadline-rules",
    summary="新增时限规则 Add a deadline rule",
    status_code=201,
    responses=answers(shapes.RuleAdded, 201),
)
async def add_rule(db: Db, actor: Annotated[Actor, holding("registry.write")], body: RuleBody) -> Response:
    fields = body.model_dump(exclude={"replaces"}, mode="json")
    async with db.transaction() as tx:
        await administer.add_rule(tx, actor, fields=fields, replaces=body.replaces)
    return ok({"code": body.code}, 201)


@router.post("/deadline-rules/{code}/retire", summary="停用时限规则 End a deadline rule", status_code=204)
async def retire_rule(
    db: Db, actor: Annotated[Actor, holding("registry.write")], code: RuleCode, body: RetireBody
) -> Response:
    async with db.transaction() as tx:
        await administer.retire_rule(tx, actor, code=code, valid_to=body.valid_to, reason=body.reason)
    return ok()
