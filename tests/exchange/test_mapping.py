"""Codes go out in the peer's and come in in ours; what nobody has mapped waits, danger does not (R35-R37)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args
from uuid import uuid4

import pytest

from exchange.test_kinds import OLDER
from exchange.two import Pair, Side, pair
from support.city import DANGER, POLICE, appeal, handle, handover, offer, order_of, register, step, timeline
from twinline.commands.exchange import SCHEMES
from twinline.exchange import amending, mapping, mapping_store
from twinline.exchange.envelope import read_event, write_event
from twinline.exchange.forms import CodedField
from twinline.exchange.samples import EXAMPLES
from twinline.kernel.db import execute, fetch_dicts
from twinline.linkage.model import REASON_CODES

SCHEME = "police_class"
THEFT, VIOLENCE = "100300", "200100"
CLASSES = ("body.opening.police_class", "appeal.decision.police_class")


@pytest.fixture
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("mapping")) as made:
        yield made


def test_the_command_knows_every_scheme() -> None:
    assert frozenset(SCHEMES) == mapping.SCHEMES
    assert frozenset(get_args(CodedField)) == {f.name.removeprefix(mapping.AMENDED) for f in mapping.FIELDS}


async def own_codes(side: Side, *schemes: str) -> None:
    async with side.db.transaction() as tx:
        await mapping.speak(tx, (await side.peer()).name, schemes)


async def map_code(side: Side, theirs: str, ours: str, *, scheme: str = SCHEME, since: date | None = None) -> None:
    """What a steward does on the registry's page: an existing queued row is mapped, else one is added."""
    steward = side.people.steward
    peer = (await side.peer()).name
    listed = await steward.api.get(
        "/api/v1/registry/crosswalks", params={"scheme": scheme, "peer": peer, "status": "queued"}
    )
    for row in listed.json()["items"]:
        if row["their_code"] == theirs:
            changed = await steward.api.patch(f"/api/v1/registry/crosswalks/{row['id']}", json={"our_code": ours})
            assert changed.status_code == 204, changed.text
            return
    day = (since or side.clock.now().date() - timedelta(days=400)).isoformat()
    row = {"scheme": scheme, "peer": peer, "their_code": theirs, "our_code": ours, "valid_from": day}
    made = await steward.api.post("/api/v1/registry/crosswalks", json={"rows": [row]})
    assert made.status_code == 201, made.text


async def offered(side: Side, words: str) -> tuple[dict[str, Any], dict[str, Any]]:
    made = await register(side.people.agent, words)
    return made, await offer(side.people.agent, await order_of(side.people.agent, made["id"], "12345"))


async def queue(side: Side) -> list[tuple[str, str, str, int, int]]:
    async with side.db.transaction() as tx:
        rows = await mapping.queued(tx, (await side.peer()).name)
    return [(row["way"], row["scheme"], row["code"], row["waiting"], row["went_on"]) for row in rows]


async def sent(two: Pair) -> list[Any]:
    async with two.a.db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, "SELECT token FROM exchange_out ORDER BY seq", {})
    public = (await two.b.peer()).keys
    return [read_event(two.b.me.ring, row["token"], public, me="police", newest=2) for row in rows]


def test_every_coded_field_is_in_the_schemas_and_reasons_are_those_of_linkage() -> None:
    assert frozenset(REASON_CODES) == mapping.REASON_CODES
    reached = set()
    for data in EXAMPLES.values():
        for field in mapping.FIELDS:
            value: Any = data
            for name in field.path:
                value = value.get(name, "") if isinstance(value, dict) else ""
            if value != "":
                reached.add(field.path)
    assert reached == {field.path for field in mapping.FIELDS}


