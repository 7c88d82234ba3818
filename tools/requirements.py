"""Makes docs/reference/requirements.md: where each requirement is met, from the R numbers that docstrings cite.

``python tools/requirements.py`` writes the file; tests/architecture/test_requirements.py compares it and refuses a
requirement of TITLES that no code or no test cites.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "reference" / "requirements.md"
CITED = re.compile(r"\bR(\d{1,2})(?:\s*[–-]\s*R?(\d{1,2}))?\b")
PLACES_MAX = 14

# The requirements that the product serves so far, in our own words. Numbers are those of the requirement matrix.
TITLES = {
    1: "Every contact is judged at once, with reasons and versions; a person may overrule",
    2: "Danger opens and dispatches a police order first; nothing waits before it",
    4: "Request types and domains, each type with its own deadline",
    5: "Four-level police classes; local code tables; first and corrected class kept",
    8: "Complaints about police are kept from the unit complained of",
    9: "Handover with everything already said",
    11: "Negotiation with a timer, positions and reasons",
    12: "Exactly one owner at every moment; the first receiver when nobody else",
    13: "A dispute never blocks dispatch",
    14: "Online transfer: receipt, return, replays without effect",
    16: "Disputes that may turn violent are dispatched first",
    17: "The civil part goes to 12345 after the police have been there",
    18: "Dispatch to a lead unit and co-handlers in time",
    20: "Clues on public stability, restricted",
    21: "The handling unit's button for 110",
    22: "12345 raises an emergency and cannot close before 110 has acknowledged",
    34: "Both sides' orders and one timeline on one page",
    35: "Divisions with history, organisation and police codes, check digits",
    36: "Order forms that carry the deployed ones; field errors",
    38: "One transition table for pages, API, permissions and documents",
    39: "Orders in both directions with paired numbers",
    40: "Closed loop: result to the sender, reply to the person, revisit",
    41: "Deadlines on working calendars, pauses, reminders at 80 %, 100 % and a day later",
    43: "Masked by default; a look needs a reason and is audited",
    46: "Append-only chained history that shows tampering",
    59: "Clocks for dispatch, first contact and result",
    61: "Deadline rules as dated rows; Guangdong's 2/10/15 working days",
    72: "Every police unit's stamps: signed, set out, arrived, fed back",
    80: "Responsibility list of matters",
    93: "Named duty contacts with deputies",
    95: "First response within 24 hours",
}


@dataclass(slots=True)
class Places:
    """Where a requirement is cited."""

    code: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def numbers_in(text: str) -> set[int]:
    """The requirement numbers a text cites; ``R20–R22`` is three."""
    found: set[int] = set()
    for first, last in CITED.findall(text):
        found.update(range(int(first), int(last or first) + 1))
    return found


def cited_in(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Name and cited numbers of every docstring of a file; the module's own name is empty."""
    tree = ast.parse(path.read_text("utf-8"))
    yield "", numbers_in(ast.get_docstring(tree) or "")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, numbers_in(ast.get_docstring(node) or "")


def collect() -> dict[int, Places]:
    """All places by number, in order of path and name."""
    places: dict[int, Places] = defaultdict(Places)
    for folder in ("src/twinline", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            shown = path.relative_to(ROOT / "src" if folder.startswith("src") else ROOT).with_suffix("")
            for name, numbers in cited_in(path):
                for number in numbers:
                    kind = places[number].tests if folder == "tests" else places[number].code
                    kind.append(f"`{'.'.join(shown.parts)}{'.' + name if name else ''}`")
    return places


def _listed(found: list[str]) -> str:
    shown = list(dict.fromkeys(found))
    more = f" and {len(shown) - PLACES_MAX} more" if len(shown) > PLACES_MAX else ""
    return "<br>".join(shown[:PLACES_MAX]) + more


def document() -> str:
    """The page."""
    places = collect()
    lines = [
        "# Requirements and where they are met",
        "",
        "Made by `tools/requirements.py` from the numbers that docstrings cite; do not edit. A requirement stands here",
        "when code and a test cite it; how far it is met is said where it is cited.",
        "",
        "| R | what | code | tests |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| R{n} | {title} | {_listed(places[n].code)} | {_listed(places[n].tests)} |" for n, title in TITLES.items()
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(document(), "utf-8")


if __name__ == "__main__":
    main()
