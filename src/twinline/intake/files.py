"""Files of messages that other systems exported: CSV, Excel, JSON lines, row by row into what intake takes.

A row that cannot be used carries its reason and the others go on. Nothing is guessed into other words: a file whose
encoding is not certain is refused and says where. Memory does not grow with the file (for Excel: only with its table
of distinct texts).
"""

import codecs
import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, TypeAlias, cast

import orjson

from twinline.appeals import CHANNELS
from twinline.intake.compose import digest_of
from twinline.intake.model import Said
from twinline.kernel.clock import CHINA
from twinline.kernel.errors import Invalid, Problem
from twinline.kernel.limits import LINE_CHARS_MAX, TEXT_CHARS_MAX, not_blank, strip_control
from twinline.kernel.messages import text

CELL_CHARS_MAX = 1_000_000
SAMPLE_CHARS = 200_000
SAMPLE_BYTES = 1_000_000
HEADER_ROWS_MAX = 10
KEY_CHARS_MAX = 200
DELIMITERS = ",\t;|"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP_MAGIC, OLD_EXCEL_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Of hanzi in ordinary text nearly all are of GB 2312's first level; misread bytes give rare ones.
COMMON_SHARE_MIN = 0.7
FREQUENT = frozenset("的一是不了在人有我这中大来上个到说们为要就出会可以时地和请没能多年生小区路车电话问题")
FREQUENT_SHARE_MIN = 0.04
LONG_ENOUGH = 200
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=CHINA)
EXCEL_DAYS = range(20_000, 80_000)
FIRST_YEAR = 1990
CLIENT = "import"

Cell: TypeAlias = Any

HEADERS: Mapping[str, tuple[str, ...]] = {
    "external_id": ("留言编号", "工单编号", "诉求编号", "受理编号", "编号", "序号", "externalid", "id", "no"),
    "words": ("留言详情", "留言内容", "诉求内容", "来电内容", "反映内容", "报警内容", "内容", "详情", "words", "text",
              "content", "message"),
    "title": ("留言主题", "诉求标题", "工单标题", "标题", "主题", "title", "subject"),
    "received_at": ("留言时间", "来电时间", "受理时间", "诉求时间", "报警时间", "登记时间", "时间", "日期",
                    "receivedat", "time", "date", "createdat"),
    "phone": ("联系电话", "来电号码", "报警电话", "手机号码", "手机", "电话", "phone", "mobile", "tel"),
    "caller": ("姓名", "来电人", "报警人", "联系人", "诉求人", "caller", "name"),
    "address": ("地址", "诉求地址", "发生地址", "事发地址", "address", "location"),
    "division": ("区划", "行政区划", "区划代码", "所属区域", "区县", "division", "district"),
    "channel": ("渠道", "来源", "受理渠道", "诉求来源", "channel", "source"),
    "type": ("诉求类型", "工单类型", "类型", "type"),
}  # fmt: skip
ALL_NAMES = frozenset(alias for names in HEADERS.values() for alias in names)
CHANNEL_NAMES = {
    "电话": "voice", "语音": "voice", "来电": "voice", "网站": "web", "网页": "web", "互联网": "web", "微信": "wechat",
    "手机客户端": "app", "客户端": "app", "短信": "sms", "视频": "video", "信件": "letter", "来信": "letter",
    "来访": "visit", "走访": "visit",
}  # fmt: skip
LENGTHS = {"words": TEXT_CHARS_MAX, "title": 200, "phone": 32}
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,30}")
STAMP = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d{1,9})?秒?|分?))?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)


class FileUnreadable(Invalid):
    """The file is of a kind or in a state that cannot be read; ``params["why"]`` says what to do."""

    code: ClassVar[str] = "intake.file_unreadable"


class NoSuchColumn(Invalid):
    """No column has what is needed, or the named one does not exist."""

    code: ClassVar[str] = "intake.no_such_column"


class RowRagged(Invalid):
    """The row has more or fewer cells than the header."""

    code: ClassVar[str] = "intake.row_ragged"


class RowUnreadable(Invalid):
    """The row cannot be taken apart."""

    code: ClassVar[str] = "intake.row_unreadable"


class RowEmpty(Invalid):
    """The row says nothing."""

    code: ClassVar[str] = "intake.row_empty"


class RowValue(Invalid):
    """A cell does not hold what its column should."""

    code: ClassVar[str] = "intake.row_value"