def test_a_book_changes_what_it_knows_and_empties_what_it_does_not() -> None:
    data = EXAMPLES["offer"]
    book = mapping.Book({("matter", "P-THEFT-01"): "0713"}, frozenset({("type", "报警"), ("domain", "公安警务")}))
    made, unknown = book.coded(data)
    assert made["body"]["matter"] == made["appeal"]["decision"]["matter"] == "0713"
    assert (made["appeal"]["type"], made["appeal"]["division"], made["body"]["reason_code"]) == (
        "报警",
        None,
        "unclear",
    )
    assert made["appeal"]["words"] == data["appeal"]["words"]
    assert data["body"]["matter"] == "P-THEFT-01", "the message itself is changed"
    assert sorted(unknown) == [
        ("deadline_class", "police"),
        ("department", "public_security"),
        ("division", "440106"),
        ("police_class", THEFT),
        ("reason_code", "duty"),
    ]


async def test_codes_go_out_in_the_peers_and_arrive_in_ours(two: Pair) -> None:
    """Here the police's instance speaks its own classes; the government's knows them. Nothing else is touched."""
    await own_codes(two.a, SCHEME, "reason_code")
    await map_code(two.a, "J-0300", THEFT)
    await map_code(two.a, "01", "duty", scheme="reason_code")
    await map_code(two.b, "J-0300", THEFT)
    await map_code(two.b, "01", "duty", scheme="reason_code")
    made, handed = await offered(two.a, POLICE)
    await two.settle()
    event = (await sent(two))[0]
    assert event.data["body"]["opening"]["police_class"] == event.data["appeal"]["decision"]["police_class"] == "J-0300"
    assert event.data["body"]["reason_code"] == "01"
    assert event.data["appeal"]["matter"] == "P-THEFT-01"
    taker = two.b.people.call_taker
    assert (await handover(taker, handed["id"]))["reason_code"] == "duty"
    assert (await order_of(taker, made["id"], "110"))["class_current"] == THEFT
    assert await queue(two.a) == await queue(two.b) == []


async def test_an_unknown_code_of_ours_waits_and_goes_on_when_it_is_mapped(two: Pair) -> None:
    await own_codes(two.a, SCHEME)
    held, first = await offered(two.a, POLICE)
    await two.settle()
    assert await sent(two) == []
    assert (await two.a.peer()).out_seq == 0, "what is held has no number"
    assert await queue(two.a) == [("out", SCHEME, THEFT, 1, 0)]
    listed = await two.a.people.leader_12345.api.get("/api/v1/exchange/peers/police/codes")
    assert [(row["scheme"], row["code"], row["waiting"]) for row in listed.json()["items"]] == [(SCHEME, THEFT, 1)]
    assert (await two.a.people.agent.api.get("/api/v1/exchange/peers/police/codes")).status_code == 403
    assert (await two.a.people.leader_12345.api.get("/api/v1/exchange/peers/none/codes")).status_code == 404
    await map_code(two.a, THEFT, THEFT)
    await two.settle()
    assert (await handover(two.b.people.call_taker, first["id"]))["state"] == "delivered"
    assert await queue(two.a) == []
    assert (await appeal(two.b.people.call_taker, held["id"]))["words"] == POLICE


async def test_danger_goes_out_without_the_code_that_nobody_knows(two: Pair) -> None:
    await own_codes(two.a, SCHEME)
    made = await register(two.a.people.agent, DANGER)
    await two.settle()
    event = (await sent(two))[0]
    assert event.data["body"]["opening"]["danger"]
    assert event.data["body"]["opening"]["police_class"] == ""
    order = await order_of(two.b.people.call_taker, made["id"], "110")
    assert order["danger"]
    assert order["state"] != "received", "110 is not sent"
    assert ("out", SCHEME, VIOLENCE, 0, 1) in await queue(two.a)
    assert (await order_of(two.b.people.call_taker, made["id"], "110"))["class_current"] == "990000"
    await map_code(two.a, "J-0100", VIOLENCE)
    await map_code(two.b, "J-0100", VIOLENCE)
    await own_codes(two.b, SCHEME)
    await two.settle()
    amended = (await sent(two))[-1]
    assert (amended.kind, amended.urgent, amended.data["body"]["codes"]) == (
        "amend",
        True,
        dict.fromkeys(CLASSES, "J-0100"),
    )
    assert (await order_of(two.b.people.call_taker, made["id"], "110"))["class_current"] == VIOLENCE
    assert await queue(two.a) == []
    for person in (two.a.people.agent, two.b.people.call_taker):
        rows = [row for row in await timeline(person, made["id"]) if row["event"] == "amended"]
        assert {row["subject_kind"] for row in rows} >= {"appeal"}
        assert {row["platform"] for row in rows if row["subject_kind"] == "appeal"} == {"12345"}
        assert rows[0]["data"]["codes"] in ({SCHEME: VIOLENCE}, dict.fromkeys(CLASSES, VIOLENCE))


