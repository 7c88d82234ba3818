# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""How a city's model learns in memory: ridge regression over words and their pieces, and over nearness in meaning, and
how much each counts by what five folds show (decision 0016). scikit-learn and scipy are imported only when used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinline.nlp import learning, linear, semantic

WORDS_RIDGE = 0.1
MEANING_RIDGE = 0.03
WIDTH = 0.5
# From there on solving is stopped early: the more rows, the less the last digits say.
PRECISION, STEPS_MAX = 1e-4, 200
TABLE_ROWS_MAX = 2 * learning.ROWS_MAX
# How much a lent text counts beside a row of the city's own: more would cost rightness on the city's own orders.
LENT_WORDS = 0.1
LENT_MEANING = 0.2

Places = NDArray[np.int64]


def learn(
    texts: Sequence[str],
    labels: learning.Labels,
    *,
    meaning: learning.Meaning | None = None,
    lent: learning.Lent | None = None,
    longest: int = 2,
) -> learning.Learned:
    """A text model from all rows; with ``meaning`` examples speak too, as much as five folds show that it helps.

    Raises ValueError when a field has fewer than two labels.
    """
    beside = () if lent is None else lent.texts
    counts = learning.count(texts, bits=learning.CITY_BITS, longest=longest, words=True, others=beside)
    usual = (float(np.quantile(counts.familiar, 0.02)), float(np.quantile(counts.familiar, 0.25)))
    mean = None if meaning is None else semantic.mean_of(meaning.vectors)
    points = None if meaning is None or mean is None else _points(meaning, lent, mean)
    louder = np.array([semantic.strangeness(one, usual) for one in counts.familiar])
    given = _Given(counts.matrix, counts.others, points, None if meaning is None else meaning.rows, louder)
    fields = [_learn_field(given, field, labels[field], _told(lent, field)) for field in labels]
    words = _table(counts, fields, longest)
    heads = None if meaning is None or mean is None or points is None else _heads(meaning.source, mean, points, fields)
    blend = {one.head.field: one.blend for one in fields if one.blend}
    model = semantic.load_text_model(semantic.dump_text_model(semantic.TextModel(words, heads, blend, usual)))
    unseen = {one.head.field: (one.rows, one.unseen) for one in fields}
    return learning.Learned(model, unseen, len(beside))


