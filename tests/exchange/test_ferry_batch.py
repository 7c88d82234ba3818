"""What is wrong with a file of the ferry is seen before anything in it is believed (R14, R45)."""

from __future__ import annotations

import asyncio
import os
import random
import tracemalloc
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.carried_files import ME, PEER, Pair, Taker, now, parcel
from twinline.exchange.keys import b64, load_ring, verify
from twinline.exchange.model import Refused
from twinline.exchange.transports.ferry_batch import PLAIN_BYTES_MAX, read_batch, write_batch
from twinline.kernel.hashing import sm3


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def made(pair: Pair, **changed: Any) -> bytes:
    """A batch by somebody who holds the key, with parts of its header changed before it is signed."""
    data = write_batch(["one", "two"], me=ME, peer=PEER, number=1, urgent=False, now=now(), sign=None)
    header, _, packed = data.split(b"\n", 2)
    packed = changed.pop("packed", packed)
    said = orjson.dumps({**orjson.loads(header), "size": len(packed), "sm3": sm3(packed).hex(), **changed})
    return sign_anew(pair, said, packed)


def sign_anew(pair: Pair, header: bytes, packed: bytes, by: str = ME) -> bytes:
    return b"\n".join((header, b64(pair.rings[by].sign(header)).encode(), packed))


def bomb() -> bytes:
    return zlib.compress(b"a" * (2 * PLAIN_BYTES_MAX), 9)


BAD: dict[str, tuple[str, Callable[[Pair], bytes]]] = {
    "empty": ("exchange.malformed", lambda _: b""),
    "noise": ("exchange.malformed", lambda _: random.Random(7).randbytes(5_000)),
    "no JSON": ("exchange.malformed", lambda _: b"{\n-\n"),
    "JSON of another kind": ("exchange.malformed", lambda _: b"[1]\n-\n"),
    "deep JSON": ("exchange.malformed", lambda _: b"[" * 4_000 + b"\n-\n"),
    "truncated": ("exchange.malformed", lambda pair: made(pair)[:-3]),
    "longer": ("exchange.malformed", lambda pair: made(pair) + b"x"),
    "changed": ("exchange.malformed", lambda pair: made(pair)[:-2] + b"zz"),
    "header changed": ("exchange.forged", lambda pair: made(pair).replace(b'"number":1', b'"number":7')),
    "unsigned": (
        "exchange.forged",
        lambda _: write_batch(["t"], me=ME, peer=PEER, number=1, urgent=False, now=now(), sign=None),
    ),
    "signature is noise": (
        "exchange.forged",
        lambda pair: b"\n\xff\xfe\n".join(made(pair).split(b"\n", 2)[::2]),
    ),
    "other key": (
        "exchange.forged",
        lambda pair: sign_anew(pair, *made(pair).split(b"\n", 2)[::2], by=PEER),
    ),
    "for another": ("exchange.not_for_us", lambda pair: made(pair, to="fire")),
    "from another": ("exchange.not_for_us", lambda pair: made(pair, **{"from": "fire"})),
    "newer": ("exchange.future_version", lambda pair: made(pair, version=2)),
    "number 0": ("exchange.malformed", lambda pair: made(pair, number=0)),
    "number is true": ("exchange.malformed", lambda pair: made(pair, number=True)),
    "other count": ("exchange.malformed", lambda pair: made(pair, count=3)),
    "other length": ("exchange.malformed", lambda pair: made(pair, plain=6)),
    "not packed": ("exchange.malformed", lambda pair: made(pair, packed=b"plain text")),
    "two streams": (
        "exchange.malformed",
        lambda pair: made(pair, packed=zlib.compress(b"one\ntwo") + zlib.compress(b"x")),
    ),
    "bomb that lies": ("exchange.malformed", lambda pair: made(pair, packed=bomb(), plain=100)),
    "bomb that tells": ("exchange.oversized", lambda pair: made(pair, packed=bomb(), plain=2 * PLAIN_BYTES_MAX)),
    "bomb of lines": (
        "exchange.oversized",
        lambda pair: made(pair, packed=zlib.compress(b"\n" * 10**7), plain=10**7, count=10**7 + 1),
    ),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_is_wrong_is_refused_and_the_next_go_on(pair: Pair, what: str) -> None:
    code, bad = BAD[what]
    (pair.inbox() / f"{ME}-{PEER}-000000000000-u.tlf").write_bytes(bad(pair))
    await pair.a.send([parcel(1)])
    pair.carry()
    taker = Taker()
    assert await pair.b.receive(taker) == 1
    assert taker.tokens == [parcel(1).token]
    assert pair.refused() == {f"{ME}-{PEER}-000000000000-u.tlf": code}
    assert not list(pair.inbox().iterdir())


async def test_what_is_no_file_is_refused(pair: Pair) -> None:
    """A pipe that nobody writes to, a folder, a link out of the folder: nothing hangs, nothing is followed."""
    (pair.folder / "secret").write_bytes(made(pair))
    os.mkfifo(pair.inbox() / "a.tlf")
    (pair.inbox() / "b.tlf").mkdir()
    (pair.inbox() / "c.tlf").symlink_to(pair.folder / "secret")
    with (pair.inbox() / "d.tlf").open("wb") as file:
        file.truncate(10 * 2**30)
    await pair.a.send([parcel(1)])
    pair.carry()
    taker = Taker()
    assert await asyncio.wait_for(pair.b.receive(taker), 10) == 1
    assert taker.tokens == [parcel(1).token]
    assert sorted(pair.refused()) == ["a.tlf", "b.tlf", "c.tlf", "d.tlf"]
    assert (pair.folder / "secret").exists()


@settings(max_examples=200, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_changed_bit_is_taken(place: float, bit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    ring = load_ring(tmp_path_factory.getbasetemp() / "one.key")
    check = partial(verify, ring.public())
    data = write_batch(["one", "two"] * 20, me=ME, peer=PEER, number=5, urgent=True, now=now(), sign=ring.sign)
    at = int(place * len(data))
    changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
    with pytest.raises(Refused):
        read_batch(changed, me=PEER, peer=ME, verify=check)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    data = made(pair, packed=bomb(), plain=100)
    check = partial(verify, pair.rings[ME].public())
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read_batch(data, me=PEER, peer=ME, verify=check)
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()
