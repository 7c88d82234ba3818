"""What was not taken: kept with its code, counted, and told to the desk once a day (R14, R44, R45).

Whoever can reach the door can send garbage. So of tokens that nobody signed only so many an hour have a row of their
own; the rest are counted in rows that are there. None of it goes into an answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from re import compile as pattern
from typing import Any

import structlog
from prometheus_client import Counter as Metric

from twinline.exchange import store
from twinline.exchange.envelope import head_of
from twinline.exchange.model import Refused
from twinline.exchange.ports import TOKEN_CHARS_MAX
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx, execute, fetch_dicts, fetch_value
from twinline.kernel.hashing import sm3
from twinline.oversight import remind_exchange

OPENING_CHARS = 200
KEPT_AN_HOUR = {False: 200, True: 2_000}
"""Rows an hour of tokens that nobody signed, and of those that a peer did."""
KEPT = timedelta(days=180)
HOUR = timedelta(hours=1)
NAME = pattern(r"[a-z0-9][a-z0-9-]{0,62}")

REFUSALS = Metric("twinline_exchange_refusals", "Tokens that were not taken", ["code"])
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Slip:
    """A token that was not taken. ``seq``: its number, only when the peer's signature proves it."""

    token: str
    code: str
    seq: int | None = None

    @property
    def sender(self) -> str | None:
        """Who it claims to be from, when that reads as a name at all."""
        try:
            name = head_of(self.token[:TOKEN_CHARS_MAX])["from"]
        except Refused:
            return None
        return name if NAME.fullmatch(name) else None


async def keep(tx: Tx, slips: Sequence[Slip], *, transport: str, platform: str, peers: Sequence[str]) -> None:
    """Log, count and keep; ``platform``: whose desk is told."""
    for code, times in Counter(slip.code for slip in slips).items():
        REFUSALS.labels(code).inc(times)
        log.error("exchange.refused", code=code, transport=transport, tokens=times)
    since = tx.now - HOUR
    lately = {row["verified"]: row["rows"] for row in await fetch_dicts(tx.conn, store.REFUSED_LATELY_SQL, _at(since))}
    for verified, most in KEPT_AN_HOUR.items():
        some = [slip for slip in slips if (slip.seq is not None) is verified]
        room = max(0, most - lately.get(verified, 0))
        await store.insert_refusals(tx.conn, [_row(tx, slip, transport) for slip in some[:room]])
        await _count(tx, some[room:], since, transport, verified=verified)
    await execute(tx.conn, store.FORGET_REFUSALS_SQL, {"before": tx.now - KEPT})
    await _tell(tx, {slip.sender if slip.sender in peers else None for slip in slips}, platform)


def _at(since: datetime) -> dict[str, Any]:
    return {"since": since}


async def _count(tx: Tx, slips: Sequence[Slip], since: datetime, transport: str, *, verified: bool) -> None:
    """Those without a row of their own, in the newest row of their code; the first of a code has one all the same."""
    first = {slip.code: slip for slip in reversed(slips)}
    for code, times in Counter(slip.code for slip in slips).items():
        params = {"since": since, "code": code, "verified": verified, "times": times}
        if not await execute(tx.conn, store.REFUSED_MORE_SQL, params):
            await store.insert_refusals(tx.conn, [_row(tx, first[code], transport) | {"times": times}])


def _row(tx: Tx, slip: Slip, transport: str) -> dict[str, Any]:
    opening = slip.token[:OPENING_CHARS]
    return {
        "id": tx.new_id(),
        "at": tx.now,
        "peer": slip.sender,
        "transport": transport,
        "code": slip.code,
        "seq": slip.seq,
        "digest": "\\x" + sm3(slip.token.encode("utf-8", "replace")).hex(),
        "chars": len(slip.token),
        "opening": "".join(c if " " <= c <= "~" else "?" for c in opening),
        "verified": slip.seq is not None,
        "times": 1,
    }


async def _tell(tx: Tx, senders: set[str | None], platform: str) -> None:
    """Once a day and peer; what is from nobody that is known counts as one."""
    tomorrow = tx.now.astimezone(CHINA).date() + timedelta(days=1)
    desk = await fetch_value(tx.conn, store.DESK_SQL, {"platform": platform})
    for sender in sorted(sender or "" for sender in senders):
        await remind_exchange(
            tx,
            kind="refusal",
            subject=f"refusal:{sender}",
            platform=platform,
            day_end=datetime.combine(tomorrow, time(), CHINA),
            desk=desk,
        )
