"""GeoReport v2, method by method: forms, fields, refusals, and what a filed request becomes (R44, R53)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest

from contract.scene import fingerprint
from support.city import CIVIL, DANGER, POLICE, appeal, order_of, settle, step, unit_id, written
from support.database import ShiftClock
from support.people import People, Person, client
from twinline.app import ANYBODY, permissions_needed
from twinline.kernel.db import Database
from twinline.kernel.rates import RateLimiter

V2 = "/open311/v2"
PLACE = {"address_string": "天河区石牌东路12号", "lat": "23.131712", "long": "113.343456", "address_id": "440106"}
LAMP = "M-LIGHT-01"
FIELDS = {
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
}


def lamp(people: People) -> str:
    """The service that broken street lamps are filed under."""
    matters = people.app.state.desk.rulebook.matters.values()
    return next(m.code for m in matters if "路灯" in m.name)


async def filed(person: Person, expect: int = 201, form: str = "json", **fields: Any) -> Any:
    reply = await person.api.post(f"{V2}/requests.{form}", data={"api_key": person.key, **fields})
    assert reply.status_code == expect, reply.text
    return reply.json() if form == "json" else ElementTree.fromstring(reply.content)


async def asked(reader: httpx.AsyncClient, path: str, expect: int = 200, **params: Any) -> Any:
    reply = await reader.get(f"{V2}/{path}", params=params)
    assert reply.status_code == expect, reply.text
    return reply.json()


async def refused(reply: httpx.Response, status: int) -> str:
    """The description of a refusal in the standard's form."""
    assert reply.status_code == status, reply.text
    (error, *_) = reply.json()
    assert set(error) == {"code", "description"}
    assert error["code"] == status
    assert any("\u4e00" <= c <= "\u9fff" for c in error["description"])
    return error["description"]


