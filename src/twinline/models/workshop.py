"""From labelled rows to a text model with its card, and from a model and labelled rows to figures (R68).

Files of up to 60,000 rows are learned from in memory, and meaning speaks too; larger ones as a stream, where there are
so many examples that meaning has nothing to add.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as installed
from typing import Any, cast

import numpy as np

from twinline import __version__
from twinline.kernel.errors import Invalid
from twinline.models import learner, topics
from twinline.models.model import Card
from twinline.nlp import embedding, learning, metrics, semantic, streaming

IN_MEMORY_MAX = 60_000
EMBEDDED_MAX = 4_000
EMBED_STEP = 32
LEAST_ROWS = 30
LEAST_OF_CLASS = 5
LONG_LETTER = 80
YES = frozenset({"1", "true", "yes", "y", "是", "有", "t"})
NO = frozenset({"0", "false", "no", "n", "否", "无", "f", ""})

Told = Callable[[str, int, int], None]


class CannotLearn(Invalid):
    """The rows do not hold what learning needs; ``params["why"]`` says what is missing."""

    code = "models.cannot_learn"


@dataclass(slots=True)
class Sheet:
    """Rows in memory: prepared texts, a column of labels per field (None: not said), and how the rows are called."""

    texts: list[str] = field(default_factory=list[str])
    labels: dict[str, list[str | None]] = field(default_factory=dict[str, list[str | None]])
    ids: list[str] = field(default_factory=list[str])

    def add(self, text: str, labels: Mapping[str, str | None], name: str) -> None:
        self.texts.append(text)
        self.ids.append(name)
        for column in labels:
            self.labels.setdefault(column, []).append(labels[column])


def label_of(column: str, value: str) -> str | None:
    """A cell as a label: yes and no of danger and joint are 1 and 0; an empty cell says nothing."""
    plain = value.strip()
    if column in ("danger", "joint") and plain.casefold() in YES | NO and plain:
        return "1" if plain.casefold() in YES else "0"
    return plain or None


def learn_sheet(
    sheet: Sheet, *, port: embedding.EmbeddingPort | None, told: Told, lend: bool = True
) -> tuple[learning.Learned, list[str]]:
    """A model from rows in memory, and what was left out because too few rows say it. Raises CannotLearn.

    With ``lend`` messages of our own teach beside them what the names of the labels say (``topics``).
    """
    if len(sheet.texts) < LEAST_ROWS:
        raise CannotLearn(why=f"{len(sheet.texts)} < {LEAST_ROWS}")
    labels, dropped = _usable(sheet.labels)
    long = float(np.median([len(text) for text in sheet.texts])) > LONG_LETTER
    meaning = _meaning(sheet.texts, port, told) if port else None
    lent = _lent(labels, port, told) if lend else None
    told("learn", 0, 1)
    # Letters say the same in many words, where words and pairs of characters do; short messages need all they have.
    done = learner.learn(sheet.texts, labels, meaning=meaning, lent=lent, longest=2 if long else 3)
    told("learn", 1, 1)
    return done, dropped


def _usable(columns: Mapping[str, Sequence[str | None]]) -> tuple[dict[str, list[str | None]], list[str]]:
    """The columns without classes of fewer than five rows; a column with fewer than two classes is refused."""
    kept: dict[str, list[str | None]] = {}
    dropped: list[str] = []
    for name, column in columns.items():
        counts = Counter(label for label in column if label is not None)
        rare = {label for label, count in counts.items() if count < LEAST_OF_CLASS}
        dropped += [f"{name}={label} ({counts[label]})" for label in sorted(rare)]
        if len(counts) - len(rare) < 2:
            raise CannotLearn(why=f"{name}: {len(counts) - len(rare)} < 2")
        kept[name] = [None if label in rare else label for label in column]
    return kept, dropped


def _meaning(texts: Sequence[str], port: embedding.EmbeddingPort, told: Told) -> learning.Meaning:
    every = np.arange(len(texts))
    rows = every if len(texts) <= EMBEDDED_MAX else np.sort(np.random.default_rng(0).permutation(every)[:EMBEDDED_MAX])
    chosen: list[int] = rows.tolist()
    vectors = embed_all([texts[row] for row in chosen], port, told)
    return learning.Meaning(port.name, rows, vectors)


def _lent(
    columns: Mapping[str, Sequence[str | None]], port: embedding.EmbeddingPort | None, told: Told
) -> learning.Lent | None:
    """Messages for the fields whose labels have telling names; None without any."""
    given = {name: dict(topics.lent(column)) for name, column in columns.items()}
    texts = sorted({words for pairs in given.values() for words in pairs})
    if not texts:
        return None
    labels = {name: [pairs.get(words) for words in texts] for name, pairs in given.items() if pairs}
    return learning.Lent(texts, labels, embed_all(texts, port, told) if port else None)


def embed_all(texts: Sequence[str], port: embedding.EmbeddingPort, told: Told) -> embedding.Vectors:
    """The vectors of all texts, with progress. Raises EmbeddingFailed."""
    parts: list[embedding.Vectors] = []
    for start in range(0, len(texts), EMBED_STEP):
        parts.append(semantic.embed(port, texts[start : start + EMBED_STEP]))
        told("embed", min(start + EMBED_STEP, len(texts)), len(texts))
    return np.concatenate(parts)


def learn_rows(rows: streaming.Rows, *, total: int, long: bool, told: Told) -> learning.Learned:
    """A model from a stream of rows. Raises CannotLearn."""
    try:
        return streaming.learn_stream(
            rows, longest=2 if long else 3, total=total, progress=lambda at, whole: told("learn", at, whole)
        )
    except ValueError as error:
        raise CannotLearn(why=str(error)) from error


def figures_of(
    learned: learning.Learned, truth: Mapping[str, Sequence[str | None]], ids: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """What models that had not seen a row said of it, by field: the figures of the card."""
    found: dict[str, dict[str, Any]] = {}
    for name, (rows, chances) in learned.unseen.items():
        names, numbers = learned.model.labels(name), cast("list[int]", rows.tolist())
        places = cast("list[int]", chances.argmax(axis=1).tolist())
        shown = metrics.report(
            field=name,
            truth=[truth[name][row] or "" for row in numbers],
            guess=[names[place] for place in places],
            confidence=chances.max(axis=1).tolist(),
            ids=[ids[row] for row in numbers] if ids else (),
        )
        found[name] = shown.plain()
    return found


def judge_sheet(
    model: semantic.TextModel, texts: Sequence[str], *, vectors: embedding.Vectors | None
) -> dict[str, tuple[list[str], list[float]]]:
    """For each field the most probable label of each text, and how probable it is."""
    found: dict[str, tuple[list[str], list[float]]] = {name: ([], []) for name in model.fields}
    for number, text in enumerate(texts):
        scores = model.scores(text, vector=None if vectors is None else vectors[number])
        for name, chances in scores.items():
            place = int(chances.argmax())
            found[name][0].append(model.labels(name)[place])
            found[name][1].append(float(chances[place]))
    return found


def danger_recall(figures: Mapping[str, Mapping[str, Any]]) -> float | None:
    """The share of dangers that a model finds; None where it was not asked."""
    classes = figures.get("danger", {}).get("classes", ())
    return next((one["recall"] for one in classes if one["label"] == "1" and one["support"]), None)


def make_card(
    *,
    name: str,
    created: str,
    learned: learning.Learned,
    columns: Mapping[str, str],
    rows: int,
    left_out: Mapping[str, Any],
    data_hash: str,
    figures: Mapping[str, dict[str, Any]],
    seconds: float,
) -> Card:
    """What a model says of itself."""
    model = learned.model
    versions = {"twinline": __version__, **{name: installed(name) for name in ("numpy", "rjieba", "scikit-learn")}}
    meaning = model.semantic.source if model.semantic else None
    return {
        "name": name,
        "created": created,
        "version": model.version,
        "fields": {field_: list(model.labels(field_)) for field_ in model.fields},
        "columns": dict(columns),
        "rows": rows,
        "lent": learned.lent,
        "left_out": dict(left_out),
        "data_hash": data_hash,
        "measured": "five-fold" if rows <= IN_MEMORY_MAX else "held-out",
        "metrics": dict(figures),
        "danger_recall": danger_recall(figures),
        "embedding": meaning,
        "seconds": round(seconds, 1),
        "versions": versions,
    }


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))
