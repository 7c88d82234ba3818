"""Clients that others wrote, against the served application: they list services, file a request and read it back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from civicbot.http import HttpError, HttpTransport, RateLimiter
from civicbot.open311 import Open311Client
from civicbot.registry import Endpoint
from georeport import GeoReport
from requests import HTTPError

from support.city import CIVIL, DANGER
from support.people import People, Person
from support.server import served

PLACE = {"lat": 23.1317, "lng": 113.3434, "address_string": "天河区石牌东路12号"}


@pytest.fixture
async def address(people: People, mode: None) -> AsyncIterator[str]:
    async with served(people.app) as base:
        yield f"{base}/open311/v2"


def filing(address: str) -> Open311Client:
    """The one that can file."""
    endpoint = Endpoint(id="twinline", name="Twinline", base_url=address, write=True)
    return Open311Client(endpoint, HttpTransport(rate_limiter=RateLimiter(0)), jurisdiction_id="440100")


def lamp(services: list[dict[str, Any]]) -> str:
    return next(s["service_code"] for s in services if "路灯" in s["service_name"])


def file(address: str, filer: Person, words: str = CIVIL) -> dict[str, Any]:
    client = filing(address)
    code = lamp(client.list_services())
    sent = client.create_request(code, dry_run=False, confirm="SEND", api_key=filer.key, validate_remote=True,
                                 description=words, attributes={"type": "求助"}, **PLACE)  # fmt: skip
    (made,) = sent.response
    return made


@pytest.mark.parametrize("form", ["json", "xml"])
async def test_georeport_reads_what_was_filed(address: str, filer: Person, form: str) -> None:
    def talk() -> None:
        client = GeoReport(address, jurisdiction="440100", output_format=form)
        services = client.get_service_list()
        assert len(services) > 100
        code = lamp(services)
        definition = client.get_service_definition(code)
        assert definition["service_code"] == code
        numbers = [file(address, filer)["service_request_id"] for _ in range(2)]
        shown = client.get_service_request(numbers[0])
        (one,) = shown if isinstance(shown, list) else [shown]
        assert one["service_request_id"] == numbers[0]
        assert one["status"] == "open"
        assert one["service_code"] == code
        listed = client.get_service_requests(status="open", service_code=code)
        assert [r["service_request_id"] for r in listed] == numbers[::-1]
        several = client.get_service_requests(service_request_id=",".join(numbers))
        assert {r["service_request_id"] for r in several} == set(numbers)
        with pytest.raises(HTTPError) as refused:
            client.get_service_request("S4401062020010100000019")
        assert refused.value.response.status_code == 404

    await asyncio.to_thread(talk)


async def test_civicbot_files_and_reads_back(address: str, filer: Person) -> None:
    def talk() -> None:
        client = filing(address)
        made = file(address, filer)
        shown = client.get_request(made["service_request_id"])
        assert shown is not None
        assert shown["service_request_id"] == made["service_request_id"]
        assert shown["address"] == "广东省广州市天河区"
        listed = client.list_requests(status="open", page_size=1)
        assert [r["service_request_id"] for r in listed] == [made["service_request_id"]]
        token = client.get_token(made["service_request_id"])
        assert token[0]["service_request_id"] == made["service_request_id"]
        notice = file(address, filer, DANGER)["service_notice"]
        assert "立即拨打110" in notice
        with pytest.raises(HttpError) as refused:
            client.create_request(lamp(client.list_services()), dry_run=False, confirm="SEND", api_key="wrong", **PLACE)
        assert refused.value.status == 403

    await asyncio.to_thread(talk)
