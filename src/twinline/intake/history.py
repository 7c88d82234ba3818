"""What the caller and the place had before, and whether it is reported already: counted by the worker within a second
or two of intake, so that intake never waits for it (R16, R18). A dispute of high risk at 110 is sent to at once."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Any
from uuid import UUID

import structlog

from twinline.clocks import City
from twinline.intake import history_store as store
from twinline.intake.history_store import Subject
from twinline.intake.search import grams_of
from twinline.kernel.db import Tx
from twinline.kernel.messages import text
from twinline.kernel.outbox import Fact
from twinline.linkage import desk, joints
from twinline.nlp import addresses
from twinline.triage import Rulebook, risk

HISTORY_TOPICS = ("case.open", "incident.open")
DUPLICATE_DAYS = 7
CANDIDATES_MAX = 20
SIMILAR, GRAMS_MIN = 0.5, 6
DUPLICATES_MAX = 5
YIELD_EVERY = 20
COUNTY_DIGITS = 6
# Which parts of an address make it one address; with one of the latter it is a place and not a whole street.
PARTS = frozenset(("town", "road", "number", "community", "poi", "building", "unit", "room"))
CLOSE = frozenset(("number", "community", "poi", "building", "room"))

log = structlog.get_logger(__name__)


async def remember(tx: Tx, city: City, book: Rulebook, facts: list[Fact]) -> None:
    """Count the history of the appeals of these facts and act on high risk. Doing it again changes nothing."""
    found = await store.subjects(tx.conn, list({fact.appeal_id for fact in facts}))
    if not found:
        return
    ids = [one.id for one in found]
    await store.insert(tx.conn, [_row(one) for one in found])
    counts = await _counts(tx, book.risks, ids)
    for factor in book.risks.counted(risk.Kind.DANGER):
        for one in found:
            counts[one.id][factor.code] = int(one.danger)
    same = await _duplicates(found, await store.candidates(tx.conn, ids, DUPLICATE_DAYS, CANDIDATES_MAX))
    judged = {one.id: await _risk(book.risks, one, counts[one.id]) for one in found}
    versions = {"versions": _versions(book)}
    await store.update(tx.conn, [_result(one.id, judged[one.id], same[one.id]) | versions for one in found])
    for one in found:
        if judged[one.id].level is risk.Level.HIGH and one.platform == "110":
            await _send(tx, city, one.id, judged[one.id])


async def _risk(book: risk.RiskBook, one: Subject, counts: dict[str, int]) -> risk.Risk:
    await asyncio.sleep(0)  # the worker's other loops carry danger between the platforms
    return risk.risk_of(book, text=f"{one.title}。{one.words}", counts=risk.Counts(counts))


async def _counts(tx: Tx, book: risk.RiskBook, ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    counts: dict[UUID, dict[str, int]] = {one: {} for one in ids}
    for kind in store.COUNTS:
        for factor in book.counted(risk.Kind(kind)):
            for appeal_id, n in (await store.counts(tx.conn, kind, ids, factor.days)).items():
                counts[appeal_id][factor.code] = n
    return counts


async def _send(tx: Tx, city: City, appeal_id: UUID, found: risk.Risk) -> None:
    """R16: nobody has to press a button first. An order that is under way already is left alone."""
    order_id = await store.waiting(tx.conn, appeal_id)
    if order_id is None:
        return
    why = text("intake.risk_dispatch", score=found.score, why="；".join(reason.text for reason in found.reasons[:3]))
    await joints.send_at_risk(tx, city, desk(city, "110"), order_id=order_id, reason=why)
    log.info("history.sent", appeal=str(appeal_id), score=found.score)


def place_key(address: str, words: str, division: str | None) -> str:
    """By which one place is found again: the parts of its address within its district; empty when it names none."""
    for said in (address, words):
        parts = [part for part in addresses.spans(said) if part.kind in PARTS]
        if any(part.kind in CLOSE for part in parts):
            start, end = addresses.addresses(parts, text=said)[0]
            kept = [part.words for part in parts if start <= part.start and part.end <= end]
            return f"{(division or '')[:COUNTY_DIGITS]}|{''.join(kept)}"
    return ""


def similarity(one: Set[str], other: Set[str]) -> float:
    """How much of two texts' neighbouring characters is shared, 0 to 1 (Jaccard of bigrams)."""
    shared = len(one & other)
    return shared / max(1, len(one) + len(other) - shared)


async def _duplicates(
    found: Sequence[Subject], candidates: Sequence[dict[str, Any]]
) -> dict[UUID, list[dict[str, Any]]]:
    grams: dict[UUID, frozenset[str]] = {}
    texts = {one.id: (one.title, one.words) for one in found}
    same: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for place, row in enumerate(candidates):
        if place % YIELD_EVERY == 0:
            await asyncio.sleep(0)
        for key, said in ((row["id"], texts[row["id"]]), (row["other"], (row["title"], row["words"]))):
            if key not in grams:
                grams[key] = frozenset(grams_of(said))
        mine, theirs = grams[row["id"]], grams[row["other"]]
        if len(mine) >= GRAMS_MIN and (alike := similarity(mine, theirs)) >= SIMILAR:
            same[row["id"]].append({"id": row["other"], "similarity": round(alike, 2)})
    return defaultdict(
        list, {key: sorted(rows, key=lambda r: -r["similarity"])[:DUPLICATES_MAX] for key, rows in same.items()}
    )


def _row(one: Subject) -> dict[str, Any]:
    return {
        "appeal_id": one.id,
        "at": one.at,
        "platform": one.platform,
        "place": place_key(one.address, one.words, one.division),
        "division": (one.division or "")[:COUNTY_DIGITS],
        "matter": one.matter,
        "violent": one.matter in risk.VIOLENT,
        "restricted": one.restricted,
    }


def _versions(book: Rulebook) -> dict[str, str]:
    return {"edition": book.versions.edition, "day": book.versions.day, "risk_factors": book.risks.version}


def _result(appeal_id: UUID, found: risk.Risk, same: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "appeal_id": appeal_id,
        "risk": found.score,
        "level": found.level,
        "reasons": [
            {"code": one.code, "points": one.points, "text": one.text, "words": one.words or None}
            for one in found.reasons
        ],
        "duplicates": list(same),
    }
