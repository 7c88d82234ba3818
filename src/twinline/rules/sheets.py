"""An edition as a workbook that a rule owner edits in Excel, and back (R80).

One sheet for each table, headers in Chinese with the code in a hidden row below, every cell text so that codes keep
their zeros, lists to choose from, and a sheet that says how. Reading is tolerant of what people do to sheets and strict
about content: every fault is told with sheet, row and column, and one fault refuses the whole file. Formulas are never
worked out.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from twinline.kernel.errors import FieldError, Invalid
from twinline.kernel.messages import text
from twinline.rules.tables import LINKS, TABLE_ROWS_MAX, Cells, Column, Content, Table, faults, tables

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_BYTES_MAX = 32_000_000
UNPACKED_BYTES_MAX = 150_000_000
PARTS_MAX = 500
COLUMNS_MAX = 60
HEADER_WITHIN = 10
BLANKS_MAX = 5_000
LONG = 30
FAULTS_SHOWN = 100
SERIAL_FROM, SERIAL_TO = 20_000, 80_000
EXCEL_EPOCH = date(1899, 12, 30)
VALIDATED_ROWS = 5_000
YES_WORDS = frozenset(("yes", "y", "true", "1", "是", "√", "有"))
NO_WORDS = frozenset(("no", "n", "false", "0", "否", "×", "无"))
_DAY_FORMS = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?|(\d{4})(\d\d)(\d\d)"
)
_HEADER_NOTE = re.compile(r"[\s*＊]|[（(\[【].*$", re.DOTALL)
_WIDTHS = {"phrases": 70, "text": 40, "code": 16, "date": 12, "flag": 10, "number": 8}
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_HEAD = PatternFill("solid", fgColor="DDE6F0")


class NotASheet(Invalid):
    """The file is no workbook that can be read, or is larger than one may be."""

    code: ClassVar[str] = "rules.not_a_sheet"


class BadSheet(Invalid):
    """Cells or columns of the workbook cannot be taken; the fields name each with its reason. Nothing was changed."""

    code: ClassVar[str] = "rules.bad_sheet"


# Writing ------------------------------------------------------------------------------------------


def export(content: Content, *, title: str) -> bytes:
    """The workbook of an edition."""
    book = Workbook(write_only=True)
    _write_guide(book, title)
    for name, table in tables().items():
        _write_table(book, table, content.get(name, ()))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def guide_name() -> str:
    """The name of the sheet that says how; reading passes it over."""
    return text("rules.sheet.guide")


def _write_guide(book: Any, title: str) -> None:
    sheet = book.create_sheet(guide_name())
    sheet.column_dimensions["A"].width = 110
    sheet.append([_cell(sheet, title, bold=True)])
    for line in text("rules.sheet.how").split("\n"):
        sheet.append([_cell(sheet, line)])


def _write_table(book: Any, table: Table, rows: Sequence[Cells]) -> None:
    sheet = book.create_sheet(table.title())
    sheet.freeze_panes = "C3"
    sheet.row_dimensions[2].hidden = True
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.kind, 20)
    sheet.append([_header(sheet, column) for column in table.columns])
    sheet.append([_cell(sheet, column.name) for column in table.columns])
    for row in rows:
        sheet.append([_cell(sheet, _shown(column, row.get(column.name, ""))) for column in table.columns])
    for place, column in enumerate(table.columns, 1):
        if formula := _choices(table, column):
            validation: Any = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(place)
            validation.add(f"{letter}3:{letter}{max(VALIDATED_ROWS, len(rows) + 500)}")
            sheet.data_validations.append(validation)


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    """Text and nothing else, whatever it looks like."""
    cell: Any = WriteOnlyCell(sheet, value=None)
    cell.number_format = "@"
    if value:
        cell.value = value
        cell.data_type = "s"
    if len(value) > LONG:
        cell.alignment = _WRAPPED
    if bold:
        cell.font = Font(bold=True)
    return cell


def _header(sheet: Any, column: Column) -> Any:
    cell = _cell(sheet, column.title() + ("*" if column.required else ""), bold=True)
    cell.fill = _HEAD
    cell.comment = Comment(_help(column), "twinline", height=120, width=320)
    return cell


def _help(column: Column) -> str:
    how = text(f"rules.kind.{column.kind}")
    return "\n".join(filter(None, [how, "、".join(filter(None, column.choices))]))


def _shown(column: Column, value: str) -> str:
    if column.kind == "flag":
        return {"yes": "是", "no": "否"}.get(value, value)
    return value


def _choices(table: Table, column: Column) -> str | None:
    """What Excel offers in a column: a closed set, yes or no, or the codes of another sheet."""
    if column.kind == "flag":
        return '"是,否"'
    if column.choices:
        listed = ",".join(filter(None, column.choices))
        return f'"{listed}"' if len(listed) < 250 else None
    link = LINKS.get((table.name, column.name))
    if link is None or column.kind == "list":
        return None
    other = tables()[link[0]]
    letter = get_column_letter([column.name for column in other.columns].index(link[1]) + 1)
    return f"'{other.title()}'!${letter}$3:${letter}${VALIDATED_ROWS}"


# Reading ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetFault:
    """Something in a sheet that cannot be taken, by the place that Excel shows."""

    where: str
    reason: str
    params: Mapping[str, str]

    @property
    def as_field(self) -> FieldError:
        return FieldError(self.where, self.reason, self.params)


def read(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of every table that the workbook has a sheet for. Raises NotASheet, BadSheet."""
    book = _open(data)
    try:
        return _read_book(book)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError) as error:
        # What the library says of a damaged part depends on the part.
        raise NotASheet(why=text("rules.sheet.damaged")) from error
    finally:
        book.close()


