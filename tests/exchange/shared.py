"""Real databases between two platforms: the table made by the administrator, a user who may use nothing but it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from abc import ABC, abstractmethod
from itertools import count
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg

from exchange.mariadb import MariaDB
from support import database
from twinline.exchange.transports import tables
from twinline.kernel.cluster import EmbeddedCluster

SECRET = "s3cret/@: pass"
GRANTS = "SELECT, INSERT, UPDATE, DELETE"
_names = count()


class Shared(ABC):
    """One database of one test, on a server that may be harmed."""

    scheme = ""

    def __init__(self) -> None:
        self.name = f"exchange_{os.getpid()}_{next(_names)}"

    @property
    @abstractmethod
    def port(self) -> int: ...

    @abstractmethod
    def make(self) -> None:
        """Make the database, the table as the administrator, and a user who may use nothing but it."""

    @abstractmethod
    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """As the administrator, in the database."""

    @abstractmethod
    def kill(self) -> None: ...

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def freeze(self, how: signal.Signals) -> None:
        """Stop or continue every process of the server."""

    def options(self, *, port: int = 0, **more: Any) -> dict[str, Any]:
        url = f"{self.scheme}://exchanger:{quote(SECRET, safe='')}@127.0.0.1:{port or self.port}/{self.name}"
        return {"kind": "tables", "url": url, "wait_s": 2.0, **more}

    def states(self) -> list[int]:
        return [row[0] for row in self.ask("SELECT push_state FROM exchange_parcel ORDER BY id")]


class InPostgres(Shared):
    scheme = "postgresql"

    def __init__(self, cluster: EmbeddedCluster) -> None:
        super().__init__()
        self.cluster = cluster

    @property
    def port(self) -> int:
        return urlsplit(self.cluster.url()).port or 0

    def make(self) -> None:
        database.create(self.cluster.url(), self.name, "template0")
        made = self.ask("SELECT 1 FROM pg_roles WHERE rolname = 'exchanger'")
        if not made:
            self.ask(f"CREATE ROLE exchanger LOGIN PASSWORD '{SECRET}'")
        asyncio.run(tables.create_tables({"kind": "tables", "url": self.cluster.url(self.name)}))
        self.ask(f"GRANT {GRANTS} ON exchange_parcel TO exchanger")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.cluster.url(self.name), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def kill(self) -> None:
        self.cluster.stop("immediate")

    def start(self) -> None:
        self.cluster.start()

    def freeze(self, how: signal.Signals) -> None:
        parent = self.cluster.pid
        children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=True).stdout
        for pid in (str(parent), *children.split()):
            os.kill(int(pid), how)


class InMariaDB(Shared):
    scheme = "mariadb"

    def __init__(self, server: MariaDB) -> None:
        super().__init__()
        self.server = server

    @property
    def port(self) -> int:
        return self.server.port

    def make(self) -> None:
        self.server.ask(
            f"CREATE DATABASE {self.name} CHARACTER SET gbk",
            f"CREATE USER IF NOT EXISTS exchanger@'127.0.0.1' IDENTIFIED BY '{SECRET}'",
        )
        url = f"mariadb://root@localhost/{self.name}?unix_socket={quote(str(self.server.socket))}"
        asyncio.run(tables.create_tables({"kind": "tables", "url": url}))
        self.server.ask(f"GRANT {GRANTS} ON {self.name}.exchange_parcel TO exchanger@'127.0.0.1'")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self.server.ask(statement, database=self.name)

    def kill(self) -> None:
        self.server.kill()

    def start(self) -> None:
        self.server.start()

    def freeze(self, how: signal.Signals) -> None:
        self.server.pause(how)
