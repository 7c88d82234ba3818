"""A city with both numbers, live, until Ctrl-C, for ``twinline demo``."""

import signal
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


def run(pace: float | None, port: int | None, *, forget: bool, trial: bool) -> int:
    """The exit code: 1 when the trial found violations."""
    configure_logs(level="error")
    chosen = settings() if port is None else settings().model_copy(update={"port": port})
    if forget:
        reset(chosen)
        click.echo(text("demo.forgotten"))
    elif trial:
        return _show(smoke(_tell, database_url=chosen.database_url))
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
    return 0


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
