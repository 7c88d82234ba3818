"""An officer without network, whose steps reach the desk in order; a reviewer who closes one and sends one back."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page, Route, expect

from browser.desk import PHONE, Desk
from browser.looks import judged, picture
from support.city import CIVIL, POLICE, order_of, register, step, unit_id
from support.people import People

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 300_000
COUNT = """async () => {
    const settled = asked => new Promise(done => { asked.onsuccess = () => done(asked.result) })
    const db = await settled(indexedDB.open('twinline.field'))
    const counts = [...db.objectStoreNames].map(store => settled(db.transaction(store).objectStore(store).count()))
    return (await Promise.all(counts)).reduce((a, b) => a + b, 0)
}"""


async def dispatched(people: People, words: str) -> dict[str, Any]:
    made = await register(
        people.call_taker, words, address="天河区体育东路 1 号", phone="199-0000-3001", caller="何小满"
    )
    order = await order_of(people.police_dispatcher, made["id"], "110")
    return await step(people.police_dispatcher, order, "dispatch", units=[unit_id(people, "440106-public_security")])


async def timeline(people: People, order: dict[str, Any]) -> list[dict[str, Any]]:
    reply = await people.leader_110.api.get(f"/api/v1/appeals/{order['appeal_id']}/timeline")
    return reply.json()["items"]


async def feed_back(page: Page, words: str) -> None:
    await page.click("[data-test=next]")
    await page.fill("textarea[name=said]", words)
    await page.fill("input[name=result_code]", "01")
    await page.click("[data-test=submit]")


async def test_an_officer_goes_on_without_network(desk: Desk) -> None:
    people = desk.staff
    order = await dispatched(people, f"{POLICE}（离线）")
    other = await dispatched(people, "天河区棠下祠堂口有人打架，已经散了，请来看看")
    watcher = await desk.sign_in("police_dispatcher", "/police-orders")
    page = await desk.page(viewport=PHONE, color_scheme="dark")
    await page.goto("/field")
    await desk.enter(page, "officer")
    entry = page.locator("[data-test=list] button", has_text="离线")
    await expect(entry).to_be_visible()
    problems = {"list": await judged(page)}
    await picture(page, "field.dark")
    await entry.click()
    await page.click("[data-test=next]")
    await expect(page.locator("[data-test=part]")).to_have_text("已签收")
    await expect(page.locator("[data-test=waiting]")).to_be_empty()
    await page.wait_for_function("navigator.serviceWorker.controller && caches.match('/field')")

    await works_offline(page, problems)
    # Meanwhile the desk takes the other order back.
    seen = await order_of(people.police_dispatcher, other["appeal_id"], "110")
    await page.click("[data-test=help]")
    await step(people.police_dispatcher, seen, "cancel", reason="双方已和解离开")
    await comes_back(page, watcher, problems)
    await kept_in_order(people, order)
    await stands_until_taken(watcher, order, problems)
    await leaves(page)
    assert {name: found for name, found in problems.items() if found} == {}


async def works_offline(page: Page, problems: dict[str, Any]) -> None:
    await page.context.set_offline(True)
    await page.click("[data-test=next]")
    await expect(page.locator("[data-test=part]")).to_have_text("途中")
    await expect(page.locator("[data-test=net]")).to_have_text("离线")
    # The page may be closed and opened again: what waits is still there.
    await page.reload()
    await expect(page.locator("[data-test=waiting]")).to_contain_text("1 步等待发送")
    await page.click("[data-test=next]")
    await page.set_input_files("[data-test=photo]", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": JPEG})
    await page.click("[data-test=help]")
    await expect(page.locator("[data-test=help-state]")).to_contain_text("没有送出")
    problems["offline"] = await judged(page)
    await picture(page, "field-offline.dark")
    await feed_back(page, "已到现场，受案调查")
    await expect(page.locator("[data-test=waits]")).to_have_count(5)
    await page.go_back()
    await page.locator("[data-test=list] button", has_text="祠堂口有人打架").click()
    await page.click("[data-test=next]")


async def comes_back(page: Page, watcher: Page, problems: dict[str, Any]) -> None:
    """A server that fails at one step holds nobody's others, and a photo holds no call for help."""
    failing = {"arrive": 0, "chunks": 0}

    async def fails(route: Route) -> None:
        name = "arrive" if route.request.url.endswith("/arrive") else "chunks"
        failing[name] += 1
        if failing[name] > 1:
            await route.continue_()
        elif name == "arrive":
            await route.fulfill(status=503, json={"title": "503", "status": 503, "code": "kernel.unavailable"})
        else:
            await expect(watcher.locator("[data-test=help-calls] p")).to_have_count(2)
            await route.continue_()

    await page.route(re.compile(r"/(arrive|chunks/\d+)$"), fails)
    await page.context.set_offline(False)
    await expect(page.locator("[data-test=net]")).to_have_text("在线")
    await expect(page.locator("[data-test=orphan], [data-test=why]").first).to_contain_text("指挥中心")
    await expect(page.locator("[data-test=waiting]")).to_contain_text("1 步没有被接受")
    await expect(page.locator("[data-test=report]")).to_contain_text("求援已按涉险情况直接上报110指挥中心")
    assert failing["arrive"] == 1
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("[data-test=waiting]")).to_contain_text("1 步等待发送")
    problems["report"] = await judged(page)
    await picture(page, "field-report.dark")
    await page.click("[data-test=report] button")
    await expect(page.locator("[data-test=report]")).to_have_count(0)