class RowTooLong(Invalid):
    """A cell is longer than can be stored."""

    code: ClassVar[str] = "intake.row_too_long"


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How to read: for whom, from where, and which column holds what (``columns``: field to header).

    ``source`` is the name space of the external ids; ``encoding`` overrides what is found out.
    """

    platform: str
    source: str
    channel: str = "import"
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: what it says, or why it cannot be used. ``stripped`` counts characters taken out."""

    number: int
    cells: tuple[str, ...]
    said: Said | None
    problem: Problem | None
    stripped: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """An open file. ``done`` tells how many of ``size`` units (bytes or rows; None: unknown) are read."""

    headers: tuple[str, ...]
    encoding: str | None
    size: int | None
    done: Callable[[], int]
    rows: Iterator[Row]


Cells: TypeAlias = tuple[int, Mapping[str, Cell] | Problem, tuple[str, ...]]
"""Number of a row, its cells by header or why it cannot be taken apart, and its cells as they stand."""


@contextmanager
def read_file(path: Path, *, options: FileOptions, now: datetime) -> Generator[Table]:
    """Open a file and read it row by row. Raises FileUnreadable, NoSuchColumn; row faults are in the rows."""
    with read_cells(path, options=options) as source:
        yield _table(source, options, now)


@contextmanager
def read_cells(path: Path, *, options: FileOptions) -> Generator["Source"]:
    """Open a file and read its cells by header, whatever they are about. Raises FileUnreadable, NoSuchColumn."""
    with path.open("rb") as raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic == OLD_EXCEL_MAGIC:
            raise FileUnreadable(name=path.name, why=text("import.why.xls"))
        if magic == ZIP_MAGIC:
            with _excel(raw, path.name, options) as source:
                yield source
            return
        encoding = encoding_of(raw, path.name, given=options.encoding)
        json_lines = path.suffix.lower() in (".jsonl", ".ndjson", ".json")
        yield (_json_lines if json_lines else _separated)(raw, encoding, path, options)


@dataclass(frozen=True, slots=True)
class Source:
    """Cells by header; a row that cannot be taken apart is its Problem."""

    headers: tuple[str, ...]
    encoding: str | None
    size: int | None
    done: Callable[[], int]
    rows: Iterator[Cells]


def _table(source: Source, options: FileOptions, now: datetime) -> Table:
    return Table(source.headers, source.encoding, source.size, source.done, _read(source, options, now))


def _read(source: Source, options: FileOptions, now: datetime) -> Iterator[Row]:
    known: dict[tuple[str, ...], Mapping[str, str]] = {}
    for number, cells, shown in source.rows:
        if isinstance(cells, Problem):
            yield Row(number, shown, None, cells)
            continue
        headers = tuple(cells)
        try:
            columns = known.get(headers) or known.setdefault(headers, columns_of(headers, options.columns))
        except NoSuchColumn as problem:  # JSON lines name their columns one by one
            yield Row(number, shown, None, problem)
        else:
            yield _row(number, {name: cells[header] for name, header in columns.items()}, shown, options, now)


def _row(number: int, cells: Mapping[str, Cell], shown: tuple[str, ...], options: FileOptions, now: datetime) -> Row:
    texts = {name: _plain(value) for name, value in cells.items()}
    clean = {name: strip_control(value) for name, value in texts.items()}
    stripped = sum(map(len, texts.values())) - sum(map(len, clean.values()))
    try:
        said = _said({name: value.strip() for name, value in clean.items()}, cells, options, now)
    except Problem as problem:
        return Row(number, shown, None, problem, stripped)
    return Row(number, shown, said, None, stripped)


# --- which column holds what -------------------------------------------------------------------------------------


def bare(header: str) -> str:
    """A header without what exports add: brackets with remarks, spaces, stars, case."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"\(.*?\)|\[.*?\]|【.*?】|[\s_*:\-]", "", plain)


def columns_of(headers: Sequence[str], given: Mapping[str, str]) -> Mapping[str, str]:
    """Field to header: as given, else by known names, the better name first. An empty given name leaves a field out.

    Raises NoSuchColumn for a given header that is not there, and when nothing holds the words.
    """
    found = {bare(header): header for header in reversed(headers)}
    columns = {name: found[alias] for name, names in HEADERS.items() for alias in reversed(names) if alias in found}
    for name, header in given.items():
        columns.pop(name, None)
        if header and bare(header) not in found:
            raise NoSuchColumn(column=header, headers="、".join(headers))
        if header:
            columns[name] = found[bare(header)]
    if "words" not in columns:
        raise NoSuchColumn(column=" / ".join(HEADERS["words"]), headers="、".join(headers)[:LINE_CHARS_MAX])
    return columns


# --- from cells to what was said ---------------------------------------------------------------------------------


def _plain(value: Cell) -> str:
    """A cell as text: whole numbers without a point, as spreadsheets keep identifiers and phones."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else value if isinstance(value, str) else str(value)


