"""Build the division seed from the MIT-licensed table of administrative divisions (mumuy/data_location).

Usage: python tools/build_divisions.py SOURCE_DIR OUT

SOURCE_DIR holds mumuy_list.json (codes in force), mumuy_history.json (every code since 1980 with its last name),
mumuy_diff.json (retired code to successors), mumuy_streets.json (county to street-level codes) and mumuy_LICENSE.
OUT is the ``divisions.tsv.gz`` to write; the licence text goes beside it. The same input gives the same bytes.

What is changed on the way, and why:

* 83xxxx is the table's own invention for Taiwan. GB/T 2260 has 710000, which is kept instead, without counties.
* A successor that is itself retired is followed to the codes in force; the few broken links are mended in ``MENDED``.
* Streets listed under a retired county are retired too; their successor is the street of the same name (or the same
  name with another suffix) in the succeeding counties, else the succeeding county itself.
* Streets under a county code that no list names (development zones of the statistics bureau) hang on their city.
"""

import gzip
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

# Links that the source lacks or that end in a code which is not in force and has no further link.
MENDED: dict[str, tuple[str, ...]] = {
    "110100": ("110000",),  # 市辖区: a grouping row of the four municipalities
    "120100": ("120000",),
    "310100": ("310000",),
    "500100": ("500000",),
    "500300": ("500000",),
    "132433": ("130632",),
    "132434": ("130638",),
    "132435": ("130629",),
    "132321": ("130181",),
    "133100": ("130629", "130632", "130638"),  # 雄安新区 is run apart, yet its counties keep their codes
    "139001": ("130682",),  # the statistics bureau's number for 定州市
    "139002": ("130181",),  # the same for 辛集市
    "230801": ("230800",),
    "232702": ("232700",),  # 大兴安岭: zones without a code of their own in GB/T 2260
    "232703": ("232700",),
    "232704": ("232700",),
    "232761": ("232700",),
    "232762": ("232700",),
    "232763": ("232700",),
    "232764": ("232700",),
    "320212": ("320211",),  # linked to a place of the same name in another province
    "330202": ("330203",),
    "330204": ("330212",),
    "341123": ("341102", "341103"),
    "350619": ("350600",),
    "350909": ("350900",),
    "352105": ("350703",),
    "352126": ("350782",),
    "362223": ("360982",),
    "370622": ("370684",),
    "370623": ("370681",),
    "370626": ("370285",),
    "370721": ("370781",),
    "371200": ("370100",),
    "372123": ("370681",),
    "410312": ("410307",),
    "410313": ("410308",),
    "412535": ("411281",),
    "422526": ("420682",),
    "430504": ("430500",),  # the source links it to a place of the same name in another province
    "432128": ("430382",),
    "433021": ("431281",),
    "442202": ("469001",),
    "442229": ("460300",),
    "460321": ("460302",),
    "460322": ("460303",),
    "460323": ("460300",),
    "460324": ("460302",),
    "510202": ("500103",),
    "510211": ("500105",),
    "510218": ("500112",),
    "510224": ("500112",),
    "512201": ("500101",),
    "540422": ("540481",),
    "610106": ("610100",),
    "620201": ("620200",),
    "652524": ("654203",),
}
TAIWAN, INVENTED_TAIWAN = "710000", "83"
STREET_SUFFIX = re.compile(r"(?:街道办事处|街道办|街道|地区|镇|[^\W\d]{1,4}族乡|乡|苏木)$")
ATTRIBUTION = """The file divisions.tsv.gz is derived from the administrative division table of mumuy/data_location
(Haole Zheng), which is published under the following licence. The derivation is described in tools/build_divisions.py.

"""

Row = tuple[str, str, str, str, str, str]


