"""GeoReport v2 over HTTP: services, filing a request, reading requests (R44, R53). Its own standard, so its own forms:
XML or JSON by the address, keys as ``api_key``, refusals as ``errors``; it is not part of the OpenAPI document."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs
from uuid import UUID

import psycopg
from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, ValidationError
from starlette.responses import Response

from twinline.exchange.faces.open311 import queries
from twinline.exchange.faces.open311.model import (
    DESCRIPTION_CHARS_MAX,
    ORIGIN,
    PLATFORM,
    ROWS_MAX,
    SPAN_MAX,
    BadForm,
    KeyNeeded,
    LocationMissing,
    NoJurisdiction,
    NoRequest,
    NoService,
    NoToken,
    Service,
    ServiceMissing,
    SpanTooLong,
    UnknownAttribute,
    attributes,
    definition_view,
    discovery_view,
    service_view,
    services_of,
)
from twinline.exchange.faces.open311.queries import Sight, Wanted
from twinline.exchange.faces.open311.writing import MEDIA, written
from twinline.identity import Actor
from twinline.identity.api import Db, Holder
from twinline.intake import Desk, Gate, Registered, Said, judged
from twinline.intake.api import AtDesk, Division, Key, Phone, gate
from twinline.kernel.errors import Problem
from twinline.kernel.ids import is_order_number
from twinline.kernel.limits import TEXT_CHARS_MAX, Line, Moment, Note, strip_control
from twinline.kernel.messages import text
from twinline.kernel.paging import encode_cursor, page_of
from twinline.kernel.problems import RETRY_AFTER_S, NoRoute, OutOfRange, problem_of_database, problem_of_validation
from twinline.kernel.web import CALLER_ID, language

PERMISSION = "open311.use"
FORM_FIELDS_MAX = 100
FORM_TYPES = ("", "application/x-www-form-urlencoded")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def _keyed(request: Request, permission: str, key: str) -> Actor:
    """Raises BadKey, TooMany, NotPermitted."""
    actor = await request.app.state.authenticator.by_key(key)
    request.app.state.rates.take(actor.account_id)
    request.scope[CALLER_ID] = actor.account_id
    actor.require(permission)
    return actor


def _key_in(request: Request, fields: Mapping[str, str]) -> str:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return fields.get("api_key") or request.query_params.get("api_key", "") or (bearer if scheme else "").strip()


def _mode(request: Request) -> str:
    """Raises NoRoute where the city has not opened this face."""
    mode: str = request.app.state.settings.open311
    if mode == "off":
        raise NoRoute
    return mode


@dataclass(frozen=True, slots=True)
class Filer(Holder):
    """Who files: always somebody with a key."""

    async def __call__(self, request: Request) -> Actor:
        """Raises NoRoute, BadForm, KeyNeeded, and what a wrong key raises."""
        _mode(request)
        fields, _ = await form_of(request)
        key = _key_in(request, fields)
        if not key:
            raise KeyNeeded
        return await _keyed(request, self.permission, key)


@dataclass(frozen=True, slots=True)
class Reader(Holder):
    """Who reads: somebody with a key; anybody (None) where the city publishes, at the rate of one caller an address."""

    async def __call__(self, request: Request) -> Any:
        """Raises NoRoute, KeyNeeded, TooMany, and what a wrong key raises."""
        mode, key = _mode(request), _key_in(request, {})
        if key:
            return await _keyed(request, self.permission, key)
        if mode != "public":
            raise KeyNeeded
        request.app.state.rates.take(("open311", request.client.host if request.client else ""))
        return None


class GeoReportRoute(APIRoute):
    """Refuses in the standard's own form."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # pyright: ignore[reportIncompatibleMethodOverride]
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                refusal = _refusal(request, error)
                if refusal is None:
                    raise
                return refusal

        return handler