def _said(texts: Mapping[str, str], cells: Mapping[str, Cell], options: FileOptions, now: datetime) -> Said:
    """Raises RowEmpty, RowTooLong, RowValue."""
    for name, value in texts.items():
        limit = LENGTHS.get(name, LINE_CHARS_MAX)
        if len(value) > limit:
            raise RowTooLong(field=name, limit=limit)
    words = texts.get("words") or texts.get("title") or ""
    try:
        not_blank(words)
    except ValueError as error:
        raise RowEmpty from error
    division, area = _division(texts.get("division", ""))
    said = Said(
        platform=options.platform, channel=_channel(texts.get("channel", ""), options.channel), words=words,
        client=CLIENT, external_id=texts.get("external_id") or None, title=texts.get("title") or None,
        caller=texts.get("caller") or None, phone=_phone(texts.get("phone", "")),
        address=(area + texts.get("address", ""))[:LINE_CHARS_MAX], division=division,
        received_at=moment_of(cells.get("received_at"), now=now), type=texts.get("type") or None,
    )  # fmt: skip
    return _with_key(said, options.source)


def _with_key(said: Said, source: str) -> Said:
    """R14: the external id, or without one all that the row says, makes a repeat known."""
    mark = said.external_id or f"sm3:{digest_of(said).hex()}"
    key = f"import:{source}:{mark}"
    return replace(said, key=key if len(key) <= KEY_CHARS_MAX else f"import:sm3:{digest_of(said).hex()}")


def _phone(value: str) -> str | None:
    if value and not PHONE.fullmatch(value):
        raise RowValue(field="phone", value=value)
    return value or None


def _division(value: str) -> tuple[str | None, str]:
    """A code, or the name of an area to be found with the address."""
    digits = value.isdecimal() and value.isascii()
    if digits and len(value) not in (6, 9, 12):
        raise RowValue(field="division", value=value)
    return (value, "") if digits else (None, value)


def _channel(value: str, default: str) -> str:
    """Our name of a channel; one that is not known is the default."""
    if value.lower() in CHANNELS:
        return value.lower()
    return next((ours for theirs, ours in CHANNEL_NAMES.items() if theirs in value), default)


def moment_of(value: Cell, *, now: datetime) -> datetime | None:
    """The moment a cell means; without a zone it is China's time. Raises RowValue."""
    if value is None or value == "":
        return None
    try:
        found = _moment(value)
        early, late = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), now + timedelta(days=1)
        if found and early <= found <= late:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise RowValue(field="received_at", value=_plain(value)[:40])


def _moment(value: Cell) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=CHINA)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=CHINA)
    written = strip_control(unicodedata.normalize("NFKC", _plain(value))).strip()
    if re.fullmatch(r"\d{8}|\d{14}", written):
        return datetime.strptime(written.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=CHINA)
    if re.fullmatch(r"\d{5}(\.\d+)?", written) and int(float(written)) in EXCEL_DAYS:
        return EXCEL_EPOCH + timedelta(seconds=round(float(written) * 86_400))
    return _stamp(written)


def _stamp(written: str) -> datetime | None:
    found = STAMP.fullmatch(written)
    if not found:
        return None
    numbers = [int(part or 0) for part in found.groups()[:6]]
    zone = found.group(7)
    tz = CHINA if zone is None else datetime.strptime(zone.replace("Z", "+0000"), "%z").tzinfo
    return datetime(*numbers, tzinfo=tz)  # type: ignore[arg-type]


# --- kinds of files ----------------------------------------------------------------------------------------------


