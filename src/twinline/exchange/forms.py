"""What is in the sealed part of a message, kind by kind: the first and only place where a body is described."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import orjson
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from twinline.exchange.model import BadBody
from twinline.kernel.limits import Line, Note, as_moment, refuse_control

Data = dict[str, Any]

CODE_CHARS_MAX = 128
REASONS_MAX = 200

Code = Annotated[str, StringConstraints(max_length=CODE_CHARS_MAX), AfterValidator(refuse_control)]
"""A coded value in the codes of the sender, or of the receiver where the sender knows them; may be empty."""
Number = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
"""A number that a platform gave: of an appeal, an order, a handover, a joint action."""
Division = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[0-9A-Za-z]+$")]
Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(as_moment)]
"""A date and time with its zone (ISO 8601)."""
Platform = Literal["12345", "110"]
OrderKind = Literal["case", "incident"]
CodedField = Literal[
    "body.opening.type", "body.opening.domain", "body.opening.matter", "body.opening.department",
    "body.opening.deadline_class", "body.opening.police_class", "body.opening.division", "appeal.type", "appeal.domain",
    "appeal.matter", "appeal.department", "appeal.division", "appeal.decision.type", "appeal.decision.matter",
    "appeal.decision.department", "appeal.decision.deadline_class", "appeal.decision.police_class",
    "appeal.complained_unit", "body.reason_code", "body.matter", "body.satisfied",
]  # fmt: skip
"""Where in a message a coded value stands."""


class Form(BaseModel):
    """Nothing but what is named, and nothing read as another type than it has."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Opening(Form):
    """What the receiving side needs to open its own order."""

    appeal_id: UUID
    title: Line
    type: Code
    domain: Code
    matter: Code
    department: Code
    deadline_class: Code
    police_class: Code
    urgent: bool
    danger: bool
    restricted: bool
    division: Division | None
    note: Note


class Reason(Form):
    """Why the sender's judgement is as it is; ``words`` are those that it rests on."""

    kind: Code
    text: Note
    words: Note | None


class Decision(Form):
    """The sender's newest judgement of the appeal (promise 4)."""

    owner: Code
    joint: bool
    danger: bool
    type: Code
    matter: Code
    department: Code
    deadline_class: Code
    police_class: Code
    confidence: Annotated[float, Field(ge=0, le=1)]
    reasons: Annotated[list[Reason], Field(max_length=REASONS_MAX)]
    versions: Annotated[dict[Code, Code], Field(max_length=50)]


class Appeal(Form):
    """The appeal itself, for a side that may not know it yet: words, caller and place, flags that bind."""

    id: UUID
    number: Number
    title: Line
    words: Note
    type: Code
    domain: Code
    matter: Code
    department: Code
    division: Division | None
    division_from: Literal["form", "address", "text"]
    address: Line
    lon: Annotated[float, Field(ge=-180, le=180)] | None
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    datum: Literal["WGS84", "CGCS2000", "GCJ02", "BD09"] | None
    urgent: bool
    danger: bool
    confidential: bool
    restricted: bool
    first_receiver: Platform
    owner_platform: Platform
    received_at: Moment
    channel: Literal["voice", "web", "app", "wechat", "sms", "rcs", "video", "letter", "visit", "import"]
    external_id: Line | None
    called_at: Moment
    seed: bool
    decision: Decision | None
    complained_unit: Code | None
    caller: Line | None
    phone: Line | None


class OfferBody(Form):
    """Ownership is offered (R9, R11)."""

    opening: Opening
    number: Number
    order_kind: OrderKind
    order_id: UUID
    order_number: Number
    reason_code: Code
    reason: Note
    matter: Code
    first_receiver: Platform
    ruling: Note | None
    offered_at: Moment
    due_at: Moment


class JointRequestBody(Form):
    """The other side is asked to act too; ownership stays (R7, R20–R22)."""

    opening: Opening
    number: Number
    kind: Literal["joint", "danger", "escalation"]
    order_kind: OrderKind
    order_id: UUID
    order_number: Number
    request: Note
    danger: bool
    requested_at: Moment


class ReceiptBody(Form):
    """The offer is there; this is the mirror order."""

    order_id: UUID
    order_number: Number
    at: Moment


class AtBody(Form):
    at: Moment


class AckBody(Form):
    at: Moment
    note: Note


class StateBody(Form):
    """The acceptance came too late: the handover had ended so."""

    state: Literal[
        "offered", "delivered", "negotiating", "accepted", "result_reported", "confirmed", "returned", "expired",
        "recalled",
    ]  # fmt: skip


class ReturnBody(Form):
    """Not ours, with the reason and the item of the responsibility list; opens the negotiation (R11)."""

    reason: Note
    basis: Line
    at: Moment
    due_at: Moment


class PositionBody(Form):
    owner: Platform
    reason: Note


