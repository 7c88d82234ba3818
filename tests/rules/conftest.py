"""The application on a database of the test's own, with its people: editions outlive a test, so none is shared."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import application
from support.people import People, staffed
from twinline.kernel.db import Database


@pytest.fixture
async def own(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        yield cast
