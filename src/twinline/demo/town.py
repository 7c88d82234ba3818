"""The demo's life: lock, database, schema, seed, accounts, server and worker; then messages and officers."""

import asyncio
import fcntl
import shutil
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, Self

from twinline import __version__
from twinline.demo import departments
from twinline.demo.cast import Cast
from twinline.demo.client import Api
from twinline.demo.credentials import ACCOUNTS, FILE, MACHINES, Credentials, prepare
from twinline.demo.processes import READY_S, Child, answers, free_port, stop_all
from twinline.demo.stream import Stream
from twinline.installation import migrate_database, seed_database
from twinline.kernel.cluster import EmbeddedCluster
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database
from twinline.kernel.errors import Conflict, Unavailable
from twinline.kernel.hashing import sm3
from twinline.kernel.messages import text
from twinline.settings import EMBEDDED_DATABASE, PREFIX, Settings

LOOK_S = 0.5
HANDED_ON = (
    "instance", "hosts", "series", "exchange_host", "exchange_port", "exchange_certificate", "exchange_authority",
    "exchange_hub", "webhook_loopback", "key_file", "rules_key_file", "exchange_key_file",
)  # fmt: skip
"""Settings of an installation that its processes must have too."""
DATABASE_STOP_S = 8.0

Tell = Callable[[str], None]


class AlreadyRunning(Conflict):
    """Another demo runs on this folder."""

    code: ClassVar[str] = "demo.already_running"


class NotReady(Unavailable):
    """The server did not get ready; its log says why."""

    code: ClassVar[str] = "demo.not_ready"


