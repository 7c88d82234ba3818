"""Values that a field must refuse, found from its schema; and bodies that no route takes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from contract.scene import NOWHERE, resolved

Schema = Mapping[str, Any]
Document = Mapping[str, Any]

MEGABYTE = "长" * 350_000
LONG = "长" * 60_000
DEEP: Any = []
for _ in range(150):
    DEEP = [DEEP]
TEXTS = ("", "plain", "a\u0000b", "a\u001bb", "\u0085", "🚓", "𠮷", LONG)
# What each kind of JSON value is not; a whole number is also a number.
OTHER_TYPES: Mapping[str, tuple[Any, ...]] = {
    "string": (5, 0, 86400, 1.5, True, [], {}, ["a"], DEEP),
    "integer": ("5", 1.5, True, [], {}, "多"),
    "number": ("5", True, [], {}, "多"),
    "boolean": ("true", "yes", 1, 0, [], {}),
    "array": ("a", 5, True, {}, {"0": "a"}),
    "object": ("a", 5, True, [], [{}]),
}
BAD_TIMES = (
    "",
    "yesterday",
    "99999-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "86400",
    "2026-03-02T08:00:00",
    "🚓",
)
BAD_DAYS = ("", "99999-01-01", "0000-01-01", "2026-02-30", "2026-01-01T00:00:01Z", "86400", "20260101", "一月一日")
BAD_UUIDS = ("", "x", "🚓", "00000000-0000-0000-0000-00000000000g", str(NOWHERE) + "0", "a\u0000b")
HUGE = (10**30, -(10**30), 2**63, -1)


def parts(document: Document, schema: Schema) -> tuple[dict[str, Any], bool]:
    """The schema without its null, and whether null is allowed."""
    schema = resolved(document, schema)
    options = [resolved(document, option) for option in schema.get("anyOf", [schema])]
    real = [option for option in options if option.get("type") != "null"]
    return {**schema, **real[0]}, len(real) < len(options)


def bad_values(document: Document, schema: Schema) -> Iterator[Any]:
    """Values that the field must refuse."""
    real, nullable = parts(document, schema)
    kind = real.get("type", "string")
    yield from OTHER_TYPES[kind]
    if not nullable:
        yield None
    if kind == "string":
        yield from _bad_texts(real)
    elif kind in ("integer", "number"):
        yield from _bad_numbers(real)
    elif kind == "array":
        yield from _bad_lists(document, real)


def _bad_texts(schema: Schema) -> Iterator[str]:
    yield MEGABYTE
    form = schema.get("format")
    if form in ("date-time", "date", "uuid"):
        yield from {"date-time": BAD_TIMES, "date": BAD_DAYS, "uuid": BAD_UUIDS}[form]
    elif "enum" in schema or "const" in schema or not schema.get("pattern", "^[^").startswith("^[^"):
        yield from (text for text in TEXTS if not _takes(schema, text))
        if "enum" in schema:
            yield f"{schema['enum'][0]} "
    else:
        yield from ("a\u0000b", "a\u001bb", "x\u0085y", LONG)
        if schema.get("minLength"):
            yield ""
        if schema.get("minLength") and form != "password":
            yield from ("  \u3000", "\u200b")


def _takes(schema: Schema, text: str) -> bool:
    if len(text) > schema.get("maxLength", len(text)):
        return False
    return text in schema["enum"] if "enum" in schema else re.search(schema.get("pattern", ""), text) is not None


def _bad_numbers(schema: Schema) -> Iterator[float]:
    for value in HUGE:
        if value < schema.get("minimum", float("-inf")) or value > schema.get("maximum", float("inf")):
            yield value


def _bad_lists(document: Document, schema: Schema) -> Iterator[list[Any]]:
    if schema.get("minItems"):
        yield []
    yield [None]
    first = next(bad_values(document, schema["items"]))
    yield [first]
    if "maxItems" in schema:
        yield [sample(document, schema["items"])] * (schema["maxItems"] + 1)


def sample(document: Document, schema: Schema) -> Any:
    """A value that the schema takes: what is required and no more."""
    real, _ = parts(document, schema)
    kind = real.get("type", "string")
    if "enum" in real or "const" in real:
        return real.get("const", real.get("enum", [None])[0])
    if kind == "object":
        wanted = real.get("required", ())
        return {name: sample(document, field) for name, field in real.get("properties", {}).items() if name in wanted}
    if kind == "array":
        return [sample(document, real["items"])] * real.get("minItems", 0)
    if kind == "string":
        return _sample_text(real)
    return {"boolean": True, "integer": int(real.get("minimum", 1)), "number": 1.0}[kind]


def _sample_text(schema: Schema) -> str:
    by_format = {"uuid": str(NOWHERE), "date": "2026-03-02", "date-time": "2026-03-02T08:00:00Z"}
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    by_pattern = {"phone|": "phone", r"\d": "440106", "0-9": "110000"}
    return next((v for mark, v in by_pattern.items() if mark in schema.get("pattern", "")), "写得完整")


def bad_bodies(document: Document, schema: Schema, base: Any) -> Iterator[tuple[str, bytes]]:
    """Bodies that must be refused: each breaks one thing of a good one. The first part says what is broken."""
    for name in schema.get("required", ()):
        yield f"{name} missing", orjson.dumps({k: v for k, v in base.items() if k != name})
    yield "extra field", orjson.dumps(base | {"colour": "red"})
    for where, value in _broken_fields(document, schema, base):
        yield where, orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS) if _fits(value) else _big(value)
    for name in schema.get("properties", {}):
        yield from _unspeakable(name, base)
    whole = orjson.dumps(base)
    yield from _shapeless(whole)


def _broken_fields(document: Document, schema: Schema, base: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in schema.get("properties", {}).items():
        for value in bad_values(document, field):
            yield f"{prefix}{name} = {str(value)[:40]!r}", base | {name: value}
        real, _ = parts(document, field)
        if real.get("type") == "object":
            inner = sample(document, field)
            yield f"{prefix}{name}.colour", base | {name: inner | {"colour": "red"}}
            for where, broken in _broken_fields(document, real, inner, f"{prefix}{name}."):
                yield where, base | {name: broken}
        elif real.get("type") == "array" and (row := parts(document, real["items"])[0]).get("type") == "object":
            inner = sample(document, real["items"])
            for where, broken in _broken_fields(document, row, inner, f"{prefix}{name}[0]."):
                yield where, base | {name: [broken]}


def _fits(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


def _big(value: Any) -> bytes:
    """JSON with whole numbers beyond 64 bits, which orjson does not write."""
    import json

    return json.dumps(value, ensure_ascii=False).encode()


def _unspeakable(name: str, base: Any) -> Iterator[tuple[str, bytes]]:
    """What JSON has no word for, in the field's place."""
    for raw in (
        b'"\\ud800"',
        b'"\\ude00x"',
        b'"\xed\xa0\x80"',
        b'"\xff\xfe"',
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e999",
    ):
        marked = orjson.dumps(copy.copy(base) | {name: "@@"})
        yield f"{name} = {raw!r}", marked.replace(b'"@@"', raw)


def _shapeless(whole: bytes) -> Iterator[tuple[str, bytes]]:
    yield "no body", b""
    yield "array for object", b"[" + whole + b"]"
    yield "null", b"null"
    yield "text", orjson.dumps("正文")
    yield "number", b"5"
    yield "cut off", whole[:-1]
    yield "two values", whole + whole
    yield "too deep", b'{"a":' * 3000 + b"1" + b"}" * 3000
    yield "GB18030", '{"words":"路灯不亮"}'.encode("gb18030")
    yield "UTF-16", whole.decode().encode("utf-16")
    yield "byte-order mark", b"\xef\xbb\xbf" + whole
