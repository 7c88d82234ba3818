"""Three departments with business systems of their own, simulated by the kit (R62).

Each is a small program that takes orders its own way and lets invented officers answer them.
"""

import csv
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from twinline.kernel.messages import text
from twinline.kit import Department, Drop, Hook, Platform, Poll, Register

ENCODING = "utf-8-sig"
Way = Callable[[threading.Event], None]


class System(NamedTuple):
    """A department's system: the account that it acts by, and how orders come to it."""

    login: str
    way: str


SYSTEMS = (
    System("xitong.chengguan", "hook"),
    System("xitong.zhujian", "poll"),
    System("xitong.shichang", "drop"),
)
ANSWERS: Mapping[str, Mapping[str, str]] = {"sign": {}, "begin": {}, "reply": {"reply": "demo.say.reply"}}
"""What officers do, first things first, with the words that belong to it."""


def answer(events: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """The step that an officer takes of those that may be taken, and what is said."""
    event = next((one for one in ANSWERS if one in events), None)
    return (event, {name: text(key) for name, key in ANSWERS[event].items()}) if event else None


def run(way: str, *, url: str, key: str, folder: Path, stop: threading.Event) -> None:
    """One department, until told to stop. What it knows lies in ``folder``."""
    register = Register(folder / "register.sqlite")
    department = Department(Platform(url, key), register)
    try:
        if way == "drop":
            office = threading.Thread(target=_files_office, args=(folder, stop), daemon=True)
            office.start()
            Drop(department, folder, every_s=0.5).run(stop)
            office.join()
        else:
            department.told = partial(_act, department)
            (Hook(department) if way == "hook" else Poll(department, every_s=0.5)).run(stop)
    finally:
        register.close()


def _act(department: Department, order: Mapping[str, Any]) -> None:
    """An officer with the order on the screen."""
    held = order["id"] in department.register.held()
    step = answer([action["event"] for action in order["actions"]]) if held else None
    if step:
        department.step(order, step[0], **step[1])


def _files_office(folder: Path, stop: threading.Event) -> None:
    """Officers whose system reads and writes tables: each order once at each version."""
    done: set[tuple[str, str]] = set()
    n = 0
    while not stop.wait(0.5):
        rows = [row for row in _orders(folder / "orders.csv") if (row["number"], row["version"]) not in done]
        lines = [_line(row) for row in rows]
        if any(lines):
            n += 1
            _drop(folder, f"{n:06}.csv", [line for line in lines if line])
        done |= {(row["number"], row["version"]) for row in rows}


def _orders(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding=ENCODING, newline="") as file:
            yield from csv.DictReader(file)


def _line(row: Mapping[str, str]) -> dict[str, str] | None:
    step = answer(row["actions"].split())
    return {"number": row["number"], "version": row["version"], "event": step[0], **step[1]} if step else None


def _drop(folder: Path, name: str, lines: Sequence[Mapping[str, str]]) -> None:
    draft = folder / f"{name}.new"
    with draft.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.DictWriter(file, ["number", "version", "event", "reply"])
        writer.writeheader()
        writer.writerows(lines)
    draft.replace(folder / "answers" / name)
