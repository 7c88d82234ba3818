"""How far one day's judgements are from those of the weeks before: plain arithmetic on counts (R68).

The population stability index of two distributions is the sum over values of ``(p - q) ln(p / q)``: below 0.1 nothing
changed, above 0.25 the population is another one. A value that one side lacks counts as half a text there.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Counts: TypeAlias = Mapping[str, int]
Level: TypeAlias = Literal["few", "none", "watch", "alarm"]
LEVELS: tuple[Level, ...] = ("few", "none", "watch", "alarm")
ABSENT = 0.5
DISTRIBUTIONS = ("owner", "type", "confidence")
SHARES = ("no_match", "danger", "override", "semantic")


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a day is worth a look, and from where on somebody must act. ``points`` are differences of shares.
    Fewer texts than ``least`` on a day or before say nothing."""

    psi_watch: float = 0.1
    psi_alarm: float = 0.25
    points_watch: float = 0.03
    points_alarm: float = 0.08
    least: int = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a day beside the same of the weeks before. ``value`` is a stability index, or a difference of
    shares; ``now`` and ``before`` are shares of all texts (of distributions None)."""

    name: str
    value: float
    now: float | None
    before: float | None
    level: Level


def stability(now: Counts, before: Counts) -> float:
    """The population stability index of two sets of counts. Zero when one of them is empty."""
    values = now.keys() | before.keys()
    ours, theirs = ({v: counts.get(v, 0) or ABSENT for v in values} for counts in (now, before))
    if not sum(now.values()) or not sum(before.values()):
        return 0.0
    whole, base = sum(ours.values()), sum(theirs.values())
    return sum((ours[v] / whole - theirs[v] / base) * math.log(ours[v] * base / (theirs[v] * whole)) for v in values)


def figures(now: Mapping[str, Counts], before: Mapping[str, Counts], *, limits: Limits) -> list[Figure]:
    """All figures of a day. ``now`` and ``before`` hold counts by field; field ``all`` counts all texts as ``all``."""
    sizes = now.get("all", {}).get("all", 0), before.get("all", {}).get("all", 0)
    few = min(sizes) < limits.least
    found = [_distribution(name, now.get(name, {}), before.get(name, {}), limits) for name in DISTRIBUTIONS]
    found += [_share(name, now, before, sizes, limits) for name in SHARES]
    return [Figure(f.name, f.value, f.now, f.before, "few") if few else f for f in found]


def _distribution(name: str, now: Counts, before: Counts, limits: Limits) -> Figure:
    value = stability(now, before)
    return Figure(name, round(value, 4), None, None, _level(value, limits.psi_watch, limits.psi_alarm))


def _share(
    name: str, now: Mapping[str, Counts], before: Mapping[str, Counts], sizes: tuple[int, int], limits: Limits
) -> Figure:
    """A share that moved, in either direction: overrides that fall to nothing mean that nobody looks any more."""
    ours, theirs = (
        counts.get(name, {}).get("yes", 0) / size if size else 0.0
        for counts, size in zip((now, before), sizes, strict=True)
    )
    value = ours - theirs
    level = _level(abs(value), limits.points_watch, limits.points_alarm)
    return Figure(name, round(value, 4), round(ours, 4), round(theirs, 4), level)


def _level(value: float, watch: float, alarm: float) -> Level:
    return "alarm" if value >= alarm else "watch" if value >= watch else "none"


def worst(found: list[Figure]) -> Level:
    """The gravest level among figures."""
    present = {figure.level for figure in found}
    gravest: list[Level] = [level for level in LEVELS if level in present]
    return gravest[-1] if gravest else "few"
