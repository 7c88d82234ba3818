"""One end of a line that is being tried: it also says what no honest instance says, and notes what the peer makes of it
(R91, R92). It stands outside the database: nothing that it says or hears is work of this instance.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

from twinline.exchange.envelope import (
    ANSWER,
    NOTICE,
    head_of,
    read_answer,
    read_event,
    read_notice,
    write_event,
    write_notice,
)
from twinline.exchange.forms import Data
from twinline.exchange.keys import KeyRing
from twinline.exchange.kinds import KINDS, Schemas
from twinline.exchange.model import Answer, Event, Notice, Peer, Refused
from twinline.exchange.ports import LinkDown, Parcel, Transport
from twinline.exchange.samples import EXAMPLES
from twinline.kernel.clock import CHINA, Clock
from twinline.kernel.ids import uuid7

LOOK_S = 0.05
PROBE_SEQ = 2**62
"""No message is ever numbered so: a probe takes no place of one."""
DUE = timedelta(minutes=30)
T = TypeVar("T")


class Silent(LinkDown):
    """The peer said nothing for long."""

    def __init__(self) -> None:
        super().__init__(why="silence")


@dataclass(slots=True)
class Examiner:
    """``hosts``: what this side speaks as; ``division``: the place that it speaks of; ``forger``: keys that the peer
    has never seen; ``wait_s``: how long an answer may take by the way that is used.
    """

    me: str
    hosts: Sequence[str]
    division: str | None
    ring: KeyRing
    forger: KeyRing
    peer: Peer
    clock: Clock
    way: Transport
    wait_s: float = 15.0
    schemas: Schemas = KINDS
    ahead: timedelta = timedelta()
    """How far the peer's clock is ahead of ours."""
    back: bool = False
    """Whether the peer has said something that we had not asked for: it has a way to us."""
    sent: dict[int, Event] = field(default_factory=dict[int, Event])
    tokens: dict[int, str] = field(default_factory=dict[int, str])
    events: list[Event] = field(default_factory=list[Event])
    unread: list[str] = field(default_factory=list[str])
    _answers: list[Answer] = field(default_factory=list[Answer])
    _replies: dict[str, Notice] = field(default_factory=dict[str, Notice])
    _last: int | None = None
    _probes: int = 0

    # --- the wire ----------------------------------------------------------------------------------------------------

    async def send(self, *tokens: str, urgent: bool = False) -> None:
        """Raises LinkDown."""
        parcels = [Parcel(f"c-{uuid7(self.clock.now()).hex}", urgent, token) for token in tokens]
        await self.hear(self.way.name, await self.way.send(parcels))

    async def hear(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        """What ways and the door hand their tokens to; nothing is answered."""
        for token in tokens:
            try:
                self._sort(token)
            except Refused as why:
                self.unread.append(why.code)
        return ()

    def _sort(self, token: str) -> None:
        match head_of(token)["typ"]:
            case kind if kind == ANSWER:
                self._answers.append(read_answer(token, self.peer.keys, me=self.me))
            case kind if kind == NOTICE:
                said = read_notice(token, self.peer.keys, me=self.me)
                self._replies[str(said.data.get("of") or said.data.get("run"))] = said
                self.back = self.back or said.kind == "heartbeat"
            case _:
                self.back = True
                newest = self.schemas.newest
                self.events.append(read_event(self.ring, token, self.peer.keys, me=self.me, newest=newest))

    async def until(self, happened: Callable[[], T | None]) -> T:
        """What ``happened`` gives once it is not None. Raises Silent, LinkDown."""
        end = monotonic() + self.wait_s
        while (found := happened()) is None:
            if monotonic() > end:
                raise Silent
            if not await self.way.receive(self.hear):
                await asyncio.sleep(LOOK_S)
        return found

    # --- notices -----------------------------------------------------------------------------------------------------

    async def ask(self, kind: str, data: Mapping[str, Any], *, of: str = "") -> Notice:
        """What the peer replies to a notice. Raises Silent, LinkDown."""
        now = self.clock.now()
        notice = Notice(uuid7(now), self.me, self.peer.name, kind, now, dict(data))
        key = of or str(notice.id)
        self._replies.pop(key, None)
        await self.send(write_notice(self.ring, notice))
        return await self.until(lambda: self._replies.get(key))

    async def stands(self, *seqs: int) -> dict[int, tuple[bool, bool]]:
        """Of our numbers those that the peer has: whether admitted, and whether something is said against it."""
        said = await self.ask("standing", {"since": self.clock.now().isoformat(), "seqs": list(seqs)})
        return {int(seq): (bool(admitted), bool(error)) for seq, admitted, error in said.data["numbers"]}

    async def refusals(self, since: datetime) -> dict[str, int]:
        """How many tokens in our name the peer has refused since a moment of ours, by code."""
        said = await self.ask("standing", {"since": (since + self.ahead).isoformat(), "seqs": []})
        return dict(said.data["refused"])

    # --- messages ----------------------------------------------------------------------------------------------------

    def event(self, kind: str = "offer", *, seq: int, data: Data | None = None, **changes: Any) -> Event:
        """A message as it should be, on a matter of its own unless ``changes`` say otherwise."""
        now = self.clock.now()
        known: dict[str, Any] = {
            "id": uuid7(now),
            "source": self.me,
            "target": self.peer.name,
            "subject": uuid7(now),
            "at": now,
            "subject_n": 1,
            "urgent": False,
            "version": self.schemas.newest,
            "sender": self.hosts[0],
            "receiver": self.peer.hosts[0],
        }
        return Event(kind=kind, seq=seq, data=data or self.example(kind), **{**known, **changes})

    def example(self, kind: str) -> Data:
        """The published example of a kind, as if it were of now and of here."""
        return _anew(EXAMPLES[kind], self, {}, "")

    def probe(self) -> int:
        """A number for a message that must be refused."""
        self._probes += 1
        return PROBE_SEQ + self._probes

    async def number(self) -> int:
        """The next number; the first time the peer is asked what it has. Raises Silent, LinkDown."""
        if self._last is None:
            self._last = await self._known()
        self._last += 1
        return self._last

    async def _known(self) -> int:
        """Up to which number the peer has everything, after what an earlier trial left open is filled."""
        answer = await self._answered()
        if answer.missing:
            fillers = [self.event("transfer", seq=seq) for seq in answer.missing]
            await self.send(*(self.written(event) for event in fillers))
            await self.until(lambda: True if all(map(self._fate, answer.missing)) else None)
            answer = await self._answered()
        if answer.missing:
            raise LinkDown(why=f"missing {answer.missing[0]}")
        return answer.upto

    async def _answered(self) -> Answer:
        seq = self.probe()
        await self.send(self.written(self.event("transfer", seq=seq, version=self.schemas.newest + 1)))
        return await self.until(lambda: next((one for one in self._answers if seq in one.refused), None))

    def written(self, event: Event, *, ring: KeyRing | None = None, keys: Mapping[str, Any] | None = None) -> str:
        """The token of an event, signed with our keys and sealed for the peer unless told otherwise."""
        return write_event(ring or self.ring, keys or self.peer.keys, event)

    async def say(self, *events: Event) -> None:
        """Send messages, urgent ones first, and remember them. Raises LinkDown."""
        for event in events:
            self.sent[event.seq], self.tokens[event.seq] = event, self.written(event)
        ordered = sorted(events, key=lambda event: not event.urgent)
        parcels = [Parcel(f"c-{event.id.hex}", event.urgent, self.tokens[event.seq]) for event in ordered]
        await self.hear(self.way.name, await self.way.send(parcels))

    async def fate(self, seq: int) -> str:
        """``taken``, or the code that the peer refused a number with. Raises Silent, LinkDown."""
        return await self.until(lambda: self._fate(seq))

    def _fate(self, seq: int) -> str | None:
        for answer in reversed(self._answers):
            if seq in answer.refused:
                return answer.refused[seq]
            if seq <= answer.upto or seq in answer.taken:
                return "taken"
        return None

    def answers_since(self, count: int) -> list[Answer]:
        """The answers that came after so many."""
        return self._answers[count:]

    @property
    def heard(self) -> int:
        """How many answers have come."""
        return len(self._answers)


def _anew(value: Any, it: Examiner, ids: dict[str, str], name: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _anew(one, it, ids, key) for key, one in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, list):
        return [_anew(one, it, ids, "") for one in value]  # pyright: ignore[reportUnknownVariableType]
    return _word_anew(value, it, ids, name) if isinstance(value, str) else value


def _word_anew(value: str, it: Examiner, ids: dict[str, str], name: str) -> str | None:
    now = it.clock.now()
    match name:
        case "first_receiver" | "owner_platform":
            return it.hosts[0]
        case "order_kind":
            return "case" if it.hosts[0] == "12345" else "incident"
        case "division":
            return it.division
        case _ if name.endswith(".division"):
            return it.division or value
        case "number" | "order_number":
            return ids.setdefault(value, f"CHECK-{uuid7(now).hex[-16:].upper()}")
        case _ if name == "at" or name.endswith("_at"):
            return (now + (DUE if name == "due_at" else timedelta())).astimezone(CHINA).isoformat()
        case _ if _is_uuid(value):
            return ids.setdefault(value, str(uuid7(now)))
        case _:
            return value


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
