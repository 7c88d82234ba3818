"""The application on a database of the test's own, and two small models: one finds danger, one overlooks it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import application
from models.making import Made, make
from support.people import People, staffed
from twinline.kernel.db import Database


@pytest.fixture
async def own(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        yield cast


@pytest.fixture(scope="session")
def good() -> Made:
    return make("细心的", danger=0.98)


@pytest.fixture(scope="session")
def poor() -> Made:
    return make("粗心的", danger=0.61)
