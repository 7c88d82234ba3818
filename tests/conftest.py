"""What tests share: a database per process, the application on it, and the people who use it."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import structlog
from fastapi import FastAPI

from support import database, people
from support.server import served
from twinline.app import MODULES, create_app
from twinline.clocks import load_city
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database
from twinline.settings import Settings

# One may test a part while another part is being rebuilt: TWINLINE_TEST_MODULES=identity,agencies
TESTED = tuple(filter(None, os.environ.get("TWINLINE_TEST_MODULES", "").split(","))) or MODULES
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    """Tests reach nothing outside this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"tests may not connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def cipher() -> FieldCipher:
    """The keys that seal the tests' personal fields."""
    return database.CIPHER


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL server on which tests may make databases."""
    with database.server() as url:
        yield url


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """The name of a migrated and seeded database to copy."""
    return database.template(server_url)


@pytest.fixture(scope="session")
def database_url(server_url: str, template: str) -> Iterator[str]:
    """This process's own migrated and seeded database."""
    with database.copy_of(server_url, template, "main") as url:
        yield url


@pytest.fixture(scope="session")
def clock() -> database.ShiftClock:
    """The clock of ``db``; a test moves it on, and it is put right afterwards."""
    return database.ShiftClock()


@pytest.fixture(scope="session")
async def _pool(database_url: str, clock: database.ShiftClock) -> AsyncIterator[Database]:
    db = Database(database_url, size_max=20, clock=clock)
    await db.open()
    yield db
    await db.close()


@pytest.fixture
async def db(_pool: Database, clock: database.ShiftClock) -> AsyncIterator[Database]:
    """The database, with no orders at first; what the test writes is removed afterwards, but accounts and registry."""
    yield _pool
    _pool.clock = clock
    clock.reset()
    # In a thread: what this process still has open must be able to end, or the cleaning waits until it is cut off.
    await asyncio.to_thread(database.clean, _pool.url)


@pytest.fixture
async def own_db(server_url: str, template: str) -> AsyncIterator[Database]:
    """A seeded database for this test alone: for tests that change the registry, accounts or the schema."""
    with database.copy_of(server_url, template, "own") as url:
        db = Database(url, size_max=10, clock=database.ShiftClock())
        await db.open()
        yield db
        await db.close()


def settings_for(url: str, folder: Path) -> Settings:
    """Settings of a test application: nothing from the environment, no limits on requests."""
    keys = folder / "fields"
    keys.write_text(f"{database.CIPHER.seal_key.hex()}\n{database.CIPHER.blind_key.hex()}\n")
    return Settings(
        _env_file=None,
        database_url=url,
        var_dir=folder,
        key_file=keys,
        web_dir=folder / "web",
        cookie_secure="never",
        rate_per_second=0,
        login_per_minute=0,
        portal_per_minute=0,
        portal_filings_per_hour=0,
        log_level="error",
    )


@asynccontextmanager
async def application(db: Database, folder: Path) -> AsyncIterator[FastAPI]:
    """The whole application on an open database, its lifespan entered."""
    app = create_app(settings_for(db.url, folder), db=db, modules=TESTED)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture(scope="session")
async def _app(_pool: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    async with application(_pool, tmp_path_factory.mktemp("app")) as app:
        yield app


@pytest.fixture(scope="session")
async def _people(_app: FastAPI, _pool: Database) -> AsyncIterator[people.People]:
    async with people.staffed(_app, _pool) as cast:
        await asyncio.to_thread(database.clean, _pool.url)  # hiring leaves traces on the audit trail
        yield cast


@pytest.fixture
async def app(_app: FastAPI, db: Database) -> FastAPI:
    """The application on ``db``, with the city as the database has it."""
    _app.state.city = await load_city(db)
    return _app


@pytest.fixture(name="people")
async def _cast(_people: people.People, app: FastAPI) -> people.People:
    """Named people: agent, dispatcher, clerk, supervisor, leader_12345, call_taker, police_dispatcher, officer,
    leader_110, outsider, area_agent, inspector, steward, admin, auditor, machine_12345, machine_110."""
    return _people


@pytest.fixture
async def nobody(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that is not signed in and keeps cookies."""
    async with people.client(app) as client:
        yield client


@pytest.fixture
async def live(app: FastAPI) -> AsyncIterator[str]:
    """The application on a real socket: its base address."""
    async with served(app) as address:
        yield address