async def test_every_field_gets_its_own_code_once_it_is_mapped(two: Pair) -> None:
    """Two fields of one kind with different codes, the place, and the unit that is complained of (promise 6)."""
    schemes = ("type", "division", "unit")
    await own_codes(two.a, *schemes)
    bureau = two.a.people.app.state.city.directory.by_code("440106-public_security")
    made = await register(two.a.people.agent, DANGER, complained_unit_id=str(bureau.id))
    judged = (await appeal(two.a.people.agent, made["id"]))["type"]
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE triage_decision SET type = '投诉'", {})
    await two.settle()
    complained = await two.b.people.of("call_taker", bureau.code)
    assert (await appeal(complained, made["id"]))["type"] == "其他"
    shown = "SELECT a.type, a.division, t.type AS judged FROM appeal a JOIN triage_decision t ON t.appeal_id = a.id"
    assert await rows_of(two.b, shown) == [{"type": "其他", "division": None, "judged": "其他"}]
    for scheme, code in (("type", "投诉"), ("type", judged), ("division", "440106"), ("unit", bureau.code)):
        await map_code(two.a, code, code, scheme=scheme)
    await two.settle()
    assert await rows_of(two.b, shown) == [{"type": judged, "division": "440106", "judged": "投诉"}]
    assert (await complained.api.get(f"/api/v1/appeals/{made['id']}")).status_code == 404
    assert (await order_of(two.b.people.call_taker, made["id"], "110"))["division"] == "440106"
    assert await rows_of(two.b, "SELECT DISTINCT division FROM handover") == [{"division": "440106"}]
    assert await queue(two.a) == []


async def rows_of(side: Side, statement: str, **params: Any) -> list[dict[str, Any]]:
    async with side.db.transaction() as tx:
        return await fetch_dicts(tx.conn, statement, params)  # type: ignore[arg-type]


async def test_an_older_peer_is_told_nothing_that_it_does_not_know_and_waits_for_nothing(two: Pair) -> None:
    newest, two.b.me = two.b.me, replace(two.b.me, schemas=OLDER)
    await own_codes(two.a, SCHEME)
    made = await register(two.a.people.agent, DANGER)
    await two.settle()
    await map_code(two.a, VIOLENCE, VIOLENCE)
    await two.settle()
    assert (await two.a.peer()).schema_version == 1
    assert await queue(two.a) == [("out", SCHEME, VIOLENCE, 0, 1)]
    async with two.a.db.transaction() as tx:
        # Said while the peer was newer than it is now.
        await execute(tx.conn, "UPDATE peer SET schema_version = 2", {})
    city = two.a.people.app.state.city
    assert await amending.amend(two.a.db, two.a.me, city, "police") == 1
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE peer SET schema_version = 1", {})
    (sent_over,) = await rows_of(two.a, "SELECT id FROM handover")
    taker = two.b.people.call_taker
    await handle(taker, await handover(taker, str(sent_over["id"])), "accept")
    await two.settle()
    assert "amend" not in [event.kind for event in await sent(two)]
    assert {(await appeal(one, made["id"]))["owner_platform"] for one in (two.a.people.agent, taker)} == {"110"}
    assert await rows_of(two.b, "SELECT code FROM exchange_refusal") == []
    waiting = "SELECT kind FROM link_message WHERE delivered_at IS NULL"
    assert await rows_of(two.a, waiting) == [{"kind": "amend"}]
    two.b.me = newest
    await map_code(two.a, THEFT, THEFT)
    await offered(two.a, POLICE)
    await two.settle()
    assert await rows_of(two.a, waiting) == []
    assert (await order_of(taker, made["id"], "110"))["class_current"] == VIOLENCE


