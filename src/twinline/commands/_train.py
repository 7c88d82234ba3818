"""``twinline triage train FILE``: learn a city's own labels, or the product's, from labelled orders (R68)."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import numpy as np
import orjson

from twinline.commands._figures import show_figures
from twinline.commands._labelled import LabelledFile, Teller
from twinline.commands._port import embedding_port
from twinline.kernel.clock import SystemClock
from twinline.kernel.messages import text
from twinline.models import Card, save_model, workshop
from twinline.nlp import learning, streaming
from twinline.settings import settings


def train(
    *, file: Path, words: tuple[str, ...], labels: Mapping[str, str], encoding: str, sample: int | None, semantic: bool,
    lend: bool, out: Path | None, name: str | None, as_json: bool,
) -> None:  # fmt: skip
    """A folder with the model and its card, or with ``--register`` a candidate in the registry."""
    begin = time.monotonic()
    source = LabelledFile(file, columns=words, labels=labels, encoding=None if encoding == "auto" else encoding)
    with Teller() as told:
        learned, rows, figures, left_out = _learn(source, sample, told, semantic=semantic, lend=lend)
    card = workshop.make_card(
        name=name or file.stem, created=SystemClock().now().isoformat(timespec="seconds"), learned=learned,
        columns=source.layout.shown, rows=rows, left_out=left_out, data_hash=source.digest(), figures=figures,
        seconds=time.monotonic() - begin,
    )  # fmt: skip
    _keep(card, learned, out or (None if name else settings().var_dir / "models" / file.stem), name)
    if as_json:
        click.echo(orjson.dumps(card).decode())
    else:
        show_figures(card["metrics"], note=text(f"train_command.measured.{card['measured'].replace('-', '_')}"))


def _learn(
    source: LabelledFile, sample: int | None, told: Teller, *, semantic: bool, lend: bool
) -> tuple[learning.Learned, int, dict[str, dict[str, Any]], dict[str, Any]]:
    """The model, how many rows taught it, its figures on rows not seen, and what was left out."""
    sheet, lengths = workshop.Sheet(), list[int]()
    total = 0
    for number, words, labels in source.rows(tell=True):
        total += 1
        told("read", total, 0)
        if total <= workshop.IN_MEMORY_MAX or sample:
            sheet.add(words, labels, str(number))
        if total % 10 == 0:
            lengths.append(len(words))
    if sample and sample < total:
        sheet, total = _thinned(sheet, sample), sample
    left_out = {"rows": source.faults.count, "reasons": dict(source.faults.reasons)}
    if total <= workshop.IN_MEMORY_MAX:
        port = embedding_port(batch=True) if semantic else None
        learned, dropped = workshop.learn_sheet(sheet, port=port, told=told, lend=lend)
        return learned, total, workshop.figures_of(learned, sheet.labels, sheet.ids), left_out | {"classes": dropped}
    rows = _walk(sheet) if sample else _reread(source)
    learned = workshop.learn_rows(rows, total=total, long=_long(lengths), told=told)
    return learned, total, _held_out(learned, source, sheet if sample else None), left_out


def _long(lengths: list[int]) -> bool:
    return bool(lengths) and float(np.median(lengths)) > workshop.LONG_LETTER


def _thinned(sheet: workshop.Sheet, sample: int) -> workshop.Sheet:
    keep: list[int] = np.sort(np.random.default_rng(0).permutation(len(sheet.texts))[:sample]).tolist()
    labels = {name: [column[i] for i in keep] for name, column in sheet.labels.items()}
    return workshop.Sheet([sheet.texts[i] for i in keep], labels, [sheet.ids[i] for i in keep])


def _walk(sheet: workshop.Sheet) -> streaming.Rows:
    return lambda: ((t, {name: c[n] for name, c in sheet.labels.items()}) for n, t in enumerate(sheet.texts))


def _reread(source: LabelledFile) -> streaming.Rows:
    return lambda: ((words, labels) for _, words, labels in source.rows())


def _held_out(
    learned: learning.Learned, source: LabelledFile, sheet: workshop.Sheet | None
) -> dict[str, dict[str, Any]]:
    """Figures on the rows that a stream kept aside."""
    if sheet is not None:
        return workshop.figures_of(learned, sheet.labels, sheet.ids)
    truth: dict[str, list[str | None]] = {name: [] for name in learned.unseen}
    for _, _, labels in source.rows():
        for name, column in truth.items():
            column.append(labels.get(name))
    return workshop.figures_of(learned, truth, ())


def _keep(card: Card, learned: learning.Learned, out: Path | None, name: str | None) -> None:
    if out is not None:
        save_model(out, learned.model, card)
        click.echo(text("train_command.saved", folder=out, version=card["version"], rows=card["rows"],
                        seconds=card["seconds"]), err=True)  # fmt: skip
    if name is not None:
        from twinline.commands._registry import register_model

        register_model(name, learned.model, card)
        click.echo(text("train_command.registered", name=name), err=True)
