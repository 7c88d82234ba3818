"""Heads over vectors of meaning, and the blend of what pieces of text say with what meaning says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.hashing import sm3
from twinline.nlp.embedding import EmbeddingPort, Vectors
from twinline.nlp.linear import VERSION_CHARS, BadModel, Floats, Head, Linear, dump, load, pack, softmax, unpack

FORMAT = "text-model-1"
VIEW_CHARS = 200
LEAST_REST = 20
SECOND = 0.6
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


def views(text: str) -> tuple[str, str]:
    """What of a text is embedded, as cost grows with length: title and opening, and what follows (or nothing)."""
    flat = text[: 2 * VIEW_CHARS].replace("\n", "。")
    rest = flat[VIEW_CHARS:]
    return flat[:VIEW_CHARS], rest if len(rest) > LEAST_REST else ""


def embed(port: EmbeddingPort, texts: Sequence[str]) -> Vectors:
    """One row per text, of both views side by side; zeros where there is no second. Raises EmbeddingFailed."""
    both = [views(text) for text in texts]
    first = port.embed([one for one, _ in both])
    second = np.zeros_like(first)
    longer = [number for number, (_, rest) in enumerate(both) if rest]
    if longer:
        second[longer] = port.embed([both[number][1] for number in longer])
    return np.hstack((first, second))


def mean_of(vectors: Vectors) -> NDArray[np.float32]:
    """What all texts have in common, of each view over those that have it."""
    half = vectors.shape[1] // 2
    has = vectors[:, half:].any(axis=1)
    second = vectors[has, half:].mean(axis=0) if has.any() else np.zeros(half, np.float32)
    return np.concatenate((vectors[:, :half].mean(axis=0), second)).astype(np.float32)


def centred(vectors: Vectors, mean: NDArray[np.float32]) -> Vectors:
    """Rows of ``embed`` made one vector of length 1 each: both views less what all texts have in common."""
    half = vectors.shape[1] // 2
    has = vectors[:, half:].any(axis=1, keepdims=True)
    second = np.where(has, _unit(vectors[:, half:] - mean[half:]), np.float32(0))
    return _unit(_unit(vectors[:, :half] - mean[:half]) + np.float32(SECOND) * second)


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
