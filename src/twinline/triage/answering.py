"""What was answered to the question that a judgement asked: a danger that a person affirms is one (R1, R2, promise 2).

Answers come as codes with the text, or stand at its end as the sentences of data/answers.csv, where the desk's page
puts them. What is affirmed may raise danger and urgency and never lowers them; only a denial may lower a doubt.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import ClassVar

from twinline.kernel.errors import Invalid
from twinline.kernel.messages import text as message
from twinline.triage.asking import questions
from twinline.triage.joint import SERVICES
from twinline.triage.model import EMERGENCY, DeadlineClass, Decision, Evidence, Owner, Reason

_ENDS = "。！？.!?；;\n"
_STOP = "。"
_URGENT = frozenset({DeadlineClass.URGENT, DeadlineClass.POLICE})
_AFFIRMED = 1.0


class UnknownAnswer(Invalid):
    """No answer has this code; ``params["code"]`` says which was given."""

    code: ClassVar[str] = "triage.unknown_answer"


class Says(StrEnum):
    """What an answer means: danger, something affirmed, or a denial."""

    DANGER = "danger"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of data/answers.csv: the sentence that is put behind the words, and whose danger it affirms."""

    code: str
    question: str
    says: Says
    owner: Owner | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, and where it stands in the text, if it does."""

    answer: Answer
    place: tuple[int, int] | None = None


@cache
def answers() -> dict[str, Answer]:
    """All answers by code."""
    data = (files("twinline.triage") / "data" / "answers.csv").read_text("utf-8")
    return {row["code"]: _answer(row) for row in csv.DictReader(io.StringIO(data))}


def _answer(row: dict[str, str]) -> Answer:
    owner = Owner(row["owner"]) if row["owner"] else None
    return Answer(row["code"], row["question"], Says(row["says"]), owner, row["zh"], row["en"])


@cache
def answers_to(question: str) -> tuple[Answer, ...]:
    """The answers that one click gives to a question; none where it must be heard and typed."""
    return tuple(answer for answer in answers().values() if answer.question == question)


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(sorted({answer.zh for answer in answers().values()}, key=lambda zh: (-len(zh), zh)))


@cache
def _by_sentence() -> dict[str, Answer]:
    return {answer.zh: answer for answer in reversed(answers().values())}


def by_codes(codes: Iterable[str]) -> list[Given]:
    """The answers with these codes. Raises UnknownAnswer."""
    known = answers()
    for code in codes:
        if code not in known:
            raise UnknownAnswer(code=code)
    return [Given(known[code]) for code in dict.fromkeys(codes)]


def apart(text: str) -> tuple[str, list[Given]]:
    """What was said, and the answers that stand behind it as sentences of their own."""
    found: list[Given] = []
    rest = text.rstrip()
    while rest.endswith(_sentences()):
        sentence = next(one for one in _sentences() if rest.endswith(one))
        start = len(rest) - len(sentence)
        before = rest[:start].rstrip()
        if before and before[-1] not in _ENDS:
            break
        found.append(Given(_by_sentence()[sentence], (start, len(rest))))
        rest = before
    return (rest, found) if found else (text, found)


def joined(text: str, given: Iterable[Given]) -> str:
    """The text with the answers that do not stand in it yet, each a sentence of its own."""
    for one in given:
        if one.place is None:
            said = text.rstrip()
            text = said + ("" if not said or said[-1] in _ENDS else _STOP) + one.answer.zh
    return text


def denied(given: Iterable[Given]) -> bool:
    """Whether nothing but the whole text counts: a denial was given and no danger affirmed."""
    said = {one.answer.says for one in given}
    return Says.NO in said and Says.DANGER not in said


def upheld(before: Decision, after: Decision, given: Sequence[Given], *, departments: Mapping[str, str]) -> Decision:
    """The judgement of text and answers, never with less danger or urgency than that of the text alone."""
    dangers = [one for one in given if one.answer.says is Says.DANGER]
    if dangers:
        return _affirmed(after, dangers, departments)
    if (before.danger and not after.danger) or (_urgent(before) and not _urgent(after)):
        return replace(before, reasons=(*before.reasons, Reason("answer_kept", message("triage.reason.answer_kept"))))
    return after


def _urgent(decision: Decision) -> bool:
    return decision.deadline_class in _URGENT


def _affirmed(decision: Decision, dangers: Sequence[Given], departments: Mapping[str, str]) -> Decision:
    """A danger that somebody affirmed. Who would act first on it acts where nobody would, or else comes too."""
    raised = replace(
        decision,
        danger=True,
        deadline_class=decision.deadline_class if _urgent(decision) else DeadlineClass.URGENT,
        reasons=(*map(_reason, dangers), *decision.reasons),
        confidences={**decision.confidences, "danger": _AFFIRMED},
        ask=None if decision.ask and decision.ask.code in _danger_questions() else decision.ask,
    )
    service = dangers[0].answer.owner or Owner.POLICE
    if raised.owner is Owner.NOBODY:
        return _taken_up(raised, service, departments)
    if raised.owner not in EMERGENCY and not raised.joint:
        return replace(raised, joint=True, joint_with=(SERVICES[service],))
    return raised


def _taken_up(decision: Decision, service: Owner, departments: Mapping[str, str]) -> Decision:
    department = SERVICES[service]
    return replace(
        decision,
        owner=service,
        matter_code="",
        matter=message("triage.matter.unlisted"),
        domain="",
        department_code=department,
        department=departments[department],
        deadline_class=DeadlineClass.POLICE if service is Owner.POLICE else DeadlineClass.URGENT,
    )


def _danger_questions() -> frozenset[str]:
    return frozenset(question.code for question in questions().values() if question.kind == "danger")


def _reason(one: Given) -> Reason:
    question = questions()[one.answer.question]
    evidence = Evidence(one.answer.zh, *one.place) if one.place else None
    return Reason("answered", message("triage.reason.answered", question=question.zh, words=one.answer.zh), evidence)
