"""Lists as workbooks: ordered, made by a job as the person sees the list, fetched once ready, on the audit trail (R43).

The job acts as the account is then, so what it may no longer see is in no workbook, and a workbook goes only to who
still sees as its list was seen. It is kept for a day. No transaction lasts while a workbook is made.
"""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import structlog
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from twinline.cases import queries as cases
from twinline.identity import Actor, Authenticator
from twinline.incidents import queries as incidents
from twinline.kernel.audit import audit
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database, Tx
from twinline.kernel.errors import Conflict, NotFound
from twinline.kernel.hashing import canonical_json, sm3
from twinline.kernel.jobs import UPKEEP, database, defer, jobs
from twinline.kernel.limits import PAGE_ROWS_MAX
from twinline.kernel.messages import text
from twinline.kernel.paging import page_of
from twinline.oversight import exports_store as store
from twinline.rules import actions as rules

PERMISSION = "list.export"
TASK = "oversight.export"
ROWS_MAX = 20_000
WAITING_MAX = 3
SHOWN_MAX = 20
KEPT = timedelta(days=1)
PATIENCE = timedelta(minutes=30)
"""What still waits after so long, nobody makes any more: its worker was killed."""
LISTS = {"work-orders": (cases.list_orders, "case"), "police-orders": (incidents.list_orders, "incident")}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "work-orders": (
        "number", "appeal_number", "title", "type", "what", "unit", "owner", "state", "marks", "opened_at", "due_at",
        "urged_at", "return_count", "redo_count", "closed_at",
    ),
    "police-orders": (
        "number", "appeal_number", "title", "what", "owner", "state", "marks", "opened_at", "dispatched_at", "due_at",
        "urged_at", "closed_at",
    ),
}  # fmt: skip
"""What a workbook may hold, in its order; nothing that says who called."""
FAILED = {"state": "failed", "rows": None, "whole": None, "content": None, "sight": None}
MARKS = ("danger", "urgent", "mirror", "loop_open")
WIDTHS = {"title": 50, "number": 26, "appeal_number": 26, "unit": 28, "what": 28}

log = structlog.get_logger(__name__)


class ExportNotFound(NotFound):
    """No such export of the caller's, or it is not ready."""

    code: ClassVar[str] = "oversight.export_not_found"


class ExportsWaiting(Conflict):
    """As many exports wait for the caller as may."""

    code: ClassVar[str] = "oversight.exports_waiting"


class ExportOutdated(Conflict):
    """The caller sees other rows now than when the workbook was made."""

    code: ClassVar[str] = "oversight.export_outdated"


async def begin(
    tx: Tx, actor: Actor, *, which: str, filters: Mapping[str, Any], columns: Sequence[str], lang: str
) -> UUID:
    """Order a workbook of a list under filters; its id. Without columns it has all. Raises ExportsWaiting."""
    actor.require(PERMISSION)
    if await store.waiting(tx.conn, actor.account_id) >= WAITING_MAX:
        raise ExportsWaiting(limit=WAITING_MAX)
    export_id = tx.new_id()
    row = {"id": export_id, "account_id": actor.account_id, "which": which, "filters": dict(filters), "lang": lang}
    chosen = [name for name in COLUMNS[which] if not columns or name in columns]
    await store.insert(tx.conn, {**row, "columns": chosen, "made_at": tx.now})
    await audit(
        tx, "export.asked", account_id=actor.account_id, subject_id=export_id, data={"which": which, "filters": filters}
    )
    await defer(tx, TASK, arguments={"export_id": str(export_id)})
    return export_id


async def of_caller(tx: Tx, actor: Actor) -> dict[str, Any]:
    """The caller's newest exports."""
    actor.require(PERMISSION)
    return {"items": await store.of_account(tx.conn, actor.account_id, SHOWN_MAX), "next": None}


async def fetch(tx: Tx, actor: Actor, *, export_id: UUID) -> store.Made:
    """A workbook that is ready; that it was fetched is on the audit trail. Raises NotPermitted without the right to the
    list, ExportNotFound, ExportOutdated."""
    actor.require(PERMISSION)
    found = await store.made(tx.conn, actor.account_id, export_id)
    if found is None:
        raise ExportNotFound
    actor.require(f"{LISTS[found.which][1]}.read")
    if found.sight != _sight(actor):
        raise ExportOutdated
    await audit(tx, "export.fetched", account_id=actor.account_id, subject_id=export_id)
    return found


def _sight(actor: Actor) -> bytes:
    """What an account sees, in short."""
    return sm3(canonical_json(actor.sight))


