"""Makes the shipped model of matters from the written messages: ``python -m twinline.triage.make matters``.

Least squares over pieces of text, solved over pairs of messages: exact, and one solution tells for each file of
messages what a model says of it that learned from the other files only. The rows' own names and words teach too.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinline.nlp import Linear
from twinline.nlp import linear as linear_models
from twinline.triage import matters
from twinline.triage.catalogue import Row
from twinline.triage.guard import spoken
from twinline.triage.learn import Message
from twinline.triage.learned import Floats
from twinline.triage.model import Owner
from twinline.triage.normal import normalise
from twinline.triage.reading import read
from twinline.triage.rulebook import Rulebook

PULL = 0.5
FAINT = 1
RARE, COMMON = 3.0, 0.3
ROW_CHARS = 300
LIST = "list"
NEVER = -1e9
_APART = re.compile(r"[|+&~]")

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts with their right row: messages by file, then the rows themselves as file ``LIST``.

    ``codes`` are grouped by owner, in the order of ``owners``; ``found`` is what the rules found for each row;
    ``matrix`` has the texts as rows of length 1 over the pieces of the judgement, ``pieces``.
    """

    codes: tuple[str, ...]
    owners: NDArray[np.str_]
    departments: NDArray[np.str_]
    right: Places
    groups: NDArray[np.str_]
    matrix: Any
    pieces: Linear
    found: Floats

    @property
    def asked(self) -> Places:
        """The numbers of the messages."""
        return np.flatnonzero(self.groups != LIST)


def lessons_of(messages: Sequence[Message], *, rulebook: Rulebook, rows: Sequence[Row], pieces: Linear) -> Lessons:
    """What is learned from: messages with a row that is in force, and ``rows`` of the packaged list."""
    order = {owner: number for number, owner in enumerate(Owner)}
    codes = sorted(rulebook.matters, key=lambda code: (order[rulebook.matters[code].owner], code))
    place = {code: number for number, code in enumerate(codes)}
    known = [message for message in messages if message.matter in place]
    listed = [row for row in rows if row["code"] in place]
    readings = [read(text=message.text, rulebook=rulebook) for message in known]
    found = np.zeros((len(known), len(codes)))
    for number, reading in enumerate(readings):
        for score in (one for group in reading.scores.values() for one in group):
            found[number, place[score.matter.code]] = score.value
    texts = [reading.spoken for reading in readings] + [_words(row) for row in listed]
    return Lessons(
        codes=tuple(codes),
        owners=np.array([rulebook.matters[code].owner.value for code in codes]),
        departments=np.array([rulebook.matters[code].department for code in codes]),
        right=np.array([place[message.matter] for message in known] + [place[row["code"]] for row in listed]),
        groups=np.array([message.source for message in known] + [LIST] * len(listed)),
        matrix=_matrix(texts, pieces),
        pieces=pieces,
        found=found,
    )


def _matrix(texts: Sequence[str], pieces: Linear) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    looked = [pieces.look(text) for text in texts]
    starts = np.concatenate(([0], np.cumsum([len(known) for known, _, _ in looked])))
    known = np.concatenate([known for known, _, _ in looked])
    loud = np.concatenate([loud * pieces.rarity.take(known) for known, loud, _ in looked]).astype(np.float64)
    return normalize(csr_matrix((loud, known, starts), shape=(len(texts), len(pieces.rows))))


def _words(row: Row) -> str:
    """The name of a row and its words as one text; classes of words stand for themselves elsewhere."""
    words = [word for word in _APART.split(row["phrases"]) if len(word) > 1 and "@" not in word]
    return spoken(normalise("，".join(dict.fromkeys([row["matter"], *words]))[:ROW_CHARS]).text)


@dataclass(frozen=True, slots=True)
class Taught:
    """The file, and for each message the probability of each row of its owner by models that had not seen its file."""

    data: bytes
    unseen: Floats


def teach(lessons: Lessons) -> Taught:
    """The shipped model, calibrated on what models say of files that they have not seen."""
    alike: Any = (lessons.matrix @ lessons.matrix.T).toarray()
    counts = np.bincount(lessons.right, minlength=len(lessons.codes))
    heavy = np.clip(np.sqrt(len(lessons.right) / len(counts) / np.maximum(counts, 1)), COMMON, RARE)
    alike[np.diag_indices(len(alike))] += PULL / heavy[lessons.right]
    inverse: Floats = np.linalg.inv(alike)
    goal = np.eye(len(lessons.codes))[lessons.right]
    spread: Floats = inverse @ goal
    said = _unseen(lessons, inverse, goal, spread)
    warmth, trust = _calibrated(lessons, said)
    own = _own(lessons)
    usual = float(np.median(said[np.arange(len(said)), lessons.right[: len(said)]]) * warmth)
    weights: Floats = (lessons.matrix.T @ spread).T
    taught = Counter(lessons.codes[place] for place in lessons.right[lessons.asked].tolist())
    tables = _tables(lessons, weights, warmth)
    data = matters.packed(tables, taught=taught, trust=round(trust, 4), usual=round(usual, 4))
    return Taught(data, _shares(warmth * said + trust * np.log1p(lessons.found), own))


