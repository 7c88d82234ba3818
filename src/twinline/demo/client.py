"""A small client of the public API over one kept connection; the demo has no other way into the system."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson

TIMEOUT_S = 20
PAGE_ROWS = 200


class ServerAway(Exception):
    """The server does not answer; it may be starting again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and JSON body of an answer."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        return self.status < 300


class Api:
    """What one account does, by its API key. Calls of several threads take turns."""

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None
        self._turn = threading.Lock()

    def get(self, path: str, **query: str | int | bool) -> Reply:
        """Read ``/api/v1`` + ``path``. Raises ServerAway."""
        told = urlencode({name: str(v).lower() if isinstance(v, bool) else v for name, v in query.items()})
        return self._call("GET", f"{path}?{told}" if told else path, None, {})

    def post(self, path: str, body: Mapping[str, Any], *, key: str | None = None) -> Reply:
        """Change something; ``key`` is the idempotency key. Raises ServerAway."""
        return self._call("POST", path, orjson.dumps(body), {"Idempotency-Key": key} if key else {})

    def every(self, path: str, **query: str | int | bool) -> Iterator[dict[str, Any]]:
        """All rows of a list, page by page. A list that may not be read is empty."""
        cursor: dict[str, str] = {}
        while True:
            reply = self.get(path, limit=PAGE_ROWS, **query, **cursor)
            if not reply.ok:
                return
            yield from reply.body["items"]
            if not reply.body.get("next"):
                return
            cursor = {"cursor": reply.body["next"]}

    def _call(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        with self._turn:
            try:
                return self._once(method, path, body, headers)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                raise ServerAway from error

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)
        self._connection.request(method, f"/api/v1{path}", body, {**self._headers, **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        return Reply(answer.status, orjson.loads(content) if content else None)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None
