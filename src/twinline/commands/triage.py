"""``twinline triage``: what can be asked of it. What does the work is imported when it is called, not to show help."""

import sys
from importlib import import_module

import click

from twinline.kernel.messages import text

STDIO = "-"
JUDGE = "judge"
WHEN = ("off", "when-unsure", "always")
SUBCOMMANDS = ("train", "evaluate", "evidence", "routes")


@click.command("judge", help=text("triage_command.help"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--out", default=STDIO, show_default=True, type=click.Path(dir_okay=False, allow_dash=True),
              help=text("triage_command.out"))  # fmt: skip
@click.option("--errors", type=click.Path(dir_okay=False), help=text("triage_command.errors"))
@click.option("--semantic", "when", type=click.Choice(WHEN), default="when-unsure", show_default=True,
              help=text("triage_command.semantic"))  # fmt: skip
def judge_file(file: str, out: str, errors: str | None, when: str) -> None:
    """Exit code 1 when a line was refused."""
    if code := import_module("twinline.commands._judge").judge_file(file, out, errors, when):
        sys.exit(code)


class Triage(click.Group):
    """``triage FILE`` judges; ``triage train`` and ``triage evaluate`` are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*SUBCOMMANDS, *self.get_help_option_names(ctx)}:
            args = [JUDGE, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [JUDGE, *SUBCOMMANDS]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing what it lists."""
        names = {JUDGE: "triage"}
        rows = [(name, text(f"{names.get(name, name)}_command.help")) for name in self.list_commands(ctx)]
        with formatter.section(text("cli.commands")):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == JUDGE:
            return judge_file
        return import_module(f"twinline.commands._{cmd_name}").command if cmd_name in SUBCOMMANDS else None


@click.command("triage", cls=Triage, subcommand_metavar="FILE | COMMAND [ARGS]...", help=text("triage_command.help"))
def command() -> None:
    """With a file and no subcommand: judge it."""
