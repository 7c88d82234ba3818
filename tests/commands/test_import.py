"""The import as a process: nothing lost, nothing doubled, also when it is killed outright in the middle."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from conftest import settings_for
from twinline.kernel.db import Database

COMMAND = "from twinline.cli import main; main()"
ROWS = 2_400
MATTERS = ("路灯不亮", "井盖松动", "工地半夜施工吵得睡不着", "小区物业乱收费", "想咨询居住证怎么办理", "有人偷电动车")


def write_rows(path: Path, count: int = ROWS, *, spoil: int | None = None) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        target = csv.writer(file)
        target.writerow(["留言编号", "留言主题", "留言时间", "留言详情"])
        for n in range(count):
            words = f"天河区第{n}街，{MATTERS[n % len(MATTERS)]}，请处理" + ("（改）" if n == spoil else "")
            target.writerow([n, MATTERS[n % len(MATTERS)], "2019/2/28 11:25:05", words])
    return path


def environment(db: Database, folder: Path) -> dict[str, str]:
    keys = settings_for(db.url, folder).keys_path
    return os.environ | {
        "TWINLINE_DATABASE_URL": db.url,
        "TWINLINE_VAR_DIR": str(folder),
        "TWINLINE_KEY_FILE": str(keys),
    }


def start(db: Database, folder: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "import", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(db, folder),
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, dict[str, object], str]:
    out, err = process.communicate(timeout=120)
    assert out.count("\n") == 1, err
    return process.returncode, json.loads(out), err


def count(db: Database) -> int:
    with psycopg.connect(db.url) as connection:
        found = connection.execute("SELECT count(*) FROM appeal").fetchone()
    return found[0] if found else 0


def wait_for(db: Database, least: int) -> None:
    deadline = time.monotonic() + 60
    while count(db) < least:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_goes_on_after_it_was_killed(db: Database, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "in.csv")
    process = start(db, tmp_path, file)
    wait_for(db, 500)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = count(db)
    assert 500 <= kept < ROWS
    code, summary, _ = finish(start(db, tmp_path, file))
    assert code == 0
    assert (summary["registered"], summary["replayed"], summary["failed"]) == (ROWS - kept, kept, 0)
    assert count(db) == ROWS
    with psycopg.connect(db.url) as connection:
        doubled = connection.execute(
            "SELECT external_id FROM contact GROUP BY external_id HAVING count(*) > 1"
        ).fetchall()
    assert doubled == []


@pytest.mark.slow
def test_ctrl_c_stops_after_the_batch_and_says_how_to_go_on(db: Database, tmp_path: Path) -> None:
    process = start(db, tmp_path, write_rows(tmp_path / "in.csv"))
    wait_for(db, 500)
    process.send_signal(signal.SIGINT)
    code, summary, told = finish(process)
    assert code == 130
    assert summary["rows"] == summary["registered"] == count(db)
    assert count(db) % 500 == 0
    assert "再执行同一命令" in told


def test_bad_rows_are_told_and_the_others_registered(db: Database, tmp_path: Path) -> None:
    rows = [
        {"id": 1, "text": "天河区路灯不亮"},
        {"id": 1, "text": "天河区路灯不亮"},
        {"id": 1, "text": "同一编号换了内容"},
        {"id": 2, "text": "井盖松动", "division": "999999"},
        {"id": 3, "text": " "},
        {"id": 4, "text": "=cmd()", "phone": "=1+1"},
        {"id": 5, "text": "楼下有人拿刀砍人，救命"},
    ]
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    bad = tmp_path / "bad.csv"
    code, summary, _ = finish(start(db, tmp_path, file, "--errors", bad))
    assert code == 1
    assert {n: summary[n] for n in ("rows", "registered", "replayed", "failed", "danger")} == {
        "rows": 7, "registered": 2, "replayed": 1, "failed": 4, "danger": 1,
    }  # fmt: skip
    told = list(csv.reader(bad.read_text("utf-8-sig").splitlines()))
    assert [(row[0], row[1]) for row in told[1:]] == [
        ("3", "intake.key_reused"), ("4", "places.unknown_division"), ("5", "intake.row_empty"),
        ("6", "intake.row_value"),
    ]  # fmt: skip
    assert all(row[2] and not row[2].startswith("error.") for row in told)
    assert count(db) == 2


def test_a_dry_run_writes_nothing_and_needs_no_database(db: Database, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "in.csv", 50)
    env = environment(db, tmp_path) | {"TWINLINE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    done = subprocess.run([sys.executable, "-c", COMMAND, "import", str(file), "--dry-run"],
                          env=env, capture_output=True, text=True, check=True)  # fmt: skip
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["registered"], summary["failed"]) == (50, 50, 0)
    assert count(db) == 0
