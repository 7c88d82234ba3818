"""Promise 6: who may not see a record meets it in no answer, list, search, event or error — it might as well not be.

Every record here carries words that nothing else carries, so that a look through whole answers finds a leak wherever
it is.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from contract.badness import sample
from contract.scene import NOWHERE, body_schema, fingerprint, operations, problem_document
from support.city import CIVIL, POLICE, appeal, offer, order_of, register, settle, step, unit_id
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.kernel.outbox import EVERY_TOPIC, Subscription, pump, subscribe
from twinline.kernel.stopping import end
from twinline.oversight import board, remind

MARK = "青竹巷口暗号七三一"
PHONE = "199-0000-7310"
CALLER = "竺无名"
# Ids and times hold any few digits sooner or later.
CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+")


@dataclass(slots=True)
class Hidden:
    """A record, whose words name it, with everything that hangs on it; and who may not see it."""

    outsiders: list[Person]
    insider: Person
    appeal_id: str = ""
    orders: dict[str, str] = field(default_factory=dict)
    handover_id: str = str(NOWHERE)
    joint_id: str = str(NOWHERE)
    numbers: list[str] = field(default_factory=list)

    @property
    def traces(self) -> list[str]:
        ids = [self.appeal_id, *self.orders.values(), self.handover_id, self.joint_id]
        return [MARK, CALLER, "1990000", PHONE, *self.numbers, *(i for i in ids if i != str(NOWHERE))]


async def enter(hidden: Hidden, person: Person, words: str = CIVIL, **fields: Any) -> Hidden:
    """Register the record and note everything by which it could be known."""
    made = await register(person, f"{MARK}，{words}", phone=PHONE, caller=CALLER, **fields)
    hidden.appeal_id, hidden.orders = made["id"], {made["order"]["kind"]: made["order"]["id"]}
    hidden.numbers = [made["number"], made["order"]["number"]]
    return hidden


async def note_all(hidden: Hidden) -> Hidden:
    """Take in what came to be since: the other side's order, handovers, joint actions."""
    seen = await appeal(hidden.insider, hidden.appeal_id)
    for order in seen["orders"]:
        hidden.orders[order["kind"]] = order["id"]
        hidden.numbers.append(order["number"])
    for handover in seen["handovers"]:
        hidden.handover_id = handover["id"]
        hidden.numbers.append(handover["number"])
    for joint in seen["joint_actions"]:
        hidden.joint_id = joint["id"]
        hidden.numbers.append(joint["number"])
    return hidden


async def other_platform(people: People, db: Database) -> Hidden:
    """12345's own matter, of which 110 was told nothing."""
    outsiders = [people.call_taker, people.police_dispatcher, people.leader_110, people.officer, people.inspector]
    return await enter(Hidden(outsiders, people.agent), people.agent)


async def other_platform_of_110(people: People, db: Database) -> Hidden:
    """110's own matter, of which 12345 was told nothing."""
    outsiders = [people.agent, people.dispatcher, people.leader_12345, people.clerk, people.supervisor]
    return await enter(Hidden(outsiders, people.call_taker), people.call_taker, POLICE)


async def other_area(people: People, db: Database) -> Hidden:
    """A matter of another district than the account is bound to."""
    hidden = await enter(Hidden([people.area_agent], people.agent), people.agent, division="440106")
    return await linked(people, db, hidden)


async def linked(people: People, db: Database, hidden: Hidden) -> Hidden:
    """Let orders, a joint action and a handover hang on it, on both sides."""
    case = await order_of(hidden.insider, hidden.appeal_id, "12345")
    body = {"order_kind": "case", "order_id": case["id"], "version": case["version"], "request": MARK}
    asked = await hidden.insider.api.post("/api/v1/joint-actions", json=body)
    assert asked.status_code == 201, asked.text
    case = await order_of(hidden.insider, hidden.appeal_id, "12345")
    await offer(hidden.insider, case, reason=MARK)
    await settle(people, db)
    return await note_all(hidden)


async def other_unit(people: People, db: Database) -> Hidden:
    """An order that another unit was given; also for a police unit that was not sent."""
    police = await people.of("police_unit", "440104-public_security")
    hidden = await enter(Hidden([people.outsider, people.officer, police], people.agent), people.agent)
    case = await order_of(people.agent, hidden.appeal_id, "12345")
    lead = unit_id(people, "440106-urban_management")
    await step(people.dispatcher, case, "dispatch", lead=lead, note=MARK)
    return await note_all(hidden)


