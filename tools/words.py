"""Makes docs/reference/machines.md and codes.md: every table, state, event, error and reason that the code has.

``python tools/words.py`` writes both; tests/properties/test_documents.py proves that they are current and complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import twinline
from twinline.cases import CASE
from twinline.incidents import INCIDENT, UNIT
from twinline.kernel.errors import Problem
from twinline.kernel.machine import Machine, Transition
from twinline.kernel.messages import catalogue, text
from twinline.linkage import HANDOVER, JOINT
from twinline.linkage.model import REASON_CODES

SOURCES = Path(twinline.__file__).parent
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MACHINES = (CASE, INCIDENT, UNIT, HANDOVER, JOINT)
TITLES = {
    "case": "Work order",
    "incident": "Police order",
    "unit": "A unit on a police order",
    "handover": "Handover",
    "joint": "Joint action",
}
MADE = "Made by `python tools/words.py` from the code; a test compares.\n"
CHANGES = {"start": "+", "stop": "−", "pause": "‖", "resume": "▸"}


def documents() -> Mapping[str, str]:
    """Name and content of every document that this tool makes."""
    return {"machines.md": machines(), "codes.md": codes()}


def machines() -> str:
    parts = ["# States and events\n", MADE]
    parts.append(
        "A row without a permission is taken by the system only: a message, a timer, another order. Clocks: + starts,"
        " − stops, ‖ pauses, ▸ resumes. Events below a table leave the state alone and are on the chain too.\n"
    )
    for machine in MACHINES:
        parts += _machine(machine)
    parts += ["## Appeal\n", "An appeal has no table: it is open while one of its orders is.\n"]
    parts.append(_table(("state", "中文", "English"), _named("state.appeal")))
    parts.append(_table(("event", "中文", "English"), _named("event.appeal")))
    parts += ["## Clock\n", _table(("event", "中文", "English"), _named("event.clock"))]
    parts += ["## Drift watch\n", _table(("event", "中文", "English"), _named("event.drift"))]
    return "\n".join(parts)


def _machine(machine: Machine) -> Iterator[str]:
    yield f"## {TITLES[machine.name]} `{machine.name}`\n"
    yield f"```mermaid\n{machine.mermaid()}\n```\n"
    states = ((f"`{s}`", *_both(f"state.{machine.name}.{s}"), _end(machine, s)) for s in machine.states)
    yield _table(("state", "中文", "English", ""), states)
    yield _table(
        ("event", "中文", "English", "from", "to", "permission", "clocks"), (_row(machine, t) for t in machine.rows)
    )
    known = {f"`{event}`" for event in machine.events()}
    others = [row for row in _named(f"event.{machine.name}") if row[0] not in known]
    if others:
        yield _table(("other event", "中文", "English"), others)


def _end(machine: Machine, state: str) -> str:
    return "first" if state == machine.initial else "end" if state in machine.final else ""


def _row(machine: Machine, row: Transition) -> Sequence[str]:
    sources = " ".join(f"`{s}`" for s in machine.states if s in row.sources)
    clocks = " ".join(f"{CHANGES[verb]}`{kind}`" for verb, kind in row.clocks)
    permission = f"`{row.permission}`" if row.permission else ""
    target = f"`{row.target}`" if row.target else "stays"
    return f"`{row.event}`", *_both(f"event.{machine.name}.{row.event}"), sources, target, permission, clocks


def codes() -> str:
    parts = ["# Codes\n", MADE]
    parts += ["Permissions have a [list of their own](permissions.md).\n", "## Errors\n"]
    parts.append("`code` of a problem document is stable; the text follows the reader's language.\n")
    parts.append(_table(("code", "status", "when", "中文", "English"), _errors()))
    parts += ["## Reasons of fields\n", "`fields[].reason` of a problem document.\n"]
    parts.append(_table(("reason", "中文", "English"), _named("reason")))
    parts += ["## Titles of problems\n", _table(("status", "中文", "English"), _named("problem"))]
    parts += ["## Reasons of a handover\n", "`reason_code` of an offer.\n"]
    parts.append(_table(("code",), ((f"`{code}`",) for code in REASON_CODES)))
    return "\n".join(parts)


def problems() -> list[type[Problem]]:
    """Every failure that the program knows, by code."""
    for path in sorted(SOURCES.rglob("*.py")):
        parts = path.relative_to(SOURCES).with_suffix("").parts
        if parts[0] != "migrations" and parts[-1] not in ("__init__", "__main__"):
            import_module(".".join(("twinline", *parts)))
    found, rest = {Problem}, [Problem]
    while rest:
        kinds = rest.pop().__subclasses__()
        found |= set(kinds)
        rest += kinds
    return sorted((p for p in found if p.__module__.startswith("twinline.")), key=lambda p: (p.code, p.__name__))


def _errors() -> Iterator[Sequence[str]]:
    for kind in problems():
        when = (kind.__doc__ or "").split("\n\n")[0]
        yield f"`{kind.code}`", str(kind.status), when, *_both(f"error.{kind.code}")


def _named(prefix: str) -> list[Sequence[str]]:
    """Every entry of the catalogue below a prefix."""
    keys = sorted(k for k in catalogue() if k.startswith(f"{prefix}."))
    return [(f"`{key.removeprefix(f'{prefix}.')}`", *_both(key)) for key in keys]


def _both(key: str) -> tuple[str, str]:
    return text(key), text(key, lang="en")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(c) for c in line)} |" for line in lines) + "\n"


def _cell(value: str) -> str:
    return " ".join(value.split()).replace("|", "\\|")


if __name__ == "__main__":
    for name, content in documents().items():
        (FOLDER / name).write_text(content, "utf-8")
