"""Reconciliation: what one side sent on a day is what the other took and admitted; the difference must be 0 (R45, R62).

Whoever compares asks the other for figures — how many, and SM3 over number, id and digest of each — of ranges of
numbers. Ranges whose figures differ are divided until the numbers are known; these are sent or admitted again, both
harmless when they were there, and the day is compared anew. The one who is asked keeps nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

import structlog

from twinline.exchange import links_store, store
from twinline.exchange.links_store import Run
from twinline.exchange.model import BadBody
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx, execute, fetch_value
from twinline.kernel.hashing import sm3
from twinline.kernel.jobs import UPKEEP, database, jobs
from twinline.oversight import remind_exchange

Direction = Literal["out", "in"]
EVERYTHING = [1, 2**62]
PARTS = 8
SPANS_MAX = 32
ROWS_SPAN = 64
"""A span of so many numbers is told message by message."""
FOUND_MAX = 2_000
TRIES_MAX = 4
RUNS_AT_ONCE = 4
AGAIN_S = 20.0
REPAIR_S = 5.0
MENDED = {"lost": "send", "held": "admit"}
"""What mends a difference; one that is *changed* or *extra* needs a person."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one span: how many messages, how many admitted, the first and last number, SM3 over all."""

    lo: int
    hi: int
    n: int
    admitted: int
    first: int | None
    last: int | None
    sm3: str


async def begin(tx: Tx, *, peer: str, day: date, direction: Direction, asked_by: UUID | None = None) -> UUID:
    """Have a day's messages compared; of today those up to now. The gateway does it."""
    first = datetime.combine(day, time(), CHINA)
    row = {
        "id": tx.new_id(),
        "peer": peer,
        "day": day,
        "direction": direction,
        "asked_by": asked_by,
        "now": tx.now,
        "since": first,
        "until": min(first + timedelta(days=1), tx.now),
        "waiting": [EVERYTHING],
    }
    return await links_store.begin_run(tx.conn, row)


async def asks(tx: Tx, peer: str) -> list[tuple[str, dict[str, Any]]]:
    """What is to be asked of the peer now, as kind and data of notices."""
    said: list[tuple[str, dict[str, Any]]] = []
    for run in await links_store.due_runs(tx.conn, peer, tx.now, limit=RUNS_AT_ONCE):
        fresh = run.asked or run.waiting[:SPANS_MAX]
        rest = run.waiting if run.asked else run.waiting[SPANS_MAX:]
        again = tx.now + timedelta(seconds=AGAIN_S)
        now = replace(run, state="asking", asked=fresh, waiting=rest)
        await _save(tx, now, next_at=again)
        said.append(("digest", _question(now)))
    return said


def _question(run: Run) -> dict[str, Any]:
    side = "taken" if run.direction == "out" else "sent"
    between = {"since": run.since.isoformat(), "until": run.until.isoformat()}
    asked = {"rows": _small(run.asked), "spans": run.asked}
    return {"run": str(run.id), "step": run.step, "side": side, **asked, **between}


def _small(spans: Sequence[Sequence[int]]) -> bool:
    return all(hi - lo < ROWS_SPAN for lo, hi in spans)


