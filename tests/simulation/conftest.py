"""One laboratory for the tests of the simulation: a server of its own, because a run must come again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from twinline.simulate import Laboratory, laboratory


@pytest.fixture(scope="session")
async def lab(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Laboratory]:
    folder: Path = tmp_path_factory.mktemp("laboratory")
    async with laboratory(folder) as made:
        yield made
