"""The HTTP edge: what every request goes through before and after a module's route.

One ASGI layer (:class:`Edge`) checks the body, names the request, counts and logs it; :func:`install` adds the
failures' handlers to an application. Routes answer with :func:`ok`, which skips response-model validation.
"""

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import orjson
import psycopg
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twinline.kernel.errors import Problem, TooLarge
from twinline.kernel.limits import BATCH_BODY_BYTES_MAX, BODY_BYTES_MAX
from twinline.kernel.messages import language_of
from twinline.kernel.metrics import REQUESTS, SECONDS
from twinline.kernel.problems import (
    BadJson,
    BodyTooSlow,
    OutOfRange,
    Unexpected,
    problem_of_database,
    problem_of_http,
    problem_of_validation,
    respond,
)

REQUEST_ID = "twinline.request_id"
CALLER_ID = "twinline.caller_id"
CLIENT_CLOSED_STATUS = 499

_REQUEST_ID_FORM = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_BODYLESS = frozenset(("GET", "HEAD", "OPTIONS"))
_METHODS = _BODYLESS | {"POST", "PUT", "PATCH", "DELETE"}
_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_NO_STORE = (b"cache-control", b"no-store")

log = structlog.get_logger("twinline.http")


@dataclass(frozen=True, slots=True)
class EdgeLimits:
    """What one request may send: bytes (more on paths that end in ``batch``) and seconds for its body to arrive."""

    body_bytes: int = BODY_BYTES_MAX
    batch_body_bytes: int = BATCH_BODY_BYTES_MAX
    body_seconds: float = 30.0

    def bytes_for(self, path: str) -> int:
        return self.batch_body_bytes if path.endswith("batch") else self.body_bytes


