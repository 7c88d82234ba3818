"""File ferry: numbered, signed batches in folders that something else empties and fills: a one-way gate, a share that
is copied at night, a stick carried by hand (decision 0017, R14, R45).

Sending never needs anything back. A batch is a file ``<from>-<to>-<number>-<u|p>.tlf`` (u: urgent) which appears under
that name complete and on the disk, or not at all. What the other side answers comes by its own batches, whenever.

A file that is damaged, forged or for somebody else goes to the ``refused`` folder with a reason beside it, and the next
is read. One that may still be being copied is left until it has not changed for a while.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
import structlog
from prometheus_client import Counter

from twinline.exchange.model import Malformed, Oversized, Refused
from twinline.exchange.ports import LinkDown, Parcel, Take
from twinline.exchange.transports import BadTransport, read
from twinline.exchange.transports.ferry_batch import (
    FILE_BYTES_MAX,
    PLAIN_BYTES_MAX,
    TOKENS_MAX,
    Batch,
    Signer,
    Verifier,
    portions,
    read_batch,
    write_batch,
)
from twinline.exchange.transports.folders import (
    Found,
    Ident,
    alone,
    down_when_failing,
    found_in,
    move,
    put,
    read_bounded,
    reason,
    replace,
    write_whole,
)
from twinline.kernel.clock import Clock, SystemClock
from twinline.kernel.hashing import sm3

NAME = "ferry"
SUFFIX = ".tlf"
FILES_A_LOOK = 20
"""After so many files the folder is looked at again: an urgent batch waits for no more than these."""
LOOKS_MAX = 500
MISSING_MAX = 1_000
DONE_SPARE = 100
_MARK = {True: "u", False: "p"}

REFUSED = Counter("twinline_exchange_batches_refused", "Files of the ferry that were not taken", ["code"])
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What an administrator sets. ``settle_s``: a damaged file that has not changed for so long is no longer being
    copied; ``waiting_max``: with so many batches uncollected the link is down; ``done_keep``: files kept after taking.
    """

    out_dir: str
    in_dir: str
    done_dir: str
    refused_dir: str = ""
    state_dir: str = ""
    batch: int = 500
    batch_bytes: int = 4 * 2**20
    settle_s: float = 10.0
    waiting_max: int = 10_000
    done_keep: int = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Where files are and how many of them."""

    out: Path
    into: Path
    done: Path
    refused: Path
    state: Path
    limits: Options


@dataclass(slots=True)
class Numbers:
    """Numbers that came, as stretches from first to last, so that what is missing can be told."""

    stretches: list[list[int]] = field(default_factory=list[list[int]])

    def add(self, number: int) -> bool:
        """Whether it is new."""
        if any(first <= number <= last for first, last in self.stretches):
            return False
        joined = sorted([*self.stretches, [number, number]])
        self.stretches = joined[:1]
        for first, last in joined[1:]:
            if first == self.stretches[-1][1] + 1:
                self.stretches[-1][1] = last
            else:
                self.stretches.append([first, last])
        return True

    def gaps(self) -> list[tuple[int, int]]:
        """Stretches below the highest that never came, from 1 on."""
        ends = [0, *(last for _, last in self.stretches)]
        firsts = [first for first, _ in self.stretches]
        return [(end + 1, first - 1) for end, first in zip(ends, firsts, strict=False) if first > end + 1]


class Outbox:
    """The sender's half. Its methods block and are called from threads; several processes may share the folders."""

    def __init__(self, plan: Plan, *, me: str, peer: str, clock: Clock, sign: Signer | None) -> None:
        self._plan, self._me, self._peer = plan, me, peer
        self._clock, self._sign = clock, sign
        self._state = plan.state / f"{me}-{peer}.out.json"
        self._prefix = f"{me}-{peer}-"

    def write(self, parcels: Sequence[Parcel]) -> None:
        """Every parcel is in a file with its final name when this returns. Raises LinkDown."""
        limits = self._plan.limits
        with down_when_failing(self._plan.out):
            self._plan.state.mkdir(parents=True, exist_ok=True)
            with alone(self._state.with_suffix(".lock")):
                number, waiting = self._look()
                for held in portions(parcels, tokens_max=limits.batch, bytes_max=limits.batch_bytes):
                    if waiting >= limits.waiting_max:
                        raise LinkDown(why=f"{waiting} batches are not collected")
                    number, waiting = number + 1, waiting + 1
                    self._publish(number, held)

    def _publish(self, number: int, held: Sequence[Parcel]) -> None:
        """Draft on the disk, then the number taken for good, then the name: a number is never used for two contents,
        and one that is taken always comes, for a draft with a taken number is given its name later.
        """
        urgent = held[0].urgent
        name = f"{self._prefix}{number:012d}-{_MARK[urgent]}{SUFFIX}"
        draft = self._plan.out / f".{name}.part"
        tokens = [parcel.token for parcel in held]
        now = self._clock.now()
        data = write_batch(
            tokens, me=self._me, peer=self._peer, number=number, urgent=urgent, now=now, sign=self._sign
        )  # fmt: skip
        write_whole(draft, data)
        replace(self._state, orjson.dumps({"number": number}))
        put(draft, self._plan.out / name)

    def _look(self) -> tuple[int, int]:
        """The last number used and how many batches wait; drafts of a process that died are finished or removed."""
        saved = last = self._last()
        waiting = 0
        for one in found_in(self._plan.out):
            number = self._number(one.name.removesuffix(".part").removeprefix("."))
            if number is None:
                continue
            if not one.name.endswith(".part"):
                waiting, last = waiting + 1, max(last, number)
            elif number <= saved:
                put(self._plan.out / one.name, self._plan.out / one.name[1:].removesuffix(".part"))
            else:
                (self._plan.out / one.name).unlink()
        return last, waiting

    def _number(self, name: str) -> int | None:
        parts = name.removeprefix(self._prefix).removesuffix(SUFFIX).split("-")
        ours = name.startswith(self._prefix) and name.endswith(SUFFIX) and len(parts) == 2
        return int(parts[0]) if ours and parts[0].isdecimal() and parts[1] in _MARK.values() else None

    def _last(self) -> int:
        try:
            return int(orjson.loads(self._state.read_bytes())["number"])
        except FileNotFoundError:
            return 0
        except (ValueError, KeyError, TypeError) as error:
            raise LinkDown(why=f"{self._state.name} is damaged") from error


