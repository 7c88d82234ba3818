"""The register of administrative divisions, read once from the seed that ships with the package (R35)."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Self

from twinline.kernel.messages import text
from twinline.places.finder import Finder
from twinline.places.locate import Located, locate
from twinline.places.model import Division, Level, Match, Resolution, RetiredDivision, UnknownDivision

SEED, CHANGES = "divisions.tsv.gz", "division_changes.csv"
STREET_CODE_LEN = 9


class Divisions:
    """All divisions by code. Streets, nine tenths of the rows, are parsed when the first of them is asked for."""

    def __init__(self, upper: Mapping[str, Division], streets: str, created: Mapping[str, tuple[str, ...]]) -> None:
        self._upper = upper
        self._streets_text = streets
        self._created = created

    @staticmethod
    @cache
    def load() -> "Divisions":
        """The register, read from the package once per process (about 50 ms)."""
        data = files("twinline.places") / "data"
        rows = gzip.decompress((data / SEED).read_bytes()).decode("utf-8")
        changes = list(csv.DictReader((data / CHANGES).read_text("utf-8").splitlines()))
        return Divisions.from_seed(rows=rows, changes=changes)

    @classmethod
    def from_seed(cls, *, rows: str, changes: Iterable[Mapping[str, str]]) -> Self:
        """A register from the text of ``divisions.tsv`` and the rows of ``division_changes.csv``."""
        head, streets = _split(rows)
        upper = dict(_parse(head))
        created: dict[str, list[str]] = defaultdict(list)
        for change in changes:
            _apply(change, upper, created)
        return cls(upper, streets, {code: tuple(before) for code, before in created.items()})

    @cached_property
    def _streets(self) -> Mapping[str, Division]:
        return MappingProxyType(dict(_parse(self._streets_text)))

    @cached_property
    def _below(self) -> Mapping[str, tuple[Division, ...]]:
        found: dict[str, list[Division]] = defaultdict(list)
        for division in (*self._upper.values(), *self._streets.values()):
            if division.parent and not division.retired:
                found[division.parent].append(division)
        return {parent: tuple(children) for parent, children in found.items()}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self)

    def get(self, code: str) -> Division:
        """The division with this code, retired or not. Raises UnknownDivision."""
        found = self._upper.get(code) or (self._streets.get(code) if len(code) == STREET_CODE_LEN else None)
        if found is None:
            raise UnknownDivision(code=code)
        return found

    def upper(self) -> Iterable[Division]:
        """Every division from province to county, current and retired, in order of code."""
        return self._upper.values()

    def require(self, code: str, *, on: date) -> Division:
        """The division, which must be in force on the day. Raises UnknownDivision or RetiredDivision."""
        division = self.get(code)
        resolved = self.resolve(code, on=on)
        if resolved.retired:
            shown = "、".join(f"{c} {self.path_name(c)}" for c in resolved.at_date) or text("places.no_successor")
            raise RetiredDivision(division=division, successors=resolved.at_date, shown=shown)
        return division

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The chain from the province down to the division itself."""
        chain = [self.get(code)]
        while (parent := chain[-1].parent) is not None:
            chain.append(self.get(parent))
        return tuple(reversed(chain))

    def path_name(self, code: str) -> str:
        """The full name, e.g. 广东省广州市天河区."""
        return "".join(division.name for division in self.ancestors(code))

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions in force directly below, in order of code."""
        return self._below.get(self.get(code).code, ())

    def within(self, code: str, *, area: str) -> bool:
        """Whether the division lies in ``area`` or is it."""
        return any(division.code == area for division in self.ancestors(code))

    def resolve(self, code: str, *, on: date) -> Resolution:
        """What the code means on a day: the codes of that day and of now. Raises UnknownDivision."""
        division = self.get(code)
        return Resolution(
            code=code,
            on=on,
            at_date=tuple(dict.fromkeys(self._at(division, on))),
            current=tuple(dict.fromkeys(self._now(division))),
            retired=division.retired and (division.valid_to is None or on >= division.valid_to),
            dated=not any(self.get(c).retired and self.get(c).valid_to is None for c in self._steps(division, on)),
        )

    def _now(self, division: Division) -> Iterable[str]:
        if not division.retired:
            return (division.code,)
        return (code for follower in division.successors for code in self._now(self.get(follower)))

    def _at(self, division: Division, on: date) -> Iterable[str]:
        if division.valid_from is not None and on < division.valid_from:
            before = self._created[division.code]
            return (code for earlier in before for code in self._before(self.get(earlier), on))
        if division.retired and (division.valid_to is None or on >= division.valid_to):
            return (code for follower in division.successors for code in self._at(self.get(follower), on))
        return (division.code,)

    def _steps(self, division: Division, on: date) -> Iterable[str]:
        """The codes on the way from a division to those that stood for it on the day."""
        yield division.code
        if division.retired and (division.valid_to is None or on >= division.valid_to):
            for follower in division.successors:
                yield from self._steps(self.get(follower), on)

    def _before(self, division: Division, on: date) -> Iterable[str]:
        if division.valid_from is not None and on < division.valid_from:
            return (code for earlier in self._created[division.code] for code in self._before(self.get(earlier), on))
        return (division.code,)

    def find(self, text: str, *, home: str) -> list[Match]:
        """The divisions named in an address or a sentence, in order of place; ``home`` is the caller's city.

        A county name that several cities have is taken for the home city's, else for the home province's when only one
        there has it; it is never guessed to another province unless the text names that province or city first.
        Retired names lead to the code that followed. Raises UnknownDivision for ``home``.
        """
        return self._finder.find(text, home=self.get(home))

    def locate(self, text: str, *, home: str) -> Located | None:
        """The one place that an address or a sentence is about, or None when it names none (see locate.py)."""
        return locate(self, self.find(text, home=home), text=text, city=self.city_of(home))

    def city_of(self, code: str) -> str:
        """The code of the city that a division lies in or is; a municipality is its own city, a province none."""
        chain = self.ancestors(code)
        if chain[0].name.endswith("市") or len(chain) == 1:
            return chain[0].code
        return chain[1].code

    def same_city(self, code: str, other: str) -> bool:
        """Whether two divisions lie in one city."""
        return self.city_of(code) == self.city_of(other)


def _split(rows: str) -> tuple[str, str]:
    body = rows.partition("\n")[2]  # the first line names the columns
    at = next(i for i, line in _offsets(body) if line.index("\t") == STREET_CODE_LEN)
    return body[:at], body[at:]


def _offsets(body: str) -> Iterable[tuple[int, str]]:
    at = 0
    for line in body.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _parse(rows: str) -> Iterable[tuple[str, Division]]:
    levels = {str(level): level for level in Level}
    for line in rows.splitlines():
        code, name, parent, level, status, successors = line.split("\t")
        followers = tuple(successors.split(";")) if successors else ()
        yield code, Division(code, name, parent or None, levels[level], status == "retired", followers)


def _apply(change: Mapping[str, str], upper: dict[str, Division], created: dict[str, list[str]]) -> None:
    code, day = change["code"], date.fromisoformat(change["valid_to"])
    upper[code] = replace(upper[code], successors=tuple(change["successors"].split(";")), valid_to=day)
    for new in filter(None, change["created"].split(";")):
        upper[new] = replace(upper[new], valid_from=day)
        created[new].append(code)
