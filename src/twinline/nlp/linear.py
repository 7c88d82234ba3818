"""A linear model over hashed pieces of text: several questions answered by one look at a table.

The weights of all labels of all fields lie side by side as small integers; a text's logits are one integer sum of
table rows, so that every machine gets the same figures. Training is ``learning``'s; here numpy is enough.
"""

import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.errors import Invalid
from twinline.kernel.hashing import sm3
from twinline.nlp.features import LONGEST, Numbers, buckets, counted, loudness, of_pieces, spots

FORMAT = "linear-1"
VERSION_CHARS = 16
DECIMALS = 6
_LOOKED_AT = 6

Floats = NDArray[np.float64]
Looked: TypeAlias = tuple[Numbers, Numbers, float]


class BadModel(Invalid):
    """The bytes are not a model of this program; ``params["why"]`` says what is wrong."""

    code = "nlp.bad_model"


@dataclass(frozen=True, slots=True)
class Head:
    """One question: its field, its labels in the order of the columns, and the temperature of its calibration."""

    field: str
    labels: tuple[str, ...]
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """A piece of the text with its share in a label's logit (positive: spoke for it) and its place in the text."""

    words: str
    weight: float
    start: int


@dataclass(frozen=True, slots=True)
class Linear:
    """``rows`` names the bucket of each table row; ``table`` has a column per label; ``rarity`` weighs a row's length.

    A logit is the sum of the text's rows, each as loud as it stands in the text, by ``scale``, over the length of the
    vector of loudness times rarity, plus ``bias``. ``longest`` and ``words`` say what its pieces are.
    """

    heads: tuple[Head, ...]
    bits: int
    rows: Numbers
    table: NDArray[np.int8]
    rarity: NDArray[np.int32]
    scale: Floats
    bias: Floats
    slots: Numbers
    longest: int = LONGEST
    words: bool = False
    version: str = ""

    def logits(self, text: str) -> dict[str, Floats]:
        """For each field one calibrated logit per label; ``text`` in the normal form the model was trained on."""
        return self.logits_of(self.look(text))

    def look(self, text: str) -> Looked:
        """The table rows of the text's pieces, how loud each is, and the length of them all: one look serves all tables
        over the same rows."""
        known, loud = self._known(text)
        return known, loud, self._length(known, loud)

    def logits_of(self, looked: Looked) -> dict[str, Floats]:
        """``logits`` of a text that was looked at by this model or by one with the same rows."""
        return {head.field: part / head.temperature for head, part in self._parts(self._sum(*looked))}

    def scores(self, text: str) -> dict[str, Floats]:
        """For each field the probability of each label of its head, rounded so that machines agree."""
        return {field: softmax(logits) for field, logits in self.logits(text).items()}

    def labels(self, field: str) -> tuple[str, ...]:
        """Raises KeyError for a field the model does not know."""
        return self._head(field)[0].labels

    def contributions(self, text: str, field: str, label: str, *, top: int = 5) -> list[Spoke]:
        """The pieces that spoke most for ``label`` against the mean of all labels; nested ones once."""
        head, start = self._head(field)
        column = head.labels.index(label)
        known, loud = self._known(text)
        if not len(known):
            return []
        end = start + len(head.labels)
        span = self.table.take(known, axis=0)[:, start:end] * self.scale[start:end]
        lead = (span[:, column] - span.mean(axis=1)) * loud / self._length(known, loud) / head.temperature
        most = min(_LOOKED_AT * top, len(lead)) - 1
        best = np.argpartition(-lead, most)[: most + 1]
        best = best[np.argsort(-lead[best], kind="stable")]
        buckets = self.rows.take(known.take(best)).tolist()
        weights = {
            bucket: weight for bucket, weight in zip(buckets, lead.take(best).tolist(), strict=True) if weight > 0
        }
        return _strongest(text, weights, self, top)

    def familiarity(self, text: str) -> float:
        """The share of the text's pieces that the model knows, from 0 to 1."""
        found = counted(text, bits=self.bits, longest=self.longest, words=self.words)[0]
        return float(np.count_nonzero(self.slots.take(found))) / max(len(found), 1)

    def _sum(self, known: Numbers, loud: Numbers, length: float) -> Floats:
        if not len(known):
            return self.bias
        # Whole numbers below 2**24: this float sum is exact in any order, and much faster than one of integers.
        total = loud.astype(np.float32) @ self.table.take(known, axis=0).astype(np.float32)
        return total * self.scale / length + self.bias

    def _known(self, text: str) -> tuple[Numbers, Numbers]:
        """The table rows of the text's pieces, and how loud each is."""
        places = self.slots.take(of_pieces(text, bits=self.bits, longest=self.longest, words=self.words))
        places = places.take(np.flatnonzero(places))
        places.sort()
        known, loud = loudness(places)
        return known - np.int32(1), loud

    def _length(self, known: Numbers, loud: Numbers) -> float:
        weighed = (self.rarity.take(known) * loud).astype(np.float64)
        return math.sqrt(float(np.dot(weighed, weighed)))

    def _parts(self, logits: Floats) -> list[tuple[Head, Floats]]:
        parts: list[tuple[Head, Floats]] = []
        start = 0
        for head in self.heads:
            parts.append((head, logits[start : start + len(head.labels)]))
            start += len(head.labels)
        return parts

    def _head(self, field: str) -> tuple[Head, int]:
        start = 0
        for head in self.heads:
            if head.field == field:
                return head, start
            start += len(head.labels)
        raise KeyError(field)


