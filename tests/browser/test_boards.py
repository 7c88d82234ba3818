"""The boards: a supervisor presses, a clerk signs, answers, exports and prints, a wall-board shows and recovers."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from playwright.async_api import Page, Route, expect

from browser.desk import Desk
from browser.looks import judged, picture
from support.city import CIVIL, NOISE, order_of, register, step, unit_id
from support.people import Person
from twinline.oversight import exports

LEAD = "440104-sanitation"
WALL = {"width": 1920, "height": 1080}


async def dispatched(desk: Desk, words: str, **fields: Any) -> dict[str, Any]:
    staff = desk.staff
    made = await register(staff.agent, words, auto_handover=False, phone="199-0000-1234", caller="何小满", **fields)
    order = await order_of(staff.dispatcher, made["id"], "12345")
    return await step(staff.dispatcher, order, "dispatch", lead=unit_id(staff, LEAD))


async def twice_returned(desk: Desk, clerk: Person) -> dict[str, Any]:
    order = await dispatched(desk, NOISE)
    for _ in range(2):
        order = await step(clerk, order, "return", reason="不属本单位职责")
        order = await step(desk.staff.dispatcher, order, "reject_return", reason="清单明确")
    return order


async def test_a_day_at_the_boards(desk: Desk) -> None:
    """R41, R43, R93: what waits is seen, pressed, signed, answered, exported and printed."""
    clerk = await desk.staff.of("unit_clerk", LEAD, name="环卫经办")
    desk.staff.sanitation = clerk
    urgent = await dispatched(desk, CIVIL, urgent=True)
    plain = await dispatched(desk, CIVIL)
    twice = await twice_returned(desk, clerk)
    unit = await desk.sign_in("sanitation", "/inbox")
    rows = unit.locator("[data-test=orders] tbody tr")
    await expect(rows).to_have_count(3)
    await expect(unit.locator("[data-test=tab-to_sign] .count")).to_have_text("3")
    await supervised(desk, unit, urgent, twice)
    await signed(unit, plain)
    await answered(unit, plain)
    await kept(unit)
    await exported(desk, unit, twice)
    await printed(unit, urgent)


async def supervised(desk: Desk, unit: Page, urgent: dict[str, Any], twice: dict[str, Any]) -> None:
    """By keyboard: one press on one, and a batch after a question; the unit sees it without reloading."""
    page = await desk.sign_in("supervisor", "/supervise")
    await page.click("[data-test=tab-returned]")
    back = page.locator(f"[data-test=row-{twice['number']}]")
    await expect(back).to_contain_text("两次退回")
    await back.locator("[data-test=press]").click()
    await expect(page.locator("[data-test=notice]")).to_have_text("已催办 1 件")
    await expect(back).to_contain_text("1 次")
    await expect(unit.locator(f"[data-test=row-{twice['number']}]")).to_contain_text("已催办")

    await page.click("[data-test=tab-all]")
    await expect(page.locator(f"[data-test=row-{urgent['number']}]")).to_contain_text("紧急未应")
    await page.locator("h1").click()
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    await expect(page.locator("[data-test=press-chosen]")).to_be_enabled()
    await page.keyboard.press("x")
    await expect(page.locator("[data-test=press-chosen]")).to_be_disabled()
    for order in (urgent, twice):
        await page.locator(f"[data-test=row-{order['number']}] input[type=checkbox]").check()
    await page.keyboard.press("u")
    await page.fill("textarea[name=reason]", "请今日办结并回复")
    assert await judged(page) == []
    await picture(page, "supervise-confirm.zh")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=notice]")).to_have_text("已催办 2 件")
    await expect(back).to_contain_text("2 次")
    assert await judged(page) == []
    await picture(page, "supervise.zh")
    await page.locator(f"[data-test=row-{urgent['number']}]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=title]")).to_contain_text("路灯")
    await expect(page.locator("[data-test=timeline]")).to_contain_text("请今日办结并回复")


async def signed(unit: Page, plain: dict[str, Any]) -> None:
    """One by its button, the others in a batch."""
    await unit.locator(f"[data-test=row-{plain['number']}] [data-test=take-sign]").click()
    await expect(unit.locator("[data-test=notice]")).to_have_text("已签收 1 件")
    await expect(unit.locator("[data-test=orders] tbody tr")).to_have_count(2)
    assert await judged(unit) == []
    await picture(unit, "inbox.zh")
    await unit.check("input[name=all]")
    await unit.click("[data-test=sign-chosen]")
    await expect(unit.locator("[data-test=notice]")).to_have_text("已签收 2 件")
    await expect(unit.locator(".empty")).to_contain_text("没有待签收的工单")
    await expect(unit.locator("[data-test=tab-in_hand] .count")).to_have_text("3")


async def answered(unit: Page, plain: dict[str, Any]) -> None:
    await unit.click("[data-test=tab-in_hand]")
    row = unit.locator(f"[data-test=row-{plain['number']}]")
    await row.locator("[data-test=take-begin]").click()
    await unit.click("[data-test=send]")
    await row.locator("[data-test=take-reply]").click()
    await unit.fill("[data-test=step-form] textarea", "三盏路灯已更换，夜间照明恢复")
    await unit.click("[data-test=send]")
    await expect(row).to_have_count(0)
    await unit.click("[data-test=tab-finished]")
    await expect(row).to_contain_text("已答复待审核")


async def kept(unit: Page) -> None:
    """Filters and columns are the account's: they are there again after a reload, and as a view."""
    await unit.click("[data-test=tab-in_hand]")
    await unit.locator(".columns-menu summary").click()
    await unit.uncheck("input[name=column-matter]")
    await expect(unit.locator("[data-test=orders] th", has_text="事项")).to_have_count(0)
    async with unit.expect_response(lambda r: r.url.endswith("/views") and r.request.method == "POST"):
        pass
    await unit.fill("input[name=view-name]", "办理中")
    await unit.click("[data-test=save-view]")
    await expect(unit.locator("select[name=view] option")).to_have_count(2)
    await unit.reload()
    await expect(unit.locator("[data-test=tab-in_hand]")).to_have_attribute("aria-selected", "true")
    await expect(unit.locator("[data-test=orders] th", has_text="事项")).to_have_count(0)
    await unit.click("[data-test=tab-redo]")
    await expect(unit.locator(".empty")).to_contain_text("没有退回重办的工单")
    await unit.select_option("select[name=view]", label="办理中")
    await expect(unit.locator("[data-test=orders] tbody tr")).to_have_count(2)


