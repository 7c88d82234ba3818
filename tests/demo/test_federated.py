"""Two instances as people start them: their own databases, keys and accounts; everything settles (R14, R40, R45)."""

from __future__ import annotations

import json
import signal
import ssl
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from demo.test_demo import COMMAND, environment, processes_of, wait
from twinline.demo.certificates import make_certificates
from twinline.demo.credentials import ACCOUNTS, people_of
from twinline.demo.federation import Federation, forget
from twinline.demo.federation import wait as wait_until
from twinline.demo.processes import Child
from twinline.demo.queries import Shared
from twinline.demo.trial import differences, observe
from twinline.identity import ROLES
from twinline.kernel.clock import SystemClock
from twinline.settings import Settings

START_S, CUT_S = 240.0, 30.0
ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.mark.long
def test_two_instances_settle_agree_and_leave_nothing_behind(tmp_path: Path) -> None:
    env = environment(tmp_path) | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "demo", "--federated", "--smoke"],
        env=env, capture_output=True, text=True, timeout=420,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["appeals"] == 200
    wrong = ("waiting", "refused", "held", "differences", "violations")
    assert [found[name] for name in wrong] == [0] * len(wrong)
    assert found["handovers"] >= 20
    assert found["exchanged"] >= 4 * found["handovers"]
    assert found["closed"] >= 60
    assert not list(tmp_path.glob("twinline-smoke-*"))
    assert processes_of(tmp_path) == []


