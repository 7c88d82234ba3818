"""The sweep: every route of the desk and the portal, by day and by night and in both languages.

A route that has no visit here fails ``test_every_route_is_visited``, so that no page comes without having been seen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from browser.desk import PHONE, ROOT, WIDE, Desk
from browser.looks import judged, picture, too_wide
from support.city import CIVIL, DANGER, NOISE, POLICE, handle, offer, order_of, register, step, unit_id
from support.people import People

ROUTERS = {"desk": ROOT / "web" / "src" / "router.ts", "portal": ROOT / "web" / "src" / "portal" / "main.ts"}
ROUTE = re.compile(r"^ *\{ path: '[^']*', name: '([^']+)',(?! redirect)", re.MULTILINE)
WALL = {"width": 1920, "height": 1080}
# A window of 1366×768 with everything at 125 %.
ENLARGED = {"width": 1093, "height": 614}
PLACE = {"lon": 113.3305, "lat": 23.1339, "datum": "GCJ02", "address": "天河区体育西路"}
ROWS = " tbody tr"
SWEEP = "天河区珠村东横三路人行道垃圾没人扫"


async def say_danger(page: Page) -> None:
    await page.fill("#words", DANGER)
    await page.locator("[data-test=danger-banner]").wait_for()


async def open_a_rule(page: Page) -> None:
    await page.locator("[data-test=rows] button.link").first.click()
    await page.locator("[data-test=rule-form]").wait_for()


async def open_a_step(page: Page) -> None:
    await page.click("[data-test='appeal.joint']")
    await page.locator("[data-test=step-form]").wait_for()


async def open_an_order(page: Page) -> None:
    await page.locator("[data-test=list] button").first.click()
    await page.locator("[data-test=next]").wait_for()


async def name_a_display(page: Page) -> None:
    await page.fill("input[name=name]", "指挥大厅")
    await page.click("[data-test=link-form] button")
    await page.locator("[data-test=link]").wait_for()


@dataclass(frozen=True)
class Visit:
    """Somebody at a route: what must be there before the page is judged, and what they did before that."""

    route: str
    to: str
    ready: str = "h1"
    who: str = "leader_12345"
    act: Callable[[Page], Awaitable[None]] | None = None
    name: str = ""
    size: dict[str, int] | None = None

    @property
    def title(self) -> str:
        return self.name or self.route


VISITS = (
    Visit("board", "/board", "[data-test=in-flight] li"),
    Visit("seat", "/seat", "#words", act=say_danger),
    Visit("appeal", "/appeals/{theft}", "[data-test=timeline] li", act=open_a_step),
    Visit("appeal", "/appeals/{danger}", "[data-test=timeline] li", name="appeal-danger"),
    Visit("appeal", "/appeals/{lamp}", "[data-test=timeline] li", name="appeal-dispatched"),
    Visit("linkage", "/linkage/{theft}", "[data-test=map][data-drawn] .pin"),
    Visit("work-orders", "/work-orders", "[data-test=orders]" + ROWS),
    Visit("handovers", "/handovers", "[data-test=handovers]" + ROWS),
    Visit("print", "/work-orders/{lamp_order}/print", "[data-test=paper]"),
    Visit("supervise", "/supervise", "[data-test=pressing] tr"),
    Visit("rules", "/rules", "[data-test=editions]" + ROWS),
    Visit("edition", "/rules/0", "[data-test=rows]" + ROWS, act=open_a_rule),
    Visit("whatif", "/rules/0/whatif", ".empty"),
    Visit("deadlines", "/rules/deadlines", "[data-test=deadlines]" + ROWS),
    Visit("models", "/models"),
    Visit("overrides", "/overrides"),
    Visit("exchange", "/exchange"),
    Visit("revisits", "/revisits", "[data-test=queue] li"),
    Visit("public", "/public", "[data-test=candidates]" + ROWS),
    Visit("password", "/password", "[data-test=password]"),
    Visit("nowhere", "/no-such-page"),
    Visit("police-orders", "/police-orders", "[data-test=orders]" + ROWS, who="leader_110"),
    Visit("seat", "/seat", "#words", who="leader_110", name="seat-110"),
    Visit("inbox", "/inbox", "[data-test=orders]" + ROWS, who="clerk"),
    Visit("field", "/field", "[data-test=list] li", who="officer", act=open_an_order, size=PHONE),
    Visit("wall-links", "/wall-links", "[data-test=displays]", who="admin", act=name_a_display),
    Visit("wall", "/wall#{wall}", "canvas >> nth=1", who="", size=WALL),
    Visit("login", "/login", "form", who=""),
)
PORTAL_VISITS = (
    Visit("ask", "/portal", "[data-test=ask]", who="", size=PHONE),
    Visit("file", "/portal/file", "[data-test=file]", who="", size=PHONE),
    Visit("follow", "/portal/follow", "[data-test=follow]", who="", size=PHONE),
    Visit("results", "/portal/results", who="", size=PHONE),
)


@pytest.mark.parametrize(("router", "visits"), [("desk", VISITS), ("portal", PORTAL_VISITS)])
def test_every_route_is_visited(router: str, visits: tuple[Visit, ...]) -> None:
    source = ROUTERS[router].read_text("utf-8")
    named = set(ROUTE.findall(source))
    assert source.count("component:") == len(named), "a route without a name, or written in another way"
    assert {visit.route for visit in visits} == named


@pytest.fixture(scope="session")
async def busy(address: str, staff: People) -> dict[str, str]:
    """A city at work: what the addresses of the visits name."""
    made: dict[str, str] = {}
    for name, words in {"noise": NOISE, "lamp": CIVIL, "swept": SWEEP, "mended": f"{SWEEP}，路砖也松了"}.items():
        made[name] = (await register(staff.agent, words, phone="199-0000-1234", caller="何小满"))["id"]
    made["theft"] = (await register(staff.agent, POLICE, phone="199-0000-5678", caller="陆远", **PLACE))["id"]
    offered = await offer(staff.agent, await order_of(staff.agent, made["theft"], "12345"))
    await until_delivered(staff, offered["id"])
    await handle(staff.call_taker, offered, "return", reason="涉及租赁合同纠纷，属于民事争议", basis="清单第 12 项")
    made["noise110"] = (await register(staff.call_taker, NOISE))["id"]
    await offer(staff.call_taker, await order_of(staff.call_taker, made["noise110"], "110"))
    made["danger"] = (await register(staff.agent, DANGER, phone="199-0000-9012", caller="方敏"))["id"]
    made["lamp_order"] = (await dispatched(staff, made["lamp"]))["id"]
    await answered(staff, await dispatched(staff, made["swept"]))
    mended = await answered(staff, await dispatched(staff, made["mended"]))
    mended = await step(staff.supervisor, mended, "revisit", contacted=True, solved=True, satisfied=5, told_by="phone")
    await step(staff.supervisor, mended, "close")
    made["fight"] = (await register(staff.call_taker, "天河区棠下村口有人打架，请来看看"))["id"]
    fight = await order_of(staff.police_dispatcher, made["fight"], "110")
    await step(staff.police_dispatcher, fight, "dispatch", units=[unit_id(staff, "440106-public_security")])
    display = {"name": "值班室", "platform": "12345", "division": ""}
    reply = await staff.admin.api.post("/api/v1/wall/links", json=display)
    assert reply.status_code == 201, reply.text
    return made | {"wall": reply.json()["key"]}


async def dispatched(staff: People, appeal_id: str) -> dict[str, str]:
    order = await order_of(staff.dispatcher, appeal_id, "12345")
    lead = unit_id(staff, "440106-urban_management")
    return await step(staff.dispatcher, order, "dispatch", lead=lead, note="请一并处理")


async def answered(staff: People, order: dict[str, str]) -> dict[str, str]:
    for event, said in (("sign", {}), ("begin", {}), ("reply", {"reply": "已安排清扫并加密巡查"})):
        order = await step(staff.clerk, order, event, **said)
    return await step(staff.supervisor, order, "approve")


async def until_delivered(staff: People, handover_id: str) -> None:
    for _ in range(200):
        reply = await staff.call_taker.api.get(f"/api/v1/handovers/{handover_id}")
        if reply.status_code == 200 and reply.json()["state"] == "delivered":
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the handover does not arrive")


async def seen(page: Page, visit: Visit, busy: dict[str, str]) -> None:
    await page.set_viewport_size(visit.size or WIDE)  # type: ignore[arg-type]
    await page.goto(visit.to.format(**busy))
    await page.locator(visit.ready).first.wait_for()
    if visit.act:
        await visit.act(page)


async def by_day_and_by_night(page: Page, visit: Visit, name: str) -> list[str]:
    """What is wrong with the page as it stands, in either theme; by night also everything is bigger."""
    wrong = await judged(page) + await too_wide(page)
    # What lies above a page covers the window, not the whole of a long page.
    whole = not await page.locator(".el-overlay").count()
    await picture(page, f"{name}.light", whole=whole)
    await page.emulate_media(color_scheme="dark")
    if not visit.size:
        await page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    await expect(page.locator("[data-test=map]:not([data-drawn])")).to_have_count(0)
    wrong += [f"dark: {one}" for one in await judged(page) + await too_wide(page)]
    await picture(page, f"{name}.dark", whole=whole)
    return wrong


async def in_english(page: Page, name: str) -> list[str]:
    """The page as it stands, in longer words; of one that lacks, the console tells, which fails the test."""
    turn = page.locator("[data-test=tongue]")
    if not await turn.count():
        return []
    # Not by the mouse: what the visit opened may lie above the switch.
    await turn.dispatch_event("click")
    await page.locator("html[lang=en]").wait_for()
    wrong = [f"english: {one}" for one in await too_wide(page)]
    await picture(page, f"{name}.en", whole=not await page.locator(".el-overlay").count())
    await turn.dispatch_event("click")
    await page.locator("html[lang=zh-CN]").wait_for()
    return wrong


async def swept(desk: Desk, visits: tuple[Visit, ...], busy: dict[str, str], prefix: str = "") -> dict[str, list[str]]:
    pages: dict[str, Page] = {}
    wrong: dict[str, list[str]] = {}
    for visit in visits:
        if visit.who not in pages:
            pages[visit.who] = await desk.sign_in(visit.who, "/password") if visit.who else await desk.page()
        page, name = pages[visit.who], prefix + visit.title
        await seen(page, visit, busy)
        found = await by_day_and_by_night(page, visit, name) + await in_english(page, name)
        await page.emulate_media(color_scheme="light")
        if found:
            wrong[name] = found
    return wrong


@pytest.mark.parametrize("half", [0, 1])
async def test_the_desk_by_day_by_night_and_in_english(desk: Desk, busy: dict[str, str], half: int) -> None:
    assert await swept(desk, VISITS[half::2], busy) == {}


async def test_the_portal_by_day_by_night_and_in_english(desk: Desk, busy: dict[str, str]) -> None:
    assert await swept(desk, PORTAL_VISITS, busy, "portal-") == {}


async def test_axe_would_find_something(desk: Desk) -> None:
    page = await desk.page()
    await page.goto("/login")
    await page.locator("form").wait_for()
    small = '<button style="all: unset; font-size: 8px">字</button>'
    wrong = f"<input type=text><img src=/favicon.svg>{small}{small}<table><tr><th></th></tr></table>"
    await page.locator("form").evaluate("(form, wrong) => form.insertAdjacentHTML('beforeend', wrong)", wrong)
    found = {one.split()[0] for one in await judged(page)}
    # Of every weight, and what WCAG 2.2 asks of the size of what is pressed.
    assert {"label", "image-alt", "target-size", "empty-table-header"} <= found
