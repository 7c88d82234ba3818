"""Coming back, merging and splitting on the appeal page; what persons corrected; one's own password."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from browser.desk import Desk
from browser.looks import judged, picture
from support.city import appeal, order_of, register, step
from support.people import Person
from twinline.identity import create_account

LEAK = "白云区同和街道御溪苑二期地下车库漏水成河，物业三天没人来看"


async def send(page: Page) -> None:
    """Send the step's form; what cannot be taken back asks once more."""
    await page.click("[data-test=send]")


async def test_an_ended_order_is_taken_up_anew(desk: Desk) -> None:
    agent = desk.staff.agent
    made = await register(agent, "越秀区诗书路报刊亭占了盲道，请移开")
    order = await step(agent, await order_of(agent, made["id"], "12345"), "answer", reply="已转城管移位")
    await step(agent, order, "close", told_by="phone")
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await expect(page.locator("[data-test=appeal-state]")).to_have_text("已办结")
    await page.click("[data-test='case.reopen']")
    await send(page)
    await expect(page.locator("[data-test=step-problem]")).to_contain_text("请填写")
    await page.fill("textarea[name=reason]", "来电人说报刊亭没有移走")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=notice]")).to_contain_text("重新受理")
    await expect(page.locator("[data-test=appeal-state]")).not_to_have_text("已办结")
    await expect(page.locator("[data-test='case.answer']")).to_be_visible()
    assert len((await appeal(agent, made["id"]))["orders"]) == 2


async def test_a_repeat_is_merged_into_what_is_found(desk: Desk) -> None:
    first = await register(desk.staff.agent, LEAK)
    again = await register(desk.staff.agent, f"{LEAK}，再次反映")
    page = await desk.sign_in("leader_12345", f"/appeals/{again['id']}")
    await page.click("[data-test='case.merge']")
    await page.fill("input[name=into]", first["number"])
    await page.locator("[data-test=merge-into]").first.focus()
    await page.keyboard.press("Space")
    await expect(page.locator("[data-test=merge-into]")).to_have_count(1)
    await page.wait_for_timeout(500)
    await expect(page.locator(".order-picker [role=alert]")).to_be_empty()
    assert await judged(page) == []
    await picture(page, "merge.zh")
    await send(page)
    await expect(page.locator(".sure")).to_be_visible()
    assert (await appeal(desk.staff.agent, again["id"]))["merged_into"] is None
    await send(page)
    await expect(page.locator("[data-test=notice]")).to_contain_text("并单")
    assert (await appeal(desk.staff.agent, again["id"]))["merged_into"] == first["id"]


async def test_further_matters_are_split_off(desk: Desk) -> None:
    made = await register(desk.staff.agent, "荔湾区周门街路灯不亮，另外公厕没人打扫，还有井盖松动")
    page = await desk.sign_in("dispatcher", f"/appeals/{made['id']}")
    await page.click("[data-test='appeal.split']")
    await page.fill("textarea[name=parts]", "周门街公厕没人打扫\n\n周门街井盖松动")
    await picture(page, "split.zh")
    await send(page)
    await expect(page.locator(".sure")).to_be_visible()
    await send(page)
    await expect(page.locator("[data-test=notice]")).to_contain_text("拆分诉求")
    found = (await desk.staff.agent.api.get("/api/v1/appeals", params={"limit": 50})).json()["items"]
    titles = [one["title"] for one in found if "周门街" in one["title"]]
    assert len(titles) == 3


async def corrected(person: Person, appeal_id: str, **body: Any) -> None:
    reply = await person.api.post(f"/api/v1/appeals/{appeal_id}/override", json=body)
    assert reply.status_code == 200, reply.text


async def test_overrides_are_looked_at_by_reason_and_text(desk: Desk) -> None:
    agent = desk.staff.agent
    lamp = await register(agent, "海珠区昌岗中路路灯整条不亮")
    noise = await register(agent, "海珠区江燕路工地凌晨施工打桩")
    await corrected(agent, lamp["id"], owner="utility", reason_code="wrong_owner", reason="线路是供电局的")
    await corrected(agent, noise["id"], owner="12345", matter="M-HOUS-01", reason_code="rule_outdated")
    page = await desk.sign_in("leader_12345", "/models")
    await page.click("[data-test=to-overrides]")
    await expect(page.locator("[data-test=moves] tbody tr").first).to_be_visible()
    await page.locator("[data-test=reason-rule_outdated]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=texts]")).to_contain_text("江燕路工地")
    await expect(page.locator("[data-test=texts]")).not_to_contain_text("昌岗中路")
    await page.click("[data-test=reason-wrong_owner]")
    await page.locator("[data-test=move]").first.click()
    await expect(page.locator("[data-test=texts]")).to_contain_text("线路是供电局的")
    assert await judged(page) == []
    await picture(page, "overrides.zh")
    await page.locator("[data-test=texts] a", has_text=lamp["number"]).click()
    await expect(page.locator("[data-test=title]")).to_contain_text("昌岗中路")
    page = await desk.sign_in("rule_owner", "/overrides", tongue="en", color_scheme="dark")
    await expect(page.locator("[data-test=moves] tbody tr").first).to_be_visible()
    await page.locator("[data-test=move]").first.click()
    await expect(page.locator("body")).to_contain_text("Your role may not read appeals")
    assert await judged(page) == []
    await picture(page, "overrides.en.dark")


async def test_people_change_their_own_password(desk: Desk) -> None:
    app, old, new = desk.staff.app, "Right-horse-41", "four quiet words here"
    async with desk.db.transaction() as tx:
        await create_account(
            tx,
            login="kelan",
            name="柯岚",
            password=old,
            platform="12345",
            unit_id=app.state.city.directory.desk("12345").id,
            roles=["agent"],
            units=app.state.units,
        )

    async def enter(page: Page, password: str) -> None:
        await page.goto("/login")
        await page.fill("input[name=login]", "kelan")
        await page.fill("input[name=password]", password)
        await page.keyboard.press("Enter")

    page = await desk.page()
    await enter(page, old)
    await page.click("[data-test=own-password]")
    await page.fill("input[name=present]", "not this one at all")
    await page.fill("input[name=fresh]", new)
    await page.fill("input[name=again]", new)
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=problem]")).to_contain_text("当前密码不正确")
    assert await judged(page) == []
    await picture(page, "password.zh")
    await page.fill("input[name=present]", old)
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=notice]")).to_contain_text("密码已修改")
    await page.reload()
    await expect(page.locator("[data-test=own-password]")).to_have_text("柯岚")
    other = await desk.page()
    await enter(other, old)
    await expect(other.locator("[data-test=problem]")).to_contain_text("不正确")
    await enter(other, new)
    await expect(other.locator("[data-test=who]")).to_contain_text("柯岚")