async def restricted(people: People, db: Database) -> Hidden:
    """A restricted record (R8, R20): only who holds restricted.read sees it, even of those who work on it."""
    clerk = people.clerk
    outsiders = [people.agent, people.dispatcher, people.call_taker, people.police_dispatcher, clerk, people.officer]
    hidden = Hidden(outsiders, people.leader_12345)
    await enter(hidden, people.leader_12345, POLICE, restricted=True)
    hidden = await linked(people, db, hidden)
    taken = await people.leader_110.api.post(f"/api/v1/handovers/{hidden.handover_id}/accept", json={"note": MARK})
    assert taken.status_code == 200, taken.text
    await settle(people, db)
    police = await order_of(people.leader_110, hidden.appeal_id, "110")
    await step(people.leader_110, police, "dispatch", units=[unit_id(people, "440106-public_security")])
    return await note_all(hidden)


async def complained_of(people: People, db: Database) -> Hidden:
    """A complaint about a unit is kept from that unit's people, and nobody can send it to them."""
    complained = unit_id(people, "440106-urban_management")
    hidden = Hidden([people.clerk], people.agent)
    await enter(hidden, people.agent, complained_unit_id=complained)
    case = await order_of(people.agent, hidden.appeal_id, "12345")
    await step(people.dispatcher, case, "dispatch", expect=409, lead=complained)
    await step(people.dispatcher, case, "dispatch", lead=unit_id(people, "440104-urban_management"))
    return await note_all(hidden)


KINDS = (other_platform, other_platform_of_110, other_area, other_unit, restricted, complained_of)
Make = Callable[[People, Database], Awaitable[Hidden]]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
async def hidden(request: pytest.FixtureRequest, people: People, db: Database) -> Hidden:
    made = await request.param(people, db)
    async with db.transaction() as tx:
        seen = await tx.conn.execute("SELECT count(*) FROM appeal WHERE words LIKE %s", [f"%{MARK}%"])
        assert (await seen.fetchone() or [0])[0] == 1
    return made


def address(template: str, hidden: Hidden) -> str | None:
    """The route's address with the record's ids; None when it is not about a record."""
    order = hidden.orders.get("incident" if "police-orders" in template else "case", str(NOWHERE))
    ids = {"appeal_id": hidden.appeal_id, "order_id": order}
    ids |= {"handover_id": hidden.handover_id, "joint_id": hidden.joint_id}
    filled = template
    for name, value in ids.items():
        filled = filled.replace(f"{{{name}}}", value)
    return None if filled == template or "{" in filled else filled


def leaks(text: str, hidden: Hidden, *, asked: str = "") -> list[str]:
    """Traces of the record in an answer; what was in the question is no leak."""
    return [trace for trace in hidden.traces if trace in text and trace not in asked]


async def test_every_route_about_it_is_404_as_if_it_were_not(people: People, db: Database, hidden: Hidden) -> None:
    document = people.app.openapi()
    before = fingerprint(db)
    tried = 0
    for person in hidden.outsiders:
        for method, path, operation in operations(document):
            url = address(path, hidden)
            if url is None or not person.actor.can(operation["x-permission"]):
                continue
            schema = body_schema(document, operation)
            body = {} if schema is None else {"json": sample(document, schema)}
            reply = await person.api.request(method, url, **body)
            where = f"{person.login}: {method} {url}: {reply.status_code} {reply.text[:300]}"
            assert reply.status_code == 404, where
            shown = problem_document(reply)
            nothing = address(path, Hidden([], person, str(NOWHERE)))
            same = problem_document(await person.api.request(method, nothing or url, **body))
            assert shown | {"request_id": ""} == same | {"request_id": ""}, where
            assert not leaks(reply.text, hidden), where
            tried += 1
    assert tried >= 3 * len(hidden.outsiders)
    assert fingerprint(db) == before


LISTS = (
    "/api/v1/appeals?limit=200",
    f"/api/v1/appeals?q={MARK}",
    "/api/v1/appeals?q=暗号",
    f"/api/v1/appeals?q={PHONE}",
    "/api/v1/appeals?division=44",
    "/api/v1/appeals?owner=12345&open=true",
    "/api/v1/work-orders?limit=200",
    "/api/v1/work-orders?open=true&mine=true",
    "/api/v1/police-orders?limit=200",
    "/api/v1/police-orders?mine=true",
    "/api/v1/handovers?limit=200",
    "/api/v1/joint-actions?limit=200",
    "/api/v1/clocks?limit=200",
    "/api/v1/reminders?limit=200",
    "/api/v1/board",
    "/api/v1/registry/units?words=青竹",
)


