"""Registering the messages of a file through the code of the API, for ``twinline import`` (R14, R36).

Every row has a key, so a file may be given again at any time: what was registered is answered, not repeated.
"""

import asyncio
import csv
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TextIO

import click
import orjson
import psycopg

from twinline.appeals import CHANNELS
from twinline.clocks import load_city
from twinline.identity import ROLES, Actor
from twinline.intake import Desk, Outcome, Registered, Said, files, register
from twinline.kernel.clock import CHINA, SystemClock
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database
from twinline.kernel.errors import Conflict, Problem, Unavailable
from twinline.kernel.messages import text
from twinline.kernel.migrate import check_revision
from twinline.models import Shelf
from twinline.places import Divisions
from twinline.rules import Library, heard, load_rule_keys
from twinline.settings import database_url, settings
from twinline.triage import Decision, Rulebook, judge, load_rulebook

BATCH_ROWS = 500
RETRIES_S = (0.5, 1, 2, 4, 8, 15, 30)
STOPPED = 130
PLAIN_EVERY_S = 2.0
FORMULA_STARTS = "=+-@\t\r"


class RowRefused(Conflict):
    """The database did not take the row; the log has the reason."""

    code = "commands.row_refused"


class Register(Protocol):
    """What a batch is given to: the database, or with ``--dry-run`` the judgement alone."""

    async def __call__(self, said: Sequence[Said]) -> list[Outcome | Decision]: ...


@dataclass(slots=True)
class Summary:
    """What became of the rows."""

    file: str
    rows: int = 0
    registered: int = 0
    replayed: int = 0
    failed: int = 0
    stripped: int = 0
    danger: int = 0
    owners: Counter[str] = field(default_factory=Counter[str])
    types: Counter[str] = field(default_factory=Counter[str])

    def shown(self, seconds: float) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in self.__slots__ if name not in ("owners", "types")}
        rate = round(self.rows / seconds, 1) if seconds else 0.0
        return {
            **counts, "owners": dict(self.owners.most_common()), "types": dict(self.types.most_common()),
            "seconds": round(seconds, 2), "per_second": rate,
        }  # fmt: skip


def _columns(given: Sequence[str]) -> dict[str, str]:
    """``--map words=列名`` as field to header. Raises BadParameter."""
    pairs = {name: header for name, _, header in (one.partition("=") for one in given)}
    unknown = [name for name in pairs if name not in files.HEADERS]
    if unknown or any("=" not in one for one in given):
        raise click.BadParameter(text("import.bad_map", fields=", ".join(files.HEADERS)), param_hint="--map")
    return pairs


def run(
    file: Path, columns: Sequence[str], platform: str, channel: str, source: str | None,
    encoding: str | None, errors: Path | None, *, dry_run: bool,
) -> int:  # fmt: skip
    """The exit code: 1 when rows failed, 130 when stopped. Raises BadParameter."""
    if channel not in CHANNELS:
        raise click.BadParameter(text("import.bad_channel", channels=", ".join(CHANNELS)), param_hint="--channel")
    if errors and errors.resolve() == file.resolve():
        raise click.BadParameter(text("triage_command.same_file"))
    options = files.FileOptions(
        platform=platform, source=source or file.stem, channel=channel, columns=_columns(columns), encoding=encoding
    )
    begin = time.monotonic()
    loader = Loader(Summary(file.name), file, options, errors)
    whole = asyncio.run(loader.run(dry_run=dry_run))
    click.echo(orjson.dumps(loader.summary.shown(time.monotonic() - begin)).decode())
    if not whole:
        click.echo(text("import.stopped", rows=loader.summary.rows, file=file), err=True)
        return STOPPED
    return 1 if loader.summary.failed else 0


@dataclass(slots=True)
class Loader:
    """One run over one file."""

    summary: Summary
    file: Path
    options: files.FileOptions
    errors: Path | None
    stopping: bool = False

    async def run(self, *, dry_run: bool) -> bool:
        """Everything, batch by batch; False when stopped before the end. Raises what reading the file raises."""
        now = SystemClock().now()
        rulebook = load_rulebook(as_of=now.astimezone(CHINA).date())
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._stop)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._stop)
        with ExitStack() as stack:
            table = stack.enter_context(files.read_file(self.file, options=self.options, now=now))
            bad = ErrorFile(stack.enter_context(_opened(self.errors)) if self.errors else None)
            show = stack.enter_context(Meter(table.size))
            if dry_run:
                return await self._load(table, Judge(rulebook, Divisions.load()), bad, show, rulebook)
            async with DatabaseDoor(self.options.platform) as door:
                return await self._load(table, door, bad, show, door.rulebook)

    def _stop(self) -> None:
        self.stopping = True
        click.echo(text("import.stopping"), err=True)

    async def _load(
        self, table: files.Table, door: Register, bad: "ErrorFile", show: "Show", rulebook: Rulebook
    ) -> bool:
        while batch := list(islice(table.rows, BATCH_ROWS)):
            usable = [row for row in batch if row.said]
            outcomes = await door([row.said for row in usable if row.said])
            results = {row.number: outcome for row, outcome in zip(usable, outcomes, strict=True)}
            for row in batch:
                self._count(row, row.problem or results[row.number], rulebook)
                bad.note(row, row.problem or results[row.number])
            show(self.summary, table.done())
            if self.stopping:
                return next(table.rows, None) is None
        return True

    def _count(self, row: files.Row, outcome: Outcome | Decision, rulebook: Rulebook) -> None:
        self.summary.rows += 1
        self.summary.stripped += row.stripped
        if isinstance(outcome, Problem):
            self.summary.failed += 1
        elif isinstance(outcome, Registered) and outcome.replayed:
            self.summary.replayed += 1
        elif row.said:
            decision = outcome if isinstance(outcome, Decision) else judged(row.said, rulebook)
            self.summary.registered += 1
            self.summary.danger += decision.danger
            self.summary.owners[decision.owner.value] += 1
            self.summary.types[decision.type.value] += 1


