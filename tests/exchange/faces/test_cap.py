"""CAP 1.2: warnings become hints once, are brought up to date and cancelled; hostile or doubtful XML is refused; an
incident goes out without words and persons (R44, R92)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from contract.scene import fingerprint
from support.city import DANGER, POLICE, order_of, register, step, unit_id
from support.database import ShiftClock
from support.people import People, Person
from twinline.exchange.faces.cap.model import NAMESPACE, kind_of
from twinline.exchange.faces.cap.reading import warned
from twinline.kernel.db import Database

XML = {"Content-Type": "application/cap+xml"}
NOW = datetime.now(UTC).replace(microsecond=0)


def warning(
    *, head: str = "", info: str = "", area: str = "", drop: str = "", prefix: str = "", **values: Any
) -> bytes:
    """A warning of heavy rain; ``values`` replace elements, ``drop`` leaves one out."""
    said = {
        "identifier": "44010041600000_20261122200000",
        "sender": "met.guangzhou.example",
        "sent": NOW.isoformat(),
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
        "references": "",
        "language": "zh-CN",
        "category": "Met",
        "event": "暴雨红色预警",
        "urgency": "Immediate",
        "severity": "Extreme",
        "certainty": "Likely",
        "expires": (NOW + timedelta(hours=6)).isoformat(),
        "headline": "天河区暴雨红色预警",
        "description": "三小时内降雨量将达100毫米以上",
        "areaDesc": "天河区",
    } | values
    said.pop(drop, None)
    p = f"{prefix}:" if prefix else ""

    def tags(*names: str) -> str:
        return "".join(
            f"<{p}{n}>{said[n]}</{p}{n}>" for n in names if said.get(n) is not None and (said[n] or n != "references")
        )

    alert = tags("identifier", "sender", "sent", "status", "msgType", "scope", "references")
    inner = tags(
        "language", "category", "event", "urgency", "severity", "certainty", "expires", "headline", "description"
    )
    where = f"<{p}area>{tags('areaDesc')}{area}</{p}area>"
    space = f'xmlns:{prefix}="{NAMESPACE}"' if prefix else f'xmlns="{NAMESPACE}"'
    return f"{head}<{p}alert {space}>{alert}<{p}info>{inner}{info}{where}</{p}info></{p}alert>".encode()


async def sent(person: Person, content: bytes, expect: int = 201) -> dict[str, Any]:
    reply = await person.api.post("/api/v1/alerts", content=content, headers=XML)
    assert reply.status_code == expect, reply.text
    return reply.json()


async def hints(person: Person, **params: Any) -> list[dict[str, Any]]:
    reply = await person.api.get("/api/v1/alerts", params=params)
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def test_a_warning_becomes_a_hint_once(people: People, db: Database) -> None:
    made = await sent(people.machine_12345, warning())
    assert await sent(people.leader_110, warning(prefix="cap")) == made
    for person in (people.agent, people.call_taker, people.supervisor):
        (hint,) = await hints(person)
        assert (hint["id"], hint["kind"], hint["event"]) == (made["id"], "emergency", "暴雨红色预警")
        assert hint["divisions"] == ["440106"]
        assert datetime.fromisoformat(hint["ends_at"]) == NOW + timedelta(hours=6)


async def test_it_ends_by_itself(people: People, db: Database, clock: ShiftClock) -> None:
    await sent(people.machine_12345, warning())
    await sent(people.machine_12345, warning(identifier="b", drop="expires"))
    clock.advance(timedelta(hours=7))
    assert [hint["identifier"] for hint in await hints(people.agent)] == ["b"], "a day unless it says when"
    clock.advance(timedelta(hours=18))
    assert await hints(people.agent) == []


async def test_it_is_brought_up_to_date_and_cancelled(people: People, db: Database) -> None:
    reference = f"met.guangzhou.example,44010041600000_20261122200000,{NOW.isoformat()}"
    await sent(people.machine_12345, warning())
    await sent(
        people.machine_12345, warning(identifier="u", msgType="Update", references=reference, severity="Moderate")
    )
    assert [(h["identifier"], h["kind"]) for h in await hints(people.agent)] == [("u", "surge")]
    cancel = warning(identifier="c", msgType="Cancel", references=f"met.guangzhou.example,u,{NOW.isoformat()}")
    ended = await sent(people.machine_12345, cancel)
    assert ended["id"]
    assert await sent(people.machine_12345, cancel) == ended
    assert await hints(people.agent) == []
    other = warning(identifier="d", msgType="Cancel", references=f"someone.else,u,{NOW.isoformat()}")
    assert (await sent(people.machine_12345, other, expect=404))["code"] == "exchange.no_alert"


@pytest.mark.parametrize(
    "change", [{"status": "Exercise"}, {"status": "Test"}, {"status": "Draft"}, {"msgType": "Ack"}]
)
async def test_an_exercise_is_no_hint(people: People, db: Database, change: dict[str, str]) -> None:
    before = fingerprint(db)
    assert await sent(people.machine_12345, warning(**change)) == {"id": None}
    assert fingerprint(db) == before


async def test_places_by_code_and_by_name(people: People, db: Database) -> None:
    code = "<geocode><valueName>GB/T 2260</valueName><value>{}</value></geocode>"
    await sent(people.machine_12345, warning(area=code.format("440100")))
    await sent(people.machine_12345, warning(identifier="x", area=code.format("USZ012"), areaDesc="广东省广州市越秀区"))
    await sent(people.machine_12345, warning(identifier="y", areaDesc="the coast"))
    found = {h["identifier"][:1]: h["divisions"] for h in await hints(people.agent)}
    assert found == {"4": ["440100"], "x": ["440104"], "y": []}
    assert {h["identifier"][:1] for h in await hints(people.agent, division="440106")} == {"4", "y"}
    assert {h["identifier"][:1] for h in await hints(people.agent, division="440100")} == {"4", "x", "y"}
    reply = await people.agent.api.get("/api/v1/alerts?division=999999")
    assert reply.status_code == 422


@pytest.mark.parametrize(
    ("severity", "urgency", "certainty", "kind"),
    [
        ("Extreme", "Immediate", "Observed", "emergency"),
        ("Severe", "Expected", "Possible", "emergency"),
        ("Severe", "Future", "Likely", "surge"),
        ("Severe", "Immediate", "Unlikely", "surge"),
        ("Moderate", "Immediate", "Observed", "surge"),
        ("Unknown", "Unknown", "Unknown", "surge"),
    ],
)
def test_what_kind_of_hint(severity: str, urgency: str, certainty: str, kind: str) -> None:
    info = warned(warning(severity=severity, urgency=urgency, certainty=certainty)).info
    assert info is not None
    assert kind_of(info) == kind


def test_the_part_in_chinese_counts() -> None:
    english = "<language>en-US</language><category>Met</category><event>Rain</event><urgency>Future</urgency>"
    english += "<severity>Minor</severity><certainty>Likely</certainty>"
    content = warning().replace(b"<info>", f"<info>{english}</info><info>".encode(), 1)
    info = warned(content).info
    assert info is not None
    assert info.event == "暴雨红色预警"


BOMB = "<!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
FILE = "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
HOSTILE = {
    "an entity that grows": warning(head=BOMB, headline="&b;"),
    "an entity of a file": warning(head=FILE, headline="&a;"),
    "a document type": warning(head="<!DOCTYPE alert>"),
    "a document type from elsewhere": warning(head="<!DOCTYPE alert SYSTEM 'http://127.0.0.1/x.dtd'>"),
    "too deep": warning(info="<a>" * 60 + "</a>" * 60),
    "cut off": warning()[:-10],
    "nothing": b"",
    "JSON": b'{"alert": {}}',
    "UTF-7": b"<?xml version='1.0' encoding='utf-7'?>" + warning(),
    "an encoding nobody knows": b"<?xml version='1.0' encoding='x'?>" + warning(),
    "control characters": warning(headline="a\x01b"),
    "another version": warning().replace(b"cap:1.2", b"cap:1.1"),
    "no namespace": warning().replace(f' xmlns="{NAMESPACE}"'.encode(), b""),
    "another element": warning().replace(b"alert", b"alarm"),
    "two of one": warning(info="<event>另一个</event>"),
    "too many areas": warning(info="<area><areaDesc>x</areaDesc></area>" * 101),
    "a time without a zone": warning(sent="2026-11-22T20:00:00"),
    "no time": warning(sent="yesterday"),
    "a bad end": warning(expires="soon"),
    "a name with spaces": warning(identifier="a b"),
    "bad references": warning(references="x"),
}
NEEDED = ("status", "msgType", "scope", "category", "urgency", "severity", "certainty")
HOSTILE |= {f"an unknown {name}": warning(**{name: "Maybe"}) for name in NEEDED}
HOSTILE |= {f"without {n}": warning(drop=n) for n in (*NEEDED, "identifier", "sender", "sent", "event", "areaDesc")}


@pytest.mark.parametrize("what", HOSTILE)
async def test_what_is_hostile_or_doubtful_is_refused(people: People, db: Database, what: str) -> None:
    before = fingerprint(db)
    refused = await sent(people.machine_12345, HOSTILE[what], expect=422)
    assert refused["code"] in ("exchange.bad_xml", "exchange.bad_cap"), what
    assert fingerprint(db) == before


async def test_a_large_one_is_refused(people: People, db: Database) -> None:
    content = warning(description="长" * 400_000)
    assert (await people.machine_12345.api.post("/api/v1/alerts", content=content, headers=XML)).status_code in (
        413,
        422,
    )


async def cap(person: Person, order: dict[str, Any]) -> tuple[bytes, ElementTree.Element]:
    reply = await person.api.get(f"/api/v1/police-orders/{order['id']}/cap")
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"].startswith("application/cap+xml")
    return reply.content, ElementTree.fromstring(reply.content)


async def test_an_incident_goes_out(people: People, db: Database) -> None:
    made = await register(
        people.call_taker,
        DANGER,
        caller="竺无名",
        phone="199-0000-7310",
        address="棠下村十三巷",
        lon=113.38123,
        lat=23.13123,
    )
    order = await order_of(people.call_taker, made["id"], "110")
    content, _ = await cap(people.call_taker, order)
    read = warned(content)
    assert (read.status, read.scope, read.sender) == ("Actual", "Restricted", people.app.state.settings.instance)
    info = read.info
    assert info is not None
    assert (info.urgency, info.severity, kind_of(info)) == ("Immediate", "Severe", "emergency")
    assert info.areas[0].geocodes == ("440106",)
    text = content.decode()
    assert not [trace for trace in ("竺", "7310", "棠下", "刀", "113.381", "23.131") if trace in text]
    assert "23.13,113.38 1.0" in text


async def test_its_end_is_said(people: People, db: Database) -> None:
    order = await order_of(people.call_taker, (await register(people.call_taker, POLICE))["id"], "110")
    first, _ = await cap(people.call_taker, order)
    order = await step(people.call_taker, order, "cancel", reason="误报")
    last, root = await cap(people.call_taker, order)
    assert warned(first).identifier != warned(last).identifier
    assert warned(last).message == "Update"
    assert warned(last).references == ((warned(first).sender, warned(first).identifier),)
    info = warned(last).info
    assert info is not None
    assert info.urgency == "Past"
    assert root.findtext(f".//{{{NAMESPACE}}}responseType") == "AllClear"
    assert unit_id(people, "440106-public_security") not in last.decode()
