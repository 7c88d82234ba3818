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
# How much a lent text counts beside a row of the city's own: more would cost rightness on the city's own orders.
LENT_WORDS = 0.05
LENT_MEANING = 0.1

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
    progress: Progress | None = None,
    others: Sequence[str] = (),
) -> Counted:
    """The matrix that ``fit`` learns from; buckets that two of ``others`` have are known too."""
    raw = _loudness(texts, bits, longest, progress)
    seen = np.bincount(raw.indices, minlength=raw.shape[1])
    known = seen >= min(LEAST_TEXTS, len(texts))
    beside = _loudness(others, bits, longest, None) if others else None
    if beside is not None:
        known |= np.bincount(beside.indices, minlength=raw.shape[1]) >= LEAST_TEXTS
    rows = np.flatnonzero(known).astype(np.int32)
    rarity = 1.0 + np.log((1 + len(texts)) / (1 + seen[rows]))
    shared = np.add.reduceat(np.append(seen[raw.indices] > LEAST_TEXTS, False), raw.indptr[:-1])
    familiar = np.where(np.diff(raw.indptr) > 0, shared / np.maximum(np.diff(raw.indptr), 1), 0.0)
    placed = None if beside is None else _weighted(beside[:, rows], rarity)
    return Counted(rows, rarity, _weighted(raw[:, rows], rarity), familiar, placed)


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


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows that teach in every fold beside those that are asked, each ``weight`` as much as one of them."""

    rows: Any
    places: NDArray[np.int64]
    weight: float


def separate(
    rows: Any, places: NDArray[np.int64], classes: int, *, strength: float, beside: Beside | None = None
) -> tuple[Floats, Floats]:
    """One weight vector and bias per class that separate it from the rest (squared hinge, balanced classes)."""
    from scipy.sparse import vstack
    from sklearn.svm import LinearSVC

    heavy = None
    if beside is not None:
        heavy = np.repeat([1.0, beside.weight], [len(places), len(beside.places)])
        rows, places = vstack((rows, beside.rows)).tocsr(), np.concatenate((places, beside.places))

    machine = LinearSVC(C=strength, class_weight="balanced", random_state=SEED, max_iter=4000)
    machine.fit(rows, places, sample_weight=heavy)
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


def out_of_fold(
    rows: Any, places: NDArray[np.int64], *, strength: float, groups: Any = None, beside: Beside | None = None
) -> Floats:
    """Each row's logits by a model that has not seen it; ``groups`` keeps rows of one group in one fold."""
    classes = int(places.max()) + 1
    fold = folds_of(len(places)) if groups is None else np.asarray(groups)
    logits = np.full((len(places), classes), -3.0)
    for number in np.unique(fold):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(set(places[rest].tolist())) > 1:
            weights, bias = separate(rows[rest], places[rest], classes, strength=strength, beside=beside)
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

    They teach a little (``LENT_WORDS`` and ``LENT_MEANING`` of a row each) and are never asked.
    """

    texts: Sequence[str]
    labels: Labels
    vectors: NDArray[np.float32] | None = None


def learn(
    texts: Sequence[str],
    labels: Labels,
    *,
    meaning: Meaning | None = None,
    lent: Lent | None = None,
    strength: float = 2.0,
    longest: int = 2,
    progress: Progress | None = None,
) -> Learned:
    """A text model from all rows; with ``meaning`` examples speak too, as much as five folds show that it helps.

    Raises ValueError when a field has fewer than two labels.
    """
    beside = () if lent is None else lent.texts
    counts = count(texts, bits=CITY_BITS, longest=longest, progress=progress, others=beside)
    mean = None if meaning is None else mean_of(meaning.vectors)
    points = None if meaning is None or mean is None else _points(meaning, lent, mean)
    usual = (float(np.quantile(counts.familiar, 0.02)), float(np.quantile(counts.familiar, 0.25)))
    louder = np.array([strangeness(one, usual) for one in counts.familiar])
    rows = None if meaning is None else meaning.rows
    given = _Given(counts.matrix, counts.others, points, rows, louder, strength)
    fields = [_learn_field(given, field, labels[field], _told(lent, field)) for field in labels]
    small = _small(counts, np.concatenate([one.weights for one in fields]), 2 * ROWS_MAX)
    heads, bias = [one.head for one in fields], np.concatenate([one.bias for one in fields])
    linear = assemble(heads=heads, bits=CITY_BITS, longest=longest, bias=bias, **small)
    semantic = None
    if meaning is not None and mean is not None and points is not None:
        semantic = _semantic(meaning.source, mean, points, fields)
    blend = {one.head.field: one.blend for one in fields if one.blend}
    model = load_text_model(dump_text_model(TextModel(linear, semantic, blend, usual)))
    unseen = {one.head.field: (one.rows, one.unseen) for one in fields}
    return Learned(model, unseen, 0 if lent is None else len(lent.texts))


def _points(meaning: Meaning, lent: Lent | None, mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """The city's examples, and after them those that are lent."""
    own = centred(meaning.vectors, mean)
    return own if lent is None or lent.vectors is None else np.vstack((own, centred(lent.vectors, mean)))


