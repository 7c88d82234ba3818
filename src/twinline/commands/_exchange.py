"""What ``twinline exchange …`` does. Cards carry public keys only; administrators compare their ``kid`` by voice."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import click
import orjson

from twinline.commands._database import in_transaction
from twinline.commands._gateway import instance
from twinline.exchange import model, peering, store, transports
from twinline.kernel.db import Tx
from twinline.kernel.errors import Invalid
from twinline.settings import settings


class BadCard(Invalid):
    """Not a peer's card, or one of ourselves."""

    code: ClassVar[str] = "commands.bad_card"


def card(divisions: Sequence[str], title: str) -> None:
    """Print this instance's card; its keys are made when they are missing."""
    me = instance(settings())
    made = peering.card(me.ring, name=me.name, title=title or me.name, hosts=me.hosts, divisions=divisions)
    click.echo(orjson.dumps(made).decode())


def peer(file: Path, given: Sequence[str]) -> None:
    """Add or change a peer. Raises BadCard, exchange.bad_transport."""
    read, ways = read_card(file)
    if read["name"] == settings().instance:
        raise BadCard(file=file.name)
    ways = [_transport(one, read["name"]) for one in given] or ways

    in_transaction(lambda tx: peering.put_peer(tx, read, ways))
    click.echo(orjson.dumps({"name": read["name"], "kid": read["keys"]["kid"], "transports": ways}).decode())


def read_card(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A card, and the ways to its platform when they stand beside it as ``sandbox`` prints them. Raises BadCard."""
    try:
        said = orjson.loads(file.read_bytes())
        read, ways = said.get("card", said), said.get("transports", [])
        kept = {name: read[name] for name in ("name", "title", "hosts", "divisions", "keys")}
        lists = all(kept[name] and all(isinstance(one, str) for one in kept[name]) for name in ("hosts", "divisions"))
        if not (lists and isinstance(kept["keys"], Mapping)):
            raise BadCard(file=file.name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCard(file=file.name) from error
    return kept, ways


def _transport(given: str, name: str) -> dict[str, Any]:
    """Options that a transport can be opened with."""
    try:
        options: dict[str, Any] = orjson.loads(given)
    except ValueError as error:
        raise click.BadParameter(given) from error
    if options.get("kind") != "https":
        transports.open_transport(options, me=settings().instance, peer=name)
    return options


def switch(name: str, active: bool) -> None:
    """Raises UnknownPeer."""

    async def put(tx: Tx) -> None:
        known = await store.lock_peer(tx.conn, name)
        if known is None:
            raise model.UnknownPeer
        same = {column: getattr(known, column) for column in ("name", "title", "hosts", "divisions", "keys")}
        await store.change_peer(tx.conn, same | {"transports": known.transports, "active": active})
        if active:
            await peering.trust(tx.conn, name)

    in_transaction(put)


def codes(name: str, own: Sequence[str]) -> None:
    """Have kinds of codes travel in the peer's, and print what nobody has mapped. Raises UnknownPeer."""

    for row in in_transaction(lambda tx: peering.codes(tx, name, own)):
        click.echo(orjson.dumps(row).decode())


def restored(show: bool) -> None:
    """Begin a new life after the database was put back, unless only asked how that stands."""

    async def run(tx: Tx) -> list[dict[str, Any]]:
        if not show:
            await peering.put_back(tx)
        return await peering.recoveries(tx.conn)

    for row in in_transaction(run):
        click.echo(orjson.dumps(row).decode())


def status() -> None:
    """How the exchange with every peer stands."""

    for row in in_transaction(lambda tx: peering.standing(tx.conn)):
        click.echo(orjson.dumps(row).decode())