@pytest.mark.long
def test_a_second_start_goes_on_with_the_same_instances(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    first, second = run_until_ready(folder), run_until_ready(folder)
    assert first == second
    assert {side: found["accounts"][0]["platform"] for side, found in first.items()} == {
        "gov": "12345",
        "police": "110",
    }
    assert not {key for found in first.values() for key in found["keys"].values() if key in str(found["accounts"])}
    rings = [(folder / "federated" / side / "keys" / "exchange").read_bytes() for side in first]
    assert rings[0] != rings[1]
    forget(Settings(_env_file=None, var_dir=folder))  # type: ignore[call-arg]
    assert not (folder / "federated").exists()


@pytest.mark.long
def test_a_hub_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    chosen = Settings(_env_file=None, var_dir=tmp_path / "var", port=0)  # type: ignore[call-arg]
    kills, over = list[int](), threading.Event()

    def kill(hub: Child) -> None:
        while not over.wait(4.0):
            if hub.process and hub.alive:
                hub.process.kill()
                kills.append(hub.process.pid)

    try:
        with Federation(chosen, lambda line: None, tempo=0.0, via_hub=True) as both:
            assert both.hub
            killer = threading.Thread(target=kill, args=both.hub.children)
            threading.Timer(CUT_S, over.set).start()
            killer.start()
            found = observe(both, messages=60)
            over.set()
            killer.join()
    finally:
        forget(chosen)
    assert len(kills) >= 3
    assert (found.violations, found.differences) == ([], ())
    assert found.ok, found.queues
    assert found.shown()["handovers"] >= 3
    assert processes_of(tmp_path) == []


@pytest.mark.long
def test_nats_then_tables_then_folders_carry_when_the_one_before_is_gone(tmp_path: Path) -> None:
    chosen = Settings(_env_file=None, var_dir=tmp_path / "var", port=0)  # type: ignore[call-arg]
    try:
        with Federation(chosen, lambda line: None, tempo=0.0, kinds=("nats", "tables", "ferry")) as both:
            (broker,), url, seen = both.between, both.towns["gov"].database_url, set[str]()

            def cut() -> None:
                wait_until(lambda: "nats" in carried(url), 30.0, 0.2)
                seen.update(carried(url))
                both.between.clear()
                assert broker.process
                broker.process.kill()
                broker.process.wait()
                wait_until(lambda: "tables" in carried(url), 30.0, 0.2)
                seen.update(carried(url))
                with psycopg.connect(url.replace("twinline_gov", "twinline_between"), autocommit=True) as between:
                    between.execute("ALTER TABLE exchange_parcel RENAME TO gone")

            cutter = threading.Thread(target=cut)
            cutter.start()
            found = observe(both, messages=40)
            cutter.join()
            seen.update(carried(url))
    finally:
        forget(chosen)
    assert seen == {"nats", "tables", "ferry"}
    assert (found.violations, found.differences) == ([], ())
    assert found.ok, found.queues
    assert processes_of(tmp_path) == []


def carried(url: str) -> set[str]:
    with psycopg.connect(url) as database:
        return {way for (way,) in database.execute("SELECT DISTINCT transport FROM exchange_out WHERE push_state > 0")}


def test_a_hub_stands_between_two_only(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", COMMAND, "demo", "--via-hub"], env=environment(tmp_path),
                          capture_output=True, text=True)  # fmt: skip
    assert (done.returncode, "--federated" in done.stderr) == (2, True)


def run_until_ready(folder: Path) -> dict[str, dict[str, Any]]:
    """Accounts and keys of both sides, after a start and Ctrl-C."""
    demo = subprocess.Popen([sys.executable, "-c", COMMAND, "demo", "--federated", "--port", "0"],
                            env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True)  # fmt: skip
    said: list[str] = []
    threading.Thread(target=lambda: said.extend(demo.stdout or ()), daemon=True).start()
    try:
        wait(lambda: "Ctrl-C" in "".join(said), demo, START_S)
    finally:
        demo.send_signal(signal.SIGINT)
        code = demo.wait(timeout=30)
    assert code == 0, "".join(said)
    assert processes_of(folder) == []
    files = {side: folder / "federated" / side / "demo" / "credentials.json" for side in ("gov", "police")}
    found = {side: json.loads(file.read_text()) for side, file in files.items()}
    shown = "".join(said)
    assert all(one["url"] in shown and one["accounts"][0]["password"] in shown for one in found.values())
    return {side: {"accounts": one["accounts"], "keys": one["keys"]} for side, one in found.items()}


@pytest.mark.parametrize("hosts", [("12345",), ("110",), ("12345", "110")])
def test_each_instance_has_the_people_of_its_platform_and_its_own_office(hosts: tuple[str, ...]) -> None:
    people = people_of(hosts)
    assert {ROLES[spec.role].platform for spec in people if spec in ACCOUNTS} == set(hosts)
    assert {"account_admin", "steward", "rule_owner", "auditor"} <= {spec.role for spec in people}
    assert len({spec.login for spec in people}) == len(people)


def test_certificates_are_for_their_owner_only_and_sign_nothing_further(tmp_path: Path) -> None:
    authority = make_certificates(tmp_path, ["gov", "police"], now=SystemClock().now())
    for name in ("gov", "police"):
        assert (tmp_path / f"{name}.pem").stat().st_mode & 0o777 == 0o600
        ssl.create_default_context(cafile=authority).load_cert_chain(tmp_path / f"{name}.pem")
    assert b"PRIVATE" not in authority.read_bytes()
    before = authority.read_bytes()
    assert make_certificates(tmp_path, ["gov"], now=SystemClock().now()).read_bytes() != before


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (Shared({ONE: "110"}, {TWO: "accepted"}), Shared({ONE: "110"}, {TWO: "accepted"}), 0),
        (Shared({ONE: "110"}, {}), Shared({ONE: "12345"}, {}), 1),
        (Shared({ONE: "110"}, {}), Shared({}, {}), 0),
        (Shared({}, {TWO: "accepted"}), Shared({}, {TWO: "delivered"}), 1),
        (Shared({}, {TWO: "recalled"}), Shared({}, {TWO: "expired"}), 0),
        (Shared({}, {TWO: "expired"}), Shared({}, {}), 0),
        (Shared({}, {TWO: "accepted"}), Shared({}, {}), 1),
    ],
)
def test_what_two_instances_say_differently_is_found(one: Shared, other: Shared, count: int) -> None:
    assert len(differences(one, other)) == count
