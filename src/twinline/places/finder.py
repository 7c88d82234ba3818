"""Finds division names in Chinese text without guessing: a name that could be two places is one only with a reason.

The reason is, in this order: the text named the larger place just before; the larger places around it; the caller's
home city; the home province; there is only one such name in the country.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twinline.places.model import Division, Level, Match

if TYPE_CHECKING:
    from twinline.places.divisions import Divisions

FIND_TEXT_CHARS_MAX = 4_000
PREFIX_CHARS = 2
# After a short form these make another name of it: 天河路, 白云机场, 番禺大道, 中山公园, 越秀集团.
NOT_AFTER_SHORT = frozenset(
    "路街道巷桥站广公山机医学大中小上下前后内外北南东西立客火汽湖城新村花商集银酒宾国区县市镇乡河江海一二三四五六"
)
BEFORE_LOOSE_SHORT = frozenset("在到住去往于从离给，。、；：,.;: （(\n")
# A full name that runs on into a common word: 东方市|场, 东城区|域.
RUNS_ON = {"市": "场", "区": "域间别"}
SHORT_OF_PROVINCE = re.compile(r"(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
SHORT_OF_CITY = re.compile(r"(?:市|地区|盟)$")
SHORT_OF_COUNTY = re.compile(r"(?:区|县|市|旗)$")
STREET_TAIL = re.compile(r"(?:街道|镇|乡|苏木|地区)$")
LONG_STREET_NAME_CHARS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A written form of some divisions. ``short`` forms count only beside something that supports them."""

    text: str
    divisions: tuple[Division, ...]
    short: bool


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    name: Name


class NameIndex:
    """Names by their first two characters; scanning a text costs one look-up a character."""

    def __init__(self, names: Iterable[tuple[str, Division, bool]]) -> None:
        grouped: dict[tuple[str, bool], list[Division]] = defaultdict(list)
        for text, division, short in names:
            if len(text) >= PREFIX_CHARS:
                grouped[text, short].append(division)
        buckets: dict[str, list[Name]] = defaultdict(list)
        for (text, short), divisions in grouped.items():
            buckets[text[:PREFIX_CHARS]].append(Name(text, tuple(divisions), short))
        self._buckets = {p: tuple(sorted(ns, key=lambda n: (-len(n.text), n.short))) for p, ns in buckets.items()}

    def scan(self, text: str) -> list[Hit]:
        """Every occurrence, by start, the longest first."""
        return [
            Hit(at, at + len(name.text), name)
            for at in range(len(text) - 1)
            for name in self._buckets.get(text[at : at + PREFIX_CHARS], ())
            if text.startswith(name.text, at)
        ]


class Finder:
    """Looks for names of one register. Indexes are built on first use, streets city by city."""

    def __init__(self, register: "Divisions") -> None:
        self._register = register
        self._upper = NameIndex(_upper_names(register.upper()))
        self._streets: dict[str, NameIndex] = {}

    def find(self, text: str, *, home: Division) -> list[Match]:
        """Matches in order of place; text beyond ``FIND_TEXT_CHARS_MAX`` characters is not read."""
        scan = _Scan(self._register, text[:FIND_TEXT_CHARS_MAX], home)
        scan.read_upper(self._upper.scan(scan.text))
        for city in scan.cities():
            scan.read_streets(self._street_index(city).scan(scan.text))
        return sorted(scan.matches, key=lambda match: match.start)

    def _street_index(self, city: str) -> NameIndex:
        if city not in self._streets:
            self._streets[city] = NameIndex(_street_names(self._streets_below(city)))
        return self._streets[city]

    def _streets_below(self, city: str) -> Iterator[Division]:
        for child in self._register.children(city):
            if child.level is Level.STREET:
                yield child
            elif child.level is Level.COUNTY:
                yield from self._register.children(child.code)


