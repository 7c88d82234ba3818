"""What goes in comes out: thousands of random records of each order kind, every field, without a single loss (R36).

``TWINLINE_RECORDS`` says how many (`make test-long`: 10,000).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from contract.records import Records, same_moment
from support.city import POLICE, drain, order_of, register, step, unit_id
from support.people import People, Person
from twinline.intake import search
from twinline.kernel.db import Database
from twinline.kernel.masking import HIDDEN
from twinline.kernel.outbox import Subscription

RECORDS = int(os.environ.get("TWINLINE_RECORDS", "1000"))
BATCH = 1_000
FEEDBACKS = 400
DIVISIONS = ("440106", "440104", "440106001", "440300", "110101", None)
TEXT_FIELDS = ("words", "address", "title")
PLAIN_FIELDS = ("lon", "lat", "datum", "confidential", "complained_unit_id", "division", "type")


class Reader:
    """Reads as one person, straight through the whole application: twenty thousand answers need no client library."""

    def __init__(self, people: People, person: Person) -> None:
        self._app = people.app
        self._headers = [(b"authorization", f"Bearer {person.key}".encode()), (b"host", b"test")]
        self.answers = 0

    async def get(self, path: str) -> Any:
        parts: list[bytes] = []
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            parts.append(message.get("body", b""))

        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"}
        scope |= {"path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "state": {}}
        scope |= {"headers": self._headers, "server": ("test", 80), "client": ("127.0.0.1", 1)}
        await self._app(scope, receive, send)
        assert status == 200, f"{path}: {status} {b''.join(parts)[:300]!r}"
        self.answers += 1
        return orjson.loads(b"".join(parts))


class Comparison:
    """Counts what was compared, and keeps the first differences."""

    def __init__(self) -> None:
        self.values = 0
        self.lost: list[str] = []

    def same(self, where: str, sent: Any, got: Any) -> None:
        self.values += 1
        if sent != got and not same_moment(sent, got):
            self.lost.append(f"{where}: sent {sent!r}, got {got!r}"[:300])

    def same_form(self, where: str, sent: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        said = {name: value for name, value in sent.items() if value is not None}
        self.same(f"{where}.form", sorted(said), sorted(got))
        for name, value in said.items():
            self.same(f"{where}.form.{name}", value, got.get(name))


@pytest.fixture
def records(people: People) -> Records:
    units = [unit_id(people, f"440106-{name}") for name in ("urban_management", "public_security")]
    fixed = {"division": DIVISIONS, "complained_unit_id": [None, None, *units], "auto_handover": [False]}
    fixed |= {"key": [None], "danger": [False] * 40 + [True], "form": [{}], "seed": [False]}
    return Records(people.app.openapi(), 20_261_122, fixed)


def compare_appeal(found: Comparison, sent: Mapping[str, Any], got: Mapping[str, Any]) -> None:
    for name in TEXT_FIELDS:
        if sent.get(name):  # an empty title is made from the words
            found.same(name, _seen(name, sent), got[name])
    for name in PLAIN_FIELDS:
        if sent.get(name) is not None:
            found.same(name, sent[name], got[name])
    contact = got["contact"]
    found.same("channel", sent.get("channel", "web"), contact["channel"])
    found.same("external_id", sent.get("external_id"), contact["external_id"])
    if sent.get("received_at"):
        found.same("received_at", sent["received_at"], got["received_at"])
    for flag in ("danger", "urgent", "restricted"):
        if sent.get(flag):
            found.same(flag, True, got[flag])
    if sent.get("phone"):
        found.same("phone", f"{sent['phone'][-4:]}", contact["phone"][-4:])
    if sent.get("caller"):
        found.same("caller", sent["caller"][0], contact["caller"][0])


def _seen(name: str, sent: Mapping[str, Any]) -> str:
    """A title goes round without the caller's name."""
    caller = (sent.get("caller") or "").strip()
    return sent[name].replace(caller, HIDDEN) if name == "title" and len(caller) > 1 else sent[name]


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["12345", "110"])
async def test_thousands_of_records_come_back_equal(
    people: People, db: Database, records: Records, platform: str
) -> None:
    writer = people.leader_12345 if platform == "12345" else people.leader_110
    reader = Reader(people, writer)
    found = Comparison()
    for _ in range(RECORDS // BATCH):
        sent = [records.body("BatchRow") | {"form": records.body("IntakeForm")} for _ in range(BATCH)]
        reply = await writer.api.post("/api/v1/appeals/batch", json={"appeals": sent})
        assert reply.status_code == 200, reply.text[:500]
        for said, made in zip(sent, reply.json()["results"], strict=True):
            assert "id" in made, made
            compare_appeal(found, said, await reader.get(f"/api/v1/appeals/{made['id']}"))
            kind = "work-orders" if made["order"]["kind"] == "case" else "police-orders"
            order = await reader.get(f"/api/v1/{kind}/{made['order']['id']}")
            found.same_form(made["order"]["kind"], said["form"], order["form"])
            if platform == "110":
                for name, column in (("class_code", "class_initial"), ("grade", "grade")):
                    if said.get(name) is not None:
                        found.same(name, said[name], order[column])
    assert not found.lost, f"{len(found.lost)} of {found.values}:\n" + "\n".join(found.lost[:20])
    assert reader.answers == 2 * RECORDS
    assert found.values > 25 * RECORDS


@pytest.mark.slow
async def test_hundreds_of_dispatches_and_feedbacks_come_back_equal(
    people: People, db: Database, records: Records
) -> None:
    reader = Reader(people, people.leader_110)
    found = Comparison()
    units = [unit_id(people, f"44010{n}-public_security") for n in (4, 5, 6)]
    officers = [await people.of("police_unit", f"44010{n}-public_security") for n in (4, 5, 6)]
    for n in range(FEEDBACKS // len(units) + 1):
        made = await register(people.call_taker, f"{POLICE}{n}")
        order = await order_of(people.call_taker, made["id"], "110")
        forms = {}
        for unit, officer in zip(units, officers, strict=True):
            sent, told = records.body("DispatchForm"), records.body("FeedbackForm")
            forms[unit] = (sent, told, records.text(200, least=1))
            order = await step(people.police_dispatcher, order, "dispatch", units=[unit], form=sent)
            order = await step(officer, order, "sign")
        for unit, officer in zip(units, officers, strict=True):
            body = {"result_code": "01", "result": forms[unit][2], "class_code": "200000", "form": forms[unit][1]}
            order = await step(officer, order, "feed_back", **body)
        whole = await reader.get(f"/api/v1/police-orders/{order['id']}")
        for part in whole["dispatches"]:
            found.same_form("dispatch", forms[part["unit_id"]][0], part["form"])
        for told in whole["feedback"]:
            found.same_form("feedback", forms[told["unit_id"]][1], told["form"])
            found.same("result", forms[told["unit_id"]][2], told["result"])
    assert not found.lost, f"{len(found.lost)} of {found.values}:\n" + "\n".join(found.lost[:20])
    assert found.values > 10 * FEEDBACKS


async def test_rare_characters_pass_through_every_hand(people: People, db: Database) -> None:
    """Words, replies, notes and reasons keep their characters, on both sides and in the timeline."""
    rare = "𠮷祥路🏮灯㐂𰻝：“引号”\\'%_{}\t第一行\r\n第二行👨‍👩‍👧‍👦"
    made = await register(
        people.agent, rare, title="𠮷🚓", address="𠮷祥路㐂号", caller="𠮷无名", phone="199-0000-4001"
    )
    order = await order_of(people.agent, made["id"], "12345")
    lead = unit_id(people, "440106-urban_management")
    order = await step(people.dispatcher, order, "dispatch", lead=lead, note=rare)
    order = await step(people.clerk, order, "return", reason=rare, basis="清单𠮷项")
    order = await step(people.dispatcher, order, "reject_return", reason=rare)
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin", note=rare)
    order = await step(people.clerk, order, "reply", reply=rare)
    assert (order["reply"], order["return_reason"]) == (rare, rare)
    seen = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}")).json()
    assert (seen["words"], seen["title"], seen["address"]) == (rare, "𠮷🚓", "𠮷祥路㐂号")
    assert seen["contact"]["caller"] == "𠮷**"
    told = await people.agent.api.post(f"/api/v1/appeals/{made['id']}/reveal", json={"reason": rare})
    assert told.json() == {"caller": "𠮷无名", "phone": "199-0000-4001"}
    events = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}/timeline")).json()["items"]
    said = [value for event in events for value in event["data"].values()]
    assert said.count(rare) == 5
    await drain(db, Subscription("test-search", search.SEARCH_TOPICS, search.fill))
    for word in ("𠮷祥路", "🏮", "㐂号"):
        rows = (await people.agent.api.get("/api/v1/appeals", params={"q": word})).json()["items"]
        assert [row["id"] for row in rows] == [made["id"]], word
