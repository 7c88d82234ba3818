"""What a run is asked, what it answers, and how a process dies in it (R14, R45)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


class Killed(BaseException):
    """The process was killed here. Nothing in it may catch this; what the database had committed stays."""


class Broken(AssertionError):
    """A promise does not hold; the text says which, and about what."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: everything that happens follows from it. ``instances``: 1 hosts both numbers, 2 one each.
    3 those and a hub between them. ``ways``: the kinds of roads that each pair has, preferred first; chosen by the seed
    when there are none. ``check_every``: after so many steps each database is verified in full."""

    seed: int
    steps: int
    instances: int = 2
    ways: tuple[str, ...] = ()
    check_every: int = 500


@dataclass(slots=True)
class Outcome:
    """What came of a run. ``faults`` counts what was done to it, ``trace`` is the SM3 of all that happened: the same
    plan has the same trace."""

    seed: int
    ways: list[str] = field(default_factory=list[str])
    steps: int = 0
    appeals: int = 0
    handovers: int = 0
    faults: Counter[str] = field(default_factory=Counter[str])
    violations: list[str] = field(default_factory=list[str])
    trace: str = ""
    story: list[str] = field(default_factory=list[str])

    def told(self) -> Mapping[str, Any]:
        """The line that is printed."""
        return {
            "seed": self.seed,
            "steps": self.steps,
            "ways": self.ways,
            "appeals": self.appeals,
            "handovers": self.handovers,
            "faults": dict(sorted(self.faults.items())),
            "violations": self.violations,
            "trace": self.trace,
        }


def hold(truth: object, promise: str, *about: object) -> None:
    """Raises Broken unless ``truth``."""
    if not truth:
        raise Broken(f"{promise}: {' '.join(map(str, about))}")