async def answer(tx: Tx, peer: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Figures for a peer that compares. Raises BadBody."""
    try:
        spans = [[int(lo), int(hi)] for lo, hi in data["spans"]]
        side, rows = {"sent": "sent", "taken": "taken"}[data["side"]], data["rows"] is True
        between = {name: datetime.fromisoformat(data[name]) for name in ("since", "until")}
        run, step = str(UUID(data["run"])), int(data["step"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="digest") from error
    if not 0 < len(spans) <= SPANS_MAX or not all(1 <= lo <= hi <= EVERYTHING[1] for lo, hi in spans):
        raise BadBody(why="spans")
    if any(moment.tzinfo is None for moment in between.values()) or (rows and not _small(spans)):
        raise BadBody(why="digest")
    told: list[Any]
    if rows:
        told = await _rows(tx, side, peer, spans, **between)
    else:
        told = [asdict(one) for one in await _figures(tx, side, peer, spans, **between)]
    return {"run": run, "step": step, "rows": rows, "told": told}


async def _figures(tx: Tx, side: str, peer: str, spans: Sequence[Sequence[int]], **between: Any) -> list[Figures]:
    found = await links_store.figures(tx.conn, side, peer, spans, **between)
    return [Figures(sm3=sm3(bytes(row.pop("said"))).hex(), **row) for row in found]


async def _rows(
    tx: Tx, side: str, peer: str, spans: Sequence[Sequence[int]], **between: Any
) -> list[tuple[int, str, str, bool]]:
    found = await links_store.rows(tx.conn, side, peer, spans, limit=SPANS_MAX * ROWS_SPAN, **between)
    return [(row["seq"], str(row["message_id"]), row["digest"], row["admitted"]) for row in found]


async def compare(tx: Tx, peer: str, platform: str, data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Go on with a comparison by what the peer answered; returns what it is told. Raises BadBody. Answers to questions
    that were not asked, or that were answered, change nothing."""
    try:
        run = await links_store.run(tx.conn, UUID(data["run"]), peer)
        if run is None or run.state != "asking" or not run.asked or data["step"] != run.step:
            return []
        now = await (_by_rows if data["rows"] else _by_figures)(tx, run, data["told"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(why="figures") from error
    now = replace(now, step=run.step + 1, asked=[])
    if now.waiting and len(now.found) < FOUND_MAX:
        await _save(tx, now, next_at=tx.now)
        return []
    return await _judge(tx, now, platform)


async def _by_figures(tx: Tx, run: Run, told: Sequence[Mapping[str, Any]]) -> Run:
    theirs = {(one["lo"], one["hi"]): Figures(**one) for one in told}
    ours = await _figures(tx, _our_side(run), run.peer, run.asked, since=run.since, until=run.until)
    spans: list[list[int]] = []
    for mine in ours:
        other = theirs[mine.lo, mine.hi]
        sent, taken = (mine, other) if run.direction == "out" else (other, mine)
        if [mine.lo, mine.hi] == EVERYTHING:
            whole = {"sent": sent.n, "taken": taken.n, "admitted": taken.admitted}
            digests = {"sent_sm3": sent.sm3, "taken_sm3": taken.sm3}
            await execute(tx.conn, links_store.WHOLE_SQL, {"id": run.id, **whole, **digests})
        if (sent.n, sent.sm3, sent.n) != (taken.n, taken.sm3, taken.admitted):
            spans += divided(*_tight(mine, other))
    return replace(run, waiting=[*spans, *run.waiting])


def _our_side(run: Run) -> str:
    return "sent" if run.direction == "out" else "taken"


def _tight(one: Figures, other: Figures) -> tuple[int, int]:
    """The span from the first to the last number that either side has."""
    firsts = [n for n in (one.first, other.first) if n is not None]
    lasts = [n for n in (one.last, other.last) if n is not None]
    return (max(one.lo, min(firsts)), min(one.hi, max(lasts))) if firsts and lasts else (one.lo, one.lo)


def divided(lo: int, hi: int) -> list[list[int]]:
    """A span in parts.

    >>> divided(1, 20)
    [[1, 20]]
    >>> divided(1, 1024)[:2]
    [[1, 128], [129, 256]]
    """
    if hi - lo < ROWS_SPAN:
        return [[lo, hi]]
    width = -(-(hi - lo + 1) // PARTS)
    return [[at, min(at + width - 1, hi)] for at in range(lo, hi + 1, width)]


async def _by_rows(tx: Tx, run: Run, told: Sequence[Sequence[Any]]) -> Run:
    theirs = {int(row[0]): (str(row[1]), str(row[2]), row[3] is True) for row in told}
    listed = await _rows(tx, _our_side(run), run.peer, run.asked, since=run.since, until=run.until)
    ours = {row[0]: row[1:] for row in listed}
    sent, taken = (ours, theirs) if run.direction == "out" else (theirs, ours)
    found = [{"seq": seq, "what": what} for seq in sorted({*sent, *taken}) if (what := _what(sent, taken, seq))]
    return replace(run, found=[*run.found, *found])


def _what(sent: Mapping[int, tuple[str, str, bool]], taken: Mapping[int, tuple[str, str, bool]], seq: int) -> str:
    """How the two sides differ in one number, empty when they do not."""
    if seq not in taken:
        return "lost"
    if seq not in sent:
        return "extra"
    if sent[seq][:2] != taken[seq][:2]:
        return "changed"
    return "" if taken[seq][2] else "held"


async def _judge(tx: Tx, run: Run, platform: str) -> list[tuple[str, dict[str, Any]]]:
    """Everything is compared: it agrees, or is mended and compared again, or stays different and is told."""
    difference = len(run.found)
    # As long as mending helps it goes on; a difference that does not shrink is looked at some more times.
    tries = 0 if run.difference is not None and difference < run.difference else run.tries + 1
    now = replace(run, difference=difference, tries=tries, waiting=[])
    if not difference:
        await _save(tx, replace(now, state="agreed"), ended_at=tx.now)
        return []
    if tries > TRIES_MAX:
        await _save(tx, replace(now, state="differs"), ended_at=tx.now)
        await _alarm(tx, now, platform)
        return []
    said = await _mend(tx, now)
    mended = sum(one["what"] in MENDED for one in now.found)
    later = tx.now + timedelta(seconds=REPAIR_S * 2 ** min(tries, 6))
    again = replace(now, state="repairing", repaired=run.repaired + mended, waiting=[EVERYTHING], found=[])
    await _save(tx, again, next_at=later)
    return said


async def _mend(tx: Tx, run: Run) -> list[tuple[str, dict[str, Any]]]:
    """What is lost is sent again, what is held admitted again: here, or by the peer."""
    seqs = {do: [one["seq"] for one in run.found if MENDED.get(one["what"]) == do] for do in ("send", "admit")}
    if run.direction == "out":
        await links_store.send_again(tx.conn, run.peer, seqs["send"])
        return [("again", {"send": [], "admit": seqs["admit"]})] if seqs["admit"] else []
    await links_store.admit_again(tx.conn, run.peer, seqs["admit"])
    return [("again", {"send": seqs["send"], "admit": []})] if seqs["send"] else []


async def again(tx: Tx, peer: str, data: Mapping[str, Any]) -> None:
    """A peer asks for messages again, or that we admit again what we hold of it. Raises BadBody."""
    try:
        seqs = {name: [int(seq) for seq in data[name]][: FOUND_MAX * 2] for name in ("send", "admit")}
    except (KeyError, TypeError, ValueError) as error:
        raise BadBody(why="again") from error
    await links_store.send_again(tx.conn, peer, seqs["send"])
    await links_store.admit_again(tx.conn, peer, seqs["admit"])


async def _alarm(tx: Tx, run: Run, platform: str) -> None:
    log.error("exchange.differs", peer=run.peer, day=run.day.isoformat(), direction=run.direction, n=run.difference)
    desk = await fetch_value(tx.conn, links_store.DESK_SQL, {"platform": platform})
    subject = f"digest:{run.peer}:{run.direction}:{run.day.isoformat()}"
    await remind_exchange(tx, kind="digest", subject=subject, platform=platform, day_end=tx.now, desk=desk)


async def _save(tx: Tx, run: Run, *, next_at: datetime | None = None, ended_at: datetime | None = None) -> None:
    await links_store.save_run(tx.conn, {**asdict(run), "next_at": next_at, "ended_at": ended_at})


@jobs.periodic(cron="40 18 * * *")
@jobs.task(name="exchange.reconcile", queue=UPKEEP, queueing_lock="exchange.reconcile", pass_context=False)
async def reconcile(timestamp: int) -> None:
    """Every night in China, have the day that is over compared with every peer, both ways."""
    async with database().transaction() as tx:
        await begin_day(tx, (tx.now.astimezone(CHINA) - timedelta(days=1)).date())


async def begin_day(tx: Tx, day: date) -> None:
    """Have a day compared with every active peer, both ways."""
    for peer in await store.peers(tx.conn):
        for direction in ("out", "in") if peer.active else ():
            await begin(tx, peer=peer.name, day=day, direction=direction)
