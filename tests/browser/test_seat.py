"""The seat: registering, handing over and sending by the keyboard alone; a killed browser; two people on one order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.desk import PATIENCE_MS, Desk
from browser.looks import judged, picture
from support.city import CIVIL, POLICE, appeal, order_of, register

GROUPS_MAX = 12
FIGHT = "天河区棠下街道棠德南路18号楼下有人打架，我叫何小满，我的电话是199-0000-6401"
STANDING = "[data-test=standing][data-standing=%s]"


class Keys:
    """Somebody without a mouse. A shortcut, a run of Tab, or a word is one group."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.groups = 0

    async def press(self, key: str) -> None:
        self.groups += 1
        await self.page.keyboard.press(key)

    async def word(self, said: str) -> None:
        self.groups += 1
        await self.page.keyboard.type(said)

    async def tab_to(self, where: str) -> None:
        self.groups += 1
        for _ in range(40):
            await self.page.keyboard.press("Tab")
            if await self.page.evaluate("where => document.activeElement.closest(where) !== null", where):
                return
        raise AssertionError(f"no Tab leads to {where}")


async def focused(page: Page) -> str:
    return await page.evaluate(
        "document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
    )


async def test_110_registers_and_sends_several_units_by_keys(desk: Desk) -> None:
    await register(desk.staff.call_taker, FIGHT, phone="199-0000-6401", caller="何小满", address="棠德南路18号")
    page = await desk.sign_in("call_taker", "/seat")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text(FIGHT)
    await expect(page.locator("input[name=caller]")).to_have_value("何小满")
    await expect(page.locator("input[name=phone]")).to_have_value("199-0000-6401")
    await expect(page.locator("select[name=street] option:checked")).to_have_text("棠下街道")
    await expect(page.locator("[data-test=person]")).to_contain_text("199****6401")
    await expect(page.locator("[data-test=beside-rows] li").first).to_contain_text("同一来电人")
    await expect(page.locator(STANDING % "saved")).to_be_visible()
    assert await focused(page) == "words", "what the machine finds moves nobody"
    assert await judged(page) == []
    await picture(page, "seat-typing.zh")

    keys = Keys(page)
    await keys.tab_to("[data-test=pick-class]")
    await keys.word("dj")
    await keys.press("Enter")
    await keys.press("F2")
    await expect(page.locator("[data-test=made]")).to_contain_text("登记成功")
    await expect(page.locator("[data-test=suggested][aria-pressed=true]")).to_have_count(1)
    await expect(page.locator("[data-test=suggested]").first).to_be_focused()
    await keys.press("Tab")
    await keys.press("Space")
    await expect(page.locator("[data-test=suggested][aria-pressed=true]")).to_have_count(2)
    await picture(page, "seat-dispatch.zh")
    await keys.press("Control+Enter")
    await expect(page.locator("[data-test=order-state]")).to_have_text("已派警")
    assert keys.groups <= GROUPS_MAX, keys.groups

    found = (await desk.staff.call_taker.api.get("/api/v1/police-orders", params={"limit": 1})).json()["items"][0]
    order = await order_of(desk.staff.call_taker, found["appeal_id"], "110")
    assert len(order["dispatches"]) == 2
    assert order["class_initial"] == order["class_current"]
    assert await judged(page) == []
    drafts = (await desk.staff.call_taker.api.get("/api/v1/drafts")).json()["items"]
    assert drafts == [], "what is registered is no draft"


