"""From words to rows, without touching the database: judge, number, open the order, start its clocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from twinline.appeals import TYPES, Appeal, Contact
from twinline.cases import CASE, WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import City, start_row
from twinline.clocks import store as clocks
from twinline.identity import Actor
from twinline.incidents import INCIDENT, PoliceOrder
from twinline.incidents import actions as incidents
from twinline.intake.model import Said, phone_key
from twinline.kernel.clock import CHINA
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.hashing import canonical_json, sm3
from twinline.kernel.ids import order_number
from twinline.kernel.ledger import Event
from twinline.kernel.masking import mask
from twinline.places import Divisions
from twinline.triage import Decision, Rulebook, Semantic, judge

TITLE_CHARS = 40
TITLE_READ = 400
UNCLASSIFIED = "990000"
# A place named less plainly than this is not suggested: a city only, or where somebody comes from.
PLACED = 0.35
SENTENCE_ENDS = "。！？!?；;\n"


def no_meanings() -> Semantic | None:
    """Without a semantic layer."""
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """What intake needs to know: the city, its map and its rules, the keys for personal fields, and what meanings this
    process knows."""

    city: City
    divisions: Divisions
    rulebook: Rulebook
    cipher: FieldCipher
    home: str
    meanings: Callable[[], Semantic | None] = no_meanings


@dataclass(frozen=True, slots=True)
class Composed:
    """Everything that one contact writes."""

    said: Said
    digest: bytes
    decision: Decision
    contact: Contact
    appeal: Appeal
    order: WorkOrder | PoliceOrder
    event: Event
    clocks: tuple[clocks.ClockRow, ...]

    @property
    def kind(self) -> str:
        return "case" if isinstance(self.order, WorkOrder) else "incident"


def digest_of(said: Said) -> bytes:
    """What makes two requests the same request: all they say, without the time they arrived."""
    content = {name: getattr(said, name) for name in said.__slots__ if name not in ("key", "seed")}
    return sm3(canonical_json(content))


def title_of(said: Said) -> str:
    """The given title, or the first sentence cut to 40 characters. Lists show it to many: it names the place, and
    neither the caller nor a number (R43)."""
    told = said.title or said.words[:TITLE_READ].strip()
    caller = said.caller or ""
    text, _ = mask(told, [caller] if len(caller) > 1 else [], kept=("door",))
    if said.title:
        return text
    end = min((i for i in (text.find(c) for c in SENTENCE_ENDS) if i > 0), default=len(text))
    return text[: min(end, TITLE_CHARS)]


def place_of(desk: Desk, said: Said, now: datetime) -> tuple[str | None, str]:
    """The division as of today, and where it comes from: the form (a retired code is followed to its successor), or as
    a suggestion the address or the words. Raises UnknownDivision, RetiredDivision (several successors: a person must
    choose)."""
    if said.division:
        on = now.astimezone(CHINA).date()
        resolved = desk.divisions.resolve(said.division, on=on)
        if len(resolved.at_date) != 1:
            desk.divisions.require(said.division, on=on)
        return resolved.at_date[0], "form"
    for source, text in (("address", said.address), ("text", said.words[:500])):
        found = desk.divisions.locate(text, home=desk.home) if text else None
        if found and found.confidence >= PLACED:
            return found.code, source
    return None, "form"


def judged(desk: Desk, said: Said) -> Decision:
    """The automatic judgement of title and words, with meaning where the form has had it compared already."""
    text = f"{said.title}。{said.words}" if said.title else said.words
    return judge(text, rulebook=desk.rulebook, channel=said.channel, number=said.platform, semantic=desk.meanings())


def compose(
    desk: Desk,
    actor: Actor,
    said: Said,
    *,
    ids: tuple[UUID, UUID, UUID],
    sequences: Sequence[int],
    digest: bytes,
    now: datetime,
) -> Composed:
    """All rows of one contact. ``ids``: of the appeal, the contact and the order.

    Raises UnknownDivision, RetiredDivision, NoDeadlineRule, CalendarYearMissing.
    """
    decision = judged(desk, said)
    appeal_id, contact_id, order_id = ids
    contact = _contact(desk, actor, said, contact_id, now)
    appeal = _appeal(desk, said, decision, contact, place_of(desk, said, now), appeal_id, sequences[0], now)
    make = _case if said.platform == "12345" else _incident
    order, event, clocks = make(desk, actor, said, decision, appeal, order_id, sequences[1], now)
    return Composed(said, digest, decision, contact, appeal, order, event, clocks)


def _contact(desk: Desk, actor: Actor, said: Said, contact_id: UUID, now: datetime) -> Contact:
    seal = desk.cipher.seal
    return Contact(
        id=said.contact_id or contact_id,
        platform=said.platform,
        channel=said.channel,
        client=said.client,
        external_id=said.external_id,
        account_id=actor.account_id,
        received_at=said.received_at or now,
        recorded_at=now,
        caller_name_enc=seal(said.caller) if said.caller else None,
        phone_enc=seal(said.phone) if said.phone else None,
        phone_idx=desk.cipher.blind(phone_key(said.phone)) if said.phone else None,
        seed=said.seed,
    )


def _appeal(
    desk: Desk,
    said: Said,
    decision: Decision,
    contact: Contact,
    place: tuple[str | None, str],
    appeal_id: UUID,
    sequence: int,
    now: datetime,
) -> Appeal:
    division, source = place
    kind = said.type if said.type in TYPES else str(decision.type)
    danger = said.danger or decision.danger
    return Appeal(
        id=appeal_id,
        contact_id=contact.id,
        number=order_number(kind="appeal", division=division, at=now, sequence=sequence),
        title=title_of(said),
        words=said.words,
        type=kind,
        domain=decision.domain,
        matter=decision.matter_code,
        department=decision.department_code,
        division=division,
        address=said.address,
        lon=said.lon,
        lat=said.lat,
        datum=said.datum,
        urgent=said.urgent or danger,
        danger=danger,
        confidential=said.confidential,
        restricted=said.restricted or decision.restricted,
        shared=False,
        complained_unit_id=said.complained_unit_id,
        owner_platform=said.platform,
        owner_unit_id=desk.city.directory.desk(said.platform).id,
        first_receiver=said.platform,
        received_at=contact.received_at,
        split_from=said.split_from,
        division_from=source,
    )


def _case(
    desk: Desk,
    actor: Actor,
    said: Said,
    decision: Decision,
    appeal: Appeal,
    order_id: UUID,
    sequence: int,
    now: datetime,
) -> tuple[WorkOrder, Event, tuple[clocks.ClockRow, ...]]:
    order = WorkOrder(
        id=order_id,
        appeal_id=appeal.id,
        number=order_number(kind="case", division=appeal.division, at=now, sequence=sequence),
        platform="12345",
        state=CASE.initial,
        version=0,
        head=b"",
        mirror=False,
        type=appeal.type,
        domain=appeal.domain,
        matter=appeal.matter,
        department=appeal.department,
        deadline_class=str(decision.deadline_class),
        urgent=appeal.urgent,
        danger=appeal.danger,
        restricted=appeal.restricted,
        division=appeal.division,
        title=appeal.title,
        form=said.form,
        opened_at=now,
        **cases.UNTOUCHED,
    )
    order, event = cases.opening(order, actor, _opening_data(said, decision, appeal))
    timed = cases.timed(order)
    rows = tuple(start_row(desk.city, timed, kind, n=1, now=now) for kind in ("case_dispatch", "case_result"))
    return order, event, rows


def _incident(
    desk: Desk,
    actor: Actor,
    said: Said,
    decision: Decision,
    appeal: Appeal,
    order_id: UUID,
    sequence: int,
    now: datetime,
) -> tuple[PoliceOrder, Event, tuple[clocks.ClockRow, ...]]:
    code = said.class_code or decision.police_class or UNCLASSIFIED
    order = PoliceOrder(
        id=order_id,
        appeal_id=appeal.id,
        number=order_number(kind="incident", division=appeal.division, at=now, sequence=sequence),
        platform="110",
        state=INCIDENT.initial,
        version=0,
        head=b"",
        mirror=False,
        loop_open=False,
        class_initial=code,
        class_current=code,
        grade=said.grade or (1 if appeal.danger else 3),
        urgent=appeal.urgent,
        danger=appeal.danger,
        restricted=appeal.restricted,
        division=appeal.division,
        title=appeal.title,
        form=said.form,
        result_code=None,
        result=None,
        opened_at=now,
        dispatched_at=None,
        closed_at=None,
    )
    order, event = incidents.opening(order, actor, _opening_data(said, decision, appeal))
    return order, event, (start_row(desk.city, incidents.timed(order), "police_dispatch", n=1, now=now),)


def _opening_data(said: Said, decision: Decision, appeal: Appeal) -> dict[str, Any]:
    """What the chain keeps of the beginning: who owned it, what was decided, and the digest of the words."""
    return {
        "appeal": appeal.number,
        "channel": said.channel,
        "owner": appeal.owner_platform,
        "judged": str(decision.owner),
        "danger": appeal.danger,
        "matter": appeal.matter,
        "words": sm3(said.words.encode()).hex(),
    }


def decision_row(appeal_id: UUID, decision: Decision, now: datetime) -> dict[str, Any]:
    """The stored judgement with evidence and versions (promise 4)."""
    return {
        "appeal_id": appeal_id,
        "n": 1,
        "at": now,
        "owner": str(decision.owner),
        "joint": decision.joint,
        "danger": decision.danger,
        "type": str(decision.type),
        "matter": decision.matter_code,
        "department": decision.department_code,
        "deadline_class": str(decision.deadline_class),
        "police_class": decision.police_class,
        "confidence": decision.confidence,
        "reasons": [
            {"kind": r.kind, "text": r.text, "words": r.evidence.words if r.evidence else None}
            for r in decision.reasons
        ],
        "versions": decision.versions,
    }
