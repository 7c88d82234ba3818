"""The board and the registration form: what arrives, the keyboard, no doubles, many changes at once."""

from __future__ import annotations

import re
import time

from playwright.async_api import Page, Route, expect

from browser.desk import Desk
from browser.looks import picture
from support.city import CIVIL, DANGER, register


async def rows(page: Page) -> list[str]:
    return await page.locator("[data-test=arrivals] tr a").all_text_contents()


async def test_what_is_registered_appears_on_the_board_of_another(desk: Desk) -> None:
    board = await desk.sign_in("dispatcher", "/board")
    await expect(board.locator("[data-test=link]")).to_have_text("实时")
    agent = await desk.sign_in("agent", "/seat")
    await agent.fill("#words", "天河区珠村有人持刀追砍，快来人")
    await expect(agent.locator("[data-test=danger-banner]")).to_be_visible()
    await expect(agent.locator("[data-test=danger]")).to_have_attribute("aria-pressed", "true")
    await expect(agent.locator("[data-test=judgement] mark").first).to_be_visible()
    await agent.click("[data-test=submit]")
    number = await agent.locator("[data-test=number]").text_content()
    assert number
    row = board.locator("[data-test=arrivals] tr", has_text=number)
    await expect(row).to_contain_text("涉险")
    await expect(board.locator("[role=alert]", has_text=number)).to_have_count(1)


