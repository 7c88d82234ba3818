"""From facts to a document: its current state, every component with its prologue, every reference to what is in it."""

import html
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree  # only writes; nothing from outside is parsed here

from twinline.exchange.faces.eido.model import DANGER_MARK, OTHER, STATUS, UNIT_STATUS, VERSION, Facts, UnitPart
from twinline.places import Datum, Point

Component = dict[str, Any]
_PIDF = "urn:ietf:params:xml:ns:pidf"
_GP = "urn:ietf:params:xml:ns:pidf:geopriv10"
_CA = "urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr"
_GML = "http://www.opengis.net/gml"


def incident_id(number: str, instance: str) -> str:
    """The incident tracking identifier of an order or appeal."""
    return f"urn:emergency:uid:incidentid:{number}:{instance}"


def document(facts: Facts) -> Component:
    """The whole EIDO."""
    notes, links = list(_notes(facts)), list(_links(facts))
    people = list(_person(facts))
    parts: dict[str, Any] = {
        "linkComponent": links,
        "incidentComponent": _incident(facts, notes, people),
        "callComponent": list(_calls(facts, people)),
        "callbackComponent": list(_callback(facts)),
        "dispatchComponent": [_dispatch(facts, unit) for unit in facts.units],
        "notesComponent": notes,
        "emergencyResourceComponent": [_resource(facts, unit) for unit in facts.units],
        "agencyComponent": list(_agencies(facts)),
        "agentComponent": list(_agents(facts)),
        "locationComponent": list(_locations(facts)),
        "personComponent": people,
    }
    head = _prologue(facts, incident_id(facts.order.number, facts.instance), facts.at)
    whole = head | {"eidoVersion": VERSION, "issuingElementIdentification": facts.instance}
    return whole | {name: part for name, part in parts.items() if part}


def _id(facts: Facts, kind: str, name: str) -> str:
    return f"urn:twinline:{facts.instance}:{kind}:{name}"


def _agency(facts: Facts, code: str) -> str:
    return _id(facts, "unit", code)


def _ref(target: str) -> Component:
    return {"$ref": target}


def _refs(parts: list[Component]) -> list[Component]:
    return [_ref(part["$id"]) for part in parts]


def _time(at: datetime) -> str:
    return at.isoformat()


def _prologue(facts: Facts, own: str, at: datetime, agency: str | None = None) -> Component:
    return {
        "$id": own,
        "lastUpdateTimeStamp": _time(at),
        "updatedByAgencyReference": _ref(_agency(facts, agency or facts.desk_code)),
    }


def _incident(facts: Facts, notes: list[Component], people: list[Component]) -> Component:
    order = facts.order
    grade = f"{order.grade} {DANGER_MARK}" if order.danger else str(order.grade)
    shown: Component = {
        "incidentTypeCommonRegistryText": OTHER,
        "incidentTypeInternalCode": order.class_current,
        "incidentTypeInternalText": facts.class_name or order.title,
        "incidentStatusCommonRegistryText": [STATUS.get(order.state, "Active")],
        "incidentStatusInternalText": [order.state],
        "internalIncidentId": order.number,
        "incidentPriorityInternalText": grade,
        "agentReference": [_ref(_agent(facts, facts.desk_code))],
        "notesReference": _refs(notes),
        "dispositionComponent": list(_dispositions(facts)),
        "locationReference": _refs(list(_locations(facts))),
        "personReference": _refs(people),
    }
    if order.division:
        shown["beatOrDispatchGroupText"] = order.division
    kept = {name: value for name, value in shown.items() if value != []}
    return _prologue(facts, _id(facts, "incident", order.number), facts.at) | kept


def _dispositions(facts: Facts) -> Iterator[Component]:
    for said in facts.feedback:
        yield _prologue(facts, _id(facts, "disposition", str(said["id"])), said["at"], said["unit_code"]) | {
            "dispositionCommonRegistryCode": OTHER,
            "dispositionPrimaryIndicator": said is facts.feedback[-1],
            "dispositionCategoryText": said["result_code"],
            "dispositionDescriptionText": said["result"],
        }


def _notes(facts: Facts) -> Iterator[Component]:
    """The words as said, then what was told to each unit. HTML, as the standard asks."""
    yield _note(facts, "words", facts.appeal.words, facts.order.opened_at)
    if supplement := facts.form.get("supplement"):
        yield _note(facts, "supplement", supplement, facts.order.opened_at)
    for unit in facts.units:
        if unit.note:
            yield _note(facts, unit.number, unit.note, unit.at)


def _note(facts: Facts, name: str, text: str, at: datetime) -> Component:
    shown = html.escape(text, quote=False).replace("\n", "<br>")
    own = _id(facts, "note", f"{facts.order.number}-{name}")
    return _prologue(facts, own, at) | {"notesActionComments": shown}


def _links(facts: Facts) -> Iterator[Component]:
    for number, reason in facts.links:
        yield _prologue(facts, _id(facts, "link", f"{facts.order.number}-{number}"), facts.at) | {
            "incidentTrackingIdentifier": incident_id(number, facts.instance),
            "transactionReasonText": reason,
            "linkDirectionCode": "RELATED",
        }


def _calls(facts: Facts, people: list[Component]) -> Iterator[Component]:
    if facts.channel != "voice":
        return
    shown: Component = {
        "callStateRegistryText": "callEnd",
        "standardPrimaryCallType": "emergency",
        "direction": "incoming",
        "callStartTimestamp": facts.form.get("called_at") or _time(facts.appeal.received_at),
        "agentReference": [_ref(_agent(facts, facts.desk_code))],
    }
    if answered := facts.form.get("answered_at"):
        shown["answerDate"] = answered
    if people:
        shown["personReference"] = _refs(people)
    yield _prologue(facts, _id(facts, "call", facts.order.number), facts.order.opened_at) | shown


