"""``twinline simulate``: everything goes wrong between instances, from a seed, and the promises must hold."""

import sys
from importlib import import_module
from typing import Any

import click

from twinline.kernel.messages import text


@click.command("simulate", help=text("simulate.help"))
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help=text("simulate.seed"))
@click.option("--seeds", type=click.IntRange(1), default=1, show_default=True, help=text("simulate.seeds"))
@click.option("--steps", type=click.IntRange(1), default=2_000, show_default=True, help=text("simulate.steps"))
@click.option("--instances", type=click.IntRange(1, 3), default=2, show_default=True, help=text("simulate.instances"))
@click.option("--way", "ways", type=click.Choice(("wire", "ferry", "tables")), multiple=True, help=text("simulate.way"))
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help=text("simulate.workers"))
@click.option("--story", is_flag=True, help=text("simulate.story"))
def command(**asked: Any) -> None:
    """One JSON object a seed and one for all on standard output, progress on standard error; exit code 1 for any
    violation."""
    if not import_module("twinline.commands._simulate").run(**asked):
        sys.exit(1)
