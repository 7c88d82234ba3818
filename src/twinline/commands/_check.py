"""Verifying the six promises on the current database, for ``twinline check``."""

import asyncio
import time
from dataclasses import asdict

import click
import orjson

from twinline.clocks import load_city
from twinline.integrity import Report, check
from twinline.kernel.clock import SystemClock
from twinline.kernel.db import Database
from twinline.kernel.migrate import check_revision
from twinline.settings import database_url, settings


def run(limit: int) -> bool:
    """Print one JSON object; whether every promise holds."""
    begin = time.monotonic()
    report = asyncio.run(_check(database_url(settings()), limit))
    shown = [asdict(violation) for violation in report.violations[:limit]]
    found = {"checked": dict(report.checked), "violations": shown, "ok": report.ok}
    click.echo(orjson.dumps(found | {"seconds": round(time.monotonic() - begin, 2)}).decode())
    return report.ok


async def _check(url: str, limit: int) -> Report:
    db = Database(url, size_max=1)
    await db.open()
    try:
        async with db.transaction() as tx:
            await check_revision(tx.conn)
        city = await load_city(db)
    finally:
        await db.close()
    return await check(url, city, now=SystemClock().now(), limit=limit, hosts=settings().hosted)
