"""A citizen's way from the question to the rating, by telephone; and what staff do for it (R2, R40, R53, R54, R85)."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from browser.desk import PHONE, Desk
from browser.looks import judged, picture, too_wide
from support.city import CIVIL, DANGER, step, unit_id
from support.people import People

# What one presses: at least 44 px each way, but for links within a sentence.
SMALL = """() => [...document.querySelectorAll(
    'button, .call, nav a, input[type=text], input[type=tel], textarea, .check label, .faults a')]
  .filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([html]) => html)"""


async def faults(page: Page) -> list[str]:
    """Everything that axe-core finds, what is too small to press, and whether the page is wider than the screen."""
    small = [f"small: {html}" for html in await page.evaluate(SMALL)]
    return await judged(page) + small + await too_wide(page)


async def sound(page: Page, name: str, *, whole: bool = False) -> None:
    """Nothing is wrong with the page as it is; the whole of it: neither in the dark nor in big type."""
    wrong = {"light": await faults(page)}
    await picture(page, f"portal-{name}")
    if not whole:
        assert not wrong["light"], (name, wrong)
        return
    await page.emulate_media(color_scheme="dark")
    wrong["dark"] = await faults(page)
    await picture(page, f"portal-{name}.dark")
    await page.emulate_media(color_scheme="light")
    await page.click("[data-test=elder]")
    wrong["elder"] = await faults(page)
    await picture(page, f"portal-{name}.elder")
    await page.click("[data-test=elder]")
    assert not any(wrong.values()), (name, wrong)


async def order_of(staff: People, number: str) -> dict[str, Any]:
    api = staff.leader_12345.api
    (row,) = (await api.get("/api/v1/appeals", params={"q": number})).json()["items"]
    orders = (await api.get(f"/api/v1/appeals/{row['id']}")).json()["orders"]
    own = max((o for o in orders if o["platform"] == "12345"), key=lambda o: o["id"])
    return (await api.get(f"/api/v1/work-orders/{own['id']}")).json()


async def ask(page: Page) -> None:
    """What is dangerous is to be called about; what is not can be filed."""
    await page.goto("/portal")
    await page.fill("#words", DANGER)
    await page.click("[data-test=ask] button")
    stop = page.locator("[data-test=stop]")
    await expect(stop.locator("a.call").first).to_have_attribute("href", "tel:110")
    await expect(stop.locator("h2")).to_be_focused()
    await sound(page, "ask-danger", whole=True)
    await page.fill("#words", CIVIL)
    await page.click("[data-test=ask] button")
    await expect(page.locator("[data-test=told]")).to_contain_text("路灯")
    await sound(page, "ask")
    await page.click("[data-test=to-file]")
    await expect(page.locator("h1")).to_be_focused()
    await expect(page.locator("#words")).to_have_value(CIVIL)


async def file(page: Page) -> tuple[str, str]:
    """Stopped by what is missing, then by danger, then filed: the code and the number."""
    await page.click("[data-test=file] button[type=submit]")
    await expect(page.locator("[data-test=faults]")).to_be_focused()
    await sound(page, "file")
    await page.click("[data-test=faults] a")
    await expect(page.locator("#phone")).to_be_focused()
    await page.fill("#words", DANGER)
    await page.click("[data-test=file] button[type=submit]")
    await expect(page.locator("[data-test=not-urgent]")).to_be_visible()
    await sound(page, "file-stopped", whole=True)
    await page.fill("#words", CIVIL)
    await page.fill("#address", "石牌东路七号")
    await page.fill("#name", "竺无名")
    await page.fill("#phone", "199-0000-7310")
    await page.locator("[data-test=file] button[type=submit]").dblclick()
    code = await page.locator("[data-test=code]").inner_text()
    number = (await page.locator("[data-test=receipt] .hint").inner_text()).split("：")[1]
    await sound(page, "receipt")
    return code, number


async def handle(staff: People, number: str) -> None:
    """12345's people bring the appeal to its result."""
    order = await order_of(staff, number)
    order = await step(staff.dispatcher, order, "dispatch", lead=unit_id(staff, "440106-urban_management"))
    order = await step(staff.clerk, order, "sign")
    order = await step(staff.clerk, order, "begin", note="内部备注")
    order = await step(staff.clerk, order, "reply", reply="三盏路灯已于当晚更换，电话199-0000-7310已回访")
    await step(staff.supervisor, order, "approve")


