"""A city with both numbers, live, until Ctrl-C, for ``twinline demo``."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

import click
import orjson

from twinline.demo import Federation, Figures, Joint, Town, memory_mb, reset, smoke
from twinline.demo import forget as forget_both
from twinline.demo import trial as try_both
from twinline.identity import ROLES
from twinline.kernel.logs import configure_logs
from twinline.kernel.messages import text
from twinline.settings import settings


def run(
    pace: float | None,
    port: int | None,
    *,
    forget: bool,
    trial: bool,
    federated: bool,
    via_hub: bool,
    kinds: Sequence[str],
    departments: bool,
) -> int:
    """The exit code: 1 when the trial found violations."""
    configure_logs(level="error")
    own = ({} if port is None else {"port": port}) | ({"webhook_loopback": True} if departments else {})
    chosen = settings().model_copy(update=own)
    if forget:
        reset(chosen)
        forget_both(chosen)
        click.echo(text("demo.forgotten"))
    elif trial and federated:
        return _show_both(try_both(_tell, via_hub=via_hub, kinds=kinds))
    elif trial:
        return _show(smoke(_tell, database_url=chosen.database_url))
    else:
        running = (
            Federation(chosen, click.echo, via_hub=via_hub, kinds=kinds)
            if federated
            else Town(chosen, click.echo, departments=departments)
        )
        _live(running, pace or chosen.demo_per_minute)
    return 0


def _live(running: Town | Federation, per_minute: float) -> None:
    begin = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopper(running))
    with running:
        seconds = time.monotonic() - begin
        if isinstance(running, Federation):
            _welcome_both(running, seconds)
        else:
            _welcome(running, seconds)
        click.echo(text("demo.how_to_stop"))
        running.open_lines(per_minute=per_minute)
        running.watch()
        click.echo(text("demo.stopping"))
    click.echo(text("demo.stopped"))


def _stopper(running: Town | Federation) -> Callable[[int, FrameType | None], None]:
    """Before everything is up, Ctrl-C breaks off; then it ends the watch; while stopping, it changes nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        if not running.start_s and not running.stopping.is_set():
            raise KeyboardInterrupt
        running.stopping.set()

    return stop


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _show(figures: Figures) -> int:
    for line in (*figures.faults, *map(str, figures.report.violations)):
        _tell(line)
    click.echo(orjson.dumps(figures.shown()).decode())
    return 0 if figures.report.ok else 1


def _show_both(found: Joint) -> int:
    for line in (*found.faults, *found.violations, *found.differences):
        _tell(line)
    click.echo(orjson.dumps(found.shown()).decode())
    return 0 if found.ok else 1


def _welcome(town: Town, seconds: float) -> None:
    click.echo(text("demo.ready", url=town.url, seconds=f"{seconds:.1f}"))
    _people(town)


def _welcome_both(both: Federation, seconds: float) -> None:
    for name, town in both.towns.items():
        title = text(f"demo.side_{town.chosen.hosts}")
        click.echo(text("demo.instance", name=name, title=title, url=town.url))
        _people(town)
    memory = memory_mb(both.children)
    click.echo(text("demo.both_ready", seconds=f"{seconds:.1f}", memory=memory))


def _people(town: Town) -> None:
    if "12345" in town.chosen.hosted:
        click.echo(text("demo.portal", url=f"{town.url}/portal"))
    found = town.credentials
    people = [account for account in found.accounts if account["password"]]
    click.echo(text("demo.accounts", password=people[0]["password"]))
    for account in people:
        role = ROLES[account["role"]].zh
        click.echo(text("demo.account", login=account["login"], name=account["name"], role=role, unit=account["unit"]))
    click.echo(text("demo.files", file=found.path))