async def exported(desk: Desk, unit: Page, twice: dict[str, Any]) -> None:
    async with unit.expect_response(lambda r: r.url.endswith("/exports") and r.request.method == "POST") as asked:
        await unit.click("[data-test=export]")
    await exports.run(desk.db, UUID((await (await asked.value).json())["id"]))
    link = unit.locator("[data-test=download]")
    await expect(link).to_have_text("下载（2 行）")
    async with unit.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename.startswith("work-orders-")


async def printed(unit: Page, urgent: dict[str, Any]) -> None:
    await unit.goto(f"/work-orders/{urgent['id']}/print")
    paper = unit.locator("[data-test=paper]")
    await expect(paper).to_contain_text(urgent["number"])
    await expect(paper).to_contain_text("催办")
    await expect(paper).not_to_contain_text("199-0000-1234")
    assert await judged(unit) == []
    await picture(unit, "print.zh")
    await unit.emulate_media(media="print")
    await expect(unit.locator(".bar, [data-test=print]").first).to_be_hidden()
    await expect(paper).to_be_visible()


async def test_a_wall_board_recovers_and_ends(desk: Desk) -> None:
    """R71: made and ended by an administrator; says when its figures are old; grows by no node."""
    admin = await desk.sign_in("admin", "/wall-links")
    await admin.fill("input[name=name]", "指挥大厅")
    await admin.click("[data-test=link-form] button")
    address = await admin.locator("[data-test=link]").inner_text()
    mine = admin.locator("[data-test=displays] tr", has_text="指挥大厅")
    await expect(mine).to_have_count(1)
    assert await judged(admin) == []
    await picture(admin, "wall-links.zh")

    wall = await desk.page(viewport=WALL)
    await wall.clock.install()
    await wall.goto(address)
    arrived = wall.locator("[data-test=arrived]")
    await expect(wall.locator("[data-test=stale]")).to_have_text("")
    before = int(await arrived.inner_text())
    await wall.clock.run_for(1_000)
    await expect(wall.locator("canvas")).to_have_count(2)
    nodes = await wall.evaluate("document.querySelectorAll('*').length")
    for _ in range(3):
        await register(desk.staff.agent, CIVIL, division="440106012")
    await wall.clock.run_for(6_000)
    await expect(arrived).to_have_text(str(before + 3))
    await expect(wall.locator("[data-test=places]")).to_have_attribute(
        "aria-label", re.compile(r"天河区天园街道 [3-9]")
    )
    assert await wall.evaluate("document.querySelectorAll('*').length") == nodes
    assert await judged(wall) == []
    await wall.clock.run_for(500)  # the chart draws in the next frame
    await picture(wall, "wall.zh")

    async def lost(route: Route) -> None:
        await route.abort()

    await wall.route("**/api/v1/wall", lost)
    await wall.clock.run_for(30_000)
    await expect(wall.locator("[data-test=stale]")).to_contain_text("数据已停在")
    await expect(arrived).to_have_text(str(before + 3))
    await wall.unroute("**/api/v1/wall")
    await wall.clock.run_for(6_000)
    await expect(wall.locator("[data-test=stale]")).to_have_text("")

    await mine.locator("[data-test=end-link]").click()
    await admin.click("[data-test=confirm-send]")
    await expect(mine).to_have_count(0)
    await wall.clock.run_for(6_000)
    await expect(wall.locator("[data-test=stale]")).to_contain_text("已停用")
    await expect(wall.locator(".bar")).to_have_count(0)
