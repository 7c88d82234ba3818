"""What the model says that the city itself trained and activated (R68), and how it is joined to the packaged layers.

It decides among the labels that it knows: owner, request type, joint action, matter and department. What it does not
know stays as the packaged layers have it. It may raise a danger and never lowers one; where there is danger it
chooses among emergency services only; what the rule owners decided holds against it (R30).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.messages import text as message
from twinline.nlp import embedding, semantic
from twinline.triage.learned import Models, Opinion
from twinline.triage.model import EMERGENCY, Decision, Evidence, Owner, Reason, Reasons, RequestType
from twinline.triage.reading import Reading
from twinline.triage.rulebook import CityModel, Rulebook
from twinline.triage.weigh import Outcome, is_letter, settle

_EMERGENCY = frozenset(owner.value for owner in EMERGENCY)
_HANDLED_BY_DEPARTMENTS = frozenset({Owner.GOVERNMENT, Owner.UTILITY})
_SURE_ENOUGH = 0.5
_DOUBT = 0.75
_DECIMALS = 4
_WORDS = 2
_TOLD = ("owner", "type", "department", "matter")
_BEFORE = frozenset({"answered", "danger", "learned_danger"})

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """For each field that product and model both know, the probability of each label; ``semantic``: meaning spoke."""

    city: CityModel
    shares: Mapping[str, Shares]
    semantic: bool

    def danger(self) -> float:
        return self.shares.get("danger", {}).get("yes", 0.0)

    def surest(self, field: str) -> tuple[str, float]:
        """The likeliest label of a field and its probability; nothing for a field that it does not know."""
        shares = self.shares.get(field, {})
        label = max(shares, key=lambda one: shares[one], default="")
        return label, shares.get(label, 0.0)


def heard(
    book: Rulebook, reading: Reading, *, port: embedding.EmbeddingPort | None = None, always: bool = False
) -> Heard | None:
    """What the city's model says of a text, or None without one. ``port``: asked for meaning when the model has heads
    over it and its words leave doubt."""
    city = book.city
    if city is None:
        return None
    quick = _shares(city, city.model.scores(reading.normal.text))
    first = Heard(city, quick, semantic=False)
    over = city.model.semantic
    if port is None or over is None or over.source != port.name or not (always or _doubtful(first)):
        return first
    try:
        vector = semantic.embed(port, [reading.normal.text])[0]
    except embedding.EmbeddingFailed:
        return first
    return Heard(city, _shares(city, city.model.scores(reading.normal.text, vector=vector)), semantic=True)


def _doubtful(said: Heard) -> bool:
    return any(said.surest(field)[1] < _DOUBT for field in said.shares)


def _shares(city: CityModel, scores: Mapping[str, NDArray[np.float64]]) -> dict[str, Shares]:
    found: dict[str, Shares] = {}
    for field, labels in city.labels.items():
        chances = zip(labels, scores[field].tolist(), strict=True)
        found[field] = {label: round(share, _DECIMALS) for label, share in chances if label is not None}
    return found


def settled(
    reading: Reading, plain: Outcome, opinion: Opinion, models: Models, said: Heard | None, *, book: Rulebook
) -> Outcome:
    """The outcome of rules, packaged layers and the city's model."""
    without = settle(reading, plain, opinion, models, decided=book.decided)
    if said is None or without is plain:
        return without
    danger = without.danger or said.danger() >= models.danger_from
    outcome = settle(reading, plain, joined(opinion, said, danger=danger), models, decided=book.decided)
    return _with_matter(_with_kind(reading, outcome, said), said, book)


def joined(opinion: Opinion, said: Heard, *, danger: bool) -> Opinion:
    """Both opinions as one. With ``danger`` the city's model chooses among emergency services only."""
    shares = dict(opinion.shares)
    if "owner" in said.shares:
        shares["owner"] = _among(shares["owner"], said.shares["owner"], _EMERGENCY if danger else None)
    if "type" in said.shares:
        shares["type"] = _among(shares["type"], said.shares["type"], None)
    if "joint" in said.shares:
        yes = (shares["joint"]["yes"] + said.shares["joint"].get("yes", 0.0)) / 2
        shares["joint"] = _pair(yes)
    shares["danger"] = _pair(max(shares["danger"]["yes"], said.danger()))
    return Opinion(shares, opinion.semantic or said.semantic)


def _pair(yes: float) -> Shares:
    return {"no": round(1 - yes, _DECIMALS), "yes": round(yes, _DECIMALS)}


