"""A small linear model beside the rules: how near a text is to labelled examples (R1: rules plus a classifier).

It looks at the one-, two- and three-character pieces of the opening of a text. Weights are learned by ``learn`` from
labelled examples and shipped as a table; a city learns its own from its own data. The weights of all labels of a
piece are packed into one integer, so that adding up a text is one sum of integers.
"""

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

from twinline.kernel.hashing import sm3

FILE = "learned.json.gz"
OPENING = 140
FIELDS = ("owner", "type", "danger")
_BITS = 32
_OFFSET = 1 << 20
_SCALE = 1000.0
_MASK = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class Learned:
    """Packed weights per piece of text, the labels in packing order, and the version."""

    labels: tuple[tuple[str, str], ...]
    pieces: Mapping[str, int]
    bias: tuple[float, ...]
    version: str

    def likelihood(self, text: str) -> dict[str, dict[str, float]]:
        """For each field the probability of each label, for text in normal form."""
        known = [packed for packed in map(self.pieces.get, cut(text)) if packed is not None]
        total, scale = sum(known), 1.0 / math.sqrt(len(known) or 1)
        lift = len(known) * _OFFSET
        logits = [
            ((total >> (_BITS * place) & _MASK) - lift) / _SCALE * scale + self.bias[place]
            for place in range(len(self.labels))
        ]
        return {field: _softmax(self._of(field, logits)) for field in FIELDS}

    def _of(self, field: str, logits: Sequence[float]) -> dict[str, float]:
        return {label: logits[place] for place, (of, label) in enumerate(self.labels) if of == field}


def _softmax(logits: Mapping[str, float]) -> dict[str, float]:
    high = max(logits.values())
    parts = {label: math.exp(logit - high) for label, logit in logits.items()}
    whole = sum(parts.values())
    return {label: part / whole for label, part in parts.items()}


def cut(text: str) -> set[str]:
    """The different pieces of one to three characters in the opening of a text."""
    head = text[:OPENING]
    pairs = map(str.__add__, head, head[1:])
    triples = (head[i : i + 3] for i in range(len(head) - 2))
    return {*head, *pairs, *triples}


@lru_cache(maxsize=4)
def load_learned(*, folder: Path | None = None) -> Learned:
    """The weights in ``folder``, or else those that ship with the product."""
    own = folder / FILE if folder else None
    source = own if own and own.exists() else files("twinline.triage") / "data" / FILE
    data = source.read_bytes()
    return unpack(json.loads(gzip.decompress(data)), version=sm3(data).hex()[:12])


class Weights(TypedDict):
    """What ``learn`` writes: (field, label) pairs, a bias for each, and for each piece one integer per label."""

    labels: list[list[str]]
    bias: list[float]
    pieces: dict[str, list[int]]


def unpack(model: Weights, *, version: str) -> Learned:
    """Weights made ready for adding up."""
    pieces = {piece: _pack(weights) for piece, weights in model["pieces"].items()}
    return Learned(tuple((field, label) for field, label in model["labels"]), pieces, tuple(model["bias"]), version)


def _pack(weights: Sequence[int]) -> int:
    """One integer with a 32-bit field per label; the offset keeps each field from going below zero."""
    return sum((weight + _OFFSET) << (_BITS * place) for place, weight in enumerate(weights))
