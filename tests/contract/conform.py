"""Holding answers to the OpenAPI document, more strictly than the document says: no field that it does not name."""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import Any

import httpx
import jsonschema_rs

MEDIA = "application/json"
PROBLEM = "application/problem+json"


def tightened(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every object of an answer closed, so that a field that nobody described is found."""
    closed = copy.deepcopy(document)
    for schema in closed["components"]["schemas"].values():
        if schema.get("properties"):
            schema.setdefault("additionalProperties", False)
    return closed


class Conformance:
    """Checks answers; ``seen`` counts what was checked by operation and status."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = tightened(document)
        self.seen: Counter[tuple[str, str, int]] = Counter()
        self._routes = [(_pattern(path), path) for path in sorted(document["paths"], key=lambda p: p.count("{"))]
        self._validators: dict[str, Any] = {}

    def check(self, reply: httpx.Response) -> None:
        method, path = reply.request.method, self.template(reply.request.url.path)
        answers = self.document["paths"][path][method.lower()]["responses"]
        status = str(reply.status_code)
        answer = answers.get(status) or answers.get(f"{status[0]}XX")
        where = f"{method} {path} {status}"
        assert answer, f"{where} is not in the document"
        self.seen[method, path, reply.status_code] += 1
        content = answer.get("content", {})
        kind = reply.headers.get("content-type", "").split(";")[0]
        assert kind in content or (not content and not reply.content), f"{where} came as {kind!r}"
        if kind in (MEDIA, PROBLEM):
            self._validate(where, content[kind]["schema"], reply)

    def template(self, path: str) -> str:
        """The path of the document that an address belongs to."""
        return next(template for pattern, template in self._routes if pattern.fullmatch(path))

    def _validate(self, where: str, schema: dict[str, Any], reply: httpx.Response) -> None:
        if where not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[where] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        faults = [
            f"{'.'.join(map(str, e.instance_path))}: {e.message}"
            for e in self._validators[where].iter_errors(reply.json())
        ]
        assert not faults, f"{where} is not as described: {faults[:5]}"

    async def hook(self, reply: httpx.Response) -> None:
        """For ``httpx.AsyncClient.event_hooks``."""
        if not reply.headers.get("content-type", "").startswith("text/event-stream"):
            await reply.aread()
            self.check(reply)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))
