"""The shared table in a database of its own, whose statements burn the fuse of whoever runs them (R14, R45)."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from twinline.exchange import transports
from twinline.simulate.fuse import Fuse
from twinline.simulate.roads import Chance, Foot


class FusedLink:
    """A connection of one process to the shared database."""

    def __init__(self, link: Any, fuse: Fuse, road: "TablesRoad", name: str) -> None:
        self._link, self._fuse, self._road, self._name = link, fuse, road, name
        self.dialect = link.dialect

    async def run(self, statement: str, given: Sequence[Any] = ()) -> list[Sequence[Any]]:
        await self._burn(commit=statement == "COMMIT")
        return await self._link.run(statement, given)

    async def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        await self._burn()
        await self._link.run_many(statement, rows)

    async def close(self) -> None:
        await self.hang_up()
        self._road.links[self._name].remove(self)

    async def hang_up(self) -> None:
        """End what it began before the next one begins: else what that sees would be a matter of time."""
        with contextlib.suppress(Exception):
            await self._link.run("ROLLBACK")
        await self._link.close()

    async def _burn(self, *, commit: bool = False) -> None:
        if self._fuse.burn(commit=commit) or self._name in self._road.cut:
            await self.hang_up()


@dataclass(eq=False)
class TablesRoad:
    """A table that both ends use. ``cut``: the ends that cannot reach it."""

    chance: Chance
    url: str
    table: str
    names: Sequence[str]
    cut: set[str] = field(default_factory=set[str])
    links: dict[str, list[FusedLink]] = field(init=False)

    def __post_init__(self) -> None:
        self.links = {name: [] for name in self.names}

    def end(self, foot: Foot) -> transports.Transport:
        def wrap(link: Any) -> FusedLink:
            made = FusedLink(link, foot.fuse, self, foot.me.name)
            self.links[foot.me.name].append(made)
            return made

        options = {"kind": "tables", "url": self.url, "table": self.table}
        return transports.open_transport(
            options, me=foot.me.name, peer=foot.near.name, wrap=wrap, ticks=self.chance.passed_s
        )

    async def died(self, name: str) -> None:
        for link in self.links[name]:
            await link.hang_up()
        self.links[name].clear()

    def weather(self, name: str) -> str:
        luck = self.chance.dice.random()
        self.cut = set() if luck < 0.5 else {name} if luck < 0.8 else set(self.names)
        said = ("mended", "one_way", "partition")[len(self.cut)]
        self.chance.faults[said] += 1
        return f"shared tables {said}"

    def carry(self) -> int:
        return 0

    def heal(self) -> None:
        self.cut.clear()