def _unseen(lessons: Lessons, inverse: Floats, goal: Floats, spread: Floats) -> Floats:
    """What a model says of each message that learned from other files: the solution without them, in closed form."""
    said = np.zeros((len(lessons.asked), goal.shape[1]))
    for group in sorted(set(lessons.groups.tolist()) - {LIST}):
        own = np.flatnonzero(lessons.groups == group)
        said[own] = goal[own] - np.linalg.solve(inverse[np.ix_(own, own)], spread[own])
    return said


def _own(lessons: Lessons) -> NDArray[np.bool_]:
    """For each message which rows are its owner's."""
    own: NDArray[np.bool_] = lessons.owners[None, :] == lessons.owners[lessons.right[lessons.asked]][:, None]
    return own


def _calibrated(lessons: Lessons, said: Floats) -> tuple[float, float]:
    """How much a unit of what the model says and of what the rules found counts, so that right rows are likeliest."""
    from scipy.optimize import minimize

    figures = np.stack((said, np.log1p(lessons.found)), axis=-1)
    own, right = _own(lessons), lessons.right[lessons.asked]
    rows = np.arange(len(right))

    def surprise(pair: Floats) -> tuple[float, Floats]:
        shares = _shares(figures @ pair, own)
        wrong = shares.copy()
        wrong[rows, right] -= 1
        slope: Floats = np.einsum("ij,ijk->k", wrong, figures) / len(rows)
        return float(-np.log(shares[rows, right] + 1e-12).mean()), slope

    best: Any = minimize(surprise, np.array([10.0, 1.0]), jac=True, method="L-BFGS-B").x
    return float(best[0]), float(best[1])


def _shares(logits: Floats, own: NDArray[np.bool_]) -> Floats:
    held = np.where(own, logits, NEVER)
    parts: Floats = np.exp(held - held.max(axis=1, keepdims=True))
    shares: Floats = parts / parts.sum(axis=1, keepdims=True)
    return shares


def _tables(lessons: Lessons, weights: Floats, warmth: float) -> Linear:
    """The weights in small integers, a head per owner, beside the table of the judgement."""
    folded = (weights * lessons.pieces.rarity).T
    scale = np.maximum(np.abs(folded).max(axis=0), 1e-9) / 127
    heads = tuple(
        linear_models.Head(owner.value, own, round(1 / warmth, 6))
        for owner in Owner
        if (own := tuple(code for code, of in zip(lessons.codes, lessons.owners, strict=True) if of == owner.value))
    )
    table = np.rint(folded / scale).astype(np.int8)
    table[np.abs(table) <= FAINT] = 0
    return replace(lessons.pieces, heads=heads, table=table, scale=scale, bias=np.zeros(len(lessons.codes)))


def card(lessons: Lessons, taught: Taught, *, digest: str) -> str:
    """The card of the model in Markdown. ``digest``: of the inputs."""
    groups = lessons.groups[lessons.asked]
    names = sorted(set(groups.tolist()))
    chosen: Mapping[str, NDArray[np.bool_]] = {
        **{name: groups == name for name in names},
        "all": np.ones(len(groups), bool),
        "all of government's": lessons.owners[lessons.right[lessons.asked]] == Owner.GOVERNMENT.value,
    }
    return "\n".join(
        [
            "# Model card: the shipped matters",
            "",
            "Made by `python -m twinline.triage.make`; do not edit. Which row of the responsibility list a message is",
            "about, its owner given. Figures are unseen: each file of messages was judged by a model that learned",
            "from the other files and the list, over the pieces that the judgement knows.",
            "",
            f"- version: `{matters.version_of(taught.data)}`",
            f"- inputs (SM3): `{digest}`",
            f"- messages: {len(groups)}, rows: {len(lessons.codes)}",
            "",
            "| file | messages | rules alone | right row | among three | right department |",
            "|---|---|---|---|---|---|",
            *(_line(name, lessons, taught, rows) for name, rows in chosen.items()),
            "",
        ]
    )


def _line(name: str, lessons: Lessons, taught: Taught, rows: NDArray[np.bool_]) -> str:
    right = lessons.right[lessons.asked][rows]
    best = np.argsort(-taught.unseen[rows], axis=1, kind="stable")[:, :3]
    found = np.where(_own(lessons)[rows], lessons.found[rows], 0.0)
    figures = (
        float(((found.argmax(axis=1) == right) & (found.max(axis=1) > 0)).mean()),
        float((best[:, 0] == right).mean()),
        float((best == right[:, None]).any(axis=1).mean()),
        float((lessons.departments[best[:, 0]] == lessons.departments[right]).mean()),
    )
    return f"| {name} | {int(rows.sum())} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"
