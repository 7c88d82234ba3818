# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false, reportIndexIssue=false
"""Training of ``Linear``: in memory for sets that fit, as a stream for a million rows. The same rows in the same order
give the same model. scikit-learn is needed only here and in ``metrics``, and imported only when used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinline.nlp.features import BITS, LONGEST, ONCE, counted
from twinline.nlp.linear import Floats, Head, Linear, assemble

SEED = 20220512
LEAST_TEXTS = 2
ROWS_MAX = 60_000
FOLDS = 5

Progress: TypeAlias = Callable[[int, int], None]
Labels: TypeAlias = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as sparse rows of length 1, weighted by rarity, over the buckets that at least two texts have."""

    rows: NDArray[np.int32]
    rarity: Floats
    matrix: Any


def count(
    texts: Sequence[str], *, bits: int = BITS, longest: int = LONGEST, progress: Progress | None = None
) -> Counted:
    """The matrix that ``fit`` learns from."""
    raw = _loudness(texts, bits, longest, progress)
    seen = np.bincount(raw.indices, minlength=raw.shape[1])
    rows = np.flatnonzero(seen >= min(LEAST_TEXTS, len(texts))).astype(np.int32)
    rarity = 1.0 + np.log((1 + len(texts)) / (1 + seen[rows]))
    return Counted(rows, rarity, _weighted(raw[:, rows], rarity))


def _loudness(texts: Sequence[str], bits: int, longest: int, progress: Progress | None) -> Any:
    from scipy.sparse import csr_matrix

    found: list[NDArray[np.int32]] = []
    loud: list[NDArray[np.int32]] = []
    for number, text in enumerate(texts, 1):
        columns, values = counted(text, bits=bits, longest=longest)
        found.append(columns)
        loud.append(values)
        if progress and number % 1000 == 0:
            progress(number, len(texts))
    starts = np.concatenate(([0], np.cumsum([len(one) for one in found])))
    values = np.concatenate(loud).astype(np.float64) / ONCE
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), 1 << bits))


def _weighted(loudness: Any, rarity: Floats) -> Any:
    from sklearn.preprocessing import normalize

    return normalize(loudness.multiply(rarity).tocsr())


def fit(
    texts: Sequence[str],
    labels: Labels,
    *,
    strength: float = 1.0,
    bits: int = BITS,
    longest: int = LONGEST,
    rows_max: int = ROWS_MAX,
    progress: Progress | None = None,
) -> Linear:
    """Learn one head per field of ``labels``; a row whose label is None teaches that field nothing.

    ``strength`` is the inverse of regularisation. The temperature of a head makes the probabilities of texts that
    it had not seen (five folds) as right as they can be. Texts are best in normal form.
    """
    counts = count(texts, bits=bits, longest=longest, progress=progress)
    heads: list[Head] = []
    weights: list[Floats] = []
    bias: list[Floats] = []
    for field, column in labels.items():
        head, own, start = _fit_head(counts.matrix, field, column, strength)
        heads.append(head)
        weights.append(own)
        bias.append(start)
    small = _small(counts, np.concatenate(weights), rows_max)
    return assemble(heads=heads, bits=bits, longest=longest, bias=np.concatenate(bias), **small)


def _small(counts: Counted, weights: Floats, rows_max: int) -> dict[str, Any]:
    """Keep the ``rows_max`` buckets whose weights reach farthest."""
    folded = (weights * counts.rarity).T
    reach = np.abs(folded).max(axis=1)
    keep = np.sort(np.argsort(-reach, kind="stable")[:rows_max])
    return {"rows": counts.rows[keep], "weights": folded[keep], "rarity": counts.rarity[keep]}


def _fit_head(matrix: Any, field: str, column: Sequence[str | None], strength: float) -> tuple[Head, Floats, Floats]:
    known = np.flatnonzero([label is not None for label in column])
    truth = np.asarray([label for label in column if label is not None])
    names = sorted(set(truth.tolist()))
    if len(names) < 2:
        raise ValueError(f"{field}: at least two labels are needed")
    rows = matrix[known]
    places = np.searchsorted(names, truth)
    guessed = out_of_fold(rows, places, strength=strength)
    weights, bias = separate(rows, places, len(names), strength=strength)
    return Head(field, tuple(names), temperature(guessed, places)), weights, bias


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


def out_of_fold(rows: Any, places: NDArray[np.int64], *, strength: float, groups: Any = None) -> Floats:
    """Each row's logits by a model that has not seen it; ``groups`` keeps rows of one group in one fold."""
    classes = int(places.max()) + 1
    fold = folds_of(len(places)) if groups is None else np.asarray(groups)
    logits = np.full((len(places), classes), -3.0)
    for number in np.unique(fold):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(set(places[rest].tolist())) > 1:
            weights, bias = separate(rows[rest], places[rest], classes, strength=strength)
            logits[own] = rows[own] @ weights.T + bias
    return logits


def temperature(logits: Floats, places: NDArray[np.int64]) -> float:
    """The divisor of logits under which the labels that came out were most probable."""
    from scipy.optimize import minimize_scalar

    def surprise(log_heat: float) -> float:
        scaled = logits / np.exp(log_heat)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        norm = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(norm - scaled[np.arange(len(places)), places]))

    return float(np.round(np.exp(minimize_scalar(surprise, bounds=(-4, 4), method="bounded").x), 6))