class _Scan:
    """One pass over one text: what was accepted so far, and the place that the text speaks about."""

    def __init__(self, register: "Divisions", text: str, home: Division) -> None:
        self.text = text
        self.matches: list[Match] = []
        self._register = register
        self._home_city = _city_of(register.ancestors(home.code))
        self._home_province = register.ancestors(home.code)[0].code
        self._hits: dict[int, list[Hit]] = {}

    def cities(self) -> Sequence[str]:
        """The home city and every city that the text named, directly or by a county."""
        named = [_city_of(self._register.ancestors(m.code)) for m in self.matches if m.level is not Level.PROVINCE]
        provinces = [m.code for m in self.matches if m.level is Level.PROVINCE]
        municipal = [p for p in provinces if not _is_wide(self._register, p)]
        return list(dict.fromkeys([self._home_city, *named, *municipal]))

    def read_upper(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            self._hits.setdefault(hit.start, []).append(hit)
        self._read(hits, self._accept_upper)

    def read_streets(self, hits: Sequence[Hit]) -> None:
        free = [hit for hit in hits if not any(m.start < hit.end and hit.start < m.end for m in self.matches)]
        self._read(free, self._accept_street)

    def _read(self, hits: Sequence[Hit], accept: Callable[[Hit], Match | None]) -> None:
        position = 0
        for hit in hits:
            if hit.start >= position and (match := accept(hit)) is not None:
                self.matches.append(match)
                position = hit.end

    def _context(self, at: int) -> Match | None:
        """The nearest accepted place that ends before ``at``."""
        return max((m for m in self.matches if m.end <= at), key=lambda m: m.end, default=None)

    def _accept_upper(self, hit: Hit) -> Match | None:
        context = self._context(hit.start)
        beside = context is not None and context.end == hit.start
        if hit.name.short or self._runs_on(hit):
            return self._accept_short(hit, context if beside else None)
        if len(hit.name.text) <= PREFIX_CHARS and not beside:
            return None  # 城区, 东区, 郊区 are common words unless a city stands right before them
        found = self._choose(hit.name.divisions, self._scopes(context))
        if found is None and len(hit.name.text) > PREFIX_CHARS:
            found = _only(d for d in hit.name.divisions if not d.retired)
        return None if found is None else self._match(hit, found, sure=True)

    def _runs_on(self, hit: Hit) -> bool:
        return self.text[hit.end : hit.end + 1] in tuple(RUNS_ON.get(hit.name.text[-1], ""))

    def _scopes(self, context: Match | None) -> Iterator[str]:
        """Areas to look in, the likeliest first. Each is a code that the division must lie in."""
        if context is not None:
            yield from (d.code for d in reversed(self._register.ancestors(context.code)))
        yield from (self._home_city, self._home_province)

    def _choose(self, divisions: Sequence[Division], scopes: Iterable[str]) -> Division | None:
        in_force_somewhere = any(not d.retired for d in divisions)
        for scope in dict.fromkeys(scopes):
            inside = [d for d in divisions if d.code != scope and self._register.within(d.code, area=scope)]
            current = [d for d in inside if not d.retired]
            if current:
                return _only(current)
            # A retired name that is in force elsewhere counts in its own city, not across a whole province.
            if inside and not (in_force_somewhere and _is_wide(self._register, scope)):
                return self._only_area(inside)
        return None

    def _only_area(self, retired: Sequence[Division]) -> Division | None:
        """One of several retired codes of a name when all of them lead to the same place."""
        return retired[0] if len({self._stands_for(d) for d in retired}) == 1 else None

    def _stands_for(self, division: Division) -> str | None:
        """The code in force for a division; when several follow a retired one, the nearest area that holds them all."""
        if not division.retired:
            return division.code
        chains = [self._register.ancestors(code) for code in self._now(division)]
        shared = [level[0].code for level in zip(*chains, strict=False) if len({d.code for d in level}) == 1]
        return shared[-1] if shared else None

    def _now(self, division: Division) -> Iterable[str]:
        if not division.retired:
            return (division.code,)
        return (code for follower in division.successors for code in self._now(self._register.get(follower)))

    def _accept_short(self, hit: Hit, beside: Match | None) -> Match | None:
        """广州 only in 广州天河区; 天河 only after 广州, or loosely in the home city."""
        current = [d for d in hit.name.divisions if not d.retired]
        larger = [d for d in current if d.level is not Level.COUNTY and self._continues(hit.end, d)]
        if larger:
            return self._match(hit, larger[0], sure=True)
        if self.text[hit.end : hit.end + 1] in NOT_AFTER_SHORT:
            return None
        area = beside.code if beside is not None else self._home_city
        counties = [d for d in current if d.level is Level.COUNTY and self._register.within(d.code, area=area)]
        before = self.text[hit.start - 1 : hit.start] if hit.start else "\n"
        if len(counties) != 1 or (beside is None and before not in BEFORE_LOOSE_SHORT):
            return None
        return self._match(hit, counties[0], sure=beside is not None)

    def _continues(self, at: int, larger: Division) -> bool:
        return any(self._supports(hit, larger) for hit in self._hits.get(at, ()))

    def _supports(self, hit: Hit, larger: Division) -> bool:
        inside = [d for d in hit.name.divisions if d != larger and self._register.within(d.code, area=larger.code)]
        if not inside or not hit.name.short:
            return bool(inside)
        if any(d.level is not Level.COUNTY and self._continues(hit.end, d) for d in inside):
            return True
        follows = self.text[hit.end : hit.end + 1]
        return follows not in NOT_AFTER_SHORT and any(d.level is Level.COUNTY for d in inside)

    def _accept_street(self, hit: Hit) -> Match | None:
        context = self._context(hit.start)
        beside = context is not None and context.end == hit.start and context.level is not Level.STREET
        if hit.name.short and (not beside or self.text[hit.end : hit.end + 1] in NOT_AFTER_SHORT):
            return None
        scopes = [s for s in self._scopes(context) if not _is_wide(self._register, s)]
        found = self._choose(hit.name.divisions, scopes)
        return None if found is None else self._match(hit, found, sure=not hit.name.short)

    def _match(self, hit: Hit, division: Division, *, sure: bool) -> Match | None:
        code = self._stands_for(division)
        if code is None:
            return None
        now = self._register.get(code)
        via = division.code if division.retired else None
        return Match(now.code, now.name, now.level, hit.start, hit.end, sure, via)


def _upper_names(divisions: Iterable[Division]) -> Iterator[tuple[str, Division, bool]]:
    shorten = {Level.PROVINCE: SHORT_OF_PROVINCE, Level.CITY: SHORT_OF_CITY, Level.COUNTY: SHORT_OF_COUNTY}
    for division in divisions:
        if len(division.name) < PREFIX_CHARS or division.name.startswith(("市辖", "省直辖", "直辖")):
            continue
        yield division.name, division, False
        short = shorten[division.level].sub("", division.name)
        if not division.retired and short != division.name:
            yield short, division, True


def _street_names(streets: Iterable[Division]) -> Iterator[tuple[str, Division, bool]]:
    """The names of streets and towns; a town that became a street, or the other way, is still called by its old end."""
    below = list(streets)
    names = {street.name.removesuffix("办事处") for street in below}
    for street in below:
        name = street.name.removesuffix("办事处")
        stem = STREET_TAIL.sub("", name)
        if len(name) > PREFIX_CHARS and (stem != name or len(name) >= LONG_STREET_NAME_CHARS):
            yield name, street, False
            yield name.removesuffix("道") if name.endswith("街道") else stem, street, True
            yield stem, street, True
            for end in ("街道", "镇", "乡") if len(stem) >= PREFIX_CHARS else ():
                if stem + end not in names:
                    yield stem + end, street, False


def _city_of(chain: Sequence[Division]) -> str:
    """The city of a chain; a municipality or a county under the province directly is its own city."""
    city = next((d for d in chain if d.level is Level.CITY), None)
    if city is not None:
        return city.code
    return chain[0].code if chain[0].name.endswith("市") else chain[-1 if len(chain) < 3 else 1].code


def _is_wide(register: "Divisions", code: str) -> bool:
    """Whether the area is a province that is not itself a city."""
    return code.endswith("0000") and not register.get(code).name.endswith("市")


def _only(divisions: Iterable[Division]) -> Division | None:
    found = list(divisions)
    return found[0] if len(found) == 1 else None
