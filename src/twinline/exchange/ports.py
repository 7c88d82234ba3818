"""What carries tokens between platforms, seen from inside: two calls, whatever the wire (decision 0017, R45)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from twinline.kernel.errors import Unavailable

TOKEN_CHARS_MAX = 1_000_000
"""A longer token is refused before it is looked at; words of an appeal are at most 20,000 characters."""

Take = Callable[[str, Sequence[str]], Awaitable[Sequence[str]]]
"""Takes the transport's name and tokens that arrived, returns the answer's tokens. What it returned from is safe."""


class LinkDown(Unavailable):
    """The other side cannot be reached by this transport now; ``params["why"]`` says what happened."""

    code: ClassVar[str] = "exchange.link_down"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One token on its way. ``name`` is the same at every attempt, unique per peer and safe in file names."""

    name: str
    urgent: bool
    token: str


class Transport(Protocol):
    """One way to a peer. Everything may happen twice, late or in another order; nothing may be changed unseen."""

    name: str

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        """Carry parcels, urgent ones first. Returns the answer's tokens where the wire brings them at once, else
        none: they come by ``receive``. Returning means handed over, not arrived. Raises LinkDown.
        """
        ...

    async def receive(self, take: Take) -> int:
        """Hand what has arrived to ``take``, urgent first, and forget it only after ``take`` has returned; send back
        what ``take`` answers. Returns how many tokens came. Raises LinkDown.
        """
        ...

    async def close(self) -> None:
        """Let connections go."""
        ...
