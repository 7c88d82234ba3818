"""Judging a text from speech recognition, where a word may have been written as another of the same sound.

The text is judged as it is written. Where it holds runs that sound like words of the lists, they are shown; read as
those words it is judged once more if one is a word of danger, or if rules decide alone. That judgement holds where it
sees more danger; without models also where it sees as much. So a guessed word never lowers danger, and moves nothing
that was learned: the messages that the models learned from hold such errors too (figures: decision 0012).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from twinline.kernel.messages import text as message
from twinline.triage.guard import heard
from twinline.triage.model import Decision, Evidence, Reason, Reasons
from twinline.triage.normal import normalise
from twinline.triage.rulebook import Rulebook

_SHOWN = 3

Run = tuple[int, int, str, bool]
"""Where it stands in the text as given, the word that it sounds like, and whether that is one of danger."""


def judged(text: str, judge: Callable[[str], Decision], book: Rulebook) -> Decision:
    """The judgement of a spoken text."""
    plain = judge(text)
    runs = _runs(text, book)
    if not runs:
        return plain
    alone = book.learned.models is None
    found = plain
    if alone or any(danger for *_, danger in runs):
        other = judge(_read(text, runs))
        if other.danger > plain.danger or (alone and other.danger == plain.danger):
            found = other
    return replace(
        found, reasons=Reasons(partial(_with_hearing, found.reasons, text, runs, found.danger > plain.danger))
    )


def _runs(text: str, book: Rulebook) -> list[Run]:
    normal = heard(normalise(text))
    found = [(*normal.span(run.start, run.end), run.word, run.danger) for run in book.ear.misheard(normal.text)]
    return [run for run in found if run[1] - run[0] == len(run[2])]


def _read(text: str, runs: Sequence[Run]) -> str:
    """The text with the words that may have been said; places stay what they were."""
    for start, end, word, _ in runs:
        text = text[:start] + word + text[end:]
    return text


def _with_hearing(plain: Sequence[Reason], text: str, runs: Sequence[Run], decided: bool) -> list[Reason]:
    """``decided``: what may have been said is why there is danger. Words of other reasons stand as in the text."""
    ranked = sorted(runs, key=lambda run: not run[3])[:_SHOWN]
    told = [_reason(text[start:end], word, start, end) for start, end, word, _ in ranked]
    others = [replace(one, evidence=_as_given(one.evidence, text, runs)) if one.evidence else one for one in plain]
    return [*told, *others] if decided else [*others, *told]


def _reason(shown: str, word: str, start: int, end: int) -> Reason:
    return Reason("misheard", message("triage.reason.misheard", shown=shown, word=word), Evidence(shown, start, end))


def _as_given(evidence: Evidence, text: str, runs: Sequence[Run]) -> Evidence:
    touched = any(start < evidence.end and evidence.start < end for start, end, *_ in runs)
    return replace(evidence, words=text[evidence.start : evidence.end]) if touched else evidence
