"""What a device in the field sends: steps that may come twice and late, calls for support (R2, R14, R37, R72); and the
queue of the revisit (R40, R54)."""

from __future__ import annotations

from typing import Any

from support.city import CIVIL, POLICE, appeal, order_of, order_path, problem, register, settle, step, unit_id, written
from support.people import People, Person
from twinline.kernel.db import Database

SENT_TO = "440106-public_security"
LEAD = "440106-urban_management"
LATE = {"X-Occurred-At": "2026-01-05T08:00:00+08:00"}


async def sent(people: People) -> dict[str, Any]:
    made = await register(people.call_taker, POLICE)
    order = await order_of(people.police_dispatcher, made["id"], "110")
    return await step(people.police_dispatcher, order, "dispatch", units=[unit_id(people, SENT_TO)])


async def take(who: Person, order: dict[str, Any], event: str, headers: dict[str, str], **body: Any) -> Any:
    made = {"version": order["version"], **body}
    return await who.api.post(f"{order_path(order)}/{event}", json=made, headers=headers)


async def told(people: People, order: dict[str, Any], event: str) -> list[dict[str, Any]]:
    reply = await people.leader_110.api.get(f"/api/v1/appeals/{order['appeal_id']}/timeline")
    return [row["data"] for row in reply.json()["items"] if row["event"] == event]


async def test_a_step_that_comes_twice_has_effect_once(people: People, db: Database) -> None:
    order = await sent(people)
    first = await take(people.officer, order, "sign", {"Idempotency-Key": "k-1", **LATE})
    assert first.status_code == 200, first.text
    before = await written(db)
    again = await take(people.officer, order, "sign", {"Idempotency-Key": "k-1", **LATE})
    assert again.json() == first.json()
    assert await written(db) == before
    problem(await take(people.officer, first.json(), "set_out", {"Idempotency-Key": "k-1"}), "cases.key_reused", 409)
    assert await written(db) == before
    # The key is the account's own: with somebody else's it is another step.
    problem(await take(people.outsider, order, "sign", {"Idempotency-Key": "k-1"}), "identity.not_permitted", 403)


async def test_a_refused_step_gives_its_key_back(people: People) -> None:
    order = await sent(people)
    stale = {**order, "version": order["version"] - 1}
    problem(await take(people.officer, stale, "sign", {"Idempotency-Key": "k-2"}), "kernel.stale_version", 409)
    assert (await take(people.officer, order, "sign", {"Idempotency-Key": "k-2"})).status_code == 200


async def test_the_devices_time_is_kept_beside_the_servers_and_never_ahead_of_it(people: People) -> None:
    order = await sent(people)
    order = (await take(people.officer, order, "sign", LATE)).json()
    [kept] = await told(people, order, "sign")
    assert kept["occurred_at"].startswith("2026-01-05T00:00:00")
    assert (await take(people.officer, order, "set_out", {"X-Occurred-At": "9998-01-01T00:00:00Z"})).status_code == 200
    [ahead] = await told(people, order, "set_out")
    assert ahead["occurred_at"] < "9998"
    for wrong in ("soon", "2026-01-05", "1767571200"):
        assert (await take(people.officer, order, "arrive", {"X-Occurred-At": wrong})).status_code == 422
    assert (await take(people.officer, order, "arrive", {"Idempotency-Key": "a b"})).status_code == 422


async def test_support_is_asked_for_with_one_press(people: People) -> None:
    order = await sent(people)
    refused = await take(people.police_dispatcher, order, "ask_help", {}, reason="代为求援")
    problem(refused, "identity.not_permitted", 403)
    order = (
        await take(people.officer, order, "ask_help", {"Idempotency-Key": "h"}, reason="现场人多，请求增援")
    ).json()
    assert order["danger"]
    assert order["urgent"]
    assert (await appeal(people.leader_110, order["appeal_id"]))["danger"]
    order = (await take(people.officer, order, "ask_help", {}, reason="仍需增援")).json()
    assert len(await told(people, order, "ask_help")) == 2


async def calls(who: Person) -> list[dict[str, Any]]:
    reply = await who.api.get("/api/v1/help-calls")
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def test_a_call_for_support_stands_until_somebody_takes_it(people: People) -> None:
    order = await sent(people)
    for reason in ("请求增援", "仍需增援"):
        order = (await take(people.officer, order, "ask_help", {}, reason=reason)).json()
    [call] = await calls(people.call_taker)
    assert (call["order_id"], call["number"], call["unit_id"]) == (
        order["id"],
        order["number"],
        unit_id(people, SENT_TO),
    )
    assert call["reason"] == "仍需增援"
    problem(await people.officer.api.get("/api/v1/help-calls"), "identity.not_permitted", 403)
    taken = await people.leader_110.api.post(f"/api/v1/police-orders/{order['id']}/take_help")
    assert taken.status_code == 200, taken.text
    assert await calls(people.police_dispatcher) == []
    order = (await take(people.officer, taken.json(), "ask_help", {}, reason="又有人来")).json()
    assert len(await calls(people.police_dispatcher)) == 1
    await step(people.police_dispatcher, order, "dispatch", units=[unit_id(people, "440103-public_security")])
    assert await calls(people.police_dispatcher) == []


