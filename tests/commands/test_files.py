"""What other systems export comes in whole or is refused by row, in any encoding, and never as other words."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from twinline.intake import files
from twinline.intake.files import FileOptions, FileUnreadable, NoSuchColumn, Row

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HEADERS = ["留言编号", "留言主题", "留言时间", "留言详情"]
LAMP = ["1", "路灯", "2019/2/28 11:25:05", "鹤鸣路路灯不亮，晚上看不清路"]


def csv_of(*rows: list[str]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()


def read(path: Path, **options: Any) -> list[Row]:
    chosen = FileOptions(platform="12345", source=path.stem, **options)
    with files.read_file(path, options=chosen, now=NOW) as table:
        return list(table.rows)


def write(folder: Path, content: str | bytes, name: str = "in.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    (row,) = read(write(tmp_path, csv_of(HEADERS, LAMP), encoding=encoding))
    assert row.said
    assert (row.said.words, row.said.title, row.said.external_id) == (LAMP[3], "路灯", "1")
    assert row.said.received_at == datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert row.said.key == "import:in:1"


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    words = "𠮷野家旁边的路灯坏了😀，请有关部门尽快安排人员修理，晚上行人看不清路面"
    (row,) = read(write(tmp_path, csv_of(HEADERS, ["1", "", "", words]), encoding="gb18030"))
    assert row.said
    assert row.said.words == words


def test_a_damaged_utf8_file_is_never_read_as_another_encoding(tmp_path: Path) -> None:
    good = csv_of(HEADERS, *[[str(n), "路灯", "", "路灯不亮请修理"] for n in range(50)]).encode()
    with pytest.raises(FileUnreadable) as refused:
        read(write(tmp_path, good[:900] + b"\xff\xfe" + good[900:]))
    assert re.search("第 (898|899|900) 字节", refused.value.message())


def test_another_encoding_is_refused_and_can_be_named(tmp_path: Path) -> None:
    text = csv_of(["編號", "內容"], *[[str(n), "路燈不亮請儘快派員維修，謝謝貴單位協助處理"] for n in range(20)])
    path = write(tmp_path, text, encoding="big5")
    with pytest.raises(FileUnreadable):
        read(path)
    rows = read(path, encoding="big5", columns={"words": "內容", "external_id": "編號"})
    assert rows[3].said
    assert rows[3].said.words.startswith("路燈不亮")
    with pytest.raises(FileUnreadable):
        read(path, encoding="no-such-code")
    with pytest.raises(FileUnreadable):
        read(path, encoding="utf-8")


def test_ragged_and_broken_rows_do_not_stop_the_others(tmp_path: Path) -> None:
    huge = ["4", "长", "", "长" * (files.CELL_CHARS_MAX + 10)]
    rows = [HEADERS, LAMP, ["2", "少一列"], ["3", "多", "", "内容", "多出来"], huge, [], ["5", "", "", "井盖翻了"]]
    found = read(write(tmp_path, csv_of(*rows)))
    told = {row.number: row.problem.code if row.problem else None for row in found}
    assert told[2] is None
    assert told[3] == told[4] == "intake.row_ragged"
    assert told[5] == "intake.row_unreadable"
    assert found[-1].said
    assert found[-1].said.words == "井盖翻了"


BAD_CELLS = {
    "words": ("", "intake.row_empty"),
    "long": ("字" * 20_001, "intake.row_too_long"),
    "phone": ("13\u4e00", "intake.row_value"),
    "received_at": ("明天下午", "intake.row_value"),
    "future": ("2199-01-01", "intake.row_value"),
    "no_day": ("2019-02-30", "intake.row_value"),
    "year": ("99999999999999", "intake.row_value"),
    "division": ("4401", "intake.row_value"),
}


@pytest.mark.parametrize("what", BAD_CELLS)
def test_a_cell_that_means_nothing_is_a_fault_of_its_row(tmp_path: Path, what: str) -> None:
    value, code = BAD_CELLS[what]
    column = {"long": "words", "future": "received_at", "no_day": "received_at", "year": "received_at"}.get(what, what)
    cells = {"words": "路灯不亮", column: value}
    (row,) = read(write(tmp_path, csv_of(list(cells), list(cells.values()))) if column != "words" else
                  write(tmp_path, csv_of(["words", "id"], [value, "1"])))  # fmt: skip
    assert row.problem
    assert row.problem.code == code
    assert row.problem.message() != f"error.{code}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019/2/28 11:25:05", "2019-02-28T03:25:05"),
        ("2019-02-28", "2019-02-27T16:00:00"),
        ("2019-02-28T11:25:05Z", "2019-02-28T11:25:05"),
        ("2019-02-28 11:25:05.123+08:00", "2019-02-28T03:25:05"),
        ("20190228112505", "2019-02-28T03:25:05"),
        ("20190228", "2019-02-27T16:00:00"),
        ("2019年2月28日 11:25", "2019-02-28T03:25:00"),
        ("2019.2.28 11时25分05秒", "2019-02-28T03:25:05"),
        ("43524.4757523148", "2019-02-28T03:25:05"),
        (" ２０１９－０２－２８ ", "2019-02-27T16:00:00"),
    ],
)
def test_many_ways_to_write_a_time(written: str, meant: str) -> None:
    assert files.moment_of(written, now=NOW) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


def test_control_characters_and_lone_surrogates_are_stripped_and_counted(tmp_path: Path) -> None:
    lone = "路灯\ud800不亮".encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
    content = f"编号,内容\r\n1,路\x00灯\x07不亮\r\n2,{lone}\r\n".encode("utf-8", "surrogatepass")
    first, second = read(write(tmp_path, content))
    assert [(r.said.words, r.stripped) for r in (first, second) if r.said] == [("路灯不亮", 2), ("路灯不亮", 1)]
    (row,) = read(write(tmp_path, b'{"id": 1, "text": "\\ud83dx\\u0001\\ud842\\udfb7"}\n', "in.jsonl"))
    assert row.said
    assert (row.said.words, row.stripped) == ("x𠮷", 2)


def test_other_delimiters_title_rows_and_decorated_headers(tmp_path: Path) -> None:
    text = "某市留言导出表\t\t\n\t\t\n* 工单编号（必填）\t诉求 内容【正文】\t联系电话\n7\t路灯不亮\t199-0000-1234\n"
    (row,) = read(write(tmp_path, text, "in.tsv"))
    assert row.said
    assert (row.said.external_id, row.said.words, row.said.phone) == ("7", "路灯不亮", "199-0000-1234")


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, csv_of(["甲", "乙", "电话"], ["路灯不亮", "A-1", "***"]))
    with pytest.raises(NoSuchColumn):
        read(path)
    with pytest.raises(NoSuchColumn):
        read(path, columns={"words": "丙"})
    (row,) = read(path, columns={"words": "甲", "external_id": "乙", "phone": ""})
    assert row.said
    assert (row.said.words, row.said.external_id, row.said.phone) == ("路灯不亮", "A-1", None)


def workbook(folder: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "in.xlsx")
    return folder / "in.xlsx"


def test_excel_keeps_numbers_dates_and_row_numbers(tmp_path: Path) -> None:
    when = datetime(2019, 2, 28, 11, 25, 5)  # noqa: DTZ001 - a spreadsheet knows no zone
    path = workbook(
        tmp_path, ["导出"], ["编号", "内容", "时间", "电话"], [188006, "路灯不亮", when, 19900001234], [],
        [188007.0, "=\"路\"&\"灯\"", None, None], ["3", "井盖", "2019/2/28"], ["4", "井盖", None, None, "多"],
    )  # fmt: skip
    first, formula, third, extra = read(path)
    assert first.said
    assert (first.number, first.said.external_id, first.said.phone) == (3, "188006", "19900001234")
    assert first.said.received_at == datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert (formula.number, formula.problem and formula.problem.code) == (5, "intake.row_empty")
    assert third.said
    assert third.said.received_at == datetime(2019, 2, 27, 16, tzinfo=UTC)
    assert extra.problem
    assert extra.problem.code == "intake.row_ragged"


def test_damaged_and_old_workbooks_are_told(tmp_path: Path) -> None:
    for content in (b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(FileUnreadable):
            read(write(tmp_path, content, "in.xlsx"))


def test_json_lines_name_their_columns_one_by_one(tmp_path: Path) -> None:
    lines = '{"id": 1, "text": "路灯不亮"}\n{"id": 2}\nnot json\n[1]\n{"id": {"a": 1}, "text": "x"}\n{"内容": "井盖"}\n'
    found = read(write(tmp_path, lines, "in.jsonl"))
    assert [row.problem.code if row.problem else None for row in found] == [
        None, "intake.no_such_column", "intake.row_unreadable", "intake.row_unreadable", "intake.row_unreadable", None,
    ]  # fmt: skip


def test_rows_without_an_id_are_known_by_what_they_say(tmp_path: Path) -> None:
    one, same, other = read(write(tmp_path, csv_of(["内容"], ["路灯不亮"], ["路灯不亮"], ["井盖翻了"])))
    assert one.said
    assert same.said
    assert other.said
    assert one.said.key == same.said.key != other.said.key


def test_channels_and_places_in_the_words_of_other_systems(tmp_path: Path) -> None:
    rows = [["内容", "渠道", "区划"], ["a", "微信小程序", "440106"], ["b", "Voice", "天河区"], ["c", "传真", ""]]
    first, second, third = [row.said for row in read(write(tmp_path, csv_of(*rows)))]
    assert first
    assert second
    assert third
    assert (first.channel, first.division) == ("wechat", "440106")
    assert (second.channel, second.division, second.address) == ("voice", None, "天河区")
    assert third.channel == "import"
