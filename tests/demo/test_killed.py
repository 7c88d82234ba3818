"""What dies mid-run comes back by itself, and nothing is lost: the database of one side, its gateway (R14, R45)."""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from demo.test_demo import processes_of
from support.city import DANGER
from twinline.demo.federation import Federation, forget
from twinline.demo.federation import wait as wait_until
from twinline.demo.processes import Child
from twinline.demo.trial import observe
from twinline.kernel.cluster import EmbeddedCluster
from twinline.settings import Settings

BACK_S = 40.0


class Apart(Federation):
    """The police's database on a server of its own."""

    @property
    def own(self) -> EmbeddedCluster:
        return EmbeddedCluster(self.folder / "postgres-police")

    def _settings(self, name: str, cluster: EmbeddedCluster) -> dict[str, Any]:
        if name != "police":
            return super()._settings(name, cluster)
        self.own.start()
        return super()._settings(name, self.own)

    def stop(self) -> None:
        super().stop()
        self.own.stop("fast")


@pytest.mark.long
def test_a_database_and_a_gateway_that_are_killed_come_back_and_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = Settings(_env_file=None, var_dir=tmp_path / "var", port=0)  # type: ignore[call-arg]
    took = dict[str, float]()
    try:
        with Apart(chosen, lambda line: None, tempo=0.0) as both:
            police, gov = both.towns["police"], both.towns["gov"]
            gateway = next(child for child in police.children if child.name.endswith("gateway"))

            def kill() -> None:
                wait_until(lambda: arrived(police.database_url) > 5, BACK_S, 0.1)
                for what, act in (
                    ("gateway", lambda: kill_child(gateway)),
                    ("database", lambda: kill_database(both.own)),
                ):
                    began = time.monotonic()
                    act()
                    said = {"words": DANGER, "channel": "voice", "division": "440106"}
                    made = gov.machines()["12345"].post("/appeals", said)
                    here = partial(arrived, police.database_url, made.body["id"])
                    if wait_until(lambda: here() == 1, BACK_S, 0.1):  # noqa: B023
                        took[what] = time.monotonic() - began

            killer = threading.Thread(target=kill)
            killer.start()
            found = observe(both, messages=24)
            killer.join()
    finally:
        EmbeddedCluster(tmp_path / "var" / "federated" / "postgres-police").destroy()
        forget(chosen)
    with capsys.disabled():
        print("\nrecovered after", {what: f"{seconds:.1f} s" for what, seconds in took.items()})  # noqa: T201
    assert set(took) == {"gateway", "database"}
    assert (found.violations, found.differences) == ([], ())
    assert found.ok, found.queues
    assert found.shown()["handovers"] >= 2
    assert processes_of(tmp_path) == []


def arrived(url: str, appeal: str | None = None) -> int:
    """How many appeals, or whether this one, the police have; -1 while nobody can say."""
    try:
        with psycopg.connect(url, connect_timeout=2) as database:
            sql = "SELECT count(*) FROM appeal WHERE %(id)s::uuid IS NULL OR id = %(id)s"
            return database.execute(sql, {"id": appeal}).fetchone()[0]  # type: ignore[index]
    except psycopg.OperationalError:
        return -1


def kill_child(child: Child) -> None:
    assert child.process
    child.process.kill()


def kill_database(cluster: EmbeddedCluster) -> None:
    """The server, with what it had not written; it is started again, as its service would be."""
    pid = cluster.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), 10, 0.05)
    cluster.start()
