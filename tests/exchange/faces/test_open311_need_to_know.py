"""Promise 6 towards anybody: what is not public is in no list, no single answer, no count, no token, by no filter."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from support.city import CIVIL, DANGER, POLICE, order_of, register, settle, unit_id
from support.people import People, Person
from twinline.kernel.db import Database

V2 = "/open311/v2"
LAMPS = "天河区石牌东路的路灯坏了一个月，打过三次电话都没有人来修，太不负责了"
MARK, CALLER, PHONE, HOME = "青竹巷口暗号七三一", "竺无名", "199-0000-7310", "无名路七三一号"
REPORT = "举报天河区某餐馆把厨余垃圾倒进下水道，还占道经营"


def kinds(people: People) -> dict[str, tuple[Person, str, dict[str, Any]]]:
    """Who registers what, for each reason that keeps a record from the public."""
    agent, leader = people.agent, people.leader_12345
    return {
        "restricted": (leader, CIVIL, {"restricted": True}),
        "confidential": (agent, CIVIL, {"confidential": True}),
        "danger": (agent, CIVIL, {"danger": True}),
        "danger by words": (agent, DANGER, {}),
        "about a unit": (agent, CIVIL, {"complained_unit_id": unit_id(people, "440106-urban_management")}),
        "report": (agent, REPORT, {"type": "举报"}),
        "110's own": (people.call_taker, POLICE, {}),
        "110's own civil matter": (people.call_taker, CIVIL, {}),
        "a matter of 110's": (agent, POLICE, {}),
    }


async def looks(reader: httpx.AsyncClient, number: str) -> dict[str, httpx.Response]:
    """Every way to ask about a record."""
    paths = [f"requests/{number}", f"tokens/{number}", "requests", f"requests?service_request_id={number}"]
    paths += ["requests?status=open", "requests?status=closed", "requests?page_size=1000"]
    found: dict[str, httpx.Response] = {}
    for path in paths:
        for form in ("json", "xml"):
            head, _, query = path.partition("?")
            found[f"{path} {form}"] = await reader.get(f"{V2}/{head}.{form}?{query}")
    return found


@pytest.mark.parametrize("kind", [*("restricted", "confidential", "danger", "danger by words", "about a unit"),
                                  "report", "110's own", "110's own civil matter", "a matter of 110's"])  # fmt: skip
async def test_what_is_not_public_might_as_well_not_be(
    people: People, db: Database, anybody: httpx.AsyncClient, filer: Person, kind: str
) -> None:
    person, words, fields = kinds(people)[kind]
    made = await register(person, f"{MARK}，{words}", phone=PHONE, caller=CALLER, address=HOME, **fields)
    await settle(people, db)
    for reader in (anybody, filer.api):
        for where, reply in (await looks(reader, made["number"])).items():
            single = where.startswith((f"requests/{made['number']}", "tokens"))
            assert reply.status_code == (404 if single else 200), f"{where}: {reply.text}"
            assert made["number"] not in reply.text, where
            assert not [trace for trace in (MARK, "暗号", CALLER, "7310", HOME) if trace in reply.text], where
        nothing = await reader.get(f"{V2}/requests/S4401062020010100000019.json")
        hidden = await reader.get(f"{V2}/requests/{made['number']}.json")
        assert hidden.text == nothing.text


async def test_what_is_public_says_nothing_of_the_person(
    people: People, db: Database, anybody: httpx.AsyncClient, filer: Person
) -> None:
    """The looks above are worth something only if they find what is there."""
    made = await register(
        people.agent, f"{MARK}，{LAMPS}", phone=PHONE, caller=CALLER, address=HOME, lon=113.34567, lat=23.12345
    )
    order = await order_of(people.agent, made["id"], "12345")
    for reader in (anybody, filer.api):
        for where, reply in (await looks(reader, made["number"])).items():
            assert reply.status_code == 200, where
            assert (made["number"] in reply.text) == ("closed" not in where), where
            traces = (MARK, "暗号", CALLER, "竺", "7310", HOME, "113.345", "23.123", made["id"], order["number"])
            assert not [trace for trace in traces if trace in reply.text], where


async def test_another_application_sees_no_more_than_anybody(people: People, filer: Person) -> None:
    """A key shows the words of what it filed itself; the same role with another key does not."""
    other = await people.of("open311_client", "12345", division="440106")
    services = (await filer.api.get(f"{V2}/services.json")).json()
    code = next(s["service_code"] for s in services if "路灯" in s["service_name"])
    body = {"api_key": filer.key, "service_code": code, "description": f"{MARK}，{LAMPS}", "address_id": "440106"}
    (made,) = (await filer.api.post(f"{V2}/requests.json", data=body)).json()
    address = f"{V2}/requests/{made['service_request_id']}.json"
    assert MARK in (await filer.api.get(address)).text
    seen = await other.api.get(address)
    assert seen.status_code == 200
    assert MARK not in seen.text


async def test_who_asked_for_confidentiality_is_not_shown_even_to_the_filer(people: People, filer: Person) -> None:
    services = (await filer.api.get(f"{V2}/services.json")).json()
    body = {
        "api_key": filer.key,
        "service_code": services[0]["service_code"],
        "description": f"{MARK}，{LAMPS}",
        "address_id": "440106",
        "attribute[confidential]": "yes",
    }
    (made,) = (await filer.api.post(f"{V2}/requests.json", data=body)).json()
    for reply in (await looks(filer.api, made["service_request_id"])).values():
        assert MARK not in reply.text
        assert made["service_request_id"] not in reply.text
