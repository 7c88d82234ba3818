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


def _kinds(ctx: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
    """``nats,ferry`` as kinds, the preferred first."""
    kinds = tuple(dict.fromkeys(given.split(","))) if given else ()
    if set(kinds) - {"https", "nats", "tables", "ferry"}:
        raise click.BadParameter(text("demo.bad_transport"))
    return kinds


@click.command("demo", help=text("demo.help"))
@click.option("--pace", callback=_pace, help=text("demo.pace"))
@click.option("--port", type=click.IntRange(0, 65535), help=text("demo.port"))
@click.option("--reset", "forget", is_flag=True, help=text("demo.reset"))
@click.option("--smoke", "trial", is_flag=True, help=text("demo.smoke"))
@click.option("--federated", is_flag=True, help=text("demo.federated"))
@click.option("--via-hub", is_flag=True, help=text("demo.via_hub"))
@click.option("--departments", is_flag=True, help=text("demo.departments"))
@click.option("--transport", default="", callback=_kinds, help=text("demo.transport"))
def command(
    pace: float | None,
    port: int | None,
    forget: bool,
    trial: bool,
    federated: bool,
    via_hub: bool,
    departments: bool,
    transport: tuple[str, ...],
) -> None:
    """Exit code 1 when the trial found violations."""
    if via_hub and not federated:
        raise click.UsageError(text("demo.hub_alone"))
    if transport and (via_hub or not federated):
        raise click.UsageError(text("demo.transport_alone"))
    kinds = transport or ("https", "ferry")
    if departments and (federated or trial):
        raise click.UsageError(text("demo.departments_alone"))
    run = import_module("twinline.commands._demo").run
    how = {"federated": federated, "via_hub": via_hub, "kinds": kinds, "departments": departments}
    if code := run(pace, port, forget=forget, trial=trial, **how):
        sys.exit(code)
