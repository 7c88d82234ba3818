"""One judgement: owner, joint action, danger, type and matter, with the reasons (R1, R2, R16, R18)."""

from twinline.triage.explain import explain
from twinline.triage.joint import joint_partners
from twinline.triage.model import Decision
from twinline.triage.reading import read
from twinline.triage.rulebook import Rulebook
from twinline.triage.verdict import verdict_of
from twinline.triage.wording import request_type


def judge(text: str, *, rulebook: Rulebook, channel: str = "web", number: str | None = None) -> Decision:
    """Judge one request. ``channel`` is where it came in: content decides, the channel only tips a balance.

    ``number`` is the caller's number when known; it is not evidence and never changes the result.
    Text of any length and content is judged; only its first 4,000 characters count.
    """
    reading = read(text=text, rulebook=rulebook)
    verdict = verdict_of(reading=reading, rulebook=rulebook, channel=channel)
    partners = joint_partners(reading=reading, verdict=verdict)
    kind = request_type(
        owner=verdict.owner,
        danger=bool(reading.dangers),
        matter=verdict.matter,
        live="live" in reading.conditions,
        scores=reading.types,
        likely=reading.likely.get("type", {}),
    )
    return explain(reading=reading, verdict=verdict, kind=kind, partners=partners, channel=channel, rulebook=rulebook)
