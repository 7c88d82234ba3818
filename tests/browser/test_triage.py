"""The live judgement beside the registration form: reasons, place, routing, scripts, questions, two matters."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import Page, Route, expect

from browser.desk import Desk
from browser.looks import judged, picture
from support.city import CIVIL, register

LITIGATION = "我想去法院起诉邻居，打官司怎么立案，什么时候开庭"


async def edited(page: Page, change: dict[str, Any]) -> None:
    """Put what the engine finds only in some texts into every judgement that the page asks for."""

    async def answer(route: Route) -> None:
        reply = await route.fetch()
        await route.fulfill(response=reply, body=json.dumps(await reply.json() | change))

    await page.route("**/api/v1/triage", answer)


async def test_reasons_place_and_units_beside_the_form(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await page.fill("#words", "天河区棠下街道棠德路工地半夜打桩，噪音很大睡不着")
    live = page.locator("[data-test=judgement]")
    await expect(live.locator("[data-test=sureness]")).to_contain_text("%")
    await expect(live.locator("[data-test=routing]")).to_contain_text("天河区")
    reason = live.locator("[data-test=reasons] button").first
    await reason.click()
    await expect(reason).to_have_attribute("aria-pressed", "true")
    await expect(live.locator("mark.chosen")).to_have_count(1)
    await reason.click()
    await expect(live.locator("mark.chosen")).to_have_count(0)
    await expect(page.locator("select[name=district] option:checked")).to_have_text("天河区")
    await expect(page.locator("select[name=street] option:checked")).to_have_text("棠下街道")
    await expect(page.locator("input[name=address]")).not_to_have_value("")
    await expect(page.locator("[data-test=take-place]")).to_have_count(0)
    assert await judged(page) == []
    await picture(page, "triage-place.zh")


async def test_what_is_out_of_scope_comes_with_words_and_a_channel(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await page.fill("#words", LITIGATION)
    await expect(page.locator("[data-test=script]")).to_contain_text("12368")
    assert await judged(page) == []
    await picture(page, "triage-script.zh")


async def test_the_latest_words_win_and_a_failure_does_not_hinder(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    asked: list[str] = []

    async def slow(route: Route) -> None:
        said = (route.request.post_data_json or {})["text"]
        asked.append(said)
        if "第一" in said:
            await page.wait_for_timeout(1_500)
        await route.continue_()

    await page.route("**/api/v1/triage", slow)
    await page.fill("#words", "第一句：有人拿着刀追人")
    await page.wait_for_timeout(500)
    await page.fill("#words", "第二句：路灯不亮")
    await expect(page.locator("[data-test=judgement] .words")).to_contain_text("第二句")
    await page.wait_for_timeout(1_500)
    await expect(page.locator("[data-test=judgement] .words")).to_contain_text("第二句")
    await page.unroute("**/api/v1/triage")
    await page.route("**/api/v1/triage", lambda route: route.abort())
    await page.fill("#words", "路灯不亮，没有研判也能登记")
    await expect(page.locator("[data-test=judgement]")).to_contain_text("请照常登记")
    await page.click("[data-test=submit]")
    await expect(page.locator("[data-test=number]")).to_be_visible()


async def test_a_question_is_answered_by_one_click(desk: Desk) -> None:
    page = await desk.sign_in("call_taker", "/seat")
    await edited(page, {"ask": {"code": "Q-DANGER", "text": "现在有人受伤、被困或者有危险吗？"}})
    await page.fill("#words", "楼下有人在吵")
    await expect(page.locator("[data-test=ask]")).to_contain_text("被困")
    assert await judged(page) == []
    await picture(page, "triage-ask.zh")
    await page.locator("[data-test=ask] button").first.click()
    await expect(page.locator("#words")).to_have_value("楼下有人在吵。有人受伤了，正在流血。")
    await expect(page.locator("#words")).to_be_focused()
    await expect(page.locator("[data-test=danger]")).to_have_attribute("aria-pressed", "true")
    await page.unroute_all(behavior="wait")


async def test_two_matters_are_registered_one_by_one(desk: Desk) -> None:
    said = "天河区棠下路灯坏了三天了，另外楼下烧烤店半夜还很吵"
    first = "天河区棠下路灯坏了三天了，"
    page = await desk.sign_in("agent", "/seat")
    parts = [
        {"start": 0, "end": len(first), "owner": "12345", "matter_code": "", "matter": "路灯照明"},
        {"start": len(first), "end": len(said), "owner": "12345", "matter_code": "", "matter": "餐饮噪声"},
    ]
    await edited(page, {"split": parts})
    await page.fill("#words", said)
    await page.fill("input[name=phone]", "199-0000-4321")
    split = page.locator("[data-test=split]")
    await split.locator("li button").nth(1).click()
    await expect(page.locator("mark.chosen")).to_have_text(said[len(first) :])
    await picture(page, "triage-split.zh")
    await page.click("[data-test=apart]")
    await expect(page.locator("#words")).to_have_value(first)
    await expect(page.locator("[data-test=rest]")).to_contain_text("还有 1 件")
    await page.click("[data-test=submit]")
    await expect(page.locator("[data-test=another]")).to_have_text("登记下一件")
    await page.reload()
    await expect(page.locator("#words")).to_have_value(said[len(first) :])
    await expect(page.locator("input[name=phone]")).to_have_value("199-0000-4321")
    await page.click("[data-test=submit]")
    await expect(page.locator("[data-test=another]")).to_have_text("再登记一件")
    await page.unroute_all(behavior="wait")


async def test_whoever_judges_differently_says_why(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await page.click("[data-test='appeal.override']")
    form = page.locator("[data-test=step-form]")
    await form.locator("select[name=owner]").select_option("110")
    await form.locator("[data-test=send]").click()
    await expect(form.locator("[data-test=step-problem]")).to_contain_text("请填写")
    await form.locator("select[name=reason_code]").select_option("person_said_more")
    await form.locator("textarea[name=reason]").fill("来电人补充说有人被打")
    await picture(page, "override.zh")
    await form.locator("[data-test=send]").click()
    await expect(page.locator(".judged", has_text="人工改判")).to_contain_text("来电人补充了情况")
    await expect(page.locator(".judged", has_text="人工改判")).to_contain_text("有人被打")
