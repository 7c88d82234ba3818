"""Makes the shipped models from the written messages: ``python -m twinline.triage.make``.

Every layer above the first learns from what the layer below says of messages that it has not seen: each file of
messages (another hand, another theme) is judged by a model that was trained on the other files.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinline.nlp import Linear, learning
from twinline.nlp import linear as linear_models
from twinline.triage import learned
from twinline.triage.excerpt import excerpt
from twinline.triage.guard import spoken
from twinline.triage.hints import SCHEMA, WISHES, hints
from twinline.triage.learned import FIELDS, LABELS, Floats, Layer, Models
from twinline.triage.model import Owner
from twinline.triage.normal import normalise
from twinline.triage.reading import read
from twinline.triage.rulebook import Rulebook
from twinline.triage.verdict import verdict_of
from twinline.triage.weigh import by_rules

TUNED = "tuned"
NEAR = 0.8
STRENGTH = 0.5
TRUST = 0.3
WISH_TRUST, WISH_RULES = 3.0, 0.7
WISH_MEANING, WISH_MEANING_TRUST = 0.6, 0.005
MEANING, MEANING_SCALE = 3.0, 4.0
ABSENT = -8.0
DANGER_LEAST = 0.64
"""No danger is told from less: of the blind cases' dangers as many are found, at a precision of .78 instead of .75."""
UNTAUGHT = -1
STACKED = tuple(name for name in FIELDS if name != "wish")
WISH = slice(learned.WIDTH - len(LABELS["wish"]), learned.WIDTH)
WISH_CHARS = 50
"""From this length on a message to government teaches how wishes are put; shorter ones are cries and key words."""
ROWS_MAX = 60_000
BITS = 18
LONGEST = 3