def _points(meaning: learning.Meaning, lent: learning.Lent | None, mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """The city's examples, and after them those that are lent."""
    own = semantic.centred(meaning.vectors, mean)
    if lent is None or lent.vectors is None:
        return own
    return np.vstack((own, semantic.centred(lent.vectors, mean)))


def _told(lent: learning.Lent | None, field: str) -> Sequence[str | None]:
    return () if lent is None else lent.labels.get(field, ())


@dataclass(frozen=True, slots=True)
class _Given:
    """What all fields learn from: rows of words, the lent ones' too; points of meaning, and whose the first are."""

    matrix: Any
    others: Any
    points: NDArray[np.float32] | None
    embedded: Places | None
    louder: linear.Floats


@dataclass(frozen=True, slots=True)
class _Field:
    """``rows`` were asked; ``taught`` are the places among the points of those that taught meaning."""

    head: linear.Head
    weights: linear.Floats
    bias: linear.Floats
    rows: Places
    unseen: linear.Floats
    taught: Places
    meaning: tuple[linear.Floats, linear.Floats] | None = None
    blend: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """The labels of the city's rows, and after them those of lent ones, each of which counts ``weight``."""

    own: Places
    lent: Places
    weight: float

    def goals(self, rows: Places | None, classes: int) -> "_Goals":
        """Of some of the city's rows (all with None) and everything lent, classes made equally heavy."""
        own = self.own if rows is None else self.own[rows]
        places = np.concatenate((own, self.lent))
        heavy = np.repeat([1.0, self.weight], [len(own), len(self.lent)])
        counts = np.bincount(places, weights=heavy, minlength=classes)
        heavy = heavy * (heavy.sum() / (classes * np.maximum(counts, 1e-9)))[places]
        goal = np.where(np.arange(classes)[None, :] == places[:, None], 1.0, -1.0)
        bias = (goal * heavy[:, None]).sum(axis=0) / heavy.sum()
        return _Goals(goal - bias, heavy, bias)


@dataclass(frozen=True, slots=True)
class _Goals:
    """What regression is to reach for each row and label beyond ``bias``, and how heavy each row is."""

    beyond: linear.Floats
    heavy: linear.Floats
    bias: linear.Floats


def _learn_field(given: _Given, field: str, column: Sequence[str | None], told: Sequence[str | None]) -> _Field:
    known = np.flatnonzero([label is not None for label in column])
    names, places = np.unique(np.asarray([label for label in column if label is not None]), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"{field}: at least two labels are needed")
    numbers = {str(name): number for number, name in enumerate(names)}
    spoken = np.array([row for row, label in enumerate(told) if label in numbers], np.int64)
    theirs = np.array([numbers[label] for label in told if label in numbers], np.int64)
    fast, weights, bias = _from_words(given, known, spoken, _Said(places, theirs, LENT_WORDS), len(names))
    warmth = learning.temperature(fast, places)
    fast = fast / warmth
    head = linear.Head(field, tuple(numbers), warmth)
    words = _Field(head, weights, bias, known, learning.probabilities(fast), np.zeros(0, np.int64))
    if given.points is None or given.embedded is None:
        return words
    _, ours, taught = np.intersect1d(known, given.embedded, assume_unique=True, return_indices=True)
    if len(set(places[ours].tolist())) < 2:
        return words
    if len(given.points) == len(given.embedded):
        spoken, theirs = spoken[:0], theirs[:0]
    taught = np.concatenate((taught, len(given.embedded) + spoken))
    slow, meaning = _from_meaning(given.points[taught], _Said(places[ours], theirs, LENT_MEANING), len(names))
    blend = learning.mix(fast[ours], slow, places[ours])
    fast[ours] = blend[0] * fast[ours] + (given.louder[known[ours]] * blend[1])[:, None] * slow
    return replace(words, unseen=learning.probabilities(fast), taught=taught, meaning=meaning, blend=blend)


def _from_words(
    given: _Given, known: Places, spoken: Places, said: _Said, classes: int
) -> tuple[linear.Floats, linear.Floats, linear.Floats]:
    """Each known row's logits by words of the other folds; and the weights of all by label and bucket, with bias."""
    from scipy.sparse import vstack

    matrix = given.matrix[known]
    others = given.others[spoken] if len(spoken) else matrix[:0]
    fold = learning.folds_of(len(known))
    logits = np.zeros((len(known), classes))
    for number in range(learning.FOLDS):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        weights, bias = _sparse_ridge(vstack((matrix[rest], others)).tocsr(), said.goals(rest, classes))
        logits[own] = matrix[own] @ weights.T + bias
    return logits, *_sparse_ridge(vstack((matrix, others)).tocsr(), said.goals(None, classes))


def _sparse_ridge(rows: Any, goals: _Goals) -> tuple[linear.Floats, linear.Floats]:
    from sklearn.linear_model import Ridge

    machine = Ridge(WORDS_RIDGE, fit_intercept=False, solver="sparse_cg", tol=PRECISION, max_iter=STEPS_MAX)
    machine.fit(rows, goals.beyond, sample_weight=goals.heavy)
    return np.asarray(machine.coef_), goals.bias


def _from_meaning(
    points: NDArray[np.float32], said: _Said, classes: int
) -> tuple[linear.Floats, tuple[linear.Floats, linear.Floats]]:
    """The logits of the city's points, each by those of other folds and the lent ones; and every point's weights."""
    near = semantic.nearness(points, points, WIDTH).astype(np.float64)
    asked = len(said.own)
    lent = np.arange(asked, len(points))
    fold = learning.folds_of(asked)
    logits = np.zeros((asked, classes))
    for number in range(learning.FOLDS):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        speak = np.concatenate((rest, lent))
        weights, bias = _kernel_ridge(near[np.ix_(speak, speak)], said.goals(rest, classes))
        logits[own] = near[np.ix_(own, speak)] @ weights + bias
    return logits, _kernel_ridge(near, said.goals(None, classes))


def _kernel_ridge(near: linear.Floats, goals: _Goals) -> tuple[linear.Floats, linear.Floats]:
    """The weight that each example lends to every label, and what no example says."""
    from scipy.linalg import cho_factor, cho_solve

    weights: linear.Floats = cho_solve(cho_factor(near + np.diag(MEANING_RIDGE / goals.heavy)), goals.beyond)
    return weights, goals.bias


def _table(counts: learning.Counted, fields: Sequence[_Field], longest: int) -> linear.Linear:
    """The weights of all fields side by side, of the buckets where they reach farthest."""
    folded = (np.concatenate([one.weights for one in fields]) * counts.rarity).T
    keep = np.sort(np.argsort(-np.abs(folded).max(axis=1), kind="stable")[:TABLE_ROWS_MAX])
    heads, bias = [one.head for one in fields], np.concatenate([one.bias for one in fields])
    return linear.assemble(
        heads=heads, bits=learning.CITY_BITS, rows=counts.rows[keep], weights=folded[keep], rarity=counts.rarity[keep],
        bias=bias, longest=longest, words=True,
    )  # fmt: skip


def _heads(
    source: str, mean: NDArray[np.float32], points: NDArray[np.float32], fields: Sequence[_Field]
) -> semantic.Semantic:
    """What every point lends to the labels of all fields side by side; nothing where meaning was not learned."""
    parts: list[NDArray[np.float32]] = []
    bias: list[linear.Floats] = []
    for one in fields:
        whole = np.zeros((len(points), len(one.head.labels)), np.float32)
        if one.meaning is not None:
            whole[one.taught] = one.meaning[0]
        parts.append(whole)
        bias.append(np.zeros(len(one.head.labels)) if one.meaning is None else one.meaning[1])
    return semantic.Semantic(
        source, tuple(one.head for one in fields), WIDTH, mean.astype(np.float32), points.astype(np.float16),
        np.hstack(parts), np.concatenate(bias).astype(np.float32),
    )  # fmt: skip
