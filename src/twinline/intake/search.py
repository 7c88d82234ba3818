"""Finding appeals by words, numbers and phones.

PostgreSQL's trigram index has nothing for two Chinese characters, the commonest length of a Chinese word, so the index
holds bigrams (decision 0010). What is found is what contains the words: every hit of three characters or more is
checked against the text itself. Case, full-width forms and compatibility characters do not matter (NFKC).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar, LiteralString
from uuid import UUID

from twinline.intake import search_store as store
from twinline.intake.model import phone_key
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx
from twinline.kernel.errors import Invalid
from twinline.kernel.ids import is_order_number
from twinline.kernel.limits import strip_control
from twinline.kernel.outbox import Fact

QUERY_CHARS_MAX = 200
BACKFILL_ROWS = 500
PHONE_DIGITS_MIN = 7
PHONE_FORM = re.compile(r"\+?[0-9][0-9 ()-]{5,30}")
SEARCH_TOPICS = ("case.open", "incident.open")
"""The facts that may bring a new appeal."""


class QueryTooLong(Invalid):
    """Nobody types so much to find something."""

    code: ClassVar[str] = "intake.query_too_long"


class QueryTooShort(Invalid):
    """A single letter, digit or sign finds everything and nothing."""

    code: ClassVar[str] = "intake.query_too_short"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parsed query: a condition on ``appeal a`` and parameters; with ``grams`` among them, see search_store.ways."""

    sql: LiteralString = "true"
    params: dict[str, Any] = field(default_factory=dict[str, Any])


def normal(text: str) -> str:
    """The form in which texts and queries are compared: NFKC, lower case character by character."""
    # These two are lower-cased by their neighbours, or to two characters.
    return unicodedata.normalize("NFKC", text).replace("Σ", "σ").replace("İ", "i").lower()


def grams_of(fields: Iterable[str]) -> list[str]:
    """The index entries of a document: pairs of neighbours without spaces, and characters that stand alone."""
    found: set[str] = set()
    for shown in map(normal, map(strip_control, fields)):
        found.update(filter(stands_alone, set(shown)))
        found.update(a + b for a, b in pairwise(shown) if not a.isspace() and not b.isspace())
    return sorted(found)


def stands_alone(character: str) -> bool:
    """Whether one character says something: a Chinese one, an emoji; no ASCII, no punctuation."""
    return not character.isascii() and unicodedata.category(character)[0] in "LS"


def wanted(q: str, *, cipher: FieldCipher) -> Wanted:
    """Parse what somebody typed: words (all must occur), order numbers, or a phone.

    Raises QueryTooLong, and QueryTooShort for a word that is one plain letter, digit or sign.
    """
    shown = normal(strip_control(q)).strip()
    if max(len(q), len(shown)) > QUERY_CHARS_MAX:
        raise QueryTooLong(limit=QUERY_CHARS_MAX)
    if PHONE_FORM.fullmatch(shown) and len(phone_key(shown)) >= PHONE_DIGITS_MIN:
        params = {"phone_idx": cipher.blind(phone_key(shown)), "phone": shown}
        return Wanted(store.HAS_PHONE, params | {"phone_grams": all_of(_grams_wanted(shown.split()))})
    return _numbers_and_words(list(dict.fromkeys(shown.split())))


def _numbers_and_words(typed: list[str]) -> Wanted:
    numbers = [t.upper() for t in typed if is_order_number(t.upper())]
    words = [t for t in typed if t.upper() not in numbers]
    sql: LiteralString = "true"
    params: dict[str, Any] = {}
    if numbers:
        sql += " AND " + store.HAS_NUMBERS
        params |= {"numbers": numbers, "number_count": len(numbers)}
    if words:
        params |= {"grams": all_of(_grams_wanted(words)), "steps": store.STEPS_MAX}
    if long_words := [w for w in words if len(w) > 2]:
        sql += " AND " + store.HAS_LONG_WORDS
        params["long_words"] = long_words
    return Wanted(sql, params)


def _grams_wanted(words: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for word in words:
        if len(word) == 1 and not stands_alone(word):
            raise QueryTooShort(word=word)
        found |= dict.fromkeys([word] if len(word) == 1 else [a + b for a, b in pairwise(word)])
    return list(found)


def all_of(grams: Iterable[str]) -> str:
    """The grams as a ``tsquery`` that asks for all of them."""
    quoted = (gram.replace("\\", "\\\\").replace("'", "''") for gram in grams)
    return " & ".join(f"'{gram}'" for gram in quoted)


async def fill(tx: Tx, facts: list[Fact]) -> None:
    """Bring the appeals of these facts into the index. Doing it again changes nothing."""
    await _index(tx, await store.texts(tx.conn, list({fact.appeal_id for fact in facts})))


async def backfill(db: Database) -> int:
    """Bring every appeal into the index that is missing there; returns how many were. Safe beside the subscriber."""
    done, after = 0, UUID(int=0)
    while True:
        async with db.transaction() as tx:
            found = await store.missed(tx.conn, after=after, limit=BACKFILL_ROWS)
            done += await _index(tx, found)
        if len(found) < BACKFILL_ROWS:
            return done
        after = max(found)


async def _index(tx: Tx, found: store.Texts) -> int:
    return await store.insert(tx.conn, {key: grams_of(fields) for key, fields in found.items()}) if found else 0