Embed = Callable[[Sequence[str]], Floats]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message and the file it stands in (one hand, one theme). The rules were tuned on those of ``TUNED``:
    they teach words, not how far rules can be trusted.
    """

    text: str
    labels: Mapping[str, str]
    matter: str
    source: str


def read_written(folder: Path) -> list[Message]:
    """Messages of the files ``*.tsv``: owner, joint, danger, type, matter, text."""
    return [_written(line, path.stem) for path in sorted(folder.glob("*.tsv")) for line in _lines(path)]


def read_tuned(paths: Iterable[Path]) -> list[Message]:
    """Messages of JSON lines that the rules were tuned on, labels at the top or under ``expect``."""
    rows = [json.loads(line) for path in paths for line in _lines(path)]
    return [_tuned(row["text"], row.get("expect", row)) for row in rows]


def without_near_duplicates(messages: Sequence[Message], *, near: float = NEAR) -> list[Message]:
    """The first of all messages whose sets of character pairs overlap by more than ``near`` (Jaccard)."""
    pairs = _pairs([normalise(message.text).text for message in messages])
    sizes = np.asarray(pairs.sum(axis=1)).ravel()
    shared = (pairs @ pairs.T).tocoo()
    union = sizes[shared.row] + sizes[shared.col] - shared.data
    dropped = set(shared.row[(shared.data > near * union) & (shared.row > shared.col)].tolist())
    return [message for number, message in enumerate(messages) if number not in dropped]


def _pairs(texts: Sequence[str]) -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    counter: Any = CountVectorizer(analyzer="char", ngram_range=(2, 2), binary=True)
    return counter.fit_transform(texts)


@dataclass(frozen=True, slots=True)
class Table:
    """Messages as figures: what the rules found, the pieces, the meaning, and the right answers.

    ``truth``: for each field the place of the right label, or ``UNTAUGHT`` where a message says nothing of it.
    """

    messages: Sequence[Message]
    truth: Mapping[str, Places]
    groups: NDArray[np.str_]
    counted: learning.Counted
    hints: Floats
    vectors: Floats | None


def table_of(messages: Sequence[Message], *, rulebook: Rulebook, embed: Embed | None) -> Table:
    """Everything the layers learn from."""
    texts = [spoken(normalise(message.text).text) for message in messages]
    return Table(
        messages=messages,
        truth={name: np.array([_place(message, name) for message in messages]) for name in FIELDS},
        groups=np.array([message.source for message in messages]),
        counted=learning.count(texts, bits=BITS, longest=LONGEST),
        hints=np.array([hints_of(message.text, rulebook) for message in messages]),
        vectors=embed([excerpt(text) for text in texts]) if embed else None,
    )


def _place(message: Message, name: str) -> int:
    label = message.labels.get(name, "")
    return LABELS[name].index(label) if label in LABELS[name] else UNTAUGHT


def hints_of(text: str, rulebook: Rulebook) -> list[float]:
    """What the rules of ``rulebook`` find in a text."""
    reading = read(text=text, rulebook=rulebook)
    verdict = verdict_of(reading=reading, rulebook=rulebook, channel="web")
    plain = by_rules(reading, verdict)
    return hints(reading, verdict, plain.partners, plain.kind)


class Trainer:
    """Fits the layers one above the other."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def say(self, train: Places, test: Places) -> Floats:
        """Logits of ``test`` over pieces and over meanings by layers that saw only ``train``."""
        weights, bias, of_rules = self.pieces_layer(train)
        vectors = self._table.vectors
        meaning = np.zeros((len(test), learned.WIDTH))
        if vectors is not None:
            meaning = self.meaning_layer(train).logits(vectors[test])
        pieces = self._table.counted.matrix[test] @ weights.T + bias
        pieces[:, WISH] += self._table.hints[test] @ of_rules
        return np.hstack((pieces, meaning))

    def pieces_layer(self, train: Places) -> tuple[Floats, Floats, Floats]:
        """The weights of every label side by side and their biases, and what the rules add to the logits of wishes."""
        matrix, truth = self._table.counted.matrix, self._table.truth
        parts = [
            learning.separate(matrix[train], truth[name][train], len(LABELS[name]), strength=STRENGTH)
            for name in STACKED
        ]
        wishes, of_rules, bias = self._wishes(train)
        weights = np.concatenate([*(weights for weights, _ in parts), wishes])
        return weights, np.concatenate([*(bias for _, bias in parts), bias]), of_rules

    def _wishes(self, train: Places) -> tuple[Floats, Floats, Floats]:
        """Weights of pieces, of what the rules found, and biases. Both learn together: taught apart, the pieces would
        learn the manner of those who wrote the messages, which letters of real cities do not share.
        """
        rows, places = self._taught("wish", train)
        figures = _beside(self._table.counted.matrix[rows], self._table.hints[rows][:, WISHES] * WISH_RULES)
        weights, bias = _logistic(figures, places, len(LABELS["wish"]), WISH_TRUST)
        of_rules = np.zeros((self._table.hints.shape[1], len(bias)))
        of_rules[WISHES] = weights[-len(WISHES) :] * WISH_RULES
        return weights[: -len(WISHES)].T, of_rules, bias

    def meaning_layer(self, train: Places) -> Layer:
        """Least squares with a pull to zero: exact, quick, the same everywhere. Wishes by logistic regression."""
        vectors = self._table.vectors
        if vectors is None:
            return Layer(np.zeros((1, learned.WIDTH)), np.zeros(learned.WIDTH))
        known, middle = vectors[train], vectors[train].mean(axis=0)
        right = np.hstack([np.eye(len(LABELS[name]))[self._table.truth[name][train]] for name in STACKED])
        usual = right.mean(axis=0)
        spread_out = (known - middle).T @ (known - middle) + MEANING * np.eye(known.shape[1])
        solve: Any = np.linalg.solve
        weights: Any = solve(spread_out, (known - middle).T @ (right - usual)) * MEANING_SCALE
        wishes, bias = self._wishes_meant(vectors, train)
        return Layer(np.hstack((weights, wishes)), np.concatenate((usual * MEANING_SCALE - middle @ weights, bias)))

    def _wishes_meant(self, vectors: Floats, train: Places) -> tuple[Floats, Floats]:
        rows, places = self._taught("wish", train)
        middle, width = vectors[rows].mean(axis=0), vectors[rows].std(axis=0)
        weights, bias = _logistic((vectors[rows] - middle) / width, places, len(LABELS["wish"]), WISH_MEANING_TRUST)
        weights /= width[:, None]
        return weights, bias - middle @ weights

    def _taught(self, name: str, rows: Places) -> tuple[Places, Places]:
        """Those of ``rows`` that teach a field, and their right labels' places."""
        places = self._table.truth[name][rows]
        return rows[places != UNTAUGHT], places[places != UNTAUGHT]

    def unseen(self) -> Floats:
        """What layers say of each message when they have seen only messages of other files."""
        groups = self._table.groups
        said = np.zeros((len(groups), 2 * learned.WIDTH))
        for group in sorted(set(groups.tolist())):
            own = np.flatnonzero(groups == group)
            said[own] = self.say(np.flatnonzero(groups != group), own)
        return said

    def combination(self, figures: Floats, rows: Places) -> Layer:
        """How far each layer and each finding of the rules is to be trusted; taught only by messages that are fresh.

        Wishes are passed on as pieces and rules have them, with a share of their meaning: weights that written letters
        would teach here do not hold for real ones.
        """
        fresh = self._table.groups[rows] != TUNED
        columns = [_logistic(figures[fresh], self._table.truth[n][rows[fresh]], len(LABELS[n]), TRUST) for n in STACKED]
        wishes = np.zeros((figures.shape[1], len(LABELS["wish"])))
        wishes[WISH] = np.eye(wishes.shape[1])
        if figures.shape[1] > learned.WIDTH + self._table.hints.shape[1]:
            wishes[-wishes.shape[1] :] = WISH_MEANING * np.eye(wishes.shape[1])
        return Layer(
            np.hstack([*(weights for weights, _ in columns), wishes]),
            np.concatenate([*(bias for _, bias in columns), np.zeros(wishes.shape[1])]),
        )


