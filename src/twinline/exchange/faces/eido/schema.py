"""The published schema of EIDO, read from a folder or file given by path: it is not ours to hand on."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import yaml
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from twinline.kernel.errors import Invalid

ROOT = "EmergencyIncidentDataObjectType"
BASE = "https://schema.invalid/"


class NoSchema(Invalid):
    """Neither a folder with ``openapi.yaml`` nor such a file, or not the schema of EIDO."""

    code: ClassVar[str] = "exchange.no_eido_schema"


class Plain(yaml.CSafeLoader):
    """YAML as JSON has it: dates and yes/no stay text."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))  # pyright: ignore[reportUnknownMemberType]


def checker(path: Path) -> Callable[[Any], list[str]]:
    """What says what is wrong with a document, one line each. Raises NoSchema."""
    main = path / "openapi.yaml" if path.is_dir() else path
    try:
        schemas = _read(main)["components"]["schemas"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise NoSchema(path=path) from error
    if ROOT not in schemas:
        raise NoSchema(path=path)

    def load(uri: str) -> Resource[Any]:
        return Resource(_read(main.parent / uri.removeprefix(BASE)), DRAFT4)

    registry: Registry[Any] = Registry(retrieve=lru_cache(load))  # pyright: ignore[reportCallIssue]
    validator: Any = jsonschema.Draft4Validator(
        {"$ref": f"{BASE}{main.name}#/components/schemas/{ROOT}"},
        registry=registry,
        format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
    )
    return lambda document: [
        f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(document)
    ]


def _read(file: Path) -> Any:
    return _mended(yaml.load(file.read_text("utf-8"), Plain))  # noqa: S506  # a safe loader that knows fewer types


def _mended(part: Any) -> Any:
    """The published files write one number as ``1,``, which YAML reads as text, and some paths with two slashes."""
    if isinstance(part, dict):
        return {name: _MENDERS.get(name, _mended)(value) for name, value in part.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return [_mended(value) for value in part] if isinstance(part, list) else part  # pyright: ignore[reportUnknownVariableType]


def _number(value: Any) -> Any:
    return int(value.strip(" ,")) if isinstance(value, str) else _mended(value)


def _path(value: Any) -> Any:
    return value.replace("//", "/") if isinstance(value, str) else _mended(value)


_MENDERS: dict[str, Callable[[Any], Any]] = {"minItems": _number, "$ref": _path}