@jobs.task(name=TASK, pass_context=False)
async def export_job(export_id: str) -> None:
    await run(database(), UUID(export_id))


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="oversight.end_exports", queue=UPKEEP, queueing_lock="oversight.end_exports", pass_context=False)
async def end_exports(timestamp: int) -> None:
    await give_up(database())


async def give_up(db: Database) -> None:
    """Mark as failed what nobody makes any more."""
    async with db.transaction() as tx:
        await store.give_up(tx.conn, now=tx.now, before=tx.now - PATIENCE)


async def run(db: Database, export_id: UUID) -> None:
    """Make a workbook that waits. One that cannot be made is marked as failed, with the reason in the log."""
    try:
        await _make(db, export_id)
    except Exception as error:
        log.error("export.failed", export=str(export_id), exc_info=error)
        async with db.transaction() as tx:
            await store.finish(tx.conn, {"id": export_id, "now": tx.now} | FAILED)


async def _make(db: Database, export_id: UUID) -> None:
    async with db.transaction() as tx:
        asked = await store.waiting_one(tx.conn, export_id)
        if asked is None:
            return
        actor = (await Authenticator.of_accounts(tx, [asked.account_id])).get(asked.account_id)
        if actor is None:
            raise ExportNotFound
        actor.require(PERMISSION)
    async with db.transaction() as tx:
        rows, whole = await _read(tx, actor, asked)
        names = await _names(tx, asked.which)
    content = await asyncio.to_thread(_packed, rows, asked, names)
    made = {"id": export_id, "state": "ready", "rows": len(rows), "whole": whole, "content": content}
    data = {"which": asked.which, "filters": asked.filters, "rows": len(rows), "whole": whole}
    async with db.transaction() as tx:
        if await store.finish(tx.conn, made | {"sight": _sight(actor), "now": tx.now}):
            await audit(tx, "export.made", account_id=asked.account_id, subject_id=export_id, data=data)


async def _read(tx: Tx, actor: Actor, asked: store.Asked) -> tuple[list[dict[str, Any]], bool]:
    """The rows as the person's own list shows them, and whether these are all."""
    read, _ = LISTS[asked.which]
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while len(rows) < ROWS_MAX:
        found = await read(tx.conn, actor, page_of(cursor, PAGE_ROWS_MAX), asked.filters)
        rows += found["items"]
        cursor = found["next"]
        if cursor is None:
            return rows, True
    return rows[:ROWS_MAX], False


async def _names(tx: Tx, which: str) -> Mapping[str, str]:
    """Names of matters, or of police classes, by their codes."""
    if which == "police-orders":
        return await store.class_names(tx.conn)
    content = await rules.content_of(tx, await rules.number_in_force(tx, tx.now.astimezone(CHINA).date()))
    return {row["code"]: row["matter"] for row in content["responsibility_list"]}


def _packed(rows: Sequence[Mapping[str, Any]], asked: store.Asked, names: Mapping[str, str]) -> bytes:
    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet(text(f"oversight.export.{asked.which}", lang=asked.lang))
    sheet.freeze_panes = "A2"
    for place, name in enumerate(asked.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 18)
    heads = [text(f"oversight.export.column.{name}", lang=asked.lang) for name in asked.columns]
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    shown = _shower(asked, names)
    for row in rows:
        sheet.append([_cell(sheet, shown(row, name)) for name in asked.columns])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    """Text and nothing else, so that no word of a caller is ever taken for a formula."""
    cell: Any = WriteOnlyCell(sheet, value=None)
    cell.number_format = "@"
    if value:
        cell.value = value
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _shower(asked: store.Asked, names: Mapping[str, str]) -> Callable[[Mapping[str, Any], str], str]:
    _, machine = LISTS[asked.which]
    lang = asked.lang

    def shown(row: Mapping[str, Any], name: str) -> str:
        match name:
            case "what":
                code = row.get("matter") or row.get("class_current") or ""
                return names.get(code, code)
            case "unit":
                return row["lead_unit"] or ""
            case "state":
                return text(f"state.{machine}.{row['state']}", lang=lang)
            case "marks":
                return "、".join(text(f"oversight.export.mark.{mark}", lang=lang) for mark in MARKS if row[mark])
            case _:
                value = row[name]
                return _moment(value) if isinstance(value, datetime) else "" if value is None else str(value)

    return shown


def _moment(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


async def forget_old(db: Database) -> None:
    """Drop workbooks that are a day old."""
    async with db.transaction() as tx:
        await store.forget(tx.conn, tx.now - KEPT)