def _person(facts: Facts) -> Iterator[Component]:
    if not facts.person or not any(facts.person.values()):
        return
    shown: Component = {"personIncidentRoleRegistryText": ["Caller"]}
    if name := facts.person.get("caller"):
        shown["ncPersonComponent"] = {"name": [{"personFullName": [{"value": name}]}]}
    if facts.person.get("phone"):
        shown["callBackReference"] = _ref(_id(facts, "callback", facts.order.number))
    yield _prologue(facts, _id(facts, "person", facts.order.number), facts.order.opened_at) | shown


def _callback(facts: Facts) -> Iterator[Component]:
    phone = (facts.person or {}).get("phone")
    if phone:
        own = _id(facts, "callback", facts.order.number)
        yield _prologue(facts, own, facts.order.opened_at) | {"callBackInformationUri": [f"tel:{phone}"]}


def _agencies(facts: Facts) -> Iterator[Component]:
    roles = {facts.desk_code: ["CallReceiving", "Dispatching"]}
    roles |= {unit.code: ["Dispatched"] for unit in facts.units}
    roles |= {said["unit_code"]: ["Dispatched"] for said in facts.feedback if said["unit_code"] not in roles}
    for code, role in roles.items():
        yield _prologue(facts, _agency(facts, code), facts.at) | {
            "agencyRoleDescriptionRegistryText": role,
            "agencyType": ["police"],
            "incidentOwningAgencyIndicator": code == facts.desk_code and facts.appeal.owner_platform == "110",
        }


def _agent(facts: Facts, code: str) -> str:
    return _id(facts, "agent", code)


def _agents(facts: Facts) -> Iterator[Component]:
    """Desks, not people: who sat there is nobody's business elsewhere."""
    roles = {facts.desk_code: "Call Taking"} | {unit.code: "Responding" for unit in facts.units}
    for code, role in roles.items():
        shown = {"agentRoleRegistryText": [role], "agencyReference": _ref(_agency(facts, code))}
        yield _prologue(facts, _agent(facts, code), facts.at) | shown


def _dispatch(facts: Facts, unit: UnitPart) -> Component:
    shown: Component = {
        "agencyReference": _ref(_agency(facts, unit.code)),
        "agentReference": _ref(_agent(facts, facts.desk_code)),
        "emergencyResourceReference": [_ref(_id(facts, "resource", unit.number))],
    }
    if unit.note:
        shown["notesReference"] = [_ref(_id(facts, "note", f"{facts.order.number}-{unit.number}"))]
    return _prologue(facts, _id(facts, "dispatch", unit.number), unit.at) | shown


def _resource(facts: Facts, unit: UnitPart) -> Component:
    return _prologue(facts, _id(facts, "resource", unit.number), unit.at, unit.code) | {
        "agentReference": [_ref(_agent(facts, unit.code))],
        "emergencyResourceTypeCommonRegistryText": OTHER,
        "emergencyResourceName": unit.name,
        "primaryUnitStatusRegistryText": UNIT_STATUS.get(unit.state, OTHER),
        "secondaryUnitStatusRegistryText": [],
        "resourceAttributeRegistryText": [],
        "unitStatusInternal": [unit.state],
    }


def _locations(facts: Facts) -> Iterator[Component]:
    appeal = facts.appeal
    if appeal.lon is None and not appeal.address and not appeal.division:
        return
    shown: Component = {"locationTypeDescriptionRegistryText": "Incident", "locationByValue": _pidf(facts)}
    if appeal.address:
        shown["locationDescriptionText"] = appeal.address
    yield _prologue(facts, _id(facts, "location", facts.order.number), facts.order.opened_at) | shown


def _pidf(facts: Facts) -> str:
    """PIDF-LO (RFC 4119, RFC 5491): a WGS84 point and a civic address, as far as they are known."""
    appeal = facts.appeal
    root = ElementTree.Element(f"{{{_PIDF}}}presence", {"entity": f"pres:{facts.order.number}@{facts.instance}"})
    tuple_ = ElementTree.SubElement(root, f"{{{_PIDF}}}tuple", {"id": "place"})
    status = ElementTree.SubElement(tuple_, f"{{{_PIDF}}}status")
    geopriv = ElementTree.SubElement(status, f"{{{_GP}}}geopriv")
    info = ElementTree.SubElement(geopriv, f"{{{_GP}}}location-info")
    if appeal.lon is not None and appeal.lat is not None:
        point = Point.given(appeal.lon, appeal.lat, appeal.datum).to(Datum.WGS84)
        shape = ElementTree.SubElement(info, f"{{{_GML}}}Point", {"srsName": "urn:ogc:def:crs:EPSG::4326"})
        ElementTree.SubElement(shape, f"{{{_GML}}}pos").text = f"{point.lat:.6f} {point.lon:.6f}"
    civic = ElementTree.SubElement(info, f"{{{_CA}}}civicAddress")
    for name, value in _civic(appeal.division, appeal.address).items():
        ElementTree.SubElement(civic, f"{{{_CA}}}{name}").text = value
    ElementTree.SubElement(geopriv, f"{{{_GP}}}usage-rules")
    return ElementTree.tostring(root, encoding="unicode")


def _civic(division: str | None, address: str) -> Mapping[str, str]:
    """LOC is what else is known of the place; ADDCODE is the division, which has no element of its own."""
    shown = {"country": "CN", "LOC": address, "ADDCODE": division or ""}
    return {name: value for name, value in shown.items() if value}