async def test_discovery_says_where_and_in_which_forms(anybody: httpx.AsyncClient) -> None:
    found = await asked(anybody, "discovery.json")
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["url"] == "http://test/open311/v2"
    xml = ElementTree.fromstring((await anybody.get(f"{V2}/discovery.xml")).content)
    assert xml.tag == "discovery"
    assert [f.text for f in xml.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


async def test_services_are_the_matters_of_12345(people: People, anybody: httpx.AsyncClient) -> None:
    found = await asked(anybody, "services.json")
    matters = people.app.state.desk.rulebook.matters.values()
    assert {s["service_code"] for s in found} == {m.code for m in matters if m.owner == "12345" and not m.restricted}
    assert len(found) > 100
    for service in found:
        names = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
        assert set(service) == names
        assert service["type"] == "realtime"
        assert service["metadata"] is True
    reply = await anybody.get(f"{V2}/services.xml")
    assert reply.headers["content-type"] == "text/xml; charset=utf-8"
    assert reply.content.lower().startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    xml = ElementTree.fromstring(reply.content)
    assert [s.findtext("service_code") for s in xml.findall("service")] == [s["service_code"] for s in found]
    assert xml.findtext("service/metadata") == "true"


async def test_a_definition_lists_attributes(people: People, anybody: httpx.AsyncClient) -> None:
    code = lamp(people)
    found = await asked(anybody, f"services/{code}.json")
    assert found["service_code"] == code
    kinds, secret = found["attributes"]
    assert (kinds["code"], secret["code"]) == ("type", "confidential")
    assert {v["key"] for v in kinds["values"]} == {"咨询", "求助", "投诉", "举报", "建议"}
    xml = ElementTree.fromstring((await anybody.get(f"{V2}/services/{code}.xml")).content)
    assert xml.tag == "service_definition"
    assert [v.text for v in xml.findall("attributes/attribute/values/value/key")][-2:] == ["yes", "no"]
    await refused(await anybody.get(f"{V2}/services/M-NONE-99.json"), 404)


async def test_filing_and_reading_back(people: People, db: Database, filer: Person, anybody: httpx.AsyncClient) -> None:
    code = lamp(people)
    (made,) = await filed(filer, service_code=code, description=CIVIL, phone="199-0000-3111", first_name="无名",
                          last_name="竺", media_url="https://example.org/lamp.jpg", **PLACE)  # fmt: skip
    assert set(made) == {"service_request_id", "service_notice", "account_id"}
    number = made["service_request_id"]
    (own,) = await asked(filer.api, f"requests/{number}.json")
    assert set(own) == FIELDS
    assert (own["status"], own["service_code"], own["description"]) == ("open", code, CIVIL)
    assert (own["lat"], own["long"]) == (23.131712, 113.343456)
    assert own["address"] == PLACE["address_string"]
    assert own["expected_datetime"] > own["requested_datetime"]
    (public,) = await asked(anybody, f"requests/{number}.json")
    assert set(public) == FIELDS
    assert public["address"] == "广东省广州市天河区"
    assert (public["lat"], public["long"]) == (23.13, 113.34)
    assert CIVIL not in public["description"]
    assert public["agency_responsible"]
    reply = await anybody.get(f"{V2}/requests/{number}.xml")
    xml = ElementTree.fromstring(reply.content)
    assert xml.tag == "service_requests"
    assert {child.tag for child in xml.find("request") or ()} == FIELDS
    assert xml.findtext("request/lat") == "23.13"
    assert xml.findtext("request/zipcode") == ""
    (row,) = (await people.agent.api.get(f"/api/v1/appeals?q={number}")).json()["items"]
    seen = await appeal(people.agent, row["id"])
    assert (seen["words"], seen["contact"]["channel"]) == (CIVIL, "app")
    assert (seen["contact"]["caller"], seen["contact"]["phone"]) == ("竺**", "199****3111")
    order = await order_of(people.agent, row["id"], "12345")
    assert order["form"] == {"origin": "open311", "source_kind": code, "supplement": "https://example.org/lamp.jpg"}


async def test_xml_is_filed_and_answered_too(people: People, filer: Person) -> None:
    xml = await filed(filer, form="xml", service_code=lamp(people), description=CIVIL, **PLACE)
    assert xml.tag == "service_requests"
    assert len(xml.findtext("request/service_request_id") or "") == 23
    assert xml.find("request/account_id") is not None


async def test_it_is_followed_to_its_end(
    people: People, db: Database, filer: Person, anybody: httpx.AsyncClient
) -> None:
    (made,) = await filed(filer, service_code=lamp(people), description=CIVIL, **PLACE)
    number = made["service_request_id"]
    (row,) = (await people.agent.api.get(f"/api/v1/appeals?q={number}")).json()["items"]
    order = await order_of(people.agent, row["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    order = await step(people.clerk, order, "sign")
    order = await step(people.clerk, order, "begin", note="已联系")
    (now,) = await asked(anybody, f"requests/{number}.json")
    assert (now["status"], now["status_notes"]) == ("open", "办理中")
    order = await step(people.clerk, order, "reply", reply="灯已修好，请竺女士放心")
    order = await step(people.supervisor, order, "approve")
    order = await step(people.supervisor, order, "revisit", contacted=True, solved=True, satisfied=5)
    await step(people.supervisor, order, "close")
    (public,) = await asked(anybody, f"requests/{number}.json")
    assert public["status"] == "closed"
    assert public["expected_datetime"] is None
    assert "竺" not in str(public)
    (own,) = await asked(filer.api, f"requests/{number}.json")
    assert own["status_notes"].endswith("灯已修好，请竺女士放心")
    assert [r["service_request_id"] for r in await asked(anybody, "requests.json", status="closed")] == [number]
    assert await asked(anybody, "requests.json", status="open") == []


async def test_danger_first(people: People, db: Database, filer: Person, anybody: httpx.AsyncClient) -> None:
    """Words of danger are taken whatever else is wrong with the form, 110 acts, and the person is told to call it."""
    (made,) = await filed(filer, service_code="M-NONE-99", description=DANGER, phone="?", lat="91")
    assert "110" in made["service_notice"]
    assert "立即" in made["service_notice"]
    await settle(people, db)
    number = made["service_request_id"]
    rows = (await people.call_taker.api.get(f"/api/v1/appeals?q={number}")).json()["items"]
    assert [r["danger"] for r in rows] == [True]
    police = await order_of(people.call_taker, rows[0]["id"], "110")
    assert police["danger"]
    await refused(await anybody.get(f"{V2}/requests/{number}.json"), 404)
    assert await asked(anybody, "requests.json") == []
    (own,) = await asked(filer.api, f"requests/{number}.json")
    assert own["description"] == DANGER


async def test_a_matter_of_110_is_handed_over(
    people: People, db: Database, filer: Person, anybody: httpx.AsyncClient
) -> None:
    (made,) = await filed(filer, service_code=lamp(people), description=POLICE, **PLACE)
    await settle(people, db)
    rows = (await people.call_taker.api.get("/api/v1/handovers")).json()["items"]
    assert [row["reason_code"] for row in rows] == ["duty"]
    taken = await people.call_taker.api.post(f"/api/v1/handovers/{rows[0]['id']}/accept", json={})
    assert taken.status_code == 200
    await settle(people, db)
    await refused(await anybody.get(f"{V2}/requests/{made['service_request_id']}.json"), 404)
    (own,) = await asked(filer.api, f"requests/{made['service_request_id']}.json")
    assert own["status_notes"] == "已转110办理"


async def test_a_request_is_made_once_by_its_key(people: People, db: Database, filer: Person) -> None:
    body = {"api_key": filer.key, "service_code": lamp(people), "description": CIVIL, **PLACE}
    headers = {"Idempotency-Key": "lamp-1"}
    posts = [filer.api.post(f"{V2}/requests.json", data=body, headers=headers) for _ in range(5)]
    replies = await asyncio.gather(*posts)
    assert sorted(r.status_code for r in replies) == [200, 200, 200, 200, 201]
    assert len({r.json()[0]["service_request_id"] for r in replies}) == 1
    other = await filer.api.post(f"{V2}/requests.json", data=body | {"description": "另一件事"}, headers=headers)
    await refused(other, 409)
    assert (await written(db))["appeal"] == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "M-NONE-99"}, 404),
        ({"jurisdiction_id": "example.org"}, 404),
        ({"lat": "north"}, 400),
        ({"lat": "NaN"}, 400),
        ({"lat": "-91"}, 400),
        ({"long": "1e9"}, 400),
        ({"lat": "", "long": "", "address_string": "", "address_id": ""}, 400),
        ({"long": "", "address_string": "", "address_id": ""}, 400),
        ({"address_id": "999999"}, 400),
        ({"address_id": "天河"}, 400),
        ({"description": "长" * 4001}, 400),
        ({"description": "灯\x00坏"}, 400),
        ({"phone": "call me"}, 400),
        ({"media_url": "javascript:alert(1)"}, 400),
        ({"attribute[type]": "闲聊"}, 400),
        ({"attribute[colour]": "red"}, 400),
        ({"attribute["*20: "x"}, 400),
        ({"api_key": ""}, 403),
        ({"api_key": "twl_wrong"}, 403),
    ],
)  # fmt: skip
async def test_a_wrong_request_is_refused_and_writes_nothing(
    people: People, db: Database, filer: Person, mode: None, change: dict[str, str], status: int
) -> None:
    before = fingerprint(db)
    good = {"api_key": filer.key, "service_code": lamp(people), "description": CIVIL, "jurisdiction_id": "440100"}
    async with client(people.app) as nobody:
        reply = await nobody.post(f"{V2}/requests.json", data=good | PLACE | change)
        await refused(reply, status)
        xml = await nobody.post(f"{V2}/requests.xml", data=good | PLACE | change)
    assert xml.status_code == status
    root = ElementTree.fromstring(xml.content)
    assert root.tag == "errors"
    assert root.findtext("error/code") == str(status)
    assert fingerprint(db) == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"service_code": "x"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"description=%FF%FE", "application/x-www-form-urlencoded"),
        (b"description=\xff\xfe", "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % n for n in range(200)), "application/x-www-form-urlencoded"),
    ],
)
async def test_another_body_is_refused(people: People, db: Database, filer: Person, body: bytes, kind: str) -> None:
    before = fingerprint(db)
    reply = await filer.api.post(f"{V2}/requests.json", content=body, headers={"Content-Type": kind})
    await refused(reply, 400)
    assert fingerprint(db) == before