async def test_12345_registers_and_dispatches_by_keys(desk: Desk) -> None:
    """A plain matter to the unit that the catalogue names; another to one that is looked for by name."""
    page = await desk.sign_in("leader_12345", "/seat")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text(CIVIL)
    await expect(page.locator("[data-test=judgement] .verdict")).to_contain_text("12345")
    keys = Keys(page)
    await keys.press("F2")
    await expect(page.locator("[data-test=suggested][aria-pressed=true]")).to_be_focused()
    await keys.press("Control+Enter")
    await expect(page.locator("[data-test=order-state]")).to_have_text("已派单")
    assert keys.groups <= GROUPS_MAX, keys.groups

    await page.keyboard.press("Alt+n")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text("天河区天园街道一处消火栓一直漏水")
    await expect(page.locator("[data-test=judgement] .verdict")).to_contain_text("12345")
    keys = Keys(page)
    await keys.press("F2")
    await expect(page.locator("[data-test=step-form]")).to_be_visible()
    await keys.tab_to("[data-test=pick-lead]")
    # Faster than the server: the list before is not taken from, and nothing goes to the unit before.
    answering = asyncio.Event()

    async def hold(route: Route) -> None:
        await answering.wait()
        await route.continue_()

    await page.route("**/registry/units?*words=*", hold)
    await keys.word("天河区水务")
    await keys.press("Enter")
    await keys.press("Control+Enter")
    await expect(page.locator("[data-test=step-problem]")).to_contain_text("正在查找单位")
    answering.set()
    await expect(page.locator("[data-test=pick-lead]")).to_contain_text("天河区水务局")
    await expect(page.locator("[data-test=pick-lead] input")).to_have_attribute("aria-expanded", "false")
    await keys.press("Control+Enter")
    await expect(page.locator("[data-test=order-state]")).to_have_text("已派单")
    assert keys.groups <= GROUPS_MAX, keys.groups
    api = desk.staff.leader_12345.api
    first, second = (await api.get("/api/v1/work-orders", params={"limit": 2})).json()["items"]
    assert (first["lead_unit"], second["lead_unit"]) == ("天河区水务局", "天河区城市管理和综合执法局")


