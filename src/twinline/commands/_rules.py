"""Editions of the rules for operators: what ``twinline rules …`` does.

Changes are made in the name of an account (``--by``), whose permissions and the four-eyes rule hold here too.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NoReturn
from uuid import UUID

import click
import orjson

from twinline.commands._database import in_transaction
from twinline.identity import ROLES, Actor, every_account
from twinline.kernel.clock import SystemClock
from twinline.kernel.db import Tx
from twinline.kernel.errors import NotFound, Problem
from twinline.kernel.messages import text
from twinline.kernel.paging import page_of
from twinline.rules import Finding, Publisher, actions, check, load_rule_keys, packaged, queries, sheets
from twinline.settings import settings

# Rules are no unit's: no action on them asks for one.
NO_UNIT = UUID(int=0)
LEVEL_MARKS = {"error": "✗", "warning": "!", "hint": "·"}


class UnknownLogin(NotFound):
    """There is no account with this login that may act."""

    code: ClassVar[str] = "commands.unknown_login"


async def _actor(tx: Tx, login: str) -> Actor:
    """The account as an actor. Raises UnknownLogin."""
    rows = [row for row in await every_account(tx.conn) if row["login"] == login and row["disabled_at"] is None]
    if not rows:
        raise UnknownLogin(login=login)
    account = rows[0]
    permissions = frozenset(name for role in account["roles"] if role in ROLES for name in ROLES[role].permissions)
    return Actor(account["id"], account["name"], account["platform"], NO_UNIT, tuple(account["roles"]), permissions)


def _reader() -> Actor:
    """Whoever may run this may read the database."""
    return Actor(None, "command line", "12345", NO_UNIT, (), frozenset({queries.READ}))


def _publisher() -> Publisher:
    chosen = settings()
    return Publisher(load_rule_keys(chosen.rules_key_path), four_eyes=chosen.rules_four_eyes)


def _show(row: Any) -> None:
    click.echo(orjson.dumps(row).decode())


def list_editions() -> None:
    """One JSON object a line, newest first."""
    for row in in_transaction(lambda tx: queries.list_editions(tx, _reader(), page_of(None, 200), state=None))["items"]:
        _show(row)


def export(file: Path, edition: int | None, shipped: bool) -> None:
    """Write a workbook; with ``--packaged`` no database is needed."""

    async def read(tx: Tx) -> tuple[str, Any]:
        number = await actions.number_in_force(tx, actions.today(tx)) if edition is None else edition
        shown = await queries.read_edition(tx, _reader(), number)
        return queries.title_of(shown), await actions.content_of(tx, number)

    title, content = (text("rules.edition.packaged"), packaged()) if shipped else in_transaction(read)
    file.write_bytes(sheets.export(content, title=title))
    click.echo(file)


def import_file(file: Path, title: str | None, number: int | None, login: str) -> None:
    """Into a new draft, or one that is there; its number."""
    try:
        content = sheets.read(file.read_bytes())
    except Problem as problem:
        _refuse(problem)

    async def write(tx: Tx) -> int:
        actor = await _actor(tx, login)
        target = number or await actions.create_draft(tx, actor, based_on=None, title=title or file.stem)
        await actions.replace_tables(tx, actor, number=target, content=content)
        return target

    _show({"number": in_transaction(write), "rows": {name: len(rows) for name, rows in content.items()}})


def _refuse(problem: Problem) -> NoReturn:
    """Say every fault, and end."""
    click.echo(text("cli.failed", message=problem.message()), err=True)
    for field in problem.fields:
        click.echo(f"  {field.field}: {field.message()}", err=True)
    sys.exit(1)


def check_edition(number: int) -> None:
    """Exit code 1 when there are errors."""

    async def look(tx: Tx) -> list[Finding]:
        content, ordinals, base = await queries.material(tx, _reader(), number)
        return check(content, on=actions.today(tx), ordinals=ordinals, base=base)

    found = in_transaction(look)
    for finding in found:
        click.echo(f"{LEVEL_MARKS[finding.level]} {finding.message()}")
    click.echo(text("rules_command.found", count=len(found)), err=True)
    sys.exit(1 if any(finding.level == "error" for finding in found) else 0)


def publish(number: int, day: Any, replace_newer: bool, login: str) -> None:
    async def put(tx: Tx) -> date:
        actor = await _actor(tx, login)
        version = (await queries.read_edition(tx, _reader(), number))["version"]
        return await actions.publish(
            tx,
            actor,
            _publisher(),
            number=number,
            version=version,
            effective_from=day.date() if day else None,
            replace_newer=replace_newer,
        )

    _show({"number": number, "effective_from": in_transaction(put)})


def rollback(number: int, reason: str, login: str) -> None:
    """In force at once, in every process."""

    async def put(tx: Tx) -> None:
        await actions.roll_back(tx, await _actor(tx, login), _publisher(), number=number, reason=reason)

    in_transaction(put)
    _show({"number": number, "at": SystemClock().now()})


def verify(numbers: tuple[int, ...]) -> None:
    """Without numbers all published editions; exit code 1 when one does not hold."""

    async def look(tx: Tx) -> list[dict[str, Any]]:
        listed = await queries.list_editions(tx, _reader(), page_of(None, 200), state="published")
        chosen = numbers or [row["number"] for row in listed["items"]]
        keys = _publisher().keys
        return [await queries.verify(tx, _reader(), keys, number, "zh") for number in chosen]

    found = in_transaction(look)
    for row in found:
        _show(row)
    sys.exit(0 if all(row["holds"] for row in found) else 1)
