"""Invented officers at work. They know nothing but the public API and take only steps that it offers them.

Chance is a digest of the order and the step, so that the same order always meets the same fate and every kind of
thing is seen: direct answers, returns, extensions, redo, handovers taken, given back, negotiated and run out.
"""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import structlog

from twinline.demo.client import Api, Reply, ServerAway
from twinline.demo.credentials import ACCOUNTS, OFFICE_110, Credentials
from twinline.kernel.messages import text

Row = Mapping[str, Any]

TO_POLICE = frozenset(("110", "119", "120", "122"))
PATHS = {"case": "/work-orders", "incident": "/police-orders"}
UNIT_EVENT = {"dispatched": "sign", "signed": "set_out", "en_route": "arrive", "on_scene": "feed_back"}
NEXT_EVENT = {"sign": "set_out", "set_out": "arrive", "arrive": "feed_back"}
LEADERS = {"12345": "leader_12345", "110": "leader_110"}
FRONT = {"12345": "agent", "110": "call_taker"}
DESKS = {"12345": "12345", "110": "110"}
CASE_STATES = frozenset(
    ("registered", "dispatched", "signed", "handling", "returning", "replied", "reviewed", "revisited", "answered")
)
EVERYBODY = (*ACCOUNTS, *OFFICE_110)
FAULTS_MAX = 20
DELAY_S = (2.0, 15.0)

log = structlog.get_logger(__name__)


Act = Callable[[], bool]


class Step(NamedTuple):
    """Who does what, with which words; ``once`` marks what happens to an order only once."""

    who: str
    event: str
    body: Mapping[str, Any] = {}
    once: bool = False


def lot(subject: str, step: str) -> float:
    """A fixed number from 0 to 1 for a step of an order."""
    return int.from_bytes(hashlib.sha256(f"{subject}:{step}".encode()).digest()[:6]) / (1 << 48)


def say(what: str) -> str:
    return text(f"demo.say.{what}")


