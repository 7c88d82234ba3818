"""What two rulebooks say of the same texts, and what moves between them (R23, R30). Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias
from uuid import UUID

from twinline.triage import Decision, Rulebook, judge, lexicon, rulebook
from twinline.trials.touched import Filter

POLICE_SIDE = frozenset(("110", "119", "120", "122"))
FIELDS = ("owner", "department", "lead", "danger", "type")
YES, NO = "yes", "no"


class Judged(NamedTuple):
    """What a judgement decides, as the codes that are counted. ``lead`` is the department that the dispatch catalogue
    names for the place."""

    owner: str
    department: str
    lead: str
    danger: str
    type: str
    joint: str
    matter: str

    @property
    def platform(self) -> str:
        """The number whose matter it is."""
        return platform_of(self.owner)


class Heard(NamedTuple):
    """One text as it was judged at intake, and what was judged then; ``shown``: it may serve as an example."""

    id: UUID
    text: str
    channel: str
    number: str
    division: str | None
    stored: Judged
    shown: bool


class Moved(NamedTuple):
    """One text that the two rulebooks judge differently."""

    id: UUID
    base: Judged
    draft: Judged
    shown: bool


Cell: TypeAlias = tuple[str, str, str]
"""Field, value under the base, value under the draft."""
Lead: TypeAlias = Callable[[str, str, str | None], str]


@dataclass(frozen=True, slots=True)
class Side:
    """One rulebook, and who leads in a place: ``lead(matter, department, division)``."""

    rulebook: Rulebook
    lead: Lead


@dataclass(slots=True)
class Tally:
    """What a stretch of texts gave: how many there were, how many had to be judged, how many each judgement that both
    share got, and what moved."""

    texts: int = 0
    judged: int = 0
    same: Counter[Judged] = field(default_factory=Counter[Judged])
    moved: list[Moved] = field(default_factory=list[Moved])

    @property
    def cells(self) -> Counter[Cell]:
        """The matrices of all fields: how many texts went from which value to which."""
        counts: Counter[Cell] = Counter()
        for one, number in self.same.items():
            for cell in cells_of(one, one):
                counts[cell] += number
        for moved in self.moved:
            counts.update(cells_of(moved.base, moved.draft))
        return counts


def platform_of(owner: str) -> str:
    """The number that an owner stands behind: 119, 120 and 122 are reached by 110's side."""
    return "110" if owner in POLICE_SIDE else "12345"


def examine(texts: Iterable[Heard], *, base: Side, draft: Side, concerns: Filter) -> Tally:
    """Judge by both rulebooks what the change can concern; what it cannot counts as it was stored."""
    tally = Tally()
    for heard in texts:
        tally.texts += 1
        if concerns.concerns(heard.text, matter=heard.stored.matter) or _misheard(heard, base, draft, concerns):
            tally.judged += 1
            old, new = judged(heard, base), judged(heard, draft)
        else:
            old = new = heard.stored
        if old == new:
            tally.same[old] += 1
        else:
            tally.moved.append(Moved(heard.id, old, new, heard.shown))
    return tally


def _misheard(heard: Heard, base: Side, draft: Side, concerns: Filter) -> bool:
    """Whether words that a spoken text may have meant are other ones under the draft, or bring in what was changed."""
    if heard.channel not in rulebook.SPOKEN or concerns.nothing:
        return False
    normal = lexicon.normalise(heard.text).text
    old, new = (rulebook.heard_as(side.rulebook, normal, channel=heard.channel) for side in (base, draft))
    return old != new or (old != normal and concerns.concerns(old, matter=heard.stored.matter))


def judged(heard: Heard, side: Side) -> Judged:
    """What one rulebook says of a text."""
    found = judge(heard.text, rulebook=side.rulebook, channel=heard.channel, number=heard.number)
    return outcome(found, lead=side.lead(found.matter_code, found.department_code, heard.division))


def outcome(found: Decision, *, lead: str) -> Judged:
    return Judged(
        owner=str(found.owner),
        department=found.department_code,
        lead=lead,
        danger=flag(found.danger),
        type=str(found.type),
        joint=flag(found.joint),
        matter=found.matter_code,
    )


def flag(value: bool) -> str:
    return YES if value else NO


def cells_of(old: Judged, new: Judged) -> Iterator[Cell]:
    """The cells of the matrices that one text counts in."""
    for name in FIELDS:
        yield name, getattr(old, name), getattr(new, name)


def changed_cells(moved: Moved) -> Iterator[Cell]:
    """Those of them that lie off the diagonal."""
    return (cell for cell in cells_of(moved.base, moved.draft) if cell[1] != cell[2])
