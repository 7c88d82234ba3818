"""``twinline exchange …``: this platform's card for its peers, the peers, and how the exchange with them stands."""

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from twinline.kernel.messages import text

NAME = click.argument("name")
SCHEMES = (
    "type", "domain", "matter", "department", "deadline_class", "police_class", "division", "unit", "reason_code",
    "satisfaction",
)  # fmt: skip


@click.group("exchange", help=text("exchange_command.help"))
def command() -> None:
    """Exit code 1 when something was refused."""


def _run(name: str, *args: Any, module: str = "_exchange") -> None:
    getattr(import_module(f"twinline.commands.{module}"), name)(*args)


@command.command("card", help=text("exchange_command.card"))
@click.option("--division", "divisions", multiple=True, required=True, help=text("exchange_command.division"))
@click.option("--title", default="", help=text("exchange_command.title"))
def card(divisions: tuple[str, ...], title: str) -> None:
    """One JSON object that a peer's administrator reads in with ``peer``."""
    _run("card", divisions, title)


@command.command("peer", help=text("exchange_command.peer"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--transport", "transports", multiple=True, help=text("exchange_command.transport"))
def peer(file: Path, transports: tuple[str, ...]) -> None:
    """Add the peer of a card, or bring it up to date; each transport is a JSON object, the preferred one first."""
    _run("peer", file, transports)


@command.command("switch", help=text("exchange_command.switch"))
@NAME
@click.argument("state", type=click.Choice(["on", "off"]))
def switch(name: str, state: str) -> None:
    """Whether anything is exchanged with a peer."""
    _run("switch", name, state == "on")


@command.command("codes", help=text("exchange_command.codes"))
@NAME
@click.option("--own", multiple=True, type=click.Choice(SCHEMES), help=text("exchange_command.own"))
def codes(name: str, own: tuple[str, ...]) -> None:
    """One JSON object a line: a code that nobody has mapped, and how many messages wait for it."""
    _run("codes", name, own)


@command.command("restored", help=text("exchange_command.restored"))
@click.option("--show", is_flag=True, help=text("exchange_command.restored_show"))
def restored(show: bool) -> None:
    """One JSON object a line: what was and is recovered from each peer."""
    _run("restored", show)


@command.command("check", help=text("exchange_command.check"))
@NAME
@click.option("--json", "as_json", is_flag=True, help=text("exchange_command.check_json"))
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help=text("exchange_command.check_html"))
@click.option("--region", default="", help=text("exchange_command.check_region"))
@click.option("--go-live", type=click.DateTime(["%Y-%m-%d"]), help=text("exchange_command.check_go_live"))
@click.option(
    "--wait", type=click.FloatRange(0.1, 86_400), default=15.0, show_default=True, help=text("exchange_command.wait")
)
def check(name: str, as_json: bool, html: Path | None, region: str, go_live: datetime | None, wait: float) -> None:
    """Each trial as soon as it is over; exit code 1 when one failed."""
    _run("check", name, as_json, html, region, go_live.date() if go_live else None, wait, module="_checkup")


@command.command("sandbox", help=text("exchange_command.sandbox"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--hosts", type=click.Choice(["12345", "110"]), help=text("exchange_command.sandbox_hosts"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=text("exchange_command.sandbox_port"))
@click.option("--transport", "transports", multiple=True, help=text("exchange_command.transport"))
def sandbox(file: Path, hosts: str | None, port: int, transports: tuple[str, ...]) -> None:
    """Until Ctrl-C a sandbox for the platform of a card; prints its own card and the ways to it as JSON."""
    _run("sandbox", file, hosts, port, transports, module="_sandbox")


@command.command("status", help=text("exchange_command.status"))
def status() -> None:
    """One JSON object a line: numbers reached, waiting, unanswered, refused, held back."""
    _run("status")


@command.group("eido", help=text("exchange_command.eido"))
def eido() -> None:
    """Police orders as EIDO files; exit code 1 when something was refused."""


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@eido.command("export", help=text("exchange_command.eido_export"))
@click.argument("number")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=text("exchange_command.eido_out"))
def eido_export(number: str, out: Path | None) -> None:
    """The document of a police order."""
    _run("write", number, out, module="_eido")


@eido.command("import", help=text("exchange_command.eido_import"))
@click.argument("files", nargs=-1, required=True, type=FILE)
def eido_import(files: tuple[Path, ...]) -> None:
    """One JSON object a file: what was registered, or why not."""
    _run("read", files, module="_eido")


@eido.command("validate", help=text("exchange_command.eido_validate"))
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--schema", required=True, type=click.Path(exists=True, path_type=Path), help=text("exchange_command.eido_schema")
)
def eido_validate(files: tuple[Path, ...], schema: Path) -> None:
    """One JSON object a file: whether it fits the published schema, and where it does not."""
    _run("check", schema, files, module="_eido")
