"""Runs with every fault: nothing is lost, nothing is doubled, one owner (R9, R14, R22, R45)."""

from __future__ import annotations

import asyncio

import pytest

from twinline.simulate import Laboratory, Plan

WAYS = (("wire",), ("ferry",), ("tables",), ("ferry", "tables"))


@pytest.mark.parametrize("ways", WAYS, ids="-".join)
async def test_promises_hold_on_two_instances(lab: Laboratory, ways: tuple[str, ...]) -> None:
    outcome = await lab.run(Plan(1, 200, ways=ways))
    assert outcome.violations == [], "\n".join(outcome.story[-60:])


async def test_promises_hold_by_a_hub(lab: Laboratory) -> None:
    outcome = await lab.run(Plan(4, 200, instances=3, ways=("tables", "wire")))
    assert outcome.violations == [], "\n".join(outcome.story[-60:])
    assert outcome.faults["killed"]


@pytest.mark.parametrize("seed", range(1, 2))
async def test_promises_hold_on_one_instance(lab: Laboratory, seed: int) -> None:
    outcome = await lab.run(Plan(seed, 150, instances=1))
    assert outcome.violations == [], "\n".join(outcome.story[-60:])
    assert outcome.handovers


async def test_a_seed_comes_again_to_the_byte(lab: Laboratory) -> None:
    for ways in (("ferry", "tables"), ("wire",)):
        first, second = [await lab.run(Plan(11, 80, ways=ways)) for _ in range(2)]
        assert first.story == second.story
        assert first.told() == second.told()
    assert (await lab.run(Plan(12, 80, ways=("wire",)))).trace != first.trace


async def test_what_runs_beside_a_simulation_is_not_waited_for(lab: Laboratory) -> None:
    async def always() -> None:
        await asyncio.Event().wait()

    beside = asyncio.create_task(always())
    try:
        outcome = await asyncio.wait_for(lab.run(Plan(1, 250, ways=("wire",))), 120)
    finally:
        beside.cancel()
    assert outcome.faults["killed"] > 0
