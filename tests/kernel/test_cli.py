"""The command line as people call it: on a real database, with one-line failures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from support import database
from twinline import commands
from twinline.kernel.migrate import head_revision

TWINLINE = Path(sys.executable).with_name("twinline")


@dataclass
class Shell:
    """Runs ``twinline`` with settings of its own."""

    env: dict[str, str]

    def __call__(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [str(TWINLINE), *arguments]
        return subprocess.run(
            command, env=self.env, input=given, capture_output=True, text=True, timeout=60, check=False
        )


@pytest.fixture
def shell(server_url: str, template: str, tmp_path: Path) -> Iterator[Shell]:
    with database.copy_of(server_url, template, "cli") as url:
        yield Shell(dict(os.environ) | {"TWINLINE_DATABASE_URL": url, "TWINLINE_VAR_DIR": str(tmp_path)})


def test_an_account_is_made_and_its_key_works_and_ends(shell: Shell) -> None:
    made = shell(
        "account", "create", "lin", "--name", "小林", "--role", "agent", "--unit", "12345", given="horse battery\n"
    )
    assert made.returncode == 0, made.stderr
    again = shell("account", "create", "lin", "--name", "小林", "--role", "agent", "--unit", "12345", "--no-password")
    assert (again.returncode, again.stderr) == (1, "错误：账号“lin”已存在\n")
    key = json.loads(shell("key", "create", "lin", "--name", "接口").stdout)
    assert key["key"].startswith("tl_")
    assert shell("key", "revoke", key["id"]).returncode == 0
    assert shell("key", "revoke", key["id"]).returncode == 1
    assert shell("account", "passwd", "lin", given="short\n").returncode == 1
    assert shell("account", "passwd", "lin", given="another horse\n").returncode == 0
    listed = [json.loads(line) for line in shell("account", "list").stdout.splitlines()]
    assert [account["login"] for account in listed] == ["lin"]


def test_repeated_steps_do_no_harm(shell: Shell) -> None:
    assert shell("migrate").stdout == f"数据库结构已是最新版本 {head_revision()}\n"
    assert shell("seed").stdout == "基础数据已写入，新增机构 0 个\n"
    assert "装入 2028 年" in shell("calendar", "load", "2028", "--provisional").stdout
    unknown = shell("calendar", "load", "2028")
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("错误：")


def test_failures_are_one_line_with_an_exit_code(shell: Shell) -> None:
    assert shell("nonsense").returncode == 1
    assert shell("calendar", "load", "soon").returncode == 2
    assert shell("import", __file__, "--channel", "pigeon").returncode == 2
    assert shell("import", __file__, "--map", "nothing=列").returncode == 2
    shell.env["TWINLINE_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    lost = shell("migrate")
    assert lost.returncode == 3
    shell.env["TWINLINE_PORT"] = "x"
    wrong = shell("migrate")
    assert wrong.returncode == 1
    for failed in (lost, wrong):
        assert failed.stderr.startswith("错误：")
        assert failed.stderr.count("\n") == 1
        assert "Traceback" not in failed.stderr


def test_the_api_describes_itself_without_a_database(shell: Shell) -> None:
    shell.env["TWINLINE_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    document = json.loads(shell("openapi").stdout)
    assert document["openapi"] == "3.1.0"
    assert "/api/v1/session" in document["paths"]
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["responses"]["4XX"]["content"]["application/problem+json"]
            assert operation["summary"]


HEAVY = ("numpy", "openpyxl", "psycopg", "pydantic", "fastapi", "sklearn", "procrastinate", "asyncio")
COMMANDS = sorted(path.stem for path in Path(commands.__path__[0]).glob("[!_]*.py"))


TRIAGE = ("judge", "train", "evaluate", "evidence", "routes")


@pytest.mark.parametrize("command", ["", *COMMANDS, "serve", "account create", *(f"triage {one}" for one in TRIAGE)])
def test_help_loads_nothing_of_what_it_tells_about(command: str) -> None:
    call = f"twinline({[*command.split(), '--help']!r}, standalone_mode=False)"
    code = f"import sys; from twinline.cli import twinline; {call}"
    told = f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True)
    assert "--help" in done.stdout
    assert done.stderr == "[]\n"


def test_serve_answers_and_stops_on_a_signal(shell: Shell, tmp_path: Path) -> None:
    port = "18763"
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html").write_text("<!doctype html><title>双线</title>")
    env = shell.env | {"TWINLINE_WEB_DIR": str(tmp_path / "web"), "TWINLINE_LOG_LEVEL": "warning"}
    with subprocess.Popen([str(TWINLINE), "serve", "--port", port, "--workers", "2"], env=env) as process:
        try:
            base = wait_for(f"http://127.0.0.1:{port}")
            assert httpx.get(f"{base}/readyz").json() == {"status": "ready"}
            assert "twinline_http_requests_total" in httpx.get(f"{base}/metrics").text
            page = httpx.get(f"{base}/orders/42")
            assert "双线" in page.text
            assert "script-src 'self'" in page.headers["content-security-policy"]
            assert page.headers["cache-control"] == "no-cache"
            assert httpx.get(f"{base}/api/v1/nowhere").json()["code"] == "kernel.no_route"
            assert httpx.get(f"{base}/missing.js").status_code == 404
        finally:
            process.terminate()
        assert process.wait(15) == 0


def wait_for(base: str) -> str:
    for _ in range(200):
        try:
            httpx.get(f"{base}/healthz").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return base
    raise AssertionError("the server does not answer")
