"""``twinline check``: verify the six promises on the current database."""

import sys
from importlib import import_module

import click

from twinline.kernel.messages import text

LIMIT = 100


@click.command("check", help=text("check.help"))
@click.option("--limit", type=click.IntRange(1, 100_000), default=LIMIT, show_default=True, help=text("check.limit"))
def command(limit: int) -> None:
    """One JSON object on standard output; exit code 1 when a promise is broken."""
    if not import_module("twinline.commands._check").run(limit):
        sys.exit(1)
