"""What a clock looks like in answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from twinline.clocks.model import Unit
from twinline.clocks.rules import Obligation, RuleStatus
from twinline.kernel.shapes import Page, Platform, Shape, among, note


class Clock(Shape):
    """An obligation with its deadline, as derived from its stamped events (R41)."""

    order_id: Annotated[UUID, note("the work order, police order or handover that the clock belongs to")]
    kind: Annotated[str, among(Obligation, "what has to be done in time")]
    n: Annotated[int, note("1 for the first clock of this kind on the order; a redo starts the next")]
    appeal_id: UUID
    platform: Platform
    unit_id: Annotated[UUID | None, note("the unit that answers for it; null while it is the desk's")]
    rule: Annotated[str, note("code of the deadline rule in force when it started")]
    amount: Annotated[int, note("time allowed at the start, in units of `unit`")]
    unit: Annotated[str, among(Unit)]
    calendar: Annotated[str, note("code of the working calendar it runs on")]
    started_at: datetime
    state: Annotated[str, among(("running", "paused", "stopped"))]
    due_at: Annotated[datetime | None, note("null while it is paused")]
    next_alert_at: datetime | None
    alerts: Annotated[int, note("reminders sent so far: 80 %, 100 %, one (working) day over")]
    stopped_at: datetime | None
    breached_at: Annotated[datetime | None, note("when it was first overdue")]
    events: int


class DeadlineRule(Shape):
    """How much time an obligation has, in which cases, from when to when (R61)."""

    code: str
    kind: Annotated[str, among(Obligation, "what has to be done in time")]
    applies_to: Annotated[str, note("`*`, `type:甲|乙`, `class:a|b`, `urgent` or `danger`; the last that applies wins")]
    amount: int
    unit: Annotated[str, among(Unit)]
    calendar: str
    basis: str
    status: Annotated[str, among(RuleStatus, "whether a published source backs the figure")]
    valid_from: date
    valid_to: Annotated[date | None, note("the first day on which it no longer holds")]


class DeadlineRuleList(Page[DeadlineRule]):
    """Deadline rules by code."""


class RuleAdded(Shape):
    """The rule that was added."""

    code: str
