"""What runs in the processes of a replay: each reads its stretches of texts by itself and judges them.

A process is told the tables once; after that a stretch is two keys there and a tally back.
"""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import wait
from typing import Any
from uuid import UUID

import psycopg

from twinline.kernel.db import session_options
from twinline.models import Speaking
from twinline.rules import heard
from twinline.triage import Rulebook, advice, rulebook
from twinline.trials import store
from twinline.trials.compare import Heard, Side, Tally, examine
from twinline.trials.touched import Filter, Tables, touched

NICENESS = 10
UNDECIDED = ("", "none")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replay compares, where the texts are, and which models judge them."""

    url: str
    base: Tables
    draft: Tables
    as_of: date
    speaking: Speaking = field(default_factory=Speaking)


class Catalogue:
    """Who leads: the dispatch catalogue's row, or else the matter's department. Answers are remembered."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._known: dict[tuple[str, str, str | None], str] = {}

    def __call__(self, matter: str, department: str, division: str | None) -> str:
        key = matter, department, division
        if key not in self._known:
            self._known[key] = self._lead(*key)
        return self._known[key]

    def _lead(self, matter: str, department: str, division: str | None) -> str:
        row = advice.assignment_of(self._book, matter=matter, division=division)
        return row.lead if row and (row.matter == matter or department in UNDECIDED) else department


@dataclass(frozen=True, slots=True)
class Bench:
    """Both rulebooks of a plan made ready, and the filter."""

    base: Side
    draft: Side
    concerns: Filter

    def examine(self, texts: list[Heard]) -> Tally:
        """Compare on texts whose stored judgement does not say who leads."""
        placed = (self._placed(heard) for heard in texts)
        return examine(placed, base=self.base, draft=self.draft, concerns=self.concerns)

    def _placed(self, heard: Heard) -> Heard:
        stored = heard.stored
        lead = self.base.lead(stored.matter, stored.department, heard.division)
        return heard._replace(stored=stored._replace(lead=lead))


def bench_of(plan: Plan) -> Bench:
    """Raises BadTable, nlp.BadModel."""
    now = plan.speaking.models()
    sides = [
        Side(book, Catalogue(book))
        for tables, name in ((plan.base, "base"), (plan.draft, "draft"))
        for book in [heard(rulebook.rulebook_of(tables, as_of=plan.as_of, edition=name), now)]
    ]
    return Bench(sides[0], sides[1], touched(plan.base, plan.draft, as_of=plan.as_of))


@dataclass(slots=True)
class _Here:
    bench: Bench
    connection: psycopg.Connection[Any]


_here: list[_Here] = []


def prepare(plan: Plan) -> None:
    """Once in each process. It gives way to those who serve, and ends with its parent, however that ends."""
    os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    connection = psycopg.connect(plan.url, autocommit=True, options=session_options())
    _here[:] = [_Here(bench_of(plan), connection)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def stretch(after: UUID, upto: UUID) -> Tally:
    """Read and judge the appeals with keys above ``after`` up to ``upto``."""
    here = _here[0]
    return here.bench.examine(list(store.texts(here.connection, after=after, upto=upto)))


def pool_of(plan: Plan, *, processes: int) -> ProcessPoolExecutor:
    """Processes that know the plan. They begin afresh: a copy of a process with threads could hang."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=(plan,))
