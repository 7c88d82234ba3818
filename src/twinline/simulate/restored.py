"""A database is lost and comes back as it was up to a day ago (decision 0020): when, of whom, and what then goes on."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from twinline.exchange import incoming, links, outgoing, peering
from twinline.simulate import store
from twinline.simulate.town import Node, RunTime

STEPS_LEAST = 400
"""A shorter run has no room for it."""
KEEP, PUT_BACK = 0.01, 0.02
AGE_MAX = timedelta(days=1)


class Restores:
    """The backups of a run. Its chance is its own, so that a run that is too short for it stays as it was."""

    def __init__(self, nodes: Sequence[Node], time: RunTime, seed: int, *, steps: int) -> None:
        self._nodes = [node for node in nodes if node.archive] if steps >= STEPS_LEAST and len(nodes) > 1 else []
        self._time, self._dice = time, random.Random(f"{seed}/restored")  # noqa: S311 - chance that must come again
        self._kept: tuple[Node, datetime] | None = None

    async def step(self) -> Node | None:
        """Now and then a backup is made, or the one that was made is put back. Returns whose was."""
        luck = self._dice.random()
        if not self._nodes or any(node.recovering for node in self._nodes):
            return None
        if self._kept and self._time.at - self._kept[1] > AGE_MAX:
            self._kept = None
        if self._kept is None:
            if luck < KEEP:
                self._kept = self._dice.choice(self._nodes), self._time.at
                await self._copy(self._kept[0], keep=True)
            return None
        if luck >= PUT_BACK:
            return None
        node = self._kept[0]
        await self._copy(node, keep=False)
        self._kept, node.seen, node.recovering = None, None, True
        return node

    async def _copy(self, node: Node, *, keep: bool) -> None:
        await node.db.close()
        if node.archive:
            (node.archive.keep if keep else node.archive.put_back)()


async def put_back(node: Node) -> int:
    """What the operator does then."""
    async with node.db.transaction() as tx:
        return len(await peering.put_back(tx))


async def ask(node: Node) -> int:
    """What a gateway asks while it recovers; by the first way that is up."""
    link = node.links[0]
    parcels = await links.asks(node.db, node.me, link.peer)
    for way in link.ways if parcels else ():
        try:
            answers = await way.send(parcels)
        except outgoing.LinkDown:
            continue
        await incoming.take(node.db, node.me, way.name, answers)
        break
    await look(node)
    return len(parcels)


async def look(node: Node) -> None:
    """Whether it has recovered."""
    node.recovering = await store.recovering(node.db)