def _with_rules(layer: Layer, of_rules: Floats) -> Layer:
    """The combination that adds what the rules say to the logits of wishes."""
    weights = layer.weights.copy()
    weights[learned.WIDTH : learned.WIDTH + len(of_rules), WISH] += of_rules
    return Layer(weights, layer.bias)


def _beside(pieces: Any, found: Floats) -> Any:
    import scipy.sparse

    sparse: Any = scipy.sparse
    return sparse.hstack((pieces, sparse.csr_matrix(found))).tocsr()


def _logistic(figures: Floats, places: Places, classes: int, strength: float) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    machine: Any = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
    machine.fit(figures, places)
    weights, bias = np.zeros((figures.shape[1], classes)), np.full(classes, ABSENT)
    if len(machine.classes_) == 2:
        one, two = machine.classes_
        weights[:, two], bias[one], bias[two] = machine.coef_[0], 0.0, machine.intercept_[0]
    else:
        weights[:, machine.classes_], bias[machine.classes_] = machine.coef_.T, machine.intercept_
    return weights, bias


@dataclass(frozen=True, slots=True)
class Judged:
    """Logits of both combinations for messages of files that were kept from every layer."""

    rows: Places
    fast: Floats
    full: Floats


def leave_files_out(table: Table, unseen: Floats) -> Judged:
    """Each file judged by combinations that learned from the other files only, over layers that did the same.

    ``unseen`` is what ``Trainer.unseen`` said.
    """
    trainer = Trainer(table)
    figures = _figures(unseen, table.hints)
    fast, full = (np.zeros((len(table.messages), learned.WIDTH)) for _ in range(2))
    for group in sorted(set(table.groups.tolist()) - {TUNED}):
        own, rest = np.flatnonzero(table.groups == group), np.flatnonzero(table.groups != group)
        short = figures[:, : -learned.WIDTH]
        fast[own] = trainer.combination(short[rest], rest).logits(short[own])
        full[own] = trainer.combination(figures[rest], rest).logits(figures[own])
    rows = np.flatnonzero(table.groups != TUNED)
    return Judged(rows, fast[rows], full[rows])