class Inbox:
    """The receiver's half; its methods block and are called from threads."""

    def __init__(
        self, plan: Plan, *, me: str, peer: str, clock: Clock, verify: Verifier | None, ticks: Callable[[], float]
    ) -> None:
        self._plan, self._me, self._peer = plan, me, peer
        self._clock, self._verify, self._ticks = clock, verify, ticks
        self._state = plan.state / f"{me}-{peer}.in.json"
        self._unsettled: dict[str, tuple[Ident, float]] = {}
        self._taken: dict[str, tuple[Ident, int]] = {}
        self._unsaved = False
        self.came = self._known()

    def look(self, passed: set[str]) -> list[Found]:
        """The next files to read, urgent ones first, without those passed before. Raises LinkDown."""
        found = self._there()
        self._unsettled = {name: seen for name, seen in self._unsettled.items() if name in found}
        waiting = self._ordered(found, passed)
        if waiting and not _urgent(waiting[0]):
            # A folder that is written to while it is read may show a batch without the urgent one put there before it.
            waiting = self._ordered(found | self._there(), passed)
        return waiting[:FILES_A_LOOK]

    def _ordered(self, found: Mapping[str, Found], passed: set[str]) -> list[Found]:
        waiting = [one for one in found.values() if one.name not in passed]
        return sorted(waiting, key=lambda one: (not _urgent(one), one.name))

    def _there(self) -> dict[str, Found]:
        """The batches in the folder by name; a dot in front, or another ending, marks somebody's draft."""
        with down_when_failing(self._plan.into):
            found = found_in(self._plan.into)
        return {one.name: one for one in found if one.name.endswith(SUFFIX) and not one.name.startswith(".")}

    def open(self, file: Found) -> Batch | None:
        """The batch of a file; None when it is no longer there, may still be being copied, was refused, or only waits
        to be put away. Raises LinkDown when a refused file cannot be put away.
        """
        if self._taken.get(file.name, (None,))[0] == file.ident:
            return None
        try:
            return self._read(file)
        except FileNotFoundError:
            return None
        except Refused as why:
            if self._settled(file):
                self._refuse(file, why)
            return None

    def _read(self, file: Found) -> Batch:
        try:
            data = read_bounded(self._plan.into / file.name, FILE_BYTES_MAX)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise Malformed(why=f"cannot be read: {reason(error)}") from error
        if data is None:
            raise Oversized(why="too large" if file.regular else "not a file")
        return read_batch(data, me=self._me, peer=self._peer, verify=self._verify)

    def _settled(self, file: Found) -> bool:
        ident, since = self._unsettled.get(file.name, (None, 0.0))
        if ident != file.ident:
            since = self._ticks()
            self._unsettled[file.name] = (file.ident, since)
        return self._ticks() - since >= self._plan.limits.settle_s

    def _refuse(self, file: Found, why: Refused) -> None:
        with down_when_failing(self._plan.refused):
            self._plan.refused.mkdir(parents=True, exist_ok=True)
            put_at = move(self._plan.into / file.name, self._plan.refused)
            REFUSED.labels(why.code).inc()
            log.error("exchange.batch_refused", code=why.code, file=file.name, **why.params)
            said = {"file": file.name, "code": why.code, "at": self._clock.now(), **why.params}
            replace(put_at.with_name(f"{put_at.name}.reason.json"), orjson.dumps(said, option=orjson.OPT_INDENT_2))

    def put_away(self, file: Found, number: int) -> None:
        """Forget a file that was taken. Raises LinkDown; it is then not taken again but put away at the next call."""
        self._taken[file.name] = (file.ident, number)
        with down_when_failing(self._plan.done):
            self._note(number)
            self._plan.done.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                move(self._plan.into / file.name, self._plan.done)
        self._taken.pop(file.name, None)

    def put_rest_away(self) -> None:
        """Forget what was taken before and could not be put away then. Raises LinkDown."""
        if not self._taken:
            return
        there = self._there()
        for name, (ident, number) in list(self._taken.items()):
            if name in there and there[name].ident == ident:
                self.put_away(there[name], number)
            else:
                self._taken.pop(name, None)

    def _note(self, number: int) -> None:
        if self.came.add(number) or self._unsaved:
            self._save()

    def _save(self) -> None:
        self._unsaved = True
        self._plan.state.mkdir(parents=True, exist_ok=True)
        replace(self._state, orjson.dumps({"came": self.came.stretches}))
        self._unsaved = False

    def _known(self) -> Numbers:
        """Without its file, or with a damaged one, the count begins anew: it may tell too much missing, never lose."""
        try:
            kept = orjson.loads(self._state.read_bytes())["came"]
            numbers = Numbers()
            for first, last in kept:
                numbers.stretches.append([int(first), int(last)])
            return numbers
        except (OSError, ValueError, KeyError, TypeError):
            return Numbers()

    def accept_gaps(self) -> None:
        """Count as come what is missing; a person says that it will not come. Raises LinkDown."""
        with down_when_failing(self._plan.state):
            if self.came.stretches:
                self.came.stretches = [[1, self.came.stretches[-1][1]]]
                self._save()

    def prune(self) -> None:
        """Remove the oldest files that were taken, once there are more than are kept by a hundred."""
        with contextlib.suppress(OSError):
            kept = [one for one in found_in(self._plan.done) if one.regular and SUFFIX in one.name]
            if len(kept) > self._plan.limits.done_keep + DONE_SPARE:
                kept.sort(key=lambda one: one.ident[2])
                for one in kept[: len(kept) - self._plan.limits.done_keep]:
                    (self._plan.done / one.name).unlink()


