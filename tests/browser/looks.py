"""How a page looks: what axe-core finds on it, whether it fits the window, and a picture for people to look at."""

from __future__ import annotations

from playwright.async_api import Page

from browser.desk import ROOT

AXE = (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# What a build leaves for people to look at; wiped by nobody, committed by nobody.
PICTURES = ROOT / "test-results" / "pages"
# Every rule of these, of every impact: what is let pass once is never mended.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
NODES_MAX = 6


async def judged(page: Page) -> list[str]:
    """All that axe-core finds wrong with the page as it is now."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE + "; undefined")
    found = await page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {(node.get('failureSummary') or '')[:240]}"
        for one in found["violations"]
        for node in one["nodes"][:NODES_MAX]
    ]


# The page itself, the bar above it, and tables that stick out of what is around them.
WIDER = """() => [[document.documentElement, innerWidth],
    ...[...document.querySelectorAll('header.bar')].map(bar => [bar, bar.clientWidth]),
    ...[...document.querySelectorAll('table.grid')].map(({ parentElement: room }) => [room, room.clientWidth])]
  .filter(([what, room]) => what.scrollWidth > room)
  .map(([what, room]) => `${what.tagName}.${what.className} is ${what.scrollWidth - room} px too wide`)"""


async def too_wide(page: Page) -> list[str]:
    """What somebody would have to scroll sideways for, or could not read at all."""
    return await page.evaluate(WIDER)


async def picture(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep how the page looks: the whole of it, or only what the window shows."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
