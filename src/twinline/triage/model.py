"""What triage decides on, and what it says (R1: every decision carries its evidence and its versions)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import cast, overload


class Owner(StrEnum):
    """Who handles first."""

    GOVERNMENT = "12345"
    POLICE = "110"
    FIRE = "119"
    MEDICAL = "120"
    TRAFFIC = "122"
    UTILITY = "utility"
    NOBODY = "none"


class RequestType(StrEnum):
    """The five request types of R4, the alarm, and what is none of them."""

    CONSULT = "咨询"
    HELP = "求助"
    COMPLAINT = "投诉"
    REPORT = "举报"
    SUGGESTION = "建议"
    ALARM = "报警"
    OTHER = "其他"


CITIZEN_TYPES = (
    RequestType.CONSULT,
    RequestType.HELP,
    RequestType.COMPLAINT,
    RequestType.REPORT,
    RequestType.SUGGESTION,
)
"""What citizens want of government; the other types are police reports and what is none of these."""


class DeadlineClass(StrEnum):
    """Which rule of time limits the matter starts."""

    CONSULT = "consult"
    HELP = "help"
    SUGGEST = "suggest"
    COMPLAINT = "complaint"
    REPORT = "report"
    URGENT = "urgent"
    LIVELIHOOD = "livelihood"
    POLICE = "police"


LATE = "late"
"""In place of a provider: meaning was wanted and did not come in time."""
EMERGENCY = frozenset({Owner.POLICE, Owner.FIRE, Owner.MEDICAL, Owner.TRAFFIC})


@dataclass(frozen=True, slots=True)
class Matter:
    """One row of the responsibility list (R80). ``restricted`` matters are kept from all but a few (R8, R20)."""

    code: str
    name: str
    domain: str
    owner: Owner
    joint: tuple[str, ...]
    default_type: RequestType
    department: str
    deadline_class: DeadlineClass
    exceptions: str
    basis: str
    police_class: str
    restricted: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class DangerRule:
    """One row of the danger rules: a signal of danger, or a cue for the scope of signals (R2, R16)."""

    code: str
    kind: str
    hard: bool
    owner: Owner | None
    joint: tuple[str, ...]
    police_class: str
    matter: str
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the person that a reason rests on; the place counts characters of the text as given."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a short kind, a Chinese sentence, and the words it rests on."""

    kind: str
    text: str
    evidence: Evidence | None = None


class Reasons(Sequence[Reason]):
    """Reasons that are put into words when somebody looks at them: who judges a whole history for what would change
    reads none. They are the same whenever they are looked at."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Reason]]) -> None:
        self._make: Callable[[], Iterable[Reason]] | None = make
        self._made: tuple[Reason, ...] = ()

    def _all(self) -> tuple[Reason, ...]:
        if make := self._make:
            self._made = tuple(make())
            self._make = (
                None  # after what was made, for others who look at the same time; lets go of the text's reading
            )
        return self._made

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Reason, ...]: ...
    def __getitem__(self, index: int | slice) -> Reason | tuple[Reason, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Reason]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reasons | tuple) and self._all() == tuple(cast("Sequence[Reason]", other))

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self._all(),)


def _made(reasons: tuple[Reason, ...]) -> Reasons:
    return Reasons(lambda: reasons)


@dataclass(frozen=True, slots=True)
class Versions:
    """What was used: the edition (``0`` is the packaged one), the day whose rows held, and content versions.

    ``matters``: of the model of matters beside the learned layers, empty without one.
    ``model``: of the model that the city trained, empty without one; ``meaning``: the provider whose vectors were
    used, empty when none were, ``late`` when they were wanted and did not come in time.
    """

    edition: str
    day: str
    responsibility_list: str
    danger_rules: str
    wording: str
    routing: str
    learned: str
    matters: str = ""
    model: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The one question whose answer would decide, when nothing said so far does."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that is a matter of its own; the place counts characters of the text as given."""

    start: int
    end: int
    owner: Owner
    matter_code: str
    matter: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement: who acts first, who else, whether there is danger, what it is about and why.

    ``confidences`` are probabilities per field; ``ask`` is what to ask when they are low; ``split`` proposes an order
    of its own for each matter of a text that holds two; ``asked_semantic``: the meaning of the text was asked too.
    """

    owner: Owner
    joint: bool
    joint_with: tuple[str, ...]
    danger: bool
    type: RequestType
    matter_code: str
    matter: str
    domain: str
    department_code: str
    department: str
    deadline_class: DeadlineClass
    police_class: str
    restricted: bool
    confidence: float
    reasons: Sequence[Reason]
    versions: Versions
    confidences: Mapping[str, float] = field(default_factory=dict[str, float])
    ask: Ask | None = None
    split: tuple[Part, ...] = ()
    asked_semantic: bool = False
