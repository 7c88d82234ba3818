"""Whole days: a matter walked from the person's own words to its end, every step on a page of whoever takes it, each
with a browser of its own (R13, R14, R34, R37, R40, R53)."""

from __future__ import annotations

from playwright.async_api import Page, expect

from browser.desk import PHONE, Desk
from browser.test_linkage import closed, feed_back, pick, take

STOLEN = "我的电动三轮车昨晚在天河区小区车棚被偷了，要报案"
LAMPS = "天河区岗顶天桥下路灯坏了两盏，晚上看不清路，请尽快安排维修"
OWN = "[data-test=order-12345] [data-test=order-state]"
THEIRS = "[data-test=order-110] [data-test=order-state]"


async def filed(desk: Desk) -> tuple[Page, str, str]:
    """A citizen writes by telephone: the page, the number, the code to follow it with."""
    page = await desk.page(viewport=PHONE, is_mobile=True, has_touch=True)
    await page.goto("/portal/file")
    await page.fill("#words", STOLEN)
    await page.fill("#address", "石牌东路九号车棚")
    await page.fill("#name", "竺无名")
    await page.fill("#phone", "199-0000-7410")
    await page.click("[data-test=file] button[type=submit]")
    code = await page.locator("[data-test=code]").inner_text()
    number = (await page.locator("[data-test=receipt] .hint").inner_text()).split("：")[1]
    return page, number, code


async def opened(desk: Desk, who: str, number: str) -> Page:
    """Found on the board and opened from there."""
    page = await desk.sign_in(who, "/board")
    await page.locator("[data-test=arrivals] tr", has_text=number).locator("a[href^='/appeals/']").click()
    await page.wait_for_url("**/appeals/*")
    return page


async def test_from_a_citizens_words_by_110_to_closed(desk: Desk) -> None:
    citizen, number, code = await filed(desk)
    agent = await opened(desk, "agent", number)
    await expect(agent.locator("[data-test=handover-state]")).to_have_text("已送达")
    taker = await desk.sign_in("call_taker", "/board")
    flight = taker.locator("[data-test=in-flight] li", has_text="三轮车")
    await flight.locator("a[href^='/appeals/']").first.click()
    await take(taker, "handover.accept")
    await closed(taker)
    dispatcher = await opened(desk, "police_dispatcher", number)
    await dispatcher.click("[data-test='incident.dispatch']")
    await pick(dispatcher, "units", "公安局天河分局")
    await dispatcher.keyboard.press("Escape")
    await dispatcher.click("[data-test=send]")
    await closed(dispatcher)
    officer = await desk.sign_in("officer", dispatcher.url)
    for event, state in (("sign", "已签收"), ("set_out", "已出动"), ("arrive", "已到场")):
        await take(officer, f"incident.{event}")
        for page in (officer, agent):
            await expect(page.locator(THEIRS)).to_have_text(state)
    await feed_back(officer)
    await expect(agent.locator(THEIRS)).to_have_text("已反馈")
    await expect(agent.locator(OWN)).to_have_text("已答复待审核")

    supervisor = await desk.sign_in("supervisor", agent.url)
    await take(supervisor, "case.approve")
    await closed(supervisor)
    await rated(citizen, code)
    await expect(agent.locator(OWN)).to_have_text("已回访")
    await take(agent, "case.close")
    await agent.click("[data-test=send]")
    await expect(dispatcher.locator(THEIRS)).to_have_text("已结案")
    for page in (agent, taker):
        await expect(page.locator("[data-test=appeal-state]")).to_have_text("已办结")
    await asked(citizen, code)
    await expect(citizen.locator("[data-test=state]")).to_contain_text("已办结")


async def asked(citizen: Page, code: str) -> None:
    """Follow the matter by its code, as one does some days later."""
    await citizen.goto("/portal/follow")
    await citizen.fill("#code", code)
    await citizen.fill("#phone_end", "7410")
    await citizen.click("[data-test=follow] button")


async def rated(citizen: Page, code: str) -> None:
    """The person reads the police's result and says what it was worth."""
    await asked(citizen, code)
    await expect(citizen.locator("[data-test=state]")).to_contain_text("已有结果")
    await expect(citizen.locator("main")).to_contain_text("已调取监控，受案调查")
    for choice in ("contacted-yes", "solved-yes", "satisfied-5"):
        await citizen.check(f"#{choice}")
    await citizen.click("[data-test=rate] button")
    await expect(citizen.locator("[data-test=notice]")).to_contain_text("评价已收到")


async def test_from_a_call_to_110_by_12345_to_closed(desk: Desk) -> None:
    taker = await desk.sign_in("call_taker", "/seat")
    await taker.fill("#words", LAMPS)
    await taker.fill("input[name=phone]", "199-0000-7420")
    await expect(taker.locator("[data-test=judgement]")).to_contain_text("路灯")
    await taker.keyboard.press("Control+Enter")
    await expect(taker.locator("[data-test=made]")).to_contain_text("登记成功")
    await taker.locator("[data-test=made] a").click()
    await taker.wait_for_url("**/appeals/*")
    await take(taker, "appeal.hand_over", reason="路灯报修，不需出警")

    agent = await desk.sign_in("agent", "/board")
    await agent.locator("[data-test=in-flight] li", has_text="天桥").locator("a[href^='/appeals/']").first.click()
    await expect(agent.locator("[data-test=words]")).to_have_text(LAMPS)
    await take(agent, "handover.accept")
    await expect(taker.locator("[data-test=handover-state]")).to_have_text("已受理")
    for page in (agent, taker):
        await expect(page.locator(".appeal .head .badge").first).to_have_text("12345")

    await expect(agent.locator("[data-test=timeline]")).to_contain_text("原因：对端受理")

    dispatcher = await desk.sign_in("dispatcher", agent.url)
    await dispatcher.click("[data-test='case.dispatch']")
    await pick(dispatcher, "lead", "天河区城市管理")
    await dispatcher.click("[data-test=send]")
    await closed(dispatcher)
    clerk = await desk.sign_in("clerk", agent.url)
    for event, state, typed in (
        ("sign", "已签收", {}),
        ("begin", "办理中", {"note": "已派抢修车"}),
        ("reply", "已答复待审核", {"reply": "两盏路灯当晚已更换"}),
    ):
        await take(clerk, f"case.{event}", **typed)
        for page in (clerk, agent):
            await expect(page.locator(OWN)).to_have_text(state)
    supervisor = await desk.sign_in("supervisor", agent.url)
    await take(supervisor, "case.approve")
    await closed(supervisor)
    await expect(taker.locator("[data-test=order-110]")).to_contain_text("两盏路灯当晚已更换")
    # Who took the call asks how it went, and ends the matter.
    for step in ("revisit", "miss_revisit"):
        await expect(agent.locator(f"[data-test='case.{step}']")).to_have_count(0)
    leader = await desk.sign_in("leader_110", taker.url)
    await take(leader, "incident.close")
    await leader.click("[data-test=send]")
    for page in (agent, taker):
        await expect(page.locator("[data-test=appeal-state]")).to_have_text("已办结")
        await expect(page.locator(THEIRS)).to_have_text("已结案")