class DecisionBody(Form):
    """Who owns it from now on, and how that came about (R12)."""

    owner: Platform
    by: Literal["agreement", "timeout", "ruling"]


class ReasonBody(Form):
    reason: Note


class NoteBody(Form):
    note: Note


class ResultBody(Form):
    """What came of it (R40)."""

    result: Note
    at: Moment


class StampBody(Form):
    """One step of the order at the side that works on it, as it is taken."""

    order_kind: OrderKind
    order_id: UUID
    step: Literal[
        "answer", "dispatch", "sign", "begin", "return", "uphold_return", "reject_return", "reply", "reject_reply",
        "approve", "redo", "redo_mirror", "close", "close_mirror", "withdraw", "void_mirror", "dispatch_more",
        "sign_more", "set_out", "set_out_more", "arrive", "arrive_more", "feed_back", "unit_return", "reopen",
        "complete", "cancel",
    ]  # fmt: skip
    state: Code
    unit: Line | None
    due_at: Moment | None
    at: Moment


class ExtensionBody(Form):
    """More time is asked for, granted or refused; ``due_at`` is when the result is due by now."""

    order_id: UUID
    step: Literal["ask_extension", "grant_extension", "refuse_extension"]
    days: Annotated[int, Field(ge=1, le=1000)] | None
    reason: Note
    due_at: Moment | None
    at: Moment


class ProgressBody(Form):
    """How it stands, in words; also the answer to a supervision."""

    note: Note
    at: Moment


class SuperviseBody(Form):
    """The side that handed over urges: a word is wanted by ``due_at``."""

    reason: Note
    due_at: Moment
    at: Moment


class RevisitBody(Form):
    """What the person says of the result: reached, solved, satisfied (R40, R54)."""

    contacted: bool
    solved: bool | None
    satisfied: Code | None
    note: Note
    at: Moment


class AmendBody(Form):
    """Codes that the message ``of`` went without because nobody had mapped them, by the field they belong in (R35)."""

    of: UUID
    codes: Annotated[dict[CodedField, Code], Field(min_length=1)]
    at: Moment


class AnswerBody(Form):
    answer: Note


class OrderBody(Form):
    order_id: UUID
    order_number: Number


class _Opens(Form):
    @model_validator(mode="after")
    def _of_one(self) -> Self:
        """The appeal that travels is the one that the body opens an order for."""
        body, appeal = getattr(self, "body"), getattr(self, "appeal")  # noqa: B009 (of the classes below)
        if body.opening.appeal_id != appeal.id:
            raise PydanticCustomError("other_appeal", "is another appeal than the one that travels")
        return self


class Offer(_Opens):
    body: OfferBody
    appeal: Appeal


class JointRequest(_Opens):
    body: JointRequestBody
    appeal: Appeal


class Receipt(Form):
    body: ReceiptBody


class At(Form):
    body: AtBody


class Ack(Form):
    body: AckBody


class State(Form):
    body: StateBody


class Return(Form):
    body: ReturnBody


class Position(Form):
    body: PositionBody


class Decided(Form):
    body: DecisionBody


class Because(Form):
    body: ReasonBody


class Noted(Form):
    body: NoteBody


class Result(Form):
    body: ResultBody


class Stamp(Form):
    body: StampBody


class Extension(Form):
    body: ExtensionBody


class Progress(Form):
    body: ProgressBody


class Supervise(Form):
    body: SuperviseBody


class Revisit(Form):
    body: RevisitBody


class Amended(Form):
    body: AmendBody


class Answered(Form):
    body: AnswerBody


class Order(Form):
    body: OrderBody


FIRST: Mapping[str, type[Form]] = {
    "offer": Offer,
    "receipt": Receipt,
    "accept": Ack,
    "transfer": At,
    "revoke": State,
    "return": Return,
    "negotiate": Position,
    "decide": Decided,
    "recall": Because,
    "result": Result,
    "confirm": Noted,
    "redo": Because,
    "stamp": Stamp,
    "progress": Progress,
    "extension": Extension,
    "supervise": Supervise,
    "revisit": Revisit,
    "joint_request": JointRequest,
    "joint_receipt": Order,
    "joint_ack": Ack,
    "joint_finish": Answered,
    "joint_decline": Because,
}
"""Every kind as it was in version 1."""
SECOND: Mapping[str, type[Form]] = {"amend": Amended}
"""What version 2 added."""


def check(form: type[Form], data: Data) -> None:
    """Raises BadBody, whose ``why`` names the field and never repeats what it holds."""
    try:
        form.model_validate_json(orjson.dumps(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"]))[:CODE_CHARS_MAX]
        raise BadBody(why=f"{path}: {first['type']}") from error
    except (TypeError, RecursionError) as error:
        raise BadBody(why=type(error).__name__) from error