async def press(who: Person, order: dict[str, Any], reason: str) -> None:
    keyed = {"Idempotency-Key": f"d-{order['id']}", **LATE}
    for _ in range(2):
        reply = await who.api.post(
            f"/api/v1/appeals/{order['appeal_id']}/danger", json={"reason": reason}, headers=keyed
        )
        assert reply.status_code == 200, reply.text


async def test_a_call_for_support_reaches_the_desk_though_its_order_has_moved_on(people: People) -> None:
    order = await sent(people)
    await step(people.police_dispatcher, order, "cancel", reason="双方已离开")
    await press(people.officer, order, "对方又返回")
    [call] = await calls(people.police_dispatcher)
    assert call["order_id"] != order["id"]
    assert (call["reason"], call["unit_id"]) == ("对方又返回", unit_id(people, SENT_TO))
    again = await order_of(people.police_dispatcher, order["appeal_id"], "110")
    assert (again["state"], again["danger"]) == ("dispatched", True)
    assert len(await told(people, order, "ask_help")) == 1
    assert (await told(people, order, "ask_help"))[0]["occurred_at"].startswith("2026-01-05T00:00:00")


async def test_a_units_danger_reaches_110_though_its_order_has_ended(people: People, db: Database) -> None:
    order = await reviewed(people)
    order = await step(people.supervisor, order, "revisit", contacted=True, solved=True, satisfied=5)
    await step(people.supervisor, order, "close")
    await press(people.clerk, order, "当事人持刀返回")
    await settle(people, db)
    assert (await order_of(people.police_dispatcher, order["appeal_id"], "110"))["state"] == "dispatched"
    asked = (await people.clerk.api.get("/api/v1/joint-actions")).json()["items"]
    assert [(one["kind"], one["danger"]) for one in asked] == [("escalation", True)]


async def test_an_escalation_that_comes_twice_asks_110_once(people: People) -> None:
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    body = {"reason": "当事人情绪激动", "danger": False}
    first = await take(people.clerk, order, "escalate", {"Idempotency-Key": "e"}, **body)
    again = await take(people.clerk, order, "escalate", {"Idempotency-Key": "e"}, **body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]


async def reviewed(people: People) -> dict[str, Any]:
    made = await register(people.agent, CIVIL)
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, LEAD))
    for event, body in (("sign", {}), ("begin", {}), ("reply", {"reply": "已修好"})):
        order = await step(people.clerk, order, event, **body)
    return await step(people.supervisor, order, "approve")


async def queue(who: Person, **query: Any) -> dict[str, dict[str, Any]]:
    reply = await who.api.get("/api/v1/revisits", params=query)
    assert reply.status_code == 200, reply.text
    assert reply.json()["calls_max"] == 3
    return {row["id"]: row for row in reply.json()["items"]}


async def test_who_is_not_reached_is_called_again_and_then_no_more(people: People) -> None:
    order = await reviewed(people)
    assert (await queue(people.supervisor))[order["id"]]["calls"] == 0
    order = await step(people.supervisor, order, "miss_revisit", next_at="9998-01-01T00:00:00Z")
    assert order["state"] == "reviewed"
    assert order["id"] not in await queue(people.supervisor)
    assert (await queue(people.supervisor, when="later"))[order["id"]]["calls"] == 1
    order = await step(people.supervisor, order, "miss_revisit", next_at="2026-01-01T00:00:00Z", note="无人接听")
    assert order["id"] in await queue(people.supervisor)
    assert order["id"] not in await queue(people.leader_12345, mine=True)
    assert order["id"] in await queue(people.supervisor, mine=True)
    order = await step(people.supervisor, order, "miss_revisit")
    assert (order["state"], order["contacted"]) == ("revisited", False)
    assert (await queue(people.supervisor, when="decide"))[order["id"]]["calls"] == 3
    assert (await step(people.supervisor, order, "close", told_by="sms"))["state"] == "closed"


async def test_calls_are_counted_anew_after_a_redo(people: People) -> None:
    order = await reviewed(people)
    order = await step(people.supervisor, order, "miss_revisit")
    order = await step(people.supervisor, order, "redo", reason="来电人说没修好")
    order = await step(people.clerk, order, "reply", reply="重新修好")
    order = await step(people.supervisor, order, "approve")
    assert (await queue(people.supervisor))[order["id"]]["calls"] == 0
    assert (await people.clerk.api.get("/api/v1/revisits")).status_code == 403
