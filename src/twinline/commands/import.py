"""``twinline import FILE``: register the messages of a file (R14, R36)."""

import sys
from importlib import import_module
from pathlib import Path

import click

from twinline.kernel.messages import text

PLATFORMS = ("12345", "110")


@click.command("import", help=text("import.help"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "columns", multiple=True, help=text("import.map"))
@click.option("--platform", type=click.Choice(PLATFORMS), default="12345", show_default=True,
              help=text("import.platform"))  # fmt: skip
@click.option("--channel", default="import", show_default=True,
              help=text("import.channel"))  # fmt: skip
@click.option("--source", help=text("import.source"))
@click.option("--encoding", help=text("import.encoding"))
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help=text("import.errors"))
@click.option("--dry-run", is_flag=True, help=text("import.dry_run"))
def command(
    file: Path, columns: tuple[str, ...], platform: str, channel: str, source: str | None,
    encoding: str | None, errors: Path | None, dry_run: bool,
) -> None:  # fmt: skip
    """Exit code 1 when rows failed, 130 when stopped."""
    run = import_module("twinline.commands._import").run
    if code := run(file, columns, platform, channel, source, encoding, errors, dry_run=dry_run):
        sys.exit(code)
