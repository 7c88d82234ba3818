"""``twinline triage evaluate FILE``: how right a model, or the rules, are on labelled rows (R68)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import orjson

from twinline.commands._figures import show_figures
from twinline.commands._labelled import LabelledFile, Teller
from twinline.commands._port import embedding_port
from twinline.kernel.clock import CHINA, SystemClock
from twinline.kernel.messages import text
from twinline.models import load_saved, workshop
from twinline.nlp import metrics, semantic
from twinline.triage import Decision, Semantic, judge, load_rulebook, rulebook

RULES = "rules"
SHIPPED = ("shipped", RULES)
Judged = Mapping[str, tuple[list[str], list[float]]]


def evaluate(
    *, file: Path, model: str, words: tuple[str, ...], labels: Mapping[str, str], encoding: str, semantic: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Per class precision, recall and F1, macro-F1, accuracy, calibration, danger recall, confusions."""
    source = LabelledFile(file, columns=words, labels=labels, encoding=None if encoding == "auto" else encoding)
    sheet = workshop.Sheet()
    with Teller(quiet=as_json) as told:
        for number, said, given in source.rows(tell=True):
            sheet.add(said, given, str(number))
        if model in SHIPPED:
            judged = _by_product(sheet, model, semantic)
        else:
            judged = _by_model(_load(model), sheet, semantic, told)
    figures = _figures(judged, sheet)
    shown: dict[str, Any] = {"model": model, "file": file.name, "rows": len(sheet.texts), "metrics": figures}
    shown["danger_recall"] = workshop.danger_recall(figures)
    if as_json:
        click.echo(orjson.dumps(shown).decode())
    elif not figures:
        raise click.UsageError(text("evaluate_command.nothing", fields="、".join(judged)))
    else:
        recall = shown["danger_recall"]
        show_figures(figures, note="" if recall is None else text("evaluate_command.danger", recall=f"{recall:.4f}"))


def _figures(judged: Judged, sheet: workshop.Sheet) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, (guess, sure) in judged.items():
        truth = sheet.labels.get(name)
        rows = [n for n, label in enumerate(truth or ()) if label is not None]
        if truth and rows:
            shown = metrics.report(
                field=name, truth=[truth[n] or "" for n in rows], guess=[guess[n] for n in rows],
                confidence=[sure[n] for n in rows], ids=[sheet.ids[n] for n in rows], confusions=20,
            )  # fmt: skip
            found[name] = shown.plain()
    return found


def _load(model: str) -> semantic.TextModel:
    """A folder or file, or a name of the registry."""
    if Path(model).exists():
        return load_saved(Path(model))
    from twinline.commands._registry import fetch_model

    return fetch_model(model)


def _by_model(model: semantic.TextModel, sheet: workshop.Sheet, with_meaning: bool, told: Teller) -> Judged:
    vectors = None
    if model.semantic is not None and with_meaning:
        port = embedding_port(batch=True)
        if port.name == model.semantic.source:
            vectors = workshop.embed_all(sheet.texts, port, told)
        else:
            click.echo(text("evaluate_command.other_provider", wanted=model.semantic.source, has=port.name), err=True)
    return workshop.judge_sheet(model, sheet.texts, vectors=vectors)


def _by_product(sheet: workshop.Sheet, model: str, with_meaning: bool) -> Judged:
    """What the product itself says: its rules and models, or its rules alone."""
    book = load_rulebook(as_of=SystemClock().now().astimezone(CHINA).date())
    book = rulebook.without_models(book) if model == RULES else book
    meaning = Semantic(embedding_port()) if with_meaning and model != RULES else None
    decisions = [judge(words, rulebook=book, semantic=meaning) for words in sheet.texts]
    return {name: _said(name, decisions) for name in ("owner", "type", "danger", "joint", "department", "matter")}


def _said(name: str, decisions: Sequence[Decision]) -> tuple[list[str], list[float]]:
    values = [getattr(decision, name) for decision in decisions]
    return [_cell(value) for value in values], [decision.confidence for decision in decisions]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(getattr(value, "value", value))
