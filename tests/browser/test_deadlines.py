"""Deadline rules: a steward adds, replaces and ends them after reading what that means; others only look (R61)."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import expect

from browser.desk import Desk
from browser.looks import judged, picture
from twinline.kernel.clock import CHINA

ROWS = "[data-test=deadlines] tbody tr"
PATH = "/rules/deadlines"


async def test_a_steward_adds_replaces_and_ends_rules(desk: Desk) -> None:
    tomorrow = (desk.db.clock.now().astimezone(CHINA).date() + timedelta(days=1)).isoformat()
    page = await desk.sign_in("steward", "/rules")
    await page.click("[data-test=deadlines-link]")
    await expect(page.locator("[data-test=rule-case-result-help]")).to_contain_text("求助、建议")
    await expect(page.locator("[data-test=rule-case-dispatch-other]")).to_have_count(0)
    await page.check("input[name=whole]")
    await expect(page.locator("[data-test=rule-case-dispatch-other]")).to_contain_text("已停用")
    await expect(page.locator("[data-test=rule-case-dispatch-other] button")).to_have_count(0)

    await page.click("[data-test=new-rule]")
    await expect(page.locator("[data-test=confirm-send]")).to_be_disabled()
    await page.fill("input[name=code]", "police-feedback-report")
    await page.select_option("select[name=kind]", "police_feedback")
    await page.select_option("select[name=scope]", "type")
    await page.check("input[name=values][value=报警]")
    await page.fill("input[name=amount]", "90")
    await page.select_option("select[name=measure]", "minutes")
    await page.select_option("select[name=calendar]", "always")
    await page.fill("textarea[name=basis]", "本市警情反馈规定第三条")
    await expect(page.locator("[data-test=what]")).to_have_text(f"自 {tomorrow} 起，反馈（诉求类型 报警）限 90 分钟。")
    assert await judged(page) == []
    await picture(page, "deadline-new.zh", whole=False)
    await page.click("[data-test=confirm-send]")
    added = page.locator("[data-test=rule-police-feedback-report]")
    await expect(added).to_contain_text("待生效")
    await expect(added).to_contain_text("90 分钟")

    general = page.locator("[data-test=rule-police-feedback-general]")
    await general.locator("[data-test=replace]").click()
    await page.fill("input[name=amount]", "3")
    await page.fill("textarea[name=basis]", "本市警情反馈规定第四条")
    await expect(page.locator("[data-test=what]")).to_contain_text(
        "由 4 小时 改为 3 小时；原规则 police-feedback-general"
    )
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test='rule-police-feedback-general.2']")).to_contain_text("3 小时")
    await expect(general).to_contain_text(f"– {tomorrow}")

    await page.locator("[data-test='rule-police-feedback-general.2'] [data-test=end]").click()
    await page.fill("input[name=reason]", "先停")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=confirm-problem]")).not_to_be_empty()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-test=confirm]")).to_have_count(0)
    await added.locator("[data-test=end]").click()
    await page.fill("input[name=reason]", "改按通用时限")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=notice]")).to_contain_text("police-feedback-report 自")


async def test_who_only_reads_sees_no_step(desk: Desk) -> None:
    page = await desk.sign_in("leader_12345", PATH)
    await expect(page.locator(ROWS).first).to_be_visible()
    await expect(page.locator("[data-test=new-rule], [data-test=replace], [data-test=end]")).to_have_count(0)
    await page.select_option("select[name=kind-shown]", "negotiation")
    await expect(page.locator(ROWS)).to_have_count(1)
    await expect(page.locator(ROWS)).to_contain_text("3 分钟")
