"""``twinline demo``: a city with both numbers, live, until Ctrl-C."""

import sys
from importlib import import_module

import click

from twinline.kernel.messages import text

UNITS = {"s": 60.0, "m": 1.0}


def _pace(ctx: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    """``2/s`` or ``30/m`` as messages a minute."""
    if given is None:
        return None
    amount, _, unit = given.partition("/")
    try:
        found = float(amount) * UNITS[unit or "m"]
    except (ValueError, KeyError) as error:
        raise click.BadParameter(text("demo.bad_pace")) from error
    if not 0 < found <= 60_000:
        raise click.BadParameter(text("demo.bad_pace"))
    return found


@click.command("demo", help=text("demo.help"))
@click.option("--pace", callback=_pace, help=text("demo.pace"))
@click.option("--port", type=click.IntRange(0, 65535), help=text("demo.port"))
@click.option("--reset", "forget", is_flag=True, help=text("demo.reset"))
@click.option("--smoke", "trial", is_flag=True, help=text("demo.smoke"))
def command(pace: float | None, port: int | None, forget: bool, trial: bool) -> None:
    """Exit code 1 when the trial found violations."""
    if code := import_module("twinline.commands._demo").run(pace, port, forget=forget, trial=trial):
        sys.exit(code)
