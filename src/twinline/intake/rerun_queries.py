"""Judging an old appeal again by the very rules that its decision names (promise 4: explained)."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from twinline.identity import Actor
from twinline.intake.compose import decision_row
from twinline.intake.queries import find
from twinline.kernel.db import Tx, fetch_dicts
from twinline.kernel.errors import NotFound
from twinline.rules import Library
from twinline.triage import Decision, Rulebook, Semantic, judge

DECISION_SQL = """
    SELECT t.n, t.owner, t.joint, t.danger, t.type, t.matter, t.department, t.deadline_class, t.police_class,
           t.confidence, t.reasons, t.versions, c.channel, c.platform
      FROM triage_decision t JOIN appeal a ON a.id = t.appeal_id JOIN contact c ON c.id = a.contact_id
     WHERE t.appeal_id = %(appeal_id)s AND t.n = %(n)s AND t.actor_id IS NULL
"""
COMPARED = ("owner", "joint", "danger", "type", "matter", "department", "deadline_class", "police_class", "reasons")
# The database keeps confidence in four bytes.
CONFIDENCE_WITHIN = 1e-5


AsNamed = Callable[[Mapping[str, str]], Semantic | None]


def without_meaning(versions: Mapping[str, str]) -> Semantic | None:
    """Where there is no semantic layer."""
    return None


class DecisionNotFound(NotFound):
    """The appeal has no automatic decision with this number."""

    code: ClassVar[str] = "intake.decision_not_found"


async def rerun(
    tx: Tx, library: Library, actor: Actor, appeal_id: UUID, n: int, *, as_named: AsNamed = without_meaning
) -> dict[str, Any]:
    """The decision made again, and what differs: nothing, as long as the program judges as it did then.
    ``as_named`` gives the semantic layer that versions name.

    Raises AppealNotFound, DecisionNotFound, VersionsGone, and SealBroken when the edition was changed meanwhile.
    """
    appeal = await find(tx.conn, actor, appeal_id)
    rows = await fetch_dicts(tx.conn, DECISION_SQL, {"appeal_id": appeal_id, "n": n})
    if not rows:
        raise DecisionNotFound
    stored, versions = rows[0], rows[0]["versions"]
    book = await library.rulebook_as(versions)
    again = [
        decision_row(appeal_id, await asyncio.to_thread(_judged, words, book, stored, as_named(versions)), tx.now)
        for words in _said(appeal.title, appeal.words)
    ]
    best = min(([*_differences(stored, made)] for made in again), key=len)
    known = asdict(again[0]["versions"])
    missing = sorted(name for name, value in versions.items() if known.get(name) != value)
    return {"n": n, "equal": not best, "versions": versions, "versions_missing": missing, "differences": best}


def _judged(words: str, book: Rulebook, stored: Mapping[str, Any], semantic: Semantic | None) -> Decision:
    return judge(words, rulebook=book, channel=stored["channel"], number=stored["platform"], semantic=semantic)


def _said(title: str, words: str) -> tuple[str, ...]:
    """The texts that may have been judged: an appeal without a title of its own bears its first sentence as title."""
    whole = f"{title}。{words}"
    return (words, whole) if title in words[:200] else (whole,)


def _differences(stored: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in COMPARED:
        if stored[name] != made[name]:
            yield {"field": name, "stored": stored[name], "again": made[name]}
    if abs(stored["confidence"] - made["confidence"]) > CONFIDENCE_WITHIN:
        yield {"field": "confidence", "stored": stored["confidence"], "again": made["confidence"]}
