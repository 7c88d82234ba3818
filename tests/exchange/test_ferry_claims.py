"""What every transport keeps to, kept by the file ferry over folders that both sides see (R14, R45)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from exchange.agreement import Agreement
from exchange.conformance import Conformance, Ends, let_die
from twinline.exchange.ports import Parcel, Transport
from twinline.exchange.transports import open_transport

ME, PEER = "gov-hub", "police"
AT_ONCE = 1e-9


class FerryEnds(Ends):
    """Each side's out folder is the other's in folder: a share that both see."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in (ME, PEER):
            (folder / name).mkdir()
        super().__init__(self._opened(ME), self._opened(PEER))

    def _options(self, me: str) -> dict[str, Any]:
        peer = PEER if me == ME else ME
        places = {"out_dir": me, "in_dir": peer, "done_dir": f"done-{me}"}
        return {
            "kind": "ferry",
            "settle_s": AT_ONCE,
            **{option: str(self._folder / name) for option, name in places.items()},
        }

    def _opened(self, me: str) -> Transport:
        return open_transport(self._options(me), me=me, peer=PEER if me == ME else ME)

    async def cut(self) -> None:
        for name in (ME, PEER):
            with contextlib.suppress(FileNotFoundError):
                (self._folder / name).rename(self._folder / f"{name}-away")

    async def mend(self) -> None:
        for name in (ME, PEER):
            with contextlib.suppress(FileNotFoundError):
                (self._folder / f"{name}-away").rename(self._folder / name)

    async def shake(self) -> None:
        await self.cut()
        await asyncio.sleep(0.01)
        await self.mend()

    async def garble(self, garbage: bytes) -> None:
        for name in ("garbage", f"{ME}-{PEER}-000000000001-u"):
            (self._folder / ME / f"{name}.tlf").write_bytes(garbage)

    def lonely(self) -> Transport:
        options = {name: str(self._folder / "nowhere" / name) for name in ("out_dir", "in_dir", "done_dir")}
        return open_transport({"kind": "ferry", **options}, me=ME, peer=PEER)

    async def die_taking(self, some: Sequence[Parcel], note: Path) -> None:
        await self.a.send(some)
        await let_die(self._options(PEER), me=PEER, peer=ME, note=note)


@pytest.fixture
async def ends(tmp_path: Path) -> AsyncIterator[Ends]:
    made = FerryEnds(tmp_path)
    yield made
    await made.a.close()
    await made.b.close()


class TestFerry(Conformance, Agreement):
    pass
