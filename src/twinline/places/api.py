"""Administrative divisions over HTTP: step by step down from the province, and what a code means on a day (R35)."""

import json
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Db, holding
from twinline.kernel.clock import CHINA
from twinline.kernel.limits import Day
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.places import Divisions, shapes

router = APIRouter(prefix="/api/v1", tags=["registry"])
Code = Annotated[str, StringConstraints(pattern=r"^\d{6}(\d{3})?$")]


@router.get("/map", summary="What maps are drawn on", responses=answers(shapes.MapBase))
async def get_map(request: Request, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    chosen = request.app.state.settings
    outlines = await run_in_threadpool(_outlines, chosen.map_outlines)
    return ok({"tiles": chosen.map_tiles or None, "credit": chosen.map_credit, "outlines": outlines})


@cache
def _outlines(file: Path | None) -> Any:
    return json.loads(file.read_text("utf-8")) if file else None


@router.get(
    "/registry/divisions",
    summary="The divisions below one; without a parent the provinces",
    responses=answers(shapes.DivisionList),
)
async def list_divisions(
    actor: Annotated[Actor, holding("registry.read")], parent: Annotated[Code | None, Query()] = None
) -> Response:
    # The streets are read from their file at first use, which takes a tenth of a second.
    below = await run_in_threadpool(partial(_below, parent))
    return ok({"items": below, "next": None})


def _below(parent: str | None) -> list[dict[str, str]]:
    register = Divisions.load()
    if parent is None:
        found = [d for d in register.upper() if d.parent is None and not d.retired]
    else:
        found = [d for d in register.children(register.get(parent).code) if not d.retired]
    return [{"code": d.code, "name": d.name, "level": d.level} for d in found]


@router.get(
    "/registry/divisions/{code}",
    summary="One division, and what its code means on a day",
    responses=answers(shapes.DivisionDetail),
)
async def get_division(
    code: Code, db: Db, actor: Annotated[Actor, holding("registry.read")], on: Day | None = None
) -> Response:
    register = Divisions.load()
    division = register.get(code)
    resolved = register.resolve(code, on=on or db.clock.now().astimezone(CHINA).date())
    shown = {
        "code": code,
        "name": division.name,
        "path": register.path_name(code),
        "level": division.level,
        "retired": resolved.retired,
        "on": resolved.on,
        "at_date": resolved.at_date,
        "current": resolved.current,
    }
    return ok(shown)
