"""The examples of the how-to run as they stand (R62)."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from kit.test_departments import Stage, stage
from support.city import step

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "connect-a-department.md").read_text("utf-8")
__all__ = ["stage"]


def examples(language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^ {3}", "", block, flags=re.MULTILINE) for block in found]


async def run(*command: str, **env: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, said = await process.communicate()
    assert process.returncode == 0, said.decode() + out.decode()
    return out.decode()


async def test_the_examples_answer_orders(stage: Stage, tmp_path: Path) -> None:
    order, other, third = [await stage.dispatched("poll") for _ in range(3)]
    key = stage.systems["poll"].key
    env = {"URL": stage.url, "KEY": key, "ORDER": order["id"], "OTHER": other["id"]}
    env["RECEIVER"] = "https://receiver.example/hook"
    said = await run("sh", "-ec", "\n".join(examples("sh")), **env)
    assert (await stage.order(order))["state"] == "replied"
    assert (await stage.order(other))["state"] == "returning"
    assert third["id"] in said.splitlines()[-1]
    await step(stage.systems["poll"], third, "sign")
    (program,) = examples("python")
    out = await run(sys.executable, "-c", program, URL=stage.url, KEY=key, FOLDER=str(tmp_path))
    held, difference = map(int, out.split())
    assert (held >= 2, difference) == (True, 0)
