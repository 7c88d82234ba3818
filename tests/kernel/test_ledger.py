"""One link of the ledger: its hash covers every field and its predecessor (R46)."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.kernel.db import Database
from twinline.kernel.ledger import By, Event, link, row_of
from twinline.kernel.ledger_check import recompute

AT = datetime(2026, 3, 2, 1, 2, 3, 456_789, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
DATA = st.dictionaries(WORDS, WORDS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(), max_size=5)
CHANGES: dict[str, Any] = {
    "subject_id": UUID(int=99),
    "seq": 3,
    "subject_kind": "incident",
    "event": "sigm",
    "from_state": None,
    "to_state": "signee",
    "at": AT + timedelta(microseconds=1),
    "platform": "110",
    "actor_id": None,
    "unit_id": UUID(int=1),
    "prev": bytes(31) + b"\x01",
}


def made(data: dict[str, Any]) -> Event:
    return link(
        kind="case",
        subject_id=UUID(int=5),
        appeal_id=UUID(int=6),
        version=1,
        head=bytes(32),
        event="sign",
        from_state="dispatched",
        to_state="signed",
        at=AT,
        by=By("12345", None, UUID(int=7)),
        data=data,
    )


def stored(event: Event) -> dict[str, Any]:
    """The row as it comes back from the database."""
    row = row_of(event)
    return row | {"prev": event.prev, "hash": event.hash, "data": event.data.decode()}


@given(DATA)
def test_a_stored_event_gives_its_own_hash_again(data: dict[str, Any]) -> None:
    event = made(data)
    assert (event.seq, event.prev) == (2, bytes(32))
    assert recompute(stored(event)) == event.hash


@pytest.mark.parametrize("field", CHANGES)
def test_every_field_is_covered(field: str) -> None:
    row = stored(made({"note": "x"}))
    assert row[field] != CHANGES[field]
    assert recompute(row | {field: CHANGES[field]}) != row["hash"]


@given(DATA, st.data())
def test_any_changed_byte_of_the_data_is_found(data: dict[str, Any], draw: st.DataObject) -> None:
    event = made(data)
    place = draw.draw(st.integers(0, len(event.data) - 1))
    other = draw.draw(st.integers(1, 255))
    changed = bytearray(event.data)
    changed[place] ^= other
    altered = replace(event, data=bytes(changed))
    row = stored(event) | {"data": altered.data.decode("utf-8", "surrogateescape")}
    with contextlib.suppress(UnicodeEncodeError):  # not UTF-8 any more: the column could not hold it
        assert recompute(row) != event.hash


def test_time_zones_do_not_matter_but_moments_do() -> None:
    shanghai = AT.astimezone(datetime.now().astimezone().tzinfo)
    row = stored(made({}))
    assert recompute(row | {"at": shanghai}) == row["hash"]


@pytest.mark.parametrize("table", ["order_event", "clock_event", "audit"])
async def test_append_only_tables_refuse_updates_and_deletes(own_db: Database, table: str) -> None:
    rows = {
        "order_event": "INSERT INTO order_event SELECT %(id)s, 1, 'case', %(id)s, 'open', NULL, 'registered', now(),"
        " '12345', NULL, NULL, '{}', NULL, '\\x00'",
        "clock_event": "INSERT INTO clock_event SELECT %(id)s, 'case_sign', 1, 1, 'stop', now(), '{}'",
        "audit": "INSERT INTO audit SELECT %(id)s, now(), NULL, 'test', NULL, '{}'",
    }
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        connection.execute(rows[table], {"id": UUID(int=5)})
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = now()"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
                connection.execute(statement)  # type: ignore[arg-type]
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)  # type: ignore[arg-type]
