"""Bugs that are put in on purpose are found: the simulation is worth what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from twinline.exchange import incoming
from twinline.exchange.carried import appeal_of
from twinline.exchange.envelope import write_answer
from twinline.kernel.db import Tx
from twinline.linkage import delivery
from twinline.linkage.model import Message
from twinline.simulate import Laboratory, Plan, people
from twinline.simulate.roads import WireEnd

SEEDS_MAX = 50
STEPS = 300


async def found(lab: Laboratory, *, steps: int = STEPS, ways: Sequence[str] = ("wire",)) -> str:
    """What the first seed says that finds anything."""
    for seed in range(1, SEEDS_MAX + 1):
        outcome = await lab.run(Plan(seed, steps, ways=tuple(ways), check_every=100))
        if outcome.violations:
            return outcome.violations[0]
    raise AssertionError(f"{SEEDS_MAX} seeds did not find it")


async def test_a_message_that_is_taken_in_twice_is_found(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    async def always(conn: Any, receiver: str, ids: Sequence[Any], now: Any) -> set[Any]:
        return set(ids)

    monkeypatch.setattr(delivery.store, "first_time", always)
    assert await found(lab)


async def test_a_token_that_is_kept_twice_is_found(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    async def all_fresh(tx: Tx, this: Any, heap: Any) -> list[Any]:
        return list(heap.events.values())

    monkeypatch.setattr(incoming, "_unknown", all_fresh)
    assert await found(lab)


async def test_an_answer_before_the_commit_is_found(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wire forgets, and the answer flies, while what it speaks of can still be undone."""
    outs: list[Any] = []
    keep = incoming._keep

    async def hasty(end: WireEnd, take: Any) -> int:
        arrived = end.back.arrived()
        with end.back.handing_over(arrived):
            outs[:] = [end.out]
        if arrived:
            await take(end.name, [token for _, token in arrived])
        return len(arrived)

    async def answering(tx: Tx, this: Any, heap: Any, transport: str) -> Any:
        answer = await keep(tx, this, heap, transport)
        if answer:
            outs[0].carry([write_answer(this.me.ring, answer)])
        return answer

    monkeypatch.setattr(WireEnd, "receive", hasty)
    monkeypatch.setattr(incoming, "_keep", answering)
    assert await found(lab)


async def lower(conn: Any, appeal_id: Any) -> None:
    """What the database refuses by itself, past its triggers."""
    await conn.execute("SET LOCAL session_replication_role = replica")
    await conn.execute("UPDATE appeal SET danger = false WHERE id = %s", (appeal_id,))
    await conn.execute("SET LOCAL session_replication_role = origin")


async def test_a_danger_that_a_message_lowers_is_found(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    receive = delivery.receive

    async def careless(tx: Tx, city: Any, load: Sequence[Message]) -> None:
        await receive(tx, city, load)
        for message in load:
            await lower(tx.conn, appeal_of(message.body))

    monkeypatch.setattr(delivery, "receive", careless)
    assert "danger lowered" in await found(lab)


async def test_a_danger_that_a_step_lowers_is_found(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    step = people.take_step

    async def careless(tx: Tx, node: Any, who: Any, order: Any, event: str, **more: Any) -> None:
        await step(tx, node, who, order, event, **more)
        await lower(tx.conn, order["appeal_id"])

    monkeypatch.setattr(people, "take_step", careless)
    assert "danger lowered" in await found(lab)
