"""Where runs take place: a private server, a template made once, and copies of it for every run."""

import contextlib
import random
import tempfile
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from twinline.installation import migrate_database, seed_database
from twinline.kernel.clock import ManualClock
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.places import Divisions
from twinline.simulate import store
from twinline.simulate.ferry import FerryRoad
from twinline.simulate.model import Outcome, Plan
from twinline.simulate.roads import CHOICES, Chance, Road, WireRoad
from twinline.simulate.run import Run
from twinline.simulate.tables import TablesRoad
from twinline.simulate.town import BEGIN, CIPHER, HOSTS, Making, Node, RunTime, introduce, node, prepared
from twinline.triage import Rulebook

# No vacuum by itself: how far the outbox may be read depends on every transaction of the server, and a run must come
# again. Nothing here has to survive the machine.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
TEMPLATE, SHARED = "twinline_simulation", "twinline_simulation_shared"


@dataclass(frozen=True, slots=True)
class Laboratory:
    """A server with the template on it, and what all runs share."""

    server_url: str
    shared_url: str
    folder: Path
    rulebook: Rulebook
    divisions: Divisions

    async def run(self, plan: Plan) -> Outcome:
        """One run from its seed."""
        dice = random.Random(plan.seed)  # noqa: S311 - chance that must come again
        outcome, time = Outcome(plan.seed), RunTime(BEGIN)
        async with contextlib.AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=self.folder, prefix=f"run-{plan.seed}-")))
            making = Making(plan.seed, time, dice, outcome.faults, self.rulebook, self.divisions, folder)
            nodes: list[Node] = []
            for series, (name, hosts) in enumerate(HOSTS[plan.instances], start=1):
                database = f"sim_{plan.seed}_{name}"
                url = stack.enter_context(self._copy(database))
                made = await node(making, url, name, hosts, series)
                made.renew = partial(store.copy, self.server_url, database, TEMPLATE)
                made.archive = store.Archive(self.server_url, database)
                stack.push_async_callback(made.close)
                nodes.append(made)
            chance = Chance(dice, outcome.faults, lambda: (time.at - BEGIN).total_seconds())
            near = nodes[-1:] if plan.instances == 3 else nodes[1:]
            paths = [
                (a, b, self._roads(plan, chance, folder, a, b, outcome)) for b in near for a in nodes if a is not b
            ]
            await introduce(nodes, paths)
            return await Run(plan, nodes, time, dice, outcome).go()

    def _roads(self, plan: Plan, chance: Chance, folder: Path, a: Node, b: Node, outcome: Outcome) -> list[Road]:
        """The roads between two instances."""
        names = (a.name, b.name)
        kinds = plan.ways or chance.dice.choice(CHOICES)
        outcome.ways.append(f"{'-'.join(names)}: {', '.join(kinds)}")
        return [self._road(plan, kind, chance, folder, names) for kind in kinds]

    def _road(self, plan: Plan, kind: str, chance: Chance, folder: Path, names: tuple[str, str]) -> Road:
        if kind == "wire":
            return WireRoad(chance, names)
        if kind == "ferry":
            return FerryRoad(chance, folder, names)
        table = f"parcel_{plan.seed}_{'_'.join(names)}"
        store.make_parcels(self.shared_url, table)
        return TablesRoad(chance, self.shared_url, table, names)

    @contextlib.contextmanager
    def _copy(self, name: str) -> Generator[str]:
        try:
            yield store.copy(self.server_url, name, TEMPLATE)
        finally:
            store.drop(self.server_url, name)
            store.drop(self.server_url, f"{name}_kept")


@contextlib.asynccontextmanager
async def laboratory(folder: Path) -> AsyncGenerator[Laboratory]:
    """A server of its own below ``folder``, which exists; started with a fresh template, and stopped at the end."""
    cluster = EmbeddedCluster(folder / "postgres", settings=FAST)
    cluster.start()
    try:
        await _make_template(cluster.url())
        rulebook, divisions = prepared()
        shared_url = cluster.ensure_database(SHARED)
        yield Laboratory(cluster.url(), shared_url, folder, rulebook, divisions)
    finally:
        cluster.destroy()


async def _make_template(server_url: str) -> None:
    """A migrated and seeded database whose identifiers are the same wherever it is made."""
    url, clock = store.empty(server_url, TEMPLATE), ManualClock(BEGIN)
    migrate_database(url, clock=clock)
    db = Database(url, clock=clock, random=random.Random(0).randbytes)  # noqa: S311 - the same every time
    await db.open()
    try:
        await seed_database(db, cipher=CIPHER)
    finally:
        await db.close()
