"""The rule editor: draft, change a row, see what conflicts, exchange with Excel, publish by another, roll back."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from browser.desk import Desk
from browser.looks import judged, picture

ROW = "M-NOISE-01"


async def drafted(desk: Desk, title: str) -> int:
    reply = await desk.staff.rule_owner.api.post("/api/v1/rules/editions", json={"title": title})
    return reply.json()["number"]


async def open_row(page: Page, code: str) -> None:
    await page.fill("input[name=search]", code)
    await page.locator("[data-test=rows] button.link", has_text=code).first.click()
    await page.locator("[data-test=rule-form]").wait_for()


async def test_a_draft_is_edited_published_by_another_and_rolled_back(desk: Desk) -> None:
    page = await desk.sign_in("rule_owner", "/")
    await expect(page).to_have_url(f"{desk.address}/rules")
    await expect(page.locator("[data-test=edition-0]")).to_contain_text("正在生效")
    await expect(page.locator("[data-test=edition-0]")).to_contain_text("签名有效")
    await page.click("[data-test=new-draft]")
    await page.fill("input[name=title]", "增加打桩机说法")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("h1")).to_contain_text("增加打桩机说法")
    address = page.url
    await open_row(page, ROW)
    assert await judged(page) == []
    await picture(page, "rule-row.zh")
    await page.fill("#cell-phrases", "咚咚咚的打桩机｜夜里咚咚响")
    await page.keyboard.press("Enter")
    await expect(page.locator(".rule-form .chip", has_text="夜里咚咚响")).to_be_visible()
    await page.click("[data-test=save-row]")
    await expect(page.locator("[data-test=notice]")).to_have_text("已保存")
    await page.click("[data-test=tab-changes]")
    await expect(page.locator("[data-test=changes] ins")).to_have_text(["咚咚咚的打桩机", "夜里咚咚响"])
    await picture(page, "rule-changes.zh")
    await expect(page.locator("[data-test=publish]")).to_have_count(0)

    other = await desk.sign_in("leader_12345", address)
    await other.click("[data-test=publish]")
    await expect(other.locator("[data-test=four-eyes]")).to_contain_text("规则负责人")
    await expect(other.locator("[data-test=confirm-send]")).to_be_enabled()
    assert await judged(other) == []
    await picture(other, "rule-publish.zh", whole=False)
    await other.click("[data-test=confirm-send]")
    await expect(other.locator("[data-test=notice]")).to_contain_text("已发布并生效")
    await other.goto("/rules")
    await expect(other.locator("[data-test=forces] tbody tr")).to_have_count(1)
    await other.locator("[data-test=edition-0] [data-test=roll-back]").click()
    await other.fill("input[name=reason]", "误判增多，先回退")
    await other.click("[data-test=confirm-send]")
    await expect(other.locator("[data-test=edition-0]")).to_contain_text("正在生效")
    await expect(other.locator("[data-test=forces] tbody tr").first).to_contain_text("误判增多")
    assert await judged(other) == []
    await picture(other, "rules.zh")


async def test_conflicts_lead_to_their_rows_and_wrong_cells_are_named(desk: Desk) -> None:
    number = await drafted(desk, "两个首接方")
    page = await desk.sign_in("rule_owner", f"/rules/{number}")
    await open_row(page, ROW)
    await page.fill("#cell-phrases", "被人砍伤了")
    await page.keyboard.press("Enter")
    await page.click("[data-test=save-row]")
    await expect(page.locator("[data-test=notice]")).to_have_text("已保存")
    await open_row(page, "P-VIOL-01")
    await page.fill("#cell-phrases", "被人砍伤了")
    await page.keyboard.press("Enter")
    await page.click("[data-test=save-row]")
    await page.click("[data-test=tab-findings]")
    finding = page.locator("[data-test=findings] li", has_text="“被人砍伤了”同时属于")
    await expect(finding).to_be_visible()
    assert await judged(page) == []
    await picture(page, "rule-findings.zh", whole=False)
    await finding.locator("button", has_text=ROW).click()
    await expect(page.locator("[data-test=row-findings]")).to_contain_text("被人砍伤了")
    await page.fill("#cell-matter", "")
    await page.fill("#cell-valid_from", "2030-01-01")
    await page.fill("#cell-valid_to", "2029-01-01")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".rule-form .refused")).to_have_count(2)
    await page.keyboard.press("Escape")
    await expect(page.locator(".rule-form .sure")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-test=rule-form]")).to_have_count(0)
    await expect(page.locator("[data-test=rows]", has_text=ROW)).to_be_visible()
    await picture(page, "rule-rows.zh")


async def test_a_workbook_goes_out_and_comes_back_or_every_problem_is_named(desk: Desk, tmp_path: Path) -> None:
    number = await drafted(desk, "用表格改")
    page = await desk.sign_in("rule_owner", f"/rules/{number}")
    async with page.expect_download() as caught:
        await page.click("[data-test=export]")
    saved = tmp_path / "rules.xlsx"
    await (await caught.value).save_as(saved)
    await page.set_input_files("[data-test=import-file]", saved)
    await expect(page.locator("[data-test=notice]")).to_contain_text("已导入：职责清单")
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_text("这不是工作簿", "utf-8")
    await page.set_input_files("[data-test=import-file]", wrong)
    await expect(page.locator("[data-test=import-problems]")).to_contain_text("不是 .xlsx 工作簿")


async def test_who_only_reads_sees_no_step(desk: Desk) -> None:
    number = await drafted(desk, "只看")
    page = await desk.sign_in("auditor", f"/rules/{number}")
    await open_row(page, ROW)
    await expect(page.locator("[data-test=save-row], [data-test=publish], [data-test=add-row]")).to_have_count(0)
    await expect(page.locator("#cell-matter")).to_have_attribute("readonly", "")
    await page.goto("/rules")
    await expect(page.locator("[data-test=editions] tbody tr").first).to_be_visible()
    await expect(page.locator("[data-test=new-draft]")).to_have_count(0)
