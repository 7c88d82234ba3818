"""What rule owners and publishers do to editions: each one transaction, each on the audit trail (R30, R80)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.audit import audit
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Tx
from twinline.kernel.errors import FieldError
from twinline.rules import store
from twinline.rules.checks import check, errors
from twinline.rules.keys import RuleKeys
from twinline.rules.model import (
    PACKAGED,
    AlreadyInForce,
    BadRow,
    BaseOutdated,
    DayPast,
    Edition,
    EditionChanged,
    EditionNotFound,
    NoDraft,
    NothingToRollBackTo,
    NotPublishable,
    NotPublished,
    OwnWork,
    Place,
    RowChanged,
    RowNotFound,
    RuleRow,
    SealBroken,
    StillInForce,
    TooManyRows,
    digest_of,
    edition_seal,
    force_seal,
)
from twinline.rules.tables import TABLE_ROWS_MAX, Cells, Content, complete, faults, packaged, tables

EDIT = "rules.edit"
PUBLISH = "rules.publish"


@dataclass(frozen=True, slots=True)
class Publisher:
    """How this installation publishes: with which keys, and whether editors may publish their own work."""

    keys: RuleKeys
    four_eyes: bool = True


def today(tx: Tx) -> date:
    """The date in China."""
    return tx.now.astimezone(CHINA).date()


async def content_of(tx: Tx, number: int) -> Content:
    """All rows of an edition, complete as of this program. Raises EditionNotFound."""
    if number == PACKAGED:
        return packaged()
    if await store.edition(tx.conn, number) is None:
        raise EditionNotFound
    return complete(await store.content(tx.conn, number))


async def number_in_force(tx: Tx, on: date) -> int:
    """Which edition holds on a day."""
    force = await store.in_force(tx.conn, day=on)
    return force.edition if force else PACKAGED


# Drafts -------------------------------------------------------------------------------------------


async def create_draft(tx: Tx, actor: Actor, *, based_on: int | None, title: str, note: str = "") -> int:
    """A new draft with all rows of another edition, by default of the one in force; its number.

    Raises EditionNotFound.
    """
    actor.require(EDIT)
    base = await number_in_force(tx, today(tx)) if based_on is None else based_on
    content = await content_of(tx, base)
    number, edition_id = await store.insert_edition(tx, based_on=base, title=title, note=note, by=actor.account_id)
    await store.insert_content(tx, number, content, actor.account_id)
    await _note(tx, actor, "rules.drafted", edition_id, number=number, based_on=base)
    return number


async def change_draft(
    tx: Tx, actor: Actor, *, number: int, version: int, title: str | None = None, note: str | None = None
) -> None:
    """Change the title or the note. Raises EditionNotFound, NoDraft, EditionChanged."""
    actor.require(EDIT)
    edition = await _draft(tx, number)
    if edition.version != version:
        raise EditionChanged
    await store.touch(tx, number, actor.account_id, title=title, note=note)
    await _note(tx, actor, "rules.changed", edition.id, number=number)


def checked(table: str, cells: Mapping[str, str]) -> dict[str, str]:
    """A whole row in the order of its table. Raises BadRow, naming each cell with its reason."""
    wrong = [FieldError(f"cells.{f.column}", f.reason, f.params) for f in faults(tables()[table], cells)]
    if wrong:
        raise BadRow(count=len(wrong), fields=wrong)
    return {column.name: cells.get(column.name, "").strip() for column in tables()[table].columns}


async def add_row(tx: Tx, actor: Actor, *, number: int, table: str, cells: Mapping[str, str]) -> int:
    """Add a row to a draft; its ordinal. Raises BadRow, EditionNotFound, NoDraft, TooManyRows."""
    actor.require(EDIT)
    row = checked(table, cells)
    edition = await _draft(tx, number)
    ordinal, held = await store.insert_row(tx, number, table, row, actor.account_id)
    if held >= TABLE_ROWS_MAX:
        raise TooManyRows(limit=TABLE_ROWS_MAX)
    await _row_note(tx, actor, edition, "rules.row_added", table, row)
    return ordinal


async def change_row(tx: Tx, actor: Actor, place: Place, *, version: int, cells: Mapping[str, str]) -> None:
    """Change some cells of a row of a draft. Raises RowNotFound, RowChanged, BadRow, EditionNotFound, NoDraft."""
    actor.require(EDIT)
    edition = await _draft(tx, place.number)
    before = await _row(tx, place, version)
    row = checked(place.table, {**before.data, **cells})
    await store.update_row(tx, place, row, actor.account_id)
    await _row_note(tx, actor, edition, "rules.row_changed", place.table, row)


async def remove_row(tx: Tx, actor: Actor, place: Place, *, version: int) -> None:
    """Take a row out of a draft. Raises RowNotFound, RowChanged, EditionNotFound, NoDraft."""
    actor.require(EDIT)
    edition = await _draft(tx, place.number)
    before = await _row(tx, place, version)
    await store.delete_row(tx, place)
    await _row_note(tx, actor, edition, "rules.row_removed", place.table, before.data)


async def replace_tables(tx: Tx, actor: Actor, *, number: int, content: Content) -> dict[str, int]:
    """Put whole tables in the place of a draft's; the others stay. How many rows each now has.

    Raises EditionNotFound, NoDraft.
    """
    actor.require(EDIT)
    edition = await _draft(tx, number)
    whole = {**complete(await store.content(tx.conn, number)), **content}
    await store.delete_rows(tx, number)
    await store.insert_content(tx, number, whole, actor.account_id)
    await store.touch(tx, number, actor.account_id)
    counts = {name: len(rows) for name, rows in content.items()}
    await _note(tx, actor, "rules.imported", edition.id, number=number, rows=counts)
    return counts


async def _draft(tx: Tx, number: int) -> Edition:
    """The draft, locked. Raises EditionNotFound, NoDraft."""
    edition = await _locked(tx, number)
    if edition.state != "draft":
        raise NoDraft
    return edition


async def _locked(tx: Tx, number: int) -> Edition:
    if number == PACKAGED:
        raise NoDraft
    edition = await store.lock_edition(tx.conn, number)
    if edition is None:
        raise EditionNotFound
    return edition


async def _row(tx: Tx, place: Place, version: int) -> RuleRow:
    row = await store.lock_row(tx.conn, place)
    if row is None:
        raise RowNotFound
    if row.version != version:
        raise RowChanged
    return row


async def _row_note(tx: Tx, actor: Actor, edition: Edition, action: str, table: str, row: Cells) -> None:
    await store.touch(tx, edition.number, actor.account_id)
    code = tables()[table].code(row)
    await _note(tx, actor, action, edition.id, number=edition.number, table=table, code=code)


async def _note(tx: Tx, actor: Actor, action: str, edition_id: UUID | None, **data: Any) -> None:
    await audit(tx, action, account_id=actor.account_id, subject_id=edition_id, data=data)


# Publication --------------------------------------------------------------------------------------


async def publish(
    tx: Tx,
    actor: Actor,
    by: Publisher,
    *,
    number: int,
    version: int,
    effective_from: date | None = None,
    replace_newer: bool = False,
) -> date:
    """Sign a draft and put it in force from a day, by default today; the day.

    ``version`` is that of the edition that was looked at. Raises EditionNotFound, NoDraft, EditionChanged, OwnWork,
    DayPast, BaseOutdated (unless ``replace_newer``), NotPublishable.
    """
    actor.require(PUBLISH)
    await store.take_turn(tx.conn)
    edition, day = await _draft(tx, number), effective_from or today(tx)
    if edition.version != version:
        raise EditionChanged
    if by.four_eyes and actor.account_id in edition.editors:
        raise OwnWork
    if day < today(tx):
        raise DayPast(today=today(tx))
    if not replace_newer and (newest := await number_in_force(tx, day)) != edition.based_on:
        raise BaseOutdated(number=newest)
    await _refuse_errors(tx, edition, day)
    digest = digest_of(await store.content(tx.conn, number))
    seal = by.keys.sign(edition_seal(number=number, digest=digest, effective_from=day))
    signed = {"digest": digest, "signature": seal, "key_id": by.keys.key_id}
    await store.publish(tx, {"number": number, "by": actor.account_id, "effective_from": day, **signed})
    await _put_in_force(tx, actor, by, edition=number, digest=digest, day=day, reason="publish")
    shown = {"number": number, "effective_from": day, "digest": digest.hex(), "key": by.keys.key_id}
    await _note(tx, actor, "rules.published", edition.id, **shown)
    return day


async def _refuse_errors(tx: Tx, edition: Edition, day: date) -> None:
    content = complete(await store.content(tx.conn, edition.number))
    base = await content_of(tx, edition.based_on)
    found = errors(await asyncio.to_thread(check, content, on=day, base=base))
    if found:
        raise NotPublishable(count=len(found), first=found[0].message())


async def give_up(tx: Tx, actor: Actor, *, number: int, version: int) -> None:
    """Set a draft aside for good; it stays to be read. Raises EditionNotFound, NoDraft, EditionChanged."""
    actor.require(EDIT)
    edition = await _draft(tx, number)
    await _withdraw(tx, actor, edition, version)


async def withdraw(tx: Tx, actor: Actor, *, number: int, version: int) -> None:
    """Call back a publication whose day has not come.

    Raises EditionNotFound, NotPublished, EditionChanged, StillInForce.
    """
    actor.require(PUBLISH)
    edition = await _locked(tx, number)
    if edition.state != "published":
        raise NotPublished
    if edition.effective_from is None or edition.effective_from <= today(tx):
        raise StillInForce(number=number)
    await _withdraw(tx, actor, edition, version)


async def _withdraw(tx: Tx, actor: Actor, edition: Edition, version: int) -> None:
    if edition.version != version:
        raise EditionChanged
    await store.withdraw(tx, edition.number)
    await _note(tx, actor, "rules.withdrawn", edition.id, number=edition.number)


async def roll_back(tx: Tx, actor: Actor, by: Publisher, *, number: int, reason: str) -> None:
    """Put an edition in force again that was so before, at once; 0 is the packaged one (R23: within a minute).

    Raises EditionNotFound, AlreadyInForce, NothingToRollBackTo, SealBroken.
    """
    actor.require(PUBLISH)
    await store.take_turn(tx.conn)
    if number == await number_in_force(tx, today(tx)):
        raise AlreadyInForce(number=number)
    edition = None if number == PACKAGED else await store.lock_edition(tx.conn, number)
    if number != PACKAGED and edition is None:
        raise EditionNotFound
    if edition and (edition.state != "published" or not edition.effective_from or edition.effective_from > today(tx)):
        raise NothingToRollBackTo(number=number)
    if edition:
        await verify(tx, by.keys, edition)
    digest = edition.digest if edition and edition.digest else digest_of(packaged())
    await _put_in_force(tx, actor, by, edition=number, digest=digest, day=today(tx), reason=reason)
    await _note(tx, actor, "rules.rolled_back", edition.id if edition else None, number=number, reason=reason)


async def _put_in_force(
    tx: Tx, actor: Actor, by: Publisher, *, edition: int, digest: bytes, day: date, reason: str
) -> None:
    seal = force_seal(edition=edition, digest=digest, effective_from=day, at=tx.now, reason=reason)
    row = {"edition": edition, "effective_from": day, "digest": digest, "at": tx.now, "by": actor.account_id}
    await store.insert_force(tx, {**row, "reason": reason, "signature": by.keys.sign(seal), "key_id": by.keys.key_id})


async def verify(tx: Tx, keys: RuleKeys, edition: Edition) -> dict[str, list[dict[str, str]]]:
    """The rows of a published edition, if they are those that were signed. Raises SealBroken."""
    content = await store.content(tx.conn, edition.number)
    digest, signature, day = edition.digest, edition.signature, edition.effective_from
    if digest is None or signature is None or day is None or edition.key_id is None or digest != digest_of(content):
        raise SealBroken(number=edition.number)
    seal = edition_seal(number=edition.number, digest=digest, effective_from=day)
    if not keys.holds(seal, signature, edition.key_id):
        raise SealBroken(number=edition.number)
    return content
