"""Divisions over HTTP (R35)."""

from __future__ import annotations

from support.city import problem
from support.people import People


async def test_one_walks_from_the_province_to_the_street(people: People) -> None:
    api = people.agent.api
    provinces = (await api.get("/api/v1/registry/divisions")).json()["items"]
    assert {"code": "440000", "name": "广东省", "level": "province"} in provinces
    counties = (await api.get("/api/v1/registry/divisions?parent=440100")).json()["items"]
    assert "天河区" in [c["name"] for c in counties]
    streets = (await api.get("/api/v1/registry/divisions?parent=440106")).json()["items"]
    assert {s["level"] for s in streets} == {"street"}


async def test_a_retired_code_resolves_by_date(people: People) -> None:
    api = people.agent.api
    then = (await api.get("/api/v1/registry/divisions/110103?on=2009-01-01")).json()
    assert (then["retired"], then["at_date"]) == (False, ["110103"])
    assert then["path"].endswith("崇文区")
    now = (await api.get("/api/v1/registry/divisions/110103?on=2026-01-01")).json()
    assert (now["retired"], now["current"]) == (True, ["110101"])


async def test_an_unknown_code_says_so(people: People) -> None:
    problem(await people.agent.api.get("/api/v1/registry/divisions/999999"), "places.unknown_division", 422)
    problem(await people.agent.api.get("/api/v1/registry/divisions/abc"), "kernel.invalid_fields", 422)
