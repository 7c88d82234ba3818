"""Which matter a text is about: what the rules found for each row, weighed with what was learned of it (R18, R80).

Whatever the rule owners decided holds: a row whose owner, or whose words that were found, are the city's own. A
restricted matter that words state stays restricted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from twinline.kernel.messages import text as message
from twinline.nlp import linear
from twinline.triage.learned import Floats
from twinline.triage.likeness import evidence_of, how
from twinline.triage.matters import Matters
from twinline.triage.model import Matter, Owner, Reason
from twinline.triage.reading import Reading, Score
from twinline.triage.rulebook import Rulebook
from twinline.triage.verdict import Verdict
from twinline.triage.weigh import Outcome

LEAST = 0.3
"""From here on a row is named for which the rules found no words: where models said so, 45 in 100 were right."""
LEAST_OF_NOBODY = 0.6
"""What names a row that concerns nobody closes an appeal with a script: more is asked of it."""
TOLD = 5
NEVER = -1e9
_RESTRICTED = 0.5
_DECIMALS = 4
_WORDS = 2
_UNNAMED = frozenset({"no_match", "unclear", "police_service"})


@dataclass(frozen=True, slots=True)
class Likely:
    """A row of the list and the probability that the text is about it, its owner given."""

    matter: Matter
    share: float
    score: Score | None


def likely(
    reading: Reading, owner: Owner, book: Rulebook, looked: linear.Looked | None = None, *, most: int = TOLD
) -> list[Likely]:
    """The owner's likeliest rows, at most ``most``; none without models. ``looked``: by the judgement's model."""
    models = book.learned.matters
    if models is None or not reading.normal.text:
        return []
    codes, logits = _logits(reading, owner, book, models, looked)
    scores = reading.scores.get(owner, ())
    return [
        Likely(book.matters[code], share, next((score for score in scores if score.matter.code == code), None))
        for code, share in ((codes[place], share) for place, share in _best(logits, most))
    ]


def _logits(
    reading: Reading, owner: Owner, book: Rulebook, models: Matters, looked: linear.Looked | None
) -> tuple[Sequence[str], Floats]:
    table, known = models.by_owner.get(owner.value), models.places.get(owner.value, {})
    codes: Sequence[str] = table.heads[0].labels if table else ()
    logits: Floats = table.logits_of(looked or table.look(reading.spoken))[owner.value] if table else np.zeros(0)
    if strange := book.strange.get(owner.value):
        logits[list(strange)] = NEVER
    unknown: dict[str, float] = {}
    for score in reading.scores.get(owner, ()):
        trusted, place = models.trust * log1p(score.value), known.get(score.matter.code)
        if place is None:
            unknown[score.matter.code] = models.usual + trusted
        else:
            logits[place] += trusted
    if unknown:
        return (*codes, *unknown), np.concatenate((logits, list(unknown.values())))
    return codes, logits


def _best(logits: Floats, most: int) -> Iterator[tuple[int, float]]:
    """The places of the highest figures with their probabilities, highest first."""
    if not len(logits):
        return
    first = int(logits.argmax())
    parts: Floats = np.exp(logits - logits[first])
    whole = float(parts.sum())
    order = [first] if most == 1 else np.argsort(-parts, kind="stable")[:most].tolist()
    yield from ((n, round(float(parts[n]) / whole, _DECIMALS)) for n in order if parts[n] > 0)


def settled(reading: Reading, outcome: Outcome, looked: linear.Looked, book: Rulebook) -> Outcome:
    """The outcome with the matter that words and learned models find likeliest together, and how likely that is."""
    if outcome.opinion is None or book.learned.matters is None or _decided(reading, outcome, book):
        return outcome
    best, now = _allowed(reading, outcome.verdict.owner, book, looked), outcome.verdict.matter
    if best is None or (best.share < _least(outcome) and (now is None or best.score is None)):
        return outcome
    confidences = {**outcome.confidences, "matter": round(best.share * outcome.verdict.confidence, _DECIMALS)}
    if best.matter is now:
        return _with(outcome, outcome.verdict, confidences, outcome.partners)
    why = "learned" if outcome.verdict.why in _UNNAMED else outcome.verdict.why
    verdict = Verdict(outcome.verdict.owner, best.matter, why, outcome.verdict.confidence, best.score)
    own = best.matter.department
    partners = tuple(one for one in outcome.partners if one != own) or outcome.partners
    return _with(outcome, verdict, confidences, partners)


def _least(outcome: Outcome) -> float:
    return LEAST_OF_NOBODY if outcome.verdict.owner is Owner.NOBODY else LEAST


def _with(was: Outcome, verdict: Verdict, confidences: Mapping[str, float], partners: tuple[str, ...]) -> Outcome:
    return Outcome(verdict, was.danger, was.kind, partners, was.opinion, confidences, was.firm)


def _allowed(reading: Reading, owner: Owner, book: Rulebook, looked: linear.Looked) -> Likely | None:
    """The likeliest row; a restricted one only when it is more likely than all others together."""
    for most in (1, TOLD):
        for one in likely(reading, owner, book, looked, most=most):
            if not one.matter.restricted or one.share >= _RESTRICTED:
                return one
    return None


def _decided(reading: Reading, outcome: Outcome, book: Rulebook) -> bool:
    """The rules' matter rests on what the city decided, or is restricted, or the city's own model named it."""
    now, score = outcome.verdict.matter, outcome.verdict.score
    if now is None:
        return False
    if now.restricted or now.code in book.decided or "matter" in outcome.confidences:
        return True
    if score is not None and (now.code, score.best.pattern.phrase) in book.own_words:
        return True
    return any(danger.rule.code in book.decided for danger in reading.dangers)


def reasons(reading: Reading, outcome: Outcome, book: Rulebook) -> Iterator[Reason]:
    """Why this matter, where models had a say: how many messages it was learned from, and the words that spoke."""
    models, matter, share = book.learned.matters, outcome.verdict.matter, outcome.confidences.get("matter")
    table = models.by_owner.get(outcome.verdict.owner.value) if models else None
    if models is None or table is None or matter is None or share is None or not models.taught.get(matter.code):
        return
    owner = outcome.verdict.owner.value
    spoke = table.contributions(reading.spoken, owner, matter.code, top=_WORDS)
    words = message("triage.words", words="”“".join(one.words for one in spoke)) if spoke else ""
    whole = max(outcome.verdict.confidence, share)
    sure = how(share / whole if whole else 0.0)
    text = message(
        "triage.reason.matter_learned", count=models.taught[matter.code], name=matter.name, how=sure, words=words
    )
    shown = evidence_of(reading, spoke[0].words) if spoke else None
    yield Reason("matter_learned", text, shown if shown and shown.end - shown.start == len(shown.words) else None)
