"""For a system that can only read and write files: open orders out as CSV, answers in as CSV.

``orders.csv`` always has every open order (replaced as a whole, so that nobody reads half of one). Files that are put
into ``answers/`` have the columns number, version, event, and the step's own (reply, reason, days, note); each is moved
to ``done/`` with a column more that says what became of each line. UTF-8 with a mark at the beginning, as Excel wants.
"""

import csv
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from twinline.kit.department import Department
from twinline.kit.platform import Refused
from twinline.kit.ways import POLL_S, Poll, keep_going

COLUMNS = ("number", "version", "state", "urgent", "danger", "title", "matter", "division", "opened_at", "actions")
STEP_FIELDS = ("reply", "reason", "days", "note", "basis")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ENCODING = "utf-8-sig"


class Drop:
    """Polls, writes ``orders.csv`` when something changed, and carries answers back."""

    def __init__(self, department: Department, folder: Path, *, every_s: float = POLL_S) -> None:
        self._department, self._folder, self._every_s = department, folder, every_s
        self._poll = Poll(department)
        self._written: list[tuple[Any, ...]] | None = None
        for name in ("answers", "done"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def run(self, stop: threading.Event) -> None:
        keep_going(self._department, stop, lambda: self.once() or stop.wait(self._every_s))

    def once(self) -> int:
        """One round; how much was done. Raises Away."""
        done = self._poll.once() + sum(1 for _ in self._answers())
        self._write()
        return done

    def _write(self) -> None:
        rows = [tuple(_cell(order, name) for name in COLUMNS) for order in self._department.register.held().values()]
        if rows == self._written:
            return
        draft = self._folder / "orders.csv.new"
        with draft.open("w", encoding=ENCODING, newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        draft.replace(self._folder / "orders.csv")
        self._written = rows

    def _answers(self) -> Iterator[Path]:
        """Carry every file of answers; one that the platform is away for stays for the next round."""
        held = {order["number"]: order for order in self._department.register.held().values()}
        for path in sorted((self._folder / "answers").glob("*.csv")):
            with path.open(encoding=ENCODING, newline="") as file:
                rows = list(csv.DictReader(file))
            results = [{**row, "result": self._carry(held, row)} for row in rows]
            with (self._folder / "done" / path.name).open("w", encoding=ENCODING, newline="") as file:
                writer = csv.DictWriter(file, [*(rows[0] if rows else ()), "result"], extrasaction="ignore")
                writer.writeheader()
                writer.writerows(results)
            os.unlink(path)
            yield path

    def _carry(self, held: Mapping[str, Mapping[str, Any]], row: Mapping[str, str]) -> str:
        """What became of one line: taken, or why not."""
        order = held.get(row.get("number", ""))
        if order is None or row.get("version") != str(order["version"]):
            return "changed meanwhile"
        body: dict[str, Any] = {name: row[name] for name in STEP_FIELDS if row.get(name)}
        if body.get("days", "").isdecimal():
            body["days"] = int(body["days"])
        try:
            self._department.step(order, row.get("event", ""), **body)
        except Refused as refused:
            return refused.detail or refused.code
        return "taken"


def _cell(order: Mapping[str, Any], name: str) -> Any:
    """A value for the table; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if name == "actions":
        return " ".join(action["event"] for action in order.get(name, ()))
    value = order.get(name)
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value
