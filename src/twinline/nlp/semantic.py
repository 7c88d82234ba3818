"""Heads over vectors of meaning, and the blend of what pieces of text say with what meaning says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.hashing import sm3
from twinline.nlp.embedding import EmbeddingPort, Vectors
from twinline.nlp.features import title_chars
from twinline.nlp.linear import VERSION_CHARS, BadModel, Floats, Head, Linear, dump, load, pack, softmax, unpack

FORMAT = "text-model-1"
VIEW_CHARS = 200
LEAST_REST = 20
# How loud the views of a text are: its opening, what follows, and its title.
LOUD = (1.0, 0.6, 0.6)
STRANGE = 2.0
# Vectors come out of float arithmetic that differs in the last bits between machines; this grid swallows that.
GRID = 1e-3


@dataclass(frozen=True, slots=True)
class Semantic:
    """Examples ``points`` [examples, dimensions], each with the weight that it lends to every label.

    A label's logit is the sum of those weights, each as strong as the example is near (a Gaussian of ``width``): a text
    is judged by the labelled texts that mean the same. Vectors are those of the provider ``source``.
    """

    source: str
    heads: tuple[Head, ...]
    width: float
    mean: NDArray[np.float32]
    points: NDArray[np.float16]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, vector: NDArray[np.float32]) -> dict[str, Floats]:
        """For each field one logit per label, between about -1 and 1."""
        near = nearness(centred(vector[None, :], self.mean), self.points.astype(np.float32), self.width)[0]
        whole = near @ self.weights + self.bias
        steps: Floats = np.rint(whole.astype(np.float64) / GRID) * GRID
        ends = np.cumsum([len(head.labels) for head in self.heads])[:-1]
        return {head.field: part for head, part in zip(self.heads, np.split(steps, ends), strict=True)}


@dataclass(frozen=True, slots=True)
class TextModel:
    """What the training command makes: a fast model, perhaps heads over meaning, and for each field how they mix.

    ``usual`` is how familiar the least familiar fiftieth and quarter of the texts were that it learned from: a text
    worded more strangely is judged more by its meaning (another board, another city, spoken language).
    """

    linear: Linear
    semantic: Semantic | None
    blend: Mapping[str, tuple[float, float]]
    usual: tuple[float, float] = (0.0, 0.0)
    version: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(head.field for head in self.linear.heads)

    def labels(self, field: str) -> tuple[str, ...]:
        """Raises KeyError for a field the model does not know."""
        return self.linear.labels(field)

    def scores(self, text: str, *, vector: NDArray[np.float32] | None = None) -> dict[str, Floats]:
        """For each field the probability of each label; with the text's ``vector`` meaning speaks too."""
        fast = self.linear.logits(text)
        if self.semantic is None or vector is None:
            return {field: softmax(logits) for field, logits in fast.items()}
        slow = self.semantic.logits(vector)
        louder = strangeness(self.linear.familiarity(text), self.usual)
        return {field: softmax(self._mixed(field, logits, louder * slow[field])) for field, logits in fast.items()}

    def _mixed(self, field: str, fast: Floats, slow: Floats) -> Floats:
        if field not in self.blend:
            return fast
        one, two = self.blend[field]
        return one * fast + two * slow


def strangeness(familiarity: float, usual: tuple[float, float]) -> float:
    """How much more meaning counts for a text of this familiarity: 1 for a usual one, at most 4."""
    low, quarter = usual
    return (
        1.0 + STRANGE * min(max((quarter - familiarity) / max(quarter - low, 1e-6), 0.0), 1.5) if quarter > 0 else 1.0
    )


def views(text: str) -> tuple[str, str, str]:
    """What of a text is embedded, as cost grows with length: title and opening, what follows, and the title alone;
    the last two may be nothing."""
    flat = text[: 2 * VIEW_CHARS].replace("\n", "。")
    rest = flat[VIEW_CHARS:]
    return flat[:VIEW_CHARS], rest if len(rest) > LEAST_REST else "", text[: title_chars(text)]


