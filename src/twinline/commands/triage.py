"""``twinline triage``: what can be asked of it. What does the work is imported when it is called, not to show help."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from twinline.kernel.messages import text

STDIO = "-"
JUDGE = "judge"
WHEN = ("off", "when-unsure", "always")
LABELLED = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
ENCODING = click.option("--encoding", default="auto", show_default=True, help=text("train_command.encoding"))
AS_JSON = click.option("--json", "as_json", is_flag=True, help=text("train_command.json"))


@click.command("judge", help=text("triage_command.help"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--out", default=STDIO, show_default=True, type=click.Path(dir_okay=False, allow_dash=True),
              help=text("triage_command.out"))  # fmt: skip
@click.option("--errors", type=click.Path(dir_okay=False), help=text("triage_command.errors"))
@click.option("--semantic", "when", type=click.Choice(WHEN), default="when-unsure", show_default=True,
              help=text("triage_command.semantic"))  # fmt: skip
@click.option("--database", is_flag=True, help=text("triage_command.database"))
def judge_file(file: str, out: str, errors: str | None, when: str, database: bool) -> None:
    """Exit code 1 when a line was refused."""
    if code := import_module("twinline.commands._judge").judge_file(file, out, errors, when, database=database):
        sys.exit(code)


class Triage(click.Group):
    """``triage FILE`` judges; ``triage train`` and the others are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = [JUDGE, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, with all that each says of itself."""
        with formatter.section(text("cli.commands")):
            formatter.write_dl([(name, one.help or "") for name, one in self.commands.items()])


@click.group("triage", cls=Triage, subcommand_metavar="FILE | COMMAND [ARGS]...", help=text("triage_command.help"))
def command() -> None:
    """With a file and no subcommand: judge it."""


command.add_command(judge_file)


def pairs(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``--label FIELD=COLUMN``; a bare column is the city's own label."""
    return {name or header: column for name, column, header in map(_pair, given)}


def _pair(one: str) -> tuple[str, str, str]:
    name, equals, column = one.partition("=")
    return (name, column, "") if equals else ("category", one, "")


def columns(ctx: click.Context, parameter: click.Parameter, given: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip()) if given else ()


TEXT = click.option("--text", "words", callback=columns, help=text("train_command.text"))
LABEL = click.option("--label", "labels", multiple=True, callback=pairs, help=text("train_command.label"))


@command.command("train", help=text("train_command.help"))
@LABELLED
@TEXT
@LABEL
@ENCODING
@click.option("--sample", type=click.IntRange(100), help=text("train_command.sample"))
@click.option("--semantic/--no-semantic", default=True, show_default=True, help=text("train_command.semantic"))
@click.option("--lend/--no-lend", default=True, show_default=True, help=text("train_command.lend"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=text("train_command.out"))
@click.option("--register", "name", help=text("train_command.register"))
@AS_JSON
def train(**given: Any) -> None:
    """A folder with the model and its card, or with ``--register`` a candidate in the registry."""
    import_module("twinline.commands._train").train(**given)


@command.command("evaluate", help=text("evaluate_command.help"))
@LABELLED
@click.option("--model", default="shipped", show_default=True, help=text("evaluate_command.model"))
@TEXT
@LABEL
@ENCODING
@click.option("--semantic/--no-semantic", default=True, show_default=True, help=text("evaluate_command.semantic"))
@AS_JSON
def evaluate(**given: Any) -> None:
    """Per class precision, recall and F1, macro-F1, accuracy, calibration, danger recall, confusions."""
    import_module("twinline.commands._evaluate").evaluate(**given)


@command.command("evidence", help=text("evidence_command.help"))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help=text("evidence_command.out")
)
def evidence(out: Path) -> None:
    """A file of labelled rows."""
    import_module("twinline.commands._evidence").write_evidence(out)


@command.command("routes", help=text("routes_command.help"))
@LABELLED
@click.option("--semantic/--no-semantic", default=True, show_default=True, help=text("evaluate_command.semantic"))
def routes(file: Path, semantic: bool) -> None:
    """Writes one JSON object."""
    import_module("twinline.commands._routes").measure_file(file, semantic=semantic)
