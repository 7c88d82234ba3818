"""The examples of the how-to run as they stand, with nothing but a shell's or Python's own means (R1)."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest

from support.people import People
from support.server import served

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "judge-a-text.md").read_text("utf-8")


def examples(language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^ {3}", "", block, flags=re.MULTILINE) for block in found]


async def ran(people: People, *command: str) -> str:
    async with served(people.app) as address:
        process = await asyncio.create_subprocess_exec(
            *command,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "URL": address, "KEY": people.agent.key},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, said = await process.communicate()
    assert process.returncode == 0, said.decode()
    return out.decode()


@pytest.mark.parametrize(("number", "danger"), [(0, [True]), (1, [False, True])])
async def test_the_shell_examples(people: People, number: int, danger: list[bool]) -> None:
    answer = json.loads(await ran(people, "sh", "-c", examples("sh")[number].replace("curl", "curl -s", 1)))
    judged = answer.get("items", [answer])
    assert [one["danger"] for one in judged] == danger
    assert all(one["reasons"] and one["versions"] for one in judged)


async def test_the_python_example(people: People) -> None:
    (program,) = examples("python")
    answer = json.loads(await ran(people, sys.executable, "-c", program))
    assert answer["owner"]
    assert answer["reasons"]