async def test_who_registers_and_does_not_dispatch_is_told_who_does(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text(CIVIL)
    await page.keyboard.press("F2")
    await expect(page.locator("[data-test=made]")).to_contain_text("由派单员派单")
    await expect(page.locator("[data-test=step-form]")).to_have_count(0)


async def test_12345_hands_over_by_keys_and_has_several_contacts(desk: Desk) -> None:
    page = await desk.sign_in("agent", "/seat")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text(POLICE)
    await expect(page.locator("[data-test=judgement] .verdict")).to_contain_text("110")
    keys = Keys(page)
    await keys.press("F8")
    await expect(page.locator("input[name=wish-reason]")).not_to_have_value("")
    assert await focused(page) == "words"
    await keys.press("F2")
    await expect(page.locator("[data-test=made]")).to_contain_text("等待对方平台受理")
    assert keys.groups <= GROUPS_MAX, keys.groups

    # A matter that the machine would keep: whoever gives it away says why.
    await page.keyboard.press("Alt+n")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.insert_text(CIVIL)
    await expect(page.locator("[data-test=judgement] .verdict")).to_contain_text("12345")
    await page.keyboard.press("F8")
    await expect(page.locator("input[name=wish-reason]")).to_be_focused()
    await page.keyboard.press("F2")
    await expect(page.locator("[data-test=problem]")).to_contain_text("转办原因")
    await page.keyboard.type("路灯杆上有人攀爬")
    await page.keyboard.press("F2")
    await expect(page.locator("[data-test=made]")).to_contain_text("等待对方平台受理")

    # Tabs, and closing what is not registered.
    await page.keyboard.press("Alt+n")
    await page.keyboard.insert_text("第三件，还没说完")
    await page.keyboard.press("F9")
    await expect(page.locator("[data-test=danger]")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("Alt+1")
    await expect(page.locator("[data-test=made]")).to_contain_text("等待对方平台受理")
    await page.keyboard.press("Alt+3")
    await expect(page.locator("#words")).to_have_value("第三件，还没说完")
    await page.keyboard.press("Alt+w")
    await expect(page.locator("[data-test=closing]")).to_be_visible()
    assert await judged(page) == []
    await picture(page, "seat-closing.zh")
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-test=closing]")).to_have_count(0)
    await page.keyboard.press("Alt+w")
    await page.keyboard.press("Alt+w")
    await expect(page.locator("[data-test=contact]")).to_have_count(2)
    await page.locator("[data-test=made]").focus()
    await page.keyboard.press("?")
    await expect(page.locator(".el-dialog")).to_contain_text("F8")


@asynccontextmanager
async def another_browser(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A browser process of this test's own, and where it is spoken to."""
    port_file = folder / "DevToolsActivePort"
    options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", *FLAGS, "about:blank"]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        CHROMIUM, *options, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        while not (port_file.exists() and port_file.read_text().count("\n")):
            assert process.returncode is None, "the browser does not start"
            await asyncio.sleep(0.05)
        yield process, f"http://127.0.0.1:{port_file.read_text().split()[0]}"
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def test_a_draft_survives_a_killed_browser_and_a_second_window(desk: Desk, tmp_path: Path) -> None:
    said = "白云区同和街道同泰路井盖松动🚧𠮷，来电人还在说"
    async with async_playwright() as playwright, another_browser(tmp_path) as (process, address):
        browser = await playwright.chromium.connect_over_cdp(address)
        context = browser.contexts[0]
        await context.add_cookies([await desk._cookie("leader_12345")])
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(f"{desk.address}/seat")
        await page.locator("#words").wait_for()
        await page.keyboard.insert_text(said)
        await page.fill("input[name=caller]", "何小满")
        await expect(page.locator(STANDING % "saved")).to_be_visible()
        os.killpg(process.pid, signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL

    here = await desk.sign_in("leader_12345", "/seat")
    await expect(here.locator("[data-test=restored]")).to_be_visible()
    await expect(here.locator("#words")).to_have_value(said)
    await expect(here.locator("input[name=caller]")).to_have_value("何小满")
    there = await desk.sign_in("leader_12345", "/seat")
    await expect(there.locator("#words")).to_have_value(said)
    await here.fill("input[name=address]", "同泰路8号")
    await expect(here.locator(STANDING % "saved")).to_contain_text("草稿已存 ")
    await there.fill("input[name=address]", "同泰路9号")
    await expect(there.locator("[data-test=changed]")).to_be_visible()
    assert await judged(there) == []
    await there.click("[data-test=changed] button >> nth=0")
    await expect(there.locator("input[name=address]")).to_have_value("同泰路8号")
    await here.keyboard.press("F2")
    await expect(here.locator("[data-test=made]")).to_contain_text("登记成功")
    await there.fill("input[name=address]", "同泰路10号")
    await there.click("[data-test=changed] button >> nth=0")
    await expect(there.locator("#words")).to_have_value("")


async def test_two_people_on_one_order_know_of_each_other(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    leader = await desk.sign_in("leader_12345", f"/appeals/{made['id']}")
    await leader.locator("[data-test='case.dispatch']").wait_for()
    dispatcher = await desk.sign_in("dispatcher", f"/appeals/{made['id']}")
    await expect(dispatcher.locator("[data-test=presence]")).to_contain_text("12345班长")
    await dispatcher.click("[data-test='case.dispatch']")
    await expect(dispatcher.locator("[data-test=writers]")).to_have_count(0)
    await leader.click("[data-test='case.dispatch']")
    await expect(leader.locator("[data-test=writers]")).to_contain_text("派单员")
    await expect(dispatcher.locator("[data-test=writers]")).to_contain_text("12345班长")
    await leader.click("[data-test=pick-lead]")
    await leader.keyboard.type("天河区城市管理")
    await leader.locator(".el-select-dropdown__item", has_text="天河区城市管理").first.click()
    await leader.click("[data-test=send]")
    await expect(leader.locator("[data-test=step-form]")).to_contain_text("另有人正在办理")
    assert await judged(leader) == []
    await picture(leader, "presence.zh")
    assert (await appeal(desk.staff.agent, made["id"]))["orders"][0]["state"] == "registered"
    # Whoever was asked about leaves: there is nothing to be sure of. And comes back.
    await dispatcher.click("[data-test=step-form] >> text=取消")
    await expect(leader.locator("[data-test=step-form]")).not_to_contain_text("另有人正在办理")
    await dispatcher.click("[data-test='case.dispatch']")
    await expect(leader.locator("[data-test=writers]")).to_contain_text("派单员")
    await leader.click("[data-test=send]")
    await expect(leader.locator("[data-test=step-form]")).to_contain_text("另有人正在办理")
    await leader.click("[data-test=send]")
    await expect(leader.locator("[data-test=order-state]").first).to_have_text("已派单")
    await expect(dispatcher.locator("[data-test=step-problem]")).to_contain_text("不能")
    # Whoever may not read the appeal hears nothing of who is at it.
    outsider = await desk.sign_in("outsider", f"/appeals/{made['id']}")
    await expect(outsider.locator("h1")).to_contain_text("没有")
    await expect(outsider.locator("body")).not_to_contain_text("派单员")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_seat_in_both_themes(desk: Desk, theme: str) -> None:
    page = await desk.sign_in("leader_110", "/seat", color_scheme=theme)
    await page.fill("#words", FIGHT)
    await expect(page.locator("[data-test=judgement] .verdict")).to_be_visible()
    await page.keyboard.press("F8")
    assert await judged(page) == []
    await picture(page, f"seat.{theme}")
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