def _figures(said: Floats, found: Floats) -> Floats:
    """Logits over pieces, figures of the rules, logits over meanings."""
    return np.hstack((said[:, : learned.WIDTH], found, said[:, learned.WIDTH :]))


@dataclass(frozen=True, slots=True)
class Trained:
    """The models, and what they reached on files that were kept from every layer."""

    models: Models
    judged: Judged
    table: Table


def train(table: Table, *, provider: str) -> Trained:
    """The shipped models, with thresholds from the honest estimate."""
    trainer = Trainer(table)
    rows = np.arange(len(table.messages))
    unseen = trainer.unseen()
    judged = leave_files_out(table, unseen)
    figures = _figures(unseen, table.hints)
    weights, bias, of_rules = trainer.pieces_layer(rows)
    models = Models(
        linear=_assembled(table, weights, bias),
        fast=_with_rules(trainer.combination(figures[:, : -learned.WIDTH], rows), of_rules),
        meaning=trainer.meaning_layer(rows),
        full=_with_rules(trainer.combination(figures, rows), of_rules),
        provider=provider,
        danger_from=max(threshold(table, judged, "danger", as_good=0.01), DANGER_LEAST),
        joint_from=threshold(table, judged, "joint", as_good=0.03),
        examples=len(rows),
        schema=SCHEMA,
    )
    return Trained(models, judged, table)


def shares_of(judged: Judged, name: str, *, full: bool = True) -> Floats:
    """Probabilities of a field for the messages that were judged unseen."""
    start = sum(len(LABELS[field]) for field in FIELDS[: FIELDS.index(name)])
    logits = (judged.full if full else judged.fast)[:, start : start + len(LABELS[name])]
    parts: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = parts / parts.sum(axis=1, keepdims=True)
    return shares


def threshold(table: Table, judged: Judged, name: str, *, as_good: float) -> float:
    """The probability from which a yes is said: the highest whose F1 unseen was less than ``as_good`` below the best.

    The highest, because the shipped models learned from all files and are surer than those that were kept from one.
    """
    truth, shares = table.truth[name][judged.rows] == 1, shares_of(judged, name)[:, 1]
    steps = np.arange(0.2, 0.7, 0.02)
    f1 = np.array([2 * (truth & (shares >= s)).sum() / max(truth.sum() + (shares >= s).sum(), 1) for s in steps])
    good = np.flatnonzero(f1 >= f1.max() - as_good)
    return round(float(steps[good[-1]]), 2)


def _assembled(table: Table, weights: Floats, bias: Floats) -> Linear:
    """The linear model over pieces, in small integers."""
    counted = table.counted
    folded = (weights * counted.rarity).T
    reach = np.abs(folded).max(axis=1)
    keep = np.sort(np.argsort(-reach, kind="stable")[:ROWS_MAX])
    heads = tuple(linear_models.Head(name, LABELS[name]) for name in FIELDS)
    return linear_models.assemble(
        heads=heads,
        bits=BITS,
        longest=LONGEST,
        rows=counted.rows[keep],
        weights=folded[keep],
        rarity=counted.rarity[keep],
        bias=bias,
    )


def _written(line: str, source: str) -> Message:
    owner, joint, danger, kind, matter, text = line.split("\t")
    labels = _labels(owner, joint == "1", danger == "1", kind)
    if owner == Owner.GOVERNMENT and len(text) >= WISH_CHARS:
        labels["wish"] = kind
    return Message(text, labels, matter.strip("-"), source)


def _tuned(text: str, row: Mapping[str, Any]) -> Message:
    return Message(text, _labels(row["owner"], row["joint"], row["danger"], row["type"]), "", TUNED)


def _labels(owner: str, joint: bool, danger: bool, kind: str) -> dict[str, str]:
    answer = ("no", "yes")
    return {"owner": owner, "joint": answer[joint], "danger": answer[danger], "type": kind}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
