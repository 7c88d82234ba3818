"""A workbook carries an edition to Excel and back without loss, and tells every fault by its place (R80)."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from twinline.rules import packaged, sheets
from twinline.rules.sheets import BadSheet, NotASheet, export, read
from twinline.rules.tables import FLAGS, Column, Table, faults, tables

CLASSES = "department_kinds"
TITLE = "部门类别"
FEW = {name: rows[:30] for name, rows in packaged().items()}


def edited(change: Callable[[Any], None], *, sheet: str = TITLE) -> bytes:
    """A workbook after somebody worked on one of its sheets."""
    book = load_workbook(io.BytesIO(export(FEW, title="x")))
    change(book[sheet])
    return saved(book)


def saved(book: Any) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def plain(rows: Any) -> list[dict[str, str]]:
    return [dict(row) for row in rows]


def refused(data: bytes) -> dict[str, str]:
    """Place and message of every fault."""
    with pytest.raises(BadSheet) as problem:
        read(data)
    return {field.field: field.message() for field in problem.value.fields}


def test_the_packaged_edition_comes_back_as_it_went() -> None:
    again = read(export(packaged(), title="随产品提供"))
    assert list(again) == list(tables())
    for name, rows in packaged().items():
        assert again[name] == plain(rows), name


def _cell(column: Column) -> st.SearchStrategy[str]:
    """Values that the column takes, among them those that spreadsheets like to spoil."""
    word = st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z", "Co", "Cn")), min_size=1, max_size=12
    )
    made = {
        "code": st.from_regex(r"[A-Z0-9]{1,3}-[0-9]{1,4}", fullmatch=True) | st.just("000123"),
        "choice": st.sampled_from([value for value in column.choices if value] or ["x"]),
        "flag": st.sampled_from(["", *FLAGS]),
        "date": st.dates(date(2000, 1, 1), date(2010, 1, 1)).map(str),
        "number": st.sampled_from(["1.0", "1", "0.50", "2.25"]),
        "phrases": st.lists(word.map(lambda w: w.replace("|", "丨")), min_size=1, max_size=3).map("|".join),
    }
    tricky = st.sampled_from(["0012", "1e5", "TRUE", "1/2", "+86", "-1", "@组", "12345.0", "2026-01-31", "'x"])
    return made.get(column.kind, word | tricky).filter(lambda value: value == value.strip() and value[:1] != "=")


def _rows(table: Table) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries({column.name: _cell(column) for column in table.columns})
    row = row.map(lambda cells: cells | {"valid_to": ""})
    return st.lists(row.filter(lambda cells: not list(faults(table, cells))), max_size=4)


@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries({name: _rows(table) for name, table in tables().items()}))
def test_any_edition_comes_back_as_it_went(content: dict[str, list[dict[str, str]]]) -> None:
    assert read(export(content, title="x")) == content


def test_the_workbook_helps_whoever_edits_it() -> None:
    book = load_workbook(io.BytesIO(export(packaged(), title="规则版本 3")))
    sheet = book["职责清单"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["代码*", "事项*", "领域*"]
    assert sheet.row_dimensions[2].hidden
    assert sheet.freeze_panes == "C3"
    assert sheet["A3"].number_format == "@"
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert "12345" in lists["D3"]
    assert lists["G3"].startswith("'部门类别'!$A$3")
    assert book.worksheets[0].title == "填写说明"


def _shuffle(sheet: Any) -> None:
    """Move the first column to the end."""
    for line in sheet.iter_rows(min_row=1):
        values = [cell.value for cell in line]
        for cell, value in zip(line, values[1:] + values[:1], strict=True):
            cell.value = value


def _english(sheet: Any) -> None:
    table = tables()[CLASSES]
    for cell, column in zip(sheet[1], table.columns, strict=True):
        cell.value = column.title("en")
    sheet.delete_rows(2)


def _untidy(sheet: Any) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "二〇二六年修订，请勿外传"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = " 代码（必填） "
    sheet.insert_rows(6, 3)
    for line in sheet.iter_rows(min_row=9, max_row=30):
        for cell in line:
            cell.value = f"  {cell.value}\u3000" if cell.value else "   "


def _dates(sheet: Any) -> None:
    place = [column.name for column in tables()[CLASSES].columns].index("valid_from") + 1
    midnight = datetime.combine(date(2025, 1, 1), datetime.min.time())
    forms = (midnight, date(2025, 1, 1), "2025/1/1", "2025年1月1日", "20250101", 45658)
    for row, value in enumerate(forms, 3):
        sheet.cell(row, place).value = value


@pytest.mark.parametrize("change", [_shuffle, _english, _untidy, _dates])
def test_what_people_do_to_sheets_is_understood(change: Callable[[Any], None]) -> None:
    assert read(edited(change))[CLASSES] == plain(FEW[CLASSES])


def test_numbers_that_excel_made_of_codes_are_codes_again() -> None:
    def change(sheet: Any) -> None:
        for line in sheet.iter_rows(min_row=3, max_col=1):
            line[0].value = float(line[0].value)

    assert read(edited(change, sheet="警情类别"))["police_classes"] == plain(FEW["police_classes"])


def test_a_table_without_a_sheet_is_not_touched() -> None:
    book = load_workbook(io.BytesIO(export(FEW, title="x")))
    for title in book.sheetnames:
        if title not in (TITLE, "填写说明"):
            del book[title]
    assert list(read(saved(book))) == [CLASSES]


def _set(place: str, value: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[place] = value

    return change


@pytest.mark.parametrize(
    ("sheet", "place", "value", "told"),
    [
        ("职责清单", "D5", "12346", "不在可选值之中"),
        ("职责清单", "D5", "=CONCAT(1,2)", "公式"),
        ("职责清单", "K5", "噪声||扰民", "空的说法"),
        ("职责清单", "A5", None, "不能为空"),
        ("职责清单", "A5", "有 空格", "不是代码"),
        ("职责清单", "M5", "也许", "“是”或“否”"),
        ("措辞线索", "C4", "很重", "数字"),
        ("部门类别", "H4", "2026-02-30", "不是日期"),
        ("部门类别", "H4", 3, "不是日期"),
        ("部门类别", "B4", True, "须是文字"),
        ("部门类别", "B4", "长" * 20_001, "超过"),
        ("部门类别", "I4", "2020-01-01", "早于"),
    ],
)
def test_a_bad_cell_is_told_by_its_place(sheet: str, place: str, value: Any, told: str) -> None:
    found = refused(edited(_set(place, value), sheet=sheet))
    assert list(found) == [f"{sheet}!{place}"], found
    assert told in found[f"{sheet}!{place}"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    def change(sheet: Any) -> None:
        for row in range(3, 13):
            sheet.cell(row, 3).value = "别处"

    found = refused(edited(change))
    assert list(found) == [f"{TITLE}!C{row}" for row in range(3, 13)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda sheet: sheet.delete_cols(2), "缺少“名称”列"),
        (_set("D1", "名称"), "出现了两次"),
        (_set("K1", "负责人电话"), "没有名为"),
        (lambda sheet: sheet.delete_rows(1, 2), "找不到列名行"),
        (lambda sheet: setattr(sheet, "title", "部门"), "不是规则表"),
    ],
)
def test_a_bad_layout_is_told(change: Callable[[Any], None], told: str) -> None:
    assert any(told in message for message in refused(edited(change)).values())


def test_a_sheet_that_repeats_a_table_is_told() -> None:
    def change(sheet: Any) -> None:
        sheet.parent.copy_worksheet(sheet).title = CLASSES

    assert "出现了两次" in refused(edited(change))[CLASSES]


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return packed.getvalue()


def entities() -> bytes:
    """A workbook whose one sheet grows without end when entities are written out."""
    lines = ['<!ENTITY a0 "lol">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    doctype = f"<!DOCTYPE worksheet [{''.join(lines)}]>"
    source, packed = zipfile.ZipFile(io.BytesIO(export(FEW, title="x"))), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                at = data.index(b"<worksheet")
                data = data[:at] + doctype.encode() + data[at:].replace("噪声".encode(), b"&a11;", 1)
            archive.writestr(name, data)
    return packed.getvalue()


def damaged() -> bytes:
    source, packed = zipfile.ZipFile(io.BytesIO(export(FEW, title="x"))), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, data[: len(data) // 2] if name == "xl/worksheets/sheet3.xml" else data)
    return packed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04" + b"\0" * 100,
        "代码,名称\n1,甲\n".encode("gb18030"),
        bomb(),
        damaged(),
        entities(),
    ],
    ids=["empty", "text", "half a zip", "csv", "bomb", "damaged", "entities"],
)
@pytest.mark.timeout(60)
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(NotASheet) as problem:
        read(data)
    assert problem.value.message()


def test_too_many_rows_are_refused_before_all_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "TABLE_ROWS_MAX", 500)
    table = tables()[CLASSES]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TITLE)
    sheet.append([column.title() for column in table.columns])
    for number in range(12_000):
        sheet.append([f"d{number}", f"部门{number}", "12345", "", "12345平台", "", "", "2025-01-01", ""])
    data = saved(book)
    read_of: Counter[str] = Counter()
    whole = ReadOnlyWorksheet._cells_by_row

    def counted(sheet: ReadOnlyWorksheet, *bounds: Any, **options: Any) -> Iterator[Any]:
        for row in whole(sheet, *bounds, **options):
            read_of[sheet.title] += 1
            yield row

    monkeypatch.setattr(ReadOnlyWorksheet, "_cells_by_row", counted)
    assert list(refused(data)) == [TITLE]
    assert 500 < read_of[TITLE] < 700