def softmax(logits: Floats) -> Floats:
    """Probabilities, rounded to six places."""
    parts: Floats = np.exp(logits - logits.max())
    shares: Floats = parts / parts.sum()
    return shares.round(DECIMALS)


def _strongest(text: str, weights: Mapping[int, float], model: Linear, top: int) -> list[Spoke]:
    """The pieces of the heaviest buckets, those that stand in one another once."""
    wanted = np.array(list(weights), np.int32)
    found = spots(text, wanted, bits=model.bits, longest=model.longest, words=model.words)
    chosen: list[Spoke] = []
    for bucket, weight in weights.items():
        start, length = found.get(bucket, (0, 0))
        words = text[start : start + length]
        if len(words.strip()) > 1 and not any(words in one.words or one.words in words for one in chosen):
            chosen.append(Spoke(words, round(weight, 4), start))
            if len(chosen) == top:
                break
    return chosen


def assemble(
    *,
    heads: Sequence[Head],
    bits: int,
    rows: Numbers,
    weights: Floats,
    rarity: Floats,
    bias: Floats,
    longest: int = LONGEST,
    words: bool = False,
) -> Linear:
    """A model from real-valued ``weights`` [rows, labels] (rarity already multiplied in), made small integers."""
    unit = float(rarity.max(initial=1e-9)) / 255
    whole = np.maximum(np.rint(rarity / unit), 1).astype(np.int32)
    scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / 127
    table = np.rint(weights / scale).astype(np.int8)
    model = _ready(tuple(heads), bits, rows, table, whole, scale / unit, np.asarray(bias, np.float64), longest, words)
    return replace(model, version=sm3(dump(model)).hex()[:VERSION_CHARS])


def _ready(
    heads: tuple[Head, ...],
    bits: int,
    rows: Numbers,
    table: NDArray[np.int8],
    rarity: NDArray[np.int32],
    scale: Floats,
    bias: Floats,
    longest: int,
    words: bool,
) -> Linear:
    slots = np.zeros(1 << bits, np.int32)
    slots[rows] = np.arange(1, len(rows) + 1, dtype=np.int32)
    return Linear(heads, bits, rows, table, rarity, scale, bias, slots, longest, words)


def dump(model: Linear) -> bytes:
    """The model's file: the same model always gives the same bytes."""
    about: dict[str, object] = {
        "format": FORMAT,
        "bits": model.bits,
        "longest": model.longest,
        "heads": [[head.field, list(head.labels), round(head.temperature, 6)] for head in model.heads],
    }
    if model.words:  # said only where it is so: models without words keep the bytes, and so the version, they have
        about["words"] = True
    columns = np.ascontiguousarray(model.table.T)  # one label's weights together pack better
    return pack(about, rows=np.diff(model.rows, prepend=0), table=columns, rarity=model.rarity.astype(np.uint8),
                scale=model.scale, bias=model.bias)  # fmt: skip


def load(data: bytes) -> Linear:
    """Raises BadModel when ``data`` is not what ``dump`` wrote."""
    about, arrays = unpack(data, FORMAT)
    try:
        heads = tuple(Head(field, tuple(labels), warmth) for field, labels, warmth in about["heads"])
        rows = np.cumsum(arrays["rows"], dtype=np.int32)
        table = np.ascontiguousarray(arrays["table"].T)
        rarity = arrays["rarity"].astype(np.int32)
        model = _ready(
            heads, about["bits"], rows, table, rarity, arrays["scale"], arrays["bias"], about["longest"],
            bool(about.get("words")),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise BadModel(why=str(error)) from error
    if model.words:
        buckets("", words=True)  # the dictionary is read now (a third of a second), not while somebody waits
    return replace(model, version=sm3(data).hex()[:VERSION_CHARS])


def save(model: Linear, path: Path) -> None:
    """Write the model's file."""
    path.write_bytes(dump(model))


def pack(about: Mapping[str, object], **arrays: NDArray[np.generic]) -> bytes:
    """Arrays and a description in one npz file without pickled objects and without dates."""
    head = np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, about=head, **arrays)
    return file.getvalue()


def unpack(data: bytes, form: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The description and the arrays. Raises BadModel."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays: dict[str, NDArray[Any]] = {name: file[name] for name in file.files}
        about: dict[str, Any] = json.loads(arrays.pop("about").tobytes())
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise BadModel(why=str(error)) from error
    if about.get("format") != form:
        raise BadModel(why=f"format {about.get('format')!r} is not {form!r}")
    return about, arrays
