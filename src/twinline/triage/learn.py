"""Learning the weights of ``learned`` from labelled examples, in plain Python.

Softmax regression by gradient steps with a rate per weight (AdaGrad). The order of examples comes from a fixed seed,
so the same examples give the same weights.
"""

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from twinline.triage.learned import FIELDS, Weights, cut
from twinline.triage.normal import normalise

_ROUNDS = 14
_RATE = 0.6
_DECAY = 1e-4
_SCALE = 1000.0
_LEAST_TEXTS = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its label for each field."""

    text: str
    owner: str
    type: str
    danger: bool

    def label(self, field: str) -> str:
        return str(getattr(self, field))


def learn(examples: Sequence[Example], *, seed: int = 1) -> Weights:
    """The weights that ``learned.unpack`` reads: labels, bias, and per piece of text one integer per label."""
    texts = [cut(normalise(example.text).text) for example in examples]
    counts = Counter(piece for pieces in texts for piece in pieces)
    known = {piece for piece, count in counts.items() if count >= _LEAST_TEXTS}
    kept = [sorted(pieces & known) for pieces in texts]
    fields = [_Field(field, examples) for field in FIELDS]
    order = list(range(len(examples)))
    shuffler = Random(seed)  # noqa: S311 -- not for secrets, only to mix the order
    for _ in range(_ROUNDS):
        shuffler.shuffle(order)
        for field in fields:
            field.walk(order, kept)
    return {
        "labels": [[field.name, label] for field in fields for label in field.labels],
        "bias": [round(value, 4) for field in fields for value in field.bias],
        "pieces": {piece: [w for field in fields for w in field.rounded(piece)] for piece in sorted(known)},
    }


def packed(model: Weights) -> bytes:
    """The file ``learned.json.gz``: the same model always gives the same bytes."""
    plain = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(plain.encode(), mtime=0)


def read_examples(lines: Iterable[str]) -> list[Example]:
    """Examples from JSON lines with ``text`` and the labels at the top or under ``expect``."""
    examples: list[Example] = []
    for line in lines:
        row = json.loads(line)
        labels = row.get("expect", row)
        examples.append(Example(row["text"], labels["owner"], labels["type"], labels["danger"]))
    return examples


class _Field:
    """One softmax over the labels of one field."""

    def __init__(self, name: str, examples: Sequence[Example]) -> None:
        self.name = name
        self.labels = sorted({example.label(name) for example in examples})
        self.bias = [0.0] * len(self.labels)
        self._truth = [self.labels.index(example.label(name)) for example in examples]
        self._weights: dict[str, list[float]] = {}
        self._energy: dict[str, list[float]] = {}

    def walk(self, order: Sequence[int], texts: Sequence[Sequence[str]]) -> None:
        for number in order:
            self._step(texts[number], self._truth[number])

    def rounded(self, piece: str) -> list[int]:
        return [round(weight * _SCALE) for weight in self._weights.get(piece, self._zero())]

    def _zero(self) -> list[float]:
        return [0.0] * len(self.labels)

    def _step(self, pieces: Sequence[str], truth: int) -> None:
        scale = 1.0 / math.sqrt(len(pieces) or 1)
        rows = [self._weights.setdefault(piece, self._zero()) for piece in pieces]
        logits = [sum(column) * scale for column in zip(*rows, strict=True)] if rows else self._zero()
        errors = _errors([a + b for a, b in zip(logits, self.bias, strict=True)], truth)
        self.bias = [b - 0.02 * e for b, e in zip(self.bias, errors, strict=True)]
        for piece, row in zip(pieces, rows, strict=True):
            self._descend(row, self._energy.setdefault(piece, self._zero()), errors, scale)

    def _descend(self, row: list[float], energy: list[float], errors: Sequence[float], scale: float) -> None:
        for place, error in enumerate(errors):
            slope = error * scale + _DECAY * row[place]
            energy[place] += slope * slope
            row[place] -= _RATE * slope / (1e-3 + math.sqrt(energy[place]))


def _errors(logits: Sequence[float], truth: int) -> list[float]:
    high = max(logits)
    parts = [math.exp(logit - high) for logit in logits]
    whole = sum(parts)
    return [part / whole - (place == truth) for place, part in enumerate(parts)]
