"""Running simulations one after another, or several at once, for ``twinline simulate``."""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import orjson

from twinline.kernel.logs import configure_logs
from twinline.kernel.messages import text
from twinline.simulate import Outcome, Plan, laboratory

STORY_LINES = 60
LINE_BYTES_MAX = 2**20
COMMAND = "from twinline.cli import main; main()"

Told = Mapping[str, Any]


def run(*, seed: int, seeds: int, steps: int, instances: int, ways: tuple[str, ...], workers: int, story: bool) -> bool:
    """Print a line for every seed and one for all; whether every promise held and every seed was run."""
    configure_logs(level="critical", form="text")
    plans = [Plan(one, steps, instances, ways) for one in range(seed, seed + seeds)]
    return asyncio.run(_all(plans, min(workers, len(plans)), story))


async def _all(plans: Sequence[Plan], workers: int, story: bool) -> bool:
    sums: Counter[str] = Counter(dict.fromkeys(("seeds", "steps", "appeals", "handovers"), 0))
    faults: Counter[str] = Counter()
    failed: list[int] = []
    begin = time.monotonic()
    async with aclosing(_here(plans, story) if workers == 1 else _beside(plans, workers, story)) as lines:
        async for told in lines:
            _say(told)
            sums.update({"seeds": 1} | {name: told[name] for name in ("steps", "appeals", "handovers")})
            faults.update(told["faults"])
            failed += [told["seed"]] if told["violations"] else []
            if workers == 1:  # each of several tells its own
                _progress(told, sums["seeds"], len(plans), len(failed), time.monotonic() - begin)
    seconds = round(time.monotonic() - begin, 1)
    _say({**sums, "faults": dict(sorted(faults.items())), "failed": sorted(failed), "seconds": seconds})
    return not failed and sums["seeds"] == len(plans)


async def _here(plans: Sequence[Plan], story: bool) -> AsyncGenerator[Told]:
    with tempfile.TemporaryDirectory(prefix="twinline-simulate-") as folder:
        async with laboratory(Path(folder)) as lab:
            for plan in plans:
                outcome = await lab.run(plan)
                _story(outcome, story)
                yield outcome.told()


async def _beside(plans: Sequence[Plan], workers: int, story: bool) -> AsyncGenerator[Told]:
    """Each worker is this command on its share of the seeds, with a server of its own: how far an outbox may be read
    depends on every transaction of a server."""
    lines: asyncio.Queue[Told | None] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        shares = [len(plans) * place // workers for place in range(workers + 1)]
        for first, last in pairwise(shares):
            group.create_task(_worker(plans[first:last], story, lines))
        left = workers
        while left:
            told = await lines.get()
            if told is None:
                left -= 1
            else:
                yield told


async def _worker(plans: Sequence[Plan], story: bool, lines: asyncio.Queue[Told | None]) -> None:
    plan = plans[0]
    asked = {"seed": plan.seed, "seeds": len(plans), "steps": plan.steps, "instances": plan.instances}
    options = [word for name, value in asked.items() for word in (f"--{name}", str(value))]
    options += [word for way in plan.ways for word in ("--way", way)] + (["--story"] if story else [])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", COMMAND, "simulate", *options),
        stdout=asyncio.subprocess.PIPE,
        limit=LINE_BYTES_MAX,
    )
    try:
        assert process.stdout  # noqa: S101 - it is a pipe
        async for line in process.stdout:
            if "seed" in (told := orjson.loads(line)):
                lines.put_nowait(told)
        await process.wait()
    finally:
        lines.put_nowait(None)
        if process.returncode is None:
            process.terminate()
            await process.wait()


def _say(told: Told) -> None:
    click.echo(orjson.dumps(told).decode())


def _story(outcome: Outcome, whole: bool) -> None:
    if whole or outcome.violations:
        click.echo("\n".join(outcome.story if whole else outcome.story[-STORY_LINES:]), err=True)


def _progress(told: Told, done: int, of: int, failed: int, seconds: float) -> None:
    said = text(
        "simulate.progress",
        seed=told["seed"],
        done=done,
        of=of,
        steps=told["steps"],
        seconds=round(seconds),
        left=round(seconds / done * (of - done)),
        violations=len(told["violations"]),
        failed=failed,
    )
    click.echo(said, err=True)
