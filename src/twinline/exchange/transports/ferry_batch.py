"""One batch of the file ferry, as bytes that are checked before anything in them is believed (decision 0017, R45).

line 1   JSON: format, version, from, to, number, urgent, count, plain, size, sm3, made_at
line 2   signature of line 1, base64url; ``-`` when the sender has none
rest     the tokens, one a line, ``plain`` bytes, compressed by zlib to ``size`` bytes with the digest ``sm3``
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import orjson

from twinline.exchange.keys import b64, unb64
from twinline.exchange.model import Forged, FutureVersion, Malformed, NotForUs, Oversized
from twinline.exchange.ports import Parcel
from twinline.exchange.transports import as_token
from twinline.kernel.hashing import sm3

FORMAT, VERSION = "twinline-ferry", 1
UNSIGNED = b"-"
HEADER_BYTES_MAX = 4_096
PLAIN_BYTES_MAX = 64 * 2**20
"""A batch that would unpack to more is refused before it is unpacked (a small file can hold a very large one)."""
TOKENS_MAX = 100_000
FILE_BYTES_MAX = PLAIN_BYTES_MAX + 2**20
NUMBER_MAX = 2**53

Signer = Callable[[bytes], bytes]
Verifier = Callable[[bytes, bytes], None]
"""Takes what was signed and the signature; raises Forged."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a file held. ``number`` is the sender's running number, urgent and plain batches counted together."""

    number: int
    urgent: bool
    tokens: list[str]


def portions(parcels: Sequence[Parcel], *, tokens_max: int, bytes_max: int) -> Iterator[list[Parcel]]:
    """Parcels as batches, urgent ones first and by themselves. A token longer than a batch gets one of its own."""
    for urgent in (True, False):
        held: list[Parcel] = []
        room = bytes_max
        for parcel in (one for one in parcels if one.urgent is urgent):
            if held and (len(held) == tokens_max or len(parcel.token) >= room):
                yield held
                held, room = [], bytes_max
            held.append(parcel)
            room -= len(parcel.token) + 1
        if held:
            yield held


def write_batch(
    tokens: Sequence[str], *, me: str, peer: str, number: int, urgent: bool, now: datetime, sign: Signer | None
) -> bytes:
    """The file's bytes."""
    plain = "\n".join(tokens).encode("ascii")
    packed = zlib.compress(plain)
    header = orjson.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "from": me,
            "to": peer,
            "number": number,
            "urgent": urgent,
            "count": len(tokens),
            "plain": len(plain),
            "size": len(packed),
            "sm3": sm3(packed).hex(),
            "made_at": now,
        }
    )
    signature = b64(sign(header)).encode() if sign else UNSIGNED
    return b"\n".join((header, signature, packed))


def read_batch(data: bytes, *, me: str, peer: str, verify: Verifier | None) -> Batch:
    """The batch of a file. Raises Malformed, Forged, NotForUs, Oversized, FutureVersion, with ``why`` for people."""
    header, signature, packed = _parts(data)
    said = _header(header)
    if (said["from"], said["to"]) != (peer, me):
        raise NotForUs(why="from or for somebody else")
    if verify:
        _verify(verify, header, signature)
    if said["version"] > VERSION:
        raise FutureVersion(version=str(said["version"]))
    if len(packed) != said["size"]:
        raise Malformed(why="cut short" if len(packed) < said["size"] else "longer than it says")
    if sm3(packed).hex() != said["sm3"]:
        raise Malformed(why="other digest")
    return Batch(said["number"], said["urgent"], _unpacked(packed, said["plain"], said["count"]))


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    header, first, rest = data.partition(b"\n")
    signature, second, packed = rest.partition(b"\n")
    if not first or not second or len(header) > HEADER_BYTES_MAX or len(signature) > HEADER_BYTES_MAX:
        raise Malformed(why="no header")
    return header, signature, packed


def _header(line: bytes) -> dict[str, Any]:
    try:
        said: Any = orjson.loads(line)
    except ValueError as error:
        raise Malformed(why="header is not JSON") from error
    if not isinstance(said, dict) or not _complete(header := cast("dict[str, Any]", said)):
        raise Malformed(why="header is not a batch's")
    if header["plain"] > PLAIN_BYTES_MAX or header["count"] > TOKENS_MAX:
        raise Oversized(why="unpacks to too much")
    return header


def _complete(said: dict[str, Any]) -> bool:
    numbers = [said.get(name) for name in ("version", "number", "count", "plain", "size")]
    texts = [said.get(name) for name in ("from", "to", "sm3")]
    return (
        said.get("format") == FORMAT
        and all(type(value) is int and 0 <= value < NUMBER_MAX for value in numbers)
        and all(isinstance(value, str) for value in texts)
        and isinstance(said.get("urgent"), bool)
        and said["number"] > 0
    )


def _verify(verify: Verifier, header: bytes, signature: bytes) -> None:
    if signature == UNSIGNED:
        raise Forged(why="not signed")
    try:
        made = unb64(signature.decode("ascii"))
    except ValueError as error:
        raise Forged(why="signature is not base64url") from error
    verify(header, made)


def _unpacked(packed: bytes, plain: int, count: int) -> list[str]:
    """At most one byte more than the header says is ever unpacked."""
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, plain + 1)
    except zlib.error as error:
        raise Malformed(why="does not unpack") from error
    if len(text) != plain or not inflater.eof or inflater.unused_data:
        raise Malformed(why="unpacks to another length")
    if text.count(b"\n") + 1 != count:
        raise Malformed(why="other number of tokens")
    return [as_token(line) for line in text.split(b"\n")]
