"""The rules of one process: what is in force, checked before it is used, and any edition that a decision names.

A process looks for a new word every second or so; an edition whose signature or content does not hold, or which the
engine cannot load, is refused: the process keeps the rules it has, says so in its log, and counts it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import structlog

from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx
from twinline.kernel.errors import Conflict, Problem
from twinline.kernel.metrics import add_probe
from twinline.models import Models
from twinline.models import store as models
from twinline.nlp import semantic
from twinline.rules import store
from twinline.rules.actions import verify
from twinline.rules.keys import RuleKeys
from twinline.rules.model import PACKAGED, EditionNotFound, Force, SealBroken, force_seal
from twinline.rules.tables import Content, complete, packaged
from twinline.triage import Rulebook, rulebook

BOOKS_KEPT = 6
MODELS_KEPT = 2
OFF = "off"
CANDIDATES = 5

log = structlog.get_logger(__name__)


class VersionsGone(Conflict):
    """The tables that a decision names are kept nowhere here."""

    code: ClassVar[str] = "rules.versions_gone"


@dataclass(slots=True)
class _Figures:
    """What the metrics page shows of this process."""

    edition: int = PACKAGED
    refused: int = 0


FIGURES = _Figures()


async def _edition_figure(db: Database) -> float:
    return float(FIGURES.edition)


async def _refused_figure(db: Database) -> float:
    return float(FIGURES.refused)


add_probe("rules_edition", "Number of the edition of the rules that this process judges by", _edition_figure)
add_probe(
    "rules_refused", "Editions that this process refused because their seal or content did not hold", _refused_figure
)


def heard(book: Rulebook, now: Models) -> Rulebook:
    """The rulebook with the models that may speak: the packaged and the city's active one, or rules alone (R68)."""
    if not now.on:
        return rulebook.without_models(book)
    active = now.speaking
    return rulebook.with_model(book, name=active.name, model=active.model) if active else book


def archive_key(versions: Mapping[str, str]) -> str:
    """The key of packaged tables: the versions of their content."""
    return ".".join(versions[name] for name in ("responsibility_list", "danger_rules", "wording", "routing"))