async def follow(page: Page) -> None:
    """Add words, rate and object."""
    await page.click("[data-test=receipt] a.button")
    await expect(page.locator("[data-test=state]")).to_contain_text("已有结果")
    await expect(page.locator("main")).not_to_contain_text("内部备注")
    await page.fill("#more", "公交站旁还有一盏𠮷🚒")
    await page.click("[data-test=add] button")
    await expect(page.locator("[data-test=notice]")).to_contain_text("补充内容已收到")
    await page.click("[data-test=rate] button")
    await expect(page.locator("[data-test=faults] a")).to_have_count(3)
    await sound(page, "follow", whole=True)
    for choice in ("contacted-yes", "solved-no", "satisfied-2"):
        await page.check(f"#{choice}")
    await page.click("[data-test=rate] button")
    await expect(page.locator("[data-test=notice]")).to_contain_text("评价已收到")
    await page.fill("#reason", "公交站旁的一盏没有修")
    await page.click("[data-test=object] button")
    await expect(page.locator("[data-test=notice]")).to_contain_text("异议已收到")
    await sound(page, "follow-rated")


async def decide_and_publish(desk: Desk, number: str) -> None:
    """The objection is answered, the order closed, its result published without what tells who it was."""
    staff = desk.staff
    lead = await desk.sign_in("supervisor", "/public")
    waiting = lead.locator("[data-test=objections] li", has_text="公交站旁")
    await waiting.locator("input").fill("该盏不属路灯所管养，已转公交集团")
    await picture(lead, "public-desk-objection")
    await waiting.get_by_role("button", name="不采纳").click()
    await expect(lead.locator("[data-test=notice]")).to_contain_text("已处理")
    await step(staff.supervisor, await order_of(staff, number), "close")
    await lead.reload()
    await lead.locator("tr", has_text=number).locator("[data-test=prepare]").click()
    await lead.fill("[name=names]", "当晚")
    await lead.click("[data-test=mask]")
    await expect(lead.locator("[data-test=wording] [role=status]")).to_contain_text("电话1处、姓名1处")
    assert await judged(lead) == []
    await picture(lead, "public-desk")
    await lead.click("[data-test=publish]")
    await expect(lead.locator("[data-test=notice]")).to_contain_text("已公开")


async def read(page: Page, code: str) -> None:
    """What everybody may read, one's own answer, and nothing for wrong digits."""
    await page.click("nav a:has-text('办理公开')")
    await expect(page.locator("article")).to_contain_text("三盏路灯已于＊＊更换，电话＊＊已回访")
    await expect(page.locator("main")).not_to_contain_text("7310")
    await sound(page, "results", whole=True)
    await page.click("nav a:has-text('查询进度')")
    await expect(page.locator("main")).to_contain_text("不属路灯所管养")
    await expect(page.locator("[data-test=state]")).to_contain_text("已办结")
    await page.click("[data-test=close]")
    await page.fill("#code", code)
    await page.fill("#phone_end", "0000")
    await page.click("[data-test=follow] button")
    await expect(page.locator("[data-test=faults]")).to_contain_text("没有找到")
    await sound(page, "follow-refused")


async def look_in_big_type_and_english(page: Page) -> None:
    """Both are remembered."""
    await page.click("[data-test=elder]")
    await page.click("[data-test=tongue]")
    await expect(page.locator("h1")).to_have_text("Follow")
    await page.reload()
    await expect(page.locator("html")).to_have_class("elder")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator("nav a")).to_have_count(3)
    await expect(page.locator("h1")).to_have_text("Follow")
    assert await faults(page) == []
    await picture(page, "portal-follow.en")


async def test_a_citizens_day(desk: Desk) -> None:
    page = await desk.page(viewport=PHONE, is_mobile=True, has_touch=True)
    await ask(page)
    code, number = await file(page)
    await handle(desk.staff, number)
    await follow(page)
    await decide_and_publish(desk, number)
    await read(page, code)
    await look_in_big_type_and_english(page)


async def test_without_scripts_it_says_what_to_do(desk: Desk) -> None:
    page = await desk.page(viewport=PHONE, java_script_enabled=False)
    await page.goto("/portal/file")
    await expect(page.locator("form a").first).to_have_attribute("href", "tel:110")
    await expect(page.locator("form")).to_contain_text("没有启用脚本")
    await picture(page, "portal-no-scripts")
