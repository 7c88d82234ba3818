"""Random sequences through actions and database, the six promises checked after every step.

``TWINLINE_SEQUENCES`` says how many (`make test-long`: 2,000), ``TWINLINE_SEED`` where the seeds begin; a failing seed
is printed and runs alone with ``TWINLINE_SEED=n TWINLINE_SEQUENCES=1``.
"""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta

import pytest

from properties import walk
from properties.world import BEGIN, World, begin, world_of
from support import database
from support.people import People
from twinline.integrity import check
from twinline.kernel.db import Database

SEQUENCES = int(os.environ.get("TWINLINE_SEQUENCES", "200"))
FIRST = int(os.environ.get("TWINLINE_SEED", "1"))
SHARES = min(8, SEQUENCES)
STEPS = 30


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
async def test_promises_hold_on_random_ways(share: int, people: People, db: Database) -> None:
    usual = db.clock
    world = await world_of(people, db)
    done = refused = 0
    try:
        for count, seed in enumerate(range(FIRST + share, FIRST + SEQUENCES, SHARES)):
            if count % 50 == 49:
                await nothing_broken(world)
                await asyncio.to_thread(database.clean, db.url)
            begin(world, days=seed * 7 % 290, seconds=seed * 7919 % 86_400)
            walked = await walk.run(world, seed, steps=STEPS)
            done, refused = done + walked.done, refused + walked.refused
        await nothing_broken(world)
    finally:
        db.clock = usual
    assert done > refused or SEQUENCES < 100  # alone, an unlucky one may be refused more than it does


async def nothing_broken(world: World) -> None:
    """What `twinline check` says of everything that the walks have left."""
    report = await check(world.db.url, world.city, now=BEGIN + timedelta(days=400))
    assert report.violations == ()
