# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false, reportIndexIssue=false
"""Training of ``Linear``: in memory for sets that fit, as a stream for a million rows. The same rows in the same order
give the same model. scikit-learn is needed only here and in ``metrics``, and imported only when used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinline.nlp.features import BITS, LONGEST, ONCE, counted
from twinline.nlp.linear import Floats, Head, Linear, assemble
from twinline.nlp.semantic import (
    Semantic,
    TextModel,
    centred,
    dump_text_model,
    load_text_model,
    mean_of,
    nearness,
    strangeness,
)

SEED = 20220512
LEAST_TEXTS = 2
ROWS_MAX = 60_000
# Buckets that two pieces share cost letters half a point of macro-F1; the larger table costs 4 MB.
CITY_BITS = 20
FOLDS = 5
WIDTH = 0.5
RIDGE = 0.03

Progress: TypeAlias = Callable[[int, int], None]
Labels: TypeAlias = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as sparse rows of length 1, weighted by rarity, over the buckets that at least two texts have.

    ``familiar`` is for each text the share of its pieces that at least two others have.
    """

    rows: NDArray[np.int32]
    rarity: Floats
    matrix: Any
    familiar: Floats


def count(
    texts: Sequence[str], *, bits: int = BITS, longest: int = LONGEST, progress: Progress | None = None
) -> Counted:
    """The matrix that ``fit`` learns from."""
    raw = _loudness(texts, bits, longest, progress)
    seen = np.bincount(raw.indices, minlength=raw.shape[1])
    rows = np.flatnonzero(seen >= min(LEAST_TEXTS, len(texts))).astype(np.int32)
    rarity = 1.0 + np.log((1 + len(texts)) / (1 + seen[rows]))
    shared = np.add.reduceat(np.append(seen[raw.indices] > LEAST_TEXTS, False), raw.indptr[:-1])
    familiar = np.where(np.diff(raw.indptr) > 0, shared / np.maximum(np.diff(raw.indptr), 1), 0.0)
    return Counted(rows, rarity, _weighted(raw[:, rows], rarity), familiar)


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


