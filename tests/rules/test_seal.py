"""What somebody changed past the program is not judged by: the process keeps the rules it has, and says so."""

from __future__ import annotations

import asyncio
import stat
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import IntegrityConstraintViolation

from rules.desk import add, call, draft, judged, publish, roll_back, until_edition
from support.database import ShiftClock
from support.people import People
from twinline.kernel.db import Database
from twinline.rules import Library, load_rule_keys
from twinline.rules.keys import BadRuleKeys
from twinline.rules.library import FIGURES

TAMPERING = {
    "a row": "UPDATE rule_row SET data = (replace(data::text, '\"110\"', '\"12345\"'))::json WHERE table_name = "
    "'responsibility_list' AND edition = {number}",
    "a row less": "DELETE FROM rule_row WHERE edition = {number} AND table_name = 'danger_rules' AND ordinal = 1",
    "a row more": "INSERT INTO rule_row SELECT edition, table_name, 9999, code, data, 1, changed_at, changed_by "
    "FROM rule_row WHERE edition = {number} AND table_name = 'cues' AND ordinal = 1",
    "the order": "UPDATE rule_row SET ordinal = 9999 WHERE edition = {number} AND table_name = 'cues' AND ordinal = 1",
    "the digest": "UPDATE rule_edition SET digest = sha256('x') WHERE number = {number}",
    "the signature": "UPDATE rule_edition SET signature = set_byte(signature, 0, 255 - get_byte(signature, 0)) "
    "WHERE number = {number}",
    "the key": "UPDATE rule_edition SET key_id = '0000000000000000' WHERE number = {number}",
    "the day": "UPDATE rule_edition SET effective_from = effective_from - 1 WHERE number = {number}",
    "the word": "UPDATE rule_force SET reason = 'x' WHERE edition = {number}",
    "another edition's word": "UPDATE rule_force SET edition = 0 WHERE edition = {number}",
}


def tamper(db: Database, statement: str, number: int) -> None:
    """As somebody does who rules the database: its guards are off."""
    with psycopg.connect(db.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement.format(number=number))  # type: ignore[arg-type]


async def published(people: People) -> int:
    number = await draft(people.rule_owner)
    await add(people.rule_owner, number)
    await publish(people.leader_12345, number)
    await until_edition(people, number)
    return number


def library(people: People, db: Database) -> Library:
    """A process that starts now."""
    return Library(db, load_rule_keys(people.app.state.settings.rules_key_path))


@pytest.mark.parametrize("what", TAMPERING)
async def test_a_changed_edition_is_refused(own: People, own_db: Database, what: str) -> None:
    assert isinstance(own_db.clock, ShiftClock)
    number = await published(own)
    book = await library(own, own_db).start()
    assert book.versions.edition == str(number)
    before = FIGURES.refused
    tamper(own_db, TAMPERING[what], number)
    assert (await library(own, own_db).start()).versions.edition == "0"
    assert FIGURES.refused == before + 1
    if what not in ("the word", "another edition's word"):
        shown = await call(own.auditor, "GET", f"/editions/{number}/verify", expect=200)
        assert not shown["holds"]
        assert "签名" in shown["why"]
        await roll_back(own.leader_110, 0)
        assert (await roll_back(own.leader_110, number, expect=409))["code"] == "rules.seal_broken"


async def test_a_process_keeps_what_it_has(own: People, own_db: Database) -> None:
    first = await published(own)
    second = await draft(own.rule_owner, "第二次")
    held = own.app.state.library
    started = library(own, own_db)
    await started.start()
    await publish(own.leader_12345, second)
    await until_edition(own, second)
    tamper(own_db, TAMPERING["a row"], second)
    assert await started.refresh() is not None
    assert started.book.versions.edition == str(first)
    assert held.book.versions.edition == str(second)
    assert await started.refresh() is None
    assert (await library(own, own_db).start()).versions.edition == str(first)


async def test_an_edition_signed_by_a_stranger_is_refused(own: People, own_db: Database, tmp_path: Path) -> None:
    number = await published(own)
    stranger = Library(own_db, load_rule_keys(tmp_path / "strange"))
    assert (await stranger.start()).versions.edition == "0"
    own_key = load_rule_keys(own.app.state.settings.rules_key_path).private.public_key().public_bytes_raw().hex()
    with (tmp_path / "strange").open("a") as file:
        file.write(own_key + "\n")
    believing = Library(own_db, load_rule_keys(tmp_path / "strange"))
    assert (await believing.start()).versions.edition == str(number)


GUARDED = {name: TAMPERING[name] for name in ("a row", "a row less", "a row more", "the digest", "the word")}


@pytest.mark.parametrize("what", GUARDED)
async def test_the_database_itself_guards_what_was_published(own: People, own_db: Database, what: str) -> None:
    number = await published(own)
    with psycopg.connect(own_db.url, autocommit=True) as connection, pytest.raises(IntegrityConstraintViolation):
        connection.execute(GUARDED[what].format(number=number))  # type: ignore[arg-type]


async def test_verify_holds_for_what_was_published(own: People) -> None:
    number = await published(own)
    shown = await call(own.auditor, "GET", f"/editions/{number}/verify", expect=200)
    assert (shown["holds"], len(shown["key_id"])) == (True, 16)
    unsigned = await draft(own.rule_owner)
    assert not (await call(own.auditor, "GET", f"/editions/{unsigned}/verify", expect=200))["holds"]


async def test_the_figures_show_the_edition_and_refusals(own: People) -> None:
    number = await published(own)
    shown = (await own.agent.api.get("/metrics")).text
    assert f"twinline_rules_edition {float(number)}" in shown
    assert "twinline_rules_refused" in shown


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "rules"
    key = load_rule_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_rule_keys(path).key_id == key.key_id
    assert list(path.parent.iterdir()) == [path]
    path.write_text("not a key\n")
    with pytest.raises(BadRuleKeys):
        load_rule_keys(path)


async def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "rules"
    made = await asyncio.gather(*(asyncio.to_thread(load_rule_keys, path) for _ in range(8)))
    assert len({keys.key_id for keys in made}) == 1


async def test_another_day_keeps_a_doubted_edition_out(own: People, own_db: Database) -> None:
    """A process with good rules goes on with them over midnight, though the newest word is broken."""
    assert isinstance(own_db.clock, ShiftClock)
    number = await published(own)
    started = library(own, own_db)
    await started.start()
    second = await draft(own.rule_owner)
    await publish(own.leader_110, second)
    tamper(own_db, TAMPERING["the word"], second)
    own_db.clock.advance(timedelta(days=1))
    await started.refresh()
    assert started.book.versions.edition == str(number)
    assert started.book.as_of == started.today()
    assert (await judged(own.agent, "路灯不亮"))["owner"] == "12345"


async def test_rules_in_use_outlive_their_own_rows(own: People, own_db: Database) -> None:
    """Over midnight too: what was checked once is judged by, whatever happens to the rows."""
    assert isinstance(own_db.clock, ShiftClock)
    number = await published(own)
    started = library(own, own_db)
    await started.start()
    tamper(own_db, TAMPERING["a row"], number)
    own_db.clock.advance(timedelta(days=1))
    await started.refresh()
    assert (started.book.versions.edition, started.book.as_of) == (str(number), started.today())