class Library:
    """``book`` is what to judge by now. ``refresh`` follows publications and rollbacks, and the change of day."""

    def __init__(self, db: Database, keys: RuleKeys) -> None:
        self._db = db
        self._keys = keys
        self._seen: tuple[int, date] = (-1, date.min)
        self._refused: set[int] = set()
        self._content: Content = packaged()
        self._books: OrderedDict[tuple[str, date], Rulebook] = OrderedDict()
        self._models: OrderedDict[str, tuple[str, semantic.TextModel]] = OrderedDict()
        self.book: Rulebook = rulebook.load_rulebook(as_of=self.today())

    def today(self) -> date:
        """The date in China."""
        return self._db.clock.now().astimezone(CHINA).date()

    async def start(self) -> Rulebook:
        """Keep the packaged tables for later, and load what is in force: the newest word that holds."""
        async with self._db.transaction() as tx:
            await store.archive(tx.conn, key=archive_key(_named(self.book)), whole=packaged(), now=tx.now)
        await self.refresh(starting=True)
        return self.book

    async def refresh(self, *, starting: bool = False) -> Rulebook | None:
        """The new rules when they changed, else None."""
        day = self.today()
        async with self._db.transaction() as tx:
            words = await store.candidates(tx.conn, day=day, limit=CANDIDATES)
            seen = (words[0].seq if words else 0, day)
            if seen == self._seen:
                return None
            found = await self._first_good(tx, words if starting else words[:1], day)
        if found:
            self.book, self._content = found
        elif words and not starting:
            # The newest word is not to be believed: what is known stays, on the new day.
            self.book = await self._load(self.book.versions.edition, self._content, day)
        else:
            self.book, self._content = await self._load(str(PACKAGED), packaged(), day), packaged()
        self._seen = seen
        FIGURES.edition = int(self.book.versions.edition)
        return self.book

    async def _first_good(self, tx: Tx, words: Sequence[Force], day: date) -> tuple[Rulebook, Content] | None:
        for word in words:
            try:
                return await self._believed(tx, word, day)
            except Problem as problem:
                self._refuse(word, problem)
        return None

    def _refuse(self, word: Force, problem: Problem) -> None:
        if word.seq not in self._refused:
            self._refused.add(word.seq)
            FIGURES.refused += 1
            log.error("rules.refused", edition=word.edition, seq=word.seq, why=problem.message("en"))

    async def _believed(self, tx: Tx, word: Force, day: date) -> tuple[Rulebook, Content]:
        """The rules that a word puts in force. Raises SealBroken, EditionNotFound, BadTable."""
        seal = force_seal(
            edition=word.edition,
            digest=word.digest,
            effective_from=word.effective_from,
            at=word.at,
            reason=word.reason,
        )
        if not self._keys.holds(seal, word.signature, word.key_id):
            raise SealBroken(number=word.edition)
        content, digest = await self._checked(tx, word.edition)
        if word.edition != PACKAGED and digest != word.digest:
            raise SealBroken(number=word.edition)
        return await self._load(str(word.edition), content, day), content

    async def _checked(self, tx: Tx, number: int) -> tuple[Content, bytes]:
        """The checked rows of an edition and their digest. Raises EditionNotFound, SealBroken."""
        if number == PACKAGED:
            return packaged(), b""
        edition = await store.edition(tx.conn, number)
        if edition is None:
            raise EditionNotFound
        content = complete(await verify(tx, self._keys, edition))
        return content, edition.digest or b""

    async def _load(self, edition: str, content: Content, day: date) -> Rulebook:
        """Compiled beside the event loop, which goes on serving."""
        return await asyncio.to_thread(_ready, content, day, edition)

    async def rulebook_of(self, number: int, day: date) -> Rulebook:
        """The rules of a published edition on a day, or of the packaged one; the last few are remembered.

        Raises EditionNotFound, SealBroken, BadTable.
        """
        known = self._books.get((str(number), day))
        if known is None:
            async with self._db.transaction() as tx:
                content, _ = await self._checked(tx, number)
            known = self._remember((str(number), day), await self._load(str(number), content, day))
        return known

    async def rulebook_as(self, versions: Mapping[str, str]) -> Rulebook:
        """The rules and the city's model by which a decision was made, by the versions that it names (promise 4).

        Raises VersionsGone when they are kept nowhere here, and what ``rulebook_of`` raises.
        """
        book = await self._tables_as(versions)
        if versions.get("learned") == OFF:
            return rulebook.without_models(book)
        if not (version := versions.get("model")):
            return book
        name, model = await self._model(version)
        return rulebook.with_model(book, name=name, model=model)

    async def _model(self, version: str) -> tuple[str, semantic.TextModel]:
        if version not in self._models:
            async with self._db.transaction() as tx:
                kept = await models.by_version(tx.conn, version)
            if kept is None:
                raise VersionsGone
            self._models[version] = kept[0], await asyncio.to_thread(semantic.load_text_model, kept[1])
        self._models.move_to_end(version)
        while len(self._models) > MODELS_KEPT:
            self._models.popitem(last=False)
        return self._models[version]

    async def _tables_as(self, versions: Mapping[str, str]) -> Rulebook:
        edition, day = versions.get("edition", ""), versions.get("day", "")
        if not edition.isdigit() or not day:
            raise VersionsGone
        if int(edition) != PACKAGED:
            return await self.rulebook_of(int(edition), date.fromisoformat(day))
        key = archive_key(versions)
        known = self._books.get((key, date.fromisoformat(day)))
        if known is None:
            async with self._db.transaction() as tx:
                content = await store.archived(tx.conn, key)
            if content is None:
                raise VersionsGone
            made = await self._load(edition, complete(content), date.fromisoformat(day))
            known = self._remember((key, date.fromisoformat(day)), made)
        return known

    def _remember(self, key: tuple[str, date], book: Rulebook) -> Rulebook:
        self._books[key] = book
        while len(self._books) > BOOKS_KEPT:
            self._books.popitem(last=False)
        return book


def _ready(content: Content, day: date, edition: str) -> Rulebook:
    """With the sounds of its words, which the first spoken text would have to wait for."""
    book = rulebook.rulebook_of(content, as_of=day, edition=edition)
    book.ear.ready()
    return book


def _named(book: Rulebook) -> dict[str, str]:
    versions = book.versions
    return {name: getattr(versions, name) for name in ("responsibility_list", "danger_rules", "wording", "routing")}
