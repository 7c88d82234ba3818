"""Failures as RFC 9457 problem documents, in the caller's language and without internals."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import orjson
import psycopg
from psycopg import errors as pg
from starlette.responses import Response

from twinline.kernel.errors import Conflict, Invalid, Problem, Unavailable
from twinline.kernel.messages import catalogue, text

MEDIA_TYPE = "application/problem+json"
FIELDS_SHOWN_MAX = 50
RETRY_AFTER_S = 2


class BadJson(Problem):
    """The body is not JSON in valid UTF-8, or carries half a surrogate pair (400)."""

    code: ClassVar[str] = "kernel.bad_json"


class BadRequest(Problem):
    """The request is not well-formed HTTP for this route (400)."""

    code: ClassVar[str] = "kernel.bad_request"


class BodyTooSlow(Problem):
    """The body did not arrive in time (408)."""

    status: ClassVar[int] = 408
    code: ClassVar[str] = "kernel.body_too_slow"


class NoRoute(Problem):
    """There is no such address (404)."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "kernel.no_route"


class MethodNotAllowed(Problem):
    """The address exists and does not take this method (405)."""

    status: ClassVar[int] = 405
    code: ClassVar[str] = "kernel.method_not_allowed"


class InvalidFields(Invalid):
    """One or more fields were not accepted; the document names each with its reason (422)."""

    code: ClassVar[str] = "kernel.invalid_fields"


class OutOfRange(Invalid):
    """A number, a date or a text lies outside what can be stored (422)."""

    code: ClassVar[str] = "kernel.out_of_range"


class Raced(Conflict):
    """Somebody else wrote the same thing at the same moment (409)."""

    code: ClassVar[str] = "kernel.raced"


class Unexpected(Problem):
    """A defect; the log has it under the request id (500)."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "kernel.unexpected"


def problem_of_database(error: psycopg.Error) -> Problem:
    """What a database error means to the caller; Unexpected for those that are defects."""
    if isinstance(error, pg.UniqueViolation | pg.ExclusionViolation | pg.ForeignKeyViolation):
        return Raced()
    if isinstance(error, pg.IntegrityConstraintViolation):
        return Conflict()
    if isinstance(error, psycopg.DataError):
        return OutOfRange()
    if isinstance(error, psycopg.OperationalError):
        return Unavailable(reason=type(error).__name__)
    return Unexpected()


def problem_of_http(status: int) -> Problem:
    """What the framework's own refusals mean."""
    kinds: Mapping[int, type[Problem]] = {404: NoRoute, 405: MethodNotAllowed}
    return kinds.get(status, BadRequest if status < 500 else Unexpected)()


def problem_of_validation(errors: Sequence[Mapping[str, Any]], lang: str) -> tuple[Problem, list[dict[str, str]]]:
    """The problem and its fields for pydantic's errors; a body that is not JSON at all is BadJson."""
    if any(e["type"] in ("json_invalid", "string_unicode") for e in errors):
        return BadJson(), []
    return InvalidFields(count=len(errors)), [_field(e, lang) for e in errors[:FIELDS_SHOWN_MAX]]


def _field(error: Mapping[str, Any], lang: str) -> dict[str, str]:
    kind, where = str(error["type"]), [str(part) for part in error["loc"]]
    path = ".".join(where[1:] if len(where) > 1 and where[0] in ("body", "query", "path", "header") else where)
    key = f"reason.{kind}"
    params: Mapping[str, Any] = error.get("ctx") or {}
    message = text(key if key in catalogue() else "reason.other", lang=lang, **params)
    return {"field": path, "reason": kind, "message": message}


def document(
    problem: Problem, *, lang: str, request_id: str, fields: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The problem as it goes out (RFC 9457); ``code`` is stable, the texts are for people."""
    shown = [
        *fields,
        *({"field": f.field, "reason": f.reason, "message": f.message(lang)} for f in problem.fields),
    ]
    return {
        "type": f"urn:twinline:problem:{problem.code}",
        "title": text(f"problem.{problem.status}", lang=lang),
        "status": problem.status,
        "detail": problem.message(lang),
        "code": problem.code,
        "request_id": request_id,
        **({"fields": shown} if shown else {}),
    }


def respond(
    problem: Problem,
    *,
    lang: str,
    request_id: str,
    fields: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The HTTP answer for a problem, with the headers its status asks for."""
    extra = dict(headers or {})
    if problem.status in (429, 503):
        extra["retry-after"] = str(problem.params.get("retry_after_s", RETRY_AFTER_S))
    if problem.status == 401:
        extra["www-authenticate"] = "Bearer"
    body = orjson.dumps(document(problem, lang=lang, request_id=request_id, fields=fields))
    return Response(body, problem.status, extra, MEDIA_TYPE)
