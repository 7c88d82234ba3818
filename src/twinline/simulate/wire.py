"""A wire that loses, doubles, delays, reorders and damages what it carries, and is cut now and then."""

import contextlib
import random
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from twinline.exchange import outgoing

DROP, DOUBLE, DAMAGE, DELAY = 0.06, 0.06, 0.02, 0.10
DELAY_S_MAX = 1_800


@dataclass(slots=True)
class Wire:
    """One direction. ``calm``: nothing goes wrong on it any more."""

    dice: random.Random
    now: Callable[[], float]
    faults: Counter[str]
    cut: bool = False
    calm: bool = False
    flying: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])

    async def send(self, parcels: Sequence[outgoing.Parcel]) -> Sequence[str]:
        """Raises LinkDown while cut; now and then it says so although part of it went through."""
        if self.cut:
            raise outgoing.LinkDown(why="cut")
        half = not self.calm and self.dice.random() < 0.03
        tokens = [parcel.token for parcel in parcels]
        self.carry(tokens[: len(tokens) // 2 + 1] if half else tokens)
        if half:
            self.faults["half_sent"] += 1
            raise outgoing.LinkDown(why="broke off")
        return ()

    def carry(self, tokens: Sequence[str]) -> None:
        """Let tokens fly; on a cut wire they are lost."""
        for token in tokens:
            self._one(token)

    def _one(self, token: str) -> None:
        dice, luck = self.dice, 1.0 if self.calm else self.dice.random()
        if self.cut:
            self.faults["lost_in_partition"] += 1
        elif luck < DROP:
            self.faults["drop"] += 1
        elif luck < DROP + DOUBLE:
            self.faults["duplicate"] += 1
            self.flying += [(self.now(), token)] * 2
        elif luck < DROP + DOUBLE + DAMAGE:
            self.faults["corrupt"] += 1
            place = dice.randrange(len(token))
            other = chr(33 + (ord(token[place]) - 33 + dice.randrange(1, 90)) % 94)
            self.flying.append((self.now(), token[:place] + other + token[place + 1 :]))
        elif luck < DROP + DOUBLE + DAMAGE + DELAY:
            self.faults["delay"] += 1
            self.flying.append((self.now() + dice.randrange(DELAY_S_MAX), token))
        else:
            self.flying.append((self.now(), token))

    def arrived(self) -> list[tuple[float, str]]:
        """Some of what is there by now, in any order; it stays until it is forgotten."""
        there = [one for one in self.flying if one[0] <= self.now() or self.calm]
        if not there or self.cut:
            return []
        if self.calm:
            return there
        self.faults["reorder"] += len(there) > 1
        return self.dice.sample(there, self.dice.randrange(1, len(there) + 1))

    @contextlib.contextmanager
    def handing_over(self, taken: Sequence[tuple[float, str]]) -> Generator[None]:
        """What was taken is forgotten; when the receiver fails, it stays there or is lost with it."""
        try:
            yield
        except BaseException:
            if self.dice.random() < 0.5:
                self._forget(taken)
                self.faults["lost_unread"] += 1
            raise
        self._forget(taken)

    def _forget(self, taken: Sequence[tuple[float, str]]) -> None:
        for one in taken:
            self.flying.remove(one)
