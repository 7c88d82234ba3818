"""The linkage workspace: what lies between the two sides, on one page that both look at."""

from __future__ import annotations

from playwright.async_api import Page, Route, expect

from browser.desk import Desk
from browser.looks import judged, picture
from support.city import POLICE, offer, order_of, register

PLACE = {"lon": 113.3305, "lat": 23.1339, "datum": "GCJ02", "address": "天河区体育西路", "division": "440106"}


async def stay_inside(page: Page, base: str) -> list[str]:
    """Cut the page off from every host but its own; what it asked of others."""
    asked: list[str] = []

    async def cut(route: Route) -> None:
        if route.request.url.startswith((base, "blob:", "data:")):
            return await route.continue_()
        asked.append(route.request.url)
        return await route.abort()

    await page.context.route("**/*", cut)
    return asked


async def test_two_leaders_look_at_one_dispute(desk: Desk) -> None:
    made = await register(desk.staff.agent, POLICE, phone="199-0000-2101", caller="何小满", **PLACE)
    here = await desk.sign_in("leader_12345", "/board")
    outside = await stay_inside(here, desk.address)
    await here.goto(f"/linkage/{made['id']}")
    await expect(here.locator("[data-test=theirs]")).to_contain_text("尚未转给 110")

    await offer(desk.staff.agent, await order_of(desk.staff.agent, made["id"], "12345"), reason="被盗报案，属公安职责")
    there = await desk.sign_in("leader_110", "/handovers")
    await there.click("[data-test=handovers] a[href^='/linkage/']")
    await there.wait_for_url(f"**/linkage/{made['id']}")
    theirs = here.locator("[data-test=theirs]")
    await expect(theirs).to_contain_text(POLICE)
    await expect(theirs).to_contain_text("199****2101")
    await expect(theirs).not_to_contain_text("何小满")

    await there.click("[data-test='handover.return']")
    await there.fill("textarea[name=reason]", "像是民事纠纷")
    await there.click("[data-test=send]")
    due = []
    for page in (here, there):
        flight = page.locator("[data-test=flight]")
        await expect(flight.locator("[data-test=handover-state]")).to_have_text("协商中")
        await expect(flight.locator(".due")).to_be_visible()
        due.append(await flight.locator(".due").get_attribute("title"))
    assert due[0] == due[1]

    for page, side in ((here, "12345"), (there, "110")):
        await page.wait_for_selector("[data-test=map][data-drawn] .pin")
        await expect(page.locator("[data-test=datum]")).to_contain_text("GCJ02")
        assert await judged(page) == []
        await picture(page, f"linkage-negotiating-{side}")
    assert outside == []

    await here.emulate_media(color_scheme="dark")
    await here.reload()
    await here.wait_for_selector("[data-test=map][data-drawn] .pin")
    await picture(here, "linkage-negotiating.dark", whole=False)
    seat = await desk.sign_in("call_taker", "/seat")
    await seat.fill("#words", "有人在路边打架")
    await seat.locator("[data-test=seat-map] [data-test=map][data-drawn]").click(position={"x": 120, "y": 90})
    await expect(seat.locator("[data-test=seat-map] .pin")).to_be_visible()
    await picture(seat, "seat-map", whole=False)
    await seat.keyboard.press("Control+Enter")
    await seat.locator("[data-test=made] a").click()
    await seat.click("[data-test=other-view]")
    await expect(seat.locator("[data-test=datum]")).to_have_text("按 WGS84 给出")
