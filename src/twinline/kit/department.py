"""Keeps what a department holds and what the platform says it holds alike."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from twinline.kit.platform import CONFLICT, NOT_FOUND, Platform, Refused
from twinline.kit.store import Register

Row = Mapping[str, Any]


class Department:
    """One unit. ``told`` hears of every order that came or changed, in the thread that brought it."""

    def __init__(self, platform: Platform, register: Register, told: Callable[[Row], object] | None = None) -> None:
        self.platform, self.register, self.told = platform, register, told
        self._unit = ""
        self._turn = threading.RLock()

    def take(self, change: Row) -> None:
        """A change as a webhook brings it or ``changes`` lists it: the order is read when it is news. Raises Away."""
        data = change["data"]
        if data and data["version"] > self.register.version(data["id"]):
            self.look(data["id"])

    def look(self, order_id: str) -> None:
        """Read an order and note it. Raises Away."""
        with self._turn:
            self._unit = self._unit or self.platform.unit_id()
            try:
                order = self.platform.order(order_id)
            except Refused as refused:
                if refused.status != NOT_FOUND:
                    raise
                self.register.release(order_id)
                return
            mine = any(one["unit_id"] == self._unit and not one["released_at"] for one in order["handlers"])
            self.register.note(order, held=mine and order["closed_at"] is None)
        if self.told:
            self.told(order)

    def step(self, order: Row, event: str, **body: Any) -> None:
        """Answer with a step; should the order have changed meanwhile, nothing happens but that it is read again.
        Raises Away, Refused for what can never be taken.
        """
        try:
            self.platform.step(order, event, **body)
        except Refused as refused:
            if refused.status != CONFLICT:
                raise
        self.look(order["id"])

    def difference(self) -> list[str]:
        """Orders that one side holds and the other does not, or at another version. Raises Away."""
        theirs, ours = self.platform.held(), self.register.held()
        versions = [{key: row["version"] for key, row in side.items()} for side in (theirs, ours)]
        return sorted(key for key in theirs.keys() | ours.keys() if versions[0].get(key) != versions[1].get(key))

    def reconcile(self) -> int:
        """Read everything that differs; by how many orders it did. Raises Away."""
        found = self.difference()
        for order_id in found:
            self.look(order_id)
        return len(found)