async def test_attributes_and_rare_characters_are_kept(people: People, filer: Person) -> None:
    words = "𠮷田路的灯坏了🚦，第二行\n还没修"
    (made,) = await filed(filer, service_code=lamp(people), description=words, **{"attribute[type]": "建议"}, **PLACE)
    (own,) = await asked(filer.api, f"requests/{made['service_request_id']}.json")
    assert own["description"] == words
    (row,) = (await people.agent.api.get(f"/api/v1/appeals?q={made['service_request_id']}")).json()["items"]
    assert row["type"] == "建议"
    xml = await filer.api.get(f"{V2}/requests/{made['service_request_id']}.xml")
    assert ElementTree.fromstring(xml.content).findtext("request/description") == words


async def test_filters_and_pages(
    people: People, db: Database, filer: Person, anybody: httpx.AsyncClient, clock: ShiftClock
) -> None:
    numbers: list[str] = []
    for n in range(5):
        (made,) = await filed(filer, service_code=lamp(people), description=f"第{n}盏{CIVIL}", **PLACE)
        numbers.append(made["service_request_id"])
        clock.advance(timedelta(days=20))
    newest = list(reversed(numbers))
    shown = [r["service_request_id"] for r in await asked(anybody, "requests.json")]
    assert shown == newest[:4], "90 days unless asked otherwise"
    (first,) = await asked(anybody, f"requests/{numbers[0]}.json")
    start = first["requested_datetime"]
    assert [r["service_request_id"] for r in await asked(anybody, "requests.json", start_date=start)][-1] == numbers[0]
    only = await asked(anybody, "requests.json", start_date=start, end_date=start)
    assert [r["service_request_id"] for r in only] == numbers[:1]
    some = await asked(
        anybody, "requests.json", service_request_id=f"{numbers[3]},nonsense,{numbers[0]}", status="closed"
    )
    assert {r["service_request_id"] for r in some} == {numbers[0], numbers[3]}, "numbers override all else"
    assert len(await asked(anybody, "requests.json", service_code=f"M-NONE-99,{lamp(people)}")) == 4
    assert await asked(anybody, "requests.json", service_code="M-NONE-99") == []
    assert len(await asked(anybody, "requests.json", service_code="", status="", start_date="", page_size="")) == 4
    url, pages = f"{V2}/requests.json?page_size=3", []
    while url:
        reply = await anybody.get(url)
        pages.append([r["service_request_id"] for r in reply.json()])
        url = str(reply.links.get("next", {}).get("url", ""))
    assert pages == [newest[:3], newest[3:4]]


