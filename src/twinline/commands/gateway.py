"""``twinline gateway``: exchange messages with peers until told to stop."""

from importlib import import_module

import click

from twinline.kernel.messages import text


@click.command("gateway", help=text("gateway.help"))
def command() -> None:
    """Any number may run for one instance; one of them listens for peers when a port is set."""
    import_module("twinline.commands._gateway").main()