@dataclass(slots=True)
class Cast:
    """Everybody of the demo. ``tempo`` 0: each step as soon as it is possible; 1: as people would. ``away``: units by
    their codes whose orders are another's to answer."""

    port: int
    credentials: Credentials
    tempo: float = 1.0
    away: frozenset[str] = frozenset()
    steps: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])
    _apis: dict[str, Api] = field(default_factory=dict[str, Api])
    _units: dict[str, Row] = field(default_factory=dict[str, Row])
    _done: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    _seen: dict[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])
    _hiring: threading.Lock = field(default_factory=threading.Lock)
    _decisions: dict[str, Row] = field(default_factory=dict[str, Row])

    def run(self, platform: str, stop: threading.Event, *, pause_s: float = 1.0) -> None:
        """One side's people work until stopped, also across restarts of the server."""
        while not stop.is_set():
            try:
                moved = self.turn(platform, stop)
            except ServerAway:
                moved = 0
            stop.wait(0 if moved and not self.tempo else pause_s)

    def turn(self, platform: str, stop: threading.Event) -> int:
        """Let everybody of a side act once on what is before them; how many did."""
        orders = self._cases if platform == "12345" else self._incidents
        moved = 0
        for acts in (self._joints(platform), self._handovers(platform), orders()):
            for act in acts:
                if stop.is_set():
                    return moved
                moved += act()
        return moved

    # --- who ---------------------------------------------------------------------------------------------------------

    def of_role(self, role: str) -> Api:
        """Somebody with this role, everybody in turn."""
        logins = [spec.login for spec in EVERYBODY if spec.role == role and spec.login in self.credentials.keys]
        return self._api(logins[self.steps.total() % len(logins)])

    def _api(self, login: str) -> Api:
        if login not in self._apis:
            self._apis[login] = Api(self.port, self.credentials.keys[login])
        return self._apis[login]

    def of_unit(self, unit_id: str) -> Api | None:
        """The officer of a unit; one is appointed through the API when the unit has none."""
        unit = self._unit(unit_id)
        known = next((s.login for s in EVERYBODY if unit and s.unit == unit["code"]), None)
        if unit is None or unit["code"] in self.away:
            return None
        if known:
            return self._api(known) if known else None
        login = f"jingban.{unit['code']}".replace("_", ".")
        with self._hiring:
            if login not in self.credentials.keys and not self._appoint(login, unit):
                return None
        return self._api(login)

    def _appoint(self, login: str, unit: Row) -> bool:
        role = "unit_clerk" if unit["platform"] == "12345" else "police_unit"
        admin = self.of_role("account_admin")
        name = say(f"surname_{int(lot(login, 'name') * 10)}") + say("given")
        body = {"login": login, "name": name, "platform": unit["platform"], "unit_id": unit["id"], "roles": [role]}
        made = admin.post("/accounts", body)
        key = admin.post("/api-keys", {"login": login, "name": "demo"}) if made.ok or made.status == 409 else made
        if not key.ok:
            self._fault("appoint", key)
            return False
        self.credentials.keys[login] = key.body["key"]
        self.credentials.save()
        return True

    def _unit(self, unit_id: str) -> Row | None:
        if not self._units:
            self._units = {unit["id"]: unit for unit in self.of_role("account_admin").every("/registry/units")}
        return self._units.get(unit_id)

    def duty_unit(self, platform: str, department: str, division: str | None) -> str | None:
        """The department's unit of the place, else the city's, else the platform's desk."""
        self._unit("")
        areas = [division[:length] for length in (12, 9, 6) if division and len(division) >= length]
        for area in [*areas, f"{areas[-1][:4]}00" if areas else "440100"]:
            for unit in self._units.values():
                if (unit["platform"], unit["department"], unit["division"]) == (platform, department, area):
                    return unit["id"]
        return next((u["id"] for u in self._units.values() if u["code"] == DESKS[platform]), None)

    def decision(self, row: Row) -> Row:
        """How the appeal was judged, read once."""
        appeal_id = row["appeal_id"]
        if appeal_id not in self._decisions:
            reply = self.of_role(LEADERS[row["platform"]]).get(f"/appeals/{appeal_id}")
            found: list[Row] = reply.body["decisions"] if reply.ok else []
            self._decisions[appeal_id] = found[-1] if found else {"owner": row["platform"], "department": ""}
        return self._decisions[appeal_id]

    # --- acting ------------------------------------------------------------------------------------------------------

    def _ripe(self, row: Row) -> bool:
        """Whether the row has lain as long as it takes people to get to it. Danger does not wait."""
        key = (row["id"], row["version"])
        now, (least, most) = time.monotonic(), DELAY_S
        since = self._seen.setdefault(key, now)
        wait = 0.0 if row["danger"] else least + (most - least) * lot(*map(str, key))
        return now - since >= wait * self.tempo

    def _take(self, who: Api, kind: str, row: Row, step: Step, seen: Row | None = None) -> Row | None:
        """Take the step if the API offers it to this person; the order as it is then. ``seen`` is how the person
        saw it last."""
        path = f"{PATHS[kind]}/{row['id']}"
        detail = seen or who.get(path).body
        if step.event not in [a["event"] for a in detail.get("actions", ())]:
            return None
        reply = who.post(f"{path}/{step.event}", {"version": detail["version"], **step.body})
        return reply.body if self._note(f"{kind}.{step.event}", row, step, reply) else None

    def _note(self, what: str, row: Row, step: Step, reply: Reply) -> bool:
        self._seen.pop((row["id"], row["version"]), None)
        if step.once:
            self._done.add((row["id"], step.event))
        if reply.ok:
            self.steps[what] += 1
        elif reply.status not in (404, 409):
            self._fault(what, reply)
        return reply.ok

    def _fault(self, what: str, reply: Reply) -> None:
        log.warning("demo.step_failed", step=what, status=reply.status, answer=reply.body)
        self.faults = [*self.faults, f"{what}: {reply.status} {reply.body}"][-FAULTS_MAX:]

    def _chance(self, row: Row, event: str, share: float) -> bool:
        """Whether the rare thing happens to this order now, which it does once at most."""
        return (row["id"], event) not in self._done and lot(row["id"], event) < share

    def _offer(self, kind: str, row: Row, reason_code: str) -> bool:
        """The front desk offers the order to the other side."""
        who = self.of_role(LEADERS[row["platform"]] if row.get("restricted") else FRONT[row["platform"]])
        body = {
            "order_kind": kind, "order_id": row["id"], "version": row["version"], "reason_code": reason_code,
            "reason": say(f"offer_{reason_code}"),
        }  # fmt: skip
        return self._note("handover.offer", row, Step("", "offer", once=True), who.post("/handovers", body))

    # --- handovers and joint actions ---------------------------------------------------------------------------------

    def _handovers(self, platform: str) -> Iterator[Act]:
        for row in self.of_role(LEADERS[platform]).every("/handovers", open=True):
            step = self._handover_step(row)
            if step and self._ripe(row):
                yield lambda row=row, step=step: self._handle("handover", row, step)

    def _handover_step(self, row: Row) -> Step | None:
        settle, me = lot(row["id"], "settle"), row["platform"]
        if row["side"] == "destination" and row["state"] in ("offered", "delivered"):
            fate = 0.0 if row["danger"] else lot(row["id"], "fate")
            if fate < 0.75:
                return Step(LEADERS[me], "accept", {"note": say("accept")})
            give_back = {"reason": say("give_back"), "basis": row["matter"]}
            return Step(LEADERS[me], "return", give_back) if fate < 0.93 else None
        # A third is agreed on by each side; the last third runs out and stays with the first receiver.
        yields = "origin" if settle < 0.35 else "destination" if settle < 0.7 else ""
        if row["state"] == "negotiating" and row["side"] == yields:
            return Step(LEADERS[me], "propose", {"owner": me, "reason": say("propose")}, once=True)
        return None

    def _joints(self, platform: str) -> Iterator[Act]:
        for row in self.of_role(LEADERS[platform]).every("/joint-actions", open=True, side="destination"):
            if row["state"] == "delivered" and self._ripe(row):
                step = Step(LEADERS[platform], "acknowledge", {"note": say("acknowledge")})
                yield lambda row=row, step=step: self._handle("joint", row, step)

    def _handle(self, kind: str, row: Row, step: Step) -> bool:
        path = f"/{'handovers' if kind == 'handover' else 'joint-actions'}/{row['id']}"
        who = self.of_role(step.who)
        detail = who.get(path)
        offered = [a["event"] for a in detail.body["actions"]] if detail.ok else []
        if step.event not in offered or (step.once and (row["id"], step.event) in self._done):
            return False
        return self._note(f"{kind}.{step.event}", row, step, who.post(f"{path}/{step.event}", step.body))

    # --- work orders -------------------------------------------------------------------------------------------------

    def _cases(self) -> Iterator[Act]:
        for row in self.of_role("leader_12345").every("/work-orders", open=True):
            if row["state"] in CASE_STATES and self._ripe(row):
                yield lambda row=row: self._case(row)

    def _case(self, row: Row) -> bool:
        found = self.of_role("leader_12345").get(f"/work-orders/{row['id']}")
        if not found.ok:
            return False
        if found.body["state"] == "registered" and self._hand_over(found.body):
            return True
        return self._go_on(found.body)

    def _go_on(self, order: Row) -> bool:
        """One step; without tempo, as many as one person can take one after the other."""
        seen, last, moved = None, None, False
        while step := self._case_step(order):
            who = self.of_unit(order["lead_unit_id"]) if step.who == "unit" else self._of_platform(order, step.who)
            seen = self._take(who, "case", order, step, seen if who is last else None) if who else None
            if seen is None or (step.who == "unit" and "escalate" in step.event):
                return moved
            order, last, moved = seen, who, True
            if self.tempo:
                break
        return moved

    def _case_step(self, order: Row) -> Step | None:
        steps: dict[str, Callable[[Row], Step | None]] = {
            "registered": self._registered, "dispatched": self._dispatched, "signed": self._signed,
            "handling": self._handling, "returning": self._returning, "replied": self._replied,
            "reviewed": self._reviewed, "revisited": self._revisited, "answered": self._answered,
        }  # fmt: skip
        return steps[order["state"]](order) if order["state"] in steps else None

    def _of_platform(self, order: Row, role: str) -> Api:
        """Restricted orders are seen and handled by the leader alone."""
        return self.of_role("leader_12345" if order["restricted"] else role)

    def _hand_over(self, order: Row) -> bool:
        """What is the police's goes to 110 unless it was there."""
        if order["mirror"] or self.decision(order)["owner"] not in TO_POLICE or not self._chance(order, "offer", 1):
            return False
        return self._offer("case", order, "danger" if order["danger"] else "duty")

    def _registered(self, order: Row) -> Step | None:
        decision = self.decision(order)
        if order["mirror"] and not order["loop_open"]:
            return None
        if decision["owner"] == "none" and not order["mirror"] and not order["danger"]:
            return Step("agent", "withdraw", {"reason": say("withdraw")})
        if not order["danger"] and (order["type"] == "咨询" or lot(order["id"], "answer") < 0.12):
            return Step("agent", "answer", self._answer(order))
        routing = self._advice(order)["routing"]
        helping: Sequence[Row] = routing["co_handlers"] if lot(order["id"], "co") < 0.3 else ()
        said = {"lead": routing["lead"]["unit_id"], "co": [co["unit_id"] for co in helping], "note": say("dispatch")}
        return Step("dispatcher", "dispatch", said)

    def _answer(self, order: Row) -> Row:
        """The answer on the line; what is out of scope gets the script's words and its channel."""
        found = self._advice(order)["script"]
        if found and found["certain"]:
            return {"reply": found["script"]["words"], "told_by": "phone", "script": found["script"]["code"]}
        return {"reply": say("answer"), "told_by": "phone"}

    def _advice(self, order: Row) -> Row:
        """What the desk is told of the appeal: units, script, place."""
        return self.of_role("leader_12345").get(f"/appeals/{order['appeal_id']}/routing").body

    def _dispatched(self, order: Row) -> Step:
        if self._chance(order, "return", 0.07):
            return Step("unit", "return", {"reason": say("return"), "basis": say("return_basis")}, once=True)
        return Step("unit", "sign")

    def _signed(self, order: Row) -> Step:
        return Step("unit", "begin", {"note": say("begin")})

    def _handling(self, order: Row) -> Step:
        if order["extension"] == "asked":
            granted = lot(order["id"], "grant") < 0.8
            said = {"note": say("grant")} if granted else {"reason": say("refuse")}
            return Step("supervisor", "grant_extension" if granted else "refuse_extension", said)
        if self._chance(order, "ask_extension", 0.08):
            return Step("unit", "ask_extension", {"days": 3, "reason": say("extension")}, once=True)
        if self._chance(order, "escalate", 0.03):
            return Step("unit", "escalate", {"reason": say("escalate")}, once=True)
        return Step("unit", "reply", {"reply": say("reply")})

    def _returning(self, order: Row) -> Step:
        if lot(order["id"], "uphold") < 0.4:
            return Step("dispatcher", "uphold_return", {"note": say("uphold")})
        return Step("dispatcher", "reject_return", {"reason": say("reject_return")})

    def _replied(self, order: Row) -> Step:
        if order["lead_unit_id"] and self._chance(order, "reject_reply", 0.05):
            return Step("supervisor", "reject_reply", {"reason": say("reject_reply")}, once=True)
        return Step("supervisor", "approve", {"note": say("approve")})

    def _reviewed(self, order: Row) -> Step | None:
        if order["mirror"]:
            return None
        if lot(order["id"], "unvisited") < 0.12:
            return Step("supervisor", "close_unvisited", {"reason": say("unvisited"), "told_by": "sms"})
        solved = lot(order["id"], "solved") < 0.9
        said = {"contacted": True, "solved": solved, "satisfied": 5 if solved else 2, "note": say("revisit")}
        return Step("agent", "revisit", said)

    def _revisited(self, order: Row) -> Step:
        if not order["solved"] and order["lead_unit_id"] and self._chance(order, "redo", 1):
            return Step("supervisor", "redo", {"reason": say("redo")}, once=True)
        return Step("agent", "close", {"told_by": "phone", "note": say("close")})

    def _answered(self, order: Row) -> Step | None:
        return None if order["mirror"] else Step("agent", "close", {"told_by": "phone", "note": say("close")})

    # --- police orders -----------------------------------------------------------------------------------------------

    def _incidents(self) -> Iterator[Act]:
        for row in self.of_role("leader_110").every("/police-orders", open=True):
            if row["state"] not in ("handing_over", "transferred") and self._ripe(row):
                yield lambda row=row: self._incident(row)

    def _incident(self, row: Row) -> bool:
        found = self.of_role("leader_110").get(f"/police-orders/{row['id']}")
        if not found.ok:
            return False
        if found.body["state"] == "received":
            return self._received(found.body)
        return self._fed_back(found.body) if found.body["state"] == "fed_back" else self._at_scene(found.body)

    def _received(self, order: Row) -> bool:
        owner = self.decision(order)["owner"]
        mine = not order["mirror"] and not order["danger"]
        if order["mirror"] and not order["loop_open"] and not order["danger"]:
            return False
        if mine and owner == "none":
            return self._by_110("call_taker", order, Step("", "invalidate", {"reason": say("invalidate")}))
        if mine and owner in ("12345", "utility") and self._chance(order, "offer", 1):
            return self._offer("incident", order, "duty")
        return self._by_110("police_dispatcher", order, self._dispatch(order))

    def _by_110(self, role: str, order: Row, step: Step) -> bool:
        who = self.of_role("leader_110" if order["restricted"] else role)
        return self._take(who, "incident", order, step) is not None

    def _dispatch(self, order: Row) -> Step:
        traffic = order["class_current"].startswith("30") and lot(order["id"], "traffic") < 0.8
        units = [self.duty_unit("110", "traffic_police" if traffic else "public_security", order["division"])]
        if lot(order["id"], "second") < 0.06:
            units.append(self.duty_unit("110", "public_security", None))
        return Step("", "dispatch", {"units": list(dict.fromkeys(units)), "note": say("send")})

    def _at_scene(self, order: Row) -> bool:
        """Each unit goes its own way: sign, set out, arrive, feed back."""
        for part in order["dispatches"]:
            event = UNIT_EVENT.get(part["state"])
            officer = self.of_unit(part["unit_id"]) if event and not part["released_at"] else None
            if officer and event and self._go(officer, order, event):
                return True
        return False

    def _go(self, officer: Api, order: Row, event: str | None) -> bool:
        """One step of a unit; without tempo all that are left."""
        seen, moved = None, False
        while event:
            seen = self._take(officer, "incident", order, self._unit_step(order, event), seen)
            if seen is None:
                break
            moved = True
            event = None if self.tempo else NEXT_EVENT.get(event)
        return moved

    def _unit_step(self, order: Row, event: str) -> Step:
        if event == "sign" and not order["danger"] and self._chance(order, "unit_return", 0.04):
            return Step("unit", "unit_return", {"reason": say("unit_return")}, once=True)
        if event == "feed_back":
            said = {"result_code": "01", "result": say("feed_back"), "class_code": order["class_current"]}
            return Step("unit", "feed_back", said)
        return Step("unit", event)

    def _fed_back(self, order: Row) -> bool:
        if order["mirror"] or order["loop_open"]:
            return False
        if self._chance(order, "offer", 0.06):
            return self._offer("incident", order, "civil_part")
        return self._by_110("police_dispatcher", order, Step("", "close", {"note": say("close_incident")}))
