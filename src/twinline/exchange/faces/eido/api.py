"""Police orders as EIDO over HTTP: out without who called, out with who called and why, in (R36, R39, R44)."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import ConfigDict
from starlette.responses import Response

from twinline.clocks.api import InCity
from twinline.exchange.faces.eido import queries
from twinline.exchange.faces.eido.model import MEDIA_TYPE, BadEido
from twinline.exchange.faces.eido.reading import heard, said_of
from twinline.exchange.faces.eido.writing import document
from twinline.identity import Actor
from twinline.identity.api import Db, holding
from twinline.intake import Gate
from twinline.intake.api import AtDesk, Reason, gate, registered_view
from twinline.intake.shapes import Registered
from twinline.kernel.shapes import Shape, answers, note
from twinline.kernel.web import ok, parse_json
from twinline.places import RetiredDivision, UnknownDivision

router = APIRouter(prefix="/api/v1", tags=["police-orders"])
EIDO_BODY = {
    "requestBody": {
        "required": True,
        "description": "The EIDO as it is (NENA-STA-021.1b, version 1.0)",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
    }
}


class EidoDocument(Shape):
    """An Emergency Incident Data Object; its components are described by NENA-STA-021.1b."""

    model_config = ConfigDict(extra="allow")

    eidoVersion: Annotated[str, note("1.0")]
    issuingElementIdentification: Annotated[str, note("name of this instance")]
    agencyComponent: Annotated[list[dict[str, Any]], note("110's desk and the units that were sent")]


@router.get(
    "/police-orders/{order_id}/eido",
    summary="The order as an EIDO, without who called",
    responses=answers(EidoDocument),
)
async def export_order(
    order_id: UUID, request: Request, db: Db, city: InCity, actor: Annotated[Actor, holding("incident.read")]
) -> Response:
    instance = request.app.state.settings.instance
    async with db.transaction() as tx:
        return ok(document(await queries.facts(tx, actor, city, instance=instance, order_id=order_id)))


@router.post(
    "/police-orders/{order_id}/eido/reveal",
    summary="The order as an EIDO with name and phone of the caller, with a reason, audited",
    responses=answers(EidoDocument),
)
async def export_revealed(
    order_id: UUID,
    body: Reason,
    request: Request,
    db: Db,
    city: InCity,
    desk: AtDesk,
    actor: Annotated[Actor, holding("appeal.reveal")],
) -> Response:
    instance = request.app.state.settings.instance
    async with db.transaction() as tx:
        reveal = (desk.cipher, body.reason)
        found = await queries.facts(tx, actor, city, instance=instance, order_id=order_id, reveal=reveal)
    return ok(document(found))


@router.post(
    "/police-orders/eido",
    status_code=201,
    summary="Register the incident of an EIDO; the same incident is registered once",
    responses=answers(Registered, 201) | answers(Registered, description="Registered before"),
    openapi_extra=EIDO_BODY,
)
async def import_order(
    request: Request,
    db: Db,
    actor: Annotated[Actor, holding("appeal.create")],
    line: Annotated[Gate, Depends(gate)],
) -> Response:
    body = await request.body()
    if not body:
        raise BadEido(field="$")
    found = heard(parse_json(body))
    async with db.transaction() as tx:
        known = found.class_code and await queries.class_name(tx.conn, found.class_code)
    said = said_of(found, actor, class_code=found.class_code if known else None)
    try:
        made = await line.register(actor, said)
    except (UnknownDivision, RetiredDivision):
        made = await line.register(actor, replace(said, division=None))
    return ok(registered_view(made), 200 if made.replayed else 201)