def embed(port: EmbeddingPort, texts: Sequence[str]) -> Vectors:
    """One row per text, of its views side by side; zeros where there is none. Raises EmbeddingFailed."""
    said = [views(text) for text in texts]
    opening = port.embed([one for one, _, _ in said])
    rest = _where_said(port, [one for _, one, _ in said], opening.shape[1])
    return np.hstack((opening, rest, _where_said(port, [one for _, _, one in said], opening.shape[1])))


def _where_said(port: EmbeddingPort, texts: Sequence[str], width: int) -> Vectors:
    rows = np.zeros((len(texts), width), np.float32)
    said = [number for number, text in enumerate(texts) if text]
    if said:
        rows[said] = port.embed([texts[number] for number in said])
    return rows


def mean_of(vectors: Vectors) -> NDArray[np.float32]:
    """What all texts have in common, of each view over those that have it."""
    parts = np.split(vectors, len(LOUD), axis=1)
    return np.concatenate([_mean(part[part.any(axis=1)]) for part in parts])


def _mean(rows: Vectors) -> Vectors:
    mean: Vectors = rows.sum(axis=0) / np.float32(max(len(rows), 1))
    return mean


def centred(vectors: Vectors, mean: NDArray[np.float32]) -> Vectors:
    """Rows of ``embed`` made one vector of length 1 each: the views less what all texts have in common.

    Of two means only the first two views count: models learned before titles did.
    """
    width = vectors.shape[1] // len(LOUD)
    whole = np.zeros((len(vectors), width), np.float32)
    for start, loud in zip(range(0, len(mean), width), LOUD, strict=False):
        part = vectors[:, start : start + width]
        whole += np.float32(loud) * np.where(
            part.any(axis=1, keepdims=True), _unit(part - mean[start : start + width]), 0
        )
    return _unit(whole)


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit


def nearness(one: Vectors, other: Vectors, width: float) -> Vectors:
    """How near each vector of length 1 is to each: 1 for the same, less the farther apart."""
    near: Vectors = np.exp((one @ other.T - np.float32(1)) * np.float32(2 * width))
    return near


def dump_text_model(model: TextModel) -> bytes:
    """The model's file: the same model always gives the same bytes."""
    about: dict[str, object] = {"format": FORMAT, "usual": list(model.usual)}
    about["blend"] = {field: list(pair) for field, pair in model.blend.items()}
    arrays: dict[str, NDArray[np.generic]] = {"linear": np.frombuffer(dump(model.linear), np.uint8)}
    if model.semantic is not None:
        own = model.semantic
        heads = [[head.field, list(head.labels)] for head in own.heads]
        about["semantic"] = {"source": own.source, "heads": heads, "width": own.width}
        arrays |= {"mean": own.mean, "points": own.points, "weights": own.weights, "bias": own.bias}
    return pack(about, **arrays)


def load_text_model(data: bytes) -> TextModel:
    """Raises BadModel when ``data`` is not what ``dump_text_model`` wrote."""
    about, arrays = unpack(data, FORMAT)
    try:
        linear = load(arrays["linear"].tobytes())
        blend = {field: (float(one), float(two)) for field, (one, two) in about["blend"].items()}
        usual = (float(about["usual"][0]), float(about["usual"][1]))
        semantic = _semantic(about["semantic"], arrays) if "semantic" in about else None
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadModel(why=str(error)) from error
    return TextModel(linear, semantic, blend, usual, sm3(data).hex()[:VERSION_CHARS])


def _semantic(about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Semantic:
    heads = tuple(Head(field, tuple(labels)) for field, labels in about["heads"])
    parts = (arrays[name] for name in ("mean", "points", "weights", "bias"))
    return Semantic(str(about["source"]), heads, float(about["width"]), *parts)