def ok(data: Any = None, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON as it is: dataclasses, dates, UUIDs and dictionaries, without a response model. None is an empty body."""
    if data is None:
        return Response(b"", 204 if status == 200 else status, headers)
    body = orjson.dumps(data, default=_plain, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)
    return Response(body, status, headers, "application/json")


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(type(value).__name__)


def language(request: Request) -> str:
    """The caller's language by Accept-Language: ``zh`` unless English is asked for first."""
    return language_of(request.headers.get("accept-language"))


def install(app: FastAPI, *, limits: EdgeLimits | None = None) -> None:
    """Add the edge and the failures' handlers to an application."""
    app.add_middleware(Edge, limits=limits or EdgeLimits())
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(psycopg.Error, _on_database)
    app.add_exception_handler(OverflowError, _on_overflow)


def _answer(
    request: Request,
    problem: Problem,
    fields: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    request_id = request.scope.get(REQUEST_ID, "")
    return respond(problem, lang=language(request), request_id=request_id, fields=fields or (), headers=headers)


async def _on_problem(request: Request, error: Any) -> Response:
    return _answer(request, error)


async def _on_validation(request: Request, error: Any) -> Response:
    problem, fields = problem_of_validation(error.errors(), language(request))
    return _answer(request, problem, fields)


async def _on_http(request: Request, error: Any) -> Response:
    cause = error.__cause__
    problem = cause if isinstance(cause, Problem) else problem_of_http(error.status_code)
    return _answer(request, problem, headers=error.headers)


async def _on_database(request: Request, error: Any) -> Response:
    problem = problem_of_database(error)
    if isinstance(problem, Unexpected):
        _log_defect(request.scope, error)
    return _answer(request, problem)


async def _on_overflow(request: Request, error: Exception) -> Response:
    """A date or number that the machine cannot hold, found behind the field checks."""
    return _answer(request, OutOfRange())


def _log_defect(scope: Scope, error: BaseException) -> None:
    log.error("http.unexpected", request_id=scope.get(REQUEST_ID), path=scope["path"], exc_info=error)


class Edge:
    """The outermost layer of a request (see the module text)."""

    def __init__(self, app: ASGIApp, *, limits: EdgeLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        try:
            body = receive if scope["method"] in _BODYLESS else await self._checked_body(scope, receive)
            await self._app(scope, body, exchange.send)
        except ClientDisconnect:
            exchange.status = exchange.status or CLIENT_CLOSED_STATUS
        except Exception as error:
            await exchange.fail(error, receive)
        finally:
            exchange.finish()

    async def _checked_body(self, scope: Scope, receive: Receive) -> Receive:
        """Read the whole body within its limits, check that JSON is JSON, and hand it on as one message."""
        headers = dict(scope["headers"])
        limit = self._limits.bytes_for(scope["path"])
        if _declared(headers) > limit:
            raise TooLarge(limit=limit)
        body = await self._read(receive, limit)
        if body and b"json" in headers.get(b"content-type", b""):
            parse_json(body)
        return _replay(body, receive)

    async def _read(self, receive: Receive, limit: int) -> bytes:
        first = await receive()
        if not first.get("more_body"):
            return _within(first.get("body", b""), limit)
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                return await _read_rest(first.get("body", b""), receive, limit)
        except TimeoutError as error:
            raise BodyTooSlow from error


async def _read_rest(begin: bytes, receive: Receive, limit: int) -> bytes:
    parts, size, more = [begin], len(begin), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise TooLarge(limit=limit)
        more = message.get("more_body", False)
    return b"".join(parts)


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise TooLarge(limit=limit)
    return body


def _declared(headers: Mapping[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def parse_json(body: bytes) -> Any:
    """The value of a body, for a route that reads it itself.

    Raises BadJson for what is not RFC 8259 JSON in UTF-8: also half surrogates, NaN and endless nesting.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadJson(line=error.lineno, column=error.colno) from error


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [True]

    async def replay() -> Message:
        if waiting:
            waiting.clear()
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return replay


class _Exchange:
    """One request and its answer: names it, adds the headers, counts and logs it at the end."""

    __slots__ = ("_began", "_scope", "_send", "status")

    def __init__(self, scope: Scope, send: Send) -> None:
        self._began = perf_counter()
        self._scope = scope
        self._send = send
        self.status = 0
        scope[REQUEST_ID] = _request_id(scope["headers"])

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], *_HEADERS, (b"x-request-id", self._scope[REQUEST_ID].encode())]
            if not any(name == b"cache-control" for name, _ in message["headers"]):
                headers.append(_NO_STORE)
            message = {**message, "headers": headers}
        await self._send(message)

    async def fail(self, error: Exception, receive: Receive) -> None:
        """Answer what no handler took; when the answer has begun the connection can only be cut."""
        problem = error if isinstance(error, Problem) else Unexpected()
        if not isinstance(error, Problem):
            _log_defect(self._scope, error)
        if self.status:
            raise error
        await _answer(Request(self._scope), problem)(self._scope, receive, self.send)

    def finish(self) -> None:
        seconds = perf_counter() - self._began
        method, route = self._scope["method"], _template(self._scope)
        method = method if method in _METHODS else "other"
        REQUESTS.labels(method, route, self.status).inc()
        SECONDS.labels(method, route).observe(seconds)
        log.info(
            "http",
            method=method,
            path=self._scope["path"],
            status=self.status,
            ms=round(seconds * 1000, 2),
            request_id=self._scope[REQUEST_ID],
            caller=self._scope.get(CALLER_ID),
        )


def _request_id(headers: list[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        if name == b"x-request-id" and _REQUEST_ID_FORM.fullmatch(value):
            return value.decode()
    return secrets.token_hex(8)


def _template(scope: Scope) -> str:
    """The route's template, so that the number of label values is bounded; unknown addresses are one."""
    context = scope.get("fastapi", {}).get("effective_route_context")
    route = context or scope.get("route")
    return getattr(route, "path_format", None) or getattr(route, "path", None) or "-"
