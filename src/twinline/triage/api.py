"""Triage over HTTP: judge a text, and read the responsibility list (R1, R80)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from twinline.identity import Actor
from twinline.identity.api import Body, holding
from twinline.kernel.limits import Line, Note
from twinline.kernel.shapes import answers
from twinline.kernel.web import ok
from twinline.triage import Decision, Rulebook, advice, judge, shapes
from twinline.triage.answering import Says, answers_to
from twinline.triage.asking import questions
from twinline.triage.meaning import Meaning
from twinline.triage.model import Ask, Owner

router = APIRouter(prefix="/api/v1", tags=["triage"])
TEXTS_MAX = 1_000
ANSWERS_MAX = 20
AnswerCode = Annotated[str, Field(pattern="^A-[A-Z]{1,16}$")]


class TriageBody(Body):
    """A text as said, where it came in, and which number was dialled. ``answers``: codes of what was answered to the
    question that an earlier judgement asked."""

    text: Note
    channel: Annotated[str, Field(pattern="^[a-z0-9_]{1,16}$")] = "web"
    number: Literal["12345", "110"] | None = None
    answers: Annotated[list[AnswerCode], Field(max_length=ANSWERS_MAX)] = Field(default_factory=list[str])


class TriageHere(TriageBody):
    """A text with what the form says of the place, for the units that would handle it."""

    division: Annotated[str, Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")] | None = None
    address: Line = ""


class TriageBatch(Body):
    texts: Annotated[list[TriageBody], Field(min_length=1, max_length=TEXTS_MAX)]


def decision_view(decision: Decision) -> dict[str, Any]:
    """A judgement as it goes out, with its evidence and versions (promise 4)."""
    return {
        "owner": decision.owner,
        "joint": decision.joint,
        "joint_with": decision.joint_with,
        "danger": decision.danger,
        "type": decision.type,
        "matter": decision.matter_code,
        "matter_name": decision.matter,
        "domain": decision.domain,
        "department": decision.department_code,
        "department_name": decision.department,
        "deadline_class": decision.deadline_class,
        "police_class": decision.police_class,
        "confidence": round(decision.confidence, 3),
        "confidences": dict(decision.confidences),
        "ask": question_view(decision.ask),
        "split": decision.split,
        "asked_semantic": decision.asked_semantic,
        "reasons": tuple(decision.reasons),
        "versions": decision.versions,
    }


def question_view(ask: Ask | None, lang: str = "zh") -> dict[str, Any] | None:
    """The question as it goes out: in Chinese to who takes a call, in their own language to who answers it."""
    if ask is None:
        return None
    known = [
        {
            "code": one.code,
            "text": one.en if lang == "en" else one.zh,
            "text_en": one.en,
            "danger": one.says is Says.DANGER,
        }
        for one in answers_to(ask.code)
    ]
    return {"code": ask.code, "text": questions()[ask.code].en if lang == "en" else ask.text, "answers": known}


def _rulebook(request: Request) -> Rulebook:
    return request.app.state.desk.rulebook


async def rules_in_force(request: Request) -> Rulebook:
    """The rulebook that this process judges with now."""
    return _rulebook(request)


InRules = Annotated[Rulebook, Depends(rules_in_force)]


@router.post(
    "/triage",
    summary="Judge a text: owner, danger, type, matter, with reasons",
    responses=answers(shapes.JudgementHere),
)
async def triage(body: TriageHere, request: Request, actor: Annotated[Actor, holding("triage.judge")]) -> Response:
    decision = await _judged_with_meaning(body, request)
    return ok(decision_view(decision) | advice.view(_advice(request, body, decision)))


def _judged(said: TriageBody, book: Rulebook) -> Decision:
    """Raises UnknownAnswer."""
    return judge(said.text, rulebook=book, channel=said.channel, number=said.number, answers=said.answers)


async def _judged_with_meaning(said: TriageBody, request: Request) -> Decision:
    """Somebody waits for this one: meaning is asked where the fast layers hesitate, within its time budget."""
    meaning: Meaning | None = request.app.state.meaning
    if meaning is None:
        return _judged(said, _rulebook(request))
    return await meaning.judge(
        said.text, rulebook=_rulebook(request), channel=said.channel, number=said.number, answers=said.answers
    )


def _advice(request: Request, body: TriageHere, decision: Decision) -> advice.Advice:
    desk = request.app.state.desk
    return advice.advise(
        desk.rulebook,
        directory=desk.city.directory,
        divisions=desk.divisions,
        home=desk.home,
        text=body.text,
        address=body.address,
        division=body.division,
        matter=decision.matter_code,
        department=decision.department_code,
        owner=decision.owner,
        danger=decision.danger,
    )


@router.post(
    "/triage/batch",
    summary="Judge up to 1,000 texts",
    responses=answers(shapes.Judgements),
)
async def triage_batch(
    body: TriageBatch, request: Request, actor: Annotated[Actor, holding("triage.judge")]
) -> Response:
    book = _rulebook(request)
    return ok({"items": [decision_view(_judged(one, book)) for one in body.texts], "next": None})


@router.get(
    "/registry/matters",
    summary="The responsibility list in force",
    responses=answers(shapes.MatterList),
)
async def matters(
    request: Request,
    actor: Annotated[Actor, holding("registry.read")],
    owner: Owner | None = None,
) -> Response:
    rows = [m for m in _rulebook(request).matters.values() if owner in (None, m.owner)]
    return ok({"items": rows, "next": None, "versions": _rulebook(request).versions})


@router.get(
    "/scripts",
    summary="What to say of matters that are out of scope, and the channel that handles them",
    responses=answers(shapes.ScriptList),
)
async def scripts(rules: InRules, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    return ok({"items": [advice.script_view(script) for script in rules.scripts.values()], "next": None})


@router.get(
    "/registry/departments",
    summary="The kinds of departments that matters go to",
    responses=answers(shapes.DepartmentList),
)
async def departments(request: Request, actor: Annotated[Actor, holding("registry.read")]) -> Response:
    names = _rulebook(request).departments
    return ok({"items": [{"code": code, "name": name} for code, name in names.items()], "next": None})
