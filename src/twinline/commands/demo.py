"""``twinline demo``: a city with both numbers, live, until Ctrl-C."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

import click
import orjson

from twinline.demo import Figures, Town, reset, smoke
from twinline.identity import ROLES
from twinline.kernel.logs import configure_logs
from twinline.kernel.messages import text
from twinline.settings import settings

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
    configure_logs(level="error")
    chosen = settings() if port is None else settings().model_copy(update={"port": port})
    if forget:
        reset(chosen)
        click.echo(text("demo.forgotten"))
    elif trial:
        sys.exit(_show(smoke(_tell, database_url=chosen.database_url)))
    else:
        begin = time.monotonic()
        town = Town(chosen, click.echo)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stopper(town))
        with town:
            _welcome(town, time.monotonic() - begin)
            town.open_lines(per_minute=pace or chosen.demo_per_minute)
            town.watch()
            click.echo(text("demo.stopping"))
        click.echo(text("demo.stopped"))


def _stopper(town: Town) -> Callable[[int, FrameType | None], None]:
    """Before everything is up, Ctrl-C breaks off; then it ends the watch; while stopping, it changes nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        if not town.start_s and not town.stopping.is_set():
            raise KeyboardInterrupt
        town.stopping.set()

    return stop


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _show(figures: Figures) -> int:
    for line in (*figures.faults, *map(str, figures.report.violations)):
        _tell(line)
    click.echo(orjson.dumps(figures.shown()).decode())
    return 0 if figures.report.ok else 1


def _welcome(town: Town, seconds: float) -> None:
    found = town.credentials
    click.echo(text("demo.ready", url=town.url, seconds=f"{seconds:.1f}"))
    people = [account for account in found.accounts if account["password"]]
    click.echo(text("demo.accounts", password=people[0]["password"]))
    for account in people:
        role = ROLES[account["role"]].zh
        click.echo(text("demo.account", login=account["login"], name=account["name"], role=role, unit=account["unit"]))
    click.echo(text("demo.files", file=found.path))
    click.echo(text("demo.how_to_stop"))
