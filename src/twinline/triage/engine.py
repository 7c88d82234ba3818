"""One judgement from what was said and what was answered: the face of the engine (R1, R2)."""

from collections.abc import Sequence
from dataclasses import replace

from twinline.kernel.messages import text as message
from twinline.triage import answering, hearing
from twinline.triage.judge import Semantic
from twinline.triage.judge import judge as judge_text
from twinline.triage.model import LATE, Decision, Reason
from twinline.triage.rulebook import Rulebook
from twinline.triage.sounds import SPOKEN


def judge(
    text: str,
    *,
    rulebook: Rulebook,
    channel: str = "web",
    number: str | None = None,
    semantic: Semantic | None = None,
    answers: Sequence[str] = (),
) -> Decision:
    """Judge one request. ``answers`` are codes of answers that were given to a question asked; those that stand behind
    the words as sentences count alike. What is affirmed never lowers danger or urgency. Raises UnknownAnswer.

    ``channel`` and ``number`` are those of ``triage.judge.judge``.
    """
    if semantic is not None and semantic.late:
        return late(judge(text, rulebook=rulebook, channel=channel, number=number, answers=answers))

    def by_words(words: str) -> Decision:
        found = judge_text(words, rulebook=rulebook, channel=channel, number=number, semantic=semantic)
        if not found.asked_semantic or semantic is None:
            return found
        return replace(found, versions=replace(found.versions, meaning=semantic.port.name))

    def judged(words: str) -> Decision:
        return hearing.judged(words, by_words, rulebook) if channel in SPOKEN else by_words(words)

    said, given = answering.apart(text)
    given += answering.by_codes(answers)
    if not given:
        return judged(text)
    whole = judged(answering.joined(text, given))
    if answering.denied(given):
        return whole
    return answering.upheld(judged(said), whole, given, departments=rulebook.departments)


def late(decision: Decision) -> Decision:
    """The fast judgement of a text whose meaning was wanted and did not come in time; it says so."""
    reason = Reason("semantic_late", message("triage.reason.semantic_late"))
    return replace(decision, reasons=(*decision.reasons, reason), versions=replace(decision.versions, meaning=LATE))
