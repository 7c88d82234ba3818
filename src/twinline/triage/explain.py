"""Puts the reasons into words and completes the decision."""

from collections.abc import Iterator
from functools import partial

from twinline.kernel.messages import text as message
from twinline.triage import matching
from twinline.triage.asking import question_for
from twinline.triage.joint import SERVICES
from twinline.triage.lexicon import Finding
from twinline.triage.likeness import learned_reasons, owner_name
from twinline.triage.model import DeadlineClass, Decision, Evidence, Matter, Owner, Reason, Reasons, RequestType
from twinline.triage.normal import MAX_CHARS
from twinline.triage.parts import parts_of
from twinline.triage.reading import Reading
from twinline.triage.rulebook import Rulebook
from twinline.triage.verdict import Verdict
from twinline.triage.weigh import Outcome, lasts

_MOST_DANGER_REASONS = 3
_MOST_ASIDE_REASONS = 2
_DEADLINES = {
    RequestType.CONSULT: DeadlineClass.CONSULT,
    RequestType.HELP: DeadlineClass.HELP,
    RequestType.SUGGESTION: DeadlineClass.SUGGEST,
    RequestType.COMPLAINT: DeadlineClass.COMPLAINT,
    RequestType.REPORT: DeadlineClass.REPORT,
}


def explain(*, reading: Reading, outcome: Outcome, channel: str, rulebook: Rulebook) -> Decision:
    """The decision with every reason and the versions of the tables that it rests on."""
    verdict, models = outcome.verdict, rulebook.learned.models
    matter = verdict.matter
    department = matter.department if matter else SERVICES.get(verdict.owner, "none")
    return Decision(
        owner=verdict.owner,
        joint=bool(outcome.partners),
        joint_with=outcome.partners,
        danger=outcome.danger,
        type=outcome.kind,
        matter_code=matter.code if matter else "",
        matter=matter.name if matter else message("triage.matter.unlisted"),
        domain=matter.domain if matter else "",
        department_code=department,
        department=rulebook.departments[department],
        deadline_class=_deadline(outcome),
        police_class=_police_class(reading, verdict),
        restricted=bool(matter and matter.restricted),
        confidence=verdict.confidence,
        reasons=Reasons(partial(_reasons, reading, outcome, channel, rulebook)),
        versions=rulebook.versions,
        confidences=outcome.confidences,
        ask=question_for(reading, outcome, models) if models else None,
        split=parts_of(reading),
        asked_semantic=bool(outcome.opinion and outcome.opinion.semantic),
    )


def _deadline(outcome: Outcome) -> DeadlineClass:
    """The type's rule, except that police orders, urgent matters and what people cannot live without have their own."""
    verdict = outcome.verdict
    if verdict.owner in (Owner.POLICE, Owner.TRAFFIC):
        return DeadlineClass.POLICE
    if outcome.danger or verdict.owner in (Owner.FIRE, Owner.MEDICAL, Owner.UTILITY):
        return DeadlineClass.URGENT
    if verdict.matter and verdict.matter.deadline_class is DeadlineClass.LIVELIHOOD:
        return DeadlineClass.LIVELIHOOD
    return _DEADLINES.get(outcome.kind, verdict.matter.deadline_class if verdict.matter else DeadlineClass.CONSULT)


def _police_class(reading: Reading, verdict: Verdict) -> str:
    if verdict.owner not in (Owner.POLICE, Owner.TRAFFIC):
        return ""
    if reading.dangers:
        return reading.dangers[0].rule.police_class
    return verdict.matter.police_class if verdict.matter else ""


def _reasons(reading: Reading, outcome: Outcome, channel: str, rulebook: Rulebook) -> Iterator[Reason]:
    verdict = outcome.verdict
    if outcome.danger:
        yield from _danger_reasons(reading)
    yield from learned_reasons(reading, outcome, rulebook)
    yield from matching.reasons(reading, outcome, rulebook)
    yield from _verdict_reasons(reading, verdict)
    yield from _aside_reasons(reading)
    if outcome.partners:
        who = "、".join(rulebook.departments[partner] for partner in outcome.partners)
        yield Reason("joint", message("triage.reason.joint", who=who))
    if channel in ("110", "12345") and channel != verdict.owner and verdict.owner is not Owner.NOBODY:
        yield Reason("channel", message("triage.reason.channel", channel=channel, owner=owner_name(verdict.owner)))
    yield Reason("type", message("triage.reason.type", type=outcome.kind.value))
    if reading.normal.cut:
        yield Reason("cut", message("triage.reason.cut", limit=MAX_CHARS))


def _danger_reasons(reading: Reading) -> Iterator[Reason]:
    standing = [reading.standing] if reading.standing and lasts(reading) else []
    for danger in [*standing, *reading.dangers][:_MOST_DANGER_REASONS]:
        evidence = _evidence(reading, danger.finding)
        yield Reason("danger", message("triage.reason.danger", note=danger.rule.note, words=evidence.words), evidence)


def _verdict_reasons(reading: Reading, verdict: Verdict) -> Iterator[Reason]:
    if verdict.why == "police_service":
        yield Reason("police_service", message("triage.reason.police_service"))
    if verdict.why in ("no_match", "unclear"):
        yield Reason(verdict.why, message(f"triage.reason.{verdict.why}"))
    if verdict.why == "out_of_scope" and verdict.matter:
        yield Reason("out_of_scope", message("triage.reason.out_of_scope", name=verdict.matter.name))
    if verdict.matter:
        yield from _matter_reasons(reading, verdict, verdict.matter)


def _matter_reasons(reading: Reading, verdict: Verdict, matter: Matter) -> Iterator[Reason]:
    if verdict.score:
        evidence = _evidence(reading, verdict.score.best)
        sentence = message("triage.reason.matter", code=matter.code, name=matter.name, words=evidence.words)
        yield Reason("matter", sentence, evidence)
    else:
        yield Reason("row", message("triage.reason.row", code=matter.code, name=matter.name))
    yield Reason("basis", message("triage.reason.basis", basis=matter.basis))


def _aside_reasons(reading: Reading) -> Iterator[Reason]:
    if reading.dangers:
        return
    for finding, scope in reading.set_aside[:_MOST_ASIDE_REASONS]:
        evidence = _evidence(reading, finding)
        name = message(f"triage.scope.{scope}")
        yield Reason("scope", message("triage.reason.danger_scoped", words=evidence.words, scope=name), evidence)


def _evidence(reading: Reading, finding: Finding) -> Evidence:
    start, end = reading.normal.span(finding.start, finding.end)
    return Evidence(reading.normal.text[finding.start : finding.end], start, end)
