# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""How right a model is: figures by class, calibration, and the confusions worth looking at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: how many there are, and how well they are found."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one label was taken for another, with some of the rows."""

    truth: str
    guess: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``calibration_error``: mean distance between promised and found shares of right answers (expected error)."""

    field: str
    rows: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    classes: tuple[ClassFigures, ...]
    confusions: tuple[Confusion, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def report(
    *,
    field: str,
    truth: Sequence[str],
    guess: Sequence[str],
    confidence: Sequence[float] | None = None,
    ids: Sequence[str] = (),
    confusions: int = 10,
) -> Report:
    """The figures of one field. Classes are those that occur in truth or guess; without confidence calibration is 0."""
    from sklearn.metrics import precision_recall_fscore_support

    names = sorted({*truth, *guess})
    found: Any = precision_recall_fscore_support(truth, guess, labels=names, zero_division=0.0)  # pyright: ignore[reportArgumentType]
    rows = zip(names, *(part.tolist() for part in found), strict=True)
    classes = [ClassFigures(name, round(p, 4), round(r, 4), round(f, 4), int(n)) for name, p, r, f, n in rows]
    hits = np.array([one == other for one, other in zip(truth, guess, strict=True)], bool)
    return Report(
        field=field,
        rows=len(truth),
        accuracy=round(float(hits.mean()), 4) if len(hits) else 0.0,
        macro_f1=round(sum(one.f1 for one in classes) / max(len(classes), 1), 4),
        calibration_error=round(calibration_error(confidence, hits), 4) if confidence is not None else 0.0,
        classes=tuple(classes),
        confusions=_confusions(truth, guess, ids or [str(n) for n in range(1, len(truth) + 1)])[:confusions],
    )


def calibration_error(confidence: Sequence[float], hits: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins of confidence."""
    sure = np.asarray(confidence, np.float64)
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    total = 0.0
    for number in range(BINS):
        inside = place == number
        if inside.any():
            total += float(inside.mean()) * abs(float(sure[inside].mean()) - float(hits[inside].mean()))
    return total


def _confusions(truth: Sequence[str], guess: Sequence[str], ids: Sequence[str]) -> tuple[Confusion, ...]:
    rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one, other, name in zip(truth, guess, ids, strict=True):
        if one != other:
            rows[one, other].append(name)
    ranked = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Confusion(one, other, len(names), tuple(names[:EXAMPLES])) for (one, other), names in ranked)