async def kept_in_order(people: People, order: dict[str, Any]) -> None:
    rows = await timeline(people, order)
    taken = [row["event"] for row in rows if row["subject_kind"] == "incident"]
    assert taken[-6:] == ["sign", "ask_help", "set_out", "arrive", "feed_back", "complete"]
    late = {row["event"] for row in rows if "occurred_at" in row["data"]}
    assert late == {"ask_help", "set_out", "arrive", "feed_back"}
    kept = await people.leader_110.api.get(f"/api/v1/appeals/{order['appeal_id']}/attachments")
    assert [(one["name"], one["whole"]) for one in kept.json()["items"]] == [("现场.jpg", True)]


async def stands_until_taken(watcher: Page, order: dict[str, Any], problems: dict[str, Any]) -> None:
    """A call stands until somebody takes it, at a desk that comes later too."""
    await watcher.reload()
    calls = watcher.locator("[data-test=help-calls] p")
    await expect(calls).to_have_count(2)
    await expect(calls.first).to_contain_text("现场求援")
    problems["help"] = await judged(watcher)
    await picture(watcher, "help-call.zh")
    await calls.filter(has_text=order["title"]).locator("[data-test=take-help]").click()
    await expect(calls).to_have_count(1)
    await watcher.goto(f"/appeals/{order['appeal_id']}")
    await expect(watcher.locator("[data-test=timeline]")).to_contain_text("接手求援")
    await expect(watcher.locator("[data-test=timeline]")).to_contain_text("手机记录时间")


async def leaves(page: Page) -> None:
    await page.context.set_offline(True)
    await page.locator("[data-test=list] button", has_text="祠堂口有人打架").click()
    await page.click("[data-test=next]")
    await page.go_back()
    await page.click("[data-test=orphan] [data-test=give-up]")
    await expect(page.locator("[data-test=orphan]")).to_have_count(0)
    assert await page.evaluate(COUNT) > 0
    await page.click("[data-test=leave]")
    await expect(page.locator("[data-test=leave-anyway]")).to_be_visible()
    await page.click("[data-test=leave-anyway]")
    await expect(page.locator("body")).to_contain_text("已退出登录")
    assert await page.evaluate(COUNT) == 0
    await page.reload()
    await expect(page.locator("body")).not_to_contain_text("祠堂口有人打架")
    await page.context.set_offline(False)
    await page.goto("/field")
    await expect(page.locator("form[data-test=sign-in]")).to_be_visible()


