"""Out of scope, and then? The words an agent says and the channel that handles it (R15)."""

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from twinline.kernel.errors import Conflict, Invalid
from twinline.kernel.messages import text as message
from twinline.triage.catalogue import Script
from twinline.triage.lexicon import Lexicon, LexiconBuilder
from twinline.triage.model import Evidence, Owner
from twinline.triage.normal import normalise
from twinline.triage.rulebook import Rulebook

ELSEWHERE = "S-AREA-01"
"""The script for what happened in another city; it is chosen by the place, not by words."""


OWN_WEIGHT = 1.5


class UnknownScript(Invalid):
    """No script in force has this code."""

    code: ClassVar[str] = "triage.unknown_script"


class ScriptNeeded(Conflict):
    """R15: a matter that neither number handles is answered with a script and its channel only."""

    code: ClassVar[str] = "triage.script_needed"


@dataclass(frozen=True, slots=True)
class Guidance:
    """A script that fits, and the words it rests on. ``certain``: the matter is out of scope; otherwise the channel may
    help beside what the hotline does."""

    script: Script
    certain: bool
    evidence: Evidence | None


def guidance_for(
    rulebook: Rulebook, *, text: str, matter: str, owner: str, danger: bool = False, elsewhere: bool = False
) -> Guidance | None:
    """The script for a judged text, or None. Danger is never answered with a script."""
    if danger:
        return None
    if elsewhere and ELSEWHERE in rulebook.scripts:
        return Guidance(rulebook.scripts[ELSEWHERE], True, None)
    own = scripts_of(rulebook, matter)
    certain = bool(own) or owner == Owner.NOBODY
    for code, evidence in _spoken(rulebook, text, {script.code for script in own}):
        return Guidance(rulebook.scripts[code], certain, evidence)
    return Guidance(own[0], True, None) if own else None


def scripts_of(rulebook: Rulebook, matter: str) -> list[Script]:
    """The scripts of a matter that is always out of scope; of any other matter none."""
    return [script for script in rulebook.scripts.values() if matter and matter in script.matters]


def script_of(rulebook: Rulebook, code: str) -> Script:
    """The script with this code. Raises UnknownScript."""
    if code not in rulebook.scripts:
        raise UnknownScript(script=code)
    return rulebook.scripts[code]


def sms_of(script: Script) -> str:
    """The channel as a short message that is ready to send."""
    return message("triage.script.sms", title=script.title, channel=script.channel_name, contact=script.channel_contact)


def _spoken(rulebook: Rulebook, text: str, own: Set[str]) -> list[tuple[str, Evidence]]:
    """Scripts whose phrases the text holds, the one with most and longest first, with the words. Those of the matter
    itself count more."""
    codes = tuple((s.code, s.phrases) for s in rulebook.scripts.values())
    normal = normalise(text)
    weights: dict[str, tuple[float, Evidence]] = {}
    for number, found in _lexicon(codes).find(normal.text).items():
        best = max(found, key=lambda f: f.pattern.weight)
        weight = sum({f.pattern.phrase: f.pattern.weight for f in found}.values())
        words = normal.text[best.start : best.end]
        weight *= OWN_WEIGHT if codes[number][0] in own else 1.0
        weights[codes[number][0]] = (weight, Evidence(words, *normal.span(best.start, best.end)))
    ranked = sorted(weights.items(), key=lambda item: (-item[1][0], item[0]))
    return [(code, evidence) for code, (_, evidence) in ranked]


@lru_cache(maxsize=4)
def _lexicon(codes: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    builder = LexiconBuilder({})
    for number, (_, phrases) in enumerate(codes):
        for phrase in phrases:
            builder.add(rule=number, phrase=phrase)
    return builder.build()
