"""``twinline exchange eido``: police orders as EIDO files, out, in, and checked (R36, R39, R44).

Out goes what the interface of 110 may read: never a restricted order, and never who called, for which the route asks
for a reason and a person.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import orjson

from twinline.commands._import import DatabaseDoor
from twinline.exchange import faces
from twinline.intake import Registered
from twinline.kernel.errors import Problem
from twinline.places import RetiredDivision, UnknownDivision
from twinline.settings import settings

EIDO = faces.eido
PLATFORM = "110"


def write(number: str, out: Path | None) -> None:
    """Raises PoliceOrderNotFound, AppealNotFound."""
    made = orjson.dumps(asyncio.run(_written(number)), option=orjson.OPT_INDENT_2)
    if out:
        out.write_bytes(made)
    else:
        click.echo(made.decode())


async def _written(number: str) -> dict[str, Any]:
    async with DatabaseDoor(PLATFORM) as door, door.db.transaction() as tx:
        order_id = await EIDO.order_id(tx.conn, number)
        found = await EIDO.facts(tx, door.actor, door.city, instance=settings().instance, order_id=order_id)
    return EIDO.document(found)


def read(files: Sequence[Path]) -> None:
    """Register the incident of each file; one that was registered before is answered as then. Exit code 1 when one was
    refused."""
    failed = False
    for line in asyncio.run(_registered(files)):
        failed = failed or "code" in line
        click.echo(orjson.dumps(line).decode())
    if failed:
        sys.exit(1)


async def _registered(files: Sequence[Path]) -> list[dict[str, Any]]:
    async with DatabaseDoor(PLATFORM) as door:
        return [{"file": file.name, **await _register(door, file)} for file in files]


async def _register(door: DatabaseDoor, file: Path) -> dict[str, Any]:
    try:
        found = EIDO.heard(_loaded(file))
    except EIDO.BadEido as problem:
        return _refused(problem)
    async with door.db.transaction() as tx:
        known = found.class_code and await EIDO.class_name(tx.conn, found.class_code)
    said = EIDO.said_of(found, door.actor, class_code=found.class_code if known else None)
    (made,) = await door([said])
    if isinstance(made, UnknownDivision | RetiredDivision):
        (made,) = await door([replace(said, division=None)])
    if isinstance(made, Problem):
        return _refused(made)
    if not isinstance(made, Registered):
        raise TypeError(made)
    return {"number": made.number, "order": made.order_number, "replayed": made.replayed, "danger": made.danger}


def _refused(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message()}


def _loaded(file: Path) -> Any:
    """Raises BadEido."""
    try:
        return orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError as error:
        raise EIDO.BadEido(field="$") from error


def check(schema: Path, files: Sequence[Path]) -> None:
    """Exit code 1 when a file does not fit. Raises NoSchema, BadEido."""
    faults = EIDO.checker(schema)
    found = {file.name: faults(_loaded(file)) for file in files}
    for name, wrong in found.items():
        click.echo(orjson.dumps({"file": name, "valid": not wrong, "faults": wrong}).decode())
    if any(found.values()):
        sys.exit(1)
