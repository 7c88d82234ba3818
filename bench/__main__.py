"""``python -m bench [FIGURE …]``: print the figures as JSON lines."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from importlib import import_module

from bench.rig import rig

FIGURES = ("triage", "replay", "intake", "handover", "push", "exchange", "growth")
PURE = frozenset({"triage"})
"""Figures that need no database."""


def main(names: list[str]) -> None:
    unknown = set(names) - set(FIGURES)
    if unknown:
        sys.exit(f"unknown figures: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    for name in names or FIGURES:
        with nullcontext() if name in PURE else rig() as made:
            import_module(f"bench.{name}").run(made)


if __name__ == "__main__":
    main(sys.argv[1:])