@pytest.mark.parametrize(
    "query",
    [
        "start_date=yesterday",
        "start_date=2026-01-01T00:00:00",
        "start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z",
        "start_date=2026-03-01T00:00:00Z&end_date=2026-01-01T00:00:00Z",
        "end_date=0001-01-01T00:00:00Z",
        "status=pending",
        "page_size=0",
        "page_size=1001",
        "cursor=..",
    ],
)
async def test_wrong_filters_are_refused(anybody: httpx.AsyncClient, query: str) -> None:
    await refused(await anybody.get(f"{V2}/requests.json?{query}"), 400)


@pytest.mark.parametrize("path", ["requests.csv", "requests/x.csv", "services", "inquiry.json", "tokens/x.json"])
async def test_other_addresses_are_404(anybody: httpx.AsyncClient, path: str) -> None:
    reply = await anybody.get(f"{V2}/{path}")
    assert reply.status_code == 404
    assert ("errors" in reply.text) == (not path.endswith(".json"))


@pytest.mark.parametrize("text", ["S44010620261122000000", "x" * 5000, "\x00", "' OR 1=1 --", "🚓", "../../healthz"])
async def test_numbers_that_are_none(anybody: httpx.AsyncClient, text: str) -> None:
    for kind in ("requests", "tokens"):
        await refused(await anybody.get(f"{V2}/{kind}/{quote(text, safe='')}.json"), 404)


async def test_a_number_is_its_own_token(people: People, filer: Person, anybody: httpx.AsyncClient) -> None:
    (made,) = await filed(filer, service_code=lamp(people), description=CIVIL, **PLACE)
    number = made["service_request_id"]
    assert await asked(anybody, f"tokens/{number}.json") == [{"service_request_id": number, "token": number}]


