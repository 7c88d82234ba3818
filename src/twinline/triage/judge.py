"""One judgement: owner, joint action, danger, type and matter, with the reasons (R1, R2, R16, R18).

Rules first; then the learned fast layers; the meaning of the text is asked where it was allowed and where the fast
layers hesitate. The same text, tables and models give the same answer on any machine.
"""

from dataclasses import dataclass

import numpy as np

from twinline.nlp import BadModel, embedding, linear
from twinline.triage import city, matching
from twinline.triage.excerpt import excerpt
from twinline.triage.explain import explain
from twinline.triage.hints import SCHEMA, hints
from twinline.triage.learned import Floats, Models, Opinion, opinion_of, spread
from twinline.triage.model import Decision
from twinline.triage.reading import Reading, read
from twinline.triage.rulebook import Rulebook
from twinline.triage.verdict import verdict_of
from twinline.triage.weigh import Outcome, by_rules, is_letter, unsure

_STEADY = 3


@dataclass(frozen=True, slots=True)
class Semantic:
    """The semantic layer: asked for every text, or only where the fast layers hesitate. ``late``: it did not answer
    in time, so the fast layers decide and say so."""

    port: embedding.EmbeddingPort
    always: bool = False
    late: bool = False


def judge(
    text: str,
    *,
    rulebook: Rulebook,
    channel: str = "web",
    number: str | None = None,
    semantic: Semantic | None = None,
) -> Decision:
    """Judge one request. ``channel`` is where it came in: content decides, the channel only tips a balance.

    ``number`` is the caller's number when known; it is not evidence and never changes the result.
    Text of any length and content is judged; see ``normal`` for what of a long text counts.
    """
    reading = read(text=text, rulebook=rulebook)
    verdict = verdict_of(reading=reading, rulebook=rulebook, channel=channel)
    outcome = by_rules(reading, verdict)
    models, said = rulebook.learned.models, None
    if models is not None and reading.normal.text:
        looked = models.linear.look(reading.spoken)
        opinion = _opinion(reading, outcome, models, semantic, looked)
        said = _city(reading, rulebook, semantic)
        outcome = city.settled(reading, outcome, opinion, models, said, book=rulebook)
        outcome = matching.settled(reading, outcome, looked, rulebook)
    decision = explain(reading=reading, outcome=outcome, channel=channel, rulebook=rulebook)
    return city.explained(decision, said, reading, rulebook)


def _city(reading: Reading, rulebook: Rulebook, semantic: Semantic | None) -> city.Heard | None:
    if semantic is None:
        return city.heard(rulebook, reading)
    return city.heard(rulebook, reading, port=semantic.port, always=semantic.always)


def _opinion(
    reading: Reading, plain: Outcome, models: Models, semantic: Semantic | None, looked: linear.Looked
) -> Opinion:
    if models.schema != SCHEMA:
        raise BadModel(why="trained on other figures of the rules")
    pieces = spread(models.linear.logits_of(looked))
    found = np.array(hints(reading, plain.verdict, plain.partners, plain.kind))
    figures = np.concatenate((pieces, found))
    opinion = opinion_of(models.fast.logits(figures), semantic=False, letter=is_letter(reading))
    if semantic is None or semantic.port.name != models.provider:
        return opinion
    if semantic.always or unsure(opinion, plain, letter=is_letter(reading)):
        return _with_meaning(reading, models, figures, semantic.port) or opinion
    return opinion


def _with_meaning(reading: Reading, models: Models, figures: Floats, port: embedding.EmbeddingPort) -> Opinion | None:
    """The opinion that knows the meaning too, or None when it cannot be had now."""
    try:
        vector = port.embed([excerpt(reading.spoken)])[0].astype(np.float64)
    except embedding.EmbeddingFailed:
        return None
    meaning: Floats = models.meaning.logits(vector).round(_STEADY)
    return opinion_of(models.full.logits(np.concatenate((figures, meaning))), semantic=True, letter=is_letter(reading))