async def test_no_list_search_or_count_shows_it(people: People, db: Database, hidden: Hidden) -> None:
    await remind(db, people.app.state.city)
    counting = Subscription(board.SUBSCRIBER, EVERY_TOPIC, board.count)
    await subscribe(db, [counting])
    await pump(db, counting)
    lists = [*LISTS, *(f"/api/v1/appeals?q={number}" for number in hidden.numbers)]
    orders = [f"/api/v1/clocks?order_id={order}" for order in hidden.orders.values()]
    orders += [f"/api/v1/clocks?order_id={order}&state=stopped" for order in hidden.orders.values()]
    orders += [f"/api/v1/reminders?order_id={order}" for order in hidden.orders.values()]
    for person in hidden.outsiders:
        for url in (*lists, *orders):
            reply = await person.api.get(url)
            where = f"{person.login}: {url}: {reply.status_code} {reply.text[:300]}"
            assert reply.status_code in (200, 403), where
            assert not leaks(reply.text, hidden), where
            if url.endswith("/board") and reply.status_code == 200:
                assert not any(figure["total"] for figure in reply.json()["figures"].values()), where
            if reply.status_code == 200 and "items" in reply.json() and "registry" not in url:
                assert reply.json()["items"] == [], where


async def test_the_insider_does_see_it(people: People, db: Database, hidden: Hidden) -> None:
    """The looks above are worth something only if they find what is there."""
    reply = await hidden.insider.api.get(f"/api/v1/appeals?q={hidden.numbers[0]}")
    assert [row["id"] for row in reply.json()["items"]] == [hidden.appeal_id]
    kind = "work-orders" if "case" in hidden.orders and hidden.insider.actor.platform == "12345" else "police-orders"
    rows = (await hidden.insider.api.get(f"/api/v1/{kind}?limit=200")).json()["items"]
    assert any(MARK in row["title"] for row in rows)
    assert leaks((await hidden.insider.api.get(f"/api/v1/appeals/{hidden.appeal_id}")).text, hidden)


async def test_no_body_can_reach_for_it(people: People, db: Database, hidden: Hidden) -> None:
    """Its order as the target of a merge, an offer or a request is as unknown as one that is not there."""
    before = fingerprint(db)
    for person in hidden.outsiders:
        for kind, order in hidden.orders.items():
            order_of_it = {"order_kind": kind, "order_id": order, "version": 1}
            bodies = {
                "/api/v1/handovers": order_of_it | {"reason_code": "duty", "reason": "按职责"},
                "/api/v1/joint-actions": order_of_it | {"request": "请协助"},
            }
            for url, body in bodies.items():
                reply = await person.api.post(url, json=body)
                assert reply.status_code in (403, 404), f"{person.login}: {url}: {reply.text}"
                assert not leaks(reply.text, hidden)
    assert fingerprint(db) == before


async def test_a_merge_into_it_fails_as_into_nothing(people: People, db: Database) -> None:
    hidden = await enter(Hidden([people.agent], people.leader_12345), people.leader_12345, restricted=True)
    own = await order_of(people.agent, (await register(people.agent, CIVIL))["id"], "12345")
    before = fingerprint(db)
    refusals = []
    for into in (hidden.orders["case"], str(NOWHERE)):
        reply = await people.agent.api.post(
            f"/api/v1/work-orders/{own['id']}/merge", json={"version": own["version"], "into": into}
        )
        refusals.append((reply.status_code, problem_document(reply)["code"]))
    assert refusals == [(404, "cases.not_found")] * 2
    assert fingerprint(db) == before


async def test_the_same_phone_does_not_betray_it(people: People, db: Database) -> None:
    hidden = await enter(Hidden([people.agent], people.leader_12345), people.leader_12345, restricted=True)
    plain = await register(people.agent, CIVIL, phone=PHONE)
    shown = await appeal(people.agent, plain["id"])
    assert shown["contact"]["earlier"] == []
    assert not leaks(json.dumps(shown, ensure_ascii=False), hidden, asked=plain["number"])
    assert [e["id"] for e in (await appeal(people.leader_12345, plain["id"]))["contact"]["earlier"]] == [
        hidden.appeal_id
    ]


