"""Making and dropping the databases of runs, and what is done to them from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from twinline.exchange import transports
from twinline.simulate.databases import OneConnection

PARCELS = Path(transports.__file__).with_name("ddl") / "postgresql.sql"
DROP_SQL = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
COPY_SQL = "CREATE DATABASE {} TEMPLATE {}"
EMPTY_SQL = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"

REDELIVER_SQL = """
    UPDATE link_message SET delivered_at = NULL
     WHERE id = (SELECT id FROM link_message
                  WHERE delivered_at IS NOT NULL AND receiver = ANY(%(hosts)s)
                  ORDER BY pos DESC OFFSET %(place)s LIMIT 1)
    RETURNING id
"""

RECOVERING_SQL = "SELECT count(*) AS n FROM peer WHERE standing = 'recovering'"


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the backup of a database is kept. Nobody may use it meanwhile."""

    server_url: str
    name: str

    def keep(self) -> None:
        copy(self.server_url, f"{self.name}_kept", self.name)

    def put_back(self) -> None:
        copy(self.server_url, self.name, f"{self.name}_kept")


async def recovering(db: OneConnection) -> bool:
    """Whether the instance is being told by a peer what it lost."""
    return bool((await db.ask((("peers", RECOVERING_SQL),), {}))["peers"][0]["n"])


async def redeliver(db: OneConnection, hosts: Sequence[str], place: int) -> bool:
    """Make a message that was delivered wait for its delivery again; False when there were not so many."""
    return bool((await db.ask((("again", REDELIVER_SQL),), {"hosts": list(hosts), "place": place}))["again"])


def drop(server_url: str, name: str) -> None:
    """Drop a database if it is there, whoever uses it."""
    _run(server_url, DROP_SQL, name)


def copy(server_url: str, name: str, source: str) -> str:
    """A database of this name alone, copied from one that nobody uses. Its address."""
    drop(server_url, name)
    _run(server_url, COPY_SQL, name, source)
    return conninfo.make_conninfo(server_url, dbname=name)


def empty(server_url: str, name: str) -> str:
    """A database of this name with nothing in it. Its address."""
    drop(server_url, name)
    _run(server_url, EMPTY_SQL, name)
    return conninfo.make_conninfo(server_url, dbname=name)


def make_parcels(shared_url: str, table: str) -> None:
    """The shared table by its published statements, with nothing in it."""
    statements = PARCELS.read_text("utf-8").replace("exchange_parcel", table)
    with psycopg.connect(shared_url) as connection:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(table)))
        connection.execute(statements.encode())


def _run(server_url: str, statement: str, *names: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]
