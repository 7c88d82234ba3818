"""Two ends of the file ferry with folders between them that a test carries files across."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from twinline.exchange.keys import load_ring, verify
from twinline.exchange.ports import Parcel
from twinline.exchange.transports import ferry
from twinline.kernel.clock import SystemClock

ME, PEER = "gov-hub", "police"
AT_ONCE = 1e-9


def parcel(number: int, *, urgent: bool = False, chars: int = 40) -> Parcel:
    return Parcel(f"{number:012d}", urgent, f"{number:06d}." + "x" * chars)


class Pair:
    """Two ends and the folders between; ``carry`` is what moves files from one side's out to the other's in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rings = {name: load_ring(folder / f"{name}.key") for name in (ME, PEER)}
        for name in (ME, PEER):
            for place in ("out_dir", "in_dir", "done_dir"):
                (folder / name / place).mkdir(parents=True)
        self.a, self.b = self.end(ME, PEER), self.end(PEER, ME)

    def end(self, me: str, peer: str, **options: Any) -> ferry.Ferry:
        places = {place: str(self.folder / me / place) for place in ("out_dir", "in_dir", "done_dir")}
        return ferry.open_(
            {"kind": "ferry", "settle_s": AT_ONCE, **places, **options},
            me=me,
            peer=peer,
            sign=self.rings[me].sign,
            verify=partial(verify, self.rings[peer].public()),
        )

    def out(self, name: str = ME) -> list[Path]:
        return sorted((self.folder / name / "out_dir").glob("*.tlf"))

    def inbox(self, name: str = PEER) -> Path:
        return self.folder / name / "in_dir"

    def refused(self, name: str = PEER) -> dict[str, str]:
        """Name and code of every file in the refused folder."""
        reasons = (self.folder / name / "done_dir" / "refused").glob("*.reason.json")
        return {said["file"]: said["code"] for said in map(orjson.loads, (one.read_bytes() for one in reasons))}

    def carry(self, *, to: str = PEER) -> int:
        files = self.out(ME if to == PEER else PEER)
        for file in files:
            shutil.move(file, self.inbox(to) / file.name)
        return len(files)


class Taker:
    """Keeps what it is handed; raises when told to."""

    def __init__(self, answer: Callable[[Sequence[str]], Sequence[str]] = lambda _: ()) -> None:
        self.calls: list[list[str]] = []
        self.fails = 0
        self._answer = answer

    @property
    def tokens(self) -> list[str]:
        return [token for call in self.calls for token in call]

    async def __call__(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        assert transport == "ferry"
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the database is away")
        self.calls.append(list(tokens))
        return self._answer(tokens)


def now() -> datetime:
    return SystemClock().now()
