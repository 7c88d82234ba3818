"""``twinline check``: verify the six promises on the current database; exit code 1 when one is broken."""

import asyncio
import sys
import time
from dataclasses import asdict

import click
import orjson

from twinline.clocks import load_city
from twinline.integrity import Report, check
from twinline.kernel.clock import SystemClock
from twinline.kernel.db import Database
from twinline.kernel.messages import text
from twinline.kernel.migrate import check_revision
from twinline.settings import database_url, settings

LIMIT = 100


@click.command("check", help=text("check.help"))
@click.option("--limit", type=click.IntRange(1, 100_000), default=LIMIT, show_default=True, help=text("check.limit"))
def command(limit: int) -> None:
    """One JSON object on standard output."""
    begin = time.monotonic()
    report = asyncio.run(_check(database_url(settings()), limit))
    shown = [asdict(violation) for violation in report.violations[:limit]]
    found = {"checked": dict(report.checked), "violations": shown, "ok": report.ok}
    click.echo(orjson.dumps(found | {"seconds": round(time.monotonic() - begin, 2)}).decode())
    sys.exit(0 if report.ok else 1)


async def _check(url: str, limit: int) -> Report:
    db = Database(url, size_max=1)
    await db.open()
    try:
        async with db.transaction() as tx:
            await check_revision(tx.conn)
        city = await load_city(db)
    finally:
        await db.close()
    return await check(url, city, now=SystemClock().now(), limit=limit)