def _decoded(raw: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Decoded lines as they stand; what UTF-8 cannot hold is let through here and stripped with a count later."""
    raw.seek(0)
    return io.TextIOWrapper(raw, encoding, errors=_errors(encoding), newline="")


def _separated(raw: BinaryIO, encoding: str, path: Path, options: FileOptions) -> Source:
    sample = _decoded(raw, encoding)
    delimiter, skipped, headers = _layout(sample.read(SAMPLE_CHARS), options)
    sample.detach()
    size = path.stat().st_size
    rows = _csv_rows(_decoded(raw, encoding), delimiter, skipped, headers)
    return Source(headers, encoding, size, lambda: size if raw.closed else raw.tell(), rows)


def _layout(sample: str, options: FileOptions) -> tuple[str, int, tuple[str, ...]]:
    """Delimiter, rows before the data, headers: the reading in which most columns are known. Raises NoSuchColumn."""
    best: tuple[int, str, int, tuple[str, ...]] = (0, ",", 0, ())
    for delimiter in DELIMITERS:
        for place, cells in enumerate(_first_rows(sample, delimiter)):
            known = _known(cells, options)
            if known > best[0]:
                best = known, delimiter, place + 1, tuple(cells)
    _, delimiter, skipped, headers = best
    columns_of(headers or tuple(next(_first_rows(sample, ","), ())), options.columns)
    return delimiter, skipped, headers


def _first_rows(sample: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(CELL_CHARS_MAX)
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for _, cells in zip(range(HEADER_ROWS_MAX), reader, strict=False):
            yield cells
    except csv.Error:
        return


def _known(cells: Sequence[str], options: FileOptions) -> int:
    """How many columns a row of headers would name; 0 when it is none."""
    try:
        return len(columns_of(cells, options.columns))
    except NoSuchColumn:
        return 0


def _csv_rows(lines: io.TextIOWrapper, delimiter: str, skipped: int, headers: tuple[str, ...]) -> Iterator[Cells]:
    csv.field_size_limit(CELL_CHARS_MAX)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, RowUnreadable(limit=CELL_CHARS_MAX), ()
            continue
        if number > skipped and any(cell.strip() for cell in cells):
            yield number, _by_header(headers, cells), tuple(cells)


def _by_header(headers: Sequence[str], cells: Sequence[Cell]) -> Mapping[str, Cell] | Problem:
    """Cells beyond the last header may be there when they are empty; of a repeated header the first counts."""
    extra = any(cells[len(headers) :])
    if extra or len(cells) < len(headers):
        return RowRagged(found=len(cells), wanted=len(headers))
    return dict(zip(reversed(headers), reversed(cells[: len(headers)]), strict=True))


def _json_lines(raw: BinaryIO, encoding: str, path: Path, options: FileOptions) -> Source:
    size = path.stat().st_size
    rows = _json_rows(_decoded(raw, encoding))
    return Source((), encoding, size, lambda: size if raw.closed else raw.tell(), rows)


def _json_rows(source: io.TextIOWrapper) -> Iterator[Cells]:
    number = 0
    while line := source.readline(2 * CELL_CHARS_MAX):
        number += 1
        whole = len(line) < 2 * CELL_CHARS_MAX
        while not line.endswith("\n") and (rest := source.readline(CELL_CHARS_MAX)) and not rest.endswith("\n"):
            pass
        if line.strip():
            yield number, _json_cells(line) if whole else RowUnreadable(limit=CELL_CHARS_MAX), (line[:LINE_CHARS_MAX],)


def _json_cells(line: str) -> Mapping[str, Cell] | Problem:
    try:
        value = orjson.loads(line) if line.isascii() and "\\u" not in line else json.loads(line)
    except (ValueError, RecursionError):
        return RowUnreadable(limit=CELL_CHARS_MAX)
    if not isinstance(value, dict):
        return RowUnreadable(limit=CELL_CHARS_MAX)
    found = cast("dict[str, Cell]", value)
    if any(isinstance(cell, dict | list) for name, cell in found.items() if bare(name) in ALL_NAMES):
        return RowUnreadable(limit=CELL_CHARS_MAX)
    return found


@contextmanager
def _excel(raw: BinaryIO, name: str, options: FileOptions) -> Generator[Source]:
    """The first sheet of a workbook; of a formula the value that was stored with it."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(raw, read_only=True, data_only=True)
        sheet = cast("Any", book.worksheets[0])
        sheet.reset_dimensions()
        rows: Iterator[Sequence[Cell]] = iter(sheet.iter_rows(values_only=True))
        first = list(islice(rows, HEADER_ROWS_MAX))
    except Exception as error:  # a damaged workbook fails in many ways, all of them the file's
        raise FileUnreadable(name=name, why=text("import.why.excel")) from error
    skipped, headers = _excel_headers(first, options)
    seen = [0]
    try:
        yield Source(headers, None, None, lambda: seen[0], _excel_rows(chain(first, rows), skipped, headers, seen))
    finally:
        book.close()


def _excel_headers(first: Sequence[Sequence[Cell]], options: FileOptions) -> tuple[int, tuple[str, ...]]:
    lines = [tuple(_plain(cell) for cell in _trimmed(row)) for row in first]
    best = max(range(len(lines)), key=lambda n: _known(lines[n], options), default=None)
    headers = () if best is None else lines[best]
    columns_of(headers, options.columns)
    return (best or 0) + 1, headers


def _excel_rows(
    rows: Iterator[Sequence[Cell]], skipped: int, headers: tuple[str, ...], seen: list[int]
) -> Iterator[Cells]:
    for number, row in enumerate(rows, 1):
        seen[0] = number
        cells = _trimmed(row)
        if number > skipped and cells:
            padded = (*cells, *[None] * (len(headers) - len(cells)))
            yield number, _by_header(headers, padded), tuple(_plain(cell) for cell in cells)


def _trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row without the empty cells at its end, which spreadsheets keep for their format."""
    filled = [place for place, cell in enumerate(row) if cell not in (None, "")]
    return tuple(row[: filled[-1] + 1]) if filled else ()


# --- encodings ---------------------------------------------------------------------------------------------------


def encoding_of(raw: BinaryIO, name: str, *, given: str | None = None) -> str:
    """The encoding in which every byte of the file makes sense. Raises FileUnreadable rather than guess.

    UTF-8 is proved by its form. GB18030 takes nearly any bytes, so it must also give ordinary hanzi; a file that is
    UTF-8 but for damage is never read as GB18030.
    """
    raw.seek(0)
    head = raw.read(SAMPLE_BYTES)
    if given or (given := _marked(head)):
        return _proved(raw, given, name)
    fault = _fault(raw, "utf-8")
    if fault is None:
        return "utf-8"
    if _mostly_utf8(head) or _fault(raw, "gb18030") is not None:
        raise FileUnreadable(name=name, why=text("import.why.damaged", place=fault, guess=_guess(head)))
    if not _ordinary(head.decode("gb18030", "ignore")):
        raise FileUnreadable(name=name, why=text("import.why.unclear", guess=_guess(head)))
    return "gb18030"


def _marked(head: bytes) -> str | None:
    """What a byte-order mark says, or the zero bytes of UTF-16 without one."""
    for mark, encoding in BOMS.items():
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs // 10:
        return "utf-16-le"
    return "utf-16-be" if pairs and head[::2].count(0) > pairs // 10 else None


def _proved(raw: BinaryIO, encoding: str, name: str) -> str:
    try:
        fault = _fault(raw, codecs.lookup(encoding).name)
    except LookupError as error:
        raise FileUnreadable(name=name, why=text("import.why.no_encoding", encoding=encoding)) from error
    if fault is not None:
        raise FileUnreadable(name=name, why=text("import.why.not_encoding", encoding=encoding, place=fault))
    return encoding


def _errors(encoding: str) -> str:
    return "surrogatepass" if codecs.lookup(encoding).name.startswith("utf") else "strict"


def _fault(raw: BinaryIO, encoding: str) -> int | None:
    """Where the bytes first make no sense in ``encoding``; None when they all do."""
    raw.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    place = 0
    while True:
        chunk = raw.read(SAMPLE_BYTES)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return max(0, place + error.start)
        if not chunk:
            return None
        place += len(chunk)


def _mostly_utf8(head: bytes) -> bool:
    """Whether the bytes beyond ASCII are characters of UTF-8 but for a few."""
    found = head.decode("utf-8", "replace")
    broken = found.count("\ufffd")
    return sum(c > "\x7f" for c in found) > 10 * broken


def _ordinary(sample: str) -> bool:
    """Whether the characters beyond ASCII are those of ordinary text: mostly of GB 2312's first level, and in a longer
    text also the most frequent ones, which bytes of another encoding do not give."""
    wide = [c for c in sample if c > "\x7f"]
    common = sum(0xB0 <= c.encode("gb18030")[0] <= 0xD7 or not c.isalnum() for c in wide)
    frequent = sum(c in FREQUENT for c in wide)
    return common >= COMMON_SHARE_MIN * len(wide) and (
        len(wide) < LONG_ENOUGH or frequent >= FREQUENT_SHARE_MIN * len(wide)
    )


def _guess(head: bytes) -> str:
    """What a statistical detector makes of it; told to the person, never acted on."""
    from charset_normalizer import from_bytes

    best = from_bytes(head[: SAMPLE_BYTES // 10]).best()
    return best.encoding if best else "?"