def _among(packaged: Shares, own: Shares, allowed: Set[str] | None) -> Shares:
    """The packaged share of the labels that the city's model knows, divided as that model divides it."""
    chosen = {label: share for label, share in own.items() if allowed is None or label in allowed}
    mass, whole = sum(packaged.get(label, 0.0) for label in chosen), sum(chosen.values())
    if not whole:
        return packaged
    return dict(packaged) | {label: round(mass * share / whole, _DECIMALS) for label, share in chosen.items()}


def _with_kind(reading: Reading, outcome: Outcome, said: Heard) -> Outcome:
    """The type of letters is the rules' to say, unless the city's own letters taught it."""
    opinion = outcome.opinion
    if opinion is None or "type" not in said.shares or not is_letter(reading):
        return outcome
    kind, share = opinion.best("type")
    return replace(outcome, kind=RequestType(kind), confidences={**outcome.confidences, "type": share})


def _with_matter(outcome: Outcome, said: Heard, book: Rulebook) -> Outcome:
    """The surest matter of the owner's own, where no danger and no rule owner's decision names another."""
    now = outcome.verdict.matter
    if outcome.danger or (now is not None and now.code in book.decided):
        return outcome
    fitting = {
        code: share
        for code, share in said.shares.get("matter", {}).items()
        if book.matters[code].owner is outcome.verdict.owner and share >= _SURE_ENOUGH
    }
    if not fitting:
        return outcome
    if now is not None and now.code in fitting:
        return replace(outcome, confidences={**outcome.confidences, "matter": fitting[now.code]})
    best = max(fitting, key=lambda code: fitting[code])
    verdict = replace(outcome.verdict, matter=book.matters[best], why="learned", score=None)
    return replace(outcome, verdict=verdict, confidences={**outcome.confidences, "matter": fitting[best]})


def explained(decision: Decision, said: Heard | None, reading: Reading, book: Rulebook) -> Decision:
    """The decision with the department that the city's model names, and with what it said as a reason."""
    if said is None:
        return decision
    department, share = said.surest("department")
    if decision.owner in _HANDLED_BY_DEPARTMENTS and share >= _SURE_ENOUGH:
        decision = replace(
            decision,
            department_code=department,
            department=book.departments[department],
            confidences={**decision.confidences, "department": share},
        )
    return replace(decision, reasons=Reasons(partial(_with_reason, decision.reasons, said, reading, book)))


def _with_reason(plain: Sequence[Reason], said: Heard, reading: Reading, book: Rulebook) -> list[Reason]:
    reasons = [one for one in plain if one.kind not in _spoken_for(said)]
    place = next((n for n, one in enumerate(reasons) if one.kind not in _BEFORE), len(reasons))
    reasons.insert(place, _reason(said, reading, book))
    return reasons


def _spoken_for(said: Heard) -> set[str]:
    """Reasons of the packaged layers where the city's model spoke in their place."""
    owner = {"learned"} if "owner" in said.shares else set[str]()
    return owner | {"learned_danger"} if said.danger() >= _SURE_ENOUGH else owner


def _reason(said: Heard, reading: Reading, book: Rulebook) -> Reason:
    """What it says, field by field, and the words that spoke most for the first."""
    names = {"department": book.departments, "matter": {code: row.name for code, row in book.matters.items()}}
    told = [_told(said, field, names.get(field, {})) for field in _TOLD if field in said.shares]
    if "danger" in said.shares:
        told.append(message("triage.city.danger", percent=round(100 * said.danger())))
    evidence = _evidence(said, reading)
    words = message("triage.words", words=evidence.words) if evidence else ""
    text = message("triage.reason.city_model", name=said.city.name, says="、".join(told), words=words)
    return Reason("city_model", text, evidence)


def _told(said: Heard, field: str, names: Mapping[str, str]) -> str:
    label, share = said.surest(field)
    shown = names.get(label, label)
    return message("triage.city.field", field=message(f"triage.city.{field}"), label=shown, percent=round(100 * share))


def _evidence(said: Heard, reading: Reading) -> Evidence | None:
    model, text = said.city.model, reading.normal.text
    field = next((name for name in (*_TOLD, "danger") if name in said.shares), "")
    if not field:
        return None
    scores = model.scores(text)[field]
    spoke = model.linear.contributions(text, field, model.labels(field)[int(scores.argmax())], top=_WORDS)
    start = text.find(spoke[0].words) if spoke else -1
    if start < 0:
        return None
    return Evidence(spoke[0].words, *reading.normal.span(start, start + len(spoke[0].words)))
