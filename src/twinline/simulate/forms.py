"""Steps of orders as the API offers them, with the bodies that people fill in."""

import random
from typing import Any

from twinline.cases import CASE, Change
from twinline.cases.api import STEPS as CASE_STEPS
from twinline.cases.api import Ground
from twinline.identity import Actor
from twinline.incidents import INCIDENT
from twinline.incidents.api import STEPS as INCIDENT_STEPS
from twinline.kernel.db import Tx
from twinline.kernel.machine import Machine
from twinline.simulate.model import Row
from twinline.simulate.town import Node

SAID = "已按规定处理并告知"
REASONED = frozenset(
    (
        "return", "reject_return", "refuse_extension", "reject_reply", "redo", "withdraw", "unmerge", "unit_return",
        "invalidate", "cancel", "urge", "ask_help",
    )
)  # fmt: skip


def machine_of(order: Row) -> Machine:
    return CASE if order["kind"] == "case" else INCIDENT


def steps_of(order: Row) -> dict[str, Any]:
    return dict(CASE_STEPS if order["kind"] == "case" else INCIDENT_STEPS)


async def take_step(
    tx: Tx, node: Node, who: Actor, order: Row, event: str, *, version: int, body: dict[str, Any]
) -> None:
    """What the route of the step does. Raises Problem."""
    shape, action = steps_of(order)[event]
    ground: Any = Ground(node.city, node.desk.rulebook, 3) if order["kind"] == "case" else node.city
    who.require(machine_of(order).permission_of(event))
    await action(tx, ground, who, Change(order["id"], version), shape(version=version, **body))


def filled_in(dice: random.Random, node: Node, order: Row, event: str, *, ending: bool) -> dict[str, Any]:
    """The body of a step."""
    lead, sent = node.units("unit_clerk"), node.units("police_unit")
    dice.shuffle(lead)
    dice.shuffle(sent)
    told = {"told_by": "phone"}
    case = order["kind"] == "case"
    bodies: dict[str, dict[str, Any]] = {
        "answer": {"reply": SAID},
        "reply": {"reply": SAID},
        "co_reply": {"reply": SAID},
        "ask_extension": {"days": dice.randrange(1, 5), "reason": SAID},
        "revisit": {"contacted": dice.random() < 0.8, "solved": True, "satisfied": dice.randrange(1, 6)},
        "close": (told if ending or dice.random() < 0.7 else {}) if case else {},
        "close_unvisited": {"reason": SAID, **told},
        "feed_back": {"result_code": "01", "result": SAID, "class_code": "200000"},
        "classify": {"class_code": "200000", "reason": SAID},
    }
    if event == "dispatch":
        return {"lead": lead[0], "co": tuple(lead[1 : dice.randrange(1, 3)])} if case else {"units": sent[:1]}
    if event in ("set_out", "arrive"):
        return {"unit_id": sent[0]}
    return bodies.get(event, {"reason": SAID} if event in REASONED else {})
