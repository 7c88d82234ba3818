"""Running until told to stop, as every long process of ours does."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

ASKED_AGAIN_S = 1.0


def stop_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set from now on; call it in the running loop before anything takes long."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    return stopping


async def until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` until it ends or ``stopping`` is set; then it is cancelled. Raises what ``work`` raises."""
    running = asyncio.create_task(work)
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
    await end(stop, running)


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they have ended, even if the caller is cancelled meanwhile; raises what one of them raises.

    Asking once is not enough: ``asyncio.wait_for`` of Python 3.11 loses a cancellation that comes in the same moment as
    what it waits for (python/cpython issue 86296), and a task in an endless loop would go on.
    """
    cancelled = False
    while waited := [task for task in tasks if not task.done()]:
        for task in waited:
            task.cancel()
        try:
            await asyncio.wait(waited, timeout=ASKED_AGAIN_S)
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    for task in tasks:
        if not task.cancelled():
            task.result()


async def together(*work: Coroutine[Any, Any, None]) -> None:
    """Run loops beside one another until one ends, which ends all; raises what it raises. A task group would ask each
    to stop only once.
    """
    tasks = [asyncio.create_task(one) for one in work]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(*tasks)
