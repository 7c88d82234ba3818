"""What the department holds: its open orders at the version that it knows, in a file that survives the process."""

import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TABLES_SQL = """
    CREATE TABLE IF NOT EXISTS work (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL, held INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS memory (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Changes may come late and twice: what is older than what is known changes nothing.
NOTE_SQL = """
    INSERT INTO work (id, version, held, body) VALUES (:id, :version, :held, :body)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, held = excluded.held, body = excluded.body
     WHERE excluded.version >= work.version
"""
VERSION_SQL = "SELECT version FROM work WHERE id = :id"
HELD_SQL = "SELECT body FROM work WHERE held ORDER BY id"
RELEASE_SQL = "UPDATE work SET held = 0 WHERE id = :id"
RECALL_SQL = "SELECT value FROM memory WHERE name = :name"
REMEMBER_SQL = "INSERT INTO memory VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class Register:
    """The department's orders. Threads may share it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._turn = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.executescript(TABLES_SQL)

    def _run(self, sql: str, **values: Any) -> list[Any]:
        with self._turn:
            return self._file.execute(sql, values).fetchall()

    def note(self, order: Mapping[str, Any], *, held: bool) -> None:
        """An order as it is now; ``held``: the department has it to handle."""
        self._run(NOTE_SQL, id=order["id"], version=order["version"], held=held, body=json.dumps(order))

    def version(self, order_id: str) -> int:
        """The version that is known of an order; 0: none."""
        found = self._run(VERSION_SQL, id=order_id)
        return found[0][0] if found else 0

    def held(self) -> dict[str, Mapping[str, Any]]:
        """The orders to handle, by id."""
        rows = [json.loads(body) for (body,) in self._run(HELD_SQL)]
        return {row["id"]: row for row in rows}

    def release(self, order_id: str) -> None:
        """The department has an order no longer."""
        self._run(RELEASE_SQL, id=order_id)

    def recall(self, name: str, default: str = "") -> str:
        """Something that was to be remembered: a position, a secret."""
        found = self._run(RECALL_SQL, name=name)
        return found[0][0] if found else default

    def remember(self, name: str, value: str) -> None:
        self._run(REMEMBER_SQL, name=name, value=value)

    def close(self) -> None:
        self._file.close()