def judged(said: Said, rulebook: Rulebook) -> Decision:
    """The judgement that intake makes of a contact."""
    words = f"{said.title}。{said.words}" if said.title else said.words
    return judge(words, rulebook=rulebook, channel=said.channel, number=said.platform)


@dataclass(slots=True)
class Judge:
    """``--dry-run``: what would be judged, and whether the division is one. Nothing is written, nothing is read."""

    rulebook: Rulebook
    divisions: Divisions

    async def __call__(self, said: Sequence[Said]) -> list[Outcome | Decision]:
        return [self._judge(one) for one in said]

    def _judge(self, said: Said) -> Outcome | Decision:
        try:
            if said.division:
                on = SystemClock().now().astimezone(CHINA).date()
                if len(self.divisions.resolve(said.division, on=on).at_date) != 1:
                    self.divisions.require(said.division, on=on)
        except Problem as problem:
            return problem
        return judged(said, self.rulebook)


class DatabaseDoor:
    """Registers batches, each in one transaction. A row that spoils its batch is found and refused alone."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self.db = Database(database_url(settings()), size_max=2)

    async def __aenter__(self) -> "DatabaseDoor":
        await self.db.open()
        async with self.db.transaction() as tx:
            await check_revision(tx.conn)
        self.city = city = await load_city(self.db)
        unit = city.directory.desk(self._platform)
        role = f"machine_{self._platform}"
        self.actor = Actor(None, "import", self._platform, unit.id, (role,), frozenset(ROLES[role].permissions))
        cipher = load_keys(settings().keys_path)
        home = city.directory.desk("12345").division
        self._book = await Library(self.db, load_rule_keys(settings().rules_key_path)).start()
        self._shelf = Shelf(self.db, on=settings().triage_models == "on")
        self.rulebook = heard(self._book, await self._shelf.refresh())
        self._desk = Desk(city, Divisions.load(), self.rulebook, cipher, home)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.db.close()

    async def __call__(self, said: Sequence[Said]) -> list[Outcome | Decision]:
        """Raises Unavailable when the database stays away for a minute."""
        await self._listen()
        for pause in RETRIES_S:
            try:
                return list(await self._halving(said))
            except Unavailable:
                click.echo(text("import.waiting", seconds=pause), err=True)
                await asyncio.sleep(pause)
        return list(await self._halving(said))

    async def _listen(self) -> None:
        """An import of hours follows activations and the off-switch too."""
        with suppress(Unavailable):
            before = self._shelf.now.key
            if (await self._shelf.refresh()).key != before:
                self.rulebook = heard(self._book, self._shelf.now)
                self._desk = replace(self._desk, rulebook=self.rulebook)

    async def _halving(self, said: Sequence[Said]) -> list[Outcome]:
        if not said:
            return []
        try:
            async with self.db.transaction() as tx:
                return await register(tx, self._desk, self.actor, said)
        except psycopg.Error:
            if len(said) == 1:
                return [RowRefused()]
        middle = len(said) // 2
        return [*await self._halving(said[:middle]), *await self._halving(said[middle:])]


def _opened(errors: Path) -> TextIO:
    """With a mark that makes spreadsheets read UTF-8."""
    return errors.open("w", encoding="utf-8-sig", errors="replace", newline="")


@dataclass(slots=True)
class ErrorFile:
    """Failed rows as CSV that a spreadsheet opens: number, code, reason, and the row as it was."""

    target: TextIO | None

    def __post_init__(self) -> None:
        if self.target:
            csv.writer(self.target).writerow(text("import.error_header").split(","))

    def note(self, row: files.Row, outcome: Outcome | Decision) -> None:
        if not isinstance(outcome, Problem):
            return
        reason = outcome.message()
        if self.target:
            cells = [defused(cell) for cell in row.cells]
            csv.writer(self.target).writerow([row.number, outcome.code, reason, *cells])
        else:
            click.echo(text("import.row_failed", row=row.number, reason=reason), err=True)


def defused(cell: str) -> str:
    """The cell so that a spreadsheet takes it for text, not for a formula."""
    return f"'{cell}" if cell.startswith(tuple(FORMULA_STARTS)) else cell


Show = Callable[[Summary, int], None]


class Meter:
    """A bar on a terminal; elsewhere a plain line every two seconds, on standard error."""

    def __init__(self, size: int | None) -> None:
        self._size, self._stack, self._last = size, ExitStack(), time.monotonic()

    def __enter__(self) -> Show:
        return self._bar() if sys.stderr.isatty() else self._line

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _bar(self) -> Show:
        from rich.console import Console
        from rich.progress import Progress

        bar = self._stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        task = bar.add_task(text("import.progress"), total=self._size)
        return lambda summary, done: bar.update(task, completed=done, description=_counts(summary))

    def _line(self, summary: Summary, done: int) -> None:
        if time.monotonic() - self._last >= PLAIN_EVERY_S:
            self._last = time.monotonic()
            share = f"{done / self._size:.0%} " if self._size else ""
            click.echo(share + _counts(summary), err=True)


def _counts(summary: Summary) -> str:
    return text("import.counts", rows=summary.rows, registered=summary.registered, replayed=summary.replayed,
                failed=summary.failed)  # fmt: skip
