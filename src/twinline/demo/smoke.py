"""The demo in a folder of its own, with so many messages, checked and taken down again."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twinline.appeals import PLATFORMS
from twinline.clocks import load_city
from twinline.demo.client import Api
from twinline.demo.stream import Stream
from twinline.demo.town import Tell, Town
from twinline.integrity import Report, check
from twinline.kernel.clock import SystemClock
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.settings import Settings

MESSAGES = 200
WORK_S = 60.0
CLOSED_SHARE = 0.75
PER_MINUTE = 60_000.0
LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What the run came to."""

    report: Report
    setup_s: float
    start_s: float
    faults: tuple[str, ...]
    steps: Mapping[str, int]

    def shown(self) -> dict[str, int | float]:
        counts = self.report.checked
        return {
            "appeals": counts["appeals"], "orders": counts["work_orders"] + counts["police_orders"],
            "handovers": counts["handovers"], "closed": counts["closed"],
            "violations": len(self.report.violations), "setup_s": round(self.setup_s, 2),
            "start_s": round(self.start_s, 2),
        }  # fmt: skip


def smoke(tell: Tell, *, database_url: str | None = None, messages: int = MESSAGES) -> Figures:
    """Run it all once. With ``database_url`` on that database instead of a private one."""
    folder = Path(tempfile.mkdtemp(prefix="twinline-smoke-"))
    chosen = Settings(_env_file=None, var_dir=folder, port=0, database_url=database_url)  # type: ignore[call-arg]
    try:
        with Town(chosen, tell, tempo=0.0) as town:
            stream, cast = town.open_lines(per_minute=PER_MINUTE, until=messages)
            _let_work(town, stream, messages)
            report = asyncio.run(checked(town.database_url))
            town.stopping.set()
            return Figures(report, town.setup_s, town.start_s, tuple(cast.faults), dict(cast.steps))
    finally:
        if not database_url:
            EmbeddedCluster(folder / "postgres").destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _let_work(town: Town, stream: Stream, messages: int) -> None:
    """Until a good share of the orders is closed, for a minute at most."""
    deadline = time.monotonic() + WORK_S
    api = Api(town.port, town.credentials.keys["banzhang01"])
    police = Api(town.port, town.credentials.keys["zhiban01"])
    while time.monotonic() < deadline:
        time.sleep(LOOK_S)
        if stream.sent < messages:
            continue
        left = len(list(api.every("/work-orders", open=True))) + len(list(police.every("/police-orders", open=True)))
        if left <= (1 - CLOSED_SHARE) * messages:
            return


async def checked(url: str, *, hosts: Sequence[str] = PLATFORMS) -> Report:
    """The six promises on a database that hosts these platforms."""
    db = Database(url, size_max=1)
    await db.open()
    try:
        city = await load_city(db)
    finally:
        await db.close()
    return await check(url, city, now=SystemClock().now(), hosts=hosts)
