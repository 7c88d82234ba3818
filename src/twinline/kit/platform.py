"""The platform as its public API shows it to a unit's system."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

TIMEOUT_S = 20
PAGE_ROWS = 200
ENDED = 500
NOT_FOUND = 404
CONFLICT = 409

SUBSCRIPTION = {"name": "kit", "topics": ["case.*"]}

Row = Mapping[str, Any]


class Away(Exception):
    """The platform cannot be reached, or says so itself: try again later."""


class Refused(Exception):
    """The platform does not take this; ``code`` is stable, ``detail`` is for people."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code, self.detail = status, code, detail


class Platform:
    """What one key may do. Threads may share it."""

    def __init__(self, url: str, key: str) -> None:
        self._base = url.rstrip("/") + "/api/v1"
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, method: str, path: str, body: Row | None = None) -> Any:
        """One request; its answer's JSON. Raises Away, Refused."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, self._headers, method=method)  # noqa: S310 - ours
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            if error.code >= ENDED:
                raise Away(str(error)) from error
            said = _said(error.read())
            raise Refused(error.code, said.get("code", ""), said.get("detail", "")) from error
        except (OSError, ValueError) as error:
            raise Away(str(error)) from error

    def unit_id(self) -> str:
        """The unit that the key stands for."""
        return self.call("GET", "/session")["unit"]["id"]

    def held(self) -> dict[str, Row]:
        """Every open order that the unit has now, by id: what a full reconciliation compares with."""
        return {row["id"]: row for row in self._every("/work-orders", mine="true", open="true")}

    def _every(self, path: str, **query: str) -> Iterator[Row]:
        cursor: dict[str, str] = {}
        while True:
            page = self.call("GET", f"{path}?{urlencode({'limit': PAGE_ROWS, **query, **cursor})}")
            yield from page["items"]
            if not page["next"]:
                return
            cursor = {"cursor": page["next"]}

    def order(self, order_id: str) -> Row:
        """One order whole; ``actions`` are the steps that the unit may take now."""
        return self.call("GET", f"/work-orders/{order_id}")

    def step(self, order: Row, event: str, **body: Any) -> Row:
        """Take a step on an order as it was seen; the order after it. Refused with 409 when it has changed since."""
        return self.call(
            "POST", f"/work-orders/{order['id']}/{quote(event, safe='')}", {"version": order["version"], **body}
        )

    def subscribe(self, url: str | None) -> Row:
        """Hear of work orders at an address, or without one by ``changes``; ``id`` and ``secret``."""
        return self.call("POST", "/exchange/webhooks", {**SUBSCRIPTION, "url": url})

    def move(self, webhook_id: str, url: str) -> None:
        """Be called at another address from now on, and again should that have been switched off."""
        self.call("PUT", f"/exchange/webhooks/{webhook_id}", {**SUBSCRIPTION, "url": url, "active": True})

    def changes(self, webhook_id: str, after: str) -> Row:
        """What came after; ``next`` goes into the next question."""
        asked = urlencode({"after": after, "limit": PAGE_ROWS})
        return self.call("GET", f"/exchange/webhooks/{webhook_id}/changes?{asked}")


def _said(body: bytes) -> dict[str, str]:
    try:
        return json.loads(body)
    except ValueError:
        return {}