async def test_each_message_is_amended_by_itself_and_one_that_cannot_be_holds_up_no_other(
    two: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amending, "BATCH", 1)
    await own_codes(two.b, SCHEME)
    made = [await register(two.a.people.agent, DANGER) for _ in range(2)]
    await two.settle()
    taker, city = two.b.people.call_taker, two.b.people.app.state.city
    async with two.b.db.transaction() as tx:
        first = "SELECT message_id FROM exchange_held ORDER BY at, message_id LIMIT 1"
        await execute(tx.conn, f"UPDATE exchange_held SET code = 'NONE' WHERE message_id = ({first})", {})  # type: ignore[arg-type]
    await map_code(two.b, "NONE", "no-class")
    await map_code(two.b, VIOLENCE, VIOLENCE)
    assert [await amending.amend(two.b.db, two.b.me, city, "gov") for _ in range(3)] == [0, 1, 0]
    await two.settle()
    classes = sorted([(await order_of(taker, one["id"], "110"))["class_current"] for one in made])
    assert classes == [VIOLENCE, "990000"]
    assert await queue(two.b) == [("in", SCHEME, "NONE", 0, 1)]
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, "UPDATE crosswalk SET our_code = %(code)s WHERE their_code = 'NONE'", {"code": THEFT})
    two.b.clock.advance(mapping.LOOK_AGAIN * 2)
    await two.settle()
    classes = sorted([(await order_of(taker, one["id"], "110"))["class_current"] for one in made])
    assert classes == [THEFT, VIOLENCE]


async def test_what_the_peer_gave_back_of_our_own_is_amended_here(two: Pair) -> None:
    """After this instance was put back: nothing goes to the peer, and the copy here is filled in (decision 0020)."""
    made = await register(two.a.people.agent, DANGER)
    await two.settle()
    (asked,) = await rows_of(two.a, "SELECT id FROM link_message ORDER BY pos LIMIT 1")
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE appeal SET matter = ''", {})
        await mapping.hold(tx, "police", "in", asked["id"], {("matter", "0713"): ["appeal.matter"]}, waits=False)
    await map_code(two.a, "0713", "P-THEFT-01", scheme="matter")
    before = len(await sent(two))
    await two.settle()
    assert len(await sent(two)) == before
    assert (await appeal(two.a.people.agent, made["id"]))["matter"] == "P-THEFT-01"
    said = await rows_of(two.a, "SELECT sender, receiver FROM link_message WHERE kind = 'amend'")
    assert said == [{"sender": "110", "receiver": "12345"}]


async def test_a_peer_amends_no_place_that_it_does_not_answer_for(two: Pair) -> None:
    await offered(two.a, POLICE)
    await two.settle()
    event = (await sent(two))[0]
    codes = {"appeal.division": "440106", "body.opening.division": "350100"}
    body = {"of": str(event.id), "codes": codes, "at": event.at.isoformat()}
    forged = replace(event, id=uuid4(), kind="amend", seq=99, subject_n=99, version=2, data={"body": body})
    await two.b.take([write_event(two.a.me.ring, (await two.a.peer()).keys, forged)])
    assert await rows_of(two.b, "SELECT code FROM exchange_refusal") == [{"code": "exchange.wrong_division"}]


async def test_a_class_that_somebody_chose_stays_when_a_code_is_mapped_at_last(two: Pair) -> None:
    await own_codes(two.a, SCHEME)
    made = await register(two.a.people.agent, DANGER)
    await two.settle()
    taker = two.b.people.call_taker
    order = await order_of(taker, made["id"], "110")
    await step(taker, order, "classify", class_code=THEFT, reason="当事人说是抢夺")
    await map_code(two.a, VIOLENCE, VIOLENCE)
    await two.settle()
    assert (await order_of(taker, made["id"], "110"))["class_current"] == THEFT
    assert [row["event"] for row in await timeline(taker, made["id"])].count("amended") == 1


