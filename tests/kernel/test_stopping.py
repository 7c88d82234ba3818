"""Loops that are asked to stop do, even if the first asking is lost."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from twinline.kernel import stopping
from twinline.kernel.stopping import end, together


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "ASKED_AGAIN_S", 0.01)


async def deaf(lost: int, ended: list[str]) -> None:
    """An endless loop that loses so many cancellations."""
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if lost == 0:
                ended.append("deaf")
                raise
            lost -= 1


async def test_what_loses_a_cancellation_is_asked_again() -> None:
    ended: list[str] = []
    task = asyncio.create_task(deaf(3, ended))
    await asyncio.sleep(0)
    await end(task)
    assert ended == ["deaf"]


async def test_loops_beside_one_another_end_when_their_parent_is_asked_once_or_often() -> None:
    ended: list[str] = []
    task = asyncio.create_task(together(deaf(3, ended), deaf(0, ended)))
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.sleep(0.02)
    await end(task)
    assert ended == ["deaf", "deaf"]
    assert task.cancelled()


async def test_a_loop_that_fails_ends_the_others() -> None:
    ended: list[str] = []

    async def fails() -> None:
        await asyncio.sleep(0.01)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await together(deaf(1, ended), fails())
    assert ended == ["deaf"]


async def test_who_is_cancelled_while_ending_others_goes_on_until_they_have_ended() -> None:
    ended: list[str] = []
    task = asyncio.create_task(deaf(5, ended))
    await asyncio.sleep(0)
    ending = asyncio.create_task(end(task))
    await asyncio.sleep(0)
    ending.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await ending
    assert ending.cancelled()
    assert ended == ["deaf"]
