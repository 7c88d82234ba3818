"""What the learned layers say, in words: likeness to labelled messages, and the words that spoke most."""

from collections.abc import Iterator

from twinline.kernel.messages import text as message
from twinline.triage.learned import Models
from twinline.triage.model import Evidence, Owner, Reason
from twinline.triage.reading import Reading
from twinline.triage.rulebook import Rulebook
from twinline.triage.weigh import Outcome

_WORDS = 3
_HOW = ((0.95, "certain"), (0.8, "likely"), (0.55, "rather"), (0.0, "unsure"))


def learned_reasons(reading: Reading, outcome: Outcome, rulebook: Rulebook) -> Iterator[Reason]:
    """Reasons of the layers that learned from messages; none when they are switched off."""
    models, opinion = rulebook.learned.models, outcome.opinion
    if models is None or opinion is None:
        return
    danger = opinion.shares["danger"]["yes"]
    if outcome.danger and danger >= models.danger_from:
        yield _reason(
            reading, models, "learned_danger", ("danger", "yes"), max(danger, _HOW[2][0]), not reading.dangers
        )
    elif reading.dangers and not outcome.danger:
        text = message("triage.reason.learned_calm", count=models.examples, how=how(1 - danger))
        yield Reason("learned_calm", text)
    owner, silent = outcome.verdict.owner, outcome.verdict.score is None and not reading.dangers
    share = opinion.shares["owner"][owner.value]
    yield _reason(reading, models, "learned", ("owner", owner.value), share, silent, owner)
    if opinion.semantic:
        yield Reason("semantic", message("triage.reason.semantic"))


def how(share: float) -> str:
    """A probability in words."""
    return message(f"triage.how.{next(name for least, name in _HOW if share >= least)}")


def owner_name(owner: Owner) -> str:
    """An owner as people call it."""
    return message(f"triage.owner.{owner.value}")


def _reason(
    reading: Reading,
    models: Models,
    kind: str,
    of: tuple[str, str],
    share: float,
    silent: bool,
    owner: Owner | None = None,
) -> Reason:
    """``silent``: no rule names words for this, so the words that spoke most are shown."""
    spoke = models.linear.contributions(reading.spoken, *of, top=_WORDS) if silent else []
    words = "”“".join(one.words for one in spoke)
    shown = message("triage.words", words=words) if words else ""
    name = owner_name(owner) if owner else ""
    text = message(f"triage.reason.{kind}", count=models.examples, how=how(share), owner=name, words=shown)
    return Reason(kind, text, evidence_of(reading, spoke[0].words) if spoke else None)


def evidence_of(reading: Reading, words: str) -> Evidence | None:
    """Where words of the normal form stand in the text as given."""
    start = reading.normal.text.find(words)
    if start < 0:
        return None
    first, last = reading.normal.span(start, start + len(words))
    return Evidence(words, first, last)
