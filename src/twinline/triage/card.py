"""The card of the shipped models: what they were made from, what they reached unseen (docs/reference/model-card.md)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.hashing import sm3
from twinline.triage.learn import TUNED, Message, Trained, shares_of
from twinline.triage.learned import LABELS, Floats, packed, unpacked

_BINS = 10
Flags = NDArray[np.bool_]


def inputs_digest(paths: Sequence[Path]) -> str:
    """SM3 of the content of the files, in order of their names."""
    return sm3(b"\0".join(path.read_bytes() for path in sorted(paths, key=lambda path: path.name))).hex()


def card(trained: Trained, *, digest: str, given: int) -> str:
    """The card in Markdown. ``digest``: of the inputs; ``given``: messages before near-duplicates were removed."""
    kept = len(trained.table.messages)
    models = trained.models
    return "\n".join(
        [
            "# Model card: the shipped judgement",
            "",
            "Made by `python -m twinline.triage.make`; do not edit. Figures are unseen: each file of messages (another",
            "hand, another theme) was judged by layers that learned from the other files only.",
            "",
            f"- version: `{unpacked(packed(models)).version}`",
            f"- inputs (SM3): `{digest}`",
            f"- messages: {kept} of {given} ({given - kept} near-duplicates removed, Jaccard of character pairs > 0.8)",
            f"- embedding of the semantic layer: {models.provider}",
            f"- danger from probability {models.danger_from}, joint action from {models.joint_from}",
            f"- owners: {_counts(trained.table.messages, 'owner')}",
            f"- types: {_counts(trained.table.messages, 'type')}",
            "",
            *_table(trained, full=False, title="Fast layers (rules and pieces of text)"),
            "",
            *_table(trained, full=True, title="With the meaning of every text"),
            "",
        ]
    )


def _counts(messages: Sequence[Message], name: str) -> str:
    counts = Counter(message.labels[name] for message in messages)
    return ", ".join(f"{label} {counts[label]}" for label in LABELS[name])


def _table(trained: Trained, *, full: bool, title: str) -> list[str]:
    lines = [
        f"## {title}",
        "",
        "| file | messages | owner | type | danger recall | precision | joint F1 | error of calibration (owner) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    groups = trained.table.groups[trained.judged.rows]
    names = sorted(set(groups.tolist()) - {TUNED})
    return (
        lines
        + [_row(trained, name, groups == name, full) for name in names]
        + [_row(trained, "all", np.full(len(groups), fill_value=True), full)]
    )


def _row(trained: Trained, name: str, chosen: Flags, full: bool) -> str:
    truth = {field: trained.table.truth[field][trained.judged.rows][chosen] for field in LABELS}
    shares = {field: shares_of(trained.judged, field, full=full)[chosen] for field in LABELS}
    recall, precision, _ = _found(truth["danger"] == 1, shares["danger"][:, 1] >= trained.models.danger_from)
    joint = _found(truth["joint"] == 1, shares["joint"][:, 1] >= trained.models.joint_from)[2]
    right = {field: float((shares[field].argmax(axis=1) == truth[field]).mean()) for field in ("owner", "type")}
    error = calibration_error(shares["owner"], truth["owner"])
    figures = (right["owner"], right["type"], recall, precision, joint, error)
    return f"| {name} | {int(chosen.sum())} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"


def _found(truth: Flags, said: Flags) -> tuple[float, float, float]:
    """Recall, precision and F1."""
    both = float((truth & said).sum())
    recall, precision = both / max(float(truth.sum()), 1.0), both / max(float(said.sum()), 1.0)
    return recall, precision, 2 * recall * precision / max(recall + precision, 1e-9)


def calibration_error(shares: Floats, truth: NDArray[np.int64]) -> float:
    """Expected calibration error: how far confidence is from the share of right answers, over ten bins."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    places = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps: Mapping[int, float] = {
        place: abs(float(sure[places == place].mean() - right[places == place].mean()))
        * float((places == place).mean())
        for place in np.unique(places).tolist()
    }
    return sum(gaps.values())
