"""Learning from more rows than memory holds: two walks over the data, small steps, one table of weights (R68).

The first walk counts labels and how rare pieces are; the second learns a softmax per field by small steps whose size
shrinks for weights that have moved much (AdaGrad). Every fiftieth row is kept aside to calibrate and to measure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinline.nlp.features import BITS, ONCE, counted
from twinline.nlp.learning import ROWS_MAX, Learned, Progress, probabilities, temperature
from twinline.nlp.linear import Floats, Head, assemble
from twinline.nlp.semantic import TextModel, dump_text_model, load_text_model

STEP_ROWS = 512
ASIDE_EVERY = 50
RARITY_ROWS = 20_000
LEAST_TEXTS = 3
RATE = 0.5
LABELS_MAX = 2_000

Row: TypeAlias = tuple[str, Mapping[str, str | None]]
Rows: TypeAlias = Callable[[], Iterable[Row]]


@dataclass(slots=True)
class _Counts:
    """What the first walk finds."""

    rows: int = 0
    labels: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    seen: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1 << BITS, np.int64))
    looked: int = 0


def learn_stream(rows: Rows, *, longest: int = 2, total: int = 0, progress: Progress | None = None) -> Learned:
    """A text model (without meaning) from ``rows()``, which is walked twice and must give the same both times.

    ``total`` rows, if known, is for ``progress`` and to look at rarity evenly. Raises ValueError for a field with
    fewer than two labels or more than 2,000.
    """
    counts = _first_walk(rows, longest, max(total // RARITY_ROWS, 1))
    heads = [Head(name, tuple(sorted(found))) for name, found in sorted(counts.labels.items())]
    for head in heads:
        if not 2 <= len(head.labels) <= LABELS_MAX:
            raise ValueError(f"{head.field}: {len(head.labels)} labels, 2 to {LABELS_MAX} can be learned")
    learner = _Learner(heads, counts)
    aside = learner.walk(rows(), longest, progress)
    return learner.finish(aside, longest)


def _first_walk(rows: Rows, longest: int, every: int) -> _Counts:
    counts = _Counts()
    for text, labels in rows():
        counts.rows += 1
        for name, label in labels.items():
            if label is not None:
                counts.labels.setdefault(name, Counter())[label] += 1
        if counts.rows % every == 0 and counts.looked < 2 * RARITY_ROWS:
            counts.seen[counted(text, longest=longest)[0]] += 1
            counts.looked += 1
    return counts


class _Learner:
    """The weights while they are learned: a row per bucket that is known, a column per label."""

    def __init__(self, heads: Sequence[Head], counts: _Counts) -> None:
        least = LEAST_TEXTS if counts.looked > 1000 else 1
        self.heads = heads
        self.known = np.flatnonzero(counts.seen >= least).astype(np.int32)
        self.rarity: Floats = 1.0 + np.log((1 + counts.looked) / (1 + counts.seen[self.known]))
        self._slots = np.full(1 << BITS, -1, np.int32)
        self._slots[self.known] = np.arange(len(self.known), dtype=np.int32)
        self._starts = np.cumsum([0, *(len(head.labels) for head in heads)])
        self._places = [{label: n for n, label in enumerate(head.labels)} for head in heads]
        self._share = [_shares(head, counts.labels[head.field]) for head in heads]
        width = int(self._starts[-1])
        self._weights = np.zeros((len(self.known), width), np.float32)
        self._energy = np.full((len(self.known), width), 1e-6, np.float32)
        self._bias = np.zeros(width, np.float32)
        self._rows = counts.rows

    def walk(self, rows: Iterable[Row], longest: int, progress: Progress | None) -> list[tuple[Any, list[Row]]]:
        """Learn from all rows but those kept aside; these, as vectors with their rows."""
        aside: list[Row] = []
        batch: list[Row] = []
        for number, row in enumerate(rows, 1):
            (aside if number % ASIDE_EVERY == 0 else batch).append(row)
            if len(batch) == STEP_ROWS:
                self._step(batch, longest)
                batch = []
                if progress:
                    progress(number, self._rows)
        if batch:
            self._step(batch, longest)
        parts = [aside[i : i + STEP_ROWS] for i in range(0, len(aside), STEP_ROWS)]
        return [(self._vectors(part, longest), part) for part in parts]

    def _vectors(self, batch: Sequence[Row], longest: int) -> Any:
        from scipy.sparse import csr_matrix

        columns: list[NDArray[np.int32]] = []
        values: list[Floats] = []
        for text, _ in batch:
            found, loud = counted(text, longest=longest)
            places = self._slots[found]
            kept = np.flatnonzero(places >= 0)
            weighed = loud[kept] / ONCE * self.rarity[places[kept]]
            columns.append(places[kept])
            values.append(weighed / max(float(np.sqrt(np.dot(weighed, weighed))), 1e-9))
        starts = np.concatenate(([0], np.cumsum([len(one) for one in columns])))
        data = np.concatenate(values).astype(np.float32)
        return csr_matrix((data, np.concatenate(columns), starts), shape=(len(batch), len(self.known)))

    def _step(self, batch: Sequence[Row], longest: int) -> None:
        vectors = self._vectors(batch, longest)
        errors = self._errors(np.asarray(vectors @ self._weights) + self._bias, batch)
        slope = np.asarray(vectors.T @ errors)
        self._energy += slope * slope
        self._weights -= RATE * slope / np.sqrt(self._energy)
        self._bias -= 0.05 * errors.sum(axis=0) / len(batch)

    def _errors(self, logits: NDArray[np.float32], batch: Sequence[Row]) -> NDArray[np.float32]:
        """Probability less truth, row by row, as heavy as the row's class is rare; zero where a row says nothing."""
        errors = np.zeros_like(logits)
        for number, head in enumerate(self.heads):
            span = slice(int(self._starts[number]), int(self._starts[number + 1]))
            truth = np.array([self._places[number].get(labels.get(head.field) or "", -1) for _, labels in batch])
            told = np.flatnonzero(truth >= 0)
            guess = probabilities(logits[told, span].astype(np.float64))
            guess[np.arange(len(told)), truth[told]] -= 1
            errors[told, span] = guess * self._share[number][truth[told]][:, None]
        return errors

    def finish(self, aside: Sequence[tuple[Any, Sequence[Row]]], longest: int) -> Learned:
        unseen: dict[str, tuple[NDArray[np.int64], Floats]] = {}
        heads: list[Head] = []
        logits = np.concatenate([np.asarray(vectors @ self._weights) + self._bias for vectors, _ in aside] or
                                [np.zeros((0, int(self._starts[-1])))])  # fmt: skip
        rows = [labels for _, part in aside for _, labels in part]
        for number, head in enumerate(self.heads):
            own = logits[:, int(self._starts[number]) : int(self._starts[number + 1])].astype(np.float64)
            truth = np.array([self._places[number].get(labels.get(head.field) or "", -1) for labels in rows], int)
            told = np.flatnonzero(truth >= 0)
            warmth = temperature(own[told], truth[told]) if len(told) >= len(head.labels) else 1.0
            heads.append(Head(head.field, head.labels, warmth))
            unseen[head.field] = (told * ASIDE_EVERY + ASIDE_EVERY - 1, probabilities(own[told] / warmth))
        folded = self._weights.astype(np.float64) * self.rarity[:, None]
        keep = np.sort(np.argsort(-np.abs(folded).max(axis=1), kind="stable")[:ROWS_MAX])
        linear = assemble(heads=heads, bits=BITS, longest=longest, rows=self.known[keep], weights=folded[keep],
                          rarity=self.rarity[keep], bias=self._bias.astype(np.float64))  # fmt: skip
        return Learned(load_text_model(dump_text_model(TextModel(linear, None, {}))), unseen)


def _shares(head: Head, counts: Counter[str]) -> NDArray[np.float64]:
    """How heavy a row of each class is: rare ones heavier, by the root of their rarity, none more than tenfold."""
    numbers = np.array([counts[label] for label in head.labels], np.float64)
    return np.clip(np.sqrt(numbers.mean() / numbers), 0.1, 10.0)
