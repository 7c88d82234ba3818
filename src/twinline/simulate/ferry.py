"""The file ferry over real folders, with a carrier who copies some, all or none of the files, twice, half, or in any
order (R45)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twinline.exchange import transports
from twinline.simulate.roads import Chance, Foot

SUFFIX = ".tlf"
STAYS, LOSES, HALF, TWICE, DAMAGED = 0.15, 0.05, 0.10, 0.10, 0.03
STAMP_NS = 1_000_000_000


@dataclass(eq=False)
class FerryRoad:
    """A ferry each way. ``away``: the ends where no carrier sets out."""

    chance: Chance
    place: Path
    names: Sequence[str]
    away: set[str] = field(default_factory=set[str])
    calm: bool = False
    copies: int = 0
    disks: dict[str, Foot] = field(default_factory=dict[str, Foot])

    def _folder(self, name: str, kind: str) -> Path:
        """Below a folder of the instance's own."""
        return self.place / name / "-".join(self.names) / kind

    def end(self, foot: Foot) -> transports.Transport:
        self.disks[foot.me.name] = foot
        folders = {f"{kind}_dir": self._folder(foot.me.name, kind) for kind in ("out", "in", "done")}
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        options = {"kind": "ferry", **{name: str(folder) for name, folder in folders.items()}}
        return transports.open_transport(
            options,
            me=foot.me.name,
            peer=foot.near.name,
            sign=foot.me.ring.sign,
            verify=foot.verify,
            clock=foot.clock,
            ticks=self.chance.passed_s,
        )

    async def died(self, name: str) -> None:
        """Folders stay."""

    def weather(self, name: str) -> str:
        dice, disk = self.chance.dice, self.disks[name].disk
        luck = dice.random()
        if luck < 0.3:
            disk.room = dice.randrange(6)
            return "disk is getting full"
        if luck < 0.5:
            self.away.add(name)
            self.chance.faults["carrier_away"] += 1
            return "the carrier stays away"
        disk.room = None
        self.away.discard(name)
        self.chance.faults["mended"] += 1
        return "disk emptied, the carrier comes"

    def carry(self) -> int:
        return sum(self._from(*pair) for pair in (self.names, self.names[::-1]) if pair[0] not in self.away)

    def _from(self, sender: str, receiver: str) -> int:
        out, into = self._folder(sender, "out"), self._folder(receiver, "in")
        names = sorted(name for name in os.listdir(out) if name.endswith(SUFFIX) and not name.startswith("."))
        if not self.calm:
            self.chance.dice.shuffle(names)
        return sum(self._one(out / name, into / name) for name in names)

    def _one(self, source: Path, target: Path) -> bool:
        """Whether anything was done with a file."""
        faults, luck = self.chance.faults, 1.0 if self.calm else self.chance.dice.random()
        data, stays = source.read_bytes(), False
        if luck < STAYS:
            return False
        luck -= STAYS
        if luck < LOSES:
            faults["file_lost"] += 1
            data = b""
        elif luck < LOSES + HALF:
            faults["half_copied"] += 1
            data, stays = data[: len(data) // 2], True
        elif luck < LOSES + HALF + TWICE:
            faults["copied_twice"] += 1
            stays = True
        elif luck < LOSES + HALF + TWICE + DAMAGED:
            faults["file_damaged"] += 1
            data = data[:-40] + bytes((data[-40] ^ 1,)) + data[-39:]
        if data:
            self._put(target, data)
        if not stays:
            source.unlink()
        return True

    def _put(self, target: Path, data: bytes) -> None:
        """The time of a file is the run's, not the machine's: from it the receiver knows whether it is still copied."""
        target.write_bytes(data)
        self.copies += 1
        os.utime(target, ns=(STAMP_NS * self.copies, STAMP_NS * self.copies))

    def heal(self) -> None:
        self.calm = True
        self.away.clear()
        for foot in self.disks.values():
            foot.disk.room = None
