"""A hub between platforms: it keeps tokens that are for another peer, and passes them on unopened (R3, R45).

It sees who writes to whom, when, and what is urgent. Signature and seal are end to end: it can neither read nor change
what it carries, and what it loses is sent again, because only the receiver answers.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

import orjson
import structlog
from prometheus_client import Counter

from twinline.exchange import hub_store, store
from twinline.exchange.envelope import ANSWER, head_of
from twinline.exchange.gateway import Gateway, Line, Way
from twinline.exchange.keys import unb64, verify
from twinline.exchange.model import Peer, Refused
from twinline.exchange.ports import LinkDown, Parcel
from twinline.kernel.hashing import sm3

PASS_TOKENS = 200
PATIENCE_S = 20.0
KEPT_DAYS = 7
TIDY_EVERY_S = 3600.0

PASSED = Counter("twinline_hub_passed", "Tokens of others that were passed on", ["source", "target"])
log = structlog.get_logger(__name__)


class Hub(Gateway):
    """The loops of a hub. What is addressed to the hub itself, or is wrong, is dealt with as any gateway does."""

    _tidy_at = 0.0

    async def take(self, transport: str, tokens: Sequence[str]) -> Sequence[str]:
        """Keep what is for others; it is on the disk when this returns. The answers come later, from the receivers."""
        async with self._db.transaction() as tx:
            peers = {peer.name: peer for peer in await store.peers(tx.conn) if peer.active}
            rows = {token: row for token in tokens if (row := kept(token, peers, me=self._me.name, now=tx.now))}
            if rows:
                await hub_store.keep(tx.conn, list(rows.values()))
        rest = [token for token in tokens if token not in rows]
        return await super().take(transport, rest) if rest else ()

    async def _send(self, line: Line) -> int:
        await self._tidy()
        return await super()._send(line) + await self.pass_on(line)

    async def _beat(self, line: Line, way: Way) -> int:
        """A hub says nothing of its own: those that it serves know one another, not it."""
        return 0

    async def _ask(self, line: Line) -> int:
        return 0

    async def pass_on(self, line: Line) -> int:
        """Hand what waits for a peer to the first way that is up, urgent ones first. Returns how many went."""
        for way in line.ways:
            if not way.rested:
                continue
            async with self._db.transaction() as tx:
                marked, limit = tx.now, PASS_TOKENS
                rows = await hub_store.to_pass(tx.conn, line.peer.name, marked, limit=limit, patience_s=PATIENCE_S)
            if not rows:
                return 0
            try:
                answers = await way.transport.send([_parcel(row) for row in rows])
            except LinkDown as down:
                log.warning("hub.link_down", peer=line.peer.name, transport=way.transport.name, **down.params)
                way.failed()
                async with self._db.transaction() as tx:
                    await hub_store.unmark(tx.conn, rows, marked=marked)
                continue
            way.worked()
            await self.take(way.transport.name, answers)
            await self._done(line.peer, way, rows, marked)
            return len(rows)
        return 0

    async def _done(self, peer: Peer, way: Way, rows: Sequence[Mapping[str, Any]], marked: datetime) -> None:
        async with self._db.transaction() as tx:
            await hub_store.passed(tx.conn, rows, marked=marked, now=tx.now, by=way.transport.name)
        for row in rows:
            PASSED.labels(row["source"], peer.name).inc()

    async def _tidy(self) -> None:
        if monotonic() >= self._tidy_at:
            self._tidy_at = monotonic() + TIDY_EVERY_S
            async with self._db.transaction() as tx:
                await hub_store.tidy(tx.conn, tx.now, days=KEPT_DAYS)


def _parcel(row: Mapping[str, Any]) -> Parcel:
    """Named anew each time it goes: a wire that drops what it carried before must not drop a repeat."""
    return Parcel(f"{row['digest'][:32]}-{row['passes']}", row["urgent"], row["token"])


def kept(token: str, peers: Mapping[str, Peer], *, me: str, now: datetime) -> dict[str, Any] | None:
    """The row of a token that one known peer wrote to another; None for any other, which nobody passes on."""
    try:
        head = head_of(token)
        source, target = peers.get(head["from"]), peers.get(head["to"])
        if source is None or target is None or source.name == target.name or head["to"] == me:
            return None
        urgent = _signed_by(source, token).get("urgent") is True or head["typ"] == ANSWER
    except (Refused, ValueError):
        return None
    return {
        "digest": "\\x" + sm3(token.encode()).hex(),
        "source": source.name,
        "target": target.name,
        "urgent": urgent,
        "token": token,
        "chars": len(token),
        "kept_at": now,
    }


def _signed_by(source: Peer, token: str) -> dict[str, Any]:
    """What a token says outside its seal. Raises Forged, ValueError."""
    head, body, signature = token.split(".")
    verify(source.keys, f"{head}.{body}".encode("ascii"), unb64(signature))
    said: dict[str, Any] = orjson.loads(unb64(body))
    return said
