"""Whether words of danger mean danger here and now.

“着火了” is a fire; “没有着火”, “去年着过火”, “万一着火怎么办” and “防火宣传” are not. A finding is asserted unless
its negation, time, mood or setting says otherwise; words of the present (正在, 快来) and calls for rescue win over
time and mood, because a false alarm costs less than a missed one (R2).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from twinline.triage.lexicon import Finding, Span
from twinline.triage.rulebook import Rulebook

LETTER_CHARS = 220
OPENING_CHARS = 40
_NOTE_CHARS = 90
_FORMAL_WORDS = 4
_NEGATION_REACH = 4
_MOOD_REACH = 14
_AFTERMATH_REACH = 40
_CALL_REACH = 60
_SCOPES = (
    *("negation", "past", "resolved", "chronic", "question"),
    *("hypothetical", "generic", "present", "acute", "rescue"),
)
_SENTENCE = re.compile(r"[。!?;\n]")
_CLAUSE = re.compile(r"[。!?;\n,、:]")
_DATE = re.compile(r"(?:19|20)\d\d[年/.-]|\d{1,2}月\d{1,2}[日号]")


class Scope:
    """The scopes of one text."""

    def __init__(
        self, text: str, found: Mapping[int, Sequence[Finding]], conditions: Set[str], rulebook: Rulebook
    ) -> None:
        self._text = text
        self._size = len(text)
        self._found = found
        self._kinds = rulebook.by_kind
        self._conditions = conditions
        self._known: dict[Span, str | None] = {}
        self.rescue = "rescue" in conditions
        self.unhurt = "unhurt" in conditions

    @cached_property
    def _sentences(self) -> list[int]:
        return [m.start() for m in _SENTENCE.finditer(self._text)]

    @cached_property
    def _clauses(self) -> list[int]:
        return [m.start() for m in _CLAUSE.finditer(self._text)]

    @cached_property
    def _cues(self) -> dict[str, list[Span]]:
        """Where the words of each scope stand. Most texts name nothing dangerous and never need this."""
        cues = {kind: self._places(kind) for kind in _SCOPES}
        if not self.rescue or self.letter:
            cues["past"].extend(m.span() for m in _DATE.finditer(self._text))
        return cues

    def _places(self, kind: str) -> list[Span]:
        return [(f.start, f.end) for n in self._kinds.get(kind, ()) for f in self._found.get(n, ())]

    @cached_property
    def letter(self) -> bool:
        """A long letter, or a shorter one in the words of petitions: what it tells is mostly history."""
        if self._size > LETTER_CHARS:
            return True
        return self._size > _NOTE_CHARS and "acute" not in self._conditions and self.formal >= _FORMAL_WORDS

    @cached_property
    def formal(self) -> int:
        """How many different phrases of petitions stand in it."""
        return len({f.pattern.phrase for n in self._kinds.get("civil", ()) for f in self._found.get(n, ())})

    @property
    def urgent(self) -> bool:
        """Somewhere the person speaks of now, or calls for rescue."""
        return self.rescue or "acute" in self._conditions

    def set_aside(self, finding: Finding) -> str | None:
        """The name of the scope that keeps the finding from being a present fact, or None when it is one."""
        place = (finding.start, finding.end)
        if place not in self._known:
            self._known[place] = self._set_aside(*place)
        return self._known[place]

    def _set_aside(self, start: int, end: int) -> str | None:
        sentence = _around(self._sentences, start, end, self._size)
        if self._negated(start):
            return "negation"
        if self._aftermath(sentence, start, end):
            return "resolved"
        if self._past(sentence[0], start, end):
            return "past"
        if self._called_for(start, end):
            return None
        return self._mood(sentence, start, end)

    def acute(self, finding: Finding) -> bool:
        """In a letter only sentences that speak of this very moment, or an opening with such words, count."""
        if finding.start < OPENING_CHARS:
            return self.urgent
        sentence = _around(self._sentences, finding.start, finding.end, self._size)
        return _inside(self._cues["acute"], sentence)

    def _called_for(self, start: int, end: int) -> bool:
        """A call for rescue stands near enough to be about this."""
        if not self.letter:
            return self.rescue
        return any(s - end <= _CALL_REACH and start - e <= _CALL_REACH for s, e in self._cues["rescue"])

    def _mood(self, sentence: Span, start: int, end: int) -> str | None:
        clause = _around(self._clauses, start, end, self._size)
        now = _inside(self._cues["present"], clause)
        if _inside(self._cues["generic"], sentence):
            return "generic"
        if _inside(self._cues["question"], sentence) and not _inside(self._cues["present"], sentence):
            return "question"
        if not now and any(sentence[0] <= s and 0 <= start - e <= _MOOD_REACH for s, e in self._cues["hypothetical"]):
            return "hypothetical"
        return "chronic" if not now and _inside(self._cues["chronic"], sentence) else None

    def _negated(self, start: int) -> bool:
        clause = _before(self._clauses, start)
        return any(s >= clause and 0 <= start - e <= _NEGATION_REACH for s, e in self._cues["negation"])

    def _past(self, sentence: int, start: int, end: int) -> bool:
        ends = [e for s, e in self._cues["past"] if s >= sentence and e <= start]
        return bool(ends) and not any(s >= max(ends) and e <= end + 2 for s, e in self._cues["present"])

    def _aftermath(self, sentence: Span, start: int, end: int) -> bool:
        return any(
            end <= s <= end + _AFTERMATH_REACH or (sentence[0] <= s and e <= start) for s, e in self._cues["resolved"]
        )


def _before(breaks: Sequence[int], start: int) -> int:
    place = bisect_right(breaks, start)
    return breaks[place - 1] + 1 if place else 0


def _around(breaks: Sequence[int], start: int, end: int, size: int) -> Span:
    """The stretch between the breaks before ``start`` and after ``end``."""
    place = bisect_right(breaks, max(start, end - 1))
    return _before(breaks, start), breaks[place] if place < len(breaks) else size


def _inside(spans: Iterable[Span], stretch: Span) -> bool:
    low, high = stretch
    return any(low <= s and e <= high for s, e in spans)
