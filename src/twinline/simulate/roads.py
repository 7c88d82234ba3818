"""Roads between two instances, each of a kind and with its own troubles; fail-over goes from one to the next (R45)."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from twinline.exchange import keys, outgoing, transports
from twinline.kernel.clock import Clock
from twinline.simulate.disk import Disk
from twinline.simulate.fuse import Fuse
from twinline.simulate.wire import Wire

CHOICES = (
    ("wire",),
    ("ferry",),
    ("tables",),
    ("wire", "ferry"),
    ("tables", "wire"),
    ("ferry", "tables"),
)
"""Which roads a pair may have, the preferred first."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What all roads of a run share: its dice, its count of what went wrong, the seconds that have passed."""

    dice: random.Random
    faults: Counter[str]
    passed_s: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a road begins: the instance, its process, its disk, and who is at the other end."""

    me: outgoing.Instance
    near: outgoing.Instance
    fuse: Fuse
    disk: Disk
    clock: Clock

    def verify(self, said: bytes, signature: bytes) -> None:
        keys.verify(self.near.ring.public(), said, signature)


class Road(Protocol):
    """One road. Names are those of the instances at its ends."""

    def end(self, foot: Foot) -> transports.Transport:
        """What a new process opens."""
        ...

    async def died(self, name: str) -> None:
        """The process at this end is gone."""
        ...

    def weather(self, name: str) -> str:
        """Something becomes worse or better near this end; what."""
        ...

    def carry(self) -> int:
        """Somebody comes by and carries; how much."""
        ...

    def heal(self) -> None:
        """Nothing goes wrong on it any more."""
        ...


@dataclass(slots=True)
class WireEnd:
    """One end of a pair of wires, as a transport."""

    out: Wire
    back: Wire
    name: str = "wire"

    async def send(self, parcels: Sequence[outgoing.Parcel]) -> Sequence[str]:
        return await self.out.send(parcels)

    async def receive(self, take: transports.Take) -> int:
        arrived = self.back.arrived()
        if arrived:
            with self.back.handing_over(arrived):
                answers = await take(self.name, [token for _, token in arrived])
            self.out.carry(answers)
        return len(arrived)

    async def close(self) -> None:
        """Nothing is held open."""


class WireRoad:
    """A wire each way."""

    def __init__(self, chance: Chance, names: Sequence[str]) -> None:
        self._chance = chance
        self._wires = {name: Wire(chance.dice, chance.passed_s, chance.faults) for name in names}

    def _from(self, name: str) -> list[Wire]:
        """The wire that goes out from an end, then the one that comes in."""
        return sorted(self._wires.values(), key=lambda wire: wire is not self._wires[name])

    def end(self, foot: Foot) -> transports.Transport:
        out, back = self._from(foot.me.name)
        return WireEnd(out, back)

    async def died(self, name: str) -> None:
        """What flies, flies on."""

    def weather(self, name: str) -> str:
        dice = self._chance.dice
        both, cut = dice.random() < 0.5, dice.random() < 0.5
        for wire in self._from(name)[: 2 if both else 1]:
            wire.cut = cut
        said = ("partition" if both else "one_way") if cut else "mended"
        self._chance.faults[said] += 1
        return f"wire {said}, both ways {both}"

    def carry(self) -> int:
        return 0

    def heal(self) -> None:
        for wire in self._wires.values():
            wire.cut, wire.calm = False, True