@dataclass(frozen=True, slots=True)
class Learned:
    """A model, and per field what models without them say of rows: the rows' numbers and their probabilities."""

    model: TextModel
    unseen: Mapping[str, tuple[NDArray[np.int64], Floats]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors, by ``semantic.embed``, of the texts with the numbers ``rows``, by the provider ``source``."""

    source: str
    rows: NDArray[np.int64]
    vectors: NDArray[np.float32]


def learn(
    texts: Sequence[str],
    labels: Labels,
    *,
    meaning: Meaning | None = None,
    strength: float = 2.0,
    longest: int = 2,
    progress: Progress | None = None,
) -> Learned:
    """A text model from all rows; with ``meaning`` examples speak too, as much as five folds show that it helps.

    Raises ValueError when a field has fewer than two labels.
    """
    counts = count(texts, bits=CITY_BITS, longest=longest, progress=progress)
    mean = None if meaning is None else mean_of(meaning.vectors)
    points = None if meaning is None or mean is None else centred(meaning.vectors, mean)
    rows = None if meaning is None else meaning.rows
    usual = (float(np.quantile(counts.familiar, 0.02)), float(np.quantile(counts.familiar, 0.25)))
    louder = np.array([strangeness(one, usual) for one in counts.familiar])
    fields = [_learn_field(counts.matrix, points, rows, field, labels[field], strength, louder) for field in labels]
    small = _small(counts, np.concatenate([one.weights for one in fields]), 2 * ROWS_MAX)
    heads, bias = [one.head for one in fields], np.concatenate([one.bias for one in fields])
    linear = assemble(heads=heads, bits=CITY_BITS, longest=longest, bias=bias, **small)
    semantic = None
    if meaning is not None and mean is not None and points is not None:
        semantic = _semantic(meaning.source, mean, points, fields)
    blend = {one.head.field: one.blend for one in fields if one.blend}
    model = load_text_model(dump_text_model(TextModel(linear, semantic, blend, usual)))
    return Learned(model, {one.head.field: (one.rows, one.unseen) for one in fields})


@dataclass(frozen=True, slots=True)
class _Field:
    """``rows`` were asked; ``taught`` are the places among the examples of those that were embedded too."""

    head: Head
    weights: Floats
    bias: Floats
    rows: NDArray[np.int64]
    unseen: Floats
    taught: NDArray[np.int64]
    meaning: tuple[Floats, Floats] | None = None
    blend: tuple[float, float] | None = None


def _learn_field(
    matrix: Any,
    points: NDArray[np.float32] | None,
    embedded: NDArray[np.int64] | None,
    field: str,
    column: Sequence[str | None],
    strength: float,
    louder: Floats,
) -> _Field:
    known = np.flatnonzero([label is not None for label in column])
    names, places = np.unique(np.asarray([label for label in column if label is not None]), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"{field}: at least two labels are needed")
    fast = out_of_fold(matrix[known], places, strength=strength)
    warmth = temperature(fast, places)
    fast = fast / warmth
    weights, bias = separate(matrix[known], places, len(names), strength=strength)
    head = Head(field, tuple(str(name) for name in names), warmth)
    plain = _Field(head, weights, bias, known, probabilities(fast), np.zeros(0, np.int64))
    if points is None or embedded is None:
        return plain
    _, ours, theirs = np.intersect1d(known, embedded, assume_unique=True, return_indices=True)
    if len(set(places[ours].tolist())) < 2:
        return plain
    slow = _meaning_out_of_fold(points[theirs], places[ours], len(names))
    blend = mix(fast[ours], slow, places[ours])
    fast[ours] = blend[0] * fast[ours] + (louder[known[ours]] * blend[1])[:, None] * slow
    near = nearness(points[theirs], points[theirs], WIDTH).astype(np.float64)
    taught = _ridge(near, places[ours], len(names))
    return replace(plain, unseen=probabilities(fast), taught=theirs, meaning=taught, blend=blend)


def _semantic(
    source: str, mean: NDArray[np.float32], points: NDArray[np.float32], fields: Sequence[_Field]
) -> Semantic:
    parts: list[NDArray[np.float32]] = []
    for one in fields:
        whole = np.zeros((len(points), len(one.head.labels)), np.float32)
        if one.meaning is not None:
            whole[one.taught] = one.meaning[0]
        parts.append(whole)
    nothing = [np.zeros(len(one.head.labels)) if one.meaning is None else one.meaning[1] for one in fields]
    bias = np.concatenate(nothing).astype(np.float32)
    heads = tuple(one.head for one in fields)
    return Semantic(source, heads, WIDTH, mean.astype(np.float32), points.astype(np.float16), np.hstack(parts), bias)


def probabilities(logits: Floats) -> Floats:
    """Row by row."""
    parts = np.exp(logits - logits.max(axis=1, keepdims=True))
    whole: Floats = parts / parts.sum(axis=1, keepdims=True)
    return whole


def _meaning_out_of_fold(points: NDArray[np.float32], places: NDArray[np.int64], classes: int) -> Floats:
    """Each row's logits by examples of the other folds."""
    fold, near = folds_of(len(places)), nearness(points, points, WIDTH).astype(np.float64)
    logits = np.zeros((len(places), classes))
    for number in range(FOLDS):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        weights, bias = _ridge(near[np.ix_(rest, rest)], places[rest], classes)
        logits[own] = near[np.ix_(own, rest)] @ weights + bias
    return logits


def _ridge(near: Floats, places: NDArray[np.int64], classes: int) -> tuple[Floats, Floats]:
    """Kernel ridge regression to +1 and -1 with rare classes a little heavier: the weight of each example by label."""
    from scipy.linalg import cho_factor, cho_solve

    counts = np.bincount(places, minlength=classes)
    heavy = np.sqrt(len(places) / (classes * np.maximum(counts, 1)))[places]
    goal = np.where(np.arange(classes)[None, :] == places[:, None], 1.0, -1.0)
    bias = (goal * heavy[:, None]).sum(axis=0) / heavy.sum()
    weights: Floats = cho_solve(cho_factor(near + np.diag(RIDGE / heavy)), goal - bias)
    return weights, bias


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