async def test_an_unknown_code_of_theirs_holds_its_subject_only_until_a_steward_maps_it(two: Pair) -> None:
    await own_codes(two.b, SCHEME)
    _, held = await offered(two.a, POLICE)
    await two.settle()
    taker = two.b.people.call_taker
    assert (await taker.api.get(f"/api/v1/handovers/{held['id']}")).status_code == 404
    assert await queue(two.b) == [("in", SCHEME, THEFT, 1, 0)]
    async with two.b.db.transaction() as tx:
        rows = await fetch_dicts(tx.conn, "SELECT admitted_at, failures, error FROM exchange_in", {})
    assert [(row["admitted_at"], row["failures"]) for row in rows] == [(None, 0)]
    assert f"{SCHEME}={THEFT}" in rows[0]["error"]
    assert await two.a.peer(), "the sender has its answer"
    async with two.a.db.transaction() as tx:
        states = await fetch_dicts(tx.conn, "SELECT push_state FROM exchange_out", {})
    assert states == [{"push_state": 2}]
    made = await register(two.a.people.agent, DANGER)
    await two.settle()
    order = await order_of(taker, made["id"], "110")
    assert (order["danger"], order["class_current"]) == (True, "990000")
    assert ("in", SCHEME, VIOLENCE, 0, 1) in await queue(two.b)
    await map_code(two.b, THEFT, THEFT)
    await map_code(two.b, VIOLENCE, VIOLENCE)
    await two.settle()
    assert (await handover(taker, held["id"]))["state"] == "delivered"
    assert (await order_of(taker, made["id"], "110"))["class_current"] == VIOLENCE
    assert await queue(two.b) == []


async def test_a_code_that_is_on_no_list_here_waits_too(two: Pair) -> None:
    """Nobody said that the peer has codes of its own, and yet it uses one that this side does not have."""
    made = await register(two.a.people.agent, POLICE)
    order = await order_of(two.a.people.agent, made["id"], "12345")
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE triage_decision SET police_class = '777777'", {})
    handed = await offer(two.a.people.agent, order)
    await two.settle()
    assert await queue(two.b) == [("in", SCHEME, "777777", 1, 0)]
    await map_code(two.b, "777777", THEFT)
    await two.settle()
    taker = two.b.people.call_taker
    assert (await handover(taker, handed["id"]))["state"] == "delivered"
    assert (await order_of(taker, made["id"], "110"))["class_current"] == THEFT


async def test_rows_hold_on_their_days(two: Pair) -> None:
    """The peer renamed a class: before the day the old code, from it on the new one; never one that has ended."""
    today = two.a.clock.now().date()
    async with two.a.db.transaction() as tx:
        insert = (
            "INSERT INTO crosswalk (id, scheme, peer, their_code, our_code, status, valid_from, valid_to) "
            "VALUES (gen_random_uuid(), 'police_class', %(peer)s, %(code)s, '100300', 'mapped', %(a)s, %(b)s)"
        )
        for peer, code, first, last in (
            ("", "ALL", -900, None),
            ("police", "OLD", -800, -10),
            ("police", "NEW", -10, None),
            ("police", "NEXT", 30, None),
        ):
            days = {"a": today + timedelta(days=first), "b": last and today + timedelta(days=last)}
            await execute(tx.conn, insert, {"peer": peer, "code": code, **days})
        wanted = {(SCHEME, THEFT)}
        for day, code in ((-850, "ALL"), (-100, "OLD"), (-10, "NEW"), (0, "NEW"), (40, "NEXT")):
            found = await mapping_store.others(tx.conn, "out", "police", wanted, today + timedelta(days=day))
            assert found == {(SCHEME, THEFT): code}, day
        wanted = {(SCHEME, "OLD")}
        assert await mapping_store.others(tx.conn, "in", "police", wanted, today) == {}
