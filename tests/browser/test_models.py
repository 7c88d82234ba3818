"""The model page: the registry, a card with its figures, steps that ask first, the switch for all."""

from __future__ import annotations

from playwright.async_api import expect

from browser.desk import Desk
from browser.looks import judged, picture
from models.making import keep, listen, make
from support.city import register
from twinline.models import Shelf
from twinline.trials import drift


async def test_models_are_compared_activated_and_turned_off(desk: Desk) -> None:
    page = await desk.sign_in("steward", "/models")
    await expect(page.locator(".empty").first).to_contain_text("还没有训练过模型")
    await expect(page.locator("code")).to_contain_text("twinline triage train")
    await expect(page.locator("[data-test=drift]")).to_contain_text("还没有监测结果")
    await register(desk.staff.agent, "路灯不亮，请派人来修")
    await drift.look(desk.db)
    await keep(desk.db, desk.staff.steward.actor, make("本市九月", danger=0.98))
    await keep(desk.db, desk.staff.steward.actor, make("本市十月", danger=0.61))
    await page.reload()
    rows = page.locator("[data-test=models] tbody tr")
    await expect(rows).to_have_count(2)
    await expect(page.locator("[data-test=drift] tbody tr")).to_contain_text("数据不足")
    await page.click("[data-test=look]")
    await expect(page.locator("[data-test=drift-notice]")).to_contain_text("已安排")
    good, poor = rows.filter(has_text="本市九月"), rows.filter(has_text="本市十月")
    await good.locator("button.link").click()
    await expect(page.locator("[data-test=classes] tbody tr")).to_have_count(2)
    await good.locator("[data-test=model-activate]").click()
    await page.click("[data-test=confirm-send]")
    await expect(good).to_contain_text("使用中")
    await poor.locator("[data-test=model-shadow]").click()
    await page.click("[data-test=confirm-send]")
    await expect(poor.locator(".badge")).to_have_text("影子运行")

    await poor.locator("button.link").click()
    await expect(page.locator("[data-test=shadow]")).to_contain_text("还没有同时研判过")
    shelf = Shelf(desk.db)
    await shelf.refresh()
    await register(desk.staff.agent, "三楼厨房冒烟了，屋里有明火")
    await listen(desk.db, shelf)
    await page.reload()
    await poor.locator("button.link").click()
    await expect(page.locator("[data-test=shadow] .facts")).to_contain_text("一致率")
    assert await judged(page) == []
    await picture(page, "shadow.zh")
    await good.locator("button.link").click()
    await expect(page.locator("[data-test=shadow]")).to_have_count(0)

    # Fewer dangers found: not without saying why.
    await poor.locator("[data-test=model-activate]").click()
    await expect(page.locator("[data-test=confirm]")).to_contain_text("启用须写明原因")
    await expect(page.locator("[data-test=confirm-send]")).to_be_disabled()
    assert await judged(page) == []
    await page.keyboard.press("Escape")
    await page.click("[data-test=turn]")
    await page.fill("input[name=reason]", "核对误判")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=switch]")).to_have_text("仅用规则")
    await expect(page.locator("main")).to_contain_text("核对误判")
    await page.click("[data-test=turn]")
    await page.fill("input[name=reason]", "核对完毕")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=switch]")).to_have_text("模型参与研判")
    assert await judged(page) == []
    await picture(page, "models.zh")
    dark = await desk.sign_in("steward", "/models", color_scheme="dark", tongue="en")
    await expect(dark.locator("[data-test=card]")).to_be_visible()
    assert await judged(dark) == []
    await picture(dark, "models.dark")
    await good.locator("[data-test=model-retire]").click()
    await page.click("[data-test=confirm-send]")
    await expect(good.locator(".badge")).to_have_text("已退役")
    await expect(good.locator(".plain")).to_have_count(0)
