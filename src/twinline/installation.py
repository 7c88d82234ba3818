"""What an installation needs before it serves: the schema, the registry every city starts with, and the demo city.

The composition root, the command line, the demo and the tests share these steps. All of them may be repeated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Any

from twinline.agencies import seed_city, seed_registry
from twinline.kernel.clock import Clock, SystemClock
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database
from twinline.kernel.migrate import migrate


def migrate_database(url: str, *, clock: Clock | None = None) -> str:
    """Bring the schema up to date; its revision. Raises DatabaseLocale, DatabaseVersion."""
    return migrate(url, today=(clock or SystemClock()).now().date())


async def seed_database(
    db: Database, *, cipher: FieldCipher, city: bool = True, own: Sequence[Mapping[str, str]] = ()
) -> int:
    """Seed the registry, and with ``city`` the demo city, or a real one's ``own`` units; how many units are new. Raises
    agencies.bad_units."""
    async with db.transaction() as tx:
        await seed_registry(tx, deadlines=deadline_rows())
        return await seed_city(tx, cipher=cipher, own=own) if city else 0


def deadline_rows() -> list[dict[str, Any]]:
    """The deadline rules that every installation starts with, as table rows."""
    rules = import_module("twinline.clocks.rules").seed_rules()
    return [asdict(rule) for rule in rules]
