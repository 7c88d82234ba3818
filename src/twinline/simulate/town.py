"""The instances of a run: each with its database, its people, its clock that may be wrong, and roads to its peers."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from twinline.clocks import City, load_city
from twinline.exchange import hub as hubs
from twinline.exchange import keys, model, outgoing, store, transports
from twinline.identity import ROLES, Actor
from twinline.intake import Desk
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.outbox import Fact, Subscription, subscribe
from twinline.linkage import TOPICS, react
from twinline.places import Divisions
from twinline.simulate.databases import OneConnection
from twinline.simulate.disk import Disk
from twinline.simulate.queries import Look, look
from twinline.simulate.roads import Foot, Road
from twinline.simulate.store import Archive
from twinline.triage import Rulebook, load_rulebook

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
RULES_OF = date(2026, 1, 5)
CIPHER = FieldCipher(bytes(range(16)), bytes(range(32)))
SKEW_S_MAX = 300
HOSTS: Mapping[int, tuple[tuple[str, tuple[str, ...]], ...]] = {
    1: (("city", ("12345", "110")),),
    2: (("gov", ("12345",)), ("police", ("110",))),
    3: (("gov", ("12345",)), ("police", ("110",)), ("hub", ("12345", "110"))),
}
HUB = "hub"
AGAIN_S = 15.0
ROSTER = (
    ("agent", "12345"),
    ("dispatcher", "12345"),
    ("unit_clerk", "440106-urban_management"),
    ("unit_clerk", "440106-market_regulation"),
    ("supervisor", "12345"),
    ("leader_12345", "12345"),
    ("call_taker", "110"),
    ("police_dispatcher", "110"),
    ("police_unit", "440106-public_security"),
    ("police_unit", "440106-traffic_police"),
    ("leader_110", "110"),
)


@dataclass(slots=True)
class SkewedClock:
    """The run's time as one instance's clock shows it."""

    time: "RunTime"
    skew: timedelta = timedelta()

    def now(self) -> datetime:
        return self.time.at + self.skew


@dataclass(slots=True)
class RunTime:
    """The time that everybody lives in."""

    at: datetime

    def pass_(self, step: timedelta) -> None:
        self.at += step


@dataclass(slots=True)
class Link:
    """A peer and the roads to it, the preferred first; ``ways``: how this process opened them."""

    peer: model.Peer
    roads: Sequence[Road]
    foot: Foot
    ways: list[transports.Transport] = field(default_factory=list[transports.Transport])

    def open(self) -> None:
        self.ways = [road.end(self.foot) for road in self.roads]


@dataclass
class Node:
    """One instance: a server, a worker and a gateway in one process; or, with ``hub``, a hub.

    ``renew`` makes its database anew."""

    me: outgoing.Instance
    db: OneConnection
    clock: SkewedClock
    desk: Desk
    people: Sequence[Actor]
    facts: Subscription
    disk: Disk
    links: list[Link] = field(default_factory=list[Link])
    hub: hubs.Hub | None = None
    renew: Callable[[], object] | None = None
    archive: Archive | None = None
    recovering: bool = False
    appeals: list[UUID] = field(default_factory=list[UUID])
    retired: set[UUID] = field(default_factory=set[UUID])
    seen: Look | None = None

    @property
    def name(self) -> str:
        return self.me.name

    @property
    def city(self) -> City:
        return self.desk.city

    def of(self, platform: str) -> list[Actor]:
        return [actor for actor in self.people if actor.platform == platform]

    def able(self, platform: str, permission: str | None) -> list[Actor]:
        """Everybody of a platform who holds the permission."""
        return [actor for actor in self.of(platform) if actor.can(permission)]

    def units(self, role: str) -> list[UUID]:
        return [actor.unit_id for actor in self.people if role in actor.roles]

    async def look(self) -> Look:
        return await look(self.db, self.appeals, BEGIN)

    async def reborn(self, *, strangers: Set[asyncio.Task[Any]]) -> None:
        """A new process takes over from a dead one."""
        await self.db.revive(strangers=strangers)
        for link in self.links:
            for road in link.roads:
                await road.died(self.name)
        self.begin()

    def begin(self) -> None:
        """What a process has in mind when it starts."""
        for link in self.links:
            link.open()
        if self.name == HUB:
            self.hub = hubs.Hub(self.db, self.me, self.city, open_way=_unasked, again_s=AGAIN_S)

    async def close(self) -> None:
        for link in self.links:
            for way in link.ways:
                await way.close()
        await self.db.close()


def _unasked(peer: model.Peer, options: Mapping[str, Any]) -> transports.Transport:
    raise LookupError(peer.name, options)


@dataclass(slots=True)
class Making:
    """What every instance of a run is made with."""

    seed: int
    time: RunTime
    dice: random.Random
    faults: Counter[str]
    rulebook: Rulebook
    divisions: Divisions
    folder: Path


def prepared() -> tuple[Rulebook, Divisions]:
    """What every run in this process shares."""
    return load_rulebook(as_of=RULES_OF), Divisions.load()


async def node(making: Making, url: str, name: str, hosts: tuple[str, ...], series: int) -> Node:
    """One instance on a fresh copy of the template."""
    clock = SkewedClock(making.time)
    own = random.Random(f"{making.seed}/{name}")  # noqa: S311 - chance that must come again
    db = OneConnection(url, clock=clock, series=series, random=own.randbytes)
    await db.open()
    city = await load_city(db)
    home = city.directory.desk("12345").division
    desk = Desk(city, making.divisions, making.rulebook, CIPHER, home)
    me = outgoing.Instance(name, hosts, keys.load_ring(making.folder / f"{name}.keys"), CIPHER)
    people = [_actor(city, place, role, unit) for place, (role, unit) in enumerate(ROSTER)]

    async def handler(tx: Any, facts: list[Fact]) -> None:
        await react(tx, city, facts)

    facts = Subscription("linkage", TOPICS, handler)
    await subscribe(db, [facts])
    disk = Disk(f"{making.folder}/{name}/", making.dice, making.faults, db.fuse)
    return Node(me, db, clock, desk, [one for one in people if one.platform in hosts], facts, disk)


def _actor(city: City, place: int, role: str, unit_code: str) -> Actor:
    unit, known = city.directory.by_code(unit_code), ROLES[role]
    return Actor(UUID(int=place + 1), f"{role}{place}", unit.platform, unit.id, (role,), known.permissions, known.scope)


async def introduce(nodes: Sequence[Node], paths: Sequence[tuple[Node, Node, Sequence[Road]]]) -> None:
    """Make peers of those who have people, and open the roads of each path; what is for somebody farther goes by the
    hub."""
    for mine in nodes:
        peers = await acquaint(mine, nodes)
        for a, b, roads in paths:
            if mine.name in (a.name, b.name):
                near = b if mine.name == a.name else a
                foot = Foot(mine.me, near.me, mine.db.fuse, mine.disk, mine.clock)
                meant = peers.get(near.name) or next(iter(peers.values()))
                mine.links.append(Link(meant, roads, foot))
        mine.begin()


async def acquaint(mine: Node, nodes: Sequence[Node]) -> dict[str, model.Peer]:
    """Put the cards of all others who have people into the instance's database; the peers by their names."""
    async with mine.db.transaction() as tx:
        for other in nodes:
            if other.name in (mine.name, HUB):
                continue
            card = {
                "name": other.name,
                "title": other.name,
                "hosts": list(other.me.hosts),
                "divisions": ["44"],
                "keys": other.me.ring.public(),
                "transports": [],
                "schema_version": 1,
            }
            await store.add_peer(tx.conn, card | {"added_at": tx.now})
        return {peer.name: peer for peer in await store.peers(tx.conn)}
