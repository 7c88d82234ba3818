"""Which number to call, in plain words (R85): triage's judgement with the reason and the right channel."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from twinline.kernel.messages import text
from twinline.triage import Decision, Owner, Rulebook, advice

EMERGENCY = ("110", "119", "120", "122")
NUMBERS = {"public_security": "110", "fire_rescue": "119", "medical_emergency": "120", "traffic_police": "122"}
"""The numbers of services that act too."""
SHORT_CHARS = 20
"""So short is what somebody types to look a matter up, and says too little to be judged by."""
ASKED_CHARS = 60
"""With what is asked around it; the search for that takes time with the square of the length."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PARTS = re.compile(r"[、与和及（）()，]")
_ASKING = re.compile(
    r"^(?:请问|我|想|要|咨询|反映|举报|投诉|报警|遇到|发生|有人|关于)+|"
    r"(?:的?问题|的?事情?|了|[该应]?[找打问](?:谁|哪里|哪儿|哪个部门|(?:什么|哪个)(?:电话|号码))|归?谁管|怎么办|[吗呢吧])+$"
)


def guide(decision: Decision, *, rulebook: Rulebook, words: str, lang: str) -> dict[str, Any]:
    """What a citizen is told. ``calls``: numbers to dial, the first one first; ``may_file``: whether it can be filed
    here, which of what is dangerous holds only after the person says that it is not urgent."""
    if not _HAN.search(words):
        return _not_chinese(lang)
    decision = _looked_up(decision, rulebook, words)
    found = advice.guidance_for(
        rulebook, text=words, matter=decision.matter_code, owner=decision.owner, danger=decision.danger
    )
    unclear = _unclear(decision)
    script = found.script if found and found.certain else None
    matter = rulebook.matters.get(decision.matter_code)
    return {
        "owner": decision.owner,
        "danger": decision.danger,
        "calls": _calls(decision),
        "title": _title(decision, unclear, lang),
        "why": list(_why(decision, unclear, lang)),
        "basis": matter.basis if matter and not decision.danger else None,
        "channel": {"name": script.channel_name, "contact": script.channel_contact} if script else None,
        "may_file": not unclear and decision.owner in (Owner.GOVERNMENT, Owner.UTILITY, *EMERGENCY),
        "unclear": unclear,
    }


def _not_chinese(lang: str) -> dict[str, Any]:
    """Only Chinese is judged: of anything else a guess could send somebody to the wrong number."""
    return {
        "owner": Owner.NOBODY,
        "danger": False,
        "calls": ["110", "12345"],
        "title": text("portal.title.unclear", lang=lang),
        "why": [text("portal.why.not_chinese", lang=lang)],
        "basis": None,
        "channel": None,
        "may_file": False,
        "unclear": True,
    }


def _looked_up(decision: Decision, rulebook: Rulebook, words: str) -> Decision:
    """Who types no more than a name of the list looks its row up; so does who types words of one that say too little
    to be judged by. Rows that do not agree answer nothing."""
    if decision.danger or len(words) > ASKED_CHARS:
        return decision
    said = _ASKING.sub("", words.strip(" \u3000，。！？!?."))
    if not 2 <= len(said) <= SHORT_CHARS:
        return decision
    matters = rulebook.matters.values()
    rows = [m for m in matters if m.name == said] or [m for m in matters if said in _PARTS.split(m.name)]
    if not rows and not decision.matter_code:
        rows = [m for m in matters if said in m.name or any(len(p) > 1 and p in said for p in _PARTS.split(m.name))]
    if len({m.owner for m in rows}) != 1:
        return decision
    row = rows[0]
    return replace(decision, owner=row.owner, matter_code=row.code, matter=row.name)


def _unclear(decision: Decision) -> bool:
    return decision.owner == Owner.NOBODY and not decision.matter_code and not decision.danger


def _calls(decision: Decision) -> list[str]:
    own = [str(decision.owner)] if decision.owner in EMERGENCY else []
    if decision.danger:
        joint = [NUMBERS[one] for one in decision.joint_with if one in NUMBERS]
        return list(dict.fromkeys([*own, *joint, "110"] if own else ["110", *joint]))
    if decision.owner == Owner.NOBODY:
        return []
    return own or ["12345"]


def _title(decision: Decision, unclear: bool, lang: str) -> str:
    if decision.danger:
        return text("portal.title.danger", lang=lang, number=_calls(decision)[0])
    return text("portal.title.unclear" if unclear else f"portal.title.{decision.owner}", lang=lang)


def _why(decision: Decision, unclear: bool, lang: str) -> Iterator[str]:
    """At most one reason of danger and one of the list, each with the person's own words where it rests on them."""
    if unclear:
        yield text("portal.why.unclear", lang=lang)
        return
    if decision.danger:
        said = next((r.evidence.words for r in decision.reasons if r.kind == "danger" and r.evidence), None)
        key = "portal.why.danger_said" if said else "portal.why.danger"
        yield text(key, lang=lang, words=said or "")
    if not decision.matter_code:
        if decision.owner == Owner.GOVERNMENT:
            yield text("portal.why.no_match", lang=lang)
        return
    who = text(f"portal.who.{decision.owner}", lang=lang)
    said = next((r.evidence.words for r in decision.reasons if r.kind == "matter" and r.evidence), None)
    key = "portal.why.matter_said" if said else "portal.why.matter"
    yield text(key, lang=lang, words=said or "", name=decision.matter, who=who)
