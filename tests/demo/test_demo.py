"""The demo as people start it: everything runs, is checked, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from twinline.demo.cast import lot
from twinline.demo.client import Api
from twinline.demo.credentials import ACCOUNTS
from twinline.demo.processes import free_port
from twinline.demo.stream import body_of, mixed, seed_messages
from twinline.demo.town import AlreadyRunning, locked
from twinline.identity import ROLES
from twinline.kernel.cluster import EmbeddedCluster

COMMAND = "from twinline.cli import main; main()"


def environment(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name != "TWINLINE_DATABASE_URL"}
    return own | {"TWINLINE_VAR_DIR": str(folder)}


def processes_of(folder: Path) -> list[str]:
    """Command lines and environments of live processes that know the folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in words and int(place.name) != os.getpid():
            found.append(words[:200].decode(errors="replace"))
    return found


@pytest.mark.slow
def test_smoke_finds_no_violation_and_leaves_nothing_behind(tmp_path: Path) -> None:
    env = environment(tmp_path) | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "demo", "--smoke"], env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert {"appeals", "orders", "handovers", "violations", "setup_s", "start_s", "closed"} == found.keys()
    assert (found["appeals"], found["violations"]) == (200, 0)
    assert found["orders"] > found["appeals"]
    assert found["handovers"] >= 20
    assert found["closed"] >= 60
    assert not list(tmp_path.glob("twinline-smoke-*"))
    assert processes_of(tmp_path) == []


@pytest.mark.slow
def test_starts_serves_and_stops_within_ten_seconds(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    env = environment(folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = subprocess.Popen([sys.executable, "-c", COMMAND, "demo", "--port", str(port)], env=env,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
        said: list[str] = []
        threading.Thread(target=lambda: said.extend(demo.stdout or ()), daemon=True).start()
        try:
            wait(lambda: "Ctrl-C" in "".join(said), demo)
            file = folder / "demo" / "credentials.json"
            found = json.loads(file.read_text())
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert found["url"] != f"http://127.0.0.1:{port}"
            assert f"端口 {port} 已被占用" in "".join(said)
            assert {account["role"] for account in found["accounts"]} == set(ROLES)
            api = Api(int(found["url"].rpartition(":")[2]), found["keys"]["banzhang01"])
            wait(lambda: len(list(api.every("/appeals"))) >= 20, demo)
            again = subprocess.run([sys.executable, "-c", COMMAND, "demo"], env=env, capture_output=True, text=True)
            assert (again.returncode, "已有一个演示在运行" in again.stderr) == (1, True)
        finally:
            demo.send_signal(signal.SIGINT)
            code = demo.wait(timeout=30)
    assert code == 0
    assert processes_of(folder) == []
    EmbeddedCluster(folder / "postgres").destroy()


def wait(happens: object, process: subprocess.Popen[str], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happens():  # type: ignore[operator]
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_two_demos_on_one_folder_take_no_turns(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(AlreadyRunning), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_the_next_free_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_any_stretch_of_the_stream_shows_both_numbers() -> None:
    messages = mixed(seed_messages())
    assert len(messages) == len(seed_messages())
    for start in range(0, len(messages) - 20, 20):
        assert len(Counter(m["number"] for m in messages[start : start + 20])) == 2
    assert body_of(messages[0], 1) != body_of(messages[0], 2)


def test_every_role_has_an_account_and_logins_are_unique() -> None:
    assert {spec.role for spec in ACCOUNTS} == set(ROLES)
    assert len({spec.login for spec in ACCOUNTS}) == len(ACCOUNTS)


def test_lots_are_even_and_fixed() -> None:
    drawn = [lot(str(n), "step") for n in range(2_000)]
    assert drawn == [lot(str(n), "step") for n in range(2_000)]
    assert 0.45 < sum(drawn) / len(drawn) < 0.55
    assert 0 <= min(drawn) < max(drawn) < 1
