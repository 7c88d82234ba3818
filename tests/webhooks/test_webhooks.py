"""From a fact to a signed request at a real receiver: who hears of what, tries, log, replay (R44, R62, promise 6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from starlette.responses import RedirectResponse, Response

from support.city import problem, step
from support.database import ShiftClock
from support.people import People
from twinline.clocks import load_city
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, execute, fetch_value
from twinline.kernel.stopping import end
from twinline.settings import Settings
from twinline.webhooks import Options, Sender
from twinline.webhooks.model import PAUSES_S
from twinline.work import Worker
from webhooks.receiver import Receiver, receiving
from webhooks.scene import BASE, LOCAL, Scene, scene_of

LONGER = 1.25


@pytest.fixture
async def scene(people: People, db: Database, cipher: FieldCipher) -> AsyncIterator[Scene]:
    async with scene_of(people, db, cipher) as made:
        yield made


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


async def run(db: Database, sql: str) -> None:
    async with db.transaction() as tx:
        await execute(tx.conn, sql, {})  # type: ignore[arg-type]


async def value(db: Database, sql: str) -> Any:
    async with db.transaction() as tx:
        return await fetch_value(tx.conn, sql, {})  # type: ignore[arg-type]


# --- what is told to whom ---------------------------------------------------------------------------------------------


async def test_a_fact_arrives_signed_and_says_nothing_of_the_person(scene: Scene, receiver: Receiver) -> None:
    made = await scene.subscribe(scene.system, receiver)
    order = await scene.dispatched()
    await scene.deliver()
    assert sorted(receiver.topics) == ["case.dispatch", "case.open"]
    for one in receiver.came:
        assert Webhook(made["secret"]).verify(one.body, one.headers) == one.said
    said = max((one.said["data"] for one in receiver.came), key=lambda data: data["version"])
    assert (said["id"], said["number"], said["version"]) == (order["id"], order["number"], order["version"])
    assert (said["state"], said["before"], said["kind"]) == ("dispatched", "registered", "case")
    everything = b"".join(one.body for one in receiver.came).decode()
    assert not {word for word in ("甄", "4321", "路灯", "石牌") if word in everything}


async def test_a_forged_or_changed_request_is_not_taken_for_ours(scene: Scene, receiver: Receiver) -> None:
    made = await scene.subscribe(scene.system, receiver)
    await scene.dispatched()
    await scene.deliver()
    came = receiver.came[0]
    other = (await scene.subscribe(scene.system, receiver))["secret"]
    for secret, body in ((other, came.body), (made["secret"], came.body.replace(b"case", b"cafe"))):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, came.headers)


async def test_only_topics_that_were_asked_for(scene: Scene, receiver: Receiver) -> None:
    await scene.subscribe(scene.system, receiver, "case.dispatch", "case.sign")
    order = await scene.dispatched()
    await step(scene.people.clerk, order, "sign")
    await scene.deliver()
    assert sorted(receiver.topics) == ["case.dispatch", "case.sign"]


async def test_who_may_not_see_an_appeal_does_not_hear_of_it(scene: Scene, receiver: Receiver) -> None:
    people = scene.people
    outsider = await people.of("unit_system", "440104-urban_management")
    for who in (outsider, people.machine_110, people.admin):
        await scene.subscribe(who, receiver, "*")
    await scene.dispatched()
    await scene.deliver()
    assert receiver.came == []


async def test_the_whole_platform_hears_of_what_is_not_restricted(scene: Scene, receiver: Receiver) -> None:
    await scene.subscribe(scene.people.machine_12345, receiver, "*")
    await scene.dispatched()
    order = await scene.dispatched()
    await run(scene.db, f"UPDATE appeal SET restricted = true WHERE id = '{order['appeal_id']}'")
    await scene.deliver()
    assert order["appeal_id"] not in {one.said["data"]["appeal_id"] for one in receiver.came}
    assert "case.dispatch" in receiver.topics


async def test_what_becomes_restricted_while_it_waits_is_withheld(scene: Scene, receiver: Receiver) -> None:
    made = await scene.subscribe(scene.system, receiver)
    await scene.dispatched()
    await scene.fill()
    await run(scene.db, "UPDATE appeal SET restricted = true")
    await scene.send()
    assert receiver.came == []
    page = await scene.get(scene.system, f"/{made['id']}/deliveries")
    assert {(row["state"], row["body"]) for row in page["items"]} == {("withheld", None)}
    assert (await scene.get(scene.system, f"/{made['id']}/changes"))["items"] == []
    assert (await scene.post(scene.system, f"/{made['id']}/again", 200, since="2026-01-01T00:00:00Z"))["count"] == 0


async def test_an_account_that_is_disabled_hears_no_more(scene: Scene, receiver: Receiver) -> None:
    await scene.subscribe(scene.system, receiver)
    await scene.dispatched()
    await scene.fill()
    mine = f"WHERE id = '{scene.system.actor.account_id}'"
    await run(scene.db, f"UPDATE account SET disabled_at = now() {mine}")
    try:
        await scene.dispatched()
        await scene.deliver()
    finally:
        await run(scene.db, f"UPDATE account SET disabled_at = NULL {mine}")
    assert receiver.came == []
    assert await value(scene.db, "SELECT count(*) FROM webhook_delivery WHERE state <> 'withheld'") == 0


async def test_both_sides_of_a_handover_are_told_of_by_its_own_id(scene: Scene, receiver: Receiver) -> None:
    from support.city import POLICE, offer, order_of, register, settle

    people = scene.people
    await scene.subscribe(people.machine_110, receiver, "handover.*")
    one = await register(people.agent, POLICE)
    sent = await offer(people.agent, await order_of(people.agent, one["id"], "12345"))
    await settle(people, scene.db)
    await scene.deliver()
    assert receiver.came
    assert {row.said["data"]["id"] for row in receiver.came} == {sent["id"]}
    assert {row.said["data"]["number"] for row in receiver.came} == {sent["number"]}


# --- tries ------------------------------------------------------------------------------------------------------------


async def test_a_failure_is_tried_again_after_growing_pauses(
    scene: Scene, receiver: Receiver, clock: ShiftClock
) -> None:
    made = await scene.subscribe(scene.system, receiver, "case.dispatch")
    await scene.dispatched()
    receiver.answer = lambda: Response("坏" * 1_000 + "\x00", status_code=500)
    await scene.deliver()
    assert await scene.send() == 0
    for tries, pause in enumerate(PAUSES_S[:3], start=2):
        clock.advance(timedelta(seconds=pause * 0.9))
        assert await scene.send() == 0
        clock.advance(timedelta(seconds=pause * (LONGER - 0.9)))
        assert await scene.send() == 1
        assert len(receiver.came) == tries
    assert len({one.id for one in receiver.came}) == 1
    assert len({one.headers["webhook-timestamp"] for one in receiver.came}) == len(receiver.came)
    receiver.answer = lambda: Response(status_code=200)
    clock.advance(timedelta(seconds=PAUSES_S[3] * LONGER))
    await scene.send()
    whole = await scene.get(scene.system, f"/{made['id']}/deliveries/{receiver.came[0].id}")
    assert (whole["state"], whole["tries"]) == ("sent", 5)
    assert [one["status"] for one in whole["attempts"]] == [500, 500, 500, 500, 200]
    assert whole["attempts"][0]["answer"] == "坏" * 333 + "�"
    assert (await scene.get(scene.system, f"/{made['id']}"))["failing_since"] is None


async def test_a_receiver_that_asks_for_time_gets_it(scene: Scene, receiver: Receiver, clock: ShiftClock) -> None:
    await scene.subscribe(scene.system, receiver, "case.dispatch")
    await scene.dispatched()
    receiver.answer = lambda: Response(status_code=429, headers={"retry-after": "3600"})
    await scene.deliver()
    clock.advance(timedelta(seconds=3_500))
    assert await scene.send() == 0
    clock.advance(timedelta(seconds=200))
    assert await scene.send() == 1


async def test_after_two_days_it_is_dead_told_and_sent_again_when_asked(
    scene: Scene, receiver: Receiver, clock: ShiftClock
) -> None:
    made = await scene.subscribe(scene.system, receiver, "case.dispatch")
    await scene.dispatched()
    receiver.answer = lambda: Response(status_code=503)
    await scene.deliver()
    for pause in PAUSES_S:
        clock.advance(timedelta(seconds=pause * LONGER))
        assert await scene.send() == 1
    clock.advance(timedelta(days=3))
    assert await scene.send() == 0
    (row,) = (await scene.get(scene.system, f"/{made['id']}/deliveries", state="dead"))["items"]
    assert row["tries"] == len(PAUSES_S) + 1
    alarms = (await scene.people.leader_12345.api.get("/api/v1/reminders")).json()["items"]
    assert [(one["kind"], one["subject"]) for one in alarms] == [("webhook", f"webhook:{made['id']}")]
    assert alarms[0]["label"]["zh"].startswith("变更推送")
    receiver.answer = lambda: Response(status_code=200)
    assert (await scene.post(scene.system, f"/{made['id']}/again", 200, ids=[row["id"]]))["count"] == 1
    await scene.send()
    assert receiver.came[-1].id == row["id"]
    assert (await scene.get(scene.system, f"/{made['id']}/deliveries", state="sent"))["items"][0]["id"] == row["id"]


async def test_a_receiver_that_fails_for_days_is_switched_off_and_comes_back_by_hand(
    scene: Scene, receiver: Receiver, clock: ShiftClock
) -> None:
    made = await scene.subscribe(scene.system, receiver, "case.dispatch")
    receiver.answer = lambda: Response(status_code=500)
    await scene.dispatched()
    await scene.deliver()
    clock.advance(timedelta(days=5, minutes=1))
    await scene.dispatched()
    await scene.deliver()
    shown = await scene.get(scene.system, f"/{made['id']}")
    assert (shown["active"], shown["ended_why"]) == (False, "failing")
    assert await value(scene.db, "SELECT count(*) FROM reminder WHERE kind = 'webhook'") == 1
    clock.advance(timedelta(days=1))
    assert await scene.send() == 0
    receiver.answer, receiver.came = (lambda: Response(status_code=200)), []
    body = {"name": "业务系统", "url": receiver.url, "topics": ["case.dispatch"], "active": True}
    assert (await scene.system.api.put(f"{BASE}/{made['id']}", json=body)).status_code == 204
    assert await scene.send() == 2
    assert len(receiver.came) == 2


async def test_a_receiver_that_is_gone_is_not_called_again(scene: Scene, receiver: Receiver, clock: ShiftClock) -> None:
    made = await scene.subscribe(scene.system, receiver)
    receiver.answer = lambda: Response(status_code=410)
    await scene.dispatched()
    await scene.deliver()
    clock.advance(timedelta(days=1))
    tries = len(receiver.came)
    assert await scene.send() == 0
    assert (await scene.get(scene.system, f"/{made['id']}"))["ended_why"] == "gone"
    assert len(receiver.came) == tries


async def test_a_redirect_is_a_failure(scene: Scene, receiver: Receiver) -> None:
    async with receiving() as inner:
        made = await scene.subscribe(scene.system, receiver, "case.dispatch")
        receiver.answer = lambda: RedirectResponse(inner.url, status_code=307)
        await scene.dispatched()
        await scene.deliver()
        assert inner.came == []
    (row,) = (await scene.get(scene.system, f"/{made['id']}/deliveries"))["items"]
    whole = await scene.get(scene.system, f"/{made['id']}/deliveries/{row['id']}")
    assert (row["state"], whole["attempts"][0]["error"]) == ("waiting", "redirects are not followed")


async def test_a_slow_receiver_is_given_up_and_holds_up_nobody(scene: Scene, receiver: Receiver) -> None:
    async with receiving() as slow:
        slow.wait_s = 1.5
        made = await scene.subscribe(scene.system, slow)
        await scene.subscribe(scene.system, receiver)
        for _ in range(5):
            await scene.dispatched()
        await scene.fill()
        async with asyncio.timeout(10):
            sending = asyncio.create_task(scene.send())
            while len(receiver.came) < 10:  # noqa: ASYNC110 - a real server has no event for it
                await asyncio.sleep(0.01)
            assert not sending.done()
            assert len(slow.came) <= 8
            await sending
        shown = await scene.get(scene.system, f"/{made['id']}/deliveries")
        assert {row["state"] for row in shown["items"]} == {"waiting"}
        row = next(row for row in shown["items"] if row["tries"])
        whole = await scene.get(scene.system, f"/{made['id']}/deliveries/{row['id']}")
        assert whole["attempts"][0]["error"] == "TimeoutError"


async def test_no_more_at_once_than_is_set(scene: Scene, cipher: FieldCipher, receiver: Receiver) -> None:
    receiver.wait_s = 0.05
    for _ in range(3):
        await scene.subscribe(scene.system, receiver)
    for _ in range(4):
        await scene.dispatched()
    async with Sender(scene.db, cipher, Options(guard=LOCAL, at_once=5)) as sender:
        scene.sender = sender
        assert await scene.deliver() == 24
    assert 2 <= receiver.most <= 5


async def test_what_a_killed_process_was_sending_another_one_sends(
    scene: Scene, cipher: FieldCipher, receiver: Receiver, clock: ShiftClock
) -> None:
    await scene.subscribe(scene.system, receiver, "case.dispatch")
    await scene.dispatched()
    await scene.fill()
    receiver.wait_s = 0.5
    async with Sender(scene.db, cipher, Options(guard=LOCAL, timeout_s=1.0)) as killed:
        assert await killed.once() == 1
    receiver.wait_s = 0
    assert await scene.send() == 0
    clock.advance(timedelta(seconds=10))
    assert await scene.send() == 1
    assert await value(scene.db, "SELECT count(*) FROM webhook_delivery WHERE state = 'sent'") == 1


async def test_two_workers_send_each_delivery_once(scene: Scene, cipher: FieldCipher, receiver: Receiver) -> None:
    await scene.subscribe(scene.system, receiver)
    for _ in range(5):
        await scene.dispatched()
    await scene.fill()
    async with Sender(scene.db, cipher, Options(guard=LOCAL)) as second:
        for _ in range(20):
            await asyncio.gather(scene.sender.once(), second.once())
            await asyncio.sleep(0.02)
    assert len({one.id for one in receiver.came}) == len(receiver.came) == 10


# --- secrets, tests, the log ------------------------------------------------------------------------------------------


async def test_two_secrets_sign_while_one_takes_the_others_place(
    scene: Scene, receiver: Receiver, clock: ShiftClock
) -> None:
    made = await scene.subscribe(scene.system, receiver)
    fresh = (await scene.post(scene.system, f"/{made['id']}/secret", 200))["secret"]
    assert fresh.startswith("whsec_")
    ping = (await scene.post(scene.system, f"/{made['id']}/ping", 201))["id"]
    await scene.send()
    (came,) = receiver.came
    assert (came.id, came.said["type"], came.said["data"]) == (ping, "webhook.ping", {})
    for secret in (made["secret"], fresh):
        Webhook(secret).verify(came.body, came.headers)
    clock.advance(timedelta(hours=24, seconds=1))
    await scene.post(scene.system, f"/{made['id']}/ping", 201)
    await scene.send()
    assert len(receiver.came[-1].headers["webhook-signature"].split(" ")) == 1
    assert await value(scene.db, "SELECT count(*) FROM webhook WHERE encode(secret, 'escape') LIKE '%%whsec%%'") == 0


async def test_a_range_is_sent_again_as_it_was(scene: Scene, receiver: Receiver, clock: ShiftClock) -> None:
    made = await scene.subscribe(scene.system, receiver)
    await scene.dispatched()
    await scene.deliver()
    since = clock.advance(timedelta(minutes=10))
    await scene.dispatched()
    await scene.deliver()
    first = receiver.came[2:]
    asked = {"since": since.isoformat(), "state": "sent"}
    assert (await scene.post(scene.system, f"/{made['id']}/again", 200, **asked))["count"] == 2
    await scene.send()
    again = receiver.came[4:]
    assert {(one.id, one.body) for one in again} == {(one.id, one.body) for one in first}
    assert (await scene.post(scene.system, f"/{made['id']}/again", 200))["count"] == 0  # nothing is dead


async def test_changes_are_asked_for_in_their_order(scene: Scene) -> None:
    made = await scene.subscribe(scene.system, None)
    versions: dict[str, list[int]] = {}
    for _ in range(3):
        order = await scene.dispatched()
        order = await step(scene.people.clerk, order, "sign")
        await step(scene.people.clerk, order, "begin")
    await scene.fill()
    assert await scene.send() == 0
    after, asked = "0", 0
    while (page := await scene.get(scene.system, f"/{made['id']}/changes", after=after, limit=5))["items"]:
        after, asked = page["next"], asked + 1
        for item in page["items"]:
            versions.setdefault(item["data"]["id"], []).append(item["data"]["version"])
    assert asked == 3
    assert list(versions.values()) == [[1, 2, 3, 4]] * 3
    assert page["next"] == after
    problem(await scene.system.api.post(f"{BASE}/{made['id']}/ping"), "webhooks.off", 409)


async def test_a_webhook_is_its_owners_and_an_administrator_only_switches_it_off(
    scene: Scene, receiver: Receiver
) -> None:
    people, made = scene.people, await scene.subscribe(scene.system, receiver)
    await scene.dispatched()
    await scene.deliver()
    path = f"{BASE}/{made['id']}"
    other = await people.of("unit_system", "440104-urban_management")
    for call in (other.api.get(path), other.api.delete(path), other.api.get(f"{path}/deliveries"),
                 people.admin.api.get(f"{path}/deliveries"), people.admin.api.get(f"{path}/changes"),
                 people.admin.api.post(f"{path}/secret"), people.admin.api.post(f"{path}/ping")):  # fmt: skip
        problem(await call, "webhooks.not_found", 404)
    assert [row["id"] for row in (await scene.get(people.admin, ""))["items"]] == [made["id"]]
    assert (await scene.get(other, ""))["items"] == []
    off = {"name": "停用", "url": receiver.url, "topics": ["case.*"], "active": False}
    elsewhere = off | {"url": "https://receiver.example/hook"}
    problem(await people.admin.api.put(path, json=elsewhere), "webhooks.not_found", 404)
    assert (await people.admin.api.put(path, json=off)).status_code == 204
    problem(await scene.system.api.post(f"{path}/ping"), "webhooks.off", 409)
    assert (await scene.system.api.delete(path)).status_code == 204
    assert await value(scene.db, "SELECT count(*) FROM webhook_attempt") == 0
    done = await value(scene.db, "SELECT array_agg(action ORDER BY id) FROM audit WHERE action LIKE 'webhook.%%'")
    assert done == ["webhook.add", "webhook.change", "webhook.remove"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"topics": ["case.fly"]}, "webhooks.unknown_topic"),
        ({"topics": ["appeal.*"]}, "webhooks.unknown_topic"),
        ({"topics": []}, "kernel.invalid_fields"),
        ({"url": "http://203.0.113.9/hook"}, "webhooks.bad_address"),
        ({"url": "https://10.0.0.1/hook"}, "webhooks.bad_address"),
        ({"url": "https://who:why@receiver.example/"}, "webhooks.bad_address"),
        ({"url": "https://receiver.example:22/"}, "webhooks.bad_address"),
        ({"url": "file:///etc/passwd"}, "kernel.invalid_fields"),
        ({"url": "https://receiver.example/\r\nX-More: 1"}, "kernel.invalid_fields"),
    ],
)
async def test_what_cannot_be_subscribed_to_is_refused(scene: Scene, body: dict[str, Any], code: str) -> None:
    whole = {"name": "业务系统", "url": "https://receiver.example/", "topics": ["*"]} | body
    problem(await scene.system.api.post(BASE, json=whole), code, 422)
    assert await value(scene.db, "SELECT count(*) FROM webhook") == 0


async def test_an_account_has_twenty_at_most_even_at_once(scene: Scene) -> None:
    body = {"name": "业务系统", "topics": ["*"]}
    replies = await asyncio.gather(*(scene.system.api.post(BASE, json=body) for _ in range(25)))
    assert sorted(reply.status_code for reply in replies) == [201] * 20 + [409] * 5


async def test_the_worker_tells_within_seconds(scene: Scene, receiver: Receiver, app: Any) -> None:
    chosen: Settings = app.state.settings.model_copy(update={"webhook_loopback": True})
    await scene.subscribe(scene.system, receiver, "case.dispatch")
    working = asyncio.create_task(Worker(scene.db, await load_city(scene.db), chosen).run())
    try:
        await asyncio.sleep(0.5)
        order = await scene.dispatched()
        async with asyncio.timeout(5):
            while not receiver.came:  # noqa: ASYNC110 - a real server has no event for it
                await asyncio.sleep(0.02)
    finally:
        await end(working)
    assert receiver.came[0].said["data"]["id"] == order["id"]
