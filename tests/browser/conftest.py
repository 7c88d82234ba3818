"""A city with its pages, a worker and a real browser; each person signs in by its own."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, async_playwright

from browser.desk import ROOT, Desk
from support import database
from support.people import People, staffed
from support.server import served
from twinline.app import create_app
from twinline.kernel.db import Database, Tx
from twinline.kernel.outbox import Fact, Subscription, pump, subscribe
from twinline.kernel.stopping import end
from twinline.linkage import deliver
from twinline.settings import Settings
from twinline.work import SUBSCRIPTIONS, Reader, Scene

DIST = ROOT / "web" / "dist"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--font-render-hinting=none",
]
PAUSE_S = 0.05
SQUARE = [[[[113.3, 23.1], [113.4, 23.1], [113.4, 23.2], [113.3, 23.2], [113.3, 23.1]]]]
DISTRICT = {
    "type": "Feature",
    "properties": {"code": "440106", "name": "天河区", "at": [113.35, 23.15]},
    "geometry": {"type": "MultiPolygon", "coordinates": SQUARE},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _needed() -> None:
    """What the tests cannot do without. On the machine that decides, its lack is a failure."""
    lacking = [str(path) for path in (CHROMIUM, DIST / "index.html") if not path.exists()]
    if lacking:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"missing: {', '.join(lacking)}")


@pytest.fixture(scope="session")
async def desk_db(_needed: None, server_url: str, template: str) -> AsyncIterator[Database]:
    """A database of the browser tests' own: they leave each other's appeals alone; nothing is emptied in between."""
    with database.copy_of(server_url, template, "desk") as url:
        db = Database(url, size_max=20)
        await db.open()
        yield db
        await db.close()


@pytest.fixture(scope="session")
async def desk_app(desk_db: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "fields").write_text(f"{database.CIPHER.seal_key.hex()}\n{database.CIPHER.blind_key.hex()}\n")
    (folder / "outlines").write_text(json.dumps({"type": "FeatureCollection", "features": [DISTRICT]}), "utf-8")
    chosen = Settings(
        _env_file=None,
        database_url=desk_db.url,
        var_dir=folder,
        key_file=folder / "fields",
        web_dir=DIST,
        map_outlines=folder / "outlines",
        cookie_secure="never",
        rate_per_second=0,
        login_per_minute=0,
        portal_per_minute=0,
        portal_filings_per_hour=0,
        log_level="error",
    )
    app = create_app(chosen, db=desk_db)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture(scope="session")
async def staff(desk_app: FastAPI, desk_db: Database) -> AsyncIterator[People]:
    """The named people, as in every other test; here also with passwords (see ``Desk.sign_in``)."""
    async with staffed(desk_app, desk_db) as cast:
        yield cast


@pytest.fixture(scope="session")
async def _worker(staff: People, desk_db: Database) -> AsyncIterator[None]:
    """Carries facts and messages all the time, as ``twinline work`` does."""
    subscriptions = [_subscription(staff.app, reader) for reader in SUBSCRIPTIONS]
    await subscribe(desk_db, subscriptions)

    async def carry() -> None:
        while True:
            await deliver(desk_db, staff.app.state.city)
            for subscription in subscriptions:
                await pump(desk_db, subscription)
            await asyncio.sleep(PAUSE_S)

    task = asyncio.create_task(carry())
    yield
    await end(task)


def _subscription(app: FastAPI, reader: Reader) -> Subscription:
    async def handler(tx: Tx, facts: list[Fact]) -> None:
        await reader.handler(tx, Scene(app.state.city, app.state.library.book), facts)

    return Subscription(reader.name, reader.topics, handler)


@pytest.fixture(scope="session")
async def address(_worker: None, desk_app: FastAPI) -> AsyncIterator[str]:
    async with served(desk_app) as base:
        yield base
        # Streams that are still open would be waited for.
        if hub := getattr(desk_app.state, "hub", None):
            hub.end()


@pytest.fixture(scope="session")
async def browser(_needed: None) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        await found.close()


@pytest.fixture(scope="session")
async def _desk(browser: Browser, address: str, staff: People, desk_db: Database) -> Desk:
    return Desk(browser, address, staff, desk_db)


@pytest.fixture
async def desk(_desk: Desk) -> AsyncIterator[Desk]:
    """The desk; closes what the test opened, and fails it for whatever its pages complained of."""
    _desk.wrong.clear()
    async with _desk.db.transaction() as tx:
        await tx.conn.execute("DELETE FROM draft")
    yield _desk
    for context in _desk.contexts:
        await context.close()
    _desk.contexts.clear()
    assert _desk.wrong == []
