"""The demo's own processes: started, asked whether they live, started again, and stopped, each by its process id."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PORTS_TRIED = 50
READY_S = 60.0
STOP_S = 6.0
AGAIN_S = 1.0
SET_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
COMMAND = "from twinline.cli import main; main()"


@dataclass(slots=True)
class Child:
    """One ``twinline`` process, or of another ``program``, in a session of its own: Ctrl-C on the terminal reaches
    the parent alone."""

    name: str
    arguments: tuple[str, ...]
    log: Path
    env: Mapping[str, str]
    program: tuple[str, ...] = (sys.executable, "-c", COMMAND)
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        self.starts, self.started_at = self.starts + 1, time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - this interpreter with fixed arguments
                [*self.program, *self.arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **self.env}, start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start again when it has died, at most once a second; True when it was started."""
        if self.alive or time.monotonic() - self.started_at < AGAIN_S:
            return False
        self.start()
        return True


def _die_with_parent() -> None:
    """Should the parent be killed outright, Linux ends the child; elsewhere the child stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def stop_all(children: list[Child]) -> None:
    """Ask all to stop, wait together, and end those that do not."""
    running = [child.process for child in children if child.process and child.alive]
    for process in running:
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port(host: str, wanted: int) -> int:
    """The wanted port, else the next one that nobody listens on; 0 picks any. Raises OSError when there is none."""
    candidates = range(wanted, min(wanted + PORTS_TRIED, 65_536)) if wanted else (0,)
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"no free port from {wanted} on")


def answers(port: int, path: str = "/readyz") -> bool:
    """Whether the server says that it can serve."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
