"""A real MariaDB server on a free port of this machine, stopped by its process id."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pymysql

from exchange.nats import free_port

INSTALL, PROGRAM = "/usr/bin/mariadb-install-db", "/usr/sbin/mariadbd"
# Flushing 2: what is committed outlives the kill of the server, not that of the machine.
SMALL = ("--innodb-buffer-pool-size=64M", "--innodb-log-file-size=64M", "--innodb-flush-log-at-trx-commit=2")


class MariaDB:
    """One server with its data in a folder; ``start`` may be called again after ``kill``."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.socket = folder / "s"
        self._process: subprocess.Popen[bytes] | None = None
        user = ["--user=root"] if os.geteuid() == 0 else []
        said = ["--no-defaults", f"--datadir={folder / 'data'}", *user]
        how = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        subprocess.run([INSTALL, *said, *how], check=True, capture_output=True)
        self._command = [PROGRAM, *said, f"--socket={self.socket}", f"--port={self.port}", "--bind-address=127.0.0.1"]

    def start(self) -> None:
        """Returns when it answers."""
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen([*self._command, *SMALL], stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + 60
        while True:
            try:
                self.ask("SELECT 1")
                return
            except pymysql.Error:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.1)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def pause(self, how: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(how)

    def ask(self, *statements: str, database: str | None = None) -> list[tuple[object, ...]]:
        """Run statements as the server's administrator; the rows of the last."""
        with (
            contextlib.closing(
                pymysql.connect(unix_socket=str(self.socket), user="root", database=database, autocommit=True)
            ) as connection,
            connection.cursor() as cursor,
        ):
            for statement in statements:
                cursor.execute(statement)
            return list(cursor.fetchall())


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[MariaDB]:
    made = MariaDB(folder)
    made.start()
    try:
        yield made
    finally:
        made.kill()