async def test_a_confidential_caller_is_unknown_to_handling_units(people: People, db: Database) -> None:
    """The unit sees the matter and works on it; who called is in no answer, timeline, form or event of it."""
    form = {"line_owner": CALLER, "line_address": "无名路七三一号", "recording": "rec-0731", "taker_name": "某甲"}
    form |= {"caller_sex": "2", "caller_lon": 113.3731, "caller_lat": 23.1731, "source_id": "src-0731"}
    form |= {"located_lon": 113.3732, "located_lat": 23.1732}
    made = await register(people.agent, CIVIL, phone=PHONE, caller=CALLER, confidential=True, form=form)
    lead = unit_id(people, "440106-urban_management")
    order = await step(people.dispatcher, await order_of(people.agent, made["id"], "12345"), "dispatch", lead=lead)
    secrets = (CALLER, "199", "7310", "无名路", "rec-0731", "113.373", "23.173", "src-0731")
    answers = [
        await people.clerk.api.get(f"/api/v1/appeals/{made['id']}"),
        await people.clerk.api.get(f"/api/v1/appeals/{made['id']}/timeline"),
        await people.clerk.api.get(f"/api/v1/work-orders/{order['id']}"),
        await people.clerk.api.get("/api/v1/work-orders"),
        await people.clerk.api.get(f"/api/v1/appeals?q={PHONE}"),
        await people.clerk.api.post(f"/api/v1/work-orders/{order['id']}/sign", json={"version": order["version"]}),
    ]
    for reply in answers:
        assert reply.status_code == 200, reply.text
        found = [secret for secret in secrets if secret in CHANCE.sub("", reply.text)]
        assert not found, f"{reply.request.url}: {found}"
    assert answers[0].json()["contact"] | {"received_at": "", "seed": False} == {
        "channel": "voice",
        "received_at": "",
        "seed": False,
        "external_id": None,
        "caller": None,
        "phone": None,
        "earlier": [],
    }
    assert answers[4].json()["items"] == [], "a phone that finds the record says whose it is"
    before = fingerprint(db)
    refused = await people.clerk.api.post(f"/api/v1/appeals/{made['id']}/reveal", json={"reason": "需要联系来电人"})
    assert problem_document(refused)["code"] == "appeals.not_found"
    assert fingerprint(db) == before
    desk = await people.agent.api.post(f"/api/v1/appeals/{made['id']}/reveal", json={"reason": "核对"})
    assert desk.json() == {"caller": CALLER, "phone": PHONE}


async def test_every_reveal_is_on_the_audit_trail(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL, phone=PHONE, caller=CALLER)
    shown = (await appeal(people.agent, made["id"]))["contact"]
    assert (shown["caller"], shown["phone"]) == ("竺**", "199****7310")
    await people.agent.api.post(f"/api/v1/appeals/{made['id']}/reveal", json={"reason": "回拨核实地址"})
    async with db.transaction() as tx:
        rows = await (await tx.conn.execute("SELECT account_id, action, subject_id::text, data FROM audit")).fetchall()
    assert [(r[1], r[2], r[3]["reason"]) for r in rows] == [("reveal", made["id"], "回拨核实地址")]
    assert rows[0][0] == people.agent.actor.account_id


async def test_events_of_it_are_not_sent(people: People, db: Database, live: str) -> None:
    """Whole streams are read: an outsider's has nothing of the record, an insider's has all of its kinds."""
    listeners = {"insider": people.leader_12345, "agent": people.agent, "police": people.call_taker}
    listeners |= {"area": people.area_agent, "unit": people.outsider, "complained": people.clerk}
    heard: dict[str, str] = dict.fromkeys(listeners, "")
    ready = asyncio.Event()

    async def listen(name: str, person: Person) -> None:
        headers = {"Authorization": f"Bearer {person.key}"}
        async with (
            httpx.AsyncClient(base_url=live, headers=headers, timeout=30) as client,
            client.stream("GET", "/api/v1/events") as stream,
        ):
            assert stream.headers["content-type"].startswith("text/event-stream")
            async for part in stream.aiter_text():
                heard[name] += part
                if all("event: ready" in text for text in heard.values()):
                    ready.set()

    tasks = [asyncio.create_task(listen(name, person)) for name, person in listeners.items()]
    await asyncio.wait_for(ready.wait(), 10)
    complained = unit_id(people, "440106-urban_management")
    hidden = await enter(
        Hidden([], people.leader_12345), people.leader_12345, restricted=True, complained_unit_id=complained
    )
    last = await register(people.leader_12345, CIVIL, division="440104")
    for _ in range(100):
        if last["id"] in heard["insider"] and last["id"] in heard["area"]:
            break
        await asyncio.sleep(0.1)
    await end(*tasks)
    assert hidden.appeal_id in heard["insider"]
    assert last["id"] in heard["agent"]
    assert last["id"] in heard["area"]
    for name in ("agent", "police", "area", "unit", "complained"):
        assert not leaks(heard[name], hidden), name
    assert MARK not in heard["insider"], "events carry no words"
