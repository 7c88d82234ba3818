# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false, reportIndexIssue=false
"""What training is made of: texts counted, classes separated, probabilities made honest, two kinds of evidence mixed.

The same rows in the same order give the same figures. scikit-learn and scipy are imported only when used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinline.nlp.features import BITS, LONGEST, ONCE, counted
from twinline.nlp.linear import Floats
from twinline.nlp.semantic import TextModel

SEED = 20220512
LEAST_TEXTS = 2
ROWS_MAX = 60_000
# Buckets that two pieces share cost letters half a point of macro-F1; the larger table costs 4 MB.
CITY_BITS = 20
FOLDS = 5

Progress: TypeAlias = Callable[[int, int], None]
Labels: TypeAlias = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as sparse rows of length 1, weighted by rarity, over the buckets that at least two texts have.

    ``familiar`` is for each text the share of its pieces that at least two others have. ``others`` are rows of texts
    that are not asked, in the same buckets.
    """

    rows: NDArray[np.int32]
    rarity: Floats
    matrix: Any
    familiar: Floats
    others: Any = None


def count(
    texts: Sequence[str],
    *,
    bits: int = BITS,
    longest: int = LONGEST,
    words: bool = False,
    others: Sequence[str] = (),
) -> Counted:
    """The matrix that a model learns from; buckets that two of ``others`` have are known too."""
    raw = _loudness(texts, bits, longest, words)
    seen = np.bincount(raw.indices, minlength=raw.shape[1])
    known = seen >= min(LEAST_TEXTS, len(texts))
    beside = _loudness(others, bits, longest, words) if others else None
    if beside is not None:
        known |= np.bincount(beside.indices, minlength=raw.shape[1]) >= LEAST_TEXTS
    rows = np.flatnonzero(known).astype(np.int32)
    rarity = 1.0 + np.log((1 + len(texts)) / (1 + seen[rows]))
    shared = np.add.reduceat(np.append(seen[raw.indices] > LEAST_TEXTS, False), raw.indptr[:-1])
    familiar = np.where(np.diff(raw.indptr) > 0, shared / np.maximum(np.diff(raw.indptr), 1), 0.0)
    placed = None if beside is None else _weighted(beside[:, rows], rarity)
    return Counted(rows, rarity, _weighted(raw[:, rows], rarity), familiar, placed)


def _loudness(texts: Sequence[str], bits: int, longest: int, words: bool) -> Any:
    from scipy.sparse import csr_matrix

    found: list[NDArray[np.int32]] = []
    loud: list[NDArray[np.int32]] = []
    for text in texts:
        columns, values = counted(text, bits=bits, longest=longest, words=words)
        found.append(columns)
        loud.append(values)
    starts = np.concatenate(([0], np.cumsum([len(one) for one in found])))
    values = np.concatenate(loud).astype(np.float64) / ONCE
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), 1 << bits))


def _weighted(loudness: Any, rarity: Floats) -> Any:
    from sklearn.preprocessing import normalize

    return normalize(loudness.multiply(rarity).tocsr())


def separate(rows: Any, places: NDArray[np.int64], classes: int, *, strength: float) -> tuple[Floats, Floats]:
    """One weight vector and bias per class that separate it from the rest (squared hinge, balanced classes)."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=strength, class_weight="balanced", random_state=SEED, max_iter=4000)
    machine.fit(rows, places)
    weights, bias = np.zeros((classes, rows.shape[1])), np.full(classes, -3.0)
    if len(machine.classes_) == 2:
        one, two = machine.classes_
        weights[two], bias[two] = machine.coef_[0], machine.intercept_[0]
        weights[one], bias[one] = -machine.coef_[0], -machine.intercept_[0]
    else:
        weights[machine.classes_], bias[machine.classes_] = machine.coef_, machine.intercept_
    return weights, bias


def folds_of(count_: int, folds: int = FOLDS) -> NDArray[np.int64]:
    """A fixed shuffled fold number per row."""
    return np.random.default_rng(SEED).permutation(count_) % folds


def temperature(logits: Floats, places: NDArray[np.int64]) -> float:
    """The divisor of logits under which the labels that came out were most probable."""
    from scipy.optimize import minimize_scalar

    def surprise(log_heat: float) -> float:
        scaled = logits / np.exp(log_heat)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        norm = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(norm - scaled[np.arange(len(places)), places]))

    return float(np.round(np.exp(minimize_scalar(surprise, bounds=(-4, 4), method="bounded").x), 6))


@dataclass(frozen=True, slots=True)
class Learned:
    """A model, and per field what models without them say of rows: the rows' numbers and their probabilities.

    ``lent`` texts taught it that are not the city's.
    """

    model: TextModel
    unseen: Mapping[str, tuple[NDArray[np.int64], Floats]]
    lent: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors, by ``semantic.embed``, of the texts with the numbers ``rows``, by the provider ``source``."""

    source: str
    rows: NDArray[np.int64]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lent:
    """Texts that are not the city's, with the label that each speaks for, by field; with ``vectors`` if meaning speaks.

    They teach a little beside the city's own rows and are never asked.
    """

    texts: Sequence[str]
    labels: Labels
    vectors: NDArray[np.float32] | None = None


def probabilities(logits: Floats) -> Floats:
    """Row by row."""
    parts = np.exp(logits - logits.max(axis=1, keepdims=True))
    whole: Floats = parts / parts.sum(axis=1, keepdims=True)
    return whole


def mix(fast: Floats, slow: Floats, places: NDArray[np.int64]) -> tuple[float, float]:
    """How much of each to add, so that the labels that came out are as probable as can be; never less than nothing."""
    from scipy.optimize import minimize

    own = np.arange(len(places))

    def surprise(pair: Floats) -> float:
        logits = pair[0] * fast + pair[1] * slow
        logits = logits - logits.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[own, places]))

    best = minimize(surprise, np.array([0.7, 0.5]), bounds=[(0.0, 5.0), (0.0, 5.0)], method="L-BFGS-B").x
    return round(float(best[0]), 4), round(float(best[1]), 4)