async def test_a_clerk_handles_an_order_on_the_phone(desk: Desk) -> None:
    people = desk.staff
    made = await register(people.agent, f"{CIVIL}（外勤）", phone="199-0000-3003", caller="方敏")
    order = await order_of(people.dispatcher, made["id"], "12345")
    await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    page = await desk.sign_in("clerk", "/inbox")
    await page.click(".bar a[href='/field']")
    await page.set_viewport_size(PHONE)
    await page.locator("[data-test=list] button", has_text="外勤").click()
    for part in ("已签收", "办理中"):
        await page.click("[data-test=next]")
        await expect(page.locator("[data-test=part]")).to_have_text(part)
    await page.click("[data-test=help]")
    await expect(page.locator("[data-test=help-state]")).to_contain_text("求援已送达")
    await page.click("[data-test=next]")
    await page.fill("textarea[name=said]", "三盏路灯均已更换")
    # What was typed is still there when the page comes back.
    await page.reload()
    await expect(page.locator("textarea[name=said]")).to_have_value("三盏路灯均已更换")
    assert await judged(page) == []
    await picture(page, "field-clerk.zh")
    await page.click("[data-test=submit]")
    await expect(page.locator("[data-test=part]")).to_have_text("已答复")
    await expect(page.locator("[data-test=waiting]")).to_be_empty()
    order = await order_of(people.dispatcher, made["id"], "12345")
    assert (order["state"], order["reply"], order["danger"]) == ("replied", "三盏路灯均已更换", True)
    board = await desk.sign_in("call_taker", f"/appeals/{made['id']}")
    await expect(board.locator("[data-test=order-110] [data-test=order-state]")).to_have_text("已派警")


async def answered(people: People, words: str) -> dict[str, Any]:
    made = await register(people.agent, words, phone="199-0000-3002", caller="陆远")
    order = await order_of(people.dispatcher, made["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=unit_id(people, "440106-urban_management"))
    for event, body in (("sign", {}), ("begin", {}), ("reply", {"reply": "三盏路灯已更换灯头，当晚已亮"})):
        order = await step(people.clerk, order, event, **body)
    return await step(people.supervisor, order, "approve")


async def test_a_reviewer_closes_one_and_sends_one_back(desk: Desk) -> None:
    people = desk.staff
    done, undone, away = [await answered(people, f"{CIVIL}（{name}）") for name in ("回访甲", "回访乙", "回访丙")]
    page = await desk.sign_in("supervisor", "/revisits")
    await page.check("input[name=mine]")

    async def choose(name: str, key: str) -> None:
        await page.locator("[data-test=queue] button", has_text=name).click()
        await expect(page.locator("[data-test=title]")).to_contain_text(name)
        await page.keyboard.press(key)

    await choose("回访甲", "1")
    assert await judged(page) == []
    await picture(page, "revisits.zh")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=notice]")).to_contain_text("已解决")
    await choose("回访乙", "2")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=problem]")).to_contain_text("未解决的情况")
    await page.fill("textarea[name=note]", "只亮了两盏，还有一盏不亮")
    await page.click("[data-test=record]")
    await expect(page.locator("[data-test=notice]")).to_contain_text("未解决")
    await choose("回访丙", "3")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=queue] button", has_text="回访丙")).to_have_count(0)
    await page.click("[data-test=tab-later]")
    await expect(page.locator("[data-test=queue] button", has_text="回访丙")).to_contain_text("已拨 1/3")

    states = [(await order_of(people.agent, one["appeal_id"], "12345")) for one in (done, undone, away)]
    assert [one["state"] for one in states] == ["closed", "handling", "reviewed"]
    assert (states[0]["contacted"], states[0]["solved"], states[0]["satisfied"]) == (True, True, 5)
    assert (states[1]["redo_count"], states[1]["solved"]) == (1, False)