async def test_a_double_click_and_a_lost_answer_register_once(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    lost = 0

    async def lose_first(route: Route) -> None:
        nonlocal lost
        if lost == 0 and route.request.method == "POST":
            lost += 1
            await route.fetch()
            await route.abort()
            return
        await route.continue_()

    await page.route("**/api/v1/appeals", lose_first)
    await page.fill("#words", "黄埔大道人行道地砖松动，雨天溅水")
    await page.dblclick("[data-test=submit]")
    await expect(page.locator("[data-test=problem]")).to_contain_text("无法连接")
    # The person goes on typing and tries again: what the server has already is not doubled.
    await page.fill("input[name=address]", "黄埔大道中")
    await page.click("[data-test=submit]")
    await expect(page.locator("[data-test=made]")).to_contain_text("没有重复登记")
    found = (await desk.staff.agent.api.get("/api/v1/appeals", params={"limit": 200})).json()["items"]
    assert sum("地砖松动" in item["title"] for item in found) == 1


async def test_district_and_street_are_chosen_from_the_register(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await page.fill("#words", "路灯不亮，请派人来修")
    await page.select_option("select[name=district]", label="天河区")
    await page.select_option("select[name=street]", label="石牌街道")
    await page.click("[data-test=submit]")
    number = await page.locator("[data-test=number]").text_content()
    found = (await desk.staff.agent.api.get("/api/v1/appeals", params={"limit": 5})).json()["items"]
    assert [item["division"][:6] for item in found if item["number"] == number] == ["440106"]
    assert [len(item["division"]) for item in found if item["number"] == number] == [9]


async def test_the_danger_key_and_the_empty_form(desk: Desk) -> None:
    page = await desk.sign_in("call_taker", "/seat")
    await page.focus("#words")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=problem]")).to_contain_text("先记录")
    await page.fill("#words", "小区门口有人争吵")
    await page.keyboard.press("F9")
    await expect(page.locator("[data-test=danger]")).to_have_attribute("aria-pressed", "true")
    async with page.expect_response(lambda r: r.url.endswith("/triage") and "散了" in (r.request.post_data or "")):
        await page.fill("#words", "小区门口有人争吵，现在散了")
    await expect(page.locator("[data-test=judgement] [role=status]")).to_have_text("")
    await expect(page.locator("[data-test=danger]")).to_have_attribute("aria-pressed", "true")


async def test_the_board_by_keyboard(desk: Desk) -> None:
    first = await register(desk.staff.agent, "键盘测试甲：路灯不亮")
    second = await register(desk.staff.agent, "键盘测试乙：井盖松动")
    page = await desk.sign_in("agent", "/board")
    await expect(page.locator("[data-test=arrivals] tr").first).to_contain_text(second["number"])
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await expect(page.locator("tr.here")).to_contain_text(second["number"])
    await page.keyboard.press("?")
    await expect(page.locator(".el-dialog")).to_contain_text("接件坐席")
    await page.keyboard.press("Escape")
    await expect(page.locator(".el-dialog")).to_be_hidden()
    await page.keyboard.press("/")
    await page.keyboard.type("键盘测试甲")
    await expect(page.locator("[data-test=arrivals] tr")).to_have_count(1)
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{desk.address}/appeals/{first['id']}")


async def test_filters_and_what_to_do_when_nothing_matches(desk: Desk) -> None:
    await register(desk.staff.agent, CIVIL)
    await register(desk.staff.agent, DANGER)
    page = await desk.sign_in("agent", "/board")
    await page.locator(".filters label", has_text="涉险").locator("input").check()
    titles = await rows(page)
    assert titles
    assert await page.locator("[data-test=arrivals] tr:not(.hot)").count() == 0
    await page.fill("[data-test=search]", "没有人会写的词语")
    await expect(page.locator(".arrivals .empty")).to_contain_text("放宽筛选条件")


async def test_many_changes_at_once_stay_bearable(desk: Desk) -> None:
    page = await desk.sign_in("dispatcher", "/board")
    await expect(page.locator("[data-test=link]")).to_have_text("实时")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.evaluate(
        "() => { window.longest = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) "
        "window.longest = Math.max(window.longest, e.duration) }).observe({ entryTypes: ['longtask'] }) }"
    )
    began = time.monotonic()
    for part in range(3):
        body = {"appeals": [{"words": f"成批诉求第{part}-{n}件：路灯不亮", "division": "440106"} for n in range(100)]}
        reply = await desk.staff.agent.api.post("/api/v1/appeals/batch", json=body)
        assert reply.status_code == 200
    last = reply.json()["results"][-1]["number"]
    await expect(page.locator("[data-test=arrivals]")).to_contain_text(last)
    seconds = time.monotonic() - began
    lists = [url for url in asked if "/appeals?" in url]
    # One fetch of the list for each beat of the pace, not one for each change.
    assert len(lists) <= 4 + seconds * 4, (len(lists), seconds)
    assert await page.evaluate("window.longest") < 1_000
    await a_long_list_is_drawn_in_part(page)


async def a_long_list_is_drawn_in_part(page: Page) -> None:
    await page.goto("/work-orders")
    table = page.locator("[data-test=orders]")
    drawn = table.locator("tr[data-index]")
    await expect(drawn.first).to_be_visible()
    for _ in range(40):
        if await table.get_attribute("aria-rowcount") != "-1":
            break
        await page.keyboard.press("End")
        await page.wait_for_timeout(100)
    count = int(await table.get_attribute("aria-rowcount") or "0") - 1
    assert count >= 300
    await page.keyboard.press("End")
    await expect(table.locator(f"tr[data-index='{count - 1}']")).to_be_in_viewport()
    await expect(table.locator("tr[data-index='0']")).to_have_count(0)
    assert await drawn.count() < 250
    await page.keyboard.press("Home")
    await expect(table.locator("tr[data-index='0']")).to_be_in_viewport()


async def test_a_lost_connection_comes_back_by_itself(desk: Desk) -> None:
    page = await desk.sign_in("dispatcher", "/board")
    await expect(page.locator("[data-test=link]")).to_have_text("实时")
    await page.context.set_offline(True)
    await expect(page.locator("[data-test=link]")).to_contain_text("连接中断")
    made = await register(desk.staff.agent, "断网期间登记的诉求：路灯不亮")
    await page.context.set_offline(False)
    await expect(page.locator("[data-test=arrivals]")).to_contain_text(made["number"])
    await expect(page.locator("[data-test=link]")).to_have_text("已重新连接")


async def test_a_leader_reaches_every_page_at_1366_pixels(desk: Desk) -> None:
    page = await desk.sign_in("leader_12345", "/board")
    await page.set_viewport_size({"width": 1366, "height": 768})
    bar = page.locator("header.bar")
    assert await bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    await page.click("[data-test=more-pages]")
    await picture(page, "more-pages.zh", whole=False)
    await page.click("nav details a[href='/rules']")
    await expect(page).to_have_url(re.compile("/rules$"))
    await expect(page.locator("nav details")).not_to_have_attribute("open", "")