class Source:
    """The four files of the source, with Taiwan put right and codes outside the national list dropped."""

    def __init__(self, folder: Path) -> None:
        current: dict[str, str] = _read(folder, "list")
        self.current = {c: n for c, n in current.items() if not c.startswith(INVENTED_TAIWAN)} | {TAIWAN: "台湾省"}
        history: dict[str, str] = _read(folder, "history")
        self.history = {c: n for c, n in history.items() if not c.startswith(INVENTED_TAIWAN)}
        self.links: dict[str, tuple[str, ...]] = {c: tuple(s) for c, s in _read(folder, "diff").items()} | MENDED
        self.streets: dict[str, dict[str, str]] = _read(folder, "streets")
        self.retired = {c: n for c, n in self.history.items() if c not in self.current}

    def name(self, code: str) -> str:
        return self.current.get(code) or self.history[code]

    def successors(self, code: str, *, _seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The codes in force that follow a retired ``code``; empty when the place has none."""
        if code in self.current:
            return (code,)
        if code in _seen:
            raise ValueError(f"links run in a circle at {code}")
        found = [c for s in self._next(code) for c in self.successors(s, _seen=_seen | {code})]
        return tuple(dict.fromkeys(found))

    def _next(self, code: str) -> tuple[str, ...]:
        if code in self.links:
            return self.links[code]
        same = [c for c, n in self.current.items() if n == self.history.get(code) and c[:2] == code[:2]]
        if len(same) != 1:
            raise ValueError(f"no successor known for {code} {self.history.get(code)}: add it to MENDED")
        return tuple(same)


def _read(folder: Path, part: str) -> dict:
    return json.loads((folder / f"mumuy_{part}.json").read_text("utf-8"))


def level_of(code: str) -> str:
    if len(code) == 9:
        return "street"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def parent_of(code: str, known: Mapping[str, str]) -> str:
    """The nearest known code above; counties run by a province directly have the province as parent."""
    if code.endswith("0000"):
        return ""
    city = code[:4] + "00"
    return city if code != city and city in known else code[:2] + "0000"


def division_rows(source: Source) -> Iterator[Row]:
    known = source.current | source.retired
    for code in sorted(known):
        if code in source.current:
            # A current county never hangs on a retired city: 110105 belongs to 110000, not to the row 110100.
            yield code, source.current[code], parent_of(code, source.current), level_of(code), "current", ""
        else:
            successors = ";".join(source.successors(code))
            yield code, source.retired[code], parent_of(code, known), level_of(code), "retired", successors


def street_rows(source: Source) -> Iterator[Row]:
    rows: dict[str, Row] = {}
    for county, streets in source.streets.items():
        for code, name in streets.items():
            # A few streets are listed under two counties; the one that their code names wins.
            if code not in rows or code.startswith(county):
                rows[code] = street_row(source, county, code, name)
    yield from (rows[code] for code in sorted(rows))


def street_row(source: Source, county: str, code: str, name: str) -> Row:
    if county in source.current:
        return code, name, county, "street", "current", ""
    if county not in source.retired and county not in MENDED:
        return code, name, parent_of(county, source.current), "street", "current", ""
    if county == "620201":  # 嘉峪关 has no counties; its streets stand
        return code, name, "620200", "street", "current", ""
    if county.startswith("2327"):  # zones of 大兴安岭: their towns stand under the prefecture
        return code, name, "232700", "street", "current", ""
    parent = county if county in source.retired else parent_of(county, source.current)
    return code, name, parent, "street", "retired", ";".join(street_successors(source, county, code, name))


def street_successors(source: Source, county: str, code: str, name: str) -> tuple[str, ...]:
    above = source.successors(county)
    stem = STREET_SUFFIX.sub("", name)
    prefixes = tuple(c[:4] if c.endswith("00") else c for c in above)
    near = [
        (c, n)
        for parent, streets in source.streets.items()
        if parent in source.current and parent.startswith(prefixes)
        for c, n in streets.items()
    ]
    for wanted in (
        [c for c, n in near if n == name],
        [c for c, n in near if len(stem) > 1 and STREET_SUFFIX.sub("", n) == stem],
    ):
        if len(wanted) == 1:
            return tuple(wanted)
    return above


def write(rows: list[Row], out: Path) -> None:
    text = "#code\tname\tparent\tlevel\tstatus\tsuccessors\n" + "".join("\t".join(row) + "\n" for row in rows)
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as stream:
        stream.write(text.encode("utf-8"))
    out.write_bytes(buffer.getvalue())


def main(folder: Path, out: Path) -> None:
    source = Source(folder)
    rows = [*division_rows(source), *street_rows(source)]
    known = {row[0] for row in rows}
    lost = [row for row in rows if row[2] and row[2] not in known]
    if lost or len(known) != len(rows):
        raise ValueError(f"rows without parent or doubled: {lost[:5]}")
    write(rows, out)
    licence = (folder / "mumuy_LICENSE").read_text("utf-8")
    out.with_name("LICENSE.divisions.txt").write_text(ATTRIBUTION + licence, "utf-8")
    print(Counter((row[3], row[4]) for row in rows), out.stat().st_size)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
