"""What answers look like, for the OpenAPI document and nothing else.

Routes answer with ``web.ok``, which checks nothing; a route names its shape by ``responses=answers(...)``, and the
contract tests hold every answer to it. So a shape costs no request anything.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field

T = TypeVar("T")


class Shape(BaseModel):
    """An object of an answer. A field without a default is always there, if only as null."""


def note(description: str) -> Any:
    """What a field means, where its name does not say it."""
    return Field(description=description)


def guarded(permission: str | None = None) -> Any:
    """A personal field: in clear for who holds the permission (None: for nobody), masked for everybody else (R43)."""
    return Field(json_schema_extra={"x-clear-for": permission or ""})


def among(values: Iterable[str], description: str | None = None) -> Any:
    """Text that is one of the values; they come from the table that the code works by."""
    return Field(description=description, json_schema_extra={"enum": list(values)})


Platform = Annotated[str, among(("12345", "110"))]


class Page(Shape, Generic[T]):
    """A part of a list, newest first unless the route says otherwise."""

    items: list[T]
    next: Annotated[str | None, note("cursor of the next page; null at the end")]


class Button(Shape):
    """A step that the caller may take now: the last part of the step's address, with its name in both languages."""

    event: str
    zh: str
    en: str


class Created(Shape):
    """What was made."""

    id: UUID


class FieldProblem(Shape):
    """One field that was not accepted."""

    field: Annotated[str, note("path of the field in the body, or name of the parameter")]
    reason: Annotated[str, note("stable word for the reason")]
    message: Annotated[str, note("the reason in the caller's language")]


class Problem(Shape):
    """Why a request was refused (RFC 9457)."""

    type: Annotated[str, note("urn:twinline:problem:<code>")]
    title: str
    status: int
    detail: Annotated[str, note("what is wrong, in the caller's language")]
    code: Annotated[str, Field(description="stable; <module>.<name>", examples=["kernel.invalid_fields"])]
    request_id: Annotated[str, note("as in the header X-Request-Id; empty in the line of a batch")]
    fields: list[FieldProblem] = []


def answers(shape: Any, status: int = 200, **more: Any) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route whose success has this shape."""
    return {status: {"model": shape, **more}}
