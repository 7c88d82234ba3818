"""Two instances on one machine: 12345's and 110's, each with its own database, keys, accounts, pages and gateway.

They know one another by their cards and speak by HTTPS with certificates on both sides; files are the second way. When
asked, a hub stands between them, and everything goes through it.
"""

import asyncio
import shutil
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from twinline.demo import ways
from twinline.demo.cast import Cast
from twinline.demo.certificates import make_certificates
from twinline.demo.client import Api
from twinline.demo.processes import Child, free_port, stop_all
from twinline.demo.stream import Stream
from twinline.demo.town import DATABASE_STOP_S, LOOK_S, Tell, Town, locked
from twinline.exchange import keys, peering
from twinline.kernel.clock import SystemClock
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.db import Database
from twinline.kernel.messages import text
from twinline.settings import Settings

LOOPBACK = "127.0.0.1"
DIVISIONS = ("4401",)


class Side(NamedTuple):
    """One of the two instances: its name among peers, the number that it answers, the first digit of its orders."""

    name: str
    number: str
    series: int


HUB = "hub"
SIDES = (Side("gov", "12345", 1), Side("police", "110", 2))


@dataclass(slots=True)
class Federation:
    """Both instances, running. Use it as a context: leaving it stops everything that it started.

    ``via_hub``: by a hub, a third process with a database of its own, and no other way. ``kinds``: what carries
    otherwise, the preferred first.
    """

    chosen: Settings
    tell: Tell
    tempo: float = 1.0
    via_hub: bool = False
    kinds: Sequence[str] = ("https", "ferry")
    hub: Town | None = None
    towns: dict[str, Town] = field(default_factory=dict[str, Town])
    setup_s: float = 0.0
    start_s: float = 0.0
    stopping: threading.Event = field(default_factory=threading.Event)
    _doors: dict[str, int] = field(default_factory=dict[str, int])
    between: list[Child] = field(default_factory=list[Child])
    """Processes that belong to neither side."""
    _shared: dict[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    _carrying: threading.Event = field(default_factory=threading.Event)
    _cluster: EmbeddedCluster | None = None
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    _held: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        """Set up and start. Raises AlreadyRunning, NotReady, ClusterError, and what migrating raises."""
        try:
            self._begin()
            for town in self.towns.values():
                town.get_ready()
        except BaseException:
            self.stop()
            raise
        self.setup_s = sum(town.setup_s for town in self.towns.values())
        self.start_s = max(town.start_s for town in self.towns.values())
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def folder(self) -> Path:
        return folder_of(self.chosen)

    @property
    def children(self) -> list[Child]:
        return [*self.between, *(child for town in self.installations.values() for child in town.children)]

    @property
    def installations(self) -> dict[str, Town]:
        """Both sides, and the hub if there is one."""
        return self.towns | ({HUB: self.hub} if self.hub else {})

    # --- starting ----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._held.enter_context(locked(self.folder))
        cluster = self._cluster = EmbeddedCluster(self.folder / "postgres")
        if not cluster.initialised:
            self.tell(text("demo.making_database"))
        cluster.start()
        names = [*(side.name for side in SIDES), *([HUB] if self.via_hub else [])]
        make_certificates(self._certificates, names, now=SystemClock().now())
        self._doors = {name: free_port(LOOPBACK, 0) for name in names}
        wanted = self.chosen.port
        for side in SIDES:
            own = self._settings(side.name, cluster) | {"hosts": side.number, "series": side.series, "port": wanted}
            town = self.towns[side.name] = Town(self.chosen.model_copy(update=own), self.tell, tempo=self.tempo)
            town.begin()
            wanted = wanted and town.port + 1
        if self.via_hub:
            self.hub = Town(self.chosen.model_copy(update=self._settings(HUB, cluster)), self.tell)
            self.hub.furnish()
        self._furnish(cluster)
        asyncio.run(self._introduce())
        for town in self.installations.values():
            town.add("gateway")

    def _furnish(self, cluster: EmbeddedCluster) -> None:
        """What lies between the two sides. Raises NoBroker."""
        if "nats" in self.kinds:
            child, address = ways.broker(self.folder / "nats")
            child.start()
            self.between.append(child)
            self._shared["nats"] = {"kind": "nats", "servers": [address], "loopback_plain": True}
        if "tables" in self.kinds:
            self._shared["tables"] = ways.table(cluster.ensure_database("twinline_between"))
        if "ferry" in self.kinds and not self.via_hub:
            names = [side.name for side in SIDES]
            carrier = threading.Thread(
                target=ways.carry, args=(self.folder / "ferry", names, self._carrying), daemon=True
            )
            carrier.start()
            self._threads.append(carrier)

    @property
    def _certificates(self) -> Path:
        return self.folder / "certificates"

    def _settings(self, name: str, cluster: EmbeddedCluster) -> dict[str, Any]:
        return {
            "var_dir": self.folder / name, "key_file": None, "rules_key_file": None, "exchange_key_file": None,
            "database_url": cluster.ensure_database(f"twinline_{name}"), "instance": name,
            "exchange_port": self._doors[name], "exchange_host": LOOPBACK, "exchange_hub": name == HUB,
            "exchange_certificate": self._certificates / f"{name}.pem",
            "exchange_authority": self._certificates / "authority.pem",
        }  # fmt: skip

    async def _introduce(self) -> None:
        """Give each side the other's card, as administrators do with ``twinline exchange card`` and ``peer``; a hub has
        both, and nobody needs the hub's: only its address.
        """
        cards = {side.name: self._card(side) for side in SIDES}
        for name, town in self.installations.items():
            db = Database(town.database_url, size_max=1)
            await db.open()
            try:
                for other in cards.keys() - {name}:
                    async with db.transaction() as tx:
                        await peering.put_peer(tx, cards[other], self._ways(name, other))
            finally:
                await db.close()

    def _card(self, side: Side) -> dict[str, Any]:
        ring = keys.load_ring(self.towns[side.name].chosen.exchange_key_path)
        title = text(f"demo.side_{side.number}")
        return peering.card(ring, name=side.name, title=title, hosts=[side.number], divisions=DIVISIONS)

    def _ways(self, me: str, peer: str) -> Sequence[Mapping[str, Any]]:
        """From one instance to another, the preferred one first."""
        by_hub = self.via_hub and me != HUB
        https = {"kind": "https", "address": f"https://{LOOPBACK}:{self._doors[HUB if by_hub else peer]}"}
        if self.via_hub:
            return (https,)
        own = {"https": https, "ferry": ways.folders(self.folder / "ferry", me), **self._shared}
        return [own[kind] for kind in self.kinds]

    # --- running -----------------------------------------------------------------------------------------------------

    def open_lines(self, *, per_minute: float, until: int | None = None) -> tuple[Stream, list[Cast]]:
        """Let messages arrive, each at the instance that answers its number, and officers work at theirs."""
        machines: dict[str, Api] = {}
        for town in self.towns.values():
            machines |= town.machines()
        stream = Stream(machines, self.folder / "sent")
        thread = threading.Thread(
            target=stream.run, args=(self.stopping,), kwargs={"pause_s": 60 / per_minute, "until": until}, daemon=True
        )
        thread.start()
        self._threads.append(thread)
        return stream, [town.engage() for town in self.towns.values()]

    def watch(self) -> None:
        """Until stopped: start again what has died, and say so."""
        while not self.stopping.wait(LOOK_S):
            self.revive()

    def revive(self) -> None:
        for child in self.children:
            if child.revive():
                self.tell(text("demo.revived", name=child.name, log=child.log))

    def rest(self) -> None:
        """No more messages, and the officers go home; the processes go on."""
        for stopping in (self.stopping, *(town.stopping for town in self.towns.values())):
            stopping.set()

    def stop(self) -> None:
        """Stop officers and messages, then all processes, then the private database. May be called twice."""
        self.rest()
        self._carrying.set()
        for thread in self._threads:
            thread.join(timeout=1)
        stop_all(self.children)
        for town in self.installations.values():
            town.stop()
        if self._cluster:
            self._cluster.stop("fast", timeout=DATABASE_STOP_S)
        self._held.close()


def folder_of(chosen: Settings) -> Path:
    return chosen.var_dir.absolute() / "federated"


def forget(chosen: Settings) -> None:
    """Remove the databases and files of both instances. Raises AlreadyRunning."""
    folder = folder_of(chosen)
    if not folder.exists():
        return
    with locked(folder):
        EmbeddedCluster(folder / "postgres").destroy()
        shutil.rmtree(folder, ignore_errors=True)


def memory_mb(children: Sequence[Child]) -> int:
    """What processes hold between them, shared pages counted once (Linux; elsewhere 0)."""
    total = 0
    for child in children:
        try:
            lines = Path(f"/proc/{child.process.pid if child.process else 0}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def wait(happens: Any, seconds: float, pause_s: float = 0.5) -> bool:
    """Whether it happens in time."""
    deadline = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause_s)
    return True