def _open(data: bytes) -> Any:
    if len(data) > FILE_BYTES_MAX:
        raise NotASheet(why=text("rules.sheet.too_large", limit=FILE_BYTES_MAX // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
                raise NotASheet(why=text("rules.sheet.too_large_unpacked", limit=UNPACKED_BYTES_MAX // 1_000_000))
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except NotASheet:
        raise
    except Exception as error:
        raise NotASheet(why=text("rules.sheet.no_workbook")) from error


def _read_book(book: Any) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    wrong: list[SheetFault] = []
    for sheet in book.worksheets:
        table = _table_of(sheet.title)
        if table is None:
            wrong += _foreign(sheet)
        elif table.name in found:
            wrong.append(SheetFault(sheet.title, "rules.sheet.twice", {"sheet": sheet.title}))
        else:
            found[table.name] = _read_sheet(sheet, table, wrong)
    if not found and not wrong:
        wrong.append(SheetFault("-", "rules.sheet.no_table", {}))
    if wrong:
        raise BadSheet(count=len(wrong), fields=[fault.as_field for fault in wrong[:FAULTS_SHOWN]])
    return found


def _table_of(title: str) -> Table | None:
    plain = title.strip()
    return next((table for table in tables().values() if plain in (table.title(), table.title("en"), table.name)), None)


def _foreign(sheet: Any) -> Iterator[SheetFault]:
    """A sheet that is no table may say how, or be empty; anything else would be lost silently."""
    if sheet.title.strip() in (guide_name(), text("rules.sheet.guide", lang="en")):
        return
    for row in sheet.iter_rows(max_row=50, max_col=COLUMNS_MAX, values_only=True):
        if any(value is not None for value in row):
            yield SheetFault(sheet.title, "rules.sheet.unknown", {"sheet": sheet.title})
            return


def _read_sheet(sheet: Any, table: Table, wrong: list[SheetFault]) -> list[dict[str, str]]:
    """The rows, or those up to the first fault that makes the rest meaningless; faults are added to ``wrong``."""
    lines = enumerate(sheet.iter_rows(max_col=COLUMNS_MAX), 1)
    places = _header_places(sheet.title, table, lines, wrong)
    rows: list[dict[str, str]] = []
    blanks = 0
    for number, line in lines if places else ():
        if len(wrong) > FAULTS_SHOWN or blanks > BLANKS_MAX:
            break
        values = {name: line[place] for name, place in places.items() if place < len(line)}
        if _is_blank(values) or _is_codes(values):
            blanks += 1
            continue
        if len(rows) >= TABLE_ROWS_MAX:
            wrong.append(SheetFault(sheet.title, "rules.sheet.too_many", {"limit": str(TABLE_ROWS_MAX)}))
            break
        blanks = 0
        rows.append(_read_row(sheet.title, table, number, values, wrong))
    return rows


def _header_places(
    title: str, table: Table, lines: Iterable[tuple[int, Sequence[Any]]], wrong: list[SheetFault]
) -> dict[str, int]:
    """Where each column is, from the first row in which most of them are named; notes above it are passed over."""
    names = {form: column.name for column in table.columns for form in _forms(column)}
    for number, line in lines:
        found = [(place, _header_text(cell)) for place, cell in enumerate(line)]
        named = [(place, said) for place, said in found if said]
        known = [(place, names[said]) for place, said in named if said in names]
        if known and len(known) * 2 >= len(named):
            places = {name: place for place, name in reversed(known)}
            wrong += _header_faults(title, table, number, places, known, [p for p in named if p[1] not in names])
            return places
        if number >= HEADER_WITHIN:
            break
    wrong.append(SheetFault(title, "rules.sheet.no_header", {"sheet": title, "within": str(HEADER_WITHIN)}))
    return {}


def _forms(column: Column) -> set[str]:
    return {_HEADER_NOTE.sub("", said).lower() for said in (column.name, column.title(), column.title("en"))}


def _header_text(cell: Any) -> str:
    return _HEADER_NOTE.sub("", cell.value).lower() if isinstance(cell.value, str) else ""


def _header_faults(
    title: str,
    table: Table,
    number: int,
    places: Mapping[str, int],
    known: Sequence[tuple[int, str]],
    unknown: Sequence[tuple[int, str]],
) -> Iterator[SheetFault]:
    for column in table.columns:
        if column.name not in places:
            yield SheetFault(f"{title}!{number}", "rules.sheet.column_missing", {"column": column.title()})
    for place, name in known:
        if places[name] != place:
            column = cast(Column, table.column(name))
            yield SheetFault(_where(title, place, number), "rules.sheet.column_twice", {"column": column.title()})
    for place, said in unknown:
        yield SheetFault(_where(title, place, number), "rules.sheet.column_unknown", {"column": said})


def _where(title: str, place: int, number: int) -> str:
    return f"{title}!{get_column_letter(place + 1)}{number}"


def _is_blank(values: Mapping[str, Any]) -> bool:
    return all(
        cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()) for cell in values.values()
    )


def _is_codes(values: Mapping[str, Any]) -> bool:
    """The hidden row of codes: every cell says its column's name."""
    return all(cell.value == name for name, cell in values.items())


def _read_row(
    title: str, table: Table, number: int, values: Mapping[str, Any], wrong: list[SheetFault]
) -> dict[str, str]:
    row: dict[str, str] = {}
    refused: set[str] = set()
    for column in table.columns:
        cell = values.get(column.name)
        value, reason = _value(column, cell)
        row[column.name] = value
        if reason:
            refused.add(column.name)
            wrong.append(SheetFault(_spot(title, cell, number), f"rules.fault.{reason}", _said(column, cell)))
    for fault in faults(table, row):
        if fault.column not in refused:
            where = _spot(title, values.get(fault.column), number)
            wrong.append(SheetFault(where, fault.reason, fault.params))
    return row


def _spot(title: str, cell: Any, number: int) -> str:
    column = getattr(cell, "column", None)
    return f"{title}!{get_column_letter(column)}{number}" if isinstance(column, int) else f"{title}!{number}"


def _said(column: Column, cell: Any) -> dict[str, str]:
    return {"column": column.title(), "value": str(cell.value)[:60], "choices": "、".join(column.choices)}


def _value(column: Column, cell: Any) -> tuple[str, str | None]:
    """The cell as text in the form of its column, and why it cannot be taken."""
    value = None if cell is None else cell.value
    kind = getattr(cell, "data_type", "n")
    if value is None:
        return "", None
    if kind == "f" or (isinstance(value, str) and value.lstrip().startswith("=")):
        return "", "formula"
    if kind == "e":
        return "", "excel_error"
    if column.kind == "date":
        return _day(value)
    if column.kind == "flag":
        return _flag(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "", "not_text"
    return _plain(value), None


def _plain(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


def _flag(value: object) -> tuple[str, str | None]:
    said = _plain(value).lower() if isinstance(value, str | int | float) else "-"
    if not said:
        return "", None
    return ("yes", None) if said in YES_WORDS else ("no", None) if said in NO_WORDS else ("", "not_a_flag")


def _day(value: object) -> tuple[str, str | None]:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d"), None
    if isinstance(value, int | float) and not isinstance(value, bool) and SERIAL_FROM < value < SERIAL_TO:
        return (EXCEL_EPOCH + timedelta(days=int(value))).isoformat(), None
    said = _plain(value) if isinstance(value, str | int | float) else "-"
    found = _DAY_FORMS.fullmatch(said)
    if not said:
        return "", None
    if found is None:
        return "", "not_a_date"
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat(), None
    except ValueError:
        return "", "not_a_date"
