"""CAP 1.2 over HTTP: warnings in, hints for the board, an alert for an incident (R44, R92)."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from twinline.clocks.api import InCity
from twinline.exchange.faces.cap import actions, store
from twinline.exchange.faces.cap.model import MEDIA_TYPE, SEVERITIES
from twinline.exchange.faces.cap.reading import warned
from twinline.exchange.faces.cap.writing import Incident, alert
from twinline.exchange.faces.eido import queries as eido
from twinline.exchange.faces.eido.model import Facts
from twinline.identity import Actor
from twinline.identity.api import Db, holding
from twinline.intake import Desk
from twinline.intake.api import AtDesk
from twinline.kernel.messages import text
from twinline.kernel.shapes import Page, Shape, among, answers, note
from twinline.kernel.web import ok
from twinline.places import Datum, Point

router = APIRouter(prefix="/api/v1", tags=["linkage"])
HINTS_MAX = 200
CAP_BODY = {
    "requestBody": {
        "required": True,
        "description": "The alert as it is (CAP 1.2)",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


class CapAlert(Response):
    media_type = MEDIA_TYPE


class TakenAlert(Shape):
    """What a warning became."""

    id: Annotated[UUID | None, note("of the hint; null when it is none: an exercise, a test, an acknowledgement")]


class Hint(Shape):
    """A warning that holds."""

    id: UUID
    sender: str
    identifier: str
    kind: Annotated[str, among(("emergency", "surge"), "surge: more calls are to be expected")]
    event: str
    severity: Annotated[str, among(SEVERITIES)]
    urgency: str
    certainty: str
    headline: str
    description: str
    instruction: str
    divisions: Annotated[list[str], note("where it holds; empty when the warning names no place that is known")]
    sent_at: str
    starts_at: str
    ends_at: str


class HintList(Page[Hint]):
    """Warnings that hold, grave ones first."""


@router.post(
    "/alerts",
    status_code=201,
    summary="Take in a warning (CAP 1.2)",
    responses=answers(TakenAlert, 201),
    openapi_extra=CAP_BODY,
)
async def take_alert(
    request: Request, db: Db, desk: AtDesk, actor: Annotated[Actor, holding("alert.write")]
) -> Response:
    found = warned(await request.body())
    async with db.transaction() as tx:
        return ok({"id": await actions.take(tx, actor, found, divisions=desk.divisions, home=desk.home)}, 201)


@router.get("/alerts", summary="Warnings that hold, for the board", responses=answers(HintList))
async def list_alerts(
    db: Db,
    desk: AtDesk,
    actor: Annotated[Actor, holding("board.read")],
    division: Annotated[str | None, Query(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")] = None,
) -> Response:
    if division:
        desk.divisions.get(division)
    async with db.transaction() as tx:
        items = await store.now(tx.conn, at=tx.now, limit=HINTS_MAX)
    return ok({"items": [hint for hint in items if _holds(hint["divisions"], division, desk)], "next": None})


def _holds(places: Sequence[str], division: str | None, desk: Desk) -> bool:
    """Whether a warning is for somebody who looks after the division: it lies in the places or holds one of them."""
    if not division or not places:
        return True
    within = desk.divisions.within
    return any(within(division, area=place) or within(place, area=division) for place in places)


@router.get(
    "/police-orders/{order_id}/cap",
    summary="The incident as an alert (CAP 1.2), without words and persons",
    response_class=CapAlert,
)
async def export_alert(
    order_id: UUID,
    request: Request,
    db: Db,
    city: InCity,
    desk: AtDesk,
    actor: Annotated[Actor, holding("incident.read")],
) -> Response:
    instance = request.app.state.settings.instance
    async with db.transaction() as tx:
        facts = await eido.facts(tx, actor, city, instance=instance, order_id=order_id)
    return CapAlert(alert(_incident(facts, desk)))


def _incident(facts: Facts, desk: Desk) -> Incident:
    order, appeal = facts.order, facts.appeal
    point: Any = None
    if appeal.lon is not None and appeal.lat is not None:
        found = Point.given(appeal.lon, appeal.lat, appeal.datum).to(Datum.WGS84)
        point = (found.lat, found.lon)
    place = desk.divisions.path_name(order.division or desk.home)
    return Incident(
        number=order.number,
        version=order.version,
        sender=facts.instance,
        at=facts.at,
        opened_at=order.opened_at,
        state=order.state,
        event=facts.class_name or text("cap.event"),
        grade=order.grade,
        danger=order.danger,
        division=order.division,
        place=place,
        point=point,
        instruction=text("cap.instruction"),
    )
