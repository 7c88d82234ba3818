"""A run: people, machines and faults in turn, then healing, and what has to hold all the while."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from twinline.exchange import hub, incoming, outgoing, transports
from twinline.intake import Registered
from twinline.kernel.errors import Problem, Unavailable
from twinline.kernel.hashing import sm3
from twinline.kernel.outbox import pump
from twinline.linkage import deliver, expire
from twinline.simulate import promises, restored, store
from twinline.simulate.model import Broken, Killed, Outcome, Plan, hold
from twinline.simulate.people import IN_PLAY, People, Step
from twinline.simulate.queries import every_appeal, look
from twinline.simulate.roads import Road
from twinline.simulate.town import AGAIN_S, BEGIN, SKEW_S_MAX, Link, Node, RunTime, acquaint

KILL, CUT = 0.03, 0.015
EXCHANGING = frozenset(("pack", "push", "receive", "admit", "pass"))
"""What is rarer than what people do, and dies more often for that."""
JUMPS = tuple(timedelta(seconds=one) for one in (5, 50, 120, 240, 2_400, 18_000, 86_400))
ROUNDS_MAX = 400
STORY_LINES = 80

Work = Callable[[Node], Awaitable[int]]


@dataclass(slots=True)
class Run:
    """One run under way."""

    plan: Plan
    everyone: list[Node]
    time: RunTime
    dice: random.Random
    outcome: Outcome
    people: People = field(init=False)
    nodes: list[Node] = field(init=False)
    restores: restored.Restores = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.dice)
        self.nodes = [node for node in self.everyone if not node.hub]
        self.restores = restored.Restores(self.nodes, self.time, self.plan.seed, steps=self.plan.steps)

    def tell(self, line: str) -> None:
        self.outcome.story.append(f"{self.time.at:%m-%d %H:%M:%S} {line}")

    # --- one process, which may die -----------------------------------------------------------------------------

    async def live(self, node: Node, name: str, call: Callable[[], Awaitable[Any]], *, safe: bool = False) -> Any:
        """Run something in the instance's process, now and then with a short life. Returns None when it died or was
        refused."""
        strangers = asyncio.all_tasks()
        if not safe:
            self._light(node, name)
        try:
            with node.disk.watched():
                return await call()
        except Killed:
            self.tell(f"{node.name} {name}: killed")
            self.outcome.faults["killed"] += 1
            await node.reborn(strangers=strangers)
        except Unavailable:
            self.tell(f"{node.name} {name}: database or link away")
        except Problem as problem:
            self.tell(f"{node.name} {name}: {problem.code}")
        finally:
            if node.db.fuse.blown == "cut":
                self.outcome.faults["database_cut"] += 1
            node.db.fuse.blown = ""
            node.db.fuse.out()
        return None

    def _light(self, node: Node, name: str) -> None:
        luck = self.dice.random()
        kill, cut = (KILL, CUT) if name not in EXCHANGING else (3 * KILL, 3 * CUT)
        if luck < kill + cut:
            commits = self.dice.random() < 0.5
            lasts = self.dice.choice((1, 1, 2, 4)) if commits else self.dice.randrange(1, self.dice.choice((4, 12, 40)))
            node.db.fuse.light("kill" if luck < kill else "cut", lasts, commits=commits)

    async def seen(self, node: Node) -> None:
        """Look at an instance, and hold what was promised against what was there before."""
        before, now = node.seen, await node.look()
        node.seen = now
        if before:
            promises.after_step(node, before, now)
        promises.one_owner(self.nodes)
        fresh = [row["id"] for row in now.adopted if row["id"] not in node.retired]
        if fresh:
            node.appeals += fresh
            node.retired.update(node.appeals[:-IN_PLAY])
            node.appeals = node.appeals[-IN_PLAY:]
            node.seen = await node.look()

    # --- steps ---------------------------------------------------------------------------------------------------

    async def step(self) -> None:
        """One thing happens."""
        dice, luck = self.dice, self.dice.random()
        node = dice.choice(self.nodes)
        self.time.pass_(timedelta(milliseconds=dice.randrange(1, 3_000)))
        if luck < 0.03:
            self.time.pass_(dice.choice(JUMPS))
        elif luck < 0.05 and len(self.nodes) > 1:
            await self._weather(dice.choice(self.everyone))
        elif luck < 0.06:
            await self._redeliver(node)
        elif luck < 0.46:
            await self._person(node)
        elif luck < 0.52 and len(self.nodes) > 1:
            self._carry()
        else:
            await self.machine(dice.choice(self.everyone))

    async def _person(self, node: Node) -> None:
        step = self.people.next_step(node, node.seen or await node.look())
        if step:
            await self._try(node, step)

    async def _try(self, node: Node, step: Step, *, safe: bool = False) -> None:
        """Whoever registers and hears nothing says it again with the same key, until it is answered."""
        self.tell(f"{node.name} {step.name}")
        done = await self.live(node, step.name, partial(self._transact, node, step), safe=safe)
        await self.seen(node)
        if step.said and done is None:
            self.people.unanswered.append((node.name, step.said))

    async def _transact(self, node: Node, step: Step) -> Any:
        async with node.db.transaction() as tx:
            result = await step.run(tx)
        if step.said:
            hold(isinstance(result[0], Registered), "a contact was not registered", repr(result))
        return True

    async def machine(self, node: Node) -> None:
        """What goes by itself: one kind of work, once."""
        works: list[tuple[str, Work]] = [("receive", self._receive), ("pass", self._pass)]
        if not node.hub:
            works = [("deliver", self._deliver), ("react", self._react), ("expire", self._expire)]
        if node.links and not node.hub:
            works += [("pack", self._pack), ("push", self._push), ("receive", self._receive), ("admit", self._admit)]
            works += [("push", self._push), ("receive", self._receive), ("again", self._again)]
        if node.recovering:
            works += [("ask", restored.ask)] * 3
        name, work = self.dice.choice(works)
        if self.people.unanswered and self.dice.random() < 0.2:
            await self._say_again()
            return
        moved = await self.live(node, name, partial(work, node))
        if moved:
            self.tell(f"{node.name}  {name} {moved}")
        if moved != 0 and not node.hub:
            await self.seen(node)

    def _carry(self) -> None:
        """The carriers come by."""
        if moved := sum(road.carry() for road in self._roads()):
            self.tell(f"carried {moved}")

    def _roads(self) -> list[Road]:
        return list(dict.fromkeys(road for node in self.everyone for link in node.links for road in link.roads))

    async def _say_again(self, *, safe: bool = False) -> None:
        name, said = self.people.unanswered.pop(0)
        node = next(one for one in self.nodes if one.name == name)
        step = self.people.saying(node, said)
        if step:
            await self._try(node, step, safe=safe)

    async def _weather(self, node: Node) -> None:
        """A road becomes worse or better, a clock is put wrong, a hub loses all it kept."""
        luck = self.dice.random()
        if luck < 0.1:
            node.clock.skew = timedelta(seconds=self.dice.randrange(-SKEW_S_MAX, SKEW_S_MAX))
            self.outcome.faults["skew"] += 1
            self.tell(f"{node.name} clock is {node.clock.skew} off")
        elif luck < 0.2 and node.hub:
            await self._lose(node)
        else:
            road = self.dice.choice(self.dice.choice(node.links).roads)
            self.tell(f"{node.name} {road.weather(node.name)}")

    async def _lose(self, node: Node) -> None:
        """The database is gone and made anew, with nothing in it but the peers."""
        if node.renew:
            await node.close()
            node.renew()
            await acquaint(node, self.everyone)
            node.begin()
            self.outcome.faults["database_lost"] += 1
            self.tell(f"{node.name} database lost")

    async def _restore(self) -> None:
        """A database comes back as it was; its operator says so, and says it again until it is done."""
        node = await self.restores.step()
        if node is None:
            return
        self.outcome.faults["put_back"] += 1
        await node.reborn(strangers=asyncio.all_tasks())
        self.tell(f"{node.name} database put back")
        while await self.live(node, "restored", partial(restored.put_back, node)) is None:
            pass
        await self.seen(node)

    async def _redeliver(self, node: Node) -> None:
        """Somebody carries a message again that was delivered long ago: nothing may come of it (R14, R45)."""
        if await store.redeliver(node.db, node.me.hosts, self.dice.randrange(40)):
            self.outcome.faults["redelivered"] += 1
            self.tell(f"{node.name} a message comes again")

    # --- what goes by itself ---------------------------------------------------------------------------------------

    async def _deliver(self, node: Node) -> int:
        return await deliver(node.db, node.city, hosts=node.me.hosts)

    async def _react(self, node: Node) -> int:
        return await pump(node.db, node.facts)

    async def _expire(self, node: Node) -> int:
        return await expire(node.db, node.city)

    async def _pack(self, node: Node) -> int:
        async with node.db.transaction() as tx:
            return await outgoing.pack(tx, node.me, node.city, node.links[0].peer)

    async def _push(self, node: Node) -> int:
        """By the first way that is up."""
        link = node.links[0]
        for way in link.ways:
            try:
                pushed, _ = await outgoing.push(node.db, link.peer, way)
            except outgoing.LinkDown as down:
                self._down(node, way, down)
            else:
                return pushed
        return 0

    async def _receive(self, node: Node) -> int:
        link = self.dice.choice(node.links)
        return await self._receive_by(node, self.dice.choice(link.ways))

    async def _receive_by(self, node: Node, way: transports.Transport) -> int:
        take = node.hub.take if node.hub else partial(incoming.take, node.db, node.me)
        try:
            return await way.receive(take)
        except outgoing.LinkDown as down:
            self._down(node, way, down)
            return 0

    def _down(self, node: Node, way: transports.Transport, down: Problem) -> None:
        self.outcome.faults["link_down"] += 1
        self.tell(f"{node.name} {way.name} down: {down.params['why']}")

    async def _pass(self, node: Node) -> int:
        """A hub hands on what it keeps for one peer."""
        return await self._pass_by(node, self.dice.choice(node.links))

    async def _pass_by(self, node: Node, link: Link) -> int:
        return await node.hub.pass_on(hub.Line(link.peer, [hub.Way(way) for way in link.ways])) if node.hub else 0

    async def _admit(self, node: Node) -> int:
        return await incoming.admit(node.db, node.me, node.city, node.links[0].peer)

    async def _again(self, node: Node) -> int:
        async with node.db.transaction() as tx:
            return await outgoing.push_again(tx, node.links[0].peer, wait_s=AGAIN_S)

    # --- to the end ------------------------------------------------------------------------------------------------

    async def heal(self) -> None:
        """Nothing goes wrong any more: everything comes to rest."""
        self.tell("healed")
        for road in self._roads():
            road.heal()
        while self.people.unanswered:
            await self._say_again(safe=True)
        for _ in range(ROUNDS_MAX):
            moved = sum(road.carry() for road in self._roads())
            for node in self.everyone:
                moved += await self._everything(node)
            if not moved:
                self.time.pass_(timedelta(hours=2))
                again = [await self._again(node) for node in self.nodes if node.links]
                if not any(again) and not any(node.recovering for node in self.nodes):
                    return
        raise Broken("messages do not come to rest")

    async def _everything(self, node: Node) -> int:
        works: list[Work] = [] if node.hub else [self._deliver, self._react]
        if node.links and not node.hub:
            works += [self._pack, self._push]
        if node.recovering:
            works.append(restored.ask)
        moved = 0
        for work in works:
            moved += await self._safely(node, partial(work, node))
        for link in node.links:
            for way in link.ways:
                moved += await self._safely(node, partial(self._receive_by, node, way))
            if node.hub:
                moved += await self._safely(node, partial(self._pass_by, node, link))
        if node.links and not node.hub:
            moved += await self._safely(node, partial(self._admit, node))
        if moved and not node.hub:
            await self.seen(node)
        return moved

    async def _safely(self, node: Node, work: Callable[[], Awaitable[int]]) -> int:
        return await self.live(node, "heal", work, safe=True) or 0

    async def go(self) -> Outcome:
        """All steps, the healing, and the end. What breaks is in the outcome."""
        outcome = self.outcome
        self.tell("; ".join(outcome.ways))
        try:
            for _ in range(self.plan.steps):
                outcome.steps += 1
                await self._restore()
                await self.step()
                if outcome.steps % self.plan.check_every == 0:
                    for node in self.nodes:
                        await promises.verified(node)
            await self.heal()
            await promises.at_rest(self.nodes)
            for node in self.everyone:
                if node.hub:
                    await promises.nothing_kept(node)
        except Broken as broken:
            outcome.violations.append(str(broken))
            self.tell(f"BROKEN {broken}")
        except Exception as error:
            outcome.violations.append(f"{type(error).__name__}: {error}")
            self.tell(f"BROKEN {error!r}")
        everything = [await look(node.db, await every_appeal(node.db), BEGIN) for node in self.nodes]
        outcome.appeals = len({row["id"] for one in everything for row in one.appeals})
        outcome.handovers = len({row["id"] for one in everything for row in one.handovers})
        outcome.trace = sm3("\n".join(outcome.story).encode()).hex()[:16]
        return outcome
