"""The HTTP edge: bad bodies, failures as problem documents, limits, and what is told to whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from support.people import client
from support.server import served
from twinline.kernel.db import Database, execute, fetch_value
from twinline.kernel.errors import Conflict, FieldError, Invalid, TooMany, Unavailable
from twinline.kernel.limits import Line, Words
from twinline.kernel.messages import catalogue
from twinline.kernel.problems import problem_of_validation
from twinline.kernel.web import EdgeLimits, install, ok, parse_json


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: Words
    line: Line = ""
    number: Annotated[int, Field(ge=0, le=10)] = 0
    big: int = 0
    at: datetime | None = None
    ref: UUID | None = None


class Late(Conflict):
    code = "kernel.conflict"


def build(db: Database | None = None) -> FastAPI:
    app = FastAPI()
    install(app, limits=EdgeLimits(body_bytes=2_000, batch_body_bytes=50_000, body_seconds=0.5))

    @app.post("/things")
    async def create(thing: Thing) -> Response:
        return ok({"words": thing.words, "at": thing.at, "ref": thing.ref}, 201)

    @app.post("/things/batch")
    async def batch(things: list[Thing]) -> Response:
        return ok({"count": len(things)})

    @app.get("/things/{number}")
    async def read(number: int, page: Annotated[int, Field(ge=1)] = 1) -> Response:
        return ok({"number": number, "page": page})

    @app.get("/fail/{how}")
    async def fail(how: str) -> Response:
        raise {
            "late": Late(),
            "fields": Invalid(fields=[FieldError("phone", "reason.blank")]),
            "busy": Unavailable(),
            "many": TooMany(retry_after_s=7),
            "defect": ZeroDivisionError("secret internals"),
            "overflow": OverflowError("date value out of range"),
        }[how]

    @app.post("/store")
    async def store(body: dict[str, Any]) -> Response:
        assert db
        async with db.transaction() as tx:
            await execute(tx.conn, "SET LOCAL statement_timeout = 50", {})
            return ok({"value": await fetch_value(tx.conn, body["sql"], body.get("params", {}))})

    return app


@pytest.fixture(scope="module")
async def api() -> AsyncIterator[httpx.AsyncClient]:
    async with client(build()) as made:
        yield made


def problem(reply: httpx.Response) -> dict[str, Any]:
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["status"] == reply.status_code
    assert body["type"] == f"urn:twinline:problem:{body['code']}"
    assert body["request_id"] == reply.headers["x-request-id"]
    assert f"error.{body['code']}" in catalogue()
    assert body["detail"]
    return body


BAD_BODIES = {
    "not JSON": b"{",
    "nothing but words": "路灯".encode(),
    "GB18030": '{"words":"路灯不亮"}'.encode("gb18030"),
    "lone surrogate": b'{"words":"\\ud83d"}',
    "raw surrogate": b'{"words":"\xed\xa0\xbd"}',
    "NaN": b'{"words":"a","number":NaN}',
    "infinity": b'{"words":"a","number":Infinity}',
    "trailing": b'{"words":"a"} x',
    "too deep": b"[" * 1500,
    "UTF-16": '{"words":"a"}'.encode("utf-16"),
    "byte-order mark": b'\xef\xbb\xbf{"words":"a"}',
}


@pytest.mark.parametrize("kind", BAD_BODIES)
async def test_a_body_that_is_not_json_in_utf8_is_a_problem(api: httpx.AsyncClient, kind: str) -> None:
    reply = await api.post("/things", content=BAD_BODIES[kind], headers={"Content-Type": "application/json"})
    assert (reply.status_code, problem(reply)["code"]) == (400, "kernel.bad_json")


BAD_FIELDS = {
    "missing": ({}, "words", "必填"),
    "null": ({"words": None}, "words", "应为文字"),
    "number for text": ({"words": 5}, "words", "应为文字"),
    "empty": ({"words": ""}, "words", "不能为空"),
    "blanks": ({"words": " \n\t\u3000\u200b"}, "words", "不能为空"),
    "control": ({"words": "a\u0000b"}, "words", "含有不可见的控制字符"),
    "escape": ({"words": "a\u001bb"}, "words", "含有不可见的控制字符"),
    "long line": ({"words": "a", "line": "啊" * 501}, "line", "文字过长，最多 500 个字符"),
    "number too large": ({"words": "a", "number": 11}, "number", "应不大于 10"),
    "text for number": ({"words": "a", "number": "多"}, "number", "应为整数"),
    "fraction": ({"words": "a", "number": 1.5}, "number", "应为整数，不能带小数"),
    "year 99999": ({"words": "a", "at": "99999-01-01T00:00:00Z"}, "at", None),
    "year 0": ({"words": "a", "at": "0000-01-01T00:00:00Z"}, "at", None),
    "huge epoch": ({"words": "a", "at": 10**30}, "at", None),
    "not a UUID": ({"words": "a", "ref": "x"}, "ref", "应为编号（UUID）"),
    "unknown field": ({"words": "a", "colour": 1}, "colour", "不认识的字段"),
    "list for object": ([], "body", "应为 JSON 对象（并注明 Content-Type: application/json）"),
}


@pytest.mark.parametrize("kind", BAD_FIELDS)
async def test_a_bad_field_is_named_with_its_reason_in_chinese(api: httpx.AsyncClient, kind: str) -> None:
    body, field, message = BAD_FIELDS[kind]
    reply = await api.post("/things", json=body)
    shown = problem(reply)
    assert (reply.status_code, shown["code"]) == (422, "kernel.invalid_fields")
    (only,) = shown["fields"]
    assert only["field"] == field
    assert message is None or only["message"] == message
    assert any("\u4e00" <= c <= "\u9fff" for c in only["message"])
    assert "{" not in only["message"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(), st.lists))
def test_any_value_in_any_field_is_taken_or_refused_readably(value: object) -> None:
    for name in Thing.model_fields:
        try:
            Thing.model_validate({"words": "好", name: value})
        except ValueError as error:
            shown, fields = problem_of_validation(error.errors(), "zh")  # type: ignore[attr-defined]
            assert shown.status in (400, 422)
            assert all(f["message"] and "{" not in f["message"] for f in fields)


async def test_everyday_text_passes_unchanged(api: httpx.AsyncClient) -> None:
    words = "𠮷祥路🏮灯\t坏了\r\n第二行　“引号”"
    reply = await api.post("/things", json={"words": words})
    assert (reply.status_code, reply.json()["words"]) == (201, words)
    assert reply.headers["cache-control"] == "no-store"


async def test_bodies_over_the_limit_are_refused_whether_declared_or_not(api: httpx.AsyncClient) -> None:
    big = b'{"words":"' + b"a" * 3_000 + b'"}'
    declared = await api.post("/things", content=big, headers={"Content-Type": "application/json"})

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(big), 500):
            yield big[start : start + 500]

    streamed = await api.post("/things", content=chunks(), headers={"Content-Type": "application/json"})
    for reply in (declared, streamed):
        assert (reply.status_code, problem(reply)["code"]) == (413, "kernel.too_large")
        assert "2000" in reply.json()["detail"]
    assert (await api.post("/things/batch", json=[{"words": "a" * 2_000}] * 10)).json() == {"count": 10}


async def test_a_body_that_trickles_is_cut_off() -> None:
    async with served(build()) as address:
        host, port = address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
        )
        answer = await asyncio.wait_for(reader.read(2_000), 5)
        writer.close()
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"kernel.body_too_slow" in answer


async def test_unknown_addresses_and_methods(api: httpx.AsyncClient) -> None:
    assert problem(await api.get("/nowhere"))["code"] == "kernel.no_route"
    wrong = await api.delete("/things")
    assert problem(wrong)["code"] == "kernel.method_not_allowed"
    assert wrong.headers["allow"] == "POST"
    path = problem(await api.get("/things/x?page=0"))
    assert [f["field"] for f in path["fields"]] == ["number", "page"]


async def test_failures_keep_their_status_and_hide_internals(api: httpx.AsyncClient) -> None:
    assert problem(await api.get("/fail/late"))["status"] == 409
    assert problem(await api.get("/fail/fields"))["fields"] == [
        {"field": "phone", "reason": "reason.blank", "message": "不能为空"}
    ]
    assert (await api.get("/fail/busy")).headers["retry-after"] == "2"
    assert (await api.get("/fail/many")).headers["retry-after"] == "7"
    assert problem(await api.get("/fail/overflow"))["code"] == "kernel.out_of_range"
    defect = await api.get("/fail/defect")
    assert problem(defect)["code"] == "kernel.unexpected"
    assert "secret" not in defect.text


async def test_english_is_given_when_it_is_asked_for(api: httpx.AsyncClient) -> None:
    english = problem(await api.get("/nowhere", headers={"Accept-Language": "en-GB,zh;q=0.5"}))
    assert english["detail"] == "There is no such address"
    assert problem(await api.get("/nowhere", headers={"Accept-Language": "fr"}))["detail"] == "没有这个地址"


async def test_a_request_id_is_kept_when_it_is_one(api: httpx.AsyncClient) -> None:
    kept = await api.get("/things/1", headers={"X-Request-Id": "gate-0001"})
    assert kept.headers["x-request-id"] == "gate-0001"
    made = await api.get("/things/1", headers={"X-Request-Id": "<script>"})
    assert made.headers["x-request-id"] != "<script>"


DATABASE_ERRORS = {
    "number too large": ("SELECT 2147483647::int + 1", 422, "kernel.out_of_range"),
    "not a date": ("SELECT '2026-02-30'::date", 422, "kernel.out_of_range"),
    "year beyond Python": ("SELECT '99999-01-01'::date", 422, "kernel.out_of_range"),
    "too slow": ("SELECT pg_sleep(20)", 503, "kernel.unavailable"),
    "defect": ("SELECT nothing FROM nowhere", 500, "kernel.unexpected"),
}


@pytest.mark.parametrize("kind", DATABASE_ERRORS)
async def test_database_errors_become_problems(db: Database, kind: str) -> None:
    sql, status, code = DATABASE_ERRORS[kind]
    async with client(build(db)) as api:
        reply = await api.post("/store", json={"sql": sql})
    assert (reply.status_code, problem(reply)["code"]) == (status, code)


async def test_nul_in_a_parameter_is_refused(db: Database) -> None:
    async with client(build(db)) as api:
        body = {"sql": "SELECT %(a)s::text", "params": {"a": "x\u0000y"}}
        assert problem(await api.post("/store", json=body))["code"] == "kernel.out_of_range"


async def test_a_lost_race_is_a_conflict(db: Database) -> None:
    insert = "INSERT INTO calendar VALUES ('work', '', false, '{}') RETURNING code"
    async with client(build(db)) as api:
        assert problem(await api.post("/store", json={"sql": insert}))["code"] == "kernel.raced"


def test_parse_json_reads_what_the_edge_lets_through() -> None:
    assert parse_json('{"a":[1,"𠮷"]}'.encode()) == {"a": [1, "𠮷"]}
