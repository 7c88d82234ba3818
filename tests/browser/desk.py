"""People at the desk: each with a browser profile of its own, signed in through the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Browser, BrowserContext, Page, expect

from support.people import People
from twinline.identity import set_password
from twinline.kernel.db import Database

ROOT = Path(__file__).resolve().parents[2]
COOKIE = "twinline_session"
PASSWORD = "Right-horse-42"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# Long, because the machine that tests has other things to do; what is quick ends the waiting at once.
# Boards wait for the oldest transaction of the whole server; other tests write ten thousand orders in one.
PATIENCE_MS = 120_000

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Desk:
    """Opens pages as people do. What a page says on its console that is wrong fails the test."""

    browser: Browser
    address: str
    staff: People
    db: Database
    contexts: list[BrowserContext] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _with_password: set[str] = field(default_factory=set)
    _sessions: dict[str, str] = field(default_factory=dict)

    async def page(self, *, tongue: str = "zh", **options: Any) -> Page:
        """A page of nobody's, in a browser profile of its own."""
        plain = {"viewport": WIDE, "base_url": self.address, "reduced_motion": "reduce"}
        context = await self.browser.new_context(**{**plain, **options})
        context.set_default_timeout(PATIENCE_MS)
        await context.add_init_script(
            f"localStorage.getItem('twinline.tongue') ?? localStorage.setItem('twinline.tongue', '{tongue}')"
        )
        self.contexts.append(context)
        page = await context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page

    def _heard(self, message: Any) -> None:
        # The browser reports every refusal of the server by itself; tests say which refusals they want. Maps are drawn
        # without a graphics card here, of which the driver tells.
        by_itself = ("Failed to load resource", "GL Driver Message")
        if message.type in ("error", "warning") and not any(part in message.text for part in by_itself):
            self.wrong.append(message.text)

    async def sign_in(self, who: str, to: str = "/", **options: Any) -> Page:
        """A page of a person who has signed in before, at an address."""
        page = await self.page(**options)
        await page.context.add_cookies([await self._cookie(who)])
        await page.goto(to)
        await page.wait_for_selector("[data-test=who]")
        return page

    async def _cookie(self, who: str) -> Any:
        """The person's session; signing in takes a good part of a second on purpose, so it is done once."""
        if who not in self._sessions:
            async with httpx.AsyncClient(base_url=self.address, timeout=PATIENCE_MS / 1000) as client:
                body = {"login": await self.password_for(who), "password": PASSWORD}
                reply = await client.post("/api/v1/session", json=body)
                self._sessions[who] = reply.cookies[COOKIE]
        return {"name": COOKIE, "value": self._sessions[who], "url": self.address}

    async def enter(self, page: Page, who: str) -> None:
        """Fill in the sign-in form that the page shows."""
        login = await self.password_for(who)
        await page.fill("input[name=login]", login)
        await page.fill("input[name=password]", PASSWORD)
        await page.click("form[data-test=sign-in] button[type=submit]")
        await page.wait_for_selector("[data-test=who]")

    async def page_forgets(self, page: Page) -> None:
        """The session ends without the person's doing: the cookie is gone."""
        await page.context.clear_cookies()

    async def password_for(self, who: str) -> str:
        """The login of a person, who has a password from now on."""
        login = getattr(self.staff, who).login
        if login not in self._with_password:
            async with self.db.transaction() as tx:
                await set_password(tx, login=login, password=PASSWORD)
            self._with_password.add(login)
        return login
