"""``twinline rules …``: editions of the rules — list, export, import, check, publish, roll back, verify."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from twinline.kernel.messages import text

NUMBER = click.argument("number", type=click.IntRange(0, 999_999_999))
BY = click.option("--by", "login", required=True, help=text("rules_command.by"))


@click.group("rules", help=text("rules.help"))
def command() -> None:
    """Exit code 1 when something was refused."""


def _run(name: str, *args: Any) -> None:
    getattr(import_module("twinline.commands._rules"), name)(*args)


@command.command("list", help=text("rules_command.list"))
def list_editions() -> None:
    """One JSON object a line, newest first."""
    _run("list_editions")


@command.command("export", help=text("rules_command.export"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--edition", type=click.IntRange(0), help=text("rules_command.edition"))
@click.option("--packaged", "shipped", is_flag=True, help=text("rules_command.packaged"))
def export(file: Path, edition: int | None, shipped: bool) -> None:
    """Write a workbook; with ``--packaged`` no database is needed."""
    _run("export", file, edition, shipped)


@command.command("import", help=text("rules_command.import"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", help=text("rules_command.title"))
@click.option("--into", "number", type=click.IntRange(1), help=text("rules_command.into"))
@BY
def import_file(file: Path, title: str | None, number: int | None, login: str) -> None:
    """Into a new draft, or one that is there; its number."""
    _run("import_file", file, title, number, login)


@command.command("check", help=text("rules_command.check"))
@NUMBER
def check_edition(number: int) -> None:
    """Exit code 1 when there are errors."""
    _run("check_edition", number)


@command.command("publish", help=text("rules_command.publish"))
@NUMBER
@click.option("--from", "day", type=click.DateTime(["%Y-%m-%d"]), help=text("rules_command.from"))
@click.option("--replace-newer", is_flag=True, help=text("rules_command.replace_newer"))
@BY
def publish(number: int, day: Any, replace_newer: bool, login: str) -> None:
    _run("publish", number, day, replace_newer, login)


@command.command("rollback", help=text("rules_command.rollback"))
@NUMBER
@click.option("--reason", required=True, help=text("rules_command.reason"))
@BY
def rollback(number: int, reason: str, login: str) -> None:
    """In force at once, in every process."""
    _run("rollback", number, reason, login)


@command.command("verify", help=text("rules_command.verify"))
@click.argument("numbers", type=click.IntRange(0), nargs=-1)
def verify(numbers: tuple[int, ...]) -> None:
    """Without numbers all published editions; exit code 1 when one does not hold."""
    _run("verify", numbers)