async def test_the_rate_is_limited_by_key_and_by_address(
    people: People, filer: Person, anybody: httpx.AsyncClient
) -> None:
    state = people.app.state
    before, state.rates = state.rates, RateLimiter(per_second=0.01, burst=2)
    try:
        for reader in (anybody, filer.api):
            statuses = [(await reader.get(f"{V2}/discovery.json")).status_code for _ in range(3)]
            assert statuses == [200, 200, 429]
        last = await anybody.get(f"{V2}/discovery.json")
        assert int(last.headers["retry-after"]) > 0
        await refused(last, 429)
    finally:
        state.rates = before


async def test_every_address_needs_its_permission(people: People, nobody: httpx.AsyncClient) -> None:
    """As set at first, nobody reads without a key; a key of another role is refused; a cookie is no key."""
    needed = {route: need for route, need in permissions_needed(people.app).items() if route[1].startswith("/open311")}
    assert len(needed) >= 8
    assert set(needed.values()) == {"open311.use"}
    assert ANYBODY not in needed.values()
    for path in ("discovery", "services", "requests", f"services/{lamp(people)}", "requests/x", "tokens/x"):
        await refused(await nobody.get(f"{V2}/{path}.json"), 403)
        for person in (people.agent, people.officer, people.admin, people.leader_110, people.machine_12345):
            await refused(await person.api.get(f"{V2}/{path}.json"), 403)
    reply = await nobody.post(f"{V2}/requests.json", data={"api_key": people.agent.key})
    await refused(reply, 403)


async def test_the_key_opens_nothing_else(people: People, filer: Person) -> None:
    """An application's key can file and follow; it reads no appeal, list or registry."""
    for path in ("appeals", "work-orders", "handovers", "board", "registry/units", "events", "accounts"):
        assert (await filer.api.get(f"/api/v1/{path}")).status_code == 403
    assert (await filer.api.post("/api/v1/appeals", json={"words": "x"})).status_code == 403


async def test_a_city_may_close_it(people: People, filer: Person) -> None:
    state = people.app.state
    before, state.settings = state.settings, state.settings.model_copy(update={"open311": "off"})
    try:
        await refused(await filer.api.get(f"{V2}/services.json"), 404)
        await refused(await filer.api.post(f"{V2}/requests.json", data={"api_key": filer.key}), 404)
    finally:
        state.settings = before


async def test_a_city_may_show_places_as_filed(people: People, filer: Person, anybody: httpx.AsyncClient) -> None:
    """Only where somebody filed through this face: an address that an agent took down may be the caller's home."""
    state = people.app.state
    (made,) = await filed(filer, service_code=lamp(people), description=CIVIL, **PLACE)
    body = {
        "words": CIVIL,
        "channel": "voice",
        "division": "440106",
        "address": "石牌东路9号",
        "lon": 113.3,
        "lat": 23.1,
    }
    spoken = (await people.agent.api.post("/api/v1/appeals", json=body)).json()
    before, state.settings = state.settings, state.settings.model_copy(update={"open311_place": "filed"})
    try:
        (shown,) = await asked(anybody, f"requests/{made['service_request_id']}.json")
        assert (shown["address"], shown["lat"]) == (PLACE["address_string"], 23.131712)
        (other,) = await asked(anybody, f"requests/{spoken['number']}.json")
        assert other["address"] == "广东省广州市天河区"
    finally:
        state.settings = before


async def test_points_are_given_in_wgs84(people: People, anybody: httpx.AsyncClient) -> None:
    body = {"words": CIVIL, "channel": "voice", "division": "440106", "lon": 113.3265, "lat": 23.1333, "datum": "GCJ02"}
    made = (await people.agent.api.post("/api/v1/appeals", json=body)).json()
    (shown,) = await asked(anybody, f"requests/{made['number']}.json")
    assert (shown["lat"], shown["long"]) == (23.14, 113.32), "the offset is taken off before rounding"


def test_the_page_names_every_address(people: People) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "open311.md").read_text("utf-8")
    for (method, path), need in permissions_needed(people.app).items():
        if path.startswith("/open311/v2"):
            assert f"| `{method} {path}` | `{need}` |" in page