def _told(lent: Lent | None, field: str) -> Sequence[str | None]:
    return () if lent is None else lent.labels.get(field, ())


@dataclass(frozen=True, slots=True)
class _Given:
    """What all fields learn from: rows of words, the lent ones' too; points of meaning, and whose the first are."""

    matrix: Any
    others: Any
    points: NDArray[np.float32] | None
    embedded: NDArray[np.int64] | None
    louder: Floats
    strength: float


@dataclass(frozen=True, slots=True)
class _Field:
    """``rows`` were asked; ``taught`` are the places among the points of those that taught meaning."""

    head: Head
    weights: Floats
    bias: Floats
    rows: NDArray[np.int64]
    unseen: Floats
    taught: NDArray[np.int64]
    meaning: tuple[Floats, Floats] | None = None
    blend: tuple[float, float] | None = None


def _learn_field(given: _Given, field: str, column: Sequence[str | None], told: Sequence[str | None]) -> _Field:
    known = np.flatnonzero([label is not None for label in column])
    names, places = np.unique(np.asarray([label for label in column if label is not None]), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"{field}: at least two labels are needed")
    numbers = {str(name): number for number, name in enumerate(names)}
    spoken = np.array([row for row, label in enumerate(told) if label in numbers], np.int64)
    theirs = np.array([numbers[label] for label in told if label in numbers], np.int64)
    beside = Beside(given.others[spoken], theirs, LENT_WORDS) if len(spoken) else None
    own, strength = given.matrix[known], given.strength
    fast = out_of_fold(own, places, strength=strength, beside=beside)
    warmth = temperature(fast, places)
    fast = fast / warmth
    weights, bias = separate(own, places, len(names), strength=strength, beside=beside)
    head = Head(field, tuple(numbers), warmth)
    plain = _Field(head, weights, bias, known, probabilities(fast), np.zeros(0, np.int64))
    if given.points is None or given.embedded is None:
        return plain
    _, ours, taught = np.intersect1d(known, given.embedded, assume_unique=True, return_indices=True)
    if len(set(places[ours].tolist())) < 2:
        return plain
    if len(given.points) == len(given.embedded):
        spoken, theirs = spoken[:0], theirs[:0]
    taught = np.concatenate((taught, len(given.embedded) + spoken))
    near = nearness(given.points[taught], given.points[taught], WIDTH).astype(np.float64)
    everywhere, heavy = _heavy(places[ours], theirs)
    slow = _meaning_out_of_fold(near, everywhere, len(names), heavy, asked=len(ours))
    blend = mix(fast[ours], slow, places[ours])
    fast[ours] = blend[0] * fast[ours] + (given.louder[known[ours]] * blend[1])[:, None] * slow
    meaning = _ridge(near, everywhere, len(names), heavy)
    return replace(plain, unseen=probabilities(fast), taught=taught, meaning=meaning, blend=blend)


def _heavy(own: NDArray[np.int64], lent: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """The labels of the city's examples and then of the lent ones, and how heavy each is."""
    return np.concatenate((own, lent)), np.repeat([1.0, LENT_MEANING], [len(own), len(lent)])


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


def _meaning_out_of_fold(near: Floats, places: NDArray[np.int64], classes: int, heavy: Floats, *, asked: int) -> Floats:
    """The logits of the first ``asked`` rows, each by rows of other folds and by those that are not asked."""
    fold = np.concatenate((folds_of(asked), np.full(len(places) - asked, -1)))
    logits = np.zeros((asked, classes))
    for number in range(FOLDS):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        weights, bias = _ridge(near[np.ix_(rest, rest)], places[rest], classes, heavy[rest])
        logits[own] = near[np.ix_(own, rest)] @ weights + bias
    return logits


def _ridge(near: Floats, places: NDArray[np.int64], classes: int, heavy: Floats) -> tuple[Floats, Floats]:
    """Kernel ridge regression to +1 and -1 with rare classes a little heavier: the weight of each example by label."""
    from scipy.linalg import cho_factor, cho_solve

    counts = np.bincount(places, weights=heavy, minlength=classes)
    heavy = heavy * np.sqrt(heavy.sum() / (classes * np.maximum(counts, 1e-9)))[places]
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
