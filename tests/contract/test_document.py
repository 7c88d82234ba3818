"""The OpenAPI document: it says all there is to say, and the copy that is kept is the current one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from twinline.administration import openapi_text
from twinline.app import TAGS, create_app
from twinline.settings import Settings

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app(Settings(_env_file=None)).openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_the_kept_document_is_current() -> None:
    assert KEPT.read_text("utf-8") == openapi_text(), "run `twinline docs`"


def test_every_operation_says_what_it_is_for(document: dict[str, Any]) -> None:
    known = {tag["name"] for tag in TAGS}
    for name, operation in operations(document):
        assert operation.get("summary"), name
        assert set(operation.get("tags", ())) & known, f"{name} has no known tag"


def test_every_success_has_a_schema(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        successes = {status: body for status, body in operation["responses"].items() if status.startswith("2")}
        assert successes, name
        for status, answer in successes.items():
            if status != "204":
                assert all(body["schema"] for body in answer["content"].values()), f"{name} {status} has no schema"
                assert answer["content"], name


def test_lists_have_one_form(document: dict[str, Any]) -> None:
    """A list is ``items`` with the cursor ``next``; an integrator writes one loop."""
    for name, schema in document["components"]["schemas"].items():
        fields = schema.get("properties", {})
        if "items" in fields:
            assert set(schema["required"]) >= {"items", "next"}, name


def test_names_of_schemas_are_readable(document: dict[str, Any]) -> None:
    """Two bodies of one name get a name made of their file's path, which every generated client would show."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_headers_that_matter_are_documented(document: dict[str, Any]) -> None:
    create = document["paths"]["/api/v1/appeals"]["post"]["parameters"]
    (key,) = [p for p in create if p.get("name") == "Idempotency-Key"]
    assert key["description"]
    language = {"$ref": "#/components/parameters/Accept-Language"}
    assert all(language in operation["parameters"] for _, operation in operations(document))


def test_every_refusal_is_a_problem_document(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for status in ("4XX", "5XX"):
            content = operation["responses"][status]["content"]
            assert list(content) == ["application/problem+json"], name
