"""``twinline rules`` for operators: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import settings_for
from rules.desk import add, change, draft, edition, publish, row, until_edition
from support.people import People
from twinline.kernel.db import Database

COMMAND = "from twinline.cli import main; main()"
Run = Callable[..., "asyncio.Future[subprocess.CompletedProcess[str]]"]


@pytest.fixture
def shell(own_db: Database, tmp_path: Path) -> Run:
    keys = settings_for(own_db.url, tmp_path).keys_path
    environment = {
        **os.environ,
        "TWINLINE_DATABASE_URL": own_db.url,
        "TWINLINE_VAR_DIR": str(tmp_path),
        "TWINLINE_KEY_FILE": str(keys),
    }

    def call(*arguments: object) -> asyncio.Future[subprocess.CompletedProcess[str]]:
        command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
        options = {"capture_output": True, "text": True, "env": environment, "timeout": 60}
        return asyncio.ensure_future(asyncio.to_thread(subprocess.run, command, **options))

    return call


@pytest.fixture
def run(shell: Run) -> Run:
    return lambda *arguments: shell("rules", *arguments)


async def test_files_are_judged_by_the_edition_in_force_when_asked(own: People, shell: Run, tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(json.dumps({"id": "1", "text": "工地半夜施工吵得睡不着"}) + "\n", "utf-8")
    number = await draft(own.rule_owner)
    await change(own.rule_owner, number, "M-NOISE-01", matter="工地噪声（本市）")
    await publish(own.leader_12345, number)
    matters: list[str] = []
    for more in ((), ("--database",)):
        done = await shell("triage", file, "--semantic", "off", *more)
        assert done.returncode == 0, done.stderr
        matters.append(json.loads(done.stdout)["matter"])
    assert matters == ["建筑施工噪声", "工地噪声（本市）"]


async def test_an_operator_takes_a_workbook_through(own: People, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "规则.xlsx"
    assert (await run("export", file)).returncode == 0
    book = load_workbook(file)
    sheet = book["职责清单"]
    assert sheet["A3"].value == "M-NOISE-01"
    sheet["B3"] = "建筑工地噪声"
    book.save(file)
    made = await run("import", file, "--title", "月度修订", "--by", own.rule_owner.login)
    assert made.returncode == 0, made.stderr
    number = json.loads(made.stdout)["number"]
    assert (await row(own.steward, number, "M-NOISE-01"))["cells"]["matter"] == "建筑工地噪声"
    checked = await run("check", number)
    assert checked.returncode == 0, checked.stdout
    refused = await run("publish", number, "--by", own.rule_owner.login)
    assert refused.returncode == 1
    assert "权限" in refused.stderr
    published = await run("publish", number, "--by", own.leader_12345.login)
    assert published.returncode == 0, published.stderr
    await until_edition(own, number)
    verified = await run("verify")
    assert (verified.returncode, [json.loads(line)["holds"] for line in verified.stdout.splitlines()]) == (
        0,
        [True] * 2,
    )
    back = await run("rollback", 0, "--reason", "误改", "--by", own.leader_110.login)
    assert back.returncode == 0, back.stderr
    await until_edition(own, 0)
    listed = [json.loads(line) for line in (await run("list")).stdout.splitlines()]
    assert [(e["number"], e["in_force"]) for e in listed] == [(number, False), (0, True)]


async def test_what_is_wrong_is_told_line_by_line(own: People, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "规则.xlsx"
    assert (await run("export", file, "--packaged")).returncode == 0
    book = load_workbook(file)
    book["职责清单"]["D3"] = "114"
    book["部门类别"]["B4"] = "=A1"
    book.save(file)
    refused = await run("import", file, "--by", own.rule_owner.login)
    assert refused.returncode == 1
    assert "职责清单!D3" in refused.stderr
    assert "部门类别!B4" in refused.stderr
    assert (await run("list")).stdout.count("\n") == 1
    unknown = await run("import", file.with_name("fields"), "--by", "nobody")
    assert (unknown.returncode, unknown.stdout) == (1, "")


async def test_errors_and_strangers_end_with_1(own: People, run: Run) -> None:
    number = await draft(own.rule_owner)
    await add(own.rule_owner, number, owner="110", police_class="200200", department="public_security")
    await add(own.rule_owner, number, code="M-TEST-02", matter="航拍扰民")
    checked = await run("check", number)
    assert checked.returncode == 1
    assert checked.stdout.startswith("✗")
    stranger = await run("rollback", 0, "--reason", "x", "--by", "nobody.at.all")
    assert stranger.returncode == 1
    assert "nobody.at.all" in stranger.stderr
    assert (await run("publish", 12_345, "--by", own.leader_110.login)).returncode == 1
    assert (await edition(own.steward, number))["state"] == "draft"


async def test_http_takes_and_gives_the_same_workbook(own: People, tmp_path: Path) -> None:
    got = await own.steward.api.get("/api/v1/rules/editions/0/sheet")
    assert got.status_code == 200
    number = await draft(own.rule_owner)
    path = f"/api/v1/rules/editions/{number}/import-batch"
    reply = await own.rule_owner.api.post(path, content=got.content)
    assert reply.status_code == 200, reply.text
    assert reply.json()["rows"]["responsibility_list"] >= 169
    changes = await own.steward.api.get(f"/api/v1/rules/editions/{number}/changes")
    assert changes.json()["items"] == []
    spoilt = await own.rule_owner.api.post(path, content=got.content[:-2_000])
    assert spoilt.json()["code"] == "rules.not_a_sheet"
    await publish(own.leader_110, number)
    late = await own.rule_owner.api.post(path, content=got.content)
    assert late.json()["code"] == "rules.no_draft"
