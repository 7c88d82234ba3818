"""``twinline triage evidence``: what persons corrected, as labelled rows for ``triage train`` (R30, R68)."""

import asyncio
from pathlib import Path

import click

from twinline.kernel.db import Database
from twinline.kernel.messages import text
from twinline.kernel.migrate import check_revision
from twinline.settings import database_url, settings
from twinline.trials import evidence


def write_evidence(out: Path) -> None:
    """The file is only put in its place when it is whole."""
    draft = out.with_name(f".{out.name}.part")
    try:
        count = asyncio.run(_write(draft))
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(text("evidence_command.written", count=count, file=out), err=True)


async def _write(path: Path) -> int:
    db = Database(database_url(settings()), size_max=2)
    await db.open(wait_s=10)
    try:
        with path.open("w", encoding="utf-8", newline="") as target:
            async with db.transaction() as tx:
                await check_revision(tx.conn)
                return await evidence.export(tx, target)
    finally:
        await db.close()
