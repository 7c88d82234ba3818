"""The Open311 face as a city may set it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from support.people import People, Person, client


@pytest.fixture
def mode(people: People) -> Iterator[None]:
    """Anybody may read what is public."""
    state = people.app.state
    before = state.settings
    state.settings = before.model_copy(update={"open311": "public"})
    yield
    state.settings = before


@pytest.fixture
async def filer(people: People) -> Person:
    """An application of somebody else's, with a key that can use this face and nothing else."""
    return await people.of("open311_client", "12345")


@pytest.fixture
async def anybody(people: People, mode: None) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a key, where the city publishes."""
    async with client(people.app) as found:
        yield found
