"""Random requests made from the OpenAPI document, by several people, against the served application."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from contract.conform import tightened
from contract.scene import Scene, problem_document
from support.people import People, Person
from twinline.kernel.messages import language_of

EXAMPLES = 3
SKIPPED = {"/api/v1/events"}  # a stream has no end; tests/oversight reads it
CHECKS: list[Any] = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Fuzz:
    """``run`` makes the requests; ``statuses`` counts the answers."""

    def __init__(self, people: People, scene: Scene, address: str) -> None:
        self.statuses: Counter[int] = Counter()
        self._scene, self._address = scene, address
        self._session = requests.Session()
        self._everybody = people.everybody()
        self._document = tightened(people.app.openapi())

    def run(self) -> None:
        schema = schemathesis.openapi.from_dict(self._document)
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.path not in SKIPPED:
                for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
                    self._try(operation, mode)

    def _try(self, operation: Any, mode: GenerationMode) -> None:
        declared = self._document["paths"][operation.path][operation.method.lower()]
        if mode is GenerationMode.NEGATIVE and not declared.get("parameters") and "requestBody" not in declared:
            return
        callers = self._callers(declared.get("x-permission"))

        @QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def attempt(case: Any) -> None:
            self._call(case, next(callers))

        # A body or parameter that no value breaks has no bad cases.
        with contextlib.suppress(Unsatisfiable):
            attempt()

    def _callers(self, permission: str | None) -> Iterator[Person]:
        """Two who may for each one who may not."""
        may = [p for p in self._everybody if permission is None or p.actor.can(permission)]
        assert may, f"nobody of the cast may {permission}"
        may_not = [p for p in self._everybody if p not in may] or may
        return itertools.chain.from_iterable(zip(itertools.cycle(may), itertools.cycle(may), itertools.cycle(may_not)))

    def _call(self, case: Any, person: Person) -> None:
        if case.meta is None or case.meta.generation.mode.is_positive:
            self._aim(case)
        headers = {"Authorization": f"Bearer {person.key}"}
        reply = case.call(base_url=self._address, session=self._session, headers=headers)
        self.statuses[reply.status_code] += 1
        case.validate_response(reply, checks=CHECKS)
        if reply.status_code >= 400:
            headers = {name.lower(): values[0] for name, values in reply.headers.items()}
            asked = str((case.headers or {}).get("Accept-Language", ""))
            answer = httpx.Response(reply.status_code, headers=headers, content=reply.content)
            problem_document(answer, lang=language_of(asked))

    def _aim(self, case: Any) -> None:
        """At what is there, every other time."""
        self._turn = not getattr(self, "_turn", False)
        if not self._turn or not case.path_parameters:
            return
        ids = self._scene.ids | {
            "order_id": self._scene.incident["id"] if "police" in case.path else self._scene.case["id"]
        }
        case.path_parameters.update({name: ids[name] for name in case.path_parameters if name in ids})