def _refusal(request: Request, error: Exception) -> Response | None:
    """``errors`` for what is expected; None for a defect. 401 is 403 here, and 422 is 400."""
    lang = language(request)
    shown: Sequence[Mapping[str, str]] = ()
    if isinstance(error, RequestValidationError | ValidationError):
        if any(tuple(e["loc"]) == ("path", "form") for e in error.errors()):
            error = NoRoute()
        else:
            error, shown = problem_of_validation(error.errors(), lang)
    elif isinstance(error, OverflowError):
        error = OutOfRange()
    elif isinstance(error, psycopg.Error):
        error = problem_of_database(error)
    if not isinstance(error, Problem) or error.status == 500:
        return None
    status = {401: 403, 422: 400}.get(error.status, error.status)
    said = [f"{f['field']}: {f['message']}" for f in shown] or [error.message(lang)]
    errors = [{"code": status, "description": line} for line in said]
    form = "json" if request.url.path.endswith(".json") else "xml"
    headers = {"retry-after": str(error.params.get("retry_after_s", RETRY_AFTER_S))} if status in (429, 503) else {}
    return _response("errors", errors, form, status, headers)


def _response(
    root: str, content: Any, form: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(written(root, content, form), status, headers, MEDIA[form])


def _blank(value: Any) -> Any:
    """A parameter without a value is as one that is not there."""
    return None if value == "" else value


router = APIRouter(prefix="/open311", route_class=GeoReportRoute, include_in_schema=False)
Form = Literal["xml", "json"]
Asked = Annotated[Actor | None, Depends(Reader(PERMISSION))]
Optional = BeforeValidator(_blank)


async def form_of(request: Request) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The plain fields of a posted form, and its ``attribute[…]`` ones. Raises BadForm."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in FORM_TYPES:
        raise BadForm
    try:
        body = (await request.body()).decode("utf-8")
        found = parse_qs(body, encoding="utf-8", errors="strict", max_num_fields=FORM_FIELDS_MAX)
    except ValueError as error:
        raise BadForm from error
    special = {name for name in found if name.startswith("attribute[")}
    plain = {name: values[0].strip() for name, values in found.items() if name not in special}
    return {n: v for n, v in plain.items() if v}, {n: found[n] for n in special}


class Filing(BaseModel):
    """The fields of a posted request that are kept. E-mail, device and account ids are taken and not kept."""

    service_code: Line | None = None
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    long: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    address_string: Line = ""
    address_id: Division | None = None
    first_name: Line = ""
    last_name: Line = ""
    phone: Phone | None = None
    description: Annotated[Note, StringConstraints(max_length=DESCRIPTION_CHARS_MAX)] = ""
    media_url: Annotated[Line, StringConstraints(pattern=r"^https?://\S+$")] | None = None

    @property
    def placed(self) -> bool:
        return bool((self.lat is not None and self.long is not None) or self.address_string or self.address_id)


def _read(fields: Mapping[str, str], held: list[Exception]) -> Filing:
    """The fields that are right; what is wrong with the others is added to ``held``."""
    try:
        return Filing.model_validate(fields)
    except ValidationError as error:
        held.append(error)
        wrong = {str(e["loc"][0]) for e in error.errors()}
        return Filing.model_validate({name: value for name, value in fields.items() if name not in wrong})


def _attributes(given: Mapping[str, Iterable[str]], held: list[Exception]) -> dict[str, str]:
    known = attributes()
    chosen: dict[str, str] = {}
    for name, values in given.items():
        code, value = name.removesuffix("[]")[len("attribute[") : -1], next(iter(values), "").strip()
        if code in known and value in {key for key, _ in known[code]}:
            chosen[code] = value
        else:
            held.append(UnknownAttribute(attribute=strip_control(code)[:50]))
    return chosen


def _service(filing: Filing, desk: Desk, held: list[Exception]) -> Service | None:
    service = services_of(desk.rulebook).get(filing.service_code or "")
    if service is None:
        held.append(NoService() if filing.service_code else ServiceMissing())
    return service


def _jurisdiction(desk: Desk, given: str | None) -> None:
    """Raises NoJurisdiction. One city is served, so nobody needs to name it."""
    if given and given != desk.home:
        raise NoJurisdiction(jurisdiction=desk.home)


def said_of(
    filing: Filing,
    service: Service | None,
    chosen: Mapping[str, str],
    *,
    words: str,
    client: UUID | None,
    key: str | None,
) -> Said:
    """The contact that a filing is. What was chosen as service is its title, and is judged with the words."""
    form = {"origin": ORIGIN, "source_kind": service.code if service else ""}
    if filing.media_url:
        form["supplement"] = filing.media_url
    return Said(
        platform=PLATFORM,
        channel="app",
        words=words,
        client=str(client),
        key=key,
        title=service.name if service else None,
        caller=(filing.last_name + filing.first_name) or None,
        phone=filing.phone,
        address=filing.address_string,
        division=filing.address_id,
        lat=filing.lat if filing.long is not None else None,
        lon=filing.long if filing.lat is not None else None,
        datum="WGS84" if filing.lat is not None and filing.long is not None else None,
        type=chosen.get("type"),
        confidential=chosen.get("confidential") == "yes",
        form=form,
    )


async def _contact(request: Request, desk: Desk, actor: Actor, key: str | None) -> Said:
    """What is filed. Raises the first thing that is wrong with it, unless its words speak of danger: no missing or
    wrong field holds up an emergency (promise 2)."""
    fields, special = await form_of(request)
    _jurisdiction(desk, fields.get("jurisdiction_id") or request.query_params.get("jurisdiction_id"))
    held: list[Exception] = []
    filing = _read(fields, held)
    chosen = _attributes(special, held)
    service = _service(filing, desk, held)
    if not filing.placed:
        held.append(LocationMissing())
    spoken = filing.description or strip_control(fields.get("description", ""))[:TEXT_CHARS_MAX]
    words = spoken if spoken.strip() else service.name if service else ""
    said = said_of(filing, service, chosen, words=words, client=actor.account_id, key=key)
    if held and not (words and judged(desk, said).danger):
        raise held[0]
    return said


def _notice(made: Registered, lang: str) -> str:
    if made.danger:
        return text("open311.notice.danger", lang=lang)
    state = "handed_over" if made.state == "handing_over" else "taken"
    return text(f"open311.notice.{state}", lang=lang)


def _sight(request: Request, desk: Desk, actor: Actor | None) -> Sight:
    return Sight(
        account=actor.account_id if actor else None,
        services=services_of(desk.rulebook),
        divisions=desk.divisions,
        departments=desk.rulebook.departments,
        as_filed=request.app.state.settings.open311_place == "filed",
        lang=language(request),
    )


@router.get("/v2/discovery.{form}")
async def discovery(form: Form, request: Request, desk: AtDesk, actor: Asked) -> Response:
    versions = desk.rulebook.versions
    changeset = f"{versions.day}.{versions.responsibility_list[:12]}"
    url = f"{request.base_url}open311/v2"
    return _response("discovery", discovery_view(url=url, changeset=changeset, lang=language(request)), form)


@router.get("/v2/services.{form}")
async def services(
    form: Form, request: Request, desk: AtDesk, actor: Asked, jurisdiction_id: str | None = None
) -> Response:
    _jurisdiction(desk, jurisdiction_id)
    found = services_of(desk.rulebook).values()
    return _response("services", [service_view(s, language(request)) for s in found], form)


@router.get("/v2/services/{code}.{form}")
async def definition(
    code: str, form: Form, request: Request, desk: AtDesk, actor: Asked, jurisdiction_id: str | None = None
) -> Response:
    _jurisdiction(desk, jurisdiction_id)
    service = services_of(desk.rulebook).get(code)
    if service is None:
        raise NoService
    return _response("service_definition", definition_view(service, language(request)), form)


@router.post("/v2/requests.{form}")
async def file_request(
    form: Form,
    request: Request,
    desk: AtDesk,
    actor: Annotated[Actor, Depends(Filer(PERMISSION))],
    line: Annotated[Gate, Depends(gate)],
    key: Key = None,
) -> Response:
    made = await line.register(actor, await _contact(request, desk, actor, key))
    answer = {
        "service_request_id": made.number,
        "service_notice": _notice(made, language(request)),
        "account_id": None,
    }
    return _response("service_requests", [answer], form, 200 if made.replayed else 201)


Moments = Annotated[Moment | None, Optional]
PageSize = Annotated[int, Field(ge=1, le=ROWS_MAX)]
CursorText = Annotated[str, StringConstraints(max_length=64)]


@router.get("/v2/requests.{form}")
async def list_requests(
    form: Form,
    request: Request,
    db: Db,
    desk: AtDesk,
    actor: Asked,
    jurisdiction_id: str | None = None,
    service_request_id: str | None = None,
    service_code: str | None = None,
    status: Annotated[str | None, Query(pattern=r"^((open|closed)(,(open|closed))*)?$")] = None,
    start_date: Moments = None,
    end_date: Moments = None,
    page_size: Annotated[PageSize | None, Optional] = None,
    cursor: Annotated[CursorText | None, Optional] = None,
) -> Response:
    _jurisdiction(desk, jurisdiction_id)
    sight = _sight(request, desk, actor)
    async with db.transaction() as tx:
        if service_request_id:
            numbers = [n.strip() for n in service_request_id.split(",")][:ROWS_MAX]
            numbers = [n for n in numbers if is_order_number(n)]
            return _response("service_requests", await queries.by_number(tx.conn, sight, numbers), form)
        wanted = _wanted(tx.now, start_date, end_date, service_code, status)
        page = replace(page_of(cursor, None), limit=page_size or ROWS_MAX)
        rows, after = await queries.listed(tx.conn, sight, wanted, page)
    link = f'<{request.url.include_query_params(cursor=encode_cursor(after))}>; rel="next"' if after else ""
    return _response("service_requests", rows, form, headers={"link": link} if link else None)


def _wanted(
    now: datetime, start: datetime | None, end: datetime | None, codes: str | None, status: str | None
) -> Wanted:
    """What is asked for; without dates the newest 90 days. Raises SpanTooLong."""
    until = end or (min(start + SPAN_MAX, now) if start else now)
    since = start or until - SPAN_MAX
    if end and start and not start <= end <= start + SPAN_MAX:
        raise SpanTooLong
    states = set(status.split(",")) if status else set[str]()
    return Wanted(
        since=max(since, EPOCH),
        until=until,
        codes=tuple(strip_control(c).strip() for c in codes.split(",")) if codes else None,
        closed=("closed" in states) if len(states) == 1 else None,
    )


@router.get("/v2/requests/{number}.{form}")
async def get_request(
    number: str,
    form: Form,
    request: Request,
    db: Db,
    desk: AtDesk,
    actor: Asked,
    jurisdiction_id: str | None = None,
) -> Response:
    _jurisdiction(desk, jurisdiction_id)
    return _response("service_requests", [await _one(number, request, db, desk, actor)], form)


async def _one(number: str, request: Request, db: Db, desk: Desk, actor: Actor | None) -> dict[str, Any]:
    """Raises NoRequest, also for one that may not be seen."""
    async with db.transaction() as tx:
        numbers = [number] if is_order_number(number) else []
        found = await queries.by_number(tx.conn, _sight(request, desk, actor), numbers)
    if not found:
        raise NoRequest
    return found[0]


@router.get("/v2/tokens/{token}.{form}")
async def get_token(
    token: str, form: Form, request: Request, db: Db, desk: AtDesk, actor: Asked, jurisdiction_id: str | None = None
) -> Response:
    """Requests get their number at once, so a number is its own token."""
    _jurisdiction(desk, jurisdiction_id)
    try:
        found = await _one(token, request, db, desk, actor)
    except NoRequest as error:
        raise NoToken from error
    return _response("service_requests", [{"service_request_id": found["service_request_id"], "token": token}], form)


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
async def elsewhere(path: str, actor: Asked) -> Response:
    """Every other address below /open311. Raises NoRoute."""
    raise NoRoute
