"""What a search finds is exactly what contains the words, by the text's own account (DESIGN section 9, promise 6)."""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.city import problem, register
from support.outbox import drain
from support.people import People, Person
from twinline.intake import Desk, Said, queries, search, search_store
from twinline.intake import register as take_in
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.kernel.paging import page_of

SEED = files("twinline.demo").joinpath("data/seed_messages.jsonl").read_text("utf-8").splitlines()
ODD = [
    "𠮷野家门口的井盖丢了😀👍🏽，晚上很危险",
    'Ｗｉｆｉ 收费 100%，说好的是 5_折，"it\'s" 不对 \\ 反斜杠',
    "楼下KTV半夜还在唱，ABC大厦",
    "路灯亮，不亮的是井",
]
UNFILTERED = dict.fromkeys(("owner", "open", "danger", "type", "matter", "division", "since", "until"))
CHINESE = """
    路灯 井盖 路灯不亮 施工 半夜打桩 天河区 不存在的词句 地铁站 老人 灯 井 的 号 😀 👍🏽 𠮷 𠮷野 wifi WiFi ktv ｋｔｖ
"""
SIGNS = "100% 0% 5_折 _折 it's \"it's\" \\反"
TRIED = [
    *CHINESE.split(),
    *SIGNS.split(),
    *("路灯 坏", "噪音 扰民", " 反斜杠 "),
]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


async def filled(people: People, db: Database, texts: list[dict[str, Any]]) -> None:
    desk: Desk = people.app.state.desk
    said = [
        Said(
            platform=t["number"], channel="web", words=t["text"], client="test", key=t["external_id"],
            phone=t.get("phone"), address=t.get("address") or "", auto_handover=False,
        )
        for t in texts
    ]  # fmt: skip
    for platform, person in (("12345", people.agent), ("110", people.call_taker)):
        async with db.transaction() as tx:
            done = await take_in(tx, desk, person.actor, [s for s in said if s.platform == platform])
        assert all(not isinstance(d, Exception) for d in done)


async def pumped(db: Database) -> None:
    async def handler(tx: Any, facts: Any) -> None:
        await search.fill(tx, facts)

    await drain(db, Subscription("test-search", search.SEARCH_TOPICS, handler))


async def found(person: Person, q: str) -> list[str]:
    """Numbers of everything a search finds, over all pages."""
    numbers: list[str] = []
    cursor: str | None = None
    while True:
        params = {"q": q, "limit": 200} | ({"cursor": cursor} if cursor else {})
        reply = await person.api.get("/api/v1/appeals", params=params)
        assert reply.status_code == 200, reply.text
        numbers += [item["number"] for item in reply.json()["items"]]
        cursor = reply.json()["next"]
        if cursor is None:
            return numbers


@pytest.mark.parametrize("even", [0.0, 1e18], ids=["walking", "by-index"])
async def test_it_finds_what_contains_the_words_and_nothing_else(
    people: People, db: Database, monkeypatch: pytest.MonkeyPatch, even: float
) -> None:
    monkeypatch.setattr(search_store, "EVEN_SHARE_SQUARED", even)
    texts = [json.loads(line) for line in SEED]
    texts += [{"number": "12345", "text": text, "external_id": f"odd-{n}"} for n, text in enumerate(ODD)]
    await filled(people, db, texts)
    await pumped(db)
    async with db.transaction() as tx:
        await tx.conn.execute("ANALYZE search_doc")
        cursor = await tx.conn.execute(
            "SELECT number, title, words, address FROM appeal"
            " WHERE (first_receiver = '12345' OR shared) AND NOT restricted"
        )
        rows = await cursor.fetchall()
    hits = 0
    for query in TRIED:
        words = plain(query).split()
        truth = {r[0] for r in rows if all(any(w in plain(part) for part in r[1:]) for w in words)}
        assert set(await found(people.agent, query)) == truth, query
        hits += len(truth)
    assert hits > 200


@pytest.mark.parametrize("query", ["a", "%", "路灯 x", "！", "_", "'", "\\"])
async def test_one_plain_letter_or_sign_is_refused(people: People, query: str) -> None:
    problem(await people.agent.api.get("/api/v1/appeals", params={"q": query}), "intake.query_too_short", 422)


async def test_endless_queries_are_refused(people: People) -> None:
    reply = await people.agent.api.get("/api/v1/appeals", params={"q": "x" * 10_000})
    assert reply.status_code == 422
    with pytest.raises(search.QueryTooLong):
        search.wanted("路" * 10_000, cipher=people.app.state.cipher)
    with pytest.raises(search.QueryTooLong):
        search.wanted("\ufdfa" * 100, cipher=people.app.state.cipher)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
@example("'\\' & | ! <-> :* ()")
@example("\ud83d\x00路")
async def test_no_query_breaks_it(people: People, db: Database, cipher: FieldCipher, query: str) -> None:
    try:
        wanted = search.wanted(query, cipher=cipher)
    except (search.QueryTooShort, search.QueryTooLong):
        return
    async with db.transaction() as tx:
        await queries.list_appeals(tx.conn, people.agent.actor, page_of(None, 10), UNFILTERED, wanted)


async def test_numbers_and_phones_are_recognised(people: People, db: Database) -> None:
    made = await register(people.agent, "楼道灯坏了", phone="+86 199-0000-4321", caller="何小满")
    other = await register(people.agent, "回拨电话是199-0000-4321，请联系")
    await pumped(db)
    assert await found(people.agent, made["number"]) == [made["number"]]
    assert await found(people.agent, made["order"]["number"].lower()) == [made["number"]]
    assert await found(people.agent, f"楼道 {made['number']}") == [made["number"]]
    assert await found(people.agent, f"井盖 {made['number']}") == []
    assert await found(people.agent, "19900004321") == [made["number"]]
    assert set(await found(people.agent, "199-0000-4321")) == {made["number"], other["number"]}
    assert await found(people.agent, "199-0000-4322") == []


async def test_what_may_not_be_seen_is_not_found(people: People, db: Database) -> None:
    secret = await register(people.leader_12345, "举报某机关泄密路灯", restricted=True, phone="199-0000-7777")
    await pumped(db)
    for query in ("泄密", secret["number"], secret["order"]["number"], "199-0000-7777", "路灯"):
        assert await found(people.leader_12345, query) == [secret["number"]]
        for person in (people.agent, people.clerk, people.call_taker, people.leader_110, people.area_agent):
            assert await found(person, query) == []


async def test_a_confidential_callers_phone_tells_a_unit_nothing(people: People, db: Database) -> None:
    made = await register(people.agent, "投诉邻居违建", confidential=True, phone="199-0000-8888")
    unit = people.clerk.actor.unit_id
    async with db.transaction() as tx:
        await tx.conn.execute("INSERT INTO appeal_access VALUES (%s, %s)", [unit, made["id"]])
    await pumped(db)
    assert await found(people.agent, "199-0000-8888") == [made["number"]]
    assert await found(people.clerk, "违建") == [made["number"]]
    assert await found(people.clerk, "199-0000-8888") == []


async def test_what_the_subscriber_missed_is_filled_in(people: People, db: Database) -> None:
    made = [await register(people.agent, f"第{n}号井盖松动") for n in range(3)]
    assert await found(people.agent, "井盖") == []
    assert await search.backfill(db) == 3
    assert await search.backfill(db) == 0
    assert set(await found(people.agent, "井盖")) == {m["number"] for m in made}
