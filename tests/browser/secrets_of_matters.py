"""Matters of every kind of secrecy, each with words that nothing else holds; and who may know of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from browser.test_every_page import until_delivered
from support.attachments import JPEG, add
from support.city import CIVIL, NOISE, POLICE, appeal, offer, order_of, register, step, unit_id
from support.people import People, Person
from twinline.appeals.store import PERSONAL_FIELDS

URBAN = "440106-urban_management"
STATION = "440106-public_security"
TRAFFIC = "440106-traffic_police"
FAR = "440104-urban_management"


@dataclass(slots=True)
class Matter:
    """What is known of a matter without asking the product: whom it was told, and what would betray it."""

    name: str
    number: int
    keeper: Person
    told: set[str]
    division: str = "440106"
    restricted: bool = False
    confidential: bool = False
    complained: str | None = None
    units: set[str] = field(default_factory=set)
    id: str = ""
    case: str | None = None
    traces: set[str] = field(default_factory=set)
    words: str = ""

    @property
    def mark(self) -> str:
        return f"青竹巷暗号第{self.number}号"

    @property
    def caller(self) -> str:
        return f"竺无名第{self.number}"

    @property
    def phone(self) -> str:
        return f"199-0000-{self.number}"

    @property
    def nobody(self) -> list[str]:
        """What no answer holds unless somebody asks for it with a reason."""
        return [self.caller, self.phone, self.phone.replace("-", "")]

    @property
    def form(self) -> dict[str, Any]:
        """Every field of a form that says who called, or from where."""
        said: dict[str, Any] = {
            "line_owner": f"机主竺某{self.number}",
            "line_address": f"无名路{self.number}号院",
            "recording": f"rec-{self.number}",
            "source_id": f"src-{self.number}",
            "caller_sex": "2",
            "caller_lon": float(f"113.3{self.number}1"),
            "caller_lat": float(f"23.1{self.number}2"),
            "located_lon": float(f"113.3{self.number}3"),
            "located_lat": float(f"23.1{self.number}4"),
        }
        assert set(said) == PERSONAL_FIELDS, "a personal field that no matter here holds"
        return said

    @property
    def personal(self) -> list[str]:
        """What handling and police units learn of no confidential caller."""
        return [*(str(said) for said in self.form.values() if said != "2"), self.voice]

    @property
    def voice(self) -> str:
        return f"来电原声{self.number}.jpg"

    def known_to(self, person: Person) -> bool:
        """Whether the person may know that it is there: platform, area, unit and record class of the account."""
        who = person.actor
        if not who.can("appeal.read") or (self.restricted and not who.can("restricted.read")):
            return False
        if who.platform not in self.told or self.complained == str(who.unit_id):
            return False
        if who.scope == "unit":
            return str(who.unit_id) in self.units
        return who.scope == "platform" or self.division.startswith(who.division)

    def caller_known_to(self, person: Person) -> bool:
        """Whether the particulars of the caller that a form holds may be known."""
        return self.known_to(person) and not (self.confidential and person.actor.scope == "unit")


async def enter(matter: Matter, words: str, **fields: Any) -> Matter:
    """Register it, with a photo and with a recording that tells who called."""
    fields |= {"restricted": matter.restricted, "confidential": matter.confidential, "auto_handover": False}
    fields |= {"complained_unit_id": matter.complained, "division": matter.division, "form": matter.form}
    matter.words = words
    said = {"phone": matter.phone, "caller": matter.caller, "address": f"{matter.mark}门前"}
    made = await register(matter.keeper, f"{matter.mark}，{words}", **said, **fields)
    matter.id, matter.traces = made["id"], {matter.mark, made["id"], made["number"]}
    await add(matter.keeper, matter.id, JPEG, name=f"{matter.mark}.jpg")
    await add(matter.keeper, matter.id, JPEG, name=matter.voice, personal=True)
    return matter


async def give(staff: People, matter: Matter, unit: str) -> None:
    """Let a unit of the keeper's platform handle it."""
    lead = unit_id(staff, unit)
    order = await order_of(matter.keeper, matter.id, matter.keeper.actor.platform)
    if order["kind"] == "case":
        keeper = staff.leader_12345 if matter.restricted else staff.dispatcher
        await step(keeper, order, "dispatch", lead=lead, note=f"{matter.mark}批示")
    else:
        keeper = staff.leader_110 if matter.restricted else staff.police_dispatcher
        await step(keeper, order, "dispatch", units=[lead])
    matter.units.add(lead)


async def hand_over(staff: People, matter: Matter) -> None:
    """Offer it to the other side, which knows of it from then on."""
    order = await order_of(matter.keeper, matter.id, matter.keeper.actor.platform)
    made = await offer(matter.keeper, order, reason=f"{matter.mark}转办")
    matter.told |= {"12345", "110"}
    if not matter.restricted:
        await until_delivered(staff, made["id"])


async def ask_help(matter: Matter) -> None:
    """Ask the other side to act jointly; it knows of the matter from then on."""
    order = await order_of(matter.keeper, matter.id, matter.keeper.actor.platform)
    body = {"order_kind": order["kind"], "order_id": order["id"], "version": order["version"]}
    reply = await matter.keeper.api.post("/api/v1/joint-actions", json=body | {"request": f"{matter.mark}请协助"})
    assert reply.status_code == 201, reply.text
    matter.told |= {"12345", "110"}


async def note_all(matter: Matter) -> None:
    """Take in whatever hangs on it by now."""
    seen = await appeal(matter.keeper, matter.id)
    for part in (*seen["orders"], *seen["handovers"], *seen["joint_actions"]):
        matter.traces |= {part["id"], part["number"]}
    matter.case = next((order["id"] for order in seen["orders"] if order["kind"] == "case"), None)


async def seeded(staff: People) -> list[Matter]:
    """A matter of every kind that somebody may not see."""
    urban, station = unit_id(staff, URBAN), unit_id(staff, STATION)
    lead, duty = staff.leader_12345, staff.leader_110
    made = [
        await enter(Matter("12345's own", 7301, staff.agent, {"12345"}), CIVIL),
        await enter(Matter("110's own", 7402, staff.call_taker, {"110"}), POLICE),
        await enter(Matter("another area's", 7503, staff.agent, {"12345"}, division="440104"), CIVIL),
        await enter(Matter("handed over", 7604, staff.agent, {"12345"}), NOISE),
        await enter(Matter("restricted", 7705, lead, {"12345"}, restricted=True), POLICE),
        await enter(Matter("110's restricted", 7806, duty, {"110"}, restricted=True), POLICE),
        await enter(Matter("confidential", 7907, staff.agent, {"12345"}, confidential=True), CIVIL),
        await enter(Matter("110's confidential", 8208, staff.call_taker, {"110"}, confidential=True), POLICE),
        await enter(Matter("complaint", 8309, staff.agent, {"12345"}, complained=urban), CIVIL),
        await enter(Matter("110's complaint", 8410, duty, {"110"}, complained=station), POLICE),
        await enter(Matter("joint", 8511, staff.agent, {"12345"}), NOISE),
    ]
    others = {STATION: TRAFFIC, URBAN: FAR}
    for matter in made:
        if matter.name in ("handed over", "restricted"):
            await hand_over(staff, matter)
        else:
            unit = STATION if matter.keeper.actor.platform == "110" else URBAN
            await give(staff, matter, others[unit] if matter.complained or matter.division == "440104" else unit)
    await ask_help(made[-1])
    for matter in made:
        await note_all(matter)
    return made
