"""Labelled rows of a file for ``triage train`` and ``evaluate``: which column says what, and what each row says."""

import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import click
from cryptography.hazmat.primitives.hashes import SM3, Hash

from twinline.intake import files
from twinline.kernel.errors import Invalid, Problem
from twinline.kernel.messages import text
from twinline.models import workshop
from twinline.nlp import plain

LABEL_HEADERS: Mapping[str, tuple[str, ...]] = {
    "owner": ("owner", "归属", "受理归属", "归属平台"),
    "danger": ("danger", "危险", "是否危险"),
    "joint": ("joint", "联动", "是否联动"),
    "matter": ("matter", "事项", "事项名称"),
    "department": ("department", "承办单位", "主办单位", "责任单位", "承办部门"),
    "type": ("type", "诉求类型", "工单类型"),
    "category": ("label", "一级标签", "一级分类", "标签", "类别", "分类", "诉求类别", "问题类别", "category", "class"),
}  # fmt: skip
SHOWN_FAULTS = 5
BLOCK = 1 << 20
PLAIN_EVERY_S = 5.0


class NoLabels(Invalid):
    """No column of the file holds a label."""

    code: ClassVar[str] = "commands.no_labels"


class TooManyFaults(Invalid):
    """More rows are unusable than usable: the file is not what it is taken for."""

    code: ClassVar[str] = "commands.too_many_faults"


@dataclass(frozen=True, slots=True)
class Layout:
    """The headers of the title (or None), of the words, and of each field's label."""

    words: str
    title: str | None
    labels: Mapping[str, str]

    @property
    def shown(self) -> dict[str, str]:
        """As the card keeps it."""
        return {"words": self.words, "title": self.title or "", **{f"label.{n}": h for n, h in self.labels.items()}}


@dataclass(slots=True)
class Faults:
    """Rows that cannot be used, by reason, with where the first ones are."""

    count: int = 0
    rows: int = 0
    reasons: Counter[str] = field(default_factory=Counter[str])

    def note(self, number: int, problem: Problem) -> None:
        self.count += 1
        self.reasons[problem.code] += 1
        if self.count <= SHOWN_FAULTS:
            click.echo(text("train_command.row_left_out", row=number, reason=problem.message()), err=True)


class _Empty(Invalid):
    code: ClassVar[str] = "commands.row_without_words"


class LabelledFile:
    """One file, to be read as often as needed. Raises what ``intake.files`` raises, NoLabels, TooManyFaults."""

    def __init__(self, path: Path, *, columns: Sequence[str], labels: Mapping[str, str], encoding: str | None) -> None:
        self.path = path
        given = {"words": columns[-1], **({"title": columns[0]} if len(columns) > 1 else {})} if columns else {}
        self._options = files.FileOptions(platform="12345", source=path.stem, columns=given, encoding=encoding)
        self._labels = labels
        self.faults = Faults()
        with self._cells() as source:
            told = (tuple(cells) for _, cells, _ in source.rows if not isinstance(cells, Problem))
            headers: tuple[str, ...] = source.headers or next(told, ())
        self.layout = self._layout(headers)

    def _layout(self, headers: Sequence[str]) -> Layout:
        columns = files.columns_of(headers, self._options.columns)
        found = {files.bare(header): header for header in reversed(headers)}
        for name, header in self._labels.items():
            if files.bare(header) not in found:
                raise files.NoSuchColumn(column=header, headers="、".join(headers))
            if name == "":
                raise NoLabels(headers="、".join(headers))
        labels = {name: found[files.bare(header)] for name, header in self._labels.items()} or {
            name: found[alias] for name, names in LABEL_HEADERS.items() for alias in reversed(names) if alias in found
        }
        taken = {columns["words"], columns.get("title")}
        labels = {name: header for name, header in labels.items() if header not in taken}
        if not labels:
            raise NoLabels(headers="、".join(headers))
        return Layout(columns["words"], columns.get("title"), labels)

    @contextmanager
    def _cells(self) -> Generator[files.Source]:
        with files.read_cells(self.path, options=self._options) as source:
            yield source

    def rows(self, *, tell: bool = False) -> Iterator[tuple[int, str, dict[str, str | None]]]:
        """Number, prepared text and labels of every row that can be used; ``tell`` names the others."""
        layout = self.layout
        with self._cells() as source:
            for number, cells, _ in source.rows:
                if tell:
                    self.faults.rows += 1
                problem = cells if isinstance(cells, Problem) else None
                words = "" if isinstance(cells, Problem) else _text(cells.get(layout.words))
                if not problem and not words.strip():
                    problem = _Empty()
                if problem or isinstance(cells, Problem):
                    if tell and problem:
                        self.faults.note(number, problem)
                    continue
                title = _text(cells.get(layout.title)) if layout.title else ""
                told = {name: _text(cells.get(header)) for name, header in layout.labels.items()}
                yield number, plain(words, title=title), {n: workshop.label_of(n, cell) for n, cell in told.items()}
        if tell and self.faults.count * 2 > self.faults.rows:
            raise TooManyFaults(count=self.faults.count, rows=self.faults.rows)

    def digest(self) -> str:
        """SM3 of the file, in hexadecimal."""
        digest = Hash(SM3())
        with self.path.open("rb") as raw:
            while block := raw.read(BLOCK):
                digest.update(block)
        return digest.finalize().hex()


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


class Teller:
    """Says how far a long piece of work is: a bar on a terminal, a line every five seconds elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._stack, self._tasks, self._last, self._bar = ExitStack(), dict[str, Any](), time.monotonic(), None
        self._quiet = quiet

    def __enter__(self) -> "Teller":
        if sys.stderr.isatty() and not self._quiet:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = self._stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        name = text(f"train_command.step.{step}")
        if self._bar is not None:
            if step not in self._tasks:
                self._tasks[step] = self._bar.add_task(name)
            self._bar.update(self._tasks[step], completed=done, total=total or None)
        elif not self._quiet and time.monotonic() - self._last >= PLAIN_EVERY_S:
            self._last = time.monotonic()
            click.echo(f"{name} {done}/{total}" if total else f"{name} {done}", err=True)
