"""How likely a dispute turns into violence: words and history as factors, added up to a score that is shown (R16).

The factors are dated rows of the edition (table ``risk_factors``). The score never lowers anything: danger stays the
danger rules'.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from twinline.kernel.messages import text as message
from twinline.triage.lexicon import Finding, Lexicon
from twinline.triage.normal import normalise

SCORE_MAX = 100
HIGH, MEDIUM = 60, 35
MINGLED = 20
"""Factors below this say something only beside stronger words: a child is mentioned in every other call."""
NEGATION_CHARS = 3
NEGATIONS = ("没", "未", "不要", "不会", "不是", "别")
VIOLENT = frozenset({"P-FAM-01", "P-VIOL-01", "P-VIOL-02", "P-DISP-01", "P-CHILD-01", "P-BULLY-01", "P-SUIC-01"})
"""Matters that make an address one of earlier violence."""


class Kind(StrEnum):
    """What a factor looks at."""

    WORDS = "words"
    CALLER = "caller"
    PLACE = "place"
    PLACE_VIOLENCE = "place_violence"
    DANGER = "danger"


HISTORY = frozenset({Kind.CALLER, Kind.PLACE, Kind.PLACE_VIOLENCE})


class Level(StrEnum):
    """What the score means; ``high`` is sent to at once."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row: points, and for counts from how many within how many days."""

    code: str
    kind: Kind
    weight: int
    least: int
    days: int
    note: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened before: contacts of the caller, appeals of the place, and those of violence among them, by the
    factor's code, because each row counts its own days; 1 for a danger that the judgement gave to the police. The
    appeal itself counts as one of the caller's."""

    of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RiskReason:
    """A factor that holds: its points, a Chinese sentence, and the words when it rests on words."""

    code: str
    points: int
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Risk:
    """The score from 0 to 100, its level, and every factor that made it."""

    score: int
    level: Level
    reasons: tuple[RiskReason, ...]


@dataclass(frozen=True, slots=True)
class RiskBook:
    """The factors in force on a day, ready to find; ``version`` is the SM3 of their rows."""

    factors: tuple[Factor, ...]
    lexicon: Lexicon
    version: str

    def counted(self, kind: Kind) -> Iterator[Factor]:
        """The factors that look at history of one kind."""
        return (factor for factor in self.factors if factor.kind is kind)


def factor_of(row: Mapping[str, str]) -> Factor:
    """One row. Raises ValueError for points or counts that are no whole number, words without phrases, and counts that
    count nothing."""
    weight, least, days = (int(row[name]) for name in ("weight", "least", "days"))
    factor = Factor(row["code"], Kind(row["kind"]), weight, least, days, row["note"])
    if weight > SCORE_MAX:
        raise ValueError(f"more than {SCORE_MAX} points")
    if factor.kind is Kind.WORDS and not row["phrases"]:
        raise ValueError("words without phrases")
    if factor.kind is not Kind.WORDS and (row["phrases"] or not least):
        raise ValueError("what is counted needs a number and has no phrases")
    if factor.kind in HISTORY and not days:
        raise ValueError("history needs days")
    return factor


def risk_of(book: RiskBook, *, text: str, counts: Counts) -> Risk:
    """The risk of a text with its history. History alone is no dispute: without a word of
    a dispute the score is 0, while the facts are still told. A danger that the judgement gave to the police is one."""
    normal = normalise(text)
    found = book.lexicon.find(normal.text)
    reasons: list[RiskReason] = []
    danger = any(counts.of.get(factor.code) for factor in book.counted(Kind.DANGER))
    spoken = False
    for number, factor in enumerate(book.factors):
        if factor.kind is not Kind.WORDS:
            reasons += _counted(factor, counts)
        elif finding := _asserted(normal.text, found.get(number, ())):
            words = normal.text[finding.start : finding.end]
            reasons.append(
                RiskReason(
                    factor.code, factor.weight, message("triage.risk.words", note=factor.note, words=words), words
                )
            )
            spoken = spoken or danger or factor.weight >= MINGLED
    score = min(SCORE_MAX, sum(reason.points for reason in reasons)) if spoken else 0
    return Risk(score, _level(score), tuple(sorted(reasons, key=lambda reason: -reason.points)))


def _counted(factor: Factor, counts: Counts) -> list[RiskReason]:
    n = counts.of.get(factor.code, 0)
    if n < factor.least:
        return []
    sentence = message(f"triage.risk.{factor.kind}", days=factor.days, n=n)
    return [RiskReason(factor.code, factor.weight, sentence, "")]


def _asserted(text: str, findings: Sequence[Finding]) -> Finding | None:
    """The first finding that is not denied just before."""
    for finding in findings:
        before = text[max(0, finding.start - NEGATION_CHARS) : finding.start]
        if not any(word in before for word in NEGATIONS):
            return finding
    return None


def _level(score: int) -> Level:
    if score >= HIGH:
        return Level.HIGH
    return Level.MEDIUM if score >= MEDIUM else Level.LOW if score else Level.NONE
