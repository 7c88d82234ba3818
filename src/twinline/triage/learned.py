"""What was learned from labelled messages: how texts like this one were judged, and how far the rules can be trusted.

Layers (R1): a linear model over pieces of text, weights over the meaning of the text (an embedding, where one is
given), and a combination of both with the findings of the rules, calibrated on texts that none of them had seen.
The file is made by ``learn``; a city learns its own from its own messages.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.hashing import sm3
from twinline.nlp import BadModel, Linear
from twinline.nlp import linear as linear_models
from twinline.triage import matters
from twinline.triage.matters import Matters
from twinline.triage.model import CITIZEN_TYPES, Owner, RequestType

FILE = "judgement.npz"
FORMAT = "judgement-2"
LABELS: Mapping[str, tuple[str, ...]] = {
    "owner": tuple(owner.value for owner in Owner),
    "danger": ("no", "yes"),
    "joint": ("no", "yes"),
    "type": tuple(kind.value for kind in RequestType),
    "wish": tuple(kind.value for kind in CITIZEN_TYPES),
}
"""What is asked of a text. ``wish`` is the type of a letter to government, learned from such letters alone: there the
kind of a matter hardly tells whether somebody complains, asks or proposes, and the wording does."""
FIELDS = tuple(LABELS)
WIDTH = sum(map(len, LABELS.values()))
VERSION_CHARS = 12
DECIMALS = 4
OFF = "off"

Floats = NDArray[np.float64]

LETTER_WANTS = 5.0
"""How much less likely, in logits, a letter concerns nobody than the written messages would have it: of 700 letters to
message boards two asked for nothing, of 400 written messages in their manner three."""
LETTER_WISHES = {RequestType.HELP: 1.5, RequestType.SUGGESTION: 0.9, RequestType.REPORT: 0.8, RequestType.CONSULT: 0.3}
"""How much likelier, in logits, a wish other than a complaint is in a letter than the written letters would have it:
readers of 700 real letters saw a plea for help in 17 %, the models in 7 %, and complaints in their place."""
_UNLIKELY_IN_LETTERS = np.zeros(WIDTH)
_UNLIKELY_IN_LETTERS[LABELS["owner"].index(Owner.NOBODY.value)] = LETTER_WANTS
for _wish, _more in LETTER_WISHES.items():
    _UNLIKELY_IN_LETTERS[LABELS["wish"].index(_wish.value) - len(LABELS["wish"])] = -_more


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights from figures to logits: one column per label of every field, in the order of ``LABELS``."""

    weights: Floats
    bias: Floats

    def logits(self, figures: Floats) -> Floats:
        said: Floats = figures @ self.weights + self.bias
        return said


@dataclass(frozen=True, slots=True)
class Opinion:
    """For each field the probability of each label, and whether the meaning of the text was asked."""

    shares: Mapping[str, Mapping[str, float]]
    semantic: bool

    def best(self, name: str) -> tuple[str, float]:
        """The likeliest label of a field and its probability."""
        shares = self.shares[name]
        label = max(shares, key=shares.__getitem__)
        return label, shares[label]


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learned. ``fast`` combines pieces and rules; ``full`` adds what ``meaning`` says of an embedding."""

    linear: Linear
    fast: Layer
    meaning: Layer
    full: Layer
    provider: str
    danger_from: float
    joint_from: float
    examples: int
    schema: str


@dataclass(frozen=True, slots=True)
class Learned:
    """The models in force, or none (the off-switch, R68), and the version that a decision names."""

    models: Models | None
    version: str
    matters: Matters | None = None


NOTHING = Learned(None, OFF)


def spread(logits: Mapping[str, Floats]) -> Floats:
    """The logits of a linear model in one row."""
    return np.concatenate([logits[name] for name in FIELDS])


def opinion_of(logits: Floats, *, semantic: bool, letter: bool = False) -> Opinion:
    """Probabilities, rounded so that machines agree. Who writes a letter wants something (``LETTER_WANTS``)."""
    if letter:
        logits = logits - _UNLIKELY_IN_LETTERS
    shares: dict[str, dict[str, float]] = {}
    start, figures = 0, logits.tolist()
    for name, labels in LABELS.items():
        part = figures[start : start + len(labels)]
        start += len(labels)
        most = max(part)
        parts = [math.exp(one - most) for one in part]
        whole = sum(parts)
        shares[name] = {label: round(one / whole, DECIMALS) for label, one in zip(labels, parts, strict=True)}
    return Opinion(shares, semantic)


@lru_cache(maxsize=4)
def load_learned(*, folder: Path | None = None) -> Learned:
    """The models in ``folder``, or else those that ship with the product. Raises BadModel."""
    judged = unpacked(_shipped(FILE, folder))
    if judged.models is None:
        return judged
    return replace(judged, matters=matters.unpacked(_shipped(matters.FILE, folder), beside=judged.models.linear))


def _shipped(name: str, folder: Path | None) -> bytes:
    own = folder / name if folder else None
    source = own if own and own.exists() else files("twinline.triage") / "data" / name
    return source.read_bytes()


def unpacked(data: bytes) -> Learned:
    """Raises BadModel when the bytes are no judgement model."""
    about, arrays = linear_models.unpack(data, FORMAT)
    try:
        models = Models(
            linear=linear_models.load(arrays["linear"].tobytes()),
            fast=_layer(arrays, "fast"),
            meaning=_layer(arrays, "meaning"),
            full=_layer(arrays, "full"),
            provider=str(about["provider"]),
            danger_from=float(str(about["danger_from"])),
            joint_from=float(str(about["joint_from"])),
            examples=int(str(about["examples"])),
            schema=str(about["schema"]),
        )
    except (KeyError, ValueError) as error:
        raise BadModel(why=str(error)) from error
    return Learned(models, sm3(data).hex()[:VERSION_CHARS])


def packed(models: Models) -> bytes:
    """The file: the same models always give the same bytes."""
    inner = np.frombuffer(linear_models.dump(models.linear), np.uint8)
    layers = {
        f"{name}_{part}": array.astype("<f4")
        for name, layer in (("fast", models.fast), ("meaning", models.meaning), ("full", models.full))
        for part, array in (("weights", layer.weights), ("bias", layer.bias))
    }
    about: dict[str, object] = {
        "format": FORMAT,
        "schema": models.schema,
        "provider": models.provider,
        "danger_from": models.danger_from,
        "joint_from": models.joint_from,
        "examples": models.examples,
    }
    return linear_models.pack(about, linear=inner, **layers)


def _layer(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Layer:
    weights, bias = arrays[f"{name}_weights"], arrays[f"{name}_bias"]
    return Layer(weights.astype(np.float64), bias.astype(np.float64))