def _urgent(file: Found) -> bool:
    return file.name.endswith(f"-{_MARK[True]}{SUFFIX}")


class Ferry:
    """The transport. See `Transport`."""

    def __init__(self, outbox: Outbox, inbox: Inbox, *, name: str) -> None:
        self.name = name
        self._outbox, self._inbox = outbox, inbox
        self._writing, self._reading = asyncio.Lock(), asyncio.Lock()
        self._told: list[tuple[int, int]] = inbox.came.gaps()

    @property
    def missing(self) -> Sequence[int]:
        """Numbers of batches that should have come before others that did; at most a thousand."""
        found: list[int] = []
        for first, last in self._inbox.came.gaps():
            found.extend(range(first, min(last, first + MISSING_MAX - len(found) - 1) + 1))
            if len(found) >= MISSING_MAX:
                break
        return found

    async def accept_gaps(self) -> None:
        """Report no longer what is missing now. Raises LinkDown."""
        async with self._reading:
            await asyncio.to_thread(self._inbox.accept_gaps)

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        if parcels:
            async with self._writing:
                await asyncio.to_thread(self._outbox.write, parcels)
        return ()

    async def receive(self, take: Take) -> int:
        async with self._reading:
            try:
                return await self._receive(take)
            finally:
                self._tell_gaps()

    async def _receive(self, take: Take) -> int:
        """Whatever is wrong with one file or folder, everything else is read first."""
        came, passed, trouble = 0, set[str](), list[LinkDown]()
        try:
            await asyncio.to_thread(self._inbox.put_rest_away)
        except LinkDown as down:
            trouble.append(down)
        for _ in range(LOOKS_MAX):
            files = await asyncio.to_thread(self._inbox.look, passed)
            for file in files:
                passed.add(file.name)
                try:
                    came += await self._one(file, take)
                except LinkDown as down:
                    trouble.append(down)
            if not files:
                break
        if came:
            await asyncio.to_thread(self._inbox.prune)
        if trouble:
            raise trouble[0]
        return came

    async def _one(self, file: Found, take: Take) -> int:
        batch = await asyncio.to_thread(self._inbox.open, file)
        if batch is None:
            return 0
        answers = await take(self.name, batch.tokens)
        try:
            await self.send([Parcel(f"answer-{sm3(one.encode()).hex()[:32]}", True, one) for one in answers])
        finally:
            await asyncio.to_thread(self._inbox.put_away, file, batch.number)
        return len(batch.tokens)

    def _tell_gaps(self) -> None:
        gaps = self._inbox.came.gaps()
        for first, last in gaps:
            if (first, last) not in self._told:
                log.warning("exchange.batches_missing", first=first, last=last)
        self._told = gaps

    async def close(self) -> None:
        """Nothing is held open."""


