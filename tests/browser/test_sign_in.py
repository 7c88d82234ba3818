"""Coming in and going out: right, wrong, back to where one was going, in either language."""

from __future__ import annotations

from playwright.async_api import expect

from browser.desk import PASSWORD, Desk
from support.city import CIVIL, register


async def test_a_wrong_password_is_refused_in_words(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/")
    await page.fill("input[name=login]", await desk.password_for("agent"))
    await page.fill("input[name=password]", "wrong-password-1")
    await page.click("button[type=submit]")
    await expect(page.locator("[data-test=problem]")).to_contain_text("密码")
    await expect(page.locator("input[name=password]")).to_have_value("")
    assert page.url.endswith("/login")


async def test_one_comes_back_to_where_one_was_going_and_hears_when_one_was_last_here(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/work-orders?x=1")
    await desk.enter(page, "agent")
    await expect(page).to_have_url(f"{desk.address}/work-orders?x=1")
    await expect(page.locator("[data-test=last-login]")).to_be_visible()
    await page.click(".bar .leave")
    await expect(page).to_have_url(f"{desk.address}/login")
    await desk.enter(page, "agent")
    await expect(page.locator("[data-test=last-login]")).to_contain_text("上次登录：20")


async def test_an_address_of_another_site_is_no_way_back(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/login?back=//example.org/")
    await desk.enter(page, "agent")
    await expect(page).to_have_url(f"{desk.address}/board")


async def test_the_language_changes_at_once_and_stays(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/")
    await page.click("[data-test=tongue]")
    await page.fill("input[name=login]", "nobody")
    await page.fill("input[name=password]", "nothing-at-all")
    await page.click("button[type=submit]")
    await expect(page.locator("[data-test=problem]")).to_contain_text("password")
    await desk.enter(page, "call_taker")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator("[data-test=who]")).to_contain_text("110 call-taker")
    await page.reload()
    await expect(page.locator(".bar nav")).to_contain_text("Police orders")
    await page.click("[data-test=tongue]")
    await expect(page.locator(".bar nav")).to_contain_text("警单")
    await expect(page.locator("[data-test=who]")).to_contain_text("接警员")


async def test_an_ended_session_keeps_what_was_typed_and_where(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/seat")
    await desk.enter(page, "area_agent")
    await page.fill("#words", "石牌桥下水管爆裂，路面积水")
    await page.fill("input[name=address]", "石牌桥东侧")
    async with desk.db.transaction() as tx:
        gone = "DELETE FROM session WHERE account_id = %s"
        await tx.conn.execute(gone, [desk.staff.area_agent.actor.account_id])
    desk.staff.app.state.authenticator.forget_all()
    await page.click("[data-test=submit]")
    await expect(page.locator(".gate .note")).to_contain_text("过期")
    await page.fill("input[name=login]", await desk.password_for("area_agent"))
    await page.fill("input[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await expect(page).to_have_url(f"{desk.address}/seat")
    await expect(page.locator("#words")).to_have_value("石牌桥下水管爆裂，路面积水")
    await expect(page.locator("input[name=address]")).to_have_value("石牌桥东侧")


async def test_another_person_at_the_same_terminal_sees_no_draft(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await page.fill("#words", "只有我能看到的草稿")
    await page.wait_for_function("Object.values(sessionStorage).some(v => v.includes('草稿'))")
    await desk.page_forgets(page)
    await page.goto("/seat")
    await desk.enter(page, "leader_12345")
    await page.wait_for_selector("#words")
    await expect(page.locator("#words")).to_have_value("")


async def test_what_one_may_not_see_is_not_there(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    page = await desk.sign_in("outsider", f"/appeals/{made['id']}")
    await expect(page.locator("h1")).to_contain_text("没有")
    await expect(page.locator("body")).not_to_contain_text("石牌东路")
    await page.goto("/board")
    await expect(page.locator("h1")).to_contain_text("没有这个页面，或您没有权限")
    await expect(page.locator(".bar nav")).not_to_contain_text("联动看板")
