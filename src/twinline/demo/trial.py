"""Two instances in a folder of their own, with so many messages: all settles, each keeps the promises, both agree."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twinline.demo.client import Api
from twinline.demo.federation import LOOK_S, Federation, memory_mb, wait
from twinline.demo.queries import Shared, moving, shared
from twinline.demo.smoke import CLOSED_SHARE, MESSAGES, PER_MINUTE, WORK_S, checked
from twinline.demo.stream import Stream
from twinline.demo.town import Tell, Town
from twinline.exchange import peering
from twinline.integrity import Report
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.settings import Settings

SETTLE_S = 90.0
LOOKS_MAX = 40
STILL_LOOKS = 3
WAITING = ("to_push", "unanswered", "held", "to_pass")
ENDED = frozenset(("returned", "expired", "recalled"))
UNTOLD = frozenset(("offered", "recalled", "expired"))
"""A handover that ended before the other side heard of it has one copy."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What the run came to, on both sides."""

    reports: dict[str, Report]
    queues: tuple[dict[str, Any], ...]
    differences: tuple[str, ...]
    faults: tuple[str, ...]
    setup_s: float
    start_s: float
    memory: int

    @property
    def ok(self) -> bool:
        return not any((self.differences, self.violations, self._of("refused"), self._of(*WAITING)))

    @property
    def violations(self) -> list[str]:
        return [f"{name}: {violation}" for name, report in self.reports.items() for violation in report.violations]

    def _of(self, *columns: str) -> int:
        return sum(row[column] for row in self.queues for column in columns)

    def _counted(self, *names: str) -> int:
        return sum(report.checked[name] for report in self.reports.values() for name in names)

    def shown(self) -> dict[str, int | float]:
        return {
            "appeals": self._counted("keys"), "orders": self._counted("work_orders", "police_orders"),
            "handovers": max(report.checked["handovers"] for report in self.reports.values()),
            "closed": self._counted("closed"), "exchanged": self._of("out_seq"), "waiting": self._of(*WAITING),
            "refused": self._of("refused"), "held": self._of("held"), "differences": len(self.differences),
            "violations": len(self.violations), "setup_s": round(self.setup_s, 2),
            "start_s": round(self.start_s, 2), "memory_mb": self.memory,
        }  # fmt: skip


def trial(
    tell: Tell, *, messages: int = MESSAGES, via_hub: bool = False, kinds: Sequence[str] = ("https", "ferry")
) -> Joint:
    """Run both instances once in a folder of their own, and take them down again."""
    folder = Path(tempfile.mkdtemp(prefix="twinline-smoke-"))
    chosen = Settings(_env_file=None, var_dir=folder, port=0)  # type: ignore[call-arg]
    try:
        with Federation(chosen, tell, tempo=0.0, via_hub=via_hub, kinds=kinds) as both:
            return observe(both, messages=messages)
    finally:
        EmbeddedCluster(folder / "federated" / "postgres").destroy()
        shutil.rmtree(folder, ignore_errors=True)


def observe(both: Federation, *, messages: int) -> Joint:
    """Let so many messages be worked on, wait until nothing moves, and look at both databases."""
    stream, casts = both.open_lines(per_minute=PER_MINUTE, until=messages)
    wait(lambda: _worked(both, stream, messages), WORK_S, LOOK_S)
    both.rest()
    memory = memory_mb(both.children)
    asyncio.run(_settled(both))
    found = _looked(both)
    return Joint(
        {name: asyncio.run(checked(town.database_url, hosts=town.chosen.hosted)) for name, town in both.towns.items()},
        tuple(row for queues, _ in found.values() for row in queues),
        tuple(differences(*(found[name][1] for name in both.towns))),
        tuple(fault for cast in casts for fault in cast.faults),
        both.setup_s,
        both.start_s,
        memory,
    )


def _worked(both: Federation, stream: Stream, messages: int) -> bool:
    """Whether a good share of the orders is closed."""
    both.revive()
    if stream.sent < messages:
        return False
    lists = {"gov": ("banzhang01", "/work-orders"), "police": ("zhiban01", "/police-orders")}
    left = 0
    for name, (login, path) in lists.items():
        town = both.towns[name]
        left += len(list(Api(town.port, town.credentials.keys[login]).every(path, open=True)))
    return left <= (1 - CLOSED_SHARE) * messages


async def _settled(both: Federation) -> bool:
    """Whether nothing moves any more, some looks in a row, before it takes too long."""
    still, looks = 0, int(SETTLE_S / LOOK_S)
    while still < STILL_LOOKS and looks:
        both.revive()
        rest = [await _moving(town) for town in both.installations.values()]
        still, looks = (0 if any(rest) else still + 1), looks - 1
        await asyncio.sleep(LOOK_S)
    return still >= STILL_LOOKS


def _looked(both: Federation) -> dict[str, tuple[Sequence[dict[str, Any]], Shared]]:
    """Both databases at a moment when a hub holds nothing: heartbeats go through it all the time."""
    looks = LOOKS_MAX
    while True:
        found = {name: asyncio.run(_look(town)) for name, town in both.installations.items()}
        looks -= 1
        if not looks or not any(row["to_pass"] for queues, _ in found.values() for row in queues):
            return found
        time.sleep(LOOK_S)


@asynccontextmanager
async def _opened(town: Town) -> AsyncGenerator[Database]:
    db = Database(town.database_url, size_max=1)
    await db.open()
    try:
        yield db
    finally:
        await db.close()


async def _moving(town: Town) -> int:
    async with _opened(town) as db, db.transaction() as tx:
        queues = await peering.standing(tx.conn)
        return await moving(tx.conn) + sum(row[column] for row in queues for column in WAITING)


async def _look(town: Town) -> tuple[Sequence[dict[str, Any]], Shared]:
    async with _opened(town) as db, db.transaction() as tx:
        return await peering.standing(tx.conn), await shared(tx.conn)


def differences(one: Shared, other: Shared) -> list[str]:
    """Where two instances say different things of the same matter.

    >>> from uuid import UUID
    >>> id = UUID(int=7)
    >>> differences(Shared({id: "110"}, {}), Shared({id: "12345"}, {}))
    ['appeal 00000000-0000-0000-0000-000000000007: 110, 12345']
    """
    owners = {id: (one.owners[id], other.owners[id]) for id in one.owners.keys() & other.owners.keys()}
    found = [f"appeal {id}: {', '.join(said)}" for id, said in owners.items() if len(set(said)) > 1]
    for id in one.handovers.keys() | other.handovers.keys():
        said = [side.handovers.get(id, "none") for side in (one, other)]
        told = {state for state in said if state != "none"}
        if len(set(said)) > 1 and not told <= (UNTOLD if "none" in said else ENDED):
            found.append(f"handover {id}: {', '.join(said)}")
    return sorted(found)
