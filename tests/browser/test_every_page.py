"""Every page in both languages: nothing serious for axe-core, nothing on the console, and a picture to look at."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from browser.desk import ROOT, Desk
from support.city import CIVIL, DANGER, NOISE, POLICE, handle, offer, order_of, register, step, unit_id
from support.people import People

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "var" / "screenshots"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
TONGUES = ("zh", "en")
DARK = {
    "board": "/board",
    "appeal": "/appeals/{theft}",
    "seat": "/seat",
    "rules": "/rules",
    "rule-edition": "/rules/0",
    "models": "/models",
}


@pytest.fixture(scope="session")
async def busy(address: str, staff: People) -> dict[str, str]:
    """A city at work: appeals by name."""
    made: dict[str, str] = {}
    for name, words in {"noise": NOISE, "lamp": CIVIL, "gas": "天河区员村小区楼道有煤气味，请来人看看"}.items():
        made[name] = (await register(staff.agent, words, phone="199-0000-1234", caller="何小满"))["id"]
    theft = (await register(staff.agent, POLICE, phone="199-0000-5678", caller="陆远"))["id"]
    offered = await offer(staff.agent, await order_of(staff.agent, theft, "12345"))
    await until_delivered(staff, offered["id"])
    await handle(staff.call_taker, offered, "return", reason="涉及租赁合同纠纷，属于民事争议", basis="清单第 12 项")
    made["theft"] = theft
    made["noise110"] = (await register(staff.call_taker, NOISE))["id"]
    await offer(staff.call_taker, await order_of(staff.call_taker, made["noise110"], "110"))
    made["danger"] = (await register(staff.agent, DANGER, phone="199-0000-9012", caller="方敏"))["id"]
    lamp = await order_of(staff.dispatcher, made["lamp"], "12345")
    await step(staff.dispatcher, lamp, "dispatch", lead=unit_id(staff, "440106-urban_management"), note="三盏一并更换")
    return made


async def until_delivered(staff: People, handover_id: str) -> None:
    for _ in range(200):
        reply = await staff.call_taker.api.get(f"/api/v1/handovers/{handover_id}")
        if reply.status_code == 200 and reply.json()["state"] == "delivered":
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the handover does not arrive")


async def judged(page: Page, tongue: str = "zh") -> list[dict[str, Any]]:
    """What axe-core finds serious or worse. It looks at structure and colours, hence in one language only."""
    if tongue != "zh":
        return []
    await page.evaluate(AXE.read_text("utf-8") + "; undefined")
    found = await page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        {
            "rule": v["id"],
            "help": v["help"],
            "where": [n["html"][:160] + " " + (n.get("failureSummary") or "")[:200] for n in v["nodes"][:4]],
        }
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


async def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize("tongue", TONGUES)
async def test_pages(desk: Desk, busy: dict[str, str], tongue: str) -> None:
    page = await desk.page(tongue=tongue)
    await page.goto("/")
    await expect(page.locator("h1")).to_be_visible()
    problems = {"login": await judged(page, tongue)}
    await picture(page, f"login.{tongue}")
    await desk.enter(page, "leader_12345")
    visits = {
        "board": ("/board", "[data-test=in-flight] li"),
        "seat": ("/seat", "#words"),
        "appeal-negotiating": (f"/appeals/{busy['theft']}", "[data-test=timeline] li"),
        "appeal-danger": (f"/appeals/{busy['danger']}", "[data-test=timeline] li"),
        "appeal-dispatched": (f"/appeals/{busy['lamp']}", "[data-test=timeline] li"),
        "work-orders": ("/work-orders", "[data-test=orders] tbody tr"),
        "handovers": ("/handovers", "[data-test=handovers] tbody tr"),
        "inbox": ("/inbox", ".empty"),
        "rules": ("/rules", "[data-test=editions] tbody tr"),
        "rule-edition": ("/rules/0", "[data-test=rows] tbody tr"),
        "whatif": ("/rules/0/whatif", ".empty"),
        "deadlines": ("/rules/deadlines", "[data-test=deadlines] tbody tr"),
        "models": ("/models", "h1"),
        "overrides": ("/overrides", "h1"),
        "password": ("/password", "[data-test=password]"),
        "nowhere": ("/no-such-page", "h1"),
    }
    for name, (path, ready) in visits.items():
        await page.goto(path)
        await expect(page.locator(ready).first).to_be_visible()
        if name == "seat":
            await page.fill("#words", "天河区棠下有人拿着刀在追人，快来救命")
            await expect(page.locator("[data-test=danger-banner]")).to_be_visible()
        problems[name] = await judged(page, tongue)
        await picture(page, f"{name}.{tongue}")
    page = await desk.sign_in("leader_110", "/police-orders", tongue=tongue)
    await expect(page.locator("[data-test=orders] tbody tr").first).to_be_visible()
    problems["police-orders"] = await judged(page, tongue)
    await picture(page, f"police-orders.{tongue}")
    assert {name: found for name, found in problems.items() if found} == {}


async def test_in_the_dark_and_at_125_percent(desk: Desk, busy: dict[str, str]) -> None:
    small = {"width": 1093, "height": 614}
    page = await desk.sign_in("leader_12345", viewport=small, device_scale_factor=1.25, color_scheme="dark")
    problems: dict[str, list[dict[str, Any]]] = {}
    for name, path in DARK.items():
        await page.goto(path.format(**busy))
        await page.locator("tr a, .timeline li, #words, [data-test=rows] tr, .empty").first.wait_for()
        if name == "rule-edition":
            await page.locator("[data-test=rows] button.link").first.click()
            await page.locator("[data-test=rule-form]").wait_for()
        if name == "appeal":
            await page.click("[data-test='appeal.joint']")
            await page.locator("[data-test=step-form]").wait_for()
        problems[name] = await judged(page)
        await picture(page, f"{name}.dark")
        over = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{name} is {over} px too wide"
    assert {name: found for name, found in problems.items() if found} == {}


async def test_axe_would_find_something(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/login")
    await page.locator("form").wait_for()
    await page.evaluate(
        "document.querySelector('form').insertAdjacentHTML('beforeend', '<input type=text><img src=/favicon.svg>')"
    )
    assert {"label", "image-alt"} <= {problem["rule"] for problem in await judged(page)}
