"""What the command line does to an installation: serve, migrate, seed, accounts, keys, calendars, documents."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import click
import orjson
import psycopg

from twinline.agencies import load_directory, load_year
from twinline.identity import create_account, create_key, every_account, revoke_key, set_password
from twinline.installation import migrate_database, seed_database
from twinline.kernel.crypto import load_keys
from twinline.kernel.db import Database
from twinline.kernel.errors import Conflict
from twinline.kernel.messages import text
from twinline.reference import metrics_text, permissions_text
from twinline.settings import Settings, database_url, reference, settings

T = TypeVar("T")


class DocsOutdated(Conflict):
    """A generated document differs from what the code says now."""

    code: ClassVar[str] = "administration.docs_outdated"


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def serve(*, host: str | None, port: int | None, workers: int | None, reload: bool) -> None:
    """Run uvicorn until a signal stops it; open requests get ``stop_s`` seconds."""
    import uvicorn

    chosen = settings()
    count = workers or chosen.workers
    _refuse_outdated(database_url(chosen))
    if count > 1:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="twinline-metrics-"))
    # uvicorn hands the signal on once all is closed; being told to stop is no failure.
    signal.signal(signal.SIGTERM, _leave)
    uvicorn.run(
        "twinline.app:serve_app",
        factory=True,
        host=host or chosen.host,
        port=chosen.port if port is None else port,
        workers=count,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent)] if reload else None,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_config=None,
        proxy_headers=True,
        forwarded_allow_ips=chosen.proxies,
        server_header=False,
        timeout_graceful_shutdown=chosen.stop_s,
    )


def _refuse_outdated(url: str) -> None:
    """Say in one line what is wrong, before processes start that would each say it at length."""
    from twinline.kernel.migrate import require_revision

    with psycopg.connect(url) as connection:
        require_revision(connection)


def migrate() -> None:
    revision = migrate_database(database_url(settings()))
    click.echo(text("cli.migrated", revision=revision))


def _on_database(run: Callable[[Database, Settings], Awaitable[T]]) -> T:
    """Run something on an open database."""

    async def opened() -> T:
        chosen = settings()
        db = Database(database_url(chosen), size_max=2)
        await db.open(wait_s=10)
        try:
            return await run(db, chosen)
        finally:
            await db.close()

    return asyncio.run(opened())


def seed(*, city: bool, units: Path | None) -> None:
    """Raises agencies.bad_units."""
    own: list[dict[str, str]] = []
    if units:
        with units.open(encoding="utf-8-sig", newline="") as file:
            own = list(csv.DictReader(file))

    async def run(db: Database, chosen: Settings) -> int:
        return await seed_database(
            db, cipher=load_keys(chosen.keys_path), city=city and (units is None or bool(own)), own=own
        )

    click.echo(text("cli.seeded", units=_on_database(run)))


def create(*, login: str, name: str, roles: Sequence[str], unit_code: str, division: str, password: str | None) -> None:
    """Create an account on its unit's platform."""

    async def run(db: Database, chosen: Settings) -> UUID:
        directory = await load_directory(db)
        unit = directory.by_code(unit_code)
        async with db.transaction() as tx:
            return await create_account(
                tx,
                login=login,
                name=name,
                password=password,
                platform=unit.platform,
                unit_id=unit.id,
                roles=roles,
                units=directory,
                division=division,
            )

    click.echo(_on_database(run))


def list_accounts() -> None:
    """Print every account as a line of JSON."""

    async def run(db: Database, chosen: Settings) -> list[dict[str, Any]]:
        async with db.transaction() as tx:
            return await every_account(tx.conn)

    for row in _on_database(run):
        click.echo(orjson.dumps(row).decode())


def issue_key(*, login: str, name: str, days: int | None) -> None:
    """Print a new key's id and secret as JSON."""

    async def run(db: Database, chosen: Settings) -> tuple[UUID, str]:
        async with db.transaction() as tx:
            expires_at = tx.now + timedelta(days=days) if days else None
            return await create_key(tx, login=login, name=name, expires_at=expires_at)

    key_id, secret = _on_database(run)
    click.echo(json.dumps({"id": str(key_id), "key": secret}))


def withdraw_key(*, key_id: UUID) -> None:
    async def run(db: Database, chosen: Settings) -> None:
        async with db.transaction() as tx:
            await revoke_key(tx, key_id=key_id)

    _on_database(run)


def set_account_password(*, login: str, password: str) -> None:
    async def run(db: Database, chosen: Settings) -> None:
        async with db.transaction() as tx:
            await set_password(tx, login=login, password=password)

    _on_database(run)


def load_calendar(*, year: int, code: str, provisional: bool) -> None:
    async def run(db: Database, chosen: Settings) -> int:
        async with db.transaction() as tx:
            return await load_year(tx, None, calendar=code, year=year, provisional=provisional)

    click.echo(text("cli.year_loaded", year=year, days=_on_database(run)))


def print_openapi() -> None:
    """The API's description as JSON; needs no database."""
    click.echo(openapi_text(), nl=False)


def openapi_text() -> str:
    """The API's description as it is kept in docs/reference/openapi.json."""
    return json.dumps(openapi_document(), ensure_ascii=False, indent=2) + "\n"


def openapi_document() -> dict[str, Any]:
    from twinline.app import create_app

    return create_app(settings()).openapi()


def generated_docs() -> dict[str, str]:
    """Name and content of every document that is made from code."""
    from twinline.exchange import samples

    return {
        "settings.md": reference(),
        "openapi.json": openapi_text(),
        "permissions.md": permissions_text(openapi_document()),
        "metrics.md": metrics_text(),
        **{f"exchange/{name}": content for name, content in samples.schema_documents().items()},
    }


def write_docs(folder: Path, *, check: bool) -> None:
    """Write the documents; with ``check`` raise DocsOutdated instead when one differs."""
    for name, content in generated_docs().items():
        path = folder / name
        if check and (not path.exists() or path.read_text("utf-8") != content):
            raise DocsOutdated(name=name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