@dataclass(slots=True)
class Town:
    """One running demo. Use it as a context: leaving it stops everything that it started."""

    chosen: Settings
    tell: Tell
    tempo: float = 1.0
    departments: bool = False
    port: int = 0
    setup_s: float = 0.0
    start_s: float = 0.0
    database_url: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    _launched: float = 0.0
    _cluster: EmbeddedCluster | None = None
    children: list[Child] = field(default_factory=list[Child])
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    _held: ExitStack = field(default_factory=ExitStack)
    _credentials: Credentials | None = None

    def __enter__(self) -> Self:
        """Set up and start. Raises AlreadyRunning, NotReady, ClusterError, and what migrating raises."""
        try:
            self.begin()
            self.get_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def folder(self) -> Path:
        return self.chosen.var_dir.absolute() / "demo"

    @property
    def url(self) -> str:
        return f"http://{self.chosen.host}:{self.port}"

    @property
    def credentials(self) -> Credentials:
        if self._credentials is None:
            raise RuntimeError("known once the demo has started")
        return self._credentials

    # --- starting ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Have the folder to ourselves, make the city and start its processes.

        A database that the last start left ready is served while it is looked over; a new one is made first.
        """
        self._held.enter_context(locked(self.folder))
        begin = time.monotonic()
        self.database_url = self.chosen.database_url or self._own_database()
        mark, marked = self._mark(), self.folder / "ready"
        known = marked.exists() and marked.read_text() == mark
        if known:
            self._launch()
        migrate_database(self.database_url)
        self._credentials = asyncio.run(self._seed(whole=not known))
        marked.write_text(mark)
        self.setup_s = time.monotonic() - begin
        if not known:
            self._launch()

    def furnish(self) -> None:
        """Have the folder to ourselves and a database in order, for an installation that serves nobody. Raises
        AlreadyRunning, and what migrating raises.
        """
        self._held.enter_context(locked(self.folder))
        self.database_url = self.chosen.database_url or self._own_database()
        migrate_database(self.database_url)
        asyncio.run(self._found())

    async def _found(self) -> None:
        db = Database(self.database_url, size_max=2)
        await db.open()
        try:
            await seed_database(db, cipher=load_keys(self.chosen.keys_path))
        finally:
            await db.close()

    def _mark(self) -> str:
        """What must be the same for a database to be ready as it stands: the schema's steps, and which one it is."""
        steps = sorted(file.name for file in files("twinline.migrations").joinpath("versions").iterdir())
        return sm3("\n".join([__version__, self.database_url, *steps]).encode()).hex()

    def _own_database(self) -> str:
        self._cluster = EmbeddedCluster(self.chosen.var_dir.absolute() / "postgres")
        if not self._cluster.initialised:
            self.tell(text("demo.making_database"))
        self._cluster.start()
        return self._cluster.ensure_database(EMBEDDED_DATABASE)

    async def _seed(self, *, whole: bool) -> Credentials:
        db = Database(self.database_url, size_max=2)
        await db.open()
        try:
            if whole:
                await seed_database(db, cipher=load_keys(self.chosen.keys_path))
            return await prepare(db, self.folder / FILE, hosts=self.chosen.hosted)
        finally:
            await db.close()

    def _launch(self) -> None:
        self._launched = time.monotonic()
        self.port = free_port(self.chosen.host, self.chosen.port)
        if self.chosen.port and self.port != self.chosen.port:
            self.tell(text("demo.other_port", wanted=self.chosen.port, port=self.port))
        self.add("serve", "--host", self.chosen.host, "--port", str(self.port))
        self.add("work")

    def add(self, name: str, *options: str) -> Child:
        """Start one more ``twinline`` process with this installation's settings."""
        values: dict[str, Any] = {field: getattr(self.chosen, field) for field in HANDED_ON}
        values |= {"database_url": self.database_url, "var_dir": self.chosen.var_dir.absolute()}
        env = {f"{PREFIX}{field.upper()}": str(value) for field, value in values.items() if value is not None}
        child = Child(name, (name, *options), self.folder / f"{name}.log", env | {"TWINLINE_LOG_LEVEL": "warning"})
        self.children.append(child)
        child.start()
        return child

    def get_ready(self) -> None:
        """Wait until the server answers; one that could not start is given a second chance."""
        deadline = time.monotonic() + READY_S
        while not answers(self.port):
            lost = next((c for c in self.children if not c.alive and not c.revive() and c.starts > 2), None)
            if lost or time.monotonic() > deadline:
                raise NotReady(log=(lost or self.children[0]).log)
            time.sleep(0.05)
        self.credentials.url = self.url
        self.credentials.save()
        self.start_s = time.monotonic() - self._launched

    # --- running -----------------------------------------------------------------------------------------------------

    def open_lines(self, *, per_minute: float, until: int | None = None) -> tuple[Stream, Cast]:
        """Let messages arrive and officers work, each in a thread of its own."""
        stream = Stream(self.machines(), self.folder / "sent")
        pause_s = 60 / per_minute
        self.run("stream", lambda: stream.run(self.stopping, pause_s=pause_s, until=until))
        return stream, self.engage()

    def machines(self) -> dict[str, Api]:
        """What calls come in by, for each number that is answered here."""
        keys = self.credentials.keys
        return {number: Api(self.port, keys[MACHINES[number]]) for number in self.chosen.hosted}

    def engage(self) -> Cast:
        """Let the officers work, each number's in a thread of its own."""
        away = self._open_departments() if self.departments else frozenset[str]()
        cast = Cast(self.port, self.credentials, tempo=self.tempo, away=away)
        for platform in self.chosen.hosted:
            self.run(f"cast.{platform}", partial(cast.run, platform, self.stopping))
        return cast

    def _open_departments(self) -> frozenset[str]:
        """Let the departments' own systems work, each in a thread of its own; the units that they are of."""
        for system in departments.SYSTEMS:
            work = partial(departments.run, system.way, url=self.url, key=self.credentials.keys[system.login])
            self.run(system.login, partial(work, folder=self.folder / system.login, stop=self.stopping))
        return frozenset(spec.unit for spec in ACCOUNTS for system in departments.SYSTEMS if spec.login == system.login)

    def run(self, name: str, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def watch(self) -> None:
        """Until stopped: start again what has died, and say so."""
        while not self.stopping.wait(LOOK_S):
            for child in self.children:
                if child.revive():
                    self.tell(text("demo.revived", name=child.name, log=child.log))

    def stop(self) -> None:
        """Stop officers and messages, then server and worker, then the private database. May be called twice."""
        self.stopping.set()
        for thread in self._threads:
            thread.join(timeout=1)
        stop_all(self.children)
        if self._cluster:
            self._cluster.stop("fast", timeout=DATABASE_STOP_S)
        self._held.close()


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Have the folder to ourselves. Raises AlreadyRunning."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(folder=folder) from error
        yield


def reset(chosen: Settings) -> None:
    """Forget the demo's data: its private database and its files. Raises AlreadyRunning."""
    folder = chosen.var_dir.absolute() / "demo"
    with locked(folder):
        EmbeddedCluster(chosen.var_dir.absolute() / "postgres").destroy()
        shutil.rmtree(folder, ignore_errors=True)