def open_(
    options: Mapping[str, Any],
    *,
    me: str,
    peer: str,
    sign: Signer | None = None,
    verify: Verifier | None = None,
    clock: Clock | None = None,
    ticks: Callable[[], float] | None = None,
) -> Ferry:
    """A ferry by an administrator's options; docs/how-to/ferry.md has them all. ``sign`` signs this side's batches;
    ``verify`` checks the peer's, and an unsigned or forged one is then refused. ``ticks``: seconds that pass.
    Raises BadTransport.
    """
    now = clock or SystemClock()
    plan = _plan(read(Options, options))
    outbox = Outbox(plan, me=me, peer=peer, clock=now, sign=sign)
    inbox = Inbox(plan, me=me, peer=peer, clock=now, verify=verify, ticks=ticks or monotonic)
    return Ferry(outbox, inbox, name=str(options.get("name", NAME)))


def _plan(options: Options) -> Plan:
    if not options.batch_bytes <= PLAIN_BYTES_MAX // 4:
        raise BadTransport(option="batch_bytes", why=f"more than {PLAIN_BYTES_MAX // 4}")
    if not options.batch <= TOKENS_MAX:
        raise BadTransport(option="batch", why=f"more than {TOKENS_MAX}")
    done = _folder(options, "done_dir")
    return Plan(
        out=_folder(options, "out_dir"),
        into=_folder(options, "in_dir"),
        done=done,
        refused=_folder(options, "refused_dir") if options.refused_dir else done / "refused",
        state=_folder(options, "state_dir") if options.state_dir else done / "state",
        limits=options,
    )


def _folder(options: Options, name: str) -> Path:
    path = Path(getattr(options, name))
    if not path.is_absolute():
        raise BadTransport(option=name, why="not an absolute path")
    return path
